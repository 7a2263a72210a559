"""`kg trail`, `kg delegated`, `kg contracts`, `kg renewals`, `kg provider` and `kg scheme`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.options import DATE
from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.contract_rows import trail_rows
from interfaces.contract_words import (
    STATES,
    facts,
    happening,
    headline,
    label_of,
    limit,
    power_state,
    quoted,
    start_cell,
    state_cell,
    told_together,
    where,
)
from interfaces.wording import day, lines, listed, money, months, name, names, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.contracts import ContractRow
    from queries.delegated import Delegated
    from queries.renewals import Renewal
    from queries.trail import Trail


@click.command("trail", epilog="Example: kg trail 'Meadow Court'")
@click.argument("contract")
@click.option("--as-of", type=DATE, help="Where things stood on this date; without it, as the newest papers tell.")
@click.option("--svg", metavar="FILE", type=click.Path(path_type=Path), help="Draw it into this file instead.")
@answers
@click.pass_obj
def trail(base: Base, contract: str, as_of: str | None, svg: Path | None, form: Form | None) -> None:
    """Where a contract stands, what happened to it from the first paper to the last, and what these papers leave open.

    CONTRACT is the name of a contract or of a scheme, or a part of it. What was recommended is told apart from what
    was resolved, what a paper reports, and what is planned. A plan whose day is over is told as a plan.
    """
    from queries.library import Library
    from queries.trail import trail as ask

    answer = ask(Library(base), contract, as_of)
    if svg:
        from interfaces.pictures.svg import write
        from interfaces.pictures.timeline import timeline

        write(svg, timeline(answer))
        return
    put(answer, _trail_in_full(answer) if form == "csv" else _trail_on_a_screen(answer), form)


def _trail_on_a_screen(answer: Trail) -> list[Section]:
    """For each contract, the latest first, where it stands and what to know of it, then its steps."""
    sections = []
    for at, card in enumerate(reversed(answer.contracts)):
        title = headline(answer, card)
        sections.append(Section("contract", list(facts(answer, card)), FACT_COLUMNS, f"{chr(10) if at else ''}{title}"))
        steps = told_together(event for event in answer.events if event.contract.iri == card.contract.iri)
        sections.append(Section("events", steps, STEP_COLUMNS))
    related = Section(
        "related", answer.related, RELATED_COLUMNS, "\nOther contracts of the same scheme, or of a like name"
    )
    return [*sections, related]


def _trail_in_full(answer: Trail) -> list[Section]:
    """Everything, for a spreadsheet."""
    return [Section(name, found, ()) for name, found in trail_rows(answer)]


@click.command("delegated", epilog="Example: kg delegated --to 'Executive Director' --open")
@click.option("--to", metavar="POST", help="Only what was delegated to this post.")
@click.option(
    "--open", "only_open", is_flag=True, help="Only power to award a contract of which no later award is told."
)
@click.option("--since", type=DATE, help="Only delegations of this date or later.")
@click.option("--before", type=DATE, help="Only delegations before this date.")
@click.option("--as-of", type=DATE, help="What had become of them on this date; without it, as the newest papers tell.")
@answers
@click.pass_obj
def delegated(
    base: Base,
    to: str | None,
    only_open: bool,
    since: str | None,
    before: str | None,
    as_of: str | None,
    form: Form | None,
) -> None:
    """The register of delegations: which powers were given to which post, and what became of each."""
    from queries.delegated import delegated as ask
    from queries.library import Library

    answer = ask(Library(base), to, only_open, since, before, as_of)
    put(answer, [Section("delegated", answer, DELEGATED_COLUMNS)], form, "No such delegation in these papers.")


@click.command("contracts", epilog="Example: kg contracts --ending-before 2024-04-01 --format csv > ending.csv")
@click.option("--ending-before", type=DATE, help="Only contracts known to end before this date, the soonest first.")
@click.option("--provider", metavar="NAME", help="Only this provider's contracts.")
@click.option("--state", type=click.Choice(tuple(STATES)), help="Only contracts in this state.")
@click.option("--as-of", type=DATE, help="Where they stood on this date; without it, as the newest papers tell.")
@answers
@click.pass_obj
def contracts(
    base: Base,
    ending_before: str | None,
    provider: str | None,
    state: str | None,
    as_of: str | None,
    form: Form | None,
) -> None:
    """Contracts with where they stand, their terms, providers and ends.

    An end that no paper gives is worked out from start and term, and marked as derived.
    """
    from queries.contracts import contracts as ask
    from queries.library import Library

    answer = ask(Library(base), ending_before, provider, as_of, state)
    put(answer, [Section("contracts", answer, CONTRACT_COLUMNS)], form, "No such contract in these papers.")


@click.command("renewals", epilog="Example: kg renewals --within 12 --of 2025-01-01")
@click.option(
    "--within", type=click.IntRange(1, 600), metavar="MONTHS", default=12, help="How far to look ahead (default 12)."
)
@click.option("--of", "of_day", type=DATE, help="From which date on; today unless said.")
@answers
@click.pass_obj
def renewals(base: Base, within: int, of_day: str | None, form: Form | None) -> None:
    """Contracts that end within so many months, and extensions that must be taken by then.

    An option to extend must be taken by the end of the current term. An end is printed, where a paper gives it, or
    computed from start and term.
    """
    import datetime

    from queries.library import Library
    from queries.renewals import renewals as ask

    answer = ask(Library(base), within, of_day or datetime.date.today().isoformat())
    put(answer, [Section("renewals", answer, RENEWAL_COLUMNS)], form, "No contract is known to end in that time.")


@click.command("provider", epilog="Example: kg provider 'Fern Homecare'")
@click.argument("provider_name", metavar="PROVIDER")
@answers
@click.pass_obj
def provider(base: Base, provider_name: str, form: Form | None) -> None:
    """One provider: its names, its contracts, and what happened to them."""
    from queries.library import Library
    from queries.provider import provider as ask

    answer = ask(Library(base), provider_name)
    also = f" (also {', '.join(answer.names)})" if answer.names else ""
    sections = [
        Section("contracts", answer.contracts, CONTRACT_COLUMNS, f"{answer.provider.label}{also}: contracts"),
        Section("events", answer.events, EVENT_COLUMNS, "\nWhat happened"),
        Section("places", answer.citations, CITATION_COLUMNS, "\nWhere papers speak of it"),
    ]
    put(answer, sections, form)


@click.command("scheme", epilog="Example: kg scheme A/R.6.401")
@click.argument("scheme_name", metavar="SCHEME")
@answers
@click.pass_obj
def scheme(base: Base, scheme_name: str, form: Form | None) -> None:
    """One scheme, by name or reference: its contracts, savings and dependencies."""
    from queries.library import Library
    from queries.scheme import scheme as ask

    answer = ask(Library(base), scheme_name)
    about = listed(*answer.references, *answer.kinds, *(f"also {name}" for name in answer.names))
    title = f"{answer.scheme.label} ({about})" if about else answer.scheme.label
    sections = [
        Section("contracts", answer.contracts, CONTRACT_COLUMNS, f"{title}: contracts"),
        Section("savings", answer.savings, SAVING_COLUMNS, f"\n{title}: savings"),
        Section("dependencies", answer.dependencies, DEPENDENCY_COLUMNS, f"\n{title}: dependencies"),
        Section("places", answer.citations, CITATION_COLUMNS, f"\n{title}: where papers speak of it"),
    ]
    put(answer, sections, form)


def _delegation(row: Delegated) -> str:
    """A power in words: what, by whom, with whom, within which limits; then the papers' own words."""
    what = f"award: {row.contract.label}" if row.contract else shortened(row.power, 160)
    details = listed(
        f"by {row.body.label}" if row.body else "",
        f"in consultation with {names(row.consulted)}" if row.consulted else "",
        limit(row.limit),
    )
    words = quoted(row.citations, 160) if row.contract else ""
    return lines(what, details, words, f"— {where(row.citations)}")


def _outcome(row: Delegated) -> str:
    """What became of a power, and which paper says so."""
    return lines(power_state(row), row.why, f"— {where(row.settled_by)}" if row.settled_by else "")


def _renewal_end(row: Renewal) -> str:
    others = f"another paper: {', '.join(map(day, row.other_ends))}" if row.other_ends else ""
    return lines(day(row.end), row.end_basis, others)


def _renewal_to_do(row: Renewal) -> str:
    option = ""
    if row.option_months:
        until = f"to {day(row.extended_end)}; to be taken by {day(row.end)}"
        option = f"may be extended by {months(row.option_months)}, {until}"
    follows = f"to be followed by {names(row.followed_by)}" if row.followed_by else ""
    stands = f"stands: {STATES[row.state]}" if row.state else ""
    return lines(option or "no option to extend is told", follows, stands)


def _renewal_whose(row: Renewal) -> str:
    value = f"{money(row.annual_value)} a year" if row.annual_value is not None else ""
    total = f"{money(row.total_value)} in all" if row.total_value is not None else ""
    provider = f"provider: {names(row.providers)}" if row.providers else ""
    return lines(label_of(row.contract), listed(provider, value, total), f"— {where(row.citations, 3)}")


def _terms(row: ContractRow) -> str:
    extension = f"may be extended by {months(row.extension_months)}" if row.extension_months else ""
    value = f"{money(row.annual_value)} a year" if row.annual_value is not None else ""
    total = f"{money(row.total_value)} in all" if row.total_value is not None else ""
    before = f"takes the place of {names(row.preceded_by)}" if row.preceded_by else ""
    return lines(value, total, months(row.term_months), extension, before)


def _end(row: ContractRow) -> str:
    return f"{day(row.end)}{' (derived)' if row.end_basis == 'derived' else ''}"


def _whose(row: ContractRow) -> str:
    scheme = names(row.schemes)
    provider = f"provider: {names(row.providers)}" if row.providers else ""
    return lines(
        label_of(row.contract), f"scheme: {scheme}" if scheme else "", provider, told(row.citations, quoted=False)
    )


FACT_COLUMNS: Final = (
    Column("", lambda row: row[0]),
    Column("What these papers tell", lambda row: row[1], share=1),
)
STEP_COLUMNS: Final = (
    Column("Date", lambda row: day(row[0].date) or "undated"),
    Column("Step, and the paper's words", happening, share=2),
    Column("Paper", lambda row: where(row[0].citations), share=1),
)
EVENT_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date) or "undated"),
    Column("Contract", lambda row: row.contract.label, share=1),
    Column("Step, and the paper's words", lambda row: happening((row,)), share=2),
    Column("Paper", lambda row: where(row.citations), share=1),
)
RELATED_COLUMNS: Final = (Column("Contract", lambda row: row.label, share=1),)
DELEGATED_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date) or "undated"),
    Column("To", lambda row: name(row.delegated_to), share=2),
    Column("Power, and the papers' words", _delegation, share=4),
    Column("What became of it", _outcome, share=3),
)
RENEWAL_COLUMNS: Final = (
    Column("Ends", _renewal_end),
    Column("Contract", _renewal_whose, share=3),
    Column("What is to be done", _renewal_to_do, share=2),
)
CONTRACT_COLUMNS: Final = (
    Column("Contract", _whose, share=2),
    Column("State", state_cell, share=1),
    Column("Terms", _terms, share=1),
    Column("Start", start_cell),
    Column("End", _end),
)
SAVING_COLUMNS: Final = (
    Column("Year", lambda row: row.year),
    Column("Saving", lambda row: money(row.amount), right=True),
    Column("Responsible", lambda row: names(row.responsible), share=2),
    Column("Words", lambda row: told(row.citations), share=5),
)
DEPENDENCY_COLUMNS: Final = (
    Column("", lambda row: row.how),
    Column("Scheme", lambda row: row.scheme.label, share=2),
    Column("Words", lambda row: told(row.citations), share=4),
)
CITATION_COLUMNS: Final = (Column("Words", lambda row: told([row]), share=1),)
