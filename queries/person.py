"""`kg officer` and `kg member`: what do papers state about a person?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownName
from kg.normal import PersonKind
from kg.vocabulary import Kind
from queries.answers import Citation, Ref, Row, amount, every, first, grouped, last_part
from queries.attendance import AttendanceRow, attendance_rows, substitute_rows
from queries.described import kinds_of, name_of
from queries.library import Library
from queries.names import choices, find, the_one
from queries.post import HolderRow, holders

KINDS: Final = {
    "Contact": "contact for",
    "Action": "action",
    "Clearance": "clearance",
    "PlannedItem": "leads on",
    "Saving": "responsible for",
}


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post that papers give to a person; `iri` is its own.

    since, until   the dates of the first and the last paper that says so; None where no such paper has a date
    others         who else held it, with the dates of papers that say so
    """

    post: str
    citations: tuple[Citation, ...]
    since: str | None = None
    until: str | None = None
    others: tuple[HolderRow, ...] = ()
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """An e-mail address or a telephone number, as a report prints it."""

    printed: str
    is_email: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """What a person has a part in: a report as its contact, an action, a clearance, a planned item, a saving."""

    part: str
    what: str
    detail: str | None
    meeting: Ref | None
    statement: str
    citations: tuple[Citation, ...]
    about: str | None = None


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """A person; members have attendance and substitutions, officers posts and parts, some have all."""

    person: Ref
    names: tuple[str, ...]
    emails: tuple[str, ...]
    telephones: tuple[str, ...]
    posts: tuple[PostRow, ...]
    parts: tuple[PartRow, ...]
    attendance: tuple[AttendanceRow, ...] = ()
    substitutes: tuple[AttendanceRow, ...] = ()


def officer(library: Library, name: str) -> PersonAnswer:
    """The officer of that name. UnknownName, with choices, where none or several answer to it."""
    return _person(library, _found(library, name, "officer", "member"))


def member(library: Library, name: str) -> PersonAnswer:
    """The member of that name, with the meetings. UnknownName, with choices, where none or several answer to it."""
    return _person(library, _found(library, name, "member", "officer"), attends=True)


def person_by(library: Library, iri: str) -> PersonAnswer:
    """A person by the IRI. UnknownName where there is none."""
    if not kinds_of(library, iri) & {Kind.PERSON, Kind.MEMBER, Kind.OFFICER}:
        raise UnknownName("There is no such person in these papers.")
    return _person(library, Ref(iri, name_of(library, iri)), attends=True)


def _found(library: Library, name: str, kind: PersonKind, other: PersonKind) -> Ref:
    """The person of a name; where only the other kind has one, the error says so."""
    try:
        return the_one(library, name, kind)
    except UnknownName as unknown:
        elsewhere = None if unknown.choices else find(library, name, other)
        if elsewhere is None or elsewhere.closeness == "nearly":
            raise
        raise UnknownName(f"{unknown} Try `kg {other}`.", choices(elsewhere.things)) from None


def _person(library: Library, person: Ref, attends: bool = False) -> PersonAnswer:
    rows = library.ask("person", person=person.iri)
    statements = grouped((row for row in rows if "statement" in row), "statement")
    meetings = _meetings(library, every(rows, "meeting"))
    return PersonAnswer(
        person=person,
        names=tuple(name for name in every(rows, "name") if name != person.label),
        emails=every(rows, "email"),
        telephones=every(rows, "telephone"),
        posts=_posts(library, person.iri),
        parts=tuple(part for same in statements if (part := _part(library, same, meetings))),
        attendance=tuple(attendance_rows(library, person=person.iri, meeting=None)) if attends else (),
        substitutes=tuple(substitute_rows(library, person.iri)) if attends else (),
    )


def _posts(library: Library, person: str) -> tuple[PostRow, ...]:
    """A person's posts, with who else held each."""
    held = holders(library, person=person)
    of_others = holders(library, posts=[row.post.iri for row in held]) if held else ()
    return tuple(
        PostRow(
            row.post.label,
            row.citations,
            row.since,
            row.until,
            tuple(other for other in of_others if other.post == row.post and other.person.iri != person),
            row.post.iri,
        )
        for row in held
    )


def contacts_of(library: Library, person: str) -> tuple[ContactRow, ...]:
    """Addresses and numbers that reports print for a person, each once."""
    found: dict[str, list[Row]] = {}
    printed: dict[str, str] = {}
    for row in library.ask("person-contacts", person=person):
        for name in ("email", "telephone"):
            if name in row:
                key = "".join(row[name].casefold().split())
                printed.setdefault(key, row[name])
                found.setdefault(key, []).append(row)
    return tuple(ContactRow(printed[key], "@" in key, library.cite(rows)) for key, rows in found.items())


def _saved(rows: Sequence[Row]) -> str | None:
    """How much is to be saved, and in which year."""
    pounds = amount(rows, "amount")
    year = first(rows, "year")
    return None if pounds is None else f"£{pounds:,.0f}{f' in {year}' if year else ''}"


def _meetings(library: Library, iris: Sequence[str]) -> dict[str, Ref]:
    """Meetings by their IRIs, with their names."""
    rows = library.ask("meetings-of", meeting=iris, committee=None, day=None) if iris else []
    return {row["meeting"]: Ref(row["meeting"], row["meetingLabel"]) for row in rows}


def _part(library: Library, rows: Sequence[Row], meetings: Mapping[str, Ref]) -> PartRow | None:
    kind = last_part(rows[0]["kind"])
    if kind not in KINDS:
        return None
    return PartRow(
        KINDS[kind],
        first(rows, "what") or "",
        first(rows, "detail") or _saved(rows),
        meetings.get(first(rows, "meeting") or ""),
        rows[0]["statement"],
        library.cite(rows),
        first(rows, "about"),
    )
