"""The OpenAPI 3.1 document of `/api`: made of the table of questions, with schemas made of the answers' own classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from interfaces.web.api.examples import address_of, examples
from interfaces.web.api.questions import QUESTIONS, Question

if TYPE_CHECKING:
    from interfaces.web.api.parameters import Parameter
    from queries.library import Library

COMPONENTS: Final = "#/components/schemas/"
JSON: Final = "application/json"
ABOUT: Final = (
    "What councils' committees recommended, decided and delegated, read by a program from their papers. Everything is "
    "GET, read-only and free of keys. Every statement carries citations: the paper, the page and the words. Amounts of "
    "money are strings of pounds. An answer holds for one generation of the base, which never changes."
)
ERROR: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "message"],
            "properties": {
                "status": {"type": "integer"},
                "code": {"type": "string", "description": "A stable word for programs."},
                "message": {"type": "string", "description": "What is wrong, and what to do."},
                "parameter": {"type": "string", "description": "The parameter that is wrong."},
                "choices": {"type": "array", "items": {"type": "string"}, "description": "What could be given."},
                "line": {"type": "integer"},
                "column": {"type": "integer"},
            },
        }
    },
}
REFUSED: Final = {
    "400": "A parameter is missing, unknown, or has a value that it cannot have.",
    "404": "Nothing, or more than one thing, answers to a name; `choices` says what could be meant.",
    "429": "Too many requests from one address; Retry-After says when to try again.",
    "503": "Nothing can be asked just now.",
}


def document(library: Library) -> dict[str, Any]:
    """The document, with examples of names that the base knows."""
    import msgspec

    schemas, components = msgspec.json.schema_components(
        [question.answer for question in QUESTIONS], ref_template=COMPONENTS + "{name}"
    )
    known = examples(library)
    answers = dict(zip((question.name for question in QUESTIONS), schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Committee records", "version": _version(), "description": ABOUT,
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "paths": {
            address_of(each): {"get": _operation(each, answers[each.name], known[each.name])} for each in QUESTIONS
        },
        "components": {"schemas": {**components, "Error": ERROR}, "responses": _responses()},
    }  # fmt: skip


def _operation(question: Question, schema: dict[str, Any], example: dict[str, str]) -> dict[str, Any]:
    refused = {status: {"$ref": f"#/components/responses/{status}"} for status in REFUSED}
    answer = {"description": question.about, "content": {JSON: {"schema": _envelope(question, schema)}}}
    return {
        "operationId": question.name,
        "summary": question.title,
        "description": question.about,
        "parameters": [_parameter(each, example.get(each.name)) for each in question.every_parameter],
        "responses": {"200": answer, **refused},
    }


def _parameter(parameter: Parameter, example: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.about,
        "required": parameter.required,
        "schema": parameter.schema(),
    }
    return {**told, "example": example} if example else told


def _envelope(question: Question, schema: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "question": {"const": question.name},
        "generation": {"type": "integer", "description": "The generation of the base that answered."},
        "made": {"type": "string", "description": "When that generation was published."},
        "parameters": {"type": "object", "description": "What was asked with, defaults filled in."},
        "answer": schema,
    }
    if question.paged:
        properties["total"] = {"type": "integer", "description": "How many rows there are in all."}
        properties["next"] = {"type": ["string", "null"], "description": "Where the next rows are; null at the end."}
    return {"type": "object", "required": list(properties), "properties": properties}


def _responses() -> dict[str, Any]:
    content = {JSON: {"schema": {"$ref": f"{COMPONENTS}Error"}}}
    return {status: {"description": about, "content": content} for status, about in REFUSED.items()}


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("committee-kg")
    except PackageNotFoundError:
        return "0"
