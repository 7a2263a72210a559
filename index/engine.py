"""What a text index is, whichever engine keeps it: written by one, and read by any number.

`open_writer` makes or continues an index, `open_reader` opens one, also in a folder that is read-only, and asks it.
Three engines answer alike, held by one set of tests: tantivy, Whoosh for places where no compiled wheel runs, and
OpenSearch, whose indexes are no folders but lie in a cluster: `https://host:9200/NAME`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from index.passages import IndexedPassage
from index.query_tree import And, Exact, Node, Or, Query, needs_every_word
from index.snippets import Marker, Snippet
from kg.errors import BaseDamaged, NoBase, WrongUse

if TYPE_CHECKING:
    from index.spelling import Spelling

Engine = Literal["tantivy", "whoosh", "opensearch"]
Sort = Literal["relevance", "date", "date-asc"]
Chosen = Mapping[str, str | Sequence[str]]  # whole values by facet; also by `part`, IndexedPassage.part_id
MARKER = "engine.json"
FORMAT = 2  # of the index; one of another format is made anew from the archive


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, with the piece of it that shows why."""

    passage: IndexedPassage
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the passages found have this value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What was found: `total` counts all, `hits` are those asked for, `did_you_mean` is a query to try instead."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found: how many, and those asked for with their scores."""

    total: int
    hits: tuple[tuple[float, IndexedPassage], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages that come first, by keys alone: columns of equal length, a row a passage, and how many match.

    parts    numbers of the reports or items that they belong to; without their lowest 24 bits, of their papers
    words    numbers that passages of the same words share
    worths   how much each says, 100 being usual
    places   what the engine knows them by
    """

    total: int
    scores: Sequence[float] = ()
    parts: Sequence[int] = ()
    words: Sequence[int] = ()
    worths: Sequence[int] = ()
    places: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What an index in a cluster says of the generation that it has the passages of.

    location   where this very index is found, whatever is published after it: for other processes that are to read
               the same
    made       when the generation was published in its base
    exempt     whether it may hold papers that are not for publication
    """

    location: str
    generation: int
    made: str
    exempt: bool


class TextWriter(Protocol):
    """Writes an index. Nothing is seen by readers before `commit`; `close` lets go of what was not committed."""

    def add(self, passages: Iterable[IndexedPassage]) -> None: ...
    def remove_paper(self, paper_iri: str) -> None: ...
    def commit(self) -> None: ...
    def close(self) -> None: ...


class Index(Protocol):
    """What an engine answers about an index that is open for reading."""

    def find(self, tree: Node, limit: int, offset: int, sort: Sort) -> Found:
        """Passages in order: by relevance or date, those of equal worth by paper and place."""

    def rank(self, tree: Node, most: int, sort: Sort) -> Ranking:
        """The keys of so many passages as `find` would give; of equals beyond the last it is open which are among them.

        It reads no passage: a thousand keys cost 0.2 ms, ten passages 0.5 (2026-11-22).
        """

    def read(self, places: Sequence[Any]) -> tuple[IndexedPassage, ...]:
        """The passages of a ranking's places."""

    def facets(self, tree: Node, names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How many passages have each value of each facet."""

    def vocabulary(self, field: str, prefix: str) -> Iterable[tuple[str, int]]:
        """The words of a field that begin so, each with the number of its passages."""

    def has(self, field: str, term: str) -> bool:
        """Whether any passage has the term."""

    def count(self) -> int:
        """The number of passages."""

    def close(self) -> None:
        """Let go of the files."""

    @property
    def about(self) -> Published | None:
        """What it says of its generation; None of an index in a folder, which is beside its generation's manifest."""


class TextReader:
    """Asks an index; the same whichever engine keeps it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._spelling: Spelling | None = None

    def search(
        self,
        query: Query,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: Sequence[str] = (),
        only: Chosen | None = None,
        snippets: bool = True,
    ) -> Results:
        """Find passages.

        facets    names of index.analysis.FACETS to count
        only      facets' whole values that passages must have, as a reader picks them from the counts; of several
                  values of one facet any will do
        snippets  whether hits show why; a thousand take 150 ms, finding them 13 (2026-11-22)
        """
        tree = narrowed(query.tree, only or {})
        found = self._index.find(tree, limit, offset, sort)
        shown = Marker(tree).snippet if snippets else _no_snippet
        return Results(
            total=found.total,
            hits=tuple(Hit(passage, score, shown(passage.text)) for score, passage in found.hits),
            facets=self._counts(tree, facets) if facets else {},
            did_you_mean=None if found.total and needs_every_word(query.tree) else self.did_you_mean(query),
        )

    def rank(self, query: Query, most: int, sort: Sort = "relevance", only: Chosen | None = None) -> Ranking:
        """The passages that come first, by keys alone, for who groups them before any is read."""
        return self._index.rank(narrowed(query.tree, only or {}), most, sort)

    def shown(self, query: Query, places: Sequence[Any]) -> tuple[Hit, ...]:
        """The passages of a ranking's places, each with the piece that shows why."""
        marker = Marker(query.tree)
        return tuple(Hit(passage, 0.0, marker.snippet(passage.text)) for passage in self._index.read(places))

    def read(self, places: Sequence[Any]) -> tuple[IndexedPassage, ...]:
        """The passages of a ranking's places, whole."""
        return self._index.read(places)

    def counts(
        self, query: Query, facets: Sequence[str], only: Chosen | None = None
    ) -> Mapping[str, tuple[FacetCount, ...]]:
        """How many of the passages found have each value of each facet.

        A facet's own choice does not narrow its counts: a reader sees what else could be chosen.
        """
        chosen = {name: values for name, values in (only or {}).items() if values}
        free = [name for name in facets if name not in chosen]
        found = dict(self._counts(narrowed(query.tree, chosen), free)) if free else {}
        for name in facets:
            if name in chosen:
                others = {other: values for other, values in chosen.items() if other != name}
                found |= self._counts(narrowed(query.tree, others), [name])
        return found

    def did_you_mean(self, query: Query) -> str | None:
        """The query with each word that no passage has put right; None if nothing is wrong, or nothing comes near."""
        if self._spelling is None:
            from index.spelling import Spelling

            self._spelling = Spelling(self._index)
        return self._spelling.corrected(query)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """What the last word of a beginning may become, the most frequent words first."""
        from index.spelling import completed

        return completed(self._index, prefix, limit)

    def papers(self) -> Mapping[str, int]:
        """The papers that passages are of, by IRI, each with the number of its passages."""
        return dict(self._index.vocabulary("paper_iri", ""))

    def of_paper(self, paper: str, count: int) -> tuple[IndexedPassage, ...]:
        """A paper's passages, of which there are so many."""
        found = self._index.find(Exact(paper, "paper"), count, 0, "date")
        return tuple(passage for _, passage in found.hits)

    @property
    def about(self) -> Published | None:
        """What an index in a cluster says of its generation; None of one in a folder."""
        return self._index.about

    def count(self) -> int:
        """The number of passages."""
        return self._index.count()

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _counts(self, tree: Node, names: Sequence[str]) -> Mapping[str, tuple[FacetCount, ...]]:
        found = self._index.facets(tree, [_known_facet(name) for name in names])
        return {name: _in_order(found[name]) for name in names}


def _no_snippet(_text: str) -> Snippet:
    return Snippet("")


def _in_order(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(value, counts[value]) for value in sorted(counts, key=lambda it: (-counts[it], it)))


def narrowed(tree: Node, only: Chosen) -> Node:
    """What is asked, of passages only that have what was chosen: of each facet one of its values."""
    choices = [_any_of(name, values) for name, values in sorted(only.items()) if values]
    return And((tree, *choices)) if choices else tree


def _any_of(name: str, values: str | Sequence[str]) -> Node:
    field = name if name == "part" else _known_facet(name)
    exact = tuple(Exact(value, field) for value in ([values] if isinstance(values, str) else sorted(set(values))))
    return Or(exact) if len(exact) > 1 else exact[0]


def _known_facet(name: str) -> str:
    from index.analysis import FACETS

    if name not in FACETS:
        raise WrongUse(f"There is no facet `{name}`; the facets are {', '.join(FACETS)}.")
    return name


def open_writer(path: Path | str, engine: Engine = "tantivy") -> TextWriter:
    """Make an index in a folder or a cluster, or go on with the one there; raise BaseBusy at the first change if
    another writes."""
    if isinstance(path, str):
        if engine == "opensearch" or _is_location(path):
            return _opensearch_writer(path)
        path = Path(path)
    kept = _engine(path)
    if kept and kept != engine:
        raise BaseDamaged(
            f"The text index in {path} is kept by {kept}, not {engine}; remove the folder and rebuild it."
        )
    path.mkdir(parents=True, exist_ok=True)
    writer: TextWriter
    if engine == "tantivy":
        from index.tantivy_engine import TantivyWriter

        writer = TantivyWriter(path)
    elif engine == "opensearch":
        raise WrongUse("An index of OpenSearch lies in a cluster: https://HOST:9200/NAME.")
    else:
        from index.whoosh_engine import WhooshWriter

        writer = WhooshWriter(path)
    if not kept:
        (path / MARKER).write_text(json.dumps({"engine": engine, "format": FORMAT}), encoding="utf-8")
    return writer


def open_reader(location: Path | str) -> TextReader:
    """Open the index in a folder, or in a cluster, as it was last committed; raise NoBase if there is none.

    A reader of a cluster keeps the index that was published when it opened it, and can say where that is.
    """
    if isinstance(location, str) and _is_location(location):
        return TextReader(_opensearch_index(location))
    path = Path(location)
    engine = _engine(path)
    if engine is None:
        raise NoBase(f"There is no text index in {path}; `kg ingest` makes one.")
    if engine == "tantivy":
        from index.tantivy_engine import TantivyIndex

        return TextReader(TantivyIndex(path))
    from index.whoosh_engine import WhooshIndex

    return TextReader(WhooshIndex(path))


def _is_location(text: str) -> bool:
    from index.opensearch.location import is_location

    return is_location(text)


def _opensearch_index(text: str) -> Index:
    from index.opensearch.cluster import Cluster
    from index.opensearch.location import location
    from index.opensearch.reader import OpenSearchIndex

    return OpenSearchIndex(Cluster(location(text)))


def _opensearch_writer(text: str) -> TextWriter:
    from index.opensearch.cluster import Cluster
    from index.opensearch.location import location
    from index.opensearch.writer import OpenSearchWriter

    return OpenSearchWriter(Cluster(location(text)))


def discard_outdated(path: Path) -> bool:
    """Remove an index of another format, for whoever makes it anew from the archive; whether there was one."""
    try:
        made = json.loads((path / MARKER).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if made != FORMAT:
        shutil.rmtree(path)
    return bool(made != FORMAT)


def _engine(path: Path) -> str | None:
    """The engine that keeps the index in a folder, by its marker; None if there is no index."""
    try:
        marker = json.loads((path / MARKER).read_text(encoding="utf-8"))
        engine, made = marker["engine"], marker["format"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise BaseDamaged(f"{path / MARKER} cannot be read; remove the folder and rebuild the text index.") from error
    if engine not in ("tantivy", "whoosh") or made != FORMAT:
        raise BaseDamaged(
            f"The text index in {path} is of another version; `kg ingest` of any paper rebuilds it from the archive."
        )
    return str(engine)
