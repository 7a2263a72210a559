"""The clearance form, as tables and as lines, torn in each way."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.clearances import aspect_of, clearances, cleared_of, officer_of
from ingest.read.text import read_text
from kg.records import Clearance, Issue, PersonMention

HEAD = """LAMPS ON THE QUAY

To: Places Committee
Meeting Date: 5 May 2022
From: Service Director: Places
Electoral division(s): All
Key decision: No
Recommendation: To note it.

1. BACKGROUND

1.1 It is dark.

"""
WANTED = [("Finance", "Yes", "Gideon Pask"), ("Legal", "No", "Alistair Crumb-Hollis"), ("Public Health", "N/A", None)]


def found_in(form: str) -> list[Clearance | PersonMention | Issue]:
    (section,) = divide(read_text((HEAD + form).encode()))
    return list(clearances(section))


def rows_in(form: str) -> list[tuple[str, str | None, str | None]]:
    return [(each.aspect, each.cleared, each.officer) for each in found_in(form) if isinstance(each, Clearance)]


TABLE = """Implications\tOfficer Clearance
Have the resource implications been cleared by Finance?\tYes Name of Financial Officer: Gideon Pask
Has the impact on legal and risk implications been cleared by Law?\tNo Name of Legal Officer: Alistair Crumb- Hollis
Have any Public Health implications been cleared by Public Health\tN/A

Source Documents\tLocation
None\t
"""
BROKEN_TABLE = """Implications\tOfficer Clearance
Have the resource implications been\tYes
cleared by Finance?\tName of Financial Officer: Gideon Pask
Has the impact on statutory, legal and\tNo
risk implications been cleared by Wexmere\tName of Legal Officer: Alistair Crumb-

Law?\tHollis
Have any Public Health implications been\tN/A
cleared by Public Health\t

Source Documents\tLocation
"""
LINES = """Implications Officer Clearance

Have the resource implications been
cleared by Finance?

Yes
Gideon Pask

Has the impact on statutory, legal and
risk implications been cleared by
Law?

No
Name of Legal Officer: Alistair Crumb-Hollis

Have any Public Health implications been
cleared by Public Health

N/A

Source Documents Location

None
"""
FLATTENED = """Implications Officer Clearance
Have the resource implications been Yes
cleared by Finance? Name of Financial Officer: Gideon Pask
Has the impact on statutory, legal and No
risk implications been cleared by Wexmere Name of Legal Officer: Alistair Crumb-
Law? Hollis
Have any Public Health implications been cleared by Public Health N/A
Source Documents Location
"""
QUESTIONS_FIRST = """Implications Officer Clearance
Have the resource implications been cleared by Finance?
Has the impact on statutory, legal and risk implications been cleared by Law?
Have any Public Health implications been cleared by Public Health?
Yes Gideon Pask
No Alistair Crumb-Hollis
N/A
Source Documents Location
"""


@pytest.mark.parametrize("form", [TABLE, BROKEN_TABLE, LINES, FLATTENED, QUESTIONS_FIRST])
def test_the_form_reads_the_same_however_it_was_torn(form: str) -> None:
    assert rows_in(form) == WANTED


def test_a_form_without_its_heading_is_read() -> None:
    form = "Have the equality and diversity implications been cleared by your Contact? Yes\nName of Officer: Jane Dow\n"
    assert rows_in(form) == [("Equality", "Yes", "Jane Dow")]


def test_each_officer_is_mentioned_once() -> None:
    form = TABLE.replace("Alistair Crumb- Hollis", "Gideon Pask")
    people = [each for each in found_in(form) if isinstance(each, PersonMention)]
    assert [(person.name, person.kind) for person in people] == [("Gideon Pask", "officer")]
    assert people[0].evidence[0].quote == "Yes Name of Financial Officer: Gideon Pask"


def test_a_question_that_says_not_what_is_cleared_is_an_issue() -> None:
    form = "Has the legality of all this been cleared?\tYes Jane Dow\n"
    assert [each.code for each in found_in(form) if isinstance(each, Issue)] == ["unread-clearance"]


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("Have the procurement/contractual/ implications been cleared by Finance?", "Procurement"),
        ("Have any localism and Local Member involvement issues been cleared by your Service Contact?", "Localism"),
        ("Have any engagement and communication implications been cleared by Communications?", "Communications"),
        ("If a Key decision, have any climate change implications been cleared by an Officer?", "Climate change"),
        ("Have you read it?", None),
    ],
)  # fmt: skip
def test_the_aspect_is_the_forms_own(question: str, aspect: str | None) -> None:
    assert aspect_of(question) == aspect


@pytest.mark.parametrize(
    ("answer", "cleared"),
    [
        ("Yes", "Yes"),
        ("No - to follow", "No"),
        ("Not applicable", "N/A"),
        ("Yes or No", None),
        ("Covered elsewhere", None),
    ],
)
def test_an_answer_left_open_is_none(answer: str, cleared: str | None) -> None:
    assert cleared_of(answer) == cleared


@pytest.mark.parametrize(
    ("lines", "officer"),
    [
        (["Yes", "Monitoring Officer:", "Jane Dow, Wexmere Law"], "Jane Dow"),
        (["Yes", "Gus de Sarle"], "Gus de Sarle"),
        (["Covered in the", "assessment", "Jane Dow"], "Jane Dow"),
        (["Yes or No SENT TO Jane", "Dow", "Name of Officer:"], None),
        (["N/A"], None),
        (["Yes", "Name of Officer: Dr Jane Dow"], "Jane Dow"),
    ],
)
def test_the_officer_is_named_or_left_open(lines: list[str], officer: str | None) -> None:
    assert officer_of(" ".join(lines), lines) == officer
