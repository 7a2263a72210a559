"""A saved web page as a tree without what is no part of the paper: scripts, navigation, banners, hidden words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.read.text import decode
from kg.errors import Unreadable

# Pages as councils publish them have under a megabyte, ten thousand tags and thirty tags inside one another.
SIZE, TAGS, DEPTH = 32 << 20, 1_000_000, 200
UNSEEN = frozenset(
    {
        *("head", "script", "style", "noscript", "template", "nav", "footer", "aside", "iframe", "object", "embed"),
        *("svg", "canvas", "video", "audio", "map", "button", "select", "input", "textarea", "option", "datalist"),
        *("dialog", "menu"),
    }
)
ROLES = frozenset(
    {
        *("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu", "menubar"),
    }
)
# Words of ids and classes that name what stands around a page's own words.
AROUND = frozenset(
    {
        *("cookie", "cookies", "cookiebanner", "cookieconsent", "consent", "breadcrumb", "breadcrumbs", "navbar"),
        *("navigation", "skip", "skiplink", "share", "social", "sidebar", "pagination", "mghide", "mgfilesize"),
        "visuallyhidden",
    }
)
AROUND_WHOLE = frozenset(("sr-only", "visually-hidden", "is-hidden", "skip-link", "hidden", "hide", "noprint"))
NO_DISPLAY = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
WORDS = re.compile(r"[a-z]+")
# Declarations inside a page's DOCTYPE ("[ <!ENTITY … ]>"), which a reader of HTML takes for words.
DECLARED = re.compile(
    r"(?P<opens><!DOCTYPE\b[^\[<>]{0,2000}+)\["
    r"(?:<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>|\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+\]\s*+>",
    re.IGNORECASE | re.DOTALL,
)
# Where a page's DOCTYPE must have begun.
PROLOGUE = 4096


def page_of(data: bytes) -> etree._Element:
    """The page's tree; raises Unreadable for what is no web page or is not safe to read."""
    if len(data) > SIZE or data.count(b"<") > TAGS:
        raise Unreadable("this web page is larger than is safe to read; save it as text, or in parts")
    text = without_declarations(decode(data))
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("it holds no words; save the page again from its source") from error
    if root is None:
        raise Unreadable("it holds no words; save the page again from its source")
    if _is_deep(root):
        raise Unreadable("this web page is nested too deeply to read; save it as text")
    return root


def without_declarations(text: str) -> str:
    """A page's text without the declarations in its DOCTYPE; what they name is never put in for its name."""
    at = text[:PROLOGUE].upper().find("<!DOCTYPE")
    found = DECLARED.match(text, at) if at >= 0 else None
    return f"{text[:at]}{found['opens']}>{text[found.end() :]}" if found else text


def _is_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            return True
    return False


def tag(element: etree._Element) -> str:
    """An element's name; "" for what is none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def classes(element: etree._Element) -> frozenset[str]:
    """An element's classes."""
    return frozenset(str(element.get("class") or "").split())


def is_unseen(element: etree._Element) -> bool:
    """Whether an element is no part of the paper: never printed, hidden, or around the page's own words."""
    name = tag(element)
    if name in UNSEEN or not name or element.get("role") in ROLES:
        return True
    if name in ("html", "body", "main"):
        return False
    if name == "header" and next(element.iter("h1", "h2"), None) is None:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if NO_DISPLAY.search(str(element.get("style") or "")):
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return bool(AROUND & set(WORDS.findall(named)) or AROUND_WHOLE & set(named.split()))


def own_part(root: etree._Element) -> etree._Element:
    """The part of a page that is its own: what is marked as such, else its body."""
    for each in root.iter():
        if (tag(each) == "main" or each.get("role") == "main") and not is_unseen(each) and any(_words(each)):
            return each
    body = root.find("body")
    return root if body is None else body


def _words(element: etree._Element) -> Iterator[str]:
    return (words for each in element.itertext() if (words := str(each).strip()))


def title_of(root: etree._Element) -> str:
    """The title that a browser shows; "" where there is none."""
    return " ".join(" ".join(_words(each)) for each in root.iterfind("head/title")).strip()
