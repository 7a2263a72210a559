"""The views of a base that are projected: of all its papers, and of those for publication where that is not the same.

What sets the two apart stands here: their papers, the judgements that they may know, the IRIs that they may redirect,
and what the public view has besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ids
from kg.admitted import admitted_by
from kg.base import Base, Writing
from kg.errors import BaseDamaged, NoBase
from kg.generations import PUBLIC, Generation
from kg.identity import Identities
from kg.judgements import Judgement
from kg.ledger_view import Papers
from kg.live import Live
from kg.names_cache import NamesCache
from kg.redirects import Redirects, read_redirects, write_redirects
from kg.vocabulary import WITHHELD_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


@dataclass(frozen=True, slots=True)
class View:
    """What one live graph and index are made of.

    papers    those that it holds, by SHA-256
    withheld  current papers that it does not hold
    public    whether everybody may read it
    """

    base: Base
    live: Live
    papers: Papers
    withheld: tuple[str, ...] = ()
    public: bool = False

    @property
    def variant(self) -> str:
        """Its name among the variants of a generation."""
        return PUBLIC if self.public else ""

    def paper_of(self, iri: str) -> str | None:
        """The SHA-256 of a paper of the view, by its IRI."""
        return self.papers.starting(ids.paper_start(iri))

    def admitted(self, judgements: tuple[Judgement, ...], cache: NamesCache) -> tuple[Judgement, ...]:
        """A person's judgements, without those on names that none of its papers has: they would tell of such names."""
        if not self.public or not judgements:
            return judgements
        return admitted_by(judgements, cache.knows)

    def redirects(self) -> Redirects:
        """What became of earlier IRIs of this view, as far as it was noted."""
        if self.public and not self.live.redirects.exists():
            last = self.published()  # until now everybody read what staff read
            return read_redirects(self.base.redirects_file) if last and not last.variant else {}
        return read_redirects(self.live.redirects)

    def published(self) -> Generation | None:
        """The last generation as readers of this view have it open."""
        try:
            return self.base.open_for_reading(self.public)
        except NoBase:
            return None

    def besides(self, whole: Store, identities: Identities) -> Iterator[tuple[str, Iterable[Quad]]]:
        """Graphs that stand in this view only, from the graph of all papers, which is to be written before."""
        if self.public:
            from kg.withheld import stubs, withheld_quads

            yield WITHHELD_GRAPH, withheld_quads(stubs(whole, map(ids.paper, self.withheld), identities))


def lives(writing: Writing) -> list[Live]:
    """Where the views are written, that of all papers first."""
    base = writing.base
    return [base.live(), *([base.live(PUBLIC)] if writing.ledger.ever_exempt() else [])]


def views(writing: Writing, pending: set[str]) -> list[View]:
    """The views to be brought up, that of all papers first; `pending` are papers, by SHA-256."""
    base, ledger = writing.base, writing.ledger
    whole, *others = lives(writing)
    found = [View(base, whole, ledger.looked_up("read", "exempt"))]
    for live in others:
        _forget(writing, live, [ids.paper(sha256) for sha256 in sorted(ledger.exempt_of(pending))])
        found.append(View(base, live, ledger.looked_up("read"), tuple(ledger.sha256s("exempt")), public=True))
    return found


def _forget(writing: Writing, live: Live, exempt: list[str]) -> None:
    """Take the public view away, to be made anew, where it ever held a paper that is exempt now, or cannot be read.

    Words that are taken out of a text index or a graph stay in its files, and earlier IRIs have names in them. Those
    come from what was served: where that never held the paper, they stay.
    """
    from kg.variants import holds

    if not exempt:
        return
    last = View(writing.base, live, writing.ledger.looked_up(), public=True).published()
    served = holds(last.graph, exempt) if last else None
    held = _held(live, exempt)
    if held is False and not served:
        return
    writing.let_go()
    live.set_aside()
    if held or served is not False:
        write_redirects(live.redirects, {})


def _held(live: Live, graphs: list[str]) -> bool | None:
    """Whether a live graph has any of some graphs; None where it cannot be read: one whose making was stopped has no
    files yet."""
    from kg.variants import holds

    try:
        return holds(live.graph, graphs)
    except OSError:
        return None


def is_published(writing: Writing) -> bool:
    """Whether what everybody may read is published; not in a base of an earlier version, or where that is damaged."""
    if not writing.ledger.ever_exempt():
        return True
    try:
        writing.base.open_for_reading(public=True)
    except (NoBase, BaseDamaged):
        return False
    return True
