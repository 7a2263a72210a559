"""Which contracts belong together: one replaced the other, or they serve one scheme, by what papers say or by name."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import ids
from kg.derive.contract_words import core_of as core_of
from kg.errors import UnknownName
from kg.names import fold
from kg.vocabulary import Has, Kind
from queries.answers import Ref
from queries.by_pattern import labels_of_kind, quads, values_of
from queries.library import Library
from queries.names import Fits, Named, fitting, having, named_things, near


@dataclass(frozen=True, slots=True)
class Family:
    """What a name means as a trail: its contracts, others of the same scheme or a like name, and the base's ties."""

    name: str
    contracts: tuple[Ref, ...]
    related: tuple[Ref, ...]
    ties: Ties


class Ties:
    """All contracts of a base, and what ties them."""

    def __init__(self, library: Library) -> None:
        labels = labels_of_kind(library, Kind.CONTRACT)
        self.contracts = {iri: Ref(iri, label) for iri, label in labels.items()}
        self.schemes = {iri: values_of(library, iri, Has.SCHEME) for iri in labels}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._kin: dict[str, set[str]] = defaultdict(set)
        self._alike: dict[str, set[str]] = defaultdict(set)
        for later, earlier, _paper in quads(library, None, Has.PRECEDED_BY):
            if later in labels:
                self._tie(self._kin, later, earlier)
                self._tie(self._near, later, earlier)
                self._tie(self._alike, later, earlier)
        cores = self._cores()
        self._named: dict[str, set[str]] = defaultdict(set)
        self._tie_all(self._named, cores)
        self._tie_all(self._near, self.schemes)
        self._tie_all(self._near, cores)
        self._tie_all(self._alike, {iri: cores.get(iri, set()) for iri in self.contracts})

    def _cores(self) -> dict[str, set[str]]:
        """What is left of each contract's name, within its council; where no paper names the council, of any."""
        found: dict[str, set[str]] = {}
        scopes: dict[str, set[str]] = defaultdict(set)
        for iri, ref in self.contracts.items():
            if core := core_of(ref.label):
                scope = ids.scope_of(iri)
                found[iri] = {f"{scope} {core}"}
                scopes[core].add(scope)
        for iri, ref in self.contracts.items():
            others = scopes.get(core_of(ref.label), set()) - {ids.scope_of(iri)}
            if ids.scope_of(iri).startswith("paper-") and len(others) == 1:
                found[iri].add(f"{min(others)} {core_of(ref.label)}")
        return found

    def serving(self, schemes: Iterable[Named]) -> Ties:
        """The same, with the contracts that serve each of some schemes tied; this one stays as it is."""
        tied = copy.copy(self)
        tied._near = defaultdict(set, {iri: set(others) for iri, others in self._near.items()})
        for scheme in schemes:
            tied._tie_all(tied._near, {iri: {scheme.ref.iri} for iri in tied.of_scheme(scheme)})
        return tied

    def line_of(self, contracts: Iterable[str]) -> set[str]:
        """Contracts with those that they replaced and that replaced them."""
        return _reached(self._kin, contracts) & self.contracts.keys()

    def family_of(self, contracts: Iterable[str]) -> set[str]:
        """Contracts with all that are tied to them."""
        return _reached(self._near, contracts) & self.contracts.keys()

    def same_service(self, contract: str) -> set[str]:
        """A contract with those before and after it, and those whose names differ in stock words only.

        An award told of one of them, later than a delegation, is not to be called missing.
        """
        return _reached(self._alike, [contract])

    def namesakes(self, contract: str) -> set[str]:
        """A contract with those whose names differ in stock words only, without those before and after it."""
        return _reached(self._named, [contract]) - (self.line_of([contract]) - {contract})

    def of_scheme(self, scheme: Named) -> set[str]:
        """The contracts that serve a scheme, as papers say or as their names do."""
        cores = {core for name in scheme.names if (core := core_of(name))}
        phrases = {f" {fold(name)} " for name in scheme.names if len(core_of(name).split()) > 1}
        return {
            iri
            for iri, ref in self.contracts.items()
            if scheme.ref.iri in self.schemes[iri]
            or (
                _of_one_council(iri, scheme.ref.iri)
                and (core_of(ref.label) in cores or any(phrase in f" {fold(ref.label)} " for phrase in phrases))
            )
        }

    @staticmethod
    def _tie(ties: dict[str, set[str]], one: str, other: str) -> None:
        ties[one].add(other)
        ties[other].add(one)

    def _tie_all(self, ties: dict[str, set[str]], keys: dict[str, set[str]]) -> None:
        """Tie contracts that share a key: each to the first, which is enough to reach the others."""
        leaders: dict[str, str] = {}
        for iri, shared in keys.items():
            for key in shared:
                self._tie(ties, iri, leaders.setdefault(key, iri))


def ties_of(library: Library) -> Ties:
    """The ties of a base's contracts, worked out once."""
    return library.once("ties", lambda: Ties(library))


def _of_one_council(one: str, other: str) -> bool:
    """May two things be of one council? A paper that names none may be of any."""
    scopes = {ids.scope_of(one), ids.scope_of(other)}
    return len(scopes) == 1 or any(scope.startswith("paper-") for scope in scopes)


def _reached(ties: dict[str, set[str]], begin: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    waiting = list(begin)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(ties.get(here, ()))
    return seen


def family(library: Library, wanted: str) -> Family:
    """The contracts that a person means by the name of a contract or of a scheme.

    A contract's own name means it and those before and after it; a scheme's, or a part of a name, all that belong
    together. UnknownName, with choices, where the name fits nothing, or contracts that have nothing in common.
    """
    things = named_things(library, "contract", "scheme")
    fits = _fits(wanted, things)
    if fits is None:
        raise UnknownName(f"There is no contract or scheme called “{wanted}”.", near(wanted, things))
    schemes = [thing for thing in fits.things if thing.kind == "scheme"]
    ties = ties_of(library).serving(schemes) if schemes else ties_of(library)
    found = _meant(fits, ties)
    if not found:
        only_schemes = ", ".join(thing.ref.label for thing in fits.things)
        raise UnknownName(f'No paper tells of a contract of {only_schemes}; try `kg scheme "{wanted}"`.')
    related = (ties.family_of(found) | _alike(wanted, things, ties)) - found
    return Family(_name(fits, ties, found), _sorted(ties, found), _sorted(ties, related), ties)


def _alike(wanted: str, things: Sequence[Named], ties: Ties) -> set[str]:
    """Contracts that have all the words of a name: who asks for "carers" wants to know of "Adult Carers", too."""
    words = core_of(wanted).split() or fold(wanted).split()
    found = having(words, things) if "://" not in wanted and words else ()
    return {thing.ref.iri for thing in found} & ties.contracts.keys()


def _fits(wanted: str, things: Sequence[Named]) -> Fits | None:
    """What fits a name; before any longer names, those that differ from it in stock words only.

    Of a name of nothing but stock words ("care contract") all that have them fit, not the one that has them in a row.
    """
    fits = fitting(wanted, things)
    core = core_of(wanted)
    if fits is None or fits.closeness in ("iri", "exact"):
        return fits
    if core:
        alike = tuple(thing for thing in things if any(core_of(name) == core for name in thing.names))
        return Fits("exact", alike) if alike else fits
    return Fits("words", tuple(having(fold(wanted).split(), things))) if fits.closeness == "phrase" else fits


def _meant(fits: Fits, ties: Ties) -> set[str]:
    contracts = {thing.ref.iri for thing in fits.things if thing.kind == "contract"}
    schemes = [thing for thing in fits.things if thing.kind == "scheme"]
    served = set().union(*(ties.of_scheme(scheme) for scheme in schemes))
    if not schemes and len(contracts) == 1:
        return ties.line_of(contracts)
    apart = _families(ties, contracts | served)
    if len(apart) > 1 and not (len(schemes) == 1 and contracts <= served):
        raise UnknownName(
            "That name fits contracts that have nothing in common; say which.", _offers(fits, ties, apart)
        )
    return ties.family_of(contracts) | ties.line_of(served)


def _families(ties: Ties, contracts: set[str]) -> list[set[str]]:
    left, found = set(contracts), []
    while left:
        one = ties.family_of([min(left)])
        found.append(one)
        left -= one
    return found


def _offers(fits: Fits, ties: Ties, apart: Iterable[set[str]]) -> tuple[str, ...]:
    """What to call each family; those of one name, as of two councils, by their IRIs, which say whose each is."""
    called = [(_offer(fits, ties, one), one) for one in apart]
    times = Counter(fold(name) for name, _one in called)
    found = (name if times[fold(name)] == 1 else min(one & {each.ref.iri for each in fits.things} or one)
             for name, one in called)  # fmt: skip
    return tuple(sorted(found))


def _offer(fits: Fits, ties: Ties, one: set[str]) -> str:
    """What to call a family: the scheme that it serves, or the shortest name of its contracts, among those that fit."""
    schemes = [thing.ref.label for thing in fits.things if thing.kind == "scheme" and ties.of_scheme(thing) & one]
    contracts = [thing.ref.label for thing in fits.things if thing.ref.iri in one]
    return min(schemes or contracts, key=lambda label: (len(label), label))


def _name(fits: Fits, ties: Ties, found: set[str]) -> str:
    schemes = [thing.ref.label for thing in fits.things if thing.kind == "scheme"]
    if len(schemes) == 1:
        return schemes[0]
    if len(fits.things) == 1:
        return fits.things[0].ref.label
    cores = {core_of(ties.contracts[iri].label) for iri in found}
    shared = min((ties.contracts[iri].label for iri in found), key=lambda label: (len(label), label))
    return shared if len(cores) > 1 else min((thing.ref.label for thing in fits.things), key=len)


def _sorted(ties: Ties, contracts: Iterable[str]) -> tuple[Ref, ...]:
    return tuple(sorted((ties.contracts[iri] for iri in contracts), key=lambda ref: (ref.label, ref.iri)))
