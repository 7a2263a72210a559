"""What a notice tells of a contract in the words of all papers: the contract with its terms, its suppliers.

Terms are taken where they are one: of several awards, each with its supplier and value, the contract has neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from ingest.extract.contracts.terms import read_extension
from ingest.extract.notices.outcome import given_awards, live_contracts, only, worth_of
from ingest.extract.notices.parts import NO_NAME, suppliers_of, terms_of
from ingest.extract.notices.renewal import extension_of
from ingest.extract.notices.source import Period, Source
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path
from kg.records import Contract, Provider

SUPPLYING: Final = frozenset(("supplier", "tenderer"))


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


def _value(source: Source, given: Sequence[Node]) -> tuple[Node | None, Decimal | None]:
    """What it is worth: as the only contract says, else the only award; what a tender is estimated at is not that."""
    for several in (live_contracts(source), list(given)):
        if len(several) > 1:
            return None, None
        if several and (pounds := worth_of(source, several[0])) is not None:
            return several[0], pounds
    return None, None


def _terms(source: Source, given: Sequence[Node]) -> Terms:
    """From when to when: as contracts say, else awards, the tender, its lots.

    Where several say it, they must say the same, and the first is cited.
    """
    tender = source.node.node("tender")
    ways = ((live_contracts(source), "period"), (list(given), "contractPeriod"))
    for several, name in (*ways, ([tender], "contractPeriod"), (list(tender.each("lots")), "contractPeriod")):
        said = [source.period(each, name) for each in several]
        if any(period.start or period.end or period.months for period in said):
            alike = only(said)
            return Terms(alike, tuple(terms_of(several[0], name))[1:]) if alike else Terms(Period(), ())
    return Terms(Period(), ())


def _extension(source: Source, given: Sequence[Node]) -> tuple[int | None, tuple[Path, ...]]:
    """By how many months it may be extended: as every lot says alike, else as the only award describes it."""
    lots = list(source.node.node("tender").each("lots"))
    said = [(words, lot) for lot in lots if (words := lot.node("renewal").words("description"))]
    if lots and len(said) == len(lots):
        months = only([extension_of(words, source.period(lot, "contractPeriod").months) for words, lot in said])
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
