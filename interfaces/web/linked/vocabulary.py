"""`/ns`: what the words of the graph mean, as a page and as RDF; and the shapes and ties that belong to them.

A word's IRI is `…/ns#Contract`, which browsers and programs ask for as `/ns`: the page has an anchor for each word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from interfaces.web.edition import edition_of
from interfaces.web.linked.formats import N_TRIPLES, PAGE, asked_at, links, not_acceptable, open_to_all, written
from interfaces.web.sparql.negotiation import JSON_LD, RDF_XML, TURTLE
from interfaces.web.views import page
from kg.vocabulary import short
from queries.described import some_of
from queries.vocabulary import Term, file_of, label_of, terms, triples_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from queries.answers import Ref

DATA: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
FORMS: Final = (PAGE, *DATA)
ADDRESSES: Final = {"vocabulary": "/ns", "shapes": "/ns/shapes", "alignment": "/ns/alignment"}


@dataclass(frozen=True, slots=True)
class Described:
    """A class of the vocabulary, its properties, and a thing of this base that is one."""

    term: Term
    properties: tuple[Term, ...]
    example: Ref | None


def vocabulary(request: Request) -> Response:
    """The vocabulary, its shapes or its ties to other vocabularies."""
    name = request.path_params.get("name", "vocabulary")
    if name not in ADDRESSES:
        raise HTTPException(404)
    forms = FORMS if name == "vocabulary" else DATA
    asked = asked_at(request, ADDRESSES[name], forms)
    if asked.form is None:
        return not_acceptable(ADDRESSES[name], forms)
    if asked.form == PAGE:
        response: Response = _page(request)
    else:
        body = file_of(name) if asked.form == TURTLE else written(triples_of(name), asked.form)
        response = Response(body, 200, open_to_all(request), asked.form.media_type)
    response.headers["Vary"] = "Accept"
    response.headers["Link"] = links(ADDRESSES[name], forms, asked.form)
    return response


def _page(request: Request) -> Response:
    library, known = edition_of(request).library(), terms().values()
    properties = sorted((each for each in known if each.kind == "property"), key=lambda each: each.name.lower())
    classes = tuple(
        Described(each, tuple(other for other in properties if each.iri in other.of), some_of(library, each.iri))
        for each in known
        if each.kind == "class"
    )
    lists = [(each, [word for word in known if each.iri in word.lists]) for each in properties]
    shown = [each for each in lists if each[1]]
    return page(request, "vocabulary.html", classes=classes, properties=properties, lists=shown, name_of=_name_of)


def _name_of(iri: str) -> str:
    """A class by its label, a type of data as Turtle has it."""
    return label_of(iri) if iri in terms() else short(iri)


routes: Final = [
    Route("/ns", vocabulary),
    Route("/ns.{suffix}", vocabulary),
    Route("/ns/{name}.{suffix}", vocabulary),
    Route("/ns/{name}", vocabulary),
]
