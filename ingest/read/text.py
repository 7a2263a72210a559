"""Text and Markdown papers: bytes to a Document.

Three kinds of converter are met: Markdown with tables torn by tabs, bare lines as the page broke them, tabbed lines.
"""

from __future__ import annotations

import operator
import re
from array import array
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from ingest.read.document import Document, Line, Mapped, joined
from ingest.read.furniture import mark_furniture
from kg.errors import Unreadable

# The longer signature first: that of UTF-32 begins as that of UTF-16.
SIGNATURES = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# Control characters, and two that no XML may hold: blanks in the text, so that places stay and nothing trips later.
CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 133), *range(134, 160), 0xFFFE, 0xFFFF), " ")
# How much of a file is looked at, and the share of control characters from which it is taken for a program's own data.
SAMPLE, BINARY = 4096, 0.02
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What a converter leaves of a page's look: tags, emphasis, entities, link targets. Each is dropped or one character.
MARKUP = re.compile(
    r"(?P<link>\[(?P<label>[^\[\]\n]{0,300})\]\((?:#|https?:|mailto:)[^)\s]{0,2000}\))"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]*)?/?>)|(?P<auto><(?P<address>(?:https?:|mailto:)[^<>\s]+)>)"
    r"|(?P<bold>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^\*{2,3}|\*{2,3}$)|(?P<entity>&(?:amp|lt|gt|nbsp|quot|#39);)"
)
BLOCK_TAG = re.compile(r"</?(?:br|p|li|ul|ol|div|tr|td|th|table|h[1-6])\b", re.IGNORECASE)
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&quot;": '"', "&#39;": "'"}
HEADING = re.compile(r"\s*(#{1,6})\s+")
BULLET = re.compile(r"\s*[-*+·o➢✓•▪◦‣●○■□►➤❖\ue000-\uf8ff]\s+(?=\S)|\s*[•▪◦‣●○■□►➤❖\ue000-\uf8ff](?=\S)")
DASHED = re.compile(r"\s*[-–]\s*\d{1,4}\s*[-–]\s*")  # "- 12 -", a page number and no list item
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХаеорсухі", "ABEKMHOPCTXaeopcyxi")
SOFT_HYPHEN = "\u00ad"
INVISIBLE = frozenset(("\u200b", "\ufeff", SOFT_HYPHEN))
CYRILLIC_WORD = re.compile(r"\b(?=\w*[А-яі])[A-Za-zА-яі]{1,12}\b")


def decode(data: bytes) -> str:
    """A paper's bytes as text, its encoding found from the content (UTF-8, UTF-16, Windows-1252), line ends as \\n.

    Raises Unreadable for what is no text at all.
    """
    encoding = next((name for mark, name in SIGNATURES.items() if data.startswith(mark)), None) or _unsigned(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise Unreadable(
                f"its text breaks off or is damaged at byte {error.start}; get the paper again from its source"
            ) from error
        text = data.decode("cp1252", errors="replace")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    if sum(map(operator.ne, text[:SAMPLE], text[:SAMPLE].translate(CONTROLS))) > BINARY * min(len(text), SAMPLE):
        raise Unreadable("this is no text file; give the paper as text, Markdown or another known type")
    return plain


def _unsigned(data: bytes) -> str | None:
    """The encoding of text with zero bytes and no signature: UTF-16 where every other byte is zero, else no text."""
    sample = data[:SAMPLE]
    if b"\x00" not in sample:
        return None
    for name, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if high.count(0) > 0.8 * len(high) and low.count(0) < 0.02 * len(low):
            return name
    raise Unreadable(
        "this is no text file (it holds zero bytes); give the paper as text, Markdown or another known type"
    )


def read_text(data: bytes) -> Document:
    """A text or Markdown paper as a Document; raises Unreadable where it holds no words."""
    text = decode(data)
    lines = list(_lines(text))
    if not lines:
        raise Unreadable("it holds no words; get the paper again from its source")
    return Document(text, tuple(mark_furniture(lines)), _is_wrapped(lines), _page_count(text))


def _page_count(text: str) -> int | None:
    return text.count("\f") + (not text.endswith("\f")) if "\f" in text else None


def _is_wrapped(lines: list[Line]) -> bool:
    """A page-wide line length shared by most lines means that the page's line breaks stand in its paragraphs."""
    lengths = [len(line.text) for line in lines if not line.is_row and len(line.text) > 40]
    return bool(lengths) and median(lengths) < 105 and sum(n > 160 for n in lengths) < 0.03 * len(lengths)


def _lines(text: str) -> Iterator[Line]:
    paged = "\f" in text
    page, gap, start = 1, 0, 0
    for raw in text.split("\n"):
        for place, piece, turned in _pieces(raw, start):
            page += turned
            line = _line(text, place, piece, gap, page if paged else None)
            if line:
                yield line
            gap = 0 if line else gap + (not turned)
        start += len(raw) + 1


def _pieces(raw: str, start: int) -> Iterator[tuple[int, str, bool]]:
    """A line at its form feeds and <br/>s: where each piece stands, its words, and whether a page was turned before it.

    A row of a table stays whole, for its breaks stand inside its cells.
    """
    turned = False
    parts = raw.split("\f")
    for part in parts:
        is_row = "\t" in part or (part.lstrip().startswith("|") and part.count("|") > 1)
        if part or len(parts) == 1 or turned:
            for place, piece in [(start, part)] if is_row else _broken(part, start):
                yield place, piece, turned
                turned = False
        start += len(part) + 1
        turned = True


def _broken(raw: str, start: int) -> Iterator[tuple[int, str]]:
    """A line at its <br/>s."""
    last = 0
    for found in BREAK.finditer(raw):
        yield start + last, raw[last : found.start()]
        last = found.end()
    yield start + last, raw[last:]


def _line(text: str, start: int, raw: str, gap: int, page: int | None) -> Line | None:
    heading = HEADING.match(raw)
    opened = heading.end() if heading else 0
    bullet = None if DASHED.fullmatch(raw) else BULLET.match(raw, opened)
    opened = bullet.end() if bullet else opened
    cells = tuple(clean(raw[a:b], start + a) for a, b in _cells(raw, opened))
    content = cells[0] if len(cells) == 1 else joined(cells)
    if not content.text or re.fullmatch(r"[\s|:\-_=*]+", content.text):
        return None
    bold = raw[opened:].strip().startswith("**") and raw.strip().endswith("**")
    indent = len(raw) - len(raw.lstrip())
    return Line(content, cells, len(heading[1]) if heading else 0, bold, bool(bullet), gap, indent, None, page)


def _cells(raw: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the cells of a row stand: between tabs, or between the bars of a Markdown table."""
    body = raw[start:]
    if "\t" not in body and body.strip().startswith("|") and body.count("|") > 1:
        bars = [start + m.start() for m in re.finditer(r"\|", body)]
        edges = bars if body.rstrip().endswith("|") else [*bars, len(raw)]
        yield from ((a + 1, b) for a, b in pairwise(edges))
        return
    last = start
    for found in re.finditer(r"\t", body):
        yield last, start + found.start()
        last = start + found.end()
    yield last, len(raw)


def clean(raw: str, start: int) -> Mapped:
    """Words without mark-up and with single spaces; `start` is where `raw` stands in the paper's text.

    Letters of another alphabet that a converter put into a Latin word ("То:") are read as the letters they look like.
    """
    kept: list[str] = []
    places = array("i")

    def keep(piece: str, at: int) -> None:
        kept.append(piece)
        places.extend(range(at, at + len(piece)))

    last = 0
    for found in MARKUP.finditer(raw):
        keep(raw[last : found.start()], start + last)
        for group in ("label", "address"):
            if found[group] is not None:
                keep(found[group], start + found.start(group))
        if found["entity"]:
            keep(ENTITIES[found["entity"]], start + found.start())
        if found["tag"] and BLOCK_TAG.match(found["tag"]):
            keep(" ", start + found.start())
        last = found.end()
    keep(raw[last:], start + last)
    return _single_spaced("".join(kept), places)


def _single_spaced(text: str, places: array[int]) -> Mapped:
    text = CYRILLIC_WORD.sub(lambda word: _latin(word[0]), text)
    # A soft hyphen says something at the end of a line only: that the word goes on.
    soft = text.rstrip()[-1:] == SOFT_HYPHEN and len(text.rstrip()) - 1
    out: list[str] = []
    kept = array("i")
    for index, char in enumerate(text):
        if char.isspace() or (char in INVISIBLE and index != soft):
            if out and out[-1] != " " and char.isspace():
                out.append(" ")
                kept.append(places[index])
            continue
        out.append(char)
        kept.append(places[index])
    if out and out[-1] == " ":
        out.pop()
        kept.pop()
    return Mapped("".join(out), kept)


def _latin(word: str) -> str:
    changed = word.translate(LOOK_ALIKES)
    return changed if changed.isascii() else word
