"""Which names are one thing, across all papers: a pure function of the set of what papers name.

Certain joins only; likely ones are questions for a person (kg/identity_questions.py), whose answers come first. Two
names are joined where they share a normal form or a reference, or differ in plurals and spaces only; where a paper
itself gives one as the other's alias; for people of one council, where surname and initials agree and nobody else
fits, or spellings are close and much else agrees. Names that one paper tells apart are never joined. Neither the order
of papers nor how they came in matters: every choice between equals is made by sorting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg import ids, names
from kg.identity_links import Link
from kg.identity_outcomes import Outcome, outcome
from kg.identity_outcomes import Thing as Thing
from kg.identity_people import Ambiguous, Doubt
from kg.identity_uses import FIXED, Block, Said, Stated, gathered, key_of_paper, stated_by
from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention, forms
from kg.normal import MentionKind, PersonKind, normal, reference_form

# Raise it with every change of rules that joins or parts names: a base that was made by others is made again.
RULES: Final = "5"
# A public body's own mail domain says whose paper it is; a provider's or a mail company's does not.
PUBLIC_DOMAIN: Final = re.compile(r"(?:^|\.)gov\.[a-z]+$")


@dataclass(frozen=True, slots=True)
class Identities:
    """What resolving came to.

    things      by IRI
    places      (paper, kind, normal form) to the IRI that this name has in that paper
    scopes      each paper's council as the IRIs write it
    ambiguous   names of people that fit several, by paper and form
    committees  the form of a committee's name by council and other form, where a person has judged two names to be one
    links       why names are one, by council and kind
    """

    things: Mapping[str, Thing]
    places: Mapping[tuple[str, str, str], str]
    scopes: Mapping[str, str]
    ambiguous: Mapping[tuple[str, str, str], Ambiguous] = field(default_factory=dict)
    committees: Mapping[tuple[str, str], str] = field(default_factory=dict)
    links: Mapping[tuple[str, str], tuple[Link, ...]] = field(default_factory=dict)

    def committee_form(self, scope: str, name: str) -> str:
        """The form by which a committee is known, from a name that papers give it."""
        form = normal("committee", name)
        return self.committees.get((scope, form), form)

    def iri_of(self, mention: Mention) -> str | None:
        """The thing that a mention names; None where it was not among those that were resolved."""
        if mention.kind not in FIXED:
            return self.places.get((mention.paper, mention.kind, forms(mention)[0]))
        names = self.of(mention.paper)
        match mention.kind:
            case "committee":
                return names.committee(mention.name, mention.council)
            case "meeting":
                return names.meeting(mention.name, mention.date or "", mention.council)
            case _:
                return names.council(mention.name)

    def of(self, paper: str) -> PaperNames:
        """The names as one paper, by its sha256, uses them."""
        return PaperNames(self, paper, self.scopes.get(paper, ids.paper_scope(paper)))

    def changed(self, before: Identities) -> set[str]:
        """The papers for which any name now stands for another thing than before, so that they need new quads."""
        keys = {key for key, iri in self.places.items() if before.places.get(key) != iri}
        keys.update(self.ambiguous.keys() ^ before.ambiguous.keys())
        moved = {paper for paper, scope in self.scopes.items() if before.scopes.get(paper) != scope}
        renamed = set(self.committees.items()) ^ set(before.committees.items())
        of_council = {scope for (scope, _form), _known in renamed}
        moved.update(paper for paper, scope in self.scopes.items() if scope in of_council)
        return ({paper for paper, _kind, _form in keys} | moved) & before.scopes.keys()


@dataclass(frozen=True, slots=True)
class PaperNames:
    """From the names that one paper uses to IRIs. A name that was never collected gets the IRI it would have alone."""

    identities: Identities
    paper: str
    scope: str

    def council(self, name: str) -> str:
        return ids.council(name)

    def scope_of(self, council: str | None) -> str:
        return ids.slug(council) if council else self.scope

    def committee(self, name: str, council: str | None = None) -> str:
        scope = self.scope_of(council)
        return ids.committee(scope, self.identities.committee_form(scope, name))

    def meeting(self, name: str, date: str, council: str | None = None) -> str:
        scope = self.scope_of(council)
        return ids.meeting(scope, self.identities.committee_form(scope, name), date)

    def person(self, name: str, kind: PersonKind) -> str:
        return self._placed(kind, name) or ids.person(self.scope, kind, name)

    def is_ambiguous(self, name: str, kind: PersonKind) -> Ambiguous | None:
        return self.identities.ambiguous.get((self.paper, kind, normal(kind, name)))

    def post(self, title: str) -> str:
        return self._placed("post", title) or ids.post(self.scope, normal("post", title))

    def body(self, name: str) -> str:
        return self._placed("body", name) or ids.body(self.scope, normal("body", name))

    def provider(self, name: str) -> str:
        return self._placed("provider", name) or ids.provider(normal("provider", name))

    def contract(self, name: str) -> str:
        return self._placed("contract", name) or ids.contract(self.scope, names.fold(name))

    def scheme(self, name: str, ref: str | None = None) -> str:
        by_ref = self.identities.places.get((self.paper, "scheme", reference_form(ref))) if ref else None
        return by_ref or self._placed("scheme", name) or ids.scheme(self.scope, names.fold(ref or name))

    def _placed(self, kind: MentionKind, name: str) -> str | None:
        return self.identities.places.get((self.paper, kind, normal(kind, name)))


def resolve(mentions: Iterable[Mention], judgements: Iterable[Judgement] = ()) -> Identities:
    """Everything that the papers name, as things; `mentions` are those of all papers of the base, in any order.

    Each block, one kind in one council, is taken for itself, but that bodies may be committees and councils.
    """
    every, said = tuple(mentions), Said(judgements)
    scopes = paper_scopes(every, said.judgements)
    of_papers: dict[str, list[Mention]] = defaultdict(list)
    for mention in every:
        of_papers[mention.paper].append(mention)
    found = _Gathered(scopes, said)
    blocks: dict[Block, list[Stated]] = defaultdict(list)
    for paper in sorted(of_papers):
        for block, stated in stated_by(paper, of_papers[paper], scopes[paper], said).items():
            blocks[block].append(stated)
    for block in sorted(blocks, key=in_turn):
        found.take(block, blocks[block])
    return found.identities()


def in_turn(block: Block) -> tuple[bool, Block]:
    """For sorting: committees and councils before the bodies that may be such."""
    return block[1] not in FIXED, block


def paper_scopes(mentions: Iterable[Mention], judgements: Iterable[Judgement] = ()) -> dict[str, str]:
    """Each paper's council, as a slug: as the paper says, else as a person says, as its officers' public mail domain
    says, or none."""
    of_papers: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        of_papers[mention.paper].append(mention)
    tells = {paper: tells_of(several) for paper, several in of_papers.items()}
    of_domain: dict[str, set[str]] = defaultdict(set)
    for councils, domains in tells.values():
        for domain in domains if len(councils) == 1 else ():
            of_domain[domain] |= councils
    scopes = {paper: scope_of_paper(paper, *told, of_domain) for paper, told in tells.items()}
    return with_judged(scopes, judgements)


def tells_of(mentions: Iterable[Mention]) -> tuple[set[str], set[str]]:
    """What tells one paper's council: the councils that it states, its own before all others, and the public mail
    domains of those whom it names."""
    stated: set[str] = set()
    own: set[str] = set()
    domains: set[str] = set()
    for mention in mentions:
        stated.update([ids.slug(mention.council)] if mention.council else [])
        if mention.kind == "council" and mention.recorded:
            own = {ids.slug(mention.name)}
        domains.update([mention.email.rpartition("@")[2]] if mention.email else [])
    return own or stated, {domain for domain in domains if PUBLIC_DOMAIN.search(domain)}


def scope_of_paper(
    paper: str, stated: set[str], domains: Iterable[str], of_domain: Mapping[str, Collection[str]]
) -> str:
    """A paper's council as it tells it itself, or as the councils do to which other papers' mail domains belong."""
    if len(stated) == 1:
        return next(iter(stated))
    by_mail = {council for domain in domains for council in of_domain.get(domain, ())}
    return by_mail.pop() if len(by_mail) == 1 and not stated else ids.paper_scope(paper)


def with_judged(scopes: dict[str, str], judgements: Iterable[Judgement]) -> dict[str, str]:
    """The councils of papers, with those that a person has named for papers that tell of none."""
    found = dict(scopes)
    for judgement in judgements:
        if judgement.kind == OF_A_PAPER and judgement.same:
            digits, council = judgement.names
            unplaced = [paper for paper, scope in found.items() if scope == ids.paper_scope(paper)]
            found.update((paper, ids.slug(council)) for paper in unplaced if paper.startswith(digits))
    return found


class _Gathered:
    """What the blocks came to, as it is put together."""

    def __init__(self, scopes: Mapping[str, str], said: Said) -> None:
        self._scopes = scopes
        self._said = said
        self._links: dict[tuple[str, str], tuple[Link, ...]] = {}
        self._things: dict[str, Thing] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._ambiguous: dict[tuple[str, str, str], Ambiguous] = {}

    def take(self, block: Block, several: list[Stated]) -> None:
        uses = gathered(block[1], several, links=True)
        found = outcome(block, uses, self._said, self._things.__contains__)
        self._things.update(found.things)
        if found.links:
            self._links[block] = found.links
        for stated in several:
            self._places.update(placed(block, stated, found))
            for thing, ambiguous in doubtful(block, stated, found.doubts):
                self._things[thing.iri] = thing
                self._ambiguous[ambiguous.paper, block[1], ambiguous.form] = ambiguous

    def identities(self) -> Identities:
        committees = self._said.committees
        return Identities(self._things, self._places, self._scopes, self._ambiguous, committees, self._links)


def placed(block: Block, stated: Stated, found: Outcome) -> dict[tuple[str, str, str], str]:
    """What each name of a block stands for in one paper; an alias where it is one thing's alias only."""
    paper, kind = stated.paper, str(block[1])
    of = {key: _of_key(block, key, paper, found) for key in {*stated.keys.values()}.union(*stated.aliases.values())}
    things = {form: {of[key] for key in keys} for form, keys in stated.aliases.items()}
    aliases = {(paper, kind, form): next(iter(iris)) for form, iris in things.items() if len(iris) == 1}
    return aliases | {(paper, kind, form): of[key] for form, key in stated.keys.items()}


def _of_key(block: Block, key: str, paper: str, found: Outcome) -> str:
    scope, kind = block
    doubt = found.doubts.get(key)
    return ids.person(scope, kind, key_of_paper(doubt.form, paper)) if doubt else found.of[key]


def doubtful(block: Block, stated: Stated, doubts: Mapping[str, Doubt]) -> Iterator[tuple[Thing, Ambiguous]]:
    """Each name of one paper that fits several people: a person of that paper alone."""
    scope, kind = block
    for doubt in (doubts[key] for key in sorted(set(stated.keys.values()) & doubts.keys())):
        iri = ids.person(scope, kind, key_of_paper(doubt.form, stated.paper))
        used = tuple(sorted({use.name for use in stated.uses if use.key == doubt.key}))
        yield Thing(iri, kind, doubt.name, used), Ambiguous(stated.paper, doubt.form, doubt.name, doubt.candidates)
