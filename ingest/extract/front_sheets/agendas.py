"""The items of an agenda, as front sheets list them: number, title, heading of their group, pages of their papers.

Converters glue and split these lines: a number sticks to its title, two items run together, a title goes on for three
lines before its pages come, a number stands alone on its line. Items are found by counting: only the next number opens
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.divide.bodies import body_end
from ingest.extract.front_sheets.agenda_tables import OFFICE, Column, ItemRow, head_columns, item_row, mended
from ingest.extract.front_sheets.agenda_wordings import (
    AFTER,
    AGENDA,
    FIRST_ITEM,
    GROUP,
    LEADERS,
    NARROW,
    NOTE,
    ODD_NUMBER,
    ONE_PAGE,
    PAGES,
    PAGES_WITHIN,
    UNNUMBERED,
    WIDE,
    YEAR,
)
from ingest.read.document import Line, Mapped, joined
from ingest.read.flow import OPEN_ENDED, is_capitals
from kg.dates import parse_day


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item as the agenda lists it."""

    number: str | None
    title: Mapped
    words: tuple[Line, ...]
    group: str | None = None
    first_page: str | None = None
    last_page: str | None = None


@dataclass(slots=True)
class _Reading:
    """Where the reading of the list stands: the item that is open, its title so far, the group's heading."""

    count: int = 0
    group: str | None = None
    number: str | None = None
    title: list[Mapped] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    columns: tuple[Column, ...] | None = None
    odd: bool = False  # the numbers do not count from 1; where they do, "A47" opens no item
    noted: bool = False  # a note has begun under the open item, so no more of its title comes
    row: ItemRow | None = None  # the open item is a table's row: only the rest of its title may come


def agenda_items(lines: Sequence[Line]) -> Iterator[ListedItem]:
    """The items of the agenda among a front sheet's lines."""
    state = _Reading()
    for line in mended(_listing(lines)):
        if line.is_row:
            yield from _read_row(state, line)
            continue
        for part in _at_pages(line):
            for piece in _parted(part, state):
                yield from _read(state, part, piece)
    yield from _close(state)


def listed_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a front sheet without page furniture; a number that a page's end tore from its title stays."""
    kept: list[Line] = []
    following = {id(line): after for line, after in pairwise([line for line in lines if line.furniture != "page"])}
    for line in lines:
        after = following.get(id(line))
        torn = line.furniture == "head" and re.fullmatch(r"\d{1,2}[.)]?", line.text) and after and not after.furniture
        if not line.furniture or (torn and after and after.text[:1].isupper()):
            kept.append(line)
    return kept


def agenda_start(lines: Sequence[Line]) -> int:
    """Where the list begins: behind the word Agenda, the last one before the first item where it stands twice; 0 where
    there is none."""
    first = next((i for i, line in enumerate(lines) if FIRST_ITEM.match(line.text)), len(lines))
    heads = [i + 1 for i, line in enumerate(lines) if AGENDA.fullmatch(line.text)]
    return max((start for start in heads if start <= first), default=min(heads, default=0))


def _listing(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines between the word Agenda and the members or contacts below it; without that word, from item 1 on."""
    start = agenda_start(lines) or _first_item(lines)
    first = next((i for i in range(start, len(lines)) if FIRST_ITEM.match(lines[i].text)), start)
    end = next((i for i, line in enumerate(lines) if i > first and AFTER.match(line.text)), len(lines))
    return lines[start:end]


def _first_item(lines: Sequence[Line]) -> int:
    """Where a list of items opens that has no heading: a 1 that is no date, with a 2 close below it; 0 where none
    does."""
    for at, line in enumerate(lines):
        if FIRST_ITEM.match(line.text) and not parse_day(line.text[:40]):
            below = (after.text for after in lines[at + 1 : at + 8])
            if any(
                re.match(r"2[.)]?(?:\s+(?=[A-Z])|(?=[A-Z][a-z])|$)", text) and not parse_day(text[:40])
                for text in below
            ):
                return at
    return 0


def _at_pages(line: Line) -> Iterator[Line]:
    """A line cut behind an item's pages where another with later ones follows: "Plan 5 - 8 Training 9 - 12"."""
    start, text = 0, line.text
    end = PAGES.search(text)
    for found in PAGES_WITHIN.finditer(text):
        ordered = end and int(found["first"]) <= int(found["last"]) < int(end["first"])
        if ordered and not re.search(r"\d{4}$", found[0]):
            content = line.content.piece(start, found.end())
            yield replace(line, content=content, cells=(content,))
            start = found.end()
    content = line.content.piece(start)
    yield replace(line, content=content, cells=(content,)) if start else line


def _parted(line: Line, state: _Reading) -> list[Mapped]:
    """A line cut where the next item's number is glued into it: "…/interests2Minutes 4 May 20225 12"."""
    following = state.count + 1 if not _opens(line.content, state.count + 1) else state.count + 2
    glued = re.search(rf"(?<=[a-z/)])(?={following}[.)]?\s?[A-Z][a-z])", line.text)
    if not glued:
        return [line.content]
    return [line.content.piece(0, glued.start()), line.content.piece(glued.start())]


def _opens(content: Mapped, number: int) -> re.Match[str] | None:
    """The number of the next item at the start of some words, glued or alone."""
    return re.match(
        rf"(?:(?:agenda )?(?:item|ITEM|Item)\s+)?(?P<number>{number}(?:\s?[a-z](?=[.)\s]))?)"
        rf"(?:[.):]\s*|\s+[-–—]\s+|\s+|(?=[A-Z])|$)(?!\d)",
        content.text,
    )


def _read(state: _Reading, line: Line, content: Mapped) -> Iterator[ListedItem]:
    """Take one line, or a part of one: it opens an item, heads a group, goes on a title or is a note."""
    found = _next_number(state, content)
    if found:
        yield from _close(state)
        state.count = counted(found["number"])
        state.number = found["number"].replace(" ", "")
        content = content.piece(found.end())
        if not content:
            state.lines.append(line)
            return
    elif _is_group(line):
        yield from _close(state)
        state.group = content.text.strip(" :")
        return
    yield from _add(state, line, content)


def _next_number(state: _Reading, content: Mapped) -> re.Match[str] | None:
    """The number that opens the next item; numbers may start where the list does, and skip one."""
    for ahead in (1, 0, 2):
        if state.count + ahead == 0 or (ahead == 0 and not state.count):
            continue
        found = _opens(content, state.count + ahead)
        if found and (ahead == 1 or (ahead == 0 and not found["number"].isdigit()) or (ahead == 2 and "." in found[0])):
            return found
    odd = ODD_NUMBER.match(content.text)
    if odd and (state.odd or (not state.count and re.match(r"[A-H]1$|\d+/", odd["number"]))):
        state.odd = True
        return odd
    first = re.match(r"(?P<number>\d{1,4})[.)]\s+(?=[A-Z])", content.text)
    return first if first and not state.count and state.number is None else None


def counted(number: str) -> int:
    """The number of an item as it counts: 3 for "3a" and "B3", 12 for "12/22"."""
    found = re.search(r"\d+", number)
    return int(found[0]) if found else 0


def _is_group(line: Line) -> bool:
    text = line.text.strip(" :")
    if (
        PAGES.search(text)
        or len(text) > 90
        or (body_end(text) and parse_day(text))
        or re.match(r"\d", text)
        or NOTE.match(text)
    ):
        return False
    return is_capitals(text) or bool(GROUP.fullmatch(text))


def _add(state: _Reading, line: Line, content: Mapped) -> Iterator[ListedItem]:
    """Add words to the open item's title; an item whose pages have come is whole."""
    if state.row:
        if _goes_on(state, line, content):
            state.title.append(content)
            state.lines.append(line)
        else:
            yield from _close(state)
        return
    if NOTE.match(content.text) or _describes(state, line, content):
        state.noted = True
        found = PAGES.search(content.text)
        if found and state.title and (found.start() or state.noted):
            state.title = [_first_lines(state.title, state.lines), content.piece(found.start())]
            yield from _close(state)
        return
    if UNNUMBERED.fullmatch(content.text) and state.title:
        yield from _close(state)
    found = PAGES.search(content.text) or ONE_PAGE.search(content.text)
    if state.noted and state.title and not found:
        return
    if state.noted and state.title and found and not found.start():
        state.title = [_first_lines(state.title, state.lines), content]
        yield from _close(state)
        return
    if state.noted and state.title:
        yield from _close(state)
    state.title.append(content)
    state.lines.append(line)
    if pages(joined(state.title))[1]:
        yield from _close(state)


def _describes(state: _Reading, line: Line, content: Mapped) -> bool:
    """Whether a line tells of the open item below its title: plain words below bold ones, or a sentence apart."""
    if not state.title or content.text != line.text or PAGES.match(content.text) or ONE_PAGE.match(content.text):
        return False
    titled = state.lines[-len(state.title)] if len(state.lines) >= len(state.title) else state.lines[0]
    return (titled.bold and not line.bold) or (bool(line.gap) and len(content) > 40 and content.text.endswith("."))


def _close(state: _Reading) -> Iterator[ListedItem]:
    """Give out the open item: without pages only its first line is surely its title; what has no number is no item."""
    whole = joined(state.title)
    title, first, last = pages(whole)
    if state.row and state.row.first_page:
        title, first, last = whole, state.row.first_page, state.row.last_page
    elif whole and not first and not state.row:
        title = _first_lines(state.title, state.lines)
    if title and first and not state.number and re.fullmatch(r"\d{1,3}", state.lines[0].text):
        # A number alone on its line, after one that was lost.
        state.number, title = state.lines[0].text, title.piece(len(state.lines[0].text))
        state.count = int(state.number)
    known = state.number or first or (whole and not state.count and UNNUMBERED.fullmatch(whole.text))
    if title and known:
        lines = state.lines if first or state.row else state.lines[: 1 + (state.lines[0].text == state.number)]
        yield ListedItem(state.number, title, tuple(lines), state.group, first, last)
    state.number, state.title, state.lines, state.noted, state.row = None, [], [], False, None


def _first_lines(pieces: Sequence[Mapped], lines: Sequence[Line]) -> Mapped:
    """The first line, and those after it while the words plainly go on, or the page's width broke them off."""
    kept = [pieces[0]]
    below = lines[-len(pieces) + 1 :] if len(lines) >= len(pieces) > 1 else ()
    for at, piece in enumerate(pieces[1:]):
        wide = at < len(below) and not below[at].gap and len(kept[-1].text) >= WIDE and not _is_sentence(piece.text)
        goes_on = OPEN_ENDED.search(kept[-1].text) or kept[-1].text.endswith(("-", "–", ":"))
        if not (goes_on or piece.text[:1].islower() or wide):
            break
        kept.append(piece)
    return joined(kept)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", ";", "?"))


def pages(content: Mapped) -> tuple[Mapped, str | None, str | None]:
    """A title and the pages printed behind it; a year that a page number stuck to is cut free ("20185 12")."""
    text = content.text
    if leaders := LEADERS.search(text):
        return content.piece(0, leaders.start()), leaders["first"], leaders["last"] or leaders["first"]
    if single := ONE_PAGE.search(text):
        return content.piece(0, single.start()), single["first"], single["first"]
    found = PAGES.search(text)
    if not found:
        return content, None, None
    start, first = found.start(), found["first"]
    glued = re.search(r"(?:19|20)\d\d(?P<first>\d{1,3})(?:\s*[-–]\s*|\s+)(?P<last>\d{1,4})$", text)
    if glued:
        return content.piece(0, glued.start("first")), glued["first"], glued["last"]
    if start and text[start - 1].isdigit():
        return content, None, None
    if int(found["last"]) < int(first) or (YEAR.match(first) and not re.search(r"[-–]", found[0])):
        return content, None, None
    if YEAR.match(first) and YEAR.match(found["last"]) and found[0][0].isdigit():
        return content, None, None  # a term of years: "2026–2033"
    if re.search(r"(?:19|20)\d\d\s*[-–]\s*\d\d$", text):  # a financial year: "2019 - 20"
        return content, None, None
    return content.piece(0, start), first, found["last"]


def _read_row(state: _Reading, line: Line) -> Iterator[ListedItem]:
    """An item in a table's row: number, title, pages in their cells; a row without a number is read as a line."""
    if not line.content:
        return
    if columns := head_columns(line):
        yield from _close(state)
        state.columns = columns
        return
    row = item_row(line, state.columns)
    if row is None:
        yield from _read_more(state, line)
        return
    yield from _close(state)
    state.count, state.number, state.lines = counted(row.number or ""), row.number, [line]
    if row.title:
        state.row, state.title = row, [row.title]


def _read_more(state: _Reading, line: Line) -> Iterator[ListedItem]:
    """A row without a number: the rest of the item above it, pages of that among it, or a line like others."""
    cells = [cell for cell in line.cells if cell]
    if state.row and not line.gap and not line.cells[0] and _goes_on(state, line, cells[0]):
        found = pages(joined(cells))
        state.title.append(found[0] if found[1] else cells[0])
        state.lines.append(line)
        if found[1] and not state.row.first_page:
            state.row = replace(state.row, first_page=found[1], last_page=found[2])
        return
    yield from _close(state)
    yield from _read(state, line, line.content)


def _goes_on(state: _Reading, line: Line, words: Mapped) -> bool:
    """Whether words plainly go on the title of the open row: the page's width broke it off."""
    before = state.lines[-1]
    if (
        line.gap
        or (line.bold and not before.is_row) != before.bold
        or NOTE.match(words.text)
        or OFFICE.fullmatch(words.text)
    ):
        return False
    wide = len(state.title[-1].text) >= NARROW and not _is_sentence(words.text)
    return (
        words.text[:1].islower()
        or bool(OPEN_ENDED.search(state.title[-1].text))
        or (wide and line.indent > before.indent)
    )
