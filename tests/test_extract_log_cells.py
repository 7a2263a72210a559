"""Action logs that a converter printed a cell a line, and owners whose names a narrow column parted."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.action_logs.action_logs import action_log
from ingest.read.text import read_text
from kg.records import Action, Issue

AGENDA = (
    "ADULTS COMMITTEE\n\nThursday, 9 June 2022\n\n14:00\n\nAGENDA\n\n1. Apologies for absence\n\n2. Minutes 5 - 10\n\n"
    "The council asks its committees to circulate papers, with figures for home care, five days before.\n\n"
)
HEADS = "Minute No.\nReport Title\nAction to be taken by\nAction\nComments\nStatus\nReview Date\n\n"
LOG = (
    AGENDA
    + "ADULTS COMMITTEE MINUTES ACTION LOG\n\nThis is the updated log as at 1 June 2022\n\nMeeting 4 May 2022\n\n"
)

Row = tuple[str | None, str | None, tuple[str, ...], str, str | None, str | None]


def read(text: str) -> list[Action | Issue]:
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "action-log" for record in action_log(section)]


def rows(text: str) -> list[Row]:
    found = [record for record in read(text) if isinstance(record, Action)]
    return [(one.minute, one.title, one.owners, one.text, one.comment, one.status) for one in found]


def codes(text: str) -> list[str]:
    return [record.code for record in read(text) if isinstance(record, Issue)]


def test_number_title_owner_action_comment_and_status_stand_below_each_other() -> None:
    row = (
        "12.\nFinance Report\nFay Birch\nOfficers to circulate the figures\nfor home care.\n"
        "Figures sent to all members on\n"
        "4 May 2022.\nComplete\n\n13.\nBudget\nTBC\nRequested a briefing on the grant.\nOn Hold\n"
    )
    assert rows(LOG + HEADS + row) == [
        (
            "12",
            "Finance Report",
            ("Fay Birch",),
            "Officers to circulate the figures for home care.",
            "Figures sent to all members on 4 May 2022.",
            "Complete",
        ),
        ("13", "Budget", (), "Requested a briefing on the grant.", None, "On Hold"),
    ]


def test_rows_need_no_blank_line_between_them() -> None:
    row = (
        "12.\nFinance Report\nFay Birch\nOfficers to circulate the figures\nfor home care.\nComplete\n"
        "13.\nBudget\nBen Oak\n"
        "Requested a briefing on the grant\nOngoing\n"
    )
    assert [(number, owners, status) for number, _, owners, _, _, status in rows(LOG + HEADS + row)] == [
        ("12", ("Fay Birch",), "Complete"),
        ("13", ("Ben Oak",), "Ongoing"),
    ]


def test_an_owner_that_was_shifted_behind_the_comment_is_found() -> None:
    row = (
        "12.\nFinance and Performance Report\nOfficers to circulate the figures\nfor home care.\n"
        "The figures are being sought\n"
        "Fay Birch\n"
    )
    assert rows(LOG + HEADS + row) == [
        (
            "12",
            "Finance and Performance Report",
            ("Fay Birch",),
            "Officers to circulate the figures for home care.",
            "The figures are being sought",
            None,
        )
    ]


def test_a_name_no_word_of_which_is_common_is_an_owner_and_one_may_take_two_lines() -> None:
    row = (
        "12.\nHome Care\nTindra Quell-Moss\nProvide the figures for the county.\nComplete\n\n"
        "13.\nBudget\nFay Birch /\nBen Oak\nProvide the figures for the grant.\nComplete\n"
    )
    assert [(title, owners) for _, title, owners, *_ in rows(LOG + HEADS + row)] == [
        ("Home Care", ("Tindra Quell-Moss",)),
        ("Budget", ("Fay Birch", "Ben Oak")),
    ]


def test_a_second_owners_row_belongs_to_the_minute_above() -> None:
    row = (
        "12.\nFinance Report\nFay Birch\nCirculate the figures to all.\nComplete\n\nBen Oak\n"
        "Brief the members in private.\n"
        "Ongoing\n"
    )
    assert [(number, owners, text) for number, _, owners, text, *_ in rows(LOG + HEADS + row)] == [
        ("12", ("Fay Birch",), "Circulate the figures to all."),
        ("12", ("Ben Oak",), "Brief the members in private."),
    ]


def test_what_nothing_parts_with_certainty_is_an_issue_and_no_action() -> None:
    torn = (
        "12.\nFinance Report\nFay Birch\nCirculate the figures for home care.\nFigures sent to all members in May.\n"
        "Members were told of them in June too\nComplete\n"
    )
    untitled = "12.\nReview of the figures\nProvide the figures\nFigures were provided\nComplete\n"
    for row in (torn, untitled):
        assert rows(LOG + HEADS + row) == []
        assert codes(LOG + HEADS + row) == ["torn-table"]


def test_heads_that_come_again_and_page_numbers_are_no_cells() -> None:
    row = (
        "12.\nFinance Report\nFay Birch\nCirculate the figures\nPage 4 of 20\n\nfor home care.\nComplete\n\n"
        + HEADS
        + "13.\n"
        "Budget\nBen Oak\nProvide the figures.\nComplete\n"
    )
    assert [(number, text) for number, _, _, text, *_ in rows(LOG + HEADS + row)] == [
        ("12", "Circulate the figures for home care."),
        ("13", "Provide the figures."),
    ]


def test_a_name_that_stands_in_two_paragraphs_is_one_owner() -> None:
    heads = "Minute\n\nNo.\n\nReport Title Action to be taken by\n\nAction Comments Status Review Date\n\n"
    row = (
        "#### 12. FINANCE REPORT\n\nFay\n\nBirch\n\nOfficers to circulate the figures.\n\nSent to all.\n\nComplete\n\n"
        "Cy Quell-\n\nMoss\n\nBrief the members.\n\nMembers were told Complete\n"
    )
    assert [(owners, text, status) for _, _, owners, text, _, status in rows(LOG + heads + row)] == [
        (("Fay Birch",), "Officers to circulate the figures.", "Complete"),
        (("Cy Quell-Moss",), "Brief the members.", "Complete"),
    ]


def test_an_owner_shifted_behind_the_comment_is_found_where_blank_lines_part_the_cells() -> None:
    heads = "Minute\n\nReport Title\n\nAction to be taken by\n\nAction\n\nComments\n\nStatus\n\n"
    row = (
        "12.\n\nFINANCE REPORT\n\nOfficers to circulate the figures.\n\nThe figures are being sought\n\nFay Birch\n\n"
        "13.\n\nBUDGET\n\nBen Oak\n\nBrief the members.\n\nMembers were told\n\nComplete\n"
    )
    assert [(number, owners, text, comment) for number, _, owners, text, comment, _ in rows(LOG + heads + row)] == [
        ("12", ("Fay Birch",), "Officers to circulate the figures.", "The figures are being sought"),
        ("13", ("Ben Oak",), "Brief the members.", "Members were told"),
    ]
