"""What a business case lists under "Project Dependencies": the other cases that it depends on or bears on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.divide.sections import Section
from ingest.extract.words.references import CODE, find_ref, parse_ref, without_ref
from ingest.read.document import Block
from kg.records import Issue, SchemeDependency

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})?[.)]*\s*)?"
OPENS = re.compile(rf"{_NUMBER}(?:Project |Key )?(?:Inter-?)?dependencies(?: with other projects)?:?", re.IGNORECASE)
# The chapters that follow; a dependency is none of them.
CLOSES = re.compile(
    rf"{_NUMBER}(?:Costs? (?:and|&) Savings|See accompanying|(?:Non[- ])?Financial Benefits|Key Benefits"
    rf"|(?:Key )?Risks?$|Project Impact|Scope|Community Impact"
    r"|Equality|Governance|Resources?$|Benefits$|Timescales?|Assumptions|Constraints|What |Who |Are there )"
    r"|\d{1,2}[.)]+\s+[A-Z]",
    re.IGNORECASE,
)
COLUMN_HEAD = re.compile(r"(?:Title|Description|Dependency|Owner|None|N/?A|None identified|TBC|-)\.?", re.IGNORECASE)
# What another case is called: a plan of its own. A team, a board or a task ("Development of …") is none.
CASE = re.compile(r"\b(?:project|programme|scheme|pilots?|service|initiative|business case)s?$", re.IGNORECASE)
BODY = re.compile(r"\b(?:group|board|team|committee|partnership|council|directorate|unit)s?$", re.IGNORECASE)
TASK = re.compile(
    r"(?:re-?)?(?:development|tender\w*|support|implementation|availability|work|agreement|providers?|capacity"
    r"|changes?|possible)\b",
    re.IGNORECASE,
)
EXPLAINED = re.compile(r"\s+[-–—]\s+|\s*[-–—]\s+(?=[A-Za-z])|:\s+")
MOST = 12


def dependencies(section: Section, name: str) -> Iterator[SchemeDependency | Issue]:
    """A record for each other case in the list, an issue for an entry that may be one and cannot be placed."""
    for block in _entries(section):
        evidence = (section.document.evidence(block.content),)
        other = _case(block.body.text or block.text)
        if other and without_ref(other).casefold() != name.casefold():
            yield SchemeDependency(name, other, evidence)
        elif not other:
            yield Issue("unplaced-dependency", f"depends on what names no other case: {block.text[:80]}", evidence)


def _entries(section: Section) -> Iterator[Block]:
    inside, seen = False, 0
    for block in section.blocks:
        if OPENS.fullmatch(block.text):
            inside, seen = True, 0
        elif inside and (CLOSES.match(block.text) or seen >= MOST):
            inside = False
        elif inside and not COLUMN_HEAD.fullmatch(block.text):
            seen += 1
            yield block


def _case(text: str) -> str | None:
    """The case that an entry names: by its reference or code, or by a name that is a plan's; None for anything else."""
    head = EXPLAINED.split(text, maxsplit=1)[0].strip() if not find_ref(text) else text
    if found := find_ref(head):
        return parse_ref(found[0])
    if CODE.match(text):
        return without_ref(text)
    plain = re.sub(
        r"^(?:the|a)\s+", "", re.sub(r"\s+(?=['’]\w)|['‘’\"]\s?(?=[A-Z])", " ", head).strip(), flags=re.IGNORECASE
    )
    bare = " ".join(plain.replace(" '", "' ").split())
    capitals = sum(word[:1].isupper() for word in bare.split())
    is_name = head == text and 2 <= capitals == len(bare.split()) <= 4 and not BODY.search(bare)
    is_case = capitals >= 2 and CASE.search(bare) and len(bare) < 90
    return bare if (is_name or is_case) and not TASK.match(bare) else None
