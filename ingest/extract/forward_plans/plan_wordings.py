"""How forward plans word their heads, the references of key decisions, and dates that are not for items."""

from __future__ import annotations

import re

from ingest.extract.words.tables import Column, HeadWords
from ingest.extract.words.wordings import Wording

PUBLISHED = Wording(
    r"\bpublished(?:\s+on)?\s*:?\s*(?=\d|[A-Z])",
    reads=("Published on 1st August 2022", "AGENDA PLAN Published on 3 January 2023", "Published: 4 May 2023"),
    leaves=("publication of the strategy",),
    at="anywhere",
)
LATER = Wording(
    r"(?:items?\s+)?(?:to be (?:programmed|scheduled|confirmed|arranged|timetabled|allocated)|unprogrammed(?: items)?"
    r"|unscheduled(?: items)?|not yet (?:programmed|scheduled)"
    r"|future items?|items? (?:for|to be) (?:future|later) (?:meetings|scheduling)|date(?:s)? to be (?:confirmed"
    r"|agreed)|pending items)\s*[:.]?",
    reads=("To be programmed:", "Items to be scheduled", "Dates to be confirmed"),
    leaves=("To be programmed for May", "Future Homes"),
    at="whole",
)
NO_MEETING = Wording(
    r"[\s()\[\]–-]*(?:provisional(?: (?:meeting|date))?|reserve(?: (?:meeting|date))?|(?:meeting )?cancelled"
    r"|no (?:meeting|items?)(?: scheduled)?|tbc|t\.b\.c\.)?[\s()\[\].–-]*",
    reads=("Provisional meeting", "(Provisional date)", "[Reserve date]", "Cancelled", ""),
    leaves=("Provisional Outturn Report",),
    at="whole",
)
# A day that is not the meeting's: the decision comes some time before or after it.
NOT_THE_DAY = Wording(
    r"(?:not |no earlier than|no later than|on or (?:before|after)|before|by (?:the )?\d|after|from|between"
    r"|late|early|mid-)"
    r".{0,80}",
    reads=("Not before 3 May 2025", "Between 1 March and 4 April 2025", "After 4 May 2025"),
    leaves=("3 May 2025", "Byelaws"),
    at="whole",
)
NOT_YET = Wording(
    r"\b(?:tb[acd]|t\.b\.[acd]|to be (?:confirmed|agreed|advised|arranged))\b",
    reads=("TBC", "Date to be confirmed"),
    leaves=("Provisional meeting",),
    at="anywhere",
)
SAME_DAY = Wording(
    r"(?:\W{1,3}|ditto|do\.?|as above|same|\(?cont(?:inued|[’'.]*d)\)?\.*)",
    reads=('"', "As above", "(continued)"),
    leaves=("TBC",),
    at="whole",
)
NOT_KEY = r"(?:not applicable|not key|n\s?/\s?a|none|non-key|no)"
DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
LONG_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s+\d{4}"
)
DATED = re.compile(rf"[(\[]?(?:{DAY}|{LONG_DAY})[)\]]?(?=\s|$)")
CLOSING = re.compile(
    rf"(?:^|\s)(?P<ref>(?:(?-i:[A-Z]{{2,5}})\s?)?(?:19|20)\d\d/\d{{3,4}}|(?-i:[A-Z]{{2,5}})\s?\d\d/\d{{2,4}}"
    rf"|{NOT_KEY}(?=\s*(?:$|{DAY}|[A-Z])))(?P<dates>(?:\s+(?:{DAY}|{LONG_DAY}|[Tt][Bb][Cc]))*)"
    r"(?P<note>\s+[A-Za-z][A-Za-z ]{3,40})?\s*$",
    re.IGNORECASE,
)
ONLY_DATES = re.compile(rf"(?:[(\[]?(?:{DAY}|{LONG_DAY})[)\]]?\s*)+")
LEADING_DATES = re.compile(rf"(?:[(\[]?(?:{DAY}|{LONG_DAY})[)\]]?(?:\s+|$))+")
# A row's end within a line, the next row's words behind it.
ENDS_WITHIN = re.compile(
    rf"\s(?:(?:[A-Z]{{2,5}}\s?)?(?:19|20)\d\d/\d{{3,4}}|[Nn]ot [Aa]pplicable|N/A)"
    rf"(?:\s+(?:{DAY}|{LONG_DAY}))*(?=\s+[A-Z])"
)
NOTE = re.compile(r"\s+[A-Za-z][A-Za-z ]{3,40}")
IN_PLACE = Wording(
    r"(?:to be )?circulated?(?: to members)?(?: (?:via|by) e-?mail)?|via e-?mail|by e-?mail|verbal (?:update|report)"
    r"|to follow|late report",
    reads=("Circulate via email", "Verbal update", "To follow"),
    leaves=("Circulation of Papers", "Update on Care Homes"),
    at="whole",
)
REFERENCE = Wording(
    r"(?<![\w/])(?P<ref>(?:[A-Z]{1,6}\s?[-/]?\s?)?\d{2,4}\s?/\s?\d{1,5}(?:/\d{2,4})?|[A-Z]{1,5}\d{3,6})(?![\w/])",
    reads=("2019/071", "KD2022/034", "CAB 23/0014", "F1234"),
    leaves=("Not applicable", "N/A", "Yes"),
    exact=True,
    at="anywhere",
)
KEY_AT_END = Wording(
    r"(?:^|(?<=\s))(?:(?-i:[A-Z]{2,5}\s?)?(?:19|20)\d\d/\d{2,4}|not applicable|n/a)\s*$",
    reads=("A Pine Not applicable", "2022/034", "B Oak KD2022/034"),
    leaves=("A Pine", "Officers not yet known"),
    at="anywhere",
)
SMALL_PRINT = Wording(
    r"@|https?:|\b(?:please contact|for (?:more|further) information|accessible format|this (?:page|document)"
    r"|published (?:on|by)|agenda item no|page \d+)\b",
    reads=("Please contact Democratic Services", "Published on 4 May 2022"),
    leaves=("Review of charges for day opportunities",),
    at="anywhere",
)
COLUMNS = (
    Column("date", Wording(
        r"(?:committee|meeting|cabinet|board|panel|council|scrutiny)?\s*(?:dates?|meeting)(?:\s*(?:of|/)\s*(?:committee"
        r"|meeting|cabinet))?(?:\s+date)?|(?:expected |planned |proposed |likely )?date of (?:the )?(?:key )?decision"
        r"|when|month|(?:key )?decision (?:due|date)(?: date)?|(?:decision )?due date for decision"
        r"|date (?:decision|report)"
        r" (?:is )?(?:due|expected|to be (?:made|taken|considered))|(?:target|planned|proposed|expected"
        r"|anticipated|earliest"
        r"|provisional)(?: (?:meeting|committee|decision))? date(?: (?:of|for) (?:decision|meeting|consideration))?",
        reads=("Committee date", "Meeting date", "Date", "Decision due", "Expected date of decision"),
        leaves=("Deadline for reports", "Agenda despatch date"),
    )),
    Column("title", Wording(
        r"(?:agenda\s+|work\s+)?(?:items?|report title|report(?: title)?|topic|subject|title(?: of (?:the )?(?:report"
        r"|decision|item))?|title/subject|issue|matter|business|activity)"
        r"(?:\s+(?:title|name|for (?:decision|consideration|discussion|scrutiny)|and purpose|/\s?\w+|requiring decision"
        r"|to be considered))?"
        r"|decision(?: required| (?:to be )?(?:taken|made)| title"
        r"| and (?:description|ref(?:erence)?\.?(?: (?:no|number)\.?)?))?|proposed decision|what",
        reads=("Agenda item", "Report title", "Subject", "Item", "Decision title"),
        leaves=("Agenda despatch date", "Reference if key decision"),
    )),
    Column("lead", Wording(
        r"(?:lead|report|contact|responsible|presenting|reporting|accountable)?\s*(?:officers?|authors?|lead|director"
        r"|presenter)(?:\(s\))?(?:\s*(?:/|and|&)\s*(?:report |lead )?\w+(?:\(s\))?)?(?: (?:and )?(?:contact )?details)?"
        r"|lead officer.{0,20}|officer contact(?: details)?|contact(?: details)?|report (?:of|by|from)|who|owner",
        reads=("Lead officer", "Report author", "Contact officer", "Lead officer(s)", "Officer contact"),
        leaves=("Agenda item", "Lead member"),
    )),
    Column("ref", Wording(
        r"(?:(?:forward |agenda )?plan|key decision|decision|issue|item"
        r"|report)?\s*(?:ref(?:erence)?\.?)(?:\s+(?:if|for)?\s*key"
        r" decisions?|\s+no\.?|\s+number)?|key decision(?:\s+(?:ref(?:erence)?\.?(?: no\.?| number)?))"
        r"|(?:forward plan|key decision|decision) (?:no|number)\.?",
        reads=("Reference if key decision", "Forward Plan ref", "Plan reference", "Ref. no."),
        leaves=("Decision",),
    )),
    Column("key", Wording(
        r"(?:is (?:it|this) a )?key decision\??(?:\s*[(–-]?\s*(?:y(?:es)?\s?/\s?no?)\)?)?\??"
        r"|key(?: \(?y/n\)?)?\??|key ?/"
        r" ?non-key|(?:decision type|type(?: of decision)?)",
        reads=("Key decision", "Key decision? Y/N", "Key decision (Yes/No)"),
        leaves=("Key decision ref",),
    )),
    Column("maker", Wording(
        r"decision[- ]?(?:maker|taker|making body|body)(?: and date)?|(?:decision )?(?:to be )?(?:decided"
        r"|taken|made) by"
        r"|committee|cabinet|body|board|forum|by whom|committee name|name of committee",
        reads=("Decision maker", "Committee", "To be taken by"),
        leaves=("Committee date",),
    )),
    Column("deadline", Wording(
        r"(?:deadline|due date|report deadline|draft reports?)(?:\s+for)?(?:\s+(?:draft\s+)?reports?)?(?:\s+due)?",
        reads=("Deadline for reports", "Deadline"),
        leaves=("Date",),
    )),
    Column("despatch", Wording(
        r"(?:agenda\s+)?(?:despatch|dispatch|publication)(?:\s+date)?",
        reads=("Agenda despatch date",),
        leaves=("Date",),
    )),
    Column("note", Wording(r"(?:notes?|comments?|purpose|remarks)", reads=("Notes", "Comments"), leaves=("Item",))),
    Column("other", Wording(
        r"(?:(?:lead |cabinet |executive |portfolio |relevant |committee )+(?:members?|holders?|councillors?"
        r"|lead|chair)"
        r"|portfolio|member)(?:\(s\))?|wards?(?:\(s\))?(?: affected)?|divisions?(?: affected)?|consult(?:ees?"
        r"|ation).{0,40}"
        r"|(?:background|supporting) (?:papers|documents|information).{0,20}|documents.{0,40}"
        r"|description.{0,30}|summary"
        r"|details|outcomes?|objectives?|reason.{0,50}|exempt.{0,40}|(?:open|public).{0,20}(?:private|exempt).{0,20}"
        r"|confidential.{0,20}|status|priority|(?:service|directorate|department)(?: area)?|format|scope"
        r"|rationale|method"
        r"|key lines of enquiry|invite(?:es|d).{0,20}|expected outcome|call[- ]in.{0,20}|origin|no\.?|item no\.?|#"
        r"|pre[- ]decision.{0,20}|(?:decision|report) type",
        reads=("Cabinet Member", "Wards affected", "Background papers", "Consultees"),
        leaves=("Item", "Lead officer"),
    )),
)  # fmt: skip
HEAD_WORDS = HeadWords(
    frozenset(
        [
            *(
                "committee",
                "meeting",
                "cabinet",
                "date",
                "of",
                "agenda",
                "item",
                "items",
                "title",
                "report",
                "reports",
                "topic",
            ),
            *(
                "subject",
                "lead",
                "officer",
                "officers",
                "author",
                "director",
                "contact",
                "reference",
                "ref",
                "no",
                "if",
                "key",
            ),
            *(
                "decision",
                "deadline",
                "for",
                "draft",
                "despatch",
                "dispatch",
                "publication",
                "forward",
                "plan",
                "notes",
            ),
        ]
    ),
    (
        frozenset({"date", "meeting"}),
        frozenset({"item", "title", "topic", "subject", "report"}),
        frozenset({"officer", "lead", "author"}),
    ),
)
