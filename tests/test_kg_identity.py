"""Which names are one thing: certain joins only, the same whatever order the papers came in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import WrongUse
from kg.evidence import Evidence
from kg.identity import Identities, resolve
from kg.judgements import Judgement, read_judgements
from kg.mentions import Mention, collect
from kg.normal import MentionKind, normal
from kg.records import Attendance, Meeting, MeetingKey, Membership, PaperFacts, Reading

COUNCIL = "Wexmere County Council"
ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def member(paper: str, name: str, email: str | None = None, told_apart: str | None = None) -> Mention:
    return Mention(paper, "member", name, COUNCIL, email=email, told_apart=told_apart)


def thing(paper: str, kind: MentionKind, name: str, *aliases: str, ref: str | None = None) -> Mention:
    return Mention(paper, kind, name, COUNCIL, aliases=aliases, ref=ref, recorded=True)


def iri(found: Identities, mention: Mention) -> str:
    names = found.of(mention.paper)
    match mention.kind:
        case "member" | "officer":
            return names.person(mention.name, mention.kind)
        case "provider":
            return names.provider(mention.name)
        case "scheme":
            return names.scheme(mention.name, mention.ref)
        case "contract":
            return names.contract(mention.name)
        case _:
            return names.post(mention.name)


def joined(*mentions: Mention, judgements: tuple[Judgement, ...] = ()) -> bool:
    """Whether the first two mentions are one, given all."""
    found = resolve(mentions, judgements)
    return iri(found, mentions[0]) == iri(found, mentions[1])


# People


def test_initials_join_the_only_full_name_that_they_fit() -> None:
    assert joined(member(ONE, "A Marsh"), member(TWO, "Anna Marsh"))


def test_initials_that_two_full_names_fit_join_neither() -> None:
    mentions = (member(ONE, "A Marsh"), member(TWO, "Anna Marsh"), member(THREE, "Alan Marsh"))
    found = resolve(mentions)
    assert len({iri(found, mention) for mention in mentions}) == 3
    ambiguous = found.of(ONE).is_ambiguous("A Marsh", "member")
    assert ambiguous is not None
    assert ambiguous.candidates == ("Alan Marsh", "Anna Marsh")


def test_an_ambiguous_name_in_two_papers_may_be_two_people() -> None:
    rivals = (member(THREE, "Anna Marsh"), member(THREE, "Alan Marsh"))
    assert not joined(member(ONE, "A Marsh"), member(TWO, "A Marsh"), *rivals)


def test_one_mailbox_settles_which_of_two_is_meant() -> None:
    rival = member(THREE, "Alan Marsh", "alan.marsh@wexmere.gov.uk")
    own = "anna.marsh@wexmere.gov.uk"
    assert joined(member(ONE, "A Marsh", own), member(TWO, "Anna Marsh", own), rival)


def test_two_mailboxes_of_one_domain_are_two_people() -> None:
    assert not joined(
        member(ONE, "A Marsh", "alan.marsh@wexmere.gov.uk"), member(TWO, "Anna Marsh", "anna.marsh@wexmere.gov.uk")
    )


def test_names_of_one_attendance_list_are_never_joined() -> None:
    assert not joined(member(ONE, "A Marsh", told_apart="list"), member(ONE, "Anna Marsh", told_apart="list"))


def test_whom_a_substitute_stands_in_for_may_be_named_again_among_the_apologies() -> None:
    key = MeetingKey("Adults Committee", "2022-09-08", COUNCIL)
    place = (Evidence(0, 5, "words"),)
    reading = Reading((
        Membership(key, "Anna Marsh", place),
        Attendance(key, "R Fenn", "present", place, substitute_for="Marsh"),
        Attendance(key, "A Marsh", "apologies", place),
    ))  # fmt: skip
    found = resolve(collect(ONE, reading)).of(ONE)
    assert len({found.person(name, "member") for name in ("Marsh", "A Marsh", "Anna Marsh")}) == 1


def test_a_surname_alone_joins_the_only_full_name() -> None:
    assert joined(member(ONE, "Marsh"), member(TWO, "Anna Marsh"))


def test_a_surname_alone_joins_nobody_while_another_bears_it() -> None:
    assert not joined(member(ONE, "Marsh"), member(TWO, "Anna Marsh"), member(THREE, "R Marsh"))


def test_a_surname_alone_does_not_join_mere_initials() -> None:
    assert not joined(member(ONE, "Marsh"), member(TWO, "A Marsh"))


def test_a_member_and_an_officer_of_one_name_are_two() -> None:
    mentions = (member(ONE, "Anna Marsh"), Mention(ONE, "officer", "Anna Marsh", COUNCIL))
    found = resolve(mentions)
    assert iri(found, mentions[0]) != iri(found, mentions[1])


def test_people_of_two_councils_are_two() -> None:
    mentions = (member(ONE, "Anna Marsh"), Mention(TWO, "member", "Anna Marsh", "Dunmoor Borough Council"))
    found = resolve(mentions)
    assert iri(found, mentions[0]) != iri(found, mentions[1])


def test_a_paper_without_a_council_keeps_its_people_to_itself() -> None:
    mentions = (Mention(ONE, "member", "Anna Marsh"), Mention(TWO, "member", "Anna Marsh"))
    found = resolve(mentions)
    assert iri(found, mentions[0]) != iri(found, mentions[1])


def test_the_mail_domain_in_a_papers_own_words_says_whose_it_is() -> None:
    def of(council: str | None) -> Reading:
        at = (Evidence(0, 9, "the words", 1, None),)
        committee = "Adults Committee"
        meeting = MeetingKey(committee, "2022-09-08", council)
        facts = PaperFacts("minutes", at, None, meeting.date, council, committee, meeting, mail_domain="wexmere.gov.uk")
        return Reading((facts, Meeting(meeting, at)), ())

    found = resolve([*collect(ONE, of(COUNCIL)), *collect(TWO, of(None))])
    committees = {found.of(paper).committee("Adults Committee") for paper in (ONE, TWO)}
    assert len(committees) == 1


def test_a_public_mail_domain_says_whose_paper_it_is() -> None:
    known = Mention(ONE, "officer", "Rose Fenn", COUNCIL, email="rose.fenn@wexmere.gov.uk")
    other = Mention(TWO, "officer", "R Fenn", email="rose.fenn@wexmere.gov.uk")
    assert joined(known, other)
    elsewhere = Mention(TWO, "officer", "R Fenn", email="r.fenn@mail.example")
    assert not joined(known, elsewhere)


def test_the_fullest_form_is_the_name_to_show() -> None:
    found = resolve([member(ONE, "A Marsh"), member(TWO, "Cllr Anna Marsh"), member(THREE, "Marsh")])
    assert [entry.label for entry in found.things.values()] == ["Anna Marsh"]


# Schemes, providers, contracts, posts


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("contract", "contract for Larkfield Court care", "Larkfield Court Care Contract"),
        ("contract", "The Larkfield Court care & support contract", "Larkfield Court Care and Support contract"),
        ("provider", "Tern Care Limited", "Tern Care Ltd"),
        ("provider", "The Fenn & Marsh Trust", "Fenn and Marsh Trust"),
        ("scheme", "Larkfield Court", "LARKFIELD COURT"),
        ("post", "Executive Director: Adults and Health", "Executive Director for Adults & Health"),
    ],
)
def test_one_normal_form_is_one_thing(kind: MentionKind, one: str, other: str) -> None:
    assert joined(thing(ONE, kind, one), thing(TWO, kind, other))


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("contract", "Larkfield Court care contract", "Larkfield Court current care contract"),
        ("contract", "Respite contract lot 1 phase 2", "Respite contract lot 2 phase 1"),
        ("provider", "Tern Care", "Tern Homes"),
        ("post", "Executive Director", "Executive Director: Adults"),
    ],
)
def test_another_word_is_another_thing(kind: MentionKind, one: str, other: str) -> None:
    assert not joined(thing(ONE, kind, one), thing(TWO, kind, other))


def test_an_alias_that_a_paper_gives_joins_the_other_papers_name() -> None:
    assert joined(thing(ONE, "provider", "Tern Care and Support", "Tern"), thing(TWO, "provider", "Tern"))


def test_an_alias_of_two_things_joins_neither() -> None:
    assert not joined(
        thing(ONE, "provider", "Tern Care", "Tern"),
        thing(TWO, "provider", "Tern"),
        thing(THREE, "provider", "Tern Homes", "Tern"),
    )


def test_an_alias_that_every_paper_has_joins_nothing() -> None:
    assert not joined(thing(ONE, "provider", "Tern Care", "Provider D"), thing(TWO, "provider", "provider D"))


def test_names_that_one_paper_tells_apart_are_not_joined_by_another() -> None:
    assert not joined(
        thing(ONE, "provider", "Tern Care"),
        thing(ONE, "provider", "Swift Homes"),
        thing(TWO, "provider", "Tern Care", "Swift Homes"),
    )


def test_a_reference_joins_two_names_of_a_scheme() -> None:
    assert joined(
        thing(ONE, "scheme", "Respite review", ref="B/R.4.017"), thing(TWO, "scheme", "Respite", ref="B/R 4.017")
    )


def test_a_scheme_called_by_its_reference_alone_is_the_scheme_of_that_reference() -> None:
    assert joined(thing(ONE, "scheme", "B/R 4.017"), thing(TWO, "scheme", "Respite review", ref="B/R.4.017"))
    assert normal("scheme", "Phase 2.1") == "phase 2 1"


def test_two_references_are_two_schemes_whatever_they_are_called() -> None:
    assert not joined(
        thing(ONE, "scheme", "Respite", ref="B/R.4.017"), thing(TWO, "scheme", "Respite", ref="B/R.4.018")
    )


def test_a_name_without_reference_joins_the_only_scheme_so_called() -> None:
    plain = thing(ONE, "scheme", "Respite")
    assert joined(plain, thing(TWO, "scheme", "Respite", ref="B/R.4.017"))
    assert not joined(
        plain, thing(TWO, "scheme", "Respite", ref="B/R.4.017"), thing(THREE, "scheme", "Respite", ref="B/R.4.018")
    )


def test_a_name_merely_spoken_of_is_the_papers_own_record() -> None:
    spoken = Mention(ONE, "provider", "Provider D", COUNCIL)
    assert joined(thing(ONE, "provider", "Tern Care", "provider D"), spoken)


def test_a_body_that_meets_is_the_committee() -> None:
    found = resolve(
        [Mention(ONE, "committee", "Adults Committee", COUNCIL), Mention(TWO, "body", "the Adults Committee", COUNCIL)]
    )
    assert found.of(TWO).body("the Adults Committee") == found.of(ONE).committee("Adults Committee")


# Judgements


def test_a_persons_yes_joins_what_nothing_else_does() -> None:
    same = Judgement("provider", ("Carers Circle", "Tern Care"), same=True, reason="renamed in 2019")
    assert joined(thing(ONE, "provider", "Carers Circle"), thing(TWO, "provider", "Tern Care"), judgements=(same,))


def test_a_persons_yes_settles_an_ambiguous_name() -> None:
    same = Judgement("member", ("A Marsh", "Anna Marsh"), same=True, reason="asked her", council=COUNCIL)
    mentions = (member(ONE, "A Marsh"), member(TWO, "Anna Marsh"), member(THREE, "Alan Marsh"))
    assert joined(*mentions, judgements=(same,))
    assert resolve(mentions, (same,)).ambiguous == {}


def test_a_persons_no_keeps_two_apart() -> None:
    different = Judgement("member", ("A Marsh", "Anna Marsh"), same=False, reason="Alan sat until 2017")
    assert not joined(member(ONE, "A Marsh"), member(TWO, "Anna Marsh"), judgements=(different,))
    other = Judgement("provider", ("Tern Care", "Tern"), same=False, reason="two companies")
    assert not joined(thing(ONE, "provider", "Tern Care", "Tern"), thing(TWO, "provider", "Tern"), judgements=(other,))


def test_judgements_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    assert read_judgements(path) == ()
    path.write_text("- same: [Tern, Tern Care]\n  kind: provider\n  reason: renamed\n", encoding="utf-8")
    assert read_judgements(path) == (Judgement("provider", ("Tern", "Tern Care"), True, "renamed"),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- same: [Tern]\n  kind: provider\n  reason: x\n", "two names"),
        ("- same: [a, b]\n  kind: provider\n", "'reason' is missing"),
        ("- sane: [a, b]\n  kind: provider\n  reason: x\n", "sane is not known"),
        ("- kind: provider\n  reason: x\n", "either 'same' or 'different'"),
        ("same: [a, b]\n", "a list of judgements"),
        ("- [", "not YAML"),
        ("- word\n", "judgement 1"),
    ],
)
def test_a_judgement_that_cannot_be_read_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "judgements.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match=complaint):
        read_judgements(path)


# The same, whatever the order

FIRST = st.sampled_from(["A", "Anna", "Alan", "A R", "Anna Rose", "B", "Bea", ""])
PAPERS = st.sampled_from([ONE, TWO, THREE])
PEOPLE = st.builds(
    lambda paper, first, last, mail, listed: member(paper, f"{first} {last}".strip(), mail, listed),
    PAPERS,
    FIRST,
    st.sampled_from(["Marsh", "Fenn"]),
    st.sampled_from([None, None, "a@wexmere.gov.uk", "b@wexmere.gov.uk"]),
    st.sampled_from([None, None, "list"]),
)
NAMES = st.sampled_from(["Tern", "Tern Care", "Tern Care Ltd", "Swift", "Swift Homes", "the provider", "Fenn Trust"])
THINGS = st.builds(
    lambda paper, kind, name, aliases, ref, recorded: Mention(
        paper, kind, name, COUNCIL, aliases=tuple(aliases), ref=ref if kind == "scheme" else None, recorded=recorded
    ),
    PAPERS,
    st.sampled_from(["provider", "contract", "scheme"]),
    NAMES,
    st.lists(NAMES, max_size=2, unique=True),
    st.sampled_from([None, "B/R.1", "B/R.2"]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PEOPLE, THINGS), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_papers_does_not_matter(mentions: list[Mention], random: object) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = resolve(mentions), resolve(shuffled + shuffled[:3])
    assert one.things == other.things
    assert one.places == other.places
    assert one.ambiguous == other.ambiguous


def test_an_alias_in_one_paper_that_is_a_name_in_another_loses_no_name() -> None:
    one, other = "1" * 64, "3" * 64
    mentions = [
        Mention(other, "provider", "Tern", COUNCIL),
        Mention(other, "provider", "Tern Care Ltd", COUNCIL, aliases=("Tern",)),
        Mention(one, "provider", "Tern", COUNCIL, aliases=("Tern", "Tern Care")),
        Mention(one, "provider", "Swift", COUNCIL, aliases=("Tern", "Tern Care")),
    ]
    found = resolve(mentions)
    for mention in mentions:
        assert mention.name in found.things[iri(found, mention)].names


def test_a_bare_name_stands_for_what_its_paper_describes_by_that_name() -> None:
    one, other = "1" * 64, "3" * 64
    mentions = [
        Mention(other, "provider", "Tern Care", COUNCIL),
        Mention(other, "provider", "Tern Care Ltd", COUNCIL, aliases=("Tern",), recorded=True),
        Mention(other, "provider", "Tern", COUNCIL, aliases=("Tern Care",), recorded=True),
        Mention(one, "provider", "Swift", COUNCIL, aliases=("Tern", "Tern Care")),
    ]
    found = resolve(mentions)
    assert iri(found, mentions[0]) == iri(found, mentions[1])
    for mention in mentions:
        assert mention.name in found.things[iri(found, mention)].names


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PEOPLE, THINGS), max_size=12))
def test_every_name_has_a_thing_that_knows_it(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    for mention in mentions:
        assert mention.name in found.things[iri(found, mention)].names


@settings(max_examples=150, deadline=None)
@given(st.lists(THINGS, max_size=12))
def test_names_that_one_paper_tells_apart_are_never_joined(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    schemes = [mention for mention in mentions if mention.kind == "scheme" and mention.ref]
    for one in schemes:
        for other in schemes:
            if one.ref != other.ref:
                assert iri(found, one) != iri(found, other)


@pytest.mark.parametrize("kind", ["contract", "provider", "scheme", "post", "member", "body"])
@given(name=st.text(min_size=1, max_size=30))
def test_a_normal_form_is_its_own_normal_form(kind: MentionKind, name: str) -> None:
    assert normal(kind, normal(kind, name)) == normal(kind, name)


def test_changed_papers_are_those_whose_names_now_stand_for_others() -> None:
    before = resolve([member(ONE, "A Marsh"), member(TWO, "Rose Fenn")])
    after = resolve([member(ONE, "A Marsh"), member(TWO, "Rose Fenn"), member(THREE, "Anna Marsh")])
    assert after.changed(before) == {ONE}
