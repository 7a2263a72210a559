"""The labels of decision forms, as data: what each box is called by one council or another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.extract.words.wordings import Wording

Kind = Literal[
    "subject", "item", "reference", "taker", "portfolio", "body", "date", "signed", "signed-on", "decision",
    "recommendation", "reasons", "alternatives", "interests", "wards", "exempt", "key", "call-in", "in-force",
    "published", "present", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a box.

    kind     what its value is
    words    the label without its colon
    runs_on  whether its value may follow on its line without a colon ("Deadline for call-in 19 May 2022")
    colon    whether it needs its colon, because the words alone are also a title or a heading
    """

    kind: Kind
    words: Wording
    runs_on: bool = False
    colon: bool = False


def _words(pattern: str, *reads: str, leaves: tuple[str, ...] = ()) -> Wording:
    return Wording(rf"(?:{pattern})(?!\w)", reads, leaves, at="whole")


_KINDS = r"(?:(?:executive|officer|delegated|cabinet|formal|final|urgent|member|portfolio holder) ){0,3}"
# At a form's head these words are its title; below, the label of its decision.
RECORD = Label(
    "decision", _words(r"record of (?:the )?decision", "RECORD OF DECISION", leaves=("Record of decisions",))
)
LABELS = (
    RECORD,
    Label(
        "decision",
        _words(
            r"(?:the )?(?:(?:summary|details?|text|nature|terms) of (?:the )?)?decision(?:s|\(s\))?"
            r"(?: ?/ ?(?:action|resolution)(?:s|\(s\))?)?"
            r"(?: (?:(?:has been |was )?(?:taken|made|reached|agreed|approved)))?(?: and (?:any )?conditions)?"
            r"|resolutions?|resolution\(s\)|(?:details of )?(?:the )?action taken",
            "Decision taken", "Decision(s)", "Details of the decision", "Decision",
            leaves=("Decision maker", "Decision details", "Key decision"),
        ),
    ),
    Label(
        "decision",
        _words(
            r"(?:(?:pcc|pfcc|(?:police(?:, fire)? and crime )?commissioner|mayor|leader)(?:[’']?s)?|mayoral"
            r"|contract award|award) decision(?:\(s\)|s)?",
            "PCC decision", "Commissioner’s Decision", "Award decision",
            leaves=("Mayoral decision notice", "Leader of the Council"),
        ),
        colon=True,
    ),
    Label(
        "decision",
        _words(rf"{_KINDS}decision(?:s|\(s\))?(?: (?:taken|made))?", "Officer decision", leaves=("Decision notice",)),
        colon=True,
    ),
    Label(
        "decision",
        Wording(
            r"(?:It was |(?:The )?(?:[A-Z][\w&’'-]+ (?:and |of |for )?){0,6}(?:Cabinet|Committee|Executive|Board"
            r"|Council|Panel) )?(?:unanimously )?(?:RESOLVED|AGREED|Resolved|Agreed(?=\s*[:–-]))(?: unanimously|,? by "
            r"(?:a )?majority)?\s*[:–-]?(?=\s|$)",
            ("RESOLVED that the fees be approved", "The Cabinet RESOLVED:", "Agreed: to note the report"),
            ("Agreed actions", "The issue was resolved."),
            exact=True, at="start",
        ),
        runs_on=True,
    ),
    Label(
        "subject",
        _words(
            r"(?:subject(?: matter)?|title|topic|issue|report title|item title|matter for decision|decision title"
            r"|contract (?:title|name)|title of contract|name of"
            r" (?:the )?(?:decision|report|contract)|subject of (?:the )?(?:decision|report))"
            r"(?: ?/ ?(?:title|subject)(?: of (?:the )?(?:decision|report))?)?(?: of (?:the )?(?:decision|report"
            r"|item))?",
            "Subject", "Title of decision", "Subject Matter / Title of Decision", "Report title",
            leaves=("Subject to call-in", "Issue details"),
        ),
    ),
    Label(
        "reference",
        _words(
            rf"(?:unique )?{_KINDS}(?:key )?(?:decision|notice|record|form) (?:reference(?: (?:number|no\.?))?"
            r"|ref(?:\.|erence)?:? ?(?:no\.?|number)?|numbers?|no\.?|id)"
            r"|(?:unique )?reference(?: (?:number|no\.?))?|ref\.?(?: ?(?:no\.?|number))?",
            "Decision number", "Decision Ref. No", "Reference", "Officer decision reference number", "Ref No",
            leaves=("Refer to the report", "Decision"),
        ),
        runs_on=True,
    ),
    Label(
        "taker",
        _words(
            r"(?:names?(?:,? (?:and )?(?:job )?(?:title|position|post|role))?(?: of)? )?(?:of )?(?:the )?"
            r"(?:delegated )?decision[- ]?(?:maker|taker)(?:s|\(s\))?(?: ?(?:name|and title|\(name and title\)))?"
            r"|(?:executive |officer |delegated )?decisions?(?: (?:to be|was|were))? (?:taken|made) by"
            r"|(?:to be )?(?:taken|made) by"
            r"|(?:names?(?:,? (?:and )?(?:job )?(?:title|position|post|role))? (?:of )?)?(?:the )?(?:officer|member"
            r"|person|body|cabinet member|portfolio holder|individual|director)"
            r"(?:\(s\))? (?:making|taking|who (?:took|made)) (?:the |this )?(?:\w+ )?decision"
            r"|decision[- ]making (?:body|officer|person)|(?:name of )?delegated officer|authoris(?:ing|ed) officer",
            "Decision maker", "DECISION TO BE TAKEN BY", "Decision taken by", "Name and title of decision maker",
            "Officer making the decision",
            leaves=("Decision", "Decision making process"),
        ),
    ),
    Label(
        "portfolio",
        _words(
            r"(?:relevant |responsible |lead )?(?:cabinet member|portfolio holder|executive member|lead member)(?:s"
            r"|\(s\))?"
            r"(?: ?(?:and|/|&|\() ?portfolio\)?)?|portfolio(?: area)?",
            "Cabinet Member", "Portfolio holder", "Cabinet Member and portfolio",
            leaves=("Cabinet Member decision", "Members"),
        ),
        colon=True,
    ),
    Label(
        "body", _words(r"(?:name of )?(?:meeting|committee|decision body)", "Meeting", "Name of committee"), colon=True
    ),
    Label(
        "date",
        _words(
            rf"date(?: of)?(?: the)? {_KINDS}(?:key )?decision(?: (?:was |is )?(?:to be )?(?:taken|made))?"
            r"|date (?:(?:decisions? )?(?:was |were )?(?:taken|made)|of (?:the )?(?:meeting|hearing"
            r"|determination|award))"
            r"|decisions? (?:date|(?:was |were )?(?:taken|made) on)|meeting date|decided (?:on|at meeting)",
            "Date of decision", "Decision date", "Date decision made", "Date of officer decision", "Meeting date",
            leaves=("Date of publication", "Date decision may be implemented"),
        ),
        runs_on=True,
    ),
    Label(
        "signed",
        _words(
            r"[._… ]{0,200}(?:(?:electronically |duly )?signed(?: (?:by|off by))?"
            r"|signatures?(?: of (?:the )?decision[- ]?(?:maker|taker))?"
            r"|electronic signature|sign[- ]?off)",
            "Signed", "Signature of decision maker", "........ signed",
        ),
        runs_on=True,
    ),
    Label(
        "signed",
        _words(
            r"(?:agreed|approved|authoris?ed|authorized|endorsed|completed|prepared|submitted) by",
            "Agreed by", "Approved by", "Completed by",
        ),
        colon=True,
    ),
    Label("signed-on", _words(r"[._… ]{0,200}(?:dated?(?: (?:signed|of signature))?)", "Date", "Dated"), runs_on=True),
    Label(
        "recommendation",
        _words(
            r"(?:officers?[’']? |report )?recommendation(?:s|\(s\))?(?: (?:to|for) (?:the )?decision[- ]?maker|"
            r" in (?:the )?report)?|proposed decision|proposals?",
            "Recommendation(s)", "Officer Recommendations",
        ),
    ),
    Label(
        "reasons",
        _words(
            r"(?:background(?:,| and| ?/) ?)?(?:brief )?(?:summary of |statement of )?(?:the )?reason(?:s|\(s\))?"
            r"(?: for (?:the |this )?(?:officer |key )?"
            r"(?:decision|recommendation|award|action|resolution)(?:s|\(s\))?(?: and .{0,60})?)?"
            r"|rationale(?: for (?:the )?decision)?",
            "Reason(s) for decision", "Background and reasons", leaves=("Reasons for urgency",),
        ),
    ),
    Label(
        "alternatives",
        _words(
            r"(?:brief )?(?:details of )?(?:any )?(?:other |alternative )(?:options?|courses? of action|proposals?)"
            r"(?:\(s\))?(?: that were)?(?: (?:considered|rejected|discounted))?(?:,? ?(?:and|/|or"
            r"|&) ?(?:why )?rejected)?(?: and (?:the )?reasons?.{0,60})?"
            r"|brief details of any alternative options considered[^:]{0,120}"
            r"|(?:details of )?(?:any )?alternatives?(?: options?)?(?: considered)?(?:,? ?(?:and|/) ?rejected)?"
            r"|(?:any )?(?:other )?options? (?:considered|rejected|discounted)(?:,? ?(?:and|/) ?(?:rejected"
            r"|discounted))?",
            "Alternative options considered", "Other options rejected", "Any alternatives considered and rejected",
            "Options considered",
        ),
    ),
    Label(
        "interests",
        _words(
            r"(?:details of )?(?:any )?(?:declarations?(?:\(s\))? of (?:any )?(?:conflicts? of )?interests?"
            r"|conflicts? of interests?|interests? declared|dispensations?(?: granted)?)(?: declared)?(?:[^:?]{0,140})",
            "Declarations of interest", "Any conflict of interest declared",
            "Interest declared by anyone who took part, and leave to speak",
        ),
    ),
    Label(
        "wards",
        _words(
            r"(?:(?:affected )?wards?|(?:electoral )?divisions?|areas?)(?:\(s\))?(?: ?/ ?divisions?)?"
            r"(?: (?:affected|concerned))?",
            "Ward(s) affected", "Ward", "Electoral division",
        ),
    ),
    Label(
        "exempt",
        _words(
            r"(?:is (?:the|this) (?:decision|report|form"
            r"|notice) )?(?:(?:(?:contains? )?(?:any )?exempt(?: or confidential)?"
            r"|confidential(?: or exempt)?)(?: information| from publication)?|(?:not )?for publication"
            r"|public(?:ation)?"
            r" (?:or|/) (?:exempt|private|confidential)|open ?(?:/|or) ?exempt|exempt status|(?:publication"
            r"|access) status"
            r"|access to information|restrictions?(?: on publication)?)",
            "Exempt Information?", "For publication", "Is the report exempt from publication", "Confidential"
            " information",
        ),
        colon=False,
    ),
    Label(
        "key",
        _words(
            r"(?:is (?:this|it|the decision) )?(?:a )?key(?: or non-key)? decision(?: (?:or|/) .{0,40})?"
            r"|(?:type|category|classification) of decision|decision type",
            "Key decision", "Is this a key decision?", "Type of decision",
            leaves=("Key decision criteria",),
        ),
    ),
    Label(
        "call-in",
        _words(
            r"(?:the )?(?:deadline|last (?:date|day)|final date|closing date|date) for (?:the )?"
            r"(?:[\w-]+ ){0,3}(?:call[- ]in|referral)"
            r"|(?:the )?call[- ]?in (?:deadline|date|period)?(?: ?(?:expir(?:y|es)|ends?|expires on|deadline|date))?"
            r"(?: (?:on|date))?|(?:date of )?(?:expiry|end) of (?:the )?call[- ]in(?: period)?|date (?:of )?(?:eligible"
            r"|open) (?:for|to)"
            r" call[- ]in|(?:is )?(?:this |it )?subject to call[- ]?in\??",
            "Call-in deadline", "Deadline for Scrutiny Panel referral", "Call-in expires", "Expiry of call-in period",
        ),
        runs_on=True,
    ),
    Label(
        "in-force",
        _words(
            r"(?:the )?(?:date )?(?:the )?(?:decision|it) (?:may be|can be|will be|to be) implemented(?: (?:from|on"
            r"|after))?"
            r"|(?:the )?(?:date )?(?:the )?decision (?:comes|will come) into (?:force|effect)(?: (?:on|from))?"
            r"|(?:effective|implementation|in[- ]force) date|date (?:effective|of implementation|in force"
            r"|(?:the )?decision (?:is |becomes )?effective)(?: from)?|effective from"
            r"|(?:earliest )?date for implementation",
            "Date decision may be implemented", "Decision will come into force", "Effective date",
            "Implementation date",
        ),
        runs_on=True,
    ),
    Label(
        "published",
        _words(
            r"(?:date (?:of )?(?:publication|published|notice (?:was )?published)|publication date|published(?: on)?"
            r"|date decision (?:was )?published)(?: of (?:the )?(?:decision|notice))?",
            "Date of publication", "Publication date", "Date published",
        ),
        runs_on=True,
    ),
    Label(
        "present",
        _words(
            r"(?:(?:(?:sub-?)?committee |cabinet |voting |panel |board |executive )?members(?: of the (?:sub-?)?"
            r"(?:committee|cabinet|panel|board|executive|council))?|councillors) (?:present|in attendance"
            r"|attending)|present|(?:sub-?committee|panel) members"
            r"|(?:also )?in attendance|apologies(?: for absence)?|absent|attendance|officers? (?:present"
            r"|in attendance)",
            "Committee Members present", "Apologies", "In attendance", "Members of the Committee present",
        ),
    ),
    Label("present", _words(r"members", "Members:", leaves=("Members of the public",)), colon=True),
    Label(
        "other",
        _words(
            r"(?:contact|report|responsible|originating|lead|presenting) (?:officer|author|director|person|details)s?"
            r"(?:\(s\))?(?: (?:name|details|tel.{0,30}))?|author|contact|(?:originating |lead )?(?:department"
            r"|directorate|service|service area)|background"
            r"|(?:supporting |background )(?:papers?|documents?|information)"
            r"|(?:list of |any )?(?:documents?|reports?) (?:considered|relied (?:up)?on|attached).{0,60}"
            r"|additional information.{0,80}|appendices|purpose(?: of (?:the )?(?:report|decision))?"
            r"|(?:[\w’',&/ -]{2,60} )?implications?[^:]{0,40}|risks?[^:]{0,40}|notes?"
            r"|(?:details of )?consult(?:ation|ees?)[^:]{0,60}"
            r"|(?:reasons? for )?urgency[^:]{0,60}|scrutiny[^:]{0,40}|forward plan[^:]{0,40}|(?:decision )?status"
            r"|(?:legal|statutory|delegated|constitutional) (?:authority|powers?|provisions?|delegation)(?:[^:]{0,80})"
            r"|(?:decision made|considered) in (?:exempt|private|closed) session.{0,20}|(?:source|scheme) of delegation"
            r"|(?:financial|legal|hr|equalities) (?:comments?|advice|impact).{0,40}|(?:making )?representations.{0,40}"
            r"|accompanying documents|other relevant.{0,80}|(?:council|corporate) (?:priorit(?:y|ies)|plan|objectives?)"
            r"|.{0,60}\brecommendations and other consultation|current status|report to follow|expenditure|cost"
            r"|(?:approximate |estimated )?value|executive summary|consulted|delegation|implementation",
            "Contact officer", "Report author", "Background papers", "Financial implications", "Consultation",
            "Other relevant matters that members heard of", leaves=("Contract award",),
        ),
    ),
    Label(  # records of awards, and notices of licensing hearings
        "other",
        _words(
            r"(?:successful |recommended )?(?:supplier|contractor|provider|bidder|tenderer)s?(?: name| details)?"
            r"|name of (?:supplier|contractor|provider)|(?:total |estimated |annual |whole[- ]life )?(?:contract|award)"
            r" (?:value|price|sum|term|length|period|duration|start(?: date)?|end(?: date)?|reference|ref|number|no\.?"
            r"|type)|procurement (?:route|process|procedure|method)|route to market"
            r"|(?:start|end|commencement|expiry) date"
            r"|extension (?:options?|period|provisions?)|options? to extend|number of (?:bids|tenders)(?: received)?"
            r"|budget(?: code)?|applicants?(?:[’'] name)?|premises"
            r"|application(?: (?:no\.?|number|type|ref(?:erence)?))?"
            r"|type of application|legislation|(?:rights? of )?appeals?",
            "Procurement route", "Total contract value", "Successful supplier", "Premises", "Right of appeal",
            leaves=("Contract award",),
        ),
    ),
)  # fmt: skip
# What any of them opens with: most lines have no label, and are spared the search for each.
OPENS = re.compile("|".join(f"(?{'-i' if each.words.exact else 'i'}:{each.words.pattern})" for each in LABELS))
# A box's own letter or number: "(a)", "1.", "4".
MARK = re.compile(
    r"\s*(?:\((?P<b>[a-zA-Z]|[ivx]{1,4}|\d{1,2})\)|(?P<p>[a-zA-Z]|[ivx]{1,4}|\d{1,2})[.)]|(?P<n>\d{1,2}))(?=\s|$)\s*"
)
SHORT_VALUE = 60
# Behind the title of a form: "Mayoral Decision – MD12".
REFERENCE_ALONE = re.compile(r"[A-Z]{1,6}[ /-]?\d[\w/.-]{0,20}\)?")
DAY_FIRST = re.compile(
    r"\W*(?:(?:on|from|by)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d)|[\W_]*$", re.IGNORECASE
)
# What may stand between a label and its value: a hint in brackets, a question mark, a colon.
BEHIND = re.compile(
    r"\s*(?:[(\[][^)\]]{7,200}[)\]]\s*)?(?P<colon>\?\s*:?|:|[-–—](?=\s|$))?\s*(?:[(\[][^)\]]{7,200}[)\]])?\s*"
)
# Of an item on a published decision sheet: "Item 6 – Title", "Agenda item 12: Title".
ITEM = Wording(
    r"(?:agenda )?item(?: no\.?| number)?\s*:?\s*(?P<number>\d{1,3}[a-z]?)\b\s*(?:[-–—:.]\s*)?(?P<title>.{0,240})",
    ("Item 6 – Road works", "Agenda item 12: Budget", "Agenda Item No: 4 Fees"),
    ("Items of business",),
    at="whole",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A label found at the start of some words: which, its box's mark, where its value starts, its words if alone."""

    label: Label
    mark: str | None
    end: int
    words: str = ""


def find_label(text: str, *, alone: bool = False, loud: bool = False) -> Found | None:
    """The label that some words open with; the longest counts: "Decision taken by" is not "Decision".

    alone  they are a cell, and so need no colon
    loud   they stand out as headings do
    """
    mark = MARK.match(text)
    start = mark.end() if mark else 0
    if not (text[start : start + 1].isupper() or text[start : start + 1] in "._…"):
        return None  # a sentence that goes on over the line: "date of the decision to tender"
    if not OPENS.match(text, start):
        return None
    best: Found | None = None
    longest = 0
    for label in LABELS:
        found = label.words.regex.match(text, start)
        if not found or found.end() - start <= longest:
            continue
        behind = BEHIND.match(text, found.end())
        assert behind is not None
        if _counts(label, text, behind, alone, loud):
            alone_there = text.lower() if found.end() == len(text) else ""
            best = Found(label, next(filter(None, mark.groups()), None) if mark else None, behind.end(), alone_there)
            longest = found.end() - start
    return best


def _counts(label: Label, text: str, behind: re.Match[str], alone: bool, loud: bool) -> bool:
    """Whether words that read like a label are one, by what stands behind them."""
    if behind["colon"]:
        return label.kind != "decision" or not REFERENCE_ALONE.fullmatch(text, behind.end())
    if behind.end() == len(text):
        return alone or (not label.colon and (label.kind != "other" or loud))
    return label.runs_on and (label.kind == "decision" or _is_short_value(label, text[behind.end() :]))


def _is_short_value(label: Label, value: str) -> bool:
    """Whether a value without a colon before it is no sentence that goes on: a date, a number, a name under a line."""
    if len(value) > SHORT_VALUE or label.kind == "signed":
        return len(value) <= SHORT_VALUE
    if label.kind == "reference":
        return any(char.isdigit() for char in value.split(" ")[0])
    return bool(DAY_FIRST.match(value))
