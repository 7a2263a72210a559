"""How action logs word their heads, their statuses and the meetings that they belong to."""

from __future__ import annotations

from ingest.extract.words.tables import Column, HeadWords
from ingest.extract.words.wordings import Wording

_MONTH_YEAR = (
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\s+\d{4}|\d{1,2}/\d{1,2}/\d{2,4})"
)
_WEEKDAY = r"(?:[A-Za-z]+day,?\s+)"
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
        "This is the updated action log as at 23 September 2019.",
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
    r"(?:minute\s*)?(?:no\.?\s*)?(?P<number>\d{1,4}[a-z]?(?:/\d{2,4})?)\s*[.):]?(?=\s|$)",
    reads=("100.", "44", "12/23", "51. DAY OPPORTUNITIES"),
    leaves=("A note was sent", "Minute"),
    at="start",
)
STATUS = Wording(
    r"(?:action\s+)?(?:completed?|on-?\s?going|on hold|in progress|in hand|open|closed?|outstanding|pending"
    r"|not (?:yet )?(?:started|due)|deferred|actioned|overdue|superseded|withdrawn"
    r"|no further action|complete(?:d)? and closed|partially complete(?:d)?|done|recurring|carried forward"
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
COLUMNS = (
    Column("meeting", Wording(
        r"(?:date of )?(?:committee )?meeting(?: date)?|date(?: raised| set| of meeting)?",
        reads=("Meeting date", "Date of meeting", "Date raised"),
        leaves=("Review date", "Meeting notes"),
    )),
    Column("minute", Wording(
        r"(?:minute|min|item|ref|action)\.?(?:\s*(?:no|number|ref|#)\.?)?(?<!^action)|no\.?",
        reads=("Minute No.", "Minute", "Item No", "Ref"),
        leaves=("Action", "Minutes of the Board"),
    )),
    Column("title", Wording(
        r"(?:report|item|agenda item|minute|subject)?\s*(?:title|heading|subject|name)|report|agenda item|subject"
        r"|issue|topic",
        reads=("Report Title", "Subject", "Item title"),
        leaves=("Action",),
    )),
    Column("owner", Wording(
        r"(?:action\s+)?(?:to be\s+)?(?:taken by|to)|action to be taken by|action (?:owner|officer|by)|(?:lead"
        r"|responsible|action)?\s*(?:officers?|owners?|lead|by whom|person responsible|responsibility|assigned to|who"
        r"|responsible)",
        reads=("Action to be taken by", "Action to", "Owner", "Lead Officer", "Responsible"),
        leaves=("Action", "Officers to report"),
    )),
    Column("review", Wording(
        r"(?:review|target|due|completion|expected completion|deadline)(?:\s+(?:date|by))?|date (?:due"
        r"|for completion)|timescale|by when",
        reads=("Review Date", "Target date", "Deadline"),
        leaves=("Date",),
    )),
    Column("status", Wording(
        r"(?:action\s+)?(?:status|rag(?: status)?|progress status|outcome)",
        reads=("Status", "RAG"),
        leaves=("Comments",),
    )),
    Column("comment", Wording(
        r"(?:officer\s+)?(?:comments?|updates?|progress|response|notes?)(?:\s*[/&]\s*\w+)?(?:\s+(?:update|report"
        r"|on action))?",
        reads=("Comments", "Update", "Progress", "Comments / Update"),
        leaves=("Status", "Action"),
    )),
    Column("action", Wording(
        r"(?:agreed |required |summary of )?actions?(?:\s+(?:required|agreed|point|description|requested))?"
        r"|description|what",
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
