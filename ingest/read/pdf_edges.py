"""What stands at the top and foot of page after page: running heads, footers, page numbers and stamps, set apart."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.read.furniture import BLANK_PAGE, PAGE, STAMP
from ingest.read.pdf_page import Page, Word
from ingest.read.pdf_pieces import Draft, word_runs
from ingest.read.pdf_tables import Table, tables_of
from kg.dates import find_dates

# How much of a page's height its head and foot may take.
TOP, FOOT = 0.12, 0.88
# How many pages on each side are looked at, and on how many of them furniture stands.
AROUND, OFTEN = 4, 3
# How far furniture may stand higher or lower from page to page, in points.
WANDERS = 4.0
DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"(?:page|p\.?)?\s*(?P<page>\d{1,4})(?:\s*(?:of|/|\|)\s*(?P<last>\d{1,4}))?", re.IGNORECASE)
# As a word processor's own footers have it: "3 | Page", "3 | P a g e".
BEFORE = re.compile(r"(?P<page>\d{1,4})\s*\|\s*p ?a ?g ?e", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edge:
    """Words that may be furniture: `sign` is what they look like from page to page."""

    draft: Draft
    words: tuple[Word, ...]
    sign: str

    @property
    def numbers(self) -> tuple[int, int] | None:
        """The page number that it is and the last page's (0 where unsaid), if it is one."""
        found = NUMBER.fullmatch(self.draft.text)
        if found:
            return int(found["page"]), int(found["last"] or 0)
        before = BEFORE.fullmatch(self.draft.text)
        if before:
            return int(before["page"]), 0
        stamp = PAGE.fullmatch(self.draft.text)
        return (int(stamp["page"] or stamp["dashed"]), int(stamp["last"] or 0)) if stamp else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page without its furniture, its tables, and its furniture: what stood at the top and at the foot."""

    page: Page
    words: tuple[Word, ...]
    tables: tuple[Table, ...]
    head: tuple[Edge, ...]
    foot: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    page: Page
    tables: tuple[Table, ...]
    edges: tuple[Edge, ...]


def sheets(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Pages with their furniture set apart, by what the pages before and after show at the same height."""
    window: deque[_Seen] = deque()
    at = 0  # where in the window the page stands that is next
    for page in pages:
        window.append(_seen(page))
        if len(window) - at > AROUND:
            yield _sheet(window, at)
            at += 1
            if at > AROUND:
                window.popleft()
                at -= 1
    while at < len(window):
        yield _sheet(window, at)
        at += 1


def _seen(page: Page) -> _Seen:
    tables = tuple(tables_of(page.rules))
    edges = []
    for run in word_runs(w for w in page.words if w.upright and not TOP * page.height < w.y < FOOT * page.height):
        text = " ".join(word.text for word in run)
        first = run[0]
        draft = Draft((text,), first.x0, run[-1].x1, first.y, first.y, first.size, all(w.bold for w in run))
        edge = Edge(draft, tuple(run), DIGITS.sub("#", text))
        if PAGE.fullmatch(text) or not _inside(first, tables):
            edges.append(edge)
    return _Seen(page, tables, tuple(edges))


def _inside(word: Word, tables: Sequence[Table]) -> bool:
    return any(t.x0 <= word.x0 <= t.x1 and t.y0 <= word.y - 0.3 * word.size <= t.y1 for t in tables)


def _sheet(window: Sequence[_Seen], at: int) -> Sheet:
    mine = window[at]
    others = [seen for index, seen in enumerate(window) if index != at]
    found = [edge for edge in mine.edges if _is_furniture(edge, mine, others)]
    found = [edge for edge in found if _is_alone(edge, mine, found)]
    gone = {id(word) for edge in found for word in edge.words}
    words = tuple(word for word in mine.page.words if id(word) not in gone)
    middle = mine.page.height / 2
    return Sheet(
        mine.page, words, mine.tables,
        tuple(sorted((e for e in found if e.draft.y < middle), key=lambda e: (e.draft.y, e.draft.x0))),
        tuple(sorted((e for e in found if e.draft.y >= middle), key=lambda e: (e.draft.y, e.draft.x0))),
    )  # fmt: skip


def _is_furniture(edge: Edge, mine: _Seen, others: Sequence[_Seen]) -> bool:
    text, page = edge.draft.text, mine.page
    if PAGE.fullmatch(text) or STAMP.fullmatch(text) or BLANK_PAGE.fullmatch(text):
        return True
    alike = [_alike(edge, page, seen) for seen in others]
    if edge.numbers:
        return any(alike)
    count = 1 + sum(bool(each) for each in alike)
    enough = min(OFTEN, max(2, len(others) + 1))
    # What heads every other page opens a form of two pages rather than each page.
    beside = any(each and abs(seen.page.number - page.number) == 1 for seen, each in zip(others, alike, strict=True))
    # Pages printed on both sides have their own foot left and right, beside the number of the page.
    if count > 1 and not beside:
        return any(_is_number(each, edge, page, others) for each in mine.edges)
    is_label = text.endswith(":")
    often = count >= enough or (count > 1 and _on_all_but_first(text, mine, others, alike))
    return sum(char.isalpha() for char in text) > 2 and not is_label and often and beside


def _on_all_but_first(text: str, mine: _Seen, others: Sequence[_Seen], alike: Sequence[bool]) -> bool:
    """Whether a body and its day ("Board - 5th May, 2022") head each page but the paper's first."""
    where = {seen.page.number for seen, each in zip(others, alike, strict=True) if not each}
    return where == {1} and mine.page.number > 1 and any(len(day.iso) == 10 for day in find_dates(text))


def _is_number(edge: Edge, beside: Edge, page: Page, others: Sequence[_Seen]) -> bool:
    """Whether an edge is a page's number at the height of another edge."""
    if not edge.numbers or edge is beside or abs(edge.draft.y - beside.draft.y) > WANDERS:
        return False
    return sum(_alike(edge, page, seen) for seen in others) > 1


def _alike(edge: Edge, page: Page, seen: _Seen) -> bool:
    """Whether another page shows the same words at the same height, or the same but for numbers that count pages."""
    for each in seen.edges:
        if each.sign == edge.sign and abs(each.draft.y - edge.draft.y) < WANDERS:
            if each.draft.text == edge.draft.text and not edge.numbers:
                return True
            step = seen.page.number - page.number
            pairs = zip(DIGITS.findall(edge.draft.text), DIGITS.findall(each.draft.text), strict=True)
            if all(int(other) - int(mine) in (0, step) for mine, other in pairs) and edge.draft.text != each.draft.text:
                return True
    return False


def _is_alone(edge: Edge, seen: _Seen, found: Sequence[Edge]) -> bool:
    """Whether only furniture stands at its height and from there to the page's end.

    A pack's stamp may be printed over the page's own words.
    """
    if PAGE.fullmatch(edge.draft.text):
        return True
    y, middle = edge.draft.y, seen.page.height / 2
    outer = [e for e in seen.edges if (e.draft.y < y + 3 if y < middle else e.draft.y > y - 3)]
    return all(any(each is other for other in found) for each in outer if (each.draft.y < middle) == (y < middle))


def printed_pages(numbers: Sequence[Sequence[tuple[int, int]]]) -> list[str | None]:
    """The number printed on each page: of several, that which goes on through most of the file."""
    steps = Counter(number - index for index, each in enumerate(numbers, 1) for number, _ in each)
    out: list[str | None] = []
    for index, each in enumerate(numbers, 1):
        best = max(each, key=lambda pair: (steps[pair[0] - index], pair[1]), default=None)
        out.append(str(best[0]) if best else None)
    return out
