"""Source documents of an invented council's reports: tables, flattened tables, numbered lists and background papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.reports.source_documents import source_documents, whole_link
from ingest.read.text import read_text
from kg.records import Issue, SourceDocument

HEAD = """FERRY PIER REPAIRS

To:\tHarbours Committee
Meeting Date:\t8 September 2022
From:\tService Director: Harbours
Recommendation:\tThe Committee is asked to note the report.

1. BACKGROUND

1.1 The pier is old and the ferry is full, so that it needs to be mended before winter comes.

"""


def read(body: str) -> list[SourceDocument | Issue]:
    sections = divide(read_text((HEAD + body).encode()))
    return [record for section in sections if section.kind == "report" for record in source_documents(section)]


def facts(body: str) -> list[tuple[str, str | None]]:
    return [(each.title, each.location) for each in read(body) if isinstance(each, SourceDocument)]


def test_a_table_has_a_document_a_row_and_an_address_torn_by_its_cell_is_whole() -> None:
    rows = "Pier survey\thttps://wexmere.example/pier- survey/\nTide book\tRoom 4, Ferry House\n"
    body = f"Source Documents\tLocation\n{rows}"
    assert facts(body) == [
        ("Pier survey", "https://wexmere.example/pier-survey/"),
        ("Tide book", "Room 4, Ferry House"),
    ]


def test_flattened_titles_have_the_places_below_them() -> None:
    body = """Source Documents Location


Survey of the pier and of
its planks


https://wexmere.example/
pier-survey.pdf

Tide book

Attached to this report
"""
    assert facts(body) == [
        ("Survey of the pier and of its planks", "https://wexmere.example/pier-survey.pdf"),
        ("Tide book", "Attached to this report"),
    ]


def test_numbered_lists_of_titles_and_of_places_are_dealt_out() -> None:
    body = """5. Source documents

5.1 Source documents

Pier survey

Tide book

5.2 Location

https://wexmere.example/pier

https://wexmere.example/tides
"""
    assert facts(body) == [
        ("Pier survey", "https://wexmere.example/pier"),
        ("Tide book", "https://wexmere.example/tides"),
    ]


def test_an_address_in_angle_brackets_is_kept_and_its_title_is_the_evidence() -> None:
    (found,) = read("5.1 Source documents\n\nPier survey\n\n5.2 Location\n\n<https://wexmere.example/pier>\n")
    assert isinstance(found, SourceDocument)
    assert found.location == "https://wexmere.example/pier"
    assert [place.quote for place in found.evidence] == ["Pier survey"]


def test_background_papers_stand_in_lists_without_places() -> None:
    assert facts("Background papers\n\n- Pier survey\n- Tide book\n") == [("Pier survey", None), ("Tide book", None)]
    assert facts("Background papers: Pier survey\nCosts\n\n£5m\n") == [("Pier survey", None)]
    lines = "11. Background Documents\nPier survey\nTide book of the harbour and\nits ferries\n12. Appendices\n"
    assert facts(lines) == [("Pier survey", None), ("Tide book of the harbour and its ferries", None)]


@pytest.mark.parametrize(
    "body",
    [
        "Source Documents\tLocation\nNone\t\nNONE\t\n",
        "Source Documents Location \n \n\nNone \n\nThe survey of the ferry\n",
        "5. Source documents guidance\n\n5.1 Source documents - None\n\n6. Appendices\n",
        "5.1 Source documents – none.\n",
        "Source Documents Location\nN/A\nThe harbour in numbers\n",
        "The report has no sources.\n",
    ],
)
def test_none_gives_none(body: str) -> None:
    assert read(body) == []


def test_two_addresses_beside_one_title_are_an_issue_and_stay_with_it() -> None:
    found = read("Source Documents\tLocation\nTides\thttps://wexmere.example/a https://wexmere.example/b\n")
    assert [type(record) for record in found] == [Issue, SourceDocument]


def test_a_place_without_its_document_is_an_issue() -> None:
    (found,) = read("Source Documents Location\n\nhttps://wexmere.example/a\n")
    assert isinstance(found, Issue)


@given(st.from_regex(r"https://wexmere\.example(/[a-z%-]{1,8}){1,4}", fullmatch=True), st.integers(9, 40))
def test_an_address_is_the_same_wherever_a_line_broke_it(address: str, at: int) -> None:
    assert whole_link(address[:at] + " " + address[at:]) == address
