"""Words are cut and folded alike wherever they come from, and a stem joins the forms of one word only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import LONGEST, WORD, fold, folded, stem, words, written_and_stemmed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Respite charges.", ["respite", "charges"]),
        ("the Council's Members’ O’Hare", ["the", "council", "members", "ohare"]),
        ("£1,204,500 and 1,2", ["1204500", "and", "1", "2"]),
        ("1,234,5678", ["1", "234", "5678"]),
        ("W/R.2.017 KD2021/004", ["w", "r", "2", "017", "kd2021", "004"]),
        ("café ﬁnance naïve_word", ["cafe", "finance", "naive", "word"]),
        ("— & …", []),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("charge", "charges", "charging", "charged"),
        ("organise", "organize", "organisation", "organizations"),
        ("prioritising", "prioritized"),
        ("add", "adding", "added"),
        ("evening", "evenings"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("apart", [("evening", "even"), ("university", "universe"), ("emergency", "emerge")])
def test_words_that_a_reader_keeps_apart_have_two(apart: tuple[str, str]) -> None:
    assert stem(apart[0]) != stem(apart[1])


@given(st.text())
def test_folded_words_are_letters_and_digits_and_keep_their_place(text: str) -> None:
    for word in words(text):
        assert word.text.isalnum()
        assert len(word.text) <= LONGEST
        assert fold(text[word.start : word.end]) == word.text


@given(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=20).map(fold).filter(bool))
def test_a_stem_keeps_the_first_letter(word: str) -> None:
    assert stem(word)[0] == word[0]


ODD = st.text(st.sampled_from("aB1234,.'’_-/ \t\n\u00a0\u2028\x1c£éﬁ²") | st.characters(), max_size=60)


@given(ODD)
def test_cutting_a_text_piece_by_piece_gives_the_words_that_cutting_it_whole_gives(text: str) -> None:
    whole = [word for word in map(fold, WORD.findall(text)) if word]
    assert folded(text) == whole
    assert written_and_stemmed(text) == (" ".join(whole), " ".join(map(stem, whole)))


def test_a_piece_too_long_to_be_kept_is_cut_all_the_same() -> None:
    row = "/".join(["respite", "charges"] * LONGEST)
    assert folded(row) == ["respite", "charges"] * LONGEST
