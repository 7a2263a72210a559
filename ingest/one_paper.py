"""One paper's way: bytes to pages, sections, records and passages. Knows no other paper and no base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.divide.context import find_context
from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.passages import passages
from ingest.files import cannot_open
from ingest.limits import OUT_OF_MEMORY, Limits, within
from ingest.read.reader import read
from kg.archive import PageSpan, PaperText, sha256_of
from kg.errors import Unreadable
from kg.ledger_entries import printable
from kg.records import Issue, PaperFacts, Reading

# Raised with every change to reading, dividing or extracting that changes what is read, so that papers are read again.
EXTRACTOR = "4"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person says of papers that do not say it themselves; `exempt` also against what they say, either way."""

    council: str | None = None
    committee: str | None = None
    exempt: bool | None = None


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A paper read whole: its bytes, its text, and what was read from it."""

    data: bytes
    text: PaperText
    reading: Reading

    @property
    def exempt(self) -> bool:
        """Whether the paper says, or a person said, that it is not for publication."""
        return is_exempt(self.reading)


@dataclass(frozen=True, slots=True)
class PaperRefused:
    """A paper that could not be read, and why; sha256 is empty where not even its bytes could be had.

    `fault` is the traceback, where not the paper but a rule of ours is to blame.
    """

    sha256: str
    reason: str
    fault: str | None = None


def is_exempt(reading: Reading) -> bool:
    """Whether a paper says, or a person said of it, that it is not for publication."""
    return any(isinstance(record, PaperFacts) and record.exempt for record in reading.records)


def counted(reading: Reading) -> tuple[Counter[str], Counter[str]]:
    """How many records of each kind a paper gave, and how many issues of each code."""
    kinds = Counter(type(record).__name__ for record in reading.records)
    return kinds, Counter(record.code for record in reading.records if isinstance(record, Issue))


def marked(reading: Reading, exempt: bool | None) -> Reading:
    """The reading, its paper marked as a person said; None where nobody did."""
    if exempt is None or is_exempt(reading) == exempt:
        return reading
    records = (replace(each, exempt=exempt) if isinstance(each, PaperFacts) else each for each in reading.records)
    return replace(reading, records=tuple(records))


def read_paper(path: Path, overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
    """Read one paper within its limits; whatever is wrong with the paper comes back as a PaperRefused."""
    return _held(path.name, lambda: file_bytes(path, limits.size), overrides, limits)


def read_data(name: str, data: bytes, overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
    """The same for the bytes of a file of that name, which lies elsewhere."""
    return _held(name, lambda: data, overrides, limits)


def _held(name: str, get: Callable[[], bytes], overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
    sha256 = ""
    try:
        with within(limits.seconds):
            data = get()
            sha256 = sha256_of(data)
            return _read(printable(name), sha256, data, overrides, limits)
    except Unreadable as error:
        return PaperRefused(sha256, str(error))
    except MemoryError:
        return PaperRefused(sha256, OUT_OF_MEMORY)
    except RecursionError:
        return PaperRefused(sha256, "it is nested too deeply to read; save it anew as plain text")


def file_bytes(path: Path, most: int) -> bytes:
    """A file's bytes; raises Unreadable where it cannot be opened, or has more than `most`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(min(path.stat().st_size, most) + 1)  # one more than there should be shows that it grew
    except OSError as error:
        raise Unreadable(cannot_open(error)) from error
    if len(data) > most:
        raise Unreadable(f"it is larger than {most >> 20} MiB; split it, or allow more with --megabytes")
    return data


def _read(file_name: str, sha256: str, data: bytes, overrides: Overrides, limits: Limits) -> PaperRead:
    document, media_type = read(data, limits.pages, limits.seconds)
    sections = divide(document, find_context(document, overrides.council, overrides.committee))
    records = tuple(extract(sections))
    pages = tuple(_pages(document.text)) if document.page_count else ()
    text = PaperText(sha256, file_name, document.text, pages, media_type)
    reading = Reading(records, tuple(passages(sections, records)))
    return PaperRead(data, text, marked(reading, overrides.exempt))


def _pages(text: str) -> list[PageSpan]:
    """Where the pages of a text stand that a converter parted by form feeds."""
    spans, start = [], 0
    for number, page in enumerate(text.split("\f"), 1):
        spans.append(PageSpan(number, start, start + len(page)))
        start += len(page) + 1
    return spans
