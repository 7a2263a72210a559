"""Actions that minutes only mark (ACTION), for papers that hold no action log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.divide.sections import Section
from ingest.extract.minutes.items import Item
from ingest.extract.minutes.minutes import minuted
from ingest.extract.words.name_lists import people
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Document, Mapped
from ingest.read.flow import sentences
from kg.records import Action, MeetingKey, Record

MARKED = Wording(
    r"\s*[(\[]?\s*\bACTIONS?\b(?! (?:LOG|PLAN|POINTS? FROM))(?:\s+(?:REQUIRED|POINT))?\s*"
    r"(?:[:–-]\s*(?P<owner>[A-Z][^.()\[\]]{2,60}))?[)\].]*\s*(?=$|[A-Z])",
    reads=("Officers agreed to report back. ACTION", "Send the list. (ACTION: Ada Pine)", "ACTION"),
    leaves=("MINUTES AND ACTION LOG", "The action was closed.", "ACTION PLAN"),
    exact=True,
    at="anywhere",
)


def minuted_actions(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Action]:
    """What minutes mark as an action; nothing where the paper's own log says it in better words."""
    if any(section.kind == "action-log" for section in sections):
        return
    for section in sections:
        if section.kind != "minutes":
            continue
        meeting, items = minuted(section)
        for item in items if meeting else ():
            assert meeting is not None
            yield from _item_actions(section.document, meeting, item)


def _item_actions(document: Document, meeting: MeetingKey, item: Item) -> Iterator[Action]:
    before: Block | None = None
    for block in item.body:
        start = 0
        for found in MARKED.regex.finditer(block.text):
            words = block.content.piece(start, found.start()) or (before.content if before else None)
            start = found.end()
            asked = _last_sentence(words) if words else None
            if asked:
                owners = people(found["owner"]) if found["owner"] else ()
                title = item.title.text.rstrip(" .")
                yield Action(meeting, asked.text, (document.evidence(asked),), item.number, title, owners)
        before = block if start == 0 else None


def _last_sentence(words: Mapped) -> Mapped | None:
    """The sentence that the mark stands behind."""
    last = None
    for sentence in sentences(words):
        last = sentence
    return last
