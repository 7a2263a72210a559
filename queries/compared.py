"""`kg compared`: what was recommended to a meeting, what did it resolve, and which words changed?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from queries.answers import Citation, Ref, Row, first
from queries.library import Day, Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.comparison_facts import Compared

NOT_FOUND = "not found in the minutes"
MARKS: Final = ("\ue000", "\ue001")  # for private use: no paper means anything by them


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a limb, and whether the other limb has them otherwise."""

    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A recommendation beside the decision that takes it up; either may be None.

    outcome      as-recommended, amended, rejected, deferred, added, or `not found in the minutes`
    changed      the words that changed, each `before → after`
    recommended, decided   the words; marked_… the same with « » around those that differ
    told         the minutes' words, where no decision repeats the recommendation
    asked_in     where the report recommends it
    decided_in   where the minutes tell what became of it
    citations    both
    """

    date: str | None
    committee: Ref
    minute: str | None
    item: str
    limb: str | None
    recommended: str | None
    decided_limb: str | None
    decided: str | None
    outcome: str
    changed: tuple[str, ...]
    told: str | None
    marked_recommended: str | None
    marked_decided: str | None
    recommendations: tuple[str, ...]
    decisions: tuple[str, ...]
    asked_in: tuple[Citation, ...]
    decided_in: tuple[Citation, ...]
    citations: tuple[Citation, ...]
    basis: str = "derived"


def compared(
    library: Library, committee: str | None = None, date: str | None = None, only: tuple[str, ...] = ()
) -> tuple[ComparedRow, ...]:
    """Recommended against resolved, limb by limb, in the order of meetings, minutes and limbs.

    committee  a committee's name; UnknownName where none or several answer to it
    date       only meetings of this day, month or year
    only       outcomes to show
    """
    from kg.derive.comparison_facts import compared as derived

    wanted = the_one(library, committee, "committee").iri if committee else None
    meetings = {row["meeting"]: row for row in library.ask("meeting-days")}
    found = [
        each
        for each in derived(library.store)
        if (row := meetings.get(each.meeting))
        and (wanted is None or wanted in (row["committee"], *_other_names(each, meetings)))
        and (date is None or row["day"].startswith(date))
        and (not only or (each.comparison.outcome or NOT_FOUND) in only)
    ]
    return _rows(library, found, meetings)


def compared_at(library: Library, meeting: str) -> tuple[ComparedRow, ...]:
    """The same of one meeting, under any name that its report and its minutes give it; () where there is none such."""
    from kg.derive.comparison_facts import compared as derived
    from kg.derive.comparison_meetings import together

    own = library.ask("meetings-of", meeting=meeting, committee=None, day=None)
    day = first(own, "day")
    if day is None:
        return ()
    meetings = {row["meeting"]: row for row in library.ask("meetings-of", meeting=None, committee=None, day=Day(day))}
    alike = {each for each in meetings if together(each) == together(meeting)}
    found = [each for each in derived(library.store, alike) if meeting in (each.meeting, *each.minuted_as)]
    return _rows(library, found, meetings)


def pieces(recommended: str, decided: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both limbs in pieces, so that the words in which they differ can be marked."""
    from kg.derive.limbs import marked

    one, other = (text.translate(dict.fromkeys(map(ord, MARKS))) for text in (recommended, decided))
    left, right = marked(one, other, *MARKS)
    return _pieces(left), _pieces(right)


def _pieces(text: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for at, part in enumerate(text.split(MARKS[0])):
        changed, closed, same = part.partition(MARKS[1])
        if at and closed:
            found.append(Piece(changed, True))
        found.append(Piece(same if at and closed else part, False))
    return tuple(piece for piece in found if piece.words)


def _rows(library: Library, found: Sequence[Compared], meetings: Mapping[str, Row]) -> tuple[ComparedRow, ...]:
    cited = sources(library, (iri for each in found for iri in _statements(each)))
    rows = [(_row(each, meetings[each.meeting], cited), each) for each in found]
    return tuple(row for row, each in sorted(rows, key=lambda pair: _order(*pair)))


def _other_names(each: Compared, meetings: Mapping[str, Row]) -> tuple[str, ...]:
    """The committee as the minutes name it, where that is another name than the report's."""
    return tuple(row["committee"] for iri in each.minuted_as if (row := meetings.get(iri)))


def _statements(each: Compared) -> tuple[str, ...]:
    return (*each.recommendations, *_outcomes(each))


def _outcomes(each: Compared) -> tuple[str, ...]:
    told = (each.comparison.told_by,) if each.comparison.told_by else ()
    return (*each.decisions, *told)


def _row(each: Compared, meeting: Row, cited: dict[str, tuple[Citation, ...]]) -> ComparedRow:
    from kg.derive.limbs import marked

    found = each.comparison
    both = each.recommended is not None and each.decided is not None and found.changed
    left, right = marked(each.recommended or "", each.decided or "") if both else (each.recommended, each.decided)
    return ComparedRow(
        date=meeting["day"],
        committee=Ref(meeting["committee"], meeting["committeeLabel"]),
        minute=each.number,
        item=each.title,
        limb=each.recommended_limb,
        recommended=each.recommended,
        decided_limb=each.decided_limb,
        decided=each.decided,
        outcome=found.outcome or NOT_FOUND,
        changed=tuple(map(str, found.changed)),
        told=found.words,
        marked_recommended=left,
        marked_decided=right,
        recommendations=each.recommendations,
        decisions=each.decisions,
        asked_in=places(cited, each.recommendations),
        decided_in=places(cited, _outcomes(each)),
        citations=places(cited, _statements(each)),
    )


def _order(row: ComparedRow, each: Compared) -> tuple[object, ...]:
    iri = each.comparison.recommendation or each.comparison.decision or ""
    own, other = row.limb or row.decided_limb, row.decided_limb
    return (
        row.date or "~", row.committee.label, each.meeting, _natural(row.minute), row.item, row.recommended is None,
        _natural(own), _natural(other), iri,
    )  # fmt: skip


def _natural(number: str | None) -> tuple[tuple[int, int, str], ...]:
    """Numbers in the order of counting: 9 before 10, 4(b) after 4(a)."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"\d+|[a-z]+", (number or "").casefold())
    )
