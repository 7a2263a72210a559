"""What questions cost when graph, or text, lie in servers: milliseconds, requests and bytes beside the base's folder.

    kg --base DIR publish --graph URL
    python bench/remote.py --base DIR --graph URL [--text URL] [--rounds 5]

Every question of the API is asked as in its example. Each round opens the generation anew and makes what pages share
(interfaces/web/warming.py), then asks once: nothing that a question asks for itself is kept from the round before. The
answers must be the same, whole.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from interfaces.cli.stores import asking
from interfaces.web.api.examples import examples
from interfaces.web.api.parameters import read
from interfaces.web.api.questions import QUESTIONS, Question
from interfaces.web.warming import warm
from kg.base import Base
from kg.remote.endpoint import Endpoint
from queries.library import Library

WARMING = 120.0  # seconds at most


@dataclass(slots=True)
class Cost:
    """What a question took, in milliseconds, requests to the graph store and kilobytes that it answered, by round."""

    local: list[float] = field(default_factory=list)
    remote: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    alike: bool = True


def main() -> None:
    """Measure, and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--graph")
    options.add_argument("--text")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    base = Base(given.base)
    there, counted = asking(base, given.graph, given.text), _counted()
    costs = {question.name: Cost() for question in QUESTIONS}
    warming: list[tuple[float, float, int]] = []
    for _ in range(given.rounds):
        warming.append(_round(base, there, counted, costs))
    local, remote, requests = (statistics.median(values) for values in zip(*warming, strict=True))
    print(f"a generation opened and warmed: here {local:.0f} ms, there {remote:.0f} ms with {requests:.0f} requests")
    for name, cost in costs.items():
        here, far = statistics.median(cost.local), statistics.median(cost.remote)
        print(f"{name:12} here {here:7.1f} ms, there {far:7.1f} ms with {max(cost.requests):3} requests,"
              f" {max(cost.kilobytes):9.1f} kB"
              f"{'' if cost.alike else '  DIFFERENT'}")  # fmt: skip
    every = list(costs.values())
    print(f"median of all: here {_middle([each.local for each in every]):.1f} ms, there"
          f" {_middle([each.remote for each in every]):.1f} ms")  # fmt: skip


def _middle(several: Sequence[Sequence[float]]) -> float:
    return statistics.median(statistics.median(each) for each in several)


def _round(base: Base, there: Base, counted: list[int], costs: dict[str, Cost]) -> tuple[float, float, int]:
    begun = time.perf_counter()
    local = _opened(base)
    opened, counted[0] = time.perf_counter(), 0
    remote = _opened(there)
    both, requests = time.perf_counter(), counted[0]
    for question in QUESTIONS:
        cost = costs[question.name]
        one, took = _asked(local, question, local)
        counted[:] = 0, 0
        other, longer = _asked(remote, question, local)
        cost.local.append(took)
        cost.remote.append(longer)
        cost.requests.append(counted[0])
        cost.kilobytes.append(counted[1] / 1000)
        cost.alike = cost.alike and one == other
    return 1000 * (opened - begun), 1000 * (both - opened), requests


def _opened(base: Base) -> Library:
    library = Library(base, public=True)
    library.warm()
    warm(library, WARMING)
    return library


def _asked(library: Library, question: Question, named: Library) -> tuple[Any, float]:
    values = read(question.parameters, list(examples(named)[question.name].items()))
    begun = time.perf_counter()
    answer = question.ask(library, values)
    return msgspec.to_builtins(answer), 1000 * (time.perf_counter() - begun)


def _counted() -> list[int]:
    """A counter of all requests to graph stores, and of the bytes of their answers, which counts from now on."""
    count, ask = [0, 0], Endpoint.ask

    def counting(endpoint: Endpoint, *asked: Any, **said: Any) -> bytes:
        answer = ask(endpoint, *asked, **said)
        count[0] += 1
        count[1] += len(answer)
        return answer

    Endpoint.ask = counting  # type: ignore[method-assign, assignment]
    return count


if __name__ == "__main__":
    main()
