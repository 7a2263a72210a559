"""Labelled blocks ("To: …", "Meeting Date: …"), consumed label by label; what no label claims is an issue.

Converters leave such a block as a table, as lines, as labels with the value on the next line, or as all labels first
and then all values. Each becomes the same fields here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.divide.sections import Section
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped, joined
from ingest.read.flow import flowed
from kg.evidence import Evidence
from kg.records import Issue

COLON = re.compile(r"\s*:(?!//)")
ALONE = re.compile(r"\s*[.]?")
# Before what may be a label inside a line.
CAPITAL = re.compile(r"\s+(?=[A-Z])")
# Fewer labels in a row than this are labels without a value rather than labels whose values come later.
LABELS_FIRST = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label that forms use.

    kind    what its value is
    words   the label without its colon
    closed  whether the value is one line, so that what follows is somebody else's
    bare    whether it also counts without a colon, alone on its line or in its cell; in a table's column of labels,
            with a value beside it, every label does
    runs_on whether its value follows without a colon ("Report of the Director of …"), at a line's start only
    heads   whether it stands over other labels rather than before a value ("Officer contact:")
    inside  whether it also counts inside a line, beside another label and its value
    """

    kind: str
    words: Wording
    closed: bool = False
    bare: bool = True
    runs_on: bool = False
    heads: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, or a part of one between labels: its words, its line, the line's index and the cell's."""

    content: Mapped
    line: Line
    row: int
    column: int

    @property
    def text(self) -> str:
        return self.content.text


@dataclass(frozen=True, slots=True)
class Field:
    """A label as it stands in the block, with its values in order."""

    kind: str
    label: Piece
    values: tuple[Piece, ...] = ()
    closed: bool = False
    heads: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (self.label, *self.values)

    @property
    def has_own(self) -> bool:
        """Whether a value stands on the label's own line."""
        return bool(self.values) and self.values[0].row == self.label.row


@dataclass(frozen=True, slots=True)
class Token:
    """A piece, and the label that it is, if it is one."""

    piece: Piece
    label: Label | None = None


def rows_of(section: Section) -> list[tuple[int, Line]]:
    """A section's lines with their indexes, page furniture left out."""
    return [(row, line) for row, line in enumerate(section.lines) if not line.furniture]


def words_of(document: Document, pieces: Iterable[Piece]) -> Mapped:
    """Pieces as one run of words, hyphens of line breaks undone."""
    return flowed((piece.content for piece in pieces), document.text)


def run_of(document: Document, pieces: Iterable[Piece]) -> tuple[Mapped, list[int]]:
    """Pieces as one run of words, and where in it each piece starts."""
    run, starts = joined(()), []
    for piece in pieces:
        run = flowed([run, piece.content], document.text)
        starts.append(len(run) - len(piece.content))
    return run, starts


def places_of(document: Document, pieces: Iterable[Piece]) -> tuple[Evidence, ...]:
    """Where pieces stand: one evidence a run of lines that no page end interrupts."""
    runs: list[list[Piece]] = []
    for piece in sorted((p for p in pieces if p.text), key=lambda p: p.content.places[0]):
        last = runs[-1][-1] if runs else None
        if last and piece.row - last.row <= 1 and piece.line.page == last.line.page:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return tuple(document.evidence(joined(piece.content for piece in run)) for run in runs)


def tokens(rows: Iterable[tuple[int, Line]], labels: Sequence[Label]) -> Iterator[Token]:
    """The labels and values of some lines, in order."""
    for row, line in rows:
        for column, cell in enumerate(line.cells):
            if cell.text:
                yield from _split(Piece(cell, line, row, column), labels)


def _split(cell: Piece, labels: Sequence[Label]) -> Iterator[Token]:
    """A cell at its labels: one at its start, or later ones with a capital and a colon."""
    last = 0
    for start, end, label in _found(cell.text, labels, _is_label_cell(cell)):
        if (value := cell.content.piece(last, start)).text:
            yield Token(replace(cell, content=value))
        yield Token(replace(cell, content=cell.content.piece(start, end)), label)
        last = end
    if (value := cell.content.piece(last)).text:
        yield Token(replace(cell, content=value))


def _is_label_cell(cell: Piece) -> bool:
    """Whether a cell stands where a table has its labels: first of a pair whose second cell has words."""
    cells = cell.line.cells
    return cell.column % 2 == 0 and cell.column + 1 < len(cells) and bool(cells[cell.column + 1].text)


def _found(text: str, labels: Sequence[Label], in_table: bool) -> Iterator[tuple[int, int, Label]]:
    """Each label in a cell's words: where it starts and ends, its colon included."""
    place = 0
    while place < len(text):
        found = _next_label(text, place, labels, in_table)
        if found is None:
            return
        yield found
        place = found[1]


def _next_label(text: str, place: int, labels: Sequence[Label], in_table: bool) -> tuple[int, int, Label] | None:
    if ":" not in text and len(text) > 60:
        return None
    within = [label for label in labels if label.inside]
    for start in (place, *(m.end() for m in CAPITAL.finditer(text, place) if m.end() > place)):
        longest: tuple[int, Label] | None = None
        for label in within if start else labels:
            end = _label_end(text, start, label, in_table)
            if end is not None and (longest is None or end > longest[0]):
                longest = end, label
        if longest:
            return start, *longest
    return None


def _label_end(text: str, start: int, label: Label, in_table: bool) -> int | None:
    """Where a label that starts here ends; None where there is none."""
    found = label.words.regex.match(text, start)
    if not found:
        return None
    colon = COLON.match(text, found.end())
    if colon:
        return colon.end()
    if start == 0 and label.runs_on:
        return found.end()
    return len(text) if start == 0 and (label.bare or in_table) and ALONE.fullmatch(text, found.end()) else None


def fields(found: Iterable[Token]) -> tuple[list[Field], list[Piece]]:
    """Labels with their values, and what stands under no label or goes on below a value of one line."""
    held, loose = _gathered(found)
    out: list[Field] = []
    for each in _dealt(held):
        kept, rest = _cut(each)
        out.append(kept)
        loose.extend(rest)
    return out, loose


def _gathered(found: Iterable[Token]) -> tuple[list[Field], list[Piece]]:
    """Each value with the label before it; in a table's row without labels, with the label over it."""
    held: list[Field] = []
    loose: list[Piece] = []
    above: list[int] = []
    for token in found:
        piece = token.piece
        if token.label:
            if above and held[above[-1]].label.row != piece.row:
                above = []
            above.append(len(held))
            held.append(Field(token.label.kind, piece, closed=token.label.closed, heads=token.label.heads))
        elif held:
            at = _owner(held, above, piece)
            held[at] = replace(held[at], values=(*held[at].values, piece))
        else:
            loose.append(piece)
    return held, loose


def _cut(field: Field) -> tuple[Field, tuple[Piece, ...]]:
    """A field whose value is one line, cut after that line, and what was cut off."""
    if not field.closed or not field.values:
        return field, ()
    row = field.values[0].row
    kept = tuple(value for value in field.values if value.row == row)
    return replace(field, values=kept), field.values[len(kept) :]


def _owner(held: Sequence[Field], above: Sequence[int], piece: Piece) -> int:
    """Which field a value belongs to: the one before it, or in a later row of a table the one over its cell."""
    if not piece.line.is_row or held[above[-1]].label.row == piece.row:
        return above[-1]
    over = [at for at in above if held[at].label.column <= piece.column]
    return over[-1] if over else above[0]


def _dealt(held: Sequence[Field]) -> list[Field]:
    """Fields whose labels came first and values after, each with its own value."""
    out = list(held)
    for at, each in enumerate(held):
        first = at
        while first > 0 and not held[first - 1].values and not held[first - 1].heads:
            first -= 1
        run = held[first : at + 1]
        if len(run) < LABELS_FIRST or not each.values or each.has_own or len({f.label.row for f in run}) < len(run):
            continue
        groups = _groups(each.values, len(run))
        if groups:
            out[first : at + 1] = [replace(f, values=g) for f, g in zip(run, groups, strict=True)]
    return out


def _groups(values: Sequence[Piece], count: int) -> list[tuple[Piece, ...]] | None:
    """Values dealt to labels: one a line where there are as many, else one a paragraph, the last takes the rest."""
    if len(values) == count:
        return [(value,) for value in values]
    groups: list[list[Piece]] = []
    for value in values:
        if groups and not value.line.gap and value.row != groups[-1][-1].row:
            groups[-1].append(value)
        else:
            groups.append([value])
    if len(groups) < count:
        return None
    rest = [piece for group in groups[count - 1 :] for piece in group]
    return [*(tuple(group) for group in groups[: count - 1]), tuple(rest)]


class LabelBlock:
    """A block of fields, taken one kind at a time; `finish` names what nobody took."""

    def __init__(self, section: Section, held: Sequence[Field], loose: Sequence[Piece] = ()) -> None:
        self._document = section.document
        self._left = list(held)
        self._loose = list(loose)

    def take(self, kind: str) -> Field | None:
        """The field of a kind, one printed twice taken together; None where the block has none."""
        same = [each for each in self._left if each.kind == kind]
        self._left = [each for each in self._left if each.kind != kind]
        if not same:
            return None
        return replace(same[0], values=tuple(value for each in same for value in each.values))

    @property
    def loose(self) -> tuple[Piece, ...]:
        """What stands under no label; `finish` names it, read or not, because its label was torn off."""
        return tuple(self._loose)

    def finish(self) -> Iterator[Issue]:
        """Whatever no rule claimed, so that a new label shows up on the day a council invents it."""
        for each in self._left:
            words = each.label.text.rstrip(" :")
            yield Issue(
                "unknown-label", f"the form's label is not known: {words}", places_of(self._document, each.pieces)
            )
        if self._loose:
            words = words_of(self._document, self._loose).text
            yield Issue("torn-text", f"no label for: {words[:80]}", places_of(self._document, self._loose))
