"""What holds of identities whatever papers come, in whatever order: rivals, spellings, judgements at random."""

from __future__ import annotations

import random as random_module
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identity import Identities, resolve
from kg.identity_questions import Case
from kg.judgements import Judgement, contradicted
from kg.mentions import Mention
from kg.normal import normal

COUNCIL = "Wexmere County Council"
SHAS = tuple(digit * 64 for digit in "1234")
PAPERS = st.sampled_from(SHAS)
FIRST = ("A", "Anna", "Anne", "Alan", "Jo", "Joanne", "J", "")
PEOPLE_NAMES = tuple(f"{first} {last}".strip() for first in FIRST for last in ("Marsh", "Marsch", "Fenn"))
THING_NAMES = ("Tern", "Terns", "Tern Care", "Tern Care Ltd", "Swift Homes", "Swift Home", "the provider", "Fenn Trust")
PEOPLE = st.builds(
    lambda paper, name, mail, listed, about: Mention(
        paper, "member", name, COUNCIL, email=mail, told_apart=listed, about=about
    ),
    PAPERS,
    st.sampled_from(PEOPLE_NAMES),
    st.sampled_from([None, None, "a@wexmere.example", "b@wexmere.example"]),
    st.sampled_from([None, "list"]),
    st.sampled_from([(), ("post head of respite",), ("clears legal",)]),
)
THINGS = st.builds(
    lambda paper, kind, name, aliases, ref: Mention(
        paper, kind, name, COUNCIL, aliases=tuple(aliases), ref=ref if kind == "scheme" else None, recorded=True
    ),
    PAPERS,
    st.sampled_from(["provider", "scheme"]),
    st.sampled_from(THING_NAMES),
    st.lists(st.sampled_from(THING_NAMES), max_size=1),
    st.sampled_from([None, "B/R.4.017", "B/R.4.018"]),
)
MENTIONS = st.lists(st.one_of(PEOPLE, THINGS), max_size=14)
JUDGEMENTS = st.lists(
    st.one_of(
        st.builds(
            lambda names, same: Judgement("member", names, same, "seen", COUNCIL),
            st.tuples(st.sampled_from(PEOPLE_NAMES), st.sampled_from(PEOPLE_NAMES)),
            st.booleans(),
        ),
        st.builds(
            lambda names, same: Judgement("provider", names, same, "seen"),
            st.tuples(st.sampled_from(THING_NAMES), st.sampled_from(THING_NAMES)),
            st.booleans(),
        ),
    ),
    max_size=3,
).filter(lambda judgements: contradicted(judgements) is None)
MANY = settings(max_examples=120, deadline=None)


def state(found: Identities) -> tuple[object, ...]:
    return found.things, found.places, found.ambiguous, found.scopes


@MANY
@given(MENTIONS, JUDGEMENTS, st.integers())
def test_any_order_gives_the_same_identities(mentions: list[Mention], judgements: list[Judgement], seed: int) -> None:
    shuffled, otherwise = list(mentions), list(judgements)
    random_module.Random(seed).shuffle(shuffled)
    random_module.Random(seed).shuffle(otherwise)
    one, other = resolve(mentions, judgements), resolve(shuffled + shuffled[:2], otherwise)
    assert state(one) == state(other)


@MANY
@given(MENTIONS, JUDGEMENTS, PAPERS)
def test_a_paper_that_is_withdrawn_leaves_nothing_behind(
    mentions: list[Mention], judgements: list[Judgement], paper: str
) -> None:
    without = [mention for mention in mentions if mention.paper != paper]
    before = resolve(without, judgements)
    resolve(mentions, judgements)  # the paper was there for a while
    assert state(resolve(without, judgements)) == state(before)


@MANY
@given(MENTIONS)
def test_names_of_one_list_are_never_one_person(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    for one, other in combinations([each for each in mentions if each.told_apart], 2):
        if one.paper == other.paper and normal("member", one.name) != normal("member", other.name):
            assert found.iri_of(one) != found.iri_of(other)


@MANY
@given(MENTIONS)
def test_two_references_are_never_one_scheme(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    for one, other in combinations([each for each in mentions if each.ref], 2):
        assert (found.iri_of(one) == found.iri_of(other)) == (one.ref == other.ref)


@MANY
@given(MENTIONS, JUDGEMENTS)
def test_a_persons_no_is_never_crossed(mentions: list[Mention], judgements: list[Judgement]) -> None:
    found = resolve(mentions, judgements)
    for judgement in judgements:
        if not judgement.same:
            first, second = (_bearers(found, mentions, judgement, name) for name in judgement.names)
            assert not first & second


@MANY
@given(MENTIONS, MENTIONS, JUDGEMENTS)
def test_another_paper_never_splits_what_a_person_joined(
    mentions: list[Mention], more: list[Mention], judgements: list[Judgement]
) -> None:
    for names in (mentions, mentions + more):
        found = resolve(names, judgements)
        for judgement in judgements:
            if judgement.same:
                bearers = (_bearers(found, names, judgement, name) for name in judgement.names)
                first, second = bearers
                assert not first or not second or len(first | second) == 1


def _bearers(found: Identities, mentions: list[Mention], judgement: Judgement, name: str) -> set[str | None]:
    """The things that a judgement's name stands for, but for names that are their paper's own."""
    form = normal(judgement.kind, name)
    return {
        found.iri_of(each)
        for each in mentions
        if each.kind == judgement.kind and normal(each.kind, each.name) == form and form != "provider"
    }


@MANY
@given(MENTIONS, JUDGEMENTS)
def test_no_question_is_asked_that_a_person_answered(mentions: list[Mention], judgements: list[Judgement]) -> None:
    case = Case(mentions, judgements)
    for question in case.questions():
        assert question.one.iri != question.other.iri
        assert case.judged_apart(question.one.iri, question.other.iri) is None
        assert question.judgement(False, "seen") not in judgements


@MANY
@given(MENTIONS)
def test_a_yes_joins_and_a_no_ends_the_question(mentions: list[Mention]) -> None:
    case = Case(mentions)
    for question in case.questions()[:2]:
        both = [*case.of_thing[question.one.iri], *case.of_thing[question.other.iri]]
        if question.kind == "member":  # the mailbox of one may part the other from initials that fitted it before
            asked_for = {normal("member", side.name) for side in (question.one, question.other)}
            both = [mention for mention in both if normal("member", mention.name) in asked_for]
        joined = Case(mentions, [question.judgement(True, "seen")])
        assert len({joined.identities.iri_of(mention) for mention in both}) == 1
        left = Case(mentions, [question.judgement(False, "seen")]).questions()
        assert question.id not in {each.id for each in left}
