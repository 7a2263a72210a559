"""The contracts of one paper as they are being read: one draft a contract, found again whatever the place calls it."""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.extract.contracts.phrases import FRESH, PLAIN, RUNNING, Named, is_place
from ingest.extract.contracts.terms import Terms
from ingest.extract.contracts.words import SMALL, said, titled, words_in
from kg.evidence import Evidence
from kg.names import fold
from kg.records import Contract, ContractEvent, Delegation, Scheme

# Words that tell no contract from another when two names are compared.
COMMON: Final = words_in(
    "the a an of for and in at on to with by contract contracts contact tender service services scheme schemes "
    "extra county wide countywide city borough agreement agreements framework frameworks partnership support care "
    "programme project provision system dynamic purchasing new current existing present block local authority "
    "works reprocurement"
)
# "Home care" and "home and community support" share a word that names neither.
WEAK: Final = frozenset(["home", "day", "night", "health", "community", "adult", "child", "young", "older", "social"])
KINDS: Final = (
    ("management agreement", re.compile(r"management agreement", re.I)),
    ("lease", re.compile(r"\bleases?\b", re.I)),
    ("framework", re.compile(r"\bframeworks?\b|purchasing system|\bDPS\b", re.I)),
    ("agreement", re.compile(r"\bagreements?\b", re.I)),
)


@dataclass(slots=True)
class Draft:
    """A contract while the paper is being read. `scopes` are the parts that speak of it, by their start; `origin` is
    the thing that it is for, where it is called by more than that; `others` are the keys of its other names.
    """

    topic: str
    kind: str
    sort: str
    running: bool
    prefix: bool
    key: frozenset[str]
    evidence: list[Evidence] = field(default_factory=list)
    scopes: set[int] = field(default_factory=set)
    scheme: str | None = None
    provider: str | None = None
    before: Draft | None = None
    terms: Terms = field(default_factory=Terms)
    start: str | None = None
    end: str | None = None
    called: list[Named] = field(default_factory=list)
    wanted: bool = False
    provisional: bool = False
    fixed: str | None = None
    origin: str = ""
    others: set[frozenset[str]] = field(default_factory=set)
    after_names: list[Named] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the contract is called in this paper."""
        return self.fixed or called(self.topic, self.kind, self.prefix, self.running)

    def add(self, terms: Terms) -> None:
        """Take over what a sentence says of the terms; what was read first stays."""
        mine = self.terms
        self.terms = Terms(
            mine.term_months if mine.term_months is not None else terms.term_months,
            mine.extension_months if mine.extension_months is not None else terms.extension_months,
            mine.annual_value if mine.annual_value is not None else terms.annual_value,
            mine.total_value if mine.total_value is not None else terms.total_value,
        )

    @property
    def says_something(self) -> bool:
        """Whether anything but its name was read."""
        return bool(self.terms or self.start or self.end or self.provider)


ENDS_IN_DEAL: Final = re.compile(r"\b(?:contracts?|frameworks?|agreements?|leases?)$", re.IGNORECASE)


def called(topic: str, kind: str, prefix: bool, running: bool) -> str:
    """A contract's name from its parts: "Alder Court current care contract", "Helping Hands contracts"."""
    if prefix or kind == "" or ENDS_IN_DEAL.search(topic):
        return f"{'current ' if running else ''}{topic}"
    return f"{topic} {'current ' if running else ''}{kind or 'contract'}"


def key_of(topic: str) -> frozenset[str]:
    """What names of one thing are compared by: its telling words, or all of them where none is telling."""
    words = _whole_lots(fold(re.sub(r"\([^)]*\)", " ", topic).replace("’s", "s"))).split()
    words = [_singular(word) for word in words]
    telling = frozenset(word for word in words if word not in COMMON and word not in SINGULARS)
    return telling if telling - WEAK else frozenset(word for word in words if word not in ("contract", "the", "a"))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names that are not one have a telling word in common."""
    return one != other and any(len(word) > 3 for word in (one & other) - WEAK)


def words_of(topic: str) -> tuple[str, ...]:
    """The telling words of a name, in their order."""
    key = key_of(topic)
    return tuple(word for word in (_singular(each) for each in _whole_lots(fold(topic)).split()) if word in key)


def _whole_lots(words: str) -> str:
    """Lots with their letters tied on: "Lot A" and "Lot B" are two things, though "a" tells nothing by itself."""
    words = re.sub(r"\b(lot|package|route) (\w{1,3})\b", r"\1\2", words)
    words = re.sub(r"\b(zone|area|region|cluster|locality) ([a-z]|\d{1,3}[a-z]?)\b", r"\1\2", words)
    return re.sub(r"\bcontract ([b-z]|a(?=$)|[1-9])\b", r"contract\1", words)


def _of_several(draft: Draft, words: tuple[str, ...]) -> bool:
    """Whether a title's two things, of which a name tells only one, are no name of it: "Meals and Day Care"."""
    pieces = [words_of(piece) for piece in re.split(r"\s+and\s+", draft.topic)]
    return draft.provisional and len(pieces) > 1 and len(words) > 1 and not set(pieces[0]) <= set(words)


def _part_in(key: frozenset[str]) -> frozenset[str]:
    """The words of a key that tell a part of a procurement: its lot, its zone, its letter."""
    return frozenset(word for word in key if A_PART.fullmatch(word))


A_PART: Final = re.compile(r"(?:lot|package|zone|area|region|cluster|locality)(?:[a-z]|\d{1,3}[a-z]?)|contract[a-z1-9]")


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


SINGULARS: Final = frozenset(_singular(word) for word in COMMON)


def sort_of(name: Named) -> str:
    """The sort of agreement that a phrase speaks of: contract, framework, lease, agreement, management agreement."""
    words = name.kind or name.topic.split(" for ")[0]
    return next((sort for sort, pattern in KINDS if pattern.search(words)), "contract")


# Steps that a provider has a part in; buying itself has none yet.
WITH_PROVIDER: Final = frozenset(["award", "direct-award", "extend", "vary", "start", "end", "pause", "terminate"])


class Register:
    """The drafts of one paper."""

    def __init__(self, schemes: tuple[Scheme, ...] = ()) -> None:
        self.drafts: list[Draft] = []
        # Where in `drafts` those of a key and sort, in force or not, stand: 4,000 rows took two seconds.
        self._alike: defaultdict[tuple[frozenset[str], str, bool], list[int]] = defaultdict(list)
        self._told: list[tuple[Draft, ContractEvent]] = []
        self._told_of: defaultdict[int, list[int]] = defaultdict(list)
        self._given: list[tuple[Draft | None, Delegation]] = []
        self._schemes = schemes
        self._next: dict[tuple[int, str | None], Draft] = {}

    def find(self, name: Named, scope: int, evidence: Evidence | None = None, *, exact: bool = False) -> Draft:
        """The draft that a phrase with a topic speaks of; a new one where none fits (`exact`: none of a like name)."""
        key, sort = key_of(name.topic), sort_of(name)
        draft = self._known(key, sort, name.running, scope, exact, words_of(name.topic))
        if draft is None:
            kind = name.kind if all(word.lower() in PLAIN for word in name.kind.split()[:-1]) else name.kind.split()[-1]
            kind = kind if sort == "contract" else name.kind
            draft = Draft(_tidy(name.topic), kind, sort, name.running, name.prefix, key)
            draft.scheme = self.scheme_of(draft)
            insort(self._alike[key, sort, name.running], len(self.drafts))
            self.drafts.append(draft)
        else:
            self._learn(draft, name, key)
        draft.scopes.add(scope)
        draft.called.append(replace(name, topic=_tidy(name.topic)))
        if evidence is not None:
            draft.evidence.append(evidence)
        return draft

    def _learn(self, draft: Draft, name: Named, key: frozenset[str]) -> None:
        before = draft.key
        _learn(draft, name, key)
        if draft.key != before:
            place = next(at for at in self._alike[before, draft.sort, draft.running] if self.drafts[at] is draft)
            self._alike[before, draft.sort, draft.running].remove(place)
            insort(self._alike[draft.key, draft.sort, draft.running], place)

    def _known(
        self,
        key: frozenset[str],
        sort: str,
        running: bool,
        scope: int,
        exact: bool = False,
        words: tuple[str, ...] = (),
    ) -> Draft | None:
        same = [self.drafts[at] for at in self._alike[key, sort, running]]
        if same:
            return next((draft for draft in same if scope in draft.scopes), same[0])
        if exact:
            return None
        alike = (draft for draft in self.drafts if draft.running == running and draft.sort == sort)
        near = [d for d in alike if scope in d.scopes and (d.key < key or key < d.key) and _opens_alike(d, words, key)]
        near = [draft for draft in near if _part_in(draft.key) == _part_in(key) and not _of_several(draft, words)]
        return near[0] if len(near) == 1 else None

    def also(self, draft: Draft, name: Named) -> None:
        """Note that a contract goes by another name too."""
        draft.others.add(key_of(name.topic))
        draft.called.append(replace(name, topic=_tidy(name.topic)))

    def known_topics(self, text: str) -> list[Draft]:
        """The drafts whose thing some words (a heading) name."""
        words = {_singular(word) for word in fold(text).split()}
        named = [draft for draft in self.drafts if not draft.running and draft.key and draft.key <= words]
        return [draft for draft in named if fold(draft.topic.split()[0]) in fold(text)] if len(named) > 1 else named

    def held_by(self, provider: str, scope: int) -> list[Draft]:
        """The contracts that a provider is known to hold, those of one part if it speaks of any."""
        held = [draft for draft in self.drafts if draft.provider == provider]
        return [draft for draft in held if scope in draft.scopes] or (held if len(held) == 1 else [])

    def running_of(self, draft: Draft, scope: int, evidence: Evidence, kind: str = "contract") -> Draft:
        """The contract in force that a wanted one is to replace."""
        if draft.running:
            return draft
        before = draft.before
        if before is None:
            name = Named(draft.topic, kind, 0, 0, running=True, prefix=False)
            before = self._known(draft.key, "contract", True, scope) or self.find(name, scope, evidence)
            if draft.prefix:
                before.topic, before.prefix = draft.topic, True
            before.scheme = draft.scheme
            draft.before = before
        before.after_names = [name for name in draft.called if key_of(name.topic) in draft.others]
        before.scopes.add(scope)
        before.evidence.append(evidence)
        return before

    def successor(self, draft: Draft, scope: int, evidence: Evidence, provider: str | None = None) -> Draft:
        """The contract that is bought for the same thing as one that a table lists as held; a provider tells it."""
        key = id(draft), provider
        after = self._next.get(key)
        if after is None:
            topic = f"{draft.name} ({provider})" if provider else f"new {draft.name}"
            after = Draft(topic, "", draft.sort, False, True, draft.key | {fold(provider or "new")})
            after.scheme, after.before, after.origin = draft.scheme, draft, draft.origin or draft.topic
            self._next[key] = after
            self.drafts.append(after)
        after.scopes.add(scope)
        after.evidence.append(evidence)
        return after

    def scheme_of(self, draft: Draft) -> str | None:
        """The scheme that a contract belongs to: one that the paper names, else the place that it is for."""
        fitting = [
            scheme
            for scheme in self._schemes
            if any(key_of(name) == draft.key for name in (scheme.name, *scheme.aliases))
        ]
        if fitting:
            return max(
                fitting, key=lambda scheme: len(set(fold(scheme.name).split()) & set(fold(draft.topic).split()))
            ).name
        if draft.prefix:
            return None
        return re.sub(r"\s+extra care scheme$", "", draft.topic) if is_place(draft.topic) else None

    def add(self, draft: Draft, event: ContractEvent) -> None:
        """Take an event in; said again, or said again less exactly, it is the same event with one more place."""
        places = self._told_of[id(draft)]
        for at in places:
            if _same_event(event, self._told[at][1]):
                self._told[at] = draft, _merged(self._told[at][1], event)
                return
        places.append(len(self._told))
        self._told.append((draft, event))

    def has_told(self, draft: Draft, steps: Container[str]) -> bool:
        """Whether one of some steps of a contract has been read."""
        return any(self._told[at][1].step in steps for at in self._told_of[id(draft)])

    def give(self, draft: Draft | None, delegation: Delegation) -> None:
        """Take in a grant of power, with the contract that it is power to award."""
        self._given.append((draft, delegation))

    def settle(self) -> None:
        """Give contracts their names for good: "current" only parts one from another for the same thing."""
        held = [draft for draft in self.drafts if draft.evidence]
        for draft in held:
            if not draft.running or draft.fixed:
                continue
            plain = called(draft.topic, draft.kind, draft.prefix, False)
            alone = not any(other is not draft and (other.key == draft.key or other.name == plain) for other in held)
            if alone and not any(other.before is draft for other in held):
                draft.fixed = plain

    def events(self) -> Iterator[ContractEvent]:
        """The events, under the names that their contracts ended up with."""
        for draft, event in self._told:
            provider = event.provider or (draft.provider if event.step in WITH_PROVIDER else None)
            yield replace(event, contract=draft.name, provider=provider)

    def delegations(self) -> Iterator[Delegation]:
        """The grants of power, likewise."""
        for draft, delegation in self._given:
            yield replace(delegation, contract=draft.name if draft else None)

    def contracts(self) -> Iterator[Contract]:
        """The contracts, in the order in which the paper first spoke of them; those only named are left out."""
        told = {draft.name for draft, _ in self._told}
        for draft in sorted(self.drafts, key=lambda draft: min((e.start for e in draft.evidence), default=0)):
            if draft.evidence and (draft.name in told or draft.says_something or _stands_alone(draft)):
                yield _record(draft)


def _same_event(one: ContractEvent, other: ContractEvent) -> bool:
    if (one.step, one.status, one.says, one.delegated_to) != (other.step, other.status, other.says, other.delegated_to):
        return False
    a, b = one.date or "", other.date or ""
    return a.startswith(b) or b.startswith(a)


def _merged(one: ContractEvent, other: ContractEvent) -> ContractEvent:
    return replace(
        one,
        date=max((one.date, other.date), key=lambda date: len(date or "")),
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        provider=one.provider or other.provider,
        value=one.value if one.value is not None else other.value,
        body=one.body or other.body,
    )


def _stands_alone(draft: Draft) -> bool:
    """Whether a contract only named is one for certain: a framework or an agreement with a name in capitals."""
    telling = [word for word in draft.topic.split() if word.lower() not in SMALL]
    return (
        draft.prefix
        and draft.sort != "contract"
        and len(telling) > 2
        and all(w[0].isupper() or w[0].isdigit() for w in telling)
    )


def _record(draft: Draft) -> Contract:
    before = draft.before.name if draft.before and draft.before.evidence else None
    return Contract(
        draft.name, tuple(dict.fromkeys(draft.evidence)), draft.scheme, draft.provider, draft.terms.annual_value,
        draft.terms.total_value, draft.terms.term_months, draft.terms.extension_months, draft.start, draft.end, before,
        tuple(dict.fromkeys(_aliases(draft))),
    )  # fmt: skip


def _aliases(draft: Draft) -> Iterator[str]:
    """The paper's other names for a contract; the one in force also by who holds it and when it ends."""
    if draft.running and (
        told := [words for words in (draft.provider, draft.end and f"to {said(draft.end)}") if words]
    ):
        yield f"{called(draft.topic, draft.kind, draft.prefix, False)} ({', '.join(told)})"
    if draft.running and draft.fixed != called(draft.topic, draft.kind, draft.prefix, False):
        yield from (f"{word} {plain}" for plain in _plain_names(draft) for word in ("existing", "present"))
    if draft.fixed:
        return
    for name in draft.called:
        alias = called(name.topic, name.kind, name.prefix, draft.running)
        if alias != draft.name and key_of(name.topic) != key_of(""):
            yield alias


def _plain_names(draft: Draft) -> list[str]:
    """What the contract in force and the one to come are both called: by the thing that they are for."""
    names = [draft.fixed or called(draft.topic, draft.kind, draft.prefix, False)]
    names.extend(called(name.topic, name.kind, name.prefix, False) for name in draft.after_names)
    return list(dict.fromkeys(names))


def _tidy(topic: str) -> str:
    words = topic.strip(" .,:;–-")
    return titled(words) if words.isupper() and len(words) > 5 else words


def _is_fuller(kind: str, held: str) -> bool:
    """Whether a kind tells more than the one held: "care and support contract" than "contract"."""
    words = [word for word in kind.lower().split() if word not in RUNNING | FRESH]
    plain = all(word in PLAIN for word in words[:-1])
    return plain and len(held.split()) < len(words) <= 5 and words[-1].startswith("contract")


def _opens_alike(draft: Draft, words: tuple[str, ...], key: frozenset[str]) -> bool:
    """Whether of two names, one of which holds all words of the other, both open alike, or one word is put before."""
    mine = words_of(draft.topic)
    if not mine or not words or not any(len(word) > 3 for word in key & draft.key):
        return False
    if draft.key < key and len(draft.key) > 2:
        return True
    return mine[0] == words[0] or (mine[-1] == words[-1] and abs(len(mine) - len(words)) == 1)


def _learn(draft: Draft, name: Named, key: frozenset[str]) -> None:
    """Take over what a fuller name of the same contract tells."""
    if draft.provisional and draft.key == key:
        draft.topic, draft.kind, draft.prefix, draft.provisional = _tidy(name.topic), name.kind, name.prefix, False
    elif draft.key < key and draft.prefix and name.prefix and not draft.running:
        draft.topic, draft.key = _tidy(name.topic), key
    elif not draft.prefix and not name.prefix and _is_fuller(name.kind, draft.kind):
        draft.kind = name.kind
