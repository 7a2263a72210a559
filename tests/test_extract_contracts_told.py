"""What the prose of reports tells of contracts: let, run, extended, ended early, and which contract "it" is."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.whens import date_past
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import ContractEvent, Record

REPORT = """
STREETS AND WASTE - ANNUAL REPORT

To:	Streets Committee
Meeting Date:	8 March 2018
From:	Executive Director, Place
Electoral division(s):	All
Forward Plan ref:	2018/044	Key decision:	No
Purpose:	To report on the year.
Recommendation:	The Committee is asked to note the report.

#### 1. BACKGROUND

{body}
"""


def _read(body: str) -> tuple[Record, ...]:
    return extract(divide(read_text(REPORT.format(body=body).encode())))


def _told(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(r.contract, r.step, r.status, r.date) for r in records if isinstance(r, ContractEvent)]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "1.1 All work is under the Roads Term Contract. It was let to Harle Roads in April 2013 for seven years.",
            [("Roads Term contract", "award", "reported", "2013-04")],
        ),
        (
            "1.1 The lamp framework was awarded to three firms in May 2016 and runs for four years from 1 June 2016.",
            [
                ("lamp framework", "award", "reported", "2016-05"),
                ("lamp framework", "start", "reported", "2016-06-01"),
            ],
        ),
        (
            "1.1 The contract for tyre disposal was ended early, in June 2017, by agreement with Moss Ltd.",
            [("tyre disposal contract", "terminate", "reported", "2017-06")],
        ),
        (
            "1.1 The Council's own contract for tyre disposal, with Moss Ltd, was extended in September for a year.",
            [("tyre disposal contract", "extend", "reported", "2017-09")],
        ),
        (
            "1.1 The grant agreements for dial-a-ride had been made for three years in April 2016 and would lapse on"
            " 31 March 2019.",
            [
                ("dial-a-ride grant agreements", "award", "reported", "2016-04"),
                ("dial-a-ride grant agreements", "end", "planned", "2019-03-31"),
            ],
        ),
        (
            "1.1 Ridge Travel, which now runs two routes, did not bid. Its contracts will end on 5 April 2019.",
            [("Ridge Travel contracts", "end", "planned", "2019-04-05")],
        ),
        (
            "1.1 Redwing Cars runs six routes under contracts dating from May 2015. They end on 19 July 2019.",
            [
                ("Redwing Cars contracts", "end", "planned", "2019-07-19"),
                ("Redwing Cars contracts", "start", "reported", "2015-05"),
            ],
        ),
        (
            "1.1 The Sorting Hall at Dell is leased by the Council, and the lease ends on 29 May 2020.",
            [("Sorting Hall at Dell lease", "end", "planned", "2020-05-29")],
        ),
        (
            "1.1 Since April 2016 the service has been run by Harle Care under a contract worth £1.2m a year. It ends"
            " on 31 March 2021.",
            [
                ("Harle Care contract", "end", "planned", "2021-03-31"),
                ("Harle Care contract", "start", "reported", "2016-04"),
            ],
        ),
        (
            "1.1 Tenders were invited in November 2017 for the highways works contract.",
            [("highways works contract", "procure", "reported", "2017-11")],
        ),
        (
            "1.1 A procurement exercise for the Home Library Service will begin in June 2018, with the contract"
            " starting in January 2019.",
            [
                ("Home Library Service contract", "procure", "planned", "2018-06"),
                ("Home Library Service contract", "start", "planned", "2019-01"),
            ],
        ),
        (
            "1.1 In March 2017 Cabinet awarded the Dell Centre works contract to Castle Building Ltd.",
            [("Dell Centre works contract", "award", "reported", "2017-03")],
        ),
        (
            "1.1 The grass contract was procured in 2015 through the Eastern Framework and has been extended twice.",
            [("grass contract", "extend", "reported", None), ("grass contract", "procure", "reported", "2015")],
        ),
        (
            "1.1 The Council appointed Lyle Consulting in May 2017 to review the depot at a cost of £48,000.",
            [("Lyle Consulting depot commission", "award", "reported", "2017-05")],
        ),
        (
            "1.1 A framework for bus repairs was let in 2016.\n\n#### FRAMEWORK\n\n2.1 It expires on 31 May 2020.",
            [
                ("bus repairs framework", "award", "reported", "2016"),
                ("bus repairs framework", "end", "planned", "2020-05-31"),
            ],
        ),
        (
            "1.1 The retendering of the two town services, let to Harle Cars from May 2017, has produced a saving.",
            [
                ("town services contract", "procure", "reported", None),
                ("town services contract", "start", "reported", "2017-05"),
            ],
        ),
        (
            "1.1 Redwing Cars has held the taxi contract since May 2014. It was due to end in 2017 but was extended.",
            [("taxi contract", "end", "planned", "2017")],
        ),
        (
            "1.1 The bid from Moss Ltd was best and the contract was signed on 3 February 2018.",
            [("Moss Ltd contract", "award", "reported", "2018-02-03")],
        ),
        (
            "1.1 Officers terminated the cleaning contract in January 2018.",
            [("cleaning contract", "terminate", "reported", "2018-01")],
        ),
        (
            "1.1 In addition, two contracts with Redwing Cars were terminated in October.",
            [("Redwing Cars contracts", "terminate", "reported", "2017-10")],
        ),
    ],
)
def test_a_paragraph_tells_a_contracts_life(body: str, told: list[tuple[str, str, str, str | None]]) -> None:
    assert sorted(_told(_read(body)), key=str) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("text", "before", "date"),
    [
        ("was let in October to Harle", "", "2017-10"),
        ("was let in February to Harle", "", "2018-02"),
        ("was let in October 2014", "", "2014-10"),
        ("was let in October of that year", "It was begun in 2012.", "2012-10"),
        ("was let in October of that year", "", None),
        ("been signed and work will begin on 11 May 2019", "", None),
        ("was let to Harle", "", None),
    ],
)
def test_what_is_past_is_dated_by_the_months_gone_by(text: str, before: str, date: str | None) -> None:
    assert date_past(text, 7, "2018-03-08", before) == date
