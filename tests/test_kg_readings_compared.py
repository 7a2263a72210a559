"""Two readings of one paper are held against each other by what they say, not by where in the text it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.evidence import Evidence
from kg.readings_compared import FieldChange, compared, kind_counts
from kg.records import (
    Attendance,
    Contract,
    ContractEvent,
    Decision,
    MeetingKey,
    PaperFacts,
    Reading,
    Record,
    SectionPart,
)

MEETING = MeetingKey("Adults Committee", "2022-09-08")


def at(start: int, quote: str, page: int | None = 1) -> tuple[Evidence, ...]:
    return (Evidence(start, start + len(quote), quote, page),)


def decision(text: str, start: int = 0, **more: str) -> Decision:
    return Decision(MEETING, "41", text, at(start, text), **more)  # type: ignore[arg-type]


def told(before: list[Record], after: list[Record]) -> list[tuple[str, str, str]]:
    """Each change: what, of which kind, in whose words."""
    changes = compared(Reading(tuple(before)), Reading(tuple(after)))
    return [(change.what, change.kind, change.says) for change in changes]


def test_equal_readings_have_no_changes() -> None:
    assert told([decision("to agree")], [decision("to agree")]) == []


def test_a_fact_that_only_moved_in_the_text_is_the_same_fact() -> None:
    before = [
        decision("to agree", 10),
        SectionPart("minutes", "Minutes", 0, 90, at(0, "Minutes")),
        ContractEvent("Meals", "award", "resolved", at(10, "to agree"), says="decision/to-agree-0123456789"),
    ]
    after = [
        decision("to agree", 60),
        SectionPart("minutes", "Minutes", 50, 140, at(50, "Minutes")),
        ContractEvent("Meals", "award", "resolved", at(60, "to agree"), says="decision/to-agree-9876543210"),
    ]
    assert told(before, after) == []


def test_a_fact_on_another_page_is_altered() -> None:
    before, after = Decision(MEETING, "41", "to agree", at(0, "to agree", 3)), decision("to agree")
    (change,) = compared(Reading((before,)), Reading((after,)))
    assert (change.what, change.page) == ("altered", 1)
    assert change.fields == (FieldChange("cited", "page 3: to agree", "page 1: to agree"),)


def test_of_several_places_only_those_that_came_or_went_are_told() -> None:
    first, second, third = at(0, "Meals"), at(90, "the Meals contract"), at(200, "Meals for five years")
    before, after = Contract("Meals", (*first, *second)), Contract("Meals", (*third, *first))
    (change,) = compared(Reading((before,)), Reading((after,)))
    assert change.fields == (FieldChange("cited", "page 1: the Meals contract", "page 1: Meals for five years"),)
    again = Contract("Meals", (*second, *first, *first))
    assert compared(Reading((before,)), Reading((again,))) == ()


def test_a_fact_of_the_same_thing_with_other_fields_is_altered() -> None:
    before = Contract("Meals", at(0, "the Meals contract"), term_months=12)
    after = Contract("Meals", at(400, "Meals for five years"), term_months=60)
    (change,) = compared(Reading((before,)), Reading((after,)))
    assert (change.what, change.kind, change.says, change.words) == (
        "altered",
        "Contract",
        "Meals",
        "Meals for five years",
    )
    assert FieldChange("term_months", "12", "60") in change.fields


def test_a_fact_with_other_words_at_the_same_place_is_altered() -> None:
    before = Decision(MEETING, "41", "to agree", at(7, "to agree the fees"))
    after = Decision(MEETING, "41", "to agree the fees", at(7, "to agree the fees"), limb="a")
    (change,) = compared(Reading((before,)), Reading((after,)))
    assert change.fields == (FieldChange("text", "to agree", "to agree the fees"), FieldChange("limb", None, "a"))


def test_what_is_new_is_gained_and_what_is_gone_is_lost_in_the_papers_order() -> None:
    assert told(
        [decision("to note", 5), decision("to agree", 50)], [decision("to agree", 50), decision("to ask", 90)]
    ) == [
        ("lost", "Decision", "to note"),
        ("gained", "Decision", "to ask"),
    ]


def test_of_three_facts_in_one_line_the_one_that_went_is_lost() -> None:
    line = at(0, "Present: A Marsh, B Fenn, C Holt")
    before: list[Record] = [Attendance(MEETING, name, "present", line) for name in ("A Marsh", "B Fenn", "C Holt")]
    assert told(before, [before[0], before[2]]) == [("lost", "Attendance", "B Fenn")]


def test_a_fact_said_twice_and_now_once_is_lost_once() -> None:
    assert told([decision("to agree"), decision("to agree")], [decision("to agree")]) == [
        ("lost", "Decision", "to agree")
    ]


def test_what_a_paper_says_of_itself_is_one_fact() -> None:
    before = PaperFacts("minutes", at(0, "MINUTES"), title="Minutes")
    (change,) = compared(Reading((before,)), Reading((replace(before, title=None, exempt=True),)))
    assert change.fields == (FieldChange("title", "Minutes", None), FieldChange("exempt", "no", "yes"))


PLACES = st.integers(0, 3)
WORDS = st.sampled_from(("to agree", "to note", "to ask"))
DECISIONS = st.builds(decision, WORDS, PLACES, limb=st.sampled_from(("a", "b")))
CONTRACTS = st.builds(
    lambda name, quote, start, term: Contract(name, at(start, quote), term_months=term),
    st.sampled_from(("Meals", "Care")), WORDS, PLACES, st.sampled_from((None, 12, 60)),
)  # fmt: skip
READINGS = st.lists(DECISIONS | CONTRACTS, max_size=8).map(lambda records: Reading(tuple(records)))


@given(READINGS, READINGS)
def test_what_there_was_and_what_came_less_what_went_is_what_there_is(before: Reading, after: Reading) -> None:
    changes = compared(before, after)
    old, new = (Counter(type(record).__name__ for record in each.records) for each in (before, after))
    for kind in kind_counts(old, new, changes):
        assert kind.before + kind.gained - kind.lost == kind.after
        assert kind.altered <= min(kind.before, kind.after)
    assert all(old[kind] == new[kind] for kind in old.keys() - {change.kind for change in changes})


@given(READINGS)
def test_a_reading_held_against_itself_or_its_shifted_self_shows_nothing(reading: Reading) -> None:
    moved = (
        replace(
            record, evidence=tuple(replace(each, start=each.start + 9, end=each.end + 9) for each in record.evidence)
        )  # type: ignore[type-var]
        for record in reading.records
    )
    assert compared(reading, reading) == compared(reading, Reading(tuple(moved))) == ()


@given(READINGS, READINGS)
def test_what_one_way_is_gained_the_other_way_is_lost(before: Reading, after: Reading) -> None:
    there, back = compared(before, after), compared(after, before)
    count = Counter((change.what, change.kind) for change in there)
    other = Counter((change.what, change.kind) for change in back)
    for kind in ("Decision", "Contract"):
        assert count["gained", kind] - count["lost", kind] == other["lost", kind] - other["gained", kind]
