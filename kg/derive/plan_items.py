"""One item across editions of a forward plan: first planned for when, moved how often, taken when, or never planned.

Pure functions. Items are one by reference, else by title within a committee, where that is certain: the day planned
first had not come when the later edition was published, so the item moved; or it had, and the title is one that does
not come again every year and that no paper of the meeting bears. A title that one edition lists for several days is a
standing item: each day's is an item of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from kg.derive.contract_dates import first_day, is_before, months_on, overlap
from kg.names import fold

State = Literal["taken", "moved", "dropped", "not-found", "no-papers", "planned"]
# Titles that come again: two of them years apart are two items.
COMES_AGAIN: Final = re.compile(
    r"\b(?:annual|yearly|year end|quarter\w*|q[1-4]|month\w*|half year\w*|mid year\w*|progress|updates?|performance"
    r"|monitoring|risk registers?|self assessment|survey|deep dives?|business planning|budgets?|finance|tbc|forecasts?"
    r"|reviews?)\b"
)
# What every meeting has, whether or not a plan lists it.
ROUTINE: Final = re.compile(
    r"\b(?:minutes|action log|actions|apologies|declarations?|petitions|public questions?|finance (?:and performance )?"
    r"(?:monitoring )?report|performance report|agenda plan|forward plan|work programme|appointments?|training plan"
    r"|exclusion of (?:the )?(?:press|public)|date of (?:the )?next meeting|urgent (?:business|items))\b"
)
IN_BRACKETS: Final = re.compile(r"\((?:[A-Z][a-z]+ )?\d{4}\)")
LITTLE: Final = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "report", "reports"))
SAME_WORDS: Final = 93.0  # of two long titles one letter in fifteen; figures must agree in full
LONGEST: Final = 24  # months by which an item may slip and be told by its title
LEAST_WORDS: Final = 3  # words that a title must have to be an item's by itself


@dataclass(frozen=True, slots=True)
class Planned:
    """An item as one edition of a plan lists it.

    edition    the paper; `published` the day of the edition, that of its paper where it gives none
    meeting    what it is planned for; `day` as exact as the plan is, None where none is named
    """

    iri: str
    edition: str
    published: str | None
    committee: str | None
    title: str
    ref: str | None = None
    meeting: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A report put before a meeting, a minute of one, or an action that names one, that an item may have become."""

    iri: str
    committee: str
    title: str
    meeting: str
    day: str
    ref: str | None = None
    kind: Literal["report", "minute", "action"] = "report"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item, as its editions tell it, oldest first.

    moved     how often an edition gives another day than the one before; None where one edition alone lists it
    taken     reports and minutes that it became; `taken_on` the day of that meeting
    by_title  editions are joined by the title alone
    perhaps   of an item that no paper of its day bears: that day's reports which no item of a plan became
    """

    statements: tuple[Planned, ...]
    days: tuple[str, ...]
    moved: int | None
    taken: tuple[Paper, ...]
    taken_on: str | None
    state: State
    by_title: bool
    perhaps: tuple[Paper, ...] = ()

    @property
    def slipped(self) -> bool:
        """Has the item moved, or was it taken on another day than the one that was planned first?"""
        return bool(self.moved) or bool(self.taken_on and self.days and not overlap(self.days[0], self.taken_on))


def plan_items(
    planned: Iterable[Planned], papers: Iterable[Paper], newest: Mapping[str, str] | None = None
) -> tuple[PlanItem, ...]:
    """All items of all plans; `newest` is the day, by committee, of the newest paper of its council."""
    known = tuple(sorted(papers, key=lambda paper: paper.iri))
    lines: dict[str | None, list[Planned]] = defaultdict(list)
    of_committee: dict[str | None, list[Paper]] = defaultdict(list)
    for line in sorted(planned, key=_edition):
        lines[line.committee].append(line)
    for paper in known:
        of_committee[paper.committee].append(paper)
    found: list[PlanItem] = []
    for committee in sorted(lines, key=lambda each: each or "~"):
        found += _of_committee(lines[committee], of_committee.get(committee, ()), (newest or {}).get(committee or ""))
    taken = {paper.iri for item in found for paper in item.taken}
    left: dict[str, list[Paper]] = defaultdict(list)
    for paper in known:
        if paper.kind == "report" and paper.iri not in taken and not _is_routine(paper.title):
            left[paper.meeting].append(paper)
    return tuple(_with_others(item, left) for item in found)


def _of_committee(planned: Sequence[Planned], papers: Sequence[Paper], newest: str | None) -> list[PlanItem]:
    shelf = _Shelf(papers)
    editions = sorted({(each.published, each.edition) for each in planned if each.published})
    return [_item(same, shelf, editions, newest) for same in gathered(planned, shelf)]


class _Shelf:
    """A committee's papers by their meeting, by their reference, and by the words of their titles."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self._of_word: dict[str, list[Paper]] = defaultdict(list)
        self.of_meeting: dict[str, list[Paper]] = defaultdict(list)
        self.of_ref: dict[str, list[Paper]] = defaultdict(list)
        for paper in papers:
            self.of_meeting[paper.meeting].append(paper)
            if paper.ref:
                self.of_ref[plain_ref(paper.ref)].append(paper)
            for word in set(plain_title(paper.title).split()) - LITTLE:
                self._of_word[word].append(paper)

    def alike(self, title: str) -> dict[Paper, None]:
        """Papers whose title shares a word with this one."""
        words = sorted(set(plain_title(title).split()) - LITTLE)
        return dict.fromkeys(paper for word in words for paper in self._of_word.get(word, ()))

    def holds(self, meeting: str | None) -> bool:
        """Is a report or a minute of a meeting held?"""
        return any(paper.kind != "action" for paper in self.of_meeting.get(meeting or "", ()))


def _with_others(item: PlanItem, left: Mapping[str, list[Paper]]) -> PlanItem:
    if item.state != "not-found":
        return item
    by_title = {plain_title(paper.title): paper for paper in reversed(left.get(item.statements[-1].meeting or "", []))}
    return replace(item, perhaps=tuple(sorted(by_title.values(), key=lambda paper: paper.title)))


def gathered(planned: Sequence[Planned], papers: _Shelf | None = None) -> list[tuple[Planned, ...]]:
    """The statements of each item together, oldest edition first."""
    papers = papers or _Shelf()
    standing = _standing(planned)
    groups: list[list[Planned]] = []
    places: dict[int, int] = {}
    by_ref: dict[tuple[str | None, str], list[Planned]] = {}
    by_word: dict[tuple[str | None, str], dict[int, None]] = defaultdict(dict)
    for each in planned:
        key = (each.committee, plain_ref(each.ref))
        group = by_ref.get(key) if each.ref else None
        if group is None or group[-1].edition == each.edition:
            near = sorted({at for word in _telling(each.title) for at in by_word[each.committee, word]})
            group = next((groups[at] for at in near if _same(groups[at], each, standing, papers)), None)
        if group is None:
            group = []
            places[id(group)] = len(groups)
            groups.append(group)
        group.append(each)
        for word in _telling(each.title):
            by_word[each.committee, word][places[id(group)]] = None
        if each.ref:
            by_ref.setdefault(key, group)
    return [tuple(group) for group in groups]


def _telling(title: str) -> list[str]:
    """The two longest words of a title: titles that are one share one of them at least."""
    return sorted(set(plain_title(title).split()), key=lambda word: (-len(word), word))[:2]


def _edition(each: Planned) -> tuple[str, str, str, str]:
    return each.published or "~", each.edition, each.day or "~", each.iri


def _standing(planned: Iterable[Planned]) -> set[tuple[str | None, str]]:
    """Titles that one edition lists more than once."""
    seen: dict[tuple[str, str | None, str], int] = defaultdict(int)
    for each in planned:
        seen[each.edition, each.committee, plain_title(each.title)] += 1
    return {(committee, title) for (_, committee, title), count in seen.items() if count > 1}


def _same(group: Sequence[Planned], each: Planned, standing: set[tuple[str | None, str]], papers: _Shelf) -> bool:
    last = group[-1]
    if last.committee != each.committee or last.edition == each.edition:
        return False
    if not same_title(last.title, each.title) or len({plain_ref(one.ref) for one in (*group, each) if one.ref}) > 1:
        return False
    if (each.committee, plain_title(each.title)) in standing or (last.committee, plain_title(last.title)) in standing:
        return last.day is not None and last.day == each.day
    return _may_have_moved(last, each, papers)


def _may_have_moved(last: Planned, each: Planned, papers: _Shelf) -> bool:
    if last.day is None or each.day is None or not each.published:
        return last.day == each.day
    if overlap(last.day, each.day) or not is_before(last.day, each.published):
        return True
    title = plain_title(each.title)
    if COMES_AGAIN.search(title) or len(set(title.split()) - LITTLE) < LEAST_WORDS:
        return False
    if first_day(each.day) > months_on(first_day(last.day), LONGEST):
        return False
    return not any(is_before(paper.day, each.published) and _bears(paper, last) for paper in papers.alike(last.title))


def _item(
    same: tuple[Planned, ...], shelf: _Shelf, editions: Sequence[tuple[str | None, str]], newest: str | None
) -> PlanItem:
    days = [each.day for each in same if each.day]
    moved = sum(not overlap(one, other) for one, other in pairwise(days)) if len(days) > 1 else None
    taken = _taken(same, shelf)
    refs = {plain_ref(each.ref) for each in same}
    return PlanItem(
        statements=same,
        days=tuple(dict.fromkeys(days)),
        moved=moved,
        taken=taken,
        taken_on=taken[0].day if taken else None,
        state="taken" if taken else _state(same[-1], editions, shelf, moved, newest),
        by_title=len(same) > 1 and not (len(refs) == 1 and refs != {""}),
    )


def _state(
    last: Planned, editions: Sequence[tuple[str | None, str]], shelf: _Shelf, moved: int | None, newest: str | None
) -> State:
    if last.day is None or not newest:
        return "planned"
    if any(_lacks(published, edition, last) for published, edition in editions):
        return "dropped"
    if shelf.holds(last.meeting):
        return "not-found"
    if is_before(last.day, newest):
        return "no-papers"
    return "moved" if moved else "planned"


def _lacks(published: str | None, edition: str, last: Planned) -> bool:
    """Is an edition later than the last that lists an item, and published before the item's day?"""
    return bool(
        published
        and last.published
        and last.day
        and edition != last.edition
        and is_before(last.published, published)
        and not is_before(last.day, published)
    )


def _taken(same: Sequence[Planned], shelf: _Shelf) -> tuple[Paper, ...]:
    """The papers that an item became: those that bear its reference; else of the day it was last planned for."""
    refs = sorted({plain_ref(each.ref) for each in same if each.ref})
    by_ref = [paper for ref in refs for paper in shelf.of_ref.get(ref, ())]
    if by_ref:
        first = min(paper.day for paper in by_ref)
        return tuple(sorted((paper for paper in by_ref if paper.day == first), key=lambda paper: paper.iri))
    of_day = [paper for paper in shelf.of_meeting.get(same[-1].meeting or "", ()) if not (refs and paper.ref)]
    alike = [paper for paper in of_day if _bears(paper, same[-1])]
    titles = {plain_title(paper.title) for paper in alike}
    return tuple(alike) if len(titles) == 1 else tuple(each for each in alike if same_title(each.title, same[-1].title))


def _bears(paper: Paper, planned: Planned) -> bool:
    """Has a paper of the committee a planned item's title, or all its words and more?"""
    if paper.committee != planned.committee or _is_routine(paper.title) != _is_routine(planned.title):
        return False
    if same_title(paper.title, planned.title):
        return True
    mine = set(plain_title(planned.title).split()) - LITTLE
    theirs = set(plain_title(paper.title).split()) - LITTLE
    return len(mine) >= 2 and len(theirs) >= 2 and (mine <= theirs or (len(theirs) >= LEAST_WORDS and theirs <= mine))


def _is_routine(title: str) -> bool:
    return bool(ROUTINE.search(fold(title)))


def never_planned(items: Sequence[PlanItem], papers: Iterable[Paper]) -> Iterator[tuple[Paper, tuple[Planned, ...]]]:
    """Reports of meetings that a held plan covers and does not list them for, with that plan's items of the day.

    Claimed only where each item planned for that day is found in another report: a title may have been put otherwise.
    """
    known = list(papers)
    taken = {paper.iri for item in items for paper in item.taken}
    by_meeting: dict[str, list[PlanItem]] = defaultdict(list)
    for item in items:
        for statement in item.statements:
            ahead = statement.published and statement.day and not is_before(statement.day, statement.published)
            if statement.meeting and ahead:
                by_meeting[statement.meeting].append(item)
    for paper in sorted(known, key=lambda each: each.iri):
        covering = by_meeting.get(paper.meeting, [])
        if not covering or paper.kind != "report" or paper.iri in taken or _is_routine(paper.title):
            continue
        if all(item.taken or item.statements[-1].meeting != paper.meeting for item in covering):
            yield paper, tuple(
                each for item in covering for each in item.statements if each.meeting == paper.meeting
            )  # fmt: skip


@lru_cache(maxsize=16384)
def plain_ref(ref: str | None) -> str:
    """A reference by its letters and figures."""
    return re.sub(r"[^0-9a-z]", "", (ref or "").casefold())


@lru_cache(maxsize=16384)
def plain_title(title: str) -> str:
    """A title without case, marks and a date in brackets."""
    return fold(IN_BRACKETS.sub(" ", title))


@lru_cache(maxsize=65536)
def same_title(one: str, other: str) -> bool:
    """Are two titles one, but for the order of words, a letter or a date in brackets? Figures must agree."""
    from rapidfuzz import fuzz

    mine, theirs = plain_title(one), plain_title(other)
    if mine == theirs:
        return bool(mine)
    if re.findall(r"\d+", mine) != re.findall(r"\d+", theirs) or min(len(mine), len(theirs)) < 15:
        return False
    return fuzz.token_sort_ratio(mine, theirs) >= SAME_WORDS
