"""The answer to a SPARQL query as a page shows it: cells with links into the pages, and a picture of a graph."""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from interfaces.pictures.neighbourhood import on_a_page
from interfaces.web import addresses
from kg.errors import WrongUse
from kg.vocabulary import CK, ID_BASE, short
from queries.answers import Ref
from queries.network import Near, Network, Tied

if TYPE_CHECKING:
    from queries.library import Library

COLUMNS: Final = 100  # of a table; 5,000 made a page of 22 megabytes
DRAWN: Final = 40  # things in a picture
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
NUMBERS: Final = ("integer", "decimal", "double", "float")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: its words, where it leads, and what kind of literal it is."""

    words: str
    address: str | None = None
    hint: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """An answer: the columns and rows of a table, or `truth` of an ASK; `picture` is SVG, where there is one.

    cut       there are more rows than a page shows
    searches  text searches that were cut, as “best of all”
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    truth: bool | None = None
    picture: str | None = None
    cut: bool = False
    searches: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def with_notes(self, cut: bool, searches: tuple[str, ...]) -> Results:
        """The same, with what a reader has to know about it."""
        return replace(self, cut=cut, searches=searches)


def of_select(body: bytes, library: Library) -> Results:
    """SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/) as a table."""
    told = json.loads(body)
    if "boolean" in told:
        return Results((), (), truth=told["boolean"])
    columns = tuple(told["head"]["vars"])
    if len(columns) > COLUMNS:
        told_so = f"The answer has {len(columns):,} columns; a page shows {COLUMNS}."
        raise WrongUse(f"{told_so} Ask for fewer; /sparql gives all.")
    rows = told["results"]["bindings"]
    named = _labels(library, (cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri"))
    return Results(columns, tuple(tuple(_cell(row.get(name), named) for name in columns) for row in rows))


def _cell(value: Mapping[str, Any] | None, named: Mapping[str, str]) -> Cell | None:
    if value is None:
        return None
    if value["type"] == "uri":
        return _iri(value["value"], named)
    kind = str(value.get("datatype", "")).rpartition("#")[2]
    return Cell(str(value["value"]), hint=value.get("xml:lang") or None, number=kind in NUMBERS)


def _iri(iri: str, named: Mapping[str, str]) -> Cell:
    """An IRI: by its name where it has one; one of ours leads to its page, another's is shown and leads nowhere."""
    ours = iri.startswith((ID_BASE, addresses.GRAPHS, CK))
    brief = short(iri)
    return Cell(named.get(iri, brief), addresses.page_of(iri) if ours else None, brief if iri in named else None)


def of_triples(body: bytes, library: Library) -> Results:
    """N-Triples as a table, and as a picture of the things in them."""
    import pyoxigraph as ox

    triples = list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    terms = {term.value for triple in triples for term in (triple.subject, triple.predicate, triple.object)
             if isinstance(term, ox.NamedNode)}  # fmt: skip
    named = _labels(library, terms) | {
        each.subject.value: each.object.value for each in triples
        if each.predicate.value == LABEL and isinstance(each.subject, ox.NamedNode)
        and isinstance(each.object, ox.Literal)
    }  # fmt: skip
    rows = tuple((_term(each.subject, named), _term(each.predicate, {}), _term(each.object, named)) for each in triples)
    return Results(("subject", "property", "value"), rows, picture=_picture(triples, named))


def _term(term: Any, named: Mapping[str, str]) -> Cell:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return _iri(term.value, named)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        return Cell(term.value, hint=term.language, number=kind in NUMBERS)
    return Cell(str(term))


def _labels(library: Library, iris: Iterable[str]) -> dict[str, str]:
    """The names of things."""
    wanted = sorted({iri for iri in iris if iri.startswith(ID_BASE)})
    return {row["thing"]: row["label"] for row in library.ask("labels", thing=wanted)} if wanted else {}


def _picture(triples: Sequence[Any], named: Mapping[str, str]) -> str | None:
    """What is tied to what, about the thing that is tied most; None where no two things are."""
    import pyoxigraph as ox

    ties: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for each in triples:
        if isinstance(each.object, ox.NamedNode) and _is_thing(each.subject) and _is_thing(each.object):
            ties[each.subject.value, each.object.value][short(each.predicate.value).rpartition(":")[2]] = None
    if not ties:
        return None
    degree = Counter(end for pair in ties for end in pair)
    steps = _steps(ties, max(sorted(degree), key=lambda iri: degree[iri]))
    shown = dict(sorted(steps.items(), key=lambda item: (item[1], item[0]))[:DRAWN])
    refs = {iri: Ref(iri, named.get(iri, short(iri))) for iri in shown}
    near = tuple(Near(refs[iri], _kind(iri), away) for iri, away in shown.items())
    tied = tuple(Tied(refs[one], refs[other], tuple(by), ()) for (one, other), by in ties.items()
                 if one in refs and other in refs and one != other)  # fmt: skip
    return Markup(
        on_a_page(Network(near[0].thing, near, tied, len(degree) - len(shown)))
    )  # our own drawing, every word of it escaped


def _is_thing(term: Any) -> bool:
    return str(getattr(term, "value", "")).startswith(ID_BASE)


def _steps(ties: Iterable[tuple[str, str]], first: str) -> dict[str, int]:
    """How many ties away from the first each thing is; things that hang together with nothing of it are left out."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        beside[one].add(other)
        beside[other].add(one)
    steps, waiting = {first: 0}, deque([first])
    while waiting:
        here = waiting.popleft()
        for there in sorted(beside[here] - steps.keys()):
            steps[there] = steps[here] + 1
            waiting.append(there)
    return steps


def _kind(iri: str) -> str:
    """What a thing is, by its IRI: `…/id/contract/…` is a Contract, a person is by the part after the council."""
    kind, *rest = iri.removeprefix(ID_BASE).split("/")
    return (rest[1] if kind == "person" and len(rest) > 1 else kind).capitalize()
