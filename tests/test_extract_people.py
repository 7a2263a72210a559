"""Officers in papers of an invented council: wherever the words show that somebody is one."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.things.people import people
from ingest.extract.things.person_sightings import sightings
from ingest.read.text import read_text
from kg.evidence import Evidence
from kg.records import Action, Attendance, Issue, MeetingKey, Membership, PersonMention, PlannedItem, Record, Report

MEETING = MeetingKey("Care Committee", "2022-09-08", "Wexmere County Council")
PLACE = Evidence(0, 4, "Some")


def _people(text: str, *records: Record) -> list[PersonMention]:
    found = people(divide(read_text(text.encode())), records)
    return [record for record in found if isinstance(record, PersonMention)]


def _names(text: str, *records: Record) -> list[str]:
    return [person.name for person in _people(text, *records)]


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        ("Ida Pell, Head of Care, said that costs rose.", "Ida Pell", ("Head of Care",)),
        ("It was written by Tom Ash (Service Director: Housing).", "Tom Ash", ("Service Director: Housing",)),
        ("Tom Ash (Head of Tax and Section 151 Officer) agreed.", "Tom Ash", ("Head of Tax and Section 151 Officer",)),
        ("The Monitoring Officer, Helen Dale, gave advice.", "Helen Dale", ("Monitoring Officer",)),
        ("The team led by Lucy Birch does well.", "Lucy Birch", ()),
        ("The Chair thanked Helen Dale, who was retiring from her post as Head of Care.", "Helen Dale", ()),
        ("Dr Ola Reed (Director of Public Health) agreed.", "Ola Reed", ("Director of Public Health",)),
        ("From: Helen Dale and Mark Reed", "Helen Dale", ()),
        ("Some words.\n\nHelen Dale\nDeputy Monitoring Officer\n", "Helen Dale", ("Deputy Monitoring Officer",)),
        ("Helen Dale, Adult Social Care", "Helen Dale", ()),
    ],
)
def test_words_that_show_an_officer(text: str, name: str, posts: tuple[str, ...]) -> None:
    found = _people(text)
    assert found[0].name == name
    assert found[0].posts == posts


@pytest.mark.parametrize(
    "text",
    [
        "Councillor Helen Dale, Lead Member, spoke.",
        "Helen Dale spoke for the residents.",
        "Jo Brook, Chief Executive of Elm District Council, wrote in.",
        "Mark Reed, Professor and Head of Ageing at Elm University, spoke.",
        "The meeting was at Mill Rise, Head Office.",
        "The Winter Plan, Lead Officer and budget were noted.",
    ],
)
def test_members_outsiders_and_places_are_no_officers(text: str) -> None:
    assert not _names(text)


def test_owners_leads_and_authors_of_records_are_officers() -> None:
    text = "Some words by I Pell / T Ash, to Sue Birch."
    whole = Evidence(0, len(text), text)
    records = (
        Action(MEETING, "Do it.", (whole,), owners=("I Pell", "Lamps Team")),
        PlannedItem("Lamps", (whole,), leads=("T Ash",)),
        Report("Lamps", (whole,), authors=("Sue Birch, Head of Lamps",)),
    )
    found = _people(text, *records)
    assert {person.name for person in found} == {"I Pell", "T Ash", "Sue Birch"}
    assert next(person.evidence[0].quote for person in found if person.name == "T Ash") == "T Ash"


def test_a_member_who_owns_an_action_stays_a_member() -> None:
    action = Action(MEETING, "Do it.", (PLACE,), owners=("H Dale",))
    assert not _names("Some words.", action, Membership(MEETING, "Helen Dale", (PLACE,)))


def test_an_address_goes_to_the_one_officer_whose_name_it_spells() -> None:
    item = PlannedItem("Lamps", (PLACE,), leads=("S Birch",))
    (person,) = _people("Some words. Write to Sue.birch@wexmere.example.org for a copy.", item)
    assert person.email == "Sue.birch@wexmere.example.org"


def test_an_address_that_fits_two_goes_to_none() -> None:
    leads = PlannedItem("Lamps", (PLACE,), leads=("S Birch", "Su Birch"))
    found = _people("Some words. Write to S.birch@wexmere.example.org for a copy.", leads)
    assert all(person.email is None for person in found)


def test_what_another_extractor_has_recorded_is_not_said_again() -> None:
    held = PersonMention("Ida Pell", "officer", (PLACE,), ("Head of Care",), "ida.pell@wexmere.example.org")
    assert not _names("Ida Pell, Head of Care, said so.", held)


def test_initials_that_fit_two_officers_are_an_issue() -> None:
    item = PlannedItem("Lamps", (PLACE,), leads=("J Reed", "Jane Reed", "John Reed"))
    found = people(divide(read_text(b"Some words.")), (item,))
    assert [record.code for record in found if isinstance(record, Issue)] == ["ambiguous-person"]


def test_a_training_plans_presenters_are_officers() -> None:
    text = (
        "Draft Care Committee Training Plan 2022/23\n\nTopic Presenter Location Audience\n\nAn overview of lamps\n"
        "Helen Dale  Ferry Hall All Members\n\nSue Birch /\nMark Reed\n"
    )
    section = next(section for section in divide(read_text(text.encode())) if section.kind == "training-plan")
    assert {"Helen Dale", "Sue Birch", "Mark Reed"} == {found.name for found in sightings(section)}


@pytest.mark.parametrize(
    ("box", "name", "post", "email"),
    [
        ("Clerk: Paula Yeo, 3 Forge Row. Tel: 01632 960019. Email: clerk@wexmere.example",
         "Paula Yeo", "Clerk", "clerk@wexmere.example"),
        ("Town Clerk: Mrs Gill Fair PSLCC\nTel 01632 960018\ntownclerk@wexmere-tc.example",
         "Gill Fair", "Town Clerk", "townclerk@wexmere-tc.example"),
        ("Clerk to the Council: G Fair | Tel 01632 960018 | clerk@wexmere.gov.uk",
         "G Fair", "Clerk to the Council", "clerk@wexmere.gov.uk"),
        ("Clerk & RFO – Gill Fair, the.clerk@wexmere.org.uk", "Gill Fair", "Clerk & RFO", "the.clerk@wexmere.org.uk"),
        ("Gill Fair\nTown Clerk\nclerk@wexmere.org.uk", "Gill Fair", "Town Clerk", "clerk@wexmere.org.uk"),
        ("Deputy Clerk: Tom Elm deputy@wexmere.org.uk", "Tom Elm", "Deputy Clerk", "deputy@wexmere.org.uk"),
        ("Responsible Financial Officer: Tom Elm", "Tom Elm", "Responsible Financial Officer", None),
        ("Yours sincerely\n\nTom Elm\nGeneral Counsel", "Tom Elm", "General Counsel", None),
        ("13. Contact\tTom Elm, Head of Lamps tom.elm@wexmere.example", "Tom Elm", "Head of Lamps",
         "tom.elm@wexmere.example"),
    ],
)  # fmt: skip
def test_a_box_gives_the_clerk_s_post_and_the_address_of_the_post(
    box: str, name: str, post: str, email: str | None
) -> None:
    found = _people(f"# WEXMERE COUNCIL\n\n{box}\n")
    assert [(each.name, each.posts, each.email) for each in found] == [(name, (post,), email)]


@pytest.mark.parametrize("words", ["Clerk: Mill Lane needs work.", "Clerk: vacant", "Clerk to write to Tom Elm"])
def test_words_behind_a_clerk_that_name_nobody(words: str) -> None:
    assert not _names(words)


def test_a_clerk_among_those_present_is_an_officer_and_no_member() -> None:
    found = _people("Clerk D Ash", Attendance(MEETING, "D Ash", "present", (Evidence(0, 11, "Clerk D Ash"),), "Clerk"))
    assert [(each.name, each.kind, each.posts) for each in found] == [("D Ash", "officer", ("Clerk",))]


def test_a_label_in_bold_alone_stands_above_its_people() -> None:
    assert _names("**Responsible Officer**\nTom Elm - DCL LMP & Ada Rowan – DCL LMP\n") == ["Tom Elm", "Ada Rowan"]
    assert not _names("**Lead Officer**\nName: Tom Elm Office\n")
