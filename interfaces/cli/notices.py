"""`kg notices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.contract_words import label_of, where
from interfaces.wording import day
from kg.base import Base

if TYPE_CHECKING:
    from queries.unmet import Unmet, UnmetKind

MISSING: Final = {"award": "no notice", "notice": "no decision"}


@click.command("notices", epilog="Example: kg notices --kind award")
@click.option("--kind", type=click.Choice(("award", "notice")), help="Only awards without a notice, or only notices.")
@answers
@click.pass_obj
def notices(base: Base, kind: UnmetKind | None, form: Form | None) -> None:
    """Awards of which no notice is held, and published notices on which no committee's decision is.

    By what this base holds and what is certainly one; `kg review` asks about what is likely.
    """
    from queries.library import Library
    from queries.unmet import unmet as ask

    answer = ask(Library(base), kind)
    put(answer, [Section("notices", answer, COLUMNS)], form, "Every award has its notice, and every notice a decision.")


def _missing(row: Unmet) -> str:
    return MISSING[row.kind]


def _contract(row: Unmet) -> str:
    return label_of(row.contract)


COLUMNS: Final = (
    Column("Missing", _missing),
    Column("Contract", _contract, share=2),
    Column("Date", lambda row: day(row.date)),
    Column("Because", lambda row: row.why, share=2),
    Column("Where", lambda row: where(row.citations), share=2),
)
