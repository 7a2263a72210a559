"""Which steps of a contract's life the rows of a timetable name, and how the heads of its columns are worded."""

from __future__ import annotations

from typing import Final

from ingest.extract.words.wordings import Wording
from kg.records import EventStep

WHAT_HEAD = Wording(
    r"(?:key |procurement |project |tender )?(?:activit(?:y|ies)|milestones?|stages?|tasks?|steps?|events?|actions?"
    r"|phases?)(?: ?/ ?(?:activity|milestone|stage|task|step|event|action|phase))*(?: description)?|what",
    reads=["Activity", "Key Milestone", "Stage/Task"],
    leaves=["Action to be taken by the officer"],
    at="whole",
)
WHEN_HEAD = Wording(
    r"(?:(?:target|planned|proposed|completion|indicative|estimated|expected|provisional|key|due|revised|anticipated)"
    r" )*(?:dates?|time\s?-?(?:scales?|tables?|lines?)|deadlines?)(?: ?\(s\))?|when|by when"
    r"|completed? by(?:\s?/\s?completed? by)?",
    reads=["Date", "Target date", "Indicative timescale"],
    leaves=["Date of the last audit"],
    at="whole",
)

_NOTICE: Final = r"(?:(?:OJEU |FTS |find a tender |contracts? )?(?:notice|advert\w*))"
MILESTONES: Final[tuple[tuple[EventStep, Wording], ...]] = (
    ("award", Wording(
        r"^(?:governance and )?(?:the )?(?:contracts? "
        r"|tender )?award(?:ed)?\b(?: of (?:the )?(?:new )?contracts?)?(?: approval| notice| decision"
        r"| of contracts?)?$|\bcontracts?(?: to be)? award(?:ed)?\b|\baward (?:of )?(?:the )?(?:new )?contracts?\b"
        r"|\bcontracts? let\b|\b(?:award letters?|letters? of award)\b"
        r"|\bdecision (?:to|on(?: the)?) award\b|\b(?:approv\w+|notif\w+) (?:of |the )*award\b",
        reads=["Award", "Cabinet and Contract Award Approval", "Contract awarded", "Decision to award"],
        leaves=["Award ceremony", "Standstill"])),
    ("end", Wording(
        r"\b(?:end|expiry|expiration) of (?:the )?(?:current|existing|present|old) (?:contracts?|agreements?|services?)"
        r"|\b(?:current|existing|present|old) (?:contracts?|agreements?|services?|provision) "
        r"(?:(?:to|will|is due to) )?(?:ends?|expir\w+|ceases?)\b",
        reads=["End of current contract", "Existing contract expires"], leaves=["End of evaluation"])),
    ("procure", Wording(
        r"\b(?:invitations? to tender|ITTs?|tender|OJEU|PQQ|SQ|selection questionnaire)\b[^.;]{0,20}"
        r"\b(?:issued?|released?|published|publication|launch(?:ed)?|advertised|out|live)\b"
        r"|\b(?:tenders|bids) invited\b|\binvite (?:tenders|bids)\b|\bcall for competition\b"
        rf"|\b{_NOTICE}\b[^.;]{{0,15}}\b(?:issued?|released?|published|publication|placed|sent|dispatched|live)\b"
        r"|\b(?:issu(?:e|ed|ing)|publish|publication|launch|release|send out|despatch|dispatch)\w* (?:of )?(?:the )?"
        rf"(?:ITT|invitations? to tender|tenders?|OJEU|{_NOTICE}|procurement)\b"
        r"|\badvertise(?:d|ment)?\b(?! for staff)[^.;]{0,30}\b(?:tender|contract|opportunity|procurement)\b"
        r"|^invitations? to tender(?: \(ITT\))?$"
        r"|^(?:tender|contract|procurement|FTS|find a tender) (?:notice|advert(?:isement)?)$"
        r"|^advert(?:ise|ised|isement)?(?: published| placed)?$|^(?:go |out )?(?:out )?to (?:tender|market)$"
        r"|\bapproval (?:for|of|to) (?:the |begin |start |commence |go (?:out )?to )*"
        r"(?:procure\w*|tender\w*|market)\b"
        r"|\b(?:procurement|tender(?:ing)?)(?: process| exercise)? "
        r"(?:starts?|begins?|commences?|launch(?:ed)?|opens?)\b",
        reads=["Invitation to Tender (ITT) Issue", "Tender issued", "Approval for procurement from Cabinet",
               "Contract notice published", "Approval to procure", "Advertise the contract", "Issue ITT"],
        leaves=["Tenders due back", "Tender evaluation", "Tender clarification questions"])),
    ("start", Wording(
        r"\b(?:contracts?|services?|framework|new contracts?)\b[^.;]{0,12}\b(?:start|commence|begin"
        r"|go(?:es)?[- ]live|commencement)\w*\b"
        r"|\b(?:commencement|start|beginning) of (?:the )?(?:new )?(?:contracts?|services?)"
        r"|^(?:start|commencement)(?: date)?$|\bgo[- ]live(?: date)?$|\bmobilisation (?:is )?completed?\b"
        r"|\bcompletion of mobilisation\b|^(?:works? )?(?:start|commence)s?(?: work)? on site$",
        reads=["Contract Start Date", "New service commences", "Go live", "Mobilisation complete"],
        leaves=["Mobilisation", "Start of evaluation"])),
)  # fmt: skip
