"""Which steps of a contract's life the words of a decision or a recommendation take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.extract.contracts.refusals import BEGUN_AGAIN, standing
from ingest.extract.words.wordings import Wording
from kg.records import EventStep

# Words behind which a limb only says when or how; what stands there is not decided.
SUBORDINATE: Final = re.compile(
    r"(?:,\s*)?\b(?:with|plus|including)\s+(?:an?|the|two|three)?\s*(?:further\s+|possible\s+)?(?:options?|rights?|provisions?)"
    r"\s+(?:to|of|for)\s+[^,;.]{0,80}"
    r"|,\s*so that\b.*|\b(?:while|whilst)\b.*"
    r"|,\s*(?:following|subject to|after)[^,;]{3,60},(?=\s+(?:to|for|with)\b)"
    r"|\b(?:following (?:(?:a|an|the|its)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:outcome|completion|conclusion|evaluation|procurement|tender\w*|process|exercise)|subject to|as set out"
    r"|in line with|in accordance with|to fit with"
    r"|on completion|after (?:the )?(?:completion|evaluation)|as a result of|under (?:the )?(?:terms"
    r"|framework)|once|pending|having regard|with effect)\b.*",
    re.IGNORECASE | re.DOTALL,
)
IDLE: Final = re.compile(
    r"^\W*(?:that\s+)?(?:the\s+)?(?:[A-Z]\w+\s+)?(?:committee|cabinet|board|members?)?\s*(?:to\s+"
    r"|is\s+asked\s+to\s+)?(?:notes?|noted|comments?|considers?|receives?|reviews?|reviewed"
    r"|review and comment|welcomes?|scrutinises?|discuss(?:es)?|acknowledges?)\b(?!.{0,80}\b(?:and"
    r"|;)\s+(?:to\s+)?(?:agree|approve|delegate|authorise|endorse|award|recommend))",
    re.IGNORECASE,
)

OBJECT: Final = r"(?:contracts?|tenders?|agreements?|frameworks?|leases?|lots?|DPS|purchasing system)"
# What a waiver waives.
RULES: Final = (
    r"contracts? (?:procedure|procurement|standing) (?:rules|orders)|contracts? rules|procurement (?:procedure )?rules"
    r"|standing orders|(?:financial|contract) regulations|rules of procedure|requirement (?:to|for)[^.;]{0,30}"
    r"(?:tender|quotation|compet)\w*"
)
# What the rules ask for, and a waiver spares: "the requirement to seek three quotations".
ASKED_FOR: Final = re.compile(
    r"\b(?:requirements?|need|obligation|duty) (?:to|for)[^.;]{0,60}?"
    r"\b(?:tenders?|tendering|quotations?|quotes?|competition)\b",
    re.IGNORECASE,
)
PROCURE = Wording(
    r"(?<!outcome of the )(?<!result of the )(?<!results of the )"
    r"\b(?:re-?\s?)?tender(?:s|ed|ing)?\b(?!\s+(?:(?:are|is|were|have been|has been) (?:returned|received|opened"
    r"|evaluated|in\b)"
    r"|returns?|evaluation|price|response|panel|box|waiver|document\w*|pack"
    r"|specification|submitted|submission|(?:from|of) (?-i:[A-Z])))"
    r"|\bpurchas(?:e|ing) of\b(?=.*\b(?:framework|contract|tender|years?|months|per annum)\b)"
    r"|\bestablish(?:ment of|ing|es)?\s+(?:an?|the)\s+(?:new\s+)?(?:[\w-]+\s+){0,3}?(?=(?:dynamic purchasing|DPS\b"
    r"|purchasing system|framework (?:agreement|contract|for)\b))"
    r"|\b(?:re-?\s?)?procur(?:e|es|ed|ing|ement)\b(?!\s+(?:rules|strategy|team|law|regulations|options?"
    r"|card|policy|plan))|\b(?:re-?)commission(?:s|ed|ing)?\b|\bcommission(?:ing)? (?:of )?(?:a|an|the"
    r"|new)\b|\b(?:invit|seek|obtain|get)\w*\s+(?:(?:at least|three|two|\d|further|competitive|written|the|some"
    r"|new)\s+){0,3}"
    r"(?:tenders|bids|quotations|quotes|estimates)\b|\bfurther competition\b"
    r"|\buse of (?:the|an?)\s+(?:[\w’'-]+\s+){0,6}?framework\b(?=[^.;]*\bcontractors?\b)(?![^.;]*\bprocur)"
    r"|\bgo(?:ing)? (?:out )?to (?:the )?market\b|\bmini-?competition\b",
    reads=[
        "agree to tender the bus contract",
        "Approve the procurement exercise for a framework",
        "re-commission the service",
        "agree the purchase of salt for two years",
        "the establishment of a Dynamic Purchasing System",
    ],
    leaves=[
        "approve the contract rules",
        "agree the Commissioning Strategy",
        "approve the tender documents",
        "agree the purchase of the site",
        "establish a legal framework",
        "what to choose once tenders are returned",
    ],
    needs=[
        *("tender", "purchas", "establish", "procur", "commission", "bids", "quotations", "quotes", "estimates"),
        *("competition", "market", "framework"),
    ],
)
AWARD = Wording(
    rf"(?<!being )(?<!been )(?<!recently )\baward(?:s|ed|ing)?\b(?!\s+(?:of\s+)?(?:a\s+|the\s+)?(?:grants?"
    rf"|funding|£|bursar|damages|ceremon|winning))(?=.*?\b{OBJECT}\b|.*?\bto\s+[A-Z])"
    r"|\bappoint(?:ment of|ing|s|ed)?\s+(?=(?-i:(?:[A-Z][\w&’'-]*\s+){1,5}(?:Ltd|Limited|LLP|plc|CIC|Consulting"
    r"|Partners|Associates|Group|& \w+)\b))"
    r"|\bapprov\w+ (?:of )?(?:an?|the) new (?:[\w.]+ ){0,3}agreement (?:with|between)\b"
    rf"|\benter(?:s|ed|ing)? into\b(?!\s+an?\s+(?:deed|\s)|[^.;]{{0,40}}?\bs(?:ection |\.\s?|\s?)?(?:106|278"
    rf"|38)\b)[^.;]{{0,60}}?\b{OBJECT}\b"
    r"|\benter(?:s|ing)? into (?:it|them)\b"
    r"|(?-i:\b(?:Ltd|Limited|LLP|plc|CIC|Associates|Partners|Partnership|Consulting)) be "
    r"(?:appointed|commissioned|engaged)\b"
    r"|\b(?:finalis|conclud|complet|sign|execut)\w*\b[^.;]{0,30}?\bcontract\s+with\s+(?=(?-i:[A-Z]))"
    r"|\bappoint(?:s|ing|ment of)?\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:contractor|provider|supplier"
    r"|operator)s?\s+for\b"
    r"|\bpurchase of\b(?=[^.;]{3,80}?\bfrom\s+(?-i:(?:[A-Z][\w&’'-]*\s+){1,5}(?:Ltd|Limited|LLP|plc|CIC|AB|GmbH)\b))"
    r"|\baccept\w*\b[^.;]{0,40}\b(?:tender|quotation|quote|bid|lowest|cheapest|best)\b"
    r"|\b(?:tender|quotation|quote|bid)\b(?:[^.;]|\.(?=\d)){0,120}\bbe accepted\b"
    r"|\bbe (?:confirmed|selected|chosen|named|approved|appointed|engaged) as (?:the |our )?(?:[\w-]+ ){0,2}?"
    r"(?:contractor|bidder|provider|supplier|operator|tenderer)s?\b"
    r"|\bconclud\w*\b[^.;]{0,40}?\b(?:any|all)\s+(?:(?:necessary|relevant|resulting)\s+)?(?:contracts|agreements)\b"
    r"|\ban?\s+(?:[\w-]+\s+){0,3}?contract with (?-i:[A-Z])[^.;]{3,120}?\bbe (?:approved|agreed|made)\b"
    r"|\b(?:to call off|(?:approv|agre|mak|plac)\w*\s+(?:of\s+)?(?:a|the|direct)*\s*call-off|calling off)\b"
    rf"|\blet(?:ting)? (?:of )?(?:a|the) (?:\w+ ){{0,6}}?{OBJECT}\b",
    reads=[
        "Approve the award of the contract for meals",
        "award it to Harle Ltd",
        "enter into a new lease",
        "entering into all the contracts that follow",
        "approve a new Section 75 Agreement with Harle Trust",
        "that the tender be accepted",
        "Moss Ltd be confirmed as term contractor",
        "Moss Ltd be selected as preferred bidder",
        "power to conclude, vary or sign any contracts",
        "accept the quotation from Moss Ltd",
        "approve a call-off from the Harle framework",
        "the appointment of Harle Design Ltd as architects",
        "that Moss Ltd be appointed to design the hall",
        "to appoint a contractor for the bus shelter works",
        "the tender from Moss Ltd for bins at £2.4m be accepted",
        "a five-year call-off contract with Moss plc be approved",
        "the purchase of six vehicles from Moss Motors Ltd",
    ],
    leaves=[
        "approve the appointment of Councillor Moss to the board",
        "Councillor Moss be confirmed as chair",
        "celebrate the award ceremony",
        "approve the award of grants to groups",
        "sign the minutes",
        "enter into a Section 106 agreement with the developer",
    ],
    needs=[
        "award",
        "purchase",
        "appoint",
        "commission",
        "engage",
        "approv",
        "enter",
        "accept",
        "call",
        "let",
        "contract",
        "conclud",
        "bidder",
        "provider",
        "supplier",
        "operator",
        "tenderer",
    ],
)
DIRECT = Wording(
    r"\bdirect(?:ly)?[\s-]award|\bdirect award\b|\baward(?:ing|ed)?\b[^.;]{0,60}\bdirectly\b"
    r"|\bwithout (?:a )?(?:further )?(?:competition|tendering)\b",
    reads=["directly award the meals contract", "make a direct award of it"],
    leaves=["award the contract to the Direct Care Company"],
    needs=["direct", "without"],
)
# The rules that ask for competition are waived: what is awarded so is awarded directly.
WAIVED = Wording(
    rf"\b(?:waiv(?:e|er|ers|ing)|exempt(?:ion|ions|ing)?|exception)\b(?=[^.;]{{0,80}}?\b(?:{RULES}))"
    rf"|\b(?:{RULES})\b[^.;]{{0,40}}?\bbe (?:waived|set aside|suspended|dispensed with)\b",
    reads=[
        "approve a waiver of the Contract Procedure Rules to appoint Harle Ltd",
        "an exemption from Contract Standing Orders for bins",
        "Contract Procedure Rules be waived to allow the award",
    ],
    leaves=["waive the fee", "tenders under the Contract Procedure Rules"],
    needs=["waiv", "exempt", "exception", "set aside", "suspended", "dispensed"],
)
EXTEND = Wording(
    rf"\b(?:exten(?:d|ds|ded|ding|sions?)|renew(?:s|ed|al|ing)?)\b(?=.*\b(?:{OBJECT}|arrangements?)\b)"
    rf"|\b{OBJECT}\b[^.;]{{0,60}}\bbe (?:extended|renewed|continued|rolled (?:over|forward)"
    r"|allowed to (?:run on|continue))\b"
    rf"|\bcontinu(?:e|ation of|ing)\s+(?:with\s+)?"
    rf"(?:the|a|its|both|all)\s+(?:[\w-]+\s+){{0,5}}?{OBJECT}\b(?=.*\b(?:months?|years?|until|to)\b)"
    r"|\b(?:exercis\w+|tak(?:e|ing) up|invok\w+)\b[^.;]{0,40}?\boptions?\b(?=\s*$|\s*[.;]|[^.;]{0,30}\bexten(?:d|sion))"
    r"|\b(?:agree|approve|grant|determine)\s+(?:the|any|both|these|those)\s+(?:(?:further|optional|permitted|two|later)\s+){0,2}"
    r"extensions?(?=\s*$|\s*[.;,]|\s+of (?:up to )?(?:\d|one|two|three|a|twelve|six)\b)"
    r"|\boptions?\b(?=[^.;]{0,80}?\bto (?:extend|renew)\b[^.;]{0,60}?\bbe (?:exercised|taken up|invoked|used)\b)"
    r"|\bdecisions?\s+(?:on|about|whether to agree)\s+(?:the|any|a)\s+(?:(?:further|optional|later)\s+)?extensions?\b",
    reads=[
        "exercise the options to extend for up to 24 + 12 months",
        "the option in the contract to extend be exercised",
        "be given delegated authority to agree the extensions",
        "the decision on a further extension of one year",
        "Approve the extension of the lease",
        "that the contract be extended",
        "agree the continuation of the current contract for a year",
    ],
    leaves=["extend opening hours", "option of an extension to the hall", "approve the extension to the hall"],
    needs=["exten", "renew", "continu", "exercis", "tak", "invok", "rolled", "allowed", "option"],
)
VARY = Wording(
    rf"\b(?:var(?:y|ied|ying|iations?)|amend(?:s|ed|ing|ments?)?|modif\w+)\b(?=.*\b{OBJECT}\b)|\b(?:revised"
    rf"|amended|updated|varied|new version of the) (?:\w+ ){{0,4}}?(?:agreement|contract|lease)\b"
    rf"|\bconver(?:t|ting|sion)\b.*\bto (?:a )?block contract|\bdeed of variation\b"
    rf"|\b{OBJECT}\b[^.;]{{0,120}}?\bbe (?:varied|amended|novated|assigned)\b"
    rf"|\b(?:transfer|assignment) of (?:the|its)\s+(?:\w+\s+){{0,4}}?{OBJECT}\b(?=[^.;]{{0,90}}?\bfrom\b)"
    rf"|\bnovat(?:e|es|ed|ion|ing)\b(?=.*\b{OBJECT}\b)|\b(?:approv|agre|mak)\w*\s+(?:any\s+|the\s+)?variations?\s+(?:of|to)\s+it\b"
    r"|\b(?:agree|approve|negotiate|make|settle)\s+(?:(?:the|any|all|minor|necessary|required)\s+){0,3}variations?\s+to\s+"
    r"(?:the|its)\s+(?:[\w-]+\s+){0,3}?(?:performance|payments?|prices?|pricing|specification|terms|charges|regime)\b",
    reads=[
        "to enter into it and to approve variations of it up to £9,000",
        "to agree the variations to the payment terms",
        "Approve the variation of the contract at Alder Court",
        "approve the revised Agreement",
        "convert beds to block contract",
        "the novation of the lease to Harle Ltd",
    ],
    leaves=["vary the order of business", "a revised timetable for the procurement"],
    needs=["var", "amend", "modif", "revised", "updated", "new version", "conver", "novat", "transfer", "assign"],
)
END = Wording(
    rf"\bterminat(?:e|es|ed|ing|ion)\b(?=.*\b(?:{OBJECT}|procurement)\b)|\b{OBJECT}\b.*\bterminated\b"
    rf"|\b(?:abandon|cancel|discontinu)\w*\b(?=[^.;]{{0,60}}?\b(?:{OBJECT}|procurement)\b)"
    rf"|\b(?:procurement|tender(?:ing)?)\b[^.;]{{0,100}}?\bbe (?:abandoned|cancelled|discontinued|withdrawn|aborted)\b"
    rf"|\bwithdraw(?:s|al|ing)?\b\s+(?:from\s+|of\s+)?(?:the|its)\s+(?:[\w-]+\s+){{0,4}}?(?:{OBJECT}|procurement)\b"
    rf"|\bsurrender(?:s|ing)?\s+(?:of\s+)?(?:the|its|their)\s+(?:[\w-]+\s+){{0,4}}?{OBJECT}\b"
    rf"|\b{OBJECT}\b[^.;]{{0,80}}?\bbe (?:brought to an end|ended|cancelled|abandoned|surrendered)\b"
    rf"|\b(?:serve|give|issue)\w*\s+(?:[\w’'-]+\s+){{0,4}}?notice\b(?=[^.;]*\b{OBJECT}\b)"
    rf"|\bnotice\b[^.;]{{0,60}}?\bbe (?:served|given|issued)\b(?=[^.;]{{0,120}}?\b(?:end|terminat\w+|quit)\b"
    rf"[^.;]{{0,80}}?\b{OBJECT}\b)",
    reads=[
        "notice be served on Moss Ltd to end the contract",
        "that the Young Carers contract be terminated",
        "terminate the lease",
        "abandon the procurement of bins",
        "that the contract with Harle Ltd be brought to an end",
        "serve six months’ notice on the contract",
        "that the procurement of the main works be abandoned",
        "that the surrender of the lease be accepted",
    ],
    leaves=["terminate the pregnancy advice line's opening hours", "give notice of the next meeting"],
    needs=[
        *("terminat", "abandon", "cancel", "discontinu", "withdraw", "brought to an end", "ended", "surrendered"),
        *("notice", "abort", "surrender"),
    ],
)
NOT_AGAIN = Wording(
    rf"\bnot (?:to )?(?:be )?(?:re-?commission|re-?tender|re-?procure|renew|extend)(?:ed)?\b|"
    rf"\bcease (?:to commission\b|(?:the|its|a)\b(?=[^.;]{{0,60}}\b{OBJECT}\b))"
    r"|\bnot (?:to )?(?:exercise|take up|invoke|use)\b[^.;]{0,40}?\b(?:exten(?:d|sions?)|renew(?:al)?)\b"
    r"|\boptions? (?:to|of|for) (?:extend|renew|exten(?:sion|ding))[^.;]{0,80}?\b(?:not be|be not)\b"
    r"|\bdecommission(?:s|ed|ing)?\b(?=[^.;]{0,80}\bservices?\b)"
    rf"|\b(?:bring|return|transfer|take)(?:s|ing)?\b[^.;]{{0,80}}?\b(?:back )?in[- ]house\b(?=[^.;]*\b{OBJECT}\b)"
    r"|\bservices?\b(?=[^.;]{0,60}?\bbe (?:brought|taken) back in[- ]house\b)"
    rf"|\b{OBJECT}\b[^.;]{{0,60}}?\bbe allowed to (?:end|expire|lapse)\b"
    rf"|\ballow (?:the )?{OBJECT} to (?:end|expire|lapse)\b",
    reads=[
        "not re-commission the service",
        "allow the contract to lapse",
        "not to exercise the option to extend the contract",
        "bring the service in-house when the contract ends",
        "the cleaning service be brought back in-house",
    ],
    leaves=[
        "note that the service is re-commissioned",
        "bring the files in house",
        "the service be brought back to life",
    ],
    needs=["not", "cease", "decommission", "house", "allow"],
)
PAUSE = Wording(
    r"\b(?:tender\w*|re-?tendering|procurement|re-?commissioning)\b[^;]{0,160}?"
    r"\bbe (?:deferred|paused|suspended|postponed|delayed|put on hold)\b|"
    r"\b(?:pause|suspend|halt|defer|postpone|delay|put off)\b(?=[^.;]{0,60}\b(?:tender|procurement|contract"
    r"|re-?commissioning))",
    reads=["pause the tender for meals"],
    leaves=["pause for thought", "the award be deferred"],
    needs=["pause", "suspend", "halt", "defer", "postpone", "delay", "put off", "put on hold"],
)


# A report that is to be brought takes no step of what it is to be about.
REPORT_TO_COME: Final = Wording(
    r"\breports?\s+(?:on|about|regarding)\b[^;.]{0,160}?\b(?:be|is)\s+(?:brought|submitted|presented|made)\b",
    reads=["a further report on the procurement of the next contract be brought to the Committee"],
    leaves=["the report on the award be approved"],
    needs=["report"],
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that words take, and where its word stands in them."""

    step: EventStep
    start: int
    end: int


# In this order: a wording that was read hides its words from those below it.
TAKEN: Final[tuple[tuple[EventStep, Wording], ...]] = (
    ("end", NOT_AGAIN),
    ("pause", PAUSE),
    ("direct-award", DIRECT),
    ("terminate", END),
    ("extend", EXTEND),
    ("vary", VARY),
    ("award", AWARD),
    ("procure", PROCURE),
)


@lru_cache(maxsize=1024)
def steps(text: str) -> tuple[Step, ...]:
    """The steps that a limb takes, each once, in the order of its words; none in a limb that only notes.

    Contracts, schemes and the words around a limb ask for them in turn.
    """
    if IDLE.match(text):
        return ()
    plain = SUBORDINATE.sub(lambda found: " " * len(found[0]), standing(text))
    plain = REPORT_TO_COME.regex.sub(lambda found: " " * len(found[0]), plain)
    taken = _without_competition(plain, sorted(_taken(plain), key=lambda step: step.start))
    seen = {step.step for step in taken}
    return tuple(step for step in taken if not (step.step == "award" and "direct-award" in seen))


def _without_competition(plain: str, taken: list[Step]) -> list[Step]:
    """The steps where a limb waives the rules of competition: its award, else its buying, is a direct one."""
    waived = WAIVED.search(plain)
    if waived and any(step.step == "direct-award" for step in taken):
        asked = [found.span() for found in ASKED_FOR.finditer(plain)]
        return [step for step in taken if not any(start <= step.start < end for start, end in asked)]
    if not waived or any(step.step not in ("award", "procure") for step in taken):
        return taken
    held = next((step for wanted in ("award", "procure") for step in taken if step.step == wanted), None)
    return [Step("direct-award", held.start, held.end) if held else Step("direct-award", waived.start(), waived.end())]


def _taken(plain: str) -> Iterator[Step]:
    for step, wording in TAKEN:
        found = wording.search(plain)
        if not found or (step == "terminate" and BEGUN_AGAIN.search(plain)):
            continue
        yield Step(step, found.start(), found.end())
        if step in ("award", "direct-award", "extend", "pause", "end", "vary", "terminate"):
            plain = _hidden(plain, found, step)


def _hidden(plain: str, found: re.Match[str], step: EventStep) -> str:
    """The words with the read step's own object hidden: "award of the tender" takes no step of tendering."""
    own = re.compile(
        r"[^.;,/]{0,40}?\b(?:tenders?|contracts?|tendering(?: process)?|procurement)\b", re.IGNORECASE
    ).match(plain, found.end())
    joined = own and re.search(r"\b(?:and|or|to)\b|/", own[0])
    end = own.end() if own and not joined else found.end()
    return plain[: found.start()] + " " * (end - found.start()) + plain[end:]
