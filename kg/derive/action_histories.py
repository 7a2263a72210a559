"""What became of an action across logs: set, chased, completed, opened again, or gone from the log while it was open.

Pure functions. Rows of several logs are one action by meeting, minute and text; a text that was put otherwise in a
later log is the same where meeting and minute have no other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kg.derive.contract_dates import is_before
from kg.names import fold

State = Literal["open", "completed", "reopened", "vanished"]
# How action logs say that nothing is left to be done. "Ongoing", "On hold" and an empty cell are open.
CLOSED: Final = re.compile(
    r"(?i)\b(?<!not )(?<!in)(?:complete|completed|closed|done|discharged|withdrawn|superseded)\b"
)
SAME_TEXT: Final = 90.0  # of one action in two logs: a slip of the pen, an officer's name added
LIKE_TEXT: Final = 60.0  # enough where meeting and minute have no other action


@dataclass(frozen=True, slots=True)
class Listed:
    """An action as one paper lists it.

    told     the day of the paper, None where it gives none
    in_log   a row of a log, not minutes that set the action
    """

    iri: str
    paper: str
    told: str | None
    committee: str
    meeting: str
    set_on: str
    minute: str | None
    text: str
    status: str | None = None
    in_log: bool = True

    @property
    def closed(self) -> bool:
        """Does the log say that nothing is left to be done?"""
        return bool(self.status and CLOSED.search(self.status))


@dataclass(frozen=True, slots=True)
class History:
    """One action, as its logs tell it, oldest first.

    completed   the day of the log that first calls it complete, where it is complete now
    days        from the meeting that set it to that day: at most so long
    lacking     the day of the first later log of the committee that lacks it while it was open, `lacking_log` one
                of that log's actions, as its evidence
    """

    statements: tuple[Listed, ...]
    state: State
    completed: str | None = None
    days: int | None = None
    lacking: str | None = None
    lacking_log: str | None = None

    @property
    def last_row(self) -> Listed | None:
        """The row of the last log that lists it; None where minutes alone tell of it."""
        return next((each for each in reversed(self.statements) if each.in_log), None)


def histories(listed: Iterable[Listed]) -> tuple[History, ...]:
    """All actions of all logs, by the meetings that set them."""
    everything = sorted(listed, key=_order)
    logs = logs_of(everything)
    return tuple(_history(same, logs.get(same[0].committee, ())) for same in gathered(everything))


def histories_of(listed: Iterable[Listed], logs: Sequence[Listed]) -> tuple[History, ...]:
    """The actions that some meetings of one committee set; `logs` is one row of each log of that committee."""
    return tuple(_history(same, logs) for same in gathered(sorted(listed, key=_order)))


def gathered(listed: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """The rows of each action together, oldest first."""
    by_minute: dict[tuple[str, str], list[Listed]] = defaultdict(list)
    for each in listed:
        by_minute[each.meeting, _number(each.minute)].append(each)
    return [tuple(same) for key in sorted(by_minute) for same in _of_minute(by_minute[key])]


def _of_minute(listed: Sequence[Listed]) -> list[list[Listed]]:
    groups: list[list[Listed]] = []
    by_paper: dict[str, list[Listed]] = defaultdict(list)
    for each in listed:
        by_paper[each.paper].append(each)
    only_one = all(len({fold(each.text) for each in rows}) == 1 for rows in by_paper.values())
    for each in listed:
        group = next((same for same in groups if _same(same, each, only_one)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def _same(group: Sequence[Listed], each: Listed, only_one: bool) -> bool:
    from rapidfuzz import fuzz

    mine, theirs = fold(group[-1].text), fold(each.text)
    if mine == theirs:
        return True
    if any(other.paper == each.paper for other in group):
        return False
    return fuzz.token_sort_ratio(mine, theirs) >= (LIKE_TEXT if only_one and each.minute else SAME_TEXT)


def _history(same: Sequence[Listed], logs: Sequence[Listed]) -> History:
    rows = [each for each in same if each.in_log]
    last = rows[-1] if rows else same[-1]
    closed = [each for each in rows if each.closed]
    if rows and last.closed:
        first = next(each for at, each in enumerate(rows) if all(later.closed for later in rows[at:]))
        return History(tuple(same), "completed", first.told, _days(last.set_on, first.told))
    lacking = _lacking(last, logs) if rows else None
    if lacking:
        return History(tuple(same), "vanished", lacking=lacking.told, lacking_log=lacking.iri)
    return History(tuple(same), "reopened" if closed else "open")


def _lacking(last: Listed, logs: Sequence[Listed]) -> Listed | None:
    """A row of the first log of the committee that is later than the last one that lists an action."""
    if not last.told:
        return None
    return next((row for row in logs if row.told and is_before(last.told, row.told)), None)


def logs_of(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    """By committee one row of each log, in the order of their days."""
    found: dict[str, dict[str, Listed]] = defaultdict(dict)
    for each in listed:
        if each.in_log and each.told:
            found[each.committee].setdefault(each.paper, each)
    return {committee: sorted(rows.values(), key=_order) for committee, rows in found.items()}


def _days(set_on: str, completed: str | None) -> int | None:
    if not completed or len(set_on) < 10 or len(completed) < 10:
        return None
    return max(0, (date.fromisoformat(completed) - date.fromisoformat(set_on)).days)


def _order(each: Listed) -> tuple[str, str, bool, str, str]:
    return each.told or "~", each.set_on, each.in_log, each.paper, each.iri


def _number(minute: str | None) -> str:
    return (minute or "").strip().rstrip(".").casefold()
