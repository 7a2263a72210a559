"""What a generation notes of what came, changed and went, and what of it everybody may read."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import changes as noted
from kg.changes import Change, PaperChange, Pass, changes
from kg.errors import BaseDamaged
from kg.generations import PUBLIC, Generation, Variant, publish
from kg.vocabulary import IDENTITY_GRAPH, Has, Kind

PAPER = "https://w3id.org/committee-kg/id/paper/"
ONE, TWO = f"{PAPER}1111111111111111", f"{PAPER}2222222222222222"


class Writer:
    """A base's graphs, written by hand and published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(str(folder / "graph"))
        self.text = folder / "text"
        self.text.mkdir()

    def paper(self, iri: str, *words: str, store: Store | None = None) -> None:
        graph = NamedNode(iri)
        target = self.store if store is None else store
        target.remove_graph(graph)
        values = [(Has.FILE_NAME, f"{iri[-4:]}.pdf"), *((Has.TEXT, word) for word in words)]
        target.extend([Quad(graph, NamedNode(prop), Literal(value), graph) for prop, value in values])

    def thing(self, name: str) -> None:
        quad = Quad(NamedNode(f"urn:{name}"), NamedNode(Has.TYPE), NamedNode(Kind.CONTRACT), NamedNode(IDENTITY_GRAPH))
        self.store.add(quad)

    def publish(
        self, *pending: str, exempt: tuple[str, ...] = (), variants: dict[str, Variant] | None = None
    ) -> Generation:
        known = Pass(frozenset(pending), frozenset(exempt), {"": {"quads": len(self.store)}})
        return publish(self.folder / "published", self.store, self.text, {}, variants=variants or {}, note=known.note)


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path)


def last(generation: Generation) -> Change:
    return changes(generation)[-1]


def test_the_first_generation_is_all_new(writer: Writer) -> None:
    writer.paper(ONE, "care")
    writer.thing("contract")
    change = last(writer.publish(ONE))
    assert change.papers == (PaperChange(ONE, "added", "1111.pdf", 2, 0),)
    assert (change.things_added, change.things_removed, change.compared) == (1, 0, False)


def test_a_generation_tells_which_papers_came_changed_and_went(writer: Writer) -> None:
    writer.paper(ONE, "care", "charges")
    writer.publish(ONE)
    writer.paper(ONE, "care")
    writer.paper(TWO)
    assert [
        (each.paper, each.what, each.quads_added, each.quads_removed) for each in last(writer.publish(ONE, TWO)).papers
    ] == [
        (ONE, "changed", 0, 1),
        (TWO, "added", 1, 0),
    ]
    writer.store.remove_graph(NamedNode(TWO))
    gone = last(writer.publish(TWO))
    assert gone.papers == (PaperChange(TWO, "removed", None, 0, 1),)
    assert (gone.quads_before, gone.quads) == (3, 2)


def test_a_paper_that_was_looked_at_and_says_the_same_is_no_change(writer: Writer) -> None:
    writer.paper(ONE)
    writer.publish(ONE)
    assert last(writer.publish(ONE)).papers == ()


def test_notes_outlive_the_generations_that_they_tell_of(writer: Writer) -> None:
    for number in range(6):
        writer.paper(ONE, str(number))
        made = writer.publish(ONE)
    assert [each.generation for each in changes(made)] == [1, 2, 3, 4, 5, 6]


def test_notes_that_nobody_will_read_are_let_go(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted, "GENERATIONS", 2)
    monkeypatch.setattr(noted, "PAPERS", 1)
    for number in range(4):
        writer.paper(ONE, str(number))
        writer.paper(TWO, str(number))
        made = writer.publish(ONE, TWO)
    assert [(each.generation, len(each.papers), each.more) for each in changes(made)] == [(3, 1, 1), (4, 1, 1)]


def test_what_everybody_reads_never_tells_of_a_paper_that_is_not_for_publication_now(writer: Writer) -> None:
    writer.paper(ONE)
    writer.paper(TWO)
    writer.publish(ONE, TWO)
    open_to_all = Store(str(writer.folder / "public-graph"))
    writer.paper(ONE, store=open_to_all)
    open_to_all.flush()
    del open_to_all
    variants = {PUBLIC: Variant(writer.folder / "public-graph", writer.text, {"quads": 1})}
    made = writer.publish(TWO, exempt=(TWO,), variants=variants)
    file = made.folder / PUBLIC / noted.FILE
    assert TWO[-4:] not in file.read_text()
    assert ONE in file.read_text()
    assert TWO in (made.folder / noted.FILE).read_text()


def test_a_paper_that_is_gone_is_told_by_its_iri_only(writer: Writer) -> None:
    writer.paper(ONE)
    writer.publish(ONE)
    writer.store.remove_graph(NamedNode(ONE))
    assert {each.file_name for change in changes(writer.publish(ONE)) for each in change.papers} == {None}


def test_a_generation_from_before_there_were_notes_has_none(writer: Writer) -> None:
    made = publish(writer.folder / "published", writer.store, writer.text, {})
    assert changes(made) == ()


def test_torn_notes_are_told_to_a_reader_and_do_not_stop_the_writer(writer: Writer) -> None:
    made = writer.publish()
    (made.folder / noted.FILE).unlink()
    (made.folder / noted.FILE).write_text("{")
    with pytest.raises(BaseDamaged):
        changes(made)
    assert len(changes(writer.publish())) == 1
