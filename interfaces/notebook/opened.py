"""A base opened in Python: questions by name, SPARQL, and the graph for rdflib and networkx."""

from __future__ import annotations

import weakref
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.base import Base
from queries.library import Library

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from pyoxigraph import Literal
    from rdflib import Dataset


WHOLE: Final = frozenset(("integer", "int", "long", "nonNegativeInteger"))
PREFIXED: Final = "http://www.w3.org/2001/XMLSchema#"


class OpenBase:
    """One generation of a base, for reading; what is ingested later is seen by who opens the base again.

    library   what functions of `queries` take, for whoever wants one that is in no table
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    def __repr__(self) -> str:
        """How a notebook shows it: whose papers, which generation, how many."""
        generation = self.library.holdings
        papers = generation.manifest().counts.get("papers")
        seen = "for the public" if self.library.public else "with papers that are not for publication"
        told = f", {papers} papers" if papers is not None else ""
        return f"<{self.library.base.path}, generation {generation.number}{told}, {seen}>"

    def questions(self) -> dict[str, str]:
        """Every question that can be asked by name, with its parameters and what it tells."""
        from interfaces.notebook.asking import described

        return described()

    def ask(self, question: str, /, *values: object, **named: object) -> Any:
        """The answer to a question, as records: dataclasses of `queries`, each with its citations.

        question   one of `questions()`; its values follow in their order there, or by name

        UnknownName where there is no such question or thing, with what comes near; WrongUse for a value amiss.
        """
        from interfaces.notebook.asking import question_of, values_of

        asked = question_of(question)
        return asked.ask(self.library, values_of(asked, values, named))

    def frame(self, question: str, /, *values: object, **named: object) -> pd.DataFrame:
        """The same as a pandas frame, for questions whose answer is a list; `frame(rows)` makes one of any records."""
        from interfaces.notebook.asking import question_of
        from interfaces.notebook.tables import frame_of_answer

        return frame_of_answer(question_of(question), self.ask(question, *values, **named))

    def sparql(self, query: str) -> list[dict[str, Any]]:
        """The rows of a SPARQL query by variable: numbers and truths as Python has them, else words; None if unbound.

        The default graph is the union of all papers', our prefixes need no PREFIX line, and kg:matches searches texts.
        An ASK has one row, `answer`. BadQuery, with line and column, where it cannot be read.
        """
        from queries.sparql import sparql

        answer = sparql(self.library, query)
        if answer.truth is not None:
            return [{"answer": answer.truth}]
        cells = (
            zip(answer.variables, row, terms, strict=True) for row, terms in zip(answer.rows, answer.terms, strict=True)
        )
        return [{name: _value(words, term) for name, words, term in row} for row in cells]

    def sparql_frame(self, query: str) -> pd.DataFrame:
        """The same as a pandas frame, with the query's variables for columns also where nothing was found."""
        from interfaces.notebook.tables import framed
        from queries.sparql import sparql

        rows = self.sparql(query)
        return framed(rows, [] if rows else sparql(self.library, query).variables)

    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset on the files of this generation, read-only; its default graph is the union.

        As long as there is the dataset, the generation stays on disk.
        """
        from kg.graph import rdflib_view

        view = rdflib_view(self.library.store)
        weakref.finalize(view, _let_go, self.library)
        return view

    def network(self) -> nx.MultiGraph[str]:
        """Things, statements and the ties between them, as a networkx graph of its own in memory.

        Nodes are addresses with `kind` and `label`; an edge has `property` and the `papers` that state it.
        """
        from kg.network import network

        return network(self.library.store)


def open_base(folder: str | Path = "records", *, with_exempt: bool = False) -> OpenBase:
    """Open what is published in a base, as everybody may read it; `with_exempt` also what is not for publication.

    NoBase where there is none, or nothing was published in it for the public.
    """
    opened = OpenBase(Library(Base(Path(folder)), public=not with_exempt))
    _ = opened.library.holdings  # now, so that a slip in the folder's name is told here
    return opened


def _let_go(_library: Library) -> None:
    """What a dataset's end calls; until then its library, and with it the hold on its files, is kept for it."""


def _value(words: str | None, term: object) -> str | int | Decimal | bool | None:
    """A cell by the datatype of its literal; dates stay words, for papers are not always exact to the day."""
    from pyoxigraph import Literal

    if words is None or not isinstance(term, Literal):
        return words
    return _literal(term)


def _literal(term: Literal) -> str | int | Decimal | bool:
    match term.datatype.value.removeprefix(PREFIXED):
        case kind if kind in WHOLE:
            return int(term.value)
        case "decimal":
            return Decimal(term.value)
        case "boolean":
            return term.value in ("true", "1")
        case _:
            return term.value
