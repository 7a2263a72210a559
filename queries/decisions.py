"""`kg decisions`: what was decided, limb by limb?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.names import fold
from queries.answers import Citation, Ref, Row, first, grouped, ref, whole, word
from queries.library import Library
from queries.names import the_one


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One limb of a decision; `committee` is None where one member or officer, `taker`, decided."""

    date: str | None
    committee: Ref | None
    minute: str | None
    item: str | None
    limb: str | None
    text: str
    vote: str | None
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    taker: Ref | None
    reference: str | None
    decision: str
    citations: tuple[Citation, ...]


def decisions(
    library: Library,
    committee: str | None = None,
    since: str | None = None,
    before: str | None = None,
    about: str | None = None,
) -> tuple[DecisionRow, ...]:
    """Decisions in the order of dates and of the minutes.

    about   words that the decision, or its item's title, has in any of their forms
    UnknownName where no committee, or several, answer to a name.
    """
    wanted = the_one(library, committee, "committee").iri if committee else None
    found = decision_rows(library, committee=wanted, since=since, before=before)
    if wanted:
        found = [row for row in found if row.committee]
    if about:
        found = [row for row in found if has_words(about, f"{row.item or ''} {row.text}")]
    return tuple(found)


def decision_rows(library: Library, **bindings: str | None) -> list[DecisionRow]:
    """Decisions by what decisions.rq can be bound to; one printed in two papers once, with both places."""
    rows = library.ask("decisions", **bindings)
    return _merged(_decision(library, same) for same in grouped(rows, "decision"))


def has_words(wanted: str, text: str) -> bool:
    """Has a text all these words, in any of their forms?"""
    from index.words import folded, stem

    theirs = set(map(stem, folded(text)))
    return all(stem(each) in theirs for each in folded(wanted))


def _decision(library: Library, rows: Sequence[Row]) -> DecisionRow:
    return DecisionRow(
        date=first(rows, "day"),
        committee=ref(rows, "committee"),
        minute=first(rows, "number"),
        item=first(rows, "item"),
        limb=first(rows, "limb"),
        text=first(rows, "text") or "",
        vote=word(rows, "vote"),
        votes_for=whole(rows, "votesFor"),
        votes_against=whole(rows, "votesAgainst"),
        abstentions=whole(rows, "abstentions"),
        taker=ref(rows, "taker"),
        reference=first(rows, "reference"),
        decision=rows[0]["decision"],
        citations=library.cite(rows),
    )


def _merged(found: Iterable[DecisionRow]) -> list[DecisionRow]:
    alike: dict[tuple[object, ...], DecisionRow] = {}
    for row in found:
        key = (row.date, row.committee, row.minute, row.limb, fold(row.text))
        if key in alike:
            other = alike[key]
            row = replace(other, citations=tuple(dict.fromkeys((*other.citations, *row.citations))))
        alike[key] = row
    return list(alike.values())
