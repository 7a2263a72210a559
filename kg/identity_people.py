"""Joining the forms of people's names within one council: only where nobody else fits, or much speaks for it.

A form is a name's normal form ("a bailey"). What a person has judged comes first. Full names that agree are one
person; initials join the only full name that they fit; a surname alone joins where exactly one full name, and nobody
else, bears it. Then spellings a letter apart and short forms of given names are joined where evidence makes it
certain, and the names that fitted several are looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg import names
from kg.identity_links import Link
from kg.identity_profiles import parts, people_pairs, profile
from kg.identity_scores import weigh_people
from kg.judgements import Judgement
from kg.mentions import Mention
from kg.normal import normal

PAPER_DIGITS: Final = 16


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
    """One normal form, of all papers or of one (`key` says of which), and what they say of its bearer."""

    key: str
    form: str
    given: tuple[str, ...]
    surname: str
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
        return (-sum(len(word) > 1 for word in self.given), -len(self.given), -len(self.form), self.key)


People = list[list[_Form]]


class PeopleBlock:
    """The people of one kind in one council."""

    def __init__(self, mentions: Iterable[Mention], judgements: tuple[Judgement, ...]) -> None:
        self.links: list[Link] = []
        self._forms: dict[str, _Form] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._judgements = judgements
        self._judged = {(form, paper) for each in judgements for _kind, _of, form, paper in each.nodes() if paper}
        self._note(sorted(set(mentions), key=lambda mention: mention.order))
        self._people: People = self._seeds()
        self._seeded = {form.key for person in self._people for form in person}
        self._ambiguous: list[tuple[_Form, tuple[str, ...]]] = []
        self._gather_all()
        self._join_spelt()
        self._look_again()

    def people(self) -> list[Person]:
        """Everybody, the ambiguous names each as a person of one paper."""
        found = [_person(forms) for forms in self._people]
        for form, _candidates in self._ambiguous:
            by_paper: dict[str, list[Mention]] = defaultdict(list)
            for mention in form.mentions:
                by_paper[mention.paper].append(mention)
            for paper, mentions in by_paper.items():
                found.append(Person(_key_in(form.form, paper), form.name, tuple(mentions)))
        return found

    def ambiguous(self) -> list[Ambiguous]:
        """Each name that fits several people, once a paper."""
        return [
            Ambiguous(paper, form.form, form.name, candidates)
            for form, candidates in self._ambiguous
            for paper in sorted({mention.paper for mention in form.mentions})
        ]

    def _note(self, mentions: list[Mention]) -> None:
        lists: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in mentions:
            form = normal(mention.kind, mention.name)
            key = _key_in(form, mention.paper) if (form, mention.paper[:PAPER_DIGITS]) in self._judged else form
            if key not in self._forms:
                self._forms[key] = _Form(key, form, *parts(mention.name))
            self._forms[key].mentions.append(mention)
            if mention.told_apart:
                lists[mention.paper, mention.told_apart].add(key)
        for together in lists.values():
            self._tell_apart(together)
        for judgement in self._judgements:
            if not judgement.same:
                for first, second in self._judged_keys(judgement):
                    self._part(first, second)

    def _tell_apart(self, together: set[str]) -> None:
        by_surname: dict[str, list[str]] = defaultdict(list)
        for key in together:
            by_surname[self._forms[key].surname].append(key)
        for same in by_surname.values():
            for first in same:
                self._apart[first].update(key for key in same if key != first)

    def _part(self, first: str, second: str) -> None:
        if first != second:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def _judged_keys(self, judgement: Judgement) -> list[tuple[str, str]]:
        """Pairs of keys on which a judgement bears: a name without a paper is that of all papers."""
        first, second = (self._keys_of(form, paper) for _kind, _council, form, paper in judgement.nodes())
        return [(one, other) for one in first for other in second if one != other]

    def _keys_of(self, form: str, paper: str) -> list[str]:
        if paper:
            return [key for key in (_key_in(form, paper),) if key in self._forms]
        papers = (of for each, of in sorted(self._judged) if each == form)
        return [key for key in (form, *(_key_in(form, of) for of in papers)) if key in self._forms]

    def _seeds(self) -> People:
        """Those whom a person's yes has made one."""
        together: dict[str, list[str]] = {}
        for judgement in self._judgements:
            for first, second in self._judged_keys(judgement) if judgement.same else ():
                ours, theirs = together.get(first, [first]), together.get(second, [second])
                if ours is not theirs:
                    self.links.append(Link(first, second, "judgement", judgement.said))
                    ours = [*ours, *theirs]
                    together.update(dict.fromkeys(ours, ours))
        distinct = {id(keys): keys for keys in together.values()}
        people = [
            sorted((self._forms[key] for key in keys), key=lambda form: form.exactness) for keys in distinct.values()
        ]
        return sorted(people, key=lambda forms: forms[0].exactness)

    def _gather_all(self) -> None:
        by_surname: dict[str, list[_Form]] = defaultdict(list)
        for form in self._forms.values():
            if form.key not in self._seeded:
                by_surname[form.surname].append(form)
        seeds: dict[str, People] = defaultdict(list)
        for person in self._people:
            for surname in sorted({form.surname for form in person}):
                seeds[surname].append(person)
        for surname in sorted(by_surname):
            self._gather(by_surname[surname], seeds.get(surname, []))

    def _gather(self, forms: list[_Form], seeds: People) -> None:
        """Give each form of one surname its person, the fullest forms first."""
        people = list(seeds)
        for form in sorted(forms, key=lambda form: form.exactness):
            fitting = [person for person in people if self._fits(form, person)]
            if person := self._chosen(form, fitting, people):
                self._add(form, person)
            elif len(fitting) > 1 or (fitting and form.emails):
                self._ambiguous.append((form, _labels(fitting)))
            else:
                people.append([form])
                self._people.append(people[-1])

    def _chosen(self, form: _Form, fitting: People, people: People) -> list[_Form] | None:
        """The person whose name a form is, where that is certain."""
        chosen = fitting if len(fitting) == 1 else [person for person in fitting if form.emails & _emails(person)]
        return chosen[0] if len(chosen) == 1 and self._is_certain(form, chosen[0], people) else None

    def _add(self, form: _Form, person: list[_Form]) -> None:
        nearest = min(person, key=lambda other: (other.surname != form.surname, other.exactness))
        self.links.append(Link(form.key, nearest.key, "fits"))
        person.append(form)

    def _fits(self, form: _Form, person: list[_Form]) -> bool:
        if any(other.key in self._apart.get(form.key, ()) for other in person):
            return False
        namesakes = [other for other in person if other.surname == form.surname]
        if len(namesakes) < len(person) and self._are_apart([form], person):
            return False
        judged = [other for other in namesakes if other.key in self._seeded]
        others = [other for other in namesakes if other.key not in self._seeded]
        if not judged:
            return bool(others) and all(_agree(form.given, other.given) for other in others)
        telling = [other for other in judged if other.is_full] or [other for other in judged if other.given] or judged
        return any(_fits_beside(form, one, others) for one in telling)

    def _is_certain(self, form: _Form, person: list[_Form], people: People) -> bool:
        """Two mailboxes in one domain are two people; a bare surname needs a full name without rival."""
        ours, theirs = form.emails, _emails(person)
        if ours & theirs or not form.given:
            return bool(form.given) or (len(people) == 1 and any(other.is_full for other in person))
        return not {mail.rpartition("@")[2] for mail in ours} & {mail.rpartition("@")[2] for mail in theirs}

    def _join_spelt(self) -> None:
        """Put people together whose names differ in spelling only, where the rest of the evidence makes it certain."""
        numbered = dict(enumerate(sorted(self._people, key=lambda person: min(form.key for form in person))))
        pairs = people_pairs({n: [(f.given, f.surname, f.emails) for f in person] for n, person in numbered.items()})
        profiles = {n: profile(_mentions(numbered[n])) for n in {n for pair in pairs for n in pair}}
        scored = [(weigh_people(profiles[a], profiles[b]), a, b) for a, b in pairs]
        for score, a, b in sorted((each for each in scored if each[0].certain), key=lambda e: (-e[0].points, e[1:])):
            one, other = numbered[a], numbered[b]
            if one is not other and not self._are_apart(one, other):
                self.links.append(Link(one[0].key, other[0].key, "evidence", score.words))
                one.extend(other)
                numbered = {n: one if person is other else person for n, person in numbered.items()}
        self._people = list({id(person): person for person in numbered.values()}.values())

    def _are_apart(self, one: list[_Form], other: list[_Form]) -> bool:
        theirs = {form.key for form in other}
        if _lists(one) & _lists(other):
            return True
        return any(not self._apart[form.key].isdisjoint(theirs) for form in one if form.key in self._apart)

    def _look_again(self) -> None:
        """Names that fitted several who turned out to be one."""
        left, self._ambiguous = self._ambiguous, []
        wanted = {form.surname for form, _candidates in left}
        by_surname: dict[str, People] = defaultdict(list)
        for known in self._people:
            for surname in wanted & {form.surname for form in known}:
                by_surname[surname].append(known)
        for form, _candidates in left:
            namesakes = by_surname[form.surname]
            fitting = [person for person in namesakes if self._fits_any(form, person)]
            if person := self._chosen(form, fitting, namesakes):
                self._add(form, person)
            else:
                self._ambiguous.append((form, _labels(fitting)))

    def _fits_any(self, form: _Form, person: list[_Form]) -> bool:
        """Whether a form fits some name of a person, and none is told apart from it."""
        if self._are_apart([form], person):
            return False
        return any(form.surname == other.surname and _agree(form.given, other.given) for other in person)


def _fits_beside(form: _Form, one: _Form, others: list[_Form]) -> bool:
    """Whether a form fits one of the names that a person has judged to be one's, and the others that fit that name."""
    return _agree(form.given, one.given) and all(
        _agree(form.given, other.given) for other in others if _agree(other.given, one.given)
    )


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names or initials do not contradict each other."""
    return all(a == b or (a[:1] == b[:1] and 1 in (len(a), len(b))) for a, b in zip(one, other, strict=False))


def _key_in(form: str, paper: str) -> str:
    """The key of a form that stands for one paper's bearer of it."""
    return f"{form} {paper[:PAPER_DIGITS]}"


def _labels(people: People) -> tuple[str, ...]:
    return tuple(sorted(_person(person).label for person in people))


def _emails(person: list[_Form]) -> set[str]:
    return {email for form in person for email in form.emails}


def _lists(person: list[_Form]) -> set[tuple[str, str]]:
    return {(mention.paper, mention.told_apart) for mention in _mentions(person) if mention.told_apart}


def _mentions(person: list[_Form]) -> list[Mention]:
    return [mention for form in person for mention in form.mentions]


def _person(forms: list[_Form]) -> Person:
    fullest = min(forms, key=lambda form: form.exactness)
    # Of spellings a letter apart, the one that most papers have.
    spellings = [form for form in forms if form.exactness[:2] == fullest.exactness[:2]]
    best = min(spellings, key=lambda form: (-len({mention.paper for mention in form.mentions}), form.exactness))
    return Person(best.key, best.name, tuple(_mentions(forms)))
