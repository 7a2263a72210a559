"""A graph in a SPARQL server, asked as if it lay on this machine (kg.store.Store).

Patterns and queries go by the SPARQL 1.1 Protocol; answers are read by pyoxigraph, so that terms are of the same
classes. The server's default graph must be the union of all graphs, which `kg publish` sees to.

A pattern costs 2 µs on this machine and 300 or more over HTTP (2026-11-22): what was asked by pattern is kept, within
bounds, for as long as the store is there, which is one generation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from kg.errors import BadQuery, OutOfReach
from kg.remote.patterns import Patterns
from kg.remote.standard import check_standard
from kg.sparql import DECLARED_PREFIX, PROLOGUE, blanked
from kg.vocabulary import OURS, PUBLISHED_GRAPH, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store import Answered, GraphName, Subject, Value

ROWS: Final = "application/sparql-results+json"  # XML cannot hold the page breaks of papers' words
TRIPLES: Final = "application/n-triples"
# Jena keeps decimals by their value and gives 310000 back as 310000.0; we write them without (kg.project.terms).
DECIMAL: Final = rb'"datatype"\s*:\s*"' + re.escape(f"{XSD}decimal").encode() + rb'"'
NUMBER: Final = rb'"value"\s*:\s*"-?\d+'
WHOLE: Final = re.compile(
    rb"(" + DECIMAL + rb"\s*,\s*" + NUMBER + rb')\.0"()|(?:(' + NUMBER + rb')\.0"(\s*,\s*' + DECIMAL + rb"))"
)


class Rejected(Exception):
    """The server says that it cannot answer such a query; its words."""


class Asker(Protocol):
    """The way to a server's query endpoint."""

    def ask(
        self, query: str, accept: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> bytes:
        """The answer, whole. Rejected where the server cannot read the query, OutOfReach where it does not answer."""


class RemoteStore:
    """A graph in a server. For any number of threads."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._patterns = Patterns(self._select)

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
        """What a query comes to. SyntaxError, with its place, where it cannot be read; BadQuery where the server
        cannot answer it, or it has more in it than SPARQL 1.1."""
        check_standard(query, prefixes or {})
        told = with_prefixes(query, prefixes or {})
        rows = _has_rows(query)
        graphs = ([_name(each) for each in given or ()] for given in (default_graph, named_graphs))
        try:
            answer = self._asker.ask(told, ROWS if rows else TRIPLES, *graphs)
        except Rejected as error:
            raise BadQuery(f"The graph store cannot answer this query: {str(error)[:200]}.") from error
        self._patterns.see(answer)
        return _rows(answer) if rows else _triples(answer)

    def quads_for_pattern(
        self,
        subject: Subject | None,
        predicate: ox.NamedNode | None,
        object: Value | None,
        graph_name: GraphName | None = None,
        /,
    ) -> Iterator[ox.Quad]:
        """The quads with these terms, None for any."""  # fmt: skip
        quads = self._patterns.quads((subject, predicate, object, graph_name))
        return quads if graph_name is not None else (quad for quad in quads if _is_ours(quad.graph_name))

    def named_graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """The names of our graphs."""
        # Counted: Virtuoso takes 21 s for DISTINCT ?g of 200,000 quads, and 0.06 s so (2026-11-22).
        found = self.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return (row[0] for row in found if _is_ours(row[0]))  # type: ignore[union-attr]

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
        import pyoxigraph as ox

        if from_graph is None:
            return ox.serialize(iter(self), output, format, prefixes=prefixes)
        quads = self.quads_for_pattern(None, None, None, from_graph)
        return ox.serialize((quad.triple for quad in quads), output, format, prefixes=prefixes)

    def __contains__(self, quad: object, /) -> bool:
        terms = (getattr(quad, name) for name in ("subject", "predicate", "object", "graph_name"))
        return next(self.quads_for_pattern(*terms), None) is not None

    def __iter__(self) -> Iterator[ox.Quad]:
        for graph in self.named_graphs():  # one at a time: all at once would be had in memory
            yield from self._patterns.alone((None, None, None, graph))

    def __len__(self) -> int:
        found = self.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return sum(int(_name(row[1])) for row in found if _is_ours(row[0]))  # type: ignore

    def _select(self, query: str) -> Iterable[Sequence[Any]]:
        """The rows of a query of ours, without those of graphs that are not."""
        try:
            answer = self._asker.ask(query, ROWS)
        except Rejected as error:  # our own query is sound, so something is wrong there
            raise OutOfReach(f"The graph store does not answer as it should ({error})") from error
        self._patterns.see(answer)
        return _rows(answer)  # type: ignore[return-value]


def with_prefixes(query: str, prefixes: dict[str, str]) -> str:
    """A query with those of the prefixes that it uses and does not declare, before its first word."""
    bare = blanked(query)
    declared = set(DECLARED_PREFIX.findall(bare))
    used = (name for name in prefixes if f"{name}:" in bare and name not in declared)
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in used) + query


def _has_rows(query: str) -> bool:
    bare = blanked(query)
    begins = PROLOGUE.match(bare)
    return not bare[begins.end() if begins else 0 :].lstrip()[:9].lower().startswith(("construct", "describe"))


def _rows(answer: bytes) -> Answered:
    import pyoxigraph as ox

    if b'.0"' in answer:
        answer = WHOLE.sub(rb'\1\3"\2\4', answer)
    return ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)


def _triples(answer: bytes) -> Answered:
    """Triples as the engine gives them: by asking it for all of a store that has nothing else."""
    import pyoxigraph as ox

    held = ox.Store()
    held.load(answer, ox.RdfFormat.N_TRIPLES)
    return held.query("CONSTRUCT WHERE { ?s ?p ?o }")


def _name(graph: GraphName) -> str:
    return str(getattr(graph, "value", ""))


def _is_ours(graph: object) -> bool:
    name = str(getattr(graph, "value", ""))
    return name.startswith(OURS) and name != PUBLISHED_GRAPH
