"""How forward plans show themselves below their titles: the heads of a table, or a block of labels for each item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.read.document import Line

TITLE = re.compile(
    r".{0,80}?\b(?:(?:agenda|forward|work|business|scrutiny) (?:plan(?:ner)?|programme|schedule)|work ?plan"
    r"|committee planner|(?:notice|schedule|list|register|plan|programme) of (?:the )?(?:forthcoming|intended|proposed"
    r"|future|planned|upcoming|intention to (?:make|take)|key)"
    r" ?(?:key|executive|cabinet)?(?: and [\w-]+)? ?(?:decisions?|business|items|reports|meetings?)"
    r"|(?:forthcoming|upcoming|planned) (?:key |executive )?decisions?|(?:28|twenty[- ]eight)[- ](?:clear )?days?"
    r"['’]? notice|(?:future|forthcoming) (?:business|(?:agenda )?items|reports))\b.{0,100}",
    re.IGNORECASE,
)
# One of these stands in such a title, in small letters.
TITLE_WORDS = ("plan", "programme", "schedule", "forthcoming", "notice", "future", "upcoming", "decisions")

_WHEN = (
    r"(?:(?:committee|meeting|cabinet|board|panel|council|decision|target|planned|proposed|expected|anticipated"
    r"|provisional|due|report|agenda|forum|scrutiny) ?){0,2}"
    r"(?:date|meeting|month|when|timescale)s?(?: (?:of|for|due|decision|to be|and|/|&)(?: [\w/&]+){0,5})?"
    r"|(?:key )?decision due.{0,30}|date (?:of|for|when|decision|key).{0,40}|(?:committee|cabinet|month|when)"
)
_WHAT = (
    r"(?:agenda |report |decision )?(?:items?|titles?|subjects?|topics?|issues?|matters?|reports?|business|description)"
    r"(?: ?(?:/|and|&|of|for|title|to|in|name|requiring|under).{0,40})?|(?:key )?decision(?: (?:to be|required|title"
    r"|and|description|proposed|requested)\b.{0,40})?|proposed decision"
    r"|details? of (?:the )?(?:proposed )?decision.{0,30}"
    r"|work(?: item)?|activity"
)
_WHO = (
    r"(?:(?:lead|report|contact|responsible|presenting|reporting|accountable|relevant|directorate) ?){0,2}"
    r"(?:officers?|authors?|directors?"
    r"|leads?|presenter)(?:\(s\))?(?: ?(?:/|and|&|,|contact|for|to|details).{0,50})?"
    r"|officer contact.{0,20}|contact.{0,30}|who|report (?:of|by|from)|owner"
)
_MAKER = r"decision[- ]?(?:maker|taker|making body|body)s?.{0,30}|(?:to be )?(?:decided|taken|made) by|body|by whom"
HEADS = (
    ("when", re.compile(_WHEN, re.IGNORECASE)),
    ("maker", re.compile(_MAKER, re.IGNORECASE)),
    ("who", re.compile(_WHO, re.IGNORECASE)),
    ("what", re.compile(_WHAT, re.IGNORECASE)),
)
# The labels of an item's block; one that says when the decision is due is in each.
DUE = re.compile(
    r"(?:key )?decision due\b.{0,20}|(?:decision )?due date|(?:expected|proposed|planned|anticipated|target|earliest"
    r"|likely|intended) (?:date|decision).{0,40}|date (?:of|for|when|on which).{0,30}\bdecision.{0,40}"
    r"|decision date.{0,20}"
    r"|date (?:the )?(?:key )?decision.{0,40}|(?:meeting|cabinet|committee) date"
    r"|date of (?:meeting|cabinet|committee)|when.{0,60}"
    r"|decision to be (?:made|taken) (?:on|in|after).{0,20}",
    re.IGNORECASE,
)
LABELS = (
    ("due", DUE),
    ("maker", re.compile(_MAKER + r"|who will (?:make|take).{0,30}", re.IGNORECASE)),
    ("consult", re.compile(r"consult(?:ees?|ation).{0,40}|(?:principal groups|who).{0,20}consult.{0,30}",
                           re.IGNORECASE)),
    ("papers", re.compile(r"(?:background|supporting|relevant) (?:papers|documents|information).{0,40}"
                          r"|(?:list of )?documents.{0,60}", re.IGNORECASE)),
    ("key", re.compile(r"(?:is (?:this|it) a )?key decision\b.{0,20}|(?:decision type|type of decision)"
                       r"|reason (?:for )?(?:being )?(?:a )?key.{0,40}", re.IGNORECASE)),
    ("who", re.compile(_WHO + r"|(?:cabinet|executive|lead|portfolio) (?:member|holder).{0,40}", re.IGNORECASE)),
    ("what", re.compile(_WHAT + r"|(?:title|subject).{0,30}", re.IGNORECASE)),
)  # fmt: skip
LABELLED = re.compile(r"(?P<label>[A-Z][^:]{2,80}):(?:\s|$)")
# A report with a box of labels of its own is no plan, whatever it is about.
REPORTS = re.compile(
    r"(?:report (?:to|of|by)|purpose of (?:the )?report|recommendations?(?:\(s\))?)\b\s*:?|\d{1,2}\.?\s+(?:purpose"
    r"|introduction|recommendations?|background|summary)\b",
    re.IGNORECASE,
)
TAKEN = re.compile(
    r"(?:report (?:to|of|by)|purpose of (?:the )?report|recommendations?|reasons? for (?:the )?(?:decision"
    r"|recommendation)"
    r"|(?:other |alternative )?options|decision (?:taken|made)\b|(?:the )?decision\s*:|in force|call[- ]in|signed)\b",
    re.IGNORECASE,
)
REACH = 24
BLOCK_REACH = 12
BLOCK_KINDS = 3


def is_plan_head(line: Line) -> bool:
    """Whether a row is the head of a plan's table: what is to come, and who leads or when it comes."""
    filled = [" ".join(cell.text.split()).strip(" :*?") for cell in line.cells if cell]
    if len(filled) < 2 or any(len(text) > 70 for text in filled):
        return False
    kinds = [_kind(text, HEADS) for text in filled]
    known = sum(kind is not None for kind in kinds)
    return "what" in kinds and bool({"when", "who", "maker"} & set(kinds)) and 2 * known >= len(filled)


def _kind(text: str, rules: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    return next((kind for kind, pattern in rules if pattern.fullmatch(text)), None)


def plan_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a plan's table or the first of its items' blocks opens a little below the title at `index`."""
    kinds: set[str] = set()
    for line in lines[index + 1 : index + 1 + REACH]:
        if line.furniture == "stamp" or (not line.is_row and len(line.text) < 60 and REPORTS.match(line.text)):
            return False
        if line.is_row and is_plan_head(line):
            return True
        kinds.update(labels_of(line))
        if "due" in kinds and len(kinds) > BLOCK_KINDS:
            return True
    return False


def is_plan_block(lines: Sequence[Line], index: int) -> bool:
    """Whether the labels from the line at `index` on are a planned item's: when it is due, who decides and who leads or
    is asked, and nothing that only a report or a decision taken has."""
    kinds: set[str] = set()
    for line in lines[max(0, index - BLOCK_REACH) : index + BLOCK_REACH]:
        if line.furniture == "stamp" or (TAKEN.match(line.text) and not line.furniture):
            return False
        kinds.update(labels_of(line))
    return "due" in kinds and len(kinds & {"maker", "who", "consult", "papers", "what"}) > BLOCK_KINDS - 1


def labels_of(line: Line) -> Iterator[str]:
    """The kind of the label that a line opens with: with a colon behind it, or in a cell before its value."""
    if line.furniture or line.bullet or not line.text:
        return
    first = line.cells[0].text
    found = LABELLED.match(first)
    words = found["label"] if found else first if len(line.cells) == 2 else ""
    if (kind := _kind(words.strip(" ?*"), LABELS)) is not None:
        yield kind
