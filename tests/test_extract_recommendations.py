"""What a report asks for, limb by limb."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.reports.recommendations import recommendations
from ingest.extract.words.limb_marks import find_limbs
from ingest.read.text import read_text
from kg.records import Issue, Recommendation

HEAD = """LAMPS ON THE QUAY

To: Places Committee

Meeting Date: 5 May 2022

From: Service Director: Places

Electoral division(s): All

Key decision: No

"""


def found_in(box: str, head: str = HEAD) -> list[Recommendation | Issue]:
    (section,) = divide(read_text((head + box).encode()))
    return list(recommendations(section))


def limbs_in(box: str) -> list[tuple[str | None, str]]:
    return [(each.limb, each.text) for each in found_in(box) if isinstance(each, Recommendation)]


def test_the_lead_in_is_left_out_and_limbs_lose_their_letters() -> None:
    box = "Recommendation: The Committee is asked to:\n\na) Note the report.\n\nb) Agree to light the quay.\n"
    assert limbs_in(box) == [("a", "Note the report."), ("b", "Agree to light the quay.")]


@pytest.mark.parametrize(
    "lead",
    [
        "The Committee is recommended to:",
        "The Places Committee is requested to:",
        "Committee is being asked to;",
        "Members are invited to:",
        "It is recommended that the Committee:",
        "That the Committee:",
        "The Committee is asked to",
    ],
)
def test_lead_ins_of_many_wordings_are_left_out(lead: str) -> None:
    assert limbs_in(f"Recommendation: {lead}\n\n(i) light the quay;\n\n(ii) note the cost.\n") == [
        ("i", "light the quay;"),
        ("ii", "note the cost."),
    ]


def test_a_limb_keeps_its_own_subject() -> None:
    assert limbs_in("Recommendation:\n\na) That the Committee note it.\n\nb) That lamps be bought.\n") == [
        ("a", "That the Committee note it."),
        ("b", "That lamps be bought."),
    ]


def test_a_stem_that_carries_the_action_stands_before_each_limb() -> None:
    box = "Recommendation:\tThe Committee is asked to agree to light:\t\na) Quay Street b) Mill Lane c) the Green.\t\n"
    assert limbs_in(box) == [
        ("a", "agree to light: Quay Street"),
        ("b", "agree to light: Mill Lane"),
        ("c", "agree to light: the Green."),
    ]


def test_limbs_in_a_limb_carry_its_words() -> None:
    box = (
        "Recommendations:\nThat Cabinet:\n1. Notes it.\n2. Asks the Director to:\n(a) light the quay; and\n(b) tell.\n"
    )
    assert limbs_in(box) == [
        ("1", "Notes it."),
        ("2(a)", "Asks the Director to: light the quay; and"),
        ("2(b)", "Asks the Director to: tell."),
    ]


def test_a_limb_is_whole_over_cells_blank_lines_and_a_page_number() -> None:
    box = "Recommendation.\ta)\tAgree to light it from the\t\n\nPage 3 of 9\n\n\t\tbridge to a mill.\t\n\tb)\tNote.\n"
    found = found_in(box)
    assert limbs_in(box) == [("a", "Agree to light it from the bridge to a mill."), ("b", "Note.")]
    assert [place.quote for place in found[0].evidence] == ["Agree to light it from the", "bridge to a mill."]


def test_one_recommendation_without_a_letter_has_none() -> None:
    assert limbs_in("Recommendation: The Committee is asked to review and comment on the\nreport.\n") == [
        (None, "review and comment on the report.")
    ]
    assert limbs_in("Recommendation: To note the report.\n") == [(None, "To note the report.")]


def test_bullets_are_a_limb_each() -> None:
    assert limbs_in("Recommendation: The Committee is asked to:\n\n- light the quay\n- note the cost\n") == [
        (None, "light the quay"),
        (None, "note the cost"),
    ]


def test_a_letter_in_running_words_opens_no_limb() -> None:
    box = "Recommendation: The Committee is asked to:\n\na) Note plan b) of the map.\n\nb) Light it as in a) above.\n"
    assert limbs_in(box) == [("a", "Note plan b) of the map."), ("b", "Light it as in a) above.")]


def test_a_missing_limb_is_an_issue() -> None:
    found = found_in("Recommendation:\n\na) Note it.\n\nc) Light it.\n")
    assert [each.code for each in found if isinstance(each, Issue)] == ["limb-gap"]


def test_recommendations_under_a_heading_are_read_where_no_label_has_them() -> None:
    box = "1. Purpose of report\n\n1.1 To light the quay.\n\n2. Recommendations\n\n2.1 That it be lit.\n\n"
    box += "2.2 That the cost be noted.\n\n3. Background\n\n3.1 It is dark.\n"
    assert limbs_in(box) == [("2.1", "That it be lit."), ("2.2", "That the cost be noted.")]


def test_later_recommendations_of_the_body_are_none_of_the_box() -> None:
    box = "Recommendation: To note it.\n\n1. BACKGROUND\n\n1.1 The review made these recommendations:\n\na) Light it.\n"
    assert limbs_in(box) == [(None, "To note it.")]


def test_a_report_without_a_title_gives_an_issue() -> None:
    found = found_in("Recommendation: To note it.\n", HEAD.replace("LAMPS ON THE QUAY\n\n", ""))
    assert [each.code for each in found if isinstance(each, Issue)] == ["unplaced-recommendation"]


def test_i_is_the_ninth_letter_after_h() -> None:
    text = "\n".join(f"{letter}) x" for letter in "abcdefghij")
    starts = [n for n in range(len(text)) if n == 0 or text[n - 1] == "\n"]
    assert [limb.name for limb in find_limbs(text, starts)] == list("abcdefghij")


@given(st.text(st.sampled_from("abiv12().: \n"), max_size=60))
def test_limbs_never_overlap(text: str) -> None:
    starts = [0, *(n + 1 for n, char in enumerate(text) if char == "\n")]
    limbs = find_limbs(text, starts)
    assert all(limb.mark < limb.start <= limb.end for limb in limbs)
    assert all(one.end <= two.mark for one, two in pairwise(limbs))
