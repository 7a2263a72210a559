"""Clearances without a form of questions: tables, lines below a heading, words that close a paragraph."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.clearance_words import cleared_in, named_aspect
from ingest.extract.reports.clearances import clearances
from ingest.read.text import read_text
from kg.records import Clearance, Issue

HEAD = """LAMPS ON THE QUAY

To: Places Committee
Meeting Date: 5 May 2022
From: Service Director: Places
Electoral division(s): All
Key decision: No
Recommendation: To note it.

1. BACKGROUND

1.1 It is dark.

"""
BOTH = [("Finance", "Yes", "Gideon Pask"), ("Legal", "Yes", "Alistair Crumb")]


def rows_in(form: str) -> list[tuple[str, str | None, str | None]]:
    (section,) = divide(read_text((HEAD + form).encode()))
    return [(each.aspect, each.cleared, each.officer) for each in clearances(section) if isinstance(each, Clearance)]


@pytest.mark.parametrize(
    "form",
    [
        "6. CLEARANCES\n\nAspect\tCleared\tOfficer\tDate\nFinance\tYes\tGideon Pask\t4 April 2022\n"
        "Legal\tYes\tAlistair Crumb\t4 April 2022\n",
        "6. CLEARANCES\n\nCleared by\tName\tDate\nFinance\tGideon Pask\t4 April 2022\n"
        "Legal Services\tAlistair Crumb\t5/4/22\n"
        "Human Resources\tJo Reed\t6/4/22\n",
        "Sign-off\n\nRole\tName\tDate\nSection 151 Officer\tGideon Pask\t4 April 2022\n"
        "Monitoring Officer\tAlistair Crumb\t5 April 2022\n",
        "## Clearances\n\n| Implication | Cleared by |\n|---|---|\n| Financial | Gideon Pask, Head of Finance |\n"
        "| Legal | Alistair Crumb (Monitoring Officer) |\n",
        "Consultees: Finance – Gideon Pask – 12 May 2022; Legal – Alistair Crumb – 13 May 2022\n",
        "Consultees:\n\nFinance – Gideon Pask – 12 May 2022\nLegal – Alistair Crumb – 13 May 2022\n",
        "Cleared by Finance: Gideon Pask (4 April 2022)\nCleared by Legal: Alistair Crumb (5 April 2022)\n",
        "Finance clearance: Gideon Pask – 4 April 2022\n\nLegal clearance: Alistair Crumb – 4 April 2022\n",
        "Has this report been cleared by Finance? Yes – Gideon Pask\n"
        "Has this report been cleared by Legal? Yes – Alistair Crumb\n",
        "Has this report been cleared by Finance?\nYes – Gideon Pask\nHas this report been cleared by\nthe Monitoring "
        "Officer? Yes – Alistair Crumb\n",
        "Consultees: Finance – Gideon Pask – 12 May 2022, Legal – Alistair Crumb – 13 May 2022\n",
        "5.1 Finance. It costs little. Financial implications cleared by: Gideon\nPask, 4 April 2022\n\n"
        "5.2 Legal. It is allowed. Legal implications cleared by: Alistair Crumb, 5 April\n2022\n",
        "6.1 Comments of the Section 151 Officer: The cost is met.\nCleared by: Gideon Pask, 4 April 2022\n\n"
        "6.2 Comments of the Monitoring Officer: The Council has it.\n(Alistair Crumb, Head of Law, 5 April 2022)\n",
    ],
)
def test_a_name_with_a_day_is_a_clearance(form: str) -> None:
    assert rows_in(form) == BOTH


def test_answers_are_kept_as_the_form_gives_them() -> None:
    form = "Officer clearance\n\nFinance\tYes\tGideon Pask\nLegal\tNo\t\nPublic Health\tN/A\t\n"
    assert rows_in(form) == [("Finance", "Yes", "Gideon Pask"), ("Legal", "No", None), ("Public Health", "N/A", None)]


def test_a_name_without_a_day_or_an_answer_is_no_yes() -> None:
    assert rows_in("Officers consulted\n\nFinance: Gideon Pask\n") == [("Finance", None, "Gideon Pask")]


def test_a_blank_day_in_a_table_with_days_is_no_yes() -> None:
    form = "Implications\tOfficer\tDate cleared\nFinance\tGideon Pask\t4/4/22\nLegal\tAlistair Crumb\t\n"
    assert rows_in(form) == [BOTH[0], ("Legal", None, "Alistair Crumb")]


@pytest.mark.parametrize(
    "form",
    [
        "5. CONSULTATION\n\nLegal: Jane Dow has been asked about the lease.\nFinance – no comments were made.\n",
        "Department\tName\tDate\nFinance\tLamp fund\t4 April 2022\n",
        "Service area\tStatus\tWhen\nLegal services\tCompleted\tMay\n",
        "The finance was approved by the Board, and the legal advice was cleared.\n",
    ],
)
def test_what_clears_nothing_is_left(form: str) -> None:
    assert rows_in(form) == []


def test_a_row_without_an_aspect_is_an_issue() -> None:
    form = HEAD + "Aspect\tCleared\tOfficer\nFinance\tYes\tGideon Pask\n\tYes\tAlistair Crumb\n"
    (section,) = divide(read_text(form.encode()))
    assert [each.code for each in clearances(section) if isinstance(each, Issue)] == ["unread-clearance"]


@pytest.mark.parametrize(
    ("words", "aspect"),
    [
        ("Comments of the Head of Legal Services", "Legal"),
        ("Section 151 Officer", "Finance"),
        ("Equalities and diversity", "Equality"),
        ("Director of Public Health", "Public Health"),
        ("Human Resources", None),
        ("Risk", None),
        ("The legal owner of the land by the quay", None),
    ],
)
def test_a_label_says_which_aspect(words: str, aspect: str | None) -> None:
    assert named_aspect(words) == aspect


def test_answers_open_with_yes_no_or_not_applicable() -> None:
    assert [cleared_in(words) for words in ("Yes – A Dow", "Not applicable", "No", "Yes or No", "No comments")] == [
        "Yes", "N/A", "No", None, None,
    ]  # fmt: skip
