"""Contact boxes in two columns, flattened in every way."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.reports.contacts import contacts
from ingest.read.text import read_text
from kg.records import Contact, Issue, PersonMention

HEAD = """LAMPS ON THE QUAY

To: Places Committee

Meeting Date: 5 May 2022

From: Service Director: Places

Electoral division(s): All

Key decision: No

Recommendation: To note it.

"""
BODY = "\n1. BACKGROUND\n\n1.1 Write to clerk@wexmere.example and jane.dow@wexmere.example about it.\n"
OFFICER = ("officer", "Jane Dow", "Head of Roads, Lamps and Parks", "jane.dow@wexmere.example", "01632 960145")
ONE = ("member", "Ferriby", "Chair", "hal.ferriby@wexmere.example", "01632 960100")
TWO = ("member", "G Astle", "Vice-Chair", "gwen.astle@wexmere.example", "01632 960100")


def found_in(box: str, head: str = HEAD, body: str = BODY) -> list[Contact | PersonMention | Issue]:
    (section,) = divide(read_text((head + box + body).encode()))
    return list(contacts(section))


def people_in(box: str) -> list[tuple[str | None, ...]]:
    return [(c.kind, c.person, c.post, c.email, c.telephone) for c in found_in(box) if isinstance(c, Contact)]


TABLE = """\tOfficer contact:\t\tMember contacts:
Name:\tJane Dow\tNames:\tCllr Ferriby/Cllr G Astle
Post:\tHead of Roads, Lamps and Parks\tPost:\tChair/Vice-Chair
Email:\tjane.dow@wexmere.exam\tEmail:\thal.ferriby@wexmere.example/
\t<u>ple</u>\t\tgwen.astle@wexmere.example
Tel:\t01632 960145\tTel:\t01632 960100
"""
SHIFTED = """\tOfficer contact:\t\tMember contacts:
Name:\tJane Dow\tNames:\tCllr Ferriby, Cllr G Astle
Post:\tHead of Roads, Lamps and Parks\tPost:\tChair/Vice-Chair
Email:\tjane.dow@wexmere.example\tEmail:\thal.ferriby@wexmere.example/
Tel:\t01632 960145\tTel:\tgwen.astle@wexmere.example 01632 960100
"""
MARKDOWN = """| | Officer contact: | | Member contacts: |
|---|---|---|---|
| Name: | Jane Dow | Names: | Councillors Ferriby and G Astle |
| Post: | Head of Roads, Lamps and Parks | Post: | Chair/Vice-Chair |
| Email: | jane.dow@wexmere.example | Email: | hal.ferriby@wexmere.example gwen.astle@wexmere.example |
| Tel: | 01632 960145 | Tel: | 01632 960100 |
"""
SIDE_BY_SIDE = """ Officer contact:  Member contacts:
Name: Jane Dow  Names: Cllr Ferriby, Cllr G Astle
Post: Head of Roads, Lamps and
Parks

Post: Chair/Vice-Chair
Email: jane.dow@wexmere.example  Email: hal.ferriby@wexmere.example; gwen.astle@wexmere.

example
Tel: 01632 960145  Tel: 01632 960100
"""
FIRST_ONE_BROKEN = """ Officer contact:  Member contacts:
Name: Jane Dow  Name: Cllr Ferriby/Cllr G Astle
Post: Head of Roads, Lamps and Post: Chair/Vice-Chair
Parks
Email: jane.dow@wexmere.exam Email: hal.ferriby@wexmere.example/gwen.astle@wexmere.example
ple
Tel: 01632 960145  Tel: 01632 960100
"""
ONE_AFTER_ANOTHER = """Officer contact:  Member contacts:

Name: Jane Dow
Post: Head of Roads, Lamps and Parks
Email: jane.dow@wexmere.example
Tel: 01632 960145

Names: Cllr Ferriby
Cllr G Astle

Post: Chair/Vice-Chair

Email: hal.ferriby@wexmere.e
xample
gwen.astle@wexmere.example

Tel: 01632 960100
"""
UNDER_HEADINGS = """Officer contact:

Name: Jane Dow
Post: Head of Roads, Lamps and Parks
Email: jane.dow@wexmere.example
Tel: 01632 960145

Member contacts:

Names: Cllrs Ferriby and G Astle
Post: Chair and Vice-Chair
Email: hal.ferriby@wexmere.example, gwen.astle@wexmere.example
Tel: 01632 960100
"""
LABELS_FIRST = """Officer contact:
Name:
Post:
Email:
Tel:
Jane Dow
Head of Roads, Lamps and Parks
jane.dow@wexmere.example
01632 960145
Member contacts:
Names:
Post:
Email:
Tel:
Cllr Ferriby/Cllr G Astle
Chair/Vice-Chair
hal.ferriby@wexmere.example/gwen.astle@wexmere.example
01632 960100
"""


@pytest.mark.parametrize(
    "box",
    [TABLE, SHIFTED, MARKDOWN, SIDE_BY_SIDE, FIRST_ONE_BROKEN, ONE_AFTER_ANOTHER, UNDER_HEADINGS, LABELS_FIRST],
    ids=["table", "shifted", "markdown", "side by side", "first broken", "one by one", "headings", "labels first"],
)
def test_a_box_reads_the_same_however_it_was_flattened(box: str) -> None:
    assert people_in(box) == [OFFICER, ONE, TWO]


def test_every_contact_is_a_person_too() -> None:
    people = [each for each in found_in(TABLE) if isinstance(each, PersonMention)]
    assert [(p.name, p.kind, p.posts) for p in people] == [
        ("Jane Dow", "officer", ("Head of Roads, Lamps and Parks",)),
        ("Ferriby", "member", ("Chair",)),
        ("G Astle", "member", ("Vice-Chair",)),
    ]


def test_posts_may_stand_behind_names() -> None:
    box = (
        "Officer contact:\n\n"
        "Name: Jane Dow, Head of Care Partnership and Tom Rusk, Head of Buying for People and Places\n"
        "Email: Jane.Dow@wexmere.example; Tom.Rusk@wexmere.example\n\n"
        "Member contacts:\n\nNames: Councillor Hal Ferriby, Chair\nEmail: halferriby@post.example\n"
    )
    assert people_in(box) == [
        ("officer", "Jane Dow", "Head of Care Partnership", "Jane.Dow@wexmere.example", None),
        ("officer", "Tom Rusk", "Head of Buying for People and Places", "Tom.Rusk@wexmere.example", None),
        ("member", "Hal Ferriby", "Chair", "halferriby@post.example", None),
    ]


def test_one_address_is_theirs_whose_surname_it_holds() -> None:
    box = "Member contacts:\nNames: Cllr A Bone, Cllr M Reed\nEmail: mary.reed@wexmere.example\nTel: 01632 960100\n"
    assert people_in(box) == [
        ("member", "A Bone", None, None, "01632 960100"),
        ("member", "M Reed", None, "mary.reed@wexmere.example", "01632 960100"),
    ]


def test_a_box_of_two_officers_gives_both() -> None:
    box = (
        "Officer contact:\nName: Jane Dow\nPost: Head of Roads\nTel: 01632 960145\n"
        "Name: Tom Rusk\nPost: Head of Lamps\nTel: 01632 960146\n"
    )
    assert [person[1:3] + person[4:] for person in people_in(box)] == [
        ("Jane Dow", "Head of Roads", "01632 960145"),
        ("Tom Rusk", "Head of Lamps", "01632 960146"),
    ]


def test_a_column_without_a_name_is_an_issue() -> None:
    box = TABLE.replace("Cllr Ferriby/Cllr G Astle", "Councillors")
    assert [each[1] for each in people_in(box)] == ["Jane Dow"]
    assert [each.code for each in found_in(box) if isinstance(each, Issue)] == ["unnamed-contact"]


def test_a_contact_at_the_end_of_a_report_is_read() -> None:
    late = "\n2. Background papers\n\nNone\n\nContact Officer: Jane Dow\nJob title: Head of Roads\nTel: 01632 960145\n"
    found = [each for each in found_in("", body=BODY + late) if isinstance(each, Contact)]
    assert [(c.person, c.post, c.telephone) for c in found] == [("Jane Dow", "Head of Roads", "01632 960145")]


def test_a_sentence_about_contact_is_no_contact() -> None:
    assert people_in("") == []
    assert not found_in("", body=BODY + "\nContact details are kept by the clerk of the council.\n")


def test_a_second_officer_below_a_box_side_by_side_is_no_member() -> None:
    box = (
        "Officer contact: Member contacts:\nName: Jane Dow Names: Councillor Ferriby\nPost: Head of Roads Post: Chair\n"
        "Tel: 01632 960145 Tel: 01632 960100\nName: Tom Rusk\nPost: Head of Lamps\nTel: 01632 960146\n"
    )
    assert [person[:3] for person in people_in(box)] == [
        ("officer", "Jane Dow", "Head of Roads"),
        ("officer", "Tom Rusk", "Head of Lamps"),
        ("member", "Ferriby", "Chair"),
    ]


def test_a_name_broken_behind_its_initial_is_one_name() -> None:
    box = (
        "Officer contact: Member contacts:\nName: Jane Dow Names: Cllr H Ferriby, Cllr G\nAstle-Tew\n"
        "Post: Head of Roads Post: Chair/Vice-Chair\n"
    )
    assert [person[1:3] for person in people_in(box)] == [
        ("Jane Dow", "Head of Roads"),
        ("H Ferriby", "Chair"),
        ("G Astle-Tew", "Vice-Chair"),
    ]
