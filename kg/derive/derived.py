"""All that follows from a base's papers together, as the quads of its derived graph.

    for quad in derived_quads(store): …     # the same graph gives the same quads

Each derivation reads the graph of all papers and of identity, and yields triples about the statements and things that
stand there; none reads another's. New nodes say that they are derived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.vocabulary import DERIVED_GRAPH

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad, Store

    Triple = tuple[str, str, NamedNode | Literal]
    from kg.derive.paper_rows import PaperRows

    Derivation = Callable[[Store | PaperRows], Iterator[Triple]]


def _derivations() -> tuple[Derivation, ...]:
    from kg.derive import action_facts, comparison_facts, contract_facts, delegation_facts, gap_facts, plan_facts

    return (
        action_facts.derive,
        comparison_facts.derive,
        contract_facts.derive,
        delegation_facts.derive,
        gap_facts.derive,
        plan_facts.derive,
    )


def paper_queries() -> tuple[str, ...]:
    """What the derivations ask that stays within one paper's graph, so that each paper's rows may be kept."""
    from kg.derive import action_facts, comparison_facts, contract_facts, delegation_facts, gap_facts, plan_facts

    return (
        *(action_facts.LISTED, action_facts.MINUTES),
        *(comparison_facts.DECIDED, comparison_facts.MINUTED, comparison_facts.RECOMMENDED),
        *map(contract_facts.everywhere, contract_facts.OF_PAPERS),
        delegation_facts.GRANTS,
        *(gap_facts.TRACES, gap_facts.APPROVED),
        *(plan_facts.PLANNED, plan_facts.PAPERS, plan_facts.NEWEST),
    )


def derived_quads(store: Store | PaperRows) -> Iterator[Quad]:
    """What follows from what the store's papers say; the derived graph that it may hold already is not looked at."""
    from pyoxigraph import NamedNode, Quad

    graph = NamedNode(DERIVED_GRAPH)
    for derive in _derivations():
        for subject, prop, value in derive(store):
            yield Quad(NamedNode(subject), NamedNode(prop), value, graph)
