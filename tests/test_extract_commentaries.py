"""The commentary of an invented council's finance reports: over pages, rows doubled, bare and broken."""

from __future__ import annotations

from decimal import Decimal

from ingest.divide.sections import divide
from ingest.extract.finance.commentaries import commentaries
from ingest.extract.finance.finance_reports import finance_report
from ingest.read.text import read_text
from kg.records import Commentary, Issue, Report

HEAD = """From: Ida Pell and Tom Ash
Tel.: 01632 960160
Date: 10th June 2022

Finance Monitoring Report – May 2022

1. SUMMARY

APPENDIX 2 – Commentary on Forecast Outturn Position

"""


def read(body: str, head: str = HEAD) -> list[Commentary | Issue]:
    return [record for section in divide(read_text((head + body).encode())) for record in commentaries(section)]


def facts(body: str) -> list[tuple[str, str]]:
    return [(each.service, each.text) for each in read(body) if isinstance(each, Commentary)]


TABLE = """Service\tBudget 2022/23\tActual\tForecast Outturn Variance\t
\t£'000\t£'000\t£'000\t%
1) Ferry Services\t640\t118\t95\t15%
Ferry Services expect to overspend by £95k, because more people cross than were thought to cross.\t\t\t\t

2) Pier Repairs\t2,210\t340\t-30\t-1%\t2) Pier Repairs\t2,210\t340\t-30\t-1%

Boats\tBought\tKept
Rowing boats\t12\t11
Total\t12\t11

Service\tBudget 2022/23\tActual\tForecast Outturn Variance\t
\t£'000\t£'000\t£'000\t%
Pier Repairs continued The pier has not yet needed all of its budget, for no ship has come near it.\t\t\t\t

Night Buses\t210\t34\t-3\t-1%

The night buses are full, and nobody knows why they cost less than last year's did.

APPENDIX 3 – Grant Income Analysis

4) Lamps\t640\t118\t95\t15%

The lamps are no commentary, for they stand in another appendix of the report.
"""


def test_each_service_has_its_words_also_over_a_page_and_in_a_row_of_the_table() -> None:
    (ferries, pier, buses) = facts(TABLE)
    assert ferries[0] == "Ferry Services"
    assert ferries[1].startswith("Ferry Services expect")
    assert pier[0] == "Pier Repairs"
    assert pier[1].endswith("no ship has come near it.")
    assert "continued" not in pier[1]
    assert buses[0] == "Night Buses"


def test_figures_are_thousands_of_the_heads_year() -> None:
    first, second, _ = [each for each in read(TABLE) if isinstance(each, Commentary)]
    assert (first.budget, first.variance, first.year) == (Decimal(640000), Decimal(95000), "2022/23")
    assert second.variance == Decimal(-30000)


BARE = """Service

Budget
2022/23

Actual
Outturn
Variance

£’000 £’000 £’000 %

1) Ferry Services -640 118 -95 -15%

Ferry Services are forecasting an underspend of £95k, since the ferry lay in dock from
April until the end of May.

11) Night Buses, Lamps and the Wardens
of the Harbour

2,210 340 30 1%

More people go by bus at night, and the lamps are lit for longer than they were in any
other year.
"""


def test_a_row_that_is_broken_over_lines_is_put_together() -> None:
    assert facts(BARE) == [
        (
            "Ferry Services",
            "Ferry Services are forecasting an underspend of £95k, since the ferry lay in dock from April until "
            "the end of May.",
        ),
        (
            "Night Buses, Lamps and the Wardens of the Harbour",
            "More people go by bus at night, and the lamps are lit for longer than they were in any other year.",
        ),
    ]


def test_a_service_without_words_is_an_issue() -> None:
    found = read("1) Ferry Services\t640\t118\t95\t15%\n2) Pier Repairs\t2,210\t340\t-30\t-1%\n\nThe pier is shut.\n")
    assert [getattr(record, "code", None) for record in found] == ["torn-table", None]


def test_words_that_break_off_are_told() -> None:
    words = "The pier is shut for the year, and the men who should have mended it have gone to mend another one at the"
    found = read(f"1) Pier Repairs\t2,210\t340\t-30\t-1%\n\n{words}\n")
    assert [getattr(record, "code", None) for record in found] == [None, "torn-text"]


def test_without_its_heading_there_is_no_commentary() -> None:
    assert read(TABLE, HEAD.replace("Commentary on Forecast Outturn Position", "Tables")) == []


def loose(head: str) -> list[Report]:
    sections = divide(read_text((head + TABLE).encode()))
    return [record for section in sections for record in finance_report(section) if isinstance(record, Report)]


def test_a_loose_finance_report_is_a_report_of_no_meeting() -> None:
    (found,) = loose(HEAD)
    assert (found.title, found.authors, found.meeting) == (
        "Finance Monitoring Report – May 2022",
        ("Ida Pell", "Tom Ash"),
        None,
    )


def test_a_sender_that_is_a_post_stays_whole() -> None:
    (found,) = loose(HEAD.replace("Ida Pell and Tom Ash", "Director of Ferries and Lamps"))
    assert found.authors == ("Director of Ferries and Lamps",)
