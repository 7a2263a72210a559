"""Labelled blocks in each way that converters leave them, and what is left over of them."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.context import Context
from ingest.divide.sections import Section
from ingest.extract.reports.label_blocks import (
    Field,
    Label,
    LabelBlock,
    Piece,
    fields,
    places_of,
    rows_of,
    tokens,
    words_of,
)
from ingest.extract.reports.report_head import LABELS, head_of
from ingest.extract.words.wordings import Wording
from ingest.read.flow import blocks
from ingest.read.text import read_text

MODULES = ("report_head", "reports", "recommendations", "contacts", "clearances")
WORDINGS = [
    (f"{name}.{key}", value)
    for name in MODULES
    for key, value in vars(importlib.import_module(f"ingest.extract.reports.{name}")).items()
    if isinstance(value, Wording)
]


def section_of(text: str, title: str | None = "LAMPS") -> Section:
    document = read_text(text.encode())
    lines = document.lines
    return Section("report", title, document, lines, blocks(document, lines), Context())


def held_in(text: str) -> tuple[dict[str, str], list[str]]:
    section = section_of(text)
    held, loose = fields(tokens(rows_of(section), LABELS))
    return {each.kind: words_of(section.document, each.values).text for each in held}, [piece.text for piece in loose]


WANTED = {"to": "Places Committee", "date": "5 May 2022", "from": "Service Director: Places", "key": "Yes"}


@pytest.mark.parametrize(
    "text",
    [
        "To: Places Committee\nMeeting Date: 5 May 2022\nFrom: Service Director: Places\nKey decision: Yes\n",
        "To:\tPlaces Committee\t\nMeeting Date:\t5 May 2022\nFrom:\tService Director: Places\nKey decision:\tYes\n",
        "To\tPlaces Committee\nMeeting Date\t5 May 2022\nFrom\tService Director: Places\nKey decision\tYes\n",
        "| To: | Places Committee |\n|---|---|\n| Meeting Date: | 5 May 2022 |\n"
        "| From: | Service Director: Places |\n| Key decision: | Yes |\n",
        "To:\n\nPlaces Committee\n\nMeeting Date:\n\n5 May 2022\n\nFrom:\n\nService Director: Places\n\n"
        "Key decision:\n\nYes\n",
        "To:\nMeeting Date:\nFrom:\nKey decision:\nPlaces Committee\n5 May 2022\nService Director: Places\nYes\n",
        "**To:** Places Committee\n**Meeting Date:** 5 May 2022 \n**From:** Service Director: Places\n"
        "<b>Key decision:</b> Yes\n",
    ],
    ids=["lines", "tabs", "tabs without colons", "markdown", "values below", "labels first", "bold"],
)
def test_a_block_reads_the_same_in_every_layout(text: str) -> None:
    assert held_in(text) == (WANTED, [])


def test_two_labels_on_one_line_have_each_their_value() -> None:
    held, _ = held_in("Forward Plan ref: 2022/\t077 Key decision: No\n")
    assert held == {"plan": "2022/ 077", "key": "No"}


def test_an_empty_label_takes_nothing_from_the_next() -> None:
    assert held_in("Forward Plan ref:\n\nKey decision: No\n")[0] == {"plan": "", "key": "No"}


def test_what_follows_a_value_of_one_line_is_loose() -> None:
    held, loose = held_in("Key decision: No\nthis line lost its label\n")
    assert held == {"key": "No"}
    assert loose == ["this line lost its label"]


def test_a_row_without_labels_goes_on_the_cell_above_it() -> None:
    section = section_of(
        "Email:\tjane.dow@wexmere.exam\tEmail:\thal.ferriby@wexmere.example\n\tple\t\tgwen@x.example\n"
    )
    held, _ = fields(tokens(rows_of(section), LABELS))
    assert [[value.text for value in each.values] for each in held] == [
        ["jane.dow@wexmere.exam", "ple"],
        ["hal.ferriby@wexmere.example", "gwen@x.example"],
    ]


def test_a_word_with_a_colon_inside_running_words_is_no_label() -> None:
    assert held_in("Recommendation: That the Committee: note the report\n")[0] == {
        "recommendation": "That the Committee: note the report"
    }


def test_what_nobody_takes_is_named() -> None:
    section = section_of("LAMPS\nTo: Places Committee\nGateway status: Amber\nKey decision: No\nstray words\n")
    block = head_of(section).block(section)
    for kind in ("to", "key"):
        block.take(kind)
    issues = list(block.finish())
    assert [issue.code for issue in issues] == ["unknown-label", "torn-text"]
    assert "Gateway status" in issues[0].message
    assert issues[1].evidence[0].quote == "stray words"


def test_a_label_printed_twice_is_taken_once_with_both_values() -> None:
    section = section_of("Recommendation:\tThe Board is asked to:\t\nRecommendation.\ta)\tNote it.\n")
    held, loose = fields(tokens(rows_of(section), LABELS))
    block = LabelBlock(section, held, loose)
    field = block.take("recommendation")
    assert isinstance(field, Field)
    assert [value.text for value in field.values] == ["The Board is asked to:", "a)", "Note it."]
    assert block.take("recommendation") is None
    assert not list(block.finish())


def test_evidence_breaks_where_a_page_number_stands_between() -> None:
    section = section_of("one line\nPage 2 of 9\nanother line\n")
    pieces = [Piece(line.content, line, row, 0) for row, line in rows_of(section)]
    assert [place.quote for place in places_of(section.document, pieces)] == ["one line", "another line"]


@pytest.mark.parametrize(("name", "wording"), WORDINGS, ids=[name for name, _ in WORDINGS])
def test_each_rule_reads_its_example_and_leaves_its_counter_example(name: str, wording: Wording) -> None:
    assert wording.reads, name
    assert all(wording.search(words) for words in wording.reads)
    assert not any(wording.search(words) for words in wording.leaves)


WORDS = st.text(st.sampled_from("abc XYZ:.,/\t\n@()0123"), min_size=1, max_size=120).filter(str.strip)


@given(WORDS)
def test_no_word_of_a_block_is_lost(text: str) -> None:
    section = section_of(f"x {text}")
    label = Label("x", Wording("X", ["X"]), closed=True, inside=True)
    held, loose = fields(tokens(rows_of(section), (label,)))
    found = [*(piece for each in held for piece in each.pieces), *loose]
    wanted = "".join(cell.text for _, line in rows_of(section) for cell in line.cells)
    assert sorted("".join(p.text for p in found).replace(" ", "")) == sorted(wanted.replace(" ", ""))
