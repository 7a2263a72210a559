"""Columns of tables of contracts: which is which by its head, and whether a cell can stand under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.extract.contracts.table_cells import has_date, has_sum, is_blank
from ingest.extract.words.tables import Column, fitted
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped

_ORG: Final = (
    r"(?:providers?|suppliers?|contractors?|operators?|bidders?|tenderers?|organisations?|company|companies|firms?"
    r"|landlords?|consultants?|vendors?|delivery partners?)"
)
_SUM: Final = r"(?:value|cost|price|spend|sum|charge|fee|payment|expenditure)s?"
COLUMNS: Final = (
    Column("extension value", Wording(
        rf"(?:(?:estimated|total|approx\.?|annual) )?{_SUM} of (?:the )?(?:proposed |requested )?extensions?"
        rf"|(?:(?:proposed|estimated) )?extension {_SUM}",
        reads=["Value of extension", "Extension cost"], leaves=["Value"], at="whole")),
    Column("new end", Wording(
        r"(?:proposed|new|revised|extended|latest|final)(?: contract)? (?:end|expiry|finish)(?: date)?"
        r"|(?:extended|extension) (?:to|until|end date)|extend (?:to|until)",
        reads=["Proposed end date", "Extended to"], leaves=["End date"], at="whole")),
    Column("extension", Wording(
        r"(?:available |possible |permitted |proposed |remaining )?extensions?"
        r"(?: (?:available|options?|periods?|possible|allowed|terms?|length|months|years|remaining|provisions?"
        r"|requested|sought|clause))*"
        r"|options?(?: to extend| for extension|s available)?|(?:months|years) of extension",
        reads=["Extension available", "Option to extend"], leaves=["Value of extension"], at="whole")),
    Column("annual", Wording(
        rf"(?:(?:current|estimated|approx\.?|contract|forecast) )*(?:annual|yearly|per annum)"
        rf"(?: (?:contract|estimated|budgeted))*(?: {_SUM})?"
        rf"|(?:(?:estimated|contract) )*{_SUM} (?:per (?:annum|year)|p\.?a\.?|a year|each year)",
        reads=["Annual value", "Yearly Contract Value", "Contract value per annum"], leaves=["Contract value"],
        at="whole")),
    Column("total", Wording(
        rf"(?:(?:total|whole[- ]?life|contract|tender(?:ed)?|estimated|lifetime|overall|approx\.?|bid|agreed) )*"
        rf"(?:{_SUM}|total|amount)(?: of (?:the )?contract)?|total (?:over|for) .{{3,20}}",
        reads=["Contract value", "Price", "Total"], leaves=["Annual value"], at="whole")),
    Column("start", Wording(
        r"(?:(?:current|contract|service) )*(?:start(?:s|ed)?|commence(?:s|d|ment)?|begins?|began)(?: date)?"
        r"|from|date from",
        reads=["Start date", "Commencement"], leaves=["Start of play"], at="whole")),
    Column("end", Wording(
        r"(?:(?:current|contract|initial|service|existing) )*(?:end(?:s|ing)?|expir(?:y|es)|finish|termination)"
        r"(?: date| on)?|(?:runs |lasts )?(?:until|to)|date to|date of expiry"
        r"|end of (?:the )?(?:current |present )?(?:contract|term|agreement)",
        reads=["Expiry date", "Contract end"], leaves=["End users"], at="whole")),
    Column("term", Wording(
        r"(?:(?:contract|initial) )*(?:term|length|duration|period)(?: of (?:the )?contract)?",
        reads=["Contract term", "Length of contract"], leaves=["Long-term aim"], at="whole")),
    Column("procure", Wording(
        r"(?:planned |proposed |expected )?(?:ITT|tender|procurement)(?: (?:issue|start|launch|publication|begins?))"
        r"(?: date)?|contract notice(?: date)?|advertised?(?: on| date)?",
        reads=["Tender issue date"], leaves=["Tender price"], at="whole")),
    Column("award", Wording(
        r"(?:planned |proposed |expected )?(?:contract )?award(?: date)?|date of award|(?:let|awarded) (?:in|on)",
        reads=["Award date"], leaves=["Recommended award"], at="whole")),
    Column("provider", Wording(
        rf"(?:(?:name of|recommended|preferred|current|existing|successful|winning|proposed|incumbent|main|lead"
        rf"|selected|the|service|appointed) )*{_ORG}(?:[ /]+(?:or )?{_ORG})*(?: name)?|(?:awarded|let) to"
        r"|held by|with|awardee"
        r"|recommended award(?: to)?",
        reads=["Recommended operator", "Provider Name", "Awarded to"], leaves=["Provider forum"], at="whole")),
    Column("lot", Wording(
        r"(?:lot|contract|ref(?:erence)?|package|item|route|tender)(?: (?:no|number|ref(?:erence)?))?\.?|no\.?|#",
        reads=["Lot", "Contract no.", "Route number"], leaves=["Lots of bids"], at="whole")),
    Column("service", Wording(
        r"(?:(?:name|title|description) of (?:the )?)?"
        r"(?:contract|service|scheme|project|work|framework|agreement)s?"
        r"(?: ?/ ?(?:contract|service|project|scheme))?(?: (?:name|title|description|area|type|provided|element))?"
        r"|lots?(?: (?:name|title|description))?"
                r"|routes?|description|area|districts?|category|title|subject|(?:target|client|user|service user) group"
        r"|client|goods(?: ?/ ?| and | or )services?|purpose|supply|sites?|locality|locations?",
        reads=["Service", "Contract name", "Routes", "Target Group"], leaves=["Service users helped"], at="whole")),
    Column("approved", Wording(
        r"(?:date )?(?:approved|granted|agreed|authorised)(?: on| date)?|(?:approval|decision|waiver|exemption) date"
        r"|date of (?:approval|decision|waiver|exemption)|date (?:signed|waived)",
        reads=["Date approved", "Approval date"], leaves=["Approved by"], at="whole")),
    Column("taker", Wording(
        r"(?:approved|granted|agreed|authorised|decided|signed off) by|approver|approving (?:officer|director)"
        r"|authorising (?:officer|director)|decision[- ]?(?:maker|taker)",
        reads=["Approved by", "Decision maker"], leaves=["Approved in May"], at="whole")),
)  # fmt: skip
TERMS_TOLD: Final = frozenset(
    ["annual", "total", "start", "end", "term", "extension", "extension value", "procure", "award"]
)
NOT_OF_CONTRACTS: Final = Wording(
    r"\b(?:grants?|donations?|bursar\w+|savings?|variance|budget|outturn|balance|shares?|invoices?|planning application"
    r"|committee|responsible)\b",
    reads=["Organisation Grant awarded Amount"],
    leaves=["Contract Provider Annual value"],
)
A_YEAR: Final = re.compile(r"\b(?:per annum|p\.?a\b|per year|a year|annual)", re.IGNORECASE)
# A table that says who won needs no sums; one of all who bid awards nothing.
WON: Final = re.compile(
    r"\b(?:recommended|preferred|successful|winning|award|proposed|selected|appointed)", re.IGNORECASE
)
BID: Final = re.compile(r"\b(?:bidder|tenderer)s?\b", re.IGNORECASE)
DEALS: Final = re.compile(r"\b(?:contract|lot|tender|extension|expir|framework|agreement|route)", re.IGNORECASE)
_UNITS: Final = re.compile(r"\([^)]*\)?|£\s?(?:000s?|k|m)?(?!\w)|['’]?000s?\b|\*+|\bin pounds\b", re.IGNORECASE)


# Heads that never say what a contract is for.
NO_SUBJECT: Final = re.compile(
    r"\b(?:dates?|approv\w*|authoris\w*|granted|reasons?|justification|officers?|contact|status)\b", re.IGNORECASE
)
# How heads begin; most lines of a paper are spared a closer look.
OPENS_HEADS: Final = re.compile(
    r"(?:lot|contract|service|provider|supplier|contractor|operator|name|title|description|ref|package|item|route|tender"
    r"|scheme|project|work|framework|agreement|area|district|category|subject|target|client|user|goods|purpose|supply"
    r"|site|localit|location|no\b|current|existing|recommended|preferred|successful|organisation|company)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: the column it names, or None, and its words as printed (they tell units)."""

    column: str | None
    words: str


Heads = tuple[Head, ...]
LONGEST_HEAD: Final = 80
Cells = Mapping[str, str]


@lru_cache(maxsize=4096)
def head_of(words: str) -> Head:
    """The head that some words are, units and footnote marks apart."""
    bare = re.sub(r"\s+", " ", _UNITS.sub(" ", words)).strip(" :*-–/.")
    names = (each.name for each in COLUMNS if len(bare) <= LONGEST_HEAD and each.head.fullmatch(bare))
    column = next(names, None)
    return Head("annual" if column == "total" and A_YEAR.search(words) else column, words)


def heads_of(line: Line) -> Heads | None:
    """The heads of a row of cells, None where it does not head a table of contracts."""
    if not line.is_row or len([cell for cell in line.cells if cell]) < 3:
        return None
    return told_apart(tuple(head_of(cell.text) for cell in line.cells))


def told_apart(heads: Heads) -> Heads | None:
    """Heads with each column once and one for what the contract is for, None where they head no table of contracts."""
    heads = _subject_found(_each_once(heads))
    names = {head.column for head in heads}
    words = " ".join(head.words for head in heads)
    if not names & {"service", "lot"} or NOT_OF_CONTRACTS.search(words):
        return None
    won = any(WON.search(head.words) for head in heads if head.column == "provider")
    if any(BID.search(head.words) for head in heads if head.column == "provider") and not won:
        return None
    if not names & TERMS_TOLD:
        return heads if won and "lot" in words.lower() else None
    sums_only = not names & (TERMS_TOLD - {"total", "start"})
    if "provider" in names:
        plain = re.search(r"\borganisations?\b", words, re.IGNORECASE) and not DEALS.search(words)
        return None if plain and sums_only else heads
    return (
        heads
        if len(names & TERMS_TOLD) > 1 and not sums_only and re.search(r"\bcontract|\blot\b", words, re.I)
        else None
    )


def _each_once(heads: Heads) -> Heads:
    seen: set[str] = set()
    kept: list[Head] = []
    for head in heads:
        kept.append(Head(None, head.words) if head.column in seen else head)
        seen |= {head.column} if head.column else set()
    return tuple(kept)


def _subject_found(heads: Heads) -> Heads:
    """Where no head says what the contracts are for: the first head that says nothing known, or that numbers them."""
    if any(head.column == "service" for head in heads):
        return heads
    unknown = next(
        (
            at
            for at, head in enumerate(heads)
            if head.column is None and re.search(r"\w{3}", head.words) and not NO_SUBJECT.search(head.words)
        ),
        None,
    )
    lot = next((at for at, head in enumerate(heads) if head.column == "lot"), None)
    chosen = unknown if unknown is not None and unknown < 3 else None
    if chosen is None and lot is not None and not re.search(r"\bno\b|number|ref", heads[lot].words, re.IGNORECASE):
        chosen = lot
    return tuple(Head("service", head.words) if at == chosen else head for at, head in enumerate(heads))


def under(heads: Heads, cells: Sequence[Mapped]) -> Cells | None:
    """Cells by their columns, also where they were shifted; None where no way of putting them fits the heads."""
    held = [cell for cell in cells if cell]
    named = [head for head in heads if head.words]
    ways = (
        (heads, list(cells)) if len(cells) == len(heads) else None,
        (tuple(named), held) if len(held) == len(named) else None,
        (heads, list(fitted(cells, len(heads))[0])),
        _by_kind(heads, held),
    )
    for way in ways:
        if way and _fits(*way):
            return {head.column: cell.text for head, cell in zip(*way, strict=False) if head.column}
    return None


def _fits(heads: Heads, cells: Sequence[Mapped]) -> bool:
    return all(_can_be(head.column, cell.text) for head, cell in zip(heads, cells, strict=False) if head.column)


def _can_be(column: str | None, words: str) -> bool:
    if not words or is_blank(words):
        return True
    if column in ("annual", "total", "extension value"):
        return has_sum(words)
    if column in ("start", "end", "new end", "award", "procure"):
        return "£" not in words and (has_date(words) or not re.search(r"\d", words))
    if column in ("service", "provider"):
        return not words.startswith("£") and not re.fullmatch(r"[\d/.\s-]+", words)
    return True


def _by_kind(heads: Heads, cells: Sequence[Mapped]) -> tuple[Heads, list[Mapped]] | None:
    """Cells put in order by what they are: words, sums, dates; for rows that lost some of their cells."""
    kept: list[Head] = []
    found: list[Mapped] = []
    waiting = [head for head in heads if head.column]
    for cell in cells:
        while waiting and not _is_of(waiting[0].column, cell.text):
            waiting.pop(0)
        if not waiting:
            return None
        kept.append(waiting.pop(0))
        found.append(cell)
    return tuple(kept), found


def _is_of(column: str | None, words: str) -> bool:
    if column in ("service", "provider") and has_date(words):
        return False
    return is_blank(words) or _can_be(column, words)
