"""Rows of a forward plan whose table was flattened to bare lines: read from what closes each, reference or dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.given_names import is_given
from ingest.extract.plan_wordings import HEAD_WORDS, NO_MEETING, NOT_KEY
from ingest.extract.tables import HEADS, Chunk, Row, chunks, marked_heads
from ingest.read.document import Line, Mapped, joined
from kg.dates import find_dates

_DAY = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
_LONG_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{4}"
)
DATED = re.compile(rf"[(\[]?(?:{_DAY}|{_LONG_DAY})[)\]]?(?=\s|$)")
CLOSING = re.compile(
    rf"(?:^|\s)(?P<ref>(?:(?-i:[A-Z]{{2,5}})\s?)?(?:19|20)\d\d/\d{{3,4}}|(?-i:[A-Z]{{2,5}})\s?\d\d/\d{{2,4}}"
    rf"|{NOT_KEY}(?=\s*(?:$|{_DAY}|[A-Z])))(?P<dates>(?:\s+(?:{_DAY}|{_LONG_DAY}|[Tt][Bb][Cc]))*)"
    r"(?P<note>\s+[A-Za-z][A-Za-z ]{3,40})?\s*$",
    re.IGNORECASE,
)
ONLY_DATES = re.compile(rf"(?:{_DAY}\s*)+")
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
    entry = _Entry([])
    started = False
    for chunk in chunks(marked_heads(lines, HEAD_WORDS), paper):
        if chunk.text == HEADS:
            started = True
            continue
        if not started:
            continue
        for piece in _parted(chunk):
            if entry.chunks and _opens(piece, entry):
                yield _row(entry)
                entry = _Entry([])
            entry.chunks.append(piece)
            if CLOSING.search(piece.text) or _closes_provisional(entry):
                yield _row(entry)
                entry = _Entry([])
    if entry.chunks and started:
        yield _row(entry)


def _parted(chunk: Chunk) -> Iterator[Chunk]:
    """A chunk cut where a date opens a row, or a reference closes one, without a blank line between."""
    held: list[Line] = []
    for line in chunk.lines:
        if held and ((DATED.match(line.text) and not ONLY_DATES.fullmatch(line.text)) or CLOSING.search(held[-1].text)):
            yield Chunk(tuple(held), chunk.paper)
            held = []
        held.append(line)
    yield Chunk(tuple(held), chunk.paper)


def _opens(piece: Chunk, entry: _Entry) -> bool:
    """Whether a chunk opens a row although nothing closed the one before: a date, or an item behind lead officers."""
    if DATED.match(piece.text) and not ONLY_DATES.fullmatch(piece.text):
        return True
    so_far = joined([chunk.words for chunk in entry.chunks]).text
    return bool(LEADS.search(so_far)) and bool(piece.lines[0].indent) and not LEADS.fullmatch(piece.text)


def _closes_provisional(entry: _Entry) -> bool:
    """A date with nothing for it: "13/02/20 Provisional date" and the deadlines below."""
    words = joined([chunk.words for chunk in entry.chunks]).text
    return bool(re.fullmatch(rf"{_DAY}\s*(?:{NO_MEETING.pattern})\s+(?:{_DAY}\s*)+", words, re.IGNORECASE))


def _row(entry: _Entry) -> Row:
    """The parts of an entry: a date in front, the reference and deadlines behind, the lead officers before those."""
    words = joined([chunk.words for chunk in entry.chunks])
    cells: dict[str, Mapped] = {}
    dated = DATED.match(words.text)
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
        words = words.piece(0, len(re.sub(rf"(?:\s*{_DAY})+\s*$", "", words.text)))
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
