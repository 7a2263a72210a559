"""Recommendations and decisions into events: which step, of which contracts, left to whom, for how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ingest.extract.contracts.engaged import appointed
from ingest.extract.contracts.objects import APPOINT, CALLED_OFF, targets
from ingest.extract.contracts.posts import POST_NOUN, Grant, grants
from ingest.extract.contracts.providers import Org, listed, org_before, read_org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.refusals import asks_a_body, standing
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.sequels import only_closes, sequel
from ingest.extract.contracts.steps import Step, steps
from ingest.extract.contracts.terms import Terms, read_extension, read_price, read_term, read_terms
from ingest.extract.contracts.whens import date_after
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence
from kg.ids import statement_id
from kg.money import find_money
from kg.records import ContractEvent, Decision, Delegation, EventStatus, EventStep, Issue, Recommendation, Record

PRICED: Final = re.compile(
    r"\b(?:value|costs?|sum|prices?|worth|budget|total|at|up to|by adding|exceed\w*|amount)\b[^£.;]{0,25}$"
    r"|\b(?:quotation|quote|tender|bid)\b[^£.;]{0,60}\bof $",
    re.IGNORECASE,
)
PRICED_REACH: Final = 120
TO_ORG: Final = re.compile(
    r"\b(?:to|with|submitted by|from|(?:that|tender|bid|quotation|quote) of)\s+(?=(?:the\s+)?(?-i:[A-Z]|[a-z][A-Z]))",
    re.I,
)
# "that Harle Ltd be awarded the contract": the firm stands before.
IT_IS_AWARDED: Final = re.compile(
    r"\s+(?:be|is|are)\s+(?:awarded\s+(?:the|an?)|(?:confirmed|selected|chosen|named|approved|appointed|engaged)\s+as)\b"
    r"|\s+(?:be\s+)?(?:appointed|engaged|instructed)(?=\s*(?:$|[.;,]|\s(?:at|for|in)\s))",
    re.IGNORECASE,
)
# What is put off for six months does not last so long.
PUT_OFF: Final = re.compile(r"\b(?:defer(?:red)?|(?:postpone|pause)d?|suspend(?:ed)?)\b", re.IGNORECASE)
# An advisory body's decision asks another for the step.
ADVISES: Final = Wording(
    r"\W*(?:(?:that|to)\s+)?(?:(?:the\s+)?(?:Full )?(?:Cabinet|Council|Executive|Board|Committee|Authority|Mayor)"
    r"\s+be\s+recommended\s+(?:to|that)\b|recommend(?:ed|s)?\s+(?:to\s+(?:the\s+)?(?:Full )?(?:Cabinet|Council"
    r"|Executive|Board"
    r"|Committee|Authority|Mayor)\b|that\s+(?:the\s+)?(?:Cabinet|Council|Executive)\b))",
    reads=["Cabinet be recommended to award the contract", "to recommend to Council that the contract be let"],
    leaves=["the recommendations be agreed", "award the contract"],
    at="start",
)
FIRM_FORM: Final = re.compile(r"\b(?:Ltd|Limited|LLP|plc|PLC|CIC)$")
# A council that a service is shared with supplies nothing.
SHARED: Final = re.compile(r"\b(?:shared|joint)\s+(?:[\w-]+\s+){0,3}?(?:services?|arrangements?)\b", re.IGNORECASE)
LISTED_NEXT: Final = re.compile(r"\s*(?:,|&|and|, and)\s*(?:the\s+)?", re.IGNORECASE)
BEGINS: Final = re.compile(
    r"\b(?:from|starting|commencing|beginning)(?: on)?\s+(?=(?:the\s+)?(?:\d{1,2}\b|[A-Z][a-z]+ \d{4}))", re.I
)
UNTIL: Final = re.compile(
    r"\b(?:until|to|ending|on|up to|beyond)\s+(?=(?:the\s+)?(?:\d{1,2}\b|[A-Z][a-z]+ \d{4}))", re.I
)

# A stem is a clause, no "and"; it stands within so many blocks above its limb.
LEAST_STEM: Final = 8
REACH: Final = 12


def read_decided(reading: Reading) -> Iterator[Record]:
    """The events and delegations of a part's recommendations or decisions."""
    for record in reading.scope.decided:
        yield from _of_limb(reading, record)


def _of_limb(reading: Reading, record: Recommendation | Decision) -> Iterator[Record]:
    text = standing(record.text)
    given = next(grants(standing(record.text, powers=True)), None)
    taken = list(steps(_without_posts(text, given)))
    if given and CALLED_OFF.search(text) and [step.step for step in taken] == ["award"]:
        # A post that is to call off both asks the framework's firms and chooses one.
        taken = [replace(taken[0], step="procure"), *taken]
    award: list[Draft] = []
    held: list[Draft] = []
    for step in taken:
        left = given if given and not _stands_apart(text, step, given) else None
        found = sequel(reading, text, step, left is not None)
        held = found or targets(reading, text, record.evidence[0], step, held)
        if not held:
            yield _unplaced(record, step)
        held = [_generation(reading, record, step, draft, left) for draft in held]
        for draft in (draft for draft in held if not only_closes(reading, text, step, draft)):
            reading.limbs.append(draft)
            _event(reading, record, step, draft, left)
            if left and _left_to(step.step) == "delegate-award":
                award.append(draft)
        _remember(reading, step, held, left)
    reading.decided_before = held or reading.decided_before
    if given:
        _delegations(reading, record, given, award)


def _remember(reading: Reading, step: Step, held: list[Draft], left: Grant | None) -> None:
    """Keep what a step was of, for the limbs that go on from it."""
    if step.step == "procure":
        reading.bought = held
        reading.asked = [*reading.asked, *held]
    if step.step in ("award", "direct-award"):
        reading.asked = [*reading.asked, *held]
    if step.step in ("award", "direct-award") and left is None:
        reading.awarded = [*reading.awarded, *(draft for draft in held if draft not in reading.awarded)]


def _generation(
    reading: Reading, record: Recommendation | Decision, step: Step, draft: Draft, left: Grant | None
) -> Draft:
    """The contract that a step is of: one that a table lists as held already is bought or awarded anew to another."""
    if step.step not in ("procure", "award", "direct-award") or draft not in reading.tabled or draft.provider is None:
        return draft
    evidence = record.evidence[0]
    provider = None if step.step == "procure" else _provider(reading, standing(record.text), step, evidence, left=left)
    if step.step != "procure" and provider in (None, draft.provider):
        return draft
    return reading.register.successor(draft, reading.scope.start, evidence, provider)


def _without_posts(text: str, given: Grant | None) -> str:
    """The words with the posts hidden: a "Director of Commissioning" commissions nothing by name."""
    for post in (given.delegated_to, *given.consult) if given else ():
        text = text.replace(post, " " * len(post))
    return text


def _stands_apart(text: str, step: Step, given: Grant) -> bool:
    """Whether the body itself takes a step before it goes on to give a power: "agree the tender and delegate …"."""
    return step.start < given.start and bool(re.search(r"(?:\band|;|,)\s+(?:to\s+|that\s+)?$", text[: given.start]))


def _left_to(step: EventStep) -> EventStep:
    """The step that a grant of power to take another is: power to award is delegate-award."""
    return "delegate-award" if step in ("award", "direct-award") else step


def _event(reading: Reading, record: Recommendation | Decision, step: Step, draft: Draft, given: Grant | None) -> None:
    text, evidence, places = standing(record.text), record.evidence[0], _places(reading, record)
    text = reading.lot_words.get(id(draft), text)
    # A contract that is called by its firm's name is that firm's, whoever else the limb names.
    held_by = draft.provider
    provider = held_by if draft.topic == held_by else _provider(reading, text, step, evidence, held_by, left=given)
    if provider and step.step != "procure":
        draft.provider = draft.provider or provider
    _terms(draft, text, step, isinstance(record, Decision))
    kind = _left_to(step.step) if given else step.step
    draft.wanted = draft.wanted or step.step in ("procure", "award", "direct-award")
    value, place = reading.extension_values.get(id(draft), (None, None)) if step.step == "extend" else (None, None)
    if value is None:
        value = _price(text)
    reading.register.add(
        draft,
        ContractEvent(
            draft.name, kind, _status(record, step.start), (*places, place) if place else places,
            _date(reading, record), _body(reading, record),
            given.delegated_to if given else None, given.consult if given else (), provider,
            value, statement_id(record),
        ),
    )  # fmt: skip


def _places(reading: Reading, record: Recommendation | Decision) -> tuple[Evidence, ...]:
    """Where a limb stands, its stem before it: "Alder Court" alone does not say what is done there."""
    if isinstance(record, Recommendation):
        return record.evidence
    limb = record.evidence[0]
    above = [block for block in reading.scope.blocks if block.content.span()[0] < limb.start][-REACH:]
    stems = [block for block in above if len(block.body.text) >= LEAST_STEM and block.body.text.strip() in record.text]
    return (*(reading.scope.section.document.evidence(block.body) for block in stems), limb)


def _price(text: str) -> Decimal | None:
    """The sum that a limb decides on: what is worth, costs, is paid; no funding that it mentions."""
    return next((sum_.pounds for sum_ in find_money(text) if _is_price(text, sum_.start)), None)


def _is_price(text: str, start: int) -> bool:
    return bool(PRICED.search(text, max(0, start - PRICED_REACH), start))


def _provider(
    reading: Reading, text: str, step: Step, evidence: Evidence, held_by: str | None = None, left: Grant | None = None
) -> str | None:
    """The provider that a limb names: whom it awards to, with whom it extends; of several the one that holds it."""
    taken_on = read_org(text, step.end, firm=True) if APPOINT.match(text[step.start :]) else None
    if taken_on:
        return reading.providers.add(taken_on, evidence)
    known = [name for name, _, _ in reading.providers.in_words(text)]
    if known:
        _take_in_lists(reading, text, evidence)
        return held_by if held_by in known else None if _in_a_list(reading, text) else known[0]
    if step.step not in ("award", "direct-award", "extend", "vary", "terminate") or left:
        return None
    if engaged := appointed(text):
        return reading.providers.add(engaged.org, evidence)
    awarded = IT_IS_AWARDED.search(text)
    if awarded and (before := org_before(text, awarded.start())):
        return reading.providers.add(before[0], evidence)
    wanted = (
        ("to", "submitted by", "from", "that of", "tender", "bid", "quot")
        if step.step in ("award", "direct-award")
        else ("with",)
    )
    # "award a contract to Harle Ltd without competition": the word of a direct award can stand behind the firm.
    for found in TO_ORG.finditer(text, 0 if step.step == "direct-award" else step.start):
        councils = not SHARED.search(text)
        org = read_org(text, found.end(), councils=councils) if found[0].lower().startswith(wanted) else None
        if org and not POST_NOUN.search(org.name):
            several = [reading.providers.add(each, evidence) for each in _all_firms(org, text)]
            return several[0] if len(several) == 1 else None
    return None


def _take_in_lists(reading: Reading, text: str, evidence: Evidence) -> None:
    """Take in the firms that stand in a list behind one that is known."""
    for _, start, _ in reading.providers.in_words(text):
        org = read_org(text, start, firm=True)
        for each in _all_firms(org, text) if org else ():
            if each is not org:
                reading.providers.add(each, evidence)


def _in_a_list(reading: Reading, text: str) -> bool:
    """Whether the firms that a limb names stand in one list: none of them is the holder alone."""
    found = reading.providers.in_words(text)
    gaps = [text[one[2] : other[1]] for one, other in pairwise(found)]
    return len({name for name, _, _ in found}) > 1 and all(LISTED_NEXT.fullmatch(gap) for gap in gaps)


def _all_firms(org: Org, text: str) -> list[Org]:
    """The firm named, or all of a list of firms: "with Moss Ltd, Dell Ltd and Harle plc" gives three."""
    firms = [each for each in listed(org, text) if FIRM_FORM.search(each.name)] if FIRM_FORM.search(org.name) else []
    return firms if len(firms) > 1 else [org]


def _terms(draft: Draft, text: str, step: Step, decided: bool) -> None:
    if step.step == "pause" or PUT_OFF.search(text):
        return
    if step.step == "extend":
        length = read_extension(text) or read_term(text[step.start :])
        if length and draft.terms.extension_months is None:
            draft.add(Terms(extension_months=length))
        until = UNTIL.search(text)
        if until and decided and (date := date_after(text, until.end(), 25)):
            draft.end = date
        return
    terms = read_terms(text)
    if step.step in ("award", "direct-award") and terms.annual_value is None and terms.total_value is None:
        annual, total = read_price(text)
        terms = replace(terms, annual_value=annual, total_value=total)
    # What a variation costs is not what the contract costs.
    draft.add(replace(terms, annual_value=None, total_value=None) if step.step == "vary" else terms)
    begins = BEGINS.search(text)
    if begins and step.step in ("award", "direct-award", "procure"):
        draft.start = draft.start or date_after(text, begins.end(), 25)
        until = UNTIL.search(text, begins.end(), begins.end() + 40)
        draft.end = draft.end or (date_after(text, until.end(), 25) if until else None)
    if step.step in ("terminate", "end"):
        on = UNTIL.search(text) or begins
        draft.end = draft.end or (date_after(text, on.end(), 25) if on else None)


def _delegations(reading: Reading, record: Recommendation | Decision, given: Grant, award: list[Draft]) -> None:
    contracts: list[Draft | None] = [*award] or [None]
    for contract in contracts:
        delegation = Delegation(
            given.power, given.delegated_to, _status(record, given.start), _places(reading, record),
            _date(reading, record), _body(reading, record), given.consult, given.limit, None, statement_id(record),
        )  # fmt: skip
        reading.register.give(contract, delegation)


def _unplaced(record: Recommendation | Decision, step: Step) -> Issue:
    return Issue(
        "unplaced-event", f"Speaks of a step ({step.step}) of a contract that it does not name", record.evidence[:1]
    )


def _status(record: Recommendation | Decision, place: int = 0) -> EventStatus:
    """Decided, or only recommended: by an officer, or to another body in the words about what stands at a place."""
    advice = isinstance(record, Recommendation) or ADVISES.match(record.text) or asks_a_body(record.text, place)
    return "recommended" if advice else "resolved"


def _date(reading: Reading, record: Recommendation | Decision) -> str | None:
    if record.meeting:
        return record.meeting.date
    return record.date if isinstance(record, Decision) else reading.scope.date


def _body(reading: Reading, record: Recommendation | Decision) -> str | None:
    if record.meeting:
        return record.meeting.committee
    return record.taker if isinstance(record, Decision) else reading.scope.body
