"""Published notices: whose each release is, from what day, and what it is called, by fields of its own."""

from __future__ import annotations

import re
from typing import Final

from ingest.divide.bodies import council_name
from ingest.divide.context import Context
from ingest.read.notices.layout import called, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.words import day_of

# A part of a council that buys for it: "Wexmere County Council - Children's Services". Not two councils, nor a company.
PART_OF_COUNCIL: Final = re.compile(
    r"(?P<council>[^()]{3,80}?(?<! of)(?<! for) Council)(?:\s*[-–—:,(/]\s*|\s+)"
    r"(?!(?:of|for|and)\b|&)(?!.*\b(?:Council|Ltd|Limited|LLP|plc|CIC)\b)\w",
    re.IGNORECASE,
)

JOINED: Final = re.compile(r"\s+(?:and|with)\s+|\s*[,;/&+]\s*", re.IGNORECASE)
COUNCIL_AT_END: Final = re.compile(r"(?!on behalf|for\b|part\b)[^()]{3,80}\bCouncil", re.IGNORECASE)


def release_context(release: ReleaseText, told: Context) -> Context:
    """A release's buyer and day; `told` is what a person said of the file, which goes before what it says."""
    day = day_of(release.data.get("date"))
    return Context(told.council or _council(buyer_of(release)), told.committee, day.iso if day else None)


def release_title(release: ReleaseText) -> str:
    """What is bought, else what the release is called."""
    node = Node(release.data)
    return title_of(node) or called(node)


def buyer_of(release: ReleaseText) -> str | None:
    """Who buys: whom the release says, else its first party with that role; None where it names nobody."""
    node = Node(release.data)
    named = node.node("buyer").words("name")
    others = (party.words("name") for party in node.each("parties") if is_buyer(party))
    return named or next((name for name in others if name), None)


def are_several(buyer: str | None) -> bool:
    """Whether a buyer's name is that of several councils: "Wexmere County Council and Oswick Borough Council"."""
    parts = (part for part in JOINED.split(buyer or "") if COUNCIL_AT_END.fullmatch(part))
    return len({part.lower() for part in parts if council_name(part)}) > 1


def _council(buyer: str | None) -> str | None:
    """The council for which a buyer buys that names itself as a part of one; else the buyer; None for several."""
    if are_several(buyer):
        return None
    part = PART_OF_COUNCIL.match(buyer or "")
    return part["council"] if part and council_name(part["council"]) else buyer


def is_buyer(party: Node) -> bool:
    """Whether an organisation buys."""
    return "buyer" in {words for words, _ in party.values("roles")}
