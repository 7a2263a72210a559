"""A trail as a picture: years from left to right, a lane for each contract, its terms as bars, its steps as marks.

What was recommended is a hollow circle, what was resolved a filled one, what a paper reports a filled square, what is
planned a dashed diamond. Each mark stands above its day, the earliest highest, with a label at its right and, in its
title, the papers and pages.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interfaces.contract_words import DONE, PLANNED, happening, headline, told_together, where
from interfaces.pictures.svg import HATCHED, Picture, fitted, width_of
from interfaces.wording import day, months
from kg.derive.contract_dates import first_day, last_day, month_known, months_on

if TYPE_CHECKING:
    from queries.events import Event
    from queries.terms import ContractCard
    from queries.trail import Trail

LEFT: Final = 24.0
SCALE: Final = 900.0  # width of all years together
ON_A_PAGE: Final = 760.0  # on a web page, which then fills its 1,216 pixels
LABEL: Final = 430.0  # room for labels right of the last year
WIDEST: Final = 640.0  # the widest label
TOP: Final = 56.0
ROW: Final = 17.0
BAR: Final = 12.0
MARK: Final = 6.0
LEGEND: Final = 46.0
MOST_YEARS: Final = 18  # numbers that have room on the scale
STATUSES: Final = {"recommended": "asked for", "resolved": "decided", "reported": "reported", "planned": "planned"}
BARS: Final = (
    ("term", "#ddd", False),
    ("option to extend", HATCHED, False),
    ("term of which start or end is not told", "white", True),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Steps that one place tells together, and where their mark and label stand; x None where no date is told."""

    events: tuple[Event, ...]
    x: float | None
    label: str
    row: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A term, or the option to extend it, as first and last day; None for a side that no paper tells."""

    start: str | None
    end: str | None
    optional: bool
    title: str


@dataclass(frozen=True, slots=True)
class Years:
    """The years shown, the last not included, how wide they are together, and where their days stand."""

    first: int
    last: int
    wide: float

    def x(self, iso: str) -> float:
        """Where a date stands: a month or a year in the middle of what it may mean."""
        begin, end = (datetime.date.fromisoformat(each) for each in (first_day(iso), last_day(iso)))
        middle = begin + (end - begin) / 2
        return LEFT + self.wide * (middle.toordinal() - self._begin) / (
            datetime.date(self.last, 1, 1).toordinal() - self._begin
        )

    @property
    def _begin(self) -> int:
        return datetime.date(self.first, 1, 1).toordinal()


def timeline(answer: Trail) -> bytes:
    """The picture of a trail, as an SVG document."""
    return _drawn(answer, SCALE, _told(answer), "picture").bytes()


def on_a_page(answer: Trail) -> str:
    """The picture as a part of a page that tells every step in words, too."""
    return _drawn(answer, ON_A_PAGE, "Every step is told in words below the picture.", "timeline").inline()


def _drawn(answer: Trail, wide: float, told: str, mark: str) -> Picture:
    bars = {card.contract.iri: bars_of(answer, card) for card in answer.contracts}
    years = _years(answer, (bar for several in bars.values() for bar in several), wide)
    lanes = [(card, bars[card.contract.iri], _marks(answer, card, years)) for card in answer.contracts]
    heights = [_height(marks) for _card, _bars, marks in lanes]
    picture = Picture(LEFT + wide + LABEL, TOP + sum(heights) + LEGEND, f"Trail of {answer.name}", told, mark)
    picture.words(LEFT, 22, f"Trail of {fitted(answer.name, wide, 16)}", size=16, bold=True)
    _axis(picture, years, TOP + sum(heights))
    y = TOP
    for (card, several, marks), height in zip(lanes, heights, strict=True):
        _lane(picture, answer, card, y, wide)
        line = y + 26 + ROW * _rows(marks, dated=True)
        for bar in several:
            _bar(picture, bar, years, line + 6)
        _draw(picture, marks, line, wide)
        if not marks:
            picture.words(LEFT, line + 16, "no step is told in these papers")
        y += height
    _legend(picture, y + 20)
    return picture


def _told(answer: Trail) -> str:
    """The picture in words: where each contract stands, and each step."""
    heads = (headline(answer, card) for card in answer.contracts)
    steps = (f"{day(each[0].date) or 'undated'}: {happening(each)}" for each in told_together(answer.events))
    return " ".join((*(f"{head}." for head in heads), *steps))


def _years(answer: Trail, bars: Iterable[Bar], wide: float) -> Years:
    dates = [event.date for event in answer.events if event.date]
    dates += [each for bar in bars for each in (bar.start, bar.end) if each]
    found = sorted(int(date[:4]) for date in dates) or [2000]
    return Years(found[0], min(found[-1] + 1, 9999), wide)


def bars_of(answer: Trail, card: ContractCard) -> tuple[Bar, ...]:
    """A contract's term and the option to extend it, as far as papers tell start or end."""
    standing = next((each for each in answer.standings if each.contract == card.contract), None)
    told = {name: term.value for name in ("startDate", "endDate", "termMonths", "extensionMonths")
            if (term := card.newest(name))}  # fmt: skip
    start = told.get("startDate") or _step(answer, card, "start")
    end = (standing.end if standing else None) or told.get("endDate")
    if start and end and last_day(end) < first_day(start):  # papers differ, which the screen tells
        start = None
    if not start and not end:
        return ()
    label = card.contract.label
    title = (
        f"{label}: {f'from {day(start)}' if start else 'start not told'}, {f'to {day(end)}' if end else 'end not told'}"
    )
    places = [place for term in card.terms if term.name in ("startDate", "endDate", "termMonths")
              for place in term.citations]  # fmt: skip
    bars = [Bar(start, end, False, f"{title} — {where(places)}" if places else title)]
    extension = next((term for term in reversed(card.of("extensionMonths")) if not term.taken), None)
    if end and month_known(end) and extension and extension.value.isdigit():
        until = months_on(end, int(extension.value))
        words = f"{label}: may be extended by {months(int(extension.value))}, to {day(until)}"
        bars.append(Bar(end, until, True, f"{words} — {where(extension.citations)}"))
    return tuple(bars)


def _step(answer: Trail, card: ContractCard, step: str) -> str | None:
    """The date of the last step of a kind that is told of a contract."""
    dates = [event.date for event in answer.events if event.contract == card.contract and event.step == step]
    return next((date for date in reversed(dates) if date), None)


def _marks(answer: Trail, card: ContractCard, years: Years) -> list[Mark]:
    """A contract's steps with their places, labels in rows so that none runs into another.

    From the last to the first: a label stands right of its own line, which then crosses none of those placed before.
    """
    together = told_together(event for event in answer.events if event.contract == card.contract)
    dated = [(years.x(group[0].date), group) for group in together if group[0].date]
    marks: list[Mark] = []
    begins: list[float] = []  # where the leftmost label or line of each row begins
    for x, group in sorted(dated, key=lambda each: each[0])[::-1]:
        label = _label(group, min(WIDEST, LEFT + years.wide + LABEL - 20 - x))
        right = x + MARK + 5 + width_of(label) + 12
        row = next((at for at, begin in enumerate(begins) if right < begin - MARK), len(begins))
        begins[: row + 1] = [x] * (row + 1)  # its line crosses the rows below
        marks.append(Mark(group, x, label, row))
    undated = [group for group in together if not group[0].date]
    return [*reversed(marks), *(Mark(group, None, _label(group, WIDEST), at) for at, group in enumerate(undated))]


def _label(events: Sequence[Event], most: float) -> str:
    """A few words for a mark: the date, the steps, and to whom or by whom; at most so wide."""
    first = events[0]
    nouns = DONE if first.status == "reported" else PLANNED
    steps = ", ".join(dict.fromkeys(nouns.get(each.step, PLANNED.get(each.step, each.step)) for each in events))
    what = f"{STATUSES.get(first.status, first.status)}: " if first.status != "reported" else ""
    what = f"notice, {what}" if first.published else what
    who = first.provider.label if first.provider else first.delegated_to.label if first.delegated_to else ""
    words = f"{day(first.date) or 'undated'} {what}{steps}{f' — {who}' if who else ''}"
    return fitted(words, most)


def _rows(marks: Sequence[Mark], *, dated: bool) -> int:
    return max((mark.row + 1 for mark in marks if (mark.x is not None) == dated), default=0)


def _height(marks: Sequence[Mark]) -> float:
    return 68 + ROW * (_rows(marks, dated=True) + _rows(marks, dated=False))


def _axis(picture: Picture, years: Years, bottom: float) -> None:
    """A line and a number for each year, or for every second, third, … where there are many."""
    every = max(1, -(-(years.last - years.first) // MOST_YEARS))
    picture.begin("years")
    for year in range(years.first, years.last + 1, every):
        x = LEFT + years.wide if year == years.last else years.x(f"{year:04}-01-01")
        picture.line([(x, TOP - 10), (x, bottom)], dashed=True, width=0.3)
        if year < years.last:
            picture.words(x + 3, TOP - 14, str(year))


def _lane(picture: Picture, answer: Trail, card: ContractCard, y: float, wide: float) -> None:
    picture.begin("lane")
    picture.line([(LEFT - 12, y - 4), (LEFT + wide + LABEL - 12, y - 4)], width=0.8)
    picture.words(LEFT, y + 12, fitted(headline(answer, card), wide + LABEL - 60, 13), size=13, bold=True)


def _bar(picture: Picture, bar: Bar, years: Years, y: float) -> None:
    left = years.x(bar.start) if bar.start else LEFT
    right = years.x(bar.end) if bar.end else LEFT + years.wide
    picture.begin("option" if bar.optional else "term", bar.title)
    fill = HATCHED if bar.optional else "#ddd" if bar.start and bar.end else "white"
    picture.rectangle(left, y, max(2.0, right - left), BAR, fill=fill, dashed=not (bar.start and bar.end))


def _draw(picture: Picture, marks: Sequence[Mark], y: float, wide: float) -> None:
    """The marks above their line, those without a day below the bar; lines first, so that no mark is struck through."""
    picture.begin("line")
    picture.line([(LEFT, y), (LEFT + wide, y)], width=0.6)
    for mark in marks:
        if mark.x is not None:
            picture.line([(mark.x, y), (mark.x, y - 12 - ROW * mark.row)], width=0.5)
    for mark in marks:
        first, *others = mark.events
        told = (
            f"{happening(mark.events)} — {where(first.citations, 9)}",
            *(where(each.citations, 9) for each in others),
        )
        picture.begin("event", f"{day(first.date) or 'undated'}. {'; '.join(told)}")
        x = LEFT + MARK if mark.x is None else mark.x
        base = y + 38 + ROW * mark.row if mark.x is None else y - 8 - ROW * mark.row
        shape(picture, first.status, x, base - 4)
        picture.words(x + MARK + 5, base, mark.label, clear=True)


def shape(picture: Picture, status: str, x: float, y: float) -> None:
    """The mark of a status."""
    match status:
        case "recommended":
            picture.circle(x, y, MARK, fill="white")
        case "resolved":
            picture.circle(x, y, MARK, fill="black")
        case "reported":
            picture.rectangle(x - MARK + 1, y - MARK + 1, 2 * MARK - 2, 2 * MARK - 2, fill="black")
        case _:
            picture.polygon(x, y, MARK + 1, 4, fill="white", dashed=True)


def _legend(picture: Picture, y: float) -> None:
    picture.begin("legend")
    x = LEFT + MARK
    for status, word in STATUSES.items():
        shape(picture, status, x, y)
        picture.words(x + 12, y + 4, word)
        x += 44 + width_of(word)
    for name, fill, dashed in BARS:
        picture.rectangle(x, y - 6, 26, BAR, fill=fill, dashed=dashed)
        picture.words(x + 32, y + 4, name)
        x += 62 + width_of(name)
