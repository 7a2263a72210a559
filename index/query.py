"""The query language: what people type, read into a small tree that all engines understand.

Plain words never fail: `Health & Safety: review` is three words. What means something:

    respite charges           passages with both words, in any of their forms
    "respite charges"         the words beside each other
    charges OR fees           either; AND, OR and NOT in capitals, parentheses group
    -charges                  without the word
    commis*  chargse~         words that begin so; words spelt nearly so (`~2`: up to two letters off)
    committee:adults          in a field; also `title:"…"`, `mentions:(a OR b)`, `-kind:minutes`
    after:2018-09             dated in that month or later
    before:2019               dated earlier than that year
    date:2018-09  year:2018   dated in it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index.query_tree import And, Dated, Exact, Fuzzy, Node, Not, Or, Prefix, Query, Words
from index.words import STOP_WORDS, folded
from kg.errors import BadQuery

TEXT_FIELDS = (
    "committee",
    "council",
    "heading",
    "kind",
    "member",
    "mentions",
    "minute",
    "officer",
    "outcome",
    "paper",
    "paper_kind",
    "title",
)
DATE_FIELDS = ("after", "before", "date", "year")
FIELDS = tuple(sorted(TEXT_FIELDS + DATE_FIELDS))
IRI_FIELDS = ("mentions", "paper")
DEEPEST = 40  # parentheses within parentheses; nobody types more, and reading them recurses
LONGEST = 10_000  # characters

# A name, a colon and at once its value; `Safety: review` and `https://…` are words.
FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z_]*):(?!//)(?=[^\s()]|\((?!\s*\)))")
QUOTES = '"“”'
CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
MINUS = re.compile(rf"(?<![^\s(])-(?=[\w({QUOTES}])")
MARKED = re.compile(r"(?P<word>.*[^\W_])(?P<mark>\*|~(?P<distance>\d?))[^\w*~]*$")
DAY = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?$")


def parse(text: str) -> Query:
    """Read a query; raise BadQuery, with the column, if it is empty or has an unclosed quote or an unknown field."""
    if len(text) > LONGEST:
        raise BadQuery(f"The query has {len(text):,} characters; shorten it to {LONGEST:,}.", 1, LONGEST)
    tree = _Reader(list(_pieces(text))).read()
    if tree is None:
        raise BadQuery("The query is empty; type a word to search for.", 1, 1)
    return Query(text, tree)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a query: `(`, `)`, `-`, AND, OR, NOT, `field`, `quote` or `chunk`, with its text and column."""

    kind: str
    text: str
    column: int


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        piece, at = _piece(text, at)
        if piece:
            yield piece


def _piece(text: str, at: int) -> tuple[_Piece | None, int]:
    """The piece at a character, if one begins there, and where to go on."""
    column = at + 1
    if text[at].isspace():
        return None, column
    if text[at] in QUOTES:
        return _quoted(text, at)
    if text[at] in "()":
        return _Piece(text[at], text[at], column), column
    if MINUS.match(text, at):
        return _Piece("-", "-", column), column
    if found := FIELD.match(text, at):
        name = _field(found["name"], column)
        if name:
            return _Piece("field", name, column), found.end()
    chunk = CHUNK.match(text, at)
    if chunk is None:
        return None, column
    word = chunk.group()
    return _Piece(word if word in ("AND", "OR", "NOT") else "chunk", word, column), chunk.end()


def _quoted(text: str, at: int) -> tuple[_Piece, int]:
    closing = next((place for place in range(at + 1, len(text)) if text[place] in QUOTES), None)
    if closing is None:
        raise BadQuery(f'The quote that opens at column {at + 1} is not closed; add a " after the phrase.', 1, at + 1)
    return _Piece("quote", text[at + 1 : closing], at + 1), closing + 1


def _field(name: str, column: int) -> str | None:
    """The known field of that name; None where it is rather a word, as a capital tells."""
    known = name.lower()
    if known in FIELDS:
        return known
    if not name.islower():
        return None
    raise BadQuery(
        f"There is no field `{name}` (column {column}); the fields are {', '.join(FIELDS)}. "
        "To search for the word itself, put a space after its colon.",
        1,
        column,
    )


class _Reader:
    """Reads pieces by descent: OR binds least, then AND (or nothing), then NOT. What lacks an operand is let go."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0

    def read(self) -> Node | None:
        """The whole query; None if nothing in it can be searched for."""
        parts = [self._either(None)]
        while self._next():  # a `)` that nothing opened
            self._at += 1
            parts.append(self._either(None))
        return _all([part for part in parts if part])

    def _next(self) -> _Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _take(self, *kinds: str) -> _Piece | None:
        piece = self._next()
        if piece is None or piece.kind not in kinds:
            return None
        self._at += 1
        return piece

    def _either(self, field: str | None) -> Node | None:
        parts = [self._every(field)]
        while self._take("OR"):
            parts.append(self._every(field))
        found = tuple(dict.fromkeys(part for part in parts if part))
        return Or(found) if len(found) > 1 else next(iter(found), None)

    def _every(self, field: str | None) -> Node | None:
        parts: list[Node] = []
        spelt_out = False
        while (piece := self._next()) and piece.kind not in (")", "OR"):
            if self._take("AND"):
                spelt_out = True
            elif part := self._one(field):
                parts.append(part)
        return _all(parts if spelt_out else _without_stop_words(parts))

    def _one(self, field: str | None) -> Node | None:
        negated = False
        while self._take("NOT", "-"):
            negated = not negated
        while named := self._take("field"):
            field = named.text
        part = self._group(field) if self._take("(") else self._value(field)
        if part is None or not negated:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def _group(self, field: str | None) -> Node | None:
        opened = self._pieces[self._at - 1]
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadQuery(f"More than {DEEPEST} parentheses are open at column {opened.column}.", 1, opened.column)
        part = self._either(field)
        self._take(")")  # one left open closes at the end
        self._depth -= 1
        return part

    def _value(self, field: str | None) -> Node | None:
        piece = self._take("quote", "chunk")
        if piece is None:
            return None
        if field in DATE_FIELDS:
            return _dated(field, piece)
        if piece.kind == "quote":
            return _beside(folded(piece.text), field)
        if field in IRI_FIELDS and "://" in piece.text:
            return Exact(piece.text, field)
        return _chunk(piece.text, field)


def _all(parts: list[Node]) -> Node | None:
    """All of several parts as one, nested ones spread out."""
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    flat = tuple(dict.fromkeys(flat))
    return And(flat) if len(flat) > 1 else next(iter(flat), None)


def _without_stop_words(parts: list[Node]) -> list[Node]:
    """The parts without words like `the`, unless there is nothing else to go by."""
    telling = [part for part in parts if not _is_stop_word(part)]
    return telling if any(not isinstance(part, Not) for part in telling) else parts


def _is_stop_word(part: Node) -> bool:
    return isinstance(part, Words) and not part.field and len(part.words) == 1 and part.words[0] in STOP_WORDS


def _beside(words: list[str], field: str | None) -> Node | None:
    return Words(tuple(words), field) if words else None


def _chunk(text: str, field: str | None) -> Node | None:
    """What stands between two spaces: a word, a reference of several, or one with `*` or `~` after it."""
    marked = MARKED.match(text)
    words = folded(marked["word"] if marked else text)
    if not marked or not words:
        return _beside(words, field)
    *before, last = words
    end = Prefix(last, field) if marked["mark"] == "*" else _fuzzy(last, marked["distance"], field)
    first = _beside(before, field)
    return _all([first, end]) if first else end


def _fuzzy(word: str, distance: str, field: str | None) -> Node:
    """A word spelt nearly so: one letter off in short words, two in longer ones, unless said; too short is as it is."""
    if len(word) < 3:
        return Words((word,), field)
    usual = 1 if len(word) < 6 else 2
    return Fuzzy(word, min(max(int(distance), 1), 2) if distance else usual, field)


def _dated(field: str, piece: _Piece) -> Node:
    found = DAY.match(piece.text.strip())
    span = _span(found) if found and (field != "year" or not found["month"]) else None
    if span is None:
        shape = "a year such as 2018" if field == "year" else "a date such as 2018, 2018-09 or 2018-09-06"
        raise BadQuery(f"`{field}:` at column {piece.column} needs {shape}, not `{piece.text}`.", 1, piece.column)
    first, after = span
    match field:
        case "after":
            return Dated(since=first)
        case "before":
            return Dated(until=first)
        case _:
            return Dated(first, after)


def _span(found: re.Match[str]) -> tuple[str, str] | None:
    """The first day of a year, month or day, and the day after its last; None if there is no such date."""
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    if found["day"]:
        after = first + timedelta(days=1)
    elif found["month"]:
        after = date(year + month // 12, month % 12 + 1, 1)
    else:
        after = date(year + 1, 1, 1)
    return first.isoformat(), after.isoformat()
