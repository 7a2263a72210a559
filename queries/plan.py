"""`kg plan`: what is planned for which meeting, when was it planned first, and what became of it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answers import Citation, Ref, Row, date_key, every, first, grouped, ref, refs
from queries.library import Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.plan_items import Paper, PlanItem


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A planned item, as the newest edition that lists it has it, and its history.

    earlier    the dates that older editions gave for it, the first one first
    moved      how often it moved; None where one edition alone lists it
    state      taken, moved, dropped, planned; not-found in the papers of its day; no-papers of its day are held
    taken_on   when it was taken; `taken_as` the reports and minutes that it became, `taken_in` where they stand
    perhaps    of an item that was not found: that day's reports which no plan lists
    by_title   editions are told to be of one item by its title alone
    """

    date: str | None
    committee: Ref | None
    title: str
    leads: tuple[Ref, ...]
    reference: str | None
    earlier: tuple[str, ...]
    moved: int | None
    state: str
    taken_on: str | None
    taken_as: tuple[str, ...]
    perhaps: tuple[str, ...]
    by_title: bool
    note: str | None
    published_on: str | None
    planned: tuple[str, ...]
    taken_in: tuple[Citation, ...]
    citations: tuple[Citation, ...]
    basis: str = "derived"


@dataclass(frozen=True, slots=True)
class UnplannedRow:
    """A report of a meeting that a plan covers and does not list it for; cited are the report and the plan."""

    date: str | None
    committee: Ref | None
    title: str
    reference: str | None
    report: str
    citations: tuple[Citation, ...]
    basis: str = "derived"


def plan(
    library: Library, committee: str | None = None, since: str | None = None, slipped: bool = False
) -> tuple[PlannedRow, ...]:
    """Planned items in the order of the meetings that they are planned for.

    slipped  only items that moved, were taken on another day than planned first, were dropped, or were not found in
             the papers of their day
    """
    wanted = the_one(library, committee, "committee").iri if committee else None
    return tuple(
        row
        for row, off in library.once("the forward plan", lambda: _planned(library))
        if (off or not slipped)
        and (wanted is None or (row.committee and row.committee.iri == wanted))
        and (since is None or date_key(row.date) >= since)
    )


def _planned(library: Library) -> list[tuple[PlannedRow, bool]]:
    """Every planned item, in the order of meetings, and whether it slipped."""
    from kg.derive.plan_facts import plans

    rows = {same[0]["planned"]: same for same in grouped(library.ask("plan"), "planned")}
    items = plans(library.store).items
    cited = sources(library, (paper.iri for item in items for paper in item.taken))
    found = [(_row(library, item, rows, cited), _slipped(item)) for item in items]
    return sorted(
        found, key=lambda pair: (date_key(pair[0].date), pair[0].committee.label if pair[0].committee else "~")
    )


def unplanned(library: Library, committee: str | None = None, since: str | None = None) -> tuple[UnplannedRow, ...]:
    """Reports that no plan listed, of meetings that a plan covers, in the order of meetings; each report once."""
    from kg.derive.plan_facts import plans

    wanted = the_one(library, committee, "committee").iri if committee else None
    found = [
        (paper, beside)
        for paper, beside in plans(library.store).unplanned
        if (wanted is None or paper.committee == wanted) and (since is None or date_key(paper.day) >= since)
    ]
    labels = {row["committee"]: row["committeeLabel"] for row in library.ask("meeting-days")}
    cited = sources(library, (iri for paper, beside in found for iri in (paper.iri, *(each.iri for each in beside))))
    together: dict[tuple[str, str], list[tuple[Paper, tuple[str, ...]]]] = {}
    for paper, beside in sorted(found, key=lambda pair: (pair[0].day, pair[0].title, pair[0].iri)):
        together.setdefault((paper.meeting, paper.title), []).append((paper, tuple(each.iri for each in beside)))
    return tuple(_unplanned(same, labels, cited) for same in together.values())


def _unplanned(
    same: Sequence[tuple[Paper, tuple[str, ...]]],
    labels: Mapping[str, str],
    cited: dict[str, tuple[Citation, ...]],
) -> UnplannedRow:
    paper, beside = same[0]
    told = (*(each.iri for each, _ in same), *beside[:1])
    committee = Ref(paper.committee, labels.get(paper.committee, paper.committee))
    return UnplannedRow(paper.day, committee, paper.title, paper.ref, paper.iri, places(cited, told))


def _slipped(item: PlanItem) -> bool:
    return item.slipped or item.state in ("dropped", "not-found")


def _row(
    library: Library, item: PlanItem, rows: Mapping[str, Sequence[Row]], cited: dict[str, tuple[Citation, ...]]
) -> PlannedRow:
    newest = rows[item.statements[-1].iri]
    everything = [row for each in item.statements for row in rows[each.iri]]
    date = first(newest, "day")
    return PlannedRow(
        date=date,
        committee=ref(newest, "committee"),
        title=newest[0]["title"],
        leads=refs(newest, "lead"),
        reference=first(newest, "reference") or first(everything, "reference"),
        earlier=tuple(day for day in item.days if day != date),
        moved=item.moved,
        state=item.state,
        taken_on=item.taken_on,
        taken_as=tuple(dict.fromkeys(paper.title for paper in item.taken)),
        perhaps=tuple(paper.title for paper in item.perhaps),
        by_title=item.by_title,
        note=first(newest, "note"),
        published_on=first(newest, "published"),
        planned=every(everything, "planned"),
        taken_in=places(cited, (paper.iri for paper in item.taken)),
        citations=library.cite(everything),
    )
