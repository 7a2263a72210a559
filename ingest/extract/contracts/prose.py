"""Sentences of reports, minutes and commentaries into events, terms and providers of contracts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ingest.extract.contracts.histories import let_anew
from ingest.extract.contracts.holders import look_back, look_round
from ingest.extract.contracts.incumbents import SINCE, look_for_holder
from ingest.extract.contracts.parts import all_parts
from ingest.extract.contracts.phrases import Named, clean_topic, named
from ingest.extract.contracts.providers import LONGEST_SENTENCE, orgs
from ingest.extract.contracts.reading import Reading, object_at
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.targets import targets
from ingest.extract.contracts.tellings import BUYING_BEGINS, REQUEST, SUPPOSED, TELLINGS, Telling
from ingest.extract.contracts.terms import NUMBERS, Terms, read_terms
from ingest.extract.contracts.timelines import told_timetable
from ingest.extract.contracts.titles import OF
from ingest.extract.contracts.whens import date_after, date_of, date_past
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Mapped
from ingest.read.flow import sentences
from kg.evidence import Evidence
from kg.records import ContractEvent, EventStatus

BODY: Final = re.compile(
    r"\b(?P<body>(?:[A-Z][\w&]+ ){0,5}?(?:Committee|Cabinet|Board|County Council|CCG))\s+(?:also |has "
    r"|have |had )?(?:agreed|approved|supported|resolved|tendered|commissioned|recommended)\b"
)
ENGAGED: Final = Wording(
    r"\s(?:was|were|has been|have been)\s+(?:commissioned|appointed|contracted)\s+"
    r"(?:(?:in|on|from)\s+(?:\w+\s+){1,3}?)?to\s+(?:carry out|undertake|provide|deliver|support|develop|conduct|run"
    r"|maintain|manage|operate|review|build|design)\s+(?:an?\s+|the\s+)?(?P<what>[^.;,]+)"
    r"|\s(?:was|were|has been|have been)\s+(?:appointed|selected|chosen)\s+as\s+(?:the\s+|our\s+)?"
    r"(?:(?:preferred|successful|new|main)\s+)?(?:bidder|provider|contractor|supplier|operator)s?\s+(?:for|of)\s+"
    r"(?:an?\s+|the\s+)?(?P<work>[^.;,]+)",
    reads=["Harle Ltd was appointed to carry out research", "Harle Ltd was chosen as contractor for the depot works"],
    leaves=["A manager was appointed", "She was appointed as chair"],
)
COMMISSIONED: Final = Wording(
    r"\b(?P<body>CCG|Council|Trust|Board|Authority|Cabinet)\s+(?:has\s+)?"
    r"(?:commissioned|appointed|engaged)\s+(?:the\s+)?"
    r"(?P<who>(?-i:[A-Z])[\w&’' ]+?)\s+(?:(?:in|on)\s+(?-i:[A-Z]\w+\s+\d{4})\s+)?t"
    r"o\s+(?:develop|provide|deliver|run|carry out|maintain|manage|operate|review|build|design)\s+"
    r"(?:an?\s+|the\s+)?(?P<what>[^.;,]+)",
    reads=["the Board commissioned the Trust to run a bread club"],
    leaves=["the Board commissioned a review"],
)
UNTIL: Final = re.compile(
    r"\b(?:until|to|till|up to)\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]+\s+\d{4}", re.ASCII
)
# Most sentences speak of no deal at all; one look spares thirty.
OF_DEALS: Final = Wording(
    r"contract|tender|procur|commission|award|agreement|framework|lease|purchasing|\bDPS\b|bidder|provider|appointed"
    r"|section \d+|on site|competition|quotations|\blet to\b|\bleased?\b|to the market|advertise|commissioned",
    reads=["the hall was let to a club", "under section 75", "the DPS opens"],
    leaves=["the section on roads", "the club met in the hall"],
    needs=[
        *("contract", "tender", "procur", "commission", "award", "agreement", "framework", "lease", "purchasing"),
        *("dps", "bidder", "provider", "appointed", "section", "on site", "competition", "let to", "to the market"),
        *("advertise", "quotations"),
    ],
)
# A service by what is written about it: "The Lunch Clubs Strategy was approved …".
SUBJECT: Final = re.compile(
    r"\W*(?:[\d.]+\s+)?(?:The|A|Our)\s+(?P<what>[A-Z]\w+(?:\s[A-Z]\w+){1,4})\s+(?:Strategy|Review|Vision|Pilot)\s"
)
BARE: Final = re.compile(rf"^\W*(?:{OF.pattern})", re.IGNORECASE)
MONTHS_UNTIL: Final = re.compile(rf"\bfor (?P<number>\d+|{'|'.join(NUMBERS)}) months? until\s+", re.IGNORECASE)
HAPPENED: Final = re.compile(r"\b(?:procured|tendered|let|awarded|commissioned|signed|made|bought|began|due)\b", re.I)
THROUGH_AGREEMENT: Final = re.compile(
    r"\b(?:through|under|by)\s+(?:a|the)\s+(?P<kind>(?:management|service level|partnership|lease) agreement)\b",
    re.IGNORECASE,
)


# "was let to Moss Ltd, and work started on 5 May 2031": the day is of the start, not of the award.
BEGUN_BEHIND: Final = re.compile(
    r",?\s+(?:and|with)\s+(?:the\s+)?(?:new\s+)?(?:works?|services?|contracts?|it|they)\s+(?:has\s+|have\s+)?"
    r"(?:started|began|begun|commenced|starting|commencing|beginning)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# "It ends on 30 June 2031": a paragraph that opens so speaks of what its part is about.
IT: Final = Wording(
    r"\W*(?:[\d.]+\s+)?It\s+(?:was\s+(?:\w+ly\s+)?(?:varied|extended|awarded|let)|ends?|expires?|will\s+(?:end|expire)"
    r"|started|began|runs)\b",
    reads=["4.7 It expires in March 2032."],
    leaves=["It is a fine day", "It was agreed"],
    at="start",
)
# What was withdrawn is the buying, not the contract in force.
OF_BUYING: Final = re.compile(r"\b(?:tender\w*|procurement|ITT)\b", re.IGNORECASE)
# A sentence that says more of the contract at hand without a word for it.
SAYS_MORE: Final = Wording(
    r"\W*(?:[\d.]+\s+)?(?:It|This|They|There (?:is|was) an? (?:option|right|provision)|The (?:Council|Authority) pays"
    r"|The (?:yearly |annual )?"
    r"(?:charge|fee|cost|price|value)|Its (?:yearly |annual )?(?:charge|fee|cost|price|value))\b",
    reads=["They were let as one lot.", "Its yearly fee is £900."],
    leaves=["The charges against him"],
    at="start",
)


def read_block(reading: Reading, block: Block) -> None:
    """The events and terms that a block's sentences tell."""
    reading.near, reading.last_date, reading.subject, reading.firm = None, None, None, None
    reading.block_words = block.text
    if reading.scope.kind in ("finance-report", "business-case"):
        lines = block.cells if block.kind == "row" else (block.body,)
        held = [line for line in lines if len(line.text) < 140 and BARE.match(line.text)]
        for line in held:
            _bare_line(reading, line)
        if held:
            return
    for sentence in sentences(block.content):
        if not told_timetable(reading, sentence):
            read_sentence(reading, sentence)


def _bare_line(reading: Reading, words: Mapped) -> None:
    """A line that is only "Re-tendering of the cleaning contracts": done in a finance report, planned in a case."""
    text = words.text
    found = BARE.match(text)
    verb = re.match(r"\W*((?:re-?\s?)?\w+)", text, re.IGNORECASE)
    status: EventStatus = "planned" if reading.scope.kind == "business-case" else "reported"
    names = object_at(text, verb.end() if verb else 0) if found else []
    evidence = reading.scope.section.document.evidence(words)
    for name in names:
        draft = reading.draft(name, evidence)
        _add(reading, Telling("procure", status, REQUEST, "none"), draft, evidence, None)


def read_sentence(reading: Reading, sentence: Mapped) -> None:
    """The events and terms that one sentence tells; it also moves what "the contract" means from here on."""
    text = sentence.text
    if len(text) > LONGEST_SENTENCE:
        return
    reading.at_subject(text)
    if (
        reading.near is None
        and not reading.heading
        and not OF_DEALS.search(text)
        and not _goes_on_of_lead(reading, text)
    ):
        _new_subject(reading, text)
        look_back(reading, text)
        return
    evidence = reading.scope.section.document.evidence(sentence)
    if not SUPPOSED.search(text):
        look_round(reading, text, evidence)
        look_for_holder(reading, text, evidence)
        if not REQUEST.search(text):
            _engagements(reading, text, evidence)
            told: set[str] = set()
            for telling in TELLINGS:
                if telling.step == "award" and "direct-award" in told:
                    continue
                if telling.step not in told and _tell(reading, telling, text, evidence):
                    told.add(telling.step)
        _terms(reading, text, evidence)
    _move_on(reading, text, evidence)
    look_back(reading, text)


def _goes_on_of_lead(reading: Reading, text: str) -> bool:
    """Whether a sentence without a word for a contract tells of one: "It was varied in May 2021"."""
    return bool(SINCE.search(text)) or (reading.lead is not None and bool(IT.match(text)))


def _tell(reading: Reading, telling: Telling, text: str, evidence: Evidence) -> bool:
    """Take in what a telling finds in a sentence; whether it found something."""
    found = telling.wording.search(text)
    if not found:
        return False
    if telling.step == "start" and BUYING_BEGINS.search(text[: found.start()]):
        return False
    date = _date(reading, telling, text, found)
    if telling.dated and not date:
        return False
    drafts = let_anew(reading, telling, text, found, evidence) or targets(reading, telling, text, found, evidence)
    past = telling.step == "procure" and telling.status == "reported" and telling.when == "sentence" and not date
    of_buying = telling.step == "terminate" and OF_BUYING.search(found[0])
    if (
        not of_buying
        and _gone_by(telling, date, reading.scope.date)
        and not any(name.topic or name.fresh for name in named(text))
    ):
        drafts = [reading.in_force(d, evidence) if d in reading.asked else d for d in drafts]
    if past:
        held = [d for d in drafts if d.wanted and not d.running]
        drafts = [reading.register.running_of(d, reading.scope.start, evidence) if d in held else d for d in drafts]
    elif telling.step == "procure":
        drafts = _successor(reading, drafts, evidence)
    supplier = [org for org, _ in orgs(text)]
    for draft in drafts:
        if len(supplier) == 1 and len(drafts) == 1 and telling.step not in ("procure", "pause"):
            draft.provider = draft.provider or reading.providers.known(supplier[0].name)
        if telling.step == "extend":
            until = UNTIL.search(text)
            draft.end = draft.end or (date_after(text, until.start(), 40) if until else None)
        _add(reading, telling, draft, evidence, date, _body(reading, text))
    if telling.status == "reported":
        reading.last_date = date or reading.last_date
    return bool(drafts)


def _gone_by(telling: Telling, date: str | None, meeting: str | None) -> bool:
    """Whether a telling is of what a contract went through before the meeting: none that is asked for there did."""
    lived = telling.step in ("award", "direct-award", "start", "extend", "vary", "terminate")
    return lived and telling.status == "reported" and bool(date and meeting and date < meeting)


def _date(reading: Reading, telling: Telling, text: str, found: re.Match[str]) -> str | None:
    meeting = reading.scope.date
    if telling.when == "meeting":
        until = date_after(text, found.end(), 30, meeting)
        return until if until and re.search(r"\buntil\b", text[found.end() :]) else meeting
    if telling.when == "none":
        return None
    if telling.when == "opening":
        return _opening(text, found.start(), meeting)
    if telling.step == "award":
        text = BEGUN_BEHIND.sub("", text)
    if telling.when == "past":
        above = reading.block_words.partition(text[:40])[0]
        return date_past(text, found.end(), meeting, above)
    if telling.step in ("extend", "vary"):
        spared = UNTIL.sub(lambda part: " " * len(part[0]), text)
        said = date_of(_clause(spared, found.end()), found.start(), meeting)
        return said or (reading.last_date if re.search(r"\balso\b", text) else None)
    if telling.when == "after" and telling.status == "reported" and telling.step == "award":
        above = reading.block_words.partition(text[:40])[0]
        return date_past(text, found.end(), meeting, above) or _opening(text, found.start(), meeting)
    if telling.when == "after" and telling.step == "procure":
        clause = re.split(r",|\b(?:with|and|so|as|because)\b", text[found.end() :])[0]
        return date_after(text, found.end(), min(len(clause), 50), meeting)
    if telling.when == "after":
        return date_after(text, found.end(), 45, meeting) or _opening(text, found.start(), meeting)
    paused = MONTHS_UNTIL.search(text)
    if telling.step == "pause" and paused:
        return _before(date_after(text, paused.end(), 30), paused["number"])
    return date_of(text, found.start(), meeting)


def _clause(text: str, place: int) -> str:
    """The words with an earlier happening hidden: "was let in 2015 and has been extended" dates no extension."""
    joined = max(text.rfind(" and ", 0, place), text.rfind(" but ", 0, place))
    if joined < 0 or not HAPPENED.search(text[:joined]):
        return text
    return " " * joined + text[joined:]


def _successor(reading: Reading, drafts: list[Draft], evidence: Evidence) -> list[Draft]:
    """What is bought is never the contract in force, but the one after it."""
    found: list[Draft] = []
    for draft in drafts:
        if draft.running:
            after = reading.draft(Named(draft.topic, draft.kind, 0, 0, prefix=draft.prefix), evidence)
            after.before = draft
            draft = after
        found.append(draft)
    return found


def _opening(text: str, place: int, meeting: str | None) -> str | None:
    """The date of a sentence that opens with it: "From May 2020 the contract …"."""
    head = re.match(r"\W*(?:\d[\d.]*\s+)?(?:In|On|From|At|During)\s", text)
    return date_after(text, head.end(), 25, meeting) if head and head.end() < place else None


def _before(date: str | None, months: str) -> str | None:
    if not date or len(date) < 7:
        return None
    count = int(months) if months.isdigit() else NUMBERS[months.lower()]
    month = int(date[:4]) * 12 + int(date[5:7]) - 1 - count
    return f"{month // 12}-{month % 12 + 1:02}"


def _add(
    reading: Reading, telling: Telling, draft: Draft, evidence: Evidence, date: str | None,
    body: str | None = None, provider: str | None = None,
) -> None:  # fmt: skip
    if telling.step == "start":
        draft.start = draft.start or date
    if telling.step == "end":
        draft.end = draft.end or date
    if telling.step == "procure":
        draft.wanted = True
    if telling.step in ("award", "start") and telling.status == "reported":
        draft.wanted = False
    if evidence not in draft.evidence[::-1]:  # as a rule the last one is it
        draft.evidence.append(evidence)
    reading.near = draft
    meeting = reading.scope.date
    # Minutes speak in the past tense of what is still to come: "Its contract ended on 31 March next".
    to_come = telling.step == "end" and len(date or "") == 10 and bool(meeting and date and date > meeting)
    status: EventStatus = "planned" if to_come else telling.status
    reading.register.add(
        draft, ContractEvent(draft.name, telling.step, status, (evidence,), date, body, provider=provider)
    )


def _body(reading: Reading, text: str) -> str | None:
    """The body that a sentence says decided; "the Committee" is the paper's own."""
    found = BODY.search(text)
    if found and found["body"] in ("Committee", "The Committee"):
        return reading.scope.body
    return re.sub(r"^(?:In|At|On|The|Since|When)\s+(?:the\s+)?", "", found["body"]).strip() if found else None


def _engagements(reading: Reading, text: str, evidence: Evidence) -> None:
    """An organisation taken on for a piece of work, which makes a contract of its own."""
    found = ENGAGED.search(text)
    who = [org for org, start in orgs(text) if found and start < found.start()]
    commissioned = COMMISSIONED.search(text)
    if found and who:
        what = (found["what"] or found["work"]).strip()
        held = re.split(r"\s+(?:as part of|which|that|in|to|at an?|for the sum)\b", what)[0]
        several = " and ".join(dict.fromkeys(org.name for org in who))
        topic = (
            f"{held} contract" if found["work"] else held if len(held.split()) > 3 else f"{several} {held} commission"
        )
        _engaged(reading, topic, [reading.providers.known(org.name) or org.name for org in who], text, found, evidence)
    elif commissioned:
        known = reading.providers.called(commissioned["who"])
        topic = re.split(r"\s+(?:which|that|at an?|for the sum)\b", commissioned["what"].strip())[0]
        if known and len(topic.split()) < 3:
            topic = f"{known} {topic} commission"
        if len(topic.split()) > 1:
            _engaged(reading, topic, [known] if known else [], text, commissioned, evidence)


def _engaged(reading: Reading, topic: str, who: list[str], text: str, found: re.Match[str], evidence: Evidence) -> None:
    draft = reading.draft(Named(topic, "", 0, 0, prefix=True), evidence, exact=True)
    draft.provider = draft.provider or (who[0] if len(who) == 1 else None)
    telling = Telling("award", "reported", REQUEST)
    _add(reading, telling, draft, evidence, date_of(text, found.start(), reading.scope.date), None, draft.provider)


def _terms(reading: Reading, text: str, evidence: Evidence) -> None:
    """What a sentence says of values and lengths, put down to the contract that it speaks of."""
    terms = read_terms(text)
    providers = [org for org, _ in orgs(text)]
    phrases = list(named(text))
    if not phrases and not (terms and SAYS_MORE.match(text)):
        return
    if not terms and not providers:
        return
    drafts = _spoken_of(reading, text, phrases, terms, evidence)
    if len(drafts) == 1:
        reading.near = drafts[0]
    for draft in drafts:
        draft.add(terms)
        if len(providers) == 1 and len(drafts) == 1 and draft.provider is None:
            draft.provider = reading.providers.known(providers[0].name)


def _spoken_of(reading: Reading, text: str, phrases: list[Named], terms: Terms, evidence: Evidence) -> list[Draft]:
    through = THROUGH_AGREEMENT.search(text)
    topical = [name for name in phrases if name.topic]
    if through and not topical:
        drafts = reading.meant(Named("", "contract", 0, 0), evidence)
        held = [reading.register.running_of(draft, reading.scope.start, evidence) for draft in drafts]
        for draft in held:
            doubled = draft.topic.lower().endswith(through["kind"].split()[0].lower())
            draft.fixed = f"{draft.topic} {through['kind'].split()[-1] if doubled else through['kind']}"
        return held
    if topical:
        bare = next((name for name in phrases if not name.topic), None)
        if bare is None or bare.start > topical[0].start:
            return [reading.draft(topical[0], evidence)]
    drafts = reading.meant(phrases[0] if phrases else None, evidence)
    if terms.annual_value is not None and not re.search(r"\b(?:will|would|estimated|new|expected)\b", text):
        return [
            reading.register.running_of(d, reading.scope.start, evidence) if d.wanted and not d.running else d
            for d in drafts
        ]
    if (terms.term_months or terms.extension_months) and not (terms.annual_value or terms.total_value):
        return drafts if _is_of_deal(text) else []
    return drafts


def _is_of_deal(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:contract|agreement|framework|lease|commissions?|tenders?|it (?:is|lasts|would)"
            r"|options? to extend)\b",
            text,
            re.I,
        )
    )


def _new_subject(reading: Reading, text: str) -> None:
    subject = SUBJECT.match(text)
    reading.subject = clean_topic(subject["what"]) if subject else reading.subject


def _move_on(reading: Reading, text: str, evidence: Evidence) -> None:
    _new_subject(reading, text)
    topical = [name for name in named(text) if name.topic]
    if topical and not (len(reading.lots) > 1 and all_parts(reading, text)):
        known = [reading.draft(replace(name), evidence) for name in topical[:1]]
        reading.near = known[0]
