"""The procurements of published notices that are certainly contracts which papers tell of, of one council's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.identity_links import Groups, Link
from kg.identity_notices import certainly, is_notice, of_key, of_use, telling, title_of
from kg.identity_uses import Use, order
from kg.notice_numbers import is_process


def noticed(of_keys: Mapping[str, Sequence[Use]]) -> list[Link]:
    """A join for each procurement and each name that is certainly its contract's, or two portals' procurement alike."""
    notices = [key for key in sorted(of_keys) if is_notice(key)]
    if not notices:
        return []
    found: list[Link] = []
    names: dict[str, list[str]] = defaultdict(list)  # by telling word the keys that have it
    for key in sorted(of_keys):
        for word in _words(key, of_keys[key]):
            names[word].append(key)
    for key in notices:
        near = {other for word in _words(key, of_keys[key]) for other in names[word]}
        found.extend(link for other in sorted(near - {key}) if (link := _link(key, other, of_keys)))
    return found


def _words(key: str, uses: Iterable[Use]) -> frozenset[str]:
    titles = {title_of(use) for use in uses} if is_notice(key) else {key}
    return frozenset().union(*map(telling, titles))


def _link(key: str, other: str, of_keys: Mapping[str, Sequence[Use]]) -> Link | None:
    """The join of a procurement and another name by the statement of it that agrees on most; None where none does."""
    if is_notice(other) and other < key:
        return None  # was looked at from the other's side
    known = [of_use(use) for use in sorted(of_keys[other], key=order)] if is_notice(other) else None
    every = [
        words
        for use in sorted((each for each in of_keys[key] if is_process(each.ref)), key=order)
        for terms in known or [of_key(other, of_keys[other])]
        if (words := certainly(of_use(use), terms))
    ]
    return Link(key, other, "notice", max(every, key=_agreed)) if every else None


def of_one(pairs: Sequence[Link], groups: Groups) -> list[Link]:
    """The joins of those that come to one contract: not where two names, or one portal's two procurements, fit.

    Those for which most speaks come first, for they are what `kg why` tells.
    """
    together = Groups(groups.top(key) for pair in pairs for key in (pair.one, pair.other))
    for pair in pairs:
        together.force(Link(groups.top(pair.one), groups.top(pair.other), "notice"))
    found = (pair for pair in pairs if _is_one(together.members(groups.top(pair.one)), groups))
    return sorted(found, key=lambda pair: (-_agreed(pair.words), pair.one, pair.other))


def _agreed(words: str) -> int:
    """On how much two agree, by the words that say so."""
    return words.count("(+")


def _is_one(tops: Iterable[str], groups: Groups) -> bool:
    several = [groups.members(top) for top in tops]
    named = sum(any(not is_notice(key) for key in keys) for keys in several)
    processes = {key for keys in several for key in keys if is_notice(key)}
    return named <= 1 and not any(_portal(one) == _portal(other) for one, other in combinations(processes, 2))


def _portal(key: str) -> str:
    return key[: len("ref ocds") + 6]
