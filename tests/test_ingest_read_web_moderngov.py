"""A saved meeting's page of the councils' portal is read as its agenda and its minutes."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.document import Document
from ingest.read.web.html import read_html
from kg.records import AgendaItem, Decision, Meeting, Minute


def word(*paragraphs: str) -> str:
    return f'<div class="mgWordPara">{"".join(f"<p>{each}</p>" for each in paragraphs)}</div>'


def part(label: str, *paragraphs: str) -> str:
    return f'<p class="mgSubItemTitleTxt">{label}</p>{word(*paragraphs)}'


def item(number: str, title: str, *below: str) -> str:
    return (
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt"><a></a>{number}</p></td><td><p class="mgAiTitleTxt">'
        f'<a>{title} <span class="mgFileSize">PDF 9 KB</span></a></p>{"".join(below)}</td></tr>'
    )


BODY = "Joint meeting - Wexmere Roads Board and Ferries Board"


def page(*items: str, named: str = BODY) -> Document:
    body = (
        '<nav>Calendar</nav><div id="modgov"><h1 class="mgMainTitleTxt">Agenda and draft minutes</h1>'
        f'<h2 class="mgSubTitleTxt">{named} - Friday, 4th March, 2022 10.30 am</h2>'
        '<div class="mgLinks"><ul><li><a>Attendance details</a></li></ul></div><div class="mgContent">'
        '<p><span class="mgLabel">Venue: </span>Ferry Room, Wexmere</p><table class="mgItemTable"><tr><th>No.</th>'
        f"<th>Item</th></tr>{''.join(items)}</table></div></div><footer>Portal</footer>"
    )
    return read_html(f"<html><body>{body}</body></html>".encode())


LINK = "<a>view the full minutes text for item 3.</a>"
APOLOGIES = item("1.", "Apologies", word("To receive apologies."), part("Minutes:", "There were none."))
FERRY = item(
    "2.",
    "Ferry Landing",
    part("Decision:", "RESOLVED that the landing be repaired."),
    part("Minutes:", "The Board heard a report."),
)
CUT = item(
    "3.",
    "Ferry Fares",
    part("Decision:", "RESOLVED that the fares be kept."),
    part("Minutes:", "A report was heard.", "<b>Resolved</b>:", f"1) Keep the ... {LINK}"),
)


def test_each_item_is_on_the_agenda_and_in_the_minutes() -> None:
    records = extract(divide(page(APOLOGIES, FERRY, CUT)))
    titles = [("1", "Apologies"), ("2", "Ferry Landing"), ("3", "Ferry Fares")]
    assert [(r.number, r.title) for r in records if isinstance(r, AgendaItem)] == titles
    assert [(r.number, r.title) for r in records if isinstance(r, Minute)] == titles
    decided = [(r.minute, r.text.removeprefix("that ")) for r in records if isinstance(r, Decision)]
    assert decided == [("2", "the landing be repaired."), ("3", "the fares be kept.")]


def test_the_pages_title_says_who_met_and_when() -> None:
    document = page(APOLOGIES, FERRY)
    assert document.body == BODY
    (meeting,) = {r.meeting for r in extract(divide(document)) if isinstance(r, Meeting)}
    assert (meeting.committee, meeting.date) == (BODY, "2022-03-04")
    assert "10:30" in {r.start_time for r in extract(divide(document)) if isinstance(r, Meeting)}


def test_a_text_that_the_page_cuts_off_is_no_record() -> None:
    furniture = [line.text for line in page(APOLOGIES, CUT).lines if line.furniture]
    assert furniture == [
        "Agenda and draft minutes",
        "Resolved:",
        "1) Keep the ... view the full minutes text for item 3.",
    ]


def test_an_agenda_without_minutes_has_none() -> None:
    document = page(item("1.", "Apologies", word("To receive apologies.")), item("2.", "Ferry Landing"))
    assert [section.kind for section in divide(document)] == ["front-sheet"]
    assert "To receive apologies." in document.text


def test_words_around_the_portals_own_are_left_out() -> None:
    text = page(APOLOGIES).text
    assert "Calendar" not in text
    assert "Portal" not in text
    assert "PDF 9 KB" not in text


def test_another_page_of_the_portal_is_headings_and_paragraphs() -> None:
    body = (
        '<div id="modgov"><h2 class="mgSubTitleTxt">Ferry contract</h2><div class="mgContent"><p><span class="mgLabel">'
        "Decision Maker: </span>Cabinet Member for Roads</p><p><b>Decision:</b></p><p>APPROVED.</p></div></div>"
    )
    found = read_html(f"<html><body>{body}</body></html>".encode())
    assert [line.text for line in found.lines] == [
        "Ferry contract",
        "Decision Maker: Cabinet Member for Roads",
        "Decision:",
        "APPROVED.",
    ]
    assert found.body is None


def test_a_joint_meeting_keeps_the_whole_of_its_name() -> None:
    name = "Wexmere Roads Board and Ferries Board"
    document = page(APOLOGIES, FERRY, named=name)
    assert {r.meeting.committee for r in extract(divide(document)) if isinstance(r, Meeting)} == {name}
