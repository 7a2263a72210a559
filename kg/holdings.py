"""What one generation is read from: graph and text, each in the base's own folder or in a server."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NoBase
from kg.generations import FORMAT, Generation, Manifest

if TYPE_CHECKING:
    from kg.remote.place import RemoteGraph
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Stores:
    """Servers that hold what was published; None for what is read from the base's own folder.

    opened   what was found there last, for who asks in the end whether it still stands
    """

    graph: RemoteGraph | None = None
    text: str | None = None
    opened: deque[Holdings] = field(default_factory=lambda: deque(maxlen=8), repr=False, compare=False)

    def settled(self) -> bool:
        """Whether all that was opened still stands as it did."""
        return all(each.settled() for each in self.opened)

    def servers(self) -> tuple[str, ...]:
        """Where they listen: HOST:PORT."""
        return tuple(_server(address) for address in (self.graph and self.graph.address, self.text) if address)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Graph and text of one generation.

    graph, text   where they lie; a text index in a server is told by its address
    own           the generation as the base has it in its folder; None where all is in servers and it has not
    made          when it was published, where no folder tells
    counts        what a server tells of it, where no folder does
    """

    number: int
    graph: Path | RemoteGraph
    text: Path | str
    own: Generation | None
    made: str = ""
    counts: tuple[tuple[str, int], ...] = ()

    def manifest(self) -> Manifest:
        """When it was made and what it holds; without a list of files where the base has it not in its folder."""
        if self.own:
            return self.own.manifest()
        return Manifest(FORMAT, self.number, self.made, dict(self.counts), {}, ())

    def folder(self) -> Generation:
        """The generation in the base's folder, for who looks at its files. NoBase where it is in servers only."""
        if self.own is None:
            raise NoBase(f"Generation {self.number} lies in servers only; look at the base that it was published from")
        return self.own

    def settled(self) -> bool:
        """Whether it is still there as it was: a server's graph is written in place, and what was asked meanwhile may
        be of two generations."""
        return isinstance(self.graph, Path) or self.graph.settled()


def _server(address: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def open_store(graph: Path | RemoteGraph) -> Store:
    """A graph, read-only. OSError where files cannot be read, OutOfReach where a server does not answer."""
    if isinstance(graph, Path):
        from kg.graph import open_graph

        return open_graph(graph)
    return graph.open()
