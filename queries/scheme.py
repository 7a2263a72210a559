"""`kg scheme`: what do papers say of a scheme: its contracts, its savings, what it depends on?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.names import fold
from queries.answers import Citation, Ref, Row, amount, every, first, grouped, last_part, ref, refs, word
from queries.contracts import ContractRow, rows_of
from queries.families import ties_of
from queries.library import Library
from queries.names import named_things, one_of

SHORTEST: Final = 3  # letters of a name to go by: two stand for anything


@dataclass(frozen=True, slots=True)
class SavingRow:
    """A saving that a business case offers, in a financial year."""

    amount: Decimal | None
    year: str | None
    responsible: tuple[Ref, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class DependencyRow:
    """A scheme that this one depends on (`depends on`), or that depends on it (`is needed by`)."""

    how: str
    scheme: Ref
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An action, a planned item or a decision that names the scheme; `kind` a class of the vocabulary."""

    kind: str
    what: str
    status: str | None
    meeting: Ref | None
    day: str | None
    statement: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class SchemeAnswer:
    """A scheme: its names, references and kinds, and what hangs on it; `work` in the order of days."""

    scheme: Ref
    names: tuple[str, ...]
    references: tuple[str, ...]
    kinds: tuple[str, ...]
    contracts: tuple[ContractRow, ...]
    savings: tuple[SavingRow, ...]
    dependencies: tuple[DependencyRow, ...]
    citations: tuple[Citation, ...]
    work: tuple[WorkRow, ...] = ()


def scheme(library: Library, name: str) -> SchemeAnswer:
    """The scheme of that name or reference. UnknownName, with choices, where none or several answer to it."""
    schemes = named_things(library, "scheme")
    found = one_of(name, schemes)
    itself = next(thing for thing in schemes if thing.ref == found)
    rows = library.ask("scheme", scheme=found.iri)
    contracts = sorted(ties_of(library).of_scheme(itself))
    statements = [same for same in grouped(rows, "statement") if "statement" in same[0]]
    return SchemeAnswer(
        found,
        tuple(name for name in every(rows, "name") if name != found.label),
        every(rows, "reference"),
        tuple(map(last_part, every(rows, "kind"))),
        tuple(rows_of(library, contracts)) if contracts else (),
        tuple(_saving(library, same) for same in statements if first(same, "amount")),
        tuple(_dependency(library, same) for same in statements if first(same, "other")),
        library.cite(row for row in rows if "statement" not in row),
        tuple(_work(library, found.iri, itself.names)),
    )


def _work(library: Library, iri: str, names: Sequence[str]) -> Iterator[WorkRow]:
    """What is to be done, planned or decided in words that name a scheme; the same from several papers told once."""
    phrases = [f" {fold(name)} " for name in names if len(name) >= SHORTEST]
    near = _beside(library, iri)
    rows = library.ask("scheme-work", statement=near) if near else []
    rows = [row for row in rows if any(each in _told(row) for each in phrases)]
    alike: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        alike.setdefault((row["kind"], row.get("day", ""), fold(row.get("what", ""))), []).append(row)
    for same in alike.values():
        what, kind, statement = first(same, "what") or "", last_part(same[0]["kind"]), same[0]["statement"]
        where = ref(same, "meeting")
        yield WorkRow(kind, what, word(same, "status"), where, first(same, "day"), statement, library.cite(same))


def _beside(library: Library, iri: str) -> list[str]:
    """The actions, planned items and decisions in passages that name a thing.

    The places are compared here: the engine takes 30 to 200 ms for the same as a FILTER (2026-11-22).
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in library.ask("mention-spans", thing=iri):
        spans.setdefault(row["g"], []).append((int(row["from"]), int(row["to"])))
    places = library.ask("work-places", g=sorted(spans)) if spans else []
    found = [row for row in places if any(begin <= int(row["start"]) < end for begin, end in spans[row["g"]])]
    return sorted({row["statement"] for row in found})


def _told(row: Row) -> str:
    return f" {fold(row.get('what', ''))} {fold(row['words'])} "


def _saving(library: Library, rows: Sequence[Row]) -> SavingRow:
    return SavingRow(amount(rows, "amount"), first(rows, "year"), refs(rows, "person"), library.cite(rows))


def _dependency(library: Library, rows: Sequence[Row]) -> DependencyRow:
    return DependencyRow(first(rows, "how") or "", refs(rows, "other")[0], library.cite(rows))
