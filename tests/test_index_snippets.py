"""Snippets mark what was searched for and show the piece that has most of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import parse
from index.query_tree import Prefix, Words
from index.snippets import SIZE, marks, snippet
from index.words import fold, stem, words

TEXT = "The Committee commissioned respite care. Respite charges rose; the café’s charge did not. Commissioners agreed."


def marked(query: str, text: str = TEXT) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text, parse(query).tree)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("charging", ["charges", "charge"]),
        ("respite charges", ["respite", "Respite", "charges", "charge"]),
        ('"respite charge"', ["Respite charges"]),
        ("commissione*", ["commissioned", "Commissioners"]),
        ("resptie~", ["respite", "Respite"]),
        ("cafe", ["café’s"]),
        ("title:respite", ["respite", "Respite"]),
        ("committee:care", []),
        ("respite -charges", ["respite", "Respite"]),
        ("after:2018", []),
        ("mentions:https://wexmere.example/1", []),
        ('respite OR "respite care"', ["respite care", "Respite"]),
    ],
)
def test_the_words_that_answer_are_marked(query: str, expected: list[str]) -> None:
    assert marked(query) == expected


def test_a_short_text_is_shown_whole() -> None:
    shown = snippet(TEXT, parse("agreed").tree)
    assert shown.text == TEXT
    assert [shown.text[start:end] for start, end in shown.marks] == ["agreed"]


def test_the_piece_with_most_parts_of_the_query_is_shown() -> None:
    filler = "nothing of note was said by anybody about anything " * 12
    text = f"Respite. {filler}Respite charges rose. {filler}Charges. {filler}"
    shown = snippet(text, parse("respite charges").tree)
    assert [shown.text[start:end] for start, end in shown.marks] == ["Respite", "charges"]
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) <= SIZE + 4


def test_without_a_mark_the_beginning_is_shown() -> None:
    text = "Plain words of a long paragraph. " * 20
    shown = snippet(text, parse("kind:minutes").tree)
    assert text.startswith(shown.text.removesuffix(" …"))
    assert shown.marks == ()


WORDS = st.lists(st.sampled_from(["respite", "charges", "x" * 300, "of", "ünïted", "a,b", "— ", "\n"]), max_size=120)


@given(WORDS.map(" ".join), st.integers(80, 400))
def test_marks_lie_inside_the_snippet_on_words_that_answer(text: str, size: int) -> None:
    shown = snippet(text, parse("respite charges").tree, size)
    assert all(shown.text[start:end] in ("respite", "charges") for start, end in shown.marks)
    assert list(shown.marks) == sorted(shown.marks)
    if "respite" in text or "charges" in text:
        assert shown.marks


@given(st.text(alphabet="aegilnsyzdDE'é,. ", max_size=40), st.text(alphabet="aegilnsyzd", min_size=1, max_size=6))
def test_every_word_of_a_stem_is_marked(text: str, sought: str) -> None:
    found = [(mark.start, mark.end) for mark in marks(text, Words((sought,)))]
    assert found == [(word.start, word.end) for word in words(text) if stem(word.text) == stem(sought)]


@pytest.mark.parametrize("word", ["dying", "lying", "tying", "a", "sky", "skies", "news", "idly", "O'Brien", "1,200"])
def test_words_whose_stems_begin_otherwise_are_marked_too(word: str) -> None:
    assert len(marks(f"They were {word} there.", Words((fold(word),)))) == 1


ODD = st.text(alphabet="aAbB1234,.'’_- éÉﬁK", max_size=60)


@given(ODD, st.text(alphabet="ab12e", min_size=1, max_size=3))
def test_only_words_that_an_index_holds_are_marked_and_all_of_them(text: str, sought: str) -> None:
    found = [(mark.start, mark.end) for mark in marks(text, Words((sought,)))]
    assert found == [(word.start, word.end) for word in words(text) if stem(word.text) == stem(sought)]


@given(ODD, st.text(alphabet="ab12e", min_size=1, max_size=2))
def test_beginnings_are_marked_wherever_a_word_has_them(text: str, prefix: str) -> None:
    found = [(mark.start, mark.end) for mark in marks(text, Prefix(prefix))]
    assert found == [(word.start, word.end) for word in words(text) if word.text.startswith(prefix)]


@given(ODD, st.lists(st.sampled_from(["a", "b", "ab", "1", "1234"]), min_size=2, max_size=3))
def test_a_phrase_is_marked_wherever_its_words_stand_beside_each_other(text: str, phrase: list[str]) -> None:
    cut, stems = list(words(text)), [stem(word) for word in phrase]
    beside = (cut[at : at + len(stems)] for at in range(len(cut)))
    expected = [(run[0].start, run[-1].end) for run in beside if [stem(word.text) for word in run] == stems]
    found = [(mark.start, mark.end) for mark in marks(text, Words(tuple(phrase)))]
    assert set(found) <= set(expected)
    assert all(any(start < mark[1] and mark[0] < end for mark in found) for start, end in expected)


def test_a_word_behind_a_figure_with_commas_and_an_apostrophe_is_marked_as_it_is_indexed() -> None:
    assert marked("bids", "the 1,200'bids were opened") == ["bids"]
