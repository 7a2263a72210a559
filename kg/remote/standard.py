"""Whether a query is SPARQL 1.1 and nothing more, before a store in a server is asked it.

Stores have words and functions of their own beyond the standard: Virtuoso's `define` and `bif:` fetch addresses and
call its database, Jena's `java:` loads classes. What people may ask of a graph here they may ask of it there, and no
more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.errors import BadQuery
from kg.sparql import OPAQUE, blanked, check_readable, place
from kg.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    import pyoxigraph as ox

# A character that the standard needs no escape for; stores may read it as the character before they look for words.
ESCAPED: Final = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")
IRI: Final = re.compile(r"<([^<>\"{}|^`\x00-\x20]*)>")
SCHEME: Final = re.compile(r"(?:https?://|urn:|mailto:|tel:|tag:|info:)", re.IGNORECASE)
CALLED: Final = re.compile(r"(?<![\w?$:.-])((?:[A-Za-z][\w.-]*)?):[\w.%-]*\s*\(|<([^<>\"{}|^`\x00-\x20]*)>\s*\(")
DECLARED: Final = re.compile(r"\bprefix\s+([A-Za-z][\w.-]*)?:\s*<([^<>]*)>", re.IGNORECASE)


def check_standard(query: str, prefixes: dict[str, str]) -> None:
    """Raise BadQuery for a query that would write, go elsewhere, or call what is a store's own; SyntaxError, with its
    place, for one that is no SPARQL 1.1."""
    check_readable(query)
    if found := ESCAPED.search(query):
        raise BadQuery(f"Write the character itself in the place of {found[0]}.", *place(query, found.start()))
    try:
        _nothing().query(query, prefixes=prefixes)
    except RuntimeError as error:  # the engine's word for what it cannot evaluate: a function that it does not know
        raise BadQuery(f"The query cannot be answered: {str(error)[:200]}.") from error
    bare = _without_words(query)
    for iri in IRI.finditer(bare):
        if not SCHEME.match(iri[1]):
            raise BadQuery(f"<{iri[1][:100]}> is no address of a thing here.", *place(query, iri.start()))
    known = {**PREFIXES, **prefixes, **{name or "": iri for name, iri in DECLARED.findall(bare)}}
    for call in CALLED.finditer(bare):
        whole = call[2] if call[2] is not None else known.get(call[1] or "", "")
        if not whole.startswith(XSD):
            raise BadQuery("Functions that are a store's own may not be called.", *place(query, call.start()))


def _without_words(query: str) -> str:
    """The query with strings and comments as spaces, and its IRIs in their places."""
    return OPAQUE.sub(lambda found: found[0] if found[0].startswith("<") else blanked(found[0]), query)


@lru_cache(maxsize=1)
def _nothing() -> ox.Store:
    import pyoxigraph as ox

    return ox.Store()
