"""A decision, a minute, a report or a recommendation by its IRI, with what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UnknownName
from queries.actions import ActionRow, action_rows
from queries.answers import Citation, Ref, Row, every, first, grouped, last_part, ref, truth, whole, word
from queries.compared import ComparedRow, compared_at
from queries.decisions import DecisionRow, decisions_at, notices
from queries.library import Library
from queries.meeting_items import Asked, Line, asked_of, lines
from queries.powers import Power, follows
from queries.standings import places, sources


@dataclass(frozen=True, slots=True)
class MeetingOf:
    """The meeting that something belongs to, with its committee and council."""

    meeting: Ref
    date: str
    committee: Ref
    council: Ref | None


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """One limb of a decision.

    taker      who decided, outside a meeting
    others     the other limbs of the same item, or of the same notice
    compared   the recommendation that it takes up, or that none does
    follows    powers and contracts that follow from it
    actions    what was set to be done under the same item
    """

    decision: str
    text: str
    limb: str | None
    date: str | None
    meeting: MeetingOf | None
    minute: Ref | None
    number: str | None
    item: str | None
    vote: str | None
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    taker: Ref | None
    reference: str | None
    reasons: str | None
    key_decision: bool | None
    call_in: str | None
    in_force: str | None
    others: tuple[DecisionRow, ...]
    compared: tuple[ComparedRow, ...]
    follows: tuple[Power, ...]
    actions: tuple[ActionRow, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MinuteAnswer:
    """A minute with its words, and its item of business. `held` is False of one that another paper only names."""

    minute: str
    number: str | None
    title: str | None
    text: str | None
    meeting: MeetingOf | None
    held: bool
    line: Line | None
    votes: Mapping[str, DecisionRow]
    actions: tuple[ActionRow, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A contact, a clearance, an implication or a source document, as `kind` says.

    what   the aspect or heading; detail the words, the answer to the clearance, or where the document can be had
    """

    kind: str
    what: str
    detail: str | None
    person: Ref | None
    post: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """A report's head, its parts, what it recommends and what came of that."""

    report: str
    title: str
    meeting: MeetingOf | None
    number: str | None
    authors: tuple[str, ...]
    key_decision: bool | None
    divisions: tuple[str, ...]
    purpose: str | None
    reference: str | None
    never_planned: bool
    parts: tuple[ReportPart, ...]
    asked: tuple[Asked, ...]
    compared: tuple[ComparedRow, ...]
    line: Line | None
    votes: Mapping[str, DecisionRow]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RecommendationAnswer:
    """One limb of what a report recommends, and what came of it."""

    asked: Asked
    meeting: MeetingOf | None
    compared: tuple[ComparedRow, ...]
    others: tuple[Asked, ...]
    follows: tuple[Power, ...]


def meeting_of(library: Library, meeting: str | None) -> MeetingOf | None:
    """The meeting of an IRI, with its committee; None where the graph knows none."""
    rows = library.ask("meetings-of", meeting=meeting, committee=None, day=None) if meeting else []
    if not rows:
        return None
    row = rows[0]
    return MeetingOf(
        Ref(row["meeting"], row["meetingLabel"]),
        row["day"],
        Ref(row["committee"], row["committeeLabel"]),
        ref(rows, "council"),
    )


def decision(library: Library, iri: str) -> DecisionAnswer:
    """A decision. UnknownName where there is none of this IRI."""
    rows = library.ask("decision", decision=iri)
    if not rows:
        raise UnknownName("There is no such decision in these papers.")
    held = meeting_of(library, first(rows, "meeting"))
    number, taker = first(rows, "number"), ref(rows, "taker")
    beside = _beside(library, held, rows, taker)
    same = compared_at(library, held.meeting.iri) if held else ()
    return DecisionAnswer(
        decision=iri,
        text=rows[0]["text"],
        limb=first(rows, "limb"),
        date=held.date if held else first(rows, "day"),
        meeting=held,
        minute=ref(rows, "minute"),
        number=number,
        item=first(rows, "item"),
        vote=word(rows, "vote"),
        votes_for=whole(rows, "votesFor"),
        votes_against=whole(rows, "votesAgainst"),
        abstentions=whole(rows, "abstentions"),
        taker=taker,
        reference=first(rows, "reference"),
        reasons=first(rows, "reasons"),
        key_decision=truth(rows, "keyDecision"),
        call_in=first(rows, "callIn"),
        in_force=first(rows, "inForce"),
        others=tuple(row for row in beside if row.decision != iri),
        compared=tuple(row for row in same if iri in row.decisions),
        follows=follows(library, iri),
        actions=_of_minute(library, held, number),
        citations=library.cite(rows),
    )


def _beside(library: Library, held: MeetingOf | None, rows: Sequence[Row], taker: Ref | None) -> list[DecisionRow]:
    """The limbs of the same item of the minutes, or of the same notice."""
    if held:
        number, item = first(rows, "number"), first(rows, "item")
        return [row for row in decisions_at(library, held.meeting.iri) if (row.minute, row.item) == (number, item)]
    reference, day = first(rows, "reference"), first(rows, "day")
    found = notices(library, [taker.iri]) if taker else []
    return [row for row in found if (row.reference, row.date) == (reference, day)]


def _of_minute(library: Library, held: MeetingOf | None, number: str | None) -> tuple[ActionRow, ...]:
    if held is None or number is None:
        return ()
    return tuple(row for row in action_rows(library, held.meeting.iri) if row.minute == number)


def minute(library: Library, iri: str) -> MinuteAnswer:
    """A minute. UnknownName where there is none of this IRI."""
    rows = library.ask("minute", minute=iri)
    if not rows:
        raise UnknownName("There is no such minute in these papers.")
    held, number = meeting_of(library, first(rows, "meeting")), first(rows, "number")
    decided, same = _of_meeting(library, held)
    return MinuteAnswer(
        iri,
        number,
        first(rows, "title"),
        first(rows, "text"),
        held,
        any("title" in row for row in rows),
        _line(library, held, iri, decided, same),
        {row.decision: row for row in decided},
        _of_minute(library, held, number),
        places(sources(library, [iri]), [iri]),
    )


def _of_meeting(library: Library, held: MeetingOf | None) -> tuple[list[DecisionRow], tuple[ComparedRow, ...]]:
    """All that a meeting decided, and what was recommended to it."""
    at = held.meeting.iri if held else None
    return (decisions_at(library, at), compared_at(library, at)) if at else ([], ())


def _line(
    library: Library,
    held: MeetingOf | None,
    iri: str,
    decided: Sequence[DecisionRow],
    compared: Sequence[ComparedRow],
) -> Line | None:
    """The item of business that a minute or a report belongs to."""
    for line in lines(library, held.meeting.iri, decided, compared) if held else ():
        if any(iri in (part.thing.iri, *part.also) for part in (*line.minutes, *line.reports)):
            return line
    return None


def report(library: Library, iri: str) -> ReportAnswer:
    """A report. UnknownName where there is none of this IRI."""
    rows = library.ask("report", report=iri)
    if not rows:
        raise UnknownName("There is no such report in these papers.")
    held = meeting_of(library, first(rows, "meeting"))
    parts = grouped(library.ask("report-parts", report=iri), "statement")
    asked = asked_of(library, report=iri)
    mine = {each.thing.iri for each in asked}
    decided, same = _of_meeting(library, held)
    return ReportAnswer(
        report=iri,
        title=first(rows, "title") or "Report without a title",
        meeting=held,
        number=first(rows, "number"),
        authors=every(rows, "author"),
        key_decision=truth(rows, "keyDecision"),
        divisions=every(rows, "divisions"),
        purpose=first(rows, "purpose"),
        reference=first(rows, "reference"),
        never_planned=bool(truth(rows, "neverPlanned")),
        parts=tuple(_report_part(library, each) for each in parts),
        asked=asked,
        compared=tuple(row for row in same if mine & set(row.recommendations)),
        line=_line(library, held, iri, decided, same),
        votes={row.decision: row for row in decided},
        citations=library.cite(rows),
    )


def _report_part(library: Library, rows: Sequence[Row]) -> ReportPart:
    kind = last_part(rows[0]["kind"])
    found = {"Clearance": "cleared", "Implication": "text", "SourceDocument": "location", "Contact": "contactKind"}
    detail = first(rows, found[kind])
    return ReportPart(
        kind,
        first(rows, "aspect") or rows[0]["label"],
        last_part(detail) if detail and kind == "Contact" else detail,
        ref(rows, "person"),
        first(rows, "post"),
        library.cite(rows),
    )


def recommendation(library: Library, iri: str) -> RecommendationAnswer:
    """A recommendation. UnknownName where there is none of this IRI."""
    found = asked_of(library, recommendation=iri)
    if not found:
        raise UnknownName("There is no such recommendation in these papers.")
    asked = found[0]
    others = tuple(each for each in asked_of(library, report=asked.report.iri) if each.thing.iri != iri)
    same = tuple(row for row in compared_at(library, asked.meeting.iri) if iri in row.recommendations)
    return RecommendationAnswer(asked, meeting_of(library, asked.meeting.iri), same, others, follows(library, iri))
