"""Web pages are read as headings, paragraphs, lists and tables, without what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read.document import Document, Line
from ingest.read.web import html_tree
from ingest.read.web.html import read_html
from kg.errors import Unreadable


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def lines(body: str) -> tuple[Line, ...]:
    return read_html(page(body)).lines


def texts(body: str) -> list[str]:
    return [line.text for line in lines(body)]


def is_mapped(document: Document) -> bool:
    held = [each for line in document.lines for each in line.cells]
    return all("".join(document.text[place] for place in each.places) == each.text for each in held)


def test_headings_paragraphs_and_emphasis_are_lines() -> None:
    found = lines("<h2>Roads\n  Committee</h2><p>The <b>ferry</b> is&nbsp;late.</p><p><strong>Decision:</strong></p>")
    assert [(line.text, line.level, line.bold) for line in found] == [
        ("Roads Committee", 2, False),
        ("The ferry is late.", 0, False),
        ("Decision:", 0, True),
    ]


def test_lists_print_their_numbers_and_marks() -> None:
    body = '<ol type="a" start="3"><li>Note<li value="5"><p>Agree</p><p>More</p></ol><ul><li>Mark</li></ul>'
    found = lines(body)
    assert [line.text for line in found] == ["c. Note", "e. Agree", "More", "Mark"]
    assert [line.bullet for line in found] == [False, False, False, True]


def test_tables_are_rows_and_cells_go_down() -> None:
    body = (
        '<table><caption>Lots</caption><tr><th>Lot</th><th>Firm</th></tr><tr><td rowspan="2">North</td><td>A</td></tr>'
        "<tr><td>B<br>C</td></tr></table>"
    )
    found = lines(body)
    cells = [[each.text for each in line.cells] for line in found]
    assert cells == [["Lots"], ["Lot", "Firm"], ["North", "A"], ["", "B C"]]
    assert found[1].bold


def test_tables_that_only_place_things_are_no_rows() -> None:
    body = "<table><tr><td>Menu</td><td><h1>Minutes</h1><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    assert [len(line.cells) for line in lines(body)] == [1, 1, 2]


def test_rows_beside_a_row_that_only_places_things_stay_rows() -> None:
    body = (
        "<table><tr><td colspan='2'><h2>Form</h2></td></tr><tr><td><h3>Reference</h3></td><td>W12</td></tr><tr><td>Lots"
        "</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
    )
    cells = [[each.text for each in line.cells] for line in lines(body)]
    assert cells == [["Form"], ["Reference", "W12"], ["Lots"], ["a", "b"]]


def test_tables_in_tables_by_the_dozen_are_read_at_once() -> None:
    body = "<table><tr><td>" * 45 + "<h2>x</h2>" + "</td><td>y</td></tr></table>" * 45
    assert len(lines(body)) == 45


def test_a_form_that_nobody_can_fill_in_says_what_is_on_record() -> None:
    body = (
        "<p>Key: <input type='checkbox' disabled checked> Urgent: <input type='checkbox' disabled></p>"
        "<p>Ref: <input readonly value='W12'><input type='hidden' readonly value='no'><input value='no'></p>"
        "<p><select disabled><option>no<option selected>Roads</select><textarea readonly>Said</textarea></p>"
    )
    assert texts(body) == ["Key: ☒ Urgent: ☐", "Ref: W12", "RoadsSaid"]


def test_terms_stand_beside_what_is_said_of_them() -> None:
    body = "<dl><dt>Decision maker</dt><dd>Cabinet</dd><dt>Reference</dt><dd>W12</dd><dd>W13</dd><dt>End</dt></dl>"
    found = lines(body)
    cells = [[each.text for each in line.cells] for line in found]
    assert cells == [["Decision maker", "Cabinet"], ["Reference", "W12"], ["W13"], ["End"]]


def test_what_stands_around_the_words_is_left_out() -> None:
    body = (
        "<header><a>Wexmere</a></header><nav>Home</nav><div id='cookie-banner'>We use cookies</div><script>x()</script>"
        "<div class='breadcrumb'>Home &gt; Minutes</div><p style='display: none'>Hidden</p><p hidden>Hidden</p>"
        "<!-- note --><p>Said</p><form><label>Search</label><input value='x'><button>Go</button></form>"
        "<div role='contentinfo'>Contact</div><footer>Foot</footer>"
    )
    assert texts(body) == ["Said", "Search"]


def test_words_marked_as_the_pages_own_are_read_alone() -> None:
    assert texts("<p>Around</p><main><p>Own</p></main>") == ["Own"]
    assert texts("<p>Around</p><main></main>") == ["Around"]


def test_the_title_that_a_browser_shows_and_the_councils_name_are_furniture() -> None:
    found = read_html(page("<p>Said</p>", "<title>Decision - Wexmere County Council</title>")).lines
    assert [(line.text, line.furniture) for line in found] == [
        ("Decision - Wexmere County Council", "head"),
        ("Wexmere County Council", "head"),
        ("Said", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_pages_in_every_encoding_are_read(encoding: str) -> None:
    data = "<html><body><p>Café – £5</p></body></html>".encode(encoding)
    assert [line.text for line in read_html(data).lines] == ["Café – £5"]


def test_xhtml_with_a_declared_encoding_is_read() -> None:
    data = b'<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Ferr\xe9</p></body></html>'
    assert [line.text for line in read_html(data).lines] == ["Ferré"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY nbsp "&#160;"> <!ENTITY odd "]> odd">',
        "<!ENTITY one 'it is'><!-- isn't it ]> -->\n<!ENTITY % two SYSTEM 'http://seaview.example/x'> %two;",
        "<?note ]> isn't ?>",
        "",
    ],
)
def test_declarations_in_a_doctype_are_no_words(declared: str) -> None:
    opens = '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"'
    data = f"{opens} [{declared}]>\n<html><body><p>The board met.</p></body></html>".encode()
    assert read_html(data).text == "The board met."


def test_a_doctype_that_never_ends_takes_no_time() -> None:
    assert (
        "Quay" in read_html(b"<!DOCTYPE html [" + b"<!--" * 50_000 + b"--><html><body><p>Quay</p></body></html>").text
    )


def test_broken_mark_up_is_read_as_far_as_it_goes() -> None:
    assert texts("<p>One<p>Two<b>three</p></div><td>four") == ["One", "Twothree", "four"]


def test_entities_are_never_expanded_and_nothing_is_fetched() -> None:
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><html><body><p>x&a;y</p></body></html>'
    assert "x&a;y" in read_html(data).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body><script>x()</script></body></html>", "no words"),
        (b"<html></html>", "no words"),
        (b"", "no words"),
        (b"\x00\x01\x02<html>" * 50, "no text file"),
        (page("<div>" * 250 + "x" + "</div>" * 250), "nested too deeply"),
        (page("<div>" * 5000 + "x"), "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_html(data)


def test_pages_larger_than_is_safe_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "TAGS", 10)
    with pytest.raises(Unreadable, match="larger than is safe"):
        lines("<p>" * 11)


PIECES = st.sampled_from(
    ("<table>", "<tr>", "<td rowspan=3>", "</table>", "<ol start=x>", "<li>", "<p>", "</p>", "<br>", "word ", "&nbsp;")
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25))
def test_any_mark_up_is_read_with_its_places_or_refused(pieces: list[str]) -> None:
    try:
        document = read_html("".join(pieces).encode("utf-8", errors="replace"))
    except Unreadable:
        return
    assert is_mapped(document)
