"""What came, changed and went between generations, kept with each generation when it is published.

    published/000042/changes.json          of what staff read
                     public/changes.json   of what everybody may read, where that is not the same

Older generations leave the disk, so each has the notes of those before it, as many as are worth reading. They are made
by holding the new graph against the last one, so that a run which stopped half-way tells no lies; only papers that were
pending are looked at, so it costs what those papers cost. A paper that is gone is told by its IRI only, so that copies
can let go of it, and one that is not for publication is in no note that everybody reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
class Pass:
    """What a writer knows when it publishes.

    papers  those that may have changed, by IRI
    exempt  those not for publication: of these papers; of all, where the public was told nothing before
    counts  the figures of each variant
    things  of each variant how many things came and went, where that was counted
    graphs  those that the writer has open
    """

    papers: frozenset[str]
    exempt: frozenset[str]
    counts: Mapping[str, Mapping[str, int]]
    things: Mapping[str, tuple[int, int]] = field(default_factory=dict)
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
    from kg.durable import write_durably
    from kg.graph import open_graph
    from kg.json_values import encode_value

    store, before = known.graphs.get(made.variant) or open_graph(made.graph), _store(last)
    same = before is not None and last is not None and last.variant == made.variant
    earlier = _earlier(last)
    change = _change(made, store, before, known, earlier, same)
    exempt = known.exempt if made.variant else frozenset[str]()
    anew = (known.papers | exempt) if same else None
    told = tuple(_discreet(each, store, exempt, anew) for each in _worth_keeping((*earlier, change)))
    write_durably(made.folder / made.variant / FILE, encode_value(Changes(told)) + b"\n")


def _change(
    made: Generation, store: Store, before: Store | None, known: Pass, earlier: tuple[Change, ...], same: bool
) -> Change:
    """The note of a generation; `same` says that the one before it is of the same papers but for the pending ones."""
    from datetime import UTC, datetime

    papers = known.papers if same else _papers(store, before)
    found = [each for paper in sorted(papers) if (each := _of_paper(paper, store, before))]
    counted = known.things.get(made.variant) if same else None
    came, went = counted or _came_and_went(store, before)
    return Change(
        made.number,
        datetime.now(UTC).isoformat(timespec="seconds"),
        tuple(found[:PAPERS]),
        len(found[PAPERS:]),
        known.counts.get(made.variant, {}).get("quads", 0),
        earlier[-1].quads if earlier else len(before) if before is not None else 0,
        came,
        went,
        before is not None,
    )


def _papers(*stores: Store | None) -> set[str]:
    """All papers that some graphs have."""
    graphs = {getattr(each, "value", "") for held in stores if held is not None for each in held.named_graphs()}
    return graphs - {*CONCLUDED_GRAPHS, ""}


def _came_and_went(store: Store, before: Store | None) -> tuple[int, int]:
    now, then = _things(store), _things(before) if before is not None else set[str]()
    return len(now - then), len(then - now)


def _of_paper(paper: str, store: Store, before: Store | None) -> PaperChange | None:
    then = _graph(before, paper) if before is not None else set()
    if not then:  # a paper that came, as all do into a new base: there is nothing to compare
        count = sum(1 for _ in _quads(store, paper))
        return PaperChange(paper, "added", _file_name(store, paper), count, 0) if count else None
    now = _graph(store, paper)
    if now == then:
        return None
    what: What = "changed" if now else "removed"
    return PaperChange(paper, what, _file_name(store, paper), len(now - then), len(then - now))


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
    papers = (replace(each, file_name=_file_name(store, each.paper)) for each in change.papers)
    return replace(change, papers=tuple(each for each in papers if each.paper not in exempt))


def _earlier(last: Generation | None) -> tuple[Change, ...]:
    """The notes of the last generation; torn ones are let go, for a new generation must not fail by them."""
    try:
        return changes(last) if last else ()
    except BaseDamaged:
        return ()


def _store(generation: Generation | None) -> Store | None:
    """The graph of a generation; None where there is none that can be read."""
    from kg.graph import open_graph

    try:
        return open_graph(generation.graph) if generation else None
    except OSError:
        return None
