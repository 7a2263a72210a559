"""`kg savings`: what do business cases offer to save, who answers for it, and what do finance reports tell later?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from queries.answers import Citation, Ref, Row, amount, every, first, grouped, refs
from queries.library import Library
from queries.names import the_one

# What a passage must speak of, beside the scheme, to tell of its delivery.
DELIVERY: Final = re.compile(
    r"(?i)\b(?:savings?|saved|deliver(?:ed|y|ing)?|shortfall|achiev\w{1,6}|on track|under-?spen\w{1,4}"
    r"|over-?spen\w{1,4}|slippage|behind|ahead of)\b"
)
MOST: Final = 5  # passages of finance reports that an answer shows of a scheme


@dataclass(frozen=True, slots=True)
class Offer:
    """A sum that a paper offers to save in a financial year; `year` None where the case gives none."""

    amount: Decimal | None
    year: str | None
    paper: str
    paper_date: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a finance report says where it speaks of the scheme and of savings: its day, the words, and where."""

    date: str | None
    words: str
    paper: str
    place: str


@dataclass(frozen=True, slots=True)
class SavingsRow:
    """A scheme with the savings offered for it.

    differs    papers offer different sums for one year
    delivery   what finance reports tell, oldest first; () where those that are held do not speak of it
    told_in    where they do
    """

    reference: str | None
    scheme: Ref
    offers: tuple[Offer, ...]
    differs: bool
    responsible: tuple[Ref, ...]
    depends_on: tuple[Ref, ...]
    needed_by: tuple[Ref, ...]
    delivery: tuple[Told, ...]
    savings: tuple[str, ...]
    told_in: tuple[Citation, ...]
    citations: tuple[Citation, ...]


def savings(library: Library, name: str | None = None) -> tuple[SavingsRow, ...]:
    """Every scheme that a business case offers a saving for, by reference; or the one of a reference or name.

    UnknownName, with choices, where no scheme, or several, answer to it.
    """
    if name is None:
        return library.once("savings", lambda: _savings(library, None))
    return _savings(library, the_one(library, name, "scheme").iri)


def _savings(library: Library, wanted: str | None) -> tuple[SavingsRow, ...]:
    schemes = grouped(library.ask("savings", scheme=wanted), "scheme")
    iris = [same[0]["scheme"] for same in schemes]
    if not iris:
        return ()
    ties = library.ask("scheme", scheme=iris)
    spoken = library.ask("finance-mentions", scheme=iris)
    found = [_row(library, same, ties, spoken) for same in schemes]
    return tuple(sorted(found, key=lambda row: (row.reference is None, row.reference or "", row.scheme.label)))


def _row(library: Library, rows: Sequence[Row], ties: Iterable[Row], spoken: Iterable[Row]) -> SavingsRow:
    scheme = refs(rows, "scheme")[0]
    tied = [row for row in ties if row.get("scheme") == scheme.iri and "other" in row]
    told = _told(library, [row for row in spoken if row["scheme"] == scheme.iri])
    offers = tuple(_offer(library, same) for same in grouped(rows, "saving"))
    return SavingsRow(
        reference=first(rows, "reference"),
        scheme=scheme,
        offers=tuple(dict.fromkeys(offers)),
        differs=_differ(offers),
        responsible=refs(rows, "person"),
        depends_on=refs([row for row in tied if row.get("how") == "depends on"], "other"),
        needed_by=refs([row for row in tied if row.get("how") == "is needed by"], "other"),
        delivery=tuple(Told(place.date, place.words, place.file_name, place.place) for place in told),
        savings=every(rows, "saving"),
        told_in=told,
        citations=library.cite(rows),
    )


def _differ(offers: Iterable[Offer]) -> bool:
    sums: dict[str | None, set[Decimal | None]] = {}
    for each in offers:
        sums.setdefault(each.year, set()).add(each.amount)
    return any(len(amounts) > 1 for amounts in sums.values())


def _offer(library: Library, rows: Sequence[Row]) -> Offer:
    paper = library.paper(rows[0]["g"])
    return Offer(amount(rows, "amount"), first(rows, "year"), paper.file_name, first(rows, "paperDate"))


def _told(library: Library, rows: Iterable[Row]) -> tuple[Citation, ...]:
    """The places where finance reports speak of a scheme and of delivery, in the order of their days."""
    found: list[Citation] = []
    for row in rows:
        text = library.paper_text(row["g"])
        words = " ".join(text.text[int(row["start"]) : int(row["end"])].split()) if text else ""
        if DELIVERY.search(words):
            found.extend(library.cite([{**row, "evidence": row["passage"], "words": words}]))
    by_words = {place.words: place for place in reversed(found)}
    in_order = sorted(by_words.values(), key=lambda place: (place.date or "~", place.file_name, place.line or 0))
    return tuple(in_order[:MOST])
