"""Whether a paper says of itself that it is not for publication, or holds a part that says so, and on what ground.

What a paper says of something else counts for nothing: a report's line on its exempt appendix, an agenda's on an exempt
item, the page that stands in the place of a paper left out. A part inside that says so of itself makes the whole paper
exempt, for what is inside cannot be shown: an issue says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.divide.sections import Section
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.records import SectionKind

# How many lines from its top a paper may be marked in: below, minutes and plans speak of other papers.
HEAD: Final = 40
SHORT_HEAD: Final = 12
SHORT: Final[frozenset[SectionKind]] = frozenset(("front-sheet", "minutes", "forward-plan", "action-log"))
TOP: Final = 6  # where a heading is the paper's or the part's own
PART_HEAD: Final = 8
PAGE_HEAD: Final = 4
# Parts that speak of other papers' exemption. A front sheet and minutes do, too, but what opens as no known part stays
# with the part before it.
OF_OTHERS: Final[frozenset[SectionKind]] = frozenset(("forward-plan", "training-plan", "decision-notice"))
# A mark with fewer words below it stands in the place of a part that was left out.
FEW: Final = 40

BY_LAW: Final = Wording(
    r"\bnot for publication (?:by virtue of|under|in accordance with) (?:the )?(?:paragraph|schedule|section|part)",
    reads=[
        "REPORT OF THE DIRECTOR - NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "This report is not for publication under Schedule 12A",
    ],
    leaves=["The minutes are not for publication until they are signed"],
    needs=["publication"],
    at="anywhere",
)
MARK: Final = Wording(
    r"\W{0,4}(?:(?:(?:strictly|private and) )?(?:confidential|exempt|restricted|private|part (?:2|ii|b))\b\W{0,5}){0,2}"
    r"(?:not for publication\b|confidential report\b|exempt from publication\b"
    r"|by virtue of paragraph(?:s|\(s\))? \d)",
    reads=[
        "NOT FOR PUBLICATION",
        "[Not for publication by virtue of paragraph 3]",
        "Private and confidential - not for publication",
        "CONFIDENTIAL REPORT",
        "Exempt from publication under paragraph 1",
        "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A",
    ],
    leaves=["For publication", "Exempt information: none", "Appendix 2 is not for publication"],
    needs=["publication", "confidential report", "by virtue"],
    at="start",
)
TITLE: Final = Wording(
    r"\W{0,4}exempt (?:report|appendix|minutes|information|item)\W{0,4}",
    reads=["EXEMPT REPORT", "[Exempt information]"],
    leaves=["Exempt information: none", "Exempt Report on Fees"],
    needs=["exempt"],
    at="whole",
)
STAMP: Final = Wording(
    r"\W{0,4}(?:exempt|(?:strictly )?confidential|private (?:and|&) confidential|restricted)\W{0,4}",
    reads=["EXEMPT", "[Strictly confidential]", "Private & Confidential"],
    leaves=["Exempt: no", "Restricted parking"],
    needs=["exempt", "confidential", "restricted"],
    at="whole",
)
HEADED: Final = Wording(
    r"\W{0,4}(?:appendix|annexe?|enclosure|attachment|(?:agenda )?item)\b"
    r"(?:(?!\b(?:is|are|was|were|be|being|which|contains?)\b)[^;]){0,100}?"
    r"(?:\bnot for publication\b|\bexempt from publication\b|\b(?:confidential|exempt|restricted)\W{0,4}$)",
    reads=[
        "APPENDIX 2 - NOT FOR PUBLICATION by virtue of paragraph 3",
        "Appendix B (confidential)",
        "Item 12: bids [exempt]",
    ],
    leaves=["Appendix 2 is not for publication", "Appendix 2, which is exempt", "Appendix 3: confidential waste"],
    needs=["publication", "confidential", "exempt", "restricted"],
    at="start",
)
THIS_ONE: Final = r"(?<!to )(?<!of )(?<!in )(?<!with )\bthis (?:whole )?"
ITSELF: Final = Wording(
    THIS_ONE + r"(?:report|paper|appendix|annexe?|document|agenda|supplement)(?: and (?:its|the|all) [a-z ]{1,30})?"
    r" (?:is|are|contains?|includes?) (?:exempt|confidential|not for publication)\b"
    r"(?! (?:information|material|details|data) (?:in|at|within) (?:the |an? |its )?(?:appendi|annex|enclos|part))",
    reads=[
        "This report is exempt by virtue of paragraph 3",
        "This report and its appendices are not for publication",
        "This appendix contains exempt information",
    ],
    leaves=["This report contains exempt information in Appendix 2", "The appendix to this report is exempt"],
    needs=["this "],
    at="anywhere",
)
ANOTHER: Final = Wording(
    r"\b(?:appendi(?:x|ces)|annex(?:e|es)?|enclosures?|attachments?|schedules?|plans?|items?|minutes?|sections?|paragraphs?"
    r"|parts?|version)\b[^.;]{0,100}$",
    reads=["Appendix 2 to the report is", "(Items 7 and 8"],
    leaves=["REPORT OF THE DIRECTOR -"],
    at="anywhere",
)
OF_WHICH: Final = Wording(
    r"\W{0,4}(?:(?:is|are) )?(?:the )?(?:appendi(?:x|ces)|annex(?:e|es)?|enclosures?|attachments?|items?)\b",
    reads=[": Appendix 2", " - items 7 and 8"],
    leaves=[" by virtue of paragraph 3"],
    at="start",
)
THIS: Final = Wording(
    THIS_ONE + r"(?:report|paper|appendix|annexe?|document|agenda|supplement|part|item|minute)\b",
    reads=["This appendix is", "(this report"],
    leaves=["The appendix is", "The appendix to this report is"],
    needs=["this "],
    at="anywhere",
)
LEFT_OUT: Final = Wording(
    r"\b(?:document|page|paper|report|appendix) is restricted\b|\b(?:left|intentionally) blank\b",
    reads=["Document is Restricted", "This page is intentionally left blank"],
    leaves=["Access to the document store is restricted"],
    needs=["restricted", "blank"],
    at="anywhere",
)
NOTHING: Final = Wording(
    r"\W{0,3}(?:no|none|nil|n/a|not applicable|open)\b",
    reads=["None.", "N/A"],
    leaves=["Not for publication", "Nothing"],
    at="start",
)
# From here on an agenda lists its items.
ITEM: Final = Wording(
    r"(?:agenda )?item (?:no\.? )?\d|\d{1,2}(?:[.):](?:\s|$)|$)"
    r"|[1-9] (?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?! ?[ap]\.?m\b)"
    r"|(?:apologies|declarations? of|exclusion of (?:the )?(?:press|public)|(?:order|items) of business)\b",
    reads=["1. Apologies", "Item 4", "Apologies for absence", "Exclusion of the press and public", "3", "2 Fees"],
    leaves=["10am in the Ferry Room", "Agenda", "Thursday 4 May", "8 September 2022", "10.30 a.m.", "12 High Street"],
    at="start",
)
PARAGRAPHS: Final = Wording(
    r"\bparagraph(?:s|\(s\))? (?P<numbers>\d{1,2}[A-Z]?(?:(?:, ?| and |, and | ?& ?| or )\d{1,2}[A-Z]?\b){0,9})",
    reads=["by virtue of paragraph 3 of Part 1", "paragraph(s) 1, 2 and 3"],
    leaves=["paragraph (a)"],
    needs=["paragraph"],
    at="anywhere",
)
SCHEDULE: Final = re.compile(r"\bSchedule 12A\b", re.IGNORECASE)
NUMBER: Final = re.compile(r"(?:Item )?(\d{1,2})[.):]?\s")
ITEMS_WITHIN: Final = 30
LONG: Final = 2000  # characters of a line that are looked at
REACH: Final = 3  # lines over which a mark with its ground may run


@dataclass(frozen=True, slots=True)
class ExemptMark:
    """Where a paper says that it, or a part of it, is not for publication, and the paragraphs of Schedule 12A."""

    lines: tuple[Line, ...]
    grounds: tuple[str, ...] = ()


def own_mark(sections: Sequence[Section]) -> ExemptMark | None:
    """Where the paper's head says that it is not for publication; None where it does not."""
    lines = [line for line in sections[0].document.lines[:HEAD] if line.text]
    if sections[0].kind in SHORT:
        lines = _above_items(lines[:SHORT_HEAD])
    return next(_marks(lines, anywhere=True), None)


def _above_items(lines: list[Line]) -> list[Line]:
    return lines[: next((at for at, line in enumerate(lines) if ITEM.match(line.text)), len(lines))]


def part_marks(sections: Sequence[Section]) -> Iterator[ExemptMark]:
    """Where parts of a paper say that they are not for publication: at their tops, and at the tops of their pages."""
    for section in sections:
        if section.kind in OF_OTHERS:
            continue
        lines = [line for line in section.lines if line.text]
        for start, end in _tops(section, lines):
            top = lines[start:end]
            found = next(_marks(_above_items(top) if section.kind in SHORT else top, anywhere=False), None)
            if found and _has_body(lines, found) and not (section.kind in SHORT and _goes_on(lines, found)):
                yield found
                break


def _goes_on(lines: Sequence[Line], mark: ExemptMark) -> bool:
    """Whether the items of an agenda or minutes go on below a mark, so that it is of one of them."""
    # What begins anew counts from 1.
    below = lines[lines.index(mark.lines[0]) + 1 :]
    numbers = (found[1] for line in below[:ITEMS_WITHIN] if (found := NUMBER.match(line.text)))
    return next(numbers, "1") != "1"


def _tops(section: Section, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    if section.kind != "front-sheet":
        yield 0, PART_HEAD
    for at in range(1, len(lines)):
        if lines[at].page != lines[at - 1].page:
            yield at, at + PAGE_HEAD


def _has_body(lines: Sequence[Line], mark: ExemptMark) -> bool:
    """Whether what a mark stands above is there."""
    rest = lines[lines.index(mark.lines[0]) + 1 :]
    if any(LEFT_OUT.search(line.text) for line in rest[:6]):
        return False
    words = 0
    for line in rest:
        words += len(line.text.split())
        if words >= FEW:
            return True
    return False


def _marks(lines: Sequence[Line], anywhere: bool) -> Iterator[ExemptMark]:
    """The marks among some lines; `anywhere` also those within a line, or begun on the line before."""
    for at, line in enumerate(lines):
        before = lines[at - 1].text if at and line.text[:1].islower() else ""
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        words = line.text[:LONG]
        if (anywhere or not words[:1].islower()) and _says_so(words, before[-LONG:], after[:LONG], at, anywhere):
            yield ExemptMark(
                tuple(lines[at : at + 2]), _grounds(" ".join(each.text[:LONG] for each in lines[at : at + REACH]))
            )


def _says_so(text: str, before: str, after: str, at: int, anywhere: bool) -> bool:
    """Whether a line says that what it stands in is not for publication; `before` is what its sentence begins with."""
    if TITLE.fullmatch(text) or STAMP.fullmatch(text):
        return at < (SHORT_HEAD if TITLE.fullmatch(text) else TOP) and not NOTHING.match(after)
    if at < TOP and HEADED.match(text):
        return True
    if ITSELF.search(f"{before} {text}" if before else text):
        return True
    found = MARK.match(text) or (BY_LAW.search(text) if anywhere else None)
    if not found:
        return False
    told = f"{before} {text[: found.start()]}"
    of_another = ANOTHER.search(told.rstrip()) or OF_WHICH.match(text[found.end() :])
    return bool(THIS.search(told)) or not of_another


def _grounds(words: str) -> tuple[str, ...]:
    """The paragraphs that a mark names, where it is of Schedule 12A that it speaks, or of none."""
    found = PARAGRAPHS.search(words)
    if not found or (not SCHEDULE.search(words) and "chedule" in words):
        return ()
    numbers = re.findall(r"\d{1,2}[A-Z]?", found["numbers"])
    return tuple(sorted(set(numbers), key=lambda number: (int(re.sub(r"\D", "", number)), number)))
