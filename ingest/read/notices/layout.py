"""A release as lines that a person can read: what it tells of, tender, lots, awards, contracts, and all the rest.

What is kept of one thing stands together, its description last, so that one place shows it. Every value of the release
is on the page: those that no rule knows stand under "Other particulars", called by their names in the file.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from ingest.read.notices.json_file import leaves
from ingest.read.notices.nodes import Node
from ingest.read.notices.page import Page
from ingest.read.notices.release_text import Path
from ingest.read.notices.words import day_words, money, words_of

# What a release tells of, most telling first: one that has an award and its tender is the award's notice.
CALLED: Final = {
    "contractTermination": "Contract termination notice",
    "contractAmendment": "Contract change notice",
    "contractUpdate": "Contract details notice, changed",
    "contract": "Contract details notice",
    "awardCancellation": "Cancelled award",
    "awardUpdate": "Award notice, changed",
    "award": "Award notice",
    "tenderCancellation": "Cancelled tender",
    "tenderAmendment": "Tender notice, changed",
    "tenderUpdate": "Tender notice, changed",
    "tender": "Tender notice",
    "planningUpdate": "Planning notice, changed",
    "planning": "Planning notice",
}
IN_HEADING: Final = 3
PLAIN: Final = "Procurement notice"


def called(release: Node) -> str:
    """What a release is called, by its tags."""
    tags = {words for words, _ in release.values("tag")}
    return next((name for tag, name in CALLED.items() if tag in tags), PLAIN)


def title_of(release: Node) -> str | None:
    """What is bought: the tender's title, else that of the first award or contract that has one."""
    whole = chain((release.node("tender"),), release.each("awards"), release.each("contracts"))
    return next((words for each in whole if (words := each.words("title"))), None)


def lay_out(release: Node, page: Page) -> None:
    """Write one release on the page."""
    page.heading(f"{called(release)}: {title_of(release) or release.words('ocid')}", 1)
    _head(release, page)
    _tender(release.node("tender"), release, page)
    for part in release.node("tender").each("lots"):
        _lot(part, page)
    for part in release.each("awards"):
        _award(part, page)
    for part in release.each("contracts"):
        _contract(part, page)
    if any(release.each("parties")):
        page.heading("Organisations", 2)
    for part in release.each("parties"):
        _party(part, page)
    _documents(release, page)
    _others(release, page)


def _head(release: Node, page: Page) -> None:
    page.field("Contracting process", release.words("ocid"), release.at("ocid"))
    page.field("Release", release.words("id"), release.at("id"))
    _day(page, "Published", release, "date")
    tags = list(release.values("tag"))
    page.field("Tells of", ", ".join(words for words, _ in tags), *(path for _, path in tags))
    buyer = release.node("buyer")
    page.field("Buyer", buyer.words("name"), buyer.at("name"))
    page.field("Buyer’s id on the portal", buyer.words("id"), buyer.at("id"))


def _tender(tender: Node, release: Node, page: Page) -> None:
    if not tender and not release.raw("description"):
        return
    page.heading("Tender", 2)
    for label, name in (
        ("Title", "title"), ("Reference", "id"), ("Status", "status"), ("Procedure", "procurementMethodDetails"),
        ("Method", "procurementMethod"), ("Category", "mainProcurementCategory"),
    ):  # fmt: skip
        page.field(label, tender.words(name), tender.at(name))
    for each in chain((tender.node("classification"),), tender.each("additionalClassifications")):
        _coded(page, "Classification", each)
    _money(page, "Value", tender.node("value"))
    _day(page, "First published", tender, "datePublished")
    _period(page, "Tender", ("opens", "closes", "is open for"), tender.node("tenderPeriod"))
    _period(page, "Contract", ("starts", "ends", "lasts"), tender.node("contractPeriod"))
    techniques = tender.node("techniques")
    page.field("Framework agreement", techniques.words("hasFrameworkAgreement"), techniques.at("hasFrameworkAgreement"))
    page.field("Description", tender.lines("description"), tender.at("description"))
    page.field("Additional information", release.lines("description"), release.at("description"))
    _money(page, "Lowest value", tender.node("minValue"))
    _amendments(tender, page)


def _lot(lot: Node, page: Page) -> None:
    number, title = lot.words("id"), lot.words("title")
    page.heading(f"Lot {number or ''}".rstrip() + (f": {title}" if title else ""), 3)
    for label, name in (("Lot", "id"), ("Title", "title"), ("Status", "status")):
        page.field(label, lot.words(name), lot.at(name))
    _terms(lot, "contractPeriod", page)
    renewal = lot.node("renewal")
    page.field("Renewal", renewal.lines("description"), renewal.at("description"))
    page.field("Description", lot.lines("description"), lot.at("description"))


def _award(award: Node, page: Page) -> None:
    suppliers = list(award.each("suppliers"))
    named = [words for each in suppliers if (words := each.words("name"))]
    page.heading(f"Award to {_some(named)}" if named else "Award", 2)
    for label, name in (("Award", "id"), ("Title", "title"), ("Status", "status")):
        page.field(label, award.words(name), award.at(name))
    _day(page, "Date of award", award, "date")
    _day(page, "First published", award, "datePublished")
    for each in suppliers:
        page.field("Supplier", each.words("name"), each.at("name"))
    _terms(award, "contractPeriod", page)
    lots = list(award.values("relatedLots"))
    page.field("Lots", ", ".join(words for words, _ in lots), *(path for _, path in lots))
    page.field("Description", award.lines("description"), award.at("description"))
    _amendments(award, page)


def _some(names: list[str]) -> str:
    """The first names, and how many there are besides."""
    left = len(names) - IN_HEADING
    return ", ".join(names[:IN_HEADING]) + (f" and {left} more" if left > 0 else "")


def _contract(contract: Node, page: Page) -> None:
    number = contract.words("id")
    page.heading(f"Contract {number}" if number else "Contract", 2)
    for label, name in (("Contract", "id"), ("Award", "awardID"), ("Title", "title"), ("Status", "status")):
        page.field(label, contract.words(name), contract.at(name))
    _day(page, "Signed on", contract, "dateSigned")
    _terms(contract, "period", page)
    page.field("Description", contract.lines("description"), contract.at("description"))
    _amendments(contract, page)


def _terms(part: Node, period: str, page: Page) -> None:
    _money(page, "Value", part.node("value"))
    _period(page, "Contract", ("starts", "ends", "lasts"), part.node(period))


def _amendments(part: Node, page: Page) -> None:
    """What was changed; older releases have one `amendment` for the whole."""
    for each in chain(part.each("amendments"), part.each("amendment")):
        _day(page, "Changed on", each, "date")
        page.field("Reason of the change", each.lines("rationale"), each.at("rationale"))
        page.field("Change", each.lines("description"), each.at("description"))


def _party(party: Node, page: Page) -> None:
    name = party.words("name")
    page.heading(name or "An organisation", 3)
    page.field("Name", name, party.at("name"))
    roles = list(party.values("roles"))
    page.field("Roles", ", ".join(words for words, _ in roles), *(path for _, path in roles))
    identifier = party.node("identifier")
    for each in chain((identifier,), party.each("additionalIdentifiers")):
        _coded(page, "Identifier", each)
    page.field("Legal name", identifier.words("legalName"), identifier.at("legalName"))
    page.field("Id on the portal", party.words("id"), party.at("id"))
    for label, part in (("Address", "address"), ("Contact", "contactPoint")):
        values = [
            (words, path) for path, value in leaves(party.raw(part), party.at(part)) if (words := words_of(value))
        ]
        page.field(label, ", ".join(words for words, _ in values), *(path for _, path in values))


def _documents(release: Node, page: Page) -> None:
    wholes = (release.node("planning"), release.node("tender"), *release.each("awards"), *release.each("contracts"))
    listed = [document for whole in wholes for document in whole.each("documents")]
    if any(map(document_title, listed)):
        page.heading("Documents", 2)
    for each in listed:
        title = document_title(each)
        if title is None:
            continue
        page.field("Document", title, each.at("title") if each.words("title") else each.at("description"))
        page.field("Kind", each.words("documentType"), each.at("documentType"))
        page.field("Address", each.words("url"), each.at("url"))
        _day(page, "Dated", each, "datePublished")


def document_title(document: Node) -> str | None:
    """What a document is called: its title, else its description; None where it has no words of its own."""
    return document.words("title") or document.words("description")


def _others(release: Node, page: Page) -> None:
    """Every value that is not on the page yet, by its name in the file."""
    left = [
        (path, words) for path, value in leaves(release.data) if path not in page.places and (words := words_of(value))
    ]
    if left:
        page.heading("Other particulars", 2)
    for path, words in left:
        page.field(_label(path), words, path)


def _label(path: Path) -> str:
    """A path as people read it: ("tender", "items", 0, "id") is "Tender, items 1, id"."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1:] = [f"{parts[-1] if parts else ''} {step + 1}".strip()]
        else:
            plain = words_of(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", step)[:80])
            parts.append((plain or "unnamed").lower())
    label = ", ".join(parts)
    return label[:1].upper() + label[1:]


def _day(page: Page, label: str, node: Node, name: str) -> None:
    page.field(label, day_words(node.raw(name)), node.at(name))


def _money(page: Page, label: str, value: Node) -> None:
    if value:
        page.field(label, money(value.raw("amount"), value.raw("currency")), value.at("amount"), value.at("currency"))


def _period(page: Page, of: str, verbs: tuple[str, str, str], period: Node) -> None:
    opens, closes, lasts = verbs
    _day(page, f"{of} {opens}", period, "startDate")
    _day(page, f"{of} {closes}", period, "endDate")
    _day(page, f"{of} ends at the latest", period, "maxExtentDate")
    days = period.words("durationInDays")
    page.field(f"{of} {lasts}", f"{days} days" if days else None, period.at("durationInDays"))


def _coded(page: Page, label: str, node: Node) -> None:
    """A scheme's code with its words: "CPV 79952000 Event services"."""
    page.field(label, coded(node), *(node.at(name) for name in ("scheme", "id", "description") if node.words(name)))


def coded(node: Node) -> str | None:
    """A scheme, the code in it and its words, as they are written on the page; None where there is no code."""
    if not node.words("id"):
        return None
    return " ".join(words for name in ("scheme", "id", "description") if (words := node.words(name)))
