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
    reads=("2019/025", "KD2022/034", "CAB 23/0014", "F1234"),
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
        r"(?:committee|meeting|cabinet|board|panel|council)?\s*(?:date|meeting)(?:\s*(?:of|/)\s*(?:committee"
        r"|meeting))?(?:\s+date)?|date of decision|when",
        reads=("Committee date", "Meeting date", "Date", "Date of meeting"),
        leaves=("Deadline for reports", "Agenda despatch date"),
    )),
    Column("title", Wording(
        r"(?:agenda\s+)?(?:items?|report title|report|topic|subject|title(?: of report)?|title/subject|issue"
        r"|matter)(?:\s+(?:title|for decision))?|decision(?: required| to be taken)?",
        reads=("Agenda item", "Report title", "Subject", "Item"),
        leaves=("Agenda despatch date", "Reference if key decision"),
    )),
    Column("lead", Wording(
        r"(?:lead|report|contact|responsible)?\s*(?:officers?|authors?|lead|director)(?:\s*(?:/|and)\s*\w+)?"
        r"|lead officer.{0,20}",
        reads=("Lead officer", "Report author", "Contact officer"),
        leaves=("Agenda item",),
    )),
    Column("ref", Wording(
        r"(?:forward plan\s+)?(?:ref(?:erence)?\.?)(?:\s+(?:if|for)?\s*key decisions?|\s+no\.?|\s+number)?"
        r"|key decision(?:\s+(?:ref(?:erence)?|y/n|\(?yes/no\)?))?",
        reads=("Reference if key decision", "Forward Plan ref", "Key decision"),
        leaves=("Decision",),
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
