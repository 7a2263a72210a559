"""Where a graph in a server is, how it stands there, and how it is opened for reading."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import NoBase, OutOfReach, WrongUse
from kg.holdings import Holdings

if TYPE_CHECKING:
    from kg.base import Base
    from kg.held import Hold
    from kg.remote.credentials import Credentials
    from kg.remote.standing import Standing
    from kg.remote.store import Asker
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class RemoteGraph:
    """A graph in a server, by its address, and the name and password for it; `seen` is how it stood when
    a generation of it was found there."""

    address: str
    name: Credentials | None = field(default=None, repr=False)
    seen: str = ""

    def __str__(self) -> str:
        return self.address

    def open(self) -> Store:
        """The graph, for reading."""
        from kg.remote.store import RemoteStore

        return RemoteStore(_asker(self.address, self.name))

    def standing(self) -> Standing:
        """How it stands now. NoBase where nothing of ours was ever published there."""
        from kg.remote.standing import read_standing

        found = read_standing(_asker(self.address, self.name))
        if found is None:
            raise NoBase(
                f"Nothing is published at {self.address} yet; `kg publish --graph {self.address}` brings it there"
            )
        return found

    def settled(self) -> bool:
        """Whether it stands as it did when it was opened."""
        found = self.standing()
        return found.complete and found.stamp == self.seen


def held_by(base: Base, graph: RemoteGraph, public: bool) -> tuple[Holdings, Hold | None]:
    """What questions read where the graph is in a server; what is not, they read in the base's folder.

    NoBase where the server has nothing of ours, OutOfReach while it is written, WrongUse where the public may not read
    what it has.
    """
    found, address = graph.standing(), graph.address
    if not found.complete:
        raise OutOfReach(
            f"Generation {found.number} is being published to {address}; ask again when `kg publish` is done"
        )
    if public and found.exempt:
        raise WrongUse(
            f"{address} holds papers that are not for publication: publish there without --with-exempt, or show them to"
            " staff with --with-exempt"
        )
    own, hold = base.hold_published(found.number, found.made, public or not found.exempt) or (None, None)
    text = base.stores.text or (own.text if own else None)
    if text is None:
        raise NoBase(
            f"{base.path} has not got generation {found.number}, which is published at {address}, and so no text index"
            " of it: say with --text where that is, or publish again"
        )
    there = replace(graph, seen=found.stamp)
    return Holdings(found.number, there, text, own, found.made, found.counts), hold


@lru_cache(maxsize=8)
def _asker(address: str, name: Credentials | None) -> Asker:
    """The way to a store, with its connections, for all who ask it in this process."""
    from kg.remote.endpoint import connect

    return connect(address, name)
