"""A search as a file, and as a feed that tells when a new paper answers it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from interfaces.csv_rows import harmless
from interfaces.web import addresses
from interfaces.web.edition import edition_of
from interfaces.web.pages import search_words
from interfaces.web.pages.asked import Asked, asked_of
from interfaces.web.pages.search_words import moment
from interfaces.web.views import environment

if TYPE_CHECKING:
    from starlette.requests import Request

    from index.passages import IndexedPassage
    from queries.library import Library

ENTRIES: Final = 50  # of a feed
COLUMNS: Final = (
    "date", "council", "committee", "kind of paper", "part of the paper", "title", "heading", "what was decided",
    "mentions", "file", "page", "printed page", "words", "link",
)  # fmt: skip
BOM: Final = "\ufeff"  # so that a spreadsheet reads £ as £
ATOM: Final = "application/atom+xml; charset=utf-8"


def as_csv(request: Request) -> Response:
    """All passages that answer, up to a thousand, in the order of the search; begun before all are read."""
    asked, library = asked_of(request), edition_of(request).library()
    named = {"Content-Disposition": 'attachment; filename="search.csv"'}
    site = str(request.base_url).rstrip("/")
    return StreamingResponse(_lines(library, asked, site), headers=named, media_type="text/csv; charset=utf-8")


def _lines(library: Library, asked: Asked, site: str) -> Iterator[str]:
    from queries.hits import listed

    yield BOM + _line(COLUMNS)
    for passage in listed(library, asked.words, asked.chosen, asked.order):
        yield _line(tuple(map(harmless, _cells(library, asked, passage, site))))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(library: Library, asked: Asked, passage: IndexedPassage, site: str) -> tuple[str, ...]:
    from queries.hits import place_of

    place = place_of(library, passage)
    return (
        passage.date or "",
        passage.council or "",
        passage.committee or "",
        search_words.paper_kind(passage.paper_kind or ""),
        search_words.section_kind(passage.kind),
        passage.part_title or passage.title or "",
        passage.heading or "",
        "; ".join(map(search_words.outcome, passage.outcomes)),
        "; ".join(dict.fromkeys(passage.mentions)),
        passage.file_name,
        str(passage.page or ""),
        passage.printed_page or "",
        " ".join(passage.text.split()),
        site + addresses.source_of(place, asked.words),
    )


def as_atom(request: Request) -> Response:
    """The newest passages that answer, as RFC 4287 has it; an entry is known by its passage's own IRI."""
    from queries.hits import newest

    asked, edition = asked_of(request), edition_of(request)
    library = edition.library()
    groups = newest(library, asked.words, asked.chosen, ENTRIES)
    came = library.once("when papers came", lambda: _came(library))
    made = moment(edition.made)
    updated = [came.get(group.paper, made) for group in groups]
    text = environment().get_template("search.atom.xml").render(
        asked=asked, site=str(request.base_url).rstrip("/"), entries=list(zip(groups, updated, strict=True)),
        updated=max(updated, default=made),
    )  # fmt: skip
    return Response(text, media_type=ATOM)


def _came(library: Library) -> Mapping[str, str]:
    """When each paper first came into the base, by its IRI, in UTC."""
    from kg import ids

    with library.ledger() as ledger:
        return {ids.paper(paper.sha256): moment(paper.first_seen) for paper in ledger.current()}


def open_search(request: Request) -> Response:
    """What a browser wants to know to offer this search in its own box."""
    values: dict[str, Any] = {"site": str(request.base_url).rstrip("/")}
    text = environment().get_template("opensearch.xml").render(**values)
    return Response(text, media_type="application/opensearchdescription+xml; charset=utf-8")


routes: Final = [
    Route("/search.csv", as_csv),
    Route("/search.atom", as_atom),
    Route("/opensearch.xml", open_search),
]
