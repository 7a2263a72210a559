"""Likely joins, as questions for a person: what speaks for them, what against, and how to answer.

case = Case(mentions, judgements)
for question in case.questions(): …
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg import ids
from kg.identity import Identities, resolve
from kg.identity_links import Groups, Link
from kg.identity_notices import weigh as weigh_notices
from kg.identity_profiles import Profile, people_pairs, profile, thing_pairs
from kg.identity_profiles import parts as name_parts
from kg.identity_scores import Evidence, Score, weigh_people
from kg.identity_thing_scores import weigh_things
from kg.identity_things import called
from kg.identity_uses import PAPER_DIGITS
from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention
from kg.normal import normal
from kg.notice_numbers import is_process
from kg.vocabulary import ID_BASE

# A paper that names no council shares so many full names with one before it is asked whether it is that council's. With
# two, a regional board's paper was taken for a council's whose two members sit on it (2026-11-22).
NAMES_SHARED: Final = 3
PEOPLE: Final = ("member", "officer")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that a question is about.

    name, paper  how a judgement calls it: a name, and the beginning of a paper's sha256 where it is only that paper's
    papers       the papers that name it, by sha256
    """

    iri: str
    label: str
    name: str
    names: tuple[str, ...]
    papers: tuple[str, ...]
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two one? `id` stays the same as long as the two do."""

    id: str
    kind: str
    council: str | None
    one: Side
    other: Side
    score: Score

    def judgement(self, same: bool, reason: str, by: str | None = None, when: str | None = None) -> Judgement:
        """The answer, as it is kept."""
        names, papers = (self.one.name, self.other.name), (self.one.paper, self.other.paper)
        return Judgement(self.kind, names, same, reason, self.council, papers, by, when)


class Case:
    """All names of a base, what they stand for, and what could still be one."""

    def __init__(self, mentions: Iterable[Mention], judgements: Sequence[Judgement] = ()) -> None:
        self.mentions = tuple(mentions)
        self.judgements = tuple(judgements)

    @cached_property
    def identities(self) -> Identities:
        """What the names stand for."""
        return resolve(self.mentions, self.judgements)

    @cached_property
    def of_thing(self) -> Mapping[str, list[Mention]]:
        """Each thing's mentions, by IRI."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            if iri := self.identities.iri_of(mention):
                found[iri].append(mention)
        return found

    def profile(self, iri: str) -> Profile:
        """What papers say of a thing."""
        return profile(self.of_thing[iri])

    def scope(self, iri: str) -> str:
        """The council of a thing, as IRIs write it; empty for a provider."""
        mention = self.of_thing[iri][0]
        if mention.kind == "provider":
            return ""
        return ids.slug(mention.council) if mention.council else self.identities.scopes[mention.paper]

    def weigh(self, one: str, other: str) -> Score:
        """What speaks for two things, by IRI, being one."""
        score = self._weigh(self.profile(one), self.profile(other))
        judged = self.judged_apart(one, other)
        return Score(score.evidence, judged.said) if judged else score

    def judged_apart(self, one: str, other: str) -> Judgement | None:
        """A person's no on two things."""
        for judgement in self.judgements:
            if not judgement.same and judgement.kind == self.of_thing[one][0].kind:
                first, second = judgement.nodes()
                for a, b in ((one, other), (other, one)):
                    if self._is_meant(first, a) and self._is_meant(second, b):
                        return judgement
        return None

    def questions(self) -> tuple[Question, ...]:
        """What is likely, the likeliest first; of three that may be one, two questions, for the third follows."""
        found = [*self._of_things(), *self._of_ambiguous(), *self._of_papers()]
        found.sort(key=lambda each: (-each.score.points, each.kind, each.one.name, each.other.name, each.id))
        groups = Groups(iri for question in found for iri in (question.one.iri, question.other.iri))
        asked = (each for each in found if groups.force(Link(each.one.iri, each.other.iri, "evidence")))
        return tuple(asked)

    def likely(self) -> tuple[Question, ...]:
        """Every two things that are likely one, also those of which an answer to another question would tell."""
        return tuple(self._of_things())

    def _of_things(self) -> Iterator[Question]:
        blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri in sorted(self.of_thing):
            kind = self.of_thing[iri][0].kind
            if kind not in ("council", "meeting"):
                blocks[self.scope(iri), kind].append(iri)
        for (_scope, what), iris in sorted(blocks.items()):
            profiles = [self.profile(iri) for iri in iris]
            for one, other in sorted(self._pairs(what, profiles)):
                score = self._weigh(profiles[one], profiles[other])
                if score.likely and not self.judged_apart(iris[one], iris[other]):
                    yield self._question(iris[one], iris[other], score)

    def _pairs(self, kind: str, profiles: Sequence[Profile]) -> set[tuple[int, int]]:
        if kind not in PEOPLE:
            return thing_pairs(profiles)
        return people_pairs({n: [(*name_parts(f), each.emails) for f in each.forms] for n, each in enumerate(profiles)})

    def _of_ambiguous(self) -> Iterator[Question]:
        """Each name that fits several people, with each of them."""
        by_label: dict[tuple[str, str, str], str] = {}  # by council, kind and label
        for iri, mentions in self.of_thing.items():
            if mentions[0].kind in PEOPLE:
                by_label[self.scope(iri), mentions[0].kind, self.identities.things[iri].label] = iri
        for key, ambiguous in sorted(self.identities.ambiguous.items()):
            iri = self.identities.places[key]
            several = len(ambiguous.candidates)
            for label in ambiguous.candidates:
                other = by_label.get((self.scope(iri), key[1], label))
                if other and other != iri and not self.judged_apart(iri, other):
                    fits = Evidence(f"fits {several} people" if several > 1 else "fits, with another mailbox", 0)
                    score = self.weigh(iri, other)
                    if score.apart is None:
                        yield self._question(iri, other, Score((*score.evidence, fits)))

    def _of_papers(self) -> Iterator[Question]:
        """Whether a paper that names no council is one's, with whose papers it shares full names."""
        people: dict[str, set[str]] = defaultdict(set)
        for iri, mentions in self.of_thing.items():
            if mentions[0].kind in PEOPLE:
                full = (form for form in self.profile(iri).forms if len(form.split()[0]) > 1 and " " in form)
                people[self.scope(iri)].update(full)
        councils = {
            ids.last_part(iri): thing for iri, thing in self.identities.things.items() if thing.kind == "council"
        }
        for paper, scope in sorted(self.identities.scopes.items()):
            for council in sorted(councils) if scope == ids.paper_scope(paper) else ():
                shared = sorted(people[scope] & people[council])
                if len(shared) >= NAMES_SHARED:
                    yield self._paper_question(paper, council, councils[council].label, shared)

    def _paper_question(self, paper: str, council: str, label: str, shared: list[str]) -> Question:
        digits = paper[:PAPER_DIGITS]
        words = f"{len(shared)} full names in common: {', '.join(shared[:5]).title()}"
        one = Side(ids.paper(paper), digits, digits, (), (paper,))
        held = tuple(sorted(each for each, scope in self.identities.scopes.items() if scope == council))
        other = Side(f"{ID_BASE}council/{council}", label, label, (label,), held)
        key = ids.digest(OF_A_PAPER, digits, council)[:8]
        return Question(key, OF_A_PAPER, None, one, other, Score((Evidence(words, 2 * len(shared)),)))

    def _question(self, one: str, other: str, score: Score) -> Question:
        sides = sorted((self.side(one), self.side(other)), key=lambda side: (side.name, side.paper or ""))
        kind, scope = self.of_thing[one][0].kind, self.scope(one)
        words = (each for side in sides for each in (normal(kind, side.name), side.paper or ""))
        council = self._council(scope)
        return Question(ids.digest(kind, scope, *words)[:8], kind, council, sides[0], sides[1], score)

    def _council(self, scope: str) -> str | None:
        thing = self.identities.things.get(f"{ID_BASE}council/{scope}")
        return thing.label if thing else scope or None

    def side(self, iri: str) -> Side:
        """A thing as a question and a judgement speak of it."""
        mentions, thing = self.of_thing[iri], self.identities.things[iri]
        papers = tuple(sorted({mention.paper for mention in mentions}))
        name, paper = self._called(mentions, thing.label)
        return Side(iri, thing.label, name, thing.names, papers, paper)

    def _called(self, mentions: list[Mention], label: str) -> tuple[str, str | None]:
        first = mentions[0]
        if first.kind in PEOPLE:
            key = first.paper, first.kind, normal(first.kind, first.name)
            return label, first.paper[:PAPER_DIGITS] if key in self.identities.ambiguous else None
        return called([mention for mention in mentions if mention.recorded] or mentions)

    def _is_meant(self, node: tuple[str, str, str, str], iri: str) -> bool:
        """Whether a judgement's name stands for a thing."""
        _kind, council, form, paper = node
        if council and council != self.scope(iri):
            return False
        mentions = self.of_thing[iri]
        if paper and not any(mention.paper.startswith(paper) for mention in mentions):
            return False
        forms = self.profile(iri).forms
        return form in forms or f"ref {form.replace(' ', '')}" in forms

    def _weigh(self, one: Profile, other: Profile) -> Score:
        if one.kind in PEOPLE:
            return weigh_people(one, other)
        told_by_notice = any(map(is_process, one.refs | other.refs))
        return weigh_notices(one, other) if told_by_notice else weigh_things(one, other)
