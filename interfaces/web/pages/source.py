"""The paper itself: a page of it, as picture and as text, with the words marked that an answer came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from interfaces.web.addresses import source_page
from interfaces.web.edition import edition_of
from interfaces.web.pages.source_view import Asked, view_of
from interfaces.web.pages.source_words import WORDING
from interfaces.web.source.papers import asked_paper, file_of
from interfaces.web.source.seen import WIDTHS, drawn
from interfaces.web.views import page
from interfaces.web.workers.errors import Busy, Overran
from queries.paper import Leaf, PaperAnswer

if TYPE_CHECKING:
    from starlette.requests import Request

PDF: Final = "application/pdf"
# A paper's bytes never change under its address; kept by whoever asked, not by what stands between.
KEPT_LONG: Final = "private, max-age=2592000, immutable"
# An original is no page of ours: it may fetch nothing and run nothing. Chromium 156 shows a PDF so all the same.
ORIGINAL_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
# What a file name on somebody's disk may not have in it.
UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"*/:<>?\\|]')
LONGEST_NAME: Final = 120


def source(request: Request) -> Response:
    """A page of a paper, from 1; of a paper without pages, a part of it."""
    paper = asked_paper(request)
    asked = Asked.of(request)
    leaf = _leaf(paper, request.path_params["page"])
    view = view_of(request, edition_of(request).library(), paper, leaf, asked)
    response = page(request, "source.html", view=view, paper=paper, **WORDING)
    if view.unseen:  # tried again the next time
        response.headers["Cache-Control"] = "no-store"
    return response


def at(request: Request) -> Response:
    """Leads to a page: by its number in the file, by the number printed on it, or by characters of the text."""
    paper = asked_paper(request)
    leaf = _sought(request, paper)
    asked = Asked.of(request)
    address = source_page(paper.paper.iri, leaf.number, _or_none(asked.start), _or_none(asked.end), asked.words)
    return RedirectResponse(address, 302)


def picture(request: Request) -> Response:
    """A page of a PDF as a PNG."""
    paper = asked_paper(request)
    number = request.path_params["page"]
    zoom = Asked.of(request).zoom
    if paper.media_type != PDF:
        raise HTTPException(404, "Only pages of PDF files can be had as pictures.")
    _leaf(paper, number)
    tag = f'"{paper.sha256[:16]}-{number}-{WIDTHS[zoom]}-1"'
    headers = {"ETag": tag, "Cache-Control": KEPT_LONG}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        made = drawn(request, file_of(edition_of(request).library(), paper), number, zoom)
    except (Busy, Overran) as error:
        raise HTTPException(503, str(error), {"Retry-After": "5"}) from error
    return Response(made, media_type="image/png", headers=headers)


def original(request: Request) -> Response:
    """The file as it was published: a PDF to be looked at, all else to be kept, lest it run as a page of ours."""
    paper = asked_paper(request)
    file = file_of(edition_of(request).library(), paper)
    is_pdf = paper.media_type == PDF
    tag = f'"{paper.sha256}"'
    headers = {
        "ETag": tag,
        "Cache-Control": KEPT_LONG,
        "Content-Security-Policy": ORIGINAL_POLICY,
    }
    if tag in request.headers.get("if-none-match", "") and "range" not in request.headers:
        return Response(status_code=304, headers=headers)
    return FileResponse(
        file,
        headers=headers,
        media_type=PDF if is_pdf else "application/octet-stream",
        filename=safe_name(paper.file_name),
        content_disposition_type="inline" if is_pdf and "download" not in request.query_params else "attachment",
    )


def safe_name(name: str) -> str:
    """A file name without what a disk or an eye could stumble over; its ending is kept."""
    clean = UNSAFE.sub("_", name).strip(". ") or "paper"
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix)]}{dot}{suffix}" if dot and len(suffix) < 9 else clean[:LONGEST_NAME]


def _leaf(paper: PaperAnswer, number: int) -> Leaf:
    if not paper.leaves:
        raise HTTPException(503, "This paper's text cannot be read from the archive just now.")
    if not 1 <= number <= len(paper.leaves):
        count = f"{len(paper.leaves):,} {'page' if paper.paged else 'part'}{'s' if len(paper.leaves) != 1 else ''}"
        raise HTTPException(404, f"There is no {'page' if paper.paged else 'part'} {number:,}: this paper has {count}.")
    return paper.leaves[number - 1]


def _sought(request: Request, paper: PaperAnswer) -> Leaf:
    """The leaf that a request asks for by `page`, `printed` or `start`."""
    values = request.query_params
    number = (values.get("number") or values.get("page") or values.get("printed") or "").strip()
    if not number:
        return paper.leaf_at(Asked.of(request).start or 0) or _leaf(paper, 1)
    if values.get("as") == "printed" or "printed" in values:
        found = paper.printed_as(number)
        if not found:
            raise HTTPException(
                404, f"No page of this paper is known to have the number “{number[:20]}” printed on it."
            )
        return found
    if not number.isdecimal() or len(number) > 9:
        raise HTTPException(404, f"“{number[:20]}” is no page number: give a number from 1 to {len(paper.leaves):,}.")
    return _leaf(paper, int(number))


def _or_none(number: int | None) -> int | str:
    return "" if number is None else number


routes: Final = [
    Route("/source/{paper}/original", original),
    Route("/source/{paper}/at", at),
    Route("/source/{paper}/{page:int}.png", picture),
    Route("/source/{paper}/{page:int}", source),
]
