"""Lines to blocks: paragraphs put together again where a page broke them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.read.document import MARKER, Block, BlockKind, Document, Line, Mapped, split_marker

# A sentence's end; the mark of an action may stand behind it.
ENDED = re.compile(r"[.:;?!]['\"’”)\]]*(?:\s+\(?ACTIONS?\b.{0,40})?$")
LABEL = re.compile(r"[A-Z][A-Za-z ()/'’]{1,38}:(?:\s|$)")
# Words after which a sentence must go on, and a figure that looks like a paragraph's number ("2.5 million").
OPEN_ENDED = re.compile(
    r"(?:\b(?:the|a|an|of|and|or|to|in|for|with|on|by|at|from|that|as|is|are|was|be|its|their|this)|[,(–])$"
)
FIGURE = re.compile(r"\d+\.\d+\s+[a-z]")
HYPHEN = re.compile(r"\w[-\u2010\u00ad]$")
SOFT_HYPHEN = "\u00ad"
LONGEST_WORD = 60
# A full stop ends a sentence where the next opens in a capital or a figure, but not behind an initial or abbreviation.
# The stop is looked for first: what must not stand before it was asked at every letter, a fortieth of the whole way.
SENTENCE_END = re.compile(
    r"[.?!](?<!\b[A-Z].)(?<!\b(?:No|Mr|Ms|Dr|St|vs|eg|ie).)(?<!\b(?:Mrs|Rev|Ltd|e\.g|i\.e|etc).)(?<!\b(?:Cllr|Prof).)(?<!\bCllrs.)"
    r"['\"’”)]*\s+(?=['\"‘“(]?[A-Z0-9£])"
)
# A line shorter than this share of the page's width ends its paragraph, unless the next goes on in lower case.
SHORT = 0.62


def blocks(document: Document, lines: Iterable[Line], width: int | None = None) -> tuple[Block, ...]:
    """The blocks of some lines of a document, page furniture left out; `width` spares asking the document's anew.

    A line goes on the paragraph before it where the page was wrapped and no blank line stands between, or where the
    sentence had plainly not ended and the next line opens in lower case.
    """
    width = full_width(document) if width is None else width
    words = _words(document.text)
    groups: list[list[Line]] = []
    torn, widest = False, 0
    for line in lines:
        if line.furniture:
            torn = True
            continue
        if groups and _goes_on(groups[-1], line, document, width, torn, widest):
            groups[-1].append(line)
            widest = max(widest, len(line.text))
        else:
            groups.append([line])
            widest = len(line.text)
        torn = False
    return tuple(_block(group, words) for group in groups)


def full_width(document: Document) -> int:
    """How long a full line is: the nine-tenths longest of the lines that are no table rows."""
    lengths = sorted(len(line.text) for line in document.lines if not line.is_row)
    return lengths[int(len(lengths) * 0.9)] if lengths else 80


@lru_cache(maxsize=4)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def _goes_on(group: list[Line], line: Line, document: Document, width: int, torn: bool, widest: int) -> bool:
    """Whether a line goes on the paragraph that the lines before it make, the widest of them so wide."""
    last = group[-1]
    if line.level or line.bullet or line.is_row or last.level or last.is_row:
        return False
    text, before = line.text, last.text
    if _is_heading_above(group, line, document):
        return False
    ended = bool(ENDED.search(before))
    close = document.wrapped and line.gap == 0
    if close and is_capitals(before) and is_capitals(text) and not MARKER.match(text):
        return True
    if HYPHEN.search(before) and text[:1].isdigit():
        return close
    if line.gap and text.rstrip(".").isdigit():  # a number alone heads what follows
        return False
    if text[:1].islower() and not MARKER.match(text):
        return not ended or close
    if MARKER.match(text):
        return close and not ended and bool(FIGURE.match(text)) and len(before) > SHORT * width
    if LABEL.match(text):
        return False
    if not document.wrapped:
        return torn and not ended and len(before) > 60
    if line.gap or torn:
        apart = line.gap > (0 if document.in_columns else 1) and not torn  # a page's own gaps part paragraphs
        return not (ended or apart or is_capitals(before) or is_capitals(text)) and len(before) > SHORT * width
    return bool(OPEN_ENDED.search(before)) or _was_full(group[-1], line, width, widest)


def _is_heading_above(group: list[Line], line: Line, document: Document) -> bool:
    """Whether the lines before are a heading in bold and the next is the plain text below it, on a page with places."""
    if not document.in_columns or line.bold or not all(each.bold for each in group):
        return False
    return bool(line.gap) or not line.text[:1].islower()


def _was_full(last: Line, line: Line, width: int, widest: int) -> bool:
    """Whether the next line's first word had no room on the last line, by the widest line seen around."""
    if is_capitals(last.text) != is_capitals(line.text):
        return False
    around = max(len(line.text), widest, 45)
    needed = len(last.text) + 1 + len(line.text.split(" ", 1)[0])
    return needed > min(around, width) - 2 or len(last.text) > SHORT * width


def _block(group: list[Line], words: frozenset[str]) -> Block:
    content = _flowed(group, words)
    marker, body = split_marker(content)
    return Block(_kind(group, marker), content, marker, body, tuple(group))


def _kind(group: list[Line], marker: str | None) -> BlockKind:
    first = group[0]
    if first.is_row:
        return "row"
    text = " ".join(line.text for line in group)
    if first.level or (len(text) < 160 and (first.bold or is_capitals(text)) and not text.endswith((".", ";"))):
        return "heading"
    return "item" if first.bullet or marker else "paragraph"


@lru_cache(maxsize=4096)
def is_capitals(text: str) -> bool:
    """Whether words are set in capitals, a few small letters apart; each line is asked about some five times."""
    letters = sum(map(str.isalpha, text))
    return letters > 4 and sum(map(str.isupper, text)) > 0.85 * letters


def _flowed(group: list[Line], words: frozenset[str]) -> Mapped:
    """The lines' words as one text, hyphens of line breaks undone where the paper itself writes the word whole."""
    return group[0].content if len(group) == 1 else _run((line.content for line in group), words)


def flowed(pieces: Iterable[Mapped], text: str) -> Mapped:
    """Pieces of a paper as one run of words, as `blocks` joins lines; `text` is the paper's."""
    return _run(pieces, _words(text))


def _run(pieces: Iterable[Mapped], words: frozenset[str]) -> Mapped:
    run: list[str] = []
    places = array("i")
    tail = ""
    for piece in pieces:
        if not piece.text:
            continue
        if HYPHEN.search(tail):
            if _is_one_word(tail, piece.text, words):
                run[-1], tail = run[-1][:-1], tail[:-1]
                places.pop()
        elif run:
            run.append(" ")
            places.append(piece.places[0])
            tail += " "
        run.append(piece.text)
        places.extend(piece.places)
        tail = (tail + piece.text)[-LONGEST_WORD:]
    return Mapped("".join(run), places)


def _is_one_word(left: str, right: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between two lines is the line's and not the word's."""
    head = re.findall(r"[A-Za-z]+$", left[:-1])
    tail = re.match(r"[a-z]+", right)
    return left[-1] == SOFT_HYPHEN or bool(head and tail and (head[0] + tail[0]).lower() in words)


def sentences(content: Mapped) -> Iterator[Mapped]:
    """The sentences of a block, in order; abbreviations, initials and figures do not end one."""
    start = 0
    for found in SENTENCE_END.finditer(content.text):
        piece = content.piece(start, found.end())
        if piece.text:
            yield piece
        start = found.end()
    piece = content.piece(start)
    if piece.text:
        yield piece
