"""The graph on disk: replace a paper's graph, ask it, write it out. Oxigraph underneath; rdflib as a view for others.

Readers and the writer open the store by kg/generations.py and kg/base.py; everything here takes an open store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from kg.errors import BaseDamaged
from kg.sparql import check_readable, explained
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

    from kg.store import Store

ExportFormat = Literal["nquads", "trig", "turtle", "jsonld", "graphml", "csv"]
EXPORT_FORMATS: Final[tuple[ExportFormat, ...]] = ("nquads", "trig", "turtle", "jsonld", "graphml", "csv")

# Quads that are loaded at a time: 5,000 cost a third more each, ten times as many no less, but memory (2026-11-22).
GATHERED: Final = 50_000
FEW: Final = 5_000  # are written beside others: a bulk load makes new files
FLUSHED: Final = (
    100  # graphs replaced, after which what was written leaves memory: 400 cost 260 MB unflushed, 160 MB so
)


def open_graph(folder: Path, *, write: bool = False) -> ox.Store:
    """A store on disk; read-only unless asked, as many processes as you like beside one writer.

    OSError where it cannot be read, or its making was stopped half-way; BaseDamaged where it is torn and to be written.
    """
    import pyoxigraph as ox

    if not write:
        try:
            return ox.Store.read_only(str(folder))
        except RuntimeError as error:  # the engine's word for a store that has no columns yet, or whose files are torn
            raise OSError(f"{folder} is no whole graph: {error}") from error
    folder.mkdir(parents=True, exist_ok=True)
    try:
        store = ox.Store(str(folder))
    except RuntimeError as error:  # the engine's word for torn files
        raise BaseDamaged(f"{folder} is damaged ({error}); `kg repair` makes it anew") from error
    for left in folder.glob("bulk-*.sst"):  # of a load that a stop broke off: the engine never looks at them again
        left.unlink(missing_ok=True)
    return store


def replace_graph(store: ox.Store, graph: str, quads: Iterable[ox.Quad]) -> tuple[int, int]:
    """Make a named graph hold exactly these quads; return how many were added and how many taken out.

    One transaction, and only the difference is written: `remove_graph` then `extend` was once caught between the two by
    a kill, and the graph was gone. A graph read again with the same result costs no write at all.
    """
    import pyoxigraph as ox

    wanted = set(quads)
    present = set(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    added, gone = wanted - present, present - wanted
    if gone:
        store.update(f"DELETE DATA {{ {_data(gone, graph)} }} ; INSERT DATA {{ {_data(added, graph)} }}")
    elif added:
        store.extend(added)
    return len(added), len(gone)


def load_graphs(
    store: ox.Store,
    graphs: Iterable[tuple[str, Iterable[ox.Quad]]],
    note: Callable[[str, int, int, bool], None] | None = None,
) -> int:
    """Make each of many named graphs hold exactly the quads that come with it; return how many more quads there are.

    note   told of each graph how many quads were added and taken out, and whether it had any before

    What the store has nothing of yet is gathered, quads of several graphs at a time, and loaded in one step: a third
    of what a transaction a graph takes. A stop leaves some graphs whole and the others as they were.
    """
    waiting = _Waiting(store)
    more = replaced = 0
    for graph, quads in graphs:
        if graph not in waiting.graphs and not _holds(store, graph):
            more += (taken := waiting.take(graph, quads))
            if note:
                note(graph, taken, 0, False)
            continue
        if graph in waiting.graphs:  # it comes a second time
            waiting.load()
        added, gone = replace_graph(store, graph, quads)
        more += added - gone
        if note:
            note(graph, added, gone, True)
        replaced += 1
        if replaced % FLUSHED == 0:
            store.flush()
    waiting.load()
    return more


class _Waiting:
    """Quads of graphs that the store has nothing of yet."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._quads: list[ox.Quad] = []
        self.graphs: set[str] = set()

    def take(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Have a graph wait with the others, or all be loaded if there are enough; return how many quads it has."""
        own = dict.fromkeys(quads)
        self._quads.extend(own)
        self.graphs.add(graph)
        if len(self._quads) >= GATHERED:
            self.load()
        return len(own)

    def load(self) -> None:
        """Add all to the store, in one step."""
        if len(self._quads) >= FEW:
            self._store.bulk_extend(self._quads)
        elif self._quads:
            self._store.extend(self._quads)
        self._quads.clear()
        self.graphs.clear()


def _holds(store: ox.Store, graph: str) -> bool:
    import pyoxigraph as ox

    return next(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)), None) is not None


def drop_graph(store: ox.Store, graph: str) -> int:
    """Take a paper out; return of how many quads it was."""
    import pyoxigraph as ox

    present = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    if present:
        store.update(f"DROP SILENT GRAPH <{graph}>")
    return present


def _data(quads: Iterable[ox.Quad], graph: str) -> str:
    return f"GRAPH <{graph}> {{ " + " . ".join(str(quad.triple) for quad in quads) + " }"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query came to, in plain strings: the variables and rows of a SELECT, or `truth` of an ASK, or triples.

    A cell is an IRI or a literal's words, None where unbound; `terms` holds the rows as graph terms.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    terms: tuple[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...], ...] = ()
    truth: bool | None = None


def ask(
    store: Store, query: str, bindings: Mapping[str, str | int | ox.NamedNode | ox.Literal] | None = None
) -> Answer:
    """Run a SPARQL query over the union of all graphs; our prefixes need no PREFIX line.

    `bindings` give values to variables of the query's outer group: an IRI, words, a number or a ready term.
    Raises BadQuery, with line and column where known; never writes, never leaves the machine.
    """
    check_readable(query)
    whole = f"{query}\n{_values(bindings)}" if bindings else query
    try:
        return answer(store, whole)
    except SyntaxError as error:
        raise explained(query, str(error)) from error


def answer(store: Store, query: str) -> Answer:
    """Run a query that was checked before; the engine's own SyntaxError where it cannot be read."""
    import pyoxigraph as ox

    result = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(result, ox.QueryBoolean):
        return Answer((), (), truth=bool(result))
    if isinstance(result, ox.QueryTriples):
        triples = tuple((triple.subject, triple.predicate, triple.object) for triple in result)
        return Answer(("subject", "predicate", "object"), tuple(map(_plain, triples)), triples)
    names = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(solution[name] for name in names) for solution in result)
    return Answer(names, tuple(map(_plain, rows)), rows)


def _values(bindings: Mapping[str, str | int | ox.NamedNode | ox.Literal]) -> str:
    """A VALUES clause: it joins the outer group before projection, which `substitutions` does not."""
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(_term(value)) for value in bindings.values())
    return f"VALUES ({names}) {{ ({values}) }}"


def _term(value: str | int | ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
    import pyoxigraph as ox

    if isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value:
        return ox.NamedNode(value)
    return ox.Literal(value) if isinstance(value, str | int) else value


def _plain(row: Iterable[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]) -> tuple[str | None, ...]:
    return tuple(None if term is None else getattr(term, "value", None) or str_of(term) for term in row)


def str_of(term: object) -> str:
    """A term's words where it has some, else the term as it is written: an empty literal, a triple."""
    return str(getattr(term, "value", term))


def bound_cells(store: Store, query: str) -> list[dict[str, str]]:
    """The rows of one of our own SELECT queries as plain strings, without cells that are unbound.

    `answer` makes three tuples a row, which took as long as the engine itself for 40 rows of 25 columns (2026-11-22).
    """
    import pyoxigraph as ox

    result = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError("a query of ours is a SELECT")
    names = [variable.value for variable in result.variables]
    return [
        {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in result
    ]


def named_graphs(store: Store) -> tuple[str, ...]:
    """The IRIs of all graphs, in order."""
    import pyoxigraph as ox

    return tuple(sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)))


def canonical_lines(store: Store) -> Iterator[str]:
    """The whole graph as sorted N-Quads lines: equal for equal graphs, since we write no blank nodes."""
    return iter(sorted(f"{quad} ." for quad in store))


def export(store: Store, form: ExportFormat, out: BinaryIO) -> None:
    """Write the graph: nquads sorted, trig and jsonld by graph, turtle the union, csv a row a quad, graphml a network.

    turtle, csv and graphml lose which paper says what, or keep it as a column; take nquads or trig to move a base.
    """
    match form:
        case "nquads":
            out.writelines(f"{line}\n".encode() for line in canonical_lines(store))
        case "trig" | "jsonld":
            _dump(store, form, out)
        case "turtle":
            _turtle(store, out)
        case "csv":
            _csv(store, out)
        case "graphml":
            from kg.network import network, write_graphml

            write_graphml(network(store), out)


def _dump(store: Store, form: Literal["trig", "jsonld"], out: BinaryIO) -> None:
    import pyoxigraph as ox

    store.dump(out, ox.RdfFormat.TRIG if form == "trig" else ox.RdfFormat.JSON_LD, prefixes=PREFIXES)


def _turtle(store: Store, out: BinaryIO) -> None:
    """The union of all graphs, each triple once."""
    import pyoxigraph as ox

    triples = dict.fromkeys(quad.triple for quad in store)
    ox.serialize(triples, out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _csv(store: Store, out: BinaryIO) -> None:
    import csv
    import io

    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    rows = csv.writer(text)
    rows.writerow(("graph", "subject", "property", "value", "type"))
    for quad in store:
        value = quad.object
        datatype = getattr(getattr(value, "datatype", None), "value", "iri")
        cells = (quad.graph_name, quad.subject, quad.predicate, value)
        rows.writerow((*(getattr(cell, "value", str(cell)) for cell in cells), datatype))
    text.flush()
    text.detach()


def rdflib_view(store: Store) -> Dataset:
    """The same store seen through rdflib, its default graph the union: for Python users, other formats and SHACL.

    A store in a server is copied into memory, quad by quad: rdflib asks by pattern, thousands of times a question.
    """
    import pyoxigraph as ox
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    if not isinstance(store, ox.Store):
        copied = ox.Store()
        copied.bulk_extend(store)
        store = copied
    return Dataset(store=OxigraphStore(store=store), default_union=True)
