"""Every address that pages link to. The rest of the web room writes no path by hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlencode

from kg.ids import last_part
from kg.vocabulary import CK, ID_BASE
from queries.answers import Citation, Ref

KEPT: Final = 4096  # addresses that are kept: a page names the same things and places many times
GRAPHS: Final = ID_BASE.removesuffix("id/") + "graph/"


def page_of(iri: str | Ref) -> str:
    """The page of a thing, a paper or a statement; another's IRI as it is."""
    return _page_of(iri.iri if isinstance(iri, Ref) else iri)


@lru_cache(maxsize=KEPT)
def _page_of(whole: str) -> str:
    for begin, path in ((ID_BASE, "/id/"), (GRAPHS, "/graph/")):
        if whole.startswith(begin):
            return path + quote(whole.removeprefix(begin), safe="/-._~:@!$&'()*+,;=")
    return f"/ns#{whole.removeprefix(CK)}" if whole.startswith(CK) else whole


def source_of(citation: Citation, words: str = "") -> str:
    """Where a citation's words are shown, marked, on their page; `words` are a search's, marked lightly."""
    return _source_of(citation.paper, citation.page, citation.evidence or "", words)


@lru_cache(maxsize=KEPT)
def _source_of(paper: str, page: int | None, evidence: str, words: str) -> str:
    span = evidence.rpartition("/")[2].split("-")
    start, end = span if len(span) == 2 and all(part.isdigit() for part in span) else ("", "")
    return source_page(paper, page, start, end, words) + ("#mark" if start else "")


def source_page(
    paper: str, page: int | None = None, start: int | str = "", end: int | str = "", words: str = "", zoom: int = 100
) -> str:
    """A page of a paper, with characters start to end of its text marked; without a page, where these stand."""
    enlarged = str(zoom) if zoom != 100 else ""
    asked = with_query("", {"start": str(start), "end": str(end), "q": words, "zoom": enlarged})
    return f"{paper_of(paper)}/{page or 'at'}{asked}"


def picture_of(paper: str, page: int, zoom: int = 100) -> str:
    """A page of a PDF as a picture; `zoom` in per cent."""
    return with_query(f"{paper_of(paper)}/{page}.png", {"zoom": str(zoom) if zoom != 100 else ""})


def paper_of(paper: str) -> str:
    """What is known of a paper, by its IRI."""
    return f"/source/{last_part(paper)}"


def graph_of(paper: str, suffix: str) -> str:
    """All that a paper states, as linked data: nq, trig, ttl, nt, jsonld or rdf."""
    return f"/graph/paper/{last_part(paper)}.{suffix}"


def dump(name: str = "") -> str:
    """The files with the whole base; without a name, the page that lists them."""
    return f"/dump/{name}" if name else "/dump"


def changes(form: str = "") -> str:
    """What changed between generations: a page, or an Atom feed by `atom`."""
    return f"/changes.{form}" if form else "/changes"


def original_of(paper: str, page: int | None = None) -> str:
    """The file as it was published; a PDF opens at a page."""
    return f"{paper_of(paper)}/original{f'#page={page}' if page else ''}"


def search_for(words: str, **chosen: str | None) -> str:
    """A search, narrowed by facets."""
    return with_query("/search", {"q": words, **chosen})


def table(name: str, form: str = "", **chosen: str | None) -> str:
    """A table: delegations, contracts, renewals, actions, plan, …; `form` csv for a file."""
    return with_query(f"/tables/{name}{f'.{form}' if form else ''}", chosen)


def with_query(path: str, values: Mapping[str, str | None]) -> str:
    """A path with those values that are not empty."""
    given = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(given)}" if given else path
