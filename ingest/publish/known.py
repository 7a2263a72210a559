"""What the ledger knows of papers that are, or were, published: whose they are, and whether all may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import ids

if TYPE_CHECKING:
    from kg.generations import Generation
    from kg.ledger_entries import Status
    from kg.ledger_view import LedgerView

KNOWN: Final[tuple[Status, ...]] = ("read", "exempt", "superseded", "withdrawn", "refused")  # all but purged papers


def sha256_of(ledger: LedgerView, paper: str) -> str | None:
    """The SHA-256 of a paper, by IRI, that the base has, or had and knows what became of it; None of a purged one."""
    return ledger.sha256_starting(ids.paper_start(paper), *KNOWN)


def knows(ledger: LedgerView, paper: str) -> bool:
    """Whether a paper, by IRI, is the base's own."""
    return sha256_of(ledger, paper) is not None


def may_be_exempt(generation: Generation, ledger: LedgerView) -> bool:
    """Whether there may be papers in a generation, as it is opened, that are not for everybody."""
    if generation.variant:
        return False
    variants = generation.whole_manifest().variants
    return ledger.ever_exempt() if variants is None else bool(variants)
