"""Names resolved as papers come and go: only those anew of which some paper says something that no other said.

`kg.identity.resolve` takes each block, one kind of names in one council, for itself; only bodies also look at the
committees and councils. Within a block, each circle of names (kg.identity_circles) comes to what it comes to for
itself (kg.resolved_circles). So a run costs what its papers name, and the outcome is that of resolving everything at
once, thing for thing; a test holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, cast

from kg import ids
from kg.identity import Identities
from kg.identity_circles import body_token, judged_keys, key_token
from kg.identity_uses import FIXED, PEOPLE, Block, Said, stated_by
from kg.judgements import OF_A_PAPER, Judgement
from kg.names_cache import NamesCache
from kg.names_circles import CirclesKept, ThingsKept
from kg.names_papers import Change
from kg.names_views import Printed, identities
from kg.names_works import WorksKept
from kg.normal import MentionKind
from kg.resolved_circles import Names, Resolving
from kg.versions import Work
from kg.vocabulary import ID_BASE

NOWHERE: Final = ""
# Papers whose names are held in memory at once.
TAKEN: Final = 1000


@dataclass(frozen=True, slots=True)
class Resolved:
    """What all names stand for, and in what that differs from what the cache held when it was last kept.

    touched  the papers in which some name stands for another thing, by SHA-256; those that came, went or changed
    things   the IRIs of things that came, changed in any field, or went (`identities.things` has them no more)
    works    by IRI what several papers print, where it came or changed; None where it went
    printed  everything that several papers print, by IRI; for whoever writes all of it anew

    A run that was stopped may have written other changes than the next run finds: whoever writes by these differences
    writes everything where the last run did not end.
    """

    identities: Identities
    touched: frozenset[str]
    things: frozenset[str] = frozenset()
    works: Mapping[str, Work | None] = field(default_factory=dict)
    printed: Mapping[str, Work] = field(default_factory=dict)


def resolved(cache: NamesCache, judgements: Sequence[Judgement]) -> Resolved:
    """What the names in the cache stand for; the cache then holds that, until it is kept or dropped."""
    before, said = Said(cache.state("judgements", list[Judgement]) or ()), Said(judgements)
    cache.papers.settle(judgements)
    run = _Run(cache, before, said)
    run.judged_otherwise()
    run.take(list(cache.papers.changes()))
    came = cache.papers.came()
    while several := list(islice(came, TAKEN)):
        run.take([Change(None, each) for each in several])
    cache.papers.done()
    cache.set_state("judgements", said.judgements)
    works = run.works.changed(said.committees)
    names = identities(cache, cache.papers, said)
    return Resolved(names, frozenset(run.touched), run.things.changed(), works, Printed(cache))


class _Run:
    """What a run changes of the names."""

    def __init__(self, cache: NamesCache, before: Said, said: Said) -> None:
        self._cache, self._before, self._said = cache, before, said
        self.things = ThingsKept(cache)
        self.works = WorksKept(cache, cache.papers)
        self.touched: set[str] = set()
        self._afresh: dict[Block, set[int]] = defaultdict(set)  # circles that come to something else though no use does
        self._renamed: set[str] = set()  # councils of which committees were joined or parted

    def judged_otherwise(self) -> None:
        """Note what a person's judgements change: papers to be taken anew, and circles."""
        papers, before, said = self._cache.papers, self._before, self._said
        otherwise = {node for node, _top in before.committees.items() ^ said.committees.items()}
        for scope in sorted({scope for scope, _form in otherwise}):
            papers.redo(scope)
            self._renamed.add(scope)
        for node in sorted(otherwise):
            self._redo_committee(*node)
        for judgement in sorted(set(before.judgements) ^ set(said.judgements), key=repr):
            if judgement.kind == OF_A_PAPER or judgement.kind in FIXED:
                continue
            for digits in filter(None, judgement.papers if judgement.kind in PEOPLE else ()):
                papers.redo_paper(digits)
            for scope in self._scopes(judgement):
                self._judged((scope, cast(MentionKind, judgement.kind)), judgement)

    def _redo_committee(self, scope: str, form: str) -> None:
        """Take the papers that name a committee for changed, those of other councils among them."""
        kept, known = CirclesKept(self._cache, (scope, "committee")), self._before.committees.get((scope, form), form)
        for sha256 in self._cache.papers.sha256s(kept.bearers(ids.committee(scope, known))):
            self._cache.papers.redo_paper(sha256)

    def _scopes(self, judgement: Judgement) -> Sequence[str]:
        if judgement.kind == "provider":
            return (NOWHERE,)
        return (ids.slug(judgement.council),) if judgement.council else self._cache.papers.scopes()

    def _judged(self, block: Block, judgement: Judgement) -> None:
        kept = CirclesKept(self._cache, block)
        found = (kept.holder(key_token(key)) for key in sorted(judged_keys(block[1], judgement)))
        self._afresh[block].update(number for number in found if number is not None)

    def take(self, changes: Sequence[Change]) -> None:
        """Take some papers' changes, and all that follow from them."""
        blocks: dict[Block, Resolving] = {}
        for change in changes:
            self._note(change, blocks)
        self._resolve(blocks, [block for block in blocks if block[1] in FIXED])
        self._stir_bodies()
        self._resolve(blocks, [block for block in {*blocks, *self._afresh} if block[1] not in FIXED])
        self._afresh.clear()

    def _note(self, change: Change, blocks: dict[Block, Resolving]) -> None:
        for named, said in ((change.before, self._before), (change.after, self._said)):
            if named is None:
                continue
            came = said is self._said
            self.touched.add(named.sha256)
            (self.works.came if came else self.works.gone)(named, said.committees)
            for block, stated in stated_by(named.sha256, named.mentions(), named.scope or "", said).items():
                self._of(block, blocks).note(named.number, stated, came=came)

    def _of(self, block: Block, blocks: dict[Block, Resolving]) -> Resolving:
        if block not in blocks:
            names = Names(self._cache, self._cache.papers, self.things, self._before, self._said)
            afresh = block[1] == "body" and block[0] in self._renamed
            blocks[block] = Resolving(names, block, afresh=afresh)
        return blocks[block]

    def _resolve(self, blocks: dict[Block, Resolving], some: Iterable[Block]) -> None:
        for block in sorted(some):
            touched = self._of(block, blocks).resolve(self._afresh.get(block, ()))
            self.touched.update(self._cache.papers.sha256s(touched))

    def _stir_bodies(self) -> None:
        """Bodies that may be a committee or council which came or went are taken anew."""
        for iri in self.things.stirred():
            kind, scope = iri.removeprefix(ID_BASE).split("/")[:2]
            for council in [scope] if kind == "committee" else self._cache.papers.scopes():
                number = CirclesKept(self._cache, (council, "body")).holder(body_token(iri))
                if number is not None:
                    self._afresh[council, "body"].add(number)
