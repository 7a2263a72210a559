"""Joining the forms of people's names within one council: only where nobody else fits.

A form is a name's normal form ("a bailey"). Full names that agree are one person; initials join the only full name that
they fit; a surname alone joins where exactly one full name, and nobody else, bears it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg import names
from kg.judgements import Judgement
from kg.mentions import Mention
from kg.normal import normal


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the words of the IRI, the name to show, and every mention."""

    told_by: str
    label: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name in one paper that fits several people."""

    paper: str
    form: str
    name: str
    candidates: tuple[str, ...]


@dataclass(slots=True)
class _Form:
    """One normal form, and what all papers say of its bearer."""

    form: str
    given: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return bool(self.given) and len(self.given[0]) > 1

    @property
    def emails(self) -> set[str]:
        return {mention.email for mention in self.mentions if mention.email}

    @property
    def name(self) -> str:
        """The form as papers print it: the commonest way, mixed case before capitals."""
        printed = sorted(
            {names.without_title(mention.name) for mention in self.mentions}, key=lambda n: (n.isupper(), n)
        )
        return printed[0]

    @property
    def exactness(self) -> tuple[int, int, int, str]:
        """For sorting: the fullest first."""
        return (-sum(len(word) > 1 for word in self.given), -len(self.given), -len(self.form), self.form)


class PeopleBlock:
    """The people of one kind in one council."""

    def __init__(self, mentions: Iterable[Mention], judgements: tuple[Judgement, ...]) -> None:
        self._apart: set[frozenset[str]] = set()
        self._judgements = judgements
        self._people: list[list[_Form]] = []
        self._ambiguous: list[tuple[_Form, tuple[str, ...]]] = []
        by_surname: dict[str, dict[str, _Form]] = defaultdict(dict)
        lists: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in sorted(set(mentions), key=lambda mention: (mention.paper, mention.name, repr(mention))):
            form = normal(mention.kind, mention.name)
            given, surname = _parts(mention.name)
            block = by_surname[surname]
            block.setdefault(form, _Form(form, given)).mentions.append(mention)
            if mention.told_apart:
                lists[mention.paper, mention.told_apart].add(form)
        self._tell_apart(lists.values())
        for surname in sorted(by_surname):
            self._gather(list(by_surname[surname].values()))
        self._join_judged()

    def people(self) -> list[Person]:
        """Everybody, the ambiguous names each as a person of one paper."""
        found = [_person(forms) for forms in self._people]
        for form, _candidates in self._ambiguous:
            by_paper: dict[str, list[Mention]] = defaultdict(list)
            for mention in form.mentions:
                by_paper[mention.paper].append(mention)
            found.extend(Person(f"{form.form} {paper[:16]}", form.name, tuple(by_paper[paper])) for paper in by_paper)
        return found

    def ambiguous(self) -> list[Ambiguous]:
        """Each name that fits several people, once a paper."""
        return [
            Ambiguous(paper, form.form, form.name, candidates)
            for form, candidates in self._ambiguous
            for paper in sorted({mention.paper for mention in form.mentions})
        ]

    def _tell_apart(self, lists: Iterable[set[str]]) -> None:
        for together in lists:
            by_surname: dict[str, list[str]] = defaultdict(list)
            for form in together:
                by_surname[names.surname_key(form)].append(form)
            for forms in by_surname.values():
                self._apart.update(frozenset((a, b)) for a in forms for b in forms if a != b)
        for judgement in self._judgements:
            if not judgement.same:
                self._apart.add(frozenset(names.fold(names.without_title(name)) for name in judgement.names))

    def _gather(self, forms: list[_Form]) -> None:
        """Give each form of one surname its person, the fullest forms first."""
        people: list[list[_Form]] = []
        left: list[tuple[_Form, tuple[str, ...]]] = []
        for form in sorted(forms, key=lambda form: form.exactness):
            fitting = [person for person in people if self._fits(form, person)]
            chosen = fitting if len(fitting) == 1 else [p for p in fitting if form.emails & _emails(p)]
            if len(chosen) == 1 and self._is_certain(form, chosen[0], people):
                chosen[0].append(form)
            elif len(fitting) > 1 or (fitting and form.emails):
                left.append((form, tuple(sorted(_person(person).label for person in fitting))))
            else:
                people.append([form])
        self._people.extend(people)
        self._ambiguous.extend(left)

    def _fits(self, form: _Form, person: list[_Form]) -> bool:
        return all(
            names.may_be_one(form.form, other.form) and frozenset((form.form, other.form)) not in self._apart
            for other in person
        )

    def _is_certain(self, form: _Form, person: list[_Form], people: list[list[_Form]]) -> bool:
        """Two mailboxes in one domain are two people; a bare surname needs a full name without rival."""
        ours, theirs = form.emails, _emails(person)
        if ours & theirs or not form.given:
            return bool(form.given) or (len(people) == 1 and person[0].is_full)
        return not {mail.rpartition("@")[2] for mail in ours} & {mail.rpartition("@")[2] for mail in theirs}

    def _join_judged(self) -> None:
        for judgement in self._judgements:
            if judgement.same:
                wanted = {names.fold(names.without_title(name)) for name in judgement.names}
                self._settle(wanted)
                joined = [person for person in self._people if any(form.form in wanted for form in person)]
                if len(joined) > 1:
                    self._people = [person for person in self._people if person not in joined]
                    self._people.append([form for person in joined for form in person])

    def _settle(self, wanted: set[str]) -> None:
        """A name on which a person has spoken is no longer ambiguous."""
        self._people.extend([form] for form, _candidates in self._ambiguous if form.form in wanted)
        self._ambiguous = [(form, others) for form, others in self._ambiguous if form.form not in wanted]


@lru_cache(maxsize=65536)
def _parts(name: str) -> tuple[tuple[str, ...], str]:
    """Given names or initials, and surname, in the forms that are compared."""
    return tuple(names.fold(word) for word in names.person_name(name).given), names.surname_key(name)


def _emails(person: list[_Form]) -> set[str]:
    return {email for form in person for email in form.emails}


def _person(forms: list[_Form]) -> Person:
    best = min(forms, key=lambda form: form.exactness)
    return Person(best.form, best.name, tuple(mention for form in forms for mention in form.mentions))
