"""What questions ask of a graph, wherever it lies: on this machine (pyoxigraph.Store) or in a server (kg.remote.store).

Terms, quads and answers are pyoxigraph's in both cases, so that no question knows which it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pyoxigraph as ox

    Subject = ox.NamedNode | ox.BlankNode | ox.Triple
    Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
    Answered = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(Protocol):
    """A graph that is read. OSError or CommitteeError where it cannot be."""

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: list[GraphName] | None = None,
        named_graphs: list[ox.NamedNode | ox.BlankNode] | None = None,
    ) -> Answered:
        """What a query comes to; SyntaxError where it cannot be read."""

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Value | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms, None for any."""  # fmt: skip

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """The names of its graphs."""

    def dump(
        self,
        output: IO[bytes],
        /,
        format: ox.RdfFormat,
        *,
        from_graph: GraphName | None = None,
        prefixes: dict[str, str] | None = None,
    ) -> bytes | None:
        """Write all, or one graph."""

    def __contains__(self, quad: object, /) -> bool: ...
    def __iter__(self) -> Any: ...
    def __len__(self) -> int: ...
