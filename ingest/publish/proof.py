"""What a store holds after a publication, held against what was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.publish.lines import all_meant, count_of, kind_of, lines_of, read_lines
from kg.errors import OutOfReach
from kg.remote.endpoint import WRITING, Endpoint
from kg.remote.store import TRIPLES, Rejected
from kg.vocabulary import PUBLISHED_GRAPH, PUBLISHED_WORDS

if TYPE_CHECKING:
    from pyoxigraph import Store

READ_BACK: Final = 12  # graphs of a publication, unless all are to be
SHORT: Final = 2000  # triples of a graph that is read back among those: some stores cut longer answers off
SHOWN: Final = 5
LONG: Final = 20_000  # rows that an answer must be able to have: Virtuoso's own setting is 10,000

UNION: Final = (
    "A question to {store} does not see all graphs at once, as ours want it: have its default graph be the union"
    " (Oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true in the dataset's configuration)"
)


@dataclass(slots=True)
class Proof:
    """What was found.

    all_counted  whether every graph was counted, or those alone that were written
    respelled  values that a store gives back with another spelling, by type
    faults     what is not as it was sent, a sentence each
    """

    read: int = 0
    all_counted: bool = True
    respelled: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def off_count(present: Mapping[str, int], held: Mapping[str, str]) -> set[str]:
    """The graphs of which a store has not as many triples as it says, or which it says nothing of."""
    off = {graph for graph, told in held.items() if present.get(graph, 0) != count_of(told)}
    return off | (present.keys() - held.keys())


def counted(present: Mapping[str, int], held: Mapping[str, str], off: Iterable[str]) -> Iterator[str]:
    """A sentence for each graph of which a store has another number of triples."""
    wrong = sorted(off)
    for graph in wrong[:SHOWN]:
        told = count_of(held[graph]) if graph in held else 0
        yield f"The store holds {present.get(graph, 0):,} of {told:,} statements of {graph}"
    if len(wrong) > SHOWN:
        yield f"… and {len(wrong) - SHOWN:,} graphs more hold another number of statements than was sent"


def read_back(endpoint: Endpoint, store: Store, graphs: Iterable[str], proof: Proof) -> None:
    """Hold some graphs, as a store gives them back, against those on disk."""
    for graph in graphs:
        proof.read += 1
        try:
            _compare(endpoint, store, graph, proof)
        except (OutOfReach, Rejected, SyntaxError) as error:
            proof.faults.append(f"{graph} cannot be read back: {error}")


def unfit(endpoint: Endpoint) -> Iterator[str]:
    """A sentence for each way in which a store is set otherwise than our questions want it."""
    if not endpoint.holds(f"<{PUBLISHED_GRAPH}> <{PUBLISHED_WORDS}generation> ?number"):
        yield UNION.format(store=endpoint.shown)
    try:
        endpoint.rows(f"SELECT (1 AS ?row) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {LONG}")
    except OutOfReach as error:
        yield str(error)


def some(graphs: Iterable[str], held: Mapping[str, str]) -> list[str]:
    """A few of the graphs that were written, evenly, none of them long."""
    short = sorted(graph for graph in graphs if count_of(held[graph]) <= SHORT)
    step = max(1, len(short) // READ_BACK)
    return short[::step][:READ_BACK]


def _compare(endpoint: Endpoint, store: Store, graph: str, proof: Proof) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    sent = set(lines_of(store, graph))
    found = set(read_lines(endpoint.ask(query, TRIPLES, seconds=WRITING)))
    wanted, there = all_meant(sent - found), all_meant(found - sent)
    proof.respelled.update(kind_of(wanted[each]) for each in wanted.keys() & there.keys())
    lost, made = sorted(wanted.keys() - there.keys()), sorted(there.keys() - wanted.keys())
    if lost or made:
        told = f"; the first is {(lost or made)[0][:200]}"
        proof.faults.append(f"{graph}: {len(lost)} statements are not given back, {len(made)} were not sent{told}")
