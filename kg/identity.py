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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg import ids, names
from kg.identity_links import Groups, Link
from kg.identity_people import Ambiguous, PeopleBlock
from kg.identity_things import ThingBlock, key_in
from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention, forms
from kg.normal import MentionKind, PersonKind, normal, reference_form
from kg.vocabulary import ID_BASE

# Raise it with every change of rules that joins or parts names: a base that was made by others is made again.
RULES: Final = "3"
# A public body's own mail domain says whose paper it is; a provider's or a mail company's does not.
FIXED: Final = frozenset(("council", "committee", "meeting"))
PUBLIC_DOMAIN: Final = re.compile(r"(?:^|\.)gov\.[a-z]+$")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing and all that the base calls it; `label` is the name to show.

    `part_of` is a committee's council, or a meeting's committee; `date` a meeting's.
    """

    iri: str
    kind: MentionKind
    label: str
    names: tuple[str, ...]
    refs: tuple[str, ...] = ()
    part_of: str | None = None
    date: str | None = None


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


def resolve(
    mentions: Iterable[Mention], judgements: Iterable[Judgement] = (), scopes: Mapping[str, str] | None = None
) -> Identities:
    """Everything that the papers name, as things; `mentions` are those of all papers of the base, in any order.

    With `scopes`, the councils of papers being known already, they may be those of some blocks only (one kind in one
    council): each block is taken for itself, but that bodies need the committees and councils which they may be.
    """
    every = tuple(mentions)
    judged = tuple(judgements)
    scopes = paper_scopes(every, judged) if scopes is None else scopes
    blocks: dict[tuple[str, MentionKind], list[Mention]] = defaultdict(list)
    for mention in every:
        scope = ids.slug(mention.council) if mention.council else scopes[mention.paper]
        blocks["" if mention.kind == "provider" else scope, mention.kind].append(mention)
    gathered = _Gathered(scopes, committee_forms(judged))
    for scope, kind in sorted(blocks, key=lambda block: (block[1] not in FIXED, block)):
        gathered.take(scope, kind, blocks[scope, kind], _for(judged, kind, scope))
    return gathered.identities()


def paper_scopes(mentions: Iterable[Mention], judgements: Iterable[Judgement] = ()) -> dict[str, str]:
    """Each paper's council, as a slug: as the paper says, else as a person says, as its officers' public mail domain
    says, or none."""
    stated: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = {}
    domains: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        stated[mention.paper].update([ids.slug(mention.council)] if mention.council else [])
        if mention.kind == "council" and mention.recorded:
            own[mention.paper] = {ids.slug(mention.name)}
        domains[mention.paper].update([mention.email.rpartition("@")[2]] if mention.email else [])
    stated.update(own)
    of_domain: dict[str, set[str]] = defaultdict(set)
    for paper, councils in stated.items():
        for domain in domains[paper] if len(councils) == 1 else ():
            of_domain[domain] |= councils
    scopes = {paper: _scope(paper, councils, domains[paper], of_domain) for paper, councils in stated.items()}
    for judgement in judgements:
        if judgement.kind == OF_A_PAPER and judgement.same:
            digits, council = judgement.names
            scopes.update(
                dict.fromkeys((each for each in _unplaced(scopes) if each.startswith(digits)), ids.slug(council))
            )
    return scopes


def _unplaced(scopes: Mapping[str, str]) -> list[str]:
    return [paper for paper, scope in scopes.items() if scope == ids.paper_scope(paper)]


def committee_forms(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """For each committee's name that a person has judged to be another's too, by council: the form to know it by."""
    found: dict[tuple[str, str], str] = {}
    links: dict[str, list[Link]] = defaultdict(list)
    for judgement in judgements:
        if judgement.kind == "committee" and judgement.same and judgement.council:
            (_kind, scope, first, _paper), (_, _, second, _) = judgement.nodes()
            links[scope].append(Link(first, second, "judgement", judgement.said))
    for scope, several in links.items():
        groups = Groups(form for link in several for form in (link.one, link.other))
        for link in several:
            groups.force(link)
        found.update(((scope, form), min(groups.members(form))) for form in groups)
    return found


def _scope(paper: str, stated: set[str], domains: set[str], of_domain: Mapping[str, set[str]]) -> str:
    if len(stated) == 1:
        return next(iter(stated))
    by_mail = {council for domain in domains if PUBLIC_DOMAIN.search(domain) for council in of_domain.get(domain, ())}
    return by_mail.pop() if len(by_mail) == 1 and not stated else ids.paper_scope(paper)


def _for(judgements: Iterable[Judgement], kind: MentionKind, scope: str) -> tuple[Judgement, ...]:
    return tuple(
        judgement
        for judgement in judgements
        if judgement.kind == kind and (judgement.council is None or not scope or ids.slug(judgement.council) == scope)
    )


class _Gathered:
    """What the blocks came to, as it is put together."""

    def __init__(self, scopes: Mapping[str, str], committees: dict[tuple[str, str], str]) -> None:
        self._scopes = scopes
        self._committees = committees
        self._links: dict[tuple[str, str], tuple[Link, ...]] = {}
        self._things: dict[str, Thing] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._ambiguous: dict[tuple[str, str, str], Ambiguous] = {}

    def take(self, scope: str, kind: MentionKind, mentions: list[Mention], judgements: tuple[Judgement, ...]) -> None:
        match kind:
            case "member" | "officer":
                self._people(scope, kind, PeopleBlock(mentions, judgements))
            case "council" | "committee" | "meeting":
                self._fixed(scope, mentions)
            case _:
                self._named(scope, kind, ThingBlock(mentions, judgements))

    def _fixed(self, scope: str, mentions: Iterable[Mention]) -> None:
        """Councils, committees and meetings are told by their exact normal form alone."""
        together: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            together[self._fixed_iri(scope, mention)].append(mention)
        for iri, several in together.items():
            self._things[iri] = self._fixed_thing(iri, scope, several)

    def _fixed_iri(self, scope: str, mention: Mention) -> str:
        match mention.kind:
            case "council":
                return ids.council(mention.name)
            case "meeting":
                return ids.meeting(scope, self._committee_form(scope, mention.name), mention.date or "")
            case _:
                return ids.committee(scope, self._committee_form(scope, mention.name))

    def _committee_form(self, scope: str, name: str) -> str:
        form = normal("committee", name)
        return self._committees.get((scope, form), form)

    def _fixed_thing(self, iri: str, scope: str, mentions: list[Mention]) -> Thing:
        kind, date = mentions[0].kind, mentions[0].date
        label = _label(mentions)
        if kind == "meeting":
            whole = ids.committee(scope, self._committee_form(scope, label))
            return Thing(iri, kind, f"{label}, {date}", (), part_of=whole, date=date)
        council = min((mention.council for mention in mentions if mention.council), default=None)
        part_of = f"{ID_BASE}council/{scope}" if kind == "committee" and (council or not _is_paper(scope)) else None
        return Thing(iri, kind, label, _names(mentions), part_of=part_of)

    def _people(self, scope: str, kind: PersonKind, block: PeopleBlock) -> None:
        for person in block.people():
            iri = ids.person(scope, kind, person.told_by)
            self._things[iri] = Thing(iri, kind, person.label, _names(person.mentions))
            for mention in person.mentions:
                self._places[mention.paper, kind, normal(kind, mention.name)] = iri
        self._links[scope, kind] = tuple(block.links)
        for ambiguous in block.ambiguous():
            self._ambiguous[ambiguous.paper, kind, ambiguous.form] = ambiguous

    def _named(self, scope: str, kind: MentionKind, block: ThingBlock) -> None:
        groups = [(self._named_iri(scope, kind, group), group) for group in block.groups()]
        self._links[scope, kind] = tuple(block.links)
        aliases: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for iri, group in groups:
            refs = tuple(sorted({mention.ref for mention in group if mention.ref}))
            self._things.setdefault(iri, Thing(iri, kind, _label(group), _names(group), refs))
            for mention in group:
                self._places[mention.paper, kind, forms(mention)[0]] = iri
                for form in forms(mention)[1:]:
                    aliases[mention.paper, kind, form].add(iri)
        for key, iris in aliases.items():
            if len(iris) == 1:
                self._places.setdefault(key, next(iter(iris)))

    def _named_iri(self, scope: str, kind: MentionKind, group: list[Mention]) -> str:
        """From the reference, else from the shortest name that says anything outside its paper."""
        refs = sorted(mention.ref for mention in group if mention.ref)
        short = _shortest(kind, group)
        match kind:
            case "provider":
                return ids.provider(short)
            case "scheme":
                return ids.scheme(scope, refs[0] if refs else short)
            case "contract":
                return ids.contract(scope, short)
            case "post":
                return ids.post(scope, short)
            case _:
                return self._body_iri(scope, short)

    def _body_iri(self, scope: str, form: str) -> str:
        """A body that the base knows as a committee or council is that one; those are taken first."""
        known = (ids.committee(scope, self._committee_form(scope, form)), ids.council(form))
        return next((iri for iri in known if iri in self._things), ids.body(scope, form))

    def identities(self) -> Identities:
        links = {block: links for block, links in self._links.items() if links}
        return Identities(self._things, self._places, self._scopes, self._ambiguous, self._committees, links)


def _is_paper(scope: str) -> bool:
    return scope.startswith("paper-")


def _shortest(kind: MentionKind, group: list[Mention]) -> str:
    """The words of a thing's IRI; what is nameless has those of its paper beside them."""
    found: dict[str, str] = {}
    for mention in group:
        form = names.fold(mention.name) if kind == "contract" else normal(kind, mention.name)
        key = key_in(form, mention.paper)
        found[key] = min(found.get(key, form), form)
    return min(found, key=lambda key: (key != found[key], len(found[key]), key))


def _names(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(sorted({name for mention in mentions for name in (mention.name, *mention.aliases)}))


def _label(mentions: Iterable[Mention]) -> str:
    """The name that most papers use, records' own before those only spoken of; of equals the longest."""
    papers: dict[str, set[str]] = defaultdict(set)
    recorded: set[str] = set()
    for mention in mentions:
        papers[mention.name].add(mention.paper)
        recorded.update([mention.name] if mention.recorded else [])
    return min(papers, key=lambda name: (name not in recorded, name.isupper(), -len(papers[name]), -len(name), name))
