"""Notes in a margin of their own, right of the words: who is to act ("AM/BP", "Action: Clerk"), beside minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.pdf_pieces import Piece, Row

# "AM", "AM/BP", "Clerk", "All", "Action: AM", "Cllr Moss"; no numbers, which are pages, sums and dates of a table.
NOTE = re.compile(r"(?:Actions?\b:?\s?)?[A-Z][A-Za-z.'’&/,-]{0,14}(?:[ /&,]{1,3}[A-Za-z][A-Za-z.'’-]{0,14}){0,2}")
LONGEST_NOTE = 24
# Words of several letters that a cell of a table says, and a margin does not.
ANSWER = re.compile(
    r"(?:yes|no|none|agreed|noted|approved|refused|carried|lost|resolved|present|absent|apologies|open|closed"
    r"|completed?|ongoing|n/?a|red|amber|green|low|medium|high)\.?",
    re.IGNORECASE,
)
# Prose takes so much of the width up to the margin, on so many lines; notes stand beside fewer than this share of them.
PROSE, LEAST_LINES, MOST_NOTES = 0.6, 6, 0.4

# What heads the margin of a page's minutes.
HEAD = re.compile(r"(?:Actions?(?: (?:by|for|of))?|Owners?|By whom|Lead):?", re.IGNORECASE)


def head_of(rows: Sequence[Row]) -> int:
    """How many rows there are to the one that heads a margin ("Minute   Action"), which is a row; 0 where none does."""
    heads = (number for number, row in enumerate(rows, 1) if len(row) > 1 and HEAD.fullmatch(row[-1].text))
    return next(heads, 0)


def margin_of(rows: Sequence[Row]) -> float | None:
    """Where a margin of notes begins on a part of a page; None where it has none.

    Nothing but notes stands there, and what is left of it is prose.
    """
    notes = [row[-1] for row in rows if len(row) == 2 and is_note(row[-1])]
    if not notes:
        return None
    margin = min(note.x0 for note in notes)
    left = [row[0] for row in rows if row[0].x0 < margin]
    if any(piece.x1 > margin and not is_note(piece) for row in rows for piece in row):
        return None
    if any(len(row) > 2 or (len(row) == 2 and row[1].x0 < margin) for row in rows) or not left:
        return None
    start = min(piece.x0 for piece in left)
    prose = sum(piece.x1 - start > PROSE * (margin - start) for piece in left)
    beside = [row[0] for row in rows if len(row) == 2]
    # Beside a row of a table stands the next one: prose goes on over lines that have no note.
    is_prose = prose >= max(LEAST_LINES, 0.5 * len(left)) and len(notes) < MOST_NOTES * len(left)
    return margin if is_prose and all(" " in piece.text for piece in beside) else None


def is_note(piece: Piece) -> bool:
    """Whether a piece is a name or initials, as a margin names who is to act."""
    text = piece.text
    return len(text) <= LONGEST_NOTE and bool(NOTE.fullmatch(text)) and not ANSWER.fullmatch(text)
