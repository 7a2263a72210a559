"""Joining names of schemes, providers, contracts, posts and bodies: by normal form, reference, alias, spelling.

Contracts are also joined by what was put to one meeting (kg/identity_decided.py), and to the procurements that
published notices tell of (kg/identity_noticed.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from kg.identity_decided import decided
from kg.identity_links import Groups, Link
from kg.identity_noticed import noticed, of_one
from kg.identity_spelling import loose
from kg.identity_uses import PAPER_DIGITS, Uses, is_generic, key_in
from kg.judgements import Judgement
from kg.mentions import Mention, forms, forms_of
from kg.normal import MentionKind, normal, reference_form
from kg.notice_numbers import is_process, same_register


class ThingBlock:
    """The names of one kind in one council. Keys are joined, never split."""

    def __init__(self, kind: MentionKind, uses: Uses, judgements: tuple[Judgement, ...]) -> None:
        self._kind = kind
        self._judgements = judgements
        self._of_keys = uses.of_keys()
        self._in_one_paper = uses.apart
        self._linked = uses.linked
        self._claims = _claims(kind, uses)
        self._groups = Groups(self._of_keys)
        self._certain = Groups(self._of_keys)  # without what a person joined

    @property
    def links(self) -> list[Link]:
        """Every join that was made."""
        return self._groups.links

    def groups(self) -> list[list[str]]:
        """The keys, a list for each thing."""
        self._join_judged()
        self._join_aliases()
        self._join_spelt()
        self._join_decided()
        self._join_noticed()
        together: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._of_keys):
            together[self._groups.top(key)].append(key)
        return [together[top] for top in sorted(together)]

    def _join(self, link: Link) -> bool:
        """Put two groups together unless a paper, a reference or a person holds them apart.

        What a person has joined against a paper does not keep either from what is certainly one with it.
        """
        if self._held_apart(link.one, link.other):
            return False
        self._certain.force(link)
        return self._groups.force(link)

    def _held_apart(self, one: str, other: str) -> bool:
        ours, theirs = self._certain.members(one), self._certain.members(other)
        if any(same_register(a, b) and a != b for a, b in product(self._refs(ours), self._refs(theirs))):
            return True
        if any((min(a, b), max(a, b)) in self._in_one_paper for a in ours for b in theirs):
            return True
        if self._kind == "contract" and (self._follows(ours, theirs) or self._follows(theirs, ours)):
            return True
        return self._groups.told_apart(one, other)

    def _refs(self, keys: Iterable[str]) -> set[str]:
        return {use.ref or key for key in keys if key.startswith("ref ") for use in self._of_keys[key]}

    def _follows(self, ours: set[str], theirs: set[str]) -> bool:
        """Whether one contract had ended, by all that papers say, when the other began."""
        ends, starts = self._saying(ours, "end "), self._saying(theirs, "start ")
        return bool(ends and starts) and max(ends) <= min(starts)

    def _saying(self, keys: Iterable[str], what: str) -> list[str]:
        every = (each for key in keys for use in self._of_keys[key] for each in use.about)
        return [each.removeprefix(what) for each in every if each.startswith(what)]

    def _judged_keys(self, judgement: Judgement) -> list[tuple[str, str]]:
        first, second = (
            self._keys_of(name, paper) for name, paper in zip(judgement.names, judgement.papers, strict=True)
        )
        return [(one, other) for one in first for other in second if one != other]

    def _keys_of(self, name: str, paper: str | None) -> list[str]:
        """The keys that a judgement's name stands for."""
        wanted = [reference_form(name), normal(self._kind, name)]
        if paper:
            wanted = [f"{form} {paper}" for form in wanted] + wanted
        return [form for form in wanted if form in self._groups][:1]

    def _join_judged(self) -> None:
        for judgement in self._judgements:
            for one, other in self._judged_keys(judgement):
                if judgement.same:
                    self._groups.force(Link(one, other, "judgement", judgement.said))
                else:
                    self._groups.tell_apart(one, other)

    def _join_aliases(self) -> None:
        """Join a name to the thing of which it is an alias, where it is one thing's alias only.

        A join can make two claimants one, so go round until nothing changes.
        """
        groups, changed = self._groups, True
        while changed:
            changed = False
            for form in sorted(self._claims):
                if form not in groups:
                    continue
                claimants = {groups.top(key) for key in self._claims[form] if key in groups}
                if len(claimants) == 1:
                    key = min(key for key in self._claims[form] if key in groups)
                    paper = self._linked.get(frozenset((key, form)))
                    changed |= self._join(Link(form, key, "alias", paper=paper))

    def _join_spelt(self) -> None:
        """Join names that differ in plurals and spaces only."""
        spelt: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._of_keys):
            if not key.startswith("ref "):
                spelt[loose(key)].append(key)
        for one, *others in spelt.values():
            for other in others:
                self._join(Link(one, other, "spelling"))

    def _join_decided(self) -> None:
        """Join a contract's two names at one meeting."""
        if self._kind == "contract":
            for link in decided(self._of_keys):
                self._join(link)

    def _join_noticed(self) -> None:
        """Join procurements that notices tell of to the contracts that papers tell of, where just two may be one."""
        if self._kind != "contract":
            return
        pairs = [pair for pair in noticed(self._of_keys) if not self._held_apart(pair.one, pair.other)]
        for pair in of_one(pairs, self._groups):
            self._join(pair)


def _claims(kind: MentionKind, uses: Uses) -> dict[str, set[str]]:
    """By alias that says something outside its paper, the keys of what bears it."""
    found: dict[str, set[str]] = defaultdict(set)
    for use in uses.uses:
        if is_process(use.ref):
            continue  # a title is that of the next procurement too
        for form in forms_of(kind, (use.name, *use.aliases), use.ref)[1:]:
            if not is_generic(form):
                found[form].add(use.key)
    return found


def called(mentions: Iterable[Mention]) -> tuple[str, str | None]:
    """How a judgement speaks of a thing: by its reference, else its shortest name that says anything by itself.

    Where none does, by a name and the beginning of the hash of the paper that uses it.
    """
    found: dict[tuple[bool, bool, int, str], tuple[str, str | None]] = {}
    for mention in sorted(mentions, key=lambda mention: mention.order, reverse=True):
        form = forms(mention)[0]
        name = mention.ref if mention.ref and form.startswith("ref ") else mention.name
        key = key_in(form, mention.paper)
        paper = mention.paper[:PAPER_DIGITS] if key != form and mention.kind != "committee" else None
        found[paper is not None, not form.startswith("ref "), len(form), key] = (name, paper)
    return found[min(found)]
