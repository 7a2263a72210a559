"""By which numbers the world knows contracts and organisations, where published notices tell them; else by ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from kg.normal import OCID
from kg.notice_numbers import REGISTERS, in_registers
from kg.vocabulary import ID_BASE, Has
from queries.answers import Ref
from queries.by_pattern import having, values_of
from queries.library import Library

# A register by its code on org-id.guide, and the number in it, as notices have them in the graph.
NUMBER: Final = re.compile(r"([A-Z]{2}-[A-Z0-9]+) (\S.*)")


def ocid(library: Library, contract: str, prefix: str) -> str:
    """A contract's ocid: the one under which it was published, of two portals' the first.

    Of one that no notice tells of it is ours, and two contracts have two: a dot stands in no part of an IRI of ours.
    """
    told = sorted(each for each in values_of(library, contract, Has.REFERENCE) if OCID.fullmatch(each))
    return told[0] if told else f"{prefix}-{path(contract).partition('/')[2].replace('/', '.')}"


def identifiers(library: Library, thing: Ref, buyer: bool) -> dict[str, Any]:
    """What an organisation is known by: its address here, and its numbers in registers."""
    given = _of_buyer(library, thing.iri) if buyer else values_of(library, thing.iri, Has.IDENTIFIER)
    numbers = [{"scheme": scheme, "id": number} for scheme, number in (*in_registers(given), *_others(given))]
    first, *others = numbers or [{}]
    found: dict[str, Any] = {"identifier": {**first, "uri": thing.iri}}
    return found | ({"additionalIdentifiers": others} if others else {})


def _others(given: Iterable[str]) -> list[tuple[str, ...]]:
    """Numbers in registers that hold more than firms: of local authorities, of schools."""
    found = (NUMBER.fullmatch(each) for each in sorted(given))
    return [each.groups() for each in found if each and each[1] not in REGISTERS]


def _of_buyer(library: Library, council: str) -> set[str]:
    """What the notices of a council that buys alone give for it."""
    notices = library.once(("notices of", council), lambda: sorted(having(library, Has.BUYER, council)))
    alone = (notice for notice, graph in notices if len(library.values(notice, Has.BUYER, graph)) == 1)
    return {number for notice in alone for number in values_of(library, notice, Has.IDENTIFIER)}


def path(iri: str) -> str:
    """What stands after …/id/ in an IRI of ours."""
    return iri.removeprefix(ID_BASE)
