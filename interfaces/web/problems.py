"""What went wrong, said to a person: as a page, or to a program as the API's one envelope for errors.

{"error": {"status": 404, "code": "unknown-name", "message": "…", "choices": ["…"], "line": 1, "column": 8}}
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from interfaces.web.edition import state_of
from interfaces.web.middleware.headers import add_safe_headers
from interfaces.web.workers.errors import Busy, Overran, TooLarge
from kg.errors import BadQuery, BaseDamaged, CommitteeError, NoBase, OutOfReach, UnknownName, WrongUse

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

log = logging.getLogger("kg.web")
LATER: Final = "The papers cannot be asked just now. Please try again in a minute."
UNAVAILABLE: Final = "The papers cannot be asked just now. Whoever runs this service can look with `kg check`."
FOR_PROGRAMS: Final = ("/api/", "/sparql", "/suggest", "/dump/", "/health")


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as both doors show it; `code` is a stable word for programs, `parameter` what was given wrongly."""

    status: int
    code: str
    message: str
    choices: tuple[str, ...] = ()
    line: int | None = None
    column: int | None = None
    parameter: str | None = None


def problem_of(error: CommitteeError) -> Problem:
    """A committee error with its HTTP status."""
    match error:
        case UnknownName():
            return Problem(404, "unknown-name", str(error), error.choices)
        case BadQuery():
            return Problem(400, "bad-query", str(error), (), error.line, error.column)
        case NoBase() | BaseDamaged():
            log.error("the base cannot be asked: %s", ascii(str(error)))  # it names folders of this machine
            return Problem(503, "base-unavailable", UNAVAILABLE)
        case OutOfReach():
            log.error("the papers cannot be asked: %s", ascii(str(error)))  # it names machines of ours
            return Problem(503, "out-of-reach", LATER)
        case Busy():
            return Problem(503, "busy", str(error))
        case Overran() | TooLarge():
            return Problem(503, "too-much", str(error))
        case WrongUse():
            return Problem(400, "wrong-use", str(error))
        case _:
            return Problem(500, "failed", str(error))


def envelope(problem: Problem) -> bytes:
    """The API's envelope for errors."""
    import msgspec

    values = {name: getattr(problem, name) for name in Problem.__slots__}
    return msgspec.json.encode({"error": {name: value for name, value in values.items() if value not in (None, ())}})


def respond(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as whoever asked can read it."""
    from starlette.responses import Response

    from interfaces.web.views import page

    if request.url.path.startswith(FOR_PROGRAMS):
        return Response(envelope(problem), problem.status, dict(headers or {}), "application/json")
    response = page(request, "problem.html", status=problem.status, problem=problem)
    response.headers.update(headers or {})
    return response


def refused(scope: Scope, status: int, message: str, headers: Mapping[str, str] | None = None) -> ASGIApp:
    """A refusal from before there is an edition: plain text, or the envelope."""
    from starlette.responses import PlainTextResponse, Response

    if scope["path"].startswith(FOR_PROGRAMS):
        code = HTTPStatus(status).phrase.lower().replace(" ", "-")
        return Response(envelope(Problem(status, code, message)), status, dict(headers or {}), "application/json")
    return PlainTextResponse(message + "\n", status, dict(headers or {}))


def come_again(error: CommitteeError) -> dict[str, str]:
    """The header that says when to try again, where that may help."""
    match error:
        case Busy():
            return {"Retry-After": str(error.retry_after)}
        case OutOfReach():
            return {"Retry-After": "10"}
        case _:
            return {}


def on_committee_error(request: Request, error: Exception) -> Response:
    """What a person can mend."""
    if not isinstance(error, CommitteeError):
        raise error
    return respond(request, problem_of(error), come_again(error))


def on_http_error(request: Request, error: Exception) -> Response:
    """A page that is not there, a method that is not allowed."""
    from starlette.exceptions import HTTPException

    if not isinstance(error, HTTPException):
        raise error
    phrase = HTTPStatus(error.status_code).phrase
    told = error.detail if error.detail != phrase else SAID.get(error.status_code, f"{phrase}.")
    problem = Problem(error.status_code, phrase.lower().replace(" ", "-"), told)
    return respond(request, problem, error.headers)


def on_fault(request: Request, error: Exception) -> Response:
    """A fault of ours: its traceback in the log under a number, and the number to whoever asked."""
    number = secrets.token_hex(4)
    log.error("fault %s at %s", number, ascii(request.url.path[:500]), exc_info=error)
    told = f"Something went wrong on our side. If you report it, give this number: {number}."
    response = _fault_page(request, Problem(500, "fault", told))
    response.headers["Connection"] = "close"  # uvicorn closes it after a fault, and a client would ask on it again
    # Starlette answers a fault outside of every layer of ours, also of that which adds these.
    add_safe_headers(response.raw_headers, exempt=state_of(request).settings.with_exempt)
    return response


def _fault_page(request: Request, problem: Problem) -> Response:
    """The page, or plain words where the fault came before there was an edition to make a page of."""
    from starlette.responses import PlainTextResponse

    return respond(request, problem) if "edition" in request.scope else PlainTextResponse(problem.message + "\n", 500)


def on_client_gone(_request: Request, _error: Exception) -> Response:
    """Whoever asked left while the question was still coming: nobody's fault, and nobody reads the answer."""
    from starlette.responses import Response

    return Response(None, 499)


SAID: Final[dict[int, str]] = {
    404: "There is no such page. Papers that were withdrawn are no longer shown.",
    405: "This address cannot be asked in that way.",
}


def handlers() -> Mapping[Any, Any]:
    """Starlette's table of who answers for which error."""
    from starlette.exceptions import HTTPException
    from starlette.requests import ClientDisconnect

    return {
        CommitteeError: on_committee_error,
        HTTPException: on_http_error,
        ClientDisconnect: on_client_gone,
        Exception: on_fault,
    }
