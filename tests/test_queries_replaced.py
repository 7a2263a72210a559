"""Citations know of later versions without a look through the base: by pattern, the same as the saved query."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph import bound_cells
from kg.vocabulary import IDENTITY_GRAPH, XSD, Has, Is
from queries.library import query_text
from queries.replaced_parts import replaced_parts


def quad(subject: str, prop: str, value: str | int, graph: str) -> Quad:
    whole = NamedNode(f"{XSD}integer")
    term = NamedNode(value) if isinstance(value, str) else Literal(str(value), datatype=whole)
    return Quad(NamedNode(subject), NamedNode(prop), term, NamedNode(graph))


def test_parts_replaced_are_those_of_the_saved_query() -> None:
    store = Store()
    stated = Is.BASIS["stated"]
    for number, (version, after) in enumerate([("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")]):
        old, new = f"https://example.org/{version}", f"https://example.org/{after}"
        store.add(quad(old, Has.IS_REPLACED_BY, new, IDENTITY_GRAPH))
        store.add(quad(old, Has.START, number // 2, f"{old}/paper"))
        store.add(quad(old, Has.END, 10, f"{old}/paper"))
        if after != "e":  # what no paper states is no later version
            store.add(quad(new, Has.BASIS, stated, f"{new}/paper"))
    rows = bound_cells(store, query_text("replaced"))
    asked = {(row["g"], int(row["start"]), int(row["end"]), row["afterPaper"]) for row in rows}
    parts = replaced_parts(store)
    assert {(paper, *part) for paper, found in parts.items() for part in found} == asked
    assert len(asked) == 3
