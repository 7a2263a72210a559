"""Every grant of power is listed once, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.errors import UnknownName
from queries.delegated import REGISTER, Delegated, delegated, of_contracts, register
from queries.lazily import Lazily
from queries.library import Library


def listed(rows: tuple[Delegated, ...]) -> list[tuple[str, str]]:
    return [(row.contract.label if row.contract else row.power, row.status) for row in rows]


def test_each_grant_is_listed_once_with_its_standing(library: Library) -> None:
    assert sorted(listed(delegated(library))) == [
        ("Larkfield Court care and support contract", "resolved"),
        ("Mill Lane care contract", "recommended"),
        ("the power to agree yearly fees", "resolved"),
    ]


def test_each_has_delegatee_date_limit_consultees_and_place(library: Library) -> None:
    rows = delegated(library)
    assert {row.delegated_to.label for row in rows if row.delegated_to} == {"Executive Director: Adults"}
    assert {row.date for row in rows} == {"2022-09-08"}
    fees = next(row for row in rows if row.contract is None)
    assert (fees.limit, fees.reported, fees.citations[0].file_name) == ("£50,000", None, "2023-01-pack.txt")
    asked = next(row for row in rows if row.contract and row.contract.label.startswith("Larkfield"))
    assert [each.label for each in asked.consulted] == ["Chair"]


def test_open_are_those_of_which_no_later_award_is_told(library: Library) -> None:
    assert listed(delegated(library, only_open=True)) == [("Mill Lane care contract", "recommended")]


def test_those_of_one_post(library: Library) -> None:
    assert len(delegated(library, to="executive director")) == 3


def test_an_unknown_post_is_named(library: Library) -> None:
    with pytest.raises(UnknownName, match="There is no post called “Gardener”"):
        delegated(library, to="Gardener")


def test_those_of_a_date_or_later(library: Library) -> None:
    assert len(delegated(library, since="2022-09")) == 3
    assert delegated(library, since="2022-10") == ()
    assert delegated(library, before="2022-09") == ()
    assert len(delegated(library, before="2022-10")) == 3


def test_what_became_of_each_is_told_with_the_words_that_tell_it(library: Library) -> None:
    rows = {row.contract.label if row.contract else row.power: row for row in delegated(library)}
    used = rows["Larkfield Court care and support contract"]
    assert (used.state, used.as_of) == ("used", "2023-01-12")
    assert used.settled_by[0].words.startswith("was awarded to Tern Care Ltd")
    assert {place.file_name for place in used.citations} == {"2022-09-pack.txt", "2023-01-pack.txt"}
    assert (rows["Mill Lane care contract"].state, rows["the power to agree yearly fees"].state) == (
        "asked-for",
        "granted",
    )


def test_before_the_award_the_power_was_granted_only(library: Library) -> None:
    states = [row.state for row in delegated(library, as_of="2022-10") if row.contract and row.status == "resolved"]
    assert states == ["granted"]


def test_a_page_of_the_register_is_the_same_as_in_the_whole(library: Library) -> None:
    whole = delegated(library)
    pages = register(library)
    assert len(pages) == len(whole)
    assert [*pages[:2], *pages[2:]] == [*whole]
    assert register(library, newest_first=True)[0] == whole[-1]


@pytest.mark.parametrize("state", ["granted", "asked-for", "used", "never-reported"])
def test_the_register_may_be_narrowed_to_a_state(library: Library, state: str) -> None:
    assert [*register(library, state=state)] == [row for row in delegated(library) if row.state == state]


def test_the_grants_over_some_contracts_are_those_of_the_register(library: Library) -> None:
    mine = {row.contract.iri for row in delegated(library) if row.contract}
    assert [*of_contracts(library, mine)] == [row for row in delegated(library) if row.contract]
    assert of_contracts(library, ()) == ()


def test_only_the_rows_that_are_looked_at_are_made() -> None:
    made: list[int] = []

    def make(some: Sequence[int]) -> list[str]:
        made.extend(some)
        return [str(each) for each in some]

    rows = Lazily(range(1000), make)
    assert (len(rows), rows[2:4], rows[-1]) == (1000, ["2", "3"], "999")
    assert made == [2, 3, 999]


@pytest.mark.parametrize("as_of", [None, "2022-09-30", "2023"])
def test_of_one_post_or_contract_the_register_says_what_the_whole_says(library: Library, as_of: str | None) -> None:
    whole = delegated(library, as_of=as_of)
    alone = Library(library.base)
    for post in {row.delegated_to for row in whole if row.delegated_to}:
        mine = tuple(row for row in whole if row.delegated_to == post)
        assert delegated(alone, to=post.iri, as_of=as_of) == mine
    for contract in {row.contract for row in whole if row.contract}:
        assert of_contracts(alone, {contract.iri}, as_of) == tuple(row for row in whole if row.contract == contract)
    assert not alone.has(REGISTER)
