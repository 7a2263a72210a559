"""Decision forms as PDF and Word print them: centred labels, ruled boxes, tables of decisions, boxes to tick."""

from __future__ import annotations

import io
import zipfile

from fpdf import FPDF

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.reader import read as read_paper
from kg.records import Decision, Issue, Meeting, Minute, PaperFacts, Record

LABEL, VALUE, LINE = 55, 120, 6


def read(data: bytes) -> list[Record]:
    return list(extract(divide(read_paper(data)[0])))


def decided(records: list[Record]) -> list[Decision]:
    return [record for record in records if isinstance(record, Decision)]


def unknown(records: list[Record]) -> list[str]:
    return [record.message for record in records if isinstance(record, Issue) and record.code == "unknown-label"]


def page(*titles: str) -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 14)
    for title in titles:
        pdf.cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    return pdf


def form(title: str, rows: list[tuple[str, str]], *, ruled: bool) -> bytes:
    """A form whose labels stand beside the middle of their values."""
    pdf = page("Wexmere District Council", title)
    for label, value in rows:
        lines = pdf.multi_cell(VALUE, LINE, value, dry_run=True, output="LINES")
        assert isinstance(lines, list)
        high = len(lines) * LINE
        left, top = pdf.get_x(), pdf.get_y()
        if ruled:
            pdf.rect(left, top, LABEL, high + 4)
            pdf.rect(left + LABEL, top, VALUE + 5, high + 4)
        pdf.set_xy(left + 1, top + 2 + (high - LINE) / 2)
        pdf.cell(LABEL - 1, LINE, label)
        pdf.set_xy(left + LABEL + 2, top + 2)
        pdf.multi_cell(VALUE, LINE, value)
        pdf.set_xy(left, top + high + 4)
    return bytes(pdf.output())


REPAIRS = [
    ("Decision reference", "OD/2023/14"),
    ("Decision maker", "Director of Place"),
    ("Title of decision", "Mill Lane bridge repairs"),
    ("Date of decision", "4 May 2023"),
    (
        "Decision",
        "To approve the repair of the bridge at Mill Lane and of its railings.\n"
        "To award the works contract to Oakwell Roads Ltd at a price of £240,000.\n"
        "To authorise the Head of Law to complete the contract.",
    ),
    (
        "Reasons for decision",
        "The bridge is worn and three tenders were received, of which this one was the lowest and the best in quality"
        " by the panel's marks, as set out in the report that was published.",
    ),
    ("Alternative options considered", "To do nothing, which was rejected."),
]


def test_labels_centred_beside_their_values_lose_no_limb_with_rules_or_without() -> None:
    for ruled in (False, True):
        found = decided(read(form("Officer Decision Record", REPAIRS, ruled=ruled)))
        assert [one.text for one in found] == [
            "To approve the repair of the bridge at Mill Lane and of its railings.",
            "To award the works contract to Oakwell Roads Ltd at a price of £240,000.",
            "To authorise the Head of Law to complete the contract.",
        ], ruled
        assert {(one.date, one.taker, (one.reasons or "")[:18]) for one in found} == {
            ("2023-05-04", "Director of Place", "The bridge is worn")
        }


def test_a_row_with_a_label_that_nobody_knows_ends_the_decision_and_is_named() -> None:
    found = read(
        form(
            "Contract Award Decision Record",
            [
                ("Contract title", "Grounds maintenance"),
                ("Successful supplier", "Oakwell Parks Ltd"),
                (
                    "Decision",
                    "1. To award the contract to Oakwell Parks Ltd.\n2. To authorise the Head of Law to sign.",
                ),
                ("Carbon matters", "None to speak of."),
                ("Decision maker", "Ann Elm, Director of Place"),
                ("Date of decision", "9 February 2024"),
            ],
            ruled=True,
        )
    )
    assert [(one.limb, one.text) for one in decided(found)] == [
        ("1", "To award the contract to Oakwell Parks Ltd."),
        ("2", "To authorise the Head of Law to sign."),
    ]
    assert unknown(found) == ["the form's label is not known: Carbon matters"]
    assert [one.title for one in found if isinstance(one, PaperFacts)] == ["Grounds maintenance"]


def test_a_cell_of_a_table_of_decisions_may_go_on_over_paragraphs() -> None:
    pdf = page("Wexmere Borough Council", "Cabinet - Decision Sheet")
    pdf.cell(0, 6, "Decisions taken by the Cabinet on Tuesday 5 March 2024", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    resolved = "RESOLVED:\n1. That the repair of the roof be approved.\n2. That authority be delegated to the Director"
    with pdf.table(col_widths=(12, 50, 110)) as table:
        table.row(("No.", "Item", "Decision"))
        table.row(("6", "Leisure Centre Roof", f"{resolved} of Place to award the contract, after hearing the Leader."))
        table.row(("7", "Budget Monitoring", "That the report be noted."))
        table.row(("8", "Questions", "None received."))
    found = read(bytes(pdf.output()))
    assert [(one.minute, one.limb) for one in decided(found)] == [("6", "1"), ("6", "2"), ("7", None)]
    assert decided(found)[1].text.endswith("after hearing the Leader.")
    assert [one.number for one in found if isinstance(one, Minute)] == ["6", "7", "8"]


def test_a_register_that_goes_over_pages_repeats_its_head_and_no_decision() -> None:
    pdf = page("Wexmere District Council", "Register of Officer Decisions 2023")
    with pdf.table(col_widths=(20, 90, 28, 45)) as table:
        table.row(("Ref", "Decision", "Date", "Officer"))
        for day in range(1, 31):
            table.row(
                (f"OD{day}", f"To let site {day} to a club for {day} years.", f"{day} May 2023", "Head of Estates")
            )
    found = decided(read(bytes(pdf.output())))
    assert [(one.reference, one.date) for one in found] == [(f"OD{day}", f"2023-05-{day:02}") for day in range(1, 31)]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}"/></Types>',
        )
        archive.writestr("word/document.xml", f"<w:document {W} {W14}><w:body>{body}</w:body></w:document>")
    return held.getvalue()


def paragraph(words: str, bold: bool = False) -> str:
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{looks}<w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(cells) + "</w:tr>"


def cell(*paragraphs: str, span: int = 1, merged: str = "") -> str:
    merge = f"<w:vMerge{merged}/>" if merged else ""
    held = "".join(words if words.startswith("<") else paragraph(words) for words in paragraphs)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{held}</w:tc>'


def control(words: str) -> str:
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{paragraph(words)}</w:sdtContent></w:sdt>"


def choice(yes: bool) -> str:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}'
        '</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> {} </w:t></w:r>'
    )
    ticked = (box.format(int(on), "☒" if on else "☐", words) for on, words in ((yes, "Yes"), (not yes, "No")))
    return "<w:p>" + "".join(ticked) + "</w:p>"


def test_a_word_form_has_merged_cells_content_controls_and_boxes_to_tick() -> None:
    found = read(
        word(
            paragraph("Wexmere District Council", True)
            + paragraph("Officer Decision Record", True)
            + "<w:tbl>"
            + row(cell(paragraph("Part A – Details", True), span=4))
            + row(cell("Decision maker:"), cell(control("Ann Elm, Director of Place"), span=3))
            + row(cell("Reference:"), cell("OD/14"), cell("Date of decision:"), cell(control("4 May 2023")))
            + row(cell("Title:"), cell("Mill Lane bridge repairs", span=3))
            + row(
                cell("Is this a key decision?"), cell(choice(False)), cell("Exempt information?"), cell(choice(False))
            )
            + row(cell("Decision:", merged=' w:val="restart"'), cell("1. To approve it.", "2. To award it.", span=3))
            + row(cell("", merged=" "), cell("To authorise the Head of Law to complete it.", span=3))
            + row(cell("Reasons for decision:"), cell("The bridge is worn.", span=3))
            + row(cell("Signed"), cell("A Elm"), cell("Date"), cell("5 May 2023"))
            + "</w:tbl>"
        )
    )
    assert [(one.limb, one.text) for one in decided(found)] == [
        ("1", "To approve it."),
        ("2", "To award it."),
        (None, "To authorise the Head of Law to complete it."),
    ]
    assert {(one.date, one.reference, one.taker, one.key_decision, one.reasons) for one in decided(found)} == {
        ("2023-05-04", "OD/14", "Director of Place", False, "The bridge is worn.")
    }
    assert [one.exempt for one in found if isinstance(one, PaperFacts)] == [False]


def test_a_word_list_of_decisions_ends_with_its_table() -> None:
    found = read(
        word(
            paragraph("Wexmere Borough Council", True)
            + paragraph("Cabinet – Decision List", True)
            + paragraph("Decisions taken by the Cabinet on Tuesday 5 March 2024")
            + "<w:tbl>"
            + row(cell("Item"), cell("Decision"))
            + row(cell("6. Leisure Centre Roof"), cell("RESOLVED:", "1. That it be mended.", "2. That it be paid for."))
            + row(cell("7. Budget Monitoring"), cell("That the report be noted."))
            + "</w:tbl>"
            + paragraph("These decisions come into force on 14 March 2024.")
        )
    )
    assert [one.meeting.date for one in found if isinstance(one, Meeting)] == ["2024-03-05"]
    assert [(one.minute, one.text) for one in decided(found)] == [
        ("6", "That it be mended."),
        ("6", "That it be paid for."),
        ("7", "That the report be noted."),
    ]
