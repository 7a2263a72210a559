"""A report's own particulars, from its title and the labelled block below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ingest.divide.sections import Section
from ingest.extract.reports.label_blocks import Field, LabelBlock, Piece, places_of, rows_of, words_of
from ingest.extract.reports.report_head import PURPOSE, Head, head_of, meeting_of, title_of
from ingest.extract.words.named_posts import PERSON, is_person
from ingest.extract.words.wordings import Wording
from ingest.read.document import Mapped
from kg.evidence import Evidence
from kg.names import without_title
from kg.records import Issue, PersonMention, Report

NONE_GIVEN = Wording(
    r"(?:not applicable|n/?\s?a|none|nil|for key decisions|not required|tbc|[-–])\.?",
    reads=["Not applicable", "N/A", "For key decisions"],
    leaves=["2021/014"],
)
PURPOSE_HEADING = Wording(
    rf"(?:\d{{1,2}}(?:\.\d)?[.)]?\s+)?(?:{PURPOSE.pattern})\s*:?",
    reads=["1. Purpose of report", "PURPOSE"],
    leaves=["Proposals"],
)
YES = Wording(r"(?:yes|key)\b", reads=["Yes", "Yes - it affects two wards", "Key decision"], leaves=["No", "Yesterday"])
NO = Wording(
    r"(?:no|non-key|not (?:a )?key)\b", reads=["No", "Not a key decision"], leaves=["Yes", "Not yet known", "Noted"]
)
# A reference with words behind it.
PLAN_REFERENCE = re.compile(r"(?:[A-Z]{1,8}[ /-]?)?\d[\w/.-]*(?:\s\d[\w/.-]*)?(?=[\s,;(]|$)|[A-Z][\w/.-]*\d[\w/.-]*")
PLAN_BESIDE = re.compile(
    r"\bforward plan(?: (?:ref(?:erence)?|no|number)\.?){0,2}\s*[:–-]?\s*(?P<ref>(?=[A-Z/.-]{0,10}\d)[\w/.-]{2,30})",
    re.IGNORECASE,
)
# The number of the paragraph under a heading "Purpose of report", which is no word of the purpose.
PARAGRAPH_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]?\s+(?=[A-Z])")
# Two capital I's for two l's are what scanners make of "All".
ALL = re.compile(r"A[Il1|]{2}\b")
# How an office opens, so that two offices without a comma between them are told apart.
_RANK = r"(?:(?:Acting|Interim|Joint|Deputy|Assistant|Associate)\s+){0,2}"
_DIRECTOR = r"(?:Corporate|Executive|Service|Strategic|Managing|Divisional|Operational|Programme) Director|Director of"
OFFICE = Wording(
    rf"{_RANK}(?:{_DIRECTOR}|Chief (?:Executive|\w+ Officer|Officer)|Head of|(?:Section 151|Monitoring) Officer"
    r"|Group Manager|City Solicitor)\b",
    reads=["Chief Finance Officer", "Interim Head of Care", "Executive Director: Places"],
    leaves=["Director", "Commissioner"],
    exact=True,
)
BEFORE_OFFICE = re.compile(
    r"(?:\b(?:and|the|of|to|for|by|on|behalf)|[,:;/&–-]|Acting|Interim|Joint|Deputy|Assistant|Associate)$"
)
MEMBERS_POST = Wording(
    r"(?:deputy |joint )?(?:(?:cabinet|executive|lead|portfolio) (?:member|holder)"
    r"|(?:deputy )?leader(?: of the council)?\b|(?:vice[- ])?chair(?:man|woman|person)?\b"
    r"|portfolio holder|elected mayor|mayor\b)",
    reads=["Cabinet Member for Places", "Leader of the Council", "Portfolio Holder for Housing"],
    leaves=["Executive Director", "Cabinet Office Manager"],
)
OPENING_TITLE = re.compile(r"(?:Cllrs?|Councillors?|Ald(?:erman)?|Mayor)\b\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody that a report is from: as printed, and the person and post in it, where it names a person."""

    words: Mapped
    person: str | None = None
    post: str | None = None


def reports(section: Section) -> Iterator[Report | PersonMention | Issue]:
    """A report section's Report, the persons it is from, and an issue for each label or line that was left over."""
    head = head_of(section)
    block = head.block(section)
    authors = tuple(_authors(section, block.take("from")))
    purpose = _purpose(section, block)
    report = _report(section, head, block, authors, purpose)
    if report.title:
        yield report
    else:
        yield Issue("unplaced-report", "a report whose title could not be read", report.evidence)
    yield from _people(section, (*authors, *_authors(section, block.take("lead"))))
    for kind in ("to", "date", "recommendation", "title", "item", "other"):
        block.take(kind)
    yield from block.finish()


def _report(section: Section, head: Head, block: LabelBlock, authors: Sequence[Author], purpose: str | None) -> Report:
    plan, key = block.take("plan"), block.take("key")
    return Report(
        title_of(section, head) or "",
        _evidence(section, head),
        meeting_of(section, head),
        section.agenda_item or _item(section, block.take("item")),
        tuple(author.words.text for author in authors),
        _plan_ref(section, plan) or _plan_ref_in(_words(section, key)),
        _yes_or_no(section, key),
        _divisions(section, block.take("divisions")),
        purpose,
        section.parent is not None,
    )


def _evidence(section: Section, head: Head) -> tuple[Evidence, ...]:
    """The title, and the labelled block down to the recommendation."""
    block = [piece for each in head.held if each.kind != "recommendation" for piece in each.pieces]
    rows = {id(line): row for row, line in rows_of(section)}
    title = [Piece(line.content, line, rows[id(line)], 0) for line in head.above]
    title = title[-section_title_lines(section, title) :] if title else []
    return (*places_of(section.document, title), *places_of(section.document, block)) or (section.evidence,)


def section_title_lines(section: Section, above: Sequence[Piece]) -> int:
    """How many of the lines above the block, counted from the last, make the title."""
    words = ""
    for count, piece in enumerate(reversed(above), 1):
        words = f"{piece.text} {words}".strip()
        if section.title is None or words == section.title:
            return count
    return len(above)


def _words(section: Section, field: Field | None) -> str:
    return words_of(section.document, field.values).text if field else ""


def _item(section: Section, field: Field | None) -> str | None:
    """The number behind the label "Agenda item"."""
    found = re.fullmatch(r"\d{1,3}[a-z]?", _words(section, field).rstrip("."))
    return found[0] if found else None


def _plan_ref(section: Section, field: Field | None) -> str | None:
    """The reference, spaces that a torn cell put into it taken out; None for "Not applicable"."""
    words = re.sub(r"\s*([/.-])\s*", r"\1", _words(section, field)).strip(" .")
    if re.search(r"[a-z]{3}", words):  # other words ran into the cell, or it says why there is none
        found = PLAN_REFERENCE.match(words)
        words = found[0].strip(" .,;") if found else ""
    return words if any(char.isdigit() for char in words) and not NONE_GIVEN.fullmatch(words) else None


def _plan_ref_in(words: str) -> str | None:
    """The reference told beside the answer to another question: "Yes (Forward Plan reference AB/2024/7)"."""
    found = PLAN_BESIDE.search(words)
    return found["ref"].rstrip(".,;)") if found and not NONE_GIVEN.fullmatch(found["ref"]) else None


def _yes_or_no(section: Section, field: Field | None) -> bool | None:
    words = _words(section, field)
    if YES.match(words):
        return None if re.match(r"yes\s*(?:or|/)\s*no\b", words, re.IGNORECASE) else True
    return False if NO.match(words) else None


def _divisions(section: Section, field: Field | None) -> str | None:
    words = _words(section, field)
    return "All" if ALL.fullmatch(words) else words or None


def _purpose(section: Section, block: LabelBlock) -> str | None:
    """What the report is for: by its label, else the one row of the table that lost its label, as it stands, else the
    first paragraph below a heading "Purpose"."""
    field = block.take("purpose")
    if field:
        return PARAGRAPH_NUMBER.sub("", _words(section, field)) or None
    torn = block.loose
    if torn and len({piece.row for piece in torn}) == 1 and torn[0].line.is_row:
        return words_of(section.document, torn).text or None
    return _below_heading(section)


def _below_heading(section: Section) -> str | None:
    for heading, block in pairwise(section.blocks):
        if PURPOSE_HEADING.fullmatch(heading.text) and block.kind in ("paragraph", "item"):
            return block.body.text or None
    return None


def _authors(section: Section, field: Field | None) -> Iterator[Author]:
    """Whom a report is from, one each, put together from lines and taken apart again where two stand on one."""
    groups: list[list[Piece]] = []
    for piece in field.values if field else ():
        opens = OFFICE.match(piece.text) or _person_at(piece.text)
        if groups and not (opens and not BEFORE_OFFICE.search(groups[-1][-1].text)):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        for words in _apart(words_of(section.document, group)):
            yield _author(words)


def _apart(words: Mapped) -> Iterator[Mapped]:
    """Words where another author starts: before an office that follows a whole one, after "and" before a person."""
    start = 0
    for found in re.finditer(r"(?:\s+(?:and|&)|;|,)?\s+(?=[A-Z])", words.text):
        before, after = words.text[start : found.start()], words.text[found.end() :]
        joins = bool(found[0].strip())
        office = OFFICE.match(after) and not BEFORE_OFFICE.search(before) and _is_whole(before, found[0].strip())
        if before and (office or (joins and found[0].strip() != "," and _person_at(after))):
            yield words.piece(start, found.start())
            start = found.end()
    if (rest := words.piece(start)).text:
        yield rest


def _is_whole(before: str, joint: str) -> bool:
    """Whether the words before an office are an author already, not a name whose office this is."""
    return bool(OFFICE.match(before) or (joint != "," and ("," in before or " - " in before)))


def _person_at(text: str) -> bool:
    """Whether words open with a person's name and a post after it."""
    found = PERSON.match(OPENING_TITLE.sub("", text))
    return bool(
        found and is_person(found[0]) and re.match(r"\s*(?:[,(–-]|:\s)", OPENING_TITLE.sub("", text)[found.end() :])
    )


def _author(words: Mapped) -> Author:
    text = OPENING_TITLE.sub("", words.text)
    found = PERSON.match(text)
    if not found or not is_person(found[0]):
        return Author(words)
    rest = text[found.end() :]
    if rest and not re.match(r"\s*(?:[,(–-]|:\s)", rest):
        return Author(words)
    return Author(words, without_title(found[0]), rest.strip(" ,:()–-") or None)


def _people(section: Section, authors: Sequence[Author]) -> Iterator[PersonMention]:
    for author in authors:
        if author.person:
            member = OPENING_TITLE.match(author.words.text) or MEMBERS_POST.match(author.post or "")
            kind: Literal["officer", "member"] = "member" if member else "officer"
            evidence = (section.document.evidence(author.words),)
            yield PersonMention(author.person, kind, evidence, (author.post,) if author.post else ())
