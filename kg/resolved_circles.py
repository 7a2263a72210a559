"""The circles of one block brought up to what some papers say now, and said before.

Where a paper says nothing that no other paper of its circle says, and keeps the order of which spelling more papers
have, numbers change and nothing else. Else the circles that its names belong to are put together or parted, and what
each comes to is worked out anew from the uses that are kept, without opening other papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.identity import doubtful
from kg.identity_circles import Together, Tokens, circles, key_token
from kg.identity_outcomes import Thing, outcome
from kg.identity_people import Doubt
from kg.identity_uses import PEOPLE, Block, Pair, Said, Stated, Use, Uses, count, counted, stated_by
from kg.names_circles import Circle, CirclesKept, ThingsKept
from kg.names_file import NamesFile
from kg.names_papers import PapersKept

Standing = Mapping[str, str | Doubt]


@dataclass(frozen=True, slots=True)
class Names:
    """What all blocks of a run share; `before` are the judgements of the last run."""

    file: NamesFile
    papers: PapersKept
    things: ThingsKept
    before: Said
    said: Said


@dataclass(frozen=True, slots=True)
class _Bearing:
    """What a paper says of a block; `came` where it says so now, else it said so before."""

    number: int
    stated: Stated
    came: bool


class Resolving:
    """The work on one block; `afresh`: what uses are told by changed, so all circles at hand are looked at."""

    def __init__(self, names: Names, block: Block, *, afresh: bool = False) -> None:
        self._names, self._block, self._afresh = names, block, afresh
        self._kept = CirclesKept(names.file, block)
        self._tokens = Tokens(block, names.said)
        self._bearing: dict[str, list[_Bearing]] = defaultdict(list)
        self._uses: Counter[Use] = Counter()  # by how many papers more, or fewer
        self._papers: dict[str, Counter[Pair]] = defaultdict(Counter)
        self._numbers: set[int] = set()
        self._held: dict[str, int | None] = {}
        self._first: dict[str, int | Use] = {}
        self._together: Together[int | Use] = Together()
        self._known: dict[int, list[Use]] = defaultdict(list)
        self._touched: set[int] = set()

    def note(self, number: int, stated: Stated, *, came: bool) -> None:
        """Note what a paper says now, or said."""
        by = 1 if came else -1
        self._numbers.add(number)
        bearing = _Bearing(number, stated, came)
        keys = {use.key for use in stated.uses}
        for key in keys:
            self._bearing[key].append(bearing)
        for use in stated.uses:
            self._uses[use] += by
        for key, name in counted(self._block[1], stated.uses):
            self._papers[key][key, name] += by
        (self._kept.bear if came else self._kept.forget)(number, keys)

    def resolve(self, afresh: Collection[int] = ()) -> set[int]:
        """Bring the circles up; the numbers of the papers in which some name stands for another thing."""
        for number in afresh:
            for use in self._kept.load(number).uses.uses:
                self._tie(number, use)
        for use in self._uses:
            holder = self._holder(key_token(use.key))
            if holder is None or use not in self._kept.load(holder).uses.uses:
                self._tie(use, use)
            else:
                self._together.top(holder)
                self._known[holder].append(use)
                if self._afresh:
                    self._tie(holder, use)
        for nodes in self._together.sets():
            numbers = sorted(node for node in nodes if isinstance(node, int))
            new = [node for node in nodes if not isinstance(node, int)]
            self._bring_up(numbers, new, afresh=self._afresh or not numbers or not set(numbers).isdisjoint(afresh))
        return self._touched

    def _holder(self, token: str) -> int | None:
        if token not in self._held:
            self._held[token] = self._kept.holder(token)
        return self._held[token]

    def _tie(self, node: int | Use, use: Use) -> None:
        """Put what a use belongs to together with all that share a token with it."""
        self._together.top(node)
        for token in self._tokens.of(use):
            self._together.join(self._first.setdefault(token, node), node)
            number = self._holder(token)
            if number is not None:
                self._together.join(number, node)

    def _bring_up(self, numbers: Sequence[int], new: Sequence[Use], *, afresh: bool) -> None:
        before = [self._kept.load(number) for number in numbers]
        involved = [*new, *(use for number in numbers for use in self._known[number])]
        uses = self._counted(before, involved)
        if len(before) == 1 and not afresh and not new and _says_no_more(self._block, before[0], uses, involved):
            before[0].uses = uses
            self._kept.save(before[0])
            self._put({}, *self._doubtful(before[0].doubts, before[0].doubts, {use.key for use in involved}))
            return
        gone = any(use not in uses.uses for circle in before for use in circle.uses.uses)
        parts = circles(uses.uses, self._tokens.of) if afresh or gone else [list(uses.uses)]
        things: dict[str, Thing] = {}
        after = [self._made(_part(uses, part), things) for part in parts if part]
        for circle, number in zip(after, numbers, strict=False):
            circle.number = number
        self._save(before, after, new, rewritten=afresh or gone or len(before) != 1)
        was = _standing(before)
        self._compare(was, _standing(after))
        lost, doubtful = self._doubtful(_all_doubts(before), _all_doubts(after), {use.key for use in involved})
        self._put(things, {iri for iri in was.values() if isinstance(iri, str)} | lost, doubtful)

    def _counted(self, before: Sequence[Circle], involved: Sequence[Use]) -> Uses:
        """All uses of some circles as they are with what papers say now, without what they said."""
        uses = Uses()
        for circle in before:
            uses.uses.update(circle.uses.uses)
            uses.papers.update(circle.uses.papers)
            uses.apart.update(circle.uses.apart)
        for use in involved:
            count(uses.uses, [use], self._uses[use])
        keys = {use.key for use in involved}
        for key in keys:
            for pair, by in self._papers[key].items():
                count(uses.papers, [pair], by)
        known = [{use.key for use in circle.uses.uses} for circle in before]
        every = keys.union(*known)
        for bearing in self._bearings(keys):
            for among in [every] if bearing.came else known:
                count(uses.apart, bearing.stated.apart(among), 1 if bearing.came else -1)
        for pair in self._across(known):
            count(uses.apart, [pair])
        return uses

    def _bearings(self, keys: Iterable[str]) -> list[_Bearing]:
        """What papers say of two or more of some keys."""
        found = Counter(id(bearing) for key in keys for bearing in self._bearing[key])
        every = {id(bearing): bearing for key in keys for bearing in self._bearing[key]}
        return [every[each] for each, times in found.items() if times > 1]

    def _across(self, known: Sequence[set[str]]) -> Iterator[Pair]:
        """Pairs of keys from two circles that become one, as papers tell them apart of which nothing changes."""
        if len(known) < 2:
            return
        of = {key: at for at, keys in enumerate(known) for key in keys}
        papers = [{number for key in keys for number in self._kept.bearers(key)} for keys in known]
        several = Counter(number for each in papers for number in each)
        for number in sorted(number for number, times in several.items() if times > 1 and number not in self._numbers):
            stated = self._stated(number)
            yield from (pair for pair in stated.apart(of) if of[pair[0]] != of[pair[1]])

    def _stated(self, number: int) -> Stated:
        """What a paper of which nothing changes says of the block."""
        named = self._names.papers.numbered(number)
        if named is None:
            return Stated("", frozenset())
        every = stated_by(named.sha256, named.mentions(), named.scope or "", self._names.said)
        return every.get(self._block, Stated(named.sha256, frozenset()))

    def _made(self, uses: Uses, things: dict[str, Thing]) -> Circle:
        """What some uses come to, its things beside it."""
        found = outcome(self._block, uses, self._names.said, self._names.things.is_body)
        things.update(found.things)
        return Circle(None, uses, found.of, found.doubts)

    def _save(self, before: Sequence[Circle], after: Sequence[Circle], new: Sequence[Use], *, rewritten: bool) -> None:
        """Keep circles in the place of others, with the tokens that lead to them."""
        told = [self._told(circle.uses.uses if rewritten else new, self._tokens) for circle in after]
        if rewritten and before:
            once = (use for circle in before for use in circle.uses.uses)
            self._kept.release(self._told(once, Tokens(self._block, self._names.before)).difference(*told))
            for number in {circle.number for circle in before} - {circle.number for circle in after}:
                self._kept.drop(number or 0)
        for circle, tokens in zip(after, told, strict=True):
            self._kept.hold(tokens, self._kept.save(circle))

    def _told(self, uses: Iterable[Use], tokens: Tokens) -> set[str]:
        return {token for use in uses for token in tokens.of(use)}

    def _compare(self, was: Standing, stands: Standing) -> None:
        """Note what keys stand for now where that is not what it was."""
        changed = {key: stands.get(key) for key in was.keys() | stands.keys() if was.get(key) != stands.get(key)}
        self._kept.note(changed)
        for key in changed:
            self._touched.update(self._kept.bearers(key))

    def _put(self, things: Mapping[str, Thing], lost: Iterable[str], doubtful: Mapping[str, Thing]) -> None:
        """Keep things in the place of others."""
        made = {**things, **doubtful}
        for iri in lost:
            if iri not in made and (thing := self._names.things.get(iri)) and thing.kind == self._block[1]:
                self._names.things.drop(iri)  # not where a body was a committee
        for thing in made.values():
            self._names.things.put(thing)

    def _doubtful(
        self, was: Mapping[str, Doubt], doubts: Mapping[str, Doubt], involved: set[str]
    ) -> tuple[set[str], dict[str, Thing]]:
        """Each paper's person of a name that fits several, as they were, and are: where that changed in all papers,
        else in those at hand."""
        lost: set[str] = set()
        made: dict[str, Thing] = {}
        for key in sorted(was.keys() | doubts.keys()):
            if was.get(key) == doubts.get(key) and key not in involved:
                continue
            others = [] if was.get(key) == doubts.get(key) else self._others(key)
            mine = self._bearing.get(key, [])
            for stated in [*others, *(each.stated for each in mine if not each.came)] if key in was else []:
                lost.update(thing.iri for thing, _each in doubtful(self._block, stated, {key: was[key]}))
            for stated in [*others, *(each.stated for each in mine if each.came)] if key in doubts else []:
                made.update((thing.iri, thing) for thing, _each in doubtful(self._block, stated, {key: doubts[key]}))
        return lost, made

    def _others(self, key: str) -> list[Stated]:
        """What papers say that have a key, and of which nothing changes."""
        return [self._stated(number) for number in self._kept.bearers(key) if number not in self._numbers]


def _standing(several: Iterable[Circle]) -> Standing:
    found: dict[str, str | Doubt] = {}
    for circle in several:
        found |= {**circle.of, **circle.doubts}
    return found


def _all_doubts(several: Iterable[Circle]) -> Mapping[str, Doubt]:
    return {key: doubt for circle in several for key, doubt in circle.doubts.items()}


def _says_no_more(block: Block, before: Circle, uses: Uses, involved: Iterable[Use]) -> bool:
    """Whether uses with other numbers come to what they came to before."""
    if uses.uses.keys() != before.uses.uses.keys() or uses.apart.keys() != before.uses.apart.keys():
        return False
    touched = {before.of[use.key] for use in involved if use.key in before.of}
    keys = {key for key, iri in before.of.items() if iri in touched}
    return _ranks(block, before, before.uses, keys) == _ranks(block, before, uses, keys)


def _ranks(block: Block, circle: Circle, uses: Uses, keys: Collection[str]) -> set[tuple[str, str, int]]:
    """By thing which of its spellings more papers have: each with the number of those that more papers have."""
    papers: dict[tuple[str, str], int] = defaultdict(int)
    for (key, name), number in uses.papers.items():
        if key in keys:
            papers[circle.of[key], key if block[1] in PEOPLE else name] += number
    of_things: dict[str, list[int]] = defaultdict(list)
    for (iri, _spelling), number in papers.items():
        of_things[iri].append(number)
    return {(*spelling, sum(other > number for other in of_things[spelling[0]])) for spelling, number in papers.items()}


def _part(uses: Uses, part: Collection[Use]) -> Uses:
    """Those of some uses, and what is said of them."""
    keys = {use.key for use in part}
    return Uses(
        {use: uses.uses[use] for use in part},
        {pair: number for pair, number in uses.papers.items() if pair[0] in keys},
        {pair: number for pair, number in uses.apart.items() if keys.issuperset(pair)},
    )
