"""Pages of the councils' portals other than a meeting's: a decision, an issue, a plan, an attendance list.

Each is given as the page's name ("Decision details"), its title, and its labels with their values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.read.web.html_flow import lines_of
from ingest.read.web.html_tree import is_unseen, tag
from ingest.read.web.label_lines import with_values
from ingest.read.web.moderngov import MEETING, PAGE, TIMED, said_all
from ingest.read.written import Written

# What encloses the words of a page of CMIS, the other portal that many councils had.
CMIS = re.compile(r"(?:^|_)(?:View)?CMIS(?:_|$)|ctr\d{1,6}_ViewCMIS", re.IGNORECASE)
CMIS_PART = re.compile(r"ctr\d{1,6}_(?:ModuleContent|ContentPane|ViewCMIS)", re.IGNORECASE)
# A link to an issue's own page; in rows of more cells than these it is one of a table's.
ISSUE, NUMBER_AND_ITEM = re.compile(r"ieIssueDetails\.aspx", re.IGNORECASE), 2
# "Decided at meeting: 4/03/2022 - Roads Board", "Decision due: 4 Mar 2022 by Roads Board".
TAKEN_AT = re.compile(
    r"(?:decided at meeting|taken at meeting)\s*:?\s*\d[\d/. ]{4,12}(?:\d\d)?\s*[-–]\s*(?P<at>\S.{2,160})"
    r"|(?:decision )?due(?: date)?\s*:\s*.{6,40}?\s+by\s+(?:the )?(?P<due>[A-Z].{2,160})",
    re.IGNORECASE,
)
MAKER = re.compile(r"decision[- ]?maker\s*:?\s*(?:the )?(?P<body>\S.{2,160})", re.IGNORECASE)
A_BODY = re.compile(
    r"(?!.*\b(?:member|director|officer|leader|mayor|portfolio|head|manager|holder|executive councillor)\b)"
    r".{0,120}\b(?:committee|sub-?committee|board|panel|cabinet|executive|council|forum)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A portal's page: its lines, and the body that it is of, where it says so outright."""

    lines: tuple[Written, ...]
    body: str | None


def portal_page(portal: etree._Element) -> PortalPage:
    """A page of ModernGov, of what kind it may be; the name of the page stands first also where it is not shown."""
    _raise_issues(portal)
    lines = lines_of(portal)
    names = said_all(portal, PAGE)
    shown = {line.text for line in lines[:6]}
    hidden = [Written((name,), 1) for name in names if name not in shown]
    lines = with_values([*hidden, *lines])
    return PortalPage(tuple(lines), _timed_body(said_all(portal, MEETING)) or body_of(lines))


def _raise_issues(portal: etree._Element) -> None:
    """Make headings of what leads to issues in a list: each stands above what the page says of it."""
    for link in [each for each in portal.iter("a") if ISSUE.search(str(each.get("href") or ""))]:
        row = next(link.iterancestors("tr"), None)
        if row is None or sum(tag(cell) in ("td", "th") for cell in row) <= NUMBER_AND_ITEM:
            link.tag = "h3"


def cmis_page(root: etree._Element) -> PortalPage | None:
    """A page of CMIS; None where it is none."""
    if not any(CMIS.search(_id(each)) for each in root.iter("div", "span", "table", "td")):
        return None
    part = next((each for each in root.iter("div", "td") if CMIS_PART.search(_id(each)) and _holds(each)), None)
    if part is None:
        return None
    lines = with_values(lines_of(part))
    return PortalPage(tuple(lines), body_of(lines)) if lines else None


def _id(element: etree._Element) -> str:
    return str(element.get("id") or "")


def _holds(element: etree._Element) -> bool:
    """Whether the portal's own words stand in an element that the page shows."""
    if is_unseen(element) or not tag(element):
        return False
    return any(CMIS.search(_id(each)) for each in element.iter("div", "span", "table", "td"))


def body_of(lines: Sequence[Written]) -> str | None:
    """The body that decided or is to decide, from the lines that say so; None for one person's decisions."""
    texts = [line.text for line in lines if not line.furniture]
    taken = (found["at"] or found["due"] for text in texts if (found := TAKEN_AT.fullmatch(text)))
    made = (found["body"] for text in texts if (found := MAKER.fullmatch(text)))
    return next((name.strip() for name in [*taken, *made] if A_BODY.fullmatch(name.strip())), None)


def _timed_body(titles: Sequence[str]) -> str | None:
    return next(_timed(titles), None)


def _timed(titles: Sequence[str]) -> Iterator[str]:
    for title in titles:
        if found := TIMED.fullmatch(title):
            yield found["body"]
