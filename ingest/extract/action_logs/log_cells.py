"""Rows of an action log that a converter printed a cell a line, without blank lines between a row's cells.

The heads, a line each, say which columns there are and in what order. Numbers, people's names and statuses are known by
their look; what parts an action from its title or its comment is a line that broke off although the next word had room,
or a sentence's end. What nothing parts with certainty is a torn row without an action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.extract.action_logs.log_wordings import COLUMNS, HEAD_WORDS, MEETING_HEAD, STATUS
from ingest.extract.words.given_names import is_given
from ingest.extract.words.name_lists import NOBODY, is_people, people
from ingest.extract.words.tables import HEAD_REST, Row, chunks, column_named
from ingest.read.document import Line, Mapped
from ingest.read.flow import OPEN_ENDED, flowed
from kg.dates import parse_date

NUMBER_ALONE = re.compile(r"(?:\d{1,4}[a-z]?(?:/\d{2,4})?)[.)]?")
LIST_MARK = re.compile(r"[.)\s•▪*·-]*")
ENDED = re.compile(r"[.!?]['\"’”)]*$")
LOWER_WORD = re.compile(r"(?<![\w.@/'’-])[a-z]{4,}(?![\w@/]|\.\w)")
# Words that a heading leaves in small letters.
SMALL = frozenset(("with", "from", "into", "over", "under", "between", "through", "than", "that", "their", "upon"))
# How much of the widest line a lone line must leave free to be surely a cell's last.
LONE = 0.7


@dataclass(frozen=True, slots=True)
class _Heads:
    """The columns of the log in their order, and how many lines its heads take."""

    columns: tuple[str, ...]
    length: int


def cell_rows(lines: Sequence[Line], paper: str) -> Iterator[Row | Line] | None:
    """The rows of a log whose heads stand a line each, and the lines that head its meetings; None for other logs."""
    at, heads = next(((i, found) for i in range(len(lines)) if (found := _heads(lines[i:]))), (0, None))
    return _rows(lines[:at], lines[at:], heads.columns, paper) if heads else None


def _heads(lines: Sequence[Line]) -> _Heads | None:
    """The heads that some lines begin with: four columns or more, one a line, without a blank line between."""
    columns: list[str] = []
    length = 0
    for index, line in enumerate(lines):
        if (index and line.gap) or line.is_row:
            break
        name = column_named(line.text, COLUMNS)
        name = "minute" if name in ("number", "own-number") else name
        if name and name not in columns:
            columns.append(name)
        elif not (index and HEAD_REST.fullmatch(line.text)):
            break
        length = index + 1
    return _Heads(tuple(columns), length) if len(columns) >= 4 and {"minute", "action"} <= set(columns) else None


def _rows(above: Sequence[Line], lines: Sequence[Line], columns: tuple[str, ...], paper: str) -> Iterator[Row | Line]:
    for line in above:
        if MEETING_HEAD.fullmatch(line.text):
            yield line
    width = max(len(line.text) for line in lines)
    held: list[Line] = []
    for line in (line for chunk in chunks(_body(lines), paper) for line in chunk.lines):
        head = bool(MEETING_HEAD.fullmatch(line.text))
        if held and (head or _opens(line, held)):
            yield _row(held, columns, width, paper)
            held = []
        if head:
            yield line
        else:
            held.append(line)
    if held:
        yield _row(held, columns, width, paper)


def _body(lines: Sequence[Line]) -> list[Line]:
    """The lines without the heads, which come again after a page break."""
    kept: list[Line] = []
    skip = 0
    for index, line in enumerate(lines):
        heads = _heads(lines[index:]) if not skip else None
        skip = heads.length if heads else skip
        rest = not kept and HEAD_REST.fullmatch(line.text) and HEAD_WORDS.fits(line)
        if skip:
            skip -= 1
        elif not rest:
            kept.append(line)
    return kept


def _opens(line: Line, held: Sequence[Line]) -> bool:
    """Whether a line opens a row: by a number alone, or behind a blank line by a number or an owner's name."""
    if NUMBER_ALONE.fullmatch(line.text):
        return len(held) > 2
    if not line.gap:
        return False
    return bool(re.match(r"\d{1,4}[a-z]?[.)]\s+[A-Z]", line.text)) or bool(
        STATUS.fullmatch(held[-1].text.strip(" .")) and is_people(line.text)
    )


def _row(lines: Sequence[Line], columns: tuple[str, ...], width: int, paper: str) -> Row:
    """A row's lines dealt out to its columns; torn, without an action, where that is not certain."""
    body = list(lines)
    cells: dict[str, Mapped] = {}
    number = re.match(r"\d{1,4}[a-z]?(?:/\d{2,4})?(?=[.)]?(?:\s|$))", body[0].text)
    if number:
        cells["minute"] = body[0].content.piece(0, number.end())
        rest = body[0].content.piece(number.end())
        body = body[1:] if not rest.text.strip(" .)") else body
    if body and "review" in columns and parse_date(body[-1].text) and len(body[-1].text) < 20:
        cells["review"] = body.pop().content
    if body and STATUS.fullmatch(body[-1].text.strip(" .")):
        cells["status"] = body.pop().content
    start, end = _owner(body, number is not None, paper) if "owner" in columns else (0, 0)
    if end > start:
        cells["owner"] = flowed([line.content for line in body[start:end]], paper)
    dealt = _dealt(body, (start, end), columns, width, _common(paper), numbered=number is not None)
    if dealt is None:
        return Row(cells, tuple(lines), torn=True)
    for name, held in dealt.items():
        words = flowed([line.content for line in held], paper)
        first = number.end() if number and held[:1] == lines[:1] else 0
        mark = LIST_MARK.match(words.text, first)
        words = words.piece(mark.end() if mark else first)
        if words:
            cells[name] = words
    return Row(cells, tuple(lines))


def _owner(body: Sequence[Line], numbered: bool, paper: str) -> tuple[int, int]:
    """Which lines name the owner: the first whole lines of names behind the title, over two lines where a name is."""
    for start in range(1 if numbered else 0, len(body)):
        end = next((e for e in (start + 2, start + 1) if e <= len(body) and _names(body[start:e], paper)), start)
        while start < end < len(body) and _names(body[end : end + 1], paper):
            end += 1
        if end > start:
            return start, end
    return 0, 0


def _names(lines: Sequence[Line], paper: str) -> bool:
    """Whether lines are names of people, or stand for one (TBC); two lines only where a name or list is broken."""
    if not lines or any(line.bullet for line in lines):
        return False
    text = re.sub(r"-\s+", "-", " ".join(line.text for line in lines))
    if len(lines) == 1 and NOBODY.fullmatch(text) and re.match(r"T|N", text):
        return True
    first = lines[0].text
    if len(lines) == 2 and len(first.split()) > 1 and not re.search(r"(?:[-/,&]|\band|\b[A-Z])$", first):
        return False
    return is_people(text) and all(_is_person(name, paper) for name in people(text))


def _is_person(name: str, paper: str) -> bool:
    """Whether a name is surely a person's: by its initial or given name, or since no word of it is a common word."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    if len(words[0].strip(".")) <= 2 or is_given(words[0]):
        return True
    return not {word.lower() for word in words} & _common(paper)


@lru_cache(maxsize=4)
def _common(paper: str) -> frozenset[str]:
    """The words that a paper writes in small letters, addresses left out."""
    return frozenset(LOWER_WORD.findall(paper))


def _dealt(
    body: Sequence[Line],
    owner: tuple[int, int],
    columns: tuple[str, ...],
    width: int,
    common: frozenset[str],
    *,
    numbered: bool,
) -> Mapping[str, Sequence[Line]] | None:
    """The lines around the owner's under the columns before and after it; None where they cannot be told apart."""
    start, end = owner
    texts = [name for name in columns if name in ("title", "action", "comment") and (numbered or name != "title")]
    if end == start or (end == len(body) and columns.index("owner") < columns.index("action")):
        return _split(body[:start] if end else body, texts, width, common)
    at = columns.index("owner")
    before = _split(body[:start], [name for name in texts if columns.index(name) < at], width, common)
    after = _split(body[end:], [name for name in texts if columns.index(name) > at], width, common)
    return {**before, **after} if before is not None and after is not None else None


def _split(
    body: Sequence[Line], names: Sequence[str], width: int, common: frozenset[str]
) -> Mapping[str, Sequence[Line]] | None:
    """Lines under one, two or three columns of words."""
    if not body:
        return {}
    if not names:
        return None
    if len(names) == 1:
        return {names[0]: body}
    cut = _sentence(body) if names[0] == "title" else _edge(body, width, common)
    if cut is None:
        return None
    rest = _split(body[cut:], names[1:], width, common)
    return {names[0]: body[:cut], **rest} if rest is not None else None


def _sentence(body: Sequence[Line]) -> int | None:
    """Where, behind a title's lines in capitals, a sentence begins; None where the title has small letters too."""
    found = next((i for i, line in enumerate(body) if set(LOWER_WORD.findall(line.text)) - SMALL), None)
    while found and (body[found].text[:1].islower() or OPEN_ENDED.search(body[found - 1].text)):
        found -= 1
    return found or None


def _edge(body: Sequence[Line], width: int, common: frozenset[str]) -> int | None:
    """Where the first cell ends: at the first line that leaves room for the next word, else at the only line behind
    which a sentence opens; all of it where none opens, None where that is not certain."""
    weak: list[int] = []
    for index in range(1, len(body)):
        before, text = body[index - 1].text, body[index].text
        if not re.match(r"\W*[A-Z0-9]", text) or OPEN_ENDED.search(before):
            continue
        if body[index].bullet and any(line.bullet for line in body[:index]):
            continue
        if _has_room(body[:index], body[index], width):
            return None if weak else index
        opened = re.match(r"(?P<first>[A-Z][a-z]+)\s+[a-z]", text)
        if ENDED.search(before) or (opened and opened["first"].lower() in common and not weak):
            weak.append(index)
    return (weak[0] if weak else len(body)) if len(weak) < 2 else None


def _has_room(before: Sequence[Line], after: Line, width: int) -> bool:
    """Whether the next line's first word had room on the last, by the longest line of the cell so far."""
    needed = len(before[-1].text) + 1 + len(after.text.split(" ", 1)[0])
    if len(before) > 1:
        return needed <= max(len(line.text) for line in before)
    return needed <= (width if ENDED.search(before[0].text) else LONE * width)
