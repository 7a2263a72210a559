"""A query's work, done in a worker: opens the generation, asks it, and lets the engine write the answer."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from index.engine import TextReader, open_reader
from interfaces.web.sparql.shape import limited, names_graphs
from interfaces.web.sparql.xml_safe import XmlSafe, named_in_xml
from interfaces.web.workers.sink import Sink
from kg.errors import BadQuery, CommitteeError
from kg.holdings import open_store
from kg.remote.place import RemoteGraph
from kg.sparql import check_readable
from kg.store import Store
from kg.vocabulary import PREFIXES
from queries.sparql_groups import Dataset
from queries.text_patterns import Rewritten, check_syntax, has_text_patterns, rewritten

KEPT: Final = 2  # generations held open: the one before the current is still asked by requests under way
NO_FORM: Final = "The query is none of SELECT, ASK, CONSTRUCT and DESCRIBE."


class Gone(CommitteeError):
    """The generation that was to be asked is no more on disk."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query and all that it needs; no graphs (None) leaves it to the query, and to the union where that is silent.

    stamp        tells the generation from every other, also one of a base made anew in the same folder
    rows, size   how many rows and bytes the answer may have
    """

    stamp: str
    graph: Path | RemoteGraph
    text: Path | str
    query: str
    media_type: str
    rows: int
    size: int
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told before the answer: whether our limit of rows holds, and searches that were cut (“100 of 2345”)."""

    limited: bool
    searches: tuple[str, ...] = ()


def answer(sink: Sink, job: Job) -> None:
    """Write a query's answer. BadQuery where it cannot be read, Gone where its generation cannot be opened."""
    store, text = _opened(job)
    check_readable(job.query)
    whole, cut = _whole(text, job)
    cut_searches = tuple(f"{each.bound} of {each.total}" for each in whole.searches if each.cut)
    try:
        result = _asked(store, whole, job)
        sink.begin(Told(cut, cut_searches), job.size)
        out = XmlSafe(sink) if job.media_type.endswith("+xml") else sink
        _write(result, cast(IO[bytes], out), job.media_type)
    except RuntimeError as error:  # the engine's word for what it cannot evaluate: a function that it does not know
        raise BadQuery(f"The query cannot be answered: {str(error)[:200]}.") from error


def _write(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, out: IO[bytes], media_type: str) -> None:
    if isinstance(result, ox.QueryTriples):
        _write_triples(result, out, media_type)
        return
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is None:
        raise BadQuery(NO_FORM)
    result.serialize(out, form)


def _whole(text: TextReader, job: Job) -> tuple[Rewritten, bool]:
    """The query for the engine, and whether our limit of rows holds.

    The limit is set before the passages go in: of 440 kB it took 130 ms (2026-11-22).
    """
    query, cut = limited(job.query, job.rows)
    if not has_text_patterns(query):
        return Rewritten(query, asked=job.query), cut
    check_syntax(job.query)  # the engine names the furthest place it came to, which would be our LIMIT
    return replace(rewritten(query, text, dataset=_dataset(job)), asked=job.query), cut


def _dataset(job: Job) -> Dataset | None:
    """The graphs that the call names, in which alone passages are sought."""
    if job.default_graphs is None and job.named_graphs is None:
        return None
    return Dataset(job.default_graphs or (), job.named_graphs or ())


def _asked(store: Store, whole: Rewritten, job: Job) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    query = whole.query
    try:
        if job.default_graphs is not None or job.named_graphs is not None:
            return store.query(
                query,
                prefixes=PREFIXES,
                default_graph=[ox.NamedNode(each) for each in job.default_graphs or ()],
                named_graphs=[ox.NamedNode(each) for each in job.named_graphs or ()],
            )
        # The engine lets the union overrule FROM, which the standard does not.
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not names_graphs(job.query))
    except SyntaxError as error:
        check_syntax(job.query)  # places in what the user wrote, not in what we made of it
        raise whole.explained(str(error)) from error


def _write_triples(triples: ox.QueryTriples, out: IO[bytes], media_type: str) -> None:
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise BadQuery(NO_FORM)
    # Prefixes make it readable and a third smaller, in the same time (37,000 triples, 2026-11-22).
    if form == ox.RdfFormat.TURTLE:
        ox.serialize(triples, out, form, prefixes=PREFIXES)
    elif form == ox.RdfFormat.RDF_XML:
        ox.serialize(named_in_xml(triples), out, form, prefixes=PREFIXES)
    else:
        triples.serialize(out, form)


_open: OrderedDict[str, tuple[Store, TextReader]] = OrderedDict()


def _opened(job: Job) -> tuple[Store, TextReader]:
    """A generation's graph and text index; those asked last stay open, also when they are removed from disk."""
    if job.stamp not in _open:
        try:
            _open[job.stamp] = open_store(job.graph), open_reader(job.text)
        except (OSError, CommitteeError) as error:
            raise Gone(f"The generation in {job.graph} cannot be opened ({error}).") from error
        if len(_open) > KEPT:
            _open.popitem(last=False)[1][1].close()
    _open.move_to_end(job.stamp)
    return _open[job.stamp]
