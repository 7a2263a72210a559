"""A paper into the parts that it binds together: front sheet, minutes, action log, reports, plans, cases, finance.

A part is known by how it opens (`openings.py`); it goes on to the next opening. What no opening claims stays with the
part before it, or is `other` where there is none, so that every line of the paper is in exactly one section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.divide.context import MEETING_DATE, Context, find_context
from ingest.divide.notices import release_context, release_title
from ingest.divide.openings import Opening, find_openings
from ingest.divide.page_hints import hinted
from ingest.divide.standing import standing
from ingest.read.document import Block, Document, Line
from ingest.read.flow import blocks, full_width
from ingest.read.furniture import HEAD_STAMP, STAMP
from kg.dates import parse_day
from kg.evidence import Evidence
from kg.records import SectionKind, SectionPart

# The list of those present heads minutes also where they have no title; agendas and decision forms have one of others.
HEAD_LINES = 12
THOSE_PRESENT = re.compile(
    r"(?:(?:Committee )?Members |Councillors )?(?:Present|In attendance)\b\s*(?:$|[:–-])", re.IGNORECASE
)
# A report's item may stand in its box of labels.
BOX_LINES = 14
BODY_WORDS = ("committee", "members", "meeting", "board", "panel", "cabinet")
FRONT = re.compile(r"\ba ?g ?e ?n ?d ?a\b|agenda|^(?:order|items) of business\W*$", re.MULTILINE)
OTHER_HEAD = re.compile(r"\bAGENDA\b|^Agenda$|\b[Dd](?:ecision|ECISION)\b")
NUMBERED = re.compile(r"(?:(?:Agenda )?Item )?\d{1,2}[.):]?\s+[A-Z]")
USUAL_ITEM = re.compile(r"\b(?:apologies|declarations? of|minutes|urgent business|public questions)\b", re.IGNORECASE)
DECIDED = re.compile(
    r"\b(?:resolved|(?:was|were|be) (?:agreed|noted|received|approved|declared)|there were no)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper.

    title        as printed, None where it has none
    lines        its lines, page furniture included
    blocks       its paragraphs, headings, list items and table rows, page furniture left out
    agenda_item  the item that it belongs to, from its "Agenda Item No" stamp
    parent       the title of the report that it is appended to
    context      the paper's own council, committee and meeting
    """

    kind: SectionKind
    title: str | None
    document: Document
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    context: Context
    agenda_item: str | None = None
    parent: str | None = None

    @property
    def evidence(self) -> Evidence:
        """Where the section opens: its first two lines."""
        return self.document.evidence_of([line for line in self.lines if not line.furniture][:2] or self.lines[:1])

    @property
    def part(self) -> SectionPart:
        """The section as a record."""
        held = [line for line in self.lines if line.text]
        end = held[-1].content.span()[1]
        said = standing(self.document.lines, self.lines) if self.kind == "minutes" else None
        return SectionPart(self.kind, self.title, held[0].content.span()[0], end, (self.evidence,), said)


def divide(document: Document, context: Context | None = None) -> tuple[Section, ...]:
    """A document's sections in order; `context` overrides what the paper says of its council and committee."""
    context = context or find_context(document)
    return tuple(_releases(document, context) if document.releases else _sections(document, context))


def _releases(document: Document, context: Context) -> Iterator[Section]:
    """Each release of a file of published notices, with a context of its own."""
    width = full_width(document)
    for release in document.releases:
        lines = document.lines[slice(*release.lines)]
        held, title = blocks(document, lines, width), release_title(release)
        yield Section("notice", title, document, lines, held, release_context(release, context))


def _sections(document: Document, context: Context) -> Iterator[Section]:
    openings = list(find_openings(document.lines))
    if added := hinted(document, openings):
        openings = list(find_openings(document.lines, added))
    if not openings or openings[0].start > 0:
        openings.insert(0, _first(document, openings))
    ends = [opening.start for opening in openings[1:]] + [len(document.lines)]
    parent: str | None = None
    item: str | None = None
    width = full_width(document)  # once: asked for each part, it took a fifth of a 500-page pack's time
    for opening, end in zip(openings, ends, strict=True):
        lines = document.lines[opening.start : end]
        stamped = _stamp(lines) or (_stamp(lines, BOX_LINES) if opening.kind == "report" else None)
        opening = replace(opening, appended=_is_appended(opening, lines, context, parent))
        if opening.kind == "report" and not opening.appended:
            parent, item = opening.title, stamped
        appended = opening.appended or opening.kind in ("appendix", "business-case", "finance-report")
        if not appended and opening.kind != "report":
            parent, item = None, stamped
        yield Section(
            opening.kind, opening.title, document, lines, blocks(document, lines, width), context,
            item if appended else stamped or item, parent if appended else None,
        )  # fmt: skip


def _is_appended(opening: Opening, lines: tuple[Line, ...], context: Context, parent: str | None) -> bool:
    """Whether a report is one reprinted as an appendix.

    By its own meeting date where it and the paper give one, else by where it stands.
    """
    if opening.kind != "report" or parent is None:
        return False
    dates = [
        parse_day(" ".join(line.text for line in lines[i : i + 2]))
        for i, line in enumerate(lines[:25])
        if MEETING_DATE.match(line.text)
    ]
    own = next((date for date in dates if date), None)
    return own != context.date if own and context.date else opening.appended


def _first(document: Document, openings: list[Opening]) -> Opening:
    """What stands before the first opening: minutes without a title, or the front sheet of a pack, by their looks."""
    end = openings[0].start if openings else len(document.lines)
    head = [line.text for line in document.lines[: min(end, HEAD_LINES)]]
    if any(THOSE_PRESENT.match(text) for text in head) and not any(OTHER_HEAD.search(text) for text in head):
        return Opening(0, "minutes", head[0])
    text = "\n".join(line.text for line in document.lines[:end]).lower()
    lists = FRONT.search(text) or _lists_items(document.lines[:end])
    is_front = bool(lists) and any(word in text for word in BODY_WORDS)
    return Opening(0, "front-sheet" if is_front else "other", None)


def _lists_items(lines: tuple[Line, ...]) -> bool:
    """Whether lines list the items of a meeting without a heading: numbered, one of those that every agenda has, short,
    and nothing decided."""
    numbered = [line.text for line in lines if NUMBERED.match(line.text)]
    usual = sum(bool(USUAL_ITEM.search(text)) for text in numbered)
    decided = any(DECIDED.search(line.text) for line in lines)
    return len(numbered) > 2 and usual > 1 and not decided and all(len(text) < 200 for text in numbered)


def _stamp(lines: tuple[Line, ...], reach: int = 4) -> str | None:
    """The agenda item stamped on the section's first lines."""
    for line in lines[:reach]:
        if line.furniture == "stamp" and (found := STAMP.fullmatch(line.text) or HEAD_STAMP.fullmatch(line.text)):
            return str(found["item"]).replace(" ", "")
    return None
