"""What words call a contract: the thing that it is for, what kind of agreement it is, and which of two it means.

"the care and support contract at Alder Court" is for Alder Court; "the current contract" names nothing by itself, and
means whatever the place speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.extract.contracts.no_names import names_nothing
from ingest.extract.contracts.words import words_in

# The noun that makes a phrase a contract's.
HEAD: Final = re.compile(
    r"(?<![\w-])(?:(?P<kind>contracts?(?:\(s\))?|dynamic purchasing systems?|DPS(?!\w)"
    r"|(?:framework|management|lease|grant|service level|purchasing|partnership|development|concession|hosting|licence"
    r"|section \d+(?: partnership)?|s\.?\d+) agreements?"
    r"|agreements?|frameworks?|leases?)(?! (?:rules?|standing orders|procedure|regulations?|managers?|management"
    r"|monitoring|team|officers?|arrangements?|terms?\b(?! (?:ends|expires)))))(?![\w-])",
    re.IGNORECASE,
)
# Words at which the describing words before the noun end.
STOP_BEFORE: Final = words_in(
    "a an the this that these those its their our your his her any each every all no some both two three four "
    "five six seven eight nine ten eleven twelve several many most other another such same of for in at on to with by "
    "from "
    "under through via as into within between about over per is are was were be been being has have had will "
    "would can could should may must tender tenders tendering tendered retender retendering retendered re-tender "
    "re-tendering re-tendered procure procuring procured procurement award awards awarding awarded ltd llp plc "
    "limited extend extends "
    "extending extended extension commission commissions commissioned commissioning recommission recommissions "
    "re-commissions recommissioning agree agreed approve approved approval commence implement let letting sign "
    "signed renew renewed renegotiated re-negotiated developing develop using use existing's directly issue "
    "issued reviewing review vary varying terminate not also only if when whether where which who what how "
    "against introduce require required than delegate regarding concerning replace replaces replacing already "
    "underway way bid bids single deliver delivers seeking including include without upon but or so lot proposed "
    "propose entering enter because own lesser smaller larger appoint appointed novate novated purchase purchased "
    "waive waived continue continued whose seek seeks seeking sought invite inviting invited obtain obtaining next"
)
# Describing words that tell no contract from another.
PLAIN: Final = words_in(
    "care support and & core flexible add-on new current existing present revised major single block service "
    "services main public formal similar individual fixed total overall future long longer short term joint "
    "external competitive proposed previous old first second following such separate standard further relevant "
    "specific next usual update updated interim initial full key large small particular appropriate suitable "
    "private finance initiative pfi "
    "legal short-term care/support term-contract spot call-off year years month months one two three four five six "
    "seven ten successful final draft annual different various best good original latest outgoing incoming 'core "
    "estimated approximate whole-life lifetime "
    "add-on' successor replacement independent provider third-party regional local national countywide county-wide"
)
RUNNING: Final = frozenset(["current", "existing", "present"])
FRESH: Final = frozenset(["new"])
# Other words that open a phrase, so that what stands before them is none of it.
OPENING: Final = frozenset(["relevant", "necessary", "required", "associated", "appropriate", "resulting", "ensuing"])
# Words before the noun that are no part of what the contract is called.
UNTELLING: Final = RUNNING | FRESH | OPENING | {"call-off"}
# Frameworks and agreements of another sort.
NO_CONTRACT: Final = words_in(
    "legal policy strategic outcome outcomes assessment performance recovery resilience governance reduction "
    "regulatory national competency planning inspection assurance quality eligibility statutory monitoring "
    "fixed-term temporary permanent employment zero-hours evaluation risk financial budget budgetary decision-making "
    "ethical delivery tenancy establish employees staff contracts social-contract common conceptual reporting "
    "value accountability control conditions procedure training signed unanimous general verbal written mutual loan "
    "collective pay"
)
# Contracts of those who work for somebody.
EMPLOYMENT: Final = words_in(
    "fixed-term temporary permanent employment zero-hours employees staff tenancy loan pay collective"
)
NUMBER: Final = (
    r"(?:\d+(?:\s?\+\s?\d+){0,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|up to)"
)
# "for the second of the two years" says how long, not what for.
SHARE_OF_TERM: Final = re.compile(
    r"\W*(?:the\s+)?(?:(?:first|second|third|fourth|fifth|last|final|remaining|next|remainder)\b\s*)+"
    r"(?:(?:of\s+)?(?:(?:the|its|those|two|three|four|five|six|\d+|extension|optional|available|permitted|further)\s+)*"
    r"(?:years?|months?|periods?|extensions?|terms?)\b|$)",
    re.IGNORECASE,
)
# "the Home from Hospital Service": a small word within a name in capitals ends nothing.
_WITHIN: Final = r"(?:from|on|at|as|after|before)\s(?:[A-Z]\w+\s){1,3}(?:Services?|Scheme|Programme|Project|Pathway)\b"
TOPIC_END: Final = re.compile(
    r"[;()?!\n]|\.(?:\s|$)|:|,(?!\d|\s(?:[A-Z]|and [A-Z]))|(?<=\s)[–—-](?=\s)"
    rf"|\s(?=(?:led\sby|not)\b)|\s(?!{_WITHIN}|(?<=\d\s)to\s\d)(?=(?:to|which|that|who|whose|will|is|are|was|were|has|have|had|would|could|should|can|may|must"
    r"|until|from|as|following"
    r"|including|subject|by|before|after|when|where|if|so|but|at|on|via|through|within|currently|than|via"
    r"|see|under|using|up|because|due|expires?|ends|starts?|jointly|together|alongside|dating|effective|since|during|came|comes|began|begins|started|commenced|closed|closes|ran|runs|held|then|out\sto|stands|stand|it|he|they|we|be"
    r"|being|into|totalling|worth|valued)\b)"
    rf"|\s(?=(?:for|over|of)\s(?:an?\s(?:further\s|initial\s|fixed\s)?(?:period|term)\b"
    rf"|(?:up\sto\s|at\sleast\s)?(?:a\sfurther\s|an\sadditional\s)?{NUMBER}[\s-](?:further\s)?(?:years?|months?|weeks?)\b))"
    r"|\s(?=in\s\w+\s(?:separate\s)?lots\b)"
    r"|\s(?=in\s(?:consultation|line|accordance|order|the\s(?:sum|amount|region)|partnership|relation"
    r"|respect|place|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Spring|Summer|Autumn|Winter|\d{4})\b))"
    r"|(?<!people)(?<!adults)(?<!children)(?<!those)(?<!clients)(?<!residents)(?<!users)(?<!persons)\s(?=with\b)"
    r"|\s(?=and\s(?:to|is|was|will|has|are|delegate|award|for(?!\s[A-Z])|that|the|its|authorise|agree"
    r"|approves?|associated)\b)"
)
ARTICLES: Final = re.compile(
    r"^(?:(?:the|a|an|any|our|its|their|this|these|those|each|every|all|new|revised|relevant|proposed"
    r"|current|existing|present"
    r"|county-?\s?wide|countywide|city-?wide|borough-?wide|integrated(?= service$)|following|future|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty(?:-\w+)?)\s+)+",
    re.IGNORECASE,
)
GENERIC_TOPIC: Final = re.compile(
    r"(?:(?:the|this|that|these|those|such|all|any|each|both|new|current|existing|revised|following|service"
    r"|services|contracts?|work|works|project"
    r"|schemes?|provision|purpose|future|council|county council|committee|people|provider|providers|award"
    r"|tender|procurement"
    r"|agreement|framework|market|care|support|and|customers?|clients?|users?|decision|approval|extra"
    r"|housing|exercise|process|same|as"
    r"|independent|external|sector|option|options|it|them|me|us|you|goods|supplies|place|time|scope|part"
    r"|area|areas|bids?|need|needs|further|each other"
    r"|general|commission|commissioned|question|case|life|specific|placements?|year|years|[\d,.]+)\s*)+",
    re.IGNORECASE,
)
LY_NOUNS: Final = frozenset(
    ["early", "elderly", "family", "supply", "assembly", "weekly", "monthly", "daily", "friendly"]
)
# "the development of the project" is for whatever the place is about.
OF_THIS: Final = re.compile(
    r"\b(?:of|for) (?:the|this|that|its) (?:project|scheme|programme|service|framework|strategy|plan|work"
    r"|initiative|proposals?)$",
    re.I,
)
NO_THING: Final = re.compile(
    r"^(?:table|appendix|annex|section|paragraph|figure|report|stage|part|item|option)\s+\w{1,3}$"
    r"|^(?:in|on|by|during|since|until|together|jointly|separately)\s"
    r"|^(?:end|close|beginning|start|expiry) of\b",
    re.I,
)
STAFF: Final = re.compile(
    r"^\d+ x |\b(?:FTE|staff|employees?|workers|assessors|officers)\b(?<!agency staff)(?<!agency workers)", re.I
)
# What only a framework that something is bought under does.
LIVES: Final = re.compile(
    r"\s+(?:(?:was|were|is|has been|will be)\s+(?:awarded|let|procured|advertised|extended|retendered|re-tendered)"
    r"|runs|ran|has|expires|lapses|contracts?|ends)\b"
)
# "contracts for street sweeping, weed control and tree work by a year": one contract each.
LIST: Final = re.compile(
    r"(?P<list>[a-z][\w'’ -]{2,40}(?:, [a-z][\w'’ -]{2,40})+,? and [a-z][\w'’ -]{2,40}?)"
    r"(?=$|[.;,]| (?:by|for|to|from|until|with|at|in|which|that|on)\b)"
)
# "the Lot A (Moorside) contract": a part of a procurement by its letter, and where it is; "the Zone 2 meals contract".
LOT_BEFORE: Final = re.compile(
    r"\b(?P<lot>(?:Lot|Package|Route|Zone|Area|Region|Cluster|Locality)\s+(?:[A-Z]|[0-9]{1,3}[A-Z]?)"
    r"(?:\s+\([A-Z][^()]{1,40}\))?)"
    r"(?P<what>(?:\s+[a-z][a-z-]*){0,4})\s+$"
)
# "the Lifts Contract B (west)": one of several by its letter, behind the noun.
LETTER_BEHIND: Final = re.compile(
    r"\s+(?P<letter>[A-Z1-9])(?P<where>\s+\([A-Za-z][^()]{1,40}\))?"
    r"(?=\s+(?:to|be|with|for|is|was|has|will)\b|[,.;)]|\s*$|(?<=\)))"
)
# How far back the words that describe a noun can stand: a search over a page of them took seconds.
REACH: Final = 160
# What a contract is for, said only by whose it is: "for the council's 9,400 homes".
WHOSE: Final = re.compile(r"(?:council|authority|borough|county|district|city|town|parish)['’]s\b", re.IGNORECASE)
DATE_ONLY: Final = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:early |mid-?|late )?(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Spring|Summer|Autumn|Winter)(?:\s+\d{4})?"
    r"|\d{4}(?:[/-]\d+)?",
    re.I,
)
PLACES: Final = re.compile(
    r"\b(?:court|place|house|gardens?|lodge|close|grange|hall|manor|school|primary|academy|mews|villas?"
    r"|view|fields?|park|library|depot"
    r"|lane|road|street|farm|cottages?|almshouses|scheme)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A contract as some words call it.

    topic    the thing that it is for ("Alder Court", "Helping Hands"), empty where the words name none
    kind     what it is called beside ("care and support contract", "lease")
    running  the words mean the contract that is in force now ("the current contract")
    fresh    the words mean one to come ("a new contract")
    plural   several contracts, or one noun for all of a list
    start, end  where it stands in the words
    prefix   topic and kind are one phrase ("Helping Hands contracts"), not "kind at topic"
    """

    topic: str
    kind: str
    start: int
    end: int
    running: bool = False
    fresh: bool = False
    plural: bool = False
    prefix: bool = False


def named(text: str) -> Iterator[Named]:
    """Each contract that some words name, in order; several for "the contracts at A, B and C"."""
    for found in HEAD.finditer(text):
        yield from _of_head(text, found)


def _of_head(text: str, found: re.Match[str]) -> Iterator[Named]:
    head = found["kind"]
    lot = LOT_BEFORE.search(text[max(0, found.start() - REACH) : found.start()])
    if lot and not any(word in STOP_BEFORE or word in RUNNING or word in FRESH for word in lot["what"].split()):
        yield Named(f"{lot['lot']}{lot['what']} {head}", "", found.start() - len(lot[0]), found.end(), prefix=True)
        return
    words = describing(text[: found.start()])
    letter = LETTER_BEHIND.match(text, found.end()) if head == "Contract" else None
    if letter:
        called = " ".join([*strip_plain(words), head])
        place = found.start() - len(called) + len(head)
        yield Named(f"{called} {letter['letter']}{letter['where'] or ''}", "", place, letter.end(), prefix=True)
        return
    lowered = [word.lower() for word in words]
    noun = head.lower()
    if noun.startswith(("framework", "agreement")) and not _is_deal(text, found, words):
        return
    if any(word in NO_CONTRACT for word in lowered) and not _is_named(words, noun):
        return
    running, fresh = bool(RUNNING & set(lowered)), bool(FRESH & set(lowered))
    telling = strip_plain(words)
    if len(telling) > 1 and head[0].isupper() and all(word[0].isupper() for word in telling):
        # A name in capitals is one contract's own, whether it is called the current one or not.
        running = False
    kind = " ".join([*(word for word in words if word.lower() not in UNTELLING), head])
    plural = noun.rstrip(")").rstrip("(s").endswith("s") or noun.endswith(("s", "(s)"))
    base = Named("", kind, found.start() - len(" ".join(words)) - 1, found.end(), running, fresh, plural)
    topics = list(after(text, found.end(), plural))
    if topics and telling and not _place_follows(text, found.end()):
        topics = [topic for topic in topics if topic[0][:1].islower() and not WHOSE.match(topic[0])][:1]
        kept = f"{' '.join(telling)} {head}" + (f" for {topics[0][0]}" if topics else "")
        yield replace(base, topic=kept, kind="", prefix=True)
    elif topics:
        if len(topics) > 1:
            kind = re.sub(r"contracts$", "contract", kind)
        section = bool(re.search(r"\bsection \d+", kind, re.IGNORECASE))
        for topic, end in topics:
            if section:
                yield replace(base, topic=f"{topic} {kind}", kind="", end=end, prefix=True)
            else:
                yield replace(base, topic=topic, kind=kind, end=end)
    elif telling:
        yield _prefixed(base, telling, head)
    else:
        yield base


def _is_named(words: list[str], noun: str) -> bool:
    """Whether a contract has a name in capitals, "the Statutory Advocacy contract", and is nobody's employment."""
    telling = strip_plain(words)
    loud = len(telling) > 1 and all(word[0].isupper() for word in telling)
    return noun.startswith("contract") and loud and not {word.lower() for word in telling} & EMPLOYMENT


def _prefixed(base: Named, telling: list[str], head: str) -> Named:
    """A phrase whose describing words name the thing: "the Young Carers contract"."""
    words = " ".join(telling)
    found = re.search(r"^(?P<topic>.+?)\s+(?P<kind>care and support|support and care)$", words)
    if not found and re.search(r"\s(?:care|support|works)$", words) and is_place(words.rsplit(" ", 1)[0]):
        found = re.match(r"(?P<topic>.+)\s(?P<kind>\w+)$", words)
    if found:
        return replace(base, topic=found["topic"], kind=f"{found['kind']} {head.lower()}")
    if head.lower() in ("contract", "contracts"):
        return replace(base, topic=words, kind=head.lower())
    return replace(base, topic=f"{words} {head}", kind="", prefix=True)


def _is_deal(text: str, found: re.Match[str], words: list[str]) -> bool:
    """Whether "framework" or "agreement" is one that something is bought under."""
    telling = strip_plain(words)
    capital = found["kind"][:1].isupper()
    if found["kind"].lower().startswith("agreement"):
        beside = re.match(
            r"\s+(?:(?:for\s+(?:the|an?)\s+[a-z][^.;,]{3,60}?\s+)?(?:with|between)\s+(?:the\s+)?[A-Z]"
            r"|from\s+[A-Z][^.;]{2,40}?\sto\s+[A-Z]|(?:worth|valued at|costing)\s+£)",
            text[found.end() :],
        )
        return (capital and not telling) or bool(beside)
    if LIVES.match(text[found.end() :]):
        return True
    if (RUNNING | FRESH) & {word.lower() for word in words} and telling:
        return True
    return capital or bool(re.match(r"\s+for\b", text[found.end() :]) and not telling)


def describing(before: str) -> list[str]:
    """The words that describe the noun after them: "approve the care and support" gives care, and, support."""
    found = re.search(r"(?:[A-Za-z'‘][\w'’/&-]*[ ]|&[ ]|\([A-Z]\w+\)[ ])*$", before[-REACH:])
    kept: list[str] = []
    for word in reversed(found[0].split()[-9:] if found else []):
        if re.fullmatch(r"\([A-Z]\w+\)", word):
            continue
        low = word.lower().strip("'‘’")
        if (
            low in STOP_BEFORE
            or (low.endswith("ly") and word.islower() and low not in LY_NOUNS)
            or re.fullmatch(r"(?:council|authority|committee|government)['’]s", low)
        ):
            break
        kept.insert(0, word)
        if low in RUNNING | FRESH | OPENING:
            break
    while kept and kept[0].lower() in {"and", "&", "year", "years", "month", "months"}:
        kept.pop(0)
    return kept


A_LENGTH: Final = re.compile(r"[a-z\d]+-(?:year|month)")


def strip_plain(words: list[str]) -> list[str]:
    """Describing words without those at the front that tell nothing; none where all are such."""
    kept = list(words)
    while kept and kept[0].lower().strip("'‘’") in RUNNING | FRESH | OPENING | frozenset(
        ["major", "single", "revised", "block", "of", "call-off"]
    ):
        if kept[0].lower() == "block" and len(kept) > 1:
            break
        kept.pop(0)
    telling = (word.lower().strip("'‘’") for word in kept)
    return kept if any(word not in PLAIN and not A_LENGTH.fullmatch(word) for word in telling) else []


def _place_follows(text: str, start: int) -> bool:
    return bool(re.match(r"\s*(?:at|in)\s*:?\s+(?:the\s+)?[A-Z]", text[start:]))


def after(text: str, start: int, plural: bool) -> Iterator[tuple[str, int]]:
    """The things that the words after the noun say it is for, each with where it ends: "at A, B and C" three."""
    opening = re.match(
        r"\s*(?:\([^)]*\)\s*)?(?:with (?:the )?(?:[A-Z][\w’'&]*|and|of)(?: (?:[A-Z][\w’'&]*|and|of"
        r"|&))*(?: \([A-Z]\w+\))?(?: (?:Ltd|Limited|LLP|plc|CIC))? |to (?:the )?[A-Z][\w’'&]*"
        r"(?: (?:[A-Z][\w’'&]*|and|of|&))* (?=for\b)|including [^,.;]{1,40}? )?"
        r"(?:at|in|for|of|covering|to (?:provide|deliver"
        r"|run))\b\s*:?\s*(?=\S)",
        text[start:],
    )
    if not opening:
        opening = re.match(r"\s+(?=[A-Z][a-z]+ (?:[A-Z]|extra|scheme))", text[start:])
    if not opening:
        return
    place = bool(re.match(r"\s*(?:\([^)]*\)\s*)?(?:at|in)\b", opening[0]))
    first = start + opening.end()
    several = LIST.match(text, first) if plural else None
    if several:
        for piece in re.split(r",\s*(?:and\s+)?|\s+and\s+", several["list"]):
            if topic := clean_topic(piece):
                yield topic, several.end("list")
        return
    yield from topics(text, first, (plural and place) or (plural and text[first : first + 1].isupper()))


def topics(text: str, first: int, several: bool) -> Iterator[tuple[str, int]]:
    """The thing or things named from `first` on."""
    ended = TOPIC_END.search(text, first)
    end = ended.start() if ended else len(text)
    words = text[first:end]
    pieces = _listed(words) if several else [words]
    for piece in pieces:
        topic = clean_topic(piece)
        if topic:
            yield topic, first + words.find(piece) + len(piece)


def _listed(words: str) -> list[str]:
    parts = [
        part.strip()
        for part in re.split(r",\s*(?:and\s+)?|\s+and\s+(?:(?:for|at|in)\s+)?(?=[A-Z])|;\s*", words)
        if part.strip()
    ]
    return parts if all(re.match(r"(?:the )?[A-Z]", part) for part in parts) else [words]


def clean_topic(words: str) -> str:
    """A thing's name without article, town and what follows; empty where the words name nothing."""
    length = rf"\W*(?:a\s+)?(?:further\s+|additional\s+)?{NUMBER}\b[\s-](?:further\s)?(?:year|month|week)"
    if re.match(length, words, re.I) or names_nothing(words.strip(" .,'‘’\"")):
        return ""
    if re.match(
        r"\W*(?:an? |the )?(?:further |initial |fixed |minimum |maximum )*(?:period|term|duration)\b", words, re.I
    ):
        return ""
    if SHARE_OF_TERM.match(words):
        return ""
    words = re.sub(
        r"^\W*(?:the\s+)?(?:provision|delivery|supply|operation|running|replacement|purchase) of\s+(?:the\s+)?",
        "",
        words,
    )
    bare = ARTICLES.sub("", words.strip(" .,'‘’\"")).strip()
    bare = re.split(r",\s*(?=[A-Z])", bare)[0].strip(" .,")
    bare = re.sub(r"\s+(?:for|of|in|at|and|with|to|the|a)$", "", bare)
    bare = re.sub(r"(?<=\w)\s+(?:extra[- ]care|sheltered)(?: housing)?(?: scheme)?$", "", bare, flags=re.IGNORECASE)
    bare = re.sub(
        r"\s+(?:for decision|across .*|in [A-Z]\w+|throughout .*|countywide|going forward|only|too)$", "", bare
    )
    if (
        not bare
        or (GENERIC_TOPIC.fullmatch(bare) and not re.search(r"\bI(?:C)?T\b", bare))
        or re.match(rf"{NUMBER}\b[\s-](?:further\s)?(?:year|month|week)", bare)
    ):
        return ""
    if (
        re.search(r"[£●•|]|\d{4}-", bare)
        or DATE_ONLY.fullmatch(bare)
        or STAFF.search(bare)
        or OF_THIS.search(bare)
        or NO_THING.match(bare)
    ):
        return ""
    if not re.search(r"[A-Za-z]{3}|[A-Z]\w", bare) or re.match(
        r"(?:what|how|those|which|when|itself|this)\b", bare, re.I
    ):
        return ""
    return bare if len(bare.split()) <= 11 and not names_nothing(bare) else ""


def is_place(topic: str) -> bool:
    """Whether a thing is a place that services are run at, rather than a service."""
    return topic[:1].isupper() and bool(PLACES.search(topic))
