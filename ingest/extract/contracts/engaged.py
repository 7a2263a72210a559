"""Firms that a limb takes on for a piece of work: "that Moss Ltd be appointed by direct award to survey the lamps"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ingest.extract.contracts.phrases import topics
from ingest.extract.contracts.providers import Org, org_before
from ingest.extract.words.wordings import Wording

BE_APPOINTED: Final = Wording(
    r"\s+be\s+(?:appointed|commissioned|engaged|contracted|instructed)\b[^.;]{0,120}?\bto\s+(?:carry out|undertake"
    r"|provide|deliver|run|manage|design|build|supply|conduct|operate|maintain|install|repair|prepare|write)\s+"
    r"(?:(?:the|an?|its|our)\s+)?(?=\w)",
    reads=["that Moss LLP be appointed by direct award to carry out the lamp survey"],
    leaves=["that Councillor Moss be appointed to the board"],
    needs=["appointed", "commissioned", "engaged", "contracted", "instructed"],
)


@dataclass(frozen=True, slots=True)
class Engaged:
    """A firm taken on, and for what."""

    org: Org
    topic: str


def appointed(text: str) -> Engaged | None:
    """The firm that a limb takes on, and the work; None where it takes on nobody for any."""
    found = BE_APPOINTED.search(text)
    before = org_before(text, found.start()) if found else None
    topic = next(topics(text, found.end(), several=False), None) if found else None
    return Engaged(before[0], topic[0]) if before and topic else None
