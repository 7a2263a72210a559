"""Of which contracts a sentence tells a step: those that it names, those of a table, or the one at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.extract.contracts.parts import all_parts, parts_spoken
from ingest.extract.contracts.phrases import Named, clean_topic, describing, named, strip_plain
from ingest.extract.contracts.reading import Reading, object_at
from ingest.extract.contracts.register import Draft, key_of
from ingest.extract.contracts.tellings import Telling
from ingest.extract.contracts.terms import NUMBERS
from kg.evidence import Evidence

# What is bought through a framework is not the framework.
VEHICLE: Final = re.compile(
    r"\b(?:through|under|via|from|using|onto|off|(?:suppliers|firms|providers|contractors|those) on)\s+(?:(?:the"
    r"|an?|our|its)\s*)?$",
    re.IGNORECASE,
)
LET_TO: Final = re.compile(r"^\s+(?:which (?:was|were) )?let to\b")
USED: Final = re.compile(r"\b(?:through|via|using|off)\s+(?:(?:the|an?|our|its)\s*)?$", re.IGNORECASE)
GOES_ON: Final = re.compile(
    r"\W*(?:[\d.]+\s+)?(?:(?:Without|Unless|If|Otherwise)\b[^,.;]{0,50}?,?\s+(?=it\b))?"
    r"(?:It|it|This|They|(?:The|This) (?:contract|agreement|lease|framework|service|work)s?)\b"
)
SPEAKS_OF_DEAL: Final = re.compile(
    r"\b(?:it|this|service|beds?|agreements?|contracts?|(?:month|year)s? extension)\b", re.IGNORECASE
)
SUBJECT: Final = re.compile(
    r"\W*(?:[\d.]+\s+)?(?P<what>(?:[A-Z][\w’'&-]*)(?:\s+(?:\([^)]*\)|and|&|[\w’'-]+)){0,6}?)"
    r"\s+(?:are|is|was|were|can|will|has|have|[–-])\s"
)
NO_SUBJECT: Final = re.compile(r"(?:It|This|These|They|There|We|The|A|An|Procurement|Tender\w*|Work|In|At)\b")
TENDER_FOR: Final = re.compile(
    r"\b(?:tenders?|procurement|ITT|quotations|quotes|bids)(?:\s+(?:exercise|process))?(?=\s+(?:for|of)\b)",
    re.IGNORECASE,
)
A_BODY: Final = re.compile(r"\b(?:Council|Committee|Board|draft)\b")
BOTH: Final = re.compile(r"\b(?:both|the two)(?: \w+)? (?:contracts|agreements|leases)\b", re.IGNORECASE)
# Those who hold the contracts of a table, counted: "to the two centres", "to each provider".
_HOLDER: Final = (
    r"(?:centre|provider|operator|firm|organisation|contractor|supplier|hub|home|charity|charitie|company|companie)"
)
COUNTED: Final = re.compile(
    rf"\b(?:to|with|by)\s+(?:(?P<each>each|every)\s+(?:of the\s+)?(?:\w+\s)?{_HOLDER}"
    rf"|(?:the\s+)?(?P<count>both|two|three|four|five|six)\s+(?:\w+\s)?{_HOLDER}s)\b",
    re.IGNORECASE,
)
# "Work is due to start on site in May" tells of works that a contract is let for.
ON_SITE: Final = re.compile(r"\bon site\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A telling found in a sentence, and the phrases of contracts there.

    beside  the phrase close to the telling that names no thing: "the contract expires"
    """

    reading: Reading
    telling: Telling
    text: str
    found: re.Match[str]
    evidence: Evidence
    phrases: Sequence[Named]
    beside: Named | None


def targets(reading: Reading, telling: Telling, text: str, found: re.Match[str], evidence: Evidence) -> list[Draft]:
    """The contracts that a telling in a sentence is of; none where the sentence leaves it open."""
    phrases = list(named(text))
    beside = next((name for name in phrases if not name.topic and abs(name.end - found.start()) < 40), None)
    told = Told(reading, telling, text, found, evidence, phrases, beside)
    for look in (_parts, _object, _of_table, _tender_for, _named, _tender, _subject):
        drafts = look(told)
        if drafts:
            return drafts
    return _of_place(told) if _goes_on(told) else []


def _parts(told: Told) -> list[Draft]:
    """The lots of the procurement that the part is about: those named, or all where the sentence counts them."""
    step, status = told.telling.step, told.telling.status
    if len(told.reading.lots) < 2 or step not in ("procure", "award", "start"):
        return []
    if any(name.running for name in told.phrases) or (step != "procure" and status != "planned"):
        return []
    return parts_spoken(told.reading, told.text) or all_parts(told.reading, told.text)


def _object(told: Told) -> list[Draft]:
    """What a verb of buying has for its object."""
    objects = object_at(told.text, told.found.end()) if told.telling.object else []
    return [told.reading.draft(name, told.evidence) for name in objects]


def _of_table(told: Told) -> list[Draft]:
    """The contracts of a table whose providers the sentence names: "two contracts (with A and B)"."""
    if told.telling.step not in ("extend", "vary", "end") or not any(name.plural for name in told.phrases):
        return []
    providers = {known for known, _, _ in told.reading.providers.in_words(told.text)}
    return [draft for draft in told.reading.tabled if draft.provider in providers]


def _named(told: Told) -> list[Draft]:
    """The contract that the sentence names nearest to the telling."""
    step, start, end = told.telling.step, told.found.start(), told.found.end()
    topical = [name for name in told.phrases if name.topic and ". " not in told.text[name.end : start]]
    topical = [name for name in topical if not USED.search(told.text[: max(name.start, 0)].rstrip() + " ")]
    if step == "procure":
        topical = [name for name in topical if not VEHICLE.search(told.text[: max(name.start, 0)].rstrip() + " ")]
    if not topical:
        return []
    if told.beside and step in ("end", "start", "award") and abs(topical[0].end - start) > 40:
        return []
    closest = min(topical, key=lambda name: _distance(name, start, end))
    chosen = [name for name in topical if name.start == closest.start] if closest.plural else [closest]
    return [_in_force(told, told.reading.draft(name, told.evidence), name) for name in chosen]


def _distance(name: Named, start: int, end: int) -> int:
    """How far a phrase stands from a telling; none where it stands within its words."""
    within = start - 1 <= name.start and name.end <= end
    return 0 if within else min(abs(name.end - start), abs(name.start - end))


def _tender_for(told: Told) -> list[Draft]:
    """What a tender is for: "The tender for meals at Alder Court will be published"."""
    noun = TENDER_FOR.search(told.text, 0, told.found.end()) if told.telling.step in ("procure", "pause") else None
    objects = object_at(told.text, noun.end()) if noun else []
    return [_asked_for(told, name) or told.reading.draft(name, told.evidence) for name in objects]


def _asked_for(told: Told, name: Named) -> Draft | None:
    """What the part's own limbs buy, where a shorter name means that: "quotations for vehicles"."""
    key = key_of(name.topic)
    fitting = [draft for draft in told.reading.asked if key and key <= draft.key]
    return fitting[0] if len({id(draft) for draft in fitting}) == 1 else None


def _tender(told: Told) -> list[Draft]:
    """What describes a tender before it: "A block bed tender was issued"."""
    if told.telling.step != "procure" or told.phrases:
        return []
    noun = re.compile(r"\b(?:tender|procurement)\b", re.IGNORECASE).search(
        told.text, max(0, told.found.start() - 1), told.found.end() + 12
    )
    words = " ".join(strip_plain(describing(told.text[: noun.start()]))) if noun else ""
    if not words or not clean_topic(words) or A_BODY.search(words):
        return []
    return [told.reading.draft(Named(words, "contract", 0, 0), told.evidence)]


def _subject(told: Told) -> list[Draft]:
    """The contract for what the sentence's subject names: "Community meals can be retendered"."""
    of_works = told.telling.step == "start" and ON_SITE.search(told.text) and "contract" in told.reading.block_words
    if told.phrases or not (told.telling.step in ("procure", "vary", "extend", "direct-award") or of_works):
        return []
    head = SUBJECT.match(told.text)
    if not head or head.end() > told.found.start() + 60 or NO_SUBJECT.match(head["what"]):
        return []
    names = object_at(head["what"] + ".", 0)
    return [told.reading.draft(name, told.evidence) for name in names[:1]]


def _goes_on(told: Told) -> bool:
    """Whether a sentence that names no contract still speaks of the one at hand."""
    step = told.telling.step
    if LET_TO.search(told.found[0]):
        return told.reading.near is not None
    if told.phrases or told.telling.status == "recommended":
        return True
    if step in ("start", "end"):
        return "start date" in told.text or bool(
            (told.reading.near or told.reading.heading or told.reading.lead) and GOES_ON.match(told.text)
        )
    return step not in ("award", "extend") or bool(SPEAKS_OF_DEAL.search(told.text))


def _of_place(told: Told) -> list[Draft]:
    """The contract that "it" or "the contract" means here, or the one with the provider that the sentence names."""
    about = told.beside or next((name for name in told.phrases if not name.topic), None)
    buying = told.telling.step in ("procure", "pause")
    if told.telling.status == "recommended":
        about = None
    lots = told.reading.lots
    if buying and len(lots) > 1 and (told.reading.near is None or told.reading.near in lots):
        return list(lots)
    if all_told := _each_of_table(told):
        return all_told
    meant = told.reading.meant(about, told.evidence, buying=buying)
    if len(meant) > 2 and BOTH.search(told.text):
        meant = _two_told_of(told, meant)
    providers = told.reading.providers.in_words(told.text)
    if not meant and told.beside and providers:
        return [told.reading.draft(Named(providers[0][0], "contract", 0, 0), told.evidence)]
    if not meant and buying and told.telling.status == "planned" and told.reading.subject:
        return [told.reading.draft(Named(told.reading.subject, "contract", 0, 0), told.evidence)]
    if told.telling.step == "terminate" and providers:
        # "Care was run by Harle Ltd until that contract was terminated" ends none that another firm holds.
        firms = {known for known, _, _ in providers}
        meant = [draft for draft in meant if draft.provider is None or draft.provider in firms]
    return [_in_force(told, draft, told.beside) for draft in meant]


def _each_of_table(told: Told) -> list[Draft]:
    """All contracts of a table, where a sentence counts their holders rightly: "made to the two centres"."""
    found, tabled = COUNTED.search(told.text), told.reading.tabled
    if not found or len(tabled) < 2:
        return []
    counted = 2 if found["count"] and found["count"].lower() == "both" else NUMBERS.get((found["count"] or "").lower())
    return tabled if found["each"] or counted == len(tabled) else []


def _two_told_of(told: Told, meant: list[Draft]) -> list[Draft]:
    """Of a table's contracts the two whose firms the paragraph names, where it says "both"; none else."""
    firms = {known for known, _, _ in told.reading.providers.in_words(told.reading.block_words)}
    two = [draft for draft in meant if draft.provider in firms]
    return two if len(two) == 2 else []


def _in_force(told: Told, draft: Draft, name: Named | None) -> Draft:
    """The contract that runs now, where what is said can only be said of it: "The contract expires on …"."""
    if told.telling.step == "end" and draft.wanted and not draft.running and not (name and name.fresh):
        return told.reading.register.running_of(draft, told.reading.scope.start, told.evidence)
    return draft
