"""A paper is exempt by what it says of itself, not by what it says of others."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Issue, PaperFacts

HEAD = "QUAYFORD BOROUGH COUNCIL\n\n"
BODY = "\n1. Background\n1.1 " + "The harbour wall needs repair and bids were taken. " * 12 + "\n"
AGENDA = """QUAYFORD BOROUGH COUNCIL
HARBOUR COMMITTEE

Thursday, 8 September 2022 at 2.00 p.m.
Ferry Room

AGENDA

1. Apologies for absence
2. Minutes of the last meeting
3. Harbour dues
4. Exclusion of the press and public
5. Harbour wall: bids
NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972
"""
REPORT = """
HARBOUR DUES

To: Harbour Committee
Meeting Date: 8 September 2022
From: Harbour Master

1. Background
1.1 Dues have not been raised since the new quay was opened and the harbour's costs have gone up by a fifth since then,
so that the harbour lost money in each of the last three years and will lose more in this one unless they are raised.
"""
APPENDIX = (
    """
Appendix 2

NOT FOR PUBLICATION by virtue of paragraphs 3 and 5 of Part 1 of Schedule 12A of the Local Government Act 1972

"""
    + "Bids were taken from four firms, of which two were far above what the committee had set aside for it. " * 6
)


def facts(text: str) -> tuple[PaperFacts, set[str]]:
    """What a paper says of itself, and the codes of its issues."""
    records = list(extract(divide(read_text(text.encode()))))
    [own] = [record for record in records if isinstance(record, PaperFacts)]
    return own, {record.code for record in records if isinstance(record, Issue)}


@pytest.mark.parametrize(
    ("line", "grounds"),
    [
        ("NOT FOR PUBLICATION", ()),
        ("Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A", ("3",)),
        (
            "Not for publication by virtue of paragraphs 1, 2 and 5 of Part 1\nof Schedule 12A to the Act",
            ("1", "2", "5"),
        ),
        ("[NOT FOR PUBLICATION under paragraph(s) 3 & 7A of Schedule 12A]", ("3", "7A")),
        ("REPORT OF THE HARBOUR MASTER - NOT FOR PUBLICATION by virtue of paragraph 3", ("3",)),
        ("This report is not for publication under Schedule 12A", ()),
        ("This report and its appendices are exempt by virtue of paragraph 10", ("10",)),
        ("EXEMPT REPORT", ()),
        ("Confidential report of the Harbour Master", ()),
        ("CONFIDENTIAL - NOT FOR PUBLICATION", ()),
        ("PRIVATE AND CONFIDENTIAL", ()),
        ("EXEMPT", ()),
        ("APPENDIX 2 - NOT FOR PUBLICATION by virtue of paragraph 3", ("3",)),
        ("Appendix 2: bids (exempt)", ()),
    ],
)
def test_what_a_paper_says_of_itself_makes_it_exempt(line: str, grounds: tuple[str, ...]) -> None:
    own, codes = facts(f"{HEAD}HARBOUR WALL\n\n{line}\n{BODY}")
    assert (own.exempt, own.grounds) == (True, grounds)
    assert "exempt-part" not in codes


@pytest.mark.parametrize(
    "line",
    [
        "Appendix 2 is not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A",
        "The appendix to this report is not for publication by virtue of paragraph 3",
        "Appendices 1 and 2 of the report are\nnot for publication under paragraph 3 of Schedule 12A",
        "Not for publication: Appendix 2",
        "This report contains exempt information in Appendix 2",
        "Exempt information\nNone",
        "Exempt information: none",
        "Confidential\nNo",
        "For publication",
    ],
)
def test_what_a_report_says_of_its_appendix_does_not(line: str) -> None:
    own, codes = facts(f"{HEAD}HARBOUR WALL\n\n{line}\n{BODY}")
    assert not own.exempt
    assert (own.grounds, "exempt-part" in codes) == ((), False)


def test_an_agenda_that_lists_an_exempt_item_is_not_exempt() -> None:
    assert not facts(AGENDA)[0].exempt
    assert not facts(AGENDA + REPORT)[0].exempt


def test_an_agenda_that_is_marked_above_its_items_is() -> None:
    assert facts(AGENDA.replace("AGENDA", "NOT FOR PUBLICATION\n\nAGENDA"))[0].exempt


@pytest.mark.parametrize("part", [APPENDIX, APPENDIX.replace("2\n\nNOT", "2 - NOT")])
def test_a_pack_with_an_exempt_part_inside_is_exempt_and_says_why(part: str) -> None:
    own, codes = facts(AGENDA + "\f" + REPORT + "\f" + part)
    assert (own.exempt, own.grounds) == (True, ("3", "5"))
    assert "exempt-part" in codes


def test_an_agenda_of_two_pages_may_have_an_exempt_item_at_the_top_of_the_second() -> None:
    item = "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972\n"
    rest = (
        "6. Quay lights\n7. Any other business\n" + "The committee has nine members, of whom four make a quorum. " * 8
    )
    assert not facts(f"{AGENDA}\f{item}{rest}\n{REPORT}")[0].exempt


@pytest.mark.parametrize(
    "page",
    [
        "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A\nof the Act.\n\nDocument is Restricted\n" + BODY,
        "NOT FOR PUBLICATION by virtue of paragraph 3\n\nThis page is intentionally left blank\n",
        "NOT FOR PUBLICATION by virtue of paragraph 3\n",
    ],
)
def test_a_page_in_the_place_of_a_part_left_out_makes_nothing_exempt(page: str) -> None:
    own, codes = facts(AGENDA + "\f" + REPORT + "\f" + page)
    assert not own.exempt
    assert "exempt-part" not in codes


def test_minutes_that_speak_of_an_exempt_report_are_not_exempt() -> None:
    minutes = (
        """QUAYFORD BOROUGH COUNCIL
HARBOUR COMMITTEE: MINUTES

Date: Thursday, 8 September 2022
Present: Councillors Ann Elm and Bo Ash

5. HARBOUR WALL

It was resolved that the public be excluded, the report being
Not for publication by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972.
"""
        + "Members asked about the bids and were told that they were all higher than had been set aside for them. " * 6
    )
    assert not facts(minutes)[0].exempt
    assert facts(minutes.replace("MINUTES\n", "EXEMPT MINUTES\n\nNOT FOR PUBLICATION\n"))[0].exempt
