"""A person, with posts, committees, attendance and parts in papers; or a post, with holders and powers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interfaces.web.edition import edition_of
from interfaces.web.pages import decided_words
from interfaces.web.views import page
from kg.vocabulary import Has, Kind
from queries.actions import ActionRow, action_rows
from queries.committee import council_of
from queries.decisions import notices
from queries.described import kinds_of
from queries.person import PartRow, contacts_of, person_by
from queries.post import post_by
from queries.powers import pointing, powers_to

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from queries.answers import Ref
    from queries.attendance import AttendanceRow
    from queries.library import Library

KINDS: Final = (Kind.POST, Kind.PERSON, Kind.MEMBER, Kind.OFFICER)
# Parts in papers, in the order in which they are shown, with their headings; actions are told apart.
PARTS: Final = {
    "contact for": ("Reports that name this person as contact", "Report"),
    "leads on": ("Items that forward plans give this person to lead on", "Item"),
    "clearance": ("Clearances of reports", "Report"),
    "responsible for": ("Savings for which this person is named as responsible", "Saving"),
}


@dataclass(frozen=True, slots=True)
class Body:
    """What papers tell of a person at one committee's meetings; a meeting counts once."""

    committee: Ref
    present: int
    apologies: int
    listed: int
    roles: tuple[str, ...]
    since: str | None
    until: str | None


def thing_page(request: Request, iri: str) -> Response:
    """The page of a person or a post. UnknownName where there is none at this IRI."""
    library = edition_of(request).library()
    shown = _post if Kind.POST in kinds_of(library, iri) else _person
    return shown(request, library, iri)


def _post(request: Request, library: Library, iri: str) -> Response:
    return page(
        request,
        "post.html",
        answer=post_by(library, iri),
        council=council_of(library, iri),
        powers=powers_to(library, iri),
        decided=notices(library, [iri]),
        told=decided_words,
    )


def _person(request: Request, library: Library, iri: str) -> Response:
    answer = person_by(library, iri)
    parts = _once(answer.parts)
    return page(
        request,
        "person.html",
        answer=answer,
        kinds=_kinds(kinds_of(library, iri)),
        council=council_of(library, iri),
        contacts=contacts_of(library, iri),
        bodies=bodies(answer.attendance),
        attendance=sorted(answer.attendance, key=lambda row: row.date or "", reverse=True),
        told_parts=[(*PARTS[kind], rows) for kind in PARTS if (rows := [row for row in parts if row.part == kind])],
        actions=_actions(library, iri),
        decided=notices(library, [iri]),
        told=decided_words,
    )


def _kinds(kinds: Iterable[str]) -> str:
    found = [name for kind, name in ((Kind.MEMBER, "Member"), (Kind.OFFICER, "Officer")) if kind in kinds]
    return " and ".join(found).capitalize() or "Person"


def _actions(library: Library, iri: str) -> list[ActionRow]:
    """What this person is to do, newest first."""
    rows = library.ask("meetings-that-set", action=mine) if (mine := pointing(library, iri, Has.OWNER)) else []
    meetings = list(dict.fromkeys(row["meeting"] for row in rows))
    found = action_rows(library, meetings) if meetings else []
    return [row for row in reversed(found) if iri in {owner.iri for owner in row.owners}]


def _once(parts: Iterable[PartRow]) -> list[PartRow]:
    """What several papers, or editions of a plan, say alike is told once, with all places; the newest first."""
    alike: dict[tuple[object, ...], PartRow] = {}
    for part in parts:
        key = (part.part, part.what.casefold(), part.detail, part.meeting)
        if key in alike:
            part = replace(part, citations=tuple(dict.fromkeys((*alike[key].citations, *part.citations))))
        alike[key] = part
    return sorted(alike.values(), key=lambda part: part.meeting.label[-10:] if part.meeting else "", reverse=True)


def bodies(rows: Sequence[AttendanceRow]) -> list[Body]:
    """Attendance by committee, that with most meetings first."""
    by_body: dict[Ref, list[AttendanceRow]] = {}
    for row in rows:
        if row.committee:
            by_body.setdefault(row.committee, []).append(row)
    found = [_body(committee, same) for committee, same in by_body.items()]
    return sorted(found, key=lambda body: (-(body.present + body.apologies + body.listed), body.committee.label))


def _body(committee: Ref, rows: Sequence[AttendanceRow]) -> Body:
    dates = sorted(row.date for row in rows if row.date)

    def count(status: str) -> int:
        return len({row.date for row in rows if row.status == status})

    return Body(
        committee,
        count("present"),
        count("apologies"),
        count("member"),
        tuple(dict.fromkeys(row.role for row in rows if row.role)),
        dates[0] if dates else None,
        dates[-1] if dates else None,
    )
