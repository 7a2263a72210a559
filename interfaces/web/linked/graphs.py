"""`/graph/…`: a whole named graph: what one paper states, or what was concluded from all of them."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from interfaces.web.addresses import dump, paper_of
from interfaces.web.edition import edition_of
from interfaces.web.linked.formats import (
    PAGE,
    THING_FORMS,
    asked_for,
    links,
    not_acceptable,
    open_to_all,
)
from kg.vocabulary import CONCLUDED_GRAPHS, ID_BASE
from queries.answers import last_part
from queries.whole import has_graph, write_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from starlette.requests import Request

IN_MEMORY: Final = 8 << 20  # bytes; what is larger is put on the disk while it is sent
PIECE: Final = 1 << 18
CONCLUDED: Final = {last_part(graph): graph for graph in CONCLUDED_GRAPHS}


def graph(request: Request) -> Response:
    """A graph as N-Quads, TriG, Turtle, N-Triples, JSON-LD or RDF/XML; people are shown the paper or the files."""
    asked = asked_for(request, request.path_params["name"], THING_FORMS)
    iri = _iri(asked.path)
    library, address = edition_of(request).library(), f"/graph/{asked.path}"
    if iri is None or not (iri in CONCLUDED_GRAPHS or has_graph(library, iri)):
        raise HTTPException(404, "There is no such graph.")
    if asked.form is None:
        return not_acceptable(address, THING_FORMS[1:])
    if asked.form == PAGE:
        response: Response = RedirectResponse(dump() if iri in CONCLUDED_GRAPHS else paper_of(iri), 303)
    else:
        made = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (closed when it is sent)
        write_graph(library, iri, asked.form.media_type, made)
        headers = {**open_to_all(request), "Content-Length": str(made.tell())}
        response = StreamingResponse(_pieces(made), 200, headers, asked.form.media_type)
    response.headers["Vary"] = "Accept"
    response.headers["Link"] = links(address, THING_FORMS[1:], asked.form)
    return response


def _iri(name: str) -> str | None:
    """The graph that an address names; a paper's graph has the paper's IRI."""
    if name in CONCLUDED:
        return CONCLUDED[name]
    begin, _, digits = name.partition("/")
    return f"{ID_BASE}paper/{digits}" if begin == "paper" and digits.isalnum() and digits.isascii() else None


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(PIECE):
            yield piece


routes: Final = [Route("/graph/{name:path}", graph)]
