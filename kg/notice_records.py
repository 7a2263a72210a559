"""What published procurement notices (OCDS releases) state, as values; kg/records.py says what all records share.

A release is what a buyer published of one contracting process on one day; all releases of one `ocid` are one process.
Every record here bears the `ocid` and the `release` that it is read from, so that they are found together in a paper
that holds several. Sums are Decimals in the `currency` that the notice gives (ISO 4217), None where it gives none: they
are no pounds unless it says GBP. Days are those that the notice writes; a midnight of London that is written in
universal time is the day that it begins or ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.evidence import Evidence

# The kind of paper that a file of notices is.
NOTICE_PAPER: Final = "procurement notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """One release as a whole: the process, who buys, and what its tender says.

    release          its own id; its date and place among the paper's where it gives none
    contract         names the Contract of the same paper that states its terms
    tags             what it tells of, in OCDS's words: tender, award, contractAmendment, …
    buyers           who buys, as the notice writes them; where several buy together, first the one that leads
    buyer_ids        of the first: "GB-LAE Qv523Vc3", the register's scheme, and the id in it
    reference        the buyer's own number of the procurement
    procedure        the notice's own words, else OCDS's (open, selective, limited, direct)
    classifications  "CPV 79952000 Event services"
    value            what the tender is estimated at
    published        the day on which the tender itself was published first, which a later release may still tell
    tender_start, tender_end  between which bids could be sent
    start, end       of the contract, as the tender says
    """

    ocid: str
    release: str
    evidence: tuple[Evidence, ...]
    contract: str | None = None
    date: str | None = None
    tags: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    buyer_ids: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None
    reference: str | None = None
    status: str | None = None
    procedure: str | None = None
    category: str | None = None
    classifications: tuple[str, ...] = ()
    value: Decimal | None = None
    currency: str | None = None
    published: str | None = None
    tender_start: str | None = None
    tender_end: str | None = None
    start: str | None = None
    end: str | None = None
    framework: bool | None = None


@dataclass(frozen=True, slots=True)
class NoticeLot:
    """A lot of a tender; `number` is its id in the notice, `renewal` its words on how it may be extended."""

    ocid: str
    release: str
    number: str
    evidence: tuple[Evidence, ...]
    title: str | None = None
    description: str | None = None
    status: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    start: str | None = None
    end: str | None = None
    term_months: int | None = None
    extension_months: int | None = None
    renewal: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeAward:
    """An award that a notice tells of: to which suppliers, for how much, from when to when, of which lots.

    award   its id in the notice
    status  active, pending, cancelled or unsuccessful
    date    the day of the award; published the day on which the notice told of it
    """

    ocid: str
    release: str
    award: str
    evidence: tuple[Evidence, ...]
    title: str | None = None
    description: str | None = None
    status: str | None = None
    date: str | None = None
    published: str | None = None
    suppliers: tuple[str, ...] = ()
    value: Decimal | None = None
    currency: str | None = None
    start: str | None = None
    end: str | None = None
    term_months: int | None = None
    lots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeContract:
    """A contract that a notice says was signed after an award.

    number  its id in the notice; `award` that of the award that it is made under
    status  pending, active, cancelled or terminated (which is an end of any kind)
    """

    ocid: str
    release: str
    number: str
    evidence: tuple[Evidence, ...]
    award: str | None = None
    title: str | None = None
    description: str | None = None
    status: str | None = None
    signed: str | None = None
    value: Decimal | None = None
    currency: str | None = None
    start: str | None = None
    end: str | None = None
    term_months: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeParty:
    """An organisation in a notice: what it does there, and by which numbers registers know it.

    local        its id within the notice ("GB-CFS-312180", "org-18"), which says nothing of other portals
    roles        OCDS's words: buyer, supplier, tenderer, reviewBody, …
    identifiers  "GB-COH 07161527": the register's scheme, and the id in it
    legal_name   where the notice gives one that is written otherwise
    """

    ocid: str
    release: str
    name: str
    evidence: tuple[Evidence, ...]
    local: str | None = None
    roles: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    legal_name: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeAmendment:
    """A change that a notice tells of.

    part    what was changed: tender, award or contract
    number  the id of the award or contract, None for a tender
    text    why and what, in the notice's words; "" where it says only that there was a change
    """

    ocid: str
    release: str
    part: str
    text: str
    evidence: tuple[Evidence, ...]
    number: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """A document that a notice lists; `kind` OCDS’s word (contractNotice, …), `url` as the notice has it."""

    ocid: str
    release: str
    title: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    url: str | None = None
    date: str | None = None


NoticeRecord = (
    Notice | NoticeLot | NoticeAward | NoticeContract | NoticeParty | NoticeAmendment | NoticeDocument
)  # fmt: skip
