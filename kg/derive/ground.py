"""What the derivations stand on: the graph, asked for what concerns a key, and what is kept of papers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from kg.derive.derivation import PaperDay
from kg.derive.kept import Kept
from kg.derive.paper_rows import Row, of_all_papers, of_one_paper
from kg.vocabulary import ID_BASE, IDENTITY_GRAPH, Has

if TYPE_CHECKING:
    from kg.store import Store

T = TypeVar("T")
# From this share of all papers on, a question is asked of all at once: of one paper each takes some 0.3 ms.
SHARE: Final = 10
REMEMBERED: Final = 4096  # answers in memory, of some 1 kB: keys that come one after the other ask the same papers


class Ground:
    """An open graph in which all papers, names and works are written, and what is kept beside it.

    labels   by IRI, of contracts, posts and whatever else has a name of all papers
    papers   by IRI, each paper's day, council and committee
    newest   by IRI of a council or committee, the day of its newest paper
    """

    def __init__(self, store: Store, kept: Kept) -> None:
        self.store = store
        self._kept = kept
        self._answers: dict[tuple[str, str], Sequence[Row]] = {}
        # No function of its own: the store lets go of its folder with the last that knows it.
        self.labels: Mapping[str, str] = LookedUp(partial(_label, store))
        self.papers: Mapping[str, PaperDay] = LookedUp(kept.paper)
        self.newest: Mapping[str, str] = LookedUp(kept.newest)

    def givers(self, mark: str) -> list[str]:
        """The papers and things that give a mark."""
        return self._kept.givers(mark)

    def rows(self, query: str, papers: Iterable[str]) -> Iterator[tuple[str, Sequence[Row]]]:
        """By paper the rows of a question that stays within one paper's graph, ?g."""
        wanted = sorted(set(papers))
        if len(wanted) * SHARE < self._kept.papers() or len(wanted) < SHARE:
            yield from ((paper, of_one_paper(self.store, query, paper)) for paper in wanted)
            return
        found = of_all_papers(self.store, query)
        yield from ((paper, found.get(paper, [])) for paper in wanted)

    def answers(self, question: str, papers: Iterable[str]) -> Iterator[tuple[str, Sequence[Row]]]:
        """As `rows`, of what many keys ask of the same paper: asked once, and kept until the paper is written again."""
        lacking: list[str] = []
        for paper in sorted(set(papers)):
            known = self._answer(question, paper)
            if known is None:
                lacking.append(paper)
            else:
                yield paper, known
        for paper, found in self.rows(question, lacking):
            self._kept.set_answer(question, paper, found)
            yield paper, found

    def _answer(self, question: str, paper: str) -> Sequence[Row] | None:
        known = self._answers.get((question, paper))
        if known is None and (known := self._kept.answer(question, paper)) is not None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            self._answers[question, paper] = known
        return known

    def named(self, thing: str, prop: str) -> list[str]:
        """What the names of all papers together tell of a thing: its label, committee, day, council."""
        return named(self.store, thing, prop)


def named(store: Store, thing: str, prop: str) -> list[str]:
    """What the names of all papers together tell of a thing."""
    from kg.project import terms

    found = store.quads_for_pattern(terms.node(thing), terms.node(prop), None, terms.node(IDENTITY_GRAPH))
    return sorted(getattr(quad.object, "value", "") for quad in found)


def _label(store: Store, thing: str) -> str | None:
    return next(iter(named(store, thing, Has.LABEL)), None) if thing.startswith(ID_BASE) else None


class LookedUp(Mapping[str, T]):
    """A mapping that asks for what it does not know yet, and knows that there is nothing where the answer was None."""

    def __init__(self, ask: Callable[[str], T | None]) -> None:
        self._ask = ask
        self._known: dict[str, T | None] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._known:
            self._known[key] = self._ask(key) if key else None
        found = self._known[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter([key for key, found in self._known.items() if found is not None])

    def __len__(self) -> int:
        return len(list(iter(self)))
