"""Joining names of schemes, providers, contracts, posts and bodies: by normal form, by reference, by alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.judgements import Judgement
from kg.mentions import Mention, forms
from kg.normal import normal

# An alias made of such words alone is good within its paper only: every paper has its own "the provider".
GENERIC: Final = frozenset(
    [
        "agreement", "bidder", "care", "centre", "committee", "company", "contract", "contractor", "contracts",
        "council", "framework", "grant", "home", "model", "organisation", "phase", "plan", "policy", "programme",
        "project", "provider", "providers", "scheme", "schemes", "service", "services", "strategy", "supplier",
        "support", "system", "team", "tender", "tenderer", "the", "trust",
    ]
)  # fmt: skip


class ThingBlock:
    """The names of one kind in one council. A name's key is its first form; keys are joined, never split."""

    def __init__(self, mentions: Iterable[Mention], judgements: tuple[Judgement, ...]) -> None:
        self._mentions = sorted(set(mentions), key=lambda mention: (mention.paper, mention.name, repr(mention)))
        self._judgements = judgements
        self._claims: dict[str, set[str]] = defaultdict(set)
        self._recorded: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._linked: set[tuple[str, frozenset[str]]] = set()
        self._local: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._above: dict[str, str] = {}
        self._below: dict[str, set[str]] = {}
        for mention in self._mentions:
            self._note(mention)

    def groups(self) -> list[list[Mention]]:
        """The mentions, a list for each thing."""
        for mention in self._mentions:
            key = self._key(mention)
            self._above[key], self._below[key] = key, {key}
        self._join_judged()
        self._join_aliases()
        together: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            together[self._top(self._key(mention))].append(mention)
        return [together[top] for top in sorted(together)]

    def _note(self, mention: Mention) -> None:
        key, *others = forms(mention)
        for form in others:
            self._local[mention.paper, form].add(key)
            if not is_generic(form):
                self._claims[form].add(key)
            self._linked.add((mention.paper, frozenset((key, form))))
        if mention.recorded:
            self._recorded[key][mention.paper].add(key)

    def _key(self, mention: Mention) -> str:
        """A mention's key: that of the record whose alias it is in its own paper, else its own first form."""
        form, *others = forms(mention)
        called = self._local.get((mention.paper, form), set())
        return next(iter(called)) if len(called) == 1 and not mention.recorded and not others else form

    def _join_judged(self) -> None:
        for judgement in self._judgements:
            first, second = (normal(self._mentions[0].kind, name) for name in judgement.names)
            if judgement.same and first in self._above and second in self._above:
                self._put_together(self._top(first), self._top(second))

    def _join_aliases(self) -> None:
        """Join a name to the thing of which it is an alias, where it is one thing's alias only.

        A join can make two claimants one, so go round until nothing changes.
        """
        changed = True
        while changed:
            changed = False
            for form in sorted(self._claims):
                claimants = {self._top(key) for key in self._claims[form]}
                if form in self._above and len(claimants) == 1:
                    changed |= self._join(self._top(form), claimants.pop())

    def _join(self, one: str, other: str) -> bool:
        if one == other or self._told_apart(one, other):
            return False
        self._put_together(one, other)
        return True

    def _put_together(self, one: str, other: str) -> None:
        low, high = sorted((one, other))
        if low != high:
            self._above[high] = low
            self._below[low] |= self._below.pop(high)

    def _told_apart(self, one: str, other: str) -> bool:
        """Whether a paper, a reference or a person holds two things apart."""
        ours, theirs = self._below[one], self._below[other]
        for judgement in self._judgements:
            first, second = (normal(self._mentions[0].kind, name) for name in judgement.names)
            if not judgement.same and ((first in ours and second in theirs) or (second in ours and first in theirs)):
                return True
        references = {key for key in ours | theirs if key.startswith("ref ")}
        return len(references) > 1 or any(self._in_one_paper(a, b) for a in ours for b in theirs)

    def _in_one_paper(self, one: str, other: str) -> bool:
        """Whether one paper has a record of each, and does not itself call them one."""
        shared = self._recorded.get(one, {}).keys() & self._recorded.get(other, {}).keys()
        return any((paper, frozenset((one, other))) not in self._linked for paper in shared)

    def _top(self, key: str) -> str:
        while self._above[key] != key:
            key = self._above[key]
        return key


def is_generic(form: str) -> bool:
    """Whether a name says nothing outside its paper: "the provider", "provider d", "lot 2"."""
    return all(word in GENERIC or len(word) == 1 or word.isdigit() for word in form.split())
