"""Of which contracts decided or recommended words take a step: what they name, or what the part is about."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.engaged import appointed
from ingest.extract.contracts.holders import of_holder
from ingest.extract.contracts.lots import awarded_lots
from ingest.extract.contracts.parts import note_part
from ingest.extract.contracts.phrases import (
    GENERIC_TOPIC,
    Named,
    clean_topic,
    describing,
    named,
    strip_plain,
    topics,
)
from ingest.extract.contracts.providers import read_org
from ingest.extract.contracts.reading import SUCCESSOR, Reading, object_at
from ingest.extract.contracts.register import Draft, alike, key_of
from ingest.extract.contracts.steps import AWARD, SUBORDINATE, Step
from ingest.extract.contracts.titles import DEAL
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence

CONVERTED: Final = re.compile(
    r"\b(?:conver(?:t|ting|sion of)|switch(?:ing)?|mov(?:e|ing))\s+"
    r"(?:(?:a|some|the)\s+(?:proportion|number|part|share) of\s+)?"
    r"(?P<what>[^.;]{3,60}?)\s+(?:to|into)\s+(?:an?\s+)?(?P<kind>(?:block|spot|call-off|fixed[- ]price) contract)",
    re.IGNORECASE,
)
# What is bought or awarded, where no noun of a contract stands before it.
PROVISION: Final = re.compile(
    r"\bfor (?:the )?(?=(?:provision|delivery|supply|refurbishment|construction|building|repair|running) of\b)"
    r"|\bproviders? of (?:the )?",
    re.IGNORECASE,
)
# A tender accepted is for something: "accept the tender submitted by Harle Builders for the rebuilding of the school".
TENDER_OF: Final = Wording(
    r"\baccept\w*\b[^.;]{0,40}?\b(?:tender|quotation|quote|bid)\b[^.;]{0,80}?\bfor\s+(?=(?!the sum|£)\w)"
    r"|\b(?:outcome|results?) of the (?:tender|procurement)(?: exercise| process)? for\s+(?=\w)",
    reads=["accept the tender submitted by Harle Ltd for the rebuilding"],
    leaves=["accept the tender"],
)
# Awarded or let to a firm, with what for behind it: "to be awarded to Harle Ltd for the housing system".
TO_FIRM: Final = Wording(
    r"\b(?:award|awarded|let|given|offered|tender|quotation|quote|bid|submitted|exempt\w*|waive\w*)\b[^.;]{0,60}?\s(?:to|from|by|with)\s+"
    r"(?=(?-i:(?:the\s+)?[A-Z]))",
    reads=["a contract to be awarded to Harle Ltd", "the quotation from Moss Ltd"],
    leaves=["awarded to a firm"],
)
FOR_WHAT: Final = re.compile(
    r"(?:\s+(?:of|in the sum of|at|for)\s+£[\d,.]+(?:k|m)?(?:\s*\([^)]*\))?(?:\s+(?:plus|excluding|ex|\+)\s+VAT)?)?"
    r"\s+for\s+(?:the\s+|an?\s+)?(?=\w)",
    re.IGNORECASE,
)
CALLED_OFF: Final = Wording(
    r"\bcall(?:ing)?[ -]off\s+(?:the\s+)?(?!contracts?|orders?|from|under|arrangements?|agreements?)(?=\w)",
    reads=["be authorised to call off bridge inspections from the framework"],
    leaves=["award a call-off contract"],
)
ONE_CONTRACT: Final = Wording(
    r"\b(?:an?|the)\s+(?:[a-z\d]+-year\s+)?(?:call-off\s+|new\s+|direct\s+)?contract\b",
    reads=["a call-off contract under the Harle Framework be awarded to Moss Ltd"],
    leaves=["award contracts under the Harle Framework"],
)
# The framework by way of which something else is bought.
MEANS: Final = Wording(
    r"\b(?:via|through|under|on|using|utilising|use of|from|off|by means of|by way of)\s+(?:the\s+"
    r"|an?\s+)?(?:[\w&’'.-]+\s+){0,9}?"
    r"(?:framework(?: agreement| contract)?s?|dynamic purchasing systems?|DPS"
    r"|dynamic markets?)\b(?:\s*\([^)]{1,30}\))?",
    reads=["via the Eastern Purchasing Framework", "through a dynamic purchasing system"],
    leaves=["establish a framework for bins"],
)
APPOINT: Final = re.compile(r"appoint", re.IGNORECASE)
AS_WHAT: Final = Wording(
    r"\b(?:as|to)\s+(?:the\s+)?(?P<what>[^.;,]+?)(?=$|[.;,]|\s+(?:at|in the sum|for the sum|for a)\b)",
    reads=["appoint Harle Ltd as architects for the depot"],
    leaves=["appoint Harle Ltd"],
)
AWARDED: Final = re.compile(r"\s*(?:of|the|a)?\s*(?P<what>[^.;]*?\b(?:for|at)\s+)?(?P<topic>[A-Z][^.;]*?)(?=\s+to\s|$)")


# Words that point to a list elsewhere: they name nothing by themselves.
LISTED: Final = Wording(
    r"\b(?:listed|set out|shown|named|described|detailed|identified|specified|outlined|contained)\b[^.;]*?"
    r"\b(?:appendix|appendices|annex|schedule|table|paragraphs?|sections?|report|below|above)\b",
    reads=["the routes listed in Appendix 1", "the services shown in the table"],
    leaves=["the Listed Buildings Service"],
)
# Whatever contracts it takes: none that a table lists.
ANY: Final = Wording(
    r"\b(?:any|all|relevant|necessary|required|appropriate|associated)\s+(?:\w+\s+){0,2}?(?:contracts?|agreements?)\b"
    r"|\bcontracts?(?:\(s\))?\s+(?:as\s+)?(?:necessary|required|needed)\b",
    reads=["entering into any relevant contracts", "award the contract(s) necessary for the works"],
    leaves=["extend the current contracts"],
)
# What a limb decides on falls under what the limb before set up.
UNDER_IT: Final = Wording(
    r"\bunder (?:it|them|(?:the|this|that) (?:system|framework|DPS|arrangements?))\b",
    reads=["award contracts under it"],
    leaves=["under the Act"],
)


# "that both lots be procured together": what is bought stands before.
PASSIVE: Final = re.compile(
    r"(?:^|\bthat\b|[;,])\s*(?P<what>(?:(?!\bthat\b)[^;.]){3,160}?)\s+(?:be|is|are)\s+(?:then\s+|also\s+|now\s+)?$",
    re.IGNORECASE,
)
# "that the cleaning service be brought back in-house" ends the contract for it.
BACK_IN_HOUSE: Final = Wording(
    r"(?:^|\bthat\b|[;,])\s*(?P<what>(?:(?!\bthat\b)[^;.]){3,90}?)\s+be (?:brought|taken) back in[- ]house\b",
    reads=["That the cleaning service be brought back in-house"],
    leaves=["bring the files back in-house"],
    needs=["house"],
)
POINTING: Final = re.compile(
    r"\W*(?:that\s+)?(?:both|it|they|these|those|this|all"
    r"|the (?:services?|works?|lots|contracts?|provision|scheme|project))\b",
    re.IGNORECASE,
)
# A buying that is called off or put off is of something: "the procurement of the main works be abandoned".
BUYING_OF: Final = Wording(
    r"\b(?:procurement|tender(?:ing)?)(?:\s+(?:exercise|process))?(?=\s+(?:of|for)\b)",
    reads=["the procurement of the works", "the tender exercise for salt"],
    leaves=["the procurement rules"],
    needs=["procurement", "tender"],
)


def targets(reading: Reading, words: str, evidence: Evidence, step: Step, held: list[Draft]) -> list[Draft]:
    """The contracts that a limb's step is of; `held` are those that its step before is of."""
    text = SUBORDINATE.sub(_blank, words)
    lots = awarded_lots(reading, text, evidence) if step.step in ("award", "direct-award") else []
    if lots:
        return lots
    if step.step in ("procure", "award", "direct-award") and (after := reading.successor(text, evidence)):
        return [after]
    names = _names(text, step)
    rows = _named_rows(reading, text) if step.step in ("end", "terminate", "extend", "vary", "pause") else []
    if rows and not any(name.topic and not name.plural for name in named(text)):
        return rows
    if names and all(LISTED.search(name.topic) for name in names):
        return reading.tabled or reading.appended
    if names and (own := _of_title(reading, names, step)):
        return [own]
    if names:
        drafts = [reading.draft(name, evidence) for name in names]
        if step.step in ("award", "direct-award", "procure"):
            for draft in drafts:
                note_part(reading, draft)
        if step.step in ("extend", "vary", "terminate", "end") and not any(name.fresh for name in names):
            drafts = [_one_renewed(reading, draft, evidence) for draft in drafts]
        if not reading.several:
            reading.lead = reading.lead or drafts[0]
        return list({id(draft): draft for draft in drafts}.values())
    if held:
        return held
    if reading.decided_before and UNDER_IT.search(text):
        return reading.decided_before
    bare = next(iter(named(text)), None)
    if bare and ANY.search(text) and not bare.running:
        return [reading.lead] if reading.lead else reading.of_title(bare, evidence)
    if bare and bare.plural and step.step == "extend" and reading.tabled:
        return _of_rows(reading, text)
    before, reading.near = reading.near, None
    drafts = of_holder(reading, text, bare, evidence) if bare else []
    drafts = drafts or reading.meant(_as_meant(bare, step), evidence) or reading.of_title(bare, evidence)
    reading.near = before
    return drafts


def _one_renewed(reading: Reading, draft: Draft, evidence: Evidence) -> Draft:
    """The contract in force where another limb of the part asks for a new one of the same name."""
    told = (name for record in reading.scope.decided for name in named(record.text))
    renewed = any(name.fresh and key_of(name.topic) == draft.key for name in told)
    return reading.register.running_of(draft, reading.scope.start, evidence) if renewed else draft


def _of_title(reading: Reading, names: list[Named], step: Step) -> Draft | None:
    """The contract that the part's title is about, where its one award calls that by other words in part the same:
    "Baths Management: award of contract" awards "the contract for the management of the Mill Lane baths".
    """
    lead, title = reading.lead, reading.scope.title or ""
    if lead is None or len(names) > 1 or names[0].plural or step.step != "award" or not DEAL.search(title):
        return None
    one = sum(bool(AWARD.search(record.text)) for record in reading.scope.decided) == 1
    if lead.running or lead in reading.asked or not one or not alike(lead.key, key_of(names[0].topic)):
        return None
    reading.register.also(lead, names[0])
    return lead


def _named_rows(reading: Reading, text: str) -> list[Draft]:
    """The rows of a table of contracts whose firms a limb names, where it names two or more of them."""
    firms = {known for known, _, _ in reading.providers.in_words(text)}
    held = [draft for draft in reading.tabled if draft.provider in firms]
    return held if len({draft.provider for draft in held}) > 1 else []


def _of_rows(reading: Reading, text: str) -> list[Draft]:
    """The rows of a table of contracts that an extension is of: of the firms named, or that have its cost."""
    firms = {known for known, _, _ in reading.providers.in_words(text)}
    of_firms = [draft for draft in reading.tabled if draft.provider in firms]
    costed = [draft for draft in reading.tabled if reading.extension_values.get(id(draft), (None,))[0] is not None]
    return of_firms or costed or reading.tabled


def _names(text: str, step: Step) -> list[Named]:
    """The contracts that a limb names for a step."""
    passive = PASSIVE.search(text[: step.start]) if step.step == "procure" else None
    if passive:
        return _told_before(passive["what"])
    off = CALLED_OFF.search(text) if step.step in ("procure", "award", "direct-award") else None
    if off and (bought := next(topics(text, off.end(), several=False), None)):
        return [Named(bought[0], "contract", 0, 0)]
    if step.step == "end" and (whose := BACK_IN_HOUSE.search(text)):
        return _told_before(whose["what"])
    if step.step in ("procure", "end") and (objects := object_at(text, step.end)):
        return objects
    if step.step in ("terminate", "pause") and (buying := BUYING_OF.search(text)):
        return object_at(text, buying.end())
    if taken_on := appointed(text):
        return [Named(taken_on.topic, "contract", 0, 0)]
    if step.step == "vary" and (converted := CONVERTED.search(text)):
        topic = clean_topic(converted["what"])
        return [Named(f"{topic} {converted['kind']}", "", 0, 0, prefix=True)] if topic else []
    names = [name for name in named(text) if name.topic]
    apart = [name for name in named(MEANS.regex.sub(_blank, text)) if name.topic]
    if names and not apart and (topic := _for_what(text)):
        return [Named(topic, "contract", 0, 0)]
    if names and not apart and (step.step == "procure" or ONE_CONTRACT.search(text)):
        return []
    if names:
        return apart or names
    if step.step in ("award", "direct-award", "extend"):
        return _awarded(text, step)
    return (_described(text, step) or _plainly_bought(text, step)) if step.step == "procure" else []


def _told_before(what: str) -> list[Named]:
    """What a passive has for its subject: "that both lots be procured"; none where that points elsewhere."""
    names = [name for name in named(what) if name.topic]
    if names:
        return names
    topic = next(topics(f"{what}.", 0, several=False), None)
    return [] if topic is None or POINTING.match(what) else [Named(topic[0], "contract", 0, 0)]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _awarded(text: str, step: Step) -> list[Named]:
    """What is awarded: "award the care at Alder Court to …", "a direct award for the supply of salt"."""
    taken = HELD_FOR.match(text[step.start :])
    wanted = next(topics(text, step.start + taken.end(), several=False), None) if taken else None
    if wanted:
        return [Named(re.split(r"\s+from\s+(?=[A-Z])", wanted[0])[0], "contract", 0, 0)]
    accepted = TENDER_OF.search(text)
    for_what = next(topics(text, accepted.end(), several=False), None) if accepted else None
    if for_what:
        return [Named(for_what[0], "contract", 0, 0)]
    appointed = AS_WHAT.regex.search(text, step.end) if APPOINT.match(text[step.start :]) else None
    if appointed and (org := read_org(text, step.end, firm=True)) and (what := clean_topic(appointed["what"])):
        return [Named(f"{org.name} {what} commission", "", 0, 0, prefix=True)]
    if topic := _for_what(text):
        return [Named(topic, "contract", 0, 0)]
    provided = PROVISION.search(text, step.start)
    supplied = next(topics(text, provided.end(), several=False), None) if provided else None
    if supplied:
        return [Named(supplied[0], "contract", 0, 0)]
    found = AWARDED.match(text, step.end)
    topic = clean_topic(found["topic"]) if found else ""
    if FIRM_ALONE.search(topic):
        return []
    if not topic or GENERIC_TOPIC.fullmatch(topic) or (read_org(topic, 0) is None and " " not in topic):
        return []
    return [Named(topic, "contract", 0, 0)]


def _for_what(text: str) -> str:
    """What stands behind the firm that something goes to, or whose offer is accepted."""
    for found in TO_FIRM.regex.finditer(text):
        org = read_org(text, found.end(), firm=True)
        behind = FOR_WHAT.match(text, org.end) if org else None
        topic = next(topics(text, behind.end(), several=False), None) if behind else None
        if topic:
            return topic[0]
    return ""


# "appoint a contractor for the shelter works", "the purchase of six vehicles from Moss Motors Ltd".
HELD_FOR: Final = Wording(
    r"appoint(?:s|ing|ment of)?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:contractor|provider|supplier|operator)s?\s+for\s+"
    r"(?:the\s+|an?\s+)?(?=\w)|purchase of\s+(?:the\s+|an?\s+)?(?=\w)",
    reads=["appoint a contractor for the works", "purchase of six vehicles from Moss Ltd"],
    leaves=["appoint a member for the ward"],
    at="start",
)
FIRM_ALONE: Final = re.compile(r"\b(?:Ltd|Limited|LLP|plc|CIC)$")
BOUGHT: Final = Wording(
    r"(?:purchas(?:e|ing) of|procur(?:e|ing|ement of))\s+(?:(?:the|an?|new)\s+)*(?=[\w])",
    reads=["purchase of salt", "procure lamp posts"],
    leaves=["procurement rules"],
    at="start",
)


def _plainly_bought(text: str, step: Step) -> list[Named]:
    """What a verb of buying has straight behind it, whatever it is: "the purchase of salt for two years"."""
    found = BOUGHT.match(text[step.start :])
    bought = next(topics(text, step.start + found.end(), several=False), None) if found else None
    return [Named(bought[0], "contract", 0, 0)] if bought and not SUCCESSOR.fullmatch(bought[0]) else []


def _described(text: str, step: Step) -> list[Named]:
    """What stands before the noun of buying: "Approve the block bed procurement"."""
    words = " ".join(strip_plain(describing(text[: step.start])))
    return [Named(words, "contract", 0, 0)] if words and clean_topic(words) else []


def _as_meant(bare: Named | None, step: Step) -> Named | None:
    """An extension is of what runs, whether the words say "existing" or not."""
    if step.step != "extend":
        return bare
    running, plural = bool(bare and bare.running), bool(bare and bare.plural)
    return Named("", bare.kind if bare else "contract", 0, 0, running, plural=plural)
