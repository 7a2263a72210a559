"""Text papers become lines whose every character can be shown in the paper."""

from __future__ import annotations

import codecs
import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.document import Document, Mapped, joined, split_marker
from ingest.read.reader import media_type, read
from ingest.read.text import ENTITIES, LOOK_ALIKES, clean, decode, read_text
from kg.errors import Unreadable

LOOKS = {chr(key): chr(value) for key, value in LOOK_ALIKES.items()}
PIECES = st.sampled_from(
    [
        "The Committee noted", "# ", "**bold**", "<u>", "</u>", "<br/>", "&amp;", "\t", "| a | b |", "- ", "•",
        "\ue000 ", "\n", "\n\n", "\f", "То:", "[label](https://example.org/a)", "<mailto:a@example.org>", "1.2 ",
        "£25k", "\u00ad", " ", "\u200b", "é", "<", ">", "*", "Page 3 of 9", "\x02", "\r\n", "||", "–",
    ]
)  # fmt: skip
PAPERS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)


def lines(text: str) -> list[str]:
    return [line.text for line in read_text(text.encode()).lines]


def stands_at(document: Document, char: str, place: int) -> bool:
    """Whether the paper's character at a place is the one given, white space, or what is read as it."""
    there = document.text[place]
    entity = next((value for name, value in ENTITIES.items() if document.text.startswith(name, place)), None)
    return char == there or (char == " " and not there.isalpha()) or char in (LOOKS.get(there), entity)


def holds(document: Document, content: Mapped) -> bool:
    """Whether every character of some words stands at its place; a joining space has that of what follows."""
    places = content.places
    if len(places) != len(content.text) or list(places) != sorted(places):
        return False
    return all(char == " " or stands_at(document, char, at) for char, at in zip(content.text, places, strict=True))


@given(PAPERS)
def test_every_character_of_every_line_stands_at_its_place(text: str) -> None:
    try:
        document = read_text(text.encode("utf-8", "ignore"))
    except Unreadable:
        return
    last = -1
    for line in document.lines:
        assert line.text == line.text.strip() != ""
        assert "  " not in line.text
        assert all(holds(document, piece) for piece in (line.content, *line.cells))
        assert line.content.places[0] > last
        last = line.content.places[-1]
        assert document.line_at(line.content.places[0]) == line
        assert document.evidence(line.content).start == line.content.places[0]


@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_an_encoding_does_not_change_the_words(text: str) -> None:
    words = f"Report {text} to the committee – at £5\n"
    for data in (
        words.encode(), codecs.BOM_UTF8 + words.encode(), words.encode("utf-16"), words.encode("utf-32"),
        codecs.BOM_UTF16_BE + words.encode("utf-16-be"), words.encode("cp1252"),
    ):  # fmt: skip
        assert decode(data) == words


def test_utf_16_without_its_mark_is_read() -> None:
    words = "Minutes of the Health Board\n" * 5
    assert decode(words.encode("utf-16-le")) == decode(words.encode("utf-16-be")) == words


def test_line_ends_of_any_system_are_one() -> None:
    assert lines("one\r\ntwo\rthree\nfour") == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"   \n\n", b"****\n----\n", b"\x00\x01\x02\x03" * 50, bytes(range(1, 32)) * 200, b"\xff\xfeM\x00i",
        b"%PDF-1.7\n", b"PK\x03\x04rest", b"\x89PNG\r\n", b"<!DOCTYPE html><html>", b'{"a": 1}',
    ],
)  # fmt: skip
def test_what_holds_no_text_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"(get|give|convert) the paper"):
        read(data)


def test_the_type_is_told_by_the_content() -> None:
    assert media_type(b"\n\n%PDF-1.4") == "application/pdf"
    assert media_type(b"<!-- page --><html lang='en'>") == "text/html"
    assert read(b"# Report\n\nWords.\n")[1] == "text/markdown"
    assert read(b"Report\n\nWords.\n")[1] == "text/plain"


def test_mark_up_is_left_out_and_words_stay_whole() -> None:
    document = read_text(b"#### **2. RE<u>SOUR</u>CES &amp; [PLAN](https://example.org/plan) aged <65 & >18**\n")
    (line,) = document.lines
    assert (line.text, line.level, line.bold) == ("2. RESOURCES & PLAN aged <65 & >18", 4, True)
    assert document.evidence(line.content, 3, 14).quote == "RESOURCES &"


def test_letters_of_another_alphabet_in_a_latin_word_are_read_as_they_look() -> None:
    assert lines("То: Аdults Committee") == ["To: Adults Committee"]
    assert lines("Иванов spoke") == ["Иванов spoke"]


def test_cells_stand_between_tabs_or_bars_and_empty_ones_are_kept() -> None:
    tabs, bars = read_text(b"Gas\t\t 4,000 \n| Gas |  | 4,<br/>000 |\n").lines
    assert [cell.text for cell in tabs.cells] == ["Gas", "", "4,000"]
    assert [cell.text for cell in bars.cells] == ["Gas", "", "4, 000"]
    assert tabs.is_row
    assert tabs.text == "Gas 4,000"


def test_a_rule_between_table_rows_is_no_line() -> None:
    assert lines("| a | b |\n| --- | --- |\n| c | d |") == ["a b", "c d"]


def test_list_marks_are_left_out_and_remembered() -> None:
    found = read_text("- one\n● two\n\ue000three\n1. four\n- 12 -\n".encode()).lines
    assert [(line.text, line.bullet) for line in found] == [
        ("one", True), ("two", True), ("three", True), ("1. four", False), ("- 12 -", False),
    ]  # fmt: skip
    assert found[-1].furniture == "page"


def test_blank_lines_and_indents_are_counted() -> None:
    first, second = read_text(b"One\n\n\n   Two").lines
    assert (first.gap, second.gap, second.indent) == (0, 2, 3)


def test_form_feeds_turn_pages_wherever_they_stand() -> None:
    document = read_text(b"One\n\x0cTwo\nlast of two\x0cThree\n\n\x0c\x0cFive")
    assert [(line.text, line.page) for line in document.lines] == [
        ("One", 1), ("Two", 2), ("last of two", 2), ("Three", 3), ("Five", 5),
    ]  # fmt: skip
    assert document.page_count == 5
    assert document.lines[1].gap == 0
    assert read_text(b"One").page_count is None


def test_a_paper_wrapped_by_its_page_is_known() -> None:
    sentence = "the words of this paper go on to the end of the line as pages have them "
    assert read_text(f"{sentence}\n".encode() * 30).wrapped
    assert not read_text(f"{sentence * 4}\n".encode() * 30).wrapped


def test_the_line_of_a_place_is_found_and_none_before_the_first() -> None:
    document = read_text(b"\n\nOne two\nThree\n")
    assert document.line_at(0) is None
    for place, words in ((2, "One two"), (8, "One two"), (9, "One two"), (10, "Three"), (10**6, "Three")):
        line = document.line_at(place)
        assert line is not None
        assert line.text == words


def test_evidence_of_a_piece_stops_at_its_own_last_letter() -> None:
    document = read_text(b"Lead:\tIna Pask\tMore")
    whole = document.lines[0].content
    assert document.evidence(whole, 0, 6).quote == "Lead:"
    assert document.evidence(whole, 5, 15).quote == "Ina Pask"
    assert document.evidence(whole, -4).quote == "More"


def test_evidence_of_cells_put_in_another_order_holds_them_all() -> None:
    document = read_text(b"one\ttwo\tthree")
    one, _, three = document.lines[0].cells
    found = document.evidence(joined([three, one]))
    assert document.text[found.start : found.end] == "one\ttwo\tthree"


@pytest.mark.parametrize(
    ("words", "marker", "body"),
    [
        ("2.1 Costs rise", "2.1", "Costs rise"), ("3. Costs", "3", "Costs"), ("(iv) costs", "iv", "costs"),
        ("a) costs", "a", "costs"), ("10.4.2. Costs", "10.4.2", "Costs"), ("2018 was dear", None, "2018 was dear"),
        ("£2.1m was spent", None, "£2.1m was spent"), ("", None, ""),
    ],
)  # fmt: skip
def test_the_marker_of_some_words_is_parted_from_them(words: str, marker: str | None, body: str) -> None:
    found, rest = split_marker(clean(words, 0))
    assert (found, rest.text) == (marker, body)


@pytest.mark.parametrize("unit", ["[", "<", "<a ", "<http:", "a-\n", "Ab-", "|", "\t", "of the ", "*"])
def test_a_quarter_of_a_million_of_anything_is_read_in_passing(unit: str) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read_text((unit * 250_000)[:250_000].encode())
    assert time.process_time() - began < 5
