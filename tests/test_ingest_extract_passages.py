"""Sections become passages: paragraph-sized, under their heading, on their page, with no word lost."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.passages import LONG, MOST, passages
from ingest.read.document import Document
from ingest.read.text import read_text
from kg.evidence import Evidence
from kg.records import MeetingKey, Minute, Passage, Record


def made(text: str, *records: Record) -> tuple[Document, list[Passage]]:
    document = read_text(text.encode())
    return document, list(passages(divide(document), records))


@given(st.lists(st.from_regex(r"[A-Za-z]{1,9}([ .,\n]{1,2}|\n\n)", fullmatch=True), min_size=1, max_size=400))
def test_no_word_is_lost_and_none_stands_twice(words: list[str]) -> None:
    document, found = made("".join(words))
    spoken = " ".join(passage.text for passage in found).split()
    assert spoken == " ".join(line.text for line in document.lines).split()


def test_a_passage_stands_where_it_says_under_its_heading() -> None:
    document, (first, second) = made("# Costs\n\nThey rose by £5.\n\n# Savings\n\nThere were none.\n")
    assert (first.heading, first.text) == ("Costs", "Costs They rose by £5.")
    assert (second.heading, second.text) == ("Savings", "Savings There were none.")
    assert document.text[second.start : second.end] == "Savings\n\nThere were none."


def test_short_pieces_are_put_together_and_long_ones_cut_at_sentences() -> None:
    _, short = made("".join(f"- item number {i}\n" for i in range(20)))
    assert len(short) == 1
    _, long = made("The price of the service rose. " * 200)
    assert all(len(passage.text) < LONG + 50 for passage in long)
    assert all(passage.text.endswith("rose.") for passage in long)


def test_a_sentence_without_an_end_is_cut_at_white_space_or_at_last_anywhere() -> None:
    _, words = made("gas\t" * 2000)
    assert all(len(passage.text) <= MOST for passage in words)
    assert all(set(passage.text.split()) == {"gas"} for passage in words)
    _, run = made("x" * 5000)
    assert sum(len(passage.text) for passage in run) == 5000
    assert all(len(passage.text) <= MOST for passage in run)


def test_pages_are_known_from_form_feeds_and_from_printed_numbers() -> None:
    _, found = made("# One\n\nWords.\n\nPage 1 of 2\n\x0c# Two\n\nMore.\n\nPage 2 of 2\n")
    assert [(passage.page, passage.printed_page) for passage in found] == [(1, "1"), (2, "2")]


def test_a_passage_belongs_to_the_meeting_of_its_sections_records() -> None:
    key = MeetingKey("Health Board", "2021-05-06", "Wexmere County Council")
    minute = Minute(key, "4", "Costs", (Evidence(0, 5, "Costs"),))
    _, (passage,) = made("Costs rose in the year.\n", minute)
    assert (passage.committee, passage.date) == ("Health Board", "2021-05-06")


def test_a_megabyte_on_one_line_is_cut_in_passing() -> None:
    began = time.process_time()
    _, found = made("Costs rose and fell again in the year " * 8_000)
    assert len(found) > 200
    assert time.process_time() - began < 5


NUMBERED = """1. BACKGROUND

1.1 The ferry has run for eighty years and its pier is old, so the Council looks for somebody to mend it.

- planks
- rails

1.2

The price is not yet known.

2.5 million people crossed last year.

## Boats

There are two.
"""


def test_a_numbered_paragraph_begins_a_passage_which_knows_its_number() -> None:
    _, found = made(NUMBERED)
    assert [(passage.number, passage.text.split()[-1]) for passage in found] == [
        ("1.1", "rails"),
        ("1.2", "year."),
        (None, "two."),
    ]


def test_a_chapters_heading_stands_with_its_first_paragraph() -> None:
    _, found = made(NUMBERED)
    assert found[0].text.startswith("1. BACKGROUND 1.1 The ferry")
