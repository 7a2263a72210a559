"""Rows of a forward plan whose table was flattened to bare lines: read from what closes each, reference or dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.forward_plans.plan_dates import deadlines_a_row, without_deadlines
from ingest.extract.forward_plans.plan_wordings import (
    CLOSING,
    DATED,
    DAY,
    ENDS_WITHIN,
    HEAD_WORDS,
    IN_PLACE,
    LEADING_DATES,
    NO_MEETING,
    NOTE,
)
from ingest.extract.words.given_names import is_given
from ingest.extract.words.tables import HEADS, Chunk, Row, chunks, marked_heads
from ingest.read.document import Line, Mapped, joined
from kg.dates import find_dates

_SURNAME = (
    r"(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Dd]a|[Dd]i|[Ll]a|[Ll]e|[Vv]on)\s){0,2}(?:Mc|Mac"
    r"|O['’])?\s?[A-Z][a-z’']+(?:-\s?[A-Z][a-z]+)*"
)
_INITIALS = rf"\b[A-Z]\.?(?:\s?[A-Z]\.?)?\s(?:{_SURNAME})"
_FULL = rf"\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s(?:{_SURNAME})"
_PART = r"\s*(?:/|,|&|\band\b)\s*"
LEADS = re.compile(
    rf"(?:(?:{_INITIALS}|{_FULL}(?=\s*/))(?:(?:{_PART}|\s+)(?:{_INITIALS})|\s*/\s*{_FULL})*|(?<=\s)T\.?B\.?[CA]\.?)$"
)
FULL_NAME = re.compile(rf"(?P<given>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\s{_SURNAME}$")


@dataclass(slots=True)
class _Entry:
    """Chunks gathered until something closes the row."""

    chunks: list[Chunk]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chunk in self.chunks for line in chunk.lines)


def flat_plan_rows(lines: Sequence[Line], paper: str) -> Iterator[Row | Line]:
    """The rows of a flattened plan; what stands before its heads is none."""
    bare = _close([_without_marks(line) for line in lines if re.search(r"\w", line.text)])
    cut = [piece for line in bare for piece in _cut(line)]
    dated = without_deadlines(marked_heads(cut, HEAD_WORDS), deadlines_a_row([x for x in bare if HEAD_WORDS.fits(x)]))
    entry = _Entry([])
    started = False
    for chunk in chunks(dated.lines, paper):
        if chunk.text == HEADS:
            started = True
            continue
        if not started:
            continue
        for piece in _parted(chunk, dated.ended):
            if entry.chunks and _opens(piece, entry):
                yield _row(entry)
                entry = _Entry([])
            entry.chunks.append(piece)
            if CLOSING.search(piece.text) or piece.ends_at(dated.ended) or _closes_provisional(entry):
                yield _row(entry)
                entry = _Entry([])
    if entry.chunks and started:
        yield _row(entry)


def _without_marks(line: Line) -> Line:
    """A line without the dots that stand for empty cells behind its words."""
    end = len(line.text.rstrip(" •▪◦·"))
    return line if end == len(line.text) else _piece(line, 0, end)


def _close(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without their blank lines, where one stands before every line of the plan and so parts no rows."""
    start = next((i for i, line in enumerate(lines) if DATED.match(line.text)), len(lines))
    if not all(line.gap for line in lines[start:]):
        return lines
    return [*lines[:start], *(replace(line, gap=0) for line in lines[start:])]


def _cut(line: Line) -> Iterator[Line]:
    """A line cut where a row ends within it and the next one begins: lead officer, reference, dates, then words."""
    if line.is_row:
        yield line
        return
    start = 0
    for found in ENDS_WITHIN.finditer(line.text):
        rest = line.text[found.end() :]
        if LEADS.search(line.text[start : found.start()].rstrip()) and not NOTE.fullmatch(rest):
            yield _piece(line, start, found.end())
            start = found.end()
    yield _piece(line, start, len(line.text)) if start else line


def _piece(line: Line, start: int, end: int) -> Line:
    content = line.content.piece(start, end)
    return replace(line, content=content, cells=(content,), gap=0 if start else line.gap)


def _parted(chunk: Chunk, ended: frozenset[int]) -> Iterator[Chunk]:
    """A chunk cut where a date opens a row, or a reference closes one, without a blank line between."""
    held: list[Line] = []
    for index, line in enumerate(chunk.lines):
        if held and (_opens_dated(line.text) or _ends(held[-1], ended)) and not _is_note(chunk.lines[index - 1 :]):
            yield Chunk(tuple(held), chunk.paper)
            held = []
        held.append(line)
    yield Chunk(tuple(held), chunk.paper)


def _opens_dated(text: str) -> bool:
    return bool(DATED.match(text))


def _ends(line: Line, ended: frozenset[int]) -> bool:
    return bool(CLOSING.search(line.text) or IN_PLACE.fullmatch(line.text)) or line.content.places[-1] in ended


def _is_note(lines: Sequence[Line]) -> bool:
    """Whether the line that follows a row's reference, the last of its chunk, is a note."""
    if not CLOSING.search(lines[0].text):
        return False
    after = lines[1].text
    if IN_PLACE.fullmatch(after):
        return True
    is_row = CLOSING.search(after) or LEADS.search(after)
    return len(lines) == 2 and not is_row and bool(NOTE.fullmatch(" " + after))


def _opens(piece: Chunk, entry: _Entry) -> bool:
    """Whether a chunk opens a row although nothing closed the one before: a date, or an item behind lead officers."""
    if _opens_dated(piece.text):
        return True
    so_far = joined([chunk.words for chunk in entry.chunks]).text
    return bool(LEADS.search(so_far)) and bool(piece.lines[0].indent) and not LEADS.fullmatch(piece.text)


def _closes_provisional(entry: _Entry) -> bool:
    """A date with nothing for it: "13/02/20 Provisional date" and the deadlines below."""
    words = joined([chunk.words for chunk in entry.chunks]).text
    return bool(re.fullmatch(rf"{DAY}\s*(?:{NO_MEETING.pattern})\s+(?:{DAY}\s*)+", words, re.IGNORECASE))


def _row(entry: _Entry) -> Row:
    """The parts of an entry: a date in front, the reference and deadlines behind, the lead officers before those."""
    words = joined([chunk.words for chunk in entry.chunks])
    cells: dict[str, Mapped] = {}
    dated = LEADING_DATES.match(words.text)
    if dated and next(find_dates(dated[0]), None):
        cells["date"] = words.piece(0, dated.end())
        words = words.piece(dated.end())
    closing = CLOSING.search(words.text)
    if closing:
        cells["ref"] = words.piece(closing.start("ref"), closing.end("ref"))
        if closing["note"]:
            cells["note"] = words.piece(closing.start("note"), closing.end("note"))
        words = words.piece(0, closing.start())
    else:
        words = words.piece(0, len(re.sub(rf"(?:\s*{DAY})+\s*$", "", words.text)))
    start = _leads_start(words.text, entry)
    if start < len(words):
        cells["lead"] = words.piece(start)
    title = words.piece(0, start)
    if title and not NO_MEETING.fullmatch(title.text):
        cells["title"] = title
    return Row(cells, entry.lines)


def _leads_start(text: str, entry: _Entry) -> int:
    """Where the lead officers begin in an entry's words: initials and a surname, names parted by a stroke, a full name
    on lines of its own, or one whose first word is a given name."""
    if not text:
        return 0
    found = LEADS.search(text)
    if found:
        return found.start()
    start = len(text)
    while full := FULL_NAME.search(text[:start].rstrip(" /,&")):
        apart = any(chunk.text.startswith(full[0]) for chunk in entry.chunks[1:])
        if not full.start() or not (is_given(full["given"]) or apart):
            break
        start = full.start()
    return start
