"""What is held while one part of a paper is read: its contracts, and which of them "the contract" means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.extract.contracts.phrases import Named, clean_topic, named, topics
from ingest.extract.contracts.providers import Providers
from ingest.extract.contracts.register import Draft, Register, key_of, sort_of
from ingest.extract.contracts.scopes import Scope
from ingest.extract.contracts.titles import bare_title, title_name
from kg.evidence import Evidence

# A noun phrase opens here: what stands between a verb of buying and its object.
OBJECT_OPENING = re.compile(
    r"(?:\s*(?:exercise|process|approach|timescale|recommendation))*"
    r"(?:\s*(?:be|is|are|to be|being)\s+(?:undertaken|started|begun|carried out|commenced|launched|conducted|run"
    r"|issued|invited|sought|obtained|requested|advertised))?"
    r"\s*(?:with (?:the )?(?-i:[A-Z][\w&’-]*(?: [A-Z][\w&’-]*)*) )?(?:of|for)?\s*(?=\S)",
    re.IGNORECASE,
)


# What is tendered for is bought, whatever it is.
OUTRIGHT = re.compile(
    r"\b(?:tenders?|tendering|quotations|procurement|procurement (?:exercise|process)|tender (?:exercise|process)"
    r"|(?:undertaken|started|begun|carried out|commenced|launched|conducted|run))\s+(?:of|for)\s+(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)
SUPPLY = re.compile(r"(?:the\s+)?(?:provision|supply|delivery) of\b", re.IGNORECASE)
# "the tender of Moss Ltd" is for something else.
A_FIRM = re.compile(r"\b(?:Ltd|Limited|LLP|plc|CIC)$")
# Words that tell what is done in a contract but not to what.
LITTLE = re.compile(
    r"(?:maintenance|management|operation|operating|operator|(?:main |building )?works|construction|build|hosting"
    r"|licen[cs]e|running"
    r"|(?:long-term |new |main )?(?:operator|contractor|provider|supplier|(?:development |delivery )?partner)"
    r"|(?:the )?(?:north|south|east|west|central)(?:ern)?(?: (?:of the )?(?:county|city|borough|district|area))?)",
    re.IGNORECASE,
)
# "Replacement of the customer contact system": what a title says is bought.
SUPPLIED = re.compile(
    r"(?:replacement|purchase|supply|provision|procurement|renewal|acquisition) of (?:the |an? |new )*(?P<what>\S.*)",
    re.IGNORECASE,
)
YEARS = re.compile(r",?\s+(?:for\s+|from\s+)?(?:\d{4}(?:\s?(?:[-–/]|to|and)\s?\d{2,4})?)\s*$")
# What comes after the contract in force, called by nothing else.
SUCCESSOR = re.compile(
    r"(?:^|\b(?:the|a|any|that)\s+)(?P<word>successor|replacement)(?:\s+(?:contract|agreement|framework)s?\b|$)",
    re.IGNORECASE,
)
# "Home Care Recommissioning" is about home care.
BUYING_BEHIND = re.compile(r"\s+(?:contracts?|(?:re-?\s?)(?:commissioning|procurement|tender(?:ing)?))$", re.IGNORECASE)
# What a sentence is about, up to its verb.
SUBJECT = re.compile(
    r"\W*(?:\d[\d.]*\s+)?(?:(?:The|Our)\s+)?(?P<what>[A-Za-z][\w’'&-]*(?:\s[\w’'&-]+){0,5}?)"
    r"\s+(?:is|was|are|were|has|have|will|would)\s"
)
# Titles of business that is about no one thing.
NO_MATTER = re.compile(
    r"\b(?:minutes|reports?|plans?|log|update|apologies|declarations?|petitions?|questions?|forum|any other"
    r"|finance|budget|performance|risk|strategy|policy|review|appointments?|records?|decisions?|notices?|agenda|meetings?)\b",
    re.IGNORECASE,
)


# A heading that names only the sort of agreement means the one of that sort in the part.
SORT_ALONE = re.compile(
    r"(?:\d[\d.]*\s+)?(?:The\s+)?(?:Dynamic Purchasing System|Framework(?: Agreement)?|Lease|DPS)", re.IGNORECASE
)


@dataclass(slots=True)
class Reading:
    """One part of a paper under way.

    lead     the contract that the part as a whole is about
    heading  the contracts that the heading above names
    near     the contract last named in the paragraph
    firm     the provider last named in the paragraph
    last_date, subject, block_words  of the paragraph: the date last told, the service it is about, its words
    tabled   the contracts that a table of the part lists
    appended the contracts that a table of an appendix behind it lists
    decided_before  the contracts that the limb before decided on
    awarded, bought  the contracts that limbs of the part award; those that the last limb to buy something buys
    asked    all that its limbs buy or award, by a post as well
    limbs    all that its limbs take a step of
    lots     those that are lots of one thing, awarded in limbs of their own
    several  the title names several things
    lot_words  by contract, the words of a limb that are of its lot alone
    extension_values  by contract, what its extension costs, and where a table says so
    """

    scope: Scope
    register: Register
    providers: Providers
    lead: Draft | None = None
    heading: list[Draft] = field(default_factory=list)
    heading_words: str = ""
    near: Draft | None = None
    firm: str | None = None
    last_date: str | None = None
    subject: str | None = None
    block_words: str = ""
    tabled: list[Draft] = field(default_factory=list)
    appended: list[Draft] = field(default_factory=list)
    decided_before: list[Draft] = field(default_factory=list)
    awarded: list[Draft] = field(default_factory=list)
    bought: list[Draft] = field(default_factory=list)
    asked: list[Draft] = field(default_factory=list)
    limbs: list[Draft] = field(default_factory=list)
    lots: list[Draft] = field(default_factory=list)
    several: bool = False
    lot_words: dict[int, str] = field(default_factory=dict)
    extension_values: dict[int, tuple[Decimal | None, Evidence]] = field(default_factory=dict)

    def draft(self, name: Named, evidence: Evidence, *, exact: bool = False) -> Draft:
        """The contract that a phrase with a topic names; one that tells little goes under what the part is about."""
        if not exact and LITTLE.fullmatch(name.topic) and (about := self.about()):
            name = replace(name, topic=f"{about} {name.topic}")
        elif not exact and not name.prefix and self._of_about(name):
            draft = self.register.find(replace(name, topic=self.about()), self.scope.start, evidence)
            self.register.also(draft, name)
            return draft
        return self.register.find(name, self.scope.start, evidence, exact=exact)

    def _of_about(self, name: Named) -> bool:
        """Whether all telling words of a name stand in the title of the part, which is about one thing."""
        key, about = key_of(name.topic), self.about() if self.scope.decided else ""
        return name.topic.islower() and len(key) > 1 and key < key_of(about) and not re.search(r"\band\b|,|&", about)

    def meant(self, name: Named | None, evidence: Evidence, *, buying: bool = False) -> list[Draft]:
        """The contracts that a phrase means which names none by itself ("the contract"), or no phrase at all."""
        if name and name.plural and self.tabled and not name.fresh and self._of_table(name):
            return self.tabled
        if name and not name.running and (after := self.successor(name.kind, evidence)):
            return [after]
        if self.near and not (buying and self.near in self.tabled and self.lead):
            focus = [self.near]
        elif self.heading:
            focus = self.heading
        elif self.lead and ((name and name.running) or not self._of_lots_alone()):
            focus = [self.lead]
        elif self.lead:
            return []
        else:
            return [made] if (made := self._of_heading(name, evidence)) else []
        if name and _of_another_sort(name, focus[0]) and not (name.running and focus[0] in self.asked):
            return [self.draft(Named(draft.topic, name.kind, 0, 0), evidence) for draft in focus if not draft.prefix]
        if name and name.running and not all(draft.topic == draft.provider for draft in focus):
            focus = [self.register.running_of(draft, self.scope.start, evidence, _plain_kind(name)) for draft in focus]
        for draft in focus:
            draft.evidence.append(evidence)
        return focus

    def _of_lots_alone(self) -> bool:
        """Whether the limbs award lots, and never the whole that the title names: "the contract" is none of them."""
        return len(self.lots) > 1 and self.lead not in self.limbs and self.lead not in self.lots

    def successor(self, words: str, evidence: Evidence) -> Draft | None:
        """The contract that "the successor contract" means, where the part is about the one in force."""
        found = SUCCESSOR.search(words)
        about = self.lead or next(iter(self.limbs), None)
        if not found or about is None or (about.wanted and not about.running) or SUCCESSOR.match(about.topic):
            return None
        name = Named(f"{found['word'].lower()} {about.topic}", "contract", 0, 0)
        return self.register.find(name, self.scope.start, evidence, exact=True)

    def leave_lead(self) -> None:
        """Drop what a title seemed to be about where the limbs show that it is several things: "Meals and Day Care"."""
        lead = self.lead
        if lead is None or " and " not in lead.topic:
            return
        keys = {key_of(name.topic) for record in self.scope.decided for name in named(record.text) if name.topic}
        if lead.key not in keys and len([key for key in keys if key and key < lead.key]) > 1:
            self.lead, self.several = None, True
            lead.evidence.clear()
            lead.scopes.discard(self.scope.start)

    def at_subject(self, text: str) -> None:
        """Move to the contract of the limbs that a sentence has for its subject: "Night sitting was bought …"."""
        found = SUBJECT.match(text) if self.near is None and self.limbs else None
        key = key_of(found["what"]) if found else frozenset()
        named_so = {id(draft): draft for draft in self.limbs if key and draft.key == key}
        if len(named_so) == 1:
            self.near = next(iter(named_so.values()))

    def _of_table(self, name: Named) -> bool:
        """Whether "the contracts" are those of the table: not where the paragraph has just named others."""
        near = self.near
        others = near is not None and near not in self.tabled and bool(near.called) and near.called[-1].plural
        return name.running or not others

    def _of_heading(self, name: Named | None, evidence: Evidence) -> Draft | None:
        """A contract named only by the heading that it stands under, in a finance report or a business case."""
        if self.scope.kind not in ("finance-report", "business-case") or not name or not self.heading_words:
            return None
        topic = clean_topic(bare_title(self.heading_words))
        if not topic or len(topic.split()) > 7 or sort_of(name) == "contract":
            return None
        return self.draft(Named(topic, name.kind, 0, 0, name.running), evidence)

    def about(self) -> str:
        """What the part's title says that it is about; empty where that is no one thing."""
        pieces = re.split(r"\s+[-–—]\s+|:\s", bare_title(self.scope.title or ""))
        bought = next((found for piece in pieces if (found := SUPPLIED.match(piece))), None)
        topic = clean_topic(YEARS.sub("", bought["what"] if bought else pieces[0]))
        topic = BUYING_BEHIND.sub("", topic)
        return "" if self.several or len(topic.split()) > 8 or NO_MATTER.search(topic) else topic

    def in_force(self, draft: Draft, evidence: Evidence) -> Draft:
        """The contract that runs now for what a contract is for: the part itself asks that another be bought."""
        if draft.running or not (draft in self.asked or draft.wanted):
            return draft
        return self.register.running_of(draft, self.scope.start, evidence)

    def of_title(self, name: Named | None, evidence: Evidence) -> list[Draft]:
        """The contract for what the part's title names, where decided words name none: the project's contracts."""
        topic = self.about()
        if not topic:
            return []
        self.lead = self.draft(Named(topic, (name.kind if name else "") or "contract", 0, 0), evidence)
        return [self.lead]

    def under(self, heading: str) -> None:
        """Move below a heading."""
        words = bare_title(heading)
        known = self.register.known_topics(words)
        self.heading = [draft for draft in known if self.scope.start in draft.scopes] or known[:1]
        if not self.heading and (sort := SORT_ALONE.fullmatch(words.strip())):
            wanted = sort_of(Named("", sort[0], 0, 0))
            alike = [d for d in self.register.drafts if self.scope.start in d.scopes and d.sort == wanted]
            self.heading = alike if len(alike) == 1 else []
        self.heading_words = heading
        self.near = None


def _of_another_sort(name: Named, draft: Draft) -> bool:
    """Whether a phrase speaks of a lease or an agreement where the place has been about a contract."""
    sort = sort_of(name)
    return bool(name.kind) and draft.sort == "contract" and sort in ("lease", "agreement")


def _plain_kind(name: Named) -> str:
    return "contract" if len(name.kind.split()) > 4 else name.kind


def object_at(text: str, place: int) -> list[Named]:
    """The contracts that a verb or noun of buying, ending at `place`, has for its object: "tender the care at …"."""
    opening = OBJECT_OPENING.match(text, place)
    start = opening.end() if opening else place
    clause = re.split(r"[.;]\s|\bwhich\b|\bthat (?:could|would|will|can|is)\b", text[start:])[0]
    phrases = [name for name in named(clause) if name.start < 70]
    if phrases and phrases[0].topic:
        first = [phrase for phrase in phrases if phrase.topic and (phrase.start == phrases[0].start)]
        return [*first, *_and_of(clause, phrases[0].end)]
    inside = re.match(
        r"(?:(?:the|a|its)\s+)?(?:care|support|services?|provision|and|&|flexible|as|extra|housing|core"
        r"|add-on|['‘’\"]|\s)+?\s(?:at|in)\b\s*:?\s*(?=[A-Z])",
        clause,
    )
    if inside:
        return [
            Named(topic, "contract", start, start + end) for topic, end in topics(clause, inside.end(), several=True)
        ]
    if phrases and phrases[0].start < 12:
        return []
    found = next(topics(clause, 0, several=False), None)
    outright = bool(OUTRIGHT.search(text[:start])) and len(found[0].split()) < 7 if found else False
    if not found or A_FIRM.search(found[0]) or not (outright or _can_be_bought(found[0]) or SUPPLY.match(clause)):
        return []
    return [Named(found[0], "contract", start, start + found[1])]


def _and_of(clause: str, place: int) -> list[Named]:
    """What is bought beside: "the tender of a cleaning contract and of catering"."""
    found = re.match(r"\s+and of\s+(?:the\s+|a\s+)?", clause[place:])
    beside = next(topics(clause, place + found.end(), several=False), None) if found else None
    return [Named(beside[0], "contract", place, beside[1])] if beside and _can_be_bought(beside[0]) else []


def _can_be_bought(topic: str) -> bool:
    """Whether an object without the word contract can be one: it is named by capitals, or is a service."""
    return bool(
        re.search(r"\b[A-Z]", topic)
        or re.search(
            r"\b(?:services?|care|support|works|system|transport|equipment|homecare|supply|maintenance"
            r"|accommodation|beds)\b",
            topic,
            re.I,
        )
    )


def lead_from_title(reading: Reading, evidence: Evidence) -> None:
    """Take the contract that the part's title names, if it names one and nothing else does."""
    name = title_name(reading.scope.title) if reading.scope.title else None
    if name and name.topic:
        reading.lead = reading.draft(name, evidence)
        reading.lead.provisional = len(reading.lead.called) == 1
