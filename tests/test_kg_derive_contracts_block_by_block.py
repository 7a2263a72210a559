"""Contracts and powers that are worked out paper by paper stand as all papers at once tell, to the newest day."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.derive import contract_keys
from kg.derive.contract_dates import months_before, months_on
from kg.derive.contract_facts import lives, read
from kg.derive.contract_life import life
from kg.derive.contract_steps import ALONG, Step, Term
from kg.derive.delegation_facts import entries
from kg.derive.derivation import Outcome, Today
from kg.derive.derived import bring_up, derived_quads
from kg.derive.ground import Ground
from kg.derive.kept import Kept
from kg.derive.writer import Writer
from kg.evidence import Evidence
from kg.names_cache import NamesCache
from kg.notice_records import Notice
from kg.records import Contract, ContractEvent, Delegation, PaperFacts, Provider, Reading, Record
from kg.vocabulary import CK, DERIVED_GRAPH, Has
from tests.test_kg_derive_block_by_block import BODIES, COUNCIL, PAPERS, World

DAYS = ("2019-10-10", "2021-01", "2022-06-09", "2023", "2023-03-31")
CONTRACTS = ("Larkfield night cover", "Larkfield night cover contract", "Meadow Court", "Ports dredging")
POSTS = ("Director of Care", "Head of Ports")
AT = (Evidence(0, 5, "words"),)
PROVIDERS = ("Fernside Care", "Hollow Tree")
STATUSES = ("recommended", "resolved", "reported", "planned")

days = st.sampled_from(DAYS)
maybe = st.none() | days
contracts = st.sampled_from(CONTRACTS)
places = st.integers(0, 20).map(lambda at: (Evidence(at, at + 5, "Larkfield until March 2023 for 24 months"),))
statements: st.SearchStrategy[Record] = st.one_of(
    st.builds(Notice, st.sampled_from(("ocds-aaaaaa-1", "ocds-bbbbbb-2")), st.just("1"), places, contracts),
    st.builds(
        Contract, contracts, places, st.none(), st.none() | st.sampled_from(PROVIDERS),
        term_months=st.none() | st.just(24), extension_months=st.none() | st.just(12), start=maybe, end=maybe,
        preceded_by=st.none() | contracts,
    ),
    st.builds(
        ContractEvent, contracts, st.sampled_from(tuple(ALONG)), st.sampled_from(STATUSES), places, maybe,
        st.none() | st.sampled_from((*BODIES, *POSTS)), st.none() | st.sampled_from(POSTS), st.just(()),
        st.none() | st.sampled_from(PROVIDERS),
    ),
    st.builds(
        Delegation, st.sampled_from(("agree the rents", "agree all rents", "sign")), st.sampled_from(POSTS),
        st.sampled_from(STATUSES[:2]), places, maybe, st.none() | st.sampled_from(BODIES), st.just(()), maybe,
        st.none() | contracts,
    ),
)  # fmt: skip
facts = st.builds(
    PaperFacts, st.just("pack"), places, date=st.none() | st.sampled_from((*DAYS, "2023-09-07")),
    council=st.sampled_from((COUNCIL, COUNCIL, None)), committee=st.sampled_from(BODIES),
)  # fmt: skip
named = tuple(Contract(name, AT) for name in CONTRACTS) + tuple(Provider(name, AT) for name in PROVIDERS)
readings = st.builds(
    lambda first, rest, some: Reading((first, *(named if some else ()), *rest)),
    facts, st.lists(statements, max_size=8), st.booleans(),
)  # fmt: skip
runs = st.lists(st.dictionaries(st.sampled_from(PAPERS), st.none() | readings, max_size=3), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(runs=runs)
def test_contracts_and_powers_stand_as_all_papers_at_once_tell(runs: list[Mapping[str, Reading | None]]) -> None:
    world = World()
    with tempfile.TemporaryDirectory() as folder:
        for papers in runs:
            changed = world.change(papers, ())
            with NamesCache(Path(folder) / "names.sqlite") as cache:
                bring_up(world.store, cache, changed)
                cache.keep()
            assert world.derived() == set(derived_quads(world.store))
            assert said(world, Has.STATE) == states(world)
            assert said(world, Has.DELEGATION_STATE) == powers(world)


def said(world: World, prop: str) -> set[tuple[str, str]]:
    found = world.store.quads_for_pattern(None, ox.NamedNode(prop), None, ox.NamedNode(DERIVED_GRAPH))
    return {(each.subject.value, each.object.value.removeprefix(CK)) for each in found}  # type: ignore[union-attr]


def states(world: World) -> set[tuple[str, str]]:
    """Where each contract stands, worked out from all facts at once."""
    return {(iri, found.state) for iri, found in lives(read(world.store)).items() if found.state}


def powers(world: World) -> set[tuple[str, str]]:
    """What became of each power, of which one thing became, by the register of all grants."""
    found = {(grant.iri, entry.state) for entry in entries(world.store) for grant in entry.grants}
    iris = [iri for iri, _state in found]
    return {(iri, state) for iri, state in found if iris.count(iri) == 1}


steps = st.builds(
    lambda at, name, status, date, told, post: Step(f"{at}", "contract", name, status, date, told, None, post, None),
    st.integers(0, 10**6), st.sampled_from(tuple(ALONG)), st.sampled_from(STATUSES), maybe, maybe,
    st.none() | st.just("director"),
)  # fmt: skip
terms = st.builds(
    lambda name, told, asked: Term("contract", name[0], name[1], told, (f"place {name} {told}",), asked),
    st.sampled_from((("endDate", "2023-03-31"), ("endDate", "2024"), ("termMonths", "24"), ("startDate", "2021-02"),
                     ("extensionMonths", "12"))),
    maybe, st.booleans(),
)  # fmt: skip
any_day = st.dates(date(2019, 1, 1), date(2025, 12, 31))


@settings(max_examples=300)
@given(told=st.lists(steps, max_size=6), given_terms=st.lists(terms, max_size=4), later=st.lists(steps, max_size=2),
       first=any_day, second=any_day)  # fmt: skip
def test_a_contracts_life_is_the_same_on_all_days_between_those_against_which_it_was_held(
    told: list[Step], given_terms: list[Term], later: list[Step], first: date, second: date
) -> None:
    today = Today(str(first))
    found = life("contract", told, given_terms, today, later)
    if today.after <= str(second) < today.before:
        other = life("contract", told, given_terms, str(second), later)
        assert (other.state, other.since, other.sources, other.end) == (
            found.state, found.since, found.sources, found.end
        )  # fmt: skip


def test_a_day_notes_the_nearest_days_against_which_it_was_held() -> None:
    today = Today("2022-06-09")
    held = [today >= "2021-01-14", today < "2022-05-01", today < "2023-03-31", today >= "2024-01-01"]
    assert (held, today.after, today.before) == ([True, False, True, False], "2022-05-01", "2023-03-31")


def test_a_day_notes_that_the_next_may_be_told_otherwise() -> None:
    today = Today("2022-06-09")
    held = [today >= "2022-06-09", today > "2022-06-09"]
    assert (held, today.after, today.before) == ([True, False], "2022-06-09", "2022-06-09~")


@given(day=any_day, months=st.integers(0, 40))
def test_the_first_day_from_which_months_reach_a_day_is_the_first(day: date, months: int) -> None:
    first = months_before(str(day), months)
    assert months_on(first, months) >= str(day)
    before = str(date.fromisoformat(first) - timedelta(days=1))
    assert months_on(before, months) < str(day)


def paper(day: str | None, *records: Record) -> Reading:
    return Reading((PaperFacts("pack", AT, None, day, COUNCIL, BODIES[0]), *records))


def grown(*runs: Mapping[str, Reading | None]) -> list[set[tuple[str, str]]]:
    """What is said of states after each run."""
    world, told = World(), []
    with tempfile.TemporaryDirectory() as folder:
        for papers in runs:
            changed = world.change(papers, ())
            with NamesCache(Path(folder) / "names.sqlite") as cache:
                bring_up(world.store, cache, changed)
                cache.keep()
            told.append({(iri.rpartition("/")[2], state) for iri, state in said(world, Has.STATE)})
    return told


A, B, C = PAPERS[:3]
RUNS = paper(
    "2021-01-14",
    Contract("Meadow Court", AT, end="2023-03-31"),
    ContractEvent("Meadow Court", "start", "reported", AT, "2020-04-01"),
)


def test_a_contract_comes_to_its_end_with_the_newest_paper_of_its_council_and_goes_back_with_that() -> None:
    told = grown({A: RUNS}, {B: paper("2022-06-09")}, {C: paper("2023-09-07")}, {C: None}, {B: None})
    assert [state for found in told for _contract, state in found] == [
        "running", "ending", "should-have-ended", "ending", "running"
    ]  # fmt: skip


def test_one_more_paper_works_out_no_contract_that_it_does_not_tell_of(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sequence[str]] = []
    derivation = contract_keys.DERIVATION

    def noting(ground: Ground, keys: Sequence[str]) -> Iterator[Outcome]:
        asked.append(keys)
        return derivation.derive(ground, keys)

    monkeypatch.setattr(contract_keys, "DERIVATION", replace(derivation, derive=noting))
    other = Contract("Ports dredging", AT, end="2023-03-31")
    grown({A: RUNS}, {B: paper("2021-01-15", other)}, {C: paper("2021-02-01")})
    assert [[key.rpartition("/")[2] for key in keys] for keys in asked] == [["meadow-court"], ["ports-dredging"]]


def test_a_triple_stays_as_long_as_some_key_says_it() -> None:
    store, kept = ox.Store(), Kept(sqlite3.connect(":memory:"), "of no account")
    writer = Writer(store, kept)
    same = ("https://example.org/a", Has.LABEL, ox.Literal("one"))

    def keys_say(*keys: str, of: Sequence[str]) -> int:
        writer.write("any", of, [Outcome(key, frozenset((same,)), frozenset((key,))) for key in keys])
        return len(store)

    assert keys_say("one", "two", of=["one", "two"]) == 1
    assert keys_say("three", of=["one", "three"]) == 1
    assert keys_say(of=["two"]) == 1
    assert keys_say(of=["three"]) == 0
    assert writer.more == 0


def test_a_council_tells_to_which_day_its_contracts_states_are_worked_out() -> None:
    world = World()
    with tempfile.TemporaryDirectory() as folder, NamesCache(Path(folder) / "names.sqlite") as cache:
        bring_up(world.store, cache, world.change({A: RUNS, B: paper("2022-06-09")}, ()))
    assert {day for iri, day in said(world, Has.AS_OF) if "/council/" in iri} == {"2022-06-09"}
    assert not {iri for iri, _day in said(world, Has.AS_OF) if "/contract/" in iri}
