"""`/sparql`: the SPARQL 1.1 Protocol for queries. https://www.w3.org/TR/sparql11-protocol/

A query is answered by a worker that can be killed, as interfaces/web/sparql/job.py says. Its limits: a query that takes
too long is answered 503, not 408, for that tells a client that it was itself too slow, and that it may send the same
again, which browsers then do unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from interfaces.web.addresses import with_query
from interfaces.web.edition import edition_of, state_of
from interfaces.web.problems import come_again, problem_of
from interfaces.web.sparql.answering import ClientGone, response_of, while_there
from interfaces.web.sparql.job import Gone, Job, Told, answer
from interfaces.web.sparql.negotiation import OFFERED, TRIPLES, Format, by_accept, by_name, prefers_html
from interfaces.web.sparql.parameters import Asked, Refused, by_address, by_post
from interfaces.web.sparql.service_description import service_description
from interfaces.web.sparql.shape import changes, form_of
from kg.errors import BadQuery, CommitteeError, OutOfReach
from kg.sparql import check_readable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from interfaces.web.edition import Edition

FORM_PAGE: Final = "/ask"
LONGEST_ADDRESS: Final = 8_000  # of a form page's address; servers and browsers take more, not all of them
METHODS: Final = "GET, HEAD, POST, OPTIONS"
ROW_LIMIT, TEXT_LIMIT = "KG-Row-Limit", "KG-Text-Limit"
# Anybody's page may ask, for everything here is public and read-only; but not where exempt papers are served: any page
# that a member of staff visits could read them through the browser.
OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"ETag, Retry-After, {ROW_LIMIT}, {TEXT_LIMIT}",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT: Final = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A query that can be read, and how its answer is to be written."""

    query: str
    asked: Asked
    form: Format
    head_only: bool


async def sparql(request: Request) -> Response:
    """Answer a query, describe the service, or say why not."""
    try:
        response = await _answered(request)
    except CommitteeError as error:
        response = _refusal(error)
    except ClientGone:
        response = Response(None, 499)
    if not state_of(request).settings.with_exempt:
        response.headers.update(OPEN)
    response.headers.add_vary_header("Accept")
    return response


async def _answered(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": METHODS} if state_of(request).settings.with_exempt else PREFLIGHT)
    if request.method == "POST":
        body = await request.body()
        asked = by_post(request.headers.get("content-type", ""), request.scope["query_string"], body)
    elif request.method in ("GET", "HEAD"):
        asked = by_address(request.scope["query_string"])
    else:
        raise Refused(405, "Ask by GET or POST.", {"Allow": METHODS})
    if asked.query is None:
        return await _described(request, asked)
    return await _queried(request, asked, asked.query)


async def _queried(request: Request, asked: Asked, query: str) -> Response:
    check_readable(query)
    formats = OFFERED[form_of(query) or "select"]
    address = with_query(FORM_PAGE, {"query": query})
    if len(address) < LONGEST_ADDRESS and _is_browser(request, asked, formats):
        return RedirectResponse(address, 303)
    form = _format(request, asked, formats)
    edition, rows = edition_of(request), str(state_of(request).settings.query_rows)
    graphs = (*asked.default_graphs, "", *asked.named_graphs)
    tagged = _tagged(edition, query, form.media_type, rows, *graphs)
    caching = {"Cache-Control": "no-store"} if changes(query) else tagged
    if _is_known(request, caching):
        return Response(None, 304, caching)
    question = Question(query, asked, form, request.method == "HEAD")
    try:
        return await while_there(request, _streamed(request, edition, question, caching))
    except Gone:
        # Taken off the disk since the request began: the current one is asked, and the tag is not promised.
        editions = state_of(request).editions
        await run_in_threadpool(editions.look)
        return await while_there(request, _streamed(request, editions.current, question, {}))


async def _streamed(request: Request, edition: Edition, question: Question, caching: Mapping[str, str]) -> Response:
    """Have a worker answer."""
    state = state_of(request)
    settings, asked = state.settings, question.asked
    job = Job(
        edition.stamp, edition.holdings.graph, edition.library().text_place, question.query, question.form.media_type,
        settings.query_rows, settings.query_bytes,
        asked.default_graphs if asked.over_graphs else None, asked.named_graphs if asked.over_graphs else None,
    )  # fmt: skip
    client = request.client.host if request.client else ""
    told, stream = await state.workers.stream(answer, job, seconds=settings.query_seconds, client=client)
    headers = {**caching, **_limits(told, settings.query_rows)}
    return await response_of(stream, headers, question.form.media_type, head_only=question.head_only)


def _limits(told: Told, rows: int) -> dict[str, str]:
    limits = {ROW_LIMIT: str(rows)} if told.limited else {}
    return {**limits, TEXT_LIMIT: ", ".join(told.searches)} if told.searches else limits


async def _described(request: Request, asked: Asked) -> Response:
    """The service description, for a GET that asks nothing."""
    if _is_browser(request, asked, TRIPLES):
        return RedirectResponse(FORM_PAGE, 303)
    form, edition = _format(request, asked, TRIPLES), edition_of(request)
    endpoint = str(request.url.replace(query="", fragment=""))
    caching = _tagged(edition, endpoint, form.media_type)
    if _is_known(request, caching):
        return Response(None, 304, caching)
    try:
        body = await run_in_threadpool(_description, edition, endpoint, form)
    except ValueError:  # of the IRI, which is made from what the client calls this server
        raise Refused(400, "The Host header is no name of a server.") from None
    return Response(body, 200, caching, form.media_type)


def _description(edition: Edition, endpoint: str, form: Format) -> bytes:
    library = edition.library()
    graphs = library.once("the number of named graphs", lambda: sum(1 for _ in library.store.named_graphs()))
    return service_description(endpoint, graphs, form)


def _is_browser(request: Request, asked: Asked, formats: Sequence[Format]) -> bool:
    """Whether a page is wanted; a form that is posted gets its answer in any case."""
    return request.method != "POST" and not asked.formats and prefers_html(_accept(request), formats)


def _format(request: Request, asked: Asked, formats: Sequence[Format]) -> Format:
    """The format to write; Refused, with those that there are, where the client wants none of them."""
    found = by_name(asked.formats, formats) if asked.formats else by_accept(_accept(request), formats)
    if found is None:
        choices = "\n".join(f"  {each.media_type}  (format={each.names[0]})" for each in formats)
        raise Refused(406, f"The answer to this query can be had as\n{choices}")
    return found


def _accept(request: Request) -> str | None:
    return ",".join(request.headers.getlist("accept")) or None


def _tagged(edition: Edition, *parts: str) -> dict[str, str]:
    """An ETag by all that an answer depends on. Weak: compressed or not, it is the same answer."""
    digest = blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
    return {"ETag": f'W/"{edition.stamp}-{digest}"', "Cache-Control": "no-cache"}


def _is_known(request: Request, caching: Mapping[str, str]) -> bool:
    known = request.headers.get("if-none-match", "")
    return request.method in ("GET", "HEAD") and "ETag" in caching and (caching["ETag"] in known or known == "*")


def _refusal(error: CommitteeError) -> Response:
    """An error as plain text, for clients of SPARQL show it as it is."""
    headers = {"Cache-Control": "no-store"}
    status = error.status if isinstance(error, Refused) else problem_of(error).status
    if isinstance(error, Refused):
        headers.update(error.headers)
    headers.update(come_again(error))
    return PlainTextResponse(f"{_told(error)}\n", status, headers)


def _told(error: CommitteeError) -> str:
    """The error's words, and its place where they do not tell it."""
    if isinstance(error, BadQuery) and error.line is not None and "line" not in str(error):
        return f"{error} (line {error.line}, column {error.column})"
    return problem_of(error).message if isinstance(error, OutOfReach) else str(error)


routes: Final = [
    Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]),
]
