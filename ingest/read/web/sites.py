"""Whose web site a page is of: the council's own name, where the page says it outside its own words.

A portal's page of one decision often names its council in the browser's title, the logo or the last line alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.read.web.html_tree import tag, title_of
from ingest.read.written import spaced

PUBLISHER = frozenset(
    ("og:site_name", "dc.publisher", "dcterms.publisher", "dc.creator", "dcterms.creator", "application-name")
)
# What a browser's title, a logo or a last line puts around the council's name.
PARTS = re.compile(r"\s+[-–—|·»:]+\s+|\s*[|»·]\s*")
AROUND = re.compile(
    r"^(?:(?:copyright|\d{4}|welcome to|link to|return to|go to|logo of|the|home ?page of|home)\b|[\s,.:©()-]){1,12}"
    r"|(?:\b(?:logo|crest|home ?page|home|web ?site|main site|\d{4}|all rights reserved)|[\s,.:©()-]){1,12}$",
    re.IGNORECASE,
)
# "Modern Council" is what the portal calls a site whose council has not given its name.
COUNCIL = re.compile(
    r"(?!(?i:(?:modern|the|your|county|city|district|borough) council$))"
    r"(?:(?:[A-Z][\w.'’&-]{1,30}|and|of|the|upon|on|in|with|&) ){1,8}(?:Council|Authority)"
    r"|(?:London|Royal|Metropolitan) Borough of [A-Z][\w'’ -]{2,40}"
)
# A part of a title, or a step of the way to the page, that is a committee's name and no more.
BODY = re.compile(
    r"(?i:(?:draft |approved )?(?:minutes|agenda|papers|decisions) (?:of|for) )?(?i:the )?"
    r"(?P<body>(?!(?:Report|Appointment|Election|Membership|Term|Minute|Agenda|About|Your|The|Join|Contact|Member)s? )"
    r"(?:(?:[A-Z][\w'’-]{1,30},?|and|of|for|the|&) ){0,8}"
    r"(?:Committee|Sub-?Committee|Board|Panel|Cabinet|Executive|Forum))"
)
WAY = re.compile(r"bread-?crumbs?", re.IGNORECASE)
LONGEST = 200
FURNITURE = ("header", "footer")
ROLES = ("banner", "contentinfo")


def site_of(root: etree._Element) -> str | None:
    """The council's name as the page's title, its data about itself, a logo or its last line has it; else None."""
    return next((name for words in _candidates(root) if (name := _council(words))), None)


def body_of_page(root: etree._Element) -> str | None:
    """The committee that the way to the page or its title names, where a part of them is nothing else; else None."""
    found = (BODY.fullmatch(words) for words in (*_way(root), *PARTS.split(spaced(title_of(root))[:LONGEST])))
    return next((each["body"] for each in found if each), None)


def _way(root: etree._Element) -> Iterator[str]:
    """The steps of the way to the page ("Home > Committees > Roads Board"), the last first."""
    for each in root.iter("nav", "ul", "ol", "div", "p"):
        named = f"{each.get('id') or ''} {each.get('class') or ''} {each.get('aria-label') or ''}"
        if WAY.search(named):
            words = [spaced(str(text)) for text in each.itertext()]
            yield from (part for text in reversed(words[:50]) for part in PARTS.split(text[:LONGEST]))
            return


def _candidates(root: etree._Element) -> Iterator[str]:
    for each in root.iter("meta"):
        said = str(each.get("name") or each.get("property") or "").lower()
        if said in PUBLISHER:
            yield str(each.get("content") or "")
    yield from reversed(PARTS.split(spaced(title_of(root))[:LONGEST]))
    for each in root.iter():
        if tag(each) in FURNITURE or each.get("role") in ROLES:
            yield from _said(each)


def _said(furniture: etree._Element) -> Iterator[str]:
    for each in furniture.iter("img", "a", "p", "span", "small", "div"):
        yield str(each.get("alt") or "")
        yield str(each.get("title") or "")
        yield str(each.text or "")


def _council(words: str) -> str | None:
    """The name of a council, where words are nothing else but it and what commonly stands around it."""
    if len(words) > LONGEST:
        return None
    name = AROUND.sub("", spaced(words))
    return name if COUNCIL.fullmatch(name) else None
