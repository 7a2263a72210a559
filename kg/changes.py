"""What came, changed and went between generations, kept with each generation when it is published.

    published/000042/changes.json          of what staff read
                     public/changes.json   of what everybody may read, where that is not the same

Older generations leave the disk, so each has the notes of those before it, as many as are worth reading. They tell what
the writer changed in what readers had. After a run that stopped half-way the new graph is held against the last, so
that such a run tells no lies; only papers that were pending are looked at. A paper that is gone is told by its IRI
only, so that copies can let go of it, and one that is not for publication is in no note that everybody reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from kg.errors import BaseDamaged, NoBase
from kg.generations import GRAPH, PUBLIC, Generation
from kg.vocabulary import CONCLUDED_GRAPHS, IDENTITY_GRAPH, Has

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

FILE: Final = "changes.json"
GENERATIONS: Final = 200  # of which notes are kept
PAPERS: Final = 5000  # that one note lists
LISTED: Final = 20_000  # papers that all notes of a generation list, 3 MB

What = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class PaperChange:
    """A paper that came, went, or of which the graph says something else, by so many quads; unnamed when it is gone."""

    paper: str
    what: What
    file_name: str | None
    quads_added: int
    quads_removed: int


@dataclass(frozen=True, slots=True)
class Change:
    """One generation against the one before it.

    more      papers that are not listed
    quads     of all graphs, now and before
    compared  whether there was a generation to hold it against; the first one is all new
    """

    generation: int
    made: str
    papers: tuple[PaperChange, ...]
    more: int
    quads: int
    quads_before: int
    things_added: int
    things_removed: int
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes of a generation and those before it, oldest first."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What writing a paper's graph changed: quads added and taken out, and whether it had any before, and has now."""

    added: int
    gone: int
    was: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """What a writer changed in the graph that readers had: by IRI what it wrote, and how many things came and went."""

    papers: Mapping[str, Rewritten]
    things: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a writer knows when it publishes.

    papers  those that may have changed, by IRI
    exempt  those not for publication: of these papers; of all, where the public was told nothing before
    counts  the figures of each variant
    told    of each variant in what it differs from the one before, where the writer knows; else the two are compared
    graphs  those that the writer has open
    """

    papers: frozenset[str]
    exempt: frozenset[str]
    counts: Mapping[str, Mapping[str, int]]
    told: Mapping[str, Differences] = field(default_factory=dict)
    graphs: Mapping[str, Store] = field(default_factory=dict)

    def note(self, draft: Path, last: Generation | None, number: int) -> None:
        """Write the notes of every variant into the folder of a generation that is being made."""
        for variant in ("", PUBLIC):
            if (draft / variant / GRAPH).is_dir():
                _note(Generation(number, draft, variant), _as_readers_had(last, variant), self)


def changes(generation: Generation) -> tuple[Change, ...]:
    """The notes that a generation has, oldest first; none where it was published before there were any."""
    from kg.json_values import decode_value

    file = generation.folder / generation.variant / FILE
    try:
        return decode_value(file.read_bytes(), Changes).changes
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BaseDamaged(f"{file} cannot be read ({error}); `kg check` tells what is wrong") from error


def _as_readers_had(last: Generation | None, variant: str) -> Generation | None:
    """The last generation as readers of a variant had it open; None where there was none, or it cannot be told."""
    from kg.variants import for_the_public

    try:
        return for_the_public(last) if last and variant else last
    except (NoBase, BaseDamaged):
        return None


def _note(made: Generation, last: Generation | None, known: Pass) -> None:
    from datetime import UTC, datetime

    from kg.durable import write_durably
    from kg.graph import open_graph
    from kg.json_values import encode_value

    store, told = known.graphs.get(made.variant) or open_graph(made.graph), known.told.get(made.variant)
    if last is None or last.variant != made.variant:
        told = None
    earlier = _earlier(last)
    before = _store(last) if told is None or not earlier else None
    same = told is not None or (before is not None and last is not None and last.variant == made.variant)
    if told is None:
        found, came, went = _compared(store, before, known.papers if same else _papers(store, before))
    else:
        found, (came, went) = _as_told(told, store), told.things
    change = Change(
        made.number,
        datetime.now(UTC).isoformat(timespec="microseconds"),  # a store's note on a change is known by it
        tuple(found[:PAPERS]),
        len(found[PAPERS:]),
        known.counts.get(made.variant, {}).get("quads", 0),
        earlier[-1].quads if earlier else len(before) if before is not None else 0,
        came,
        went,
        told is not None or before is not None,
    )
    exempt = known.exempt if made.variant else frozenset[str]()
    anew = (known.papers | exempt) if same else None
    kept = tuple(_discreet(each, store, exempt, anew) for each in _worth_keeping((*earlier, change)))
    write_durably(made.folder / made.variant / FILE, encode_value(Changes(kept)) + b"\n")


def _as_told(told: Differences, store: Store) -> list[PaperChange]:
    return [
        PaperChange(paper, _what(each.was, each.is_now), _file_name(store, paper), each.added, each.gone)
        for paper, each in sorted(told.papers.items())
        if each.added or each.gone
    ]


def _compared(store: Store, before: Store | None, papers: Iterable[str]) -> tuple[list[PaperChange], int, int]:
    """Some papers' graphs held against those of the last generation; and how many things came and went."""
    found = [each for paper in sorted(papers) if (each := _of_paper(paper, store, before))]
    now, then = _things(store), _things(before) if before is not None else set[str]()
    return found, len(now - then), len(then - now)


def _papers(*stores: Store | None) -> set[str]:
    """All papers that some graphs have."""
    graphs = {getattr(each, "value", "") for held in stores if held is not None for each in held.named_graphs()}
    return graphs - {*CONCLUDED_GRAPHS, ""}


def _of_paper(paper: str, store: Store, before: Store | None) -> PaperChange | None:
    then = _graph(before, paper) if before is not None else set()
    if not then:  # a paper that came, as all do into a new base: there is nothing to compare
        count = sum(1 for _ in _quads(store, paper))
        return PaperChange(paper, "added", _file_name(store, paper), count, 0) if count else None
    now = _graph(store, paper)
    if now == then:
        return None
    return PaperChange(paper, _what(True, bool(now)), _file_name(store, paper), len(now - then), len(then - now))


def _what(was: bool, is_now: bool) -> What:
    return "added" if not was else "changed" if is_now else "removed"


def _graph(store: Store, paper: str) -> set[Quad]:
    return set(_quads(store, paper))


def _quads(store: Store, paper: str) -> Iterator[Quad]:
    from pyoxigraph import NamedNode

    return store.quads_for_pattern(None, None, None, NamedNode(paper))


def _file_name(store: Store, paper: str) -> str | None:
    from pyoxigraph import NamedNode

    node = NamedNode(paper)
    found = store.quads_for_pattern(node, NamedNode(Has.FILE_NAME), None, node)
    return min((str(getattr(quad.object, "value", "")) for quad in found), default=None)


def _things(store: Store) -> set[str]:
    from pyoxigraph import NamedNode

    found = store.quads_for_pattern(None, NamedNode(Has.TYPE), None, NamedNode(IDENTITY_GRAPH))
    return {str(getattr(quad.subject, "value", "")) for quad in found}


def _worth_keeping(told: tuple[Change, ...]) -> tuple[Change, ...]:
    """The newest notes, as many as a generation keeps."""
    listed = accumulate(len(each.papers) for each in reversed(told))
    kept = sum(count <= LISTED for count in listed)
    return told[-min(max(kept, 1), GENERATIONS) :]


def _discreet(change: Change, store: Store, exempt: frozenset[str], anew: frozenset[str] | None) -> Change:
    """A note without papers that are not for publication now, and without the names of papers that are gone.

    anew   the papers of which that can have changed since the note was made; None for all
    """
    if anew is not None and anew.isdisjoint(each.paper for each in change.papers):
        return change
    papers = tuple(
        each if anew is not None and each.paper not in anew else replace(each, file_name=_file_name(store, each.paper))
        for each in change.papers
        if each.paper not in exempt
    )
    return replace(change, papers=papers)


def _earlier(last: Generation | None) -> tuple[Change, ...]:
    """The notes of the last generation; torn ones are let go, for a new generation must not fail by them.

    Not held field by field against the classes, as for a reader: each publication hands on thousands of papers.
    """
    import msgspec

    try:
        data = (last.folder / last.variant / FILE).read_bytes() if last else b""
        return msgspec.json.decode(data, type=Changes, strict=True).changes if data else ()
    except (OSError, UnicodeDecodeError, msgspec.DecodeError):
        return ()


def _store(generation: Generation | None) -> Store | None:
    """The graph of a generation; None where there is none that can be read."""
    from kg.graph import open_graph

    try:
        return open_graph(generation.graph) if generation else None
    except OSError:
        return None
