"""`kg decisions`: what was decided, limb by limb?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kg.names import fold
from queries.answers import Citation, Ref, Row, first, grouped, ref, whole, word
from queries.library import Library
from queries.names import the_one

LONG_ENOUGH: Final = 20  # characters that two papers' words for one limb must have in common


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
    found = decision_rows(library, wanted, since, before)
    if about:
        found = [row for row in found if has_words(about, f"{row.item or ''} {row.text}")]
    return tuple(found)


def decision_rows(
    library: Library, committee: str | None = None, since: str | None = None, before: str | None = None
) -> list[DecisionRow]:
    """Decisions of one committee, by its IRI, or of all; one printed in two papers once, with both places."""
    if committee is None:
        found = library.once("decisions", lambda: _in_order(library, library.ask("decisions")))
    else:
        found = _in_order(library, _of_committee(library, committee))
    return [row for row in found if _within(row.date or "", since, before)]


def _of_committee(library: Library, committee: str) -> list[Row]:
    """One meeting at a time: of several together the engine looks for each among all decisions (4 s, not 0.1)."""
    held = library.ask("meetings-of", meeting=None, committee=committee, day=None)
    rows = [row for each in held for row in library.ask("meeting-decisions", meeting=each["meeting"])]
    return sorted(rows, key=lambda row: (row["day"], row["g"], int(row["start"]), row["evidence"]))


def _within(day: str, since: str | None, before: str | None) -> bool:
    """Whether a day is of a time; what is known less exactly counts as late in its year or month."""
    return not (since and f"{day}~" < since) and not (before and day >= before)


def decisions_at(library: Library, meeting: str) -> list[DecisionRow]:
    """What a meeting decided, in the order of its minutes; one printed in two papers once, with both places."""
    return _in_order(library, library.ask("meeting-decisions", meeting=meeting))


def notices(library: Library, takers: Sequence[str]) -> list[DecisionRow]:
    """What some members, officers or posts decided outside a meeting."""
    return _in_order(library, library.ask("notices", taker=takers)) if takers else []


def _in_order(library: Library, rows: Iterable[Row]) -> list[DecisionRow]:
    return merged(_decision(library, same) for same in sorted(grouped(rows, "decision"), key=_place))


def _place(rows: Sequence[Row]) -> tuple[str, str, int]:
    """Where a decision stands: limbs share the words that lead in to them, so by the last of its places."""
    return first(rows, "day") or "~", rows[0]["g"], max(int(row["start"]) for row in rows)


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


def merged(found: Iterable[DecisionRow]) -> list[DecisionRow]:
    """Decisions in the order of dates and items, with those that several papers print told once."""
    items: dict[tuple[str, str, str, str], list[DecisionRow]] = {}
    for row in found:
        body = row.committee or row.taker
        label, iri = (body.label, body.iri) if body else ("", "")  # every council has a Cabinet
        of_item = items.setdefault((row.date or "~", label, iri, row.minute or row.reference or ""), [])
        at = next((at for at, other in enumerate(of_item) if _is_one(other, row)), None)
        if at is None:
            of_item.append(row)
        else:
            of_item[at] = _joined(of_item[at], row)
    return [row for key in sorted(items, key=_order) for row in items[key]]


def _order(item: tuple[str, str, str, str]) -> tuple[object, ...]:
    """By date, body and number of the item: 9 before 10."""
    date, body, iri, number = item
    return date, body, iri, [(part.isdigit(), part.zfill(9)) for part in re.split(r"(\d+)", number)]


def _is_one(one: DecisionRow, other: DecisionRow) -> bool:
    """Whether two rows of one item are one decision: same words; or same limb, where one paper leaves out a heading."""
    mine, theirs = _folded(one.text), _folded(other.text)
    if {place.paper for place in one.citations} & {place.paper for place in other.citations}:
        return one.limb == other.limb and mine == theirs
    shorter, longer = sorted((mine, theirs), key=len)
    return mine == theirs or (one.limb == other.limb and len(shorter) >= LONG_ENOUGH and longer.endswith(shorter))


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """A limb is held against every other of its item."""
    return fold(text)


def _joined(one: DecisionRow, other: DecisionRow) -> DecisionRow:
    """One decision as two papers print it: the minutes' vote, the fuller words, both places."""
    kept, left = (other, one) if other.vote and not one.vote else (one, other)
    return replace(
        kept,
        item=kept.item or left.item,
        limb=kept.limb or left.limb,
        text=max(kept.text, left.text, key=len),
        votes_for=left.votes_for if kept.votes_for is None else kept.votes_for,
        votes_against=left.votes_against if kept.votes_against is None else kept.votes_against,
        abstentions=left.abstentions if kept.abstentions is None else kept.abstentions,
        citations=tuple(dict.fromkeys((*kept.citations, *left.citations))),
    )
