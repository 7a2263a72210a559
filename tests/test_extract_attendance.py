"""Who was at a meeting of an invented council: lists on one line, one a line, with substitutes and apologies."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.extract.words.name_lists import is_people, listed, people
from ingest.read.document import Mapped
from ingest.read.text import read_text
from kg.records import Attendance


def read(head: str, body: str = "40. PETITIONS\n\nNone.\n") -> list[tuple[str, str, str | None, str | None]]:
    """Name, status, role and whom they stand in for, of minutes with some lines at their head."""
    text = f"ADULTS COMMITTEE: MINUTES\n\nDate: Thursday 5 May 2022\n\n{head}\n\n{body}"
    (section,) = divide(read_text(text.encode()))
    found = [record for record in minutes(section) if isinstance(record, Attendance)]
    return [(one.person, one.status, one.role, one.substitute_for) for one in found]


def mapped(text: str) -> Mapped:
    return Mapped(text, array("i", range(len(text))))


def test_a_list_on_one_line_with_roles_and_substitutes() -> None:
    head = (
        "Present: Councillors A Pine (Chairwoman), B Oak (Vice-Chairman), C Elm (substituting for Councillor Ash), "
        "Councillor Birch and Councillor D Van Hill.\n\nApologies: Councillors E Ash and F Mc Fir"
    )
    assert read(head) == [
        ("A Pine", "present", "Chairwoman", None),
        ("B Oak", "present", "Vice-Chairman", None),
        ("C Elm", "present", None, "Ash"),
        ("Birch", "present", None, None),
        ("D Van Hill", "present", None, None),
        ("E Ash", "apologies", None, None),
        ("F Mc Fir", "apologies", None, None),
    ]


def test_a_list_with_one_name_a_line() -> None:
    head = "Present:\nCouncillor Ada Pine (Chair)\nCouncillor Ben Oak\n\nApologies for absence:\nCouncillor Cy Elm"
    assert [(name, status) for name, status, _, _ in read(head)] == [
        ("Ada Pine", "present"),
        ("Ben Oak", "present"),
        ("Cy Elm", "apologies"),
    ]


def test_a_list_in_a_table_broken_in_the_middle_of_it() -> None:
    head = "Present:\tCouncillors A Pine (Chair), B\n\tOak and C Elm\nApologies:\tNone"
    assert [name for name, _, _, _ in read(head)] == ["A Pine", "B Oak", "C Elm"]


def test_others_in_attendance_count_where_they_are_councillors() -> None:
    head = "Present: Councillors A Pine and B Oak\n\nIn attendance: Councillor C Elm, Mr D Ash (Head of Housing)"
    assert [name for name, _, _, _ in read(head)] == ["A Pine", "B Oak", "C Elm"]


def test_apologies_told_in_the_first_item_with_who_stood_in() -> None:
    body = (
        "40. APOLOGIES\n\nApologies were received from Councillor Ash (Councillor Elm "
        "substituted) and Councillor Fir.\n"
    )
    found = read("Present: Councillors A Pine and B Oak", body)
    assert ("Ash", "apologies", None, None) in found
    assert ("Fir", "apologies", None, None) in found
    assert ("Elm", "present", None, "Ash") in found


def test_a_sentence_below_the_list_is_no_part_of_it() -> None:
    head = "Present: Councillors A Pine and B Oak.\n\nThe Chairwoman welcomed everybody."
    assert [name for name, _, _, _ in read(head)] == ["A Pine", "B Oak"]


def test_a_role_may_stand_between_commas() -> None:
    found = list(listed(mapped("Councillors A Pine, Chairman, B Oak and C Elm")))
    assert [(one.name, one.role) for one in found] == [("A Pine", "Chairman"), ("B Oak", None), ("C Elm", None)]


def test_what_names_nobody_gives_no_owner() -> None:
    assert people("TBC") == people("N/A") == people("Head of Housing") == ()


def test_owners_are_parted_by_stroke_comma_and_or_initials() -> None:
    assert people("Ada Pine / Ben Oak") == ("Ada Pine", "Ben Oak")
    assert people("A Pine, B Oak and C Mc Elm") == ("A Pine", "B Oak", "C Mc Elm")
    assert people("A Pine B Oak-Elm") == ("A Pine", "B Oak-Elm")
    assert is_people("A Pine/B Oak")
    assert not is_people("Circulate the list to A Pine")


@given(st.text(max_size=80))
def test_any_words_can_be_tried_as_a_list(words: str) -> None:
    for person in listed(mapped(words)):
        assert person.name
        assert person.words.text in words


def test_councillors_of_another_council_are_people_of_their_own() -> None:
    words = mapped("Councillors A Pine and E St Clair District Councillors C Elm and D Ash")
    assert [person.name for person in listed(words)] == ["A Pine", "E St Clair", "C Elm", "D Ash"]


def test_a_substitute_told_beside_the_apologies_stands_in_for_the_one_who_sent_them() -> None:
    body = "1. Apologies\n\nApologies were received from Councillor Ash. Councillor Elm attended as substitute.\n"
    found = read("Members Present:-\nCouncillors: A Pine (Chair), B Oak and C Elm", body)
    assert ("C Elm", "present", None, "Ash") in found
    assert ("Ash", "apologies", None, None) in found
    body = "1. Apologies\n\nApologies were received from Mr B Ash, for whom Mrs C Elm was present, and Mr D Fir.\n"
    found = read("PRESENT: Mr A Pine (Chairman), Mr B Oak and Mrs C Elm", body)
    assert ("C Elm", "present", None, "B Ash") in found
    assert [name for name, status, _, _ in found if status == "apologies"] == ["B Ash", "D Fir"]


def test_where_no_list_says_who_was_there_the_items_do() -> None:
    body = (
        "1. Apologies\n\nMayor Ada Pine welcomed everybody to the meeting.\n\nApologies for absence had been "
        "received from Cllr Ben Oak, Leader, Wexmere Council. Cllr Cy Elm attended as substitute.\n\n2. Comments\n\n"
        "Councillor Di Ash, Chair of the Audit Committee, attended the meeting and spoke.\n"
    )
    assert read("", body) == [
        ("Ben Oak", "apologies", None, None),
        ("Cy Elm", "present", None, "Ben Oak"),
        ("Ada Pine", "present", "Chair", None),
        ("Di Ash", "present", None, None),
    ]


def test_lists_of_a_parish_in_two_lines_two_columns_or_under_the_item() -> None:
    head = (
        "Present\nCouncillors A Pine (Chair) B Oak, C Elm and D Ash\nAda Fir, WDC and Clerk E Holm\n"
        "Members of the Public - One"
    )
    body = "18.03.1 Apologies\n\nF Larch, Councillor\n\n18.03.2 Lamps\n\nNone.\n"
    assert [(name, status) for name, status, _, _ in read(head, body)] == [
        ("A Pine", "present"),
        ("B Oak", "present"),
        ("C Elm", "present"),
        ("D Ash", "present"),
        ("Ada Fir", "present"),
        ("E Holm", "present"),
        ("F Larch", "apologies"),
    ]
    head = "Present:\nCouncillor Ada Pine (Chair)\tCouncillor Ben Oak\nCouncillor Cy Elm\tCouncillor Di Ash"
    assert [name for name, _, _, _ in read(head)] == ["Ada Pine", "Ben Oak", "Cy Elm", "Di Ash"]


def test_officers_and_those_absent_without_apologies_are_not_listed_and_the_chair_is() -> None:
    head = (
        "In the Chair: Councillor A Pine\nPresent: Councillors B Oak and C Elm\nAbsent: Councillor D Ash\n"
        "Officers in attendance:\nMia Stone, Director of Roads"
    )
    assert read(head) == [
        ("A Pine", "present", "Chair", None),
        ("B Oak", "present", None, None),
        ("C Elm", "present", None, None),
    ]


def names(head: str) -> list[tuple[str, str]]:
    return [(name, status) for name, status, _, _ in read(head)]


def test_rows_with_labels_in_their_first_cells() -> None:
    head = "Present\tCouncillors A Pine (Chair) and B Oak\nApologies\tCouncillor C Elm\nIn attendance\tD Reed"
    assert read(head) == [
        ("A Pine", "present", "Chair", None),
        ("B Oak", "present", None, None),
        ("C Elm", "apologies", None, None),
    ]


def test_a_row_with_another_label_ends_a_list() -> None:
    head = "Chair\tCouncillor A Pine\nMembers present\tCouncillor B Oak\nReport writer\tDon Reed"
    assert read(head) == [("A Pine", "present", "Chair", None), ("B Oak", "present", None, None)]


def test_members_by_party_each_on_a_line() -> None:
    head = "Present:\nGreens: Councillors A Pine (Chair) and B Oak\nFriends of Wexmere: Councillor C Elm"
    assert names(head) == [("A Pine", "present"), ("B Oak", "present"), ("C Elm", "present")]


def test_a_role_stands_behind_a_ward_or_a_post() -> None:
    head = "Present:\nCouncillor A Pine (Northgate) (Chair)\nCouncillor B Oak (Castle, Vice-Chair)\nCllr C Elm (East)"
    assert [(name, role) for name, _, role, _ in read(head)] == [
        ("A Pine", "Chair"), ("B Oak", "Vice-Chair"), ("C Elm", None),
    ]  # fmt: skip
    head = "Present: Councillor A Pine, Leader of the Council (in the Chair); Councillor B Oak (Leader, Chair)"
    assert [(name, role) for name, _, role, _ in read(head)] == [("A Pine", "Chair"), ("B Oak", "Chair")]


def test_apologies_told_in_the_list_of_those_present_are_no_presence() -> None:
    assert names("Present: Councillors A Pine, B Oak and C Elm. Councillors D Ash and E Fir sent apologies.") == [
        ("D Ash", "apologies"),
        ("E Fir", "apologies"),
        ("A Pine", "present"),
        ("B Oak", "present"),
        ("C Elm", "present"),
    ]
    assert names("Present: Councillors A Pine and B Oak. An apology was received from Councillor C Elm.") == [
        ("A Pine", "present"),
        ("B Oak", "present"),
        ("C Elm", "apologies"),
    ]
    assert names("Present: Councillors A Pine and B Oak. Councillor C Elm was absent.") == [
        ("A Pine", "present"),
        ("B Oak", "present"),
    ]


def test_a_list_that_ends_with_were_present() -> None:
    head = "In the Town Hall, Wexmere\n\nCouncillors A Pine (Chair), B Oak and C Elm were present."
    body = "1. Apologies\n\nApologies for absence were received from Councillor D Ash.\n\n2. Lamps\n\nNone.\n"
    assert sorted(name for name, status, _, _ in read(head, body) if status == "present") == [
        "A Pine",
        "B Oak",
        "C Elm",
    ]


def test_a_table_of_those_present_without_a_column_for_it() -> None:
    head = "Present\n\nName\tWard\tRole\nAda Pine\tNorthgate\tChair\nBob Oak\tCastle\tMember\n\nApologies: Cllr C Elm"
    assert read(head) == [
        ("Ada Pine", "present", "Chair", None),
        ("Bob Oak", "present", None, None),
        ("C Elm", "apologies", None, None),
    ]
    marks = "Present\n\nMember\tPresent\tApologies\nCllr A Pine (Chair)\tX\t\nCllr B Oak\t\tX\nCllr C Elm\t\t"
    assert read(marks) == [("A Pine", "present", "Chair", None), ("B Oak", "apologies", None, None)]


def test_a_substitute_is_told_by_for_and_by_vice() -> None:
    head = "Present: Councillors A Pine, B Oak (for Councillor C Elm) and D Ash (vice Cllr E Fir)"
    assert [(name, who) for name, _, _, who in read(head)] == [("A Pine", None), ("B Oak", "C Elm"), ("D Ash", "E Fir")]


def test_surnames_in_capitals_are_no_initials() -> None:
    assert names("PRESENT: Councillors PINE (Chair), OAK and ELM") == [
        ("PINE", "present"), ("OAK", "present"), ("ELM", "present"),
    ]  # fmt: skip
