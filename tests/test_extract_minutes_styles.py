"""How the minutes of many kinds of council say what was decided: each style as one item of an invented council's."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.read.reader import read as read_paper
from ingest.read.text import read_text
from kg.records import Attendance, Decision, Issue, Meeting, Minute, Record

HEAD = (
    "Wexmere City Council\n\nMinutes of the Roads and Lamps Committee\nheld on Thursday 5 May 2022 at 2.00pm\n\n"
    "Present: Councillors A Pine (Chair) and B Oak.\n\n1. PETITIONS\n\nNone.\n\n2. LAMPS\n\nA report was given.\n\n"
)
AFTER = "\n\n3. NEXT MEETING\n\nJune.\n"


def read(text: str) -> list[Record]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def decided(body: str) -> list[tuple[str | None, str]]:
    found = [each for each in read(HEAD + body + AFTER) if isinstance(each, Decision)]
    assert {each.minute for each in found} <= {"2"}
    return [(each.limb, each.text) for each in found]


STYLES = [
    # Scottish councils
    (
        "The Committee agreed: 1) to buy lamps; and 2) to sell posts.",
        [("1", "to buy lamps; and"), ("2", "to sell posts.")],
    ),
    (
        "The Committee, having considered the report, agreed:-\n\n(1) to note it; and\n\n(2) to buy lamps.",
        [("1", "to note it; and"), ("2", "to buy lamps.")],
    ),
    ("Decision\n\nThe Committee agreed to buy lamps.", [(None, "to buy lamps.")]),
    # cabinets
    (
        "The Cabinet:\n\n(i) NOTED the forecast; and\n\n(ii) AGREED the virement of £20,000.",
        [("i", "NOTED the forecast; and"), ("ii", "AGREED the virement of £20,000.")],
    ),
    (
        "Decision\n\nThat:\n\n(1) lamps be bought; and\n\n(2) posts be sold.\n\nReasons for decision\n\nLamps are dark."
        "\n\nAlternative options considered and rejected\n\nTo do nothing was rejected.",
        [("1", "lamps be bought; and"), ("2", "posts be sold.")],
    ),
    # parishes
    ("RESOLVED: To buy lamps. (Proposed Cllr Oak, seconded Cllr Elm)", [(None, "To buy lamps.")]),
    (
        "Cllr Oak proposed that two lamps be bought now, seconded by Cllr Elm. All in favour.",
        [(None, "that two lamps be bought now")],
    ),
    (
        "It was proposed by Cllr Oak and seconded by Cllr Elm that lamps be bought. Agreed.",
        [(None, "that lamps be bought.")],
    ),
    ("Resolution 22/15: That lamps be bought.", [(None, "That lamps be bought.")]),
    # planning and licensing
    ("RESOLVED – That planning permission be GRANTED.", [(None, "That planning permission be GRANTED.")]),
    (
        "The Sub-Committee decided to grant the licence as applied for.",
        [(None, "to grant the licence as applied for.")],
    ),
    # scrutiny
    ("Resolved: That the report be noted.", [(None, "That the report be noted.")]),
    ("The Committee RESOLVED to note the report.", [(None, "to note the report.")]),
]


@pytest.mark.parametrize(("body", "expected"), STYLES)
def test_a_style_of_minutes_gives_its_decisions(body: str, expected: list[tuple[str | None, str]]) -> None:
    assert decided(body) == expected


NOTHING = [
    "The matter was resolved by the parties.",
    "It was resolved by the parties that the noise had ended.",
    "The motion was put to the vote and LOST by 3 votes to 5.",
    "Cllr Oak proposed that lamps be bought, seconded by Cllr Elm. The motion was lost.",
    "Members were asked whether it was resolved.",
    "The Cabinet:\n\n(a) is the body that decides; and\n\n(b) meets in June.",
    "All in favour of lamps were asked to speak.",
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_only_sounds_like_a_decision_is_none(body: str) -> None:
    assert decided(body) == []


VOTES = [
    ("Voting:\n\nFor: 6\nAgainst: 2\nAbstentions: 1", (6, 2, 1)),
    ("For 6 Against 2 Abstentions 1", (6, 2, 1)),
    ("(6 for, 2 against, 1 abstention)", (6, 2, 1)),
    ("Voting: 6 for - 2 against - 1 abstention", (6, 2, 1)),
]


@pytest.mark.parametrize(("told", "counts"), VOTES)
def test_counts_stand_before_or_behind_their_sides(told: str, counts: tuple[int, int, int]) -> None:
    text = f"{HEAD}RESOLVED that lamps be bought.\n\n{told}{AFTER}"
    found = next(each for each in read(text) if isinstance(each, Decision))
    assert (found.votes_for, found.votes_against, found.abstentions) == counts


DAYS = [
    "DRAFT MINUTES - subject to confirmation at the meeting on 9 June 2022\n\nRoads Committee\n\n5 May 2022 at 2pm",
    "Roads Committee\nMinutes (approved 9 June 2022)\n5 May 2022",
    "Minutes of the Roads Committee held at Town Hall (opened 3 March 1911) on 5 May 2022",
    "Minutes of the Roads Committee held on the 5th day of May 2022",
    "MINUTE of MEETING of ROADS COMMITTEE of 5 May 2022",
]


@pytest.mark.parametrize("title", DAYS)
def test_the_day_of_the_meeting_is_no_other_day_at_the_head(title: str) -> None:
    items = "1. LAMPS\n\nNo.\n\n2. POSTS\n\nNo.\n"
    text = f"Wexmere City Council\n\n{title}\n\nPresent: Councillors A Pine and B Oak.\n\n{items}"
    key = next(each.meeting for each in read(text) if isinstance(each, Meeting))
    assert (key.committee, key.date) == ("Roads Committee", "2022-05-05")


COUNTY = """Wexmere County Council

MINUTES of a meeting of the HIGHWAYS COMMITTEE held at County Hall, Wexmere on 5 May 2022.

PRESENT: Mr A Pine (Chairman), Mrs C Elm and Mr E Yew (Substitute for Mr F Fir)

12. Apologies and Substitutes
(Item 2)

Apologies for absence were received from Mr Fir, for whom Mr Yew was present.

13. 22/00031 - Lamp Columns Contract
(Item 6)

1. Mr Holm introduced the report.

2. RESOLVED that the proposed award of the contract be endorsed.
"""


def test_a_countys_members_are_mr_and_mrs_and_its_items_bear_the_agendas_numbers_below() -> None:
    found = read(COUNTY)
    people = [(each.person, each.status) for each in found if isinstance(each, Attendance)]
    assert people == [("A Pine", "present"), ("C Elm", "present"), ("E Yew", "present"), ("Fir", "apologies")]
    assert [each.number for each in found if isinstance(each, Minute)] == ["12", "13"]
    assert [each.minute for each in found if isinstance(each, Decision)] == ["13"]


FIRE = """WEXMERE AND HARBOUR FIRE AND RESCUE AUTHORITY

Minutes of the meeting of the Audit Committee held at Headquarters on Thursday 5 May 2022

PRESENT: Members: Councillors Pine (Chairman), Oak and Ash

A&G/22/11 Apologies

None.

A&G/22/12 Contract for Hoses

It was moved by Councillor Oak and, upon being put to the vote (2 in favour, 1 against), it was

RESOLVED that the contract for hoses be awarded.
"""


def test_an_authoritys_items_bear_letters_and_years() -> None:
    found = [each for each in read(FIRE) if isinstance(each, Decision)]
    assert [(each.minute, each.votes_for, each.votes_against) for each in found] == [("A&G/22/12", 2, 1)]


def test_minutes_of_headings_alone_give_decisions_without_a_number_and_say_so() -> None:
    text = (
        "Wexmere Town Council\n\nMinutes of the Green Committee held on Thursday 5 May 2022\n\n"
        "Councillors in attendance: A Pine (Chair), B Oak\n\n**Pool**\n\nThe pool is old.\n\n"
        "RESOLVED to ask for three quotes.\n\n**Other business**\n\nNone.\n"
    )
    found = read(text)
    assert [(each.minute, each.text) for each in found if isinstance(each, Decision)] == [
        (None, "to ask for three quotes.")
    ]
    assert [each.code for each in found if isinstance(each, Issue)] == ["unnumbered-minutes"]
    assert [each.person for each in found if isinstance(each, Attendance)] == ["A Pine", "B Oak"]


def typeset(text: str) -> bytes:
    """The text as a PDF, its numbered heads in bold."""
    fpdf = pytest.importorskip("fpdf")
    paper = fpdf.FPDF()
    paper.add_page()
    for line in text.split("\n"):
        paper.set_font("Helvetica", "B" if line[:2].isdigit() or line.startswith("A&G") or line.isupper() else "", 11)
        paper.multi_cell(0, 6, line or " ", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


@pytest.mark.parametrize("text", [COUNTY, FIRE])
def test_typeset_minutes_give_what_their_text_gives(text: str) -> None:
    document, _ = read_paper(typeset(text))
    kinds = Attendance, Minute, Decision
    typeset_records = [r for s in divide(document) if s.kind == "minutes" for r in minutes(s) if isinstance(r, kinds)]
    plain = [each for each in read(text) if isinstance(each, kinds)]
    assert [_bare(each) for each in typeset_records] == [_bare(each) for each in plain]


def _bare(record: Attendance | Minute | Decision) -> tuple[str | None, ...]:
    if isinstance(record, Attendance):
        return record.person, record.status, record.role, record.substitute_for
    if isinstance(record, Minute):
        return record.number, record.title
    return record.minute, record.limb, record.text, record.vote


NUMBERS = [
    "{}/25-26 ",
    "[{}] ",
    "Min. {}/25 ",
    "2025-1{} ",
    "RC-2025-{} ",
    "{}- ",
    "CL/25/26/{} ",
    "Minute {}: ",
    "EX{}/25 ",
]


@pytest.mark.parametrize("form", NUMBERS)
def test_the_numbers_of_items_take_many_forms(form: str) -> None:
    items = "".join(
        f"{form.format(45 + at)}{title}\n\nA talk.\n\n" for at, title in enumerate(("Lamps", "Posts", "Wires"))
    )
    text = HEAD[: HEAD.index("1. PET")] + items
    assert [each.title for each in read(text) if isinstance(each, Minute)] == ["Lamps", "Posts", "Wires"]
