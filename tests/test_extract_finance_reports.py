"""Finance reports of an invented council: the portfolio of programmes, and savings listed by their references."""

from __future__ import annotations

from ingest.divide.sections import Section, divide
from ingest.extract.finance.finance_reports import finance_report
from ingest.extract.finance.savings_tables import saving_rows
from ingest.read.text import read_text
from kg.records import PersonMention, Scheme

REPORT = """From: Ida Pell and Tom Ash
Tel.: 01632 960160
Date: 10th June 2022

Finance Monitoring Report – May 2022

1. SUMMARY

Previous Status\tCategory\tTarget
Amber\tIncome and Expenditure\tBalanced

APPENDIX 8 – Portfolio

Programme/Project and Lead Director\tBrief description and any key issues\tRAG
Warm Homes Programme: Helen Dale / Mark Reed\t<p>Homes are warmer. A paper will come in May.</p>\tGREEN
Lamp Renewal: Sue Birch\t<p>All is on time.</p>\tGREEN

# APPENDIX 9 – Grants

Grant\tAwarding Body\tExpected Amount
Night Buses: Mark Reed\tElm Health Board\t118
"""


def _section(text: str) -> Section:
    return next(s for s in divide(read_text(text.encode())) if s.kind in ("finance-report", "other", "front-sheet"))


def test_the_portfolios_rows_are_programmes_with_those_who_lead_them() -> None:
    records = list(finance_report(_section(REPORT)))
    assert [record.name for record in records if isinstance(record, Scheme)] == ["Warm Homes Programme", "Lamp Renewal"]
    people = [record.name for record in records if isinstance(record, PersonMention)]
    assert people == ["Helen Dale", "Mark Reed", "Sue Birch"]


def test_a_table_of_grants_is_no_portfolio() -> None:
    records = list(finance_report(_section(REPORT)))
    assert not [record for record in records if isinstance(record, Scheme) and record.name == "Night Buses"]


TABLE = """
6 SAVINGS
Adults

A/R.6.201 Meals at home -180 - - - -  Meals are cooked at home.
A/R.6.202 Warm Homes - fewer repairs and fewer
callers

-3,134 -2,399 - - - Repairs fall.
See also proposal A/R.6.201 below.
A/R 6.203 Night buses\t-30\t-\t-

6.999 Subtotal Savings -7,310 -2,450

7 FEES, CHARGES
A/R.7.001 Previous year's fees -160,694 -179,885
"""


def test_savings_are_the_rows_between_their_heading_and_their_total() -> None:
    rows = list(saving_rows(_section(TABLE)))
    assert [(row.ref, row.title) for row in rows] == [
        ("A/R.6.201", "Meals at home"),
        ("A/R.6.202", "Warm Homes - fewer repairs and fewer callers"),
        ("A/R.6.203", "Night buses"),
    ]


def test_a_reference_in_a_sentence_is_no_row() -> None:
    assert not list(saving_rows(_section("\n6 SAVINGS\n\nA/R.6.201 will be brought back to the committee.\n")))
