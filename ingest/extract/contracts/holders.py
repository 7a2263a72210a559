"""Which contract is at hand where words name its firm, its label or the thing let: the firm's name stands for it."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.phrases import PLAIN, Named, clean_topic, named
from ingest.extract.contracts.providers import orgs, read_org
from ingest.extract.contracts.reading import Reading
from ingest.extract.contracts.register import Draft
from ingest.extract.contracts.supplying import AT_WORK
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence

# A contract by the firm that holds it: "the contracts with Harle Cars".
HELD_BY: Final = Wording(
    r"\s*(?:\([^)]*\)\s*)?\(?(?:currently\s+)?(?:with|held by|let to|awarded to|provided by|run by"
    r"|between (?:[A-Z][\w&’-]*\s)+and)\s+(?=(?:the\s+)?[A-Z])",
    reads=[" with Harle Cars", " held by Harle Cars"],
    leaves=[" for cars", " with a firm"],
    exact=True,
    at="start",
)
ITS: Final = Wording(
    r"\W*(?:[\d.]+\s+)?(?:Its|Their)\s+(?:(?:current|existing|own|present)\s+)?(?:contracts?|agreements?|leases?)\b",
    reads=["Its contracts end in May"],
    leaves=["It is their case"],
    at="start",
)
# "Mill Lane Depot: the contract has been signed" speaks of the depot's contract.
LABEL: Final = Wording(
    r"\W*(?:[\d.]+\s+)?(?P<what>[A-Z][^:.;,]{3,60}):\s+(?=(?:the|this|a)\s)",
    reads=["3.1 Mill Lane Depot: the contract has been signed"],
    leaves=["The Committee resolved to: agree"],
    exact=True,
    at="start",
)
LEASED: Final = Wording(
    r"\W*(?:[\d.]+\s+)?(?:The\s+)?(?P<what>[A-Z][\w’'&-]*(?:\s[\w’'&-]+){0,7}?)\s+(?:is|are)\s+"
    r"(?:[^.;]{0,80}?\b(?:and|but)\s+(?:is|are)\s+)?(?:(?:held|occupied|rented|used) (?:on|under) an?(?: [\w-]+){0,2}"
    r" lease|leased|rented)\b",
    reads=["3.1 The Sorting Hall at Dell is leased by the Council"],
    leaves=["a hall is leased"],
    exact=True,
    at="start",
)
OF_A_SORT: Final = re.compile(
    r"(?:grant|management|lease|partnership|service level|development) agreements?", re.IGNORECASE
)
LIST_GAP: Final = len(", and the ")
UNDER: Final = Wording(
    r"\s+under\s+(?:an?|the|its)(?=\s|$)",
    reads=["is run by Harle Care under a"],
    leaves=["understood a"],
)
LANDLORD: Final = Wording(
    r"\b(?:landlord|lessor|freeholder)\b",
    reads=["The landlord, Dell Estates, agrees"],
    leaves=["the land is sold"],
)


def of_holder(reading: Reading, text: str, bare: Named, evidence: Evidence) -> list[Draft]:
    """The contracts of the firm that the words name beside the noun, unless the part is about its contract."""
    held = HELD_BY.match(text[bare.end :])
    start = bare.end + held.end() if held else 0
    org = read_org(text, start, firm=True) if held else None
    if org is None:
        return []
    within = _in_a_row(reading, text, start, org.end)
    if len(within) > 1:
        held_by = [draft for known in within for draft in reading.register.held_by(known, reading.scope.start)]
        each = (known for known in within if text[org.end : org.end + 1] == ",")
        return held_by or [draft for known in each for draft in _of_firm(reading, known, bare, evidence)]
    if not within and (" and " in org.name or "between" in (held[0] if held else "")):
        return []
    provider = within[0] if within else reading.providers.add(org, evidence)
    about = reading.near or (reading.heading[0] if reading.heading else reading.lead)
    if about and bare.running and not bare.plural and about in reading.asked:
        held_now = reading.in_force(about, evidence)
        if held_now.provider in (None, provider):
            held_now.provider = provider
            return [held_now]
    if about and not bare.plural and about.provider in (None, provider):
        return []
    return _of_firm(reading, provider, bare, evidence)


def _in_a_row(reading: Reading, text: str, start: int, end: int) -> list[str]:
    """The known firms named from a place on, one behind the other: "Harle Care, Moss Support and Dell Homes"."""
    firms: list[str] = []
    for known, low, high in reading.providers.in_words(text):
        if start - 1 <= low < end or (firms and 0 <= low - end <= LIST_GAP):
            firms.append(known)
            end = max(end, high)
    return firms


def _of_firm(reading: Reading, provider: str, bare: Named, evidence: Evidence) -> list[Draft]:
    """The contracts that a firm is known to hold, else one called by its name."""
    known = reading.register.held_by(provider, reading.scope.start)
    if OF_A_SORT.fullmatch(bare.kind):
        # "under a grant agreement": not the lot that the part's limbs award the firm.
        known = [draft for draft in known if draft not in reading.lots]
    if known:
        return known
    about = reading.about() if reading.scope.kind in ("minutes", "decision-notice") and not bare.plural else ""
    if about:
        sort = bare.kind if OF_A_SORT.fullmatch(bare.kind) else "contract"
        draft = reading.register.find(Named(about, sort, 0, 0, running=True), reading.scope.start, evidence)
        if draft.provider in (None, provider):
            draft.provider = provider
            return [draft]
    plain = all(word.lower() in PLAIN for word in bare.kind.split()[:-1]) or OF_A_SORT.fullmatch(bare.kind)
    kind = bare.kind if plain else bare.kind.split()[-1]
    draft = reading.draft(Named(provider, kind, 0, 0, plural=bare.plural), evidence)
    draft.provider = provider
    return [draft]


def look_round(reading: Reading, text: str, evidence: Evidence) -> None:
    """Move what "the contract" means to what a sentence names by its label, its firm or the thing let."""
    label = LABEL.match(text)
    known = reading.register.known_topics(label["what"]) if label else []
    if known:
        reading.near = known[0]
    leased = LEASED.match(text)
    if leased and (topic := clean_topic(leased["what"])):
        reading.near = reading.draft(Named(topic, "lease", 0, 0), evidence)
    phrases = list(named(text))
    bare = next((name for name in phrases if not name.topic), None)
    if bare is None or any(name.topic for name in phrases):
        return
    drafts = (
        of_holder(reading, text, bare, evidence)
        or _of_purchase(reading, text, evidence)
        or _of_subject(reading, text, bare, evidence)
    )
    if len(drafts) == 1:
        reading.near = drafts[0]


# "Harle Trust, which runs the advice line on a contract worth £9,000": what it runs names the contract.
RUNS_UNDER: Final = Wording(
    r",?\s+(?:which\s+)?(?:runs|provides|delivers|operates)\s+(?:the|an?|its|our)\s+(?P<what>[^.;,]{3,70}?)"
    r"(?:\s+(?:in|across|throughout|for) (?:the |our )?(?:county|city|borough|district|area|region))?"
    r"\s+(?:on|under)\s+(?:an?|its)\s+(?:[\w-]+\s+){0,2}?(?:contract|agreement)\b",
    reads=[", which runs the advice line in the county on a contract"],
    leaves=[", which runs the advice line"],
    exact=True,
)


# "The phone system is supplied by Harle Ltd under an agreement": what is supplied names it.
SUPPLIED: Final = Wording(
    r"\W*(?:[\d.]+\s+)?(?:The|Our)\s+(?:(?:Council|Authority)['’]s\s+)?(?P<what>[a-z][^.;,]{3,60}?)\s+(?:is|are|was|were)\s+"
    r"(?:supplied|provided|run|delivered|hosted|operated|maintained)\s+by\s",
    reads=["4.2 The Council's phone system is supplied by Harle Ltd"],
    leaves=["The system is supplied with a cable", "It is supplied by Harle Ltd"],
    exact=True,
    at="start",
)


def _of_purchase(reading: Reading, text: str, evidence: Evidence) -> list[Draft]:
    """The contract for what a firm is said to run under it; the firm holds it."""
    found = RUNS_UNDER.search(text)
    topic = clean_topic(found["what"]) if found else ""
    firm = next((known for known, _, high in reading.providers.in_words(text) if found and high == found.start()), None)
    if not topic or not firm or reading.register.held_by(firm, reading.scope.start):
        return []
    draft = reading.draft(Named(topic, "contract", 0, 0), evidence)
    draft.provider = draft.provider or firm
    return [draft]


def _of_subject(reading: Reading, text: str, bare: Named, evidence: Evidence) -> list[Draft]:
    """The contracts of the firm that a sentence is about: "Harle Cars runs six routes under contracts …", "Its …"."""
    firm = reading.firm if ITS.match(text) else None
    if firm is None and (at_work := AT_WORK.search(text)) and at_work.end() < bare.start:
        firm = next((reading.providers.known(org.name) for org, start in orgs(text) if start < at_work.start()), None)
    if firm is None and (used := UNDER.search(text[: max(bare.start, 0) + 1])):
        within = [known for known, _, high in reading.providers.in_words(text) if high == used.start()]
        firm = within[0] if within else None
        if firm and (thing := _supplied(reading, text, firm, bare, evidence)):
            return [thing]
    if firm is None:
        return []
    return _of_lead(reading, text[: max(bare.start, 0)], firm, evidence) or _of_firm(reading, firm, bare, evidence)


def _supplied(reading: Reading, text: str, firm: str, bare: Named, evidence: Evidence) -> Draft | None:
    """The contract for what a firm supplies under it, where the firm holds no other and the part is not about that."""
    found = SUPPLIED.match(text)
    topic = clean_topic(found["what"]) if found else ""
    if not topic or reading.register.held_by(firm, reading.scope.start) or reading.register.known_topics(text):
        return None
    draft = reading.draft(Named(topic, bare.kind.split()[-1], 0, 0), evidence)
    draft.provider = draft.provider or firm
    return draft if draft.provider == firm else None


def _of_lead(reading: Reading, before: str, firm: str, evidence: Evidence) -> list[Draft]:
    """The contract in force for what the part is about, where a sentence names that and then the firm that holds it:
    "the Meals Service, which was provided by Harle Ltd under a contract".
    """
    lead = reading.lead
    if (
        lead is None
        or lead not in reading.register.known_topics(before)
        or reading.register.held_by(firm, reading.scope.start)
    ):
        return []
    draft = reading.register.running_of(lead, reading.scope.start, evidence) if lead.wanted else lead
    if draft.provider not in (None, firm):
        return []
    draft.provider = firm
    return [draft]


def look_back(reading: Reading, text: str) -> None:
    """Keep which firm a sentence was about, and who lets the thing at hand."""
    firms = [provider for provider, _, _ in reading.providers.in_words(text)]
    if not firms:
        return
    reading.firm = firms[0]
    if LANDLORD.search(text) and reading.near and reading.near.sort == "lease" and reading.near.provider is None:
        reading.near.provider = firms[0]
