"""What portals' pages and answers are made of: links with their words, and XML without anything that unfolds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from kg.dates import parse_day
from kg.errors import NotFetched, Unreadable

if TYPE_CHECKING:
    from lxml import etree

    from ingest.fetch.site import Site

# What a link's words have that is no part of a title: an icon's text, "PDF 118 KB", words for screen readers.
ASIDE: Final = frozenset({"mgfilesize", "mghide", "sr-only", "filesize"})
ROWS: Final = frozenset({"li", "tr", "p"})
AROUND: Final = frozenset({"nav", "header", "footer", "aside"})
TITLE: Final = 300
MOST_LINKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads (the whole address), its words, all words of the row that it stands in, and
    whether it stands around the page's own words."""

    url: str
    words: str
    row: str
    around: bool = False

    @property
    def path(self) -> str:
        """The path that it leads to, in lower case, for Windows servers take any case."""
        return unquote(urlsplit(self.url).path).lower()

    @property
    def page(self) -> str:
        """The last part of that path."""
        return self.path.rpartition("/")[2]

    def value(self, name: str) -> str | None:
        """What the address says of a name (`?ID=192`), in any case; None where it does not."""
        return next((said for key, said in parse_qsl(urlsplit(self.url).query) if key.lower() == name.lower()), None)


def page_of(data: bytes) -> etree._Element:
    """A page's tree; raises NotFetched for what is none."""
    from ingest.read.web import html_tree

    try:
        return html_tree.page_of(data)
    except Unreadable as error:
        raise NotFetched(f"the site's page cannot be read: {error}") from error


def links(root: etree._Element, site: Site, page: str) -> Iterator[Link]:
    """The links of a page, in its order."""
    for number, element in enumerate(root.iter("a")):
        if number >= MOST_LINKS:
            raise NotFetched("the site's page has more links than kg looks at")
        url = site.link(str(element.get("href") or ""), page)
        if url is not None:
            row = next((each for each in element.iterancestors() if each.tag in ROWS), element)
            around = any(each.tag in AROUND for each in element.iterancestors())
            yield Link(url, words_of(element), words_of(row), around)


def words_of(element: etree._Element) -> str:
    """An element's own words, without what stands aside of them."""
    return clean(
        " ".join(_texts(element, lambda each: bool(ASIDE & set(str(each.get("class") or "").lower().split()))))
    )


def _texts(element: etree._Element, is_aside: Callable[[etree._Element], bool]) -> Iterator[str]:
    """The texts of a tree that html_tree found no deeper than it may be."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and not is_aside(child):
            yield from _texts(child, is_aside)
        if child.tail:
            yield child.tail


def clean(words: str | None) -> str:
    """Words on one line, no longer than a title is, without characters that a terminal would obey."""
    plain = "".join(letter if letter.isprintable() else " " for letter in words or "")
    return " ".join(plain.split())[:TITLE]


def day_in(words: str) -> str | None:
    """The first whole date in some words."""
    return parse_day(words)


def xml_of(data: bytes) -> etree._Element:
    """An XML answer's tree; raises NotFetched for what is none, or declares anything that could unfold."""
    from lxml import etree

    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        raise NotFetched("the web service's answer is no plain XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotFetched("the web service's answer is no XML") from error
    return root


def name_of(element: etree._Element) -> str:
    """An XML element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def field(element: etree._Element, *names: str) -> str | None:
    """The words of the first child that has one of some names; None where none has words."""
    for name in names:
        for child in element:
            if name_of(child) == name and (said := clean("".join(map(str, child.itertext())))):
                return said
    return None
