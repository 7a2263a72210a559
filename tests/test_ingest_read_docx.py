"""Word files are read as they would print; the files here are made of a few parts of an invented council."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.document import Document
from ingest.read.docx import read_docx
from ingest.read.docx_numbering import written
from kg.errors import Unreadable
from kg.records import Attendance, Minute

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def word(body: str, **parts: str) -> bytes:
    """A Word file of a body and other parts, by their names without ".xml"."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
        if "header1" in parts:
            relation = '<Relationships><Relationship Id="h1" Target="header1.xml"/></Relationships>'
            archive.writestr("word/_rels/document.xml.rels", relation)
    return held.getvalue()


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "", looks: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, looks)}</w:p>"


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, form: str, words: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{words}"/></w:lvl>'
    )


def lists(levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{numbers}</w:numbering>'


def styles(*held: str) -> str:
    return f"<w:styles {W}>{''.join(held)}</w:styles>"


def style(name: str, inside: str, style_id: str = "S") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{inside}</w:style>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data).lines]


def is_mapped(document: Document) -> bool:
    """Whether every cell's characters are those of the paper's text at their places."""
    held = [each for line in document.lines for each in line.cells]
    return all("".join(document.text[place] for place in each.places) == each.text for each in held)


def test_words_know_their_places() -> None:
    document = read_docx(word(p("Roads  Committee") + table(cell(p("Lot")) + cell(p("Ferry"))) + item("Note")))
    assert [line.text for line in document.lines] == ["Roads Committee", "Lot Ferry", "Note"]
    assert is_mapped(document)
    last = document.lines[1]
    assert document.evidence(last.content).quote == "Lot\tFerry"


def test_lists_are_numbered_as_word_prints_them() -> None:
    numbering = lists(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerRoman", "(%3)"))
    body = item("Care") + item("Aim", 1) + item("Cost", 1) + item("One", 2) + item("Two", 2) + item("Roads")
    body += item("Aim", 1)
    expected = ["1. Care", "1.1 Aim", "1.2 Cost", "(i) One", "(ii) Two", "2. Roads", "2.1 Aim"]
    assert texts(word(body, numbering=numbering)) == expected


def test_a_list_may_begin_anew_or_go_on_another() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("one") + item("two") + item("three", list_id=2) + item("anew", list_id=3) + item("next", list_id=3)
    numbering = lists(level(0, "lowerLetter", "%1)"), numbers)
    assert texts(word(body, numbering=numbering)) == ["a) one", "b) two", "c) three", "a) anew", "b) next"]


def test_legal_numbering_writes_roman_levels_in_figures() -> None:
    numbering = lists(level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert texts(word(item("Part") + item("Clause", 1), numbering=numbering)) == ["I Part", "1.1 Clause"]


def test_a_style_can_bear_a_list_and_a_heading() -> None:
    heading = style("heading 2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr>')
    numbering = lists(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="S"/>'))
    body = p("Background", '<w:pStyle w:val="S"/>')
    (line,) = read_docx(word(body, numbering=numbering, styles=styles(heading))).lines
    assert (line.text, line.level, line.bold) == ("1.1 Background", 2, True)


def test_list_marks_are_bullets_and_no_words() -> None:
    numbering = lists(level(0, "bullet", "\uf0b7"))
    (line,) = read_docx(word(item("Ferry"), numbering=numbering)).lines
    assert line.bullet
    assert line.text == "Ferry"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('Award to ')}<w:del><w:r><w:delText>Old Ltd</w:delText></w:r></w:del><w:ins>{run('New Ltd')}"
        f"</w:ins><w:moveFrom>{run(' away')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo></w:p>"
    )
    assert texts(word(body)) == ["Award to New Ltd here"]


def test_paragraphs_whose_break_was_deleted_are_one() -> None:
    body = p("The tender", "<w:rPr><w:del/></w:rPr>") + p(" is agreed.") + p("Next")
    assert texts(word(body)) == ["The tender is agreed.", "Next"]


def test_deleted_rows_are_gone() -> None:
    rows = ("<w:trPr><w:del/></w:trPr>" + cell(p("Gone")) + cell(p("1")), cell(p("Kept")) + cell(p("2")))
    assert texts(word(table(*rows))) == ["Kept 2"]


def test_comments_field_codes_and_hidden_words_are_left_out() -> None:
    body = (
        f'<w:p><w:commentRangeStart w:id="1"/>{run("Seen")}<w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
        f'<w:r><w:commentReference w:id="1"/></w:r>{run(" hidden", "<w:vanish/>")}</w:p>'
    )
    comments = f'<w:comments {W}><w:comment w:id="1">{p("Check this")}</w:comment></w:comments>'
    assert texts(word(body, comments=comments)) == ["Seen"]


def test_footnotes_stand_at_the_end() -> None:
    body = f'<w:p>{run("Cost")}<w:r><w:footnoteReference w:id="4"/></w:r>{run(" of care")}</w:p>' + p("End")
    notes = f'<w:footnotes {W}><w:footnote w:id="0">{p("-")}</w:footnote><w:footnote w:id="4">{p("Net.")}</w:footnote>'
    assert texts(word(body, footnotes=notes + "</w:footnotes>")) == ["Cost of care", "End", "[1] Net."]


def test_headers_are_furniture() -> None:
    body = p("Minutes") + '<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>'
    document = read_docx(word(body, header1=f"<w:hdr {W}>{p('Wexmere Council')}{p('3')}</w:hdr>"))
    assert [(line.text, line.furniture) for line in document.lines] == [("Wexmere Council", "head"), ("Minutes", None)]


def test_rows_keep_their_empty_and_merged_cells() -> None:
    rows = (
        cell(p("Lot"), properties='<w:vMerge w:val="restart"/>') + cell(p("North")) + cell(p("")),
        cell(p("Lot"), properties="<w:vMerge/>") + cell(p("South")) + cell(p("£5")),
    )
    lines = read_docx(word(table(*rows))).lines
    assert [[each.text for each in line.cells] for line in lines] == [["Lot", "North", ""], ["", "South", "£5"]]


def test_a_box_is_paragraphs_and_a_forms_long_cell_too() -> None:
    long = "The Cabinet Member agreed to award the ferry contract. " * 5
    box = table(cell(p("Summary"), p("Ferries")))
    form = table(cell(p("Decision")) + cell(p("To:"), p(long)))
    lines = read_docx(word(box + form)).lines
    assert [line.text[:11] for line in lines] == ["Summary", "Ferries", "Decision To", "The Cabinet"]
    assert lines[2].is_row


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    both = f"<x><Choice><w:drawing>{box}</w:drawing></Choice><Fallback><w:pict>{box}</w:pict></Fallback></x>"
    assert texts(word(f"<w:p>{run('Above')}<w:r>{both}</w:r></w:p>")) == ["Above", "In a box"]


def test_line_breaks_and_capitals_print_as_in_word() -> None:
    body = f"<w:p>{run('agenda', '<w:caps/><w:b/>')}<w:r><w:br/></w:r>{run('Item one')}</w:p>"
    lines = read_docx(word(body)).lines
    assert [(line.text, line.bold, line.gap) for line in lines] == [("AGENDA", True, 1), ("Item one", False, 0)]


def test_minutes_in_word_give_their_records() -> None:
    numbering = lists(level(0, "decimal", "%1."))
    body = (
        p("WEXMERE PARISH COUNCIL") + p("Minutes of the meeting held on Monday 7 March 2022 at 7pm")
        + p("Present: Cllr Ada Pine, Cllr Ben Elm") + p("Apologies: Cllr Cara Ash")
        + item("APOLOGIES FOR ABSENCE") + p("Apologies were noted.") + item("FERRY LANDING")
        + p("RESOLVED that the landing be repaired.")
    )  # fmt: skip
    records = extract(divide(read_docx(word(body, numbering=numbering))))
    assert [r.number for r in records if isinstance(r, Minute)] == ["1", "2"]
    assert {r.person for r in records if isinstance(r, Attendance)} == {"Ada Pine", "Ben Elm", "Cara Ash"}


@given(st.integers(1, 3999), st.sampled_from(["decimal", "lowerRoman", "upperLetter", "decimalZero", "ordinal"]))
def test_every_number_can_be_written(number: int, form: str) -> None:
    assert written(number, form)
    assert "iiii" not in written(number, form)


def test_numbers_read_as_word_writes_them() -> None:
    assert [written(n, "lowerRoman") for n in (4, 9, 40)] == ["iv", "ix", "xl"]
    assert [written(n, "lowerLetter") for n in (1, 26, 27)] == ["a", "z", "aa"]
    assert [written(n, "ordinal") for n in (1, 11, 22)] == ["1st", "11th", "22nd"]
    assert written(5, "none") == ""
    assert written(5, "chicago") == "5"


TAB = "<w:r><w:tab/></w:r>"


def tabbed(*words: str) -> str:
    return f"<w:p>{TAB.join(run(each) for each in words)}</w:p>"


def cells(data: bytes) -> list[list[str]]:
    return [[each.text for each in line.cells] for line in read_docx(data).lines]


def test_words_behind_a_label_and_a_tab_are_its_value() -> None:
    body = tabbed("Date:", "4 May 2022") + tabbed("1.", "Apologies") + tabbed("", "Set in") + tabbed("Here is", "one")
    assert cells(word(body)) == [["Date:", "4 May 2022"], ["1. Apologies"], ["Set in"], ["Here is one"]]


def test_tabs_below_one_another_are_columns() -> None:
    body = tabbed("Councillor A Pine", "", "Chair") + tabbed("Councillor B Oak", "Member") + p("They met.")
    assert cells(word(body)) == [["Councillor A Pine", "Chair"], ["Councillor B Oak", "Member"], ["They met."]]


def test_tabs_in_a_cell_and_in_a_header_are_spaces() -> None:
    header = f"<w:hdr {W}>{tabbed('Roads:', 'Board')}</w:hdr>"
    body = table(cell(tabbed("Lot:", "One")) + cell(p("Two"))) + '<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>'
    assert cells(word(body, header1=header)) == [["Roads: Board"], ["Lot: One", "Two"]]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_a_cell_over_two_columns_keeps_what_is_right_of_it_in_its_column() -> None:
    rows = (
        cell(p("Lot")) + cell(p("Firm")) + cell(p("Cost")),
        cell(p("All lots"), properties=span(2)) + cell(p("£5")),
        cell(p("Note")) + cell(p("None"), properties=span(2)),
        cell(p("The end"), properties=span(3)),
    )
    assert cells(word(table(*rows))) == [["Lot", "Firm", "Cost"], ["All lots", "", "£5"], ["Note", "None"], ["The end"]]


def test_a_cell_that_a_tracked_change_took_out_is_gone() -> None:
    rows = cell(p("Lot")) + cell(p("gone"), properties="<w:cellDel/>") + cell(p("Ferry"))
    assert cells(word(table(rows))) == [["Lot", "Ferry"]]


def field(data: str) -> str:
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>{run(" Key")}</w:p>'
    )


def test_boxes_and_lists_of_a_form_say_what_was_chosen() -> None:
    picks = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Open"/><w:listEntry w:val="Exempt"/></w:ddList>'
    boxes = [field(f"<w:checkBox>{mark}</w:checkBox>") for mark in ("<w:checked/>", '<w:default w:val="0"/>')]
    assert texts(word("".join(boxes) + field(picks))) == ["☒ Key", "☐ Key", "Exempt Key"]


def control(properties: str, inside: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def test_what_a_form_only_asks_for_is_no_word_of_the_paper() -> None:
    asks = control("<w:showingPlcHdr/>", run("Click here to enter a date"))
    filled = control("", run("4 May"))
    body = (
        f"<w:p>{run('Date: ')}{asks}{filled}</w:p>" + control("<w:showingPlcHdr/>", p("Click")) + control("", p("In"))
    )
    assert texts(word(body)) == ["Date: 4 May", "In"]


def with_chunk(name: str, data: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        body = p("Before") + '<w:altChunk r:id="c1"/>' + p("After")
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        relation = f'<Relationships><Relationship Id="c1" Target="{name}"/></Relationships>'
        archive.writestr("word/_rels/document.xml.rels", relation)
        archive.writestr(f"word/{name}", data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [
        ("afchunk.docx", word(item("Lots"), numbering=lists(level(0, "decimal", "%1."))), ["1. Lots"]),
        ("afchunk.htm", b"<html><head><title>x</title></head><body><p>Lots</p></body></html>", ["Lots"]),
        ("afchunk.txt", "Lots\n\ncafé".encode("utf-16"), ["Lots", "café"]),
    ],
)
def test_a_file_within_the_file_is_read_in_its_place(name: str, data: bytes, lines: list[str]) -> None:
    assert texts(with_chunk(name, data)) == ["Before", *lines, "After"]


def test_a_file_within_the_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Unreadable, match="open it in Word and save it once more"):
        read_docx(with_chunk("afchunk.rtf", b"{\\rtf1 Lots}"))


def test_a_column_of_bare_numbers_prints_them() -> None:
    numbers = lists(level(0, "decimal", "%1."))
    rows = [cell(item("")) + cell(p(title, looks="<w:b/>"), p("Said.")) for title in ("Apologies", "Ferries")]
    found = texts(word(table(*rows), numbering=numbers))
    assert found == ["1. Apologies", "Said.", "2. Ferries", "Said."]
