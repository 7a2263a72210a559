"""What records tell of passages: of which report or item each is, what it states, and what came of it."""

from __future__ import annotations

import pytest

from index.outcomes import BESIDES, OUTCOMES, SETTLED, Wording, outcomes
from index.stated import told
from kg.evidence import Evidence, quoted
from kg.records import (
    Clearance,
    Decision,
    Implication,
    MeetingKey,
    Minute,
    Passage,
    Reading,
    Recommendation,
    Record,
    SectionKind,
    SectionPart,
)

MEETING = MeetingKey("Lamps Committee", "2021-03-04", "Wexmere")
TEXT = """MINUTES OF THE LAMPS COMMITTEE
7. Lamps in the park
Members asked how many lamps there are and what they cost a year.
It was resolved unanimously to buy the lamps.
8. Benches
The item was looked at for an hour, and it was resolved to defer the benches.
REPORT ON KERBS
Recommendation: buy kerbs of grey stone for all the streets.
There are no significant implications for the kerbs here.
Cleared by Finance: yes, on the fourth of March, by the officer.
"""


def at(words: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (quoted(TEXT, start, start + len(words)),)


def passages() -> tuple[Passage, ...]:
    """A passage a line."""
    found, start = [], 0
    for line in TEXT.splitlines(keepends=True):
        section: SectionKind = "minutes" if start < TEXT.index("REPORT") else "report"
        found.append(Passage(line.strip(), start, start + len(line), section, title="Of the passage"))
        start += len(line)
    return tuple(found)


RECORDS: tuple[Record, ...] = (
    SectionPart("minutes", "Minutes", 0, TEXT.index("REPORT"), at("MINUTES")),
    SectionPart("report", None, TEXT.index("REPORT"), len(TEXT), at("REPORT")),
    Minute(MEETING, "7", "Lamps in the park", at("7. Lamps in the park")),
    Minute(MEETING, "8", "Benches", at("8. Benches")),
    Decision(MEETING, "7", "buy the lamps.", at("buy the lamps."), vote="unanimous"),
    Decision(MEETING, "8", "defer the benches.", at("defer the benches.")),
    Recommendation("Kerbs", "buy kerbs", at("buy kerbs of grey stone")),
    Implication("Kerbs", "none", at("There are no significant"), none=True),
    Clearance("Kerbs", "Finance", at("Cleared by Finance")),
)
TOLD = dict(zip(TEXT.splitlines(), told(Reading(RECORDS, passages())), strict=True))
ASKED = "Members asked how many lamps there are and what they cost a year."
RESOLVED = "It was resolved unanimously to buy the lamps."


def test_a_passage_of_minutes_belongs_to_its_item_and_any_other_to_its_section() -> None:
    parts = {line[:10]: (known.part.title, known.part.minute) for line, known in TOLD.items()}
    assert parts["MINUTES OF"] == ("Minutes", None)
    assert parts["7. Lamps i"] == parts["Members as"] == parts["It was res"] == ("7. Lamps in the park", "7")
    assert parts["8. Benches"] == parts["The item w"] == ("8. Benches", "8")
    assert parts["Recommenda"] == ("Of the passage", None)


def test_a_passage_that_straddles_two_items_belongs_to_that_of_most_of_it() -> None:
    start = TEXT.index("buy the lamps")
    long = Passage("…", start, TEXT.index("REPORT"), "minutes")
    assert told(Reading(RECORDS, (long,)))[0].part.minute == "8"
    short = Passage("…", start - 60, TEXT.index("8. Benches") + 4, "minutes")
    assert told(Reading(RECORDS, (short,)))[0].part.minute == "7"


def test_the_outcome_is_that_of_the_decision_stated_or_else_of_the_item() -> None:
    assert TOLD[RESOLVED].outcomes == TOLD[ASKED].outcomes == ("agreed", "unanimous")
    assert TOLD["8. Benches"].outcomes == ("deferred",)
    assert TOLD["MINUTES OF THE LAMPS COMMITTEE"].outcomes == ()
    assert all(not known.outcomes for line, known in TOLD.items() if "kerbs" in line)


def test_a_sheet_of_one_decision_has_its_outcome_throughout() -> None:
    sheet = SectionPart("decision-notice", "Sheet", 0, len(TEXT), at("MINUTES"))
    decision = Decision(None, None, "APPROVE the lamps", at("buy the lamps."))
    known = told(Reading((sheet, decision), passages()))
    assert {each.outcomes for each in known} == {("agreed",)}


def test_decisions_say_more_and_forms_less() -> None:
    worth = {line[:10]: known.worth for line, known in TOLD.items()}
    assert worth["It was res"] > worth["Members as"] > 100
    assert worth["Recommenda"] > 100
    assert worth["There are "] < 100 > worth["Cleared by"]
    assert worth["8. Benches"] < 100
    assert TOLD[RESOLVED].stated == ("decision",)


def test_a_reading_without_records_is_one_part() -> None:
    known = told(Reading((), passages()))
    assert {(each.part.start, each.outcomes, each.stated) for each in known} == {(0, (), ())}


@pytest.mark.parametrize("wording", [*SETTLED, *BESIDES], ids=lambda wording: wording.outcome)
def test_a_wording_reads_its_line_and_leaves_the_other(wording: Wording) -> None:
    assert wording.pattern.search(wording.reads)
    assert not wording.pattern.search(wording.leaves)
    assert wording.outcome in OUTCOMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to approve the plan", ("agreed",)),
        ("That the report be noted", ("noted",)),
        ("Noted the forecast", ("noted",)),
        ("to note and comment on performance", ("noted",)),
        ("The Committee is asked to agree the deferred payments scheme", ("agreed",)),
        ("that the application be refused", ("rejected",)),
        ("to delegate authority to the Director", ("agreed", "delegated")),
        (
            "that a tender be begun, and authority to award the contract be delegated to the Clerk",
            ("agreed", "delegated"),
        ),
        ("(a) to refer the matter to full Council", ("agreed", "referred")),
        ("The item was deferred to the next meeting", ("deferred",)),
        ("The report was withdrawn", ("withdrawn",)),
        ("", ("agreed",)),
    ],
)
def test_a_decisions_outcome_is_read_from_how_it_begins(text: str, expected: tuple[str, ...]) -> None:
    assert outcomes(Decision(MEETING, "1", text, at("MINUTES"))) == expected


def test_a_counted_vote_that_was_lost_is_a_rejection() -> None:
    lost = Decision(MEETING, "1", "to buy lamps", at("MINUTES"), vote="majority", votes_for=2, votes_against=5)
    assert outcomes(lost) == ("majority", "rejected")
