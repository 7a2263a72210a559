"""The rules (ruled lines) that are drawn on a PDF page: borders of tables and boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

# A rule is no thicker than this, in points; pieces of one are no further apart.
THICK, APART = 3.0, 3.0
SHORTEST_FLAT, SHORTEST_UPRIGHT = 8.0, 4.0
# A page with more lines than this, or more rules after their pieces are put together, is a drawing or a map.
MOST_LINES, MOST_RULES = 40_000, 600
MOST_SEGMENTS, DEEPEST = 2000, 3


class Rule(NamedTuple):
    """A flat rule at height `at`, or an upright one at `at` from the left, from `start` to `end`."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether the rule runs past a place."""
        return self.start - APART <= place <= self.end + APART


class Rules(NamedTuple):
    """A page's flat and upright rules, pieces put together, from the top and from the left."""

    flat: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()


Point = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rules_of(raw: Any, page: Any, point: Point) -> Rules:
    """The rules of a page; none where it is a drawing."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    for count, (x0, y0, x1, y1) in enumerate(_edges(raw, page, point)):
        if count >= MOST_LINES:
            return Rules()
        if y1 - y0 <= THICK and x1 - x0 >= SHORTEST_FLAT:
            flat.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THICK and y1 - y0 >= SHORTEST_UPRIGHT:
            upright.append(Rule((x0 + x1) / 2, y0, y1))
    rules = Rules(tuple(_put_together(flat)), tuple(_put_together(upright)))
    return rules if len(rules.flat) + len(rules.upright) <= MOST_RULES else Rules()


def _put_together(rules: list[Rule]) -> Iterator[Rule]:
    """Pieces of one rule as one; what lies within a rule's thickness is on one line."""
    rules.sort()
    lines: list[list[Rule]] = []
    for rule in rules:
        if lines and rule.at - lines[-1][-1].at <= 1.5:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda each: each.start):
            if start is None or rule.start > end + APART:
                if start is not None:
                    yield Rule(at, start, end)
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if start is not None:
            yield Rule(at, start, end)


def _edges(raw: Any, page: Any, point: Point) -> Iterator[Box]:
    """The lines of all paths, and the edges of stroked boxes, as looked at."""
    for path, matrix in _paths(raw, page):
        for x0, y0, x1, y1 in _boxes(raw, path):
            yield _looked_at(point, matrix, x0, y0, x1, y1)


def _looked_at(point: Point, matrix: Matrix, *box: float) -> Box:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    one = point(a * x0 + c * y0 + e, b * x0 + d * y0 + f)
    two = point(a * x1 + c * y1 + e, b * x1 + d * y1 + f)
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _paths(raw: Any, page: Any) -> Iterator[tuple[Any, Matrix]]:
    """The paths of a page, also those inside forms, with the matrix of the form that they stand in."""
    count = raw.FPDFPage_CountObjects(page)
    yield from _among(raw, (raw.FPDFPage_GetObject(page, index) for index in range(count)), WHOLE, 0)


def _among(raw: Any, objects: Iterable[Any], matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind_of, path_kind, form_kind = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
    for thing in objects:
        kind = kind_of(thing)
        if kind == path_kind:
            yield thing, matrix
        elif kind == form_kind and depth < DEEPEST:
            inner = (raw.FPDFFormObj_GetObject(thing, i) for i in range(raw.FPDFFormObj_CountObjects(thing)))
            yield from _among(raw, inner, _times(_matrix(raw, thing), matrix), depth + 1)


def _matrix(raw: Any, thing: Any) -> Matrix:
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, held):
        return WHOLE
    return held.a, held.b, held.c, held.d, held.e, held.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that does what `one` does and then what `two` does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _boxes(raw: Any, path: Any) -> Iterator[Box]:
    """A thin path as it lies, the edges of a stroked one; a filled surface rules nothing."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    if x1 - x0 <= THICK or y1 - y0 <= THICK:
        yield x0, y0, x1, y1
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if raw.FPDFPath_GetDrawMode(path, fill, stroke) and (stroke.value or raw.FPDFPath_CountSegments(path) > 5):
        yield from _segments(raw, path)


def _segments(raw: Any, path: Any) -> Iterator[Box]:
    """The straight lines of a path that lie flat or upright."""
    count = raw.FPDFPath_CountSegments(path)
    if count > MOST_SEGMENTS:
        return
    matrix = _matrix(raw, path)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float] | None] = []
    first: tuple[float, float] | None = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        place = (
            matrix[0] * x.value + matrix[2] * y.value + matrix[4],
            matrix[1] * x.value + matrix[3] * y.value + matrix[5],
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            points.append(None)
            first = place
        elif kind != raw.FPDF_SEGMENT_LINETO:
            points.append(None)
        points.append(place)
        if raw.FPDFPathSegment_GetClose(segment) and first:
            points.append(first)
    for one, two in pairwise(points):
        if one and two and (abs(one[0] - two[0]) < 1 or abs(one[1] - two[1]) < 1):
            yield min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])
