"""A form's box: a label and the lines of its value; and the form, which is its head and its boxes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.extract.decision_notices.labels import Kind
from ingest.read.document import Document, Line, Mapped
from ingest.read.flow import flowed

# Boxes whose value is short: another label ends it, also one that is not known.
SHORT: frozenset[Kind] = frozenset(
    {"reference", "taker", "portfolio", "body", "date", "wards", "key", "call-in", "in-force", "published", "exempt"}
)


@dataclass(slots=True)
class Box:
    """A label and its value.

    mark   the box's own letter or number, None where it has none
    known  whether the label is one that the reader knows
    is_torn  whether words of a table stand in it that may be another cell's
    label  the label as printed
    lines  the value's lines, page furniture between them kept
    line   the line in which the label stands
    """

    kind: Kind
    label: Mapped
    line: Line
    mark: str | None = None
    lines: list[Line] = field(default_factory=list)
    known: bool = True
    is_torn: bool = False

    @property
    def values(self) -> list[Line]:
        """The value's lines without page furniture."""
        return [line for line in self.lines if line.text and not line.furniture]

    @property
    def is_filled(self) -> bool:
        """Whether it has a value; asked at each line of a form, whatever the value's length."""
        return any(line.text and not line.furniture for line in self.lines)

    @property
    def text(self) -> str:
        """The value's words on one line."""
        return " ".join(line.text for line in self.values)

    def words(self, document: Document) -> Mapped:
        """The value as one run of words."""
        return flowed((line.content for line in self.values), document.text)


@dataclass(slots=True)
class Form:
    """The lines before the first box, and the boxes in order."""

    head: list[Line]
    boxes: list[Box]

    def has(self, *kinds: Kind) -> bool:
        """Whether one of the boxes is of one of these kinds."""
        return any(box.kind in kinds for box in self.boxes)


def value_line(line: Line, words: Mapped) -> Line:
    """A line that holds a value alone: the same place, without the label's looks."""
    return replace(line, content=words, cells=(words,), bold=line.bold and words is line.content)
