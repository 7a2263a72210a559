"""Which stop comes next: every point of every operation once, in an order drawn from the seed, then any.

What may stop an operation depends on who has a part in it: a base's writer alone, a store, or a cluster.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fault_scene import Operation
from fault_stops import CHANGE, Point

# Kinds of stops, and how often each is drawn; those of a server for the operations that need it.
SHARES: Final = {
    "": {"killed": 6, "told to end": 2, "killed in time": 3, "machine stops": 4, "disk full": 2, "file too large": 1,
         "read-only": 2},
    "store": {"store killed": 6, "store's disk full": 2},
    "text": {"index killed": 3},
    "cluster": {"worker killed": 4, "scheduler killed": 3},
}  # fmt: skip
# Those that happen at a point, each of which is taken once; told to end come at any.
EACH: Final = ("killed", "machine stops", "store killed", "index killed", "worker killed", "scheduler killed")
AT_POINTS: Final = (*EACH, "told to end")
# Steps at which a cluster still reads: what ends later, nobody waits for.
READING: Final = ("paper sent to the cluster", "draft of a paper written", "archive written", "ledger recorded")
OF_SERVERS: Final = (*SHARES["store"], *SHARES["text"], *SHARES["cluster"])


@dataclass(frozen=True, slots=True)
class Stop:
    """One way to stop an operation, and its line in the table."""

    kind: str
    line: str
    point: Point | None = None


def at(kind: str, point: Point) -> Stop:
    """A stop at a point."""
    return Stop(kind, point.step if kind == "killed" else f"{point.step}, {kind}", point)


def in_turn(chance: random.Random, operation: Operation, points: Sequence[Point]) -> list[Stop]:
    """All stops at points, drawn at random, but one of each step before the second: most are changes of files.

    A server meets nothing of a change of a file: it is stopped at steps only, a cluster at those of READING.
    """
    kinds = {**SHARES[""], **SHARES.get(operation.needs, {})}
    drawn = [at(kind, point) for kind in EACH if kind in kinds for point in points if _matters(kind, point)]
    chance.shuffle(drawn)
    rounds: Counter[str] = Counter()
    turns = []
    for stop in drawn:
        rounds[stop.line] += 1
        turns.append(rounds[stop.line])
    return [stop for _, stop in sorted(zip(turns, drawn, strict=True), key=lambda each: each[0])]


def following(chance: random.Random, operation: Operation, points: Sequence[Point], waiting: list[Stop],
              out: Sequence[str]) -> Stop:  # fmt: skip
    """The next stop of an operation: one that waits for its turn, or any; of the kinds that are not `out`."""
    shares = {**SHARES[""], **SHARES.get(operation.needs, {})}
    kinds = [kind for kind in shares if kind not in out]
    kind = chance.choices(kinds, [shares[kind] for kind in kinds])[0]
    if kind not in AT_POINTS:
        return Stop(kind, f"({kind})")
    first = next((stop for stop in waiting if stop.kind == kind), None)
    if first:
        waiting.remove(first)
        return first
    met = [point for point in points if _matters(kind, point)]
    return at(kind, chance.choice(met or list(points)))


def _matters(kind: str, point: Point) -> bool:
    if kind in SHARES["cluster"]:
        return point.step in READING
    return kind not in OF_SERVERS or point.step != CHANGE
