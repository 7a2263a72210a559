"""Answers do not hang on the order in which a store gives what is equal: no two engines give it in the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest

from interfaces.web.api.examples import examples
from interfaces.web.api.parameters import read
from interfaces.web.api.questions import QUESTIONS, Question
from kg.base import Base
from queries.library import Library


class Shuffled:
    """A store whose patterns come in any order, and whose rows do where ORDER BY leaves it open."""

    def __init__(self, store: Any, seed: int) -> None:
        self._store = store
        self._random = random.Random(seed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def __contains__(self, quad: object) -> bool:
        return quad in self._store

    def __iter__(self) -> Iterator[ox.Quad]:
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)

    def quads_for_pattern(self, *terms: Any) -> Iterator[ox.Quad]:
        """The quads, in any order."""
        return iter(self._mixed(self._store.quads_for_pattern(*terms)))

    def query(self, query: str, **told: Any) -> Any:
        """The rows, equals in any order."""
        found = self._store.query(query, **told)
        if not isinstance(found, ox.QuerySolutions) or "LIMIT" in query:
            return found
        answer = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        order = re.findall(r"\?(\w+)", query.rpartition("ORDER BY")[2]) if "ORDER BY" in query else []
        equals = groupby(answer["results"]["bindings"], lambda row: [row.get(name) for name in order])
        answer["results"]["bindings"] = [row for _, rows in equals for row in self._mixed(rows)]
        return ox.parse_query_results(json.dumps(answer), ox.QueryResultsFormat.JSON)

    def _mixed(self, several: Any) -> list[Any]:
        listed = list(several)
        self._random.shuffle(listed)
        return listed


@pytest.fixture(scope="module")
def samples(sample_base: Base) -> Library:
    """The sample papers, opened for questions."""
    return Library(sample_base)


def answer_of(library: Library, question: Question, named: Library) -> Any:
    """What a question comes to, asked as in its example."""
    values = read(question.parameters, list(examples(named)[question.name].items()))
    return msgspec.to_builtins(question.ask(library, values))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_an_answer_does_not_hang_on_the_order_in_which_a_store_gives_equals(
    question: Question, samples: Library
) -> None:
    expected = answer_of(samples, question, samples)
    for seed in range(3):
        mixed = Library(samples.base)
        mixed.__dict__["store"] = Shuffled(samples.store, seed)
        assert answer_of(mixed, question, samples) == expected
