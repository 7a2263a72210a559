"""Every delegation is listed, each once, and nothing else."""

from __future__ import annotations

import pytest

from kg.errors import UnknownName
from queries.delegated import Delegated, delegated
from queries.library import Library


def listed(rows: tuple[Delegated, ...]) -> list[tuple[str, str]]:
    return [(row.contract.label if row.contract else row.power, row.status) for row in rows]


def test_each_delegation_is_listed_with_its_status(library: Library) -> None:
    assert sorted(listed(delegated(library))) == [
        ("Larkfield Court care and support contract", "recommended"),
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
    assert len(delegated(library, to="executive director")) == 4


def test_an_unknown_post_is_named(library: Library) -> None:
    with pytest.raises(UnknownName, match="There is no post called “Gardener”"):
        delegated(library, to="Gardener")


def test_those_of_a_date_or_later(library: Library) -> None:
    assert len(delegated(library, since="2022-09")) == 4
    assert delegated(library, since="2022-10") == ()
