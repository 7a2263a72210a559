"""Grants of an invented council's finance reports, in tables and in tables flattened to bare lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.finance.grants import grants, part
from ingest.read.text import read_text
from kg.records import Grant, Issue

HEAD = """From: Ida Pell and Tom Ash
Tel.: 01632 960160
Date: 10th June 2022

Finance Monitoring Report – May 2022

1. SUMMARY

"""


def read(body: str) -> list[Grant | Issue]:
    return [record for section in divide(read_text((HEAD + body).encode())) for record in grants(section)]


def facts(body: str) -> list[tuple[str, str | None, Decimal | None, str | None]]:
    return [(r.name, r.awarding_body, r.amount, r.year) for r in read(body) if isinstance(r, Grant)]


TABLE = """APPENDIX 3 – Grant Income Analysis

Grant\tAwarding Body\tExpected Amount £'000
Grants as per Business Plan\t\t
Night Bus Grant\tDfT\t118
Harbour Wardens\tElm Harbour Trust\t1,450
Small grants (+/- £100k)\tVarious\t42
Total Non Baselined Grants 2022/23\t\t1,610

The table above outlines the additional grants.

Lamp Fund\tHome Office\t-7
Total Grant Funding 2022/23\t\t1,603

The grants are spread as follows:

Directorate\tGrant Total £'000
Harbours\t1,450

APPENDIX 4 – Virements

\tEff. Period\t£'000
Lamps\tApr\t134
"""


def test_a_table_has_a_grant_a_row_in_the_unit_of_its_head() -> None:
    assert facts(TABLE) == [
        ("Night Bus Grant", "DfT", Decimal(118000), "2022/23"),
        ("Harbour Wardens", "Elm Harbour Trust", Decimal(1450000), "2022/23"),
        ("Small grants (+/- £100k)", None, Decimal(42000), "2022/23"),
        ("Lamp Fund", "Home Office", Decimal(-7000), "2022/23"),
    ]


FLAT = """APPENDIX 3 – Grant Income Analysis

Grant Awarding Body
Expected Amount

£’000

Grants as per Business Plan

Night Bus Grant Elm Harbour Trust 118

Harbour Wardens
Ministry of Harbours and

Local Ferries
1,450

Staying Dry DfE 17

Youth Ferry Fund  384

Small grants (+/- £100k) Various 42

Pier Repairs Elm Trust 9

Total Non Baselined Grants 2022/23 2,020

The non-baselined grants are spread as follows:

Harbours Home Office 12
"""


def test_a_flattened_table_is_parted_where_a_name_ends_or_a_national_body_begins() -> None:
    assert facts(FLAT) == [
        ("Night Bus Grant", "Elm Harbour Trust", Decimal(118000), "2022/23"),
        ("Harbour Wardens", "Ministry of Harbours and Local Ferries", Decimal(1450000), "2022/23"),
        ("Staying Dry", "DfE", Decimal(17000), "2022/23"),
        ("Youth Ferry Fund", None, Decimal(384000), "2022/23"),
        ("Small grants (+/- £100k)", None, Decimal(42000), "2022/23"),
    ]


def test_a_name_that_cannot_be_told_from_its_body_is_an_issue() -> None:
    (issue,) = [record for record in read(FLAT) if isinstance(record, Issue)]
    assert (issue.code, issue.evidence[0].quote) == ("torn-table", "Pier Repairs Elm Trust")


@pytest.mark.parametrize(("head", "pounds"), [("Amount (£)", 12), ("Allocation £m", 12000000), ("Amount £k", 12000)])
def test_the_unit_is_that_of_the_head(head: str, pounds: int) -> None:
    ((_, _, amount, year),) = facts(f"Grant\tFunder\t{head}\tPurpose\nNight buses\tDfT\t12\tLate buses\n")
    assert (amount, year) == (Decimal(pounds), None)


def test_what_a_grant_pays_for_is_kept() -> None:
    (grant,) = read("Grant\tFunder\tAmount (£)\tPurpose\nNight buses\tDfT\t12\tLate buses\n")
    assert isinstance(grant, Grant)
    assert grant.used_for == "Late buses"


def test_an_amount_without_a_figure_is_an_issue() -> None:
    found = read("Grant\tAwarding body\tAmount £'000\nNight buses\tDfT\ttbc\nLamps\tHome Office\t12\n")
    assert [getattr(record, "code", None) for record in found] == ["value-unread", None, None]


@given(st.text("ABab Grant&'()£/-", max_size=60))
def test_a_row_is_parted_within_itself(words: str) -> None:
    at = part(words)
    assert at is None or 0 < at <= len(words)
