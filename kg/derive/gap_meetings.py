"""What is missing of meetings: minutes that papers refer to, or that must have been made, and papers of planned ones.

Pure functions. Lenient on purpose: a meeting whose committee other papers name a little differently counts as held, for
a clerk who is sent to look for what is there learns not to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kg.derive.comparison_meetings import Held, core
from kg.derive.contract_dates import is_before

What = Literal["minutes", "papers"]
Sign = Literal["minute-cited", "minutes-approved", "report", "planned", "minuted", "paper"]
# What shows that there must be minutes, in the order in which it is told.
MUST_BE: Final[tuple[Sign, ...]] = ("minutes-approved", "minute-cited", "report")


@dataclass(frozen=True, slots=True)
class Trace:
    """A statement that tells of a meeting.

    sign   it cites a minute by number, approves the minutes, is a report put before it or a line of a plan; or it is a
           minute or another paper of the meeting itself
    """

    iri: str
    meeting: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Missing:
    """A meeting of which something is not held, and the statements that tell so."""

    meeting: str
    what: What
    signs: tuple[Sign, ...]
    sources: tuple[str, ...]


def missing(
    traces: Iterable[Trace], meetings: Mapping[str, tuple[Held, str]], newest: Mapping[str, str]
) -> tuple[Missing, ...]:
    """All that is missing of meetings, in their order.

    meetings  each meeting with its committee's IRI
    newest    by committee the day of the newest paper of its council: what is later is not missing yet
    """
    told: dict[str, dict[Sign, list[str]]] = defaultdict(lambda: defaultdict(list))
    for trace in sorted(traces, key=lambda each: each.iri):
        told[trace.meeting][trace.sign].append(trace.iri)
    minuted = _by_day((iri for iri, signs in told.items() if signs.get("minuted")), meetings)
    elsewhere = {"planned", "minute-cited", "minutes-approved"}
    held = _by_day((iri for iri, signs in told.items() if set(signs) - elsewhere), meetings)
    found: list[tuple[str, What, tuple[Sign, ...]]] = []
    for iri in sorted(told.keys() & meetings.keys()):
        meeting, committee = meetings[iri]
        if len(meeting.date) < 10 or not newest.get(committee):
            continue
        if is_before(meeting.date, newest[committee]) and not _in(meeting, minuted):
            signs = tuple(sign for sign in MUST_BE if told[iri].get(sign))
            found.append((iri, "minutes", signs))
        if not is_before(newest[committee], meeting.date) and not _in(meeting, held):
            found.append((iri, "papers", ("planned",) if told[iri].get("planned") else ()))
    return tuple(
        Missing(iri, what, signs, tuple(source for sign in signs for source in told[iri][sign]))
        for iri, what, signs in found
        if signs
    )  # fmt: skip


def _by_day(some: Iterable[str], meetings: Mapping[str, tuple[Held, str]]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for iri in some:
        if iri in meetings:
            found[meetings[iri][0].date].append(meetings[iri][0])
    return found


def _in(meeting: Held, some: Mapping[str, list[Held]]) -> bool:
    """Is a meeting, or one of the same day by a name a little different, among some?"""
    return any(
        other.iri == meeting.iri
        or (
            (other.council == meeting.council or other.council is None or meeting.council is None)
            and core(other.committee) == core(meeting.committee)
        )
        for other in some.get(meeting.date, ())
    )
