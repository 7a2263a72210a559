"""Words of a page put together: pieces (words that follow one another), rows (pieces on one height), lines to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.read.pdf_page import Word

# Two words further apart than this many times their size stand in different columns, unless the line is spread so.
COLUMN_GAP, SPREAD = 1.3, 1.9
# White from this width on is written as a tab: other readers may part the words there. And the usual white.
WIDE, USUAL_GAP, WORD_GAP = 0.8, 0.3, 0.26
# White that parts the cells of a row whose neighbours show columns, by the line's usual; how near those stand, by size.
MORE_WHITE, NEAR = 1.25, 8.0
# How wide the white between two columns is at least, by the size of the words beside it.
GUTTER = 0.7
# A word set with white between its letters ("A G E N D A"): so many letters at least; another word begins
# behind so many times the usual white.
SPACED_LETTERS, BETWEEN_WORDS = 4, 1.6
# Stands in the paper's text where a cell's line ends (Unicode's line separator): white space, but no line break.
CELL_BREAK = "\u2028"
# How far off the baseline a raised or lowered word may stand, by size.
RAISED = 0.5
# An e-mail or web address at a line's end, and the line that has nothing but the rest of it.
ADDRESS = re.compile(r"(?:\S@\S+|(?:https?://|www\.)\S+)$")
REST_OF_ADDRESS = re.compile(r"[a-z0-9.\-]{1,24}|[a-z0-9./\-]*[./][a-z0-9./\-]*")
# A line is full that runs so far to the right, by the page's right edge; no page has its edge before so many points.
FULL, LEAST_EDGE = 0.88, 320.0
# The usual distance of two baselines where a page has too few lines to tell, and the most taken for a paragraph's own.
USUAL_LEADING, MOST_LEADING, PARAGRAPH_GAP = 1.2, 2.4, 1.22
NARROW_LEADING, WIDE_LEADING = 1.5, 1.75


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow one another on a line; `order` is its place among the pieces as the file draws them, `parted`
    says that it opens a column, however little white stands before it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int
    widest: float
    parted: bool = False

    def with_next(self, other: Piece, between: str = " ") -> Piece:
        """This piece and one further right on its line."""
        widest = max(self.widest, other.widest)
        bold = self.bold and other.bold
        return Piece(
            f"{self.text}{between}{other.text}", self.x0, other.x1, self.y, self.size, bold, self.order, widest,
            self.parted,
        )  # fmt: skip


Row = list[Piece]


class Draft(NamedTuple):
    """A line to be: its cells, where it starts and ends, its first and last baseline, how it is set, whether a cell or
    column opens with it."""

    cells: tuple[str, ...]
    x0: float
    x1: float
    y: float
    last: float
    size: float
    bold: bool
    opens: bool = False

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return plain(" ".join(cell for cell in self.cells if cell))


def word_runs(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow one another on a line, in the order in which the file draws them."""
    runs: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if last and _follows(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
        last = word
    return runs


def pieces(words: Iterable[Word]) -> list[Piece]:
    """Upright words as pieces, in the order in which the file draws them."""
    return [_piece(run, order, parted) for order, (run, parted) in enumerate(_at_columns(word_runs(words)))]


def _at_columns(runs: list[list[Word]]) -> Iterable[tuple[list[Word], bool]]:
    """The same runs, those in two that run up to a column which lines nearby show: a long cell leaves little white."""
    first: dict[int, float] = {}
    for run in runs:
        height = round(run[0].y)
        first[height] = min(run[0].x0, first.get(height, run[0].x0))
    starts: dict[int, list[float]] = {}
    for run in runs:
        if run[0].x0 > first[round(run[0].y)] + 1:
            starts.setdefault(round(run[0].x0), []).append(run[0].y)
    starts = {x: heights for x, heights in starts.items() if len(heights) > 1}
    return [part for run in runs for part in _split(run, starts)] if starts else [(run, False) for run in runs]


def _split(run: list[Word], starts: dict[int, list[float]]) -> Iterator[tuple[list[Word], bool]]:
    """A run, parted where a word starts at a nearby column behind more white than stands between the others."""
    if len(run) > 2:
        gaps = sorted(two.x0 - one.x1 for one, two in pairwise(run))
        usual = gaps[len(gaps) // 2]
        for at, (one, two) in enumerate(pairwise(run[1:]), 2):
            if two.x0 - one.x1 > MORE_WHITE * usual and _others(two, starts) > 1:
                yield run[:at], False
                yield run[at:], True
                return
    yield run, _others(run[0], starts) > 1


def _others(word: Word, starts: dict[int, list[float]]) -> int:
    """How many lines nearby have something start where a word does, that is not their first."""
    return sum(1 < abs(word.y - y) < NEAR * word.size for y in starts.get(round(word.x0), ()))


def _follows(last: Word, word: Word) -> bool:
    gap = word.x0 - last.x1
    size = last.size if last.size > word.size else word.size
    return -0.5 * size < gap < COLUMN_GAP * size and abs(word.y - last.y) < RAISED * size


def _piece(run: Sequence[Word], order: int, parted: bool) -> Piece:
    if len(run) == 1:
        word = run[0]
        return Piece(word.text, word.x0, word.x1, word.y, word.size, word.bold, order, 0.0, parted)
    main = max(run, key=lambda word: len(word.text))
    bold = all(word.bold for word in run)
    gaps = [two.x0 - one.x1 for one, two in pairwise(run)]
    widest = max(gaps)
    words = [word.text for word in run]
    if len(run) >= SPACED_LETTERS and widest < COLUMN_GAP * main.size and all(map(_is_letter, words)):
        text = _closed_up(words, gaps)
        return Piece(text, run[0].x0, run[-1].x1, main.y, main.size, bold, order, 0.0, parted)
    text = " ".join(words) if widest < WIDE * main.size else _with_tabs(words, gaps, main.size)
    return Piece(text, run[0].x0, run[-1].x1, main.y, main.size, bold, order, widest, parted)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _closed_up(letters: Sequence[str], gaps: Sequence[float]) -> str:
    """Letters that stand apart as the words that they make."""
    usual = sorted(gaps)[len(gaps) // 2]
    out = letters[0]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        out += letter if gap <= BETWEEN_WORDS * usual else f" {letter}"
    return out


def _with_tabs(words: Sequence[str], gaps: Sequence[float], size: float) -> str:
    """Words with a tab where the white between two is wide and the line is not spread."""
    usual = min([*gaps, USUAL_GAP * size]) if len(gaps) < 3 else sorted(gaps)[len(gaps) // 2]
    out = words[0]
    for gap, word in zip(gaps, words[1:], strict=True):
        out += ("\t" if gap >= WIDE * size and gap > SPREAD * usual else " ") + word
    return out


def draft(row: Row) -> Draft:
    """A row as a line of its own, each piece a cell."""
    first = row[0]
    bold = all(piece.bold for piece in row)
    cells = tuple([piece.text for piece in row])
    return Draft(cells, first.x0, row[-1].x1, first.y, first.y, max([piece.size for piece in row]), bold)


def leading_of(lines: Iterable[tuple[float, float, float]]) -> float:
    """The distance of two baselines within a page's paragraphs, as a multiple of the size of their words.

    A line that runs to the right edge goes on in the next one, mostly; short ones say little, for what follows them may
    be another paragraph.

    lines  right ends, baselines and sizes of words or lines, in order
    """
    steps = list(_steps(lines))
    if not steps:
        return USUAL_LEADING
    edge = sorted(end for end, _ in steps)[int(len(steps) * 0.9)]
    full = Counter(step for end, step in steps if end > FULL * edge)
    tells = full.total() >= 2 and edge > LEAST_EDGE
    best = max(full.items(), key=lambda pair: (pair[1], -pair[0]))[0] if tells else MOST_LEADING
    closest = min(step for _, step in steps)
    # Rows of a table or one-line paragraphs may look like a paragraph set wide; a closer line anywhere tells.
    if best <= WIDE_LEADING or (best < MOST_LEADING and closest > NARROW_LEADING):
        return best
    return closest if closest <= NARROW_LEADING else USUAL_LEADING


def _steps(lines: Iterable[tuple[float, float, float]]) -> Iterator[tuple[float, float]]:
    """Where each line ends, and how far below it the next stands by its size; lines of one size, rounded."""
    end, above, size = 0.0, -1e9, 0.0
    for x1, y, own in lines:
        step = y - above
        if 0.9 * size < step < MOST_LEADING * size and abs(size - own) < 0.6:
            yield end, round(step / size * 20) / 20
        end, above, size = x1, y, own


def gap_between(above: Draft | Piece, below: Draft | Piece, leading: float) -> int:
    """How many blank lines stand between two lines: none inside a paragraph."""
    bottom = above.last if isinstance(above, Draft) else above.y
    usual = leading * min(above.size, below.size)
    step = (below.y - bottom) / max(usual, 1.0)
    # A line in a larger size stands lower for its own sake.
    if below.size > above.size:
        step -= (below.size - above.size) / max(usual, 1.0)
    return 0 if step <= PARAGRAPH_GAP else max(1, round(step) - 1)


def lines_joined(texts: Iterable[str]) -> str:
    """Lines of a cell as one, CELL_BREAK between them.

    A hyphen at a line's end keeps the word together, and so does a broken address.
    """
    out = ""
    for text in texts:
        ends_in_hyphen = len(out) > 1 and out[-1] == "-" and out[-2].isalpha() and text[:1].islower()
        goes_on = ends_in_hyphen or (ADDRESS.search(out) and REST_OF_ADDRESS.fullmatch(text))
        out = out + text if not out or goes_on else f"{out}{CELL_BREAK}{text}"
    return out


def plain(text: str) -> str:
    """Words of the paper's text with a space for each tab and each line break inside a cell."""
    return text.replace("\t", " ").replace(CELL_BREAK, " ")


def opened(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Lines of a cell or column, the first marked as opening it."""
    for index, each in enumerate(drafts):
        yield each if index else each._replace(opens=True)
