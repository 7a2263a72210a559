"""Joins that evidence makes certain, and those that it does not: spellings, plurals, posts, councils of papers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.identity import Identities, resolve
from kg.judgements import Judgement
from kg.mentions import Mention
from kg.normal import MentionKind

COUNCIL = "Wexmere County Council"
ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def officer(paper: str, name: str, *about: str, email: str | None = None) -> Mention:
    return Mention(paper, "officer", name, COUNCIL, email=email, about=about)


def thing(paper: str, kind: MentionKind, name: str, *aliases: str, ref: str | None = None) -> Mention:
    return Mention(paper, kind, name, COUNCIL, aliases=aliases, ref=ref, recorded=True)


def one(*mentions: Mention, judgements: tuple[Judgement, ...] = ()) -> bool:
    """Whether the first two mentions are one thing, given all."""
    found = resolve(mentions, judgements)
    return found.iri_of(mentions[0]) == found.iri_of(mentions[1])


def same(kind: str, first: str, second: str, council: str | None = COUNCIL) -> Judgement:
    return Judgement(kind, (first, second), True, "seen", council)


# People


def test_a_letter_apart_in_one_post_is_one_person() -> None:
    post = "post head of respite"
    assert one(officer(ONE, "Tracy Dunn", post), officer(TWO, "Tracey Dunn", post))
    assert one(officer(ONE, "Fiona McAllan", "clears legal"), officer(TWO, "Fiona McAllen", "clears legal"))


def test_a_letter_apart_alone_is_not() -> None:
    assert not one(officer(ONE, "Tracy Dunn"), officer(TWO, "Tracey Dunn"))
    assert not one(officer(ONE, "Elaine Brown"), officer(TWO, "Elaine Browne"))


def test_a_post_that_many_hold_says_nothing() -> None:
    assert not one(officer(ONE, "Tracy Dunn", "post commissioner"), officer(TWO, "Tracey Dunn", "post commissioner"))


def test_a_short_form_with_the_same_mailbox_is_one_person() -> None:
    mail = "joanne.lea@wexmere.example"
    assert one(officer(ONE, "Jo Lea", email=mail), officer(TWO, "Joanne Lea", email=mail))


def test_a_mailbox_that_two_share_does_not_make_them_one() -> None:
    mail = "democracy@wexmere.example"
    assert not one(officer(ONE, "Lena Hart", email=mail), officer(TWO, "Piers Wade", email=mail))
    assert not one(
        officer(ONE, "Helen Brook", "post lead", email=mail), officer(TWO, "Helen Swan", "post lead", email=mail)
    )


def test_those_whom_one_list_names_are_two_however_they_are_spelt() -> None:
    names = [
        Mention(ONE, "member", name, COUNCIL, told_apart="list", about=("post head of respite",))
        for name in ("Tracy Dunn", "Tracey Dunn")
    ]
    assert not one(*names)


def test_initials_that_fit_two_spellings_of_one_person_join_them() -> None:
    spellings = (officer(ONE, "Tracy Dunn", "clears legal"), officer(TWO, "Tracey Dunn", "clears legal"))
    assert one(officer(THREE, "T Dunn"), *spellings)


def test_of_two_spellings_the_one_that_most_papers_have_is_shown() -> None:
    found = resolve([officer(paper, "Fiona McAllan", "clears legal") for paper in (ONE, TWO)] + [
        officer(THREE, "Fiona McAllann", "clears legal")
    ])  # fmt: skip
    assert [each.label for each in found.things.values()] == ["Fiona McAllan"]


def test_a_judgement_may_mean_one_papers_bearer_of_a_name() -> None:
    judged = Judgement("officer", ("A Marsh", "Anna Marsh"), True, "seen", COUNCIL, (ONE[:16], None))
    mentions = (
        officer(ONE, "A Marsh"),
        officer(TWO, "Anna Marsh"),
        officer(TWO, "Alan Marsh"),
        officer(THREE, "A Marsh"),
    )
    found = resolve(mentions, (judged,))
    assert found.iri_of(mentions[0]) == found.iri_of(mentions[1])
    assert found.iri_of(mentions[3]) not in (found.iri_of(mentions[1]), found.iri_of(mentions[2]))


def test_a_married_name_is_joined_by_a_person() -> None:
    mentions = (officer(ONE, "Helen Brook"), officer(TWO, "Helen Swan"))
    assert one(*mentions, judgements=(same("officer", "Helen Swan", "Helen Brook"),))


# Things


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("scheme", "Good Neighbours pilot", "Good Neighbours Pilots"),
        ("provider", "Heron Gate", "HeronGate Ltd"),
        ("contract", "Home care contract", "home-care contracts"),
        ("scheme", "Multi-Disciplinary Team project", "Multi Disciplinary Teams project"),
    ],
)
def test_plurals_and_spaces_do_not_make_two(kind: MentionKind, first: str, second: str) -> None:
    assert one(thing(ONE, kind, first), thing(TWO, kind, second))


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("contract", "Respite contract lot 1 2", "Respite contract lot 12"),
        ("scheme", "Larkfield Court", "Larkfield Place"),
        ("provider", "Tern Care", "Tern Care Group"),
        ("scheme", "New Homes phase 1", "New Homes phase 2"),
    ],
)
def test_a_telling_word_makes_two(kind: MentionKind, first: str, second: str) -> None:
    assert not one(thing(ONE, kind, first), thing(TWO, kind, second))


def test_a_plural_that_one_paper_records_beside_its_singular_is_another_thing() -> None:
    assert not one(thing(ONE, "scheme", "Family Hub"), thing(ONE, "scheme", "Family Hubs"))


def test_a_name_that_every_paper_has_is_its_papers_own() -> None:
    assert not one(thing(ONE, "provider", "Provider A"), thing(TWO, "provider", "Provider A"))
    assert not one(thing(ONE, "contract", "the contract"), thing(TWO, "contract", "the contract"))
    assert not one(
        thing(ONE, "provider", "the Trust", "Tern Trust"), thing(TWO, "provider", "the Trust", "Swift Trust")
    )


def test_a_judgement_speaks_of_a_scheme_by_its_reference() -> None:
    mentions = (thing(ONE, "scheme", "Respite review", ref="B/R.4.017"), thing(TWO, "scheme", "Short breaks"))
    assert one(*mentions, judgements=(same("scheme", "B/R.4.017", "Short breaks"),))


def test_a_persons_no_also_holds_against_what_a_yes_would_bring_along() -> None:
    mentions = (thing(ONE, "provider", "Tern"), thing(TWO, "provider", "Swift"), thing(THREE, "provider", "Swifts"))
    apart = Judgement("provider", ("Tern", "Swifts"), False, "seen")
    found = resolve(mentions, (same("provider", "Tern", "Swift", None), apart))
    assert found.iri_of(mentions[0]) == found.iri_of(mentions[1]) != found.iri_of(mentions[2])


def test_a_contract_and_the_one_after_it_are_two_also_where_a_paper_calls_both_alike() -> None:
    before = Mention(ONE, "contract", "Equipment contracts", COUNCIL, recorded=True, about=("end 2022-03-31",))
    after = Mention(TWO, "contract", "Equipment contract", COUNCIL, recorded=True, about=("start 2022-04-01",))
    assert one(before, replace(after, about=()))
    alias = replace(before, name="Equipment store contract", aliases=("Equipment contract",))
    assert one(alias, replace(after, about=()))
    assert not one(alias, after)


def put(paper: str, name: str, step: str, recorded: bool = True) -> Mention:
    return Mention(paper, "contract", name, COUNCIL, recorded=recorded, about=(f"decided {step}",))


@pytest.mark.parametrize("word", ["current", "existing", "new"])
def test_a_contract_is_known_by_the_step_that_was_put_to_a_meeting_and_taken_by_it(word: str) -> None:
    asked = put(ONE, f"Larkfield Court {word} care contract", "extend 2022-09-08")
    assert one(asked, put(TWO, "Larkfield Court care contract", "extend 2022-09-08"))


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("Larkfield Court care contract", "extend 2022-10-13"),
        ("Larkfield Court care contract", "award 2022-09-08"),
        ("Larkfield Court interim care contract", "extend 2022-09-08"),
        ("Larkfield Court cleaning contract", "extend 2022-09-08"),
    ],
    ids=["another meeting", "another step", "another kind", "another contract"],
)
def test_a_step_of_a_meeting_does_not_join(name: str, step: str) -> None:
    assert not one(put(ONE, "Larkfield Court current care contract", "extend 2022-09-08"), put(TWO, name, step))


def test_the_contracts_that_a_paper_has_beside_each_other_stay_two_whatever_a_meeting_decides() -> None:
    asked = put(ONE, "Larkfield Court current care contract", "vary 2022-09-08")
    assert not one(asked, put(ONE, "Larkfield Court care contract", "vary 2022-09-08"))


# Committees, and councils of papers


def renamed() -> tuple[Identities, tuple[Mention, ...]]:
    mentions = (
        Mention(ONE, "committee", "Adults Committee", COUNCIL),
        Mention(TWO, "committee", "Adults and Health Committee", COUNCIL),
        Mention(ONE, "meeting", "Adults Committee", COUNCIL, date="2022-09-08"),
        Mention(TWO, "meeting", "Adults and Health Committee", COUNCIL, date="2023-01-12"),
    )
    return resolve(mentions, (same("committee", "Adults Committee", "Adults and Health Committee"),)), mentions


def test_a_committee_under_two_names_is_one_where_a_person_says_so() -> None:
    found, mentions = renamed()
    committee = found.iri_of(mentions[0])
    assert committee == found.iri_of(mentions[1])
    assert {found.things[str(found.iri_of(each))].part_of for each in mentions[2:]} == {committee}


def test_papers_of_a_renamed_committees_council_are_written_again() -> None:
    found, mentions = renamed()
    assert found.changed(resolve(mentions)) == {ONE, TWO}


def test_a_person_says_of_which_council_a_paper_is() -> None:
    stated = Mention(ONE, "council", COUNCIL, COUNCIL, recorded=True)
    here, there = officer(ONE, "Rose Reed"), Mention(TWO, "officer", "Rose Reed")
    assert not one(here, there, stated)
    assert one(here, there, stated, judgements=(same("paper", TWO[:16], COUNCIL, None),))


def test_what_a_paper_says_of_its_council_stands_above_a_person() -> None:
    here, there = officer(ONE, "Rose Reed"), Mention(TWO, "officer", "Rose Reed", "Dunmoor Borough Council")
    assert not one(here, there, judgements=(same("paper", TWO[:16], COUNCIL, None),))
