"""How a publication stands in a server: what it says of itself in a graph of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.remote.store import PUBLISHED_GRAPH, ROWS

if TYPE_CHECKING:
    from kg.remote.store import Asker


@dataclass(frozen=True, slots=True)
class Standing:
    """What a server says of the publication that it holds.

    made      when the generation was made
    complete  whether it is whole: nobody is writing it, nor was stopped in doing so
    exempt    whether it may hold papers that are not for publication
    stamp     tells how it stands from how it stood at any other time: another after each publication
    """

    number: int
    made: str
    complete: bool
    exempt: bool
    stamp: str
    counts: tuple[tuple[str, int], ...] = ()


def read_standing(asker: Asker) -> Standing | None:
    """How a publication stands; None where there is none. OutOfReach where the server does not answer."""
    answer = asker.ask(f"SELECT ?p ?o WHERE {{ GRAPH <{PUBLISHED_GRAPH}> {{ <{PUBLISHED_GRAPH}> ?p ?o }} }}", ROWS)
    told: dict[str, Any] = {}
    for row in json.loads(answer)["results"]["bindings"]:
        told[row["p"]["value"].rpartition("#")[2]] = row["o"]["value"]
    if "generation" not in told:
        return None
    counts = json.loads(told.get("counts", "{}"))
    return Standing(
        int(told["generation"]), told["made"], told["state"] == "complete", told.get("exempt") in ("true", "1"),
        told["stamp"], tuple((str(name), int(number)) for name, number in counts.items()),
    )  # fmt: skip
