"""Joining the forms of people's names within one council: only where nobody else fits, or much speaks for it.

A form is a name's normal form ("a bailey"). What a person has judged comes first. Full names that agree are one
person; initials join the only full name that they fit; a surname alone joins where exactly one full name, and nobody
else, bears it. Then spellings a letter apart and short forms of given names are joined where evidence makes it
certain, and the names that fitted several are looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg import names
from kg.identity_links import Link
from kg.identity_profiles import Profile, parts, people_pairs
from kg.identity_scores import weigh_people
from kg.identity_uses import Pair, Use, Uses, key_of_paper
from kg.judgements import Judgement
from kg.normal import PersonKind, normal


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the words of the IRI, the name to show, and the keys and names by which papers call it."""

    told_by: str
    label: str
    keys: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name in one paper that fits several people."""

    paper: str
    form: str
    name: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A key that fits several people, in whichever paper it stands."""

    key: str
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
    uses: list[Use]
    papers: int

    @property
    def is_full(self) -> bool:
        return bool(self.given) and len(self.given[0]) > 1

    @property
    def emails(self) -> set[str]:
        return {use.email for use in self.uses if use.email}

    @property
    def name(self) -> str:
        """The form as papers print it: mixed case before capitals."""
        return min({names.without_title(use.name) for use in self.uses}, key=lambda n: (n.isupper(), n))

    @property
    def exactness(self) -> tuple[int, int, int, str]:
        """For sorting: the fullest first."""
        return (-sum(len(word) > 1 for word in self.given), -len(self.given), -len(self.form), self.key)


People = list[list[_Form]]


class PeopleBlock:
    """The people of one kind in one council."""

    def __init__(self, kind: PersonKind, uses: Uses, judgements: tuple[Judgement, ...]) -> None:
        self.links: list[Link] = []
        self._kind = kind
        self._judgements = judgements
        self._judged = {(form, paper) for each in judgements for _kind, _of, form, paper in each.nodes() if paper}
        self._forms = _forms(kind, uses)
        self._listed: dict[str, set[Pair]] = defaultdict(set)  # a key's pairs with others of one list
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._tell_apart(uses.apart)
        self._people: People = self._seeds()
        self._seeded = {form.key for person in self._people for form in person}
        self._ambiguous: list[tuple[_Form, tuple[str, ...]]] = []
        self._gather_all()
        self._join_spelt()
        self._look_again()

    def people(self) -> list[Person]:
        """Everybody of whom it is known who it is."""
        return [_person(forms) for forms in self._people]

    def doubts(self) -> list[Doubt]:
        """Each name that fits several people."""
        return [Doubt(form.key, form.form, form.name, candidates) for form, candidates in self._ambiguous]

    def _tell_apart(self, pairs: Iterable[Pair]) -> None:
        for first, second in pairs:
            self._listed[first].add((first, second))
            self._listed[second].add((first, second))
            if self._forms[first].surname == self._forms[second].surname:
                self._part(first, second)
        for judgement in self._judgements:
            if not judgement.same:
                for first, second in self._judged_keys(judgement):
                    self._part(first, second)

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
            return [key for key in (key_of_paper(form, paper),) if key in self._forms]
        papers = (of for each, of in sorted(self._judged) if each == form)
        return [key for key in (form, *(key_of_paper(form, of) for of in papers)) if key in self._forms]

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
        profiles = {n: self._profile(numbered[n]) for n in {n for pair in pairs for n in pair}}
        scored = [(weigh_people(profiles[a], profiles[b]), a, b) for a, b in pairs]
        for score, a, b in sorted((each for each in scored if each[0].certain), key=lambda e: (-e[0].points, e[1:])):
            one, other = numbered[a], numbered[b]
            if one is not other and not self._are_apart(one, other):
                self.links.append(Link(one[0].key, other[0].key, "evidence", score.words))
                one.extend(other)
                numbered = {n: one if person is other else person for n, person in numbered.items()}
        self._people = list({id(person): person for person in numbered.values()}.values())

    def _profile(self, person: list[_Form]) -> Profile:
        every = [use for form in person for use in form.uses]
        return Profile(
            self._kind,
            tuple(sorted({use.name for use in every})),
            forms=frozenset(form.form for form in person),
            emails=frozenset(use.email for use in every if use.email),
            said=frozenset(each for use in every for each in use.about),
            lists=self._lists(person),
        )

    def _lists(self, person: list[_Form]) -> frozenset[Pair]:
        """What two people share whom one list names."""
        return frozenset(pair for form in person for pair in self._listed.get(form.key, ()))

    def _are_apart(self, one: list[_Form], other: list[_Form]) -> bool:
        theirs = {form.key for form in other}
        if any(first in theirs or second in theirs for first, second in self._lists(one)):
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


def _labels(people: People) -> tuple[str, ...]:
    return tuple(sorted(_person(person).label for person in people))


def _emails(person: list[_Form]) -> set[str]:
    return {email for form in person for email in form.emails}


def _forms(kind: PersonKind, uses: Uses) -> dict[str, _Form]:
    """What all papers say of each key's bearer. Of spellings with one form the first tells how it is taken apart."""
    found: dict[str, _Form] = {}
    for key, several in uses.of_keys().items():
        name = several[0].name
        found[key] = _Form(key, normal(kind, name), *parts(name), several, uses.papers[key, ""])
    return found


def _person(forms: list[_Form]) -> Person:
    best = _ranked(forms)[0]
    keys = tuple(sorted(form.key for form in forms))
    return Person(best.key, best.name, keys, tuple(sorted({use.name for form in forms for use in form.uses})))


def _ranked(forms: list[_Form]) -> list[_Form]:
    """The fullest forms, of spellings a letter apart the one that most papers have first."""
    fullest = min(form.exactness for form in forms)
    spellings = [form for form in forms if form.exactness[:2] == fullest[:2]]
    return sorted(spellings, key=lambda form: (-form.papers, form.exactness))
