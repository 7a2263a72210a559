"""`kg trail`, `kg delegated`, `kg contracts`, `kg provider` and `kg scheme`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from interfaces.cli.options import DATE
from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.cli.wording import STEPS, day, lines, listed, money, months, name, names, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.contracts import ContractRow
    from queries.delegated import Delegated
    from queries.events import Event
    from queries.open_ends import OpenEnd
    from queries.terms import Term

TERMS: Final = {
    "scheme": "scheme",
    "provider": "provider",
    "annualValue": "value a year",
    "totalValue": "value in all",
    "termMonths": "term",
    "extensionMonths": "may be extended by",
    "startDate": "start",
    "endDate": "end",
    "precededBy": "takes the place of",
}


@click.command("trail", epilog="Example: kg trail 'Meadow Court'")
@click.argument("contract")
@answers
@click.pass_obj
def trail(base: Base, contract: str, form: Form | None) -> None:
    """What happened to a contract, from the first paper to the last, and what these papers leave open.

    CONTRACT is the name of a contract or of a scheme, or a part of it. What was recommended is told apart from what
    was resolved, what a paper reports, and what is planned.
    """
    from queries.library import Library
    from queries.trail import trail as ask

    answer = ask(Library(base), contract)
    terms = [_term(card.contract.label, term) for card in answer.contracts for term in card.terms]
    sections = [
        Section("terms", terms, TERM_COLUMNS, f"{answer.name}: the terms of its contracts"),
        Section("events", answer.events, EVENT_COLUMNS, "\nWhat happened"),
        Section("open", answer.open, OPEN_COLUMNS, "\nStill open, going by these papers"),
        Section("related", answer.related, RELATED_COLUMNS, "\nOther contracts of the same scheme"),
    ]
    put(answer, sections, form)


@click.command("delegated", epilog="Example: kg delegated --to 'Executive Director' --open")
@click.option("--to", metavar="POST", help="Only what was delegated to this post.")
@click.option(
    "--open", "only_open", is_flag=True, help="Only power to award a contract of which no later award is told."
)
@click.option("--since", type=DATE, help="Only delegations of this date or later.")
@answers
@click.pass_obj
def delegated(base: Base, to: str | None, only_open: bool, since: str | None, form: Form | None) -> None:
    """Which powers were delegated to which post: to award a contract, or otherwise."""
    from queries.delegated import delegated as ask
    from queries.library import Library

    answer = ask(Library(base), to, only_open, since)
    put(answer, [Section("delegated", answer, DELEGATED_COLUMNS)], form, "No such delegation in these papers.")


@click.command("contracts", epilog="Example: kg contracts --ending-before 2024-04-01 --format csv > ending.csv")
@click.option("--ending-before", type=DATE, help="Only contracts known to end before this date, the soonest first.")
@click.option("--provider", metavar="NAME", help="Only this provider's contracts.")
@answers
@click.pass_obj
def contracts(base: Base, ending_before: str | None, provider: str | None, form: Form | None) -> None:
    """Contracts with their terms, providers and ends.

    An end that no paper gives is worked out from start and term, and marked as derived.
    """
    from queries.contracts import contracts as ask
    from queries.library import Library

    answer = ask(Library(base), ending_before, provider)
    put(answer, [Section("contracts", answer, CONTRACT_COLUMNS)], form, "No such contract in these papers.")


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


@click.command("scheme", epilog="Example: kg scheme A/R.6.143")
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


def _term_value(row: dict[str, Any]) -> str:
    value = str(row["value"])
    match row["term"]:
        case "annualValue" | "totalValue":
            from queries.answers import pounds

            return money(pounds(value))
        case "termMonths" | "extensionMonths":
            return months(int(value))
        case "startDate" | "endDate":
            return day(value)
        case _:
            return value


def _term_cell(row: dict[str, Any]) -> str:
    """A value with its words; of the scheme, which every paper names again and again, the places alone."""
    return lines(_term_value(row), told(row["citations"], quoted=row["term"] not in ("scheme", "precededBy")))


def _term(contract: str, term: Term) -> dict[str, Any]:
    return {"contract": contract, "term": term.name, "value": term.value, "citations": term.citations}


def _open(row: OpenEnd) -> str:
    step = f"{STEPS.get(row.step, row.step)}: {row.contract.label}"
    return lines(step, told(row.citations, quoted=False))


def _happening(event: Event) -> str:
    """A step in words: what, to whom, with whom, for how much; then the papers' own words."""
    vote = f"by vote: {event.vote}" if event.vote else ""
    details = listed(
        f"to {event.delegated_to.label}" if event.delegated_to else "",
        f"in consultation with {names(event.consulted)}" if event.consulted else "",
        f"provider {event.provider.label}" if event.provider else "",
        money(event.value),
        f"limit {event.limit}" if event.limit else "",
        f"{event.body.label}" if event.body else "",
        vote,
    )
    return lines(f"{STEPS.get(event.step, event.step)}: {event.contract.label}", details, told(event.citations))


def _delegation(row: Delegated) -> str:
    what = f"award: {row.contract.label}" if row.contract and row.reported is not None else shortened(row.power, 160)
    details = listed(
        f"in consultation with {names(row.consulted)}" if row.consulted else "",
        f"limit {row.limit}" if row.limit else "",
        f"by {row.body.label}" if row.body else "",
    )
    return lines(what, details, told(row.citations))


def _reported(row: Delegated) -> str:
    return {True: "reported", False: "not reported", None: ""}[row.reported]


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
    return lines(row.contract.label, f"scheme: {scheme}" if scheme else "", provider, told(row.citations, quoted=False))


TERM_COLUMNS: Final = (
    Column("Contract", lambda row: row["contract"], share=2),
    Column("Term", lambda row: TERMS.get(row["term"], row["term"])),
    Column("Value, and the papers' words", lambda row: _term_cell(row), share=5),
)
EVENT_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date) or "undated"),
    Column("Status", lambda row: row.status),
    Column("Step, and the papers' words", _happening, share=1),
)
OPEN_COLUMNS: Final = (
    Column("Since", lambda row: day(row.since) or "undated"),
    Column("Status", lambda row: row.status),
    Column("Step", _open, share=1),
    Column("Open", lambda row: row.what),
)
RELATED_COLUMNS: Final = (Column("Contract", lambda row: row.label),)
DELEGATED_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date) or "undated"),
    Column("Status", lambda row: row.status),
    Column("To", lambda row: name(row.delegated_to), share=2),
    Column("Power, and the papers' words", _delegation, share=5),
    Column("Award", _reported),
)
CONTRACT_COLUMNS: Final = (
    Column("Contract", _whose, share=3),
    Column("Terms", _terms, share=2),
    Column("Start", lambda row: day(row.start)),
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
