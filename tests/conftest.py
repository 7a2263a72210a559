"""A small base of an invented council, built once a run from records written by hand: no reader and no extractor in it.

Two packs and a refused file. What each paper says stands in its text, so that every citation has a true line.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.projection import project_pending
from kg import ids
from kg.archive import PageSpan, PaperText, sha256_of
from kg.base import Base, Writing
from kg.evidence import Evidence, quoted
from kg.ledger_entries import Offer
from kg.records import (
    Action,
    AgendaItem,
    Attendance,
    Clearance,
    Contact,
    Contract,
    ContractEvent,
    Decision,
    Delegation,
    Issue,
    Meeting,
    MeetingKey,
    Membership,
    Minute,
    PaperFacts,
    Passage,
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
)  # fmt: skip
from queries.library import Library
from tests.opensearch_cluster import opensearch as opensearch
from tests.sparql_stores import oxigraph as oxigraph
from tests.sparql_stores import sparql_store as sparql_store

COUNCIL = "Wexmere County Council"
ADULTS = "Adults Committee"
SEPTEMBER = MeetingKey(ADULTS, "2022-09-08", COUNCIL)
JANUARY = MeetingKey(ADULTS, "2023-01-12", COUNCIL)
DIRECTOR = "Executive Director: Adults"
CARE, OLD = "Larkfield Court care and support contract", "Larkfield Court management agreement"
MILL = "Mill Lane care contract"

FIRST = """ADULTS COMMITTEE Thursday 8 September 2022, Ferry Room
Councillor Anna Marsh (Chairwoman), Councillor Brian Fenn
4. Larkfield Court: tender (page 31)
Care is given under a management agreement with Tolbury Council at £418,250 a year.
Recommendation: a) agree to tender the care and support contract at Larkfield Court for seven years;
b) delegate the award of the Larkfield Court contract to the Executive Director: Adults in consultation with the Chair;
c) delegate the award of the Mill Lane contract to the Executive Director: Adults.
Contact: Rose Reed, Commissioner, rose.reed@wexmere.example
Finance: Yes, Paul Tarn
Action 98: Rose Reed to write to every family. Ongoing.
Forward plan: 12 January 2023, Respite review, Rose Reed, 2023/001
Saving A/R.4.017 Respite Redesign £120,000 in 2022-23, responsible Rose Reed; depends on Larkfield Court.
A table of seven cells of which two are torn.
"""
SECOND = """ADULTS COMMITTEE Thursday 12 January 2023
Minutes of 8 September 2022. Present: A Marsh (Chairwoman), C Holt for B Fenn. Apologies: B Fenn.
41. Larkfield Court: tender. Members asked about respite charges for families.
It was resolved by a majority: a) to agree to tender the care and support contract at Larkfield Court;
b) to delegate the award of the Larkfield Court contract to the Executive Director: Adults, consulting the Chair;
c) to delegate to the Executive Director: Adults the power to agree yearly fees up to £50,000.
The contract for care at Larkfield Court was awarded to Tern Care Ltd in November 2022 and starts on 1 February 2023.
Action 98: Rose Reed to write to every family. Complete.
Forward plan: 16 March 2023, Respite review, Rose Reed, 2023/001
"""


class Pages:
    """A paper's text, and the places of words in it; a page has seven lines."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.sha256 = sha256_of(text.encode())

    def at(self, words: str) -> tuple[Evidence, ...]:
        """Where words stand."""
        start = self.text.index(words)
        page = self.text.count("\n", 0, start) // 7 + 1
        return (quoted(self.text, start, start + len(words), page, str(page + 30)),)

    def passages(self) -> tuple[Passage, ...]:
        """A passage a line."""
        found, start = [], 0
        for line in self.text.splitlines(keepends=True):
            place = self.at(line.strip())[0]
            found.append(Passage(line.strip(), start, start + len(line), "report", page=place.page))
            start += len(line)
        return tuple(found)


def first_pack(pages: Pages) -> tuple[Record, ...]:
    """What the pack of September says: a report that asks for a tender and for the power to award."""
    at = pages.at
    tender = Recommendation("Larkfield Court: tender", "Agree to tender the contract", at("agree to tender the care"),
                            SEPTEMBER, "a")  # fmt: skip
    award = Recommendation("Larkfield Court: tender", "Delegate the award", at("delegate the award of the Larkfield"),
                           SEPTEMBER, "b")  # fmt: skip
    mill = Recommendation("Larkfield Court: tender", "Delegate the award of the Mill Lane contract",
                          at("delegate the award of the Mill Lane contract"), SEPTEMBER, "c")  # fmt: skip
    return (
        PaperFacts("pack", at("ADULTS COMMITTEE"), "Adults pack", "2022-09-08", COUNCIL, ADULTS, SEPTEMBER),
        Meeting(SEPTEMBER, at("Thursday 8 September 2022"), start_time="14:00", venue="Ferry Room"),
        Membership(SEPTEMBER, "Anna Marsh", at("Anna Marsh"), role="Chairwoman"),
        Membership(SEPTEMBER, "Brian Fenn", at("Brian Fenn")),
        AgendaItem(SEPTEMBER, "4", "Larkfield Court: tender", at("Larkfield Court: tender"), first_page="31"),
        Report("Larkfield Court: tender", at("Larkfield Court: tender"), SEPTEMBER, "4", (DIRECTOR,),
               key_decision=True),
        tender, award, mill,
        Scheme("Larkfield Court", "extra-care", at("Larkfield Court")),
        Provider("Tolbury Council", at("Tolbury Council")),
        Contract(OLD, at("management agreement with Tolbury Council at £418,250 a year"), scheme="Larkfield Court",
                 provider="Tolbury Council", annual_value=Decimal(418250)),
        Contract(CARE, at("tender the care and support contract at Larkfield Court for seven years"),
                 scheme="Larkfield Court", term_months=84, preceded_by=OLD),
        Contract(MILL, at("the Mill Lane contract")),
        ContractEvent(CARE, "procure", "recommended", tender.evidence, date="2022-09-08", body=ADULTS,
                      says=ids.statement_id(tender)),
        ContractEvent(CARE, "delegate-award", "recommended", award.evidence, date="2022-09-08", body=ADULTS,
                      delegated_to=DIRECTOR, consult=("Chair",), says=ids.statement_id(award)),
        Delegation("the award of the Larkfield Court contract", DIRECTOR, "recommended", award.evidence,
                   date="2022-09-08", contract=CARE, says=ids.statement_id(award)),
        ContractEvent(MILL, "delegate-award", "recommended", mill.evidence, date="2022-09-08", body=ADULTS,
                      delegated_to=DIRECTOR, says=ids.statement_id(mill)),
        Contact("Larkfield Court: tender", "Rose Reed", "officer", at("Rose Reed, Commissioner"), SEPTEMBER,
                "Commissioner", "rose.reed@wexmere.example"),
        Clearance("Larkfield Court: tender", "Finance", at("Finance: Yes"), SEPTEMBER, "Yes", "Paul Tarn"),
        Action(SEPTEMBER, "Rose Reed to write to every family.", at("Rose Reed to write to every family"), "98",
               owners=("Rose Reed",), status="Ongoing"),
        PlannedItem("Respite review", at("12 January 2023, Respite review"), JANUARY, ("Rose Reed",), "2023/001",
                    "2022-08-01"),
        Saving("Respite Redesign", Decimal(120000), at("Saving A/R.4.017"), "A/R.4.017", "2022-23", ("Rose Reed",)),
        Scheme("Respite Redesign", "savings", at("Respite Redesign"), "A/R.4.017"),
        SchemeDependency("Respite Redesign", "Larkfield Court", at("depends on Larkfield Court")),
        PersonMention("Anna Marsh", "member", at("Anna Marsh")),
        PersonMention("Brian Fenn", "member", at("Brian Fenn")),
        PersonMention("Rose Reed", "officer", at("Rose Reed, Commissioner"), ("Commissioner",),
                      "rose.reed@wexmere.example"),
        Issue("torn-table", "Two cells are torn", at("two are torn")),
    )  # fmt: skip


def second_pack(pages: Pages) -> tuple[Record, ...]:
    """What the pack of January says: the minutes that resolve it, an award reported, a start planned."""
    at = pages.at
    award = Decision(SEPTEMBER, "41", "Delegate the award of the Larkfield Court contract",
                     at("to delegate the award of the Larkfield"), "b", "majority")  # fmt: skip
    fees = Decision(SEPTEMBER, "41", "Delegate the power to agree yearly fees", at("to delegate to the Executive"), "c",
                    "majority")  # fmt: skip
    tender = Decision(SEPTEMBER, "41", "Agree to tender the care and support contract at Larkfield Court",
                      at("to agree to tender"), "a", "majority")  # fmt: skip
    told = at("was awarded to Tern Care Ltd in November 2022 and starts on 1 February 2023")
    return (
        PaperFacts("pack", at("ADULTS COMMITTEE"), "Adults pack", "2023-01-12", COUNCIL, ADULTS, JANUARY),
        Meeting(JANUARY, at("Thursday 12 January 2023")),
        Attendance(SEPTEMBER, "A Marsh", "present", at("A Marsh (Chairwoman)"), role="Chairwoman"),
        Attendance(SEPTEMBER, "C Holt", "present", at("C Holt for B Fenn"), substitute_for="B Fenn"),
        Attendance(SEPTEMBER, "B Fenn", "apologies", at("Apologies: B Fenn")),
        Minute(SEPTEMBER, "41", "Larkfield Court: tender", at("41. Larkfield Court: tender"), "Members asked."),
        tender, award, fees,
        Provider("Tern Care Ltd", told),
        Contract(CARE, told, provider="Tern Care Ltd", start="2023-02-01"),
        ContractEvent(CARE, "procure", "resolved", tender.evidence, date="2022-09-08", body=ADULTS,
                      says=ids.statement_id(tender)),
        ContractEvent(CARE, "delegate-award", "resolved", award.evidence, date="2022-09-08", body=ADULTS,
                      delegated_to=DIRECTOR, consult=("Chair",), says=ids.statement_id(award)),
        Delegation("the award of the Larkfield Court contract", DIRECTOR, "resolved", award.evidence, date="2022-09-08",
                   contract=CARE, says=ids.statement_id(award)),
        Delegation("the power to agree yearly fees", DIRECTOR, "resolved", fees.evidence, date="2022-09-08",
                   limit="£50,000", says=ids.statement_id(fees)),
        ContractEvent(CARE, "award", "reported", told, date="2022-11", provider="Tern Care Ltd"),
        ContractEvent(CARE, "start", "planned", told, date="2023-02-01", provider="Tern Care Ltd"),
        Action(SEPTEMBER, "Rose Reed to write to every family.", at("Rose Reed to write to every family"), "98",
               owners=("Rose Reed",), status="Complete"),
        PlannedItem("Respite review", at("16 March 2023, Respite review"), MeetingKey(ADULTS, "2023-03-16", COUNCIL),
                    ("Rose Reed",), "2023/001", "2023-01-03"),
        PersonMention("C Holt", "member", at("C Holt")),
    )  # fmt: skip


def keep(writing: Writing, pages: Pages, records: tuple[Record, ...]) -> None:
    """Put a paper into archive and ledger, to be projected."""
    reading = Reading(records, pages.passages())
    spans = (PageSpan(1, 0, len(pages.text)),)
    writing.archive.put(
        pages.text.encode(), PaperText(pages.sha256, pages.name, pages.text, spans, "text/plain"), reading, "1"
    )
    issues = Counter(record.code for record in records if isinstance(record, Issue))
    counts = Counter(type(record).__name__ for record in records)
    offer = Offer.of(Path("/papers") / pages.name, pages.sha256)
    writing.ledger.record_read(offer, "1", counts=counts, issues=issues, characters=len(pages.text), pages=1)


def make_base(folder: Path) -> Base:
    """The two packs read and published, and a file that could not be read."""
    base = Base(folder)
    with base.open_for_writing() as writing:
        first, second = Pages("2022-09-pack.txt", FIRST), Pages("2023-01-pack.txt", SECOND)
        keep(writing, first, first_pack(first))
        keep(writing, second, second_pack(second))
        writing.ledger.record_refused(
            Offer.of(Path("/papers/scan.pdf"), "f" * 64), "1", "no reader takes PDF files yet"
        )
        counts = project_pending(writing)
        writing.publish(base.live_graph, counts or {}, "1")
    return base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The invented council's base."""
    return make_base(tmp_path_factory.mktemp("invented") / "records")


@pytest.fixture(scope="session")
def sample_base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A base of the sample papers, for reading."""
    from ingest.build import ingest

    made = Base(tmp_path_factory.mktemp("samples") / "records")
    folder = Path(__file__).parent.parent / "samples"
    ingest(made, [str(file) for file in sorted((*folder.glob("*.txt"), *folder.glob("other-councils/*.*")))])
    return made


@pytest.fixture
def library(base: Base) -> Library:
    """The same, opened for questions."""
    return Library(base)
