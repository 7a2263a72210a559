"""Circles of names: those of a block that could be one thing, or of which one could keep others from being one.

Two uses that share a token are of one circle: a normal form, an alias, a spelling but for plurals and spaces, a
mailbox, a surname, surnames a slip apart beside one given name, the words of an IRI, a contract's supplier or start
beside a word of its title, its step at a meeting, or a person's judgement on both. Nothing by which
kg/identity_people.py and kg/identity_things.py join names, or hold them apart, lies outside one circle. So each comes
to what it comes to for itself, and one more paper makes only those anew in which it says something new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from kg import identity_decided, identity_notices, ids
from kg.identity_outcomes import body_iris
from kg.identity_profiles import parts
from kg.identity_spelling import loose, slips_of
from kg.identity_uses import FIXED, PEOPLE, Block, Said, Use, is_generic
from kg.judgements import Judgement
from kg.mentions import forms_of
from kg.normal import MentionKind, normal, reference_form
from kg.notice_numbers import is_process

N = TypeVar("N", bound=Hashable)


class Tokens:
    """What the uses of one block are told by."""

    def __init__(self, block: Block, said: Said) -> None:
        self._block, self._said = block, said
        self._judged: dict[str, set[str]] = defaultdict(set)
        for judgement in said.of(block):
            for key in judged_keys(block[1], judgement):
                self._judged[key].add(f"judged {judgement!r}")

    def of(self, use: Use) -> set[str]:
        """The tokens of a use; two uses of one key share that key's."""
        scope, kind = self._block
        found = {key_token(use.key)}
        if kind in FIXED:
            return found
        found.update(_of_person(kind, use) if kind in PEOPLE else _of_thing(kind, use))
        if kind == "body":
            found.update(map(body_token, body_iris(scope, use.short, self._said)))
        form = normal(kind, use.name) if kind in PEOPLE else use.key
        return found | self._judged.get(form, set()) if self._judged else found


def key_token(key: str) -> str:
    """The token of a key, or of a form that is a key where papers use it by itself."""
    return f"key {key}"


def body_token(iri: str) -> str:
    """The token of a body that may be some committee or council."""
    return f"is {iri}"


def judged_keys(kind: MentionKind, judgement: Judgement) -> set[str]:
    """What a judgement bears on: forms of people, keys of things."""
    forms: set[str] = set()
    for name, paper in zip(judgement.names, judgement.papers, strict=True):
        wanted = {normal(kind, name)} if kind in PEOPLE else {normal(kind, name), reference_form(name)}
        forms |= wanted | {f"{form} {paper}" for form in wanted if paper}
    return forms


def _of_person(kind: MentionKind, use: Use) -> Iterator[str]:
    given, surname = parts(use.name)
    yield key_token(normal(kind, use.name))
    yield f"iri {ids.slug(use.key)}"
    yield f"surname {surname}"
    if given and len(given[0]) > 1:
        yield from (f"given {given[0]} {key}" for key in slips_of(surname))
    if use.email:
        yield f"mail {use.email}"


def _of_thing(kind: MentionKind, use: Use) -> Iterator[str]:
    yield f"iri {ids.slug(use.short)}"
    if use.ref:
        yield f"iri {ids.slug(use.ref)}"
    if not use.key.startswith("ref "):
        yield f"spelt {loose(use.key)}"
    if kind == "contract":
        yield from identity_notices.tokens(use)
        yield from identity_decided.tokens(use)
    for form in () if is_process(use.ref) else forms_of(kind, (use.name, *use.aliases), use.ref)[1:]:
        if not is_generic(form):
            yield key_token(form)


class Together(Generic[N]):
    """Things put together into sets that have nothing in common, as they are found to share something."""

    def __init__(self) -> None:
        self._above: dict[N, N] = {}

    def top(self, one: N) -> N:
        """What stands for its set."""
        above = self._above
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: N, other: N) -> None:
        """Put two sets together."""
        self._above[self.top(other)] = self.top(one)

    def sets(self) -> list[list[N]]:
        """The sets, each in the order in which its members came."""
        found: dict[N, list[N]] = defaultdict(list)
        for one in self._above:
            found[self.top(one)].append(one)
        return list(found.values())


def circles(uses: Iterable[Use], tokens: Callable[[Use], Iterable[str]]) -> list[list[Use]]:
    """Uses by their circles."""
    together: Together[Use] = Together()
    holder: dict[str, Use] = {}
    for use in uses:
        together.top(use)
        for token in tokens(use):
            together.join(holder.setdefault(token, use), use)
    return together.sets()
