"""A meeting's page of ModernGov, the portal of most councils: its items with agenda, decisions and minutes inline.

The page prints an item once, with what the agenda says of it and what was decided below. A paper has them apart, so the
page is written out as its agenda and then its minutes, each item's number and title in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from ingest.read.web.html_flow import lines_of
from ingest.read.web.html_tree import classes, tag
from ingest.read.written import Written

OWN = "modgov"
ITEMS = "mgItemTable"
# What the page is ("Agenda and minutes"), and which meeting it is of.
PAGE, MEETING = "mgMainTitleTxt", "mgSubTitleTxt"
NUMBER, TITLE, LINKS, CONTENT = "mgItemNumberCell", "mgAiTitleTxt", "mgLinks", "mgContent"
PART = "mgSubItemTitleTxt"
PART_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+)?:")
# Long texts are cut off, with a link to the rest.
CUT_OFF = re.compile(r"(?:\.{3}|…)\s*view the full \w[\w ]{2,40} text for item\b", re.IGNORECASE)
RESOLVED = re.compile(r"(?:it was )?resolved(?: that| to)?\s*:?", re.IGNORECASE)
MINUTED = ("minutes", "decision", "resolved", "resolution")
HEADING = 3
# The heads of the table of those who attended, which some pages hold below their items.
ATTENDANCE = re.compile(r"(?:attendees?|names?|members?|councillors?)\b.{0,40}\battend(?:ance|ed)\b", re.IGNORECASE)
# The body's name, a dash, the meeting's day and time: "Roads Committee - Friday, 4th March, 2022 10.00 am".
TIMED = re.compile(r"(?P<body>.{3,200}?)\s+[-–]\s+(?P<when>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.{8,60})")


@dataclass(frozen=True, slots=True)
class PageItem:
    """An item: its number as printed, its title, all that is said below them, and whether that is minutes."""

    number: str
    title: str
    below: tuple[Written, ...]
    minuted: bool

    @property
    def head(self) -> str:
        return f"{self.number} {self.title}".strip()


def own_words(root: etree._Element) -> etree._Element | None:
    """What the portal, and not the council's frame around it, prints; None where the page is no page of it."""
    found = next((each for each in root.iter() if each.get("id") == OWN), None)
    return found if found is not None else next(_with_class(root, CONTENT), None)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting's page: its lines, and the body that met, where the page's title says it."""

    lines: tuple[Written, ...]
    body: str | None


def meeting_page(portal: etree._Element) -> MeetingPage | None:
    """A meeting's page as its agenda and then its minutes; None where it is another page."""
    table = next(_with_class(portal, ITEMS), None)
    items = list(_items(table)) if table is not None else []
    if table is None or not items:
        return None
    named = _said(portal, MEETING)
    body, when = _body_and_time(named)
    meeting = [Written((words,)) for words in (body, when) if words]
    links = [line for each in _with_class(portal, LINKS) for line in lines_of(each)]
    out = [Written((_said(portal, PAGE),), furniture="head"), *meeting, *_about(portal, table), Written(("Agenda",), 2)]
    out += [Written((item.head,), gap=0) for item in items]
    if any(item.minuted for item in items):
        out += [Written(("Minutes",), 1), *meeting, *links, *_attendance(portal, table)]
        out += [line for item in items for line in _told(item)]
    else:
        out += [*links, *(line for item in items if item.below for line in _told(item))]
    return MeetingPage(tuple(out), body)


def _told(item: PageItem) -> Iterator[Written]:
    yield Written((item.head,), HEADING, bold=True)
    yield from item.below


def _with_class(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in root.iter() if tag(each) and name in classes(each))


def said_all(portal: etree._Element, name: str) -> list[str]:
    """The words of each element that bears a class, also where the page does not show it."""
    found = (" ".join(line.text for line in lines_of(each)) for each in _with_class(portal, name))
    return [words for words in found if words]


def _said(portal: etree._Element, name: str) -> str:
    return next(iter(said_all(portal, name)), "")


def _body_and_time(title: str) -> tuple[str | None, str]:
    """The body that met and when, from the meeting's title; the whole title as the time where it has no such parts."""
    found = TIMED.fullmatch(title)
    return (found["body"], found["when"]) if found else (None, title)


def _about(portal: etree._Element, table: etree._Element) -> Sequence[Written]:
    """What the page says of the meeting as a whole: venue, contact."""
    content = next(_with_class(portal, CONTENT), None)
    beside = (each for each in content if tag(each) in ("p", "ul", "div")) if content is not None else ()
    return [line for each in beside if not _holds(each, table) for line in lines_of(each)]


def _attendance(portal: etree._Element, items: etree._Element) -> Sequence[Written]:
    """The table of those who attended, for the head of the minutes; nothing where the page has none."""
    for each in portal.iter("table"):
        if each is items or _holds(each, items) or _holds(items, each):
            continue
        around = etree.Element("div")
        around.append(deepcopy(each))
        lines = lines_of(around)
        if lines and ATTENDANCE.match(lines[0].text):
            return lines
    return ()


def _holds(element: etree._Element, other: etree._Element) -> bool:
    return any(each is element for each in other.iterancestors())


def _items(table: etree._Element) -> Iterator[PageItem]:
    for row in table.iter("tr"):
        cells = [each for each in row if tag(each) == "td"]
        number = next((each for each in cells if NUMBER in classes(each)), None)
        if number is None or cells[-1] is number:
            continue
        printed = " ".join(line.text for line in lines_of(number))
        title = next(_with_class(cells[-1], TITLE), None)
        words = " ".join(line.text for line in lines_of(title)) if title is not None else ""
        below = [line for each in cells[-1] if each is not title for line in _part(each)]
        yield PageItem(printed, words, tuple(_whole(below)), _is_minuted(below))


def _part(element: etree._Element) -> list[Written]:
    lines = lines_of(element)
    return [replace(line, bold=True) for line in lines] if PART in classes(element) else lines


def _whole(below: Sequence[Written]) -> Iterator[Written]:
    """An item's lines, those that the page cuts off marked as furniture, so that no half sentence is read for a whole.

    Where long minutes are cut off within what was resolved, the decision stands whole above them and alone is read.
    """
    decided = any(line.bold and line.text.lower().startswith("decision") for line in below)
    for part in _parts(below):
        cut = next((at for at, line in enumerate(part) if CUT_OFF.search(line.text)), None)
        minutes = part[0].text.lower().startswith("minutes")
        resolved = next((at for at, line in enumerate(part) if RESOLVED.fullmatch(line.text)), cut)
        first = resolved if decided and minutes else cut
        yield from (
            replace(line, furniture="head") if cut is not None and first is not None and first <= at <= cut else line
            for at, line in enumerate(part)
        )


def _parts(below: Sequence[Written]) -> Iterator[Sequence[Written]]:
    """An item's lines at its labels: what the agenda says, the decision, the minutes."""
    starts = [0, *(at for at, line in enumerate(below) if at and line.bold and PART_LABEL.fullmatch(line.text))]
    return (below[start:end] for start, end in zip(starts, [*starts[1:], len(below)], strict=True) if start < end)


def _is_minuted(below: Sequence[Written]) -> bool:
    return any(line.bold and line.text.lower().rstrip(":").startswith(MINUTED) for line in below)
