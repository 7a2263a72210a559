"""Which dates of a flattened forward plan are its meetings' and which are deadlines.

Where a converter put each cell on lines of its own, the deadline for reports and the agenda's despatch date stand as
bare dates behind an item, and the next meeting's date as a bare date before one. The plan's heads say how many
deadlines a row has; where a count decides nothing, a deadline comes before its meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.extract.forward_plans.plan_wordings import DATED, ONLY_DATES
from ingest.extract.words.tables import HEADS
from ingest.read.document import Line, joined
from kg.dates import find_dates

DEADLINE_HEADS = (frozenset({"deadline", "deadlines"}), frozenset({"despatch", "dispatch", "publication"}))


@dataclass(frozen=True, slots=True)
class MeetingLines:
    """A plan's lines without the deadlines; `ended` are the last places of the lines behind which deadlines stood."""

    lines: tuple[Line, ...]
    ended: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of bare dates without a blank line between; `before` and `after` are the lines around them, if any."""

    lines: tuple[Line, ...]
    before: Line | None
    after: Line | None

    @property
    def dates(self) -> list[str]:
        return [date.iso for line in self.lines for date in find_dates(line.text)]

    @property
    def behind_words(self) -> bool:
        """Whether it stands right behind words that are no heads."""
        return self.before is not None and not self.lines[0].gap and self.before.text != HEADS

    @property
    def opens(self) -> bool:
        """Whether it stands at the head of words: a blank line before it, none behind."""
        return not self.behind_words and self.after is not None and not self.after.gap


def deadlines_a_row(heads: Sequence[Line]) -> int:
    """How many deadlines the heads of a plan give each row: none, one or two."""
    words = {word for line in heads for word in re.findall(r"[a-z]+", line.text.lower())}
    return sum(bool(names & words) for names in DEADLINE_HEADS)


def without_deadlines(lines: Sequence[Line], deadlines: int) -> MeetingLines:
    """The lines of a plan, bare dates that are deadlines left out; a row that they stood behind has ended."""
    kept: list[Line] = []
    ended: set[int] = set()
    current: str | None = None
    gap = 0
    for part in _runs(lines):
        if isinstance(part, Line):
            kept.append(replace(part, gap=max(gap, part.gap)) if gap else part)
            gap = 0
            dated = DATED.match(part.text)
            current = next((date.iso for date in find_dates(dated[0])), current) if dated else current
            continue
        meetings = _meetings(part, deadlines, current)
        behind = kept and len(meetings) < len(part.dates) and (not part.lines[0].gap or not meetings)
        if behind and kept[-1].content.places:
            ended.add(kept[-1].content.places[-1])
        kept.extend(_dated_lines(part, meetings))
        current = part.dates[meetings[-1]] if meetings else current
        gap = 0 if meetings else max(gap, part.lines[0].gap)
    return MeetingLines(tuple(kept), frozenset(ended))


def _runs(lines: Sequence[Line]) -> Iterator[Line | _Run]:
    held: list[Line] = []
    before: Line | None = None
    for line in (*lines, None):
        if held and (line is None or line.gap or not ONLY_DATES.fullmatch(line.text)):
            yield _Run(tuple(held), before, line)
            before, held = held[-1], []
        if line is not None and ONLY_DATES.fullmatch(line.text):
            held.append(line)
        elif line is not None:
            yield line
            before = line


def _meetings(run: _Run, deadlines: int, current: str | None) -> Sequence[int]:
    """Which of a run's dates are meetings': each has the deadlines' count of earlier dates behind it, the last may have
    none; all of them where that does not fit. Fewer dates than that are a meeting's only where one is later than both
    the meeting before it and the date behind it, or stands at the head of words."""
    dates = run.dates
    if not dates:
        return ()
    behind = run.behind_words
    first = min(deadlines, len(dates)) if behind else 0
    if len(dates) - first > (0 if behind else deadlines):
        size = deadlines + 1
        groups = [dates[at : at + size] for at in range(first, len(dates), size)]
        fit = all(len(group) == size and group[0] > max(group[1:], default="") for group in groups[:-1])
        last = len(groups[-1]) in (1, size) and groups[-1][0] >= max(groups[-1])
        return range(first, len(dates), size) if fit and last else range(len(dates))
    if len(dates) == 1 and run.opens:
        return range(1)
    later = current is None or dates[0] > current
    if behind:
        return range(1) if later and len(dates) == 1 and current else ()
    return range(1) if later and (len(dates) == 1 or dates[1] < dates[0]) else ()


def _dated_lines(run: _Run, meetings: Sequence[int]) -> Iterator[Line]:
    """A line for each of a run's meetings; one for all of them where nothing parts them from the deadlines."""
    if len(meetings) > 1 and len(meetings) == len(run.dates):
        content = joined([line.content for line in run.lines])
        yield replace(run.lines[0], content=content, cells=(content,))
        return
    index = 0
    for line in run.lines:
        for date in find_dates(line.text):
            if index in meetings:
                content = line.content.piece(date.start, date.end)
                yield replace(line, content=content, cells=(content,))
            index += 1
