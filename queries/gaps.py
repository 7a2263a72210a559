"""`kg gaps`: what is missing: minutes, papers of planned meetings, where references lead, names, whole papers?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.issue_codes import ISSUE_CODES
from queries.answers import Citation, Row, first, grouped
from queries.library import Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.gap_meetings import Missing

GapKind = Literal["minutes", "papers", "reference", "name", "paper"]
KINDS: Final[tuple[GapKind, ...]] = ("minutes", "papers", "reference", "name", "paper")
# Issues of names that could not be placed; the others are told paper by paper.
NAMES: Final = ("ambiguous-person", "unread-owner", "unread-lead", "unnamed-contact", "council-unknown")
DO: Final[dict[GapKind, str]] = {
    "minutes": "Find the minutes of this meeting and ingest them.",
    "papers": "Find the pack of this meeting and ingest it; if the meeting was not held, nothing is missing.",
    "reference": "See whether the reference is misprinted or misread; else find what it leads to and ingest it.",
    "name": "Look at the place; `kg review` asks about names that may be one.",
    "paper": "`kg issues CODE` shows each place with its words.",
}
SIGNS: Final = {
    "minutes-approved": "other minutes approve them",
    "minute-cited": "papers cite them by number",
    "report": "its reports are held",
    "planned": "a forward plan lists items for it",
}


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something that is missing.

    kind   minutes, papers, reference, name or paper
    what   that is missing, and where: a meeting, a reference, a name's issue, a paper with issues
    why    how that is known
    do     what a clerk can do about it
    """

    kind: GapKind
    what: str
    date: str | None
    why: str
    do: str
    citations: tuple[Citation, ...]
    basis: str = "derived"


def gaps(library: Library, kind: GapKind | None = None, committee: str | None = None) -> tuple[GapRow, ...]:
    """All gaps, by kind; `committee` leaves only its meetings. UnknownName where none or several answer to a name."""
    wanted = the_one(library, committee, "committee").iri if committee else None
    found = _meetings(library, wanted) if wanted else library.once("gaps", lambda: _all(library))
    return tuple(row for row in found if kind is None or row.kind == kind)


def _all(library: Library) -> list[GapRow]:
    return [*_meetings(library, None), *_references(library), *_issues(library)]


def _meetings(library: Library, committee: str | None) -> list[GapRow]:
    from kg.derive.gap_facts import approved_unheld, read

    days = {row["meeting"]: row for row in library.ask("meeting-days")}
    labels = {row["committee"]: row["committeeLabel"] for row in days.values()}
    missing = [each for each in read(library.store) if committee in (None, days[each.meeting]["committee"])]
    unheld = [each for each in approved_unheld(library.store) if committee in (None, each[0])]
    cited = sources(library, [iri for each in missing for iri in each.sources] + [iri for _, _, iri in unheld])
    rows = [_meeting(each, days[each.meeting], cited) for each in missing]
    why = SIGNS["minutes-approved"]
    for body, day, iri in unheld:
        what = f"Minutes: {labels.get(body, body)}, {day}"
        rows.append(GapRow("minutes", what, day, why, DO["minutes"], places(cited, (iri,))))
    return sorted(rows, key=lambda row: (KINDS.index(row.kind), row.date or "~", row.what))


def _meeting(each: Missing, row: Row, cited: dict[str, tuple[Citation, ...]]) -> GapRow:
    what = f"{each.what.capitalize()}: {row['meetingLabel']}"
    why = "; ".join(SIGNS[sign] for sign in each.signs)
    return GapRow(each.what, what, row["day"], why, DO[each.what], _in_order(places(cited, each.sources)))


def _in_order(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(sorted(citations, key=lambda each: (each.date or "~", each.file_name, each.page or 0, each.line or 0)))


def _references(library: Library) -> Iterator[GapRow]:
    """References of reports that no plan lists, where plans of that council are held; schemes and reports not held."""
    plans = {_letters(row["reference"]) for row in library.ask("plan") if "reference" in row}
    scopes = {_scope(row["committee"]) for row in library.ask("plan") if "committee" in row}
    rows = library.ask("loose-references")
    for same in grouped(rows, "how", "reference"):
        how, reference = same[0]["how"], same[0]["reference"]
        if how == "plan" and (_letters(reference) in plans or not _years(reference, plans) or not scopes):
            continue
        what, why = _reference(how, reference, same)
        yield GapRow("reference", what, None, why, DO["reference"], library.cite(same))


def _reference(how: str, reference: str, rows: Sequence[Row]) -> tuple[str, str]:
    title = first(rows, "title") or ""
    match how:
        case "plan":
            return f"Forward plan reference {reference}", f"the report “{title}” bears it, and no plan held lists it"
        case "scheme":
            return reference, f"“{title}” depends on it, and no business case of that name is held"
        case _:
            return reference, "recommendations are of this report, whose head was not read"


def _years(reference: str, plans: set[str]) -> bool:
    """Does a plan that is held have references of the same year? Of other years none could list it."""
    return any(each[:4] == _letters(reference)[:4] for each in plans)


def _letters(reference: str) -> str:
    return re.sub(r"[^0-9a-z]", "", reference.casefold())


def _scope(iri: str) -> str:
    from kg.ids import scope_of

    return scope_of(iri + "/")


def _issues(library: Library) -> Iterator[GapRow]:
    """Names that could not be placed, one by one; then papers with issues, the most first."""
    rows = library.ask("issues")
    for same in grouped([row for row in rows if row["code"] in NAMES], "issue"):
        code, message = same[0]["code"], first(same, "message") or ""
        yield GapRow("name", message, None, ISSUE_CODES[code].means, ISSUE_CODES[code].do, library.cite(same))
    by_paper = grouped(rows, "g")
    for same in sorted(by_paper, key=lambda each: (-len(grouped(each, "issue")), each[0]["g"])):
        yield _paper(library, same)


def _paper(library: Library, rows: Sequence[Row]) -> GapRow:
    codes: Mapping[str, int] = Counter(each[0]["code"] for each in grouped(rows, "issue"))
    paper = library.paper(rows[0]["g"])
    most_first = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    counted = ", ".join(f"{count} {code}" for code, count in most_first)
    return GapRow("paper", paper.file_name, paper.date, counted, DO["paper"], library.cite(rows))
