"""`kg search`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import day, lines, listed, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.search import Found, SearchAnswer

FACETS: Final = ("committee", "council", "kind", "outcome", "paper_kind", "thing_kind", "year")
SORTS: Final = ("relevance", "date", "date-asc")


@click.command(
    "search",
    # No -h here: `-charges` is a word to leave out, and not six short options.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
    epilog="Example: kg search 'respite charges after:2018 -kind:forward-plan' --facet committee",
)
@click.argument("words", nargs=-1, metavar="WORDS…")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0, 1000), help="How many passages to show.")
@click.option("--offset", default=0, type=click.IntRange(0), help="How many of the first to pass over.")
@click.option(
    "--sort", default="relevance", show_default=True, type=click.Choice(SORTS), help="Best, newest or oldest first."
)
@click.option("--facet", "facets", multiple=True, type=click.Choice(FACETS), help="Also count the passages by this.")
@click.option("--only", multiple=True, metavar="FACET=VALUE", help="Only with this value of a facet; repeatable.")
@answers
@click.pass_obj
def search(
    base: Base,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    sort: Any,
    facets: tuple[str, ...],
    only: tuple[str, ...],
    form: Form | None,
) -> None:
    """Search the words of all papers.

    \b
    respite charges        both words, in any of their forms
    '"respite charges"'    the words beside each other
    charges OR fees        either; also AND, NOT, parentheses, -without
    commis* chargse~       words that begin so; words spelt nearly so
    committee:adults officer:"A Name" kind:minutes after:2018-09 before:2020
    """
    from queries.library import Library
    from queries.search import search as ask

    answer = ask(Library(base), " ".join(words), limit, offset, sort, facets, _chosen(only))
    counts = [
        {"facet": facet, "value": value, "passages": count}
        for facet, values in answer.facets.items()
        for value, count in values.items()
    ]
    sections = [Section("passages", answer.passages, COLUMNS)]
    if counts:
        sections.append(Section("facets", counts, FACET_COLUMNS, "\nCounted by"))
    put(answer if form == "json" and facets else answer.passages, sections, form, _nothing(answer))
    _say_more(answer, offset)


def _chosen(only: tuple[str, ...]) -> dict[str, list[str]]:
    """What was chosen by facet; of several values of one facet any will do."""
    chosen: dict[str, list[str]] = {}
    for name, value in map(_pair, only):
        chosen.setdefault(name, []).append(value)
    return chosen


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise click.BadParameter(f"“{given}” should be a facet and its value, such as year=2018.", param_hint="--only")
    return name, value


def _nothing(answer: SearchAnswer) -> str:
    return f"No passage answers “{answer.query}”." if not answer.total else "No more passages."


def _say_more(answer: SearchAnswer, offset: int) -> None:
    shown = offset + len(answer.passages)
    if answer.passages and shown < answer.total:
        click.echo(f"{offset + 1}–{shown} of {answer.total} passages; more with --limit and --offset.", err=True)
    if answer.did_you_mean:
        click.echo(f"Did you mean: {answer.did_you_mean}", err=True)


def _marked(found: Found) -> object:
    """The piece with the words found in bold; between « » where nothing is bold."""
    if not sys.stdout.isatty():
        return _bracketed(found)
    from rich.text import Text

    from interfaces.cli.tables import harmless

    text = Text(harmless(found.snippet))
    for start, end in found.marks:
        text.stylize("bold yellow", start, end)
    return text


def _bracketed(found: Found) -> str:
    pieces, at = [], 0
    for start, end in found.marks:
        pieces += [found.snippet[at:start], "«", found.snippet[start:end], "»"]
        at = end
    return "".join([*pieces, found.snippet[at:]])


def _where(found: Found) -> str:
    return lines(
        listed(found.committee, day(found.date), between=", "), told(found.citations, quoted=False), found.heading
    )


COLUMNS = (Column("Passage", _marked, share=3), Column("Where", _where, share=2))
FACET_COLUMNS = (
    Column("Facet", lambda row: row["facet"]),
    Column("Value", lambda row: row["value"]),
    Column("Passages", lambda row: row["passages"], right=True),
)
