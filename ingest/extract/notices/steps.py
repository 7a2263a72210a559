"""The steps of a contract's life that a notice tells of: tender, award, changes, end, and what came to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.extract.notices.outcome import (
    AWARDED,
    GIVES_UP,
    TAKES_BACK,
    fallen_awards,
    given_awards,
    key_of,
    live_contracts,
    only,
    status_of,
    worth_of,
)
from ingest.extract.notices.parts import change_words, suppliers_of
from ingest.extract.notices.source import Source
from ingest.read.notices.layout import called
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path
from kg.dates import find_dates
from kg.records import ContractEvent, EventStatus, EventStep

DIRECT: Final = "direct"
# A release that was compiled from others has the day of the newest, whatever that told of.
COMPILED: Final = "compiled"
CHANGE_TENDER: Final = ("tenderUpdate", "tenderAmendment")
ENDS: Final = "contractTermination"
ENDED: Final = "terminated"
EXTENDED: Final = re.compile(r"\bexten(?:d|sion)", re.IGNORECASE)
# With these, words on an extension tell of none: it is refused, or it is not the contract's.
NOT_EXTENDED: Final = re.compile(
    r"\b(?:no|not|nor|never|without|instead|refus\w+|declin\w+|reject\w+|remov\w+|delet\w+|withdraw\w*|cancel\w+"
    r"|deadlines?|extends? to)\b|n['’]t\b",
    re.IGNORECASE,
)
# With these it may still come, unless the words say that it was taken.
MAY_BE: Final = re.compile(r"\b(?:options?|optional|possib\w+|rights?|may|might|could|can|if)\b", re.IGNORECASE)
TAKEN: Final = re.compile(r"\b(?:exercis\w+|taken|takes|taking|invok\w+|utilis\w+|used|activat\w+)\b", re.IGNORECASE)
# A change's words that say that the contract was ended by it; not that it is to end, may end, or did not.
TERMINATED: Final = re.compile(
    r"\b(?:contract|agreement|framework)\b[^.;]{0,60}\b(?:terminated|ended|brought to an end)\b"
    r"|\btermination of (?:the|this) (?:contract|agreement|framework)\b|\bearly termination\b",
    re.IGNORECASE,
)
NOT_TERMINATED: Final = re.compile(
    r"\b(?:will|shall|to be|may|might|could|can|would|if|unless|intend\w*|propos\w+|notice|not|no|never"
    r"|clauses?|rights?|options?|withdr\w+|before|prior|until)\b|n['’]t\b",
    re.IGNORECASE,
)
DATED_SO: Final = re.compile(r"(?:\bon|\bfrom|\bas (?:of|at)|\beffective)\s+(?:the\s+)?$", re.IGNORECASE)


def events(source: Source, name: str) -> Iterator[ContractEvent]:
    """The steps that a release tells of, in the order of a contract's life."""
    yield from _procured(source, name)
    for award in given_awards(source):
        yield from _awarded(source, name, award)
    yield from _changed(source, name)
    yield from _ended(source, name)
    yield from _came_to_nothing(source, name)


def _changed(source: Source, name: str) -> Iterator[ContractEvent]:
    """The changes of a contract; one that is only tagged has the notice's day."""
    changed = False
    ending, over = bool(source.tagged(ENDS)), {each.path for each in _over(source)}
    for each in source.node.each("contracts"):
        for change in _changes(each):
            changed = True
            if each.path in over and _says_terminated(change):
                continue  # it is what ended the contract
            ended = ending or status_of(each) == ENDED
            step: EventStep = "extend" if not ended and _extends(change_words(change)) else "vary"
            paths = (change.at("date"), change.at("rationale"), change.at("description"))
            date = source.day(change, "date") or _told_on(source)
            yield ContractEvent(name, step, "reported", source.places(*paths), date=date)
    if not changed and (at := source.tagged("contractAmendment")):
        yield ContractEvent(name, "vary", "reported", source.places(*at), date=source.date)


def _extends(words: str) -> bool:
    """Whether a change's words say that the contract lasts longer: not that it does not, or only may."""
    told = (each for each in re.split(r"[.;]\s", words) if EXTENDED.search(each) and not NOT_EXTENDED.search(each))
    return any(TAKEN.search(each) or not MAY_BE.search(each) for each in told)


def _procured(source: Source, name: str) -> Iterator[ContractEvent]:
    """Going to market: as done where the tender was published, as planned where the notice is of planning alone.

    A notice that changes a tender puts nothing out to tender: it may tell when that was done.
    """
    node, tender = source.node, source.node.node("tender")
    first = tender.at("datePublished") if source.day(tender, "datePublished") else None
    changed = source.tagged(*CHANGE_TENDER)
    if changed:
        source.issue("tender-changed", f"{called(node)} of {source.date or 'no day'}", *changed, node.at("date"))
    if at := source.tagged("tender"):
        yield _procure(source, name, "reported", first or node.at("date"), at)
    elif source.tender_told:
        return
    elif changed:
        yield _procure(source, name, "reported", first, changed)
    elif at := source.tagged("planning", "planningUpdate"):
        yield _procure(source, name, "planned", tender.at("tenderPeriod", "startDate"), at)
    elif first and not _direct(tender):
        yield _procure(source, name, "reported", first, ())
    elif at := source.tagged(GIVES_UP):
        opened = tender.at("tenderPeriod", "startDate")
        if (source.day_at(opened) or "~") <= (source.date or ""):
            yield _procure(source, name, "reported", opened, at)


def _procure(
    source: Source, name: str, status: EventStatus, dated: Path | None, tagged: Sequence[Path]
) -> ContractEvent:
    """The step, on the day that stands at a path; with the estimate, but for one that was changed since that day."""
    tender = source.node.node("tender")
    date = source.day_at(dated) if dated else None
    changed = source.tagged(*CHANGE_TENDER) and date != source.date
    pounds = None if changed else source.sum(tender).pounds
    value = [tender.node("value").at("amount")] if pounds is not None else []
    # Where the tender says itself when it was published, that line is quoted, and not what the release is.
    said = [dated] if dated and date and dated[0] == "tender" else [*tagged, dated or tender.at("title")]
    paths = (*said, *value)
    return ContractEvent(name, "procure", status, source.places(*paths), date=date, value=pounds)


def _awarded(source: Source, name: str, award: Node) -> Iterator[ContractEvent]:
    """An award as a step for each supplier; what it is worth is said where it is one supplier's."""
    step: EventStep = "direct-award" if _direct(source.node.node("tender")) else "award"
    status, date, worth = AWARDED[status_of(award)], source.day(award, "date"), worth_of(source, award)
    named = suppliers_of(source, award)
    value = [award.node("value").at("amount")] if worth is not None and len(named) < 2 else []
    if not named:
        paths = (award.at("id"), award.at("date"), *value)
        yield ContractEvent(name, step, status, source.places(*paths), date=date, value=worth)
    for each in named:
        at = next(one.at("name") for one in award.each("suppliers") if one.words("name") == each)
        worth_it = worth if len(named) == 1 else None
        places = source.places(award.at("date"), at, *value)
        yield ContractEvent(name, step, status, places, date=date, provider=each, value=worth_it)


def _ended(source: Source, name: str) -> Iterator[ContractEvent]:
    """The end of a contract, as its status or the release says; not where another contract of the release goes on."""
    at, over = source.tagged(ENDS), _over(source)
    if not over:
        return
    dates = [_end_of(source, each, bool(at)) for each in over]
    paths = [path for each in over for path in (each.at("status"), *_end_paths(each))]
    places = source.places(*at, *paths, *([source.node.at("date")] if at else []))
    yield ContractEvent(name, dates[0][0], "reported", places, date=only([date for _, date in dates]))


def _over(source: Source) -> list[Node]:
    """The contracts of which a release tells the end, where no other contract of it goes on."""
    several = live_contracts(source)
    over = [each for each in several if status_of(each) == ENDED]
    if not over and source.tagged(ENDS) and len(several) < 2:
        return several or [Node({}, source.node.path)]  # what the release tells of without naming a contract
    return over if len(over) == len(several) else []


def _end_of(source: Source, contract: Node, tagged: bool) -> tuple[EventStep, str | None]:
    """How and when a contract ended.

    The end that was planned is the day only where it had passed when the notice came: before it, the contract ended
    early. `terminated` is OCDS's word for an end of any kind; it does not say when, but a change of the contract may.
    """
    told = source.date
    real = source.day(contract.node("implementation"), "endDate") or _terminated_on(source, contract)
    planned = source.period(contract, "period").end
    early = bool(planned and told and planned > told) or bool(real and planned and real < planned)
    step: EventStep = "terminate" if early else "end"
    if real and told and real <= told:
        return step, real
    if planned and not early:
        return step, planned
    return step, _told_on(source) if tagged else None


def _terminated_on(source: Source, contract: Node) -> str | None:
    """The day on which the changes of a contract say that it was ended: by their words, else by their own day."""
    days = [
        _day_said(change_words(change)) or source.day(change, "date")
        for change in _changes(contract)
        if _says_terminated(change)
    ]
    return only(days)


def _changes(contract: Node) -> Iterator[Node]:
    yield from (*contract.each("amendments"), *contract.each("amendment"))


def _says_terminated(change: Node) -> bool:
    """Whether a change's words say that it ended the contract; not where they tell of days and not when that was."""
    words = change_words(change)
    plain = TERMINATED.search(words) and not NOT_TERMINATED.search(words)
    return bool(plain) and (_day_said(words) is not None or not any(find_dates(words)))


def _day_said(words: str) -> str | None:
    """The day that words give for what they tell: "on 31 October 2023"; None where they give none, or others too."""
    found = list(find_dates(words))
    one = found[0] if len(found) == 1 and len(found[0].iso) == len("2023-10-31") else None
    return one.iso if one and DATED_SO.search(words[: one.start]) else None


def _end_paths(contract: Node) -> Iterator[Path]:
    yield contract.node("period").at("endDate")
    yield contract.node("implementation").at("endDate")
    for change in _changes(contract):
        if _says_terminated(change):
            yield from (change.at("date"), change.at("rationale"), change.at("description"))


def _direct(tender: Node) -> bool:
    """Whether there was no competition."""
    return tender.words("procurementMethod") == DIRECT


def _came_to_nothing(source: Source, name: str) -> Iterator[ContractEvent]:
    """The end of a procurement of which nothing is left: given up, or its awards taken back or made to nobody.

    Awards that are taken back are a step for each supplier: other notices may tell of awards to others, which stand.
    """
    tender = source.node.node("tender")
    given_up: list[Path] = []
    if source.first_to_give_up:
        given_up += (*source.tagged(GIVES_UP), tender.at("status"))
        given_up += (each.at(part) for each in tender.each("amendments") for part in ("rationale", "description"))
    fallen = [award for award in fallen_awards(source) if key_of(award) in source.newly_fallen]
    if source.one_stands or not _of_every_lot(source, fallen):
        fallen = []
    of_whom: dict[str | None, list[Path]] = {}
    for award in fallen:
        for supplier in (() if given_up else suppliers_of(source, award)) or (None,):
            paths = of_whom.setdefault(supplier, [*source.tagged(TAKES_BACK)])
            paths += (award.at("id"), award.at("title"), award.at("status"))
            paths += (each.at("name") for each in award.each("suppliers"))
    if given_up:
        of_whom = {None: [*given_up, *(path for paths in of_whom.values() for path in paths)]}
    for supplier, paths in of_whom.items():
        places = source.places(source.node.at("date"), *paths)
        yield ContractEvent(name, "terminate", "reported", places, date=_told_on(source), provider=supplier)


def _of_every_lot(source: Source, awards: Sequence[Node]) -> bool:
    """Whether awards are of all the lots that the release has; those that name no lot are of the whole."""
    lots = {words for lot in source.node.node("tender").each("lots") if (words := lot.words("id"))}
    of = [{words for words, _ in award.values("relatedLots")} for award in awards]
    return not all(of) or lots <= set().union(*of)


def _told_on(source: Source) -> str | None:
    """The day of the release, where it is that of what it tells."""
    return None if source.tagged(COMPILED) else source.date
