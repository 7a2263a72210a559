"""Recommendations in the manners of other councils: other headings, boxes, lead-ins, numbers in numbers."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.recommendations import recommendations
from ingest.read.text import read_text
from kg.records import Recommendation

HEAD = (
    "WEXMERE BOROUGH COUNCIL\n\nLAMPS ON THE QUAY\n\nReport to: Places Committee\nDate: 5 May 2022\n"
    "Report of: Director of Places\nKey decision: No\nWards affected: All\nContact officer: Ada Pine, Head of Lamps\n\n"
    "1. PURPOSE\n\n1.1 To report on lamps.\n\n"
)
REST = "\n\n3. BACKGROUND\n\n3.1 It is dark.\n"
LIMBS = "(a) approve the lamps; and\n(b) note the cost."
BOTH = [("a", "approve the lamps; and"), ("b", "note the cost.")]


def limbs(text: str) -> list[tuple[str | None, str]]:
    sections = divide(read_text((HEAD + text + REST).encode()))
    found = [each for section in sections if section.kind == "report" for each in recommendations(section)]
    return [(each.limb, each.text) for each in found if isinstance(each, Recommendation)]


@pytest.mark.parametrize(
    "text",
    [
        f"Recommendation: It is recommended that Members:\n{LIMBS}",
        f"2. DECISIONS REQUIRED\n\nMembers are asked to:\n\n{LIMBS}",
        f"2. PROPOSED DECISION\n\nThat the Authority resolves to:\n\n{LIMBS}",
        "2. DECISION SOUGHT\n\nThe Authority is requested to (a) approve the lamps; and (b) note the cost.",
        f"WHAT IS THE COMMITTEE ASKED TO DO?\n\n{LIMBS}",
        f"The Board is recommended to:\n{LIMBS}",
        "| Recommendations | The Board is recommended to: (a) approve the lamps; and (b) note the cost. |\n|---|---|",
        f"## Recommendations\n\n**The Committee is recommended to:**\n\n{LIMBS}\n\n## Background",
        f"2. RECOMMENDATIONS\n\n{LIMBS}\n\nReport author: Bo Elm",
    ],
)
def test_the_limbs_stand_without_their_lead_in(text: str) -> None:
    assert limbs(text) == BOTH


def test_a_lead_in_with_a_number_is_no_stem() -> None:
    text = (
        "2. RECOMMENDATIONS\n\n2.1 It is recommended that the Committee:\n\n2.1.1 approves the lamps;\n\n"
        "2.1.2 notes the cost."
    )
    assert limbs(text) == [("2.1.1", "approves the lamps;"), ("2.1.2", "notes the cost.")]


def test_marks_of_recommendations_are_their_limbs() -> None:
    text = "2. RECOMMENDATIONS\n\nR1 That the lamps be bought.\nR2 That the cost be noted."
    assert limbs(text) == [("R1", "That the lamps be bought."), ("R2", "That the cost be noted.")]


def test_what_another_body_is_asked_heads_the_limbs_below() -> None:
    text = (
        "2. RECOMMENDATIONS\n\nThat Cabinet:\n\n(1) approves the lamps; and\n\nRecommends to Council that:\n\n"
        "(2) the cost be met."
    )
    assert limbs(text) == [("1", "approves the lamps; and"), ("2", "the cost be met.")]


def test_the_recommendations_of_a_review_are_none() -> None:
    assert limbs("Recommendations: 14 of 20 were met.\n\nThe Board was asked to wait.") == []
