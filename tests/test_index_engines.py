"""One set of tests for all engines: what one answers, the others answer."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from dataclasses import replace
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import FORMAT, Engine, Sort, TextReader, discard_outdated, open_reader, open_writer
from index.passages import IndexedPassage
from index.query import parse
from index.query_tree import closer
from kg.errors import BaseBusy, BaseDamaged, NoBase, WrongUse
from tests import opensearch_cluster

PAPERS = "https://wexmere.example/paper/"


def passage(number: int, text: str, **more: object) -> IndexedPassage:
    """A passage of an invented council's pack."""
    paper = str(more.pop("paper", "a"))
    plain = IndexedPassage(
        id=f"{PAPERS}{paper}#char={number * 100},{number * 100 + 99}",
        text=text,
        paper=PAPERS + paper,
        file_name=f"{paper}-pack.txt",
        start=number * 100,
        end=number * 100 + 99,
        kind="report",
        paper_kind="pack",
        council="Wexmere Borough Council",
        committee="Care Committee",
        date="2021-03-04",
    )
    return replace(plain, **more)  # type: ignore[arg-type]


PASSAGES = (
    passage(0, "The Committee reviewed the charges for respite care.", kind="minutes", printed_page="7", page=9),
    passage(1, "Charging for transport was deferred; respite was not discussed.", kind="minutes"),
    passage(2, "The commission of day services begins in May.", heading="Day services", title="Day services review"),
    passage(3, "The annual value is £1,204,500 (see ref W/R.2.017).", mentions=("Larkfield Court", "Brookes Care")),
    passage(4, "Health & Safety: the review found nothing.", officers=("Ann Ivory",), members=("Tom Davies",)),
    passage(
        5,
        "Care respite was priced apart.",
        paper="b",
        date="2019-11",
        committee="Health Board",
        things=("https://wexmere.example/scheme/1",),
    ),
    passage(6, "A café at Larkfield Court; respites too.", paper="b", date="2020", committee="Health Board"),
    passage(7, "An undated note on commissioners.", paper="c", date=None, committee=None, kind="appendix"),
)
DECIDED = (
    passage(10, "Agreed: the lamps are bought.", part=900, minute="18.4", outcomes=("agreed", "unanimous"),
            stated=("decision",), worth=130),
    passage(11, "The lamps; deferred.", outcomes=("deferred",), thing_kinds=("contract", "officer"), worth=50),
    passage(12, "Lamps are looked at.", committee="Health Board", date="2019-02-02"),
)  # fmt: skip

Build = Callable[..., TextReader]
Place = Callable[..., Path | str]
FOLDERS: tuple[Engine, ...] = ("tantivy", "whoosh")


@pytest.fixture(params=[*FOLDERS, "opensearch"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


in_a_folder = pytest.mark.parametrize("engine", FOLDERS, indirect=True)


@pytest.fixture
def place(engine: Engine, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """Where an index of a name is: a folder, or an address in a cluster."""
    if engine != "opensearch":
        return lambda name="text": tmp_path / name
    cluster = request.getfixturevalue("opensearch")
    start = cluster.location()
    return lambda name="text": f"{start}-{name}"


_kept: dict[object, TextReader] = {}


@pytest.fixture
def build(engine: Engine, place: Place, request: pytest.FixtureRequest) -> Build:
    """A reader over passages, committed in several rounds. A test that only reads may get one that another test had: an
    index in a cluster takes half a second to make."""
    may_share = engine == "opensearch" and "place" not in signature(request.function).parameters

    def made(*rounds: tuple[IndexedPassage, ...], name: str = "text") -> TextReader:
        if not may_share:
            return _built(place(name), engine, rounds or (PASSAGES,))
        if rounds not in _kept:
            at = f"{opensearch_cluster.started().url}/kept{len(_kept)}"
            _kept[rounds] = _built(at, engine, rounds or (PASSAGES,))
        return _kept[rounds]

    return made


def _built(at: Path | str, engine: Engine, rounds: tuple[tuple[IndexedPassage, ...], ...]) -> TextReader:
    writer = open_writer(at, engine)
    for passages in rounds:
        writer.add(passages)
        writer.commit()
    writer.close()
    return open_reader(at)


def found(reader: TextReader, query: str) -> set[int]:
    """The numbers of the passages that a query finds."""
    results = reader.search(parse(query), limit=50)
    assert results.total == len(results.hits)
    return {hit.passage.start // 100 for hit in results.hits}


QUERIES = {
    "respite": {0, 1, 5, 6},
    "Respites'": {0, 1, 5, 6},
    "charge": {0, 1},
    "respite charges": {0, 1},
    '"respite care"': {0},
    '"care respite"': {5},
    "charges OR commission": {0, 1, 2},
    "respite -charging": {5, 6},
    "respite NOT (charges OR café)": {5},
    "-respite": {2, 3, 4, 7},
    "transport OR NOT respite": {1, 2, 3, 4, 7},
    "cafe": {6},
    "commissi*": {2, 7},
    "commission*": {2, 7},
    "larkf*": {3, 6},
    "comission~": {2},
    "tranpsort~1": {1},
    "respiet~": {0, 1, 5, 6},
    "£1,204,500": {3},
    "1204500": {3},
    "W/R.2.017": {3},
    "Health & Safety: review": {4},
    "Larkfield": {3, 6},
    "day": {2},
    "committee:health": {5, 6},
    "committee:care respite": {0, 1},
    'committee:"health board" cafe': {6},
    "council:wexmere cafe": {6},
    "kind:minutes": {0, 1},
    "-kind:report": {0, 1, 7},
    "paper_kind:pack cafe": {6},
    "officer:ivory": {4},
    "member:davies": {4},
    "member:davi*": {4},
    "member:davis": set(),
    "title:review": {2},
    "heading:services": {2},
    "mentions:brookes": {3},
    "mentions:https://wexmere.example/scheme/1": {5},
    "paper:b": {5, 6},
    "paper:c-pack.txt": {7},
    f"paper:{PAPERS}c": {7},
    "after:2019-12": {0, 1, 2, 3, 4, 6},
    "before:2020": {5},
    "after:2019-11 before:2021": {5, 6},
    "year:2019": {5},
    "date:2021-03-04 respite": {0, 1},
    "after:2030": set(),
    "what did the Committee decide about respite": set(),
    "nothing-of-the-sort": set(),
    "xyzzy*": set(),
    "xyzzyx~": set(),
    "respite OR xyzzy": {0, 1, 5, 6},
}


def test_each_query_finds_its_passages(build: Build) -> None:
    reader = build(PASSAGES[:3], PASSAGES[3:])
    assert {query: found(reader, query) for query in QUERIES} == QUERIES


def test_a_passage_comes_back_as_it_went_in(build: Build) -> None:
    reader = build()
    for expected in PASSAGES:
        hits = reader.search(parse(f'paper:{expected.paper} "{expected.text}"')).hits
        assert [hit.passage for hit in hits] == [expected]


VOCABULARY = (
    "respite",
    "charges",
    "care",
    "commis*",
    "cafe",
    "resptie~",
    '"respite care"',
    "kind:minutes",
    "year:2019",
)
ASKED = st.recursive(
    st.sampled_from(VOCABULARY),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"-({part})"),
    ),
    max_leaves=6,
)


def changed(engine: Engine, path: Path | str) -> TextReader:
    """The same passages in any engine, after some came and went."""
    writer = open_writer(path, engine)
    writer.add(PASSAGES[:3])
    writer.commit()
    writer.add((*PASSAGES[3:], passage(9, "Respite care of another paper.", paper="gone")))
    writer.commit()
    writer.remove_paper(PAPERS + "gone")
    writer.commit()
    writer.close()
    return open_reader(path)


@pytest.fixture(scope="module")
def by_tantivy(tmp_path_factory: pytest.TempPathFactory) -> TextReader:
    return changed("tantivy", tmp_path_factory.mktemp("tantivy"))


@pytest.fixture(scope="module")
def by_whoosh(tmp_path_factory: pytest.TempPathFactory) -> TextReader:
    return changed("whoosh", tmp_path_factory.mktemp("whoosh"))


@pytest.fixture(scope="module")
def by_opensearch() -> TextReader:
    return changed("opensearch", f"{opensearch_cluster.started().url}/kept-for-all")


def asked(reader: TextReader, query: str) -> object:
    return reader.search(parse(query), limit=50, sort="date", facets=("kind", "year", "committee", "outcome"))


@given(ASKED)
@settings(max_examples=60, deadline=None)
def test_tantivy_and_whoosh_find_count_and_show_the_same(
    by_tantivy: TextReader, by_whoosh: TextReader, query: str
) -> None:
    assert asked(by_tantivy, query) == asked(by_whoosh, query)


@given(ASKED)
@settings(max_examples=60, deadline=None)
def test_tantivy_and_opensearch_find_count_and_show_the_same(
    by_tantivy: TextReader, by_opensearch: TextReader, query: str
) -> None:
    assert asked(by_tantivy, query) == asked(by_opensearch, query)


def test_the_passage_with_more_of_the_words_comes_first(build: Build) -> None:
    once = passage(1, "Respite was one of many other things that were spoken of at great length that day.")
    often = passage(2, "Respite: respite charges, respite care.")
    assert build((once, often)).search(parse("respite")).hits[0].passage == often


def test_sorting_by_date_puts_the_undated_last(build: Build) -> None:
    reader = build()
    query = parse("respite OR note OR commission")
    newest = [hit.passage.date for hit in reader.search(query, sort="date").hits]
    oldest = [hit.passage.date for hit in reader.search(query, sort="date-asc").hits]
    assert newest == ["2021-03-04", "2021-03-04", "2021-03-04", "2020", "2019-11", None]
    assert oldest == ["2019-11", "2020", "2021-03-04", "2021-03-04", "2021-03-04", None]


@pytest.mark.parametrize("query", ["equal", "equ*", "kind:report"])
def test_equal_passages_come_in_one_order_whatever_order_they_went_in(build: Build, query: str) -> None:
    passages = [passage(number, "All equal words.", paper=paper) for number in range(40) for paper in "abc"]
    orders = []
    for attempt in range(2):
        random.Random(attempt).shuffle(passages)
        reader = build(tuple(passages[:50]), tuple(passages[50:]), name=f"text{attempt}")
        whole = [hit.passage.id for hit in reader.search(parse(query), limit=200).hits]
        paged = [
            hit.passage.id
            for offset in range(0, 120, 7)
            for hit in reader.search(parse(query), limit=7, offset=offset).hits
        ]
        assert paged == whole
        orders.append(whole)
    assert orders[0] == orders[1]
    assert len(set(orders[0])) == 120


def test_facets_count_all_that_was_found_not_only_what_is_shown(build: Build) -> None:
    results = build().search(parse("respite"), limit=1, facets=("committee", "year", "kind", "paper_kind", "council"))
    counts = {name: [(facet.value, facet.count) for facet in facets] for name, facets in results.facets.items()}
    assert counts == {
        "committee": [("Care Committee", 2), ("Health Board", 2)],
        "year": [("2021", 2), ("2019", 1), ("2020", 1)],
        "kind": [("minutes", 2), ("report", 2)],
        "paper_kind": [("pack", 4)],
        "council": [("Wexmere Borough Council", 4)],
    }
    assert results.total == 4
    assert len(results.hits) == 1


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_counts_may_be_asked_for_without_passages(build: Build, sort: Sort) -> None:
    reader = build()
    results = reader.search(parse("respite"), limit=0, facets=("kind",), sort=sort)
    assert (results.total, results.hits) == (4, ())
    assert reader.search(parse("respite"), offset=99, sort=sort).hits == ()


def test_a_facet_picked_narrows_to_its_whole_value(build: Build) -> None:
    reader = build((*PASSAGES, passage(9, "Respite.", committee="Joint Care Committee")))
    results = reader.search(parse("respite"), only={"committee": "Care Committee", "year": "2021"})
    assert {hit.passage.start for hit in results.hits} == {0, 100}


def test_of_several_values_of_one_facet_any_will_do(build: Build) -> None:
    reader = build()
    results = reader.search(parse("respite"), only={"year": ["2019", "2020"], "committee": "Health Board"})
    assert {hit.passage.start for hit in results.hits} == {500, 600}
    assert reader.search(parse("respite"), only={"year": []}).total == 4


def test_a_facets_own_choice_does_not_narrow_its_counts(build: Build) -> None:
    counts = build().counts(parse("respite"), ("year", "committee"), {"year": ["2019"]})
    assert [(each.value, each.count) for each in counts["year"]] == [("2021", 2), ("2019", 1), ("2020", 1)]
    assert [(each.value, each.count) for each in counts["committee"]] == [("Health Board", 1)]


def test_a_facet_that_no_passage_of_one_round_has_is_counted_in_the_others(build: Build) -> None:
    bare = passage(1, "Lamps.", committee=None, council=None, paper_kind=None, date=None)
    reader = build((bare,), DECIDED)
    counts = reader.counts(parse("lamps"), ("committee", "council", "paper_kind", "outcome", "year"))
    assert {name: sum(each.count for each in values) for name, values in counts.items()} == {
        "committee": 3, "council": 3, "paper_kind": 3, "outcome": 3, "year": 3,
    }  # fmt: skip


def test_a_passage_counts_for_each_of_its_outcomes_and_kinds_of_things(build: Build) -> None:
    reader = build(DECIDED)
    counts = reader.counts(parse("lamps"), ("outcome", "thing_kind"))
    assert {each.value: each.count for each in counts["outcome"]} == {"agreed": 1, "deferred": 1, "unanimous": 1}
    assert {each.value for each in counts["thing_kind"]} == {"contract", "decision", "officer"}
    assert found(reader, "outcome:unanimous") == {10}
    assert found(reader, "lamps -outcome:deferred") == {10, 12}
    assert [hit.passage.start for hit in reader.search(parse("lamps"), only={"outcome": ["deferred"]}).hits] == [1100]


def test_an_item_is_found_by_its_number_and_as_a_part(build: Build) -> None:
    reader = build(DECIDED)
    assert found(reader, 'minute:"18.4"') == found(reader, "minute:18.4") == {10}
    assert reader.rank(parse("lamps"), 10, only={"part": [DECIDED[0].part_id]}).total == 1


@pytest.mark.parametrize("sort", ["relevance", "date", "date-asc"])
@pytest.mark.parametrize("query", ["lamps", "lamps OR deferred", "kind:report"])
def test_a_ranking_has_the_keys_of_what_a_search_finds(build: Build, query: str, sort: Sort) -> None:
    reader = build(DECIDED, (passage(4, "the LAMPS -- deferred!", paper="b"),))
    ranking = reader.rank(parse(query), 10, sort)
    hits = reader.search(parse(query), 10, sort=sort).hits
    assert [hit.passage for hit in reader.shown(parse(query), ranking.places)] == [hit.passage for hit in hits]
    assert list(ranking.scores) == [hit.score for hit in hits]
    assert list(ranking.worths) == [hit.passage.worth for hit in hits]
    numbers = {hit.passage.start: at for at, hit in enumerate(hits)}
    one, other, part = numbers[1100], numbers[400], numbers[1000]
    assert ranking.words[one] == ranking.words[other] != ranking.words[part]
    assert ranking.parts[one] >> 24 == ranking.parts[part] >> 24 != ranking.parts[other] >> 24
    assert ranking.parts[part] & 0xFFFFFF == 900
    assert reader.rank(parse(query), 2, sort).total == 4
    assert len(reader.rank(parse(query), 2, sort).places) == 2


def test_words_beside_each_other_are_better_and_find_no_more(build: Build) -> None:
    beside = passage(0, "It was long said at the meeting that the trust for carers did well; carers trust.")
    apart = passage(1, "Trust the trust of many carers.")
    reader = build((beside, apart))
    query = parse("carers trust")
    assert [hit.passage for hit in reader.search(query).hits] == [apart, beside]
    near = closer(query)
    assert [hit.passage for hit in reader.shown(near, reader.rank(near, 9).places)] == [beside, apart]
    assert reader.shown(near, reader.rank(near, 9).places)[1].snippet.marks
    for plain in ("carers", "committee:care trust", "carers -trust", "commis* trust"):
        assert closer(parse(plain)) == parse(plain)


def test_a_ranking_of_nothing_is_empty(build: Build) -> None:
    reader = build()
    assert reader.rank(parse("xyzzy"), 10).total == 0
    assert reader.shown(parse("xyzzy"), ()) == ()


def test_a_slip_is_put_right_with_the_same_first_letter_rather(build: Build) -> None:
    reader = build((passage(0, "Making, making, making."), passage(1, "Parking.")))
    assert reader.search(parse("paking")).did_you_mean == "parking"


def test_a_slip_in_the_first_letter_and_in_another_is_put_right(build: Build) -> None:
    reader = build((passage(0, "The disability service."), passage(1, "Hearings.")))
    assert reader.search(parse("viability")).did_you_mean == "disability"
    assert reader.search(parse("ehrings")).did_you_mean == "hearings"


def test_an_unknown_facet_is_wrong_use(build: Build) -> None:
    with pytest.raises(WrongUse, match="the facets are committee"):
        build().search(parse("respite"), facets=("colour",))


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("charge", ["charges"]),
        ("commiss*", ["commission"]),
        ("comission~", ["commission"]),
        ('"respite care"', ["respite care"]),
        ("£1,204,500", ["1,204,500"]),
        ("mentions:larkfield", []),
    ],
)
def test_a_hit_shows_the_words_that_it_was_found_by(build: Build, query: str, marked: list[str]) -> None:
    snippet = build().search(parse(query)).hits[0].snippet
    assert [snippet.text[start:end] for start, end in snippet.marks] == marked


def test_a_misspelt_word_that_no_passage_has_gets_a_suggestion(build: Build) -> None:
    reader = build()
    assert reader.search(parse("Respitte chargse -note")).did_you_mean == "respite charges -note"
    assert reader.search(parse("respite")).did_you_mean is None
    assert reader.search(parse("respite OR chargse")).did_you_mean == "respite OR charges"
    assert reader.search(parse("qqqqqqqqq")).did_you_mean is None
    assert reader.search(parse("respite committee:heelth")).did_you_mean == "respite committee:health"
    assert reader.search(parse("officer:ivroy OR member:davies")).did_you_mean == "officer:ivory OR member:davies"


def test_a_beginning_is_completed_from_the_passages_own_words(build: Build) -> None:
    reader = build()
    assert reader.suggest("day ser") == ("day services",)
    assert reader.suggest("Res") == ("respite", "respites")
    assert reader.suggest("res", limit=1) == ("respite",)
    assert reader.suggest("") == reader.suggest("respite ") == ()


def test_a_removed_paper_leaves_nothing_behind(build: Build, engine: Engine, place: Place) -> None:
    build()
    writer = open_writer(place(), engine)
    writer.remove_paper(PAPERS + "b")
    writer.commit()
    writer.close()
    reader = open_reader(place())
    assert reader.count() == 6
    assert found(reader, "respite") == {0, 1}
    assert reader.suggest("caf") == ()
    assert reader.search(parse("cafe"), facets=("committee",)).facets == {"committee": ()}
    assert [hit.passage.paper for hit in reader.search(parse("larkfield")).hits] == [PAPERS + "a"]


def test_a_paper_read_again_replaces_its_earlier_passages(build: Build, engine: Engine, place: Place) -> None:
    build()
    writer = open_writer(place(), engine)
    writer.remove_paper(PAPERS + "c")
    writer.add([passage(8, "A dated note.", paper="c")])
    writer.commit()
    writer.close()
    reader = open_reader(place())
    assert found(reader, "note") == {8}
    assert reader.count() == len(PASSAGES)


def test_a_paper_added_twice_before_the_commit_is_there_once(engine: Engine, place: Place) -> None:
    writer = open_writer(place(), engine)
    for _ in range(2):
        writer.remove_paper(PAPERS + "a")
        writer.add(PASSAGES[:5])
    writer.add(PASSAGES[5:])
    writer.remove_paper(PAPERS + "c")
    writer.commit()
    writer.close()
    assert open_reader(place()).count() == 7


def test_readers_see_nothing_before_the_commit_and_keep_what_they_opened(
    build: Build, engine: Engine, place: Place
) -> None:
    before = build()
    writer = open_writer(place(), engine)
    writer.add([passage(8, "New words.")])
    assert open_reader(place()).count() == len(PASSAGES)
    writer.commit()
    assert before.count() == len(PASSAGES)
    assert open_reader(place()).count() == len(PASSAGES) + 1


def test_closing_without_a_commit_changes_nothing_and_frees_the_lock(
    build: Build, engine: Engine, place: Place
) -> None:
    build()
    for _ in range(2):
        writer = open_writer(place(), engine)
        writer.add([passage(8, "New words.")])
        writer.close()
    assert open_reader(place()).count() == len(PASSAGES)


def test_a_second_writer_is_told_that_the_index_is_busy(build: Build, engine: Engine, place: Place) -> None:
    build()
    first, second = open_writer(place(), engine), open_writer(place(), engine)
    first.add([passage(8, "New words.")])
    with pytest.raises(BaseBusy, match="Another program is writing"):
        second.add([passage(9, "Newer words.")])
    first.close()


def test_an_index_without_passages_answers_with_nothing(build: Build) -> None:
    reader = build(())
    results = reader.search(parse("respite OR -charges"), facets=("committee",), sort="date")
    assert (results.total, results.hits, results.facets, results.did_you_mean) == (0, (), {"committee": ()}, None)
    assert reader.search(parse("respite")).total == reader.count() == 0
    assert reader.suggest("res") == ()


@in_a_folder
def test_a_snapshot_by_hard_links_is_read_only_and_stays_as_it_was(
    build: Build, engine: Engine, tmp_path: Path
) -> None:
    build()
    live, snapshot = tmp_path / "text", tmp_path / "snapshot"
    snapshot.mkdir()
    for file in live.iterdir():
        if "lock" not in file.name.lower():
            os.link(file, snapshot / file.name)
    snapshot.chmod(0o555)
    listed = sorted(snapshot.iterdir())
    writer = open_writer(live, engine)
    writer.remove_paper(PAPERS + "a")
    writer.commit()
    writer.close()
    with open_reader(snapshot) as reader:
        assert {query: found(reader, query) for query in QUERIES} == QUERIES
    assert sorted(snapshot.iterdir()) == listed
    assert open_reader(live).count() == 3


@in_a_folder
def test_an_index_opens_where_there_is_no_room_for_temporary_files(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert open_reader(tmp_path / "text").count() == len(PASSAGES)


@in_a_folder
def test_opening_leaves_nothing_behind(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    readers = [open_reader(tmp_path / "text") for _ in range(20)]
    assert {reader.count() for reader in readers} == {len(PASSAGES)}
    assert not list((tmp_path / "temporary").iterdir())


def test_a_folder_without_an_index_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(NoBase, match="no text index"):
        open_reader(tmp_path)


@in_a_folder
def test_an_outdated_index_is_removed_and_one_that_is_up_to_date_stays(build: Build, tmp_path: Path) -> None:
    build()
    assert not discard_outdated(tmp_path / "text")
    assert not discard_outdated(tmp_path / "none")
    (tmp_path / "text" / "engine.json").write_text(json.dumps({"engine": "tantivy", "format": 0}))
    assert discard_outdated(tmp_path / "text")
    assert not (tmp_path / "text").exists()


@pytest.mark.parametrize(
    "marker",
    ["", "{}", "[]", json.dumps({"engine": "tantivy", "format": 0}), json.dumps({"engine": "x", "format": FORMAT})],
)
def test_an_index_of_another_version_is_to_be_rebuilt(tmp_path: Path, marker: str) -> None:
    (tmp_path / "engine.json").write_text(marker)
    with pytest.raises(BaseDamaged, match="rebuild"):
        open_reader(tmp_path)


@in_a_folder
def test_one_engine_does_not_write_over_the_other(build: Build, engine: Engine, tmp_path: Path) -> None:
    build()
    other: Engine = "whoosh" if engine == "tantivy" else "tantivy"
    with pytest.raises(BaseDamaged, match=f"kept by {engine}"):
        open_writer(tmp_path / "text", other)


@in_a_folder
def test_a_folder_whose_files_are_gone_is_damaged(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "engine.json").write_text(json.dumps({"engine": engine, "format": FORMAT}))
    with pytest.raises(BaseDamaged, match="rebuild"):
        open_reader(tmp_path)


def test_what_tantivy_holds_of_a_passage_is_what_every_engine_is_told_of_it() -> None:
    from index import analysis
    from index.passages import numbers
    from index.tantivy_engine import _document

    for each in (*PASSAGES, *DECIDED):
        told = {name: [" ".join(words)] for name, words in analysis.terms(each).items() if words}
        told |= {name: values for name, values in analysis.values(each).items() if values}
        told |= {name: [number] for name, number in numbers(each).items()}
        held = _document(each).to_dict()
        assert held.pop("stored")
        assert held == told
