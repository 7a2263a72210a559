"""A contract's life, a provider and a scheme as rows for a spreadsheet: everything that their pages tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from queries.provider import ProviderAnswer
    from queries.scheme import SchemeAnswer
    from queries.terms import Term
    from queries.trail import Trail

Rows = tuple[str, Sequence[Any]]


def trail_rows(answer: Trail) -> list[Rows]:
    """Each term, step and contradiction with all its places and words."""
    terms = [_term(card.contract.label, term) for card in answer.contracts for term in card.terms]
    told = [
        {"contract": each.contract.label, "term": each.term, "value": value.value, "citations": value.citations}
        for each in answer.contradictions
        for value in each.values
    ]
    return [
        ("standings", answer.standings), ("terms", terms), ("events", answer.events), ("open", answer.open),
        ("contradictions", told), ("unknown", answer.unknown), ("related", answer.related),
    ]  # fmt: skip


def provider_rows(answer: ProviderAnswer) -> list[Rows]:
    """Its contracts, and every step that names it."""
    return [("contracts", answer.contracts), ("events", answer.events), ("places", _places(answer))]


def scheme_rows(answer: SchemeAnswer) -> list[Rows]:
    """Its contracts, savings and dependencies, and what is planned, done and decided about it."""
    return [
        ("contracts", answer.contracts), ("savings", answer.savings), ("dependencies", answer.dependencies),
        ("work", answer.work), ("places", _places(answer)),
    ]  # fmt: skip


def _term(contract: str, term: Term) -> dict[str, Any]:
    return {"contract": contract, "term": term.name, "value": term.value, "citations": term.citations}


def _places(answer: ProviderAnswer | SchemeAnswer) -> list[dict[str, Any]]:
    return [{"citations": (place,)} for place in answer.citations]
