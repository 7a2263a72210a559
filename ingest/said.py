"""What people said of papers that do not say it themselves, now and at earlier ingests."""

from __future__ import annotations

from dataclasses import replace

from ingest.one_paper import Overrides
from kg.ledger_view import LedgerView


def also_said(ledger: LedgerView, sha256: str, now: Overrides) -> Overrides:
    """What a person says of a paper now; the council and committee not said now are those that were said before."""
    council, committee = ledger.placed(sha256)
    return replace(now, council=now.council or council, committee=now.committee or committee)
