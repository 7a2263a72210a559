"""The papers behind a release, as OCDS documents: one a place, saying what stands there; so each fact leads back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg import ids
from kg.vocabulary import Has
from queries.answers import Citation
from queries.library import Library
from queries.ocds.told import Told

FACTS: Final = {
    "provider": "supplier",
    "annualValue": "value a year",
    "totalValue": "value",
    "termMonths": "term",
    "extensionMonths": "possible extension",
    "startDate": "start",
    "endDate": "end",
    "scheme": "scheme",
    "precededBy": "contract before it",
}
# In which part of a release a step's places stand; what is of a contract stands with the tender before there is one.
TENDER, AWARD, CONTRACT = "tender", "award", "contract"
PARTS: Final = {"procure": TENDER, "delegate-award": TENDER, "delegate": TENDER, "award": AWARD, "direct-award": AWARD}
# A file's own word for where it came from may be anything; of an address every letter must be one that addresses have.
_LETTERS: Final = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*"
LINK: Final = re.compile(rf"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{{1,5}})?(?:[/?]{_LETTERS})?(?:#{_LETTERS})?")
Facts = dict[Citation, list[str]]


def parted(told: Told) -> dict[str, Facts]:
    """What each place tells, by the part of the release that it belongs to; every place is in one part at least."""
    parts: dict[str, Facts] = {TENDER: {}, AWARD: {}, CONTRACT: {}}
    for term in told.card.terms:
        part = AWARD if term.name == "provider" else CONTRACT
        _note(parts[part], term.citations, FACTS.get(term.name, term.name))
    for event in told.events:
        words = f"{event.step.replace('-', ' ')} {event.status}".rstrip()
        _note(parts[PARTS.get(event.step, CONTRACT)], event.citations, words)
    known = {place for facts in parts.values() for place in facts}
    _note(parts[TENDER], [place for place in told.places if place not in known], "the contract")
    if not told.is_let:
        asked = bool(told.award_asked)
        for part in (CONTRACT,) if asked else (AWARD, CONTRACT):
            for place, facts in parts.pop(part).items():
                parts[TENDER].setdefault(place, []).extend(facts)
    return parts


def _note(facts: Facts, places: Iterable[Citation], words: str) -> None:
    for place in places:
        known = facts.setdefault(place, [])
        if words not in known:
            known.append(words)


def documents(library: Library, facts: Facts) -> list[dict[str, Any]]:
    """The places of one part of a release, in the order of papers and of places in them."""
    ordered = sorted(facts, key=lambda place: (place.date or "~", place.paper, place.page or 0, place.line or 0))
    found = {_id(place): _document(library, place, facts[place]) for place in ordered}
    return list(found.values())


def _id(place: Citation) -> str:
    if place.evidence:
        return f"{ids.paper_start(place.paper)}-{ids.last_part(place.evidence)}"
    return f"{ids.paper_start(place.paper)}-{ids.digest(place.place, place.words)}"


def _document(library: Library, place: Citation, facts: Sequence[str]) -> dict[str, Any]:
    dated = f" ({place.date})" if place.date else ""
    quoted = f" “{' '.join(place.words.split())}”" if place.words else ""
    document = {
        "id": _id(place),
        "title": f"{place.file_name}{dated}, {place.place}",
        "description": f"Tells: {', '.join(facts)}.{quoted}",
    }
    link = next(iter(sorted(filter(LINK.fullmatch, library.values(place.paper, Has.SOURCE, place.paper)))), None)
    kind = min(library.values(place.paper, Has.MEDIA_TYPE, place.paper), default=None)
    return document | ({"url": link} if link else {}) | ({"format": kind} if kind else {})
