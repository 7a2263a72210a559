"""What became of each power that was delegated, worked out key by key for the derived graph.

A key is a contract, for powers to award it, or a post and a year for all other powers: statements of one grant are of
one contract, or of one post and of days that may be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg import ids
from kg.derive.contract_dates import first_day
from kg.derive.contract_facts import Facts, Whole, read
from kg.derive.contract_words import core_of
from kg.derive.delegation_facts import GRANTS, grants, later_paper, same_service
from kg.derive.delegation_register import Entry, Grant, Known, register
from kg.derive.derivation import Derivation, Given, Outcome, Span, Today, marks_themselves, span_of
from kg.vocabulary import ID_BASE, IDENTITY_GRAPH, Has, Is, Kind

if TYPE_CHECKING:
    from kg.derive.derivation import Triple
    from kg.derive.ground import Ground

# Things of these kinds are called by their names, all others by their IRIs.
NAMED: Final = tuple(f"{ID_BASE}{kind}/" for kind in ("post", "body", "committee", "council", "contract"))
CONTRACT: Final = f"{ID_BASE}contract/"


def _marks(ground: Ground, papers: Collection[str]) -> Iterator[Given]:
    for paper, told in ground.answers(GRANTS, papers):
        yield from {(paper, _key(grant)) for grant in grants(told, {})}


def _key(grant: Grant) -> str:
    return _of(grant.contract) if grant.contract else f"grants {grant.post or ''} {(grant.date or '')[:4]}"


def _of(contract: str) -> str:
    return f"grants {contract}"


def _things(ground: Ground, things: Collection[str] | None) -> Iterator[Given]:
    """Of contracts the core of the name: those that have one core are for one service."""
    for contract in _all_contracts(ground) if things is None else things:
        if contract.startswith(CONTRACT) and (core := _core(ground, contract)):
            yield contract, core


def _all_contracts(ground: Ground) -> Iterator[str]:
    from kg.project import terms

    kind = (terms.node(Has.TYPE), terms.node(Kind.CONTRACT), terms.node(IDENTITY_GRAPH))
    return (str(getattr(quad.subject, "value", "")) for quad in ground.store.quads_for_pattern(None, *kind))


def _core(ground: Ground, contract: str) -> str:
    core = core_of(ground.labels.get(contract, ""))
    return f"core {ids.scope_of(contract)} {core}" if core else ""


def _derive(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
    bundles = _bundles(ground, keys)
    services = _Services(ground, {grant.contract for same in bundles.values() for grant in same if grant.contract})
    beside = _beside(bundles)
    for key in keys:
        if key in bundles:
            yield _outcome(ground, {each: bundles[each] for each in (key, *sorted(beside[key]))}, services)


def _bundles(ground: Ground, keys: Collection[str]) -> dict[str, list[Grant]]:
    """The grants of some keys, and of those contracts of which some statement of theirs gives the power as well."""
    papers = {paper for key in keys for paper in ground.givers(key)}
    found = _by_key(ground, papers)
    beside = _beside(found)
    wanted = {*keys}.union(*(beside[key] for key in keys))
    if more := {paper for key in sorted(wanted - {*keys}) for paper in ground.givers(key)} - papers:
        found = _by_key(ground, papers | more)
    return {key: found[key] for key in sorted(wanted & found.keys())}


def _by_key(ground: Ground, papers: Iterable[str]) -> dict[str, list[Grant]]:
    found: dict[str, list[Grant]] = defaultdict(list)
    for _paper, told in ground.answers(GRANTS, papers):
        for grant in grants(told, ground.papers):
            found[_key(grant)].append(grant)
    return dict(found)


def _beside(bundles: Mapping[str, Sequence[Grant]]) -> dict[str, set[str]]:
    """By contract's key those of others of which some statement gives the power as well."""
    stated: dict[str, set[str]] = defaultdict(set)
    for key, same in bundles.items():
        for grant in same:
            stated[grant.iri].add(key)
    found: dict[str, set[str]] = defaultdict(set)
    for keys in stated.values():
        for key in keys:
            found[key] |= keys - {key}
    return found


def _outcome(ground: Ground, bundles: Mapping[str, Sequence[Grant]], services: _Services) -> Outcome:
    """The outcome of the first of some bundles, in the light of the others."""
    key, *_beside = bundles
    given = [grant for same in bundles.values() for grant in same]
    clock = _Clock(ground)
    known = Known(
        services.steps,
        clock.heard_by,
        lambda same: later_paper(same, services.facts, clock.newest),
        lambda iri: ground.labels.get(iri, iri) if iri.startswith(NAMED) else iri,
    )
    triples = frozenset(_triples(register(given, known), {grant.iri for grant in bundles[key]}))
    contracts = {grant.contract for grant in given if grant.contract}
    leans = {*bundles, *(each for contract in contracts for each in services.leans(contract))}
    if contracts:  # of other powers no name is asked
        leans |= {name for grant in given for name in (grant.post, grant.body) if name}
    return Outcome(key, triples, frozenset(leans), tuple(clock.spans()))


def _triples(found: Sequence[Entry], of: Collection[str]) -> Iterator[Triple]:
    """On each of some statements of a grant what became of the power, and by which statements that is known.

    Not on one that gives the power over two contracts of which different things became: each contract says.
    """
    from kg.project import terms

    seen: dict[str, set[str]] = defaultdict(set)
    for entry in found:
        for grant in entry.grants:
            seen[grant.iri].add(entry.state)
    for entry in found:
        for grant in entry.grants:
            if grant.iri in of and len(seen[grant.iri]) == 1:
                yield grant.iri, Has.DELEGATION_STATE, terms.node(Is.DELEGATION_STATE[entry.state])
                for source in (*entry.settled_by, *(other.iri for other in entry.grants if other.iri != grant.iri)):
                    yield grant.iri, Has.DERIVED_FROM, terms.node(source)


class _Services:
    """What papers tell of some contracts, and of all that are for the same services."""

    def __init__(self, ground: Ground, contracts: Collection[str]) -> None:
        self._ground = ground
        self._beside: dict[str, set[str]] = {}
        every = {each for contract in sorted(contracts) for each in self._service(contract)}
        known = Whole(ground.papers, ground.newest, ground.labels)
        self.facts: Facts = read(ground.store, every, with_terms=False, known=known)
        self.steps = same_service(self.facts)

    def leans(self, contract: str) -> Iterator[str]:
        """On what rests which contracts are for a contract's service, and what their steps tell."""
        for each in self._service(contract):
            yield each
            yield _core(self._ground, each)
            yield from (step.body for step in self.facts.steps.get(each, ()) if step.body)

    def _service(self, contract: str) -> set[str]:
        """A contract and all that come before and after it, or are named alike, and so on."""
        found, ahead = {contract}, [contract]
        while ahead:
            fresh = self._neighbours(ahead.pop()) - found
            found |= fresh
            ahead += sorted(fresh)
        return found

    def _neighbours(self, contract: str) -> set[str]:
        if contract not in self._beside:
            core = _core(self._ground, contract)
            alike = self._ground.givers(core) if core else []
            self._beside[contract] = {*alike, *self._before_and_after(contract)}
        return self._beside[contract]

    def _before_and_after(self, contract: str) -> Iterator[str]:
        from kg.project import terms

        store, this, prop = self._ground.store, terms.node(contract), terms.node(Has.PRECEDED_BY)
        yield from (getattr(quad.object, "value", "") for quad in store.quads_for_pattern(this, prop, None, None))
        yield from (getattr(quad.subject, "value", "") for quad in store.quads_for_pattern(None, prop, this, None))


class _Clock:
    """The newest days that a key's outcome is held against, each of which notes what it is held against."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._days: dict[str, Today | None] = {}

    def newest(self, body: str) -> Today | None:
        """The day of the newest paper of a council or committee."""
        if body not in self._days:
            day = self._ground.newest.get(body)
            self._days[body] = Today(day) if day else None
        return self._days[body]

    def heard_by(self, grant: Grant) -> str | None:
        """To which day the papers that could tell of a grant reach: all of its paper's council."""
        paper = self._ground.papers.get(grant.paper)
        if paper is None:
            return None
        own = first_day(paper.day) if paper.day else None
        return (self.newest(paper.council) if paper.council else None) or own

    def spans(self) -> Iterator[Span]:
        """Between which days the outcome holds."""
        return (span_of(day, body) for body, day in sorted(self._days.items()))


DERIVATION: Final = Derivation("delegations", _marks, marks_themselves, _derive, _things)
