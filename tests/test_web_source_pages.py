"""A paper's pages as a member sees them: the very page, the words marked; and what no paper may do to anybody."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image
from starlette.testclient import TestClient

from ingest.build import ingest
from interfaces.web.addresses import paper_of, source_of, source_page
from interfaces.web.app import create_app
from interfaces.web.pages.source import safe_name
from interfaces.web.settings import Settings
from kg.base import Base
from kg.ids import paper as iri_of
from queries.decisions import decisions
from queries.library import Library
from queries.paper import paper, statements

AWARD = "to award the contract for care at Larkfield Court to Tern Care Ltd for three years"
MINUTES = (
    "WEXMERE COUNTY COUNCIL",
    "HOUSING COMMITTEE: MINUTES",
    "Date: Thursday 14 March 2024",
    "Time: 2.00pm to 3.10pm",
    "Present: Councillors A Marsh (Chairwoman) and B Fenn",
    "41. LARKFIELD COURT: TENDER",
    "The Committee considered a report on the care contract. Members asked about respite charges.",
    "It was resolved unanimously:",
    f"a) {AWARD};",
    "b) to note the report.",
)
HOSTILE = """<html><head><title>Housing Committee</title></head><body><h1>Housing Committee</h1>
<p>Minutes of 14 March 2024</p><p>Members &lt;script&gt;alert(1)&lt;/script&gt; agreed.</p>
<script>alert(2)</script></body></html>"""


def make_pdf(file: Path) -> None:
    """Minutes of two pages, numbered from 31 at the foot."""
    pdf = FPDF(format="A4", unit="pt")
    pdf.set_auto_page_break(False)
    for page, lines in enumerate((MINUTES, ("42. RESPITE", "Members noted that respite charges had risen."))):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        for number, line in enumerate(lines):
            pdf.text(60, 70 + 26 * number, line)
        pdf.text(280, 810, f"Page {31 + page}")
    pdf.output(str(file))


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A base of minutes as PDF and as text, and of a web page that means harm."""
    folder = tmp_path_factory.mktemp("papers")
    make_pdf(folder / "minutes.pdf")
    (folder / "minutes.txt").write_text("\n\n".join(MINUTES) + "\n\nMore was said.\n" * 2000, encoding="utf-8")
    (folder / 'evil"name.html').write_text(HOSTILE, encoding="utf-8")
    base = Base(tmp_path_factory.mktemp("source") / "records")
    summary = ingest(base, [str(folder)])
    assert not summary.failures
    return base


@pytest.fixture(scope="module")
def client(papers: Base) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(papers, requests_a_second=0.0))) as opened:
        yield opened


def the(base: Base, ending: str) -> str:
    """The IRI of the paper whose file name ends so."""
    library = Library(base)
    known = {library.archive.text(sha256).file_name: iri_of(sha256) for sha256 in library.archive.papers()}
    return next(iri for name, iri in known.items() if name.endswith(ending))


def place(base: Base, iri: str, words: str) -> tuple[int, int]:
    """Where words stand in a paper's text."""
    text = Library(base).paper_text(iri)
    assert text
    start = text.text.index(words)
    return start, start + len(words)


def marked(page: str) -> str:
    """The words that a page marks strongly."""
    pieces = re.findall(r'<mark class="quoted[^"]*"[^>]*>([^<]*)</mark>', page)
    return " ".join("".join(pieces).split())


def test_a_decision_leads_to_its_page_with_its_words_marked_on_text_and_picture(
    papers: Base, client: TestClient
) -> None:
    every = [citation for row in decisions(Library(papers)) for citation in row.citations]
    award = next(citation for citation in every if citation.words.startswith(AWARD) and citation.page)
    page = client.get(source_of(award).partition("#")[0])
    assert page.status_code == 200
    assert AWARD in marked(page.text)
    assert page.text.count('id="mark"') == 1
    assert len(re.findall(r'<rect class="mark"', page.text)) == 1
    assert "page 1 of 2 (printed 31)" in page.text


def test_words_of_the_search_are_marked_lightly_by_their_stem(papers: Base, client: TestClient) -> None:
    page = client.get(source_page(the(papers, ".pdf"), 1, words="awarding charge")).text
    assert re.findall(r'<mark class="sought">([^<]*)', page) == ["charges", "award"]
    assert len(re.findall(r'<rect class="light"', page)) == 2


def test_an_address_without_a_page_leads_to_the_page_of_its_words(papers: Base, client: TestClient) -> None:
    iri = the(papers, ".pdf")
    start, end = place(papers, iri, "respite charges had risen")
    page = client.get(source_page(iri, None, start, end))
    assert str(page.url).partition("?")[0].endswith("/2")
    assert marked(page.text) == "respite charges had risen"


def test_a_quotation_over_two_pages_is_marked_on_both(papers: Base, client: TestClient) -> None:
    iri = the(papers, ".pdf")
    start, _ = place(papers, iri, "to note the report")
    _, end = place(papers, iri, "42. RESPITE")
    for number in (1, 2):
        page = client.get(source_page(iri, number, start, end)).text
        assert marked(page)
        assert f"{paper_of(iri)}/{3 - number}?start={start}" in page.replace("&amp;", "&")


def test_a_page_is_found_by_the_number_printed_on_it(papers: Base, client: TestClient) -> None:
    where = f"{paper_of(the(papers, '.pdf'))}/at"
    assert "page 2 of 2" in client.get(where, params={"number": "32", "as": "printed"}).text
    assert "page 2 of 2" in client.get(where, params={"number": "2", "as": "file"}).text
    assert client.get(where, params={"number": "99", "as": "printed"}).status_code == 404
    assert client.get(where, params={"number": "two"}).status_code == 404


def test_a_text_paper_shows_the_passage_in_its_part_with_line_numbers(papers: Base, client: TestClient) -> None:
    iri = the(papers, ".txt")
    start, end = place(papers, iri, AWARD)
    page = client.get(source_page(iri, None, start, end)).text
    assert marked(page) == AWARD
    assert '<span class="number" aria-hidden="true">17</span>' in page
    assert "part 1 of" in page
    assert "<svg" not in page


def test_what_was_read_on_a_page_stands_below_it_with_its_own_page(papers: Base, client: TestClient) -> None:
    page = client.get(source_page(the(papers, ".pdf"), 1)).text
    assert "<h3>Decisions</h3>" in page
    assert '<a href="/id/paper/' in page


def test_marks_that_lead_nowhere_are_said_to(papers: Base, client: TestClient) -> None:
    iri = the(papers, ".pdf")
    assert "not in this paper’s text" in client.get(source_page(iri, 1, 10**9, 10**9 + 5)).text
    start, end = place(papers, iri, "respite charges had risen")
    assert f"{paper_of(iri)}/2?start={start}" in client.get(source_page(iri, 1, start, end)).text
    for query in ("start=9&end=3", "start=x&end=y", "q=%22open", "zoom=12345", "q=no-such:field"):
        assert client.get(f"{source_page(iri, 1)}?{query}").status_code == 200


def test_a_picture_is_a_png_that_a_browser_need_not_fetch_twice(papers: Base, client: TestClient) -> None:
    address = f"{source_page(the(papers, '.pdf'), 1)}.png"
    first = client.get(address)
    assert Image.open(io.BytesIO(first.content)).format == "PNG"
    assert "immutable" in first.headers["cache-control"]
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    large = client.get(address, params={"zoom": "200"})
    assert Image.open(io.BytesIO(large.content)).width == 2 * Image.open(io.BytesIO(first.content)).width
    assert client.get(f"{source_page(the(papers, '.txt'), 1)}.png").status_code == 404


def test_the_pdf_opens_in_the_browser_and_can_be_asked_for_in_pieces(papers: Base, client: TestClient) -> None:
    iri = the(papers, ".pdf")
    whole = client.get(f"{paper_of(iri)}/original")
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["content-disposition"].startswith("inline")
    piece = client.get(f"{paper_of(iri)}/original", headers={"Range": "bytes=0-3"})
    assert (piece.status_code, piece.content) == (206, b"%PDF")
    kept = client.get(f"{paper_of(iri)}/original?download=1")
    assert kept.headers["content-disposition"].startswith("attachment")


def test_a_web_page_from_elsewhere_never_runs_as_one_of_ours(papers: Base, client: TestClient) -> None:
    original = client.get(f"{paper_of(the(papers, '.html'))}/original")
    assert original.content == HOSTILE.encode()
    assert "html" not in original.headers["content-type"]
    assert original.headers["content-disposition"].startswith("attachment")
    assert '"name' not in original.headers["content-disposition"].replace('filename="', "")
    assert "sandbox" in original.headers["content-security-policy"]
    assert original.headers["x-content-type-options"] == "nosniff"
    page = client.get(source_page(the(papers, ".html"), 1)).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", ["0000000000000000", "xyz", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "A" * 16])
def test_a_paper_that_is_not_in_the_base_is_not_found(client: TestClient, address: str) -> None:
    for more in ("", "/1", "/1.png", "/original", "/at"):
        answer = client.get(f"/source/{address}{more}")
        assert answer.status_code == 404
        assert "root:" not in answer.text


def test_a_page_that_is_not_there_says_how_many_there_are(papers: Base, client: TestClient) -> None:
    for number in (0, 3, 10**8):
        answer = client.get(f"{paper_of(the(papers, '.pdf'))}/{number}")
        assert answer.status_code == 404
    assert "this paper has 2 pages" in answer.text


def test_a_paper_tells_what_it_is_and_leads_to_its_parts(papers: Base, client: TestClient) -> None:
    page = client.get(paper_of(the(papers, ".pdf"))).text
    assert "<h1>Wexmere" in page or "14 March 2024" in page
    assert "Minutes: " in page
    assert "Decisions: 3" in page
    assert page.count("<h1") == 1


def test_a_file_that_was_lost_leaves_the_text_and_says_so(papers: Base, tmp_path: Path) -> None:
    import shutil

    base = Base(tmp_path / "records")
    shutil.copytree(papers.path, base.path, symlinks=True)
    iri = the(papers, ".pdf")
    Library(base).archive.source(Library(base).paper(iri).sha256).unlink()
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as client:
        answer = client.get(f"{paper_of(iri)}/original")
        assert answer.status_code == 503
        assert str(base.path) not in answer.text
        page = client.get(source_page(iri, 1))
        assert page.status_code == 200
        assert "cannot be read just now" in page.text
        assert "Larkfield" in page.text


def test_a_damaged_page_leaves_the_text_and_is_tried_again(papers: Base, tmp_path: Path) -> None:
    import shutil

    base = Base(tmp_path / "records")
    shutil.copytree(papers.path, base.path, symlinks=True)
    iri = the(papers, ".pdf")
    Library(base).archive.source(Library(base).paper(iri).sha256).write_bytes(b"%PDF-1.4 nothing")
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as client:
        page = client.get(source_page(iri, 1))
        assert "could not be drawn" in page.text
        assert page.headers["cache-control"] == "no-store"
        assert client.get(f"{source_page(iri, 1)}.png").status_code >= 400


def test_an_exempt_paper_is_shown_to_staff_alone(papers: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    from interfaces.web.source import papers as known

    iri = the(papers, ".pdf")
    monkeypatch.setattr(known, "paper", lambda library, asked: replace(paper(library, asked), exempt=True))
    for staff, status in ((False, 404), (True, 200)):
        settings = Settings(papers, requests_a_second=0.0, with_exempt=staff, hosts=("testserver",))
        with TestClient(create_app(settings)) as client:
            assert client.get(paper_of(iri)).status_code == status


def test_parts_of_a_long_text_hold_every_character_once(papers: Base) -> None:
    library = Library(papers)
    found = paper(library, the(papers, ".txt"))
    text = library.paper_text(found.paper.iri)
    assert text
    assert found.leaves[0].start == 0
    assert found.leaves[-1].end == len(text.text)
    assert all(one.end == two.start for one, two in zip(found.leaves, found.leaves[1:], strict=False))
    assert max(leaf.end - leaf.start for leaf in found.leaves) < 30_000
    assert len(found.leaves) > 2


def test_statements_of_a_stretch_are_those_that_stand_there(papers: Base) -> None:
    iri = the(papers, ".pdf")
    start, end = place(papers, iri, AWARD)
    kinds = {each.kind for each in statements(Library(papers), iri, start, end)}
    assert "Decision" in kinds
    assert not any(each.start >= end or each.end <= start for each in statements(Library(papers), iri, start, end))


def test_a_file_name_is_safe_for_any_disk_and_eye() -> None:
    assert safe_name('../a"b\n\u202egnp.pdf') == "_a_b__gnp.pdf"
    assert safe_name("..") == "paper"
    assert len(safe_name("x" * 500 + ".docx")) <= 121
    assert safe_name("x" * 500 + ".docx").endswith(".docx")


def test_minutes_that_were_replaced_lead_to_the_later_version(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    draft = "\n\n".join((*MINUTES[:2], "DRAFT", *MINUTES[2:]))
    (tmp_path / "papers" / "draft.txt").write_text(draft, encoding="utf-8")
    (tmp_path / "papers" / "final.txt").write_text("\n\n".join(MINUTES), encoding="utf-8")
    base = Base(tmp_path / "records")
    assert not ingest(base, [str(tmp_path / "papers")]).failures
    before, after = the(base, "draft.txt"), the(base, "final.txt")
    with TestClient(create_app(Settings(base, requests_a_second=0.0))) as client:
        for address in (paper_of(before), source_page(before, 1)):
            page = client.get(address).text
            assert "later version" in page
            assert f'href="{paper_of(after)}/at?start=0"' in page
        assert "Also printed in other papers" in client.get(paper_of(after)).text
        assert "later version" not in client.get(source_page(after, 1)).text
