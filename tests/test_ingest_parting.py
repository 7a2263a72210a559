"""A file of notices of several buyers is read as if each buyer's had come in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.build import ingest, withdraw
from ingest.divide.buyers import parts_of
from ingest.limits import Limits
from ingest.one_paper import Overrides
from interfaces.contract_words import happened
from kg.base import Base
from kg.errors import UnknownName
from kg.graph import canonical_lines, open_graph
from kg.ledger_entries import Offer
from kg.vocabulary import REDIRECTS_GRAPH
from queries.library import Library
from queries.search import search
from queries.trail import trail
from queries.unmet import unmet
from tests.wexmere_notices import COUNCIL, COURT, HOME, release

SAMPLES = Path(__file__).parent.parent / "samples"
PACKS = sorted(SAMPLES.glob("wexmere-adults-*.txt"))
TOLVEY, JOINT, TRUST = "Tolvey City Council", f"{COUNCIL} and Tolvey City Council", "Tarn Valley NHS Trust"


def of(buyer: str | None, ocid: str = COURT, **more: Any) -> dict[str, Any]:
    """A release of a buyer; None names nobody."""
    told = release(ocid, **more)
    told["buyer"] = {"name": buyer} if buyer else {}
    told["parties"] = [
        each if "buyer" not in each["roles"] else each | {"name": buyer}
        for each in told["parties"]
        if buyer or "buyer" not in each["roles"]
    ]
    return told


BY_BUYER = {
    COUNCIL: [
        of(COUNCIL, tag="tender", date="2022-11-14", supplier=None),
        of(COUNCIL, date="2023-05-19"),
        of(COUNCIL, HOME, title="Home First Reablement Service", date="2022-12-15", value=2950000,
           start="2023-04-01", end="2026-03-31", awarded="2022-12-01"),
    ],
    # The same title, days and sum, let by another council to a firm of one name and another number.
    TOLVEY: [of(TOLVEY, "ocds-b5fd17-tolvey", number="07654321", date="2024-09-09")],
    TRUST: [of(TRUST, "ocds-b5fd17-trust", supplier="Ostrelle Homecare Limited")],
    JOINT: [of(JOINT, "ocds-b5fd17-joint", title="Joint archive store")],
    "no buyer named": [of(None, "ocds-b5fd17-anon", title="Cutting of verges")],
}  # fmt: skip
MIXED = [each for releases in BY_BUYER.values() for each in releases][::-1]


def package(releases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"uri": "https://portal.example/day", "version": "1.1", "releases": list(releases), "license": "open"}


def written(path: Path, tree: object) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(tree, indent=1), encoding="utf-8")
    return str(path)


def names(base: Base, *statuses: Any) -> list[str]:
    with base.ledger() as ledger:
        return sorted(paper.file_name for paper in ledger.papers(*(statuses or ("read",))))


def graph(base: Base) -> list[str]:
    """What readers see, with each paper called by its file's name."""
    lines = "\n".join(canonical_lines(open_graph(base.open_for_reading().folder / "graph")))
    with base.ledger() as ledger:
        for paper in ledger.papers():
            lines = lines.replace(paper.sha256, paper.file_name).replace(paper.sha256[:16], paper.file_name)
    return sorted(line for line in lines.split("\n") if REDIRECTS_GRAPH not in line)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Base:
    folder = tmp_path_factory.mktemp("whole")
    base = Base(folder / "records")
    summary = ingest(base, [*map(str, PACKS), written(folder / "day.json", package(MIXED))])
    assert not summary.failures
    return base


def test_it_gives_what_a_file_of_each_buyer_gives(whole: Base, tmp_path: Path) -> None:
    files = [
        written(tmp_path / f"day ({buyer}).json", package([each for each in MIXED if each in releases]))
        for buyer, releases in BY_BUYER.items()
    ]
    split = Base(tmp_path / "records")
    ingest(split, [*map(str, PACKS), *files])
    assert graph(split) == graph(whole)


def test_each_notice_meets_its_own_councils_papers_alone(whole: Base) -> None:
    library = Library(whole)
    met = trail(library, "Sallowmere Court care and support contract")
    published = {happened((event,)) for event in met.events if event.published}
    assert "Notice published: put out to tender" in published
    assert {place.file_name for event in met.events if event.published for place in event.citations} == {
        f"day ({COUNCIL}).json"
    }
    left = {row.citations[0].file_name for row in unmet(library) if row.kind == "notice"}
    assert {f"day ({TOLVEY}).json", f"day ({TRUST}).json"} <= left


def test_contracts_of_two_councils_that_have_one_name_can_be_told_apart(whole: Base) -> None:
    library = Library(whole)
    with pytest.raises(UnknownName, match="nothing in common") as raised:
        trail(library, "Sallowmere Court Care and Support")
    [trust] = [choice for choice in raised.value.choices if "tarn-valley-nhs-trust" in choice]
    cited = {place.file_name for event in trail(library, trust).events for place in event.citations}
    assert cited == {f"day ({TRUST}).json"}


def test_search_knows_each_passages_council(whole: Base) -> None:
    found = search(Library(whole), f'Sallowmere council:"{TOLVEY}"')
    assert {place.file_name for each in found.passages for place in each.citations} == {f"day ({TOLVEY}).json"}


def test_offered_again_nothing_is_read(whole: Base) -> None:
    again = ingest(whole, [str(whole.path.parent / "day.json")])
    assert (again.read, again.unchanged, again.replaced) == ((), len(BY_BUYER), 0)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    return Path(written(tmp_path / "day.json", package(MIXED)))


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


def test_what_a_changed_file_has_no_more_is_superseded(base: Base, day: Path) -> None:
    ingest(base, [str(day)])
    written(day, package([*BY_BUYER[TOLVEY], *BY_BUYER[TRUST]]))
    assert ingest(base, [str(day)]).replaced == 3
    assert names(base) == [f"day ({TRUST}).json", f"day ({TOLVEY}).json"]


def test_a_file_of_one_buyer_takes_the_place_of_parts(base: Base, day: Path) -> None:
    ingest(base, [str(day)])
    written(day, package(BY_BUYER[TOLVEY]))
    ingest(base, [str(day)])
    assert names(base) == ["day.json"]


def test_parts_take_the_place_of_what_was_read_whole(base: Base, day: Path) -> None:
    written(day, package(BY_BUYER[TOLVEY]))
    ingest(base, [str(day)])
    written(day, package(MIXED))
    assert ingest(base, [str(day)]).replaced == 1
    assert "day.json" in names(base, "superseded")


def test_what_cannot_be_read_takes_no_place(base: Base, day: Path) -> None:
    ingest(base, [str(day)])
    day.write_text(day.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert [failure.path for failure in ingest(base, [str(day)]).failures] == [str(day)]
    assert len(names(base)) == len(BY_BUYER)


def test_a_part_that_was_withdrawn_stays_out(base: Base, day: Path) -> None:
    ingest(base, [str(day)])
    withdraw(base, f"day ({TRUST}).json")
    assert ingest(base, [str(day)]).withdrawn == (f"day ({TRUST}).json",)


def test_a_file_that_was_withdrawn_as_a_whole_stays_out(base: Base, day: Path) -> None:
    ingest(base, [str(day)], overrides=Overrides(council=TOLVEY))
    withdraw(base, "day.json")
    assert ingest(base, [str(day)]).withdrawn == ("day.json",)


def test_what_a_person_said_of_the_whole_file_holds(base: Base, day: Path) -> None:
    ingest(base, [str(day)], overrides=Overrides(council=TOLVEY))
    ingest(base, [str(day)])
    assert names(base) == ["day.json"]


def test_a_file_that_is_exempt_has_exempt_parts(base: Base, day: Path) -> None:
    ingest(base, [str(day)], overrides=Overrides(exempt=True))
    assert len(names(base, "exempt")) == len(BY_BUYER)
    ingest(base, [str(day)])
    assert names(base) == []


def test_parts_of_a_file_that_was_marked_exempt_as_a_whole_are_exempt(base: Base, day: Path) -> None:
    with base.open_for_writing() as writing:
        from kg.archive import sha256_of_file

        writing.ledger.record_mark(Offer.of(day, sha256_of_file(day)), True)
    ingest(base, [str(day)])
    assert names(base) == []
    assert len(names(base, "exempt")) == len(BY_BUYER)


def test_names_that_no_file_could_have_are_no_trouble(base: Base, tmp_path: Path) -> None:
    buyers = ("../../etc/passwd", "A: “b” <c> | d?", "Cyngor " + "ŵ" * 300, "Cyngor " + "ŵ" * 301)
    file = tmp_path / f"{'é' * 120}.json"
    written(file, package([of(buyer, f"ocds-b5fd17-{number}") for number, buyer in enumerate(buyers)]))
    assert len(ingest(base, [str(file)]).read) == len(buyers)
    assert ingest(base, [str(file)]).unchanged == len(buyers)
    with base.open_for_writing() as writing:
        held = {writing.archive.text(paper.sha256).file_name for paper in writing.ledger.papers()}
    assert held == set(names(base))


def test_one_council_written_in_two_ways_is_one(base: Base, day: Path) -> None:
    written(
        day, package([of(COUNCIL), of(COUNCIL.upper(), HOME), of(f"{COUNCIL} - Children’s Services", "ocds-b5fd17-3")])
    )
    summary = ingest(base, [str(day)])
    assert (names(base), summary.issues) == (["day.json"], {})


def test_a_notice_without_a_buyer_is_with_the_others_of_its_process(base: Base, day: Path) -> None:
    changed = of(None, tag="contractAmendment", date="2024-05-10")
    written(day, package([changed, of(COUNCIL), of(TOLVEY, HOME)]))
    summary = ingest(base, [str(day)])
    assert names(base) == [f"day ({TOLVEY}).json", f"day ({COUNCIL}).json"]
    assert summary.issues == {}


def test_a_file_that_is_too_large_is_a_failure_of_its_own(base: Base, day: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other.json", package(BY_BUYER[TOLVEY]))
    summary = ingest(base, [other, str(day)], limits=Limits(size=day.stat().st_size - 1))
    assert [failure.path for failure in summary.failures] == [str(day)]
    assert names(base) == ["other.json"]


def buyers(tree: object, encoding: str = "utf-8") -> list[str]:
    return [part.buyer for part in parts_of(json.dumps(tree).encode(encoding))]


RELEASES = [*BY_BUYER[TOLVEY], *BY_BUYER[TRUST]]


@pytest.mark.parametrize(
    "tree",
    [
        package(RELEASES),
        RELEASES,
        {"records": [{"ocid": each["ocid"], "releases": [each]} for each in RELEASES]},
        {"records": [{"ocid": each["ocid"], "compiledRelease": each} for each in RELEASES], "releases": []},
        {"packages": ["https://portal.example/1"], "releases": [{"url": "https://portal.example/2"}, *RELEASES]},
        {"releases": [*RELEASES, 5, None, {"tag": ["award"], "buyer": {"name": "Oswick Borough Council"}}]},
    ],
)  # fmt: skip
def test_packages_records_and_lists_are_taken_apart(tree: object) -> None:
    assert buyers(tree) == buyers(tree, "utf-16") == [TOLVEY, TRUST]


@pytest.mark.parametrize(
    "tree",
    [package(RELEASES[:1]), RELEASES[0], {"releases": RELEASES, "compiledRelease": RELEASES[0]}, [], {}, 5, "ocid",
     {"releases": {"0": RELEASES}}, {"records": []}],
)  # fmt: skip
def test_what_is_no_package_of_several_buyers_stays_whole(tree: object) -> None:
    assert buyers(tree) == []


@pytest.mark.parametrize(
    "broken", ["{", '{"releases": [', '{"releases": [1,]}', '{"releases" 1}', "[[", "[1 2]", "{}x", ""]
)
def test_what_is_damaged_stays_whole(broken: str) -> None:
    assert parts_of(broken.encode()) == ()
    sound = json.dumps(package(RELEASES))
    assert parts_of(f"{sound}{broken or ','}".encode()) == ()


def test_parts_hold_their_releases_letter_for_letter() -> None:
    odd = '{"ocid":"ocds-b5fd17-1", "tag":["award"],\n "buyer":{"name":"Tolvey City Council"}, "tag" : [], "x":1.50e1}'
    other = json.dumps(RELEASES[1], ensure_ascii=False)
    tolvey, _trust = parts_of(f'{{"uri": "u", "releases": [{other}, {odd}], "n": 1E400}}'.encode())[::-1]
    assert tolvey.data.decode() == f'{{"uri": "u", "releases": [{odd}], "n": 1E400}}'


def test_a_release_without_an_ocid_is_told_with_its_buyers() -> None:
    lost = {name: value for name, value in RELEASES[1].items() if name != "ocid"}
    parts = parts_of(json.dumps(package([lost, *RELEASES])).encode())
    assert {part.buyer: len(json.loads(part.data)["releases"]) for part in parts} == {TRUST: 2, TOLVEY: 1}


def test_nesting_without_end_stays_whole() -> None:
    assert parts_of(('{"releases": [' + "[" * 200_000).encode()) == ()
