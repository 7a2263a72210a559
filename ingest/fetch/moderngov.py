"""ModernGov's pages: mgListCommittees, ieListMeetings, ieListDocuments.

A meeting's page names its papers by links to `documents/s1234/Title.pdf` (a report), `documents/g12/… .pdf?T=1`
(printed front sheet, minutes, decisions) and `documents/b34/… .pdf` (a supplement). Packs (mgChooseDocPack) bind the
same papers again and are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest.fetch.listed import Committee, Listed, ListedMeeting, Wanted
from ingest.fetch.pages import ROWS, Link, day_in, links, page_of, words_of
from ingest.fetch.polite import Polite
from kg.errors import NotFetched

if TYPE_CHECKING:
    from lxml import etree

DOCUMENT: Final = re.compile(r"/documents/(?P<number>[a-z]{1,3}\d{1,10})/[^/]+$")
PAPERS: Final = (".pdf", ".docx", ".doc", ".rtf", ".odt", ".xlsx", ".xls", ".pptx", ".ppt")
# "Appendix 2, item 8. View reasons restricted (8/2)"; "Care contract (Restricted)".
RESTRICTED: Final = re.compile(
    r"(?:view )?(?:the )?reasons?\b.{0,80}\brestricted\b.{0,20}$|\(restricted\)$", re.IGNORECASE
)
LEFT: Final = re.compile(r",? item \d{1,3}\.?\s*$", re.IGNORECASE)
# What a page's address calls the committee.
COMMITTEE_PAGES: Final = {"mgcommitteedetails.aspx": ("ID",), "ielistmeetings.aspx": ("CId", "CommitteeId")}
# A supplement of several files has a page of its own, with a link to each.
SUPPLEMENT: Final = "mgchoosemdocpack.aspx"
# A list of meetings has a year or two a page; a committee has no more of these.
MOST_PAGES: Final = 60


@dataclass(slots=True)
class Pages:
    """The portal's pages, as a Portal."""

    door: Polite
    remarks: list[str] = field(default_factory=list)

    def committees(self) -> list[Committee]:
        """Each link to a committee's own page, or to its meetings."""
        found: dict[str, Committee] = {}
        for link in self._links(self.door.site.page("mgListCommittees.aspx?bcr=1")):
            number = _committee_of(link)
            if number and link.words:
                found.setdefault(number, Committee(number, link.words, link.url))
        return list(found.values())

    def meetings(self, committee: Committee, wanted: Wanted) -> list[ListedMeeting]:
        """The meetings of the list's pages: "Earlier" and "Later" as far as something may be wanted there."""
        waiting = [self.door.site.page(f"ieListMeetings.aspx?CId={committee.number}&Year=0")]
        seen, found = set(waiting), dict[str, ListedMeeting]()
        while waiting:
            page = self._list(waiting.pop(0), first=len(seen) == 1)
            here = {each.number: each for link in page for each in _meeting(link, committee)}
            found |= here
            for link in _onward(page, committee, [each.date for each in here.values() if each.date], wanted):
                if link.url not in seen and self.door.site.has(link.url) and len(seen) < MOST_PAGES:
                    seen.add(link.url)
                    waiting.append(link.url)
        return [each for each in found.values() if wanted.has(each.date)]

    def _list(self, url: str, first: bool) -> list[Link]:
        """A page of the list; the first must be had, a further one that cannot is a remark."""
        try:
            return self._links(url)
        except NotFetched as error:
            if first:
                raise
            self.remarks.append(f"{url}: {error}")
            return []

    def papers(self, meeting: ListedMeeting) -> list[Listed]:
        """The papers of a meeting's page, and those that it names as not for publication."""
        root = page_of(self.door.text(meeting.url))
        found = list(papers_of(root, self.door, meeting))
        for link in links(root, self.door.site, meeting.url):
            if link.page == SUPPLEMENT and self.door.site.has(link.url):
                found += self._supplement(link, meeting)
        return found

    def _supplement(self, link: Link, meeting: ListedMeeting) -> list[Listed]:
        """The files of a supplement; where its page shows none, the supplement is listed without a link."""
        title = meeting_title(meeting)
        try:
            files = [each for each in self._links(link.url) if DOCUMENT.search(each.path)]
        except NotFetched as error:
            self.remarks.append(f"the page of the supplement “{link.words}” of {title}: {error}")
            return []
        if not files:
            key = f"{meeting.number} {link.value('SID')}"
            return [Listed(key, link.words, None, meeting.committee, meeting.date, title)]
        return [
            Listed(key_of(each), f"{link.words}: {each.words}", each.url, meeting.committee, meeting.date, title)
            for each in files
        ]

    def _links(self, url: str) -> list[Link]:
        return list(links(page_of(self.door.text(url)), self.door.site, url))


def _committee_of(link: Link) -> str | None:
    """The number of the committee that an address of a list or a committee's page names."""
    said = next((value for name in COMMITTEE_PAGES.get(link.page, ()) if (value := link.value(name))), None)
    return said if said and said.isdecimal() else None


def _onward(page: list[Link], committee: Committee, days: list[str], wanted: Wanted) -> Iterator[Link]:
    """The links to further pages of a committee's list that may have meetings that are wanted."""
    for link in page:
        if link.page != "ielistmeetings.aspx" or _committee_of(link) != committee.number:
            continue
        words = link.words.lower()
        if words.startswith("earlier") and days and min(days) < wanted.since:
            continue
        if words.startswith("later") and days and wanted.until and max(days) > wanted.until:
            continue
        yield link


def papers_of(root: etree._Element, door: Polite, meeting: ListedMeeting) -> Iterator[Listed]:
    """The papers that a meeting's page links to, and what it says is restricted.

    What the words of an item or its minutes link to is background of other people's, save the portal's own documents.
    """
    own = next((each for each in root.iter("div") if each.get("id") == "modgov"), root)
    title = meeting_title(meeting)
    for element in own.iter("a", *ROWS):
        in_words = any("mgWordPara" in str(each.get("class") or "") for each in element.iterancestors("div"))
        if element.tag != "a":
            if not in_words and (withheld := _withheld(element)):
                yield Listed(
                    f"{meeting.number} {withheld}", withheld, None, meeting.committee, meeting.date, title,
                    _item(element), withheld=True,
                )  # fmt: skip
            continue
        url = door.site.link(str(element.get("href") or ""), meeting.url)
        link = Link(url or "", words_of(element), "")
        if url and is_paper(link, in_words):
            yield Listed(
                key_of(link), link.words or link.page, url, meeting.committee, meeting.date, title, _item(element)
            )


def is_paper(link: Link, in_words: bool = False) -> bool:
    """Whether a link leads to a paper and not to another page."""
    return bool(DOCUMENT.search(link.path)) or (not in_words and link.path.endswith(PAPERS))


def key_of(link: Link) -> str:
    """What stays a paper's own when its title changes: the number of the document, and which print of it."""
    found = DOCUMENT.search(link.path)
    if not found:
        return link.url
    kind = link.value("T") if found["number"].startswith("g") else None
    return found["number"] + (f"?T={kind}" if kind else "")


def meeting_title(meeting: ListedMeeting) -> str:
    """A meeting's name for people."""
    return f"{meeting.committee}, {meeting.date or 'no date told'}"


def _meeting(link: Link, committee: Committee) -> Iterator[ListedMeeting]:
    """The meeting that a link of a list leads to, if it does."""
    number = link.value("MId") if link.page == "ielistdocuments.aspx" else None
    if number and number.isdecimal() and link.value("CId") in (None, committee.number):
        yield ListedMeeting(number.lstrip("0") or "0", committee.name, day_in(link.words) or day_in(link.row), link.url)


def _withheld(element: etree._Element) -> str | None:
    """The title of a paper that a row says is restricted, where it has no link to it."""
    if any(DOCUMENT.search(str(each.get("href") or "").lower()) for each in element.iter("a")):
        return None
    if any(each.tag in ROWS for each in element.iterdescendants()):
        return None  # a row inside says it
    words = words_of(element)
    found = RESTRICTED.search(words)
    if not found:
        return None
    return LEFT.sub("", RESTRICTED.sub("", words)).strip(" ,-–:(") or "a paper without a title"


def _item(element: etree._Element) -> str | None:
    """The number of the agenda item in whose row of the table an element stands."""
    row = next((each for each in element.iterancestors("tr")), None)
    cell = row.find("td") if row is not None else None
    if cell is None or "mgItemNumberCell" not in str(cell.get("class") or ""):
        return None
    return words_of(cell).rstrip(".") or None
