"""How action logs word their heads, their statuses and the meetings that they belong to."""

from __future__ import annotations

from ingest.extract.words.tables import Column, HeadWords
from ingest.extract.words.wordings import Wording

_MONTH_YEAR = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\s+\d{4}|\d{1,2}/\d{1,2}/\d{2,4})"
)
_WEEKDAY = r"(?:[A-Za-z]{3,6}day,?\s+)"
MEETING_HEAD = Wording(
    r"(?:(?:actions? (?:arising )?from (?:the )?)?(?:[A-Z][\w ]{3,60}\s)?(?:meeting|committee|minutes)"
    r"(?:\s+date)?\s*(?:held\s+)?"
    rf"(?:of|on|:|–|-)?\s*(?:the\s+)?{_WEEKDAY}?(?:the\s+)?|{_WEEKDAY}){_MONTH_YEAR}\s*(?:meeting)?\s*:?"
    rf"|{_MONTH_YEAR}\s+meeting\s*:?",
    reads=(
        "Meeting date: 10 March 2022",
        "Meeting of 19 July 2018",
        "Meeting 7 November 2019",
        "Thursday 4 May 2023",
        "Actions from the meeting held on 4 May 2023:",
    ),
    leaves=(
        "This is the updated action log as at 14 October 2020.",
        "Circulated on 9 January 2024 to all",
        "Meeting of the Board",
        "Due in May Ongoing July 2022",
        "4 May 2022",
    ),
    at="whole",
)
UP_TO = Wording(
    rf"\bmeetings?\s+(?:held\s+)?(?:on|of)\s+(?:[A-Za-z]+day,?\s+)?(?:the\s+)?{_MONTH_YEAR}",
    reads=("up to the meeting on 14 July 2022 and tells Members",),
    leaves=("as at 6 January 2021",),
    at="anywhere",
)
NUMBER = Wording(
    r"(?:(?:minute|min\.?)\s*)?(?:no\.?\s*)?(?P<number>\d{1,4}[a-z]?(?:/\d{2,4})?)\s*[.):]?(?=\s|$)",
    reads=("100.", "44", "Min. 45 – Lamps", "12/23", "51. DAY OPPORTUNITIES"),
    leaves=("A note was sent", "Minute"),
    at="start",
)
# A reference that is the whole cell: letters before the number, years in it.
REFERENCE = Wording(
    r"(?:(?:minute|min|item)\.?\s*(?:no\.?|ref\.?|number)?\s*:?\s*)?"
    r"(?P<number>(?-i:[A-Z]{1,6})(?:[/.-]|\s)?\d{1,4}(?:[/.-]\d{1,4}){0,3}[a-z]?|\d{1,4}(?:[/.-]\d{1,4}){1,2}[a-z]?)[.:]?",
    reads=("TI/29", "Minute 45/24", "2024-31", "AC12", "13.2", "FA/24/007"),
    leaves=("100", "100. DAY CARE", "COVID-19 response"),
    at="whole",
)
MINUTE_BESIDE = Wording(
    r"\b(?:minute|min|item)\.?\s*(?:no\.?|ref\.?|number)?\s*:?\s*"
    r"(?P<number>(?-i:[A-Z]{1,6}[/.-]?)?\d{1,4}(?:[/.-]\d{1,4}){0,2}[a-z]?)\b",
    reads=("5 May 2022 (Minute 12)", "5 May 2022 Min. no. 45/24"),
    leaves=("5 May 2022", "minutes of the meeting"),
    at="anywhere",
)
# The day alone above a meeting's table, on a line that stands out or in a row by itself.
DAY_ALONE = Wording(
    rf"(?:[A-Za-z][A-Za-z &,]{{2,60}}?\s*[-–—:,]?\s*)?{_WEEKDAY}?{_MONTH_YEAR}\s*:?",
    reads=("5 May 2022", "Thursday 5 May 2022", "Places Committee – 5 May 2022"),
    leaves=("5 May 2022: sent to all", "May 2022 update"),
    at="whole",
)
STATUS = Wording(
    r"(?:action\s+)?(?:completed?|on-?\s?going|on hold|in progress|in hand|open|closed?|outstanding|pending"
    r"|not (?:yet )?(?:started|due)|deferred|actioned|overdue|superseded|withdrawn|delayed|delivered"
    r"|finished|resolved|discharged|answered|not yet (?:started|begun|due)|part(?:ly)? (?:complete|done)|carried over"
    r"|continuing"
    r"|on track|at risk|paused|behind schedule|no further action"
    r"|complete(?:d)? and closed|partially complete(?:d)?|done|recurring|carried forward"
    r"|awaiting [a-z ]{3,30}|to be (?:closed|completed|actioned)|under way|underway)",
    reads=("Complete", "Completed", "On Hold", "On-going", "In progress", "Closed"),
    leaves=("Completion of the works", "Ada Pine", "Opening hours"),
    at="whole",
)
STATUS_AT_END = Wording(
    rf"(?:^|\s)(?P<status>{STATUS.pattern})\s*\.?(?:\s+(?P<review>{_MONTH_YEAR}))?\s*$",
    reads=("This will be done in January 2023 Ongoing", "Letter sent Complete", "Complete March 2024"),
    leaves=("Work has been started", "complete the form"),
    at="anywhere",
)
STATUS_AT_START = Wording(
    rf"(?P<status>{STATUS.pattern})(?=\s*(?:[.;:–—(]|-\s|on \d|\d|$))"
    rf"|(?P<apart>(?!open)(?:{STATUS.pattern}))(?=\s(?-i:[A-Z]))",
    reads=("Complete. Sent on 4 May", "Completed – circulated", "Closed on 4 May", "Ongoing", "COMPLETE Sent to all"),
    leaves=("Open Day was held", "Completion is near", "Done by the team"),
    at="start",
)
# A heading over a table of actions that have no status of their own.
STATUS_HEADING = Wording(
    r"(?:\d{1,2}[.)]?\s+)?(?:actions?:? )?(?P<status>completed?|closed|outstanding|open|on-?going|overdue"
    r"|in progress)"
    r"(?: actions?)?(?: (?:since|from|at|to be|items?)\b.{0,60})?\s*:?",
    reads=("Completed actions", "Outstanding Actions", "Actions completed since the last meeting"),
    leaves=("Complete the form", "Action log"),
    at="whole",
)
COLUMNS = (
    Column("meeting", Wording(
        r"(?:date of )?(?:the )?(?:committee )?meeting(?: date)?|date(?: raised| set| of meeting| agreed| added"
        r"| opened)?|(?:meeting|date)(?: date)?(?:,| and| &| ?/)? (?:and )?(?:minute|min|item)s?\.?"
        r"(?: (?:no|number|ref(?:erence)?)\.?)?|(?:committee|board|panel)(?: meeting)? date|from meeting"
        r"|raised(?: on| at)?|(?:set|agreed|asked) (?:on|at)"
        r"|arising from|source|origin",
        reads=("Meeting date", "Date of meeting", "Date raised"),
        leaves=("Review date", "Meeting notes"),
    )),
    Column("minute", Wording(
        r"(?:minute|min|item|agenda item)\.?\s*(?:no|number|ref(?:erence)?|#)\.?|(?:minute|min|item)s?\.?"
        r"|(?:minute|min|item) (?:no|number|ref)\.? and (?:title|subject|item)",
        reads=("Minute No.", "Minute", "Item No"),
        leaves=("Action", "Minutes of the Board"),
    )),
    Column("number", Wording(
        r"ref(?:erence)?\.?(?:\s*(?:no|number)\.?)?|no\.?|number",
        reads=("Ref", "No.", "Reference number"),
        leaves=("Action", "Minute No"),
    )),
    Column("own-number", Wording(
        r"(?:action|log|row|serial|tracker)\.?\s*(?:no|number|ref|reference|id|#)\.?|id|#",
        reads=("Action No", "ID", "#"),
        leaves=("Action", "Minute No", "Ref"),
    )),
    Column("title", Wording(
        r"(?:report|item|agenda item|minute|subject)?\s*(?:title|heading|subject|name)|report|agenda item|subject"
        r"|issue(?: raised)?|topic|matter|minute (?:title|heading)",
        reads=("Report Title", "Subject", "Item title"),
        leaves=("Action",),
    )),
    Column("owner", Wording(
        r"(?:action\s+)?(?:to be\s+)?(?:taken by|to)|action to be taken by|action (?:owner|officer|by)|(?:lead"
        r"|responsible|action)?\s*(?:officers?|owners?|lead|by whom|persons? responsible|responsibility|assigned to"
        r"|assignee|who|officer\(s\)"
        r"|responsible(?: (?:person|party|lead))?|allocated to|owned by|action holder"
        r"|by|assigned|actionee|to be done by|person"
        r"|lead (?:officer|member|person)s?(?:\(s\))?|member/officer|officer/member)(?: (?:responsible|name))?",
        reads=("Action to be taken by", "Action to", "Owner", "Lead Officer", "Responsible"),
        leaves=("Action", "Officers to report"),
    )),
    Column("review", Wording(
        r"(?:review|target|due|completion|expected(?: completion)?|deadline)(?:\s+(?:date|by|on))?|complete by"
        r"|(?:completed|closed) (?:date|on)|(?:date|target|deadline) (?:due|for (?:completion|action))|timescales?"
        r"|by when|when|time ?frame|target",
        reads=("Review Date", "Target date", "Deadline"),
        leaves=("Date",),
    )),
    Column("status", Wording(
        r"(?:action\s+|current\s+)?(?:status|rag(?:\s*(?:status|rating))?|progress status|outcome|b?rag)"
        r"(?: ?\(.{1,30}\))?|open\s*/\s*closed|status\s*/\s*rag|state|stage|standing"
        r"|(?:where|how) (?:it|this|we) (?:stands?|are|is)"
        r"|(?:action |is it |been )?(?:done|completed?|finished|closed|discharged|met)\s?\?(?:\s?\(.{1,20}\))?"
        r"|done(?:\s?[(/].{1,20})?"
        r"|(?:done|completed?) y(?:es)?\s?/\s?no?\??",
        reads=("Status", "RAG", "Done?", "Completed ?", "Done (Y/N)"),
        leaves=("Comments",),
    )),
    Column("comment", Wording(
        r"(?:officer\s+|latest\s+|current\s+|progress\s+)?(?:comments?|updates?|progress|response|notes?|position"
        r"|action taken)(?:\s*(?:[/&]|and)\s*\w+)?(?:\s+(?:updates?|reports?|on action|to date|made|received))?"
        r"|(?:b?rag|status)\s*(?:/|and)\s*(?:updates?|comments?|progress)|what has been done|result|reply|answer",
        reads=("Comments", "Update", "Progress", "Comments / Update"),
        leaves=("Status", "Action"),
    )),
    Column("action", Wording(
        r"(?:agreed |required |summary of )?(?:the )?actions?(?:\s+(?:required|agreed|points?|description|requested"
        r"|needed|to be taken|arising|details?|item|summary))?|(?:details?|description|summary) of (?:the )?actions?"
        r"|(?:action\s*/\s*)?(?:recommendation|request)|action\s*/\s*\w+|description|what|task|request(?:ed)?"
        r"|what (?:was|is|has been|needs|we) .{3,30}|asked for|(?:undertaking|commitment)s?(?: given| made)?"
        r"|to (?:do|be done)"
        r"|follow[- ]?up(?: action)?|(?:request|query|question)s?(?: (?:from|by) (?:the )?(?:members|committee|board))?"
        r"|information requested|matters? arising|points?(?: to follow up)?",
        reads=("Action", "Action required"),
        leaves=("Action to be taken by", "Actions were noted"),
    )),
)  # fmt: skip
HEAD_WORDS = HeadWords(
    frozenset(
        [
            *(
                "minute",
                "no",
                "number",
                "item",
                "ref",
                "report",
                "title",
                "subject",
                "action",
                "actions",
                "to",
                "be",
                "taken",
                "by",
            ),
            *(
                "owner",
                "officer",
                "officers",
                "lead",
                "responsible",
                "comment",
                "comments",
                "update",
                "progress",
                "status",
            ),
            *(
                "review",
                "target",
                "due",
                "completion",
                "deadline",
                "date",
                "whom",
                "required",
                "response",
                "agenda",
                "rag",
            ),
        ]
    ),
    (
        frozenset({"action", "actions"}),
        frozenset({"minute", "item", "no", "ref"}),
        frozenset({"status", "comments", "update", "progress"}),
    ),
)
