"""What is around a thing: found step by step, drawn so that no name runs into another, written for other programs."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interfaces.cli.main import run
from interfaces.pictures.neighbourhood import KINDS, neighbourhood
from interfaces.pictures.svg import width_of
from kg.base import Base
from kg.errors import UnknownName
from queries.answers import Ref
from queries.library import Library
from queries.network import Near, Network, Tied, graphml, network

SVG = "{http://www.w3.org/2000/svg}"
CARE = "Larkfield Court care and support contract"


def groups(picture: Element, kind: str) -> list[Element]:
    return [group for group in picture.iter(f"{SVG}g") if group.get("class") == kind]


def names(answer: Network, steps: int) -> set[str]:
    return {near.thing.label for near in answer.near if near.steps == steps}


def test_what_papers_tie_to_a_contract_is_one_step_away_with_the_papers_that_say_so(library: Library) -> None:
    answer = network(library, CARE)
    assert {"Tern Care Ltd", "Executive Director: Adults", "Larkfield Court"} <= names(answer, 1)
    (tie,) = [tie for tie in answer.ties if "Tern Care Ltd" in (tie.one.label, tie.other.label)]
    assert "provider" in tie.by
    assert tie.papers == ("2023-01-pack.txt",)


def test_two_steps_away_is_what_is_tied_to_that(library: Library) -> None:
    near, far = network(library, "Tern Care Ltd"), network(library, "Tern Care Ltd", steps=2)
    assert names(near, 1) == {CARE}
    assert names(far, 1) == {CARE}
    assert "Larkfield Court" in names(far, 2)


def test_nobody_goes_on_through_a_meeting_and_committees_are_left_out(library: Library) -> None:
    answer = network(library, "Brian Fenn", steps=3)
    assert {near.kind for near in answer.near} <= {"Member", "Meeting"}


def test_what_there_is_no_room_for_is_counted(library: Library) -> None:
    whole, cut = network(library, CARE), network(library, CARE, most=3)
    assert len(cut.near) == 3
    assert cut.left_out == len(whole.near) - 3
    assert "left out" in neighbourhood(cut).decode()


def test_an_unknown_name_is_answered_with_choices(library: Library) -> None:
    with pytest.raises(UnknownName, match="There is no"):
        network(library, "no such thing")


words = st.text(min_size=1, max_size=60)
things = st.lists(st.tuples(words, st.sampled_from(KINDS), st.integers(1, 3)), max_size=20)


@given(words, things, st.data())
def test_names_never_run_into_each_other_and_every_tie_is_drawn(
    name: str, several: list[tuple[str, str, int]], data: st.DataObject
) -> None:
    start = Near(Ref("https://example.org/0", name), "Contract", 0)
    near = [start, *(Near(Ref(f"https://example.org/{at}", label), kind, steps)
                     for at, (label, kind, steps) in enumerate(several, 1))]  # fmt: skip
    pairs = data.draw(st.sets(st.tuples(st.sampled_from(near), st.sampled_from(near)), max_size=30))
    ties = tuple(Tied(one.thing, other.thing, ("provider",), ("pack.txt",)) for one, other in pairs if one is not other)
    picture = ElementTree.fromstring(neighbourhood(Network(start.thing, tuple(near), ties, 0)))
    assert len(groups(picture, "tie")) == len(ties)
    boxes = []
    for group in groups(picture, "thing"):
        (text,) = group.iter(f"{SVG}text")
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        boxes.append((x - 18, y - 12, x + width_of(text.text or ""), y))
    assert len(boxes) == len(near)
    assert not any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
    )


def test_the_picture_says_what_it_shows_and_is_the_same_bytes_each_time(base: Base) -> None:
    one, other = (neighbourhood(network(Library(base), CARE, steps=2)) for _ in range(2))
    assert one == other
    picture = ElementTree.fromstring(one)
    assert picture.get("role") == "img"
    assert CARE in (picture.findtext(f"{SVG}title") or "")
    assert "2023-01-pack.txt" in (picture.findtext(f"{SVG}desc") or "")


def test_graphml_has_every_thing_and_tie_and_is_the_same_bytes_each_time(library: Library) -> None:
    answer = network(library, CARE)
    read = nx.read_graphml(io.BytesIO(graphml(answer)))
    assert (len(read), read.number_of_edges()) == (len(answer.near), len(answer.ties))
    assert read.nodes[answer.thing.iri]["label"] == CARE
    assert graphml(answer) == graphml(network(library, CARE))


def test_the_command_writes_both_files_or_says_why_not(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--base", str(base.path), "network", CARE]
    assert run([*words, "--svg", str(tmp_path / "a.svg"), "--graphml", str(tmp_path / "a.graphml")]) == 0
    assert (tmp_path / "a.svg").exists()
    assert (tmp_path / "a.graphml").exists()
    assert run([*words, "--svg", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run([*words, "--format", "csv"]) == 0
    assert "Tern Care Ltd" in capsys.readouterr().out
