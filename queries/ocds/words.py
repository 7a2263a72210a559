"""What papers tell and OCDS has no field for, in sentences: values a year, terms in months, dates that are no days."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from queries.answers import Citation
from queries.ocds.papers import FACTS
from queries.ocds.told import Told, exact

# The status of a part of the release tells the other states whole.
STATES: Final = {
    "award-delegated": "its award is delegated",
    "extended": "extended",
    "ending": "ending",
    "should-have-ended": "it should have ended",
    "retendered": "it was tendered or let again",
    "paused": "paused",
    "terminated": "ended early",
    "abandoned": "abandoned",
}


def description(told: Told) -> str:
    """All of it, for the contract, or for the tender where there is no contract yet."""
    return " ".join(_sentences(told))


def pounds(amount: Decimal) -> str:
    """£418,250 or £671,940.50."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def _sentences(told: Told) -> Iterator[str]:
    row = told.row
    if row.annual_value is not None:
        yield f"{pounds(row.annual_value)} a year."
    if row.term_months:
        yield f"Term: {row.term_months} months."
    if row.extension_months:
        yield f"May be extended by {row.extension_months} months."
    if row.start and not exact(row.start):
        yield f"Start, as exact as it is told: {row.start}."
    if row.end and row.end_basis == "derived":
        yield f"No paper tells the end; start and term, or an extension, make it {row.end}."
    elif row.end and not exact(row.end):
        yield f"End, as exact as it is told: {row.end}."
    if row.state in STATES:
        yield f"By these papers: {STATES[row.state]}{_since(row.since)}."
    if row.providers and not told.is_let:
        yield f"Named before an award: {', '.join(each.label for each in row.providers)}."
    yield from _values_of_steps(told)
    yield from _differences(told)


def _since(date: str | None) -> str:
    return f", since {date}" if date else ""


def _values_of_steps(told: Told) -> Iterator[str]:
    """Sums told with a step: papers do not always say whether they are for a year or for all."""
    in_amendments = told.changes if told.is_let else ()
    for event in told.events:
        known = event in in_amendments or event.value in (None, told.row.total_value, told.row.annual_value)
        if event.value is not None and not known:
            when = f" ({event.date})" if event.date else ""
            yield f"Told with {event.step.replace('-', ' ')} {event.status}{when}: {pounds(event.value)}."


def _differences(told: Told) -> Iterator[str]:
    for each in told.differences:
        sides = "; ".join(f"{side.value} ({_where(side.citations)})" for side in each.values)
        yield f"Papers differ on the {FACTS.get(each.term, each.term)}: {sides}."


def _where(places: tuple[Citation, ...]) -> str:
    return ", ".join(f"{place.file_name}, {place.place}" for place in places[:1]) or "place unknown"
