"""What is derived paper by paper, whatever came, changed, was judged or went, is what all papers at once tell."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ids
from kg.derive.derived import Changed, bring_up, derived_quads
from kg.evidence import Evidence
from kg.graph import replace_graph
from kg.identity import Identities, Thing, resolve
from kg.judgements import Judgement
from kg.mentions import collect
from kg.names_cache import NamesCache
from kg.quads import PaperMeta, identity_quads, project
from kg.records import (
    Action,
    AgendaItem,
    Decision,
    MeetingKey,
    Membership,
    Minute,
    PaperFacts,
    PlannedItem,
    Reading,
    Recommendation,
    Record,
    Report,
    SectionPart,
    Standing,
)
from kg.versions import Work, versions_of, works
from kg.vocabulary import DERIVED_GRAPH, IDENTITY_GRAPH

PAPERS = [hashlib.sha256(name.encode()).hexdigest() for name in "abcde"]
COUNCIL = "Wexmere County Council"
BODIES = ("Adults Committee", "Adults Policy Committee", "Ports Committee")
DAYS = ("2022-06-09", "2022-09-08", "2022-11-10", "2023-01")
TITLES = ("Night cover contract", "Day centre charges review", "Minutes of 9 June 2022", "Finance report")
TEXTS = ("Agree the award of night cover.", "Agree the award of night cover for a year.", "Note the report.")
REFS = (None, "2022/031", "2022/032")

places = st.integers(0, 90).map(lambda at: (Evidence(at, at + 5, "words"),))
meetings = st.builds(
    MeetingKey, st.sampled_from(BODIES), st.sampled_from(DAYS), st.sampled_from((COUNCIL, COUNCIL, None))
)
numbers, titles, texts, refs = map(st.sampled_from, (("98", "99"), TITLES, TEXTS, REFS))
statements: st.SearchStrategy[Record] = st.one_of(
    st.builds(Minute, meetings, numbers, titles, places, st.sampled_from((*TEXTS, "The recommendations were lost."))),
    st.builds(Decision, meetings, numbers, texts, places, st.sampled_from((None, "a"))),
    st.builds(Report, titles, places, meetings, forward_plan_ref=refs),
    st.builds(Recommendation, titles, texts, places, meetings, st.sampled_from((None, "a"))),
    st.builds(Action, meetings, texts, places, numbers, status=st.sampled_from((None, "Ongoing", "Complete"))),
    st.builds(PlannedItem, titles, places, meetings, ref=refs, published_on=st.sampled_from((None, *DAYS[:3]))),
    st.builds(AgendaItem, meetings, numbers, titles, places),
    st.builds(
        SectionPart, st.just("minutes"), st.none(), st.just(0), st.sampled_from((50, 90)),
        st.just((Evidence(0, 9, "minutes"),)), st.sampled_from((None, "draft", "approved")),
    ),
)  # fmt: skip
facts = st.builds(
    PaperFacts, st.just("pack"), st.just((Evidence(0, 5, "words"),)), date=st.sampled_from((*DAYS, "2021-01-01", None)),
    council=st.sampled_from((COUNCIL, COUNCIL, None)), committee=st.sampled_from(BODIES),
)  # fmt: skip
readings = st.builds(lambda first, rest: Reading((first, *rest)), facts, st.lists(statements, max_size=8))
joined = Judgement("committee", (BODIES[0], BODIES[2]), True, "said so", COUNCIL)
runs = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(PAPERS), st.none() | readings, max_size=3), st.booleans()),
    min_size=1, max_size=4,
)  # fmt: skip


class World:
    """A graph of papers and of identity, changed run by run; what changed is told as the projection tells it."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.held: dict[str, Reading] = {}
        self._graphs: dict[str, set[ox.Quad]] = {}
        self._told: dict[str, Thing | Work] = {}

    def change(self, papers: Mapping[str, Reading | None], judgements: Sequence[Judgement]) -> Changed:
        """Write what some papers say now, None for those that went, and all that this changes."""
        now = {**self.held, **papers}
        self.held = {sha256: reading for sha256, reading in now.items() if reading is not None}
        identities = resolve([each for item in self.held.items() for each in collect(*item)], judgements)
        printed = works((each for item in self.held.items() for each in versions_of(*item)), identities)
        replace_graph(self.store, IDENTITY_GRAPH, identity_quads(identities, printed))
        told: dict[str, Thing | Work] = {**identities.things}
        told.update((work.iri, work) for work in printed)
        things = {iri for iri in {*told, *self._told} if told.get(iri) != self._told.get(iri)}
        self._told = told
        return Changed(self.held.keys(), self._write(identities), things)

    def _write(self, identities: Identities) -> set[str]:
        """Write the papers whose graphs are others now; which they are."""
        graphs = {
            sha256: set(project(PaperMeta(sha256, (sha256,), "text/plain"), reading, identities))
            for sha256, reading in self.held.items()
        }
        written = {sha256 for sha256 in {*graphs, *self._graphs} if graphs.get(sha256) != self._graphs.get(sha256)}
        for sha256 in written:
            replace_graph(self.store, ids.paper(sha256), graphs.get(sha256, ()))
        self._graphs = graphs
        return written

    def derived(self) -> set[ox.Quad]:
        return set(self.store.quads_for_pattern(None, None, None, ox.NamedNode(DERIVED_GRAPH)))


@settings(max_examples=30, deadline=None)
@given(runs=runs)
def test_whatever_came_and_went_what_is_derived_is_what_all_papers_at_once_tell(
    runs: list[tuple[dict[str, Reading | None], bool]],
) -> None:
    grown(*((papers, (joined,) if joins else ()) for papers, joins in runs))


def grown(*runs: tuple[Mapping[str, Reading | None], Sequence[Judgement]]) -> list[set[tuple[str, str, str]]]:
    """The derived triples after each run, by the ends of their names; held each time against all papers at once."""
    world = World()
    told: list[set[tuple[str, str, str]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for papers, judgements in runs:
            changed = world.change(papers, judgements)
            with NamesCache(Path(folder) / "names.sqlite") as cache:
                bring_up(world.store, cache, changed)
                cache.keep()
            assert world.derived() == set(derived_quads(world.store))
            told.append({(_end(each.subject), _end(each.predicate), _end(each.object)) for each in world.derived()})
    return told


def _end(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value.replace("#", "/").rpartition("/")[2]


A, B, C, D, E = PAPERS
JUNE, SEPTEMBER, NOVEMBER, MONTH = (MeetingKey(BODIES[0], day, COUNCIL) for day in DAYS)


def paper(day: str | None, *records: Record) -> Reading:
    return Reading((PaperFacts("pack", at(0), None, day, COUNCIL, BODIES[0]), *records))


def at(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start, start + 5, "words"),)


def came(*papers: Mapping[str, Reading | None]) -> list[set[tuple[str, str, str]]]:
    return grown(*((each, ()) for each in papers))


def said(told: set[tuple[str, str, str]], prop: str) -> set[str]:
    return {value for _subject, each, value in told if each == prop}


def log(day: str, meeting: MeetingKey, text: str = "Write to families", status: str | None = None) -> Reading:
    return paper(day, Action(meeting, text, at(60), "98", status=status))


def test_an_action_vanishes_with_the_first_later_log_whenever_that_comes_or_goes() -> None:
    first, other = log("2022-09-08", JUNE), log("2023-01-12", NOVEMBER, "Visit the depot")
    early = log("2022-11-10", SEPTEMBER, "Ask for a report")
    told = came({A: first}, {B: other}, {C: early}, {B: None}, {C: None}, {B: log("2022-01-12", SEPTEMBER)})
    vanished = [("vanished" in said(each, "actionState")) for each in told]
    assert vanished == [False, True, True, True, False, True]
    assert said(told[1], "asOf") >= {"2023-01-12"}
    assert "2022-11-10" in said(told[2], "asOf")


def test_minutes_that_a_later_version_replaces_take_part_in_no_comparison_until_that_is_withdrawn() -> None:
    def minutes(standing: Standing, text: str) -> Reading:
        part = SectionPart("minutes", None, 0, 90, at(0), standing)
        return paper("2022-09-08", part, Minute(JUNE, "98", TITLES[0], at(10)), Decision(JUNE, "98", text, at(20)))

    report = paper(
        "2022-06-01", Report(TITLES[0], at(1), JUNE), Recommendation(TITLES[0], "Agree the award.", at(5), JUNE)
    )
    draft, final = minutes("draft", "Agree the award for a year."), minutes("approved", "Agree the award.")
    told = came({A: report, B: draft}, {C: final}, {C: None})
    assert [said(each, "outcome") for each in told] == [{"amended"}, {"asRecommended"}, {"amended"}]


def test_a_later_version_replaces_also_what_its_draft_minutes_of_another_meeting() -> None:
    part = SectionPart("minutes", None, 0, 90, at(0), "draft")
    report = paper(
        "2022-06-01", Report(TITLES[0], at(1), NOVEMBER), Recommendation(TITLES[0], TEXTS[0], at(5), NOVEMBER)
    )
    draft = (part, Minute(JUNE, "98", TITLES[0], at(10)), Minute(JUNE, "99", TITLES[1], at(15)))
    both = (Minute(NOVEMBER, "1", TITLES[0], at(30)), Decision(NOVEMBER, "1", TEXTS[0], at(40)))
    final = (SectionPart("minutes", None, 0, 90, at(0), "approved"), Minute(JUNE, "98", TITLES[0], at(10)))
    told = came({A: report, B: paper("2022-09-08", *draft, *both)}, {C: paper("2022-09-09", *final)}, {C: None})
    assert [said(each, "outcome") for each in told] == [{"asRecommended"}, set(), {"asRecommended"}]


def test_a_meeting_lacks_what_it_lacks_by_the_newest_paper_whichever_that_is() -> None:
    plan = paper("2022-05-01", PlannedItem("Day centre", at(1), JUNE))
    told = came({A: plan}, {B: paper("2022-06-09")}, {C: paper("2023-01-12")}, {C: None, B: None})
    assert [said(each, "lacks") for each in told] == [set(), {"papers"}, {"papers"}, set()]


def test_minutes_that_others_approve_are_missing_once_any_paper_names_their_meeting() -> None:
    approving = paper("2022-09-08", Minute(SEPTEMBER, "1", "Minutes of 9 June 2022", at(1)))
    named = paper("2022-05-01", Membership(JUNE, "Anna Marsh", at(1)))
    told = came({A: approving}, {B: named}, {B: None})
    assert [said(each, "lacks") for each in told] == [set(), {"minutes"}, set()]


def test_an_item_has_moved_once_a_later_plan_says_so() -> None:
    one = paper("2022-05-01", PlannedItem("Day centre charges", at(1), JUNE, ref="2022/031"))
    two = paper("2022-06-01", PlannedItem("Day centre charges", at(1), NOVEMBER, ref="2022/031"))
    taken = paper("2022-11-10", Report("Charges", at(1), NOVEMBER, forward_plan_ref="2022/031"))
    told = came({A: one}, {B: two}, {C: taken}, {A: None})
    assert [said(each, "movedTimes") for each in told] == [set(), {"1"}, {"1"}, set()]
    assert [bool(said(each, "takenBy")) for each in told] == [False, False, True, True]
