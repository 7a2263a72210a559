"""What papers state, as values: one class a kind of statement or of thing mentioned.

An extractor makes these from one paper and knows no other. Text fields hold the paper's own words, white space folded,
line-break hyphens undone, bullets and limb letters removed. Names of people keep the form that the paper gives, without
`Councillor` or `Cllr`. Dates are ISO strings as exact as the paper is: `2018`, `2018-03` or `2018-03-08`. Money is a
Decimal in pounds. Whatever a paper does not give is None or (). Each record carries its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from kg.evidence import Evidence
from kg.notice_records import (
    Notice,
    NoticeAmendment,
    NoticeAward,
    NoticeContract,
    NoticeDocument,
    NoticeLot,
    NoticeParty,
)

EventStep = Literal[
    "procure", "delegate-award", "award", "direct-award", "extend", "vary", "start", "end", "pause", "terminate"
]
EventStatus = Literal["recommended", "resolved", "reported", "planned"]
SchemeKind = Literal["extra-care", "savings", "capital", "programme", "service"]
SectionKind = Literal[
    "front-sheet", "minutes", "decision-notice", "action-log", "report", "forward-plan", "training-plan",
    "business-case", "finance-report", "notice", "appendix", "other",
]  # fmt: skip

# What a version of minutes says of itself.
Standing = Literal["draft", "approved"]


@dataclass(frozen=True, slots=True)
class MeetingKey:
    """Which meeting: `committee` as its own papers name it, in title case; `date` ISO; council None where unsaid."""

    committee: str
    date: str
    council: str | None = None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the paper says about itself. `kind` is pack, minutes, report, action log, forward plan, business case, …

    `mail_domain` is the public body's own ("quayford.gov.uk") that most of its mail addresses have; None where no one
    domain is most. `grounds` are the paragraphs of Schedule 12A by virtue of which it says that it is exempt.
    """

    kind: str
    evidence: tuple[Evidence, ...]
    title: str | None = None
    date: str | None = None
    council: str | None = None
    committee: str | None = None
    meeting: MeetingKey | None = None
    exempt: bool = False
    mail_domain: str | None = None
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A part that the paper binds together, so that readers can see how it was divided; characters start to end.

    `standing` is what minutes say of themselves: draft or approved.
    """

    kind: SectionKind
    title: str | None
    start: int
    end: int
    evidence: tuple[Evidence, ...]
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its particulars; times are `14:00`."""

    meeting: MeetingKey
    evidence: tuple[Evidence, ...]
    start_time: str | None = None
    end_time: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of the committee as the agenda lists them; role `Chairwoman`, `Vice-Chairman`, …"""

    meeting: MeetingKey
    person: str
    evidence: tuple[Evidence, ...]
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody present at a meeting, or sending apologies."""

    meeting: MeetingKey
    person: str
    status: Literal["present", "apologies"]
    evidence: tuple[Evidence, ...]
    role: str | None = None
    substitute_for: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda; `number` as printed, without its full stop."""

    meeting: MeetingKey
    number: str | None
    title: str
    evidence: tuple[Evidence, ...]
    section: str | None = None
    first_page: str | None = None
    last_page: str | None = None


@dataclass(frozen=True, slots=True)
class Minute:
    """An item of the minutes, with its discussion as printed."""

    meeting: MeetingKey
    number: str
    title: str
    evidence: tuple[Evidence, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One limb of what was decided. `meeting` is None for a decision of one member or officer, who is `taker`.

    A decision form also gives the reasons, whether it is a key decision, the last day on which it can be called in, and
    the day from which it is in force.
    """

    meeting: MeetingKey | None
    minute: str | None
    text: str
    evidence: tuple[Evidence, ...]
    limb: str | None = None
    vote: Literal["unanimous", "majority"] | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    date: str | None = None
    reference: str | None = None
    taker: str | None = None
    reasons: str | None = None
    key_decision: bool | None = None
    call_in: str | None = None
    in_force: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report's own head: its title and the labelled block below it."""

    title: str
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    agenda_item: str | None = None
    authors: tuple[str, ...] = ()
    forward_plan_ref: str | None = None
    key_decision: bool | None = None
    divisions: str | None = None
    purpose: str | None = None
    appended: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One limb of a report's Recommendation box; a stem that carries the action stands before each limb."""

    report: str
    text: str
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    limb: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in a report's contact box."""

    report: str
    person: str
    kind: Literal["officer", "member"]
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    post: str | None = None
    email: str | None = None
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Clearance:
    """A line of a report's clearance form. `aspect`: Finance, Procurement, Legal, Equality, Communications, Localism,
    Public Health, or the form's own word where a council has others; `cleared`: Yes, No, N/A."""

    report: str
    aspect: str
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    cleared: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Implication:
    """What a report says of one of its significant implications.

    aspect   as a Clearance has it, so that the two can be laid side by side; None where no heading says which
    heading  above the words, as printed, without its number
    none     the words say that there are no such implications
    """

    report: str
    text: str
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    aspect: str | None = None
    heading: str | None = None
    none: bool = False


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that a report rests on; `location` a web address or the place where it can be seen, as printed."""

    report: str
    title: str
    evidence: tuple[Evidence, ...]
    meeting: MeetingKey | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A row of an action log; `meeting` set it; `review_date` is ISO, or the words where they are no date."""

    meeting: MeetingKey
    text: str
    evidence: tuple[Evidence, ...]
    minute: str | None = None
    title: str | None = None
    owners: tuple[str, ...] = ()
    comment: str | None = None
    status: str | None = None
    review_date: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item of the forward plan (agenda plan). `planned_for` may have a date only as exact as a month."""

    title: str
    evidence: tuple[Evidence, ...]
    planned_for: MeetingKey | None = None
    leads: tuple[str, ...] = ()
    ref: str | None = None
    published_on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Saving:
    """What a business case offers to save; `year` is the financial year as printed."""

    scheme: str
    amount: Decimal
    evidence: tuple[Evidence, ...]
    ref: str | None = None
    year: str | None = None
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeDependency:
    """One business case says that it depends on, or bears on, another."""

    scheme: str
    depends_on: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """A business case: what it is called, what it proposes in brief, who answers for it, what it offers to save.

    `title` and `ref` are those of its Scheme; the offer as a fact of its own is a Saving.
    """

    title: str
    evidence: tuple[Evidence, ...]
    ref: str | None = None
    brief: str | None = None
    responsible: tuple[str, ...] = ()
    saving: Decimal | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that a finance report lists; `year` is the financial year as printed, `used_for` what it pays for."""

    name: str
    evidence: tuple[Evidence, ...]
    awarding_body: str | None = None
    amount: Decimal | None = None
    year: str | None = None
    used_for: str | None = None


@dataclass(frozen=True, slots=True)
class Commentary:
    """What a finance report says of one service's money: budget and forecast variance (an underspend is negative)."""

    service: str
    text: str
    evidence: tuple[Evidence, ...]
    budget: Decimal | None = None
    variance: Decimal | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme, programme or service that the paper speaks of; aliases are its other names in the same paper."""

    name: str
    kind: SchemeKind
    evidence: tuple[Evidence, ...]
    ref: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """An outside organisation that supplies something under a contract, framework, grant or agreement, or bids to."""

    name: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """One procurement of one service, with what this paper says of its terms; names refer to records of this paper."""

    name: str
    evidence: tuple[Evidence, ...]
    scheme: str | None = None
    provider: str | None = None
    annual_value: Decimal | None = None
    total_value: Decimal | None = None
    term_months: int | None = None
    extension_months: int | None = None
    start: str | None = None
    end: str | None = None
    preceded_by: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContractEvent:
    """A step of a contract's life. `contract` names a Contract of the same paper; `says` is the id of the Decision or
    Recommendation that it is read from; `body` who decides, decided or is to decide."""

    contract: str
    step: EventStep
    status: EventStatus
    evidence: tuple[Evidence, ...]
    date: str | None = None
    body: str | None = None
    delegated_to: str | None = None
    consult: tuple[str, ...] = ()
    provider: str | None = None
    value: Decimal | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A grant of power to a post, of any kind.

    `contract` is set where it is power to award that contract; the graph then has one node for this and for the
    ContractEvent of the same `says`, contract and status.
    """

    power: str
    delegated_to: str
    status: EventStatus
    evidence: tuple[Evidence, ...]
    date: str | None = None
    body: str | None = None
    consult: tuple[str, ...] = ()
    limit: str | None = None
    contract: str | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person as a paper names them, once a form of the name; `name` without title."""

    name: str
    kind: Literal["officer", "member"]
    evidence: tuple[Evidence, ...]
    posts: tuple[str, ...] = ()
    email: str | None = None
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """What looks like a record but could not be read whole or placed; `code` is one of kg.issue_codes."""

    code: str
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of full-text search: a paragraph-sized piece of a section; `text` is its clean words.

    `number` is that of the paper's own paragraph in which it stands ("2.1"), without a full stop at its end.
    """

    text: str
    start: int
    end: int
    section: SectionKind
    heading: str | None = None
    title: str | None = None
    page: int | None = None
    printed_page: str | None = None
    committee: str | None = None
    council: str | None = None
    date: str | None = None
    number: str | None = None


Record = (
    PaperFacts | SectionPart | Meeting | Membership | Attendance | AgendaItem | Minute | Decision | Report
    | Recommendation | Contact | Clearance | Implication | SourceDocument | Action | PlannedItem | Saving
    | SchemeDependency | BusinessCase | Grant | Commentary | Scheme | Provider | Contract | ContractEvent | Delegation
    | PersonMention | Issue | Notice | NoticeLot | NoticeAward | NoticeContract | NoticeParty | NoticeAmendment
    | NoticeDocument
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one paper: what goes into the archive, and from there into graph and index.

    records   in the paper's order
    passages  in the paper's order
    """

    records: tuple[Record, ...] = ()
    passages: tuple[Passage, ...] = field(default=())
