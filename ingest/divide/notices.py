"""A file of published notices into its releases, each a section of its own; whose they are is what they say."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.divide.context import Context
from ingest.divide.sections import Section
from ingest.read.document import Document
from ingest.read.flow import blocks, full_width
from ingest.read.notices.layout import called, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.words import day_of


def divide_notices(document: Document, council: str | None = None, committee: str | None = None) -> tuple[Section, ...]:
    """A section a release, in the file's order; `council` and `committee` are what a person said of the file."""
    return tuple(_sections(document, council, committee))


def _sections(document: Document, council: str | None, committee: str | None) -> Iterator[Section]:
    width = full_width(document)
    for release in document.releases:
        first, end = release.lines
        lines = document.lines[first:end]
        context = Context(council or buyer_of(release), committee, _day(release))
        title = title_of(Node(release.data)) or called(Node(release.data))
        yield Section("notice", title, document, lines, blocks(document, lines, width), context)


def buyer_of(release: ReleaseText) -> str | None:
    """Who buys: whom the release says, else its first party with that role; None where it names nobody."""
    node = Node(release.data)
    named = node.node("buyer").words("name")
    others = (party.words("name") for party in node.each("parties") if is_buyer(party))
    return named or next((name for name in others if name), None)


def is_buyer(party: Node) -> bool:
    """Whether an organisation buys."""
    return "buyer" in {words for words, _ in party.values("roles")}


def _day(release: ReleaseText) -> str | None:
    day = day_of(release.data.get("date"))
    return day.iso if day else None
