"""A form's lines into its boxes: each label with the lines of its value, however the page sets them.

The label may stand in a cell beside its value, on a line of its own above it, or on the value's line; a row of labels
stands over the rows of their values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.extract.decision_notices.box import SHORT, Box, Form, value_line
from ingest.extract.decision_notices.columns import ITEM_COLUMN, columns_of
from ingest.extract.decision_notices.hanging import FURTHER_IN, centred, hanging
from ingest.extract.decision_notices.labels import ITEM, MARK, RECORD, Found, Kind, find_label
from ingest.extract.decision_notices.limbs import ACT
from ingest.extract.decision_notices.openers import (
    ABOVE_OUTCOME,
    BODY_DECIDES,
    CAPITALS,
    DECLARES,
    HEREBY,
    I_DECIDE,
    KEY_MARK,
    LONGEST_LABEL,
    MINUTE_CELL,
    MINUTE_ITEM,
    NOTE,
    OUTCOME_WORD,
    STANDING_OUT,
    TITLE_ALONE,
    UNKNOWN,
    WHOLE,
    is_label_beside,
    is_line_of_form,
    may_stand_apart,
    repeats,
)
from ingest.extract.decision_notices.takers import POST
from ingest.read.document import Line, Mapped, joined
from ingest.read.flow import is_capitals

# Forms whose boxes are lettered or numbered do not close a box by a label without its letter, save by these.
CLOSING: frozenset[Kind] = frozenset({"call-in", "in-force", "published", "signed", "signed-on", "present", "date"})
LONGEST_TITLE = 250
# An item of a decision sheet by its number alone: "6. LEISURE CENTRE ROOF".
BARE_ITEM = re.compile(r"(?P<number>\d{1,3})[.)]?\s+(?P<title>[A-Z\d‘“'\"].{2,200})")
# How many numbers a sheet may leave out between two items, and how soon the decision follows an item's title.
SKIPPED, SOON = 4, 4
# How many paragraphs a cell may hold.
FAR = 40


def read_form(lines: Sequence[Line]) -> Form:
    """The boxes of some lines; what stands before the first is the form's head."""
    form = _read(lines, sheet=False)
    if form.has("subject", "taker", "reference", "item") or not form.has("decision"):
        return form
    return _read(lines, sheet=True)  # nothing says what was decided on but the items' own numbers and titles


def _read(lines: Sequence[Line], *, sheet: bool) -> Form:
    reader = _Reader(lines, sheet)
    index = 0
    while index < len(lines):
        index += reader.take(index)
    return Form(reader.head, reader.boxes)


class _Reader:
    """Goes through a form's lines, the box that is open in hand."""

    def __init__(self, lines: Sequence[Line], sheet: bool) -> None:
        self._lines = lines
        self._sheet = sheet
        self._columns: list[Box] = []
        self._row: list[Box] = []
        self._behind_table = False
        self._centred = centred(lines, SHORT)
        self._above: list[Line] = []
        self.head: list[Line] = []
        self.boxes: list[Box] = []

    def take(self, index: int) -> int:
        """Take the line at `index`; how many lines that took."""
        line = self._lines[index]
        if line.furniture == "stamp" and self._opens_item(line):
            return 1
        if line.furniture or not line.text:
            self._add(line)
            return 1
        if self._centred and self.boxes and (count := hanging(self._lines, index)):
            self._above = list(self._lines[index : index + count])
            return count
        cells = [cell for cell in line.cells if cell.text]
        if self._columns and (self._goes_on_in_column(line) or self._goes_on_in_cell(index)):
            self._take_column_line(line)
            return 1
        if self._columns and not self._is_under_columns(line):
            self._end_table(line)
        if len(cells) > 1 and (taken := self._take_row(index, line, cells)):
            return taken
        if self._columns or self._opens_item(line) or (self._sheet and self._opens_bare_item(index)):
            return 1
        found, taken = self._label(index)
        if found and self._may_close(found):
            whole = line.content if taken == 1 else joined(each.content for each in self._lines[index : index + taken])
            self._open(found, whole, line)
            return taken
        if self._opens_unlabelled(index):
            return 1
        if self._behind_table:  # no more of the last row's cells; a row of other cells is named
            self._behind_table = False
            self.boxes.append(Box("other", line.content, line, None, [line], known=not line.is_row))
            return 1
        self._add(line)
        return 1

    def _label(self, index: int) -> tuple[Found | None, int]:
        """The label that opens at a line, or over it and the next where it is broken between them."""
        line = self._lines[index]
        after = self._lines[index + 1] if index + 1 < len(self._lines) else None
        apart = bool(after and line.gap and after.gap) and may_stand_apart(line)
        loud = line.bold or line.level > 0
        found = find_label(line.text, loud=loud or apart)
        broken = after and not after.gap and not after.furniture and not after.is_row and after.bold == line.bold
        if found or not broken or not after or len(line.text) + len(after.text) > LONGEST_TITLE or not loud:
            return found, 1
        both = f"{line.text} {after.text}"
        found = find_label(both, loud=loud)
        return (found, 2) if found and found.end == len(both) else (None, 1)

    def _may_close(self, found: Found) -> bool:
        """Whether a label closes the box that is open: in a decision, not every heading does."""
        last = self.boxes[-1] if self.boxes else None
        if found.label is RECORD and all(box.kind == "present" for box in self.boxes):
            return False
        if last is None and self._is_title(found):
            return False
        if last is None or last.kind != "decision":
            return True
        if last.mark and not found.mark and found.label.kind not in CLOSING:
            return False
        return not (found.label.kind == "decision" and found.mark is None and repeats(last, found))

    def _is_title(self, found: Found) -> bool:
        """Whether "Decisions" at the head of a list of decisions is its title: the items' own labels come below."""
        if not TITLE_ALONE.fullmatch(found.words):
            return False
        later = (find_label(line.text) for line in self._lines if line.text.lower() != found.words)
        return any(each and each.label.kind == "decision" for each in later)

    def _open(self, found: Found, words: Mapped, line: Line) -> None:
        self._behind_table = False
        box = Box(found.label.kind, words.piece(0, found.end), line, found.mark)
        self.boxes.append(box)
        box.lines.extend(self._above)
        self._above = []
        if rest := words.piece(found.end):
            box.lines.append(value_line(line, rest))

    def _opens_item(self, line: Line) -> bool:
        """An item of a decision sheet, its number and title in one line."""
        if len(line.text) > LONGEST_TITLE:
            return False
        minuted = MINUTE_ITEM.fullmatch(line.text)
        found = minuted or ITEM.fullmatch(line.text)
        if not found or (found["title"] and not found["title"][:1].isupper() and not found["title"][:1].isdigit()):
            return False
        words = line.content.piece(found.start("title")) if minuted else line.content
        self.boxes.append(Box("item", line.content, line, found["number"], [value_line(line, words)]))
        return True

    def _opens_bare_item(self, index: int) -> bool:
        """An item of a decision sheet by its number and a title that stands out, or that a decision follows at once."""
        line = self._lines[index]
        found = BARE_ITEM.fullmatch(line.text)
        last = next((int(box.mark) for box in reversed(self.boxes) if box.kind == "item" and box.mark), None)
        if not found or line.is_row or line.text.endswith((".", ";", ":")):
            return False
        number = int(found["number"])
        if last is not None and not last < number <= last + SKIPPED:
            return False
        below = [each for each in self._lines[index + 1 : index + 1 + SOON] if each.text and not each.furniture]
        followed = bool(below and (label := find_label(below[0].text)) and label.label.kind == "decision")
        if not (line.level or is_capitals(KEY_MARK.sub("", found["title"])) or (line.bold and line.gap) or followed):
            return False
        words = line.content.piece(found.start("title"))
        self.boxes.append(Box("item", line.content, line, found["number"], [value_line(line, words)]))
        return True

    def _opens_unlabelled(self, index: int) -> bool:
        """A sentence that decides under no label, or a label that is not known."""
        line = self._lines[index]
        alone = HEREBY.match(line.text) or (not self.boxes and I_DECIDE.match(line.text))
        if (alone or (self._sheet and self._decides_item(line))) and not (
            self.boxes and any(box.kind == "decision" for box in self._since_item())
        ):
            self.boxes.append(Box("decision", line.content, line, None, [line]))
            return True
        if self._opens_outcome(line):
            return True
        last = self.boxes[-1] if self.boxes else None
        noted = line.gap and not line.bullet and NOTE.match(line.text)
        if last and last.kind == "decision" and last.is_filled and (noted or self._declares(index)):
            self.boxes.append(Box("other", line.content, line, None, [line]))
            return True
        short = last and (last.kind in SHORT or (last.kind == "subject" and ":" in last.label.text and last.is_filled))
        unknown = UNKNOWN.match(line.text) if short or (last and is_line_of_form(last, line)) else None
        if last and not unknown and CAPITALS.fullmatch(last.label.text):
            unknown = CAPITALS.match(line.text)  # the form's labels are all in capitals
        if last and not unknown and (last.kind not in ("decision", "present") or self._is_next_mark(last, line)):
            unknown = STANDING_OUT.match(line.text) if line.bold or line.gap or self._is_next_mark(last, line) else None
        if not unknown and last and self._is_label_alike(last, index):
            unknown = WHOLE.match(line.text)
        if unknown:
            value = line.content.piece(unknown.end())
            label = line.content.piece(0, unknown.end())
            lines = [value_line(line, value)] if value else []
            self.boxes.append(Box("other", label, line, None, lines, known=False))
        return bool(unknown)

    def _opens_outcome(self, line: Line) -> bool:
        """An item's outcome in one word, below its title: "NOTED. The Cabinet noted it"."""
        last = self.boxes[-1] if self.boxes else None
        found = OUTCOME_WORD.match(line.text)
        if not found or not last or last.kind not in ABOVE_OUTCOME or not any(box.kind == "item" for box in self.boxes):
            return False
        stopped = found[0].rstrip()[-1:] in ".:–-"
        words = line.content.piece(found.end() if stopped else 0)
        self.boxes.append(Box("decision", line.content.piece(0, found.end()), line, None, [value_line(line, words)]))
        return True

    def _declares(self, index: int) -> bool:
        """Whether a line declares interests, or is the post above such a declaration."""
        after = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
        line = self._lines[index]
        is_post = len(line.text) <= LONGEST_LABEL and POST.match(line.text) and not line.text.endswith(".")
        return bool(DECLARES.match(line.text) or (is_post and DECLARES.match(after)))

    def _is_next_mark(self, last: Box, line: Line) -> bool:
        """Whether a line has the number after the open box's, and no list in that box has come so far."""
        mark = MARK.match(line.text)
        number = next(filter(None, mark.groups()), "") if mark else ""
        if not (number.isdigit() and (last.mark or "").isdigit()) or int(number) != int(last.mark or 0) + 1:
            return False
        return not any((found := MARK.match(each.text)) and last.mark in found.groups() for each in last.values)

    def _is_label_alike(self, last: Box, index: int) -> bool:
        """Whether a line in a decision looks like the decision's own label: bold on a line of its own, no limb's."""
        line = self._lines[index]
        own = last.kind == "decision" and last.line.bold and not last.line.is_row and not last.mark and last.is_filled
        if not own or not line.bold or line.is_row or len(line.text) > LONGEST_LABEL or not line.text[:1].isupper():
            return False
        if last.label.text != last.line.text or ACT.match(line.text) or MARK.match(line.text):
            return False
        below = next(
            (each for each in self._lines[index + 1 : index + 1 + SOON] if each.text and not each.furniture), None
        )
        if below is None or below.bold:
            return False
        return bool(POST.match(line.text)) or not (below.bullet or MARK.match(below.text) or ACT.match(below.text))

    def _since_item(self) -> list[Box]:
        """The boxes of the last item of a sheet; all boxes where there are no items."""
        starts = [at for at, box in enumerate(self.boxes) if box.kind == "item"]
        return self.boxes[starts[-1] :] if starts and self._sheet else self.boxes

    def _decides_item(self, line: Line) -> bool:
        """Whether a sentence tells right below an item's title what the body decided on it."""
        last = self.boxes[-1] if self.boxes else None
        return bool(last and last.kind == "item" and BODY_DECIDES.match(line.text))

    def _broken_label(self, index: int) -> tuple[Mapped, int] | None:
        """A label whose words go on in the first cells of the rows below, and how many rows it takes."""
        rows = [self._lines[index]]
        for line in self._lines[index + 1 : index + 3]:
            if not line.is_row or line.gap or not line.cells[0].text[:1].islower():
                break
            rows.append(line)
        for count in range(len(rows), 1, -1):
            label = joined(row.cells[0] for row in rows[:count])
            found = find_label(label.text, alone=True)
            if found and found.end == len(label):
                return label, count
        return None

    def _take_broken(self, index: int) -> int:
        """Take the rows over which one label is broken; how many they are, 0 where none is."""
        broken = self._broken_label(index)
        found = find_label(broken[0].text, alone=True) if broken else None
        if not broken or not found or not self._may_close(found):
            return 0
        self._open(found, broken[0], self._lines[index])
        for line in self._lines[index : index + broken[1]]:
            if rest := joined(cell for cell in line.cells[1:]):
                self.boxes[-1].lines.append(value_line(line, rest))
        return broken[1]

    def _take_row(self, index: int, line: Line, cells: list[Mapped]) -> int:
        """Take a table's row: labels beside their values, or labels over theirs; how many rows, 0 for none."""
        if self._columns:
            self._take_column_row(line)
            return 1
        if not self._columns and (taken := self._take_broken(index)):
            return taken
        numbered = MINUTE_CELL.fullmatch(cells[0].text) if len(cells) == 2 else None
        if numbered and find_label(cells[1].text, alone=True) is None:
            box = Box("item", cells[0], line, numbered["number"], [value_line(line, cells[1])])
            self.boxes.append(box)
            return 1
        mark = MARK.fullmatch(cells[0].text)
        labels = cells[1:] if mark else cells
        found = [find_label(cell.text, alone=True, loud=line.bold) for cell in labels]
        if len(labels) > 1 and self._are_heads(index, labels, found):
            self._columns, self._row = columns_of(line), []
            return 1
        if not labels or not found[0]:
            return self._open_unknown_row(line, cells)
        if mark and found[0]:
            found[0] = replace(found[0], mark=next(filter(None, mark.groups())))
        if not self._may_close(found[0]):
            return 0
        for at, (cell, one) in enumerate(zip(labels, found, strict=True)):
            if one and (at == 0 or is_label_beside(at, cell, one, len(labels))):
                self._open(one, cell, line)
            else:
                self.boxes[-1].lines.append(value_line(line, cell))
        return 1

    def _open_unknown_row(self, line: Line, cells: list[Mapped]) -> int:
        """A row whose label is not known ends a box of one line, or one that was a row itself.

        A row that goes on with a value has no first cell, or a limb's letter there.
        """
        last = self.boxes[-1] if self.boxes else None
        ends = last and (last.kind in SHORT or (last.line.is_row and len(last.line.cells) == len(line.cells)))
        own = MARK.match(line.cells[0].text)
        number = next(filter(None, own.groups()), None) if own else None
        if number and not (last and self._is_next_mark(last, line)):
            return 0
        words = line.cells[0].text[own.end() :] if own else line.cells[0].text
        if not ends or len(cells) != 2 or not words[:1].isupper() or len(cells[0]) > LONGEST_LABEL:
            return 0
        if MARK.fullmatch(cells[0].text) or cells[0].text.endswith((".", ";")):
            return 0
        self.boxes.append(Box("other", cells[0], line, number, [value_line(line, cells[1])], known=False))
        return 1

    def _are_heads(self, index: int, cells: list[Mapped], found: list[Found | None]) -> bool:
        """Whether a row is the head of a table of decisions: labels without values, as many cells below them."""
        after = next((line for line in self._lines[index + 1 : index + 4] if line.text and not line.furniture), None)
        named: list[Found | None] = [
            one
            for cell, one in zip(cells, found, strict=True)
            if (one and one.end == len(cell)) or ITEM_COLUMN.match(cell.text)
        ]
        if sum(one is not None and one.label.kind == "decision" for one in found) > 1:
            return False  # "Decision ¦ AGREED unanimously –": a label beside its value
        return bool(
            after
            and len(after.cells) == len(self._lines[index].cells)
            and (
                len(named) == len(cells)
                or (len(named) > 1 and any(one and one.label.kind == "decision" for one in named))
            )
            and (ITEM_COLUMN.match(cells[0].text) or find_label(after.cells[0].text, alone=True) is None)
        )

    def _is_under_columns(self, line: Line) -> bool:
        return len(line.cells) == len(self._columns)

    def _take_column_row(self, line: Line) -> None:
        """A row of a table of decisions: its boxes, also the empty ones; without a first cell it goes on the last."""
        if all(cell.text == box.label.text for cell, box in zip(line.cells, self._columns, strict=True) if cell.text):
            return  # the head again, on the next page
        goes_on = bool(self._row) and not line.cells[0].text
        if not goes_on:
            self._row = [Box(box.kind, box.label, box.line, box.mark) for box in self._columns]
            self.boxes.extend(self._row)
        for box, cell in zip(self._row, line.cells, strict=True):
            if cell.text:
                box.lines.append(value_line(line, cell))

    def _end_table(self, line: Line) -> None:
        """A table of decisions ends; a line that follows without a gap may be more of its last row."""
        for box in self._row:
            box.is_torn = box.is_torn or not (
                line.gap or line.level or line.bold or line.is_row or find_label(line.text)
            )
        self._columns, self._behind_table = [], True

    def _goes_on_in_column(self, line: Line) -> bool:
        """Whether a line by itself stands inside a table of decisions: the last row's cell goes on over paragraphs."""
        if line.is_row or not self._row or line.level or (line.bold and not self._row[-1].lines):
            return False
        row = next((box.lines[0] for box in self._row if box.lines), None)
        return bool(row and line.indent >= row.indent + FURTHER_IN and line.page == row.page)

    def _goes_on_in_cell(self, index: int) -> bool:
        """Whether a line by itself goes on the last row's cell where the paper has no pages to show it by: a row of the
        same table comes below, or the cell leads to limbs and this is one."""
        line = self._lines[index]
        if line.page is not None or line.is_row or line.level or not self._row or not self._row[-1].lines:
            return False
        if MARK.match(line.text) and self._row[-1].lines[-1].text.endswith((":", ";", ",", " and")):
            return True
        below = next((each for each in self._lines[index + 1 : index + FAR] if each.is_row or each.level), None)
        return bool(below and below.is_row and not below.gap and len(below.cells) == len(self._columns))

    def _take_column_line(self, line: Line) -> None:
        """Which cell goes on is sure where the column of decisions is the last."""
        box = next((box for box in self._row if box.kind == "decision"), self._row[-1])
        box.is_torn = box.is_torn or box is not self._row[-1]
        box.lines.append(value_line(line, line.content))

    def _add(self, line: Line) -> None:
        if self.boxes and self._above:
            self.boxes[-1].lines.extend(self._above)
            self._above = []
        if not self.boxes:
            self.head.append(line)
            return
        values = [cell for cell in line.cells if cell.text]
        self.boxes[-1].lines.append(value_line(line, joined(values)) if line.is_row and not line.furniture else line)
