"""PDF papers of an invented council, typeset here, to lines: pages, columns, tables, boxes, furniture."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from fpdf import FPDF

from ingest.read.document import Document, Line
from ingest.read.pdf import read_pdf
from kg.errors import Unreadable

LEFT, LEADING = 56.0, 14.0


def typeset(*pages: Callable[[FPDF], None], orientation: str = "portrait") -> Document:
    """A PDF with a page for each function that draws one, read."""
    pdf = FPDF(orientation=orientation, unit="pt", format="A4")  # type: ignore[arg-type]
    pdf.set_auto_page_break(False)
    for draw in pages:
        pdf.add_page()
        pdf.set_font("Helvetica", size=11)
        draw(pdf)
    return read_pdf(bytes(pdf.output()))


def column(pdf: FPDF, x: float, y: float, texts: Iterable[str], leading: float = LEADING) -> None:
    """Lines one below another; an empty one leaves its place free."""
    for index, text in enumerate(texts):
        if text:
            pdf.text(x, y + leading * index, text)


def boxed(pdf: FPDF, edges: list[float], heights: list[float]) -> None:
    """A table's rules: upright ones at `edges`, flat ones at `heights`."""
    for x in edges:
        pdf.line(x, heights[0], x, heights[-1])
    for y in heights:
        pdf.line(edges[0], y, edges[-1], y)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in document.lines if line.is_row]


def line_of(document: Document, text: str) -> Line:
    return next(line for line in document.lines if line.text == text)


def test_pages_are_parted_by_form_feeds_and_lines_know_theirs() -> None:
    document = typeset(
        lambda pdf: column(pdf, LEFT, 90, ["The harbour board met.", "It rose at noon."]),
        lambda pdf: column(pdf, LEFT, 90, ["It met again."]),
    )
    assert document.text == "The harbour board met.\nIt rose at noon.\fIt met again."
    assert [line.page for line in document.lines] == [1, 1, 2]
    assert document.page_count == 2
    assert document.wrapped


def test_every_word_is_found_at_its_place() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["From:", "To:"])
        column(pdf, 200, 90, ["The Harbour Master", "Quay Committee"])
        column(pdf, LEFT, 140, ["1.", "- the inner basin"])
        pdf.text(90, 140, "Dredging")

    document = typeset(draw)
    for line in document.lines:
        for cell in (*line.cells, line.content):
            held = "".join(document.text[place] for place in cell.places)
            assert held.replace("\t", " ").replace("\n", " ") in (cell.text, held)
            assert document.text[cell.places[0]] == cell.text[0]


def test_blank_lines_follow_from_the_white_between_lines() -> None:
    document = typeset(
        lambda pdf: column(pdf, LEFT, 90, ["One line of words", "goes on here", "", "Then another", "and its end"])
    )
    assert [line.gap for line in document.lines] == [0, 0, 1, 0]


def test_wide_leading_is_no_paragraph_gap() -> None:
    text = "The walls of the inner basin were built long ago, and no one has looked at them since."
    assert [line.gap for line in typeset(lambda pdf: column(pdf, LEFT, 90, [text] * 4, 20)).lines] == [0, 0, 0, 0]


def test_labels_drawn_before_all_values_are_put_beside_them() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["To:", "", "Meeting date:", "", "Purpose:"])
        column(
            pdf, 200, 90, ["Harbour Committee", "", "8 March 2018", "", "To consider what the walls", "are to cost."]
        )

    assert rows(typeset(draw)) == [
        ["To:", "Harbour Committee"],
        ["Meeting date:", "8 March 2018"],
        ["Purpose:", "To consider what the walls are to cost."],
    ]


def test_paragraphs_below_a_value_are_lines() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["From:", "", "", "To:"])
        column(pdf, 200, 90, ["Ada Moss, Harbour Master", "", "Ben Pike, Head of Quays", "Harbour Committee"])

    document = typeset(draw)
    assert texts(document) == ["From: Ada Moss, Harbour Master", "Ben Pike, Head of Quays", "To: Harbour Committee"]
    assert [line.is_row for line in document.lines] == [True, False, True]


def test_two_columns_of_a_front_sheet_stay_whole() -> None:
    def draw(pdf: FPDF) -> None:
        left = ["Thursday, 8 March 2018", "14:00", "Council Chamber", "Port House", "Seaview"]
        right = ["Democratic Services", "Quay Street", "Seaview", "Telephone: 01999 123456"]
        column(pdf, LEFT, 120, left)
        column(pdf, 330, 126, right, 13)

    document = typeset(draw)
    assert texts(document)[:5] == ["Thursday, 8 March 2018", "14:00", "Council Chamber", "Port House", "Seaview"]
    assert texts(document)[5:] == ["Democratic Services", "Quay Street", "Seaview", "Telephone: 01999 123456"]


@pytest.mark.parametrize(("style", "apart"), [("B", 1), ("", 3)])
def test_what_heads_the_list_below_two_columns_is_read_behind_both(style: str, apart: int) -> None:
    left = ["Thursday, 8 March 2018", "Harbour and Quay Services", "Ada Moss", "Clerk of the Harbour"]
    right = ["Harbour Office", "Long Quay", "Wexmere Haven", "WX1 2AA"]
    list_of = "1. Apologies for absence and declarations of interest in what is on this agenda"

    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 120, left)
        column(pdf, 330, 126, right, 13)
        pdf.set_font("Helvetica", style, 11)
        column(pdf, LEFT, 120 + 14 * (len(left) + apart), ["AGENDA", "", "OPEN TO THE PUBLIC"])
        pdf.set_font("Helvetica", "", 11)
        column(pdf, LEFT, 120 + 14 * (len(left) + apart + 4), [list_of])

    assert texts(typeset(draw)) == [*left, *right, "AGENDA", "OPEN TO THE PUBLIC", list_of]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("A G E N D A", "AGENDA"),
        ("M I N U T E S   O F   T H E   B O A R D", "MINUTES OF THE BOARD"),
        ("P a r t   O n e", "Part One"),
        ("A B C", "A B C"),
        ("1 2 3 4 5 6", "1 2 3 4 5 6"),
        ("Part A B C D E", "Part A B C D E"),
        ("A      B      C      D      E", "A B C D E"),
    ],
)
def test_words_set_with_white_between_their_letters_are_closed_up(printed: str, read: str) -> None:
    document = typeset(lambda pdf: column(pdf, LEFT, 90, [printed, "", "The harbour board met at noon in the hall."]))
    assert document.lines[0].text == read


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [
        "The board met twice in the",
        "quarter and looked at all",
        "the walls of the old quays",
        "and found them sound, but",
    ]
    right = [
        "two were not, and one had",
        "to be mended before winter",
        "came, for the sea was high",
        "and the tide was strong.",
    ]

    def draw(pdf: FPDF) -> None:
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            pdf.text(LEFT, 90 + index * LEADING, one)
            pdf.text(250, 90 + index * LEADING, other)

    assert texts(typeset(draw)) == [*left, *right]


def test_an_agenda_keeps_numbers_with_titles_and_pages_apart() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["1.", "", "2."])
        column(pdf, 90, 90, ["Apologies for absence", "", "Dredging of the inner basin and", "the quay walls"])
        pdf.text(490, 90 + 2 * LEADING, "5 - 18")

    document = typeset(draw)
    assert texts(document) == ["1. Apologies for absence", "2. Dredging of the inner basin and the quay walls 5 - 18"]
    assert rows(document) == [["2. Dredging of the inner basin and the quay walls", "5 - 18"]]


def test_a_ruled_table_gives_a_line_a_row_with_wrapped_cells_whole() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [56, 120, 300, 540], [80, 100, 150, 200])
        column(pdf, 60, 94, ["Minute"])
        column(pdf, 124, 94, ["Action"])
        column(pdf, 304, 94, ["Status"])
        column(pdf, 60, 114, ["12"])
        column(pdf, 124, 114, ["A note on mooring fees", "to go to members."])
        column(pdf, 304, 114, ["Complete"])
        column(pdf, 60, 164, ["13"])
        column(pdf, 304, 164, ["Ongoing"])

    assert rows(typeset(draw)) == [
        ["Minute", "Action", "Status"],
        ["12", "A note on mooring fees to go to members.", "Complete"],
        ["13", "", "Ongoing"],
    ]


def test_a_table_inside_a_box_is_a_table() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [40, 560], [60, 400])
        column(pdf, LEFT, 90, ["The contracts are these:"])
        boxed(pdf, [100, 160, 240], [110, 130, 150])
        column(pdf, 103, 124, ["Quay", "Basin"], 20)
        column(pdf, 163, 124, ["£200", "£300"], 20)

    document = typeset(draw)
    assert texts(document)[0] == "The contracts are these:"
    assert rows(document) == [["Quay", "£200"], ["Basin", "£300"]]


def test_a_form_s_long_cell_is_read_as_lines_behind_its_label() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [56, 90, 540], [80, 260])
        pdf.text(60, 94, "(d)")
        column(
            pdf,
            94,
            94,
            ["Decision taken", "", "The Committee:", "", "1. approved the works; and", "", "2. noted the cost."],
        )

    document = typeset(draw)
    assert rows(document) == [["(d)", "Decision taken"]]
    assert texts(document)[1:] == ["The Committee:", "1. approved the works; and", "2. noted the cost."]


def test_boxes_side_by_side_are_read_from_the_left() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [330, 540], [78, 130])
        boxed(pdf, [56, 300], [80, 130])
        column(pdf, 340, 94, ["Decision number:", "18/007"])
        column(pdf, 66, 96, ["Decision taken by:", "Ada Moss, Cabinet Member", "for Quays"])

    assert texts(typeset(draw)) == [
        "Decision taken by:", "Ada Moss, Cabinet Member", "for Quays", "Decision number:", "18/007",
    ]  # fmt: skip


def test_running_heads_and_page_numbers_are_furniture() -> None:
    def page(number: int) -> Callable[[FPDF], None]:
        def draw(pdf: FPDF) -> None:
            pdf.text(LEFT, 30, "Seaview Harbour Committee")
            column(pdf, LEFT, 90, [f"Words that only page {'abcd'[number]} holds."])
            pdf.text(290, 815, str(number + 1))

        return draw

    document = typeset(*(page(number) for number in range(4)))
    assert [line.furniture for line in document.lines] == ["head", None, "page"] * 4
    assert [line.printed_page for line in document.lines[::3]] == ["1", "2", "3", "4"]


def test_a_body_and_its_day_at_the_head_of_all_pages_but_the_first_are_furniture() -> None:
    def page(number: int, head: str) -> Callable[[FPDF], None]:
        def draw(pdf: FPDF) -> None:
            pdf.text(280, 40, head)
            column(pdf, LEFT, 90, [f"Words that only page {'abcd'[number]} holds."])

        return draw

    def heads(first: str, later: str) -> list[str]:
        document = typeset(page(0, first), page(1, later), page(2, later))
        return [line.text for line in document.lines if line.furniture == "head"]

    assert heads("Minutes of the Board", "Harbour Board - 5th May, 2022") == ["Harbour Board - 5th May, 2022"] * 2
    assert heads("Minutes of the Board", "Decisions of officers") == []  # two forms, each with its title


def test_a_pack_s_stamp_wins_over_its_reports_own_numbers() -> None:
    def page(number: int) -> Callable[[FPDF], None]:
        def draw(pdf: FPDF) -> None:
            column(pdf, LEFT, 90, [f"Words that only page {'abcdef'[number]} holds."])
            pdf.text(290, 790, str(number % 3 + 1))
            pdf.text(470, 815, f"Page {number + 31} of 144")

        return draw

    document = typeset(*(page(number) for number in range(6)))
    assert [line.printed_page for line in document.lines[::3]] == ["31", "32", "33", "34", "35", "36"]
    assert {line.furniture for line in document.lines} == {None, "page"}


def test_a_stamp_printed_over_the_page_s_words_is_taken_off_them() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 812, ["The last line of the page runs below the stamp that the pack's binder"])
        pdf.text(270, 814, "Page 14")

    document = typeset(draw)
    assert texts(document) == ["The last line of the page runs below the stamp that the pack's binder", "Page 14"]
    assert document.lines[0].printed_page == "14"


def test_feet_of_pages_printed_on_both_sides_are_furniture() -> None:
    def page(number: int) -> Callable[[FPDF], None]:
        def draw(pdf: FPDF) -> None:
            column(pdf, LEFT, 150, [f"The board met for the {number}th time, and asked that"] * 40)
            feet = ["Harbour Board", str(number)] if number % 2 else [str(number), "8 March 2018"]
            for x, foot in zip((LEFT, 480), feet, strict=True):
                pdf.text(x, 800, foot)

        return draw

    document = typeset(*map(page, range(45, 50)))
    feet = [line for line in document.lines if line.furniture]
    assert [line.text for line in feet if line.furniture == "page"] == ["45", "46", "47", "48", "49"]
    assert {line.text for line in feet if line.furniture == "head"} == {"Harbour Board", "8 March 2018"}
    assert document.lines[-1].printed_page == "49"


@pytest.mark.parametrize("foot", ["{} | P a g e", "{} | Page", "Page {} | 9", "{}/9", "Page {} of 9"])
def test_a_page_number_is_known_as_word_processors_print_it(foot: str) -> None:
    def page(number: int) -> Callable[[FPDF], None]:
        def draw(pdf: FPDF) -> None:
            column(pdf, LEFT, 200, ["The board met."])
            column(pdf, 280, 800, [foot.format(number)])

        return draw

    document = typeset(page(3), page(4))
    assert [line.furniture for line in document.lines] == [None, "page", None, "page"]
    assert [line.printed_page for line in document.lines] == ["3", "3", "4", "4"]


def test_blank_pages_and_agenda_stamps_are_furniture() -> None:
    document = typeset(
        lambda pdf: column(pdf, 450, 30, ["Agenda Item 7"]),
        lambda pdf: column(pdf, 200, 400, ["This page is intentionally left blank"]),
    )
    assert [line.furniture for line in document.lines] == ["stamp", "page"]


def test_a_label_that_heads_every_form_is_no_running_head() -> None:
    page = lambda pdf: column(pdf, LEFT, 60, ["Subject:", "The quay walls"])  # noqa: E731
    assert line_of(typeset(page, page, page, page), "Subject:").furniture is None


def test_headings_are_told_by_size_and_weight() -> None:
    def draw(pdf: FPDF) -> None:
        pdf.set_font("Helvetica", "B", 16)
        pdf.text(LEFT, 80, "Quays and Waters")
        pdf.set_font("Helvetica", "B", 11)
        pdf.text(LEFT, 120, "Background")
        pdf.set_font("Helvetica", size=11)
        column(pdf, LEFT, 140, ["The walls of the inner basin were built long ago."] * 8)

    document = typeset(draw)
    assert (document.lines[0].level, document.lines[0].bold) == (1, True)
    assert (document.lines[1].level, document.lines[1].bold) == (0, True)
    assert (document.lines[2].level, document.lines[2].bold) == (0, False)


def test_bullets_are_taken_off_and_remembered() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["-", "-"])
        column(pdf, 80, 90, ["mend the wall", "dredge the basin"])

    document = typeset(draw)
    assert texts(document) == ["mend the wall", "dredge the basin"]
    assert all(line.bullet for line in document.lines)


def test_a_page_on_its_side_is_read_as_it_is_looked_at() -> None:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    with pdf.rotation(90, 100, 700):
        pdf.text(100, 700, "The harbour board")
        pdf.text(100, 714, "met at noon.")
    data = bytes(pdf.output()).replace(b"/Type /Page\n", b"/Type /Page\n/Rotate 90\n", 1)
    assert texts(read_pdf(data)) == ["The harbour board", "met at noon."]


def test_words_outside_the_page_are_not_read() -> None:
    document = typeset(lambda pdf: column(pdf, LEFT, 800, ["Seen", "", "", "", "", "Cut off"]))
    assert texts(document) == ["Seen"]


@pytest.mark.parametrize("mark", ["a)", "(iv)", "2.1", "3.", "18.03.7"])
def test_numbers_and_letters_stay_with_their_words(mark: str) -> None:
    def draw(pdf: FPDF) -> None:
        pdf.text(LEFT, 90, mark)
        pdf.text(LEFT + 50, 90, "approve the works")

    document = typeset(draw)
    assert texts(document) == [f"{mark} approve the works"]
    assert not document.lines[0].is_row


def test_paragraphs_of_one_line_have_blank_lines_between_them() -> None:
    document = typeset(lambda pdf: column(pdf, LEFT, 90, ["Apologies", "None.", "Minutes", "Agreed.", "Close"], 23))
    assert [line.gap for line in document.lines] == [0, 1, 1, 1, 1]


def test_a_short_last_line_ends_its_paragraph_at_the_page_s_end() -> None:
    first = lambda pdf: column(  # noqa: E731
        pdf, LEFT, 700, ["The walls of the inner basin were built long ago and", "have stood since", "None"]
    )
    second = lambda pdf: column(pdf, LEFT, 90, ["Survey of the quays"])  # noqa: E731
    assert line_of(typeset(first, second), "Survey of the quays").gap == 1


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = lambda pdf: column(  # noqa: E731
        pdf, LEFT, 700, ["The walls of the inner basin", "were built long ago and they have stood"]
    )
    second = lambda pdf: column(pdf, LEFT, 90, ["since then."])  # noqa: E731
    assert line_of(typeset(first, second), "since then.").gap == 0


def test_a_narrow_cell_s_wrapped_lines_are_one_cell() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [56, 112, 300, 540], [80, 130])
        column(pdf, 60, 94, ["Meeting", "12 January"], 20)

    assert rows(typeset(draw)) == [["Meeting 12 January", "", ""]]


def test_an_address_that_a_cell_breaks_is_put_together() -> None:
    def draw(pdf: FPDF) -> None:
        boxed(pdf, [56, 120, 300], [80, 130])
        column(pdf, 60, 94, ["Email:"])
        column(pdf, 124, 94, ["harbour.master@seaview.exa", "mple"])

    assert rows(typeset(draw)) == [["Email:", "harbour.master@seaview.example"]]


def test_contact_boxes_side_by_side_are_read_one_after_the_other() -> None:
    officer = ["Officer contact:", "Ada Moss", "Harbour Master", "01999 123456"]
    member = ["Member contact:", "Ben Pike", "Chair", "01999 654321"]

    def draw(pdf: FPDF) -> None:
        boxed(pdf, [56, 300, 540], [80, 150])
        column(pdf, 60, 94, officer)
        column(pdf, 304, 94, member)

    assert texts(typeset(draw)) == [*officer, *member]


def test_a_cell_over_two_rows_is_read_with_the_first() -> None:
    def draw(pdf: FPDF) -> None:
        for x in (56, 120, 300):
            pdf.line(x, 80, x, 160)
        for y, x in ((80, 56), (120, 120), (160, 56)):
            pdf.line(x, y, 300, y)
        column(pdf, 60, 96, ["The", "inner", "basin"], 24)
        column(pdf, 124, 96, ["Walls", "", "Gates"], 20)

    assert rows(typeset(draw)) == [["The inner basin", "Walls"], ["", "Gates"]]


def test_a_signature_s_line_of_dots_is_no_line() -> None:
    assert texts(typeset(lambda pdf: column(pdf, LEFT, 90, ["Signed", "", ". . . . . . . . . ."]))) == ["Signed"]


def test_a_pack_s_other_page_numbers_are_none_of_its_lines() -> None:
    page = lambda pdf: column(pdf, LEFT, 90, ["The walls were looked at.", "12"])  # noqa: E731
    assert texts(typeset(page)) == ["The walls were looked at.", "12"]


def test_a_long_cell_that_runs_up_to_the_next_column_is_parted_from_it() -> None:
    def draw(pdf: FPDF) -> None:
        column(
            pdf, LEFT, 90, ["Wages of the clerk", "Gift to the chapel", "Fees for the use of the old hall at the quay"]
        )
        column(pdf, 266, 90, ["Agreed to pay", "Agreed to pay", "Agreed to pay"])

    assert rows(typeset(draw)) == [
        ["Wages of the clerk", "Agreed to pay"],
        ["Gift to the chapel", "Agreed to pay"],
        ["Fees for the use of the old hall at the quay", "Agreed to pay"],
    ]


def test_particulars_drawn_one_column_after_the_other_are_read_so() -> None:
    left = ["Thursday 8 March 2018", "at 10.30am in the Mast Room", "Port House, Seaview"]
    right = ["Democratic Services", "Contact: Ada Moss", "Quay Street, Seaview"]

    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 120, left)
        column(pdf, 320, 120, right)

    assert texts(typeset(draw)) == [*left, *right]


def columns(pdf: FPDF, places: Iterable[float], cells: Iterable[tuple[str, ...]]) -> None:
    """Rows of cells, drawn column by column."""
    for x, each in zip(places, zip(*cells, strict=True), strict=True):
        column(pdf, x, 90, each)


def test_a_stamp_across_the_page_is_furniture() -> None:
    def draw(pdf: FPDF) -> None:
        column(pdf, LEFT, 90, ["The harbour board met.", "It rose at noon."])
        with pdf.rotation(45, 300, 400):
            pdf.set_font("Helvetica", size=60)
            pdf.text(200, 400, "DRAFT")

    document = typeset(draw)
    assert [(line.text, line.furniture) for line in document.lines][1:] == [
        ("It rose at noon.", None),
        ("DRAFT", "head"),
    ]


def test_a_form_that_one_program_alone_opens_is_refused() -> None:
    words = ["Please wait...", "If this message is not eventually replaced by the contents of the document, upgrade."]
    with pytest.raises(Unreadable, match="only Adobe Reader opens"):
        typeset(lambda pdf: column(pdf, LEFT, 90, words))


MINUTED = [
    ("4.", "Dredging of the inner basin", ""),
    ("", "", ""),
    ("", "The Harbour Master told the board that the basin had filled", ""),
    ("", "by half a metre since the survey, and that a dredger would", "AM/BP"),
    ("", "be hired in May. The board asked for a report on the costs.", ""),
    ("", "", ""),
    ("", "Members asked how the fishing boats would lie meanwhile, and", ""),
    ("", "the Harbour Master said that the outer mole had room enough.", ""),
    ("", "", ""),
    ("4.1", "RESOLVED that the report be brought to the next meeting, and", "AM"),
    ("", "that the harbour users be told of it.", ""),
]


def test_notes_in_a_margin_stand_behind_their_paragraphs() -> None:
    document = typeset(lambda pdf: columns(pdf, (56, 90, 470), MINUTED))
    held = texts(document)
    assert held[3:5] == ["be hired in May. The board asked for a report on the costs.", "AM/BP"]
    assert held[-2:] == ["that the harbour users be told of it.", "AM"]
    assert [line.gap for line in document.lines if line.text in ("AM", "AM/BP")] == [1, 1]


def test_short_cells_of_a_table_are_no_notes() -> None:
    cells = [("The walls of the inner basin were mended by the firm", "Mason")] * 8
    document = typeset(lambda pdf: columns(pdf, (56, 470), cells))
    assert len(rows(document)) == 8


def test_what_stands_below_two_columns_is_read_after_them() -> None:
    def draw(pdf: FPDF) -> None:
        column(
            pdf, LEFT, 100, ["Thursday 8 March 2018", "10.30 a.m.", "", "Port House, Seaview", "", "", "", "", "AGENDA"]
        )
        column(
            pdf, 330, 98, ["Democratic Services", "Ada Moss, Clerk", "Quay Street", "Seaview SV1 2AA", "ada.moss@x.y"]
        )

    assert texts(typeset(draw))[-1] == "AGENDA"
