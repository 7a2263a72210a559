"""A meeting item by item: what the agenda lists, the report to it, its minute, what was recommended and resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.names import fold
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part, truth, word
from queries.compared import ComparedRow
from queries.decisions import DecisionRow
from queries.library import Library

SAME_TITLE: Final = 85.0  # as in kg/derive/comparison_rows.py: minutes spell or cut titles otherwise


@dataclass(frozen=True, slots=True)
class Part:
    """An agenda item, a report or a minute, as `kind` says; `refers` are the report or the item that it names."""

    kind: str
    thing: Ref
    number: str | None
    section: str | None
    first_page: str | None
    last_page: str | None
    authors: tuple[str, ...]
    key_decision: bool | None
    purpose: str | None
    text: str | None
    refers: tuple[str, ...]
    also: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A limb of a recommendation; `outcome` what became of it (derived), `decisions` those that take it up."""

    thing: Ref
    limb: str | None
    text: str
    report: Ref
    meeting: Ref
    committee: Ref
    date: str
    outcome: str | None
    decisions: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One item of business, with all that papers hold of it."""

    title: str
    item: Part | None = None
    reports: tuple[Part, ...] = ()
    minutes: tuple[Part, ...] = ()
    compared: tuple[ComparedRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def number(self) -> str | None:
        """The minute's number, or else the agenda's."""
        return next((part.number for part in (*self.minutes, *filter(None, (self.item,))) if part.number), None)

    @property
    def business(self) -> bool:
        """Was anything recommended or decided under it?"""
        return bool(self.compared or self.decisions or self.asked)


def lines(
    library: Library, meeting: str, decided: Iterable[DecisionRow], compared: Sequence[ComparedRow]
) -> tuple[Line, ...]:
    """A meeting's items in the order of the agenda, those that only its minutes have after them in theirs."""
    parts = parts_of(library, meeting)
    found = _gathered(parts)
    found = _with_compared(found, compared)
    told = {iri for row in compared for iri in (*row.decisions, *row.recommendations)}
    found = _with_decisions(found, (row for row in decided if row.decision not in told))
    return tuple(_with_asked(found, (row for row in asked_of(library, meeting=meeting) if row.thing.iri not in told)))


def parts_of(library: Library, meeting: str) -> tuple[Part, ...]:
    """Agenda items, reports and minutes of a meeting; what several papers print alike once."""
    rows = library.ask("meeting-items", meeting=meeting)
    parts = [_part(library, same) for same in grouped(rows, "statement")]
    together: dict[tuple[str, str | None, str], Part] = {}
    for part in parts:
        key = (part.kind, part.number, fold(part.thing.label))
        together[key] = _one(together[key], part) if key in together else part
    return tuple(together.values())


def _one(part: Part, other: Part) -> Part:
    return replace(
        part,
        refers=tuple(dict.fromkeys((*part.refers, *other.refers))),
        also=(*part.also, other.thing.iri),
        text=part.text or other.text,
        citations=tuple(dict.fromkeys((*part.citations, *other.citations))),
    )


def _part(library: Library, rows: Sequence[Row]) -> Part:
    return Part(
        last_part(rows[0]["kind"]),
        Ref(rows[0]["statement"], rows[0]["title"]),
        first(rows, "number"),
        first(rows, "section"),
        first(rows, "firstPage"),
        first(rows, "lastPage"),
        every(rows, "author"),
        truth(rows, "keyDecision"),
        first(rows, "purpose"),
        first(rows, "text"),
        (*every(rows, "report"), *every(rows, "agendaItem")),
        (),
        library.cite(rows),
    )


def asked_of(library: Library, **bindings: str | None) -> tuple[Asked, ...]:
    """Recommendations of a `meeting`, of a `report`, or one `recommendation`."""
    free: dict[str, str | None] = {"meeting": None, "report": None, "recommendation": None}
    rows = library.ask("recommended", **{**free, **bindings})
    return tuple(_asked(library, same) for same in grouped(rows, "recommendation"))


def _asked(library: Library, rows: Sequence[Row]) -> Asked:
    row = rows[0]
    return Asked(
        Ref(row["recommendation"], row["text"]),
        first(rows, "limb"),
        row["text"],
        Ref(row["report"], row.get("title") or "a report whose head was not read"),
        Ref(row["meeting"], row["meetingLabel"]),
        Ref(row["committee"], row["committeeLabel"]),
        row["day"],
        word(rows, "outcome"),
        every(rows, "decision"),
        library.cite(rows),
    )


def _gathered(parts: Sequence[Part]) -> list[Line]:
    """Items with their reports and minutes: tied by the papers themselves, or by their titles."""
    found = [Line(part.thing.label, item=part) for part in parts if part.kind == "AgendaItem"]
    for part in parts:
        if part.kind == "AgendaItem":
            continue
        at = _tied(found, part)
        at = _titled(found, part.thing.label) if at is None else at
        if at is None:
            found.append(Line(part.thing.label))
            at = len(found) - 1
        line = found[at]
        if part.kind == "Report":
            found[at] = replace(line, reports=(*line.reports, part))
        else:
            found[at] = replace(line, minutes=(*line.minutes, part))
    return found


def _tied(found: Sequence[Line], part: Part) -> int | None:
    """The item that a report names, or that names the report."""
    names = {part.thing.iri, *part.also}
    for at, line in enumerate(found):
        if line.item and (
            names & set(line.item.refers) or {line.item.thing.iri, *line.item.also} & set(part.refers)
        ):  # fmt: skip
            return at
    return None


def _titled(found: Sequence[Line], title: str) -> int | None:
    """The item of this title, or of one like it and like no other."""
    from rapidfuzz import fuzz

    wanted = fold(title)
    titles = [{fold(line.title), *(fold(part.thing.label) for part in line.reports)} for line in found]
    same = [at for at, known in enumerate(titles) if wanted in known]
    if same:
        return same[0]
    like = [
        at
        for at, known in enumerate(titles)
        if any(fuzz.token_sort_ratio(wanted, each) >= SAME_TITLE or _part_of_other(wanted, each) for each in known)
    ]
    return like[0] if len(like) == 1 else None


def _part_of_other(one: str, other: str) -> bool:
    """Is one title a part of the other, as minutes cut them short?"""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 15 and f" {shorter} " in f" {longer} "


def _place(found: list[Line], number: str | None, title: str | None) -> int:
    """The item of a minute's number and title, made where there is none."""
    for at, line in enumerate(found):
        if number and any(part.number == number for part in line.minutes):
            return at
    like = _titled(found, title) if title else None
    if like is not None:
        return like
    found.append(Line(title or (f"Minute {number}" if number else "Decisions without an item")))
    return len(found) - 1


def _with_compared(found: list[Line], compared: Iterable[ComparedRow]) -> list[Line]:
    by_item: dict[int, list[ComparedRow]] = defaultdict(list)
    for row in compared:
        by_item[_place(found, row.minute, row.item)].append(row)
    return [replace(line, compared=tuple(by_item.get(at, ()))) for at, line in enumerate(found)]


def _with_decisions(found: list[Line], decided: Iterable[DecisionRow]) -> list[Line]:
    by_item: dict[int, list[DecisionRow]] = defaultdict(list)
    for row in decided:
        by_item[_place(found, row.minute, row.item)].append(row)
    return [replace(line, decisions=tuple(by_item.get(at, ()))) for at, line in enumerate(found)]


def _with_asked(found: list[Line], asked: Iterable[Asked]) -> list[Line]:
    by_item: dict[int, list[Asked]] = defaultdict(list)
    for row in asked:
        by_item[_place(found, None, row.report.label)].append(row)
    return [replace(line, asked=tuple(by_item.get(at, ()))) for at, line in enumerate(found)]
