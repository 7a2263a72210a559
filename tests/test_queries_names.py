"""A name that a person types leads to the one thing that is meant, or to the choices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownName
from kg.normal import MentionKind
from queries.answers import Ref
from queries.library import Library
from queries.names import Named, choices, fitting, near, the_one


def thing(label: str, *names: str, kind: MentionKind = "contract") -> Named:
    return Named(Ref(f"https://example.org/{label.replace(' ', '-')}", label), kind, (label, *names))


COURT = thing("Larkfield Court care contract")
PLACE = thing("Larkfield Place care contract")
MILL = thing("Mill Lane day service contract", "the Mill")
MARSH = thing("A Marsh", kind="member")
ALL = (COURT, PLACE, MILL)


def found(wanted: str, *things: Named) -> list[str]:
    fits = fitting(wanted, things or ALL)
    return [each.ref.label for each in fits.things] if fits else []


def test_case_and_word_order_do_not_matter() -> None:
    assert found("CONTRACT for care, larkfield court") == ["Larkfield Court care contract"]


def test_a_part_of_a_name_is_enough_where_one_thing_has_it() -> None:
    assert found("place") == ["Larkfield Place care contract"]


def test_words_may_be_cut_short_and_stand_in_any_order() -> None:
    assert found("day mil") == ["Mill Lane day service contract"]


def test_another_name_of_the_thing_is_as_good() -> None:
    assert found("the mill") == ["Mill Lane day service contract"]


def test_a_slip_of_the_pen_is_forgiven() -> None:
    assert found("larkfeild court") == ["Larkfield Court care contract"]


def test_the_name_itself_wins_over_longer_names_that_hold_it() -> None:
    assert found("Mill", thing("Mill"), thing("Mill Lane")) == ["Mill"]


def test_a_full_name_finds_a_person_known_by_initials() -> None:
    assert found("Councillor Anna Marsh", MARSH) == ["A Marsh"]


def test_other_initials_do_not() -> None:
    assert found("Bella Marsh", MARSH) == []


def test_all_that_fit_equally_are_found() -> None:
    assert len(found("larkfield")) == 2


def test_nothing_fits_a_name_of_nothing() -> None:
    assert found("swimming pool") == []


def test_an_iri_is_a_name() -> None:
    assert found(MILL.ref.iri) == [MILL.ref.label]


def test_two_things_of_one_name_are_told_apart_by_their_iris() -> None:
    twin = Named(Ref("https://example.org/twin", MILL.ref.label), "contract", (MILL.ref.label,))
    offered = choices((MILL, twin))
    assert [found(choice, MILL, twin) for choice in offered] == [[MILL.ref.label]] * 2


def test_what_comes_near_is_offered() -> None:
    assert near("Larkfield Cort care contrat", ALL)[0] == "Larkfield Court care contract"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(wanted: str) -> None:
    fitting(wanted, ALL)
    near(wanted, ALL)


def test_one_officer_of_the_base_answers_to_a_surname(library: Library) -> None:
    assert the_one(library, "reed", "officer").label == "Rose Reed"


def test_none_says_so_with_choices(library: Library) -> None:
    with pytest.raises(UnknownName, match="There is no officer called “Rosa Read”") as raised:
        the_one(library, "Rosa Read", "officer")
    assert raised.value.choices == ("Rose Reed",)


def test_several_are_offered_and_none_is_taken(library: Library) -> None:
    with pytest.raises(UnknownName, match="More than one contract") as raised:
        the_one(library, "larkfield", "contract")
    assert len(raised.value.choices) == 2
