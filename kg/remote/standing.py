"""How a publication stands in a server: what it says of itself in a graph of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import OutOfReach
from kg.remote.store import ROWS, Rejected
from kg.vocabulary import PUBLISHED_GRAPH

if TYPE_CHECKING:
    from kg.remote.store import Asker

COMPLETE: Final = "complete"
ALL_SAID: Final = f"SELECT ?p ?o WHERE {{ GRAPH <{PUBLISHED_GRAPH}> {{ <{PUBLISHED_GRAPH}> ?p ?o }} }}"


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
    """How a publication stands; None where there is none. OutOfReach where the server does not answer.

    A publisher that was stopped between two steps may leave two values of a word: nothing is whole then.
    """
    told: dict[str, set[str]] = {}
    try:
        answer = asker.ask(ALL_SAID, ROWS)
        for row in json.loads(answer)["results"]["bindings"]:
            told.setdefault(row["p"]["value"].rpartition("#")[2], set()).add(row["o"]["value"])
        return _standing(told) if "generation" in told else None
    except (ValueError, KeyError, TypeError, AttributeError, Rejected) as error:
        raise OutOfReach(f"What the graph store says of its publication cannot be read ({error})") from error


def _standing(told: dict[str, set[str]]) -> Standing:
    one = {word: min(values) for word, values in told.items()}
    counts = json.loads(one.get("counts", "{}"))
    return Standing(
        int(one["generation"]),
        one.get("made", ""),
        told.get("state") == {COMPLETE},
        "true" in told.get("exempt", ()),
        "\n".join(sorted(told.get("stamp", ()))),
        tuple((str(name), int(number)) for name, number in counts.items()),
    )
