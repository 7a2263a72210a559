"""The documents that a report rests on, from its table or list of source documents (background papers), in any layout.

Tables have a row for each document; flattened, titles and places stand on lines of their own, parted by blank lines;
newer reports have two numbered lists, titles first and then places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ingest.divide.sections import Section
from ingest.extract.reports.report_head import head_of, meeting_of, title_of
from ingest.extract.words.tables import chunks
from ingest.extract.words.wordings import Wording
from ingest.read.document import MARKER, Document, Line, Mapped, joined
from ingest.read.flow import OPEN_ENDED, is_capitals
from kg.records import Issue, SourceDocument

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+)?"
HEAD = Wording(
    rf"{_NUMBER}(?:(?:list of )?(?:source|background) (?:documents?|papers?)(?: guidance| used)?)"
    r"(?P<place>\s+locations?)?\s*(?:$|[:–-]\s*(?P<rest>.*))",
    reads=["Source Documents Location", "5. Source documents guidance", "5.1 Source documents - None",
           "Background papers: Annual plan"],
    leaves=["The source documents are listed", "Source of funding"],
    at="whole",
)  # fmt: skip
PLACES = Wording(rf"{_NUMBER}locations?:?", ["5.2 Location", "Location"], ["Location of the depot"], at="whole")
NONE = Wording(r"(?:none|n\s?/\s?a|nil|not applicable|there are none)\b\.?", ["None", "N/A", "none."], ["Nonesuch"])
END = Wording(
    r"(?:\d{1,2}\.?\s+)?append(?:ix|ices)(?:\s+[A-Z0-9]{1,2})?\s*$|\d{1,2}\.\s+[A-Z].*|glossary|agenda item\b.*"
    r"|accessibility\b.*",
    reads=["6. Appendices", "Appendix A", "APPENDICES"],
    leaves=["Appendix 1 – briefing note on buses", "2021 Census"],
    at="whole",
)  # fmt: skip
LINK = re.compile(r"https?://|www\.|\S+@\S+\.\S+", re.IGNORECASE)
ADDRESS = re.compile(r"https?://")
PLACE = Wording(
    r"(?:https?://|www\.|\S+@\S+\.\w+|attached|appended|available (?:from|at|on|via|online)|held by|published|online\b"
    r"|(?:(?:\w+ ){0,2}room|box|floor)\b.*\d|(?:[\w'’]+,? ){0,4}(?:house|hall|offices?)(?:,|$))",
    reads=["Attached to this report", "https://wexmere.example/plan", "Room 12, Ferry Hall", "Box FH204"],
    leaves=["Annual plan of the service", "Strategic Framework", "House of Lords report"],
    at="start",
)
# No list of sources is longer than this, in lines.
LONGEST = 60
LONGEST_TITLE = 150


@dataclass(slots=True)
class _Entry:
    """A document as it is read."""

    title: list[Mapped] = field(default_factory=list)
    place: list[Mapped] = field(default_factory=list)


def source_documents(section: Section) -> Iterator[SourceDocument | Issue]:
    """Each document that the report names; none where it says that there are none."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    document = section.document
    for entry in _entries(section):
        words = joined(entry.title)
        place = joined(entry.place)
        if not words.text:
            yield Issue("torn-table", f"a place without its document: {place.text[:80]}", (document.evidence(place),))
            continue
        if len(ADDRESS.findall(place.text)) > 1:
            message = f"more than one address beside: {words.text[:80]}"
            yield Issue("torn-table", message, (document.evidence(place),))
        if title:
            evidence = tuple(
                document.evidence(piece) for piece in (words, place) if piece.text and not _is_markup(document, piece)
            )
            yield SourceDocument(title, words.text, evidence, meeting, whole_link(place.text) or None)


def _is_markup(document: Document, place: Mapped) -> bool:
    """Whether an address stands in angle brackets: evidence leaves mark-up out, and would quote nothing of it."""
    start, end = place.span()
    return document.text[max(0, start - 1) : start] == "<" and document.text[end : end + 1] == ">"


def whole_link(place: str) -> str:
    """A place with the white space taken out that line ends put into its web address."""
    if not re.match(r"https?://|www\.", place):
        return place
    return " ".join(re.sub(r"\s+", "", link) for link in re.split(r"\s+(?=https?://)", place))


def _entries(section: Section) -> Iterator[_Entry]:
    lines = [line for line in section.lines if not line.furniture and line.text]
    starts = [at for at, line in enumerate(lines) if HEAD.fullmatch(line.text)]
    if not starts:
        return
    # Newer reports print "5. Source documents guidance" over "5.1 Source documents".
    at = starts[-1]
    rest = _after_head(lines[at])
    if rest and NONE.fullmatch(rest.text):
        return
    below = _region(lines[at + 1 :])
    if rest:  # the list stands behind the label; a table below is another one
        below = list(takewhile(lambda line: not line.is_row, below))
    if any(line.is_row for line in below) or (lines[at].is_row and not rest):
        yield from _of_rows(below)
    elif any(PLACES.fullmatch(line.text) for line in below):
        yield from _of_lists(section, below)
    else:
        yield from _of_lines(section, below, rest)


def _after_head(line: Line) -> Mapped | None:
    found = HEAD.fullmatch(line.text)
    if not found or not found["rest"]:
        return None
    rest = line.content.piece(*found.span("rest"))
    return rest if rest.text else None


def _region(lines: Sequence[Line]) -> list[Line]:
    """The lines of the list: down to a heading, or to "None"."""
    held: list[Line] = []
    for line in lines[:LONGEST]:
        if END.fullmatch(line.text) or line.level or (is_capitals(line.text) and not NONE.fullmatch(line.text)):
            break
        if NONE.fullmatch(_body(line.cells[0]).text):
            break
        held.append(line)
    return held


def _body(content: Mapped) -> Mapped:
    found = MARKER.match(content.text)
    return content.piece(found.end()) if found else content


def _of_rows(lines: Sequence[Line]) -> Iterator[_Entry]:
    """A document a row; a row without a title goes on the place above it, unless it only heads the rows below."""
    entry: _Entry | None = None
    for line in lines:
        if not line.is_row:
            break
        title, place = line.cells[0], joined(line.cells[1:])
        if title.text or (entry is None and LINK.search(place.text)):
            if entry:
                yield entry
            entry = _Entry([title], [place])
        elif entry and place.text:
            entry.place.append(place)
    if entry:
        yield entry


def _of_lists(section: Section, lines: Sequence[Line]) -> Iterator[_Entry]:
    """Titles under one heading, places under another: each its own where there are as many."""
    cut = next(at for at, line in enumerate(lines) if PLACES.fullmatch(line.text))
    titles = [_Entry([words]) for words in _paragraphs(section, lines[:cut])]
    places = _paragraphs(section, lines[cut + 1 :])
    if len(titles) == len(places):
        for entry, place in zip(titles, places, strict=True):
            entry.place.append(place)
    yield from titles


def _paragraphs(section: Section, lines: Sequence[Line]) -> list[Mapped]:
    found = [_body(chunk.words) for chunk in chunks(lines, section.document.text)]
    return [words for words in found if words.text]


def _of_lines(section: Section, lines: Sequence[Line], rest: Mapped | None) -> Iterator[_Entry]:
    """Titles, each with the place below it, down to the last place; without any place, what is surely a list."""
    pieces = list(_pieces(section, lines))
    if not any(is_place for _, is_place, _ in pieces):
        yield from _without_places(section, lines, pieces, rest)
        return
    entries: list[_Entry] = [_Entry([rest])] if rest else []
    for words, is_place, marked in pieces:
        if is_place and entries:
            entries[-1].place.append(words)
        elif is_place:
            entries.append(_Entry([], [words]))
        elif marked or not entries or entries[-1].place:
            entries.append(_Entry([words]))
        else:
            entries[-1].title.append(words)
    last = max(at for at, entry in enumerate(entries, 1) if entry.place)
    yield from entries[:last]


def _without_places(
    section: Section, lines: Sequence[Line], pieces: Sequence[tuple[Mapped, bool, bool]], rest: Mapped | None
) -> Iterator[_Entry]:
    """What stands behind the heading and the marked items below, else the short lines before the first blank one."""
    marked = [words for words, _, _ in takewhile(lambda piece: piece[2], pieces)]
    if not marked and rest is None:
        first = next(chunks(lines, section.document.text), None)
        held = _titles(first.lines) if first else ()
        marked = list(takewhile(_is_title, held))
    yield from (_Entry([words]) for words in ([rest] if rest else []) + marked)


def _titles(lines: Sequence[Line]) -> Iterator[Mapped]:
    """Bare lines, each a title but for one that plainly goes on the line above."""
    held: list[Mapped] = []
    for line in lines:
        if held and not (line.text[0].islower() or OPEN_ENDED.search(held[-1].text)):
            yield joined(held)
            held = []
        held.append(line.content)
    yield joined(held)


def _is_title(words: Mapped) -> bool:
    return len(words) < LONGEST_TITLE and not words.text.endswith(".")


def _pieces(section: Section, lines: Sequence[Line]) -> Iterator[tuple[Mapped, bool, bool]]:
    """A flattened list's paragraphs, cut where a web address begins: words, whether a place, whether marked."""
    for chunk in chunks(lines, section.document.text):
        runs: list[list[Line]] = []
        for line in chunk.lines:
            starts = line.bullet or MARKER.match(line.text) or (LINK.match(line.text) and runs)
            if runs and not starts:
                runs[-1].append(line)
            else:
                runs.append([line])
        for run in runs:
            words = _body(joined(line.content for line in run))
            marked = run[0].bullet or bool(MARKER.match(run[0].text))
            if words.text:
                yield words, bool(PLACE.match(words.text)), marked
