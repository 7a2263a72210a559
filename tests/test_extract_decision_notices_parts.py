"""Parts of decision forms: who decided, which label, where the forms open and where they do not."""

from __future__ import annotations

import pytest

from ingest.divide.context import find_context
from ingest.divide.sections import divide
from ingest.extract.decision_notices.decision_notices import decision_notice
from ingest.extract.decision_notices.labels import find_label
from ingest.extract.decision_notices.takers import body_of, taker_of
from ingest.read.text import read_text
from kg.records import Decision


@pytest.mark.parametrize(
    ("words", "taker"),
    [
        ("Mrs Ann Elm, Cabinet Member for Children’s Services", "Cabinet Member for Children’s Services"),
        ("Cabinet Member for Roads (Councillor A Pine)", "Cabinet Member for Roads"),
        ("Cabinet Member for Finance, Property and Shared Services", None),
        ("Director of Housing, Anna Elm", "Director of Housing"),
        ("Anna Elm - Roads and Transport Manager", "Roads and Transport Manager"),
        ("Executive Director of Place in consultation with the Leader", "Executive Director of Place"),
        ("Assistant Director, Communities", None),
        ("Councillor Ann Pine", "Ann Pine"),
    ],
)
def test_the_taker_is_the_post(words: str, taker: str | None) -> None:
    assert taker_of(words) == (taker or words)


def test_nobody_named_is_no_taker() -> None:
    assert taker_of("[name of decision maker]") is None


def test_a_cabinet_is_a_body_and_a_cabinet_member_is_none() -> None:
    assert body_of("Cabinet") == "Cabinet"
    assert body_of("The Roads and Transport Committee") == "Roads and Transport Committee"
    assert body_of("Cabinet Member for Roads") is None
    assert body_of("Executive Director of Place") is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Decision taken by: Leader", "taker"),
        ("(d) Decision taken", "decision"),
        ("4. Decision(s):", "decision"),
        ("Key decision: YES", "key"),
        ("Date decision may be implemented: 4 May 2023", "in-force"),
        ("Deadline for Scrutiny Panel referral 19 May 2023", "call-in"),
        ("Reason(s) for decision:", "reasons"),
        ("Details of any alternative options considered and rejected:", "alternatives"),
    ],
)
def test_the_longest_label_counts(line: str, kind: str) -> None:
    found = find_label(line)
    assert found is not None
    assert found.label.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Decision makers should read the report before the meeting.",
        "date of the decision to tender in 2022",
        "Reference was made to the report.",
        "2. Approve the date of decision for the award",
    ],
)
def test_a_sentence_is_no_label(line: str) -> None:
    assert find_label(line) is None


def kinds(text: str) -> list[str]:
    return [section.kind for section in divide(read_text(text.encode()))]


def test_an_agenda_with_a_heading_of_decisions_is_no_form() -> None:
    text = (
        "WEXMERE COUNCIL\n\nADULTS COMMITTEE\n\nThursday 12 May 2022\n\nAGENDA\n\nKEY DECISIONS\n\n4. Homecare\n\n"
        "DECISIONS\n\n5. Fees\n\n6. Forward plan\n"
    )
    assert "decision-notice" not in kinds(text)


def test_a_report_to_a_decision_maker_is_no_form() -> None:
    text = (
        "Officer Decision Report\n\nDecision Maker: Director of Place\n\nSubject: Fees\n\nReference: A/1\n\n"
        "Recommendation: That the fees be kept.\n\n1. Background\n\nThe fees were set in 2020.\n"
    )
    assert "decision-notice" not in kinds(text)


def test_a_form_with_the_councils_name_above_starts_at_the_papers_start() -> None:
    text = (
        "Wexmere Council\n\nRecord of Officer Decision\n\nDecision maker: Clerk\n\nDate of decision: 4 May 2023\n\n"
        "Decision: To pay the bill.\n"
    )
    assert kinds(text) == ["decision-notice"]


@pytest.mark.parametrize(
    "piece", ["Decision ", "the record of the ", "(a) ", "I, ", "Exempt or confidential ", "A B, "]
)
def test_a_line_of_twelve_thousand_characters_does_not_hang(piece: str) -> None:
    """A pattern that tries every way would not come back at all."""
    line = piece * (12_000 // len(piece))
    find_label(line)
    taker_of(line[:4000])
    kinds(f"Record of Decision\n\nDecision maker: A\n\n{line}\n\nDecision:\n\n{line}\n")


def test_an_appendix_may_follow_a_decision_form_that_stands_behind_its_report() -> None:
    background = "".join(f"1.{at} The road is worn at its mile {at}.\n\n" for at in range(1, 61))
    text = (
        "Wexmere Council\n\nTo: Cabinet\n\nMeeting Date: 4 May 2023\n\nFrom: Director of Place\n\n"
        "Subject: Mill Lane\n\nRecommendation: That it be mended.\n\n1. Background\n\n"
        f"{background}RECORD OF OFFICER DECISION\n\n"
        "Decision maker: Director of Place\n\nDate of decision: 5 May 2023\n\nDecision: To mend it.\n\n"
        "Reasons for decision: It is worn.\n\nAPPENDIX B\n\nThe plan of the road.\n"
    )
    assert kinds(text)[-2:] == ["decision-notice", "appendix"]


def test_a_members_decision_is_no_committee() -> None:
    document = read_text(b"Wexmere Council\n\nCabinet Member Decision\n\nDecision maker: Cabinet Member for Roads\n")
    assert find_context(document).committee is None


@pytest.mark.parametrize(
    ("words", "limbs"),
    [
        (
            "To:\na approve the lamps;\nb note the posts; and\nc delegate the rest.",
            [("a", "approve the lamps;"), ("b", "note the posts; and"), ("c", "delegate the rest.")],
        ),
        (
            "That:\n\nI. the lamps be bought;\n\nII. the posts be sold.",
            [("I", "the lamps be bought;"), ("II", "the posts be sold.")],
        ),
        (
            "That:\n\nI the lamps be bought;\nII the posts be sold.",
            [("I", "the lamps be bought;"), ("II", "the posts be sold.")],
        ),
        (
            "I agree to raise the fees.\n\nI also approve the plan.",
            [(None, "I agree to raise the fees."), (None, "I also approve the plan.")],
        ),
    ],
)
def test_letters_and_roman_numbers_without_a_mark_open_limbs(words: str, limbs: list[tuple[str | None, str]]) -> None:
    form = (
        "Wexmere City Council\n\nRECORD OF DECISION\n\nDecision taken by: Cabinet Member for Roads\n\n"
        f"Date of decision: 5 May 2022\n\nSubject: Lamps\n\nDecision:\n\n{words}\n\nReasons: They are dark.\n"
    )
    sections = divide(read_text(form.encode()))
    found = [each for section in sections if section.kind == "decision-notice" for each in decision_notice(section)]
    assert [(each.limb, each.text) for each in found if isinstance(each, Decision)] == limbs
