"""`kg fetch` brings a committee's papers into a folder, once, and says what the portal lists that is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest.fetch.fetch import Bounds, Fetched, Kind, fetch, the_one
from ingest.fetch.listed import Committee, Wanted
from ingest.fetch.polite import Pace
from ingest.fetch.shelf import LOCK, SIDECAR, opened, rows_of
from ingest.fetch.site import site_of
from kg.errors import BaseBusy, NotFetched, UnknownName, Unwritable
from tests.portal import (
    FEBRUARY_ITEMS,
    Played,
    Reply,
    cmis,
    item,
    link,
    meeting,
    moderngov,
    page,
    paper,
    pdf,
    played,
    with_service,
)

TENDER = "/documents/s10061/Larkfield Court Tender.pdf"
FEBRUARY = "/ieListDocuments.aspx?CId=137&MId=727&Ver=4"


@pytest.fixture
def portal() -> Iterator[Played]:
    with played(moderngov()) as found:
        yield found


class Watch:
    """A clock that only sleeping moves, and the sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def clock(self) -> float:
        return sum(self.slept)

    def pace(self, every: float = 1.0, patience: float = 300.0) -> Pace:
        return Pace(every, patience, "clerk@wexmere.example", self.sleep, self.clock)


def brought(
    portal: Played, into: Path, kind: Kind = "moderngov", path: str = "", pace: Pace | None = None,
    bounds: Bounds | None = None, only_new: bool = False, since: str = "2025-01-01",
) -> Fetched:  # fmt: skip
    wanted = Wanted("Adults Committee", since)
    pace = pace or Watch().pace()
    return fetch(kind, site_of(portal.site + path), wanted, into, pace=pace, bounds=bounds, only_new=only_new)


def reasons(done: Fetched) -> dict[str, str]:
    return {each.title: each.reason for each in (*done.missing, *done.stale)}


def papers_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {SIDECAR, LOCK}


def test_the_first_run_brings_every_paper_that_the_portal_lists_since_a_day(portal: Played, tmp_path: Path) -> None:
    done = brought(portal, tmp_path)
    assert sorted(done.new) == ["Agenda frontsheet", "Appendix 1", "Fees", "Larkfield Court: tender", "Minutes"]
    assert (done.meetings, done.listed, done.here, done.is_whole) == (2, 5, 5, True)
    assert len(papers_in(tmp_path)) == 5


def test_each_paper_has_a_line_that_says_where_it_came_from(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    row = next(row for row in rows_of(tmp_path) if row.title == "Larkfield Court: tender")
    assert row.url == f"{portal.site}documents/s10061/Larkfield%20Court%20Tender.pdf"
    assert (row.committee, row.date, row.item, row.etag) == ("Adults Committee", "2026-02-12", "3", '"tender-1"')
    assert (tmp_path / row.file).read_bytes() == pdf("tender 1")
    assert row.file.startswith("2026-02-12-larkfield-court-tender-")


def test_the_second_run_has_nothing_to_do_and_writes_nothing(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    lines = (tmp_path / SIDECAR).read_bytes()
    done = brought(portal, tmp_path)
    assert (done.new, done.changed, done.unchanged, done.here) == ([], [], 5, 5)
    assert (tmp_path / SIDECAR).read_bytes() == lines


def test_what_is_here_is_not_asked_for_again_where_a_person_says_so(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    portal.asked.clear()
    assert brought(portal, tmp_path, only_new=True).unchanged == 5
    assert not [path for path in portal.asked if path.startswith("/documents/")]


def test_a_site_that_has_no_tags_sends_papers_again_and_they_are_seen_to_be_the_same(
    portal: Played, tmp_path: Path
) -> None:
    portal.pages[TENDER] = Reply(pdf("tender"), kind="application/pdf")
    brought(portal, tmp_path)
    assert brought(portal, tmp_path).unchanged == 5


def test_after_a_change_the_changed_paper_takes_its_old_ones_file(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    files = papers_in(tmp_path)
    portal.pages[TENDER] = paper("tender", 2)
    portal.pages[FEBRUARY] = meeting(FEBRUARY_ITEMS + item(5, link("documents/s10070/Late.pdf", "Late report")))
    portal.pages["/documents/s10070/Late.pdf"] = paper("late")
    done = brought(portal, tmp_path)
    assert (done.new, done.changed) == (["Late report"], ["Larkfield Court: tender"])
    assert papers_in(tmp_path) > files
    assert len(papers_in(tmp_path)) == 6


def test_after_an_interruption_only_what_was_not_here_is_sent(portal: Played, tmp_path: Path) -> None:
    def stop() -> Reply:
        raise KeyboardInterrupt

    class Stopping(Watch):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if portal.asked and portal.asked[-1].startswith("/documents/s10060"):
                stop()

    with pytest.raises(KeyboardInterrupt):
        brought(portal, tmp_path, pace=Stopping().pace())
    before = papers_in(tmp_path)
    assert 0 < len(before) < 5
    with (tmp_path / SIDECAR).open("a") as lines:
        lines.write('{"url": "http://127.0.0.1/torn')
    (tmp_path / ".0123456789.part").write_bytes(b"%PDF-half")
    done = brought(portal, tmp_path)
    assert (len(done.new), done.unchanged) == (5 - len(before), len(before))
    assert not list(tmp_path.glob(".*.part"))
    assert len(list(rows_of(tmp_path))) == 5


def test_two_fetches_into_one_folder_do_not_meet(portal: Played, tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(BaseBusy, match="another kg fetch brings papers into"):
        brought(portal, tmp_path)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(portal: Played, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unwritable, match="say another folder with --into"):
        brought(portal, tmp_path / "file" / "papers")


def test_a_paper_that_somebody_cut_or_removed_comes_again(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    first, second, *_ = sorted(papers_in(tmp_path))
    (tmp_path / first).write_bytes(b"")
    (tmp_path / second).unlink()
    assert len(brought(portal, tmp_path).new) == 2


@pytest.mark.parametrize(
    "robots",
    ["User-agent: *\nDisallow: /", "User-agent: *\nAllow: /\n\nUser-agent: committee-kg\nDisallow: /"],
)
def test_a_site_that_forbids_programs_is_asked_for_nothing_else(portal: Played, tmp_path: Path, robots: str) -> None:
    portal.pages["/robots.txt"] = Reply(robots.encode(), kind="text/plain")
    with pytest.raises(NotFetched, match=r"robots\.txt of 127\.0\.0\.1 does not let programs ask"):
        brought(portal, tmp_path)
    assert portal.asked == ["/robots.txt"]


def test_a_robots_file_that_cannot_be_had_forbids_everything(portal: Played, tmp_path: Path) -> None:
    portal.pages["/robots.txt"] = Reply(status=500)
    with pytest.raises(NotFetched, match=r"robots\.txt of 127\.0\.0\.1 cannot be had, so nothing is asked"):
        brought(portal, tmp_path)
    assert set(portal.asked) == {"/robots.txt"}


def test_papers_that_robots_forbids_are_named_as_missing(portal: Played, tmp_path: Path) -> None:
    portal.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /documents/s10061*.pdf$", kind="text/plain")
    assert "robots.txt" in reasons(brought(portal, tmp_path))["Larkfield Court: tender"]


def test_the_site_is_asked_once_a_second_or_as_seldom_as_it_says(portal: Played, tmp_path: Path) -> None:
    watch = Watch()
    done = brought(portal, tmp_path / "one", pace=watch.pace())
    assert watch.slept == [1.0] * (done.requests - 1)
    portal.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7", kind="text/plain")
    watch = Watch()
    done = brought(portal, tmp_path / "two", pace=watch.pace())
    assert watch.slept == [7.0] * (done.requests - 1)


def test_the_site_is_told_who_asks(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    agents = {each["user-agent"] for each in portal.headers}
    assert len(agents) == 1
    assert agents.pop().startswith("committee-kg/")
    assert all("clerk@wexmere.example" in each["user-agent"] for each in portal.headers)


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_waited_for(portal: Played, tmp_path: Path, status: int) -> None:
    portal.pages[TENDER] = [Reply(status=status, headers={"Retry-After": "42"}), paper("tender")]
    watch = Watch()
    assert brought(portal, tmp_path, pace=watch.pace()).is_whole
    assert 42.0 in watch.slept


def test_a_date_to_come_again_is_honoured_too(portal: Played, tmp_path: Path) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    portal.pages[TENDER] = [Reply(status=503, headers={"Retry-After": when}), paper("tender")]
    watch = Watch()
    assert brought(portal, tmp_path, pace=watch.pace()).is_whole
    assert any(90 < pause <= 100 for pause in watch.slept)


def test_a_wait_that_is_too_long_is_told_and_not_made(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = Reply(status=503, headers={"Retry-After": "7200"})
    watch = Watch()
    said = reasons(brought(portal, tmp_path, pace=watch.pace()))
    assert "it asks to come again in 120 minutes; run the same command then" in said["Larkfield Court: tender"]
    assert max(watch.slept) == 1.0
    assert portal.asked[-1] == TENDER  # nothing else is asked of a site that said so
    assert "it asks to come again" in said["Appendix 1"]


def test_a_site_that_goes_on_failing_is_asked_ever_more_seldom_and_then_left(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = Reply(status=502)
    watch = Watch()
    done = brought(portal, tmp_path, pace=watch.pace(every=0.0))
    assert reasons(done) == {"Larkfield Court: tender": "the site answers with status 502"}
    assert [pause for pause in watch.slept if pause] == [1.0, 2.0, 4.0]
    assert done.here == 4


def test_a_redirect_away_from_the_site_is_refused_and_named(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = Reply(status=302, headers={"Location": "http://metadata.example/latest"})
    said = reasons(brought(portal, tmp_path))["Larkfield Court: tender"]
    assert said == "the site sends to another one (metadata.example), where kg does not follow"


@pytest.mark.parametrize("to", ["http://127.0.0.1:1/x.pdf", "http://localhost:PORT/x.pdf", "//elsewhere.example/x.pdf"])
def test_another_port_or_name_is_another_site(portal: Played, tmp_path: Path, to: str) -> None:
    portal.pages[TENDER] = Reply(status=301, headers={"Location": to.replace("PORT", str(portal.port))})
    assert "where kg does not follow" in reasons(brought(portal, tmp_path))["Larkfield Court: tender"]


def test_a_redirect_at_home_is_followed_and_a_circle_is_left(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = Reply(status=302, headers={"Location": "/moved/tender.pdf"})
    portal.pages["/moved/tender.pdf"] = paper("tender")
    portal.pages["/documents/s9001/Fees.pdf"] = Reply(status=302, headers={"Location": "Fees.pdf"})
    assert reasons(brought(portal, tmp_path)) == {"Fees": "the site sends in a circle"}


def test_a_torn_download_is_asked_for_again(portal: Played, tmp_path: Path) -> None:
    torn = paper("tender")
    torn.torn = True
    portal.pages[TENDER] = [torn, paper("tender")]
    assert brought(portal, tmp_path).is_whole


def test_a_download_that_is_always_torn_leaves_no_file(portal: Played, tmp_path: Path) -> None:
    torn = paper("tender")
    torn.torn = True
    portal.pages[TENDER] = torn
    done = brought(portal, tmp_path)
    assert reasons(done)["Larkfield Court: tender"].startswith("it broke off after ")
    assert len(papers_in(tmp_path)) == 4


def test_a_web_page_in_place_of_a_pdf_is_no_paper(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = page("<h1>Log in</h1>")
    said = reasons(brought(portal, tmp_path))["Larkfield Court: tender"]
    assert said == "the site sent a web page in its place; open the address and see what it asks for"


def test_a_copy_that_is_here_stays_when_the_site_fails(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    portal.pages[TENDER] = page("<h1>Log in</h1>")
    done = brought(portal, tmp_path)
    assert [each.title for each in done.stale] == ["Larkfield Court: tender"]
    assert (done.here, done.is_whole, len(papers_in(tmp_path))) == (5, False, 5)


def test_a_paper_that_the_portal_removed_is_named_and_stays(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    portal.pages[FEBRUARY] = meeting(item(2, link("documents/s10060/Minutes of Previous Meeting.pdf", "Minutes")))
    done = brought(portal, tmp_path)
    assert len(done.gone) == 3
    assert any(title.startswith("Larkfield Court: tender (Adults Committee, 2026-02-12): ") for title in done.gone)
    assert len(papers_in(tmp_path)) == 5
    assert sum(1 for row in rows_of(tmp_path) if row.gone) == 3
    assert len(brought(portal, tmp_path).gone) == 3
    assert sum(1 for row in rows_of(tmp_path) if row.gone) == 3


def test_a_paper_that_was_never_here_is_a_gap_with_its_reason(portal: Played, tmp_path: Path) -> None:
    del portal.pages[TENDER]
    done = brought(portal, tmp_path)
    assert (done.listed, done.here, done.is_whole) == (5, 4, False)
    assert reasons(done) == {"Larkfield Court: tender": "the site lists it and does not have it (status 404)"}


def test_a_meeting_whose_page_is_gone_is_a_gap(portal: Played, tmp_path: Path) -> None:
    portal.pages[FEBRUARY] = Reply(status=500)
    done = brought(portal, tmp_path)
    assert [each.title for each in done.unseen] == ["all papers of Adults Committee, 2026-02-12"]
    assert not done.is_whole


def test_what_the_portal_calls_restricted_is_named_and_is_no_failure(portal: Played, tmp_path: Path) -> None:
    done = brought(portal, tmp_path)
    assert done.withheld == ["Appendix 2 (Adults Committee, 2026-02-12)"]
    assert done.is_whole


def test_a_paper_on_another_site_is_named_and_not_asked_for(portal: Played, tmp_path: Path) -> None:
    portal.pages[FEBRUARY] = meeting(item(6, link("https://files.example/documents/s1/x.pdf", "Plan")))
    assert reasons(brought(portal, tmp_path))["Plan"].startswith("it is on another site (files.example)")


def test_no_more_and_no_larger_papers_come_than_are_allowed(portal: Played, tmp_path: Path) -> None:
    portal.pages[TENDER] = Reply(pdf("x" * 5000), kind="application/pdf")
    done = brought(portal, tmp_path / "one", bounds=Bounds(size=4096))
    assert "larger than" in reasons(done)["Larkfield Court: tender"]
    done = brought(portal, tmp_path / "two", bounds=Bounds(papers=2))
    assert (done.here, len(done.missing), done.listed) == (2, 3, 5)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..", "CON", "a\u202efdp.exe", "<b>" * 90, "\x1b[2Jx", "éé/\\:*?"]
)
def test_a_title_is_never_a_path(portal: Played, tmp_path: Path, title: str) -> None:
    shown = title.replace("<", "&lt;").replace("\x1b", "&#27;")
    portal.pages[FEBRUARY] = meeting(item(1, link("documents/s1/..%2F..%2Fx.pdf", shown)))
    portal.pages["/documents/s1/../../x.pdf"] = paper("hostile")
    brought(portal, tmp_path / "into", since="2026-01-01")
    (name,) = papers_in(tmp_path / "into")
    assert name.isascii()
    assert name.startswith("2026-02-12-")
    assert [each.name for each in tmp_path.iterdir()] == ["into"]


def test_earlier_pages_of_a_list_are_read_as_far_as_they_are_wanted(portal: Played, tmp_path: Path) -> None:
    portal.pages["/ieListDocuments.aspx?CId=137&MId=502&Ver=4"] = meeting("")
    assert brought(portal, tmp_path, since="2024-01-01").meetings == 3
    portal.asked.clear()
    brought(portal, tmp_path, since="2026-01-01")
    assert "/ieListMeetings.aspx?CId=137&Year=2024" not in portal.asked


def test_a_web_service_that_is_busy_is_waited_for(tmp_path: Path) -> None:
    pages = with_service()
    listed = pages["/mgWebService.asmx/GetCommittees"]
    assert isinstance(listed, Reply)
    pages["/mgWebService.asmx/GetCommittees"] = [Reply(status=503, headers={"Retry-After": "9"}), listed]
    watch = Watch()
    with played(pages) as portal:
        assert brought(portal, tmp_path, since="2026-01-01", pace=watch.pace()).is_whole
    assert 9.0 in watch.slept


def test_the_files_of_a_supplement_are_found_on_its_own_page(portal: Played, tmp_path: Path) -> None:
    chooser = '<ul><li><a href="mgChooseMDocPack.aspx?ID=701&amp;SID=25">Statements</a></li></ul>'
    portal.pages["/ieListDocuments.aspx?CId=137&MId=701&Ver=4"] = meeting("", chooser)
    done = brought(portal, tmp_path)
    assert not done.is_whole
    assert "the page of the supplement “Statements”" in done.remarks[0]
    portal.pages["/mgChooseMDocPack.aspx?ID=701&SID=25"] = page("<p>Choose</p>")
    assert reasons(brought(portal, tmp_path)) == {"Statements": "the portal names it and has no link to it"}
    portal.pages["/mgChooseMDocPack.aspx?ID=701&SID=25"] = page(link("documents/b25/Statements.pdf", "Public part"))
    portal.pages["/documents/b25/Statements.pdf"] = paper("statements")
    assert brought(portal, tmp_path).new == ["Statements: Public part"]


def test_a_web_service_is_asked_where_a_council_offers_it(tmp_path: Path) -> None:
    with played(with_service()) as portal:
        done = brought(portal, tmp_path, since="2026-01-01")
    assert sorted(done.new) == ["Agenda frontsheet", "Appendix 1", "Larkfield Court: tender", "Late letter", "Minutes"]
    assert {title.partition(" (")[0] for title in done.withheld} == {"Appendix 2", "Appendix 3"}
    assert done.is_whole


def test_a_web_service_that_declares_entities_is_not_read(tmp_path: Path) -> None:
    pages = moderngov()
    pages["/mgWebService.asmx/GetCommittees"] = Reply(
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x><committee><committeeid>1</committeeid>'
        b"<committeetitle>&a;</committeetitle></committee></x>"
    )
    with played(pages) as portal:
        assert brought(portal, tmp_path).here == 5


def test_cmis_pages_are_read_and_a_button_that_hides_meetings_is_named(tmp_path: Path) -> None:
    with played(cmis()) as portal:
        done = brought(portal, tmp_path, "cmis", "wexmere_live")
        again = brought(portal, tmp_path, "cmis", "wexmere_live", since="2025-12-04")
    assert done.meetings == 2
    assert done.here == done.listed == 2
    assert done.new == ["Minutes", "3 Larkfield Court: tender Report"]
    assert done.remarks == ["the portal's list of meetings begins with 2025-12-04; earlier ones may be behind a button"]
    assert done.withheld == ["4 Price schedule (Adults Committee, 2026-02-12)"]
    assert again.unchanged == 2
    assert again.is_whole


def test_a_site_that_is_no_such_portal_is_told_in_a_sentence(tmp_path: Path) -> None:
    with played({"/": page("Welcome"), "/mgListCommittees.aspx?bcr=1": page("Welcome")}) as portal:
        for kind in ("moderngov", "cmis"):
            with pytest.raises(NotFetched, match="give the portal's own address"):
                brought(portal, tmp_path, kind)


def test_a_committee_is_known_by_its_number_its_name_or_a_part_that_only_it_has() -> None:
    listed = [
        Committee("137", "Adults Committee", ""),
        Committee("8", "Harbour & Fisheries", ""),
        Committee("9", "Harbour", ""),
    ]
    assert [the_one(listed, name).number for name in ("137", "adults", "Harbour and Fisheries", "harbour")] == [
        "137", "137", "8", "9",
    ]  # fmt: skip
    with pytest.raises(UnknownName, match="More than one") as found:
        the_one(listed, "ar")
    assert found.value.choices == ("Harbour & Fisheries (8)", "Harbour (9)")
    with pytest.raises(UnknownName, match="lists no committee"):
        the_one(listed, "Children")


def test_lines_of_the_sidecar_that_are_none_of_ours_tell_nothing(portal: Played, tmp_path: Path) -> None:
    brought(portal, tmp_path)
    row = json.loads((tmp_path / SIDECAR).read_text().splitlines()[0])
    for wrong in ({"file": "../x.pdf"}, {"url": "javascript:x"}, {"size": "1"}, {"sha256": None}):
        (tmp_path / SIDECAR).write_text(json.dumps(row | wrong) + "\n[]\n" + "[" * 5000 + "\n\xff\n")
        assert list(rows_of(tmp_path)) == []
