"""Pages of meetings, decisions, people and committees: what papers say, each with its place, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from ingest.build import ingest
from interfaces.web.pages import decided_words
from kg.base import Base
from kg.errors import UnknownName
from kg.graph import ask
from kg.vocabulary import CK, ID_BASE
from queries.answers import Citation
from queries.committee import committee
from queries.compared import compared, compared_at, pieces
from queries.decision import decision, minute, recommendation, report
from queries.delegated import delegated
from queries.library import Library
from queries.meeting import meeting, meeting_by
from queries.meeting_papers import versions_of
from queries.meetings_by_iri import held
from queries.person import contacts_of, person_by
from queries.post import post_by
from queries.powers import powers_to
from tests.test_queries_versions import MINUTES
from tests.test_web_house import client_of

HELD = "meeting/wexmere-county-council/adults-committee/"
SEPTEMBER, JANUARY, MARCH = (f"/id/{HELD}{day}" for day in ("2022-09-08", "2023-01-12", "2023-03-16"))
COMMITTEE = "/id/committee/wexmere-county-council/adults-committee"
COUNCIL = "/id/council/wexmere-county-council"
DIRECTOR = "/id/post/wexmere-county-council/executive-director-adults"
HOSTILE = "<script>alert(1)</script> \u202edrow"


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        yield opened


@pytest.fixture(scope="module")
def iris(base: Base) -> dict[str, list[str]]:
    """All things of the base by the last part of their class."""
    found: dict[str, list[str]] = {}
    for kind, iri in ask(Library(base).store, "SELECT DISTINCT ?k ?s WHERE { GRAPH ?g { ?s a ?k } } ORDER BY ?s").rows:
        found.setdefault((kind or "").removeprefix(CK), []).append(iri or "")
    return found


def shown(client: TestClient, address: str) -> str:
    """A page's words on one line."""
    answer = client.get(address.replace(ID_BASE, "/id/"), headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def one_of(iris: dict[str, list[str]], kind: str, words: str) -> str:
    return next(iri for iri in iris[kind] if words in iri)


def test_a_meeting_is_headed_by_its_committee_and_day(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert "<h1>Adults Committee, 8 September 2022</h1>" in words
    assert "Ferry Room" in words
    assert "14:00" in words


def test_what_was_recommended_stands_beside_what_was_resolved(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert words.index("Recommended (a)") < words.index("Resolved (a)")
    assert "<ins>" in words
    assert "Amended" in words
    assert "worked out" in words
    assert "agreed by a majority" in words


def test_a_meeting_tells_who_came_in_whose_place(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert "2 present, 1 apology" in words
    assert re.search(r"in place of <a [^>]*>Brian Fenn<", words)


def test_a_meeting_leads_to_the_next_one(client: TestClient) -> None:
    assert f'rel="next" href="{JANUARY}"' in shown(client, SEPTEMBER)
    assert f'rel="prev" href="{SEPTEMBER}"' in shown(client, JANUARY)


def test_a_meeting_of_which_nothing_is_held_says_so_and_what_was_planned(client: TestClient) -> None:
    words = shown(client, MARCH)
    assert "No paper here says what was on the agenda" in words
    assert "No paper here says who was there" in words
    assert "Respite review" in words


def test_an_action_tells_what_became_of_it(client: TestClient) -> None:
    assert "Completed; a log of 12 January 2023 is the first to say so" in shown(client, SEPTEMBER)


def test_a_meeting_found_by_its_name_and_by_its_address_is_one(library: Library) -> None:
    assert meeting_by(library, f"{ID_BASE}{HELD}2022-09-08") == meeting(library, "Adults Committee", "2022-09-08")


def test_one_meetings_comparison_is_that_of_the_whole_base(library: Library) -> None:
    assert compared_at(library, f"{ID_BASE}{HELD}2022-09-08") == compared(library, date="2022-09-08")


def test_a_meeting_without_comparison_has_none(library: Library) -> None:
    assert compared_at(library, f"{ID_BASE}{HELD}1999-01-01") == ()


def test_a_decision_shows_its_words_vote_item_and_what_follows(client: TestClient, iris: dict[str, list[str]]) -> None:
    words = shown(client, one_of(iris, "Decision", "delegate-the-award"))
    assert "Delegate the award of the Larkfield Court contract" in words
    assert "Agreed by a majority" in words
    assert "Minute 41: Larkfield Court: tender" in words
    assert "Recommended (b)" in words
    assert "Larkfield Court care and support contract" in words
    assert "Other decisions of this item" in words


def test_a_minute_shows_what_the_minutes_say(client: TestClient, iris: dict[str, list[str]]) -> None:
    words = shown(client, one_of(iris, "Minute", "larkfield-court"))
    assert "<h1>Minute 41: Larkfield Court: tender</h1>" in words
    assert "Members asked." in words


def test_a_report_names_contacts_and_clearances_and_what_came_of_it(
    client: TestClient, iris: dict[str, list[str]]
) -> None:
    words = shown(client, iris["Report"][0])
    assert "<h1>Report: Larkfield Court: tender</h1>" in words
    assert "Rose Reed" in words
    assert "Paul Tarn" in words
    assert "Resolved (b)" in words


def test_a_recommendation_tells_what_became_of_it(client: TestClient, iris: dict[str, list[str]]) -> None:
    assert "What became of it" in shown(client, one_of(iris, "Recommendation", "agree-to-tender"))


def test_a_member_has_attendance_with_counts_and_no_mail_link(client: TestClient, iris: dict[str, list[str]]) -> None:
    words = shown(client, one_of(iris, "Member", "brian-fenn"))
    assert "absent, with apologies" in words
    assert "Who came in place of Brian Fenn" in words
    assert "mailto:" not in words


def test_an_officer_has_posts_reports_actions_and_contact_details_as_printed(
    client: TestClient, iris: dict[str, list[str]]
) -> None:
    words = shown(client, one_of(iris, "Officer", "rose-reed"))
    for told in ("Commissioner", "named so on 8 September 2022", "Reports that name this person as contact",
                 "rose.reed@wexmere.example", "Respite review", "£120,000 in 2022-23", "Completed"):  # fmt: skip
        assert told in words
    assert "mailto:" not in words


def test_contact_details_have_their_place(library: Library, iris: dict[str, list[str]]) -> None:
    [row] = contacts_of(library, one_of(iris, "Officer", "rose-reed"))
    assert row.is_email
    assert row.citations


def test_a_post_has_the_powers_given_to_it_and_what_became_of_each(client: TestClient, library: Library) -> None:
    words = shown(client, DIRECTOR)
    assert "Powers given to it" in words
    assert "What became of it" in words
    powers = powers_to(library, DIRECTOR.replace("/id/", ID_BASE))
    assert [each.status for each in powers].count("recommended") == 1
    assert all(each.citations for each in powers)


def test_a_posts_powers_are_those_of_the_register(library: Library) -> None:
    post = DIRECTOR.replace("/id/", ID_BASE)
    mine = sorted(
        (each.contract.label if each.contract else "", each.state, each.status) for each in powers_to(library, post)
    )
    register = [row for row in delegated(library) if row.delegated_to and row.delegated_to.iri == post]
    assert mine == sorted((row.contract.label if row.contract else "", row.state, row.status) for row in register)


def test_a_committee_counts_its_meetings_newest_first(client: TestClient, library: Library) -> None:
    found = committee(library, COMMITTEE.replace("/id/", ID_BASE))
    assert [row.date for row in found.meetings] == sorted((row.date for row in found.meetings), reverse=True)
    by_day = {row.date: row for row in found.meetings}
    assert (by_day["2022-09-08"].decisions, by_day["2022-09-08"].reports) == (3, 1)
    assert [each.title for each in found.coming] == ["Respite review"]
    words = shown(client, COMMITTEE)
    assert "named in a forward plan only" in words
    assert "Anna Marsh" in words


def test_a_council_lists_committees_posts_and_papers(client: TestClient) -> None:
    words = shown(client, COUNCIL)
    for told in ("Adults Committee", "2022-09-pack.txt", "Commissioner"):
        assert told in words


def test_every_thing_of_these_kinds_has_a_page(client: TestClient, iris: dict[str, list[str]]) -> None:
    kinds = (
        "Meeting",
        "Decision",
        "Minute",
        "Report",
        "Recommendation",
        "Person",
        "Post",
        "Committee",
        "Council",
        "Body",
    )
    for iri in {iri for kind in kinds for iri in iris.get(kind, ())}:
        words = shown(client, iri)
        assert words.count("<h1>") == 1
        assert " style=" not in words
        assert "None" not in re.sub(r"<[^>]*>", " ", words)


@pytest.mark.parametrize(
    "question", [meeting_by, held, decision, minute, report, recommendation, person_by, post_by, committee]
)
def test_what_is_not_there_is_said(library: Library, question: object) -> None:
    with pytest.raises(UnknownName):
        question(library, f"{ID_BASE}nothing/here")  # type: ignore[operator]


def test_draft_and_approved_minutes_are_versions_and_say_so(tmp_path: Path) -> None:
    for name, head in (("draft.txt", "DRAFT MINUTES"), ("approved.txt", "APPROVED MINUTES")):
        (tmp_path / name).write_text(MINUTES.format(head=head), encoding="utf-8")
    base = Base(tmp_path / "records")
    ingest(base, [str(tmp_path / "draft.txt"), str(tmp_path / "approved.txt")])
    found = versions_of(Library(base), f"{ID_BASE}{HELD}2022-09-08")
    told = {row.citations[0].file_name: (row.standing, row.replaced_by) for row in found}
    assert told == {"draft.txt": ("draft", "approved.txt"), "approved.txt": ("approved", None)}
    with client_of(base) as client:
        assert "draft, replaced by approved.txt" in shown(client, SEPTEMBER)


def test_markup_in_minutes_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    paper = MINUTES.format(head="APPROVED MINUTES").replace("DAY SERVICES", HOSTILE).replace("the day", HOSTILE)
    (tmp_path / "minutes.txt").write_text(paper, encoding="utf-8")
    base = Base(tmp_path / "records")
    ingest(base, [str(tmp_path / "minutes.txt")])
    with client_of(base) as client:
        words = shown(client, SEPTEMBER)
    assert "<script>" not in words
    assert "\u202e" not in words


def test_words_that_differ_are_pieces_of_their_own() -> None:
    left, right = pieces("award it to Provider C", "award it to Tern Care")
    assert [(piece.words, piece.changed) for piece in left][-1] == ("Provider C", True)
    assert [(piece.words, piece.changed) for piece in right][-1] == ("Tern Care", True)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_word_is_lost_between_pieces(one: str, other: str) -> None:
    left, right = pieces(one, other)
    bare = str.maketrans("", "", "\ue000\ue001")
    assert "".join(piece.words for piece in left) == one.translate(bare)
    assert "".join(piece.words for piece in right) == other.translate(bare)


def test_limbs_are_lettered_as_minutes_letter_them() -> None:
    assert [decided_words.letter(limb) for limb in ("a", "2(a)", "iii", "3", None)] == [
        "(a)",
        "2(a)",
        "(iii)",
        "3.",
        "",
    ]


def test_two_places_on_one_page_are_one_link() -> None:
    places = [Citation("p", "minutes.pdf", "resolved", 3), Citation("p", "minutes.pdf", "to tender the contract", 3)]
    assert [place.words for place in decided_words.places(places)] == ["to tender the contract"]
