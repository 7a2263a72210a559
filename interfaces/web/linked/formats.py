"""The forms in which linked data is given: by the address's suffix, else by what a client accepts.

A page comes first, so that who says nothing (`*/*`) gets what people can read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from interfaces.web.edition import state_of
from interfaces.web.sparql import negotiation
from interfaces.web.sparql.negotiation import JSON_LD, RDF_XML, TURTLE, Format, by_accept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad, RdfFormat, Triple
    from starlette.requests import Request
    from starlette.responses import Response

PAGE: Final = Format("text/html", ("html",), "", ("application/xhtml+xml",))
# rdflib asks for N-Triples by the type that it had before it had one of its own.
N_TRIPLES: Final = replace(negotiation.N_TRIPLES, aliases=("text/plain",))
TRIG: Final = Format("application/trig", ("trig",), "TriG", ("application/x-trig",))
N_QUADS: Final = Format("application/n-quads", ("nq",), "N-Quads", ("text/x-nquads",))
BY_SUFFIX: Final[Mapping[str, Format]] = {
    "html": PAGE,
    "ttl": TURTLE,
    "jsonld": JSON_LD,
    "nt": N_TRIPLES,
    "rdf": RDF_XML,
    "trig": TRIG,
    "nq": N_QUADS,
}
SUFFIXES: Final = {form.media_type: suffix for suffix, form in BY_SUFFIX.items()}
THING_FORMS: Final = tuple(BY_SUFFIX.values())
NAMES: Final = {
    "html": "page", "ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML", "trig": "TriG",
    "nq": "N-Quads",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the path without its suffix, and the form; None where no form of ours will do."""

    path: str
    form: Format | None
    by_suffix: bool


def asked_at(request: Request, address: str, forms: tuple[Format, ...]) -> Asked:
    """The form asked for at a fixed address, of which a route gives the suffix. 404 for one that no form has."""
    from starlette.exceptions import HTTPException

    suffix = request.path_params.get("suffix", "")
    if suffix and suffix not in BY_SUFFIX:
        raise HTTPException(404)
    return asked_for(request, f"{address}.{suffix}" if suffix else address, forms)


def asked_for(request: Request, path: str, forms: tuple[Format, ...] = THING_FORMS) -> Asked:
    """The form asked for by suffix, or else by the Accept header."""
    bare, dot, suffix = path.rpartition(".")
    if dot and (form := BY_SUFFIX.get(suffix.lower())):
        return Asked(bare, form if form in forms else None, True)
    accept = ", ".join(request.headers.getlist("accept"))
    return Asked(path, by_accept(accept, forms), False)


def written(triples: Iterable[Triple], form: Format) -> bytes:
    """Triples as Oxigraph writes them."""
    import pyoxigraph as ox

    from kg.vocabulary import PREFIXES

    found = ox.serialize(triples, format=format_of(form), prefixes=PREFIXES)
    assert found is not None  # as it is where no file to write to is given
    return found


def serialised(quads: Iterable[Quad], form: Format) -> bytes:
    """Quads as Oxigraph writes them; as triples, each once, where the form knows no graphs."""
    import pyoxigraph as ox

    from kg.vocabulary import PREFIXES

    if form not in (TRIG, N_QUADS):
        return written(dict.fromkeys(quad.triple for quad in quads), form)
    found = ox.serialize(quads, format=format_of(form), prefixes=PREFIXES)
    assert found is not None  # as it is where no file to write to is given
    return found


def format_of(form: Format) -> RdfFormat:
    """What Oxigraph calls a form."""
    import pyoxigraph as ox

    found = ox.RdfFormat.from_media_type(form.media_type)
    assert found is not None
    return found


def links(address: str, forms: tuple[Format, ...], but: Format | None = None) -> str:
    """A Link header (RFC 8288) that tells of the other forms of an address."""
    return ", ".join(
        f'<{address}.{SUFFIXES[each.media_type]}>; rel="alternate"; type="{each.media_type}"'
        for each in forms
        if each != but
    )


def open_to_all(request: Request) -> Mapping[str, str]:
    """The header by which pages of other sites may read an answer; never where papers not for publication are served.

    A page elsewhere could else read them through the browser of somebody who may.
    """
    return {} if state_of(request).settings.with_exempt else {"Access-Control-Allow-Origin": "*"}


def not_acceptable(address: str, forms: tuple[Format, ...]) -> Response:
    """406, with what there is."""
    from starlette.responses import PlainTextResponse

    offered = "\n".join(f"  {address}.{SUFFIXES[each.media_type]}  {each.media_type}" for each in forms)
    words = f"None of the formats that you accept is offered here. There are:\n{offered}\n"
    return PlainTextResponse(words, 406, {"Vary": "Accept", "Link": links(address, forms)})
