"""`kg scheme`: what do papers say of a scheme: its contracts, its savings, what it depends on?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from queries.answers import Citation, Ref, Row, amount, every, first, grouped, last_part, refs
from queries.contracts import ContractRow, rows_of
from queries.families import ties_of
from queries.library import Library
from queries.names import named_things, one_of


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
class SchemeAnswer:
    """A scheme: its names, references and kinds, and what hangs on it."""

    scheme: Ref
    names: tuple[str, ...]
    references: tuple[str, ...]
    kinds: tuple[str, ...]
    contracts: tuple[ContractRow, ...]
    savings: tuple[SavingRow, ...]
    dependencies: tuple[DependencyRow, ...]
    citations: tuple[Citation, ...]


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
    )


def _saving(library: Library, rows: Sequence[Row]) -> SavingRow:
    return SavingRow(amount(rows, "amount"), first(rows, "year"), refs(rows, "person"), library.cite(rows))


def _dependency(library: Library, rows: Sequence[Row]) -> DependencyRow:
    return DependencyRow(first(rows, "how") or "", refs(rows, "other")[0], library.cite(rows))
