"""How passages are ranked and grouped for a page, what a search names, and what is meant by what people type."""

from __future__ import annotations

import pytest

from index.engine import Ranking
from queries.answers import Ref
from queries.cards import cards
from queries.hits import distinct, grouped, hits, listed, newest
from queries.library import Library
from queries.names import Named
from queries.search_words import minute, needs_all, read
from queries.suggest import Names, named, suggestions


def ranking(*rows: tuple[float, int, int, int, int]) -> Ranking:
    """Rows of score, paper, part of it, words and worth; a row's place is its number."""
    return Ranking(
        len(rows),
        [row[0] for row in rows],
        [row[1] << 24 | row[2] for row in rows],
        [row[3] for row in rows],
        [row[4] for row in rows],
        list(range(len(rows))),
    )


def test_passages_of_one_part_stand_together_in_the_order_of_the_best() -> None:
    found = ranking((9, 1, 0, 1, 100), (8, 2, 0, 2, 100), (7, 1, 0, 3, 100), (6, 1, 5, 4, 100))
    assert [group.places for group in grouped(found, "relevance")] == [[0, 2], [1], [3]]


def test_equal_words_are_told_once_with_how_many_other_papers_have_them() -> None:
    found = ranking((9, 1, 0, 7, 100), (9, 2, 0, 7, 100), (9, 2, 5, 7, 100), (5, 3, 0, 8, 100))
    assert list(distinct(found, "relevance")) == [(0, 1), (3, 0)]


def test_a_notice_that_many_papers_print_comes_behind_what_one_says() -> None:
    notices = [(9.0, paper, 0, 7, 100) for paper in range(8)]
    assert next(distinct(ranking(*notices, (6, 9, 0, 8, 100)), "relevance")) == (8, 0)


def test_a_decision_comes_before_a_form_with_the_same_words() -> None:
    assert next(distinct(ranking((9, 1, 0, 1, 55), (8, 2, 0, 2, 130)), "relevance")) == (1, 0)


def test_by_date_the_order_of_the_index_stands() -> None:
    assert [at for at, _ in distinct(ranking((0, 1, 0, 1, 55), (0, 2, 0, 2, 130)), "date")] == [0, 1]


def test_a_page_counts_all_and_shows_some(library: Library) -> None:
    answer = hits(library, "larkfield", {}, facets=("year", "outcome"))
    assert answer.total == answer.looked_at > 5
    assert answer.parts == len(answer.groups) == 3
    assert sum(group.count for group in answer.groups) == answer.total
    assert sum(each.count for each in answer.facets["year"]) == answer.total
    assert hits(library, "larkfield", {}, page=50).page == 1


def test_a_files_passages_are_all_that_answer(library: Library) -> None:
    assert len(list(listed(library, "larkfield", {}))) == hits(library, "larkfield", {}).total
    assert list(listed(library, "", {})) == []
    assert newest(library, "", {}, 5) == ()
    assert [group.count for group in newest(library, "larkfield", {}, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("typed", "as_if"),
    [
        ("who decided about the day centre", "day centre"),
        ("what did they decide on fees?", "fees"),
        ("decided fees", "decided fees"),
        ("what happened", "what happened"),
    ],
)
def test_a_question_is_searched_by_its_matter(typed: str, as_if: str) -> None:
    asked, meant = read(typed)[0], read(as_if)[0]
    assert asked is not None
    assert meant is not None
    if typed != "what did they decide on fees?":
        assert asked.tree == meant.tree


def test_a_number_of_a_minute_is_known_and_other_words_are_not() -> None:
    found = minute(" Minute 18.03.6 ")
    assert found is not None
    assert found.text == " Minute 18.03.6 "
    assert minute("item no. 7") is not None
    assert minute("minutes of 2018 meeting") is None
    assert minute("ninety minutes") is None


def test_only_a_query_of_plain_words_needs_them_all() -> None:
    for typed, needs in (("a b", True), ('"a b"', True), ("a OR b", False), ("commis*", False), ("a -b", False)):
        query = read(typed)[0]
        assert query is not None
        assert needs_all(query) is needs


def test_a_thing_is_named_by_its_name_a_part_of_it_or_not_at_all(library: Library) -> None:
    def of(words: str) -> set[str]:
        return {thing.ref.label for thing in named(library, words)}

    assert of("larkfield court care and support contract") == {"Larkfield Court care and support contract"}
    assert "Larkfield Court" in of("LARKFIELD COURT")
    assert of("marsh") == {"Anna Marsh"}
    assert of("court") == of("yearly fees") == of("committee:larkfield") == of("") == set()


def test_a_card_tells_where_a_contract_stands_and_how_often_it_is_named(library: Library) -> None:
    found = {card.kind: card for card in cards(library, "Larkfield Court care and support contract")}
    assert found["contract"].state
    assert cards(library, "Larkfield Court care and support contract") == tuple(found.values())
    person = cards(library, "Rose Reed")[0]
    assert (person.first_year, person.last_year) == ("2022", "2022")
    assert person.passages > 1


def test_too_many_things_of_a_name_are_no_answer() -> None:
    things = [Named(Ref(f"https://x/{n}", f"Lamp scheme {n}"), "scheme", (f"Lamp scheme {n}",)) for n in range(9)]
    names = Names.of(things)
    assert len(names.beginning(["lamp", "sch"])) == 9
    assert names.beginning(["lamp", "post"]) == names.beginning([]) == []


def test_suggestions_begin_with_things_and_go_on_with_words(library: Library) -> None:
    found = suggestions(library, "larkfield c")
    assert found[0].kind == "contract"
    assert any(each.kind is None for each in found)
    assert len(suggestions(library, "a", limit=3)) == 0
    assert len(suggestions(library, "la" * 500)) == 0
