"""Logs without a table of rows: each action a block of labels, "Action 1: … Owner: … Due: … Status: …".

The labels stand on lines of their own, on one line, or in a table of two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.action_logs.log_wordings import MEETING_HEAD, STATUS_HEADING
from ingest.extract.words.tables import Row
from ingest.read.document import Document, Line, Mapped
from ingest.read.flow import flowed
from kg.dates import find_dates

_NAMES = {
    "meeting": r"(?:date of )?meeting(?: date)?|date (?:raised|set|of meeting)|raised at",
    "minute": r"(?:minute|min)(?:\.? ?(?:no|number|ref(?:erence)?)\.?)?|agenda item",
    "title": r"subject|title|topic|issue|report|item",
    "action": r"(?:agreed )?action(?: (?:required|agreed|point))?(?: (?:no\.? ?)?\d{1,3})?(?: ?\([^()]{1,40}\))?",
    "owner": r"(?:action |lead )?(?:owner|lead|officer|responsible|responsibility|by whom|assigned to|action by)"
    r"(?: officer| person)?(?:\(s\))?|responsible officer|person responsible",
    "review": r"due(?: date| by)?|target(?: date)?|deadline|by when|timescale|completion date|review date",
    "status": r"(?:current )?status|rag(?: status)?|(?:done|completed?)\s?\?",
    "comment": r"(?:latest |progress )?(?:update|progress|comments?|response|notes?|position)(?: update)?",
}
LABEL = re.compile(
    r"(?:^|(?<=[.;,|–)])\s*|(?<=\s))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
    + r")\s*:\s*",
    re.IGNORECASE,
)
CELL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items()), re.IGNORECASE)
BESIDE_ACTION = re.compile(
    r"\((?:minute|min|item)\.?\s*(?:no\.?)?\s*(?P<minute>[A-Z]{0,6}/?\d{1,4}[\w/]{0,6})\)", re.IGNORECASE
)
NUMBERED = re.compile(r"(?P<number>\d{1,4}[a-z]?(?:/\d{2,4})?)[.)]?\s+(?P<title>[A-Z].{2,120})")
SEPARATORS = " ;|–-"


@dataclass(slots=True)
class _Block:
    """An action as its labels come: what each label has said, and the lines."""

    cells: dict[str, list[Mapped]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    last: str | None = None


def label_rows(document: Document, lines: Sequence[Line]) -> Iterator[Row | Line] | None:
    """The actions of a log of labels, and the lines that head its meetings; None for other logs."""
    named = [name for line in lines for name, _ in _labelled(line)]
    enough = named.count("action") and {"owner", "status", "comment"} & set(named)
    return _rows(document, lines) if enough and len(named) >= 3 else None


def _rows(document: Document, lines: Sequence[Line]) -> Iterator[Row | Line]:
    block = _Block()
    for line in lines:
        if MEETING_HEAD.fullmatch(line.text) or STATUS_HEADING.fullmatch(line.text) or _is_day(line):
            yield from _done(document, block)
            block = _Block()
            yield line
            continue
        pairs = list(_labelled(line))
        heads = NUMBERED.fullmatch(line.text) if not pairs and not line.is_row else None
        opens = bool(heads) or any(name in block.cells for name, _ in pairs if name in ("action", "meeting", "minute"))
        if opens and "action" in block.cells:
            yield from _done(document, block)
            block = _Block()
        _add(block, line, pairs, heads)
    yield from _done(document, block)


def _add(block: _Block, line: Line, pairs: Sequence[tuple[str, Mapped]], heads: re.Match[str] | None) -> None:
    """Add a line: its labels, a number and title above them, or words that go on the last label's."""
    if heads:
        block.cells["minute"] = [line.content.piece(*heads.span("number"))]
        block.cells["title"] = [line.content.piece(*heads.span("title"))]
        block.lines.append(line)
        return
    if not pairs:
        if block.last and not line.gap and not line.level and not line.bold:
            block.cells[block.last].append(line.content)
            block.lines.append(line)
        else:
            block.last = None
        return
    block.lines.append(line)
    for name, words in pairs:
        block.cells.setdefault(name, []).append(words)
        block.last = name


def _labelled(line: Line) -> Iterator[tuple[str, Mapped]]:
    """The labels of a line with the words behind each; in a row of two cells the first is the label."""
    cells = [cell for cell in line.cells if cell]
    if line.is_row and len(cells) == 2 and (found := CELL.fullmatch(cells[0].text.strip(" :"))):
        yield str(found.lastgroup), cells[1]
        return
    if line.is_row:
        return
    marks = list(LABEL.finditer(line.text))
    if not marks or line.text[: marks[0].start()].strip(" •*-0123456789.)"):
        return
    ends = [mark.start() for mark in marks[1:]] + [len(line.text)]
    for mark, end in zip(marks, ends, strict=True):
        beside = BESIDE_ACTION.search(mark[0])
        if beside:
            start = mark.start() + beside.start("minute")
            yield "minute", line.content.piece(start, start + len(beside["minute"]))
        yield str(mark.lastgroup), _bare(line.content.piece(mark.end(), end), str(mark.lastgroup))


def _bare(words: Mapped, name: str) -> Mapped:
    """Words without the stroke or stop that parts them from the next label; an action keeps its full stop."""
    kept = words.text.rstrip(SEPARATORS if name in ("action", "comment") else f"{SEPARATORS}.,")
    return words.piece(0, len(kept))


def _is_day(line: Line) -> bool:
    day = [date for date in find_dates(line.text) if len(date.iso) == 10]
    return bool(day) and (line.bold or line.level > 0 or line.gap > 0) and len(line.text) < 40 and ":" not in line.text


def _done(document: Document, block: _Block) -> Iterator[Row]:
    if "action" in block.cells:
        cells = {name: flowed(words, document.text) for name, words in block.cells.items()}
        yield Row({name: words for name, words in cells.items() if words}, tuple(block.lines))
