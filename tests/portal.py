"""A portal of an invented council, played on 127.0.0.1: pages in the layout that ModernGov and CMIS have."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

PDF = b"%%PDF-1.4\n%s\n%%%%EOF\n"


def pdf(words: str) -> bytes:
    """What a portal sends for a PDF; nobody reads it here."""
    return PDF % words.encode()


@dataclass
class Reply:
    """What the portal answers to a path. `torn` sends half of what it promised."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    torn: bool = False
    etag: str | None = None


Script = Reply | list[Reply] | Callable[[], Reply]


@dataclass
class Played:
    """The portal while it is played: its pages by path and query, and what it was asked, with the headers."""

    pages: dict[str, Script] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def answer(self, path: str) -> Reply:
        """The reply to a path; of a list each once, and the last for good."""
        script = self.pages.get(path, Reply(b"not here", 404))
        if isinstance(script, list):
            return script.pop(0) if len(script) > 1 else script[0]
        return script() if callable(script) else script


@contextmanager
def played(pages: dict[str, Script]) -> Iterator[Played]:
    """Play a portal while the block runs."""
    portal = Played(dict(pages))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            portal.asked.append(path)
            portal.headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = portal.answer(path)
            body = reply.body.replace(b"PORT", str(portal.port).encode())
            if reply.etag and self.headers.get("If-None-Match") == reply.etag:
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
            if reply.etag:
                self.send_header("ETag", reply.etag)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if reply.torn else body)

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    portal.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(words: str) -> Reply:
    """A page of ModernGov: its own part inside what stands around it."""
    return Reply(
        f"""<!DOCTYPE html><html lang="en"><head><title>Modern Council</title></head><body>
<nav><a href="mgListCommittees.aspx?bcr=1">Committees</a> <a href="https://elsewhere.example/privacy.pdf">Privacy</a></nav>
<div role="main"><div id="modgov">{words}</div></div></body></html>""".encode()
    )


def paper(words: str, version: int = 1) -> Reply:
    """A paper as a PDF, with a tag that tells its version."""
    return Reply(pdf(f"{words} {version}"), kind="application/pdf", etag=f'"{words}-{version}"')


def link(href: str, title: str) -> str:
    """A link to a paper as an agenda has it."""
    size = '<span class="mgFileSize"><img src="mgimages/logo-pdf-1.gif" alt="" /> PDF 118 KB</span>'
    return f'<a class="mgAiTitleLnk" href="{href}" title="Link to document">{title} {size} </a>'


def item(number: int, words: str) -> str:
    """A row of the table of items."""
    return f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number}.</p></td><td>{words}</td></tr>'


COMMITTEES = page(
    """<h1>Committees</h1><ul class="mgBulletList">
<li><a href="mgCommitteeDetails.aspx?ID=137" title="Link to Adults Committee">Adults Committee</a></li>
<li><a href="mgCommitteeDetails.aspx?ID=138">Harbour &amp; Fisheries Committee</a></li>
<li><a href="mgCommitteeDetails.aspx?ID=139">Harbour Appeals Panel</a></li></ul>"""
)
MEETINGS = page(
    """<h1>Browse meetings</h1><ul class="mgBulletList">
<li><a href="ieListDocuments.aspx?CId=137&amp;MId=727&amp;Ver=4">12 Feb 2026 10.00 am</a></li>
<li><a href="ieListDocuments.aspx?CId=137&amp;MId=701&amp;Ver=4">4 Dec 2025 10.00 am</a></li></ul>
<p><a href="ieListMeetings.aspx?CId=137&amp;Year=2024">Earlier - 2024</a></p>"""
)
EARLIER = page(
    """<ul><li><a href="ieListDocuments.aspx?CId=137&amp;MId=502&amp;Ver=4">6 Jun 2024 10.00 am</a></li></ul>
<p><a href="ieListMeetings.aspx?CId=137&amp;Year=2025">Later - 2025</a></p>"""
)
FEBRUARY_ITEMS = (
    item(1, '<p class="mgAiTitleTxt">Apologies</p>')
    + item(2, link("documents/s10060/Minutes of Previous Meeting.pdf", "Minutes"))
    + item(
        3,
        link("documents/s10061/Larkfield Court Tender.pdf", "Larkfield Court: tender")
        + '<div class="mgWordPara"><p>See <a href="https://standards.example/guide.pdf">the guide</a>.</p></div>'
        + '<p class="mgSubItemTitleTxt">Additional documents:</p><ul class="mgBulletList">'
        + f"<li>{link('documents/s10062/Appendix 1.pdf', 'Appendix 1')}</li>"
        + '<li>Appendix 2 <span class="mgHide">, item 3.</span> View reasons why document 3./2 is restricted</li></ul>',
    )
)
FRONT = (
    '<ul class="mgActionList"><li><a href="documents/g727/Agenda frontsheet 12th-Feb-2026.pdf?T=0">Agenda frontsheet'
    '<span class="mgFileSize"> PDF 90 KB</span></a></li><li><a href="mgChooseDocPack.aspx?ID=727">Pack</a></li></ul>'
)


def meeting(items: str, front: str = "") -> Reply:
    """A meeting's page."""
    return page(f"""{front}<table class="mgItemTable" id="mgItemTable"><caption>Items</caption>{items}</table>""")


def moderngov() -> dict[str, Script]:
    """A portal without a web service: a committee of three meetings, five papers since 2025."""
    return {
        "/mgListCommittees.aspx?bcr=1": COMMITTEES,
        "/ieListMeetings.aspx?CId=137&Year=0": MEETINGS,
        "/ieListMeetings.aspx?CId=137&Year=2024": EARLIER,
        "/ieListMeetings.aspx?CId=137&Year=2025": MEETINGS,
        "/ieListDocuments.aspx?CId=137&MId=727&Ver=4": meeting(FEBRUARY_ITEMS, FRONT),
        "/ieListDocuments.aspx?CId=137&MId=701&Ver=4": meeting(item(4, link("documents/s9001/Fees.pdf", "Fees"))),
        "/documents/g727/Agenda frontsheet 12th-Feb-2026.pdf?T=0": paper("front"),
        "/documents/s10060/Minutes of Previous Meeting.pdf": paper("minutes"),
        "/documents/s10061/Larkfield Court Tender.pdf": paper("tender"),
        "/documents/s10062/Appendix 1.pdf": paper("appendix"),
        "/documents/s9001/Fees.pdf": paper("fees"),
    }


def xml(words: str) -> Reply:
    """An answer of the web service."""
    return Reply(f'<?xml version="1.0" encoding="utf-8"?>\n{words}'.encode(), kind="text/xml; charset=utf-8")


def with_service() -> dict[str, Script]:
    """The same portal with its web service, whose list of meetings the pages do not have."""
    service = "/mgWebService.asmx/"
    pages = moderngov()
    del pages["/mgListCommittees.aspx?bcr=1"], pages["/ieListMeetings.aspx?CId=137&Year=0"]
    return pages | {
        f"{service}GetCommittees": xml(
            "<getcommittees><committees><committee><committeeid>137</committeeid><committeetitle>Adults Committee"
            "</committeetitle></committee></committees></getcommittees>"
        ),
        f"{service}GetMeetings?lCommitteeId=137&sFromDate=01/01/2026&sToDate=31/12/2099": xml(
            "<getmeetings><meetings><meeting><meetingid>727</meetingid><meetingdate>12/02/2026</meetingdate>"
            "</meeting></meetings></getmeetings>"
        ),
        f"{service}GetMeeting?lMeetingId=727": xml(
            "<getmeeting><agendaitems><agendaitem><agendaitemnumber>3</agendaitemnumber><linkeddocs><linkeddoc>"
            "<title>Appendix 1</title><url>http://127.0.0.1:PORT/documents/s10062/Appendix 1.pdf</url>"
            "<isrestricted>False</isrestricted></linkeddoc><linkeddoc><title>Appendix 3</title>"
            "<isrestricted>True</isrestricted></linkeddoc></linkeddocs></agendaitem></agendaitems></getmeeting>"
        ),
        f"{service}GetAttachments?lMeetingId=727": xml(
            "<getattachments><attachment><attachmentid>10063</attachmentid><title>Late letter</title>"
            "<url>documents/s10063/Late letter.pdf</url></attachment></getattachments>"
        ),
        "/documents/s10063/Late letter.pdf": paper("letter"),
    }


def cmis() -> dict[str, Script]:
    """A CMIS portal: a committee of two meetings, the earlier ones behind a button."""
    details = "/wexmere_live/Committees/tabid/62/ctl/ViewCMIS_CommitteeDetails/mid/381/id/7/Default.aspx"
    shown = "/wexmere_live/Meetings/tabid/70/ctl/ViewMeetingPublic/mid/397/Meeting/{}/Committee/7/Default.aspx"
    return {
        "/wexmere_live/": page('<a href="/wexmere_live/Committees.aspx">Committees</a>'),
        "/wexmere_live/Committees.aspx": page(
            f'<table><tr><td><a href="{details}">Adults Committee</a></td></tr></table>'
        ),
        details: page(
            '<div class="tabs"><a href="#meetings">Meetings</a></div><table>'
            f'<tr><td>12 Feb 2026</td><td><a href="{shown.format(91)}">Adults Committee</a></td></tr>'
            f'<tr><td>04/12/2025</td><td><a href="{shown.format(90)}">Adults Committee</a></td></tr></table>'
            "<a href=\"javascript:__doPostBack('dnn$ctr381','')\">Previous</a>"
        ),
        shown.format(91): page(
            "<h2>Agenda</h2><table><tr><td>3</td><td>Larkfield Court: tender</td><td>"
            '<a href="/wexmere_live/Document.ashx?czJKcaeAi5t=Aa%2bB%3d%3d&amp;rUzwRPf=1">Report</a></td></tr>'
            "<tr><td>4</td><td>Price schedule (Exempt)</td></tr></table>"
        ),
        shown.format(90): page('<a href="/wexmere_live/Document.ashx?czJKcaeAi5t=Cc&amp;rUzwRPf=2">Minutes</a>'),
        "/wexmere_live/Document.ashx?czJKcaeAi5t=Aa+B==&rUzwRPf=1": paper("report"),
        "/wexmere_live/Document.ashx?czJKcaeAi5t=Cc&rUzwRPf=2": paper("cmis-minutes"),
    }
