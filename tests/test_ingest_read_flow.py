"""Lines become paragraphs again where a page broke them, and stay apart where they were apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.document import Block
from ingest.read.flow import blocks, flowed, is_capitals, sentences
from ingest.read.text import clean, read_text

FILL = "This line of the paper is as long as its page is wide and so the words go on to the next one\n"


def read(text: str) -> tuple[Block, ...]:
    document = read_text(text.encode())
    return blocks(document, document.lines)


def wrapped(text: str) -> list[str]:
    """The blocks of some text on a page that breaks its lines."""
    return [block.text for block in read(FILL * 20 + "and here it ends.\n\n" + text)][1:]


def test_a_paragraph_that_the_page_broke_is_one() -> None:
    text = (
        "2.1 The service was let to one provider for a term of five years from the first\nof May, and its price rose.\n"
    )
    assert wrapped(text) == [text.replace("\n", " ").strip()]


def test_a_blank_line_or_a_number_parts_paragraphs() -> None:
    text = "The price of the service rose in the year.\n\nThe Board agreed.\n2.2 It was let again.\n"
    assert wrapped(text) == ["The price of the service rose in the year.", "The Board agreed.", "2.2 It was let again."]


def test_a_page_number_in_mid_sentence_does_not_break_it() -> None:
    text = "The Board was told that the service had been let to a provider in the\nPage 4 of 9\ntown and agreed.\n"
    assert wrapped(text)[0].endswith("had been let to a provider in the town and agreed.")


def test_unwrapped_lines_stay_apart() -> None:
    long = "The words of this paragraph stand on one line, however long, as the converter left them there. " * 3
    found = read(f"{long}\n{long}\n{long}\n")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the recommen-\ndation stands, as a recommendation does", "the recommendation stands"),
        ("a Multi-\ndisciplinary team", "a Multi-disciplinary team"),
        ("the recommen\u00ad\ndation stands", "the recommendation stands"),
    ],
)
def test_a_hyphen_of_the_line_is_undone_only_where_it_is_the_lines(broken: str, whole: str) -> None:
    lines = broken.split("\n")
    run = flowed([clean(lines[0], 0), clean(lines[1], 100)], broken)
    assert run.text.startswith(whole)
    assert len(run.places) == len(run.text)


def test_kinds_of_blocks_are_told_apart() -> None:
    found = read("# Head\n\nALL IN CAPITALS\n\n- one\n\n(a) limb\n\nWords.\n\na\tb\n\n**Bold words**\n")
    assert [block.kind for block in found] == ["heading", "heading", "item", "item", "paragraph", "row", "heading"]
    assert found[3].marker == "a"
    assert found[3].body.text == "limb"


@given(
    st.lists(st.text(alphabet="abc. -ABC1\u00ad", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8)
)
def test_words_that_flow_together_keep_their_places(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    parts, start = [], 0
    for piece in pieces:
        parts.append(clean(piece, start))
        start += len(piece) + 1
    run = flowed(parts, text)
    assert list(run.places) == sorted(run.places)
    assert all(char in (text[at], " ") for char, at in zip(run.text, run.places, strict=True))


def test_sentences_end_at_stops_and_not_at_initials_or_abbreviations() -> None:
    text = "Cllr A. Olland spoke. It cost £2.5m, e.g. Gas from Ltd. Firms! Was it No. 4? Yes."
    found = [sentence.text for sentence in sentences(clean(text, 0))]
    assert found == ["Cllr A. Olland spoke.", "It cost £2.5m, e.g. Gas from Ltd. Firms!", "Was it No. 4?", "Yes."]


@given(st.text(alphabet="Ab. ?!()'1", max_size=60))
def test_sentences_together_are_all_the_words(text: str) -> None:
    content = clean(text, 0)
    assert " ".join(sentence.text for sentence in sentences(content)).split() == content.text.split()


def test_capitals_may_hold_a_small_letter() -> None:
    assert is_capitals("MINUTES OF THE McALLISTER TRUST")
    assert not is_capitals("Minutes")
    assert not is_capitals("NHS")


def test_a_paragraph_of_ten_thousand_lines_is_joined_in_passing() -> None:
    began = time.process_time()
    (block,) = read("and the words of this line go on in lower case and never come to an end\n" * 5_000)
    assert len(block.lines) == 5_000
    assert time.process_time() - began < 5
