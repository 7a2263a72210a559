"""Actions that the minutes of an invented council only mark."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.minutes.minuted_actions import minuted_actions
from ingest.read.text import read_text
from kg.records import Action

MINUTES = """ADULTS COMMITTEE: MINUTES

Date: Thursday 5 May 2022

Present: Councillors A Pine (Chairwoman) and B Oak

41. CARE HOMES AND THE ACTION PLAN FOR THE NEW YEAR

- Asked for the list of all care homes in the county, with their beds. Officers agreed to send the list. **ACTION**

- Noted that the tender for the new homes would close before the summer was out. ACTION: Ada Elm

It was resolved to note the report.
"""
LOG = """
ADULTS COMMITTEE ACTION LOG

Minute No.\tReport Title\tAction to be taken by\tAction\tStatus
"""


def read(text: str) -> list[Action]:
    return list(minuted_actions(divide(read_text(text.encode())), ()))


def test_the_sentence_before_the_mark_is_the_action() -> None:
    assert [(one.minute, one.text, one.owners) for one in read(MINUTES)] == [
        ("41", "Officers agreed to send the list.", ()),
        ("41", "Noted that the tender for the new homes would close before the summer was out.", ("Ada Elm",)),
    ]


def test_marks_are_left_alone_where_the_paper_holds_the_log() -> None:
    assert read(MINUTES + LOG) == []
