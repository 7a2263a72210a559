"""What business cases offer to save is told by scheme, with its year, its paper and who answers for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.errors import UnknownName
from queries.library import Library
from queries.savings import DELIVERY, Offer, _differ, savings


def test_a_scheme_has_its_offers_its_people_and_what_it_depends_on(library: Library) -> None:
    [row] = savings(library)
    assert (row.reference, row.scheme.label) == ("A/R.4.017", "Respite Redesign")
    assert [(each.amount, each.year, each.paper) for each in row.offers] == [
        (Decimal(120000), "2022-23", "2022-09-pack.txt")
    ]
    assert [person.label for person in row.responsible] == ["Rose Reed"]
    assert [other.label for other in row.depends_on] == ["Larkfield Court"]
    assert row.citations[0].words == "Saving A/R.4.017"
    assert (row.differs, row.delivery) == (False, ())


def test_it_is_found_by_reference_or_name(library: Library) -> None:
    assert savings(library, "A/R.4.017") == savings(library, "respite redesign") == savings(library)
    assert savings(library, "Larkfield Court") == ()
    with pytest.raises(UnknownName):
        savings(library, "Z/R.9.999")


def test_two_sums_for_one_year_differ_and_for_two_years_do_not() -> None:
    first, other = Offer(Decimal(5), "2022/23", "a", None), Offer(Decimal(6), "2022/23", "b", None)
    assert _differ([first, other])
    assert not _differ([first, Offer(Decimal(6), "2023/24", "b", None), first])


@pytest.mark.parametrize("words", ["a shortfall of £20k", "the saving is on track", "an under-spend of £5k"])
def test_words_that_tell_of_delivery(words: str) -> None:
    assert DELIVERY.search(words)


def test_words_that_do_not() -> None:
    assert not DELIVERY.search("The service is run by the council")
