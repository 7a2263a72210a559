"""What a report says under Significant Implications, aspect by aspect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.divide.sections import Section
from ingest.extract.reports.clearances import END, FORM_HEAD, QUESTION, aspect_of
from ingest.extract.reports.report_head import head_of, meeting_of, title_of
from ingest.extract.words.places import places_by_page
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Mapped, joined
from kg.records import Implication, Issue

CHAPTER = Wording(
    r"(?:significant |corporate |other |council |key )?implications(?: and risks?| of (?:the |this )?\w+)?:?",
    reads=["SIGNIFICANT IMPLICATIONS", "Corporate implications", "Implications of the proposals"],
    leaves=["Resource implications", "Implications Officer Clearance"],
    at="whole",
)
_WORD = r"(?:[A-Z][\w'’&-]*|and|of|the|to|for|on|&)"
# A heading is in title case; behind it may stand, on the same line, what is said under it.
ASPECT = Wording(
    rf"(?!(?:There|The|This|These|Any|All|Some|No|Other|Significant)\b){_WORD}(?:[ /,]+{_WORD}){{0,11}}"
    r"[ /,]+(?:[Ii]mplications?|(?:[Mm]ember )?[Ii]nvolvement|[Cc]onsiderations)\b\s*[:.]?",
    reads=["Resource Implications", "Statutory, Legal and Risk Implications There are none",
           "Localism and Local Member Involvement", "Financial implications:"],
    leaves=["There are no significant implications", "The Council considers resource implications"],
    exact=True,
    at="start",
)  # fmt: skip
_SUCH = r"(?:significant |specific |direct |material |particular |further |known )*"
NONE = Wording(
    rf"(?:there (?:are|is) (?:no|not any|none)\b.{{0,60}}?\bimplications?|no {_SUCH}implications?|none|nil|n/a"
    rf"|not applicable|there are none)\b[^.;]*[.;]*",
    reads=["There are no significant implications within this category.", "None", "No implications arise.",
           "There are no procurement or contractual implications."],
    leaves=["There are no plans to close it.", "Noneaton is affected"],
    at="whole",
)  # fmt: skip
# The document's closing words: behind them come its form, its sources and its appendices.
STOPS = (END, FORM_HEAD, QUESTION)
SHORT = 80
# What is longer has lost the heading below it.
LONGEST = 8000
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")


@dataclass(slots=True)
class _Part:
    """One aspect as it is read: its heading, and what stands under it."""

    heading: Mapped | None
    said: list[Mapped] = field(default_factory=list)


def implications(section: Section) -> Iterator[Implication | Issue]:
    """One Implication for each aspect; an issue for a heading under which nothing stands."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    for part in _parts(section.blocks):
        evidence = places_by_page(section.document, [part.heading, *part.said] if part.heading else part.said)
        if not part.said:
            if part.heading:
                yield Issue("torn-text", f"nothing stands under the heading: {part.heading.text[:80]}", evidence)
            continue
        heading = part.heading.text.strip(" :.") if part.heading else None
        text = joined(part.said).text
        if len(text) > LONGEST:
            yield Issue("torn-text", f"no end was found to what stands under: {text[:80]}", evidence[:1])
        elif title:
            yield Implication(title, text, evidence, meeting, _aspect(heading), heading, bool(NONE.fullmatch(text)))


def _aspect(heading: str | None) -> str | None:
    """An aspect as clearance forms name it, else the heading's own word."""
    if heading is None:
        return None
    own = re.sub(r"\s*\b(?:[Ii]mplications?|[Ii]nvolvement|[Cc]onsiderations)$", "", heading).strip(" ,/&")
    return aspect_of(heading.lower()) or own or None


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    """The aspects of the chapter on implications, and aspects that are chapters of their own."""
    chapter: str | None = None
    current: _Part | None = None
    for block in blocks:
        if _is_chapter(block):
            chapter = block.marker or ""
        elif current is None and chapter is None and not _stands_alone(block):
            continue
        elif _ends(block, chapter):
            chapter = None
        else:
            current, done = _read(block, current, chapter)
            if done:
                yield done
            continue
        if current:
            yield current
        current = None
    if current:
        yield current


def _read(block: Block, current: _Part | None, chapter: str | None) -> tuple[_Part | None, _Part | None]:
    """The part that is read after this block, and the one that it brings to its end."""
    heading = _heading(block, chapter)
    if heading:
        rest = block.body.piece(len(heading.text)) if len(heading) < len(block.body) else None
        return _Part(heading, [rest] if rest and rest.text else []), current
    if block.kind == "heading" and not chapter:
        return None, current
    words = block.body if NUMBER.fullmatch(block.marker or "") else block.content
    if not words.text:
        return current, None
    if current is None:
        return _Part(None, [words]), None
    current.said.append(words)
    return current, None


def _is_chapter(block: Block) -> bool:
    return bool(CHAPTER.fullmatch(block.body.text)) and (block.kind == "heading" or bool(block.marker))


def _stands_alone(block: Block) -> bool:
    """Whether an aspect is a chapter of its own: a heading, or a line, that is such words and no more."""
    found = ASPECT.match(block.body.text)
    whole = found and found.end() == len(block.body) and "mplication" in found[0]
    return block.kind != "row" and bool(whole)


def _heading(block: Block, chapter: str | None) -> Mapped | None:
    """An aspect's heading, where a block is one or opens with one."""
    found = ASPECT.match(block.body.text)
    if found and (block.marker or block.kind == "heading" or found.end() == len(block.body)):
        return block.body.piece(0, found.end())
    short = block.kind == "heading" and not block.body.text.endswith(".")
    if chapter and short and _is_below(chapter, block.marker or ""):
        return block.body
    return None


def _is_below(chapter: str, marker: str) -> bool:
    """Whether a number is of the chapter: 4.2 of chapter 4, also where that is printed 4.0."""
    return bool(chapter) and marker != chapter and marker.startswith(chapter.removesuffix(".0") + ".")


def _ends(block: Block, chapter: str | None) -> bool:
    """Whether a block opens what comes after: the form, the sources, or the next chapter."""
    if any(stop.match(block.text) for stop in STOPS):
        return True
    marker = block.marker or ""
    number = re.fullmatch(r"(\d{1,2})(?:\.\d{1,2})*", marker)
    if not chapter:
        numbered = marker.isdigit() and 0 < len(block.body) < SHORT and not block.text.endswith((".", ";", ","))
        return (block.kind == "heading" or numbered) and not ASPECT.match(block.body.text)
    own = chapter.removesuffix(".0")
    later = number and own.isdigit() and int(number[1]) == int(own) + 1
    return bool(later and not ASPECT.match(block.body.text) and len(block.body) < 100)
