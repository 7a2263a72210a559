"""What a base lacks is told by kind, with how it is known and what to do."""

from __future__ import annotations

import pytest

from kg.errors import UnknownName
from queries.gaps import DO, gaps
from queries.issues import issue_counts
from queries.library import Library


def test_a_scheme_that_no_case_describes_is_a_reference_that_leads_nowhere(library: Library) -> None:
    [row] = gaps(library, "reference")
    assert (row.what, row.do) == ("Larkfield Court", DO["reference"])
    assert row.citations[0].words == "depends on Larkfield Court"


def test_a_paper_with_issues_is_told_with_their_codes(library: Library) -> None:
    [row] = gaps(library, "paper")
    assert (row.what, row.why) == ("2022-09-pack.txt", "1 torn-table")


def test_every_gap_says_what_to_do_and_is_derived(library: Library) -> None:
    assert all(row.do and row.why and row.citations and row.basis == "derived" for row in gaps(library))


def test_gaps_of_one_committee_are_those_of_its_meetings(library: Library) -> None:
    assert {row.kind for row in gaps(library, committee="adults")} <= {"minutes", "papers"}
    with pytest.raises(UnknownName):
        gaps(library, committee="Gardens")


def test_issues_are_grouped_with_their_places(library: Library) -> None:
    [row] = issue_counts(library)
    assert (row.code, row.count, [place.file_name for place in row.citations]) == (
        "torn-table",
        1,
        ["2022-09-pack.txt"],
    )
    assert row.do
