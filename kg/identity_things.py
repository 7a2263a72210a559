"""Joining names of schemes, providers, contracts, posts and bodies: by normal form, reference, alias, spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.identity_links import Groups, Link
from kg.identity_spelling import loose
from kg.judgements import Judgement
from kg.mentions import Mention, forms
from kg.normal import normal, reference_form

PAPER_DIGITS: Final = 16
# An alias made of such words alone is good within its paper only: every paper has its own "the provider".
GENERIC: Final = frozenset(
    [
        "agreement", "bidder", "care", "centre", "committee", "company", "contract", "contractor", "contracts",
        "council", "framework", "grant", "home", "model", "organisation", "phase", "plan", "policy", "programme",
        "project", "provider", "providers", "scheme", "schemes", "service", "services", "strategy", "supplier",
        "support", "system", "team", "tender", "tenderer", "the", "trust",
    ]
)  # fmt: skip


# A thing called by such words alone is its paper's own; "home care contract" says which, within one council.
NAMELESS: Final = GENERIC - {"care", "centre", "home", "support"}


class ThingBlock:
    """The names of one kind in one council. A name's key is its first form; keys are joined, never split."""

    def __init__(self, mentions: Iterable[Mention], judgements: tuple[Judgement, ...]) -> None:
        self._mentions = sorted(set(mentions), key=lambda mention: mention.order)
        self._kind = self._mentions[0].kind
        self._judgements = judgements
        self._claims: dict[str, set[str]] = defaultdict(set)
        self._recorded: dict[str, set[str]] = defaultdict(set)
        self._linked: dict[frozenset[str], str] = {}
        self._own: set[tuple[str, frozenset[str]]] = set()
        self._local: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in self._mentions:
            self._note(mention)
        self._keys = {mention: self._key(mention) for mention in self._mentions}
        self._said: dict[str, set[str]] = defaultdict(set)
        for mention, key in self._keys.items():
            self._said[key].update(mention.about)
        self._groups = Groups(self._keys.values())
        self._certain = Groups(self._keys.values())  # without what a person joined

    @property
    def links(self) -> list[Link]:
        """Every join that was made."""
        return self._groups.links

    def groups(self) -> list[list[Mention]]:
        """The mentions, a list for each thing."""
        self._join_judged()
        self._join_aliases()
        self._join_spelt()
        together: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            together[self._groups.top(self._keys[mention])].append(mention)
        return [together[top] for top in sorted(together)]

    def _note(self, mention: Mention) -> None:
        first, *others = forms(mention)
        key = key_in(first, mention.paper)
        for form in others:
            self._local[mention.paper, form].add(key)
            if not is_generic(form):
                self._claims[form].add(key)
            pair = frozenset((key, key_in(form, mention.paper)))
            self._own.add((mention.paper, pair))
            self._linked.setdefault(pair, mention.paper)
        if mention.recorded:
            self._recorded[key].add(mention.paper)

    def _key(self, mention: Mention) -> str:
        """A mention's key: that of the record whose alias it is in its own paper, else its own first form."""
        form, *others = forms(mention)
        called = self._local.get((mention.paper, form), set())
        only = len(called) == 1 and not mention.recorded and not others
        return next(iter(called)) if only else key_in(form, mention.paper)

    def _join(self, link: Link) -> bool:
        """Put two groups together unless a paper, a reference or a person holds them apart.

        What a person has joined against a paper does not keep either from what is certainly one with it.
        """
        ours, theirs = self._certain.members(link.one), self._certain.members(link.other)
        if all(any(key.startswith("ref ") for key in keys) for keys in (ours, theirs)):
            return False
        if any(self._in_one_paper(one, other) for one in ours for other in theirs):
            return False
        if self._kind == "contract" and (self._follows(ours, theirs) or self._follows(theirs, ours)):
            return False
        if self._groups.told_apart(link.one, link.other):
            return False
        self._certain.force(link)
        return self._groups.force(link)

    def _follows(self, ours: set[str], theirs: set[str]) -> bool:
        """Whether one contract had ended, by all that papers say, when the other began."""
        ends = [said for key in ours for said in self._said[key] if said.startswith("end ")]
        starts = [said for key in theirs for said in self._said[key] if said.startswith("start ")]
        return bool(ends and starts) and max(ends)[4:] <= min(starts)[6:]

    def _in_one_paper(self, one: str, other: str) -> bool:
        """Whether one paper has a record of each, and does not itself call them one."""
        if one not in self._recorded or other not in self._recorded:
            return False
        shared = self._recorded[one] & self._recorded[other]
        return any((paper, frozenset((one, other))) not in self._own for paper in shared)

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
        for key in sorted(set(self._keys.values())):
            if not key.startswith("ref "):
                spelt[loose(key)].append(key)
        for one, *others in spelt.values():
            for other in others:
                self._join(Link(one, other, "spelling"))


def is_generic(form: str) -> bool:
    """Whether a name says nothing outside its paper: "the provider", "provider d", "lot 2"."""
    return all(word in GENERIC or len(word) == 1 or word.isdigit() for word in form.split())


def key_in(form: str, paper: str) -> str:
    """A form's key: its own in every paper, unless it names nothing outside its paper."""
    nameless = all(word in NAMELESS or len(word) == 1 or word.isdigit() for word in form.split())
    return f"{form} {paper[:PAPER_DIGITS]}" if nameless else form


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
