"""Names resolved block by block come to what resolving all of them at once comes to, whatever came and went before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import names_file
from kg.archive import Archive, Archived
from kg.evidence import Evidence
from kg.identity import Identities, resolve
from kg.judgements import Judgement
from kg.mentions import collect
from kg.names_cache import NamesCache
from kg.records import (
    Attendance,
    Contact,
    Contract,
    Delegation,
    MeetingKey,
    PaperFacts,
    PersonMention,
    Provider,
    Reading,
    Record,
    Scheme,
)
from kg.resolved_blocks import Resolved, resolved

AT = (Evidence(0, 1, "x"),)
COUNCILS = (None, "Wexmere County Council", "Oswick Borough Council")
BODIES = ("Adults Committee", "Ports Committee")
PEOPLE = ("Anna Marsh", "A Marsh", "Alan Marsh", "Marsh", "Brian Fenn", "B Fenn")
MAILS = (None, "anna.marsh@wexmere.gov.uk", "a.marsh@oswick.gov.uk")
FIRMS = ("Tern Care", "Tern Care Ltd", "Fern Trust", "the provider")
THINGS = ("Larkfield Court contract", "Mill Lane contract", "Larkfield Courts contract", "the contract")

meetings = st.builds(
    MeetingKey, st.sampled_from(BODIES), st.sampled_from(("2022-09-08", "2023-01")), st.sampled_from(COUNCILS)
)
aliases = st.lists(st.sampled_from((*FIRMS, *THINGS)), max_size=2).map(tuple)
kinds_of_people = st.sampled_from(("member", "officer"))
statements: st.SearchStrategy[Record] = st.one_of(
    st.builds(PersonMention, st.sampled_from(PEOPLE), kinds_of_people, st.just(AT), email=st.sampled_from(MAILS)),
    st.builds(Attendance, meetings, st.sampled_from(PEOPLE), st.just("present"), st.just(AT)),
    st.builds(Contact, st.just("A report"), st.sampled_from(PEOPLE), kinds_of_people, st.just(AT)),
    st.builds(Provider, st.sampled_from(FIRMS), st.just(AT), aliases),
    st.builds(Contract, st.sampled_from(THINGS), st.just(AT), aliases=aliases),
    st.builds(
        Scheme, st.sampled_from(FIRMS), st.just("service"), st.just(AT), st.sampled_from((None, "A/R.1", "A/R.2"))
    ),
    st.builds(
        Delegation, st.just("a power"), st.just("Director"), st.just("resolved"), st.just(AT),
        body=st.sampled_from((*BODIES, "the Committee", "Health Board", "Oswick Borough Council")),
    ),
    st.builds(PaperFacts, st.just("minutes"), st.just(AT), council=st.sampled_from(COUNCILS)),
)  # fmt: skip
readings = st.lists(statements, max_size=6).map(lambda records: Reading(tuple(records), ()))
papers = st.dictionaries(st.integers(0, 7).map(lambda n: hashlib.sha256(b"%d" % n).hexdigest()), readings, max_size=6)
verdicts = st.lists(
    st.sampled_from((
        Judgement("provider", ("Tern Care", "Fern Trust"), True, "said so"),
        Judgement("member", ("Anna Marsh", "Alan Marsh"), True, "said so", COUNCILS[1]),
        Judgement("committee", BODIES, True, "said so", COUNCILS[1]),
        Judgement("contract", ("Larkfield Court contract", "Larkfield Courts contract"), False, "said so"),
    )),
    max_size=2, unique=True,
).map(tuple)  # fmt: skip


class Shelf:
    """An archive of readings, held in memory; notes which were read."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.opened: list[str] = []

    def stamp(self, sha256: str) -> str:
        return repr(self.readings[sha256])

    def get(self, sha256: str) -> Archived:
        self.opened.append(sha256)
        return Archived("1", self.readings[sha256])


def run(file: Path, shelf: Shelf, judgements: Sequence[Judgement] = (), *, keep: bool = True) -> Resolved:
    """One ingest's work on names."""
    with NamesCache(file) as cache:
        cache.look(cast(Archive, shelf), sorted(shelf.readings))
        found = resolved(cache, judgements)
        if keep:
            cache.keep()
        return replace(found, identities=held(found.identities), printed=dict(found.printed))


def held(found: Identities) -> Identities:
    """The same, held in memory: the file is closed when it is asked."""
    things, places, scopes, ambiguous, committees, links = (dict(each) for each in fields(found))
    return Identities(things, places, scopes, ambiguous, committees, links)


def at_once(readings: Mapping[str, Reading], judgements: Sequence[Judgement] = ()) -> Identities:
    mentions = [mention for sha256, reading in readings.items() for mention in collect(sha256, reading)]
    return resolve(mentions, judgements)


def fields(found: Identities) -> tuple[Mapping[Any, Any], ...]:
    return found.things, found.places, found.scopes, found.ambiguous, found.committees, found.links


def values(found: Identities) -> tuple[object, ...]:
    """What two outcomes are compared by."""
    return (*map(dict, fields(found)[:-1]), {block: set(links) for block, links in found.links.items()})


def differing(one: Identities, other: Identities) -> set[str]:
    """The papers of which a name, or a doubt about a name, differs."""
    keys = {key for key, _iri in one.places.items() ^ other.places.items()}
    keys |= {key for key in {*one.ambiguous, *other.ambiguous} if one.ambiguous.get(key) != other.ambiguous.get(key)}
    return {paper for paper, _kind, _form in keys}


def test_a_committee_judged_otherwise_is_so_in_another_councils_papers_too(tmp_path: Path) -> None:
    visited = Attendance(MeetingKey(BODIES[1], "2022-09-08", COUNCILS[1]), "Anna Marsh", "present", AT)
    paper = {"1" * 64: Reading((visited, PaperFacts("minutes", AT, council=COUNCILS[2])), ())}
    joined = (Judgement("committee", BODIES, True, "said so", COUNCILS[1]),)
    for judgements in ((), joined, ()):
        found = run(tmp_path / "names.sqlite", Shelf(paper), judgements)
        assert values(found.identities) == values(at_once(paper, judgements))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(papers, verdicts, st.booleans()), min_size=1, max_size=4))
def test_whatever_came_and_went_the_names_are_those_of_resolving_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[dict[str, Reading], tuple[Judgement, ...], bool]]
) -> None:
    file = tmp_path_factory.mktemp("names") / "names.sqlite"
    stood = at_once({})
    for held, judgements, keep in steps:
        found = run(file, Shelf(held), judgements, keep=keep)
        whole = at_once(held, judgements)
        assert values(found.identities) == values(whole)
        assert found.touched >= differing(stood, whole)
        assert found.things == {iri for iri, _thing in stood.things.items() ^ whole.things.items()}
        stood = whole if keep else stood


FIRST = Reading(
    (PaperFacts("minutes", AT, council=COUNCILS[1]), Provider("Tern Care", AT), Contract(THINGS[0], AT)), ()
)
SECOND = Reading((PaperFacts("minutes", AT, council=COUNCILS[2]), Contract(THINGS[1], AT)), ())


def test_one_more_paper_reads_no_other_papers_records(tmp_path: Path) -> None:
    file = tmp_path / "names.sqlite"
    run(file, Shelf({"a": FIRST}))
    shelf = Shelf({"a": FIRST, "b": SECOND})
    assert run(file, shelf).touched == {"b"}
    assert shelf.opened == ["b"]


def test_a_paper_read_anew_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "names.sqlite"
    run(file, Shelf({"a": FIRST}))
    found = run(file, Shelf({"a": SECOND}))
    assert values(found.identities) == values(at_once({"a": SECOND}))


def test_a_run_that_was_stopped_leaves_the_names_of_the_last_that_ended(tmp_path: Path) -> None:
    file = tmp_path / "names.sqlite"
    run(file, Shelf({"a": FIRST}))
    run(file, Shelf({"a": FIRST, "b": SECOND}), keep=False)
    shelf = Shelf({"a": FIRST, "b": SECOND})
    assert run(file, shelf).touched == {"b"}
    assert shelf.opened == ["b"]


def test_names_that_other_code_joined_are_joined_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "names.sqlite"
    run(file, Shelf({"a": FIRST}))
    monkeypatch.setattr(names_file, "code_digest", lambda: "of another version")
    shelf = Shelf({"a": FIRST})
    with NamesCache(file) as cache:
        assert cache.fresh
    run(file, shelf)
    assert shelf.opened == ["a"]


@pytest.mark.parametrize("torn", [b"", b"no database", b"SQLite format 3\x00" + b"\x07" * 4096])
def test_a_torn_cache_gives_way_to_a_new_one(tmp_path: Path, torn: bytes) -> None:
    file = tmp_path / "names.sqlite"
    file.write_bytes(torn)
    assert values(run(file, Shelf({"a": FIRST})).identities) == values(at_once({"a": FIRST}))


def test_a_cache_of_another_make_gives_way_to_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / "names.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE papers (name TEXT)")
    other.commit()
    other.close()
    with NamesCache(file) as cache:
        assert cache.fresh
