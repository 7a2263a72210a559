"""Graph nodes and literals, the often used ones made once: making them in Python is most of what a projection costs."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.vocabulary import XSD

DATE: Final = NamedNode(XSD + "date")
MONTH: Final = NamedNode(XSD + "gYearMonth")
YEAR: Final = NamedNode(XSD + "gYear")
TIME: Final = NamedNode(XSD + "time")
DECIMAL: Final = NamedNode(XSD + "decimal")
INTEGER: Final = NamedNode(XSD + "integer")
BOOLEAN: Final = NamedNode(XSD + "boolean")
TRUE: Final = Literal("true", datatype=BOOLEAN)
FALSE: Final = Literal("false", datatype=BOOLEAN)
ISO: Final = re.compile(r"(?P<year>\d{4})(?P<month>-\d\d)?(?P<day>-\d\d)?")


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """The node of an IRI."""
    return NamedNode(iri)


@lru_cache(maxsize=4096)
def whole(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=INTEGER)


def text(words: str) -> Literal:
    """Plain words."""
    return Literal(words)


@lru_cache(maxsize=4096)
def date(iso: str) -> Literal:
    """A date as exact as it is: xsd:date, xsd:gYearMonth or xsd:gYear; plain words where it is none of them."""
    found = ISO.fullmatch(iso)
    if found is None:
        return Literal(iso)
    return Literal(iso, datatype=DATE if found["day"] else MONTH if found["month"] else YEAR)


def pounds(amount: Decimal) -> Literal:
    """An xsd:decimal without trailing zeros, so that £1.50 and £1.5 are one."""
    plain = format(amount.normalize(), "f")
    return Literal(plain, datatype=DECIMAL)


def truth(value: bool) -> Literal:
    """An xsd:boolean."""
    return TRUE if value else FALSE
