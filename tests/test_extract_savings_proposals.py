"""Tables of savings proposals by years, and what stands around them in a scrutiny committee's pack."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Action, PlannedItem, Record, Saving, Scheme

HEADS = "Ref	Proposal	2031/32 £000	2032/33 £000	Responsible officer"
PACK = """# HARLE COUNTY COUNCIL

# HEALTH SCRUTINY COMMITTEE

20 January 2031

## Item 4: Action tracker

Meeting	Item	Action agreed	Lead	RAG / update
14 October 2030	6. Meals	Give the number of meals served.	Gwen Moss	Complete. Sent on 2 December.

## Item 5: Savings proposals 2031/32

Purpose of report: to ask for views on the savings below before Cabinet settles its
budget on 10 February 2031.

{table}

## Item 6: Cabinet forward plan - key decisions

Decision and reference	Decision maker	Earliest date	Report author
KD 2031/03 Award of the meals contract	Cabinet	10 February 2031	Gwen Moss
Key decisions are those that cost more than £500,000, or that touch two or more
divisions.
"""
TABLE = f"""{HEADS}
ASC-05	Fewer night shifts	(850)	(400)	Gwen Moss
PH-02	Cheaper smoking clinics	-	(90)	Hari Dell
Total		(850)	(490)	"""


def _read(table: str = TABLE) -> tuple[Record, ...]:
    return extract(divide(read_text(PACK.format(table=table).encode())))


def _savings(records: tuple[Record, ...]) -> list[tuple[str | None, str, Decimal, str | None, tuple[str, ...]]]:
    return [(r.ref, r.scheme, r.amount, r.year, r.responsible) for r in records if isinstance(r, Saving)]


def test_a_proposal_saves_the_sum_of_its_first_year_in_the_heads_unit() -> None:
    assert _savings(_read()) == [
        ("ASC-05", "Fewer night shifts", Decimal(850_000), "2031/32", ("Gwen Moss",)),
        ("PH-02", "Cheaper smoking clinics", Decimal(90_000), "2032/33", ("Hari Dell",)),
    ]


def test_each_proposal_is_a_scheme_of_savings() -> None:
    schemes = [(r.name, r.ref) for r in _read() if isinstance(r, Scheme) and r.kind == "savings"]
    assert schemes == [("Fewer night shifts", "ASC-05"), ("Cheaper smoking clinics", "PH-02")]


def test_what_costs_more_among_savings_in_brackets_saves_nothing() -> None:
    table = f"{HEADS}\nASC-05	Fewer night shifts	(850)	-	Gwen Moss\nASC-06	More nurses	120	-	Gwen Moss"
    assert [ref for ref, *_ in _savings(_read(table))] == ["ASC-05"]


@pytest.mark.parametrize(
    "table",
    [
        "Ref	Scheme	2031/32 £000	Lead\nCP-1	New roof	850	Gwen Moss",
        "Ref	Proposal	Lead\nASC-05	Fewer night shifts	Gwen Moss",
    ],
)
def test_a_table_not_of_savings_by_years_gives_none(table: str) -> None:
    words = PACK.format(table=table).replace("Savings proposals", "Capital programme").replace("the savings", "what is")
    assert not _savings(extract(divide(read_text(words.encode()))))


def test_an_action_log_ends_where_another_items_table_begins() -> None:
    actions = [(r.text, r.status) for r in _read() if isinstance(r, Action)]
    assert actions == [("Give the number of meals served.", "Complete")]


def test_a_plans_reference_before_the_title_is_no_part_of_it_and_a_note_below_is_none_either() -> None:
    items = [(r.title, r.ref) for r in _read() if isinstance(r, PlannedItem)]
    assert items == [("Award of the meals contract", "KD 2031/03")]
