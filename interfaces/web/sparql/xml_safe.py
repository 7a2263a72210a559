"""What the engine writes as XML though XML cannot have it: letters of some papers, and names of some properties.

A page break within a paper's words made a whole answer unreadable (pyoxigraph 0.5.13), and XML is what rdflib asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import BadQuery

if TYPE_CHECKING:
    import pyoxigraph as ox

    from interfaces.web.workers.sink import Sink

# https://www.w3.org/TR/xml/#charsets, in UTF-8: no control characters but tab and ends of lines.
ALLOWED: Final = bytes(byte if byte >= 0x20 or byte in b"\t\n\r" else 0x20 for byte in range(256))
NO_LETTERS: Final = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
HALF: Final = re.compile(rb"\xef\xbf?\Z")
REPLACEMENT: Final = "\ufffd".encode()
# What an element can be named by: https://www.w3.org/TR/xml-names/#NT-NCName
LOCAL_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")


class XmlSafe:
    """A sink for XML: a space for a character that XML cannot have."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._half = b""

    def write(self, piece: bytes) -> int:
        """Take bytes."""
        whole = self._half + piece
        half = HALF.search(whole)
        self._half = half[0] if half else b""
        self._sink.write(NO_LETTERS.sub(REPLACEMENT, whole[: len(whole) - len(self._half)].translate(ALLOWED)))
        return len(piece)

    def flush(self) -> None:
        """Nothing: half a letter waits for its other half, and XML ends with `>`."""


def named_in_xml(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples as they come. BadQuery at one whose property ends in nothing that can name an element."""
    fine: set[str] = set()
    for triple in triples:
        name = triple.predicate.value
        if name not in fine:
            if not LOCAL_NAME.search(name):
                raise BadQuery(f"RDF/XML has no way to write the property <{name[:200]}>: ask for Turtle.")
            fine.add(name)
        yield triple
