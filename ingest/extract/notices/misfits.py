"""What a notice has where something else should stand: it is on the page, no record tells it, and an issue says so."""

from __future__ import annotations

from itertools import chain
from typing import Final

from ingest.extract.notices.outcome import AWARDED, NOTHING, status_of
from ingest.extract.notices.source import Source
from ingest.read.notices.json_file import Json, leaves
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path
from ingest.read.notices.words import words_of

OBJECTS: Final = ("buyer", "tender")
LISTS: Final = ("awards", "contracts", "parties")
OF_TENDER: Final = ("value", "tenderPeriod", "contractPeriod", "techniques")
OF_LOT: Final = ("value", "contractPeriod", "renewal")
OF_AWARD: Final = ("value", "contractPeriod")
OF_CONTRACT: Final = ("value", "period")


def misfits(source: Source) -> None:
    """Keep an issue for each field that is of another kind than the standard says, and each status that it has not."""
    node, tender = source.node, source.node.node("tender")
    _objects(source, node, OBJECTS)
    _lists(source, node, LISTS)
    _objects(source, tender, OF_TENDER)
    _lists(source, tender, ("lots",))
    for lot in tender.each("lots"):
        _objects(source, lot, OF_LOT)
    for contract in node.each("contracts"):
        _objects(source, contract, OF_CONTRACT)
    for award in node.each("awards"):
        _objects(source, award, OF_AWARD)
        _lists(source, award, ("suppliers",))
        if status_of(award) not in chain(AWARDED, NOTHING):
            source.issue("status-unread", f"an award’s status is “{award.words('status')}”", award.at("status"))


def _objects(source: Source, node: Node, names: tuple[str, ...]) -> None:
    for name in names:
        value = node.raw(name)
        if not isinstance(value, dict):
            _misfit(source, name, value, node.at(name))


def _lists(source: Source, node: Node, names: tuple[str, ...]) -> None:
    """One object where a list should stand is read as a list of one."""
    for name in names:
        value = node.raw(name)
        if not isinstance(value, (list, dict)):
            _misfit(source, name, value, node.at(name))
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(item, dict):
                _misfit(source, name, item, (*node.at(name), number))


def _misfit(source: Source, name: str, value: Json, path: Path) -> None:
    found = {at: words for at, each in leaves(value, path) if (words := words_of(each))}
    if found:
        source.issue("field-unread", f"{name} is “{', '.join(found.values()):.60}”", *found)
