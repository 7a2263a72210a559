"""What papers say of one thing, gathered for weighing it against another; and which two are worth weighing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from kg import names
from kg.identity_spelling import SMALL, initials_of, singular, slips_of
from kg.mentions import Mention, forms
from kg.normal import MentionKind

# Words that many names of a kind share say nothing; a council with 5,000 contracts has 40 for homecare.
MOST_SHARING: Final = 40


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing, or one person, as papers speak of it.

    forms     normal forms of its own names; `aliases` those of names that papers give beside them
    said      what `kg.mentions.said` wrote
    lists     what it shares with others whom one list names: paper and list, or the pair of names
    recorded  papers that have a record of it
    """

    kind: MentionKind
    names: tuple[str, ...]
    forms: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    lists: frozenset[tuple[str, str]] = frozenset()
    recorded: frozenset[str] = frozenset()

    def saying(self, what: str) -> frozenset[str]:
        """What papers say of it under one head: its posts, the scheme of a contract."""
        return frozenset(each for each in self.said if each.startswith(f"{what} "))


def profile(mentions: Sequence[Mention]) -> Profile:
    """The profile of one thing from all its mentions."""
    every = [(mention, forms(mention)) for mention in mentions]
    own = frozenset(form[0] for _mention, form in every if form)
    return Profile(
        mentions[0].kind,
        tuple(sorted({name for mention in mentions for name in (mention.name, *mention.aliases)})),
        own,
        frozenset(each for _mention, form in every for each in form[1:]) - own,
        frozenset(mention.email for mention in mentions if mention.email),
        frozenset(each for mention in mentions for each in mention.about),
        frozenset(mention.ref for mention in mentions if mention.ref),
        frozenset(mention.paper for mention in mentions),
        frozenset((mention.paper, mention.told_apart) for mention in mentions if mention.told_apart),
        frozenset(mention.paper for mention in mentions if mention.recorded),
    )


@lru_cache(maxsize=1 << 17)
def parts(form: str) -> tuple[tuple[str, ...], str]:
    """Given names or initials, and surname, in the forms that are compared."""
    return tuple(names.fold(word) for word in names.person_name(form).given), names.surname_key(form)


def people_pairs(people: Mapping[int, Iterable[tuple[tuple[str, ...], str, Iterable[str]]]]) -> set[tuple[int, int]]:
    """Which people are worth weighing, by their numbers: one surname, surnames a slip apart, one mailbox.

    people   for each number the given names, surname and mailboxes of each form
    """
    blocks: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, several in people.items():
        for given, surname, emails in several:
            for email in emails:
                blocks["email", email].add(number)
            if given and len(given[0]) > 1:
                blocks["surname", surname].add(number)
                for key in slips_of(surname):
                    blocks["given", given[0], key].add(number)
    return pairs_of(blocks.values())


def thing_pairs(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Which things are worth weighing: those that share a telling word, an abbreviation or an alias."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for number, each in enumerate(profiles):
        for form in each.forms | each.aliases:
            blocks[f"form {form}"].add(number)
            for word in form.split():
                if word not in SMALL and (len(word) > 1 or word.isdigit()):
                    blocks[singular(word)].add(number)
            blocks[form.replace(" ", "")].add(number)
        for name in each.names:
            if len(initials := initials_of(name)) > 2:
                blocks[initials].add(number)
    return pairs_of(blocks.values())


def pairs_of(blocks: Iterable[set[int]]) -> set[tuple[int, int]]:
    """All pairs within blocks, of blocks that are not so full that they say nothing."""
    return set(_pairs(blocks))


def _pairs(blocks: Iterable[set[int]]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if 1 < len(block) <= MOST_SHARING:
            yield from combinations(sorted(block), 2)
