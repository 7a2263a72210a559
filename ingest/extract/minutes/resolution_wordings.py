"""The words by which minutes resolve, agree and note, and those that end or interrupt a resolution."""

from __future__ import annotations

import re

from ingest.extract.words.wordings import Wording

_MAJORITY = r"by (?:an? )?(?:[a-z]+ )?majority(?: (?:vote|decision))?(?: of \d+ (?:votes? )?to \d+)?"
_VOTES = r"by (?:\d+|[a-z]+) votes? to (?:\d+|[a-z]+)"
_COUNTED = r"\((?!(?:[a-zA-Z]|[ivx]{1,5}|\d{1,2})\))[^)]{0,160}\)"  # "(6 for, 2 against)", no limb's "(a)"
_SHOWN = r"(?:by|on) a (?:show of hands|vote)"
_HOW = (
    rf"(?:,?\s*(?:unanimously|{_MAJORITY}|{_VOTES}|nem\.? ?con\.?|{_SHOWN}|with [^:;.]{{0,60}}abst[a-z]+|{_COUNTED}),?)"
    r"{0,2}"
)
_TO = r",?\s*(?:(?P<to>to|that|That)\b)?\s*(?P<colon>:\s?[-–—]|[:;–—-])?\s*"
_BY = r"\s+by\s+[^.:;]{2,80}?,?\s*(?:and\s+)?"
_MOVED = rf"(?:(?:moved|proposed){_BY}(?:duly\s+)?seconded{_BY}(?:(?:it\s+)?was\s+)?)?"
# What must follow "resolved", so that troubles which were resolved decide nothing.
_COUNT = r"by (?:an? )?(?:[a-z]+ )?majority|by (?:\d+|[a-z]+) votes?"
_THEN = rf"(?=,?\s*(?:[:;(–-]|$|(?:to|that|That|unanimously|{_COUNT}|nem|{_SHOWN})\b|with\s[^:;.]{{0,40}}abst))"
_NOT_TOLD = r"(?<!\bthat )(?<!whether )(?<!\buntil )(?<!\bwhich )(?<!\bwhen )(?<!\bhad )"
_IT_WAS = (
    rf"{_NOT_TOLD}\b(?:[Ii]t\s+was|IT\s+WAS)\s+(?:(?:then|therefore|accordingly|subsequently)\s+)?{_MOVED}"
    r"(?:(?:unanimously|UNANIMOUSLY|also|further)\s+)?"
)
# Capitals are how minutes mark what decides.
_MARKED = r"(?:RESOLVED|APPROVED|AGREED|RECOMMENDED|DECIDED|DETERMINED)\b"
_ALSO = r"(?:\s+(?:FURTHER|ALSO|TO\s+(?:THE\s+)?[A-Z][A-Z -]{3,40})(?=\s*[:;–-]))?"
_OPENS = r"(?:^|(?<=[.;:]\s))"
_LABEL = (
    r"(?:DECISIONS?|RESOLUTIONS?|Decisions?|Resolutions?)(?:\s+(?:[Nn]o\.?\s*)?\d[\d/.-]{0,12})?"
    r"(?:\s+(?:made|taken|agreed))?(?=\s*(?:\([^)]{0,80}\)\s*)?(?::|$))"
)
_ALONE = (
    rf"(?<!\bnot )(?<!\bbe )\bRESOLVED{_ALSO}{_THEN}|{_OPENS}(?:{_MOVED}RESOLVED\b"
    r"|RECOMMENDED\s+TO\s+(?:THE\s+)?[A-Z][A-Z -]{3,40}(?=\s*[:;–-])"
    r"|(?:APPROVED|AGREED|RECOMMENDED|DECIDED)(?=,?\s*(?:[:;(–-]|$|(?:to|that|unanimously|by)\b))"
    rf"|(?:[Pp]enderfyn[a-z]{{2,8}}\s*/\s*)?[Rr]esolved(?:\s*/\s*[Pp]enderfyn[a-z]{{2,8}})?{_THEN}|{_LABEL})"
)
_BODIES = (
    r"(?:Sub-?\s?Committee|Committee|Board|Panel|Cabinet|Council|Executive|Authority|Forum|Trustees|Members|Councillors"
    r"|meeting)"
)
_BODY = (
    rf"(?:\b(?:{_BODIES}|committee|board|panel|cabinet|council|members)\s+(?:(?:unanimously|then|UNANIMOUSLY)\s+)?{_MARKED}"
    rf"|{_OPENS}(?:(?:Accordingly|Therefore|Consequently|Thereupon),?\s+)?(?:The\s+|the\s+)?"
    rf"(?:(?:[A-Z][\w'’&-]{{0,30}},?\s+(?:(?:and|of|for)\s+)?){{0,6}}(?!Members|Councillors){_BODIES}"
    rf"|(?:Parish\s+|Town\s+)?(?:Members|Councillors))\s+(?:(?:unanimously|then|therefore)\s+)?"
    rf"resolved(?:{_THEN}|(?=,?\s+(?:th(?:is|ese)|in terms of|in accordance with|under|pursuant to)\b))"
    r"|(?<!\b[Tt]he )(?:Councillors|Members)\s+resolved(?=\s+to\b))"
)
RESOLVED = Wording(
    rf"(?:{_IT_WAS}(?:{_MARKED}|[Rr]esolved{_THEN})|{_ALONE}|{_BODY}){_HOW}{_TO}",
    reads=(
        "It was resolved unanimously to:",
        "RESOLVED that",
        "It was moved by Cllr Elm, seconded by Cllr Ash and RESOLVED that:",
        "The Committee resolved by a majority to:",
        "It was APPROVED:",
        "APPROVED that the fee be waived",
        "Resolved:",
        "Decision:",
        "DECISION (4 in favour, 1 against): That the land be sold",
        "RECOMMENDED to Council that the fee be raised.",
        "Bread for the hall Councillors resolved to pay",
        "RESOLVED (unanimously) – (a) That the report be noted",
        "RESOLVED, That the report be noted",
        "RECOMMENDED TO COUNCIL: That the fee be raised",
        "RESOLVED FURTHER: That it be paid",
        "Penderfynwyd / Resolved: that the report be noted",
        "Accordingly the Sub-Committee resolved to grant the licence",
        "The Sub-Committee DECIDED to grant the licence",
        "The Roads, Parks and Lighting Committee resolved in terms of Section 50A(4) of the Act to exclude the public",
    ),
    leaves=(
        "the issue was resolved with the provider",
        "Members asked how complaints were resolved.",
        "It was resolved with the provider that the rate would rise.",
        "Asked whether it was resolved to close it",
        "Staff said that the fee had been approved long ago.",
        "In May the Cabinet resolved to wait.",
        "Decisions of the Cabinet were awaited.",
    ),
    exact=True,
    needs=("resolved", "approved", "agreed", "recommended", "decided", "determined", "decision", "resolution"),
    at="anywhere",
)
AGREED = Wording(
    rf"(?:^(?:[Ii]t\s+was|IT\s+WAS)\s+NOTED(?=\s+that\b)|^(?:ORDERED|Agreed(?=\s*(?:that\b|to\b|:|[–—-]\s|unanimously|\()))"
    rf"|^(?:[Ii]t\s+was|IT\s+WAS)\s+{_MOVED}(?:unanimously\s+)?agreed"
    r"|^(?:The\s+)?(?:[A-Z][\w-]+,?\s+(?:(?:and|of|for)\s+)?){0,6}"
    rf"{_BODIES}(?:,\s[^.:;]{{0,120}}?,)?\s+(?:unanimously\s+)?(?:agreed|decided|approved)(?=[^.:]{{0,40}}:\s*[-–]?\s*(?:$|\(?[1ai][.)]\s))){_HOW}{_TO}",
    reads=(
        "The Roads Committee agreed unanimously to:",
        "It was agreed unanimously to:",
        "Agreed: to note the report.",
        "Agreed – That the report be noted.",
        "The Committee agreed: 1) to note the report; 2) to buy lamps.",
        "The Roads, Parks and Lighting Committee agreed:-",
        "It was NOTED that the lamps are dark.",
    ),
    leaves=("Agreed the need for a review.", "Officers agreed to report back.", "The Committee agreed to note it."),
    exact=True,
    at="anywhere",
)
AGREED_WITHIN = Wording(
    rf"{_NOT_TOLD}\b[Ii]t\s+was\s+(?:(?:then|therefore|also|unanimously)\s+){{0,2}}(?:agreed|decided)"
    r"(?:\s+(?:unanimously|by all))?\s+(?P<to>to|that)\b",
    reads=("After discussion it was unanimously agreed to buy two lamps.",),
    leaves=("He said that it was agreed to wait.", "It was agreed between them"),
    exact=True,
    needs=("agreed", "decided"),
    at="anywhere",
)
# A body that heads a list of what it did: "The Cabinet:", then "(i) NOTED the forecast; and".
BODY_HEADS = Wording(
    rf"(?:The|the)\s+(?:[A-Z][\w'’&-]{{0,30}},?\s+(?:(?:and|of|for)\s+)?){{0,6}}{_BODIES}(?:,?\s[^.:;]{{0,120}})?\s*:\s*[-–]?",
    reads=(
        "The Cabinet:",
        "The Roads Committee, having considered the report:-",
        "The Roads, Parks and Lamps Committee:",
    ),
    leaves=("The Cabinet met.", "That the Committee:"),
    exact=True,
    at="whole",
)
ACTED = Wording(
    r"(?:unanimously\s+)?(?:noted|agreed|approved|endorsed|resolved|recommended|delegated|authorised|requested|instructed"
    r"|accepted|received|confirmed|appointed|adopted|granted|refused|deferred|referred|welcomed)\b",
    reads=("NOTED the forecast; and", "approved the purchase"),
    leaves=("note the report", "that it be noted"),
    at="start",
)
# Capitals mark what somebody was told to do: the item's own outcome where nothing else is.
ASKED = Wording(
    r"\b(?:was|were)\s+(?:ASKED|REQUESTED|INSTRUCTED|DIRECTED|INVITED)\s+(?:to|that)\b",
    reads=("Councillors were ASKED to write to the Minister.",),
    leaves=("Councillors were asked to sit down.",),
    exact=True,
    at="anywhere",
)
# How licences are granted: "The decision was to GRANT the licence."
DECISION_WAS = Wording(
    r"^(?:(?:Accordingly|Therefore|Having [^.;]{3,160}),\s)?(?:the|its|their)\s+(?:[\w’'-]+\s){0,5}?decision"
    r"(?:\s+of\s+the\s+(?:[\w’'-]+\s?){1,5}?)?\s?(?:was|is)\s+(?:therefore\s+|unanimously\s+)?(?P<to>to|that)\s",
    reads=(
        "The decision was to GRANT the licence.",
        "The Sub-Committee's decision was to refuse it.",
        "The decision of the Panel is that the claim be paid.",
    ),
    leaves=("The decision was welcomed.", "Members asked whether the decision was to wait."),
    at="anywhere",
)
CORRECT = Wording(
    r"\b(?:agreed|confirmed|accepted|approved|moved|taken)\b.{0,60}?\b(?:(?:true|correct|accurate)\s+(?:and\s+\w+\s+)?"
    r"record|as\s+(?:a\s+)?(?:correct|true)\s+by)\b|\bminutes\b.{0,200}?\b(?:agreed|approved|confirmed|accepted|signed|received)\b.{0,80}?(?:record|accurate"
    r"|correct|signed|chair|approved|$)",
    reads=(
        "The minutes of the meeting held on 4 May 2022 were agreed as a correct record.",
        "The minutes of the previous meeting were agreed as accurate.",
        "Members agreed that it was a true record.",
        "It was moved as correct by Ada Pine.",
    ),
    leaves=("Officers agreed to circulate the record.",),
    at="anywhere",
)
OWN_OUTCOME = Wording(
    r"(?:(?:the\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:(?:sub-?\s?)?committee|members|board|panel|cabinet|council)"
    r"\s+(?:unanimously\s+)?(?:noted|agreed|approved|endorsed|received and noted"
    r"|considered and noted|accepted)\b"
    r"|(?:the|this|that)\s+[^.,;]{3,80}?\s(?:was|were|be)\s+(?:unanimously\s+)?(?:noted|agreed|approved|endorsed)\b"
    r"|noted(?:\s+(?:as circulated|with thanks|without (?:comment|discussion)))?\s*\.?$"
    r"|(?-i:(?:The|the)\s+(?:[A-Z][\w-]+\s+){0,3}(?:Sub-?\s?)?(?:Committee|Board|Panel|Cabinet|Council))"
    r"\s+(?:resolved|decided|determined)\s+(?:to|that)\b)",
    reads=(
        "The Committee noted the report.",
        "The agenda plan was noted.",
        "Members noted the update and thanked officers.",
        "Noted as circulated.",
    ),
    leaves=("The Chairwoman noted that demand rose.", "Officers noted the concern."),
    at="start",
)
# The last words on an item that was only reported: "… A talk followed. The Board noted the update."
NOTED_AT_END = Wording(
    r"(?:The\s+)?(?:[A-Z][\w'’&-]*,?\s+(?:(?:and|of|for)\s+)?){0,6}"
    r"(?:Committee|Board|Panel|Cabinet|Council|Forum|Executive)\s+(?:unanimously\s+)?(?:received and )?"
    r"(?:noted|endorsed|approved)\s+the\s+(?:(?:contents? of the|verbal|oral|progress|annual|quarterly)\s+)?"
    r"(?:report|update|presentation|position|contents|minutes|(?:work|forward|agenda) (?:plan|programme))\s*\.?",
    reads=("The Board noted the update.", "The Roads, Parks and Lamps Committee noted the contents of the report."),
    leaves=(
        "The Board noted the concern.",
        "The Committee noted that the report was late.",
        "Members noted the report.",
    ),
    exact=True,
    at="whole",
)
NOT_AN_OUTCOME = Wording(
    r"\bapologies\b|\bdeclar|\bpetition|\bpublic (?:forum|question|participation)|\bamendment\b",
    reads=("The apologies were noted.", "The public forum was noted."),
    leaves=("The report was noted.",),
    at="anywhere",
)
NARRATIVE = Wording(
    r"(?:the (?:committee|chair\w*|vice|meeting|members?|leader)|councillors?|cllr|officers?|members?|in (?:response"
    r"|discussion|presenting)|during|following|a member|one member)\b",
    reads=("The Chairwoman thanked officers.", "Members asked about staffing.", "In response to a question"),
    leaves=("the contract be awarded", "note the report"),
    at="start",
)
ACTS = Wording(
    r"(?:to\s+|that\s+)?(?:approv|agree|not(?:e|ing)|delegat|endors|authori[sz]|request|recommend|support|comment|receiv"
    r"|accept|adopt|confirm|appoint|consider|review|award|refer|ask|invit|instruct|extend|grant|implement|establish"
    r"|initiat|set|publish|procure|write|defer|reject|increas|reduc|clos|open|enter|mak|seek|support)(?:e?[sd]?|ing|red)?\b"
    r"|that\s",
    reads=(
        "Approve the award.",
        "note the report",
        "to delegate authority",
        "Approved the fee",
        "That the fee be waived",
    ),
    leaves=("The contract was approved.", "Day centres", "Contractual:"),
    at="start",
)
SIGNED = Wording(
    r"(?:chair(?:man|woman|person)?|signed\b.*|dated?\b.{0,30}|\(?chair\w*\)?[ .…_]*|action:?|[.…_ ]+)",
    reads=("Chairwoman", "Signed: ........", "ACTION"),
    leaves=("Chairwoman to write to the Minister",),
    at="whole",
)
VOTED = Wording(
    r"[\[(]?\s*(?:(?:(?:the )?voting|votes?|the vote (?:was|being)|(?:a )?(?:recorded|named) vote|(?:on|upon) being put"
    r"|(?:the )?(?:motion|recommendations?|proposal|resolution) (?:was|were) (?:then )?(?:put|carried|duly carried)"
    r"|\d+ (?:votes? |members? )?(?:in favour|for\b(?! the))|by \d+ votes? to)\b"
    r"|for\s*[:=–-]?\s*\d"
    r"|(?:(?:those )?(?:members )?(?:voting )?(?:in favour|for|against)|abstain(?:ed|ing)|abstentions?)"
    r"\s*(?:\(\d+\))?\s*(?:[:=–-]|$))",
    reads=(
        "Voting: 6 for, 2 against",
        "For: 6; Against: 2",
        "[Votes: 5 in favour]",
        "6 in favour, 4 against, 1 abstention",
        "The motion was put to the vote and carried by 6 votes to 4",
        "For (3): Councillors Pine, Oak and Elm",
        "Against: Councillor Ash",
        "The vote was unanimous.",
    ),
    leaves=("for six months", "against the odds"),
    at="start",
)


# "The Committee agreed to note …": what follows says what was agreed; not so "The Committee noted …".
AGREED_TO = re.compile(
    r"(?:the\s+)?(?:(?-i:[A-Z])[\w'’&-]+,?\s+(?:(?:and|of|for)\s+)?){0,6}(?:(?:sub-?\s?)?committee|members|board|panel|cabinet|council)\s+(?:unanimously\s+)?"
    r"(?:agreed|resolved|decided)\s+(?=(?:unanimously\s+)?(?:to|that)\b)",
    re.IGNORECASE,
)
# A lead-in that carries no action of its own and is not repeated before each limb: "to", "that the Roads Committee:".
NO_ACTION = re.compile(
    r"[\s:–-]*(?i:to|that)?[\s:–-]*"
    r"(?:(?:the\s+|The\s+)?(?:[A-Z][\w'’&-]*,?\s+(?:and\s+|of\s+|for\s+)?){0,8}"
    r"(?:Committee|Board|Panel|Cabinet|Council|Authority|Executive|Members|Councillors)"
    r"(?:\s+(?:for|of|on)(?:\s+(?:the|and|&|[A-Z][\w'’,&-]*)){1,8})?)?[\s:;,–-]*"
    r"(?i:(?:unanimously\s+)?(?:resolved|agreed|approved)(?:\s+(?:to|that))?)?[\s:;,–-]*"
    r"(?i:as follows|the following)?[\s:;,–-]*"
)
SUMMARY = Wording(
    r"summary of (?:the )?(?:(?:approved|agreed|final) )?(?:recommendations?|decisions?|resolutions?)",
    reads=("SUMMARY OF AGREED RECOMMENDATIONS", "Summary of the decisions"),
    leaves=("Summary of the report", "Decisions"),
    at="start",
)
# What follows a resolution in its own paragraph and is told of the discussion again.
TOLD_AGAIN = Wording(
    r"(?:it was (?:also )?(?:important|felt|noted|suggested|hoped|reported|confirmed)"
    r"|(?:the )?(?:meeting|members|councillors|committee|chair\w*|officers) (?:felt|thanked|noted|asked|said|reported"
    r"|hoped|heard|discussed|considered|were|was|had)"
    r"|(?:councillor|cllr\.?) [A-Z][\w'’-]+|in response|following|on being put|upon being put|voting\b|he |she |they "
    r"|[(\[]?(?:proposed|moved|seconded|prop\.?)(?: by)?\s*[:–-]? (?:councillor|cllr|c(?:ll)?rs?\b|mr|(?-i:[A-Z]))"
    r"|[(\[]?proposer\b"
    r"|all (?:those )?(?:present )?(?:were )?in favour|unanimous|carried\b"
    r"|(?:the )?(?:motion|vote) (?:was )?carried|nem\.? ?con)",
    reads=("It was also important to write.", "The meeting felt that it was late.", "Proposed Cllr Oak."),
    leaves=("Officers to report in June.", "The contract will run for two years.", "Approve the options."),
    at="start",
)
CLOSED = Wording(
    r"(?:meeting|session)\s+(?:was\s+)?(?:then\s+)?(?:closed|ended|concluded|finished|rose|terminated|declared closed"
    r"|(?:brought )?to a close)\b|\b(?:closed|ended|concluded) the (?:meeting|session)\b",
    reads=(
        "The meeting closed at 12.15pm",
        "Meeting ended at 3.40 p.m.",
        "The Chair brought the meeting to a close at 9pm",
        "The Chair thanked all and closed the meeting at 8.10 pm",
    ),
    leaves=("The consultation closed at noon.",),
    needs=("closed", "ended", "concluded", "finished", "rose", "terminated", "to a close"),
    at="anywhere",
)
