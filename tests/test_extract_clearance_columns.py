"""Clearances of an invented council whose table has the aspects for its heads."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.clearances import clearances
from ingest.read.text import read_text
from kg.records import Clearance

HEAD = (
    "LAMPS ON THE QUAY\n\nTo: Places Committee\nMeeting Date: 5 May 2022\nFrom: Service Director: Places\n"
    "Electoral division(s): All\nKey decision: No\nRecommendation: To note it.\n\n1. BACKGROUND\n\n1.1 It is dark.\n\n"
)
BOTH = [("Finance", "Yes", "Gideon Pask"), ("Legal", "Yes", "Alistair Crumb")]


def rows_in(form: str) -> list[tuple[str, str | None, str | None]]:
    (section,) = divide(read_text((HEAD + form).encode()))
    return [(each.aspect, each.cleared, each.officer) for each in clearances(section) if isinstance(each, Clearance)]


@pytest.mark.parametrize(
    "form",
    [
        "Clearances\n\nFinance\tLegal\nGideon Pask 4 April 2022\tAlistair Crumb 5 April 2022\n",
        "Clearances\n\nFinance\tLegal\nGideon Pask\tAlistair Crumb\n4 April 2022\t5 April 2022\n",
        "Clearances\n\n\tFinance\tLegal\nCleared by\tGideon Pask\tAlistair Crumb\nDate\t4 April 2022\t5 April 2022\n",
        "Finance\tLegal\nGideon Pask 4 April 2022\tAlistair Crumb 5 April 2022\n",
    ],
)
def test_aspects_may_head_the_columns(form: str) -> None:
    assert rows_in(form) == BOTH


def test_what_was_not_asked_for_is_not_applicable() -> None:
    form = "Clearances\n\nFinance\tEquality\tProcurement\nGideon Pask 4 April 2022\tN/A\tN/A\n"
    assert rows_in(form) == [BOTH[0], ("Equality", "N/A", None), ("Procurement", "N/A", None)]


@pytest.mark.parametrize(
    "form",
    [
        "Clearances\n\nFinance\tLegal\n",
        "Costs\n\nFinance\tLegal\n£400\t£300\n",
        "Finance\tLegal\nGideon Pask\tAlistair Crumb\n",
        "Costs\n\nYear\tFinance\tLegal\n2022\tYes\tNo\n",
    ],
)
def test_other_tables_with_such_heads_clear_nothing(form: str) -> None:
    assert rows_in(form) == []
