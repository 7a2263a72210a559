"""`kg compared`, `kg savings` and `kg gaps`: what became of what was recommended and offered, and what is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.options import DATE
from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import day, lines, listed, money, names, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.compared import ComparedRow
    from queries.gaps import GapKind, GapRow
    from queries.savings import Offer, SavingsRow

GAPS: Final = ("minutes", "papers", "reference", "name", "paper")
OUTCOMES: Final = ("as-recommended", "amended", "rejected", "deferred", "added", "not-found")


@click.command("compared", epilog="Example: kg compared Adults 2022-09 --only amended")
@click.argument("committee", required=False)
@click.argument("date", required=False, type=DATE)
@click.option(
    "--only", multiple=True, type=click.Choice(OUTCOMES), help="Only limbs of which this became; several times."
)
@answers
@click.pass_obj
def compared(base: Base, committee: str | None, date: str | None, only: tuple[str, ...], form: Form | None) -> None:
    """Recommended against resolved, limb by limb: as recommended, amended, rejected, deferred or added.

    Words that differ stand between « and ». What the minutes do not tell is shown as not found, and nothing is claimed.
    """
    from queries.compared import NOT_FOUND
    from queries.compared import compared as ask
    from queries.library import Library

    answer = ask(Library(base), committee, date, tuple(NOT_FOUND if each == "not-found" else each for each in only))
    put(answer, _by_item(answer, form), form, "No recommendation is held beside its minutes in these papers.")


@click.command("savings", epilog="Example: kg savings A/R.6.143")
@click.argument("scheme", required=False)
@answers
@click.pass_obj
def savings(base: Base, scheme: str | None, form: Form | None) -> None:
    """What business cases offer to save, who answers for it, and what finance reports tell of it.

    SCHEME is a reference or a name, or a part of it; without it, every scheme.
    """
    from queries.library import Library
    from queries.savings import savings as ask

    answer = ask(Library(base), scheme)
    put(answer, [Section("savings", answer, SAVINGS_COLUMNS)], form, "No case offers a saving in these papers.")


@click.command("gaps", epilog="Example: kg gaps --kind minutes --committee Adults")
@click.option("--kind", type=click.Choice(GAPS), help="Only gaps of this kind.")
@click.option("--committee", metavar="NAME", help="Only meetings of this committee.")
@answers
@click.pass_obj
def gaps(base: Base, kind: GapKind | None, committee: str | None, form: Form | None) -> None:
    """What is missing: minutes, papers of planned meetings, where references lead, names, papers with issues."""
    from queries.gaps import gaps as ask
    from queries.library import Library

    answer = ask(Library(base), kind, committee)
    put(answer, _by_kind(answer), form, "Nothing is known to be missing.")


def _by_kind(rows: Sequence[GapRow]) -> list[Section]:
    """A table a kind, under what to do about it."""
    groups = groupby(rows, key=lambda row: row.kind)
    return [Section(kind, list(found), GAP_COLUMNS, GAP_TITLES[kind]) for kind, found in groups]


def _by_item(rows: Sequence[ComparedRow], form: Form | None) -> list[Section]:
    """A table an item, under its heading; one list for programs."""
    if not rows or form == "csv" or (form is None and not sys.stdout.isatty()):
        return [Section("compared", rows, COMPARED_COLUMNS)]
    groups = groupby(rows, key=lambda row: (row.date, row.committee, row.minute, row.item))
    return [
        Section("compared", same, COMPARED_COLUMNS, _heading(same[0])) for _, found in groups if (same := list(found))
    ]


def _heading(row: ComparedRow) -> str:
    number = f"Minute {row.minute}: " if row.minute else ""
    return f"{day(row.date)}, {row.committee.label}\n{number}{row.item}"


def _recommended(row: ComparedRow) -> str:
    if row.recommended is None:
        return "(not recommended)" if row.outcome == "added" else "(the report is not in these papers)"
    return lines(_limb(row.limb, row.marked_recommended), told(row.asked_in, quoted=False))


def _decided(row: ComparedRow) -> str:
    if row.decided is None:
        return lines(f"“{shortened(row.told)}”" if row.told else "", told(row.decided_in, quoted=False))
    return lines(_limb(row.decided_limb, row.marked_decided), told(row.decided_in, quoted=False))


def _limb(limb: str | None, words: str | None) -> str:
    return f"({limb}) {words or ''}" if limb else words or ""


def _became(row: ComparedRow) -> str:
    return row.outcome.replace("-", " ")


def _scheme(row: SavingsRow) -> str:
    ties = (("depends on", row.depends_on), ("is needed by", row.needed_by))
    tied = (f"{how} {names(others)}" for how, others in ties if others)
    return lines(row.scheme.label, *tied, told(row.citations, quoted=False))


def _offers(row: SavingsRow) -> str:
    several = len({each.paper for each in row.offers}) > 1
    by_year = (_offer(each, several) for each in row.offers)
    return lines(*dict.fromkeys(by_year), "papers differ" if row.differs else "")


def _offer(offer: Offer, several: bool) -> str:
    told_on = f"({day(offer.paper_date)})" if several and offer.paper_date else ""
    return listed(money(offer.amount), offer.year and f"in {offer.year}", told_on, between=" ")


def _delivery(row: SavingsRow) -> str:
    if not row.delivery:
        return "not found in the finance reports held"
    name = row.scheme.label
    return lines(
        *(f"{day(each.date)}: “{_around(each.words, name)}”\n— {each.paper}, {each.place}" for each in row.delivery)
    )


def _around(words: str, name: str, longest: int = 240) -> str:
    """Words cut to where they speak of a name, or of its beginning."""
    parts = name.split()
    heads = (" ".join(parts[:count]).casefold() for count in range(len(parts), 1, -1))
    at = next((found for head in heads if (found := words.casefold().find(head)) >= 0), 0)
    begin = words.rfind(" ", 0, max(0, at - longest // 3)) + 1 if at > longest // 2 else 0
    return ("… " if begin else "") + shortened(words[begin:], longest)


SAVINGS_COLUMNS: Final = (
    Column("Reference", lambda row: row.reference),
    Column("Scheme", _scheme, share=3),
    Column("Offered", _offers),
    Column("Answers for it", lambda row: names(row.responsible), share=2),
    Column("Finance reports tell", _delivery, share=3),
)
GAP_TITLES: Final = {
    "minutes": "Minutes that are not held: find and ingest them",
    "papers": "Planned meetings without papers: find the pack; if the meeting was not held, nothing is missing",
    "reference": "References that lead nowhere: misprinted, misread, or to something that is not held",
    "name": "Names that could not be placed",
    "paper": "Papers with issues: `kg issues CODE` shows each place",
}
GAP_COLUMNS: Final = (
    Column("What", lambda row: row.what, share=3),
    Column("How it is known", lambda row: lines(row.why, f"→ {row.do}" if row.kind == "name" else ""), share=3),
    Column("Where", lambda row: told(row.citations, quoted=False), share=2),
)
COMPARED_COLUMNS: Final = (
    Column("Recommended", _recommended, share=1),
    Column("Resolved", _decided, share=1),
    Column("Became", _became),
)
