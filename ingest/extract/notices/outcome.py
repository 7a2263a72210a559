"""What became of awards, tenders and contracts: given, about to be, or come to nothing, within one file of notices.

A notice's tags and statuses say it. Where a file holds several releases of one process, the newest that speaks of an
award counts: one that was cancelled later was not given, whatever the release before says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, TypeVar

from ingest.extract.notices.source import Source
from ingest.read.notices.nodes import Node
from kg.records import EventStatus

T = TypeVar("T")
# How far an award is; those that came to nothing are no step of a contract's life.
AWARDED: Final[dict[str | None, EventStatus]] = {"active": "reported", "pending": "planned", None: "reported"}
NOTHING: Final = frozenset(("cancelled", "canceled", "unsuccessful", "withdrawn"))
TAKES_BACK: Final = "awardCancellation"
GIVES_UP: Final = "tenderCancellation"


def status_of(part: Node) -> str | None:
    """A status in the standard's own spelling, which is in small letters; None where there is none."""
    words = part.words("status")
    return words.lower() if words else None


def key_of(award: Node) -> str:
    """By what an award is known in other releases of its process: its id, else its suppliers, else its place."""
    named = ", ".join(each.words("name") or "" for each in award.each("suppliers"))
    return award.words("id") or named or str(award.path)


def given_awards(source: Source) -> list[Node]:
    """The awards that were made or are about to be: not those that came to nothing, by this release or a newer one."""
    return [award for award in _said_to_stand(source) if key_of(award) not in source.fallen]


def fallen_awards(source: Source) -> list[Node]:
    """The awards of which this release says that they came to nothing; all that it has, where only its tag says so."""
    awards = list(source.node.each("awards"))
    marked = [award for award in awards if status_of(award) in NOTHING]
    return marked or (awards if source.tagged(TAKES_BACK) else [])


def live_contracts(source: Source) -> list[Node]:
    """The contracts that were made: not those that were cancelled, nor those under an award that came to nothing."""
    return [
        each
        for each in source.node.each("contracts")
        if status_of(each) not in NOTHING and each.words("awardID") not in source.fallen
    ]


def worth_of(source: Source, part: Node) -> Decimal | None:
    """What an award or contract is worth in pounds; of a framework that is the most that may be bought: an issue."""
    pounds = source.sum(part).pounds
    if pounds is None or not _framework(source):
        return pounds
    source.issue("framework-value", f"the framework’s value is £{pounds:,f}", part.node("value").at("amount"))
    return None


def _framework(source: Source) -> bool:
    techniques = source.node.node("tender").node("techniques")
    said = techniques.raw("hasFrameworkAgreement")
    return said is True or (said is None and bool(techniques.node("frameworkAgreement")))


def tender_fell(source: Source) -> bool:
    """Whether a release says that its tender came to nothing; a status alone does not where an award was given."""
    fell = status_of(source.node.node("tender")) in NOTHING
    return bool(source.tagged(GIVES_UP)) or (fell and not given_awards(source))


def compare(sources: Sequence[Source]) -> None:
    """Tell each release of a file what the others of its process make of its awards and tender."""
    processes: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(sources, key=lambda each: each.date or ""):
        processes[source.ocid].append(source)
    for several in processes.values():
        _compare_one(several)


def _compare_one(sources: Sequence[Source]) -> None:
    """The releases of one process, the oldest first."""
    last: dict[str, bool] = {}
    for source in sources:
        last |= dict.fromkeys(map(key_of, _said_to_stand(source)), False)
        last |= dict.fromkeys(map(key_of, fallen_awards(source)), True)
    fallen = frozenset(key for key, fell in last.items() if fell)
    seen: set[str] = set()
    for source in sources:
        source.fallen = fallen
        source.newly_fallen = fallen & set(map(key_of, fallen_awards(source))) - seen
        seen |= source.newly_fallen
    told: set[str] = set()
    for source in sources:
        told |= set(map(key_of, given_awards(source)))
        source.one_stands = bool(told)
    tenders = [source for source in sources if source.tagged("tender")]
    for source in sources:
        source.tender_told = any(each is not source for each in tenders)
    first = next(filter(tender_fell, sources), None)
    if first:
        first.first_to_give_up = True


def _said_to_stand(source: Source) -> list[Node]:
    fallen = set(map(key_of, fallen_awards(source)))
    return [
        award for award in source.node.each("awards") if status_of(award) in AWARDED and key_of(award) not in fallen
    ]


def only(values: Sequence[T]) -> T | None:
    """The value that all are, None where they differ or there is none."""
    first = next(iter(values), None)
    return first if all(each == first for each in values) else None
