"""Published notices: whose each release is, from what day, and what it is called, by fields of its own."""

from __future__ import annotations

from ingest.divide.context import Context
from ingest.read.notices.layout import called, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import ReleaseText
from ingest.read.notices.words import day_of


def release_context(release: ReleaseText, told: Context) -> Context:
    """A release's buyer and day; `told` is what a person said of the file, which goes before what it says."""
    day = day_of(release.data.get("date"))
    return Context(told.council or buyer_of(release), told.committee, day.iso if day else None)


def release_title(release: ReleaseText) -> str:
    """What is bought, else what the release is called."""
    node = Node(release.data)
    return title_of(node) or called(node)


def buyer_of(release: ReleaseText) -> str | None:
    """Who buys: whom the release says, else its first party with that role; None where it names nobody."""
    node = Node(release.data)
    named = node.node("buyer").words("name")
    others = (party.words("name") for party in node.each("parties") if is_buyer(party))
    return named or next((name for name in others if name), None)


def is_buyer(party: Node) -> bool:
    """Whether an organisation buys."""
    return "buyer" in {words for words, _ in party.values("roles")}
