"""What people type is read as they mean it, and never fails but with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query import FIELDS, LONGEST, parse
from index.query_tree import And, Dated, Exact, Fuzzy, Node, Not, Or, Prefix, Words, loosened, wanted
from kg.errors import BadQuery


def word(*words: str, field: str | None = None) -> Words:
    return Words(words, field)


READ: dict[str, Node] = {
    "respite": word("respite"),
    "Respite Charges": And((word("respite"), word("charges"))),
    "respite AND charges": And((word("respite"), word("charges"))),
    "Health & Safety: review": And((word("health"), word("safety"), word("review"))),
    '"respite charges"': word("respite", "charges"),
    "“respite charges”": word("respite", "charges"),
    "a1 OR b1 c1": Or((word("a1"), And((word("b1"), word("c1"))))),
    "(a1 OR b1) c1": And((Or((word("a1"), word("b1"))), word("c1"))),
    "a1 -b1": And((word("a1"), Not(word("b1")))),
    "a1 NOT (b1 OR c1)": And((word("a1"), Not(Or((word("b1"), word("c1")))))),
    "NOT NOT a1": word("a1"),
    '-"respite care"': Not(word("respite", "care")),
    "co-production": word("co", "production"),
    "a1 - b1": And((word("a1"), word("b1"))),
    "commis*": Prefix("commis"),
    "commis*,": Prefix("commis"),
    "co-commis*": And((word("co"), Prefix("commis"))),
    "care~": Fuzzy("care", 1),
    "chargse~": Fuzzy("chargse", 2),
    "chargse~1": Fuzzy("chargse", 1),
    "chargse~9": Fuzzy("chargse", 2),
    "it~": word("it"),
    "£1,204,500": word("1204500"),
    "W/R.2.017": word("w", "r", "2", "017"),
    "14:00": word("14", "00"),
    "O'Hare’s": word("ohare"),
    "committee:adults": word("adults", field="committee"),
    "Committee:adults": word("adults", field="committee"),
    'committee:"Care Committee"': word("care", "committee", field="committee"),
    "title:(a1 OR kind:b1)": Or((word("a1", field="title"), word("b1", field="kind"))),
    "-kind:action-log": Not(word("action", "log", field="kind")),
    "kind:min*": Prefix("min", "kind"),
    "officer:ivroy~": Fuzzy("ivroy", 1, "officer"),
    "paper:https://wexmere.example/paper/1": Exact("https://wexmere.example/paper/1", "paper"),
    "https://wexmere.example": word("https", "wexmere", "example"),
    "Safety:review": word("safety", "review"),
    "committee: adults": And((word("committee"), word("adults"))),
    "kind:": word("kind"),
    "after:2018": Dated(since="2018-01-01"),
    "after:2018-09": Dated(since="2018-09-01"),
    "before:2018-09-06": Dated(until="2018-09-06"),
    "year:2018": Dated("2018-01-01", "2019-01-01"),
    "date:2018-12": Dated("2018-12-01", "2019-01-01"),
    'date:"2018-12-31"': Dated("2018-12-31", "2019-01-01"),
    "after:2018-09 before:2019": And((Dated(since="2018-09-01"), Dated(until="2019-01-01"))),
    "what was said of the respite charges?": And((word("said"), word("respite"), word("charges"))),
    "the": word("the"),
    "the AND respite": And((word("the"), word("respite"))),
    "respite OR": word("respite"),
    "AND respite": word("respite"),
    "(respite": word("respite"),
    "106(a1) b1)": And((word("106"), word("a1"), word("b1"))),
    "respite ()": word("respite"),
    "respite respite": word("respite"),
}


@pytest.mark.parametrize("text", READ)
def test_a_query_is_read_as_meant(text: str) -> None:
    assert parse(text).tree == READ[text]


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "The query is empty; type a word"),
        ("  ", 1, "The query is empty"),
        ('""', 1, "The query is empty"),
        ("& - ()", 1, "The query is empty"),
        ("AND", 1, "The query is empty"),
        ('respite "care', 9, "The quote that opens at column 9 is not closed"),
        ('title:"care', 7, "The quote that opens at column 7 is not closed"),
        ("respite colour:red", 9, "There is no field `colour` (column 9); the fields are after, before, committee"),
        ("-colour:red", 2, "There is no field `colour`"),
        ("after:easter", 7, "`after:` at column 7 needs a date such as 2018, 2018-09 or 2018-09-06, not `easter`"),
        ("before:2018-13", 8, "`before:` at column 8 needs a date"),
        ("date:2018-02-30", 6, "`date:` at column 6 needs a date"),
        ("year:2018-09", 6, "`year:` at column 6 needs a year such as 2018"),
        ("(" * 100 + "a", 41, "More than 40 parentheses are open at column 41"),
        ("a" * (LONGEST + 1), LONGEST, "shorten it to 10,000"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence_with_its_place(text: str, column: int, says: str) -> None:
    with pytest.raises(BadQuery) as told:
        parse(text)
    assert says in str(told.value)
    assert str(told.value).endswith(".")
    assert (told.value.line, told.value.column) == (1, column)


SYNTAX = st.sampled_from(
    ['"', "(", ")", "-", "*", "~", "~2", ":", " ", " AND ", " OR ", " NOT ", "word", "2018-02-31", "’"]
)
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(SYNTAX, st.sampled_from([f"{field}:" for field in FIELDS])), max_size=20).map("".join),
)


@given(TYPED)
def test_nothing_that_is_typed_raises_anything_but_bad_query(text: str) -> None:
    told = None
    try:
        assert parse(text).text == text
    except BadQuery as error:
        told = error
    if told:
        assert str(told).endswith(".")
        assert told.column is not None
        assert 1 <= told.column <= len(text) + 1


@given(st.lists(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1), min_size=1, max_size=8))
def test_plain_words_never_fail(words: list[str]) -> None:
    tree = parse(" & ".join(f"{each}:" for each in words) + " x").tree
    assert list(wanted(tree))


def test_words_behind_a_not_are_not_wanted() -> None:
    assert list(wanted(parse("a1 (b1 OR c*) -d1 after:2018").tree)) == [word("a1"), word("b1"), Prefix("c")]


def test_a_question_is_loosened_to_some_of_its_words() -> None:
    loose = loosened(parse("respite charges kind:minutes"))
    assert loose is not None
    assert loose.tree == And((Or((word("respite"), word("charges"))), word("minutes", field="kind")))
    assert loosened(parse("respite kind:minutes")) is None
    assert loosened(parse("respite OR charges")) is None
