"""Labels of pages that tell a decision or an issue, each put beside its value.

A portal prints "Decision Maker: Cabinet" on one line, or the label in one element and its value in the next. A short
value then becomes the second cell of its label's row; what is told at length stays below its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.read.written import Written

# Labels with a date, a name, or yes or no behind them.
FACTS = (
    r"decision[- ]?makers?|decision (?:taken|made|to be taken) by|decision[- ]takers?|decision (?:status|type|level)"
    r"|(?:type|status|level|category) of decision|reason key|(?:is )?(?:this a |it a )?key decision"
    r"|(?:is )?(?:this |it )?subject to call[- ]?in|call[- ]?in (?:deadline|expiry|date|expires|status)"
    r"|(?:decision )?(?:published|publication date|date of publication|publish(?:ed)? date)"
    r"|(?:date of (?:the )?decision|decision date|date (?:decision )?(?:made|taken)|made date)"
    r"|decided at meeting|effective (?:from|date)|implementation date|date (?:of|for) implementation|comes into force"
    r"|notice of (?:proposed )?decision(?: first)? published|(?:decision )?due(?: date)?|expected (?:decision )?date"
    r"|(?:decision )?(?:ref|reference|reference number|number|no)\.?|(?:issue|plan|minute) (?:ref|reference)\.?"
    r"|lead (?:member|director|officer|councillor)s?|(?:cabinet|portfolio|executive) (?:member|holder)s?|portfolios?"
    r"|(?:responsible|contact|lead) (?:officer|director)s?|report authors?|authors?|contacts?|department|directorate"
    r"|service(?: area)?|(?:wards?|divisions?|electoral divisions?)(?:\(s\))?(?: affected)?|urgent(?: decision)?"
    r"|status|title|subject|committee|meeting(?: date)?|date of meeting|confidential|exempt"
)
# Labels that several paragraphs or a list may stand below.
TOLD = (
    r"purpose|summary|decisions?|decision details|details of (?:the )?decision|(?:the )?resolution|recommendations?"
    r"|reasons? for (?:the )?(?:decision|recommendation|urgency|exemption)s?|reasons?|(?:alternative|other) options"
    r"(?: considered(?: and rejected)?)?|options considered|consultation(?: process| undertaken)?|consultees"
    r"|(?:accompanying |background |supporting |related |additional |other )?(?:documents?|papers?)"
    r"(?: to be submitted)?"
    r"|(?:related )?(?:decisions|meetings|agenda items|issues)|(?:other )?(?:declarations?|conflicts?) of interests?"
    r"(?: declared)?|(?:other )?reasons?/organisations consulted|financial implications|comments|background"
)
LABEL = re.compile(rf"(?:{FACTS}|{TOLD})\s*[:?]{{0,2}}", re.IGNORECASE)
FACT = re.compile(rf"(?:{FACTS})\s*[:?]{{0,2}}", re.IGNORECASE)
OPENS = re.compile(rf"(?:{FACTS}|{TOLD})\s*(?:\?:?|:)\s*\S", re.IGNORECASE)
# A page with so many lines that are labels tells of one decision or issue; below that "Title" may be anything.
FEWEST = 3
LONGEST_VALUE = 160


def with_values(lines: Sequence[Written]) -> list[Written]:
    """A page's lines, each label that stands alone made one row with the short value below it.

    Lines of pages with hardly a label are given back as they are.
    """
    if sum(_is_label(line) or _opens(line) for line in lines) < FEWEST:
        return list(lines)
    return list(_with_values(lines))


def _with_values(lines: Sequence[Written]) -> Iterator[Written]:
    at = 0
    while at < len(lines):
        line = lines[at]
        after = lines[at + 1] if at + 1 < len(lines) else None
        if _is_label(line) and FACT.fullmatch(line.text) and after and _is_value(after, lines[at + 2 : at + 3]):
            yield replace(line, cells=(line.text, after.text), level=0, bold=False)
            at += 2
        else:
            yield replace(line, bold=True) if _is_label(line) else line
            at += 1


def _is_label(line: Written) -> bool:
    """Whether a line is a label alone: it ends as labels do, or stands out."""
    stands_out = line.level or line.bold or line.text.endswith((":", "?"))
    return len(line.cells) == 1 and bool(stands_out) and not line.furniture and bool(LABEL.fullmatch(line.text))


def _opens(line: Written) -> bool:
    """Whether a line opens with a label, its value behind it or in the next cell."""
    if len(line.cells) > 1:
        return bool(LABEL.fullmatch(line.cells[0]))
    return bool(OPENS.match(line.text))


def _is_value(line: Written, after: Sequence[Written]) -> bool:
    """Whether a line is all that is said of the label above it: short, with another label or nothing behind it."""
    if len(line.cells) > 1 or line.level or line.bullet or line.furniture or len(line.text) > LONGEST_VALUE:
        return False
    if _is_label(line) or _opens(line):
        return False
    return not after or bool(after[0].level or after[0].furniture) or _is_label(after[0]) or _opens(after[0])
