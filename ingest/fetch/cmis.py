"""CMIS pages: committees, the Meetings tab of a committee, the papers of a meeting's page.

A page's address has its kind in the path (`…/ctl/ViewCMIS_CommitteeDetails/mid/381/id/7/Default.aspx`,
`…/ctl/ViewMeetingPublic/mid/397/Meeting/1234/Committee/7/Default.aspx`), and a paper is `Document.ashx?…` with words
that only the portal can read. Buttons that send a form (`__doPostBack`) are not pressed; where a list has some, that
is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.fetch.listed import Committee, Listed, ListedMeeting, Wanted
from ingest.fetch.moderngov import PAPERS, meeting_title
from ingest.fetch.pages import Link, day_in, links, page_of, words_of
from ingest.fetch.polite import Polite
from kg.errors import NotFetched

if TYPE_CHECKING:
    from lxml import etree

COMMITTEE: Final = re.compile(r"/viewcmis_committeedetails/(?:[^?]*/)?id/(\d{1,9})\b")
MEETING: Final = re.compile(r"/viewmeetingpublic/(?:[^?]*/)?meeting/(\d{1,9})\b")
# Pages that list committees or meetings, where the address that a person gave does not do so itself.
LISTS: Final = re.compile(r"/committees(?:\.aspx|/tabid/\d{1,9}/[^?]*|/)?$")
MORE: Final = re.compile(
    r"^(?:previous|next|earlier|later|older|newer|all meetings|\d{1,3}|(?:19|20)\d\d)$", re.IGNORECASE
)
POSTBACK: Final = re.compile(r"__doPostBack\(")
MOST_PAGES: Final = 60
NO_TITLE: Final = frozenset(("", "download", "view", "open", "pdf", "report", "document", "attachment"))
WITHHELD: Final = re.compile(r"\((?:exempt|restricted|confidential|not for publication)\)$", re.IGNORECASE)


@dataclass(slots=True)
class Cmis:
    """The portal's pages, as a Portal."""

    door: Polite
    remarks: list[str] = field(default_factory=list)

    def committees(self) -> list[Committee]:
        """Each link to a committee's page, from the address given or from the list of committees that it links to."""
        site = self.door.site
        page = self._links(site.home)
        found = _committees(page)
        for link in page:
            if not found and LISTS.search(link.path) and site.has(link.url):
                found = _committees(self._links(link.url))
        if not found:
            raise NotFetched(
                f"{site.home} links to no list of committees as CMIS has it; give the portal's own address"
            )
        return found

    def meetings(self, committee: Committee, wanted: Wanted) -> list[ListedMeeting]:
        """The meetings of a committee's page and of the pages of its list."""
        waiting, seen = [committee.url], {committee.url}
        found: dict[str, ListedMeeting] = {}
        buttons = False
        while waiting:
            url = waiting.pop(0)
            root = page_of(self.door.text(url))
            buttons |= _has_buttons(root)
            for link in links(root, self.door.site, url):
                if number := MEETING.search(link.path):
                    when = day_in(link.words) or day_in(link.row)
                    if self.door.site.has(link.url):
                        found.setdefault(number[1], ListedMeeting(number[1], committee.name, when, link.url))
                elif self._is_more(link, committee) and link.url not in seen and len(seen) < MOST_PAGES:
                    seen.add(link.url)
                    waiting.append(link.url)
        self._tell_of_buttons(buttons, found, wanted)
        return [each for each in found.values() if wanted.has(each.date)]

    def papers(self, meeting: ListedMeeting) -> list[Listed]:
        """The papers of a meeting's page: agenda, reports, minutes, in every tab."""
        root = page_of(self.door.text(meeting.url))
        title = meeting_title(meeting)
        found = [
            Listed(link.url, _title(link), link.url, meeting.committee, meeting.date, title)
            for link in links(root, self.door.site, meeting.url)
            if _is_paper(link)
        ]
        return found + [
            Listed(f"{meeting.number} {row}", row, None, meeting.committee, meeting.date, title, withheld=True)
            for row in _withheld(root)
        ]

    def _is_more(self, link: Link, committee: Committee) -> bool:
        """Whether a link leads to a further page of the committee's own list."""
        own = COMMITTEE.search(link.path)
        return (
            own is not None
            and own[1] == committee.number
            and bool(MORE.match(link.words))
            and self.door.site.has(link.url)
        )

    def _tell_of_buttons(self, buttons: bool, found: dict[str, ListedMeeting], wanted: Wanted) -> None:
        days = sorted(each.date for each in found.values() if each.date)
        if buttons and (not days or days[0] > wanted.since):
            first = f"begins with {days[0]}" if days else "shows no meeting"
            self.remarks.append(f"the portal's list of meetings {first}; earlier ones may be behind a button")

    def _links(self, url: str) -> list[Link]:
        return list(links(page_of(self.door.text(url)), self.door.site, url))


def _committees(page: list[Link]) -> list[Committee]:
    found: dict[str, Committee] = {}
    for link in page:
        number = COMMITTEE.search(link.path)
        if number and link.words:
            found.setdefault(number[1], Committee(number[1], link.words, link.url))
    return list(found.values())


def _is_paper(link: Link) -> bool:
    return link.page == "document.ashx" or (link.path.endswith(PAPERS) and not link.around)


def _withheld(root: etree._Element) -> Iterator[str]:
    """The titles of rows that say that their paper is not for publication, and have no link to it."""
    for row in root.iter("tr", "li"):
        words = words_of(row)
        linked = any("document.ashx" in str(each.get("href") or "").lower() for each in row.iter("a"))
        if WITHHELD.search(words) and not linked and next(row.iterdescendants("tr", "li"), None) is None:
            yield WITHHELD.sub("", words).strip()


def _title(link: Link) -> str:
    """A paper's title: the link's words, or its row's where the link is an icon or says what all links say."""
    return link.row if link.words.lower() in NO_TITLE else link.words


def _has_buttons(root: etree._Element) -> bool:
    """Whether a page turns its lists by a button that sends a form."""
    return any(
        POSTBACK.search(str(each.get("href") or ""))
        and MORE.match(" ".join("".join(map(str, each.itertext())).split()))
        for each in root.iter("a")
    )
