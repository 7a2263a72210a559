"""What is nothing but a date, a name or a reference is no decision."""

from __future__ import annotations

import time

import pytest

from ingest.extract.bare_decisions import is_bare, without_bare
from kg.evidence import Evidence
from kg.records import Decision, Issue, MeetingKey

PLACE = Evidence(0, 11, "23 May 2024")
KEY = MeetingKey("Cabinet", "2024-05-23")


@pytest.mark.parametrize(
    "text",
    [
        "23 May 2024",
        "Thursday 23 May 2024 at 10.00 am",
        "23 May",
        "1 April 2024 to 31 March 2025",
        "CAB/24/007",
        "Ref: EX58/2024",
        "Councillor A Holt",
        "Ann Pine.",
        "12",
    ],
)
def test_a_date_a_name_or_a_reference_is_no_decision(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "Noted",
        "APPROVED",
        "Option B",
        "OPTION 2",
        "NOTED 5",
        "Budget Approved",
        "Deferred to 23 May 2024",
        "Councillor Holt to attend",
        "That Ann Pine be elected",
        "£5,000",
        "Application 24/0123 granted",
    ],
)
def test_words_that_decide_are_a_decision_however_short(text: str) -> None:
    assert not is_bare(text)


def test_a_bare_decision_becomes_an_issue_at_its_place() -> None:
    date = Decision(KEY, "7", "23 May 2024", (PLACE,))
    said = Decision(KEY, "8", "That the lamps be bought.", (PLACE,))
    found = list(without_bare([date, said]))
    assert found[1] == said
    assert isinstance(found[0], Issue)
    assert (found[0].code, found[0].evidence) == ("decision-blank", (PLACE,))


def test_long_words_cost_nothing() -> None:
    start = time.process_time()
    assert not is_bare("A/1 " * 3000 + "-" * 4000)
    assert time.process_time() - start < 1
