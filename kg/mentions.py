"""Who and what a paper names: the one thing that kg/identity.py looks at, so that it needs no paper's text.

`collect` reads a paper's records once; its mentions are small values that can be kept beside the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg import names
from kg.mention_words import about_contract, about_person, about_step, said
from kg.normal import MentionKind, PersonKind, normal, reference_form
from kg.notice_numbers import frameworks, processes, registered, suppliers
from kg.notice_records import Notice
from kg.records import (
    Action,
    AgendaItem,
    Attendance,
    BusinessCase,
    Clearance,
    Contact,
    Contract,
    ContractEvent,
    Decision,
    Delegation,
    Grant,
    Implication,
    Meeting,
    MeetingKey,
    Membership,
    Minute,
    PaperFacts,
    PersonMention,
    PlannedItem,
    Provider,
    Reading,
    Recommendation,
    Record,
    Report,
    Saving,
    Scheme,
    SchemeDependency,
    SourceDocument,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of one thing in one paper.

    paper       the paper's sha256
    council     the council that the paper gives for it, None where it gives none
    date        of a meeting
    recorded    named by a record of its own, not only spoken of by another
    told_apart  a list of people in which each name is another person
    about       what else the paper says of the bearer, as `said` writes it: posts, what they clear, a contract's term
    ref         the number by which it is known whatever it is called: a scheme's reference; where a published notice
                names it, a contract's ocid and a provider's number in a register
    """

    paper: str
    kind: MentionKind
    name: str
    council: str | None = None
    date: str | None = None
    aliases: tuple[str, ...] = ()
    email: str | None = None
    ref: str | None = None
    recorded: bool = False
    told_apart: str | None = None
    about: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """For sorting: every field, absent ones as empty words."""
        return (
            self.paper, self.name, self.kind, self.council or "", self.date or "", self.email or "", self.ref or "",
            self.told_apart or "", str(self.recorded), "\x1f".join(self.aliases), "\x1f".join(self.about),
        )  # fmt: skip


def forms(mention: Mention) -> tuple[str, ...]:
    """Every normal form by which its paper may speak of it again; the first stands for it."""
    return forms_of(mention.kind, (mention.name, *mention.aliases), mention.ref)


@lru_cache(maxsize=1 << 17)
def forms_of(kind: MentionKind, several: tuple[str, ...], ref: str | None) -> tuple[str, ...]:
    """The same from a mention's names and reference."""
    every = [normal(kind, name) for name in several]
    if ref:
        every.insert(0, reference_form(ref))
    return tuple(dict.fromkeys(form for form in every if form))


def council_of(reading: Reading) -> str | None:
    """The council that a paper is of: what it says of itself, or the only one among its meetings."""
    stated = {record.council for record in reading.records if isinstance(record, PaperFacts) and record.council}
    if stated:
        return min(stated)
    of_meetings = {key.council for record in reading.records for key in meeting_keys(record) if key.council}
    return of_meetings.pop() if len(of_meetings) == 1 else None


def meeting_keys(record: Record) -> Iterator[MeetingKey]:
    """The meetings that a record speaks of."""
    match record:
        case PlannedItem(planned_for=MeetingKey() as key):
            yield key
        case (
            PaperFacts(meeting=MeetingKey() as key)
            | Meeting(meeting=key)
            | Membership(meeting=key)
            | Attendance(meeting=key)
            | AgendaItem(meeting=key)
            | Minute(meeting=key)
            | Decision(meeting=MeetingKey() as key)
            | Report(meeting=MeetingKey() as key)
            | Recommendation(meeting=MeetingKey() as key)
            | Contact(meeting=MeetingKey() as key)
            | Clearance(meeting=MeetingKey() as key)
            | Implication(meeting=MeetingKey() as key)
            | SourceDocument(meeting=MeetingKey() as key)
            | Action(meeting=key)
        ):
            yield key


def people(record: Record) -> Iterator[tuple[PersonKind, str]]:
    """The people whom a statement names, each with what such a statement's people usually are."""
    match record:
        case Membership(person=name):
            yield "member", name
        case Attendance(person=name, substitute_for=other):
            yield "member", name
            if other:
                yield "member", other
        case Contact(person=name, kind=kind):
            yield kind, name
        case Clearance(officer=str(name)):
            yield "officer", name
        case (
            Action(owners=several)
            | PlannedItem(leads=several)
            | Saving(responsible=several)
            | BusinessCase(responsible=several)
        ):
            yield from (("officer", name) for name in several)


class KindsOfPeople:
    """Which of a paper's people are members and which officers, from the records that say so."""

    def __init__(self, reading: Reading) -> None:
        self._said: list[tuple[str, PersonKind]] = []
        for record in reading.records:
            if isinstance(record, PersonMention | Contact):
                name = record.name if isinstance(record, PersonMention) else record.person
                self._said.append((name, record.kind))
            elif isinstance(record, Membership):
                self._said.append((record.person, "member"))
        self._exact: dict[str, set[PersonKind]] = {}
        for name, kind in self._said:
            self._exact.setdefault(normal(kind, name), set()).add(kind)
        self._by_surname: dict[str, list[tuple[str, PersonKind]]] = {}
        for name, kind in self._said:
            self._by_surname.setdefault(names.surname_key(name), []).append((name, kind))

    def of(self, name: str, usual: PersonKind) -> PersonKind:
        """What a name's bearer is: as the paper says of this name, or of the only ones that it fits, or as usual."""
        exact = self._exact.get(normal(usual, name), set())
        if len(exact) == 1:
            return next(iter(exact))
        near = self._by_surname.get(names.surname_key(name), [])
        fitting = {kind for other, kind in near if names.may_be_one(name, other)}
        return fitting.pop() if len(fitting) == 1 and not exact else usual


def own_body(facts: PaperFacts | None, name: str) -> Literal["committee", "council"] | None:
    """Whether "the Committee" or "the County Council" is the paper's own, which it then means without saying so."""
    form = normal("body", name)
    if facts and facts.committee and form == "committee":
        return "committee"
    if facts and facts.council and form.endswith("council"):
        council = normal("council", facts.council)
        return "council" if council == form or council.endswith(" " + form) else None
    return None


def facts_of(reading: Reading) -> PaperFacts | None:
    """What the paper says about itself, None where nothing was read of that."""
    return next((record for record in reading.records if isinstance(record, PaperFacts)), None)


def collect(paper: str, reading: Reading) -> tuple[Mention, ...]:
    """Everything that one paper names, each name once; `paper` is its sha256."""
    council = council_of(reading)
    kinds = KindsOfPeople(reading)
    facts = facts_of(reading)
    found: dict[Mention, None] = {}
    if council:
        found[Mention(paper, "council", council, council, recorded=True)] = None
    for record in reading.records:
        found.update(dict.fromkeys(_mentions(paper, council, kinds, record)))
    named = (mention for mention in found if mention.kind != "body" or not own_body(facts, mention.name))
    return tuple(dict.fromkeys(_numbered(named, reading.records)))


def _numbered(mentions: Iterable[Mention], records: Sequence[Record]) -> Iterator[Mention]:
    """Mentions with the numbers by which the paper's notices call contracts and providers, and what they tell of them.

    A notice's contract is told by its ocid, for a title ("Home care") is that of the next procurement too.
    """
    ocids, numbers = processes(records), registered(records)
    awarded, several = suppliers(records), frameworks(records)
    for mention in mentions:
        if mention.kind == "contract" and (ocid := ocids.get(mention.name)):
            to = (each for name in awarded.get(ocid, ()) for each in said("provider", name))
            kind = said("instrument", "framework") if ocid in several else ()
            about = tuple(dict.fromkeys((*mention.about, *to, *kind))) if mention.recorded else mention.about
            yield replace(mention, ref=ocid, about=about)
        elif mention.kind == "provider" and (number := numbers.get(normal("provider", mention.name))):
            yield replace(mention, ref=number)
        else:
            yield mention


def _mentions(paper: str, council: str | None, kinds: KindsOfPeople, record: Record) -> Iterator[Mention]:
    for key in meeting_keys(record):
        of = key.council or council
        if of and of != council:
            yield Mention(paper, "council", of, of)
        yield Mention(paper, "committee", key.committee, of)
        yield Mention(paper, "meeting", key.committee, of, date=key.date, recorded=isinstance(record, Meeting))
    for usual, name in people(record):
        told_apart, about = _list_of(record, name), about_person(record, name)
        yield Mention(paper, kinds.of(name, usual), name, council, told_apart=told_apart, about=about)
    yield from _things(paper, council, record)


def _list_of(record: Record, name: str) -> str | None:
    """The list that a person stands in beside others: nobody is twice in one attendance list.

    Whom a substitute stands in for is named beside the substitute and again among the apologies.
    """
    if isinstance(record, Membership | Attendance) and name == record.person:
        return f"{type(record).__name__} {record.meeting.committee} {record.meeting.date}"
    return None


def _posts(paper: str, council: str | None, record: Record) -> Iterator[Mention]:
    titles: tuple[str | None, ...] = ()
    holder: tuple[str, ...] = ()
    match record:
        case PersonMention(posts=posts):
            titles, holder = posts, said("holder", record.name)
        case ContractEvent() | Delegation():
            titles = (record.delegated_to, *record.consult)
        case Decision(meeting=None, taker=taker):
            titles = (taker,)
    yield from (Mention(paper, "post", title, council, about=holder) for title in titles if title)


def _things(paper: str, council: str | None, record: Record) -> Iterator[Mention]:
    yield from _posts(paper, council, record)
    match record:
        case PaperFacts(committee=str(committee)):
            domain = f"@{record.mail_domain}" if record.mail_domain else None
            yield Mention(paper, "committee", committee, record.council or council, email=domain)
        case PersonMention(name=name, kind=kind, email=email):
            about = (*(each for post in record.posts for each in said("post", post)), *said("phone", record.telephone))
            email = email.lower() if email else None
            yield Mention(paper, kind, name, council, email=email, recorded=True, about=about)
        case Contact(person=name, kind=kind, email=str(email)):
            yield Mention(paper, kind, name, council, email=email.lower())
        case Provider(name=name, aliases=aliases):
            yield Mention(paper, "provider", name, council, aliases=aliases, recorded=True)
        case Scheme(name=name, ref=ref, aliases=aliases):
            yield Mention(paper, "scheme", name, council, aliases=aliases, ref=ref, recorded=True)
        case Contract():
            yield from _of_contract(paper, council, record)
        case ContractEvent() | Delegation():
            yield from _of_event(paper, council, record)
        case Notice(buyers=buyers):
            own = normal("council", council or "")
            yield from (Mention(paper, "body", each, council) for each in buyers if normal("council", each) != own)
        case Grant(awarding_body=str(body)):
            yield Mention(paper, "body", body, council)
        case Saving(scheme=name, ref=ref) | BusinessCase(title=name, ref=ref):
            yield Mention(paper, "scheme", name, council, ref=ref)
        case SchemeDependency(scheme=name, depends_on=other):
            yield Mention(paper, "scheme", name, council)
            yield Mention(paper, "scheme", other, council)


def _of_contract(paper: str, council: str | None, record: Contract) -> Iterator[Mention]:
    yield Mention(
        paper, "contract", record.name, council, aliases=record.aliases, recorded=True, about=about_contract(record)
    )
    if record.preceded_by:
        yield Mention(paper, "contract", record.preceded_by, council)
    if record.scheme:
        yield Mention(paper, "scheme", record.scheme, council)
    if record.provider:
        yield Mention(paper, "provider", record.provider, council, about=said("scheme", record.scheme))


def _of_event(paper: str, council: str | None, record: ContractEvent | Delegation) -> Iterator[Mention]:
    if record.contract:
        about = about_step(record) if isinstance(record, ContractEvent) else ()
        yield Mention(paper, "contract", record.contract, council, about=about)
    if isinstance(record, ContractEvent) and record.provider:
        yield Mention(paper, "provider", record.provider, council)
    if record.body:
        yield Mention(paper, "body", record.body, council)
