"""Any thing or statement in plain words: its properties, what refers to it, and where papers say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from kg.errors import UnknownName
from kg.vocabulary import CK, CONCLUDED_GRAPHS, DERIVED_GRAPH, IDENTITY_GRAPH, XSD, Has, Kind
from queries.answers import Citation, Ref
from queries.described import described, kinds_of, name_of
from queries.library import Library
from queries.vocabulary import label_of

if TYPE_CHECKING:
    from pyoxigraph import Quad

ValueType = Literal["thing", "text", "date", "pounds", "number"]
TYPES: Final[Mapping[str, ValueType]] = {
    f"{XSD}date": "date",
    f"{XSD}gYearMonth": "date",
    f"{XSD}gYear": "date",
    f"{XSD}decimal": "pounds",  # whatever the vocabulary has as a decimal is in pounds, but what a notice publishes
    f"{XSD}integer": "number",
}
SHOWN: Final = 50  # values of one property; a page of more is not read
HIDDEN: Final = frozenset({Has.TYPE, Has.EVIDENCE, Has.LABEL, Has.BASIS})
GENERAL: Final = frozenset({Kind.STATEMENT, Kind.BODY, Kind.PERSON})  # said only where nothing closer is


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a property: words, or a thing by its name; papers that say so; `derived` where none does."""

    text: str
    iri: str | None
    papers: tuple[Ref, ...]
    derived: bool
    type: ValueType = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values, `more` of which are not listed; `of` is the kind of thing that refers to this one."""

    property: Ref
    values: tuple[Value, ...]
    more: int = 0
    of: str | None = None


@dataclass(frozen=True, slots=True)
class ThingCard:
    """A thing in plain words.

    paper  the one paper that states all that any states; None where several do
    cut    more refers to it than was looked at
    """

    thing: Ref
    kinds: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    referring: tuple[Fact, ...]
    citations: tuple[Citation, ...]
    paper: Ref | None
    cut: bool


def thing_card(library: Library, iri: str) -> ThingCard:
    """What is known of an IRI. UnknownName where nothing is."""
    found = described(library, iri)
    if found is None:
        raise UnknownName("Nothing is known at this address. The paper that told of it may have been withdrawn.")
    kinds = sorted(kinds_of(library, iri))
    facts = tuple(_facts(library, found.own))
    papers = {paper for fact in facts for value in fact.values for paper in value.papers}
    return ThingCard(
        Ref(iri, name_of(library, iri)),
        tuple(Ref(kind, label_of(kind)) for kind in kinds if kind not in GENERAL or len(kinds) == 1),
        facts,
        tuple(_referring(library, found.referring)),
        library.cite(library.ask("cited", thing=iri)),
        next(iter(papers)) if len(papers) == 1 else None,
        found.cut,
    )


def _facts(library: Library, quads: Iterable[Quad]) -> Iterator[Fact]:
    by_property: dict[str, list[Quad]] = {}
    for quad in quads:
        by_property.setdefault(quad.predicate.value, []).append(quad)
    for prop in sorted(by_property.keys() - HIDDEN, key=lambda each: label_of(each).casefold()):
        by_value: dict[str, list[Quad]] = {}
        for quad in by_property[prop]:
            by_value.setdefault(_text(quad.object), []).append(quad)
        values = [partial(_value, library, quads[0].object, quads) for _, quads in sorted(by_value.items())]
        yield _fact(prop, values)


def _referring(library: Library, quads: Iterable[Quad]) -> Iterator[Fact]:
    groups: dict[tuple[str, str], dict[str, list[Quad]]] = {}
    kinds: dict[str, str] = {}
    for quad in quads:
        subject = _text(quad.subject)
        if subject not in kinds:
            kinds[subject] = _kind_label(library, subject)
        groups.setdefault((kinds[subject], quad.predicate.value), {}).setdefault(subject, []).append(quad)
    for (kind, prop), things in sorted(groups.items()):
        yield _fact(prop, [partial(_value, library, same[0].subject, same) for _, same in sorted(things.items())], kind)


def _fact(prop: str, values: list[partial[Value]], of: str | None = None) -> Fact:
    listed = tuple(make() for make in islice(values, SHOWN))
    return Fact(Ref(prop, label_of(prop)), listed, len(values) - len(listed), of)


def _value(library: Library, term: object, quads: Iterable[Quad]) -> Value:
    from pyoxigraph import NamedNode

    graphs = dict.fromkeys(sorted(_text(quad.graph_name) for quad in quads))
    papers = tuple(Ref(graph, library.paper(graph).file_name) for graph in graphs if graph not in CONCLUDED_GRAPHS)
    derived = not papers and bool(graphs.keys() & {DERIVED_GRAPH, IDENTITY_GRAPH})
    if isinstance(term, NamedNode):
        iri = term.value
        text = label_of(iri).replace("-", " ") if iri.startswith(CK) else name_of(library, iri)
        return Value(text, iri, papers, derived, "thing")
    text = {"true": "yes", "false": "no"}.get(_text(term), _text(term))
    if any(quad.predicate.value == Has.NOTICE_VALUE for quad in quads):  # in the currency that is said beside it
        return Value(f"{Decimal(text):,f}", None, papers, derived, "number")
    return Value(text, None, papers, derived, TYPES.get(_text(getattr(term, "datatype", None)), "text"))


def _kind_label(library: Library, iri: str) -> str:
    """The closest of a thing's classes, in plain words."""
    kinds = sorted(kinds_of(library, iri) - GENERAL) or sorted(kinds_of(library, iri))
    return label_of(kinds[0]) if kinds else "Thing"


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
