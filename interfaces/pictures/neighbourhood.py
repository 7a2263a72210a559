"""What is around a thing as a picture: the thing at the left, a column for each step away, a shape for each kind.

A name stands right of its shape; by what two things are tied, and which papers say so, is the title of their line. Ties
between things of one column are dashed arcs. Places are worked out here, column by column: networkx's layouts need
numpy, and none of them keeps names from running into each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interfaces.pictures.svg import SIZE, Picture, fitted, width_of

if TYPE_CHECKING:
    from queries.network import Near, Network, Tied

LEFT: Final = 24.0
TOP: Final = 52.0
ROW: Final = 24.0
MARK: Final = 6.5
GAP: Final = 90.0  # between a column's longest name and the next column's shapes: where ties run
NAME: Final = 300.0  # the longest name
LEGEND: Final = 50.0
# In the order in which a column lists them.
KINDS: Final = ("Contract", "Provider", "Scheme", "Post", "Officer", "Member", "Person", "Meeting")
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing's shape stands, how its name reads, and where its column ends."""

    near: Near
    x: float
    y: float
    label: str
    right: float

    @property
    def ends(self) -> float:
        """Where its name ends."""
        return self.x + MARK + 5 + width_of(self.label, _size(self.near))


def neighbourhood(answer: Network) -> bytes:
    """The picture of a network, as an SVG document."""
    return _drawn(answer, _told(answer), "picture").bytes()


def on_a_page(answer: Network) -> str:
    """The picture as a part of a page that tells every tie in words, too."""
    return _drawn(answer, "Every tie is told in words below the picture.", "around").inline()


def _drawn(answer: Network, told: str, mark: str) -> Picture:
    columns = _columns(answer)
    rows = max(len(column) for column in columns)
    places = _places(columns, rows)
    width = max(place.right for place in places.values()) + 16
    height = TOP + rows * ROW + LEGEND
    legend = sum(44 + width_of(kind) for kind in KINDS) + 2 * LEFT
    picture = Picture(max(width, legend), height, f"What is around {answer.thing.label}", told, mark)
    title = f"What is around {answer.thing.label}"
    picture.words(LEFT, 24, fitted(title, max(width, legend) - 2 * LEFT, 16), size=16, bold=True)
    for tie in answer.ties:
        _tie(picture, tie, places)
    for place in places.values():
        _thing(picture, place)
    _legend(picture, TOP + rows * ROW + 16, answer)
    return picture


def _told(answer: Network) -> str:
    """The picture in words: each tie with its papers."""
    left_out = f" {answer.left_out} more things are as near and were left out." if answer.left_out else ""
    return " ".join(f"{tied(tie)}." for tie in answer.ties) + left_out


def tied(tie: Tied) -> str:
    """A tie in words."""
    papers = f" ({', '.join(tie.papers)})" if tie.papers else ""
    return f"{tie.one.label} and {tie.other.label}: {by(tie)}{papers}"


def by(tie: Tied) -> str:
    """By what two things are tied: `contract event, provider`."""
    return ", ".join(CAMEL.sub(" ", word).lower() for word in tie.by)


def _columns(answer: Network) -> list[list[Near]]:
    """The things by how far away they are, those beside each other that hang on the same thing of the column before."""
    near_to: dict[str, set[str]] = defaultdict(set)
    for tie in answer.ties:
        near_to[tie.one.iri].add(tie.other.iri)
        near_to[tie.other.iri].add(tie.one.iri)
    columns: list[list[Near]] = []
    row: dict[str, int] = {}
    for steps in sorted({near.steps for near in answer.near}):
        column = [near for near in answer.near if near.steps == steps]
        column.sort(key=lambda near: (_middle(near, near_to, row), _rank(near), near.thing.label, near.thing.iri))
        row = {near.thing.iri: at for at, near in enumerate(column)}
        columns.append(column)
    return columns


def _middle(near: Near, near_to: Mapping[str, set[str]], row: Mapping[str, int]) -> float:
    """The middle of the rows of what a thing hangs on in the column before."""
    rows = [row[iri] for iri in near_to[near.thing.iri] if iri in row]
    return sum(rows) / len(rows) if rows else 0.0


def _rank(near: Near) -> int:
    return KINDS.index(near.kind) if near.kind in KINDS else len(KINDS)


def _places(columns: Sequence[Sequence[Near]], rows: int) -> dict[str, Place]:
    places: dict[str, Place] = {}
    x = LEFT + MARK
    for column in columns:
        labels = [fitted(near.thing.label, NAME) for near in column]
        right = x + MARK + 5 + max(width_of(label, _size(near)) for near, label in zip(column, labels, strict=True))
        top = TOP + (rows - len(column)) * ROW / 2 + ROW / 2
        for at, (near, label) in enumerate(zip(column, labels, strict=True)):
            places[near.thing.iri] = Place(near, x, top + at * ROW, label, right)
        x = right + GAP
    return places


def _size(near: Near) -> float:
    """The letters' size to reckon with: bold ones, of the thing itself, are wider."""
    return SIZE if near.steps else 1.15 * SIZE


def _tie(picture: Picture, tie: Tied, places: Mapping[str, Place]) -> None:
    """A line from the end of a name to the shape in the next column; within a column an arc left of the shapes."""
    one, other = sorted((places[tie.one.iri], places[tie.other.iri]), key=lambda place: (place.x, place.y))
    picture.begin("tie", tied(tie))
    if one.near.steps == other.near.steps:
        bulge = one.x - MARK - 8 - min(60.0, 0.15 * (other.y - one.y))
        ends = f"{one.x - MARK:.1f},{one.y:.1f}", f"{other.x - MARK:.1f},{other.y:.1f}"
        picture.curve(f"M{ends[0]} C{bulge:.1f},{one.y:.1f} {bulge:.1f},{other.y:.1f} {ends[1]}", dashed=True)
        return
    bend = (one.right + other.x) / 2
    picture.curve(
        f"M{one.ends + 4:.1f},{one.y:.1f} H{one.right + 4:.1f} "
        f"C{bend:.1f},{one.y:.1f} {bend:.1f},{other.y:.1f} {other.x - MARK:.1f},{other.y:.1f}"
    )


def _thing(picture: Picture, place: Place) -> None:
    near = place.near
    picture.begin("thing", f"{near.thing.label} ({near.kind.lower()})")
    shape(picture, near.kind, place.x, place.y)
    picture.words(place.x + MARK + 5, place.y + 4, place.label, bold=near.steps == 0, clear=True)


def shape(picture: Picture, kind: str, x: float, y: float) -> None:
    """The shape of a kind of thing."""
    match kind:
        case "Contract":
            picture.rectangle(x - MARK, y - MARK + 1, 2 * MARK, 2 * MARK - 2, fill="black")
        case "Provider":
            picture.rectangle(x - MARK, y - MARK + 1, 2 * MARK, 2 * MARK - 2, fill="white")
        case "Scheme":
            picture.polygon(x, y, MARK + 1, 4, fill="#bbb")
        case "Post":
            picture.polygon(x, y + 1, MARK + 1, 3, fill="white")
        case "Officer":
            picture.circle(x, y, MARK, fill="white")
        case "Member":
            picture.circle(x, y, MARK, fill="black")
        case "Meeting":
            picture.polygon(x, y, MARK + 1, 6, fill="white")
        case _:
            picture.circle(x, y, MARK, fill="#bbb")


def _legend(picture: Picture, y: float, answer: Network) -> None:
    picture.begin("legend")
    x = LEFT + MARK
    for kind in KINDS:
        shape(picture, kind, x, y)
        picture.words(x + 12, y + 4, kind.lower())
        x += 44 + width_of(kind)
    if answer.left_out:
        picture.words(LEFT, y + 24, f"{answer.left_out} more things are as near, and were left out.")
