"""One paper from its portal into the folder: asked for only if it changed, held against what it should be, moved into
its place when it is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from ingest.fetch.listed import Listed
from ingest.fetch.polite import MIB, Answer, Polite, TornAnswer
from ingest.fetch.shelf import Row, Shelf
from kg.durable import settle
from kg.errors import NotFetched, Unwritable

Became = Literal["new", "changed", "unchanged"]

HEAD, TAIL = 1024, 2048
# What a file begins with, and its extension: a paper is named by what it is, not by what it is called.
SIGNATURES: Final = ((b"%PDF-", ".pdf"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"))
PACKED: Final = frozenset((".docx", ".xlsx", ".pptx", ".odt", ".zip"))
PAGE_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<?xml")
OTHER: Final = frozenset((".doc", ".xls", ".ppt", ".txt", ".csv", ".rtf", ".jpg", ".png"))


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a question: the digest and size of what was written; None where the site said "unchanged"."""

    sha256: str
    size: int
    start: bytes
    headers: Mapping[str, str]


def download(door: Polite, shelf: Shelf, paper: Listed, most: int, only_new: bool = False) -> Became:
    """Bring one paper; what it was to the folder. NotFetched where it cannot be had or is not what it should be."""
    site = door.site.origin
    if paper.url is None:
        raise NotFetched("the portal names it and has no link to it")
    if not door.site.has(paper.url):
        raise NotFetched(f"it is on another site ({urlsplit(paper.url).netloc}), where kg does not go")
    known = shelf.row(site, paper.key)
    if known and only_new:
        return _kept(shelf, known, paper)
    part = shelf.part(site, paper.key)
    try:
        came = door.fetch(paper.url, lambda answer: _taken(answer, part, most), headers=_conditions(known))
        if came is None:
            if known is None:
                raise NotFetched("the site says that it did not change, and it is not here")
            return _kept(shelf, known, paper)
        return _placed(shelf, site, paper, part, came, known)
    finally:
        part.unlink(missing_ok=True)


def _conditions(known: Row | None) -> dict[str, str]:
    """What to ask with, so that a paper that did not change is not sent again."""
    if known is None:
        return {}
    found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: said for name, said in found.items() if said and said.isprintable() and said.isascii()}


def _taken(answer: Answer, part: Path, most: int) -> _Came | None:
    """Write what comes; raises TornAnswer or NotFetched where it is not whole, or no paper."""
    if answer.status == 304:
        return None
    if (answer.length or 0) > most:
        raise NotFetched(f"it is larger than {most // MIB} MiB; allow more with --megabytes")
    hashed, size, start, end = hashlib.sha256(), 0, b"", b""
    with _written(part) as write:
        for block in answer.blocks:
            size += len(block)
            if size > most:
                raise NotFetched(f"it is larger than {most // MIB} MiB; allow more with --megabytes")
            hashed.update(block)
            write(block)
            start, end = (start + block)[:HEAD], (end + block)[-TAIL:]
    _see_that_it_is_whole(start, end, size, answer)
    return _Came(hashed.hexdigest(), size, start, answer.headers)


@contextmanager
def _written(part: Path) -> Iterator[Callable[[bytes], None]]:
    """A file to write to; its disk's errors are told apart from the network's, which are met at the same time."""

    def refused(error: OSError) -> Unwritable:
        return Unwritable(f"{part.parent} cannot be written ({error.strerror}); what came before stays")

    try:
        stream = part.open("wb")
    except OSError as error:
        raise refused(error) from error

    def write(block: bytes) -> None:
        try:
            stream.write(block)
        except OSError as error:
            raise refused(error) from error

    with stream:
        yield write
        try:
            stream.flush()
            os.fsync(stream.fileno())
        except OSError as error:
            raise refused(error) from error


def _see_that_it_is_whole(start: bytes, end: bytes, size: int, answer: Answer) -> None:
    if not size:
        raise TornAnswer("it came empty")
    if start.startswith(b"%PDF-") and b"%%EOF" not in end and answer.length is None:
        raise TornAnswer(f"it broke off after {size:,} bytes")
    is_page = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGE_STARTS)
    if is_page and not urlsplit(answer.url).path.lower().endswith((".htm", ".html", ".xml")):
        raise NotFetched("the site sent a web page in its place; open the address and see what it asks for")
    if urlsplit(answer.url).path.lower().endswith(".pdf") and b"%PDF-" not in start:
        raise NotFetched("the site sent something else in its place: it is called a PDF and is none")


def _placed(shelf: Shelf, site: str, paper: Listed, part: Path, came: _Came, known: Row | None) -> Became:
    """Move a whole paper into its place, and note it."""
    name = shelf.name(site, paper, _extension(came, paper.url or ""))
    row = Row(
        url=paper.url or "",
        key=paper.key,
        site=site,
        file=name,
        title=paper.title,
        committee=paper.committee,
        date=paper.date,
        meeting=paper.meeting,
        item=paper.item,
        sha256=came.sha256,
        size=came.size,
        fetched=now(),
        etag=came.headers.get("etag"),
        last_modified=came.headers.get("last-modified"),
    )
    if known and known.sha256 == came.sha256 and known.file == name and _is_as_it_came(shelf.folder / name, known):
        if _lasting(known) != _lasting(row):
            shelf.add(replace(row, fetched=known.fetched))
        return "unchanged"
    try:
        part.replace(shelf.folder / name)
        settle(shelf.folder)
    except OSError as error:
        raise Unwritable(f"{shelf.folder / name} cannot be written ({error.strerror})") from error
    shelf.add(row)
    return "changed" if known else "new"


def _kept(shelf: Shelf, known: Row, paper: Listed) -> Became:
    """Note what the portal calls a paper now, where that is otherwise than before."""
    row = replace(
        known,
        url=paper.url or known.url,
        title=paper.title,
        committee=paper.committee,
        date=paper.date,
        meeting=paper.meeting,
        item=paper.item,
        gone=None,
    )
    if row != known:
        shelf.add(row)
    return "unchanged"


def _lasting(row: Row) -> Row:
    return replace(row, fetched="")


def _is_as_it_came(file: Path, known: Row) -> bool:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == known.sha256


def _extension(came: _Came, url: str) -> str:
    """A file's extension, by what it begins with; by its address where that says nothing."""
    for signature, extension in SIGNATURES:
        if signature in came.start[: HEAD if extension == ".pdf" else len(signature)]:
            return extension
    said = os.path.splitext(unquote(urlsplit(url).path))[1].lower()  # noqa: PTH122
    kind = came.headers.get("content-type", "").lower()
    if came.start.startswith(b"PK\x03\x04"):
        return said if said in PACKED else ".docx" if "wordprocessingml" in kind else ".zip"
    if came.start.lstrip().lower().startswith(PAGE_STARTS):
        return ".html"
    return said if said in OTHER else ".txt" if kind.startswith("text/plain") else ".bin"


def now() -> str:
    """This moment, as a row has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
