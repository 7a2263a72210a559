"""Names resolved block by block: only those kinds and councils anew of which some paper names other things than before.

`kg.identity.resolve` takes the names of one kind in one council for themselves; only bodies also look at committees and
councils. So a block of which all mentions and judgements are those of the last run comes to what it came to then. The
outcome is that of resolving everything at once, thing for thing; a test holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.identity import FIXED, Identities, Thing, committee_forms, paper_scopes, resolve
from kg.identity_links import Link
from kg.identity_people import Ambiguous
from kg.judgements import Judgement
from kg.mentions import Mention
from kg.names_cache import Block, NamesCache, Part, digest_of, scopes_of
from kg.normal import MentionKind
from kg.versions import Work, works

# Whose names have the form of a judgement on committees.
BY_COMMITTEE: Final = frozenset(("committee", "meeting", "body"))
NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one block came to: as in `Identities`, each place a paper, a form and the IRI that it has there."""

    things: tuple[Thing, ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def says(self) -> set[tuple[str, object]]:
        """What it says of papers' names, paper by paper."""
        of_places = {(paper, (form, iri)) for paper, form, iri in self.places}
        return of_places | {(each.paper, each) for each in self.ambiguous}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What all names stand for, and in what that differs from what the cache held when it was last kept.

    touched  the papers in which some name stands for another thing, by SHA-256
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
    scopes = paper_scopes(cache.tells(), judgements)
    blocks = _blocks(cache.parts(), scopes)
    known, seen = cache.made_of(), _Seen(cache, scopes, judgements)
    for block in sorted(known.keys() - blocks.keys()):
        seen.lost(block)
    for block in sorted(blocks, key=_order):
        seen.take(block, blocks[block], known.get(block))
    committees = committee_forms(judgements)
    touched = seen.touched | _moved(cache, scopes, committees)
    cache.set_state("scopes", scopes)
    cache.set_state("committees", sorted((*key, form) for key, form in committees.items()))
    identities = seen.identities(committees)
    before, printed = cache.state("works", dict[str, Work]) or {}, _printed(cache, identities)
    cache.set_state("works", printed)
    changed = {iri: printed.get(iri) for iri in _differing(before, printed)}
    things = _differing(seen.stood, identities.things)
    return Resolved(identities, frozenset(touched), frozenset(things), changed, printed)


def _printed(cache: NamesCache, identities: Identities) -> dict[str, Work]:
    return {work.iri: work for work in works(cache.versions(), identities)}


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return sorted(iri for iri in before.keys() | after.keys() if before.get(iri) != after.get(iri))


def _order(block: Block) -> tuple[bool, Block]:
    """Committees and councils before bodies, as `kg.identity.resolve` has them."""
    return block[1] not in FIXED, block


def _blocks(parts: Iterable[Part], scopes: Mapping[str, str]) -> dict[Block, list[Part]]:
    found: dict[Block, list[Part]] = defaultdict(list)
    for part in parts:
        scope = "" if part.kind == "provider" else part.council or scopes[part.sha256]
        found[scope, part.kind].append(part)
    return found


def _moved(cache: NamesCache, scopes: Mapping[str, str], committees: Mapping[tuple[str, str], str]) -> set[str]:
    """The papers that are of another council now, and those of councils in which committees were joined or parted."""
    before = scopes_of(cache)
    moved = {paper for paper, scope in scopes.items() if before.get(paper) != scope}
    known = {(scope, form, top) for scope, form, top in cache.state("committees", list[tuple[str, str, str]]) or ()}
    renamed = {scope for scope, _form, _top in known ^ {(*key, top) for key, top in committees.items()}}
    return moved | {paper for paper, scope in scopes.items() if scope in renamed}


class _Seen:
    """The blocks' outcomes as they come, kept or made anew."""

    def __init__(self, cache: NamesCache, scopes: Mapping[str, str], judgements: Sequence[Judgement]) -> None:
        self._cache = cache
        self._scopes = scopes
        self._judgements = judgements
        self._things: dict[str, Thing] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._ambiguous: dict[tuple[str, str, str], Ambiguous] = {}
        self._links: dict[tuple[str, str], tuple[Link, ...]] = {}
        self._bodies: dict[str, list[Thing]] = defaultdict(list)
        self.touched: set[str] = set()
        self.stood: dict[str, Thing] = {}  # the things of the last run

    def lost(self, block: Block) -> None:
        """A block that no paper's names are in any more."""
        before = self._cache.block(block, Outcome)
        self._stood(before)
        self._compare(before, Outcome())
        self._cache.drop_block(block)

    def take(self, block: Block, parts: Sequence[Part], known: str | None) -> None:
        """A block's outcome: that of the last run where it was made of the same, else made anew."""
        made_of = self._made_of(block, parts)
        before = self._cache.block(block, Outcome)
        self._stood(before)
        if before is None or made_of != known:
            outcome = self._resolved(block, parts)
            self._compare(before, outcome)
            self._cache.set_block(block, made_of, outcome)
        else:
            outcome = before
        self._note(block, outcome)

    def identities(self, committees: Mapping[tuple[str, str], str]) -> Identities:
        return Identities(self._things, self._places, self._scopes, self._ambiguous, committees, self._links)

    def _made_of(self, block: Block, parts: Sequence[Part]) -> str:
        _scope, kind = block
        kinds = ("committee", kind) if kind in BY_COMMITTEE else (kind,)
        judged = (repr(judgement) for judgement in self._judgements if judgement.kind in kinds)
        bodies = sorted(thing.iri for thing in self._known_bodies(block))
        return digest_of((*(f"{part.sha256} {part.council} {part.digest}" for part in parts), "", *judged, "", *bodies))

    def _known_bodies(self, block: Block) -> list[Thing]:
        """The committees and councils that a body may turn out to be."""
        return [*self._bodies[block[0]], *self._bodies[NOWHERE]] if block[1] == "body" else []

    def _resolved(self, block: Block, parts: Sequence[Part]) -> Outcome:
        scope, kind = block
        scopes = {NOWHERE: scope} | {part.sha256: self._scopes[part.sha256] for part in parts}
        known = [Mention(NOWHERE, thing.kind, thing.label) for thing in self._known_bodies(block)]
        found = resolve([*self._cache.mentions(parts), *known], self._judgements, scopes)
        return Outcome(
            tuple(thing for thing in found.things.values() if thing.kind == kind),
            tuple(sorted((paper, form, iri) for (paper, _kind, form), iri in found.places.items())),
            tuple(found.ambiguous.values()),
            found.links.get(block, ()),
        )

    def _stood(self, before: Outcome | None) -> None:
        for thing in before.things if before else ():
            known = self.stood.setdefault(thing.iri, thing)
            if known.kind not in FIXED:  # what is a committee or a council is no body
                self.stood[thing.iri] = thing if thing.kind in FIXED else known

    def _compare(self, before: Outcome | None, after: Outcome) -> None:
        changed = (before or Outcome()).says ^ after.says
        self.touched.update(paper for paper, _what in changed)

    def _note(self, block: Block, outcome: Outcome) -> None:
        scope, kind = block
        for thing in outcome.things:
            self._things.setdefault(thing.iri, thing)
        self._places.update(_placed(kind, outcome.places))
        self._ambiguous.update(((each.paper, kind, each.form), each) for each in outcome.ambiguous)
        if outcome.links:
            self._links[block] = outcome.links
        if kind in ("committee", "council"):
            self._bodies[NOWHERE if kind == "council" else scope] += outcome.things


def _placed(kind: MentionKind, places: Iterable[tuple[str, str, str]]) -> Iterator[tuple[tuple[str, str, str], str]]:
    return (((paper, kind, form), iri) for paper, form, iri in places)
