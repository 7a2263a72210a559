"""`/api/…`: every question as JSON, the OpenAPI document, and a page that says what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from interfaces.web.api import openapi
from interfaces.web.api.envelope import enveloped, page_of_answer
from interfaces.web.api.examples import address_of, example_address
from interfaces.web.api.parameters import Wrong, read
from interfaces.web.api.questions import BY_NAME, QUESTIONS
from interfaces.web.edition import edition_of
from interfaces.web.linked.formats import open_to_all
from interfaces.web.problems import Problem, problem_of, respond
from interfaces.web.views import page
from kg.errors import CommitteeError

if TYPE_CHECKING:
    from starlette.requests import Request


def ask(request: Request) -> Response:
    """The answer to a question, or why there is none; pages of other sites may read both."""
    headers = dict(open_to_all(request))
    question = BY_NAME.get(request.path_params["question"])
    if question is None:
        problem = Problem(404, "unknown-question", "There is no such question.", tuple(BY_NAME))
        return respond(request, problem, headers)
    edition = edition_of(request)
    try:
        values = read(question.every_parameter, request.query_params.multi_items())
        own = {each.name: values[each.name] for each in question.parameters}
        found = page_of_answer(question, values, question.ask(edition.library(), own))
    except Wrong as wrong:
        problem = Problem(400, "bad-parameter", wrong.message, wrong.choices, parameter=wrong.parameter)
        return respond(request, problem, headers)
    except CommitteeError as error:
        return respond(request, problem_of(error), headers)
    if found.next:
        headers["Link"] = f'<{found.next}>; rel="next"'
    return Response(enveloped(edition, question, values, found), 200, headers, "application/json")


def document(request: Request) -> Response:
    """The OpenAPI document."""
    import msgspec

    told = openapi.document(edition_of(request).library())
    return Response(msgspec.json.encode(told), 200, open_to_all(request), "application/json")


def about(request: Request) -> Response:
    """What can be asked, with what, and an example of each."""
    library = edition_of(request).library()
    shown = [(each, address_of(each), example_address(library, each)) for each in QUESTIONS]
    return page(request, "api.html", questions=shown)


routes: Final = [
    Route("/api", about),
    Route("/api/openapi.json", document),
    Route("/api/{question}", ask, name="api"),
]
