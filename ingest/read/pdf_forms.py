"""What is filled into a PDF's form fields, and typed on its pages as comments: words that are no part of its text."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from ingest.read.pdf_page import View, Word

# No form has more fields on a page, nor longer values.
MOST_FIELDS, MOST_UNITS = 1000, 20_000
# A field's letters are as large as these bounds allow, where the field does not say; their distance; and how wide one
# is on average: the place of a word inside its field is reckoned, for the file gives that of the field alone.
LEAST_SIZE, USUAL_SIZE, LEADING, WIDTH, INSET = 4.0, 10.0, 1.15, 0.5, 2.0
TICKED, NOT_TICKED = "☒", "☐"
HIDDEN: Final = 0x02 | 0x20  # hidden, or not to be seen


class _Field(NamedTuple):
    """What a field says, its box as looked at, the size of its letters (0 where unsaid)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


def field_words(raw: Any, page: Any, view: View) -> Iterator[Word]:
    """The words in a page's form fields, each at its place in its field; ticked boxes as ☒, others as ☐."""
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_FIELDS)
    for index in range(count):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            field = _field(raw, page.formenv, annotation, view)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if field:
            yield from _placed(field)


def _field(raw: Any, form: Any, annotation: Any, view: View) -> _Field | None:
    """A field of a form or a comment typed on the page; None where it shows nothing."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if raw.FPDFAnnot_GetFlags(annotation) & HIDDEN:
        return None
    size = ctypes.c_float()
    if kind == raw.FPDF_ANNOT_FREETEXT:
        text = _string(lambda buffer, most: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, most))
    elif kind == raw.FPDF_ANNOT_WIDGET and form:
        text = _value(raw, form, annotation)
        raw.FPDFAnnot_GetFontSize(form, annotation, size)
    else:
        return None
    box = raw.FS_RECTF()
    if not text.strip() or not raw.FPDFAnnot_GetRect(annotation, box):
        return None
    one, two = view.point(box.left, box.top), view.point(box.right, box.bottom)
    left, right = sorted((one[0], two[0]))
    top, bottom = sorted((one[1], two[1]))
    return _Field(text, left, top, right, bottom, size.value)


def _value(raw: Any, form: Any, annotation: Any) -> str:
    """What a field holds: its text, its choice, or whether it is ticked; buttons and signatures hold nothing."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else NOT_TICKED
    if kind in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        return _string(lambda buffer, most: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, most))
    return ""


def _string(ask: Callable[[Any, int], int]) -> str:
    """What pdfium answers in UTF-16, asked first for how long it is."""
    length = min(ask(None, 0), 2 * MOST_UNITS)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").partition("\x00")[0]


def _placed(field: _Field) -> Iterator[Word]:
    """A field's words, line by line from its top, small enough to stand in it."""
    width = max(field.x1 - field.x0 - 2 * INSET, 1.0)
    height = max(field.y1 - field.y0, LEAST_SIZE)
    size = field.size if LEAST_SIZE <= field.size <= height else min(USUAL_SIZE, height / LEADING)
    lines = _lines(field.text, width / (WIDTH * size))
    while size > LEAST_SIZE and len(lines) * size * LEADING > height + size:
        size -= 0.5
        lines = _lines(field.text, width / (WIDTH * size))
    leading = size * LEADING if len(lines) > 1 else height
    # One line stands in the middle of its field.
    y = field.y0 + (size if len(lines) > 1 else (height + 0.7 * size) / 2)
    for number, line in enumerate(lines):
        x = field.x0 + INSET
        for word in line:
            end = min(x + WIDTH * size * len(word), field.x1)
            yield Word(word, x, end, y + number * leading, size, False, True)
            x = end + 0.3 * size


def _lines(text: str, most: float) -> list[list[str]]:
    """Words in lines of no more letters than fit, as a field breaks them."""
    lines: list[list[str]] = []
    for paragraph in text.splitlines():
        used = most + 1
        for word in paragraph.split():
            if used + 1 + len(word) > most:
                lines.append([])
                used = -1
            lines[-1].append(word)
            used += 1 + len(word)
    return lines
