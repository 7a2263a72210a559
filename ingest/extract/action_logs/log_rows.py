"""Rows of an action log whose table was flattened to bare lines: blank lines and the parts' order tell cells apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.extract.action_logs.log_wordings import HEAD_WORDS, MEETING_HEAD, STATUS, STATUS_AT_END
from ingest.extract.words.given_names import is_given
from ingest.extract.words.name_lists import NOBODY, is_name, is_people, people
from ingest.extract.words.tables import HEADS, Chunk, Row, chunks, goes_on, marked_heads
from ingest.read.document import Line, Mapped, joined
from kg.names import PARTICLES, without_title

# Words that open an action or name a body, where a person's name might be thought to stand.
NOT_GIVEN = frozenset(
    [
        *(
            "officers",
            "officer",
            "members",
            "member",
            "service",
            "services",
            "director",
            "executive",
            "head",
            "team",
            "chair",
        ),
        *(
            "council",
            "committee",
            "board",
            "democratic",
            "strategic",
            "assistant",
            "the",
            "a",
            "an",
            "to",
            "all",
            "action",
        ),
        *(
            "report",
            "information",
            "update",
            "seek",
            "provide",
            "circulate",
            "request",
            "requested",
            "adult",
            "adults",
            "public",
        ),
    ]
)
OPENS = re.compile(r"(?P<number>\d{1,4}[a-z]?(?:/\d{2,4})?)(?:[.)]\s*|\s+)(?=[A-Z'\"‘“(]|$)")


@dataclass(slots=True)
class _Parts:
    """A row as its parts come: the number's words, and the chunks after the title."""

    number: Mapped | None = None
    title: Mapped | None = None
    cells: list[Mapped] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    status: Mapped | None = None
    review: Mapped | None = None


def flat_rows(lines: Sequence[Line], paper: str) -> Iterator[Row | Line]:
    """The rows of a flattened log, and the lines that head its meetings."""
    parts: _Parts | None = None
    started = False
    for chunk in _whole_names(_grouped(marked_heads(lines, HEAD_WORDS), paper)):
        text = chunk.text
        if text == HEADS:
            started = True
        elif MEETING_HEAD.fullmatch(text):
            if parts:
                yield _row(parts)
            parts = None
            yield from chunk.lines
        elif started and _opens_row(chunk, parts):
            if parts:
                yield _row(parts)
            parts = _opened(chunk)
        elif started and parts:
            _add(parts, chunk)
    if parts:
        yield _row(parts)


def _grouped(lines: Sequence[Line], paper: str) -> Iterator[Chunk]:
    """Chunks, cut further where a row's number or a meeting's head opens a line without a blank one before it."""
    for chunk in chunks(lines, paper):
        held: list[Line] = []
        for line in chunk.lines:
            if held and (re.match(r"\d{1,4}[a-z]?\.\s+[A-Z]", line.text) or MEETING_HEAD.fullmatch(line.text)):
                yield Chunk(tuple(held), paper)
                held = []
            held.append(line)
        yield Chunk(tuple(held), paper)


def _whole_names(parted: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks, an owner's name that a narrow column parted ("Fay", "Birch-") put together again."""
    held: Chunk | None = None
    for chunk in parted:
        if held and _is_broken_name(held, chunk):
            yield Chunk((*held.lines, replace(chunk.lines[0], gap=0), *chunk.lines[1:]), chunk.paper)
            held = None
            continue
        if held:
            yield held
        held = chunk
    if held:
        yield held


def _is_broken_name(held: Chunk, chunk: Chunk) -> bool:
    """Whether one chunk begins a name that the next ends: a given name, or a surname broken at its hyphen."""
    begun = len(held.lines) == 1 and (is_given(held.text) or re.fullmatch(r"[A-Z][\w.]*\s[A-Z]\w+-", held.text))
    return bool(begun) and bool(re.fullmatch(r"[A-Z][\w’'-]+", chunk.text)) and not STATUS.fullmatch(chunk.text)


def _opens_row(chunk: Chunk, parts: _Parts | None) -> bool:
    """Whether a chunk opens a row: by its number, or, once the row before has its status, by an owner's name."""
    if OPENS.match(chunk.text):
        return parts is None or bool(parts.status) or bool(parts.cells)
    if parts is None or not parts.cells:
        return False
    owner = owner_at_start(chunk.words)
    if parts.status or not owner:
        return bool(owner)
    shifted = bool(parts.number) and not owner_at_start(parts.cells[0])  # the owner of the row itself
    return len(parts.cells) > 1 and len(owner) == len(chunk.words) and not shifted


def _opened(chunk: Chunk) -> _Parts:
    parts = _Parts(lines=list(chunk.lines))
    words = chunk.words
    found = OPENS.match(words.text)
    if not found:
        _add_words(parts, words)
        return parts
    parts.number = words.piece(0, found.end("number"))
    rest = words.piece(found.end())
    capitals = re.match(r"(?:[A-Z0-9][A-Z0-9’'/&,()–-]*\s+|[-–&:]\s*)+(?=[A-Z][a-z])", rest.text)
    cut = capitals.end() if capitals and len(capitals[0]) > 6 else _owner_within(rest)
    parts.title = rest.piece(0, cut)
    if cut < len(rest):
        _add_words(parts, rest.piece(cut))
    return parts


def _owner_within(words: Mapped) -> int:
    """Where an owner's name begins behind a title on the same lines; the end of the words where no name is sure."""
    for found in re.finditer(r"(?<=\s)(?P<given>[A-Z][a-z]+)(?=\s[A-Z][\w’'-]+(?P<stroke>\s*/\s*[A-Z])?)", words.text):
        if (is_given(found["given"]) or found["stroke"]) and _name_length(words.text[found.start() :]):
            return found.start()
    return len(words)


def _add(parts: _Parts, chunk: Chunk) -> None:
    parts.lines.extend(chunk.lines)
    words = chunk.words
    if parts.number and not parts.title and not parts.cells:
        parts.title = words
    elif parts.status and not parts.review and len(words.text) < 30:
        parts.review = words
    else:
        _add_words(parts, words)


def _add_words(parts: _Parts, words: Mapped) -> None:
    """Add a cell's words, a status at their end set apart."""
    found = STATUS_AT_END.search(words.text)
    ends = found and (STATUS.fullmatch(words.text.strip(" .")) or found["status"][0].isupper())
    if found and ends and not parts.status:
        parts.status = words.piece(found.start("status"), found.end("status"))
        if found["review"]:
            parts.review = words.piece(found.start("review"), found.end("review"))
        words = words.piece(0, found.start("status"))
    if words and parts.cells and goes_on(parts.cells[-1].text, words.text):
        parts.cells[-1] = joined([parts.cells[-1], words])
    elif words:
        parts.cells.append(words)


def _row(parts: _Parts) -> Row:
    """The parts as a row: the first name is the owner, what follows it the action, the rest the comment."""
    cells = list(parts.cells)
    named: dict[str, Mapped] = {}
    if cells:
        owner = owner_at_start(cells[0])
        if owner:
            named["owner"] = owner
            rest = cells[0].piece(len(owner))
            cells = [rest, *cells[1:]] if rest else cells[1:]
    if not named and len(cells) > 1 and _is_owner(cells[-1].text):
        named["owner"] = cells.pop()
    if cells:
        named["action"] = cells[0]
    if len(cells) > 1:
        named["comment"] = joined(cells[1:])
    for name, words in (
        ("minute", parts.number), ("title", parts.title), ("status", parts.status), ("review", parts.review),
    ):  # fmt: skip
        if words:
            named[name] = words
    return Row(named, tuple(parts.lines), torn=bool(parts.number) and not parts.cells)


def _is_owner(text: str) -> bool:
    """Whether a cell behind the others surely names people: by their initials or given names."""
    names = people(text) if is_people(text) else ()
    return bool(names) and all(len(given) <= 2 or is_given(given) for given in (name.split(" ")[0] for name in names))


def owner_at_start(words: Mapped) -> Mapped:
    """The owner's name that some words open with, empty where they open with none.

    A whole cell of names is one. Before an action's own words a name is two words: the first a given name or an
    initial, or the word after them a capital again, as an action opens. TBC stands for a name too.
    """
    text = words.text
    if is_people(text) and len(text) < 60:
        return words
    nobody = re.match(r"(?:TBC|TBA|N/A)\b", text)
    if nobody:
        return words.piece(0, nobody.end())
    end, names = 0, 0
    while True:
        length = _name_length(text[end:])
        if not length:
            return words.piece(0, end) if names else words.piece(0, 0)
        end, names = end + length, names + 1
        more = re.match(r"\s*(?:/|,|&|and\b)\s*", text[end:])
        if not more or not _name_length(text[end + more.end() :]):
            return words.piece(0, end)
        end += more.end()


def _name_length(text: str) -> int:
    """How many characters at the start are a person's name followed by something else."""
    found = re.match(
        r"(?P<given>[A-Z][\w’'-]*\.?)\s+(?P<rest>(?:(?:[a-zA-Z]+)\s+)?[A-Z][\w’'-]*(?:-\s[A-Z]\w+)?)", text
    )
    if not found:
        return 0
    middle = found["rest"].rpartition(" ")[0]
    if middle and middle.lower() not in PARTICLES and not re.fullmatch(r".*-", middle):
        found = re.match(r"(?P<given>[A-Z][\w’'-]*\.?)\s+(?P<rest>[A-Z][\w’'-]*(?:-\s[A-Z]\w+)?)", text)
        if not found:
            return 0
    given = found["given"].rstrip(".")
    followed = re.match(r"\s+[A-Z][a-z]+\b", text[found.end() :])  # the action's own first word
    unlikely = {word.lower() for word in found[0].split()} & NOT_GIVEN
    parted = re.match(r"\s*/\s*[A-Z]", text[found.end() :])
    sure = len(given) <= 2 or is_given(given) or bool(followed) or bool(parted)
    name = without_title(found[0])
    return found.end() if sure and not unlikely and is_name(name) and not NOBODY.fullmatch(name) else 0
