"""What a notice tells of a contract in the words of all papers: the contract with its terms, its suppliers, its steps.

Terms are taken where they are one: of several awards, each with its supplier and value, the contract has neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeVar

from ingest.extract.contracts.terms import read_extension
from ingest.extract.notices.parts import NO_NAME, change_words, extension_of, suppliers_of, terms_of
from ingest.extract.notices.source import Period, Source
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path
from kg.records import Contract, ContractEvent, EventStatus, EventStep, Provider

T = TypeVar("T")
# How far an award is; those that came to nothing are no step of a contract's life.
AWARDED: Final[dict[str | None, EventStatus]] = {"active": "reported", "pending": "planned", None: "reported"}
SUPPLYING: Final = frozenset(("supplier", "tenderer"))
DIRECT: Final = "direct"


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract's period, and the paths of the values that say it."""

    period: Period
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Terms that stand or fall together: fields of a Contract, and the paths of the values behind them."""

    fields: Mapping[str, Any]
    paths: tuple[Path, ...]


def told_of(source: Source) -> dict[str, Told]:
    """What a release tells of its contract's terms: supplier, value, period, extension; only those that it gives."""
    given = given_awards(source)
    found: dict[str, Told] = {}
    if supplier := only([each for award in given for each in suppliers_of(source, award)]):
        named = tuple(each.at("name") for award in given for each in award.each("suppliers"))
        found["supplier"] = Told({"provider": supplier}, named)
    part, pounds = _value(source, given)
    if part and pounds is not None:
        found["value"] = Told({"total_value": pounds}, (part.node("value").at("amount"),))
    terms = _terms(source, given)
    period = {"start": terms.period.start, "end": terms.period.end, "term_months": terms.period.months}
    if any(period.values()) and terms.period.sound:
        found["period"] = Told({name: value for name, value in period.items() if value}, terms.paths)
    length, paths = _extension(source, given)
    if not length and terms.period.sound:
        length, paths = terms.period.extension, terms.paths
    if length:
        found["extension"] = Told({"extension_months": length}, paths)
    return found


def contract(source: Source, name: str, newer: Collection[str] = ()) -> Contract:
    """The contract that a release tells of.

    Without the terms that a newer release of the same file tells (`newer`): a file that tells a contract's life does
    not contradict itself, and what it was before stands in the records of that release.
    """
    told = [each for term, each in told_of(source).items() if term not in newer]
    paths = (path for each in told for path in each.paths)
    bare = Contract(name, source.places(*_titles(source), *paths))
    return replace(bare, **{field: value for each in told for field, value in each.fields.items()})


def providers(source: Source) -> Iterator[Provider]:
    """Those who supply or bid, by each name once; a legal name that is written otherwise is another name of theirs."""
    found: dict[str, tuple[tuple[Path, ...], str | None]] = {}
    for award in given_awards(source):
        for each in award.each("suppliers"):
            if name := each.words("name"):
                found.setdefault(name, ((each.at("name"),), None))
    for party in source.node.each("parties"):
        roles, name = {words for words, _ in party.values("roles")}, party.words("name")
        if name and roles & SUPPLYING:
            identifier = party.node("identifier")
            legal = identifier.words("legalName")
            paths = (
                *found.get(name, ((), None))[0],
                party.at("name"),
                *([identifier.at("legalName")] if legal else []),
            )
            found[name] = (paths, legal if legal != name else None)
    for name, (paths, legal) in found.items():
        if not NO_NAME.fullmatch(name):
            aliases = (legal,) if legal and not NO_NAME.fullmatch(legal) else ()
            yield Provider(name, source.places(*paths), aliases)


def events(source: Source, name: str) -> Iterator[ContractEvent]:
    """The steps that a release tells of, in the order of a contract's life."""
    yield from _procured(source, name)
    for award in given_awards(source):
        yield from _awarded(source, name, award)
    changed = False
    for each in source.node.each("contracts"):
        for change in (*each.each("amendments"), *each.each("amendment")):
            changed = True
            step: EventStep = "extend" if "exten" in change_words(change).lower() else "vary"
            paths = (change.at("date"), change.at("rationale"), change.at("description"))
            date = source.day(change, "date") or source.date
            yield ContractEvent(name, step, "reported", source.places(*paths), date=date)
    if not changed and (at := _tagged(source, "contractAmendment")):
        yield ContractEvent(name, "vary", "reported", source.places(*at), date=source.date)
    yield from _ended(source, name)


def _procured(source: Source, name: str) -> Iterator[ContractEvent]:
    """Going to market: as done where the tender was published, as planned where the notice is of planning alone."""
    tender = source.node.node("tender")
    direct = tender.words("procurementMethod") == DIRECT
    if at := _tagged(source, "tender", "tenderUpdate", "tenderAmendment"):
        published = source.day(tender, "datePublished") or (source.date if _tagged(source, "tender") else None)
        yield _procure(source, name, "reported", published, at)
    elif tender.words("datePublished") and not direct and not _tagged(source, "planning", "planningUpdate"):
        yield _procure(source, name, "reported", source.day(tender, "datePublished"), ())
    elif at := _tagged(source, "planning", "planningUpdate"):
        opens = source.day(tender.node("tenderPeriod"), "startDate")
        yield _procure(source, name, "planned", opens, at)


def _procure(source: Source, name: str, status: EventStatus, date: str | None, tagged: Sequence[Path]) -> ContractEvent:
    tender = source.node.node("tender")
    pounds = source.sum(tender).pounds
    value = [tender.node("value").at("amount")] if pounds is not None else []
    paths = (*tagged, source.node.at("date"), tender.at("title"), tender.at("datePublished"), *value)
    return ContractEvent(name, "procure", status, source.places(*paths), date=date, value=pounds)


def _awarded(source: Source, name: str, award: Node) -> Iterator[ContractEvent]:
    """An award as a step for each supplier; what it is worth is said where it is one supplier's."""
    direct = source.node.node("tender").words("procurementMethod") == DIRECT
    step: EventStep = "direct-award" if direct else "award"
    status, date, worth = AWARDED[award.words("status")], source.day(award, "date"), source.sum(award)
    named = suppliers_of(source, award)
    value = [award.node("value").at("amount")] if worth.pounds is not None and len(named) < 2 else []
    if not named:
        paths = (award.at("id"), award.at("date"), *value)
        yield ContractEvent(name, step, status, source.places(*paths), date=date, value=worth.pounds)
    for each in named:
        at = next(one.at("name") for one in award.each("suppliers") if one.words("name") == each)
        worth_it = worth.pounds if len(named) == 1 else None
        places = source.places(award.at("date"), at, *value)
        yield ContractEvent(name, step, status, places, date=date, provider=each, value=worth_it)


def _ended(source: Source, name: str) -> Iterator[ContractEvent]:
    """The end of a contract, as its status or the release says."""
    at = _tagged(source, "contractTermination")
    for each in source.node.each("contracts"):
        if at or each.words("status") == "terminated":
            period = source.period(each, "period")
            paths = (*at, each.at("status"), each.node("period").at("endDate"))
            yield ContractEvent(name, "end", "reported", source.places(*paths), date=period.end)


def given_awards(source: Source) -> list[Node]:
    """The awards that were made or are about to be: not those that came to nothing."""
    return [award for award in source.node.each("awards") if award.words("status") in AWARDED]


def _value(source: Source, given: Sequence[Node]) -> tuple[Node | None, Decimal | None]:
    """What it is worth: as the only contract says, else the only award; what a tender is estimated at is not that."""
    for several in (list(source.node.each("contracts")), list(given)):
        if len(several) > 1:
            return None, None
        if several and (pounds := source.sum(several[0]).pounds) is not None:
            return several[0], pounds
    return None, None


def _terms(source: Source, given: Sequence[Node]) -> Terms:
    """From when to when: as contracts say, else awards, the tender, its lots.

    Where several say it, they must say the same, and the first is cited.
    """
    tender = source.node.node("tender")
    ways = ((list(source.node.each("contracts")), "period"), (list(given), "contractPeriod"))
    for several, name in (*ways, ([tender], "contractPeriod"), (list(tender.each("lots")), "contractPeriod")):
        said = [source.period(each, name) for each in several]
        if any(period.start or period.end or period.months for period in said):
            alike = only(said)
            return Terms(alike, tuple(terms_of(several[0], name))[1:]) if alike else Terms(Period(), ())
    return Terms(Period(), ())


def _extension(source: Source, given: Sequence[Node]) -> tuple[int | None, tuple[Path, ...]]:
    """By how many months it may be extended: as every lot says alike, else as the only award describes it."""
    lots = list(source.node.node("tender").each("lots"))
    said = [words for lot in lots if (words := lot.node("renewal").words("description"))]
    if lots and len(said) == len(lots):
        months = only([extension_of(words) for words in said])
        return months, (lots[0].node("renewal").at("description"),) if months else ()
    described = given[0].words("description") if len(given) == 1 else None
    months = read_extension(described) if described else None
    return months, (given[0].at("description"),) if months else ()


def _titles(source: Source) -> Iterator[Path]:
    node = source.node
    wholes = (node.node("tender"), *node.each("awards"), *node.each("contracts"))
    yield from (each.at("title") for each in wholes[:1] if each.words("title"))
    if not wholes[0].words("title"):
        yield from (each.at("title") for each in wholes[1:])


def _tagged(source: Source, *tags: str) -> tuple[Path, ...]:
    """Where the release says that it tells of one of these; () where it does not."""
    return tuple(path for words, path in source.node.values("tag") if words in tags)


def only(values: Sequence[T]) -> T | None:
    """The value that all are, None where they differ or there is none."""
    first = next(iter(values), None)
    return first if all(each == first for each in values) else None
