"""`/ask`: the page from which people ask in SPARQL: an editor, questions to begin from, the answer as a table.

The query runs where `/sparql` runs its own, within the same limits; a page shows fewer rows of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from interfaces.web import addresses
from interfaces.web.edition import edition_of, state_of
from interfaces.web.pages.ask_results import Results, of_select, of_triples
from interfaces.web.problems import Problem, problem_of
from interfaces.web.sparql.job import Job, Told, answer
from interfaces.web.sparql.shape import form_of
from interfaces.web.views import page
from interfaces.web.workers.errors import Busy, Died, Overran, TooLarge
from kg.errors import BadQuery, CommitteeError
from kg.sparql import check_readable
from kg.vocabulary import PREFIXES
from queries.library import QUERIES
from queries.sparql import Example, example, examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

ROWS: Final = 500  # on a page; the endpoint gives all
BYTES: Final = 8 << 20
JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"
DOWNLOADS: Final = {
    "select": (("CSV", "csv"), ("JSON", "json"), ("XML", "xml"), ("TSV", "tsv")),
    "ask": (("JSON", "json"), ("XML", "xml")),
    "construct": (("Turtle", "turtle"), ("N-Triples", "ntriples"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdfxml")),
}
FIRST: Final = """# Which contracts are there, and where does each stand?
SELECT ?contract ?name ?state {
  ?contract a ck:Contract ; rdfs:label ?name .
  OPTIONAL { ?contract ck:state ?state }
}
ORDER BY ?name
LIMIT 50
"""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a query: in words, the line that it stands on, and that line with a mark under the place."""

    problem: Problem
    line: str = ""
    mark: str = ""


async def ask(request: Request) -> Response:
    """The form; with a query its answer, or what is wrong with it."""
    given = request.query_params
    query = given.get("query") or ""
    if not query and given.get("example"):
        query = example(given["example"])
        return await _page(request, query)
    if not query.strip():
        return await _page(request, FIRST)
    try:
        results = await _results(request, query)
    except CommitteeError as error:
        wrong = _wrong(query, error)
        return await _page(request, query, wrong.problem.status, wrong=wrong)
    return await _page(request, query, results=results)


async def _page(request: Request, query: str, status: int = 200, **values: Any) -> Response:
    shown: dict[str, Any] = {"results": None, "wrong": None, **values}
    form = form_of(query) or "select"
    downloads = [(name, addresses.with_query("/sparql", {"query": query, "format": word}))
                 for name, word in DOWNLOADS.get(form, DOWNLOADS["construct"])]  # fmt: skip
    return await run_in_threadpool(
        page, request, "ask.html", status, query=query, prefixes=PREFIXES, downloads=downloads, examples=_examples(),
        rows_shown=ROWS, **shown,
    )  # fmt: skip


async def _results(request: Request, query: str) -> Results:
    """What a query comes to, as a page shows it."""
    check_readable(query)
    form = form_of(query)
    edition, state = edition_of(request), state_of(request)
    told, body = await _asked(request, query, JSON if form in ("select", "ask") else NTRIPLES)
    make = of_select if form in ("select", "ask") else of_triples
    results = await run_in_threadpool(make, body, edition.library())
    cut = told.limited and results.count >= min(ROWS, state.settings.query_rows)
    return results.with_notes(cut, told.searches)


async def _asked(request: Request, query: str, media_type: str) -> tuple[Told, bytes]:
    edition, state = edition_of(request), state_of(request)
    job = Job(edition.stamp, edition.holdings.graph, edition.library().text_place, query, media_type,
              min(ROWS, state.settings.query_rows), BYTES)  # fmt: skip
    client = request.client.host if request.client else ""
    told, stream = await state.workers.stream(answer, job, seconds=state.settings.query_seconds, client=client)
    try:
        return told, b"".join([piece async for piece in stream])
    finally:
        await stream.aclose()


def _wrong(query: str, error: CommitteeError) -> Wrong:
    match error:
        case BadQuery(line=int(line), column=int(column)):
            lines = query.split("\n")
            words = lines[line - 1] if line <= len(lines) else ""
            return Wrong(problem_of(error), words, f"{' ' * (column - 1)}^")
        case Busy() | Overran() | TooLarge() | Died():
            return Wrong(Problem(503, "stopped", str(error)))
        case _:
            return Wrong(problem_of(error))


def _examples() -> Sequence[tuple[str, Sequence[Example]]]:
    """Saved questions under headings: those made to begin from, then those that the site itself asks."""
    every = examples()
    made = [each for each in every if (QUERIES / "examples" / f"{each.name}.rq").exists()]
    return (("Questions to begin from", made),
            ("Questions that this site asks itself", [each for each in every if each not in made]))  # fmt: skip


routes: Final = [Route("/ask", ask)]
