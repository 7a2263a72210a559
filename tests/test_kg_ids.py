"""IRIs come from the paper's own words, and two things never share one."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ids, names
from kg.evidence import Evidence
from kg.records import Attendance, ContractEvent, Decision, Issue, MeetingKey, Recommendation

KEY = MeetingKey("Adults Committee", "2022-09-08", "Wexmere County Council")
SHA = "0f3c5a7e9b1d2468" * 4


def at(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start, start + 10, "some words"),)


def decision(text: str = "Agree to tender the Larkfield contract", start: int = 0) -> Decision:
    return Decision(KEY, "98", text, at(start), limb="a")


def test_a_meeting_reads_as_council_committee_and_date() -> None:
    iri = ids.meeting(ids.slug("Wexmere County Council"), "Adults Committee", "2022-09-08")
    assert iri == "https://w3id.org/committee-kg/id/meeting/wexmere-county-council/adults-committee/2022-09-08"


def test_a_paper_is_told_by_the_first_sixteen_digits_of_its_hash() -> None:
    assert ids.paper(SHA) == "https://w3id.org/committee-kg/id/paper/0f3c5a7e9b1d2468"


def test_a_statement_stands_under_its_paper_and_can_be_read() -> None:
    iri = ids.statement(ids.paper(SHA), decision())
    assert iri.startswith(ids.paper(SHA) + "/decision/agree-to-tender-the-larkfield-contract-")


def test_equal_words_at_two_places_are_two_statements() -> None:
    assert ids.statement_id(decision(start=10)) != ids.statement_id(decision(start=900))


def test_equal_words_of_two_limbs_at_one_place_are_two_statements() -> None:
    assert ids.statement_id(decision()) != ids.statement_id(dataclasses.replace(decision(), limb="b"))


def test_a_better_reading_of_the_vote_leaves_the_iri_as_it_was() -> None:
    assert ids.statement_id(decision()) == ids.statement_id(dataclasses.replace(decision(), vote="majority"))


def test_a_statement_of_another_kind_is_another() -> None:
    limb = Recommendation("A report", decision().text, at(0), KEY, "a")
    assert ids.statement_id(limb).startswith("recommendation/")
    assert ids.statement_id(decision()).startswith("decision/")


def test_events_of_two_contracts_in_one_sentence_are_two() -> None:
    one = ContractEvent("Larkfield contract", "award", "resolved", at(5))
    assert ids.statement_id(one) != ids.statement_id(dataclasses.replace(one, contract="Mill Lane contract"))
    assert ids.statement_id(one) != ids.statement_id(dataclasses.replace(one, step="extend"))


def test_present_and_apologies_of_one_name_are_two() -> None:
    one = Attendance(KEY, "A Marsh", "present", at(5))
    assert ids.statement_id(one) != ids.statement_id(dataclasses.replace(one, status="apologies"))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("B/R.4.017", "b-r-4-017"),
        ("Café & Garden Ltd", "cafe-and-garden-ltd"),
        ("People’s Panel", "peoples-panel"),
        ("  Adults   Committee ", "adults-committee"),
    ],
)
def test_a_slug_is_readable(words: str, slug: str) -> None:
    assert ids.slug(words) == slug


def test_a_long_name_is_cut_at_a_word_and_marked() -> None:
    long = "the provision of care and support " * 5
    assert len(ids.slug(long)) <= ids.SLUG_LIMIT + 11
    assert ids.slug(long) != ids.slug(long + "at Larkfield Court")


def test_words_without_a_latin_letter_still_have_an_iri() -> None:
    assert ids.slug("Ж") != ids.slug("Щ")
    assert ids.slug("")


@given(st.text(), st.text())
def test_names_that_fold_apart_have_slugs_apart(one: str, other: str) -> None:
    if names.fold(one) != names.fold(other):
        assert ids.slug(one) != ids.slug(other)


@given(st.text(min_size=1), st.integers(0, 10**6))
def test_an_id_is_a_path_that_needs_no_escaping(words: str, start: int) -> None:
    identifier = ids.statement_id(Issue("torn-table", words, at(start)))
    assert set(identifier) <= set("abcdefghijklmnopqrstuvwxyz0123456789-/")
