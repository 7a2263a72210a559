"""Wordings by which prose tells that something was or will be bought, or its buying put off: rules as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ingest.extract.words.wordings import Wording
from kg.records import EventStatus, EventStep

When = Literal["sentence", "after", "past", "opening", "meeting", "none"]
_TENDER: Final = r"(?:re-?\s?)?tender(?:ing)?"
_BUYING: Final = rf"(?:{_TENDER}|(?:re-?)?procurement|(?:re-?)commissioning)"
_BOUGHT: Final = r"(?:(?:re-?)?tendered|(?:re-?)?procured|(?:re-?)commissioned|put out to tender)"
_DEAL: Final = r"(?:contracts?|agreements?|frameworks?|leases?|services?)"


@dataclass(frozen=True, slots=True)
class Telling:
    """A wording that tells of one step of a contract's life.

    when    where the date stands: in the `sentence`, right `after` the words, after them and gone by (`past`); or it is
            the `meeting`'s, or `none`; or it opens the sentence
    dated   without a date the words are no event
    object  what follows is what is bought
    follows the words speak of what is in force, not of what is to come
    """

    step: EventStep
    status: EventStatus
    wording: Wording
    when: When = "sentence"
    dated: bool = False
    object: bool = False
    running: bool = False


BUYING: Final = (
    Telling("pause", "reported", Wording(
        rf"\b(?:decided|agreed|necessary) to (?:pause|suspend|delay)\b|\b(?:{_BUYING}"
        rf"|tender)\b[^.;]{{0,80}}?\b(?:was|were|has been|had been) (?:paused|suspended|delayed|held back|put on hold"
        rf"|halted)\b",
        reads=["officers decided to pause the tender", "the tender was held back in May"],
        leaves=["the tender was issued"],
        needs=["delay", "pause", "procurement", "re-commissioning", "recommissioning", "suspend", "tender"])),
    Telling("procure", "reported", Wording(
        rf"\b(?:agreed|approved|supported|resolved|agreement|approval)\b(?:(?!\b(?:pause|exten|delegat"
        rf"|award)\w*)[^.;]){{0,110}}?\b(?:to (?:go (?:out )?to tender(?: for)?|(?:re-?)?tender"
        rf"|(?:re-?)?procure|(?:re-?)commission|be procured|put\b[^.;]*?\bout to tender)"
        rf"|go(?:ing)? out to tender for|{_BUYING} (?:of|for))\b",
        reads=["In May 2021 the Committee agreed to tender meals", "approved a timetable for the procurement of meals"],
        leaves=["agreed to pause the tendering process", "agreed to delegate the award"],
        needs=["procure", "re-commission", "recommission", "tender"]),
        dated=True, object=True),
    Telling("procure", "reported", Wording(
        rf"\b(?:{_BUYING}|procurement process)\b\s+(?:process |exercise )?(?:(?:is|are)\s+)?(?:currently "
        rf"|now |well )?(?:under ?way|taking place|in progress)\b|\b{_BUYING} taking place currently\b",
        reads=["The tender is now under way.", "retendering taking place currently"],
        leaves=["Work is underway with Procurement to apply the rules"],
        needs=["in progress", "taking place", "under way", "underway"]),
        when="meeting"),
    Telling("procure", "reported", Wording(
        r"\b(?:is|are) (?:currently |now |also )*(?:re-?tender|(?:re-?)procur|re-?commission)ing\b|\b(?:is"
        r"|are) (?:(?:currently|now|also) )*(?:being|currently|now) (?:re-?tender|(?:re-?)procur"
        r"|re-?commission)(?:ed)\b|\bwork (?:is )?(?:currently )?(?:underway|under way) to (?:re-?tender"
        r"|(?:re-?)procure|re-?commission)\b|\bout to tender\b(?=[^.;]{0,30}\b(?:currently|now"
        r"|at present)\b)",
        reads=["Leisure is currently recommissioning lunch clubs", "work underway to recommission meals"],
        leaves=["is commissioned by the Council", "until the service is retendered"],
        needs=[
            *("being re", "currently", "now re", "out to tender", "procuring", "re-commissioning"),
            *("recommissioning", "tendering", "work is under", "work under"),
        ]),
        when="meeting", object=True),
    Telling("procure", "planned", Wording(
        rf"\b(?:to|can|will|could|need(?:s)? to|must|expected to|due to"
        rf"|due for) (?:all )?(?:then )?(?:be )?(?:reviewed and )?{_BOUGHT}\b|\buntil [^.;]{{1,40}}? (?:is"
        rf"|are) {_BOUGHT}\b",
        reads=["Community meals can be retendered", "kept on until the lunches are retendered"],
        leaves=["the service was retendered in 2018"],
        needs=["procured", "put out to tender", "re-commissioned", "recommissioned", "tendered", "until"]),
        when="after"),
    Telling("procure", "planned", Wording(
        r"\b(?:tender|procurement|invitation to tender|ITT)\b[^.;]{0,60}?\b(?:is|are|will be|would be"
        r"|to be) (?:due to (?:launch|start|begin|be (?:taken|issued|launched|published))|due (?:in|for)"
        r"|planned|issued|launched|published|scheduled)\b|\bthrough (?:a )?mini-?competition\b|\b(?:will"
        r"|to) (?:go|be put) out to tender\b",
        reads=["a tender is due to launch in May", "bought through mini-competition"],
        leaves=["the tender was launched"],
        needs=["competition", "itt", "procurement", "tender"]),
        when="after"),
    Telling("procure", "planned", Wording(
        r"\b(?:tenders|bids|quotations)\b[^.;]{0,60}?\b(?:will|would|are to) be (?:invited|sought)\b",
        reads=["tenders for the book contract would be invited in May 2031"],
        leaves=["tenders were invited in May"],
        needs=["bids", "quotations", "tenders"]),
        when="after", dated=True),
    Telling("procure", "planned", Wording(
        r"\b(?:contract|tender) notice\b[^.;]{0,30}?\b(?:will|would) be (?:published|issued|placed)\b",
        reads=["The contract notice would be published in May 2031"],
        leaves=["the contract notice was published"],
        needs=["notice"]),
        when="after", dated=True),
    Telling("procure", "reported", Wording(
        r"\b(?:suppliers|firms|providers|companies|contractors)\b[^.;]{0,90}?\b(?:was|were|had been|have been"
        r"|has been)\s+invited to\s+"
        r"(?:an?\s+|the\s+)?(?:mini-?competition|tender|bid|quote|further competition)\b",
        reads=["Three suppliers had been invited to a mini-competition in May"],
        leaves=["Members were invited to a visit"],
        needs=["invited to"]),
        when="past"),
    Telling("procure", "reported", Wording(
        r"\b(?:tenders|quotations|quotes|bids)\s+(?:had|have)\s+been\s+(?:received|returned|submitted)\b",
        reads=["Four tenders had been received"],
        leaves=["petitions had been received"],
        needs=["received", "returned", "submitted"]),
        when="past"),
    Telling("procure", "reported", Wording(
        r"\b(?:quotations|quotes|tenders|bids)\s+(?:had|have)\s+been\s+(?:sought|invited|requested)\b",
        reads=["Four quotations had been sought and two returned"],
        leaves=["quotations will be sought"],
        needs=["invited", "requested", "sought"]),
        when="past"),
    Telling("procure", "reported", Wording(
        r"\b(?:(?:contract|tender|procurement|OJEU|find a tender)\s+)?(?<!improvement )(?<!enforcement )notice"
        r"\b(?! (?:of|to)\b)[^.;]{0,30}?\b(?:was|were|had been|has been)\s+(?:published|issued|placed|advertised)\b"
        r"|\b(?:invitations? to tender|ITT|further competition|mini-?competition|tender|procurement|tender exercise"
        r"|tendering exercise)\b[^.;]{0,60}?\b(?:was|were|had been|has been)\s+"
        r"(?:published|issued|opened|begun|started|launched|advertised|held|run)\b",
        reads=["A contract notice was published on 3 May 2021", "A further competition was opened on 2 May 2021",
               "A procurement of a new contract was begun in May 2024"],
        leaves=["an improvement notice was issued in May", "notice of the meeting was published on 3 May"],
        needs=["had been", "has been", "notice", "was", "were"]),
        when="after", dated=True),
    Telling("procure", "reported", Wording(
        r"\b(?:tenders|bids|quotations|quotes)\s+for\s+(?:[\w’'-]+\s+){1,6}?(?:were|had been|have been)\s+"
        r"(?:invited|sought|requested)\b",
        reads=["Quotations for vehicles were sought on 8 May 2021 from four firms"],
        leaves=["tenders for salt will be sought"],
        needs=["invited", "requested", "sought"]),
        when="after", dated=True),
    Telling("procure", "reported", Wording(
        r"\b(?:gave|given|granted)\s+(?:its\s+)?(?:leave|approval|permission|authority|consent)\s+(?:to|for)\s+"
        r"(?:procure|tender|go (?:out )?to (?:tender|market)|the procurement)\b"
        r"|\bagreed\b[^.;]{0,40}?\bthat\s+(?:tenders|bids|quotations)\s+(?:be|should be)\s+(?:invited|sought)\b",
        reads=["The Committee gave leave to procure on 14 May 2021", "agreed on 6 May 2021 that tenders be invited"],
        leaves=["gave leave to speak"],
        needs=["agreed", "gave", "given", "granted"]),
        dated=True),
    Telling("procure", "planned", Wording(
        r"\b(?:anticipated|expected|planned|forecast)\s+(?:from|through"
        r"|by)\s+(?:the\s+)?(?:re-?)(?:tender(?:ing)?|procurement|commissioning)\s+of\b",
        reads=["savings expected from the re-tender of a cleaning contract"],
        leaves=["savings from cleaning"],
        needs=["anticipated", "expected", "forecast", "planned"]),
        object=True, when="none"),
    Telling("procure", "planned", Wording(
        r"^\W*move to (?:a|the)\s+(?=(?:dynamic purchasing|framework))",
        reads=["Move to a framework"],
        leaves=["Move to a new building"],
        needs=["move to"]),
        when="none"),
    Telling("procure", "planned", Wording(
        r"\b(?:will|would|to|can|could)\s+be\s+(?:put|brought)\s+(?:back\s+)?to\s+(?:the\s+)?market\b"
        r"|\b(?:will|would|to|proposed to|intends? to)\s+(?:be\s+)?advertised?"
        r"(?=[^.;]{0,40}\b(?:system|contract|tender|framework|in|on)\b)",
        reads=["the service would be put to the market in 2031", "proposed to advertise the system in May 2031"],
        leaves=["to advertise the post"],
        needs=["advertise", "market"]),
        when="after", dated=True),
    Telling("procure", "planned", Wording(
        r"\b(?:tender|procurement|re-?commissioning)(?:\s+(?:exercise|process))?\b[^.;]{0,60}?\bwill (?:then |now )?"
        r"(?:begin|start|commence|open|be (?:advertised|run|undertaken|carried out))\b",
        reads=["A procurement exercise for meals will begin in May 2031"],
        leaves=["the tender began in May"],
        needs=["procurement", "re-commissioning", "recommissioning", "tender"]),
        when="after", dated=True),
    Telling("procure", "reported", Wording(
        r"\b(?:tenders|bids|quotations|expressions of interest)\s+(?:were|have been|had been)\s+"
        r"(?:invited|sought|requested)\b"
        r"|\binvited\s+(?:tenders|bids)\b",
        reads=["Tenders were invited in May 2017 for the highways works contract"],
        leaves=["Members were invited"],
        needs=["invited", "requested", "sought"]),
        when="past", dated=True),
    Telling("procure", "reported", Wording(
        r"^\W*(?:[\d.]+\s+)?(?:The\s+)?(?:re-?)(?:tender(?:ing)?|procurement|commissioning)\s+of\s+"
        r"(?=[^.;]*\b(?:has|have)\s+(?:now\s+|already\s+)?(?:produced|delivered|saved|achieved|resulted|led|realised|reduced"
        r"|been completed|brought)\b)",
        reads=["The retendering of two bus routes has produced a saving"],
        leaves=["The retendering of two bus routes will produce a saving"],
        needs=["re-commissioning", "re-procurement", "re-tender", "recommissioning", "reprocurement", "retender"]),
        object=True, when="none"),
    Telling("procure", "reported", Wording(
        r"\b(?:contracts?|frameworks?|it|tender)\s+(?:was|were)\s+(?:first\s+|last\s+|originally\s+)?advertised\s+(?:in|on)\b",
        reads=["the contract as it was advertised in 2012"],
        leaves=["the post was advertised in May"],
        needs=["advertised"]),
        when="after", dated=True),
    Telling("procure", "reported", Wording(
        rf"\b(?:Council|Authority|CCG|Trust)\s+(?:have |has )?{_BOUGHT}\b|\b(?:was|were|has been|have been|had been"
        rf"|had been)\s+(?:\w+ly\s+|out\s+)?{_BOUGHT}\b|\btender (?:for [^.;]{2,60}? )?(?:was|has been"
        rf"|had been) (?:issued"
        rf"|launched"
        rf"|published)\b|\bwent out to tender\b",
        reads=["the Council tendered the meals contract", "meals were retendered in 2019", "A tender was issued"],
        leaves=["the Council tenders for meals"],
        needs=["procured", "re-commissioned", "recommissioned", "tender"]),
        object=False),
    Telling("procure", "reported", Wording(
        r"\b(?:delivered|achieved|savings?(?= (?:from|made|delivered|arising))"
        r"|realised)\b[^.;]{0,50}?\b(?:through|from|by)\s+(?:the\s+)?(?:re-?)(?:tender(?:ing)?|procurement"
        r"|procuring|commissioning)(?:\s+of)?\b",
        reads=["a saving from retendering meals", "£5k was achieved through the retender of meals"],
        leaves=["savings came through staff turnover", "it aims to achieve savings through retendering"],
        needs=["achieved", "delivered", "realised", "saving"]),
        object=True, when="none"),
)  # fmt: skip
