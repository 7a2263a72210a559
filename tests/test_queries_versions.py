"""Status and answers tell of minutes that a later version replaced, and of reports that several papers print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.build import ingest
from kg.base import Base
from queries.answers import Citation, Ref
from queries.decisions import DecisionRow, decisions, merged
from queries.library import Library
from queries.status import status

MINUTES = """{head}

ADULTS COMMITTEE: MINUTES

Date: Thursday 8 September 2022

Time: 10.00am to 11.30am

Present: Councillors A Adair (Chair) and B Brand

Wexmere County Council

12. DAY SERVICES

It was resolved unanimously to tender the day services contract.
"""


@pytest.fixture
def both(tmp_path: Path) -> Library:
    for name, head in (("draft.txt", "DRAFT MINUTES"), ("approved.txt", "APPROVED MINUTES")):
        (tmp_path / name).write_text(MINUTES.format(head=head), encoding="utf-8")
    base = Base(tmp_path / "records")
    ingest(base, [str(tmp_path / "draft.txt"), str(tmp_path / "approved.txt")])
    return Library(base)


def test_status_says_which_minutes_replaced_which(both: Library) -> None:
    told = {row.citations[0].file_name: (row.standing, row.replaced_by) for row in status(both).printed}
    assert told == {"draft.txt": ("draft", "approved.txt"), "approved.txt": ("approved", None)}


def test_a_decision_of_both_is_one_and_its_place_in_the_draft_says_so(both: Library) -> None:
    [row] = decisions(both)
    places = {place.file_name: place.place for place in row.citations}
    assert places["draft.txt"].endswith("; replaced by approved.txt")
    assert "replaced" not in places["approved.txt"]


def test_the_minutes_vote_stands_with_a_decision_that_a_form_prints_too() -> None:
    at = (
        Citation("https://example.org/1", "form.pdf", "tender"),
        Citation("https://example.org/2", "minutes.pdf", "tender"),
    )
    nothing = (None, None, None, None, None, None)
    words = "Tender the day services contract."
    form = DecisionRow("2022-09-08", None, "12", "Day services", "1", words, *nothing, "https://example.org/a", at[:1])
    minuted = replace(form, text="Day services – tender the day services contract.", vote="majority", citations=at[1:])
    [one] = merged([form, minuted])
    assert (one.vote, one.text, one.citations) == ("majority", minuted.text, at[::-1])


def test_two_limbs_of_one_paper_are_two_though_their_words_are_alike() -> None:
    at = (Citation("https://example.org/1", "minutes.pdf", "noted"),)
    row = DecisionRow(
        "2022-09-08", None, "12", None, "1", "Noted the report.", None, None, None, None, None, None, "a", at
    )
    assert len(merged([row, replace(row, limb="2", decision="b")])) == 2


def test_the_cabinets_of_two_councils_decide_each_for_itself() -> None:
    one, other = (Ref(f"https://example.org/{council}/cabinet", "Cabinet") for council in ("wexmere", "oswick"))
    at = [(Citation(f"https://example.org/{paper}", f"{paper}.pdf", "noted"),) for paper in ("first", "second")]
    nothing = (None, None, None, None, None, None)
    row = DecisionRow("2022-09-08", one, "12", None, None, "The Cabinet noted the report.", *nothing, "a", at[0])
    assert len(merged([row, replace(row, committee=other, decision="b", citations=at[1])])) == 2
