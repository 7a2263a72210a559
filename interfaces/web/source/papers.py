"""Which paper a request means: one of the edition's graph, by its IRI's digits, never by a path."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from starlette.exceptions import HTTPException

from interfaces.web.edition import edition_of, state_of
from kg.errors import BaseDamaged, UnknownName
from queries.paper import PaperAnswer, paper, paper_iri

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from queries.library import Library

DIGITS: Final = re.compile(r"[0-9a-f]{16,64}")
KEPT: Final = 64  # papers of an edition; a long one is 50 ms of asking, and people turn its pages
UNKNOWN: Final = "There is no such paper here. It may have been withdrawn, or is not for publication."
LOST: Final = "The file of this paper cannot be read just now. Whoever runs this service can look with `kg check`."

_kept: WeakKeyDictionary[Library, OrderedDict[str, PaperAnswer]] = WeakKeyDictionary()
_lock = Lock()


def asked_paper(request: Request) -> PaperAnswer:
    """The paper that a request's address names. HTTPException 404 where the edition has no such paper."""
    digits = request.path_params["paper"]
    if not DIGITS.fullmatch(digits):
        raise HTTPException(404, UNKNOWN)
    try:
        found = _known(edition_of(request).library(), paper_iri(digits))
    except UnknownName as error:
        raise HTTPException(404, UNKNOWN) from error
    if not found.sha256 or (found.exempt and not state_of(request).settings.with_exempt):
        raise HTTPException(404, UNKNOWN)
    return found


def _known(library: Library, iri: str) -> PaperAnswer:
    with _lock:
        shelf = _kept.setdefault(library, OrderedDict())
        if iri in shelf:
            shelf.move_to_end(iri)
            return shelf[iri]
    found = paper(library, iri)
    with _lock:
        shelf[iri] = found
        while len(shelf) > KEPT:
            shelf.popitem(last=False)
    return found


def file_of(library: Library, found: PaperAnswer) -> Path:
    """A paper's file in the archive. HTTPException 503 where it is not there; no folder of the server is named."""
    try:
        return library.archive.source(found.sha256)
    except (UnknownName, BaseDamaged) as error:
        raise HTTPException(503, LOST) from error
