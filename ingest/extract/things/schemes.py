"""The schemes, programmes and services that a paper speaks of by name, with the other names that it gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.divide.sections import Section
from ingest.extract.contracts.parts import part_of
from ingest.extract.contracts.phrases import named
from ingest.extract.contracts.providers import LONGEST_SENTENCE
from ingest.extract.contracts.steps import steps
from ingest.extract.contracts.titles import DEAL, title_name
from ingest.extract.finance.savings_tables import saving_rows
from ingest.extract.things.scheme_names import (
    ABBREVIATED,
    BOUGHT,
    BOUGHT_BY,
    CARE_HOUSE,
    EXTRA_CARE,
    GRANT,
    HOUSE,
    HOUSES,
    IN_BRACKETS,
    KEPT_UP,
    OWN_RULES,
    SERVICE,
    THE_CONTRACT,
    TITLE,
    TITLE_TAIL,
    WON,
    WORKS,
    core_of,
    initials_of,
    is_generic,
    is_plan,
    is_service,
    key_of,
    nouns_in,
    title_case,
    title_subject,
)  # fmt: skip
from ingest.extract.words.references import CODE, PLAN_REF, parse_ref
from ingest.read.document import Mapped
from ingest.read.flow import sentences
from kg.evidence import Evidence
from kg.records import (
    Decision,
    Minute,
    Recommendation,
    Record,
    Report,
    Scheme,
    SchemeDependency,
    SchemeKind,
    SectionKind,
)

# Plans of meetings name what reports will be about; that is no speaking of a scheme.
LEFT_ALONE: frozenset[SectionKind] = frozenset(["front-sheet", "forward-plan", "training-plan"])
# Names with a noun like "approach" count where they are met so often, or with a noun like "programme" too.
OFTEN = 3
# A cell of a finance table that is longer than this is commentary; a shorter one is the name of a budget.
PROSE = 120
WORD = re.compile(r"\w+")
# Nouns that a name goes by or without.
CLOSING = frozenset(["service", "programme", "project", "scheme"])
# Titles of buying that speak of no contract.
RENEWING = re.compile(r"\b(?:re-?commissioning|commissioning of|extension of|concession|novation)\b", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """What may be a scheme: the forms of its name as printed, each once, and the evidence of the first."""

    core: str
    kind: SchemeKind
    evidence: Evidence
    forms: dict[str, None] = field(default_factory=dict)
    sure: bool = False
    met: int = 0
    ref: str | None = None

    @property
    def key(self) -> str:
        return key_of(self.core)


class Gathering:
    """The candidates of a paper, forms of one name joined as they come."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._held: dict[str, Candidate] = {}
        self._counts_of: Counter[str] | None = None

    def add(
        self, core: str, form: str, kind: SchemeKind, evidence: Evidence, *, sure: bool, ref: str | None = None
    ) -> None:
        """One mention of a name."""
        held = self._held.setdefault(key_of(core), Candidate(core, kind, evidence))
        held.forms.setdefault(form)
        held.met += 1
        held.sure = held.sure or sure
        held.ref = held.ref or ref

    def spell_out(self, full: dict[str, str]) -> None:
        """Give those met under their abbreviation only the name that the paper gives for it."""
        for held in self._held.values():
            if held.core in full:
                held.core = full[held.core]

    def make_sure(self, keys: set[str]) -> None:
        """Names that the paper gives an abbreviation for count at the first mention."""
        for held in self._held.values():
            held.sure = held.sure or not keys.isdisjoint({held.key, *map(key_of, held.forms)})

    def found(self) -> list[Candidate]:
        """Those that count, in the paper's order; a name that is another's tail or abbreviation is joined to it."""
        kept: list[Candidate] = []
        for candidate in sorted(self._held.values(), key=lambda held: (-len(held.key.split()), held.evidence)):
            whole = [other for other in kept if _is_short_for(candidate, other)]
            if len(whole) == 1 and whole[0].met == 1 and " and " in whole[0].core and candidate.met >= OFTEN:
                # Two things named together once: "Road Charging and the Bed Levy".
                kept.remove(whole[0])
                kept.append(candidate)
            elif len(whole) == 1:
                whole[0].forms.update(candidate.forms)
                whole[0].met += candidate.met
                whole[0].sure = whole[0].sure or candidate.sure
            else:
                kept.append(candidate)
        return sorted((held for held in kept if self._counts(held)), key=lambda held: held.evidence)

    def _counts(self, held: Candidate) -> bool:
        if not held.sure and held.met < OFTEN:
            return False
        return " " in held.core or self._is_name(held.core)

    def _is_name(self, word: str) -> bool:
        """Whether a single word is a name: the paper hardly writes it small, and it is no abbreviation."""
        if word.isupper():
            return False
        small, large = self._count(word.lower()), self._count(word)
        return len(word) > 2 and not word.islower() and small * 4 < large

    def _count(self, word: str) -> int:
        """How often the paper prints a word; counted once, for a list of 20,000 titles asked it of as many."""
        if not WORD.fullmatch(word):
            return len(re.findall(rf"\b{re.escape(word)}\b", self._text))
        if self._counts_of is None:
            self._counts_of = Counter(found[0] for found in WORD.finditer(self._text))
        return self._counts_of[word]


def _is_short_for(short: Candidate, whole: Candidate) -> bool:
    """Whether one name is the other cut short: its last words, its first where it is seldom met, or its initials.

    Two programmes whose names differ in the first word only are one, as papers misname them.
    """
    a, b = short.key.split(), whole.key.split()
    if short.core.isupper() and 2 <= len(short.core) <= 6:
        letters = initials_of(whole.core)
        return short.core in (letters, *(letters + initials_of(form.rsplit(" ", 1)[-1]) for form in whole.forms))
    if len(a) > 1 and b[:-1] == a and b[-1] in CLOSING:
        return True
    if len(a) == len(b) > 2 and a[1:] == b[1:] and short.kind == whole.kind == "programme":
        return True
    return 1 < len(a) < len(b) and (b[-len(a) :] == a or (b[: len(a)] == a and short.met < OFTEN))


def schemes(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Record]:
    """A Scheme for each that the paper names, besides those that business cases have recorded."""
    document = sections[0].document
    gathering = Gathering(document.text)
    for section in sections:
        if section.kind not in LEFT_ALONE:
            _gather(section, gathering)
    _titled(records, gathering)
    _decided_on(records, gathering)
    _dealt_with(records, gathering)
    known = [record for record in records if isinstance(record, Scheme)]
    abbreviations = dict(_abbreviations(sections))
    short = {key_of(full): letters for full, letters in abbreviations.items()}
    gathering.make_sure(set(short))
    gathering.spell_out({letters: full for full, letters in abbreviations.items() if is_plan(full)})
    refs = {scheme.ref for scheme in known}
    for row in (row for section in sections for row in saving_rows(section)):
        if row.ref not in refs:
            refs.add(row.ref)
            yield Scheme(row.title, "savings", (row.evidence,), row.ref)
    named = gathering.found()
    for candidate in named:
        yield from _scheme(candidate, known, short)
    yield from _depended_on(records, [*known, *(scheme for each in named for scheme in _scheme(each, known, short))])


def _depended_on(records: Sequence[Record], known: Sequence[Scheme]) -> Iterator[Scheme]:
    """What business cases depend on by a name of its own, where nothing else records it."""
    names = {key_of(name) for scheme in known for name in (scheme.name, *scheme.aliases)}
    for record in records:
        if not isinstance(record, SchemeDependency) or PLAN_REF.match(record.depends_on):
            continue
        if key_of(record.depends_on) not in names:
            names.add(key_of(record.depends_on))
            code = CODE.match(record.evidence[0].quote)
            yield Scheme(record.depends_on, "programme", record.evidence, parse_ref(code[0]) if code else None)


def _gather(section: Section, gathering: Gathering) -> None:
    for block in section.blocks:
        for words in block.cells if block.kind == "row" else (block.content,):
            if block.kind == "row" and section.kind == "finance-report" and len(words) < PROSE:
                continue
            for sentence in sentences(words):
                _named(section, sentence, gathering)
                _services(section, sentence, gathering)
                _grants(section, sentence, gathering)
                _of_contract(section, sentence, gathering)
            _houses(section, words, gathering)


def _named(section: Section, words: Mapped, gathering: Gathering) -> None:
    for core, noun, what, start, end in nouns_in(words.text):
        evidence = section.document.evidence(words, start, end)
        if noun == "Fund" and not WON.search(words.text[:start]):
            continue
        gathering.add(core, f"{core} {noun}", what.kind, evidence, sure=what.alone or noun == "Fund")


def _titled(records: Sequence[Record], gathering: Gathering) -> None:
    """What reports and minutes are about: a title, or its part before a dash, that closes with a scheme's noun."""
    for record in records:
        if isinstance(record, Report | Minute):
            title = re.split(r"\s+[-–—:]\s+", record.title)[0]
            found = TITLE.fullmatch(title_case(title))
            if found and len(key_of(found["core"]).split()) > 1 and not is_generic(found["core"]):
                noun = "Framework" if found["noun"] == "Framework" else "Service"
                form = f"{found['core']} {found['noun']}"
                gathering.add(f"{found['core']} {noun}", form, "service", record.evidence[0], sure=True)


def _decided_on(records: Sequence[Record], gathering: Gathering) -> None:
    """What items of minutes are about that decide on a contract: "Harbour View Renewal: Award of the contract"."""
    bought = {(r.meeting, r.minute) for r in records if isinstance(r, Decision) and r.meeting and any(steps(r.text))}
    for record in records:
        if isinstance(record, Minute) and (record.meeting, record.number) in bought:
            name = title_subject(record.title)
            if name:
                kind: SchemeKind = "capital" if WORKS.search(name) else "service"
                gathering.add(name, name, kind, record.evidence[0], sure=True)


def _dealt_with(records: Sequence[Record], gathering: Gathering) -> None:
    """What a title's deal is for ("Lamp Columns: award of contract"), and what limbs decide on by a service's name."""
    for record in records:
        if isinstance(record, Report | Minute) and (DEAL.search(record.title) or RENEWING.search(record.title)):
            deal = title_name(record.title)
            name = TITLE_TAIL.sub("", deal.topic) if deal else ""
            if name and is_service(name) and not part_of(name):
                kind: SchemeKind = "capital" if WORKS.search(name) else "service"
                gathering.add(name, name, kind, record.evidence[0], sure=True)
        elif isinstance(record, Decision | Recommendation):
            _in_limb(record, gathering)


def _in_limb(record: Decision | Recommendation, gathering: Gathering) -> None:
    """A scheme that a limb decides on by its name; a service that it takes a step of a contract for."""
    for core, noun, _, _, _ in nouns_in(record.text):
        if noun == "Scheme" and len(key_of(core).split()) > 1 and not OWN_RULES.search(core):
            kind: SchemeKind = "capital" if "capital" in record.text.lower() else "programme"
            gathering.add(core, f"{core} {noun}", kind, record.evidence[0], sure=True)
    for deal in named(record.text) if any(steps(record.text)) else ():
        name = BOUGHT_BY.sub("", TITLE_TAIL.sub("", deal.topic))
        if KEPT_UP.search(name) and is_service(name) and not part_of(name):
            gathering.add(name, name, "service", record.evidence[0], sure=True)


def _services(section: Section, words: Mapped, gathering: Gathering) -> None:
    """Services that the sentence says are bought, by a name of two words or more."""
    if not BOUGHT.search(words.text):
        return
    for found in SERVICE.finditer(words.text):
        core = core_of(found["core"])
        if len(key_of(core).split()) > 1 and not is_generic(core):
            evidence = section.document.evidence(words, found.start(), found.end())
            name = f"{core} {found['noun'].capitalize()}"
            gathering.add(name, name, "service", evidence, sure=name.endswith("Service"))


def _of_contract(section: Section, words: Mapped, gathering: Gathering) -> None:
    """What the paper calls a contract by, in capitals: "the Northern Lights contract with Moss Ltd"."""
    for found in THE_CONTRACT.finditer(words.text) if "contract" in words.text else ():
        core = core_of(found["core"])
        if len(key_of(core).split()) > 1 and is_service(core):
            evidence = section.document.evidence(words, found.start(), found.end())
            gathering.add(core, core, "service", evidence, sure=True)


def _grants(section: Section, words: Mapped, gathering: Gathering) -> None:
    """Grants and funds of others with a name, where the sentence says that they pay for something."""
    pays = ("Grant" in words.text or "Fund" in words.text) and len(words.text) <= LONGEST_SENTENCE
    for found in GRANT.finditer(words.text) if pays else ():
        core = core_of(found["paid"] or found["pays"])
        if len(key_of(core).split()) > 1 and not is_generic(core):
            name = f"{core} {found['noun'] or found['kind']}"
            evidence = section.document.evidence(words, found.start(), found.end())
            gathering.add(name, name, "programme", evidence, sure=True)


def _houses(section: Section, words: Mapped, gathering: Gathering) -> None:
    for found in EXTRA_CARE.finditer(words.text) if "xtra " in words.text else ():
        core = core_of(found["name"])
        if core and not is_generic(core):
            evidence = section.document.evidence(words, found.start(), found.end())
            gathering.add(core, found[0].strip(), "extra-care", evidence, sure=True)
    if any(map(words.text.__contains__, HOUSES)) and CARE_HOUSE.search(words.text):
        for found in HOUSE.finditer(words.text):
            core = core_of(found["name"])
            if len(core.split()) > 1:
                evidence = section.document.evidence(words, found.start(), found.end())
                gathering.add(core, core, "extra-care", evidence, sure=True)


def _abbreviations(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Names and the abbreviations that the paper puts in brackets behind them, where the letters agree."""
    for section in sections:
        for block in (block for block in section.blocks if IN_BRACKETS.search(block.text)):
            for found in ABBREVIATED.finditer(block.text):
                words = found["full"].split()
                for at in range(len(words)):
                    full = core_of(" ".join(words[at:]))
                    if initials_of(full) == found["short"].upper():
                        yield full, found["short"]


def _scheme(candidate: Candidate, known: Sequence[Scheme], short: dict[str, str]) -> Iterator[Scheme]:
    """The record of a candidate; where a case of that name is recorded, only what it does not say yet."""
    keys = {key_of(form) for form in candidate.forms} | {candidate.key}
    abbreviations = [short[key] for key in sorted(keys) if key in short]
    forms = dict.fromkeys([*candidate.forms, candidate.core, *abbreviations])
    for scheme in known:
        if keys & {key_of(name) for name in (scheme.name, *scheme.aliases)}:
            new = tuple(form for form in forms if form not in (scheme.name, *scheme.aliases))
            if new:
                yield Scheme(scheme.name, scheme.kind, (candidate.evidence,), scheme.ref, new)
            return
    name = candidate.core if candidate.kind == "extra-care" else next(iter(forms))
    aliases = tuple(form for form in forms if form != name)
    yield Scheme(name, candidate.kind, (candidate.evidence,), candidate.ref, aliases)
