"""Lines whose words Word sets apart by tabs: columns where they stand below one another or behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.read.docx_runs import TAB
from ingest.read.written import Written, spaced

# A number or letter typed before a paragraph is part of its words: "1." tab "Apologies".
MARKER = re.compile(r"\(?(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,3}(?:\.\d{1,2}){0,4}[a-z]?)[.):]{0,2}")
LONGEST_LABEL, LONGEST_CELL = 60, 80


def tabbed(lines: Sequence[Written]) -> list[Written]:
    """The lines, those with columns parted into cells; elsewhere a tab is a space."""
    parts = [_parts(line) for line in lines]
    return [_line(line, parts, at) for at, line in enumerate(lines)]


def _line(line: Written, parts: Sequence[tuple[str, ...]], at: int) -> Written:
    own = parts[at]
    if len(own) > 1 and (_is_labelled(own) or any(_is_below(own, other) for other in _beside(parts, at))):
        return replace(line, cells=own)
    return replace(line, cells=tuple(spaced(cell) for cell in line.cells))


def _beside(parts: Sequence[tuple[str, ...]], at: int) -> Iterator[tuple[str, ...]]:
    yield from parts[max(0, at - 1) : at]
    yield from parts[at + 1 : at + 2]


def _parts(line: Written) -> tuple[str, ...]:
    """A line's words between its tabs, a number in front left with the words behind it; a row's as they are."""
    if len(line.cells) > 1 or line.furniture or TAB not in line.cells[0]:
        return (spaced(line.cells[0]),)
    parts = [words for each in line.cells[0].split(TAB) if (words := spaced(each))]
    if len(parts) > 1 and MARKER.fullmatch(parts[0]):
        parts[:2] = [" ".join(parts[:2])]
    return tuple(parts)


def _is_labelled(parts: Sequence[str]) -> bool:
    """Whether the words are a label and its value."""
    return len(parts) == 2 and parts[0].endswith(":") and len(parts[0]) <= LONGEST_LABEL


def _is_below(parts: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lines that stand below one another have the same columns, none of which holds a paragraph."""
    return len(parts) == len(other) and all(len(each) <= LONGEST_CELL for each in (*parts, *other))
