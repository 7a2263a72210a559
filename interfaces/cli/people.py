"""`kg officer` and `kg member`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import day, lines, listed, name, shortened, told
from kg.base import Base
from kg.errors import UnknownName

if TYPE_CHECKING:
    from queries.person import PartRow, PersonAnswer, PostRow
    from queries.post import HolderRow


@click.command("officer", epilog="Example: kg officer 'A Clerk'")
@click.argument("officer_name", metavar="OFFICER")
@answers
@click.pass_obj
def officer(base: Base, officer_name: str, form: Form | None) -> None:
    """One officer: posts, addresses, reports, actions, clearances, and what is planned or to be saved.

    OFFICER may also be the title of a post: then, who held it, when, as far as papers say.
    """
    from queries.library import Library
    from queries.person import officer as ask
    from queries.post import post

    library = Library(base)
    try:
        answer = ask(library, officer_name)
    except UnknownName as unknown:
        try:
            held = post(library, officer_name)
        except UnknownName as no_post:
            raise (no_post if no_post.choices and not unknown.choices else unknown) from None
        also = f" (also {', '.join(held.names)})" if held.names else ""
        sections = [Section("holders", held.holders, HOLDER_COLUMNS, f"{held.post.label}{also}")]
        put(held, sections, form, "These papers do not say who held it.")
        return
    put(answer, [*_facts(answer), *_parts(answer)], form)


@click.command("member", epilog="Example: kg member 'A Member'")
@click.argument("member_name", metavar="MEMBER")
@answers
@click.pass_obj
def member(base: Base, member_name: str, form: Form | None) -> None:
    """One member: attendance, roles, who came in the member's place, and reports that name the member as contact."""
    from queries.library import Library
    from queries.person import member as ask

    answer = ask(Library(base), member_name)
    sections = [
        *_facts(answer),
        Section("attendance", answer.attendance, MEETING_COLUMNS, "Meetings"),
        Section("substitutes", answer.substitutes, SUBSTITUTE_COLUMNS, "Who came in the member's place"),
        *_parts(answer),
    ]
    put(answer, sections, form)


def _facts(answer: PersonAnswer) -> list[Section]:
    also = f" (also {', '.join(answer.names)})" if answer.names else ""
    addresses = listed(*answer.emails, *answer.telephones)
    facts = [{"person": f"{answer.person.label}{also}", "reached at": addresses}]
    return [
        Section("person", facts, FACT_COLUMNS),
        Section("posts", answer.posts, POST_COLUMNS, "Posts"),
    ]


def _parts(answer: PersonAnswer) -> list[Section]:
    return [Section("parts", answer.parts, PART_COLUMNS, "Reports, actions, clearances and plans")]


def _when(row: PostRow | HolderRow) -> str:
    """The dates of the papers that say so; before and after, they do not tell."""
    if row.since is None:
        return "no date given"
    return day(row.since) if row.since == row.until else f"{day(row.since)} to {day(row.until)}"


def _other(row: HolderRow) -> str:
    return f"{row.person.label} ({_when(row)})"


def _part(row: PartRow) -> str:
    return lines(shortened(row.what, 200), row.detail, told(row.citations, quoted=False))


FACT_COLUMNS: Final = (
    Column("Name", lambda row: row["person"]),
    Column("Reached at", lambda row: row["reached at"]),
)
POST_COLUMNS: Final = (
    Column("Post", lambda row: row.post, share=3),
    Column("In papers of", _when),
    Column("Also held by", lambda row: lines(*(_other(each) for each in row.others)), share=2),
    Column("Paper", lambda row: told(row.citations, quoted=False), share=3),
)
HOLDER_COLUMNS: Final = (
    Column("Held by", lambda row: row.person.label, share=1),
    Column("In papers of", _when),
    Column("Paper", lambda row: told(row.citations), share=3),
)
PART_COLUMNS: Final = (
    Column("Part", lambda row: row.part),
    Column("What", _part, share=3),
    Column("Meeting", lambda row: name(row.meeting), share=1),
)
MEETING_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date)),
    Column("Committee", lambda row: name(row.committee)),
    Column("Status", lambda row: row.status),
    Column("Role", lambda row: row.role),
    Column("In place of", lambda row: name(row.instead_of)),
    Column("Paper", lambda row: told(row.citations, quoted=False), share=1),
)
SUBSTITUTE_COLUMNS: Final = (
    Column("Date", lambda row: day(row.date)),
    Column("Committee", lambda row: name(row.committee)),
    Column("Substitute", lambda row: name(row.person)),
    Column("Paper", lambda row: told(row.citations, quoted=False), share=1),
)
