"""What papers print of one item of a meeting, put together for comparing: limbs, their prints, whose item they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.derive.comparisons import Limb
from kg.derive.paper_rows import Row
from kg.names import fold

# Minutes head an item with the report's title, cut short or spelt otherwise at times.
SAME_TITLE: Final = 85.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A recommendation, a decision or a minute as one paper prints it, under the title of its item.

    number  of the minute, or of the report's item on the agenda
    """

    paper: str
    meeting: str
    title: str
    number: str | None
    limb: str | None
    text: str
    statement: str
    start: int


def printed(told: Iterable[Row], is_old: Callable[[str], bool]) -> Iterator[Printed]:
    """The rows of a query, a statement each, the first place in its paper; without those that a later version has."""
    found: dict[str, Printed] = {}
    old: set[tuple[str, int]] = set()
    for paper, meeting, title, number, limb, text, statement, start, part in sorted(set(told), key=str):
        row = Printed(
            paper or "", meeting or "", title or "", number, limb, text or "", statement or "", int(start or 0)
        )  # fmt: skip
        if part and is_old(part):
            old.add((row.statement, row.start))
        kept = found.get(row.statement)
        if kept is None or row.start < kept.start:
            found[row.statement] = row
    return (row for row in found.values() if (row.statement, row.start) not in old)


def titles_of(rows: Iterable[Printed]) -> dict[str, set[str]]:
    """By meeting the titles of its items."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.meeting].add(row.title)
    return found


def by_meeting(rows: Iterable[Printed], same: Mapping[str, str]) -> dict[str, list[Printed]]:
    """By meeting what is printed of it; of one that is `same` as another, with the other's."""
    found: dict[str, list[Printed]] = defaultdict(list)
    for row in rows:
        found[same.get(row.meeting, row.meeting)].append(row)
    return found


def prints(rows: Iterable[Printed], items: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Every print of each limb by the first one: same item, same words, and as often before in its paper."""
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    often: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in sorted(rows, key=in_order):
        place = (row.paper, item_of(row, items), fold(row.text))
        found[place[1], place[2], often[place]].append(row.statement)
        often[place] += 1
    return {same[0]: tuple(same) for same in found.values()}


def in_order(row: Printed) -> tuple[bool, str, int, str]:
    """Papers that name their council first."""
    return "/meeting/paper-" in row.meeting, row.paper, row.start, row.statement


def item_of(row: Printed, items: Mapping[str, str]) -> str:
    """The item that a row belongs to, by the title of its report."""
    title = _title(row.title)
    return items.get(title, title)


@lru_cache(maxsize=4096)
def _title(title: str) -> str:
    """Rows of one item have one title, and each is asked for it several times."""
    return fold(title)


def items_of(minutes: Iterable[Printed], reports: Iterable[Printed]) -> dict[str, str]:
    """For each minute's title the report that it is about: the same title, or one like it and like no other."""
    from rapidfuzz import fuzz

    titles = sorted({_title(row.title) for row in reports})
    found: dict[str, str] = {}
    for title in sorted({_title(row.title) for row in minutes}):
        like = [each for each in titles if fuzz.token_sort_ratio(title, each) >= SAME_TITLE]
        inside = [each for each in titles if len(title) > 15 and (each.startswith(title) or title.startswith(each))]
        if title in titles:
            found[title] = title
        elif len(set(like or inside)) == 1:
            found[title] = (like or inside)[0]
    return found


def limb_of(row: Printed, item: str) -> Limb:
    """A row as what is compared."""
    return Limb(row.statement, item, row.limb, row.text)


def reported(asked: list[Printed], item: str) -> Printed | None:
    """The first recommendation on an item."""
    return min((row for row in asked if _title(row.title) == item), key=in_order, default=None)
