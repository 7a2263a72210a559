"""An example of each question, with names that the base knows, so that every example has an answer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from interfaces.web.addresses import with_query
from interfaces.web.api.questions import QUESTIONS, Question
from kg.vocabulary import ID_BASE
from queries.names import named_things

if TYPE_CHECKING:
    from interfaces.web.api.parameters import Parameter
    from kg.normal import MentionKind
    from queries.library import Library

KINDS: Final[tuple[MentionKind, ...]] = ("contract", "provider", "scheme", "committee", "member", "officer", "post")


def address_of(question: Question) -> str:
    """Where a question is asked."""
    return f"/api/{question.name}"


def examples(library: Library) -> dict[str, dict[str, str]]:
    """For each question the values of the parameters that make an example; made once a generation."""
    return library.once("api examples", lambda: _examples(library))


def example_address(library: Library, question: Question) -> str:
    """An example as an address."""
    return with_query(address_of(question), examples(library)[question.name])


def _examples(library: Library) -> dict[str, dict[str, str]]:
    known = _known(library)
    return {each.name: _example(each, known) for each in QUESTIONS}


def _example(question: Question, known: dict[str, str]) -> dict[str, str]:
    """The parameters that must be given, and the first other that has an example of its own."""
    wanted = [each for each in question.parameters if each.required or each.example]
    found = {each.name: value for each in wanted if (value := _value(each, known))}
    if question.name == "meeting" and "meeting" in known:
        found["committee"], _, found["date"] = known["meeting"].rpartition(" ")
    return found


def _value(parameter: Parameter, known: dict[str, str]) -> str:
    return parameter.example or known.get(parameter.named, "")


def _known(library: Library) -> dict[str, str]:
    """A name of each kind that stands for one thing only."""
    found: dict[str, str] = {}
    for kind in KINDS:
        things = named_things(library, kind)
        shared = Counter(name for thing in things for name in thing.names)
        own = next((thing.ref for thing in things if shared[thing.ref.label] == 1), None)
        if own:
            found[kind] = own.label
            found.setdefault("iri", own.iri.removeprefix(ID_BASE))
    if rows := library.ask("meetings", committee=None, meeting=None):
        found["meeting"] = f"{rows[-1]['committee']} {rows[-1]['day']}"
    return found
