"""What a person is asked, with what speaks for it; what is never asked; and why two names are, or are not, one."""

from __future__ import annotations

import pytest

from kg.identity_questions import Case
from kg.identity_reasons import why_one, why_two
from kg.identity_thing_scores import told_by_words
from kg.judgements import Judgement
from kg.mentions import Mention
from kg.normal import MentionKind

COUNCIL = "Wexmere County Council"
ONE, TWO, THREE = "1" * 64, "2" * 64, "3" * 64


def officer(paper: str, name: str, *about: str, email: str | None = None, council: str | None = COUNCIL) -> Mention:
    return Mention(paper, "officer", name, council, email=email, about=about)


def thing(paper: str, kind: MentionKind, name: str, *aliases: str, about: tuple[str, ...] = ()) -> Mention:
    return Mention(paper, kind, name, COUNCIL, aliases=aliases, recorded=True, about=about)


def asked(*mentions: Mention, judgements: tuple[Judgement, ...] = ()) -> list[tuple[str, str]]:
    return [(each.one.name, each.other.name) for each in Case(mentions, judgements).questions()]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (officer(ONE, "Jo Lea"), officer(TWO, "Joanne Lea")),
        (officer(ONE, "Jackie Galwen"), officer(TWO, "Jackie Galwan")),
        (officer(ONE, "Helen Brook", email="h@wexmere.example"), officer(TWO, "Helen Swan", email="h@wexmere.example")),
        (
            thing(ONE, "provider", "Tern Foundation Trust", "TFT"),
            thing(TWO, "provider", "Tern NHS Foundation Trust", "TFT"),
        ),
        (thing(ONE, "provider", "DHU"), thing(TWO, "provider", "Dunmoor Hills University")),
        (thing(ONE, "scheme", "Fast Steps"), thing(TWO, "scheme", "Fast Steps project")),
        (
            thing(ONE, "contract", "Advice and advocacy contract", about=("scheme advice",)),
            thing(TWO, "contract", "Advice, advocacy and guidance contract", about=("scheme advice",)),
        ),
    ],
)  # fmt: skip
def test_what_is_likely_is_asked(first: Mention, second: Mention) -> None:
    assert {frozenset(each) for each in asked(first, second)} == {frozenset((first.name, second.name))}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (officer(ONE, "Anna Marsh"), officer(TWO, "Anna Marsh", council="Dunmoor Borough Council")),
        (thing(ONE, "scheme", "Larkfield Court"), thing(TWO, "scheme", "Larkfield Place")),
        (thing(ONE, "contract", "Respite contract lot 1"), thing(TWO, "contract", "Respite contract lot 2")),
        (thing(ONE, "contract", "Larkfield current contract"), thing(TWO, "contract", "Larkfield contract")),
        (thing(ONE, "provider", "Tern Care"), thing(TWO, "provider", "Tern Group")),
        (thing(ONE, "provider", "Heron Care Ltd"), thing(TWO, "provider", "Heron Support CIC")),
        (
            thing(ONE, "contract", "Equipment store contract", about=("end 2022-03-31",)),
            thing(TWO, "contract", "Integrated equipment store contract", about=("start 2022-04-01",)),
        ),
        (thing(ONE, "post", "Director of Public Health"), thing(TWO, "post", "Deputy Director of Public Health")),
    ],
)  # fmt: skip
def test_what_papers_tell_apart_is_never_asked(first: Mention, second: Mention) -> None:
    assert asked(first, second) == []


def test_of_three_that_may_be_one_two_questions_are_enough() -> None:
    names = ("Fast Steps", "Fast Steps project", "Fast Steps programme")
    assert (
        len(asked(*(thing(paper, "scheme", name) for paper, name in zip((ONE, TWO, THREE), names, strict=True)))) == 2
    )


def test_a_name_that_fits_two_people_is_asked_for_each_paper() -> None:
    mentions = (officer(ONE, "A Marsh"), officer(TWO, "Anna Marsh"), officer(TWO, "Alan Marsh"))
    case = Case(mentions)
    questions = case.questions()
    assert {question.other.name for question in questions} | {question.one.name for question in questions} == {
        "A Marsh", "Anna Marsh", "Alan Marsh",
    }  # fmt: skip
    answer = next(each for each in questions if "Anna Marsh" in (each.one.name, each.other.name)).judgement(
        True, "seen"
    )
    assert sorted(answer.papers, key=str) == [ONE[:16], None]
    assert Case(mentions, [answer]).questions() == ()


def test_a_question_keeps_its_id_when_other_papers_come() -> None:
    mentions = (officer(ONE, "Jo Lea"), officer(TWO, "Joanne Lea"))
    before = Case(mentions).questions()[0].id
    after = [
        each.id for each in Case((*mentions, officer(THREE, "Rose Fenn"), officer(THREE, "Joanne Lea"))).questions()
    ]
    assert after == [before]


def test_a_paper_without_a_council_is_asked_for_by_the_names_that_it_shares() -> None:
    names = ("Rose Reed", "Anna Marsh", "Paul Tarn")
    stated = Mention(ONE, "council", COUNCIL, COUNCIL, recorded=True)
    here = [officer(ONE, name) for name in names]
    there = [officer(TWO, name, council=None) for name in names]
    case = Case((stated, *here, *there))
    (question,) = case.questions()
    assert (question.kind, question.one.name, question.other.name) == ("paper", TWO[:16], COUNCIL)
    settled = Case(case.mentions, [question.judgement(True, "its letterhead")])
    assert settled.questions() == ()
    assert settled.identities.iri_of(there[0]) == settled.identities.iri_of(here[0])
    assert Case((stated, *here[:2], *there[:2])).questions() == ()


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("scheme", "larkfield court", "larkfield place"),
        ("contract", "care contract lot1", "care contract lot2"),
        ("contract", "larkfield contract current", "larkfield contract"),
        ("provider", "tern care", "tern group care"),
        ("scheme", "steps for adults", "steps for children"),
    ],
)
def test_words_that_tell(kind: MentionKind, one: str, other: str) -> None:
    assert told_by_words(kind, one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [("scheme", "larkfield court", "larkfield court scheme"), ("provider", "tern care", "tern care and support")],
)
def test_words_that_do_not_tell(kind: MentionKind, one: str, other: str) -> None:
    assert told_by_words(kind, one, other) is None


# Why


def reasons(first: Mention, second: Mention, *more: Mention, judgements: tuple[Judgement, ...] = ()) -> str:
    case = Case((first, second, *more), judgements)
    one, other = case.identities.iri_of(first), case.identities.iri_of(second)
    assert one
    assert other
    found = why_one(case, one, first.kind, first.name, second.name) if one == other else why_two(case, one, other)
    return " / ".join(each.words for each in found)


def test_why_names_the_shared_form() -> None:
    assert "one name, “tern care”" in reasons(
        thing(ONE, "provider", "Tern Care Ltd"), thing(TWO, "provider", "TERN CARE")
    )


def test_why_names_the_paper_that_gives_the_other_name() -> None:
    case = Case((thing(ONE, "provider", "Swift Together", "Swift Carers"), thing(TWO, "provider", "Swift Carers")))
    iri = case.identities.iri_of(case.mentions[0])
    assert iri
    (reason,) = why_one(case, iri, "provider", "Swift Carers", "Swift Together")
    assert reason.paper == ONE
    assert "also “swift carers”" in reason.words


def test_why_tells_a_way_of_several_steps() -> None:
    told = reasons(officer(ONE, "T Dunn"), officer(TWO, "Tracy Dunn", "clears legal"),
                   officer(THREE, "Tracey Dunn", "clears legal"))  # fmt: skip
    assert "fit each other" in told


def test_why_names_the_judgement_with_who_and_when() -> None:
    said = Judgement(
        "officer", ("Helen Brook", "Helen Swan"), True, "she married", COUNCIL, by="a.clerk", when="2026-11-22"
    )
    told = reasons(officer(ONE, "Helen Brook"), officer(TWO, "Helen Swan"), judgements=(said,))
    assert "says a.clerk on 2026-11-22" in told
    assert "she married" in told


def test_why_not_names_what_tells_apart_or_what_is_missing() -> None:
    assert "a question needs" in reasons(officer(ONE, "Kate Moor"), officer(TWO, "Kate Lund"))
    assert "`kg review`" in reasons(officer(ONE, "Jo Lea"), officer(TWO, "Joanne Lea"))
    assert "one is “court”" in reasons(thing(ONE, "scheme", "Mill Court"), thing(TWO, "scheme", "Mill Place"))
    said = Judgement("officer", ("Jo Lea", "Joanne Lea"), False, "two sisters", COUNCIL)
    assert "two sisters" in reasons(officer(ONE, "Jo Lea"), officer(TWO, "Joanne Lea"), judgements=(said,))


def test_why_not_names_the_people_whom_an_ambiguous_name_fits() -> None:
    rivals = (officer(TWO, "Anna Marsh"), officer(THREE, "Alan Marsh"))
    assert "fits Alan Marsh and Anna Marsh" in reasons(officer(ONE, "A Marsh"), *rivals)
