"""ModernGov's web service (mgWebService.asmx), where a council offers it: the same lists as XML.

Its answers differ between versions, so elements are known by what they have: a committee has a number and a title, a
meeting a number and a date, a document a title and an address. What a version does not answer is asked of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ingest.fetch.listed import Committee, Listed, ListedMeeting, Wanted
from ingest.fetch.moderngov import Pages, key_of, meeting_title
from ingest.fetch.pages import Link, clean, day_in, name_of, xml_of
from ingest.fetch.pages import field as child
from ingest.fetch.polite import Polite
from kg.errors import NotFetched

if TYPE_CHECKING:
    from lxml import etree

FAR = "31/12/2099"
OPERATIONS = ("GetMeeting", "GetAttachments")


@dataclass(slots=True)
class Service:
    """The web service, as a Portal; what it does not answer comes from the pages."""

    door: Polite
    pages: Pages
    remarks: list[str] = field(default_factory=list)
    _silent: set[str] = field(default_factory=set)

    def committees(self) -> list[Committee]:
        """GetCommittees."""
        root = self._ask("GetCommittees", {})
        found = (
            Committee(number, title, self.door.site.page(f"mgCommitteeDetails.aspx?ID={number}"))
            for each in root.iter("{*}committee")
            if (number := _number(each, "committeeid")) and (title := child(each, "committeetitle", "committeename"))
        )
        if listed := list(found):
            return listed
        raise NotFetched("the web service lists no committees")

    def meetings(self, committee: Committee, wanted: Wanted) -> list[ListedMeeting]:
        """GetMeetings, else the list's pages."""
        days = {"sFromDate": _british(wanted.since), "sToDate": _british(wanted.until)}
        try:
            root = self._ask("GetMeetings", {"lCommitteeId": committee.number, **days})
        except NotFetched:
            found = self.pages.meetings(committee, wanted)
            self._tell()
            return found
        listed = (
            ListedMeeting(
                number, committee.name, day_in(child(each, "meetingdate") or ""), self._page(committee, number)
            )
            for each in root.iter("{*}meeting")
            if (number := _number(each, "meetingid"))
        )
        return [each for each in listed if wanted.has(each.date)]

    def papers(self, meeting: ListedMeeting) -> list[Listed]:
        """GetMeeting and GetAttachments, and the meeting's page: only that has printed minutes and decisions, and the
        marks of what is not for publication. The page gone, the service's papers are listed and a remark says so."""
        found: list[Listed] = []
        for operation in OPERATIONS:
            try:
                root = self._ask(operation, {"lMeetingId": meeting.number})
            except NotFetched:
                continue
            found += _papers(root, self.door, meeting)
        try:
            more = self.pages.papers(meeting)
            self._tell()
            return found + more
        except NotFetched as error:
            if not found:
                raise
            self.remarks.append(f"the page of {meeting_title(meeting)} was not looked at: {error}")
            return found

    def _tell(self) -> None:
        """Take over what the pages had to remark."""
        self.remarks += self.pages.remarks
        self.pages.remarks.clear()

    def _page(self, committee: Committee, number: str) -> str:
        return self.door.site.page(f"ieListDocuments.aspx?CId={committee.number}&MId={number}&Ver=4")

    def _ask(self, operation: str, words: Mapping[str, str]) -> etree._Element:
        """An operation's answer. One that the service refused, or answered with something else, is not asked again."""
        if operation in self._silent:
            raise NotFetched(f"the web service has no {operation}")
        url = self.door.site.page(f"mgWebService.asmx/{operation}" + (f"?{urlencode(words)}" if words else ""))
        try:
            return xml_of(self.door.text(url, tries=1))
        except NotFetched:
            self._silent.add(operation)
            raise


def _papers(root: etree._Element, door: Polite, meeting: ListedMeeting) -> Iterator[Listed]:
    """Every element that has a title and an address, or is marked as restricted."""
    for element in root.iter():
        title = child(element, "title", "documenttitle", "attachmenttitle")
        if not title:
            continue
        item = _item(element)
        if (child(element, "isrestricted", "restricted") or "").lower() in ("true", "1", "yes"):
            yield Listed(
                f"{meeting.number} {title}", title, None, meeting.committee, meeting.date, meeting_title(meeting),
                item, withheld=True,
            )  # fmt: skip
        elif (address := _address(element)) and (url := door.site.link(address, door.site.home)):
            key = key_of(Link(url, title, ""))
            yield Listed(key, title, url, meeting.committee, meeting.date, meeting_title(meeting), item)


def _address(element: etree._Element) -> str:
    """The address that an element's child gives, whole; "" where none does."""
    for each in element:
        if name_of(each) in ("url", "documenturl", "attachmenturl"):
            return (each.text or "").strip()
    return ""


def _item(element: etree._Element) -> str | None:
    """The number of the agenda item that an element stands in."""
    for each in element.iterancestors():
        if name_of(each) == "agendaitem":
            number = child(each, "agendaitemnumber", "agendanumber", "itemnumber")
            return clean(number).rstrip(".") or None
    return None


def _number(element: etree._Element, name: str) -> str | None:
    said = child(element, name)
    return said.lstrip("0") or "0" if said and said.isdecimal() else None


def _british(day: str | None) -> str:
    """`2024-03-08` as 08/03/2024."""
    return "/".join(reversed(day.split("-"))) if day else FAR
