"""The one envelope of answers, and the rows of one page of a list.

{"question": "contracts", "generation": 42, "made": "…", "parameters": {…}, "answer": […], "total": 74, "next": "…"}

Pounds are strings ("418250.00"), for a number of JSON is read as a float by most programs, and pennies are lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from interfaces.web.api.examples import address_of

if TYPE_CHECKING:
    from interfaces.web.api.questions import Question
    from interfaces.web.edition import Edition


@dataclass(frozen=True, slots=True)
class Page:
    """What of an answer is given, how much there is, and where it goes on; None where it is given whole."""

    answer: Any
    total: int | None = None
    next: str | None = None


def page_of_answer(question: Question, values: Mapping[str, Any], answer: Any) -> Page:
    """The rows asked for of a list, or the answer as it is."""
    if not question.paged:
        return Page(answer)
    limit, offset = int(values["limit"]), int(values["offset"])
    if question.paged == "inside":
        return Page(answer, answer.total, _next(question, values, offset + limit, answer.total) if limit else None)
    rows: Sequence[Any] = answer
    return Page(rows[offset : offset + limit], len(rows), _next(question, values, offset + limit, len(rows)))


def enveloped(edition: Edition, question: Question, values: Mapping[str, Any], page: Page) -> bytes:
    """An answer as it is sent."""
    import msgspec

    told: dict[str, Any] = {
        "question": question.name,
        "generation": edition.number,
        "made": edition.made,
        "parameters": {name: value for name, value in values.items() if value is not None},
        "answer": page.answer,
    }
    if question.paged:
        told |= {"total": page.total, "next": page.next}
    return msgspec.json.encode(told)


def _next(question: Question, values: Mapping[str, Any], offset: int, total: int) -> str | None:
    most = next(each.most for each in question.every_parameter if each.name == "offset")
    if offset >= total or offset > most:
        return None
    defaults = {each.name: each.default for each in question.every_parameter}
    asked = {name: value for name, value in {**values, "offset": offset}.items() if value not in (None, defaults[name])}
    return f"{address_of(question)}?{urlencode(_flat(asked))}"


def _flat(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Values as an address has them: one of several is repeated."""
    found: list[tuple[str, str]] = []
    for name, value in values.items():
        for each in value if isinstance(value, tuple) else (value,):
            found.append((name, str(each).lower() if isinstance(each, bool) else str(each)))
    return found
