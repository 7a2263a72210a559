"""What a notice states, part by part and as it states it: the notice, lots, awards, contracts, parties and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from ingest.divide.notices import buyer_of, is_buyer
from ingest.extract.notices.renewal import extension_of
from ingest.extract.notices.source import Source
from ingest.read.notices.layout import coded, document_title, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path
from kg.notice_records import (
    Notice,
    NoticeAmendment,
    NoticeAward,
    NoticeContract,
    NoticeDocument,
    NoticeLot,
    NoticeParty,
)

# Registers whose numbers portals also write into an organisation's own id: "GB-COH-07161527".
REGISTERED: Final = re.compile(r"(?P<scheme>GB-(?:COH|CHC|SC|NIC|PPON|MPR|IP|UKPRN|NHS|LAE|LAC|LAS))-(?P<number>\S.*)")
# What portals write where no supplier is named.
NO_NAME: Final = re.compile(
    r"\W*(?:n/?a|tbc|tba|none|various|unknown|see (?:attached|below|above|description|document)\w*|not (?:applicable"
    r"|disclosed|awarded|known)|multiple(?: suppliers)?|various suppliers|redacted)\W*",
    re.IGNORECASE,
)
KEPT_OF_TENDER: Final = (
    "title", "id", "status", "procurementMethodDetails", "procurementMethod", "mainProcurementCategory",
    "datePublished", "description",
)  # fmt: skip


def notice(source: Source, contract: str | None) -> Notice:
    """The release as a whole; `contract` names the Contract that it tells of."""
    node, tender = source.node, source.node.node("tender")
    buyers, whole = _buyers(source), source.sum(tender)
    term, bids = source.period(tender, "contractPeriod"), source.period(tender, "tenderPeriod")
    coded_as = list(chain((tender.node("classification"),), tender.each("additionalClassifications")))
    techniques = tender.node("techniques")
    return Notice(
        ocid=source.ocid,
        release=source.name,
        evidence=(*source.head, *source.places(*_kept(node, tender, coded_as))),
        contract=contract,
        date=source.date,
        tags=tuple(words for words, _ in node.values("tag")),
        buyers=tuple(dict.fromkeys(buyers)),
        buyer_ids=_buyer_ids(source),
        title=title_of(node),
        description=" ".join(tender.lines("description")) or None,
        reference=tender.words("id"),
        status=tender.words("status"),
        procedure=tender.words("procurementMethodDetails") or tender.words("procurementMethod"),
        category=tender.words("mainProcurementCategory"),
        classifications=tuple(dict.fromkeys(words for each in coded_as if (words := coded(each)))),
        value=whole.value,
        currency=whole.currency,
        published=source.day(tender, "datePublished"),
        tender_start=bids.start,
        tender_end=bids.end,
        start=term.start,
        end=term.end,
        framework=_truth(techniques, "hasFrameworkAgreement"),
    )


def _kept(node: Node, tender: Node, coded_as: Iterable[Node]) -> Iterator[Path]:
    """The paths of what a Notice keeps."""
    buyer, value, techniques = node.node("buyer"), tender.node("value"), tender.node("techniques")
    yield from (
        node.at("ocid"),
        node.at("id"),
        node.at("date"),
        buyer.at("name"),
        techniques.at("hasFrameworkAgreement"),
    )
    yield from (path for _, path in node.values("tag"))
    yield from (tender.at(name) for name in KEPT_OF_TENDER)
    yield from (each.at("id") for each in coded_as)
    yield value.at("amount")
    for name in ("tenderPeriod", "contractPeriod"):
        yield from (tender.node(name).at(end) for end in ("startDate", "endDate"))
    if not tender.words("title"):
        yield from (each.at("title") for each in chain(node.each("awards"), node.each("contracts")))
    for party in filter(is_buyer, node.each("parties")):
        yield party.at("name")
        yield from (each.at("id") for each in _identifiers(party))


def lots(source: Source) -> Iterator[NoticeLot]:
    """The lots of the tender; words on renewal that say no length are an issue, once for all that say the same."""
    unread: dict[str, list[Path]] = {}
    for place, lot in enumerate(source.node.node("tender").each("lots"), 1):
        value, term, renewal = source.sum(lot), source.period(lot, "contractPeriod"), lot.node("renewal")
        words = renewal.words("description")
        longer = (extension_of(words, term.months) if words else None) or term.extension
        if words and not longer:
            unread.setdefault(words, []).append(renewal.at("description"))
        kept = ("id", "title", "status", "description")
        yield NoticeLot(
            ocid=source.ocid,
            release=source.name,
            number=lot.words("id") or str(place),
            evidence=source.places(
                *(lot.at(name) for name in kept), renewal.at("description"), *terms_of(lot, "contractPeriod")
            ),
            title=lot.words("title"),
            description=" ".join(lot.lines("description")) or None,
            status=lot.words("status"),
            value=value.value,
            currency=value.currency,
            start=term.start,
            end=term.end,
            term_months=term.months,
            extension_months=longer,
            renewal=words,
        )
    for words, paths in unread.items():
        source.issue("renewal-unread", f"on renewal it says “{words:.80}”", *paths)


def awards(source: Source) -> Iterator[NoticeAward]:
    """The awards, whatever became of them."""
    for place, award in enumerate(source.node.each("awards"), 1):
        value, term = source.sum(award), source.period(award, "contractPeriod")
        kept = ("id", "title", "status", "date", "datePublished", "description")
        yield NoticeAward(
            ocid=source.ocid,
            release=source.name,
            award=award.words("id") or str(place),
            evidence=source.places(
                *(award.at(name) for name in kept),
                *(each.at("name") for each in award.each("suppliers")),
                *(path for _, path in award.values("relatedLots")),
                *terms_of(award, "contractPeriod"),
            ),
            title=award.words("title"),
            description=" ".join(award.lines("description")) or None,
            status=award.words("status"),
            date=source.day(award, "date"),
            published=source.day(award, "datePublished"),
            suppliers=suppliers_of(source, award),
            value=value.value,
            currency=value.currency,
            start=term.start,
            end=term.end,
            term_months=term.months,
            lots=tuple(words for words, _ in award.values("relatedLots")),
        )


def signed(source: Source) -> Iterator[NoticeContract]:
    """The contracts that the notice says were signed, or are to be."""
    for place, contract in enumerate(source.node.each("contracts"), 1):
        value, term = source.sum(contract), source.period(contract, "period")
        kept = ("id", "awardID", "title", "status", "dateSigned", "description")
        yield NoticeContract(
            ocid=source.ocid,
            release=source.name,
            number=contract.words("id") or str(place),
            evidence=source.places(*(contract.at(name) for name in kept), *terms_of(contract, "period")),
            award=contract.words("awardID"),
            title=contract.words("title"),
            description=" ".join(contract.lines("description")) or None,
            status=contract.words("status"),
            signed=source.day(contract, "dateSigned"),
            value=value.value,
            currency=value.currency,
            start=term.start,
            end=term.end,
            term_months=term.months,
        )


def parties(source: Source) -> Iterator[NoticeParty]:
    """The organisations that have a name; one that only an award names as its supplier is in the award."""
    for party in source.node.each("parties"):
        name, legal = party.words("name"), party.node("identifier").words("legalName")
        if not (name or legal):
            continue
        roles = list(party.values("roles"))
        yield NoticeParty(
            ocid=source.ocid,
            release=source.name,
            name=name or legal or "",
            evidence=source.places(
                party.at("name"),
                party.at("id"),
                party.node("identifier").at("legalName"),
                *(path for _, path in roles),
                *(each.at("id") for each in _identifiers(party)),
            ),
            local=party.words("id"),
            roles=tuple(words for words, _ in roles),
            identifiers=identifiers_of(party),
            legal_name=legal if legal != name else None,
        )


def amendments(source: Source) -> Iterator[NoticeAmendment]:
    """The changes that it tells of; older releases have one `amendment` for the whole."""
    node = source.node
    wholes = (("tender", node.node("tender")), *(("award", each) for each in node.each("awards")))
    for part, whole in (*wholes, *(("contract", each) for each in node.each("contracts"))):
        for change in chain(whole.each("amendments"), whole.each("amendment")):
            yield NoticeAmendment(
                ocid=source.ocid,
                release=source.name,
                part=part,
                text=change_words(change),
                evidence=source.places(change.at("date"), change.at("rationale"), change.at("description")),
                number=None if part == "tender" else whole.words("id"),
                date=source.day(change, "date"),
            )


def change_words(change: Node) -> str:
    """Why and what was changed, in the notice's words."""
    return " ".join(words for name in ("rationale", "description") for words in change.lines(name))


def documents(source: Source) -> Iterator[NoticeDocument]:
    """The documents that it lists under a name of their own."""
    node = source.node
    for whole in (node.node("planning"), node.node("tender"), *node.each("awards"), *node.each("contracts")):
        for each in whole.each("documents"):
            title = document_title(each)
            if title is None:
                continue
            named = each.at("title") if each.words("title") else each.at("description")
            yield NoticeDocument(
                ocid=source.ocid,
                release=source.name,
                title=title,
                evidence=source.places(named, each.at("documentType"), each.at("url"), each.at("datePublished")),
                kind=each.words("documentType"),
                url=each.words("url"),
                date=source.day(each, "datePublished"),
            )


def suppliers_of(source: Source, award: Node) -> tuple[str, ...]:
    """The suppliers of an award by name, each once; words that name nobody are an issue."""
    found: dict[str, None] = {}
    for each in award.each("suppliers"):
        name = each.words("name")
        if name and not NO_NAME.fullmatch(name):
            found[name] = None
        else:
            source.issue("unnamed-supplier", f"a supplier is called “{name or ''}”", each.at("name"), award.at("id"))
    return tuple(found)


def identifiers_of(party: Node) -> tuple[str, ...]:
    """By which numbers registers know an organisation: "GB-COH 07161527"."""
    found = [words for each in _identifiers(party) if (words := coded(each))]
    own = REGISTERED.fullmatch(party.words("id") or "")
    if own:
        found.append(f"{own['scheme']} {own['number']}")
    return tuple(dict.fromkeys(found))


def _identifiers(party: Node) -> Iterator[Node]:
    yield party.node("identifier")
    yield from party.each("additionalIdentifiers")


def _buyers(source: Source) -> list[str]:
    named = [buyer_of(source.text), *(party.words("name") for party in filter(is_buyer, source.node.each("parties")))]
    return [name for name in named if name]


def _buyer_ids(source: Source) -> tuple[str, ...]:
    """The identifiers of the first buyer, which its party has: the one of its id, else of its name."""
    buyer, name = source.node.node("buyer"), buyer_of(source.text)
    local = buyer.words("id")
    for party in source.node.each("parties"):
        if (local and party.words("id") == local) or (not local and party.words("name") == name):
            return identifiers_of(party)
    return ()


def terms_of(part: Node, period: str) -> Iterator[Path]:
    """The paths of a part's value and period."""
    yield part.node("value").at("amount")
    yield from (part.node(period).at(name) for name in ("startDate", "endDate", "maxExtentDate", "durationInDays"))


def _truth(node: Node, name: str) -> bool | None:
    value = node.raw(name)
    return value if isinstance(value, bool) else None
