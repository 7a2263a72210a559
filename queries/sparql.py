"""`kg sparql`: any question, in SPARQL; and the saved questions that others can be made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import UnknownName
from queries.library import QUERIES, Library, query_text

if TYPE_CHECKING:
    from kg.graph import Answer

EXAMPLES = QUERIES / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A saved query and the question that it answers."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query came to, and what people are to be told with it: of text searches that were cut."""

    answer: Answer
    notes: tuple[str, ...] = ()


def asked(library: Library, query: str) -> Asked:
    """Run a query over the union of all graphs, with text search. BadQuery, with line and column, if it is amiss."""
    from kg.graph import answer, ask
    from queries.text_patterns import has_text_patterns, rewritten

    if not has_text_patterns(query):
        return Asked(ask(library.store, query))
    whole = rewritten(query, library.text)
    try:
        return Asked(answer(library.store, whole.query), whole.notes)
    except SyntaxError as error:
        raise whole.explained(str(error)) from error


def sparql(library: Library, query: str) -> Answer:
    """The same, for who needs the answer only."""
    return asked(library, query).answer


def rows(answer: Answer) -> tuple[Mapping[str, str | bool | None], ...]:
    """An answer as rows by variable; an ASK has one row, `answer`."""
    if answer.truth is not None:
        return ({"answer": answer.truth},)
    return tuple(dict(zip(answer.variables, row, strict=True)) for row in answer.rows)


def example(name: str) -> str:
    """The words of a saved query. UnknownName, with the others, where there is none of that name."""
    known = {each.name for each in examples()}
    if name not in known:
        from difflib import get_close_matches

        raise UnknownName(
            f"There is no example “{name}”; `kg sparql --examples` lists them.",
            tuple(get_close_matches(name, sorted(known), n=5)),
        )
    saved = EXAMPLES / f"{name}.rq"
    return saved.read_text(encoding="utf-8") if saved.exists() else query_text(name)


def examples() -> tuple[Example, ...]:
    """Every saved query: those made as examples, then those that kg's own questions use."""
    files = [*sorted(EXAMPLES.glob("*.rq")), *sorted(QUERIES.glob("*.rq"))]
    return tuple(Example(file.stem, _question(file.read_text(encoding="utf-8"))) for file in files)


def _question(query: str) -> str:
    return query.split("\n", 1)[0].removeprefix("#").strip()
