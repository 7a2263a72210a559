"""IRIs made from the paper's own words: one function a kind, every part required, never a row number.

A thing's IRI is the same whichever paper speaks of it; a statement's stands under its paper. Both can be read:
`…/id/meeting/wexmere-county-council/adults-committee/2022-09-08`,
`…/id/paper/0f3c5a7e9b1d2468/decision/agree-to-tender-the-care-contract-5d41402abc`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

from kg import notice_records as notices
from kg import records
from kg.evidence import Evidence
from kg.vocabulary import ID_BASE

SLUG_LIMIT: Final = 80
STATEMENT_SLUG_LIMIT: Final = 48
PAPER_DIGITS: Final = 16

Statement = (
    records.SectionPart | records.Membership | records.Attendance | records.AgendaItem | records.Minute
    | records.Decision | records.Report | records.Recommendation | records.Contact | records.Clearance | records.Action
    | records.PlannedItem | records.Saving | records.SchemeDependency | records.ContractEvent | records.Delegation
    | records.Issue | records.Implication | records.SourceDocument | records.BusinessCase | records.Grant
    | records.Commentary | notices.NoticeRecord
)  # fmt: skip

# Which fields tell two statements of one kind apart: its words, not what was concluded from them (a vote, a page), so
# that a better reading of the rest leaves the IRI as it was. The first one given is what people read in the IRI.
WORDS: Final[dict[type[Statement], tuple[str, ...]]] = {
    records.SectionPart: ("title", "kind"),
    records.Membership: ("person", "meeting", "role"),
    records.Attendance: ("person", "meeting", "status"),
    records.AgendaItem: ("title", "number", "meeting"),
    records.Minute: ("title", "number", "meeting"),
    records.Decision: ("text", "limb", "minute", "meeting", "reference"),
    records.Report: ("title", "meeting"),
    records.Recommendation: ("text", "limb", "report", "meeting"),
    records.Contact: ("person", "kind", "report", "meeting"),
    records.Clearance: ("aspect", "report", "meeting"),
    records.Implication: ("heading", "aspect", "report", "meeting", "text"),
    records.SourceDocument: ("title", "report", "meeting"),
    records.Action: ("text", "minute", "meeting"),
    records.PlannedItem: ("title", "planned_for"),
    records.Saving: ("scheme", "amount", "year"),
    records.SchemeDependency: ("scheme", "depends_on"),
    records.BusinessCase: ("title", "ref"),
    records.Grant: ("name", "year"),
    records.Commentary: ("service", "year"),
    records.ContractEvent: ("contract", "step", "status", "date", "provider", "delegated_to", "says"),
    records.Delegation: ("power", "delegated_to", "status", "contract", "says"),
    records.Issue: ("code", "message"),
    notices.Notice: ("ocid", "release"),
    notices.NoticeLot: ("number", "ocid", "release"),
    notices.NoticeAward: ("award", "ocid", "release"),
    notices.NoticeContract: ("number", "ocid", "release"),
    notices.NoticeParty: ("name", "local", "ocid", "release"),
    notices.NoticeAmendment: ("part", "text", "number", "ocid", "release"),
    notices.NoticeDocument: ("title", "url", "ocid", "release"),
}

KIND_NAMES: Final[dict[type[Statement], str]] = {
    kind: re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower() for kind in WORDS
}


def statement_id(record: Statement) -> str:
    """The part of a statement's IRI that stands after its paper's: `decision/agree-to-tender-the-5d41402abc`.

    A pure function of the record's words and of where they stand, so that two alike statements at two places differ.
    """
    words = [str(value) for name in WORDS[type(record)] if (value := getattr(record, name)) is not None]
    places = [str(item.start) for item in record.evidence]
    readable = slug(words[0], STATEMENT_SLUG_LIMIT, marked=False)
    return f"{KIND_NAMES[type(record)]}/{readable}-{digest(*words, *places)}"


def statement(paper_iri: str, record: Statement) -> str:
    """The IRI of a statement that a paper makes."""
    return f"{paper_iri}/{statement_id(record)}"


def evidence(paper_iri: str, place: Evidence) -> str:
    """The IRI of a place in a paper."""
    return span(paper_iri, place.start, place.end)


def span(paper_iri: str, start: int, end: int) -> str:
    """The IRI of characters start to end of a paper's text, as a place that evidence names."""
    return f"{paper_iri}/evidence/{start}-{end}"


def passage(paper_iri: str, start: int, end: int) -> str:
    """The IRI of a passage: characters start to end of a paper's text."""
    return f"{paper_iri}/passage/{start}-{end}"


def stub(paper_iri: str, kind: str, *words: str) -> str:
    """The IRI of a statement that a paper refers to without making it: the minute 98 that an action log names."""
    return f"{paper_iri}/{kind}/{slug(' '.join(words), STATEMENT_SLUG_LIMIT, marked=False)}-{digest(*words)}"


def tenure(paper_iri: str, person: str, post: str) -> str:
    """The IRI of a paper's statement that somebody holds a post, from the normal forms of both names.

    Not from their IRIs, which move when names are joined.
    """
    return f"{paper_iri}/tenure/{slug(person, STATEMENT_SLUG_LIMIT, marked=False)}-{digest(person, post)}"


def paper(sha256: str) -> str:
    """The IRI of a paper, which is also that of its graph; from the hash of the file as it came."""
    return f"{ID_BASE}paper/{sha256[:PAPER_DIGITS]}"


def paper_start(iri: str) -> str:
    """With what the hash of a paper begins, by its IRI."""
    return iri.removeprefix(f"{ID_BASE}paper/")


def paper_scope(sha256: str) -> str:
    """What stands for the council in the IRIs of a paper that names none: its things meet no other paper's."""
    return f"paper-{sha256[:PAPER_DIGITS]}"


def council(name: str) -> str:
    """The IRI of a council."""
    return f"{ID_BASE}council/{slug(name)}"


def committee(scope: str, name: str) -> str:
    """The IRI of a committee; `scope` is its council's slug."""
    return f"{ID_BASE}committee/{scope}/{slug(name)}"


def body(scope: str, name: str) -> str:
    """The IRI of whoever decides without being a committee that a paper of the base is from."""
    return f"{ID_BASE}body/{scope}/{slug(name)}"


def meeting(scope: str, committee_name: str, date: str) -> str:
    """The IRI of a meeting."""
    return f"{ID_BASE}meeting/{scope}/{slug(committee_name)}/{date}"


def work(meeting_iri: str, kind: str, title: str) -> str:
    """The IRI of a report, or of a meeting's minutes (`title` empty), whichever papers print it."""
    base = f"{ID_BASE}{kind}/{meeting_iri.removeprefix(ID_BASE + 'meeting/')}"
    return f"{base}/{slug(title)}" if title else base


def person(scope: str, kind: str, name: str) -> str:
    """The IRI of a person; `kind` is member or officer."""
    return f"{ID_BASE}person/{scope}/{kind}/{slug(name)}"


def post(scope: str, normal: str) -> str:
    """The IRI of a post, from the normal form of its title."""
    return f"{ID_BASE}post/{scope}/{slug(normal)}"


def provider(normal: str) -> str:
    """The IRI of a provider, from the normal form of its name; providers belong to no council."""
    return f"{ID_BASE}provider/{slug(normal)}"


def scheme(scope: str, normal: str) -> str:
    """The IRI of a scheme, from its reference or the normal form of its name."""
    return f"{ID_BASE}scheme/{scope}/{slug(normal)}"


def contract(scope: str, normal: str) -> str:
    """The IRI of a contract, from the normal form of its name."""
    return f"{ID_BASE}contract/{scope}/{slug(normal)}"


def process(ocid: str) -> str:
    """The IRI of a contracting process, which all its releases share whoever published them; ocids are the world's."""
    return f"{ID_BASE}process/{slug(ocid)}"


def contradiction(contract_iri: str, term: str) -> str:
    """The IRI of what papers contradict each other on: a term of a contract."""
    return f"{ID_BASE}contradiction/{contract_iri.removeprefix(ID_BASE + 'contract/')}/{slug(term)}"


def scope_of(iri: str) -> str:
    """The council's part of a thing's IRI: `wexmere-county-council`, or `paper-…` where no paper names the council."""
    return iri.removeprefix(ID_BASE).split("/")[1] if iri.startswith(ID_BASE) and iri.count("/") > 5 else ""


@lru_cache(maxsize=16384)
def committee_of(meeting_iri: str) -> str:
    """The IRI of a meeting's committee, which its own begins like."""
    path = meeting_iri.removeprefix(f"{ID_BASE}meeting/").rpartition("/")[0]
    return f"{ID_BASE}committee/{path}"


@lru_cache(maxsize=65536)
def slug(text: str, limit: int = SLUG_LIMIT, *, marked: bool = True) -> str:
    """Words for an IRI: lower case, accents folded, hyphens between.

    What had to be left out (a long tail, letters that no accent explains) is marked by a short hash, so that two names
    that read alike cut short stay two; `marked=False` where a hash follows anyway.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("&", " and ").replace("'", "").replace("’", ""))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", plain)
    whole = "-".join(words)
    kept = whole if len(whole) <= limit else whole[: limit + 1].rpartition("-")[0] or whole[:limit]
    lost = len(kept) < len(whole) or any(letter.isalnum() and not letter.isascii() for letter in plain)
    if not kept:
        return digest(text)
    return f"{kept}-{digest(text)}" if lost and marked else kept


def digest(*parts: str) -> str:
    """Ten digits that stand for some words: enough to tell a paper's statements apart (one in a million at 1,500)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def last_part(iri: str) -> str:
    """The readable end of an IRI."""
    return iri.rpartition("/")[2]
