"""Names are compared by normal forms in which only what tells things apart is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import NAME, PersonName, fold, may_be_one, organisation_key, person_name, surname_key, without_title


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=1, max_size=20))
def test_case_marks_and_spaces_are_folded_away(word: str) -> None:
    assert fold(f"  {word.lower()} –  {word.lower()}. ") == fold(f"“{word.lower()}-{word.lower()}”")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siân’s House", "sians house"),
        ("Health & Safety", "health and safety"),
        ("Wexmere–Oswick", "Wexmere-Oswick"),
        ("Café", "cafe"),
    ],
)
def test_names_that_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_in_another_alphabet_are_not_all_one() -> None:
    assert fold("Иванов") != fold("Петров")


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("Councillor A Bellweather (Chairwoman),", "A Bellweather"),
        ("Cllr. Dr Ines Corrigan MBE", "Ines Corrigan"),
        ("R Healdon, Councillor", "R Healdon"),
        ("JP Stanier", "JP Stanier"),
        ("Peter Lord", "Peter Lord"),
        ("Alistair Crumb- Hollis", "Alistair Crumb-Hollis"),
        ("Councillor", ""),
        ("", ""),
    ],
)
def test_titles_and_marks_are_left_out(printed: str, bare: str) -> None:
    assert without_title(printed) == bare


@pytest.mark.parametrize(
    ("printed", "given_names", "surname"),
    [
        ("S Van de Weert", ("S",), "Van de Weert"),
        ("van de Weert", (), "van de Weert"),
        ("L Mc Tavey", ("L",), "Mc Tavey"),
        ("Mc Tavey", (), "Mc Tavey"),
        ("P O' Gara", ("P",), "O' Gara"),
        ("J.P. Olland", ("J", "P"), "Olland"),
        ("JP Olland", ("J", "P"), "Olland"),
        ("Di Olland", ("Di",), "Olland"),
        ("Olland", (), "Olland"),
        ("", (), ""),
    ],
)
def test_a_name_is_taken_apart(printed: str, given_names: tuple[str, ...], surname: str) -> None:
    assert person_name(printed) == PersonName(given_names, surname)


def test_a_surname_is_compared_without_its_gaps() -> None:
    assert surname_key("L Mc Tavey") == surname_key("McTavey") == "mctavey"
    assert surname_key("P O'Gara") == surname_key("P O’ Gara")


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("A Olland", "Anna Olland", True),
        ("Anna Olland", "Olland", True),
        ("A B Olland", "Anna Olland", True),
        ("A Olland", "B Olland", False),
        ("Anna Olland", "Alice Olland", False),
        ("A Olland", "A Pask", False),
        ("J Olland", "JP Olland", True),
    ],
)
def test_two_forms_may_be_one_person_where_nothing_contradicts(one: str, other: str, may: bool) -> None:
    assert may_be_one(one, other) is may
    assert may_be_one(other, one) is may


NAMES = st.from_regex(r"[A-Z][a-z]{1,8}|[A-Z]", fullmatch=True)


@given(NAMES, NAMES, st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True).filter(lambda name: fold(name) != "councillor"))
def test_a_full_name_may_be_its_own_initial(first: str, second: str, surname: str) -> None:
    printed = f"Councillor {first} {second} {surname} (Chair)"
    assert may_be_one(printed, printed)


def test_organisations_are_compared_without_legal_forms() -> None:
    assert (
        organisation_key("The Plover Kitchens Ltd.") == organisation_key("Plover Kitchens Limited") == "plover kitchens"
    )
    assert organisation_key("Carers & Co") == organisation_key("Carers and Co")
    assert organisation_key("Plover Kitchens") != organisation_key("Plover Homes")


def test_names_are_found_in_a_sentence() -> None:
    found = [each[0] for each in NAME.finditer("Present were Siân Ellery-Jones, S Van de Weert and O’Gara’s deputy.")]
    assert found == ["Siân Ellery-Jones", "S Van de Weert"]


def test_a_long_run_of_names_is_read_in_passing() -> None:
    for run in ("Ab-" * 70_000, "A" * 200_000, "Ab" * 100_000):
        sum(1 for _ in NAME.finditer(run))
