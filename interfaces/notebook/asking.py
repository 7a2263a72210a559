"""Questions by their names, and the values of Python that they are asked with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from numbers import Integral

from interfaces.web.api.parameters import Parameter, Value, Wrong, read
from interfaces.web.api.questions import BY_NAME, QUESTIONS, Question
from kg.errors import UnknownName, WrongUse


def described() -> dict[str, str]:
    """Every question as one writes it, `trail(name, as_of=None)`, with what it tells."""
    return {each.name: f"{_written(each)}: {each.about}" for each in QUESTIONS}


def question_of(name: str) -> Question:
    """The question of that name; UnknownName, with what comes near, where there is none."""
    if name not in BY_NAME:
        near = get_close_matches(name, BY_NAME, n=5) or list(BY_NAME)
        raise UnknownName(f"There is no question “{name}”; did you mean {' or '.join(near[:5])}?", tuple(near))
    return BY_NAME[name]


def values_of(question: Question, placed: Sequence[object], named: Mapping[str, object]) -> dict[str, Value]:
    """The values of all parameters of a question, read as those of an address are. WrongUse for the first amiss."""
    names = [each.name for each in question.parameters]
    if len(placed) > len(names):
        raise WrongUse(f"{_written(question)} takes {len(names)} values at most; {len(placed)} are given.")
    twice = next((name for name in names[: len(placed)] if name in named), None)
    if twice is not None:
        raise WrongUse(f"“{twice}” is given twice to {_written(question)}.")
    given = [*zip(names, placed, strict=False), *named.items()]
    try:
        return read(question.parameters, [(name, word) for name, value in given for word in _words(value)])
    except Wrong as wrong:
        choices = f" There are: {', '.join(wrong.choices)}." if wrong.choices else ""
        raise WrongUse(f"{wrong.message}{choices}") from wrong


def _words(value: object) -> Iterator[str]:
    """A value as it would stand in an address; several for a list, none for None."""
    match value:
        case None:
            return
        case bool():
            yield str(value).lower()
        case str() | Integral():
            yield str(value)
        case date():
            yield value.isoformat()[:10]
        case list() | tuple() | set() | frozenset():
            for each in value:
                yield from _words(each)
        case _:
            raise WrongUse(
                f"{value!r} is no value to ask with; give words, a number, a date, True or False, or a list."
            )


def _written(question: Question) -> str:
    return f"{question.name}({', '.join(map(_parameter, question.parameters))})"


def _parameter(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"{parameter.name}={parameter.default!r}"
