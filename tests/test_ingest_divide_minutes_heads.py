"""How minutes open in a pack of an invented council: their many titles, and none."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.read.text import read_text

HEAD = (
    "Wexmere Borough Council\n\n# Roads and Quays Committee\n\nThursday, 9 June 2022 at 6.30 pm\n\nAGENDA\n\n"
    "1. Apologies for absence\n\n2. Minutes of the last meeting\n\n3. Quay lamps\n\n"
)
ITEMS = "\n\n**1. Apologies**\n\nThere were none.\n\n**2. Lamps**\n\nRESOLVED that the report be noted.\n"


def kinds(words: str) -> list[str]:
    return [section.kind for section in divide(read_text((HEAD + words + ITEMS).encode()))]


@pytest.mark.parametrize(
    "words",
    [
        "# Minutes of the meeting held on 5 May 2022\n\nPresent: Councillors A Pine and B Oak",
        "# Draft minutes – Roads and Quays Committee, 5 May 2022\n\nMembers present: A Pine, B Oak",
        "# Roads and Quays Committee: record of the meeting on 5 May 2022\n\nPresent: Councillor A Pine",
        "# Minutes\n\nRoads and Quays Committee\n5 May 2022\n\nThose attending: A Pine, B Oak",
        "# Minutes\n\nRoads and Quays Committee\n5 May 2022\n\nName\tRole\tAttended\nA Pine\tChair\tYes",
        "**At a meeting of the Roads and Quays Committee held on 5 May 2022**\n\nPRESENT: Councillor Pine (Chair)",
        "**Proceedings of the Roads and Quays Committee**\n\n5 May 2022\n\nPresent: Councillor Pine (Chair)",
        "**Notes of the meeting of the Roads and Quays Committee**\n\n5 May 2022\n\nPresent: Councillor Pine",
        "**Roads and Quays Committee**\n\n5 May 2022, 6.30 pm\n\nPresent: Councillor Pine (Chair)",
        "**Roads and Quays Committee**\n\n5 May 2022\n\nPresent\tCouncillors Pine and Oak\nApologies\tCouncillor Elm",
    ],
)
def test_minutes_open_under_any_of_their_titles_or_under_the_bodys_name(words: str) -> None:
    assert kinds(words) == ["front-sheet", "minutes"]


@pytest.mark.parametrize(
    "words",
    [
        "**Minutes:**\n\nThe minutes were signed.\n\nPresent: Councillor Pine",  # a label on a portal's page
        "Notes for the meeting room\n\nPresent: Councillor Pine",
        "**Decisions of the Roads and Quays Committee**\n\n5 May 2022\n\nPresent: Councillor Pine",
    ],
)
def test_other_words_above_those_present_open_no_minutes(words: str) -> None:
    assert "minutes" not in kinds(words)
