"""Outside organisations that a paper shows supplying something, or bidding to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ingest.divide.sections import Section
from ingest.extract.contracts.supplying import (
    APPOSED,
    AT_WORK,
    BOUGHT_FROM,
    CONSORTIUM,
    ITS_CONTRACT,
    LISTING,
    MAIN_PROVIDER,
    SUPPLIED_BY,
    TAKEN_ON,
    UNDER_CONTRACT,
    WORK_OF,
)
from ingest.read.document import Mapped
from ingest.read.flow import sentences
from kg.evidence import Evidence
from kg.names import organisation_key
from kg.records import Provider

_CAP: Final = r"(?:[A-Z0-9][\w’&-]*(?:'(?!s\b)\w+)?(?:\.(?=\w)\w+)*|[a-z][A-Z]\w+|plc\b)"
_NAME: Final = rf"{_CAP}(?:\s(?:(?:and|&|of|upon)\s(?:the\s)?)?(?:(?!\d{{1,2}}\b){_CAP}|&))*"
ORG: Final = re.compile(
    rf"(?:the\s+|our\s+partners?\s+)?(?P<name>{_NAME}(?:\s\([A-Z][\w&’ -]{{1,30}}\)\s(?:Ltd|Limited|LLP|plc|CIC)\b)?)"
    rf"(?:['’]s?(?=\s))?(?:\s\((?:formerly"
    rf"|previously)(?: known as)?\s+(?P<former>[^()]+)\))?(?:\s\((?:(?P<short>[A-Z][\w&-]{{1,9}})"
    rf"|[\"“‘'](?P<quoted>{_CAP}(?:\s{_CAP}){{0,3}})[\"”’'])\))?"
)
# Bodies that share the work or oversee it, and words that open no organisation's name.
NOT_OUTSIDE: Final = re.compile(
    r"\b(?:Committee|Cabinet|Board|Clinical Commissioning Group|CCGs?|ICB|ICS|NHS England|Government"
    r"|Department|Directorate|Ofsted|CQC"
    r"|Care Quality Commission|Members?|Officers?|Director|Manager|Team|Parliament|Secretary|Forum|Chair\w*"
    r"|Head of|Lead|Councillors?|Police|Providers?|Bidders?|DfE|DoH|DHSC|MHCLG|Commissioners?"
    r"|Service Users?|Section|Treasury|Appendix|Act|Framework|Services?,"
    r"|Sector|Workers?|Man(?:a)?gers|Coordinators?"
    r"|Co-ordinators?|Assistants?|Practitioners?|Staff|Social Care|Regulations?|Ministers?"
    r"|Healthwatch|Ombudsman|Association of|LGA|ADASS|NICE|Contracts?|Tenders?|Lots?|Crown|Scheme"
    r"|Purchasing System|DPS)\b"
    r"|^(?:January|February|March|April|May|June|July|August|September|October|November|December|The|This"
    r"|These|Those|It|In|As|A|An|We|They|There|If|When|For|To|At|On|By|And|Our|Its|Work|Contract|Each|Some"
    r"|All|No|None|Social|Adults?|Children|People|Older|Health|Both|Two|Three|NHS|Agreement|Trust|Council"
    r"|\d[\w,.-]*|UAs?|LAs|Authorities|Councils|Procurement|Finance|Legal|Audit|Highways|Commissioning|Operations|Democratic"
    r"|Government|Parliament|Table|Figure|Council\w*|Various|Multiple|TBC|Public Health|Property|Transport|England)$",
)
# What a firm's name can end on, and a council's own unit as well: read only where a contract is with it.
OWN_OR_FIRM: Final = re.compile(
    r"\b(?:Programme|Project|Services?$|Schools?$|Colleges?$|Organisations?|Digital|Agency$)\b"
)
# Units that every council has.
UNIT: Final = re.compile(
    r"\b(?:Adults?|Older|Children\w*|People\w*|Legal|Democratic|Financ\w+|Property|Corporate|Customer|Highways?|Transport"
    r"|Environment\w*|Library|Education|Social|Care|Health|Member\w*|Audit|Planning|Housing|Youth|Information|Council\w*"
    r"|Commissioning|Learning|Regulatory|Emergency|Fire|Registration|Streets?|Neighbourhood|Waste)\b"
)
A_COUNCIL: Final = re.compile(r"\bCouncil\b|^(?:Council|[A-Z]{1,2}CC)$|\bAuthority\b")
ABBREVIATED: Final = re.compile(rf"(?P<name>{_NAME})(?:['’]s?)?\s\((?P<short>[A-Z][A-Za-z&]{{1,7}})\)")
# "Harle Care Limited (Harle)", 'Moss Roads Ltd ("Moss Roads")': the words that a name opens with, for all of it.
OPENING: Final = re.compile(rf"\s\([\"“‘']?(?P<short>{_CAP}(?:\s(?:&\s)?{_CAP}){{0,3}})[\"”’']?\)")
REST_OF_NAME: Final = re.compile(rf"(?:\s(?:and|&|of|for|{_CAP})){{1,7}}")
LONGEST_NAME: Final = 100
# What every find of `ABBREVIATED` holds, and of `DIRECTED`: most words have neither, and are spared both.
IN_BRACKETS: Final = re.compile(r"\([A-Z][A-Za-z&]{1,7}\)")
DIRECTING: Final = ("Director", "Head")


# Longer words are a torn table, not a sentence; a megabyte of them took half a minute (22 November 2026).
LONGEST_SENTENCE: Final = 4_000
LONGEST_BLOCK: Final = 20_000


@dataclass(slots=True)
class Found:
    """A provider while the paper is being read."""

    name: str
    aliases: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation's name where it stands: the name, its short form, what it was called before."""

    name: str
    end: int
    short: str | None = None
    former: str | None = None


# When, before who: "In May 2022 Harle Care Ltd".
DATED: Final = re.compile(r"^(?:In|On|Since|By|From|During)\s+(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\s+)?\d{4}\s+(?=[A-Z])")
# "Bidder 2 is Harle Homes and Bidder 4 is Moss Trust" tells of two.
NEXT_MASK: Final = re.compile(r"\s+and\s+(?=(?:Bidder|Provider|Tenderer|Supplier)\b)")
# "The ARC team" is part of somebody, not an organisation.
PART_OF: Final = re.compile(r"\s+(?:team|staff|unit|project|pilot|model|tool|system|approach|initiative)s?\b")
DIRECTED: Final = re.compile(rf"\b(?:Director|Head|Directorate)s?(?:,|:| for| of| -)?\s+(?P<name>{_NAME})")


def read_org(text: str, start: int, *, councils: bool = False, firm: bool = False) -> Org | None:
    """The outside organisation named from `start` on; None where what stands there is none.

    councils  a council counts too
    firm      the words say that it holds a contract, so that "Tolley Lighting Services" is no unit of the council
    """
    found = ORG.match(text, start)
    if not found:
        return None
    name = re.sub(
        r"^(?:\d+(?:\.\d+)+\s+)?(?:That\s+)?(?:(?:The|(?:Review|Part|Use|Costs?|Details?) of(?: the)?)\s+)?",
        "",
        found["name"],
    ).rstrip("’'")
    name = DATED.sub("", name)
    name = NEXT_MASK.split(name)[0]
    name = re.sub(r"\s+(?:and|of|for|in|the|&|with)$", "", name)
    name = re.split(
        r"\s+(?:in|from|for)\s+(?:the\s+)?(?=(?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December|Spring|Summer|Autumn|Winter|\d{4}|[A-Z][a-z]+$))",
        name,
    )[0]
    name = re.split(r"(?<=\bLtd|\bLLP|\bplc|\bCIC)\s+and\s", name)[0]
    if NOT_OUTSIDE.search(name) or (A_COUNCIL.search(name) and not councils) or len(name) < 2:
        return None
    if OWN_OR_FIRM.search(name) and (not firm or UNIT.search(name) or " " not in name):
        return None
    if PART_OF.match(text, found.end()):
        return None
    if re.fullmatch(r"(?:Provider|Bidder|Tenderer|Supplier|Contractor|Applicant|Company)(?:\s+\w{1,2})?", name):
        return None
    short = found["short"]
    if short and sum(letter.isupper() for letter in short) < 2 and short not in name.split():
        short = None  # a place: "Harle Advice (Norwick)"
    return Org(name, found.end(), short or found["quoted"], found["former"])


def listed(org: Org, text: str) -> Iterator[Org]:
    """An organisation, or the several that a consortium's list names: "Harle, Moss and Tolley" gives three."""
    ahead = re.compile(rf"(?:,\s(?:and\s)?|\sand\s)(?P<name>{_CAP}(?:\s(?:&\s)?{_CAP})*)")
    first, _, rest = org.name.partition(" and ")
    yield Org(first, org.end, org.short, org.former) if rest else org
    if rest:
        yield Org(rest, org.end)
    place = org.end
    while found := ahead.match(text, place):
        yield Org(found["name"], found.end())
        place = found.end()


WORDS: Final = re.compile(r"\w+")
# What a firm's name goes without in running text: "Moss Roads" for "Moss Roads Ltd".
LEGAL_FORM: Final = re.compile(r"\s+(?:Ltd|Limited|LLP|plc|PLC|CIC)\.?$")


class Providers:
    """The providers of one paper."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._found: dict[str, Found] = {}
        self._names: dict[str, str] = {}
        self._spoken: dict[str, list[tuple[int, str]]] = {}  # by `_by_first_word`; empty when a name has come or gone
        self._shorts = _abbreviations(sections)
        self._short_of: dict[str, str] = {}
        for each, full in self._shorts.items():
            self._short_of.setdefault(organisation_key(full), each)
        self._own = _own(sections)

    def is_own(self, name: str) -> bool:
        """Whether a name is that of a part of the council: what a director directs."""
        return organisation_key(self._shorts.get(name, name)) in self._own

    def add(self, org: Org, evidence: Evidence) -> str:
        """Take an organisation in; return the name that the paper's records use for it."""
        name, short = org.name, org.short
        if name in self._shorts:
            name, short = self._shorts[name], name
        key = organisation_key(name)
        known = self._names.get(key)
        if known is None:
            known = name
            self._found[known] = Found(known)
            self._names[key] = known
            self._spoken = {}
        found = self._found[known]
        if evidence not in found.evidence:
            found.evidence.append(evidence)
        short = short or self._short_of.get(key)
        for alias in (short, org.former):
            if alias and alias not in found.aliases and alias != known:
                found.aliases.append(alias)
                self._adopt(alias, known)
                self._spoken = {}
        return known

    def alias(self, name: str, provider: str) -> None:
        """Note that the paper calls a provider by another name ("Provider C")."""
        found = self._found[provider]
        if name not in found.aliases:
            found.aliases.append(name)
            self._names.setdefault(organisation_key(name), provider)
            self._spoken = {}

    def _adopt(self, alias: str, known: str) -> None:
        """A name met before turns out to be another's alias: one organisation."""
        other = self._names.get(organisation_key(alias))
        self._names[organisation_key(alias)] = known
        if other and other != known and other in self._found:
            self._found[known].evidence.extend(self._found.pop(other).evidence)

    def known(self, name: str) -> str | None:
        """The name that the paper's records use for an organisation."""
        return self._names.get(organisation_key(self._shorts.get(name, name)))

    def called(self, name: str) -> str | None:
        """The provider that "the Trust" means: known by that name, or the only one whose name ends so."""
        ending = [held for held in self._found if held.endswith(f" {name}")]
        return self.known(name) or (ending[0] if len(ending) == 1 else None)

    def _two_in_one(self, name: str) -> bool:
        """Whether a name is two known ones: "Harle Care and Moss Support", each met by itself as well."""
        parts = name.split(" and ")
        return len(parts) == 2 and all(self.known(part) in self._found for part in parts)

    def in_words(self, text: str) -> list[tuple[str, int, int]]:
        """Known providers that some words name, with where, in order of place, longest first."""
        if not self._spoken:
            self._spoken = self._by_first_word()
        words = ("", *dict.fromkeys(WORDS.findall(text)))
        near = sorted(each for word in words for each in self._spoken.get(word, ()) if each[1] in text)
        spoken = sorted((name for _, name in near), key=len, reverse=True)
        held: list[tuple[str, int, int]] = []
        for name in (name for name in spoken if not self._two_in_one(name)):
            for found in re.finditer(rf"\b{re.escape(name)}\b", text):
                if not any(start < found.end() and found.start() < end for _, start, end in held):
                    held.append((self.known(name) or name, found.start(), found.end()))
        return sorted(held, key=lambda item: item[1])

    def _by_first_word(self) -> dict[str, list[tuple[int, str]]]:
        """All names that some words can name, each with its place, by the first word: thousands are not all tried."""
        names = dict.fromkeys((*self._found, *(a for f in self._found.values() for a in f.aliases)))
        names.update(dict.fromkeys(bare for name in self._found if " " in (bare := LEGAL_FORM.sub("", name))))
        out: dict[str, list[tuple[int, str]]] = {}
        for place, name in enumerate(names):
            first = WORDS.match(name)
            out.setdefault(first[0] if first else "", []).append((place, name))
        return out

    def records(self) -> Iterator[Provider]:
        """The providers as records, in the order in which the paper shows them."""
        held = [found for found in self._found.values() if not self._two_in_one(found.name)]
        for found in sorted(held, key=lambda found: min(e.start for e in found.evidence)):
            yield Provider(found.name, tuple(dict.fromkeys(found.evidence)), tuple(found.aliases))


def _own(sections: Sequence[Section]) -> frozenset[str]:
    """The council's own directorates and departments, by the posts that lead them."""
    text = (block.text[:LONGEST_BLOCK] for section in sections for block in section.blocks)
    held = (words for words in text if any(word in words for word in DIRECTING))
    return frozenset(organisation_key(found["name"]) for words in held for found in DIRECTED.finditer(words))


def _abbreviations(sections: Sequence[Section]) -> dict[str, str]:
    """The paper's own short forms: "Harle Care Trust (HCT)" gives HCT, where the initials agree."""
    shorts: dict[str, str] = {}
    for section in sections:
        for block in (block for block in section.blocks if IN_BRACKETS.search(block.text)):
            for found in ABBREVIATED.finditer(block.text[:LONGEST_BLOCK]):
                name = _ending_on(found["name"], found["short"])
                if name and found["short"] not in shorts:
                    shorts[found["short"]] = name
        for block in (block for block in section.blocks if "(" in block.text):
            for found in OPENING.finditer(block.text[:LONGEST_BLOCK]):
                before = block.text[max(0, found.start() - LONGEST_NAME) : found.start()]
                at = before.rfind(f"{found['short']} ")
                rest = before[at + len(found["short"]) :]
                if at >= 0 and REST_OF_NAME.fullmatch(rest):
                    shorts.setdefault(found["short"], found["short"] + rest)
    return shorts


def _ending_on(words: str, short: str) -> str | None:
    """The words at the end whose initials make the short form, some of them left out ("and", "NHS")."""
    letters = [letter for letter in short if letter.isupper()]
    parts = re.sub(r"^(?:for|of|in|the|and)\s+", "", words).split()
    for first in range(len(parts)):
        initials = [part[0] for part in parts[first:] if part[0].isupper() or part[0].isdigit()]
        if initials[:1] == letters[:1] and _in_order(letters, initials) and len(initials) <= len(letters) + 2:
            return " ".join(parts[first:])
    return None


def _in_order(letters: list[str], initials: list[str]) -> bool:
    place = iter(initials)
    return all(letter in place for letter in letters)


# A bidder kept nameless while the bids are weighed, and the words that lift the mask.
MASKED: Final = re.compile(r"\b(?:[Pp]rovider|[Bb]idder|[Tt]enderer) (?:[A-Z]|\d{1,2})\b")
UNMASKED: Final = re.compile(
    r"\b(?:successful|preferred|winning) (?:bidder|tenderer|provider)\b[^.;]{0,40}?\b(?:is|was)\s+(?=[A-Z])"
)
SAID_TO_BE: Final = re.compile(rf"(?P<mask>{MASKED.pattern})\s+(?:is|was)\s+(?=[A-Z])")


def unmask(words: str, providers: Providers) -> None:
    """Note whom a part of a paper meant by "provider D": it says so, or names one such and one successful bidder."""
    if not MASKED.search(words):
        return
    told = list(SAID_TO_BE.finditer(words))
    for each in told:
        named = read_org(words, each.end(), firm=True)
        if named and (known := providers.known(named.name)):
            providers.alias(each["mask"], known)
    masks = set(MASKED.findall(words))
    found = None if told else UNMASKED.search(words)
    org = read_org(words, found.end()) if found else None
    known = providers.known(org.name) if org else None
    if known and len(masks) == 1:
        providers.alias(masks.pop(), known)


def find_providers(section: Section, providers: Providers) -> None:
    """Take in the organisations that a section's sentences show supplying something."""
    for block in section.blocks:
        if block.kind == "heading":
            continue
        # No name goes on from one cell of a row to the next: "Awarded to | Value | Approved by".
        for words in block.cells if block.kind == "row" else (block.content,):
            for sentence in sentences(words):
                _of_sentence(section, sentence, providers)


def _of_sentence(section: Section, sentence: Mapped, providers: Providers) -> None:
    text = sentence.text
    for org, start in orgs(text) if len(text) <= LONGEST_SENTENCE else ():
        if providers.is_own(org.name):
            continue
        providers.add(org, section.document.evidence(sentence, start, max(org.end, start + 1)))


@lru_cache(maxsize=1024)
def orgs(text: str) -> tuple[tuple[Org, int], ...]:
    """The organisations that a sentence shows supplying something, each once, with where it stands.

    A sentence is asked about for its providers, and again for each step and term that it tells.
    """
    seen: dict[str, tuple[Org, int]] = {}
    for org, start in _sightings(text):
        seen.setdefault(org.name, (org, start))
    return tuple(seen.values())


def _sightings(text: str) -> Iterator[tuple[Org, int]]:
    for found in UNDER_CONTRACT.finditer(text):
        councils = found[0].lower().startswith(("management", "contract", "lease"))
        org = read_org(text, found.end(), councils=councils, firm=True)
        if org:
            yield from ((each, found.end()) for each in _several(org, text, found[0]))
    for wording in (SUPPLIED_BY, APPOSED, BOUGHT_FROM):
        for found in wording.finditer(text):
            org = read_org(text, found.end(), firm=wording is not SUPPLIED_BY)
            if org and not (wording is BOUGHT_FROM and TURNED_DOWN.search(text, found.end())):
                yield from ((each, found.end()) for each in _several(org, text, found[0]))
    for wording in (TAKEN_ON, MAIN_PROVIDER, WORK_OF, AT_WORK, ITS_CONTRACT):
        for behind in wording.finditer(text):
            if before := org_before(text, behind.start()):
                org, start = before
                if wording in BY_THE_WAY and (" " not in org.name or UNIT.match(org.name)):
                    continue
                together = bool(CONSORTIUM.search(text[:start]))
                yield from ((each, start) for each in (listed(org, text[: behind.start()]) if together else [org]))


# "A request to buy swings from Moss Ltd was refused": nothing was bought.
TURNED_DOWN: Final = re.compile(r"\b(?:was|were|be|been)\s+(?:refused|turned down|declined|not (?:approved|granted))\b")
# Wordings that a unit of the council can stand in as well as a firm.
BY_THE_WAY: Final = (AT_WORK, ITS_CONTRACT)


def _several(org: Org, text: str, opening: str) -> Iterator[Org]:
    """The organisation, or all of a list where the words before open one: "awarded to two firms: Harle and Moss"."""
    in_row = opening.rstrip().endswith("contracts with") and text[org.end : org.end + 1] == ","
    if not in_row and not LISTING.search(opening):
        yield org
        return
    found = list(listed(org, text))
    if any(NOT_OUTSIDE.search(each.name) or UNIT.match(each.name) for each in found):
        return
    yield from found


def org_before(text: str, end: int) -> tuple[Org, int] | None:
    """The organisation whose name ends at `end`."""
    best = None
    for found in ORG.finditer(text[:end]):
        if found.end() >= end - 1 and " " in found["name"] + " ":
            best = found
    if not best:
        return None
    org = read_org(text[:end], best.start())
    return (org, best.start()) if org and (" " in org.name or org.short) else None
