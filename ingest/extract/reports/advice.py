"""Who gave a report its professional advice: "1. Finance Advice: … Finance Business Partner: Jane Dow, 4 May 2021".

Forms that have no table of questions close each piece of advice with its author: behind a label, or on a line of its
own with a post and a day. Each is a Clearance of that aspect: Yes where it says cleared, or on which day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.sections import Section
from ingest.extract.reports.clearance_words import named_aspect
from ingest.extract.reports.label_blocks import Piece, places_of, rows_of
from ingest.extract.reports.report_head import head_of, meeting_of, title_of
from ingest.extract.words.named_posts import PERSON, is_person
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.dates import parse_day
from kg.names import without_title
from kg.records import Clearance, PersonMention

_ASPECT = (
    r"(?P<aspect>financ(?:e|ial)|legal|(?:it|ict|digital|hr|human resources|workforce|procurement|property"
    r"|equalit(?:y|ies)|carbon|climate(?: change)?|environmental|risk|health|public health|communications"
    r"|planning|highways)"
    r"(?:(?: and|/| &) (?:legal|procurement|workforce|ict|it))?)"
)
HEADING = Wording(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})?[.)]?\s+|[a-z][.)]\s+)?(?:(?:comments? (?:of|from) the )|implications (?:on|for) )?"
    rf"{_ASPECT}(?: (?:implications?|advice|comments?|commentary|considerations?|officer))?"
    r"(?: (?:comments?|advice))?\s*(?::|$)",
    reads=["1. Finance Advice: The report sets out", "2. Legal Advice:", "3. Implications on IT: none",
           "Legal implications:"],
    leaves=["Legal Team Leader:", "Finance Business Partner: Jane Dow", "The legal advice was taken"],
    at="start",
)  # fmt: skip
AUTHOR = Wording(
    r"(?:(?:[A-Z][\w&/]*|of|and) ){0,4}(?:Business Partner|Team Leader|Team Manager|Partner|Officer|Lead|Manager|Lawyer"
    r"|Solicitor|Accountant|Director|Advis[eo]r)(?:\(s\))?\s*:\s*"
    r"|(?:(?:[Cc]ompleted|[Pp]rovided|[Aa]pproved|[Cc]leared|[Ss]igned off|[Pp]repared|[Aa]uthorised|[Vv]erified) by"
    r"|[Nn]ame(?: of (?:[\w]+ ){0,3}officer)?)\s*:\s*",
    reads=["Finance Business Partner: Jane Dow, Finance Manager", "Completed by: Jane Dow", "HR Partner: Jane Dow"],
    leaves=["The officer: she said", "Legal Advice: none"],
    exact=True,
    at="start",
)
# "Comments of the Monitoring Officer": the post says the aspect.
COMMENTS = Wording(
    r"(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:comments?|advice|views|observations) (?:of|from|by) (?:the )?"
    r"(?P<aspect>(?:[\w’'&-]+ ){0,5}?(?:officer|services?|finance|legal|law|procurement|treasurer|health|team))"
    r"(?: and (?:[\w]+ ){0,3}officer)?\s*(?::|$)",
    reads=[
        "6.1 Comments of the Monitoring Officer: the Council has the power",
        "Comments of the Chief Finance Officer",
    ],
    leaves=["Comments of the public were heard", "The comments of the Monitoring Officer"],
    at="start",
)
# What closes a piece of advice in brackets: "(Jane Dow, Head of Law, 4 May 2021)".
IN_BRACKETS = re.compile(r"[\[(](?P<who>[A-Z][^()\[\]]{4,120})[\])]\.?\s*$")
# Labels that say that who is named cleared it.
CLEARS = re.compile(r"(?:cleared|signed off|approved|authorised|verified) by", re.IGNORECASE)
# Words of an aspect as clearances name it.
NAMES = {"financial": "Finance", "equalities": "Equality", "it": "IT", "ict": "ICT", "hr": "HR"}
LONGEST = 60
LONGEST_AUTHOR = 180


@dataclass(frozen=True, slots=True)
class _Given:
    """One piece of advice: its aspect, its lines."""

    aspect: str
    lines: tuple[tuple[int, Line], ...]


def advice(section: Section) -> Iterator[Clearance | PersonMention]:
    """A Clearance for each piece of advice whose author the report names, and that author."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    if title is None:
        return
    for given in _given(rows_of(section)):
        for row, line in given.lines:
            found = _author(line)
            if found is None:
                continue
            name, post, clears = found
            heading = Piece(given.lines[0][1].cells[0], given.lines[0][1], given.lines[0][0], 0)
            said = Piece(line.content, line, row, 0)
            yield Clearance(title, given.aspect, places_of(section.document, (heading, said)), meeting, clears, name)
            evidence = places_of(section.document, (said,))
            yield PersonMention(name, "officer", evidence, (post,) if post else ())
            break


def _given(rows: Sequence[tuple[int, Line]]) -> Iterator[_Given]:
    """Each piece of advice, from its heading to the next one."""
    starts = [(at, found) for at, (_, line) in enumerate(rows) if (found := _heading(line))]
    for at, found in starts:
        end = next((other for other, _ in starts if other > at), len(rows))
        aspect = named_aspect(found["aspect"]) if found.re is COMMENTS.regex else _aspect(found["aspect"])
        if aspect:
            yield _Given(aspect, tuple(rows[at : min(end, at + LONGEST)]))


def _heading(line: Line) -> re.Match[str] | None:
    found = HEADING.match(line.text) or COMMENTS.match(line.text)
    stands_out = line.gap or line.bold or line.level or (found and found[0][:1].isdigit())
    return (
        found
        if found and stands_out and not line.bullet and line.text[:1] not in "abcdefghijklmnopqrstuvwxyz"
        else None
    )


def _aspect(words: str) -> str:
    return NAMES.get(words.lower(), words[0].upper() + words[1:].lower())


def _author(line: Line) -> tuple[str, str | None, str | None] | None:
    """The name and post of a line that closes a piece of advice, and Yes where it says cleared or when: behind a
    label, or with a post and a day."""
    text = line.text
    brackets = IN_BRACKETS.search(text)
    if len(text) > LONGEST_AUTHOR and not brackets:
        return None
    label = AUTHOR.match(text)
    words = brackets["who"] if brackets and not label else text[label.end() :] if label else text
    words = re.sub(rf"^{CLEARS.pattern}:?\s*", "", words, flags=re.IGNORECASE)
    bare = without_title(words)
    found = PERSON.match(bare)
    if not found or not is_person(found[0]):
        return None
    rest = bare[found.end() :]
    if not label and not (re.match(r"\s*[,–-]", rest) and parse_day(rest)):
        return None
    post = re.split(r",?\s*(?:dated?:?\s*)?\d{1,2}(?:st|nd|rd|th)?[ /.]", rest)[0].strip(" ,–-.")
    clears = (
        bool(parse_day(rest))
        or bool(label and CLEARS.match(label[0]))
        or bool(brackets and CLEARS.match(brackets["who"]))
    )
    return " ".join(found[0].split()), post or None, "Yes" if clears else None
