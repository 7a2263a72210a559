"""A generation's passages brought into a text index in a cluster (`kg publish --text`).

They come from the generation's own text index: in its public variant there is no paper that is not for publication, so
none can be sent. What was exempt or purged since it was sent leaves nothing in the cluster's files: such an index is
made anew, and older ones that have the paper do not stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.publish.known import knows, may_be_exempt, sha256_of
from kg.errors import WrongUse

if TYPE_CHECKING:
    from index.opensearch.publication import Brought, Tell
    from kg.base import Base
    from kg.generations import Generation
    from kg.ledger_view import LedgerView

COPIES: Final = re.compile(r"\d{1,3}-(\d{1,3}|all)")


@dataclass(frozen=True, slots=True)
class TextOptions:
    """How an index is to lie in its cluster: shards of one that is made anew, and copies of each shard, from-to.

    replacing   also where it has another base's passages
    """

    shards: int = 1
    copies: str = "0-1"
    replacing: bool = False


def publish_text(
    base: Base,
    generation: Generation,
    location: str,
    options: TextOptions | None = None,
    tell: Tell = lambda _doing, _done, _all: None,
) -> Brought:
    """Have readers of `https://HOST:9200/NAME` find a generation's passages, those of its variant.

    WrongUse where that is no such address, the cluster wants another password or it has another base's passages,
    BaseBusy where another program publishes into it, OutOfReach where the cluster does not answer; the next run goes on
    where this one stopped.
    """
    from index.engine import open_reader
    from index.opensearch.cluster import Cluster
    from index.opensearch.draft import Plan
    from index.opensearch.location import location as read
    from index.opensearch.publication import bring

    how = options or TextOptions()
    if not COPIES.fullmatch(how.copies):
        raise WrongUse(f"Copies of a shard are told from-to, as 0-1 or 1-all, not {how.copies!r}.")
    cluster = Cluster(read(location))
    manifest = generation.whole_manifest()
    try:
        with base.ledger() as ledger, open_reader(generation.text) as own:
            exempt = may_be_exempt(generation, ledger)
            plan = Plan(
                generation.number,
                manifest.made,
                exempt,
                how.shards,
                how.copies,
                barred=_barred(ledger, exempt),
            )
            return bring(cluster, own, plan, tell, None if how.replacing else partial(knows, ledger))
    finally:
        cluster.close()


def _barred(ledger: LedgerView, exempt: bool) -> Callable[[str], bool]:
    """Which papers, by IRI, may be nowhere in the cluster's files: those purged, and those not for publication where
    everybody may read it."""

    def barred(paper: str) -> bool:
        sha256 = sha256_of(ledger, paper)
        return sha256 is None or (not exempt and bool(ledger.exempt_of([sha256])))

    return barred
