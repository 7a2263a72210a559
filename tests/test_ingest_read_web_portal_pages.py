"""Saved pages of the councils' portals: a decision, an issue to be decided, a list, a page of CMIS."""

from __future__ import annotations

import pytest

from ingest.read.document import Document, Line
from ingest.read.web.html import read_html

HEAD = (
    "<head><title>Decision - Ferry landing repairs - Wexmere Borough Council</title>"
    '<script>var x = "<p>no</p>";</script></head>'
)
FRAME = (
    '<a class="sr-only" href="#x">Skip to main content</a><div id="cookie-banner">Cookies</div><header><a href="/">'
    '<img alt="Wexmere Borough Council logo"></a></header><nav class="breadcrumb">Home &gt; Decision</nav>'
)


def saved(own: str, head: str = HEAD) -> str:
    """A page as a browser saves it."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        "<!-- saved from url=(0040)https://wexmere.example/ -->"
        f'\n<html lang="en">{head}<body>{FRAME}{own}'
        "<footer><p>&copy; Wexmere Borough Council 2022</p></footer></body></html>"
    )


def read(own: str) -> Document:
    return read_html(saved(own).encode())


def cells(lines: tuple[Line, ...]) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in lines if not line.furniture]


def said(label: str, value: str) -> str:
    return f'<p><span class="mgLabel">{label}: </span>{value}</p>'


def told(label: str, *paragraphs: str) -> str:
    inside = "".join(f'<p class="MsoNormal"><span style="">{each}</span></p>' for each in paragraphs)
    return (
        f'<h3 class="mgSectionTitle">{label}</h3><div class="mgWordPara"><div class="WordSection1">{inside}</div></div>'
    )


def portal(name: str, title: str, *parts: str, shown: bool = True) -> str:
    style = "" if shown else ' style="display: none;"'
    return (
        f'<div id="modgov"><div class="mgHeader"><h1{style} class="mgMainTitleTxt">{name}</h1></div>'
        f'<div class="mgSubTitle"><h2 class="mgSubTitleTxt">{title}</h2></div>'
        f'<div class="mgContent">{"".join(parts)}</div></div>'
    )


DECISION = portal(
    "Decision details",
    "Ferry landing repairs",
    said("Decision Maker", '<a href="#">Cabinet Member for Ferries</a>'),
    said("Decision status", "Recommendations Approved"),
    said("Is Key decision?", "Yes"),
    said("Is subject to call in?", "No"),
    told("Purpose:", "To repair the landing."),
    told("Decision:", "1. APPROVE the repairs.", "2. DELEGATE the award to the Director of Piers."),
    told("Reasons for the decision:", "The landing is old."),
    told("Alternative options considered:", "None."),
    said("Publication date", "04/03/2022"),
    said("Date of decision", "03/03/2022"),
    said("Effective from", "12/03/2022"),
    '<h3 class="mgSectionTitle">Accompanying Documents:</h3><ul class="mgBulletList"><li><a>Ferry landing report'
    '<span class="mgFileSize"> PDF 9 KB</span></a></li></ul>',
    shown=False,
)


def test_a_decisions_page_is_its_labels_with_their_values() -> None:
    assert cells(read(DECISION).lines) == [
        ["Decision details"],
        ["Ferry landing repairs"],
        ["Decision Maker: Cabinet Member for Ferries"],
        ["Decision status: Recommendations Approved"],
        ["Is Key decision?: Yes"],
        ["Is subject to call in?: No"],
        ["Purpose:"],
        ["To repair the landing."],
        ["Decision:"],
        ["1. APPROVE the repairs."],
        ["2. DELEGATE the award to the Director of Piers."],
        ["Reasons for the decision:"],
        ["The landing is old."],
        ["Alternative options considered:"],
        ["None."],
        ["Publication date: 04/03/2022"],
        ["Date of decision: 03/03/2022"],
        ["Effective from: 12/03/2022"],
        ["Accompanying Documents:"],
        ["Ferry landing report"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_decisions_page_is_read_in_every_encoding(encoding: str) -> None:
    found = read_html(saved(DECISION).replace("old", "“old”").encode(encoding))
    assert "The landing is “old”." in [line.text for line in found.lines]


def test_the_name_of_the_site_is_the_councils() -> None:
    head = [line.text for line in read(DECISION).lines if line.furniture]
    assert head == ["Decision - Ferry landing repairs - Wexmere Borough Council", "Wexmere Borough Council"]


def test_a_site_without_a_councils_name_says_none() -> None:
    page = "<html><head><title>Decision - Modern Council</title></head><body><p>Said</p></body></html>"
    assert [line.text for line in read_html(page.encode()).lines] == ["Decision - Modern Council", "Said"]


def test_one_persons_decision_names_no_body() -> None:
    assert read(DECISION).body is None


@pytest.mark.parametrize(
    ("label", "value", "body"),
    [
        ("Decided at meeting", "<a>03/03/2022 - Roads and Ferries Board</a>", "Roads and Ferries Board"),
        ("Decision due", "3 Mar 2022 by <a>Cabinet</a>", "Cabinet"),
        ("Decision Maker", "Cabinet", "Cabinet"),
        ("Decision Maker", "Executive Director of Piers", None),
        ("Decision Maker", "Ada Pine, Cabinet Member for Ferries", None),
        ("Decision due", "3 Mar 2022 by Cabinet Member for Ferries", None),
    ],
)
def test_the_body_that_decides_is_the_pages(label: str, value: str, body: str | None) -> None:
    page = portal("Decision details", "Ferries", said("Decision status", "For Determination"), said(label, value))
    assert read(page).body == body


def test_labels_alone_on_their_line_stand_beside_their_values() -> None:
    own = (
        "<main><h1>Decision</h1><h3>Decision Maker</h3><p>Cabinet</p><div class='label'><b>Date of decision:</b></div>"
        "<div>3 March 2022</div><h3>Reference</h3><p>WX 12</p><h3>Decision</h3><p>APPROVED.</p><h3>Contact</h3></main>"
    )
    assert cells(read(own).lines) == [
        ["Decision"],
        ["Decision Maker", "Cabinet"],
        ["Date of decision:", "3 March 2022"],
        ["Reference", "WX 12"],
        ["Decision"],
        ["APPROVED."],
        ["Contact"],
    ]


def test_headings_of_other_pages_are_left_as_they_are() -> None:
    own = "<main><h1>Ferries</h1><h2>Contact</h2><p>Ada Pine</p><h2>Timetable</h2><p>Hourly.</p></main>"
    assert cells(read(own).lines) == [["Ferries"], ["Contact"], ["Ada Pine"], ["Timetable"], ["Hourly."]]


def test_a_page_of_cmis_is_read_without_what_stands_around_it() -> None:
    rows = "".join(
        f'<tr><td class="CMISLabel"><span id="dnn_ctr391_ViewCMIS_DecisionDetails_lbl{at}">{label}</span></td>'
        f"<td>{value}</td></tr>"
        for at, (label, value) in enumerate(
            [
                ("Decision Ref:", "WX 12"),
                ("Title:", "Ferry landing repairs"),
                ("Decision Maker:", "Roads Board"),
                ("Key Decision:", '<input type="checkbox" checked="checked" disabled="disabled">'),
                ("Date of Decision:", '<input type="text" readonly="readonly" value="03 Mar 2022">'),
                ("Decision:", "<p>APPROVED the repairs.</p>"),
            ]
        )
    )
    own = (
        '<form><table><tr><td id="dnn_LeftPane"><a>Meetings</a></td><td id="dnn_ContentPane">'
        '<div id="dnn_ctr391_ModuleContent"><h2>Decision Details</h2>'
        f"<table><tr><td colspan='2'><table>{rows}</table></td></tr></table></div></td></tr></table></form>"
    )
    found = read(own)
    assert found.body == "Roads Board"
    assert cells(found.lines) == [
        ["Decision Details"],
        ["Decision Ref:", "WX 12"],
        ["Title:", "Ferry landing repairs"],
        ["Decision Maker:", "Roads Board"],
        ["Key Decision:", "☒"],
        ["Date of Decision:", "03 Mar 2022"],
        ["Decision:", "APPROVED the repairs."],
    ]


def test_a_list_of_decisions_is_rows() -> None:
    table = (
        '<table class="mgStatsTable"><tr><th>Title</th><th>Date</th><th>Effective from</th><th>Call-in</th></tr>'
        "<tr><td><a>Ferry landing repairs</a></td><td>03/03/2022</td><td>12/03/2022</td><td>Yes</td></tr></table>"
    )
    found = cells(read(portal("Decisions", "Decisions of the Cabinet", table)).lines)
    assert found[-1] == ["Ferry landing repairs", "03/03/2022", "12/03/2022", "Yes"]


@pytest.mark.parametrize(
    ("title", "way", "body"),
    [
        ("Minutes - Roads and Ferries Board - Wexmere Borough Council", "", "Roads and Ferries Board"),
        ("Minutes, 3 March 2022 | Wexmere", "<a>Home</a> &gt; <a>Roads Board</a> &gt; 3 March 2022", "Roads Board"),
        ("Minutes of the Cabinet | Wexmere", "<a>Home</a>", "Cabinet"),
        ("Appointments to the Harbour Board | Wexmere", "<li>Home</li><li>Harbour</li>", None),
        ("Report of the Audit Committee | Wexmere", "", None),
    ],
)
def test_the_way_to_a_page_and_its_title_name_the_committee(title: str, way: str, body: str | None) -> None:
    around = f'<nav aria-label="Breadcrumb">{way}</nav>'
    page = f"<html><head><title>{title}</title></head><body>{around}<p>Said</p></body></html>"
    assert read_html(page.encode()).body == body
