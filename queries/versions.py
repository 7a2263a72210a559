"""`kg status`: which reports and minutes do several papers print, and which version took the place of which?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from queries.answers import Citation, Ref, Row, first, grouped
from queries.library import Library


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A report or a meeting's minutes as one paper prints them.

    standing     what it says of itself: draft, approved, or None
    replaced_by  the file with the version that took its place
    """

    work: Ref
    meeting: Ref
    standing: str | None
    replaced_by: str | None
    citations: tuple[Citation, ...]


def versions(library: Library) -> tuple[VersionRow, ...]:
    """What more than one paper prints, by meeting and title, a row a print."""
    return tuple(_version(library, same) for same in grouped(library.ask("versions"), "version"))


def _version(library: Library, rows: Sequence[Row]) -> VersionRow:
    work, meeting = (Ref(rows[0][name], rows[0][f"{name}Label"]) for name in ("work", "meeting"))
    after = first(rows, "afterPaper")
    replaced_by = library.paper(after).file_name if after else None
    return VersionRow(work, meeting, first(rows, "standing"), replaced_by, library.cite(rows))
