"""Items within an item of the minutes: "a) Lamps" and "b) Posts" under "9. Other business" are minutes 9(a) and 9(b).

Letters stand in minutes for limbs of resolutions too. The head of an item within an item is short, is no sentence and
does not act, has words under it, and its letter comes next after that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.items import NUMBERED, Item
from ingest.extract.minutes.resolution_wordings import ACTS, RESOLVED
from ingest.read.document import Block
from ingest.read.flow import is_capitals

LETTERED = re.compile(r"(?P<open>\()?(?P<letter>[a-z])\)")
LONGEST = 90
LEAST_REPEATED = 3  # below that a repeated number may well be a limb's
VERB = re.compile(r"\b(?:be|is|are|was|were|been|has|have|had|will|shall|would|asked|reported|said)\b")
LEADS = re.compile(r"(?:[:–-]|\b(?:that|to|and))\W*$")


def with_sub_items(items: Sequence[Item]) -> list[Item]:
    """The items, each followed by those within it, which take what stands under them."""
    return [part for item in items for whole in _printed_twice(item) for part in _parts(whole)]


def _parts(item: Item) -> Iterator[Item]:
    heads = _heads(item)
    starts = [at for at, _ in heads]
    if not _is_list(item, starts):
        yield item
        return
    yield replace(item, body=item.body[: starts[0]])
    for (at, number), end in zip(heads, [*starts[1:], len(item.body)], strict=True):
        block = item.body[at]
        yield Item(number, block.body, (block,), item.body[at + 1 : end])


def _heads(item: Item) -> list[tuple[int, str]]:
    """Where heads stand in an item's body, with the number of each."""
    heads: list[tuple[int, str]] = []
    for at, block in enumerate(item.body):
        number = _number(item, block, len(heads) + 1)
        if number and _is_head(block):
            heads.append((at, number))
    return heads


def _number(item: Item, block: Block, count: int) -> str | None:
    """The number of the item within an item that comes next, where a block bears it: "9(a)", "9.1"."""
    found = LETTERED.match(block.text)
    if found and ord(found["letter"]) - ord("a") + 1 == count:
        return f"{item.number}({found['letter']})"
    if block.kind == "heading" and block.marker == f"{item.number}.{count}":
        return block.marker
    return None


def _is_head(block: Block) -> bool:
    text = block.body.text
    address = text[:1].isdigit() and block.kind == "heading" and "." in (block.marker or "")  # "5.1 14 Mill Lane"
    opens = text[:1].isupper() or address
    if not 2 < len(text) <= LONGEST or text.endswith((".", ";", ",", ":", " and")) or not opens:
        return text[:1] in "£\"'‘“" and block.kind == "heading"
    acts = block.kind != "heading" and ACTS.match(text)  # "Closing of the bank" may head an item
    return not (acts or VERB.search(text) or RESOLVED.match(text))


def _is_list(item: Item, starts: Sequence[int]) -> bool:
    """Whether heads part an item: two or more, each with words under it, and none the limbs of what leads to them."""
    if len(starts) < 2:
        return False
    before = item.body[starts[0] - 1].text if starts[0] else ""
    if LEADS.search(before) or any(RESOLVED.search(block.text) for block in item.body[: starts[0]]):
        return False
    ends = [*starts[1:], len(item.body)]
    return all(end - at > 1 for at, end in zip(starts, ends, strict=True))


def _printed_twice(item: Item) -> Iterator[Item]:
    """An item, and one behind it that a slip gave the same number."""
    at = next((at for at, block in enumerate(item.body) if at and _repeats(item, at)), None)
    if at is None:
        yield item
        return
    yield replace(item, body=item.body[:at])
    head = item.body[at]
    yield Item(item.number, head.body, (head,), item.body[at + 1 :])


def _repeats(item: Item, at: int) -> bool:
    """Whether a block heads an item of the same number: none of a list, whose numbers stand around it."""
    block = item.body[at]
    if block.kind != "heading" or block.marker != item.number or not item.number.isdigit():
        return False
    around = {str(int(item.number) - 1), str(int(item.number) + 1)}
    title = block.body.text
    loud = is_capitals(title[:20]) or bool(block.level)
    listed = any(found["number"] in around for each in item.body if (found := NUMBERED.match(each.text)))
    return loud and not listed and int(item.number) >= LEAST_REPEATED and title != item.title.text
