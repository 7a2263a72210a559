"""The items of minutes: which blocks are their heads, by the numbers that follow one another and by how heads look.

Numbers stand in minutes for much else: limbs of resolutions, points of a discussion, lists of those who spoke. The head
of an item looks like the other heads, has something under it, and its number comes next after that of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.extract.minutes.resolution_wordings import RESOLVED, SIGNED
from ingest.extract.words.wordings import Wording
from ingest.read.document import Block, Mapped, joined
from ingest.read.flow import is_capitals

NUMBERED = Wording(
    r"\[?(?:(?:minute|min\.|item|agenda item)\s+)?(?:(?:no\b\.?|number|ref\b\.?)\s*:?\s*)?"
    r"(?P<number>(?:(?-i:[A-Z]{1,5}(?:&[A-Z]{1,4})?)[./ -]?)?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-z]?)"
    r"(?P<stop>\s*[].:)-]?)(?:\s+[-–—]\s+|\s+|$)(?P<title>(?=(?-i:[A-Z0-9'\"‘“(]))|$)",
    reads=(
        "98. CARE HOMES – TENDER",
        "12 Apologies for Absence",
        "103.",
        "Minute 14: Finance Report",
        "35/22 Minutes",
        "18.03.5 Lamps",
        "PC24/017 Planning",
        "Minute No. 7 Risks",
        "45/25-26 Lamps",
        "[45] Lamps",
    ),
    leaves=("12 people attended", "a) note the report", "Councillor Pine", "2.1 members asked"),
    at="start",
)
# A head on the first line of its own paragraph: "6. Lamps. It was agreed to buy two."
RUN_IN = Wording(
    r"(?P<title>(?-i:[A-Z])[^.:;?!]{2,70}?(?:\s\d{4})?)\s*[.:]\s+(?=(?-i:[A-Z‘“'\"£\d(]))",
    reads=("Lamps. It was agreed to buy two.", "Minutes of the meeting held on 5th April 2022. These were approved."),
    leaves=("Mr Larch introduced the report.", "Lamps"),
    at="start",
)
DAY = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}\b",
    re.IGNORECASE,
)
AGENDA_NUMBER = re.compile(r"\s*\((?:agenda )?item (?:no\.? ?)?\w{1,4}\)$", re.IGNORECASE)  # below a head
GAP = 5  # how many numbers may be missing before a number is not this meeting's
LOOKED_BACK = 6  # how many heads with the number before are tried, the nearest first
# What a step from one head to the next costs, measured against 1 for a head that stands out and has a body.
QUIET, QUIET_RUN_IN = 0.5, 0.4
NO_BODY, QUIET_NO_BODY = 0.7, 0.001
OTHER_STOP = 0.4
OTHER_LOOK = 0.3
A_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the minutes: its number and title, the blocks of its head, and those of its body."""

    number: str
    title: Mapped
    head: tuple[Block, ...]
    body: tuple[Block, ...]

    @property
    def serial(self) -> int:
        """The part of its number that counts, as far as the number alone tells."""
        return int(re.findall(r"\d+", self.number)[-1])


@dataclass(frozen=True, slots=True)
class _Head:
    """What may be an item's head: its block, its number's parts, how it looks, and what it weighs by itself."""

    index: int
    parts: tuple[str, ...]
    stop: str
    loud: bool
    weight: float


def find_items(blocks: Sequence[Block]) -> list[Item]:
    """The items: the run of numbered heads that weighs most, with what stands under each."""
    heads = [head for index in range(len(blocks)) if (head := _head(blocks, index))]
    run = _best_run(heads)
    starts = [head.index for head in run] if len(run) > 1 or any(head.loud for head in run) else []
    ends = [*starts[1:], len(blocks)][: len(starts)]
    return [_item(blocks, start, end) for start, end in zip(starts, ends, strict=True)]


def counted(before: str, after: str) -> int | None:
    """By how much one item's number comes after another's; None where they are not of one count."""
    return _step(_parts(before), _parts(after))


def _head(blocks: Sequence[Block], index: int) -> _Head | None:
    """What may be the head of an item: a number, then words like a title, here or in the next block."""
    found = NUMBERED.match(blocks[index].text)
    if not found or blocks[index].lines[0].bullet:
        return None
    title = found.string[found.end() :] or (blocks[index + 1].text if index + 1 < len(blocks) else "")
    run_in = _run_in(blocks, index, title)
    title = run_in["title"] if run_in else title
    loud = _is_loud(blocks, index, title)
    if title.endswith(".") and len(title) > 60 and not loud:
        return None  # a numbered sentence
    if not 2 < len(title) < 260 or title.endswith((";", ",")) or (len(title) >= 120 and not is_capitals(title)):
        return None
    if RESOLVED.match(title) or DAY.match(title):
        return None
    weight = 1.0 if loud else QUIET_RUN_IN if run_in else QUIET
    if _is_listed(blocks, index, title):
        weight = NO_BODY if loud else QUIET_NO_BODY
    return _Head(index, _parts(found["number"]), found["stop"].strip(), loud, weight)


def _run_in(blocks: Sequence[Block], index: int, title: str) -> re.Match[str] | None:
    """The head that opens its own paragraph; a line that stands out is a head whole."""
    return None if _is_loud(blocks, index, title) else RUN_IN.match(title)


def _is_listed(blocks: Sequence[Block], index: int, title: str) -> bool:
    """Whether a number stands in a list, with nothing under it: the next block has the next number, or those before it
    have those before."""
    if title not in blocks[index].text:
        return False  # the number alone; its title is below
    if _follows(blocks, index, index + 1):
        return True
    return _follows(blocks, index - 1, index) and (title.endswith(".") or _follows(blocks, index - 2, index - 1))


def _follows(blocks: Sequence[Block], index: int, after: int) -> bool:
    """Whether one block's number comes next after another's."""
    if index < 0 or after >= len(blocks):
        return False
    one, two = NUMBERED.match(blocks[index].text), NUMBERED.match(blocks[after].text)
    return bool(one and two) and _step(_parts(one["number"] if one else ""), _parts(two["number"] if two else "")) == 1


def _is_loud(blocks: Sequence[Block], index: int, title: str) -> bool:
    """Whether a head stands out: a Markdown heading, bold, or in capitals."""
    block = blocks[index]
    return bool(block.level or all(line.bold for line in block.lines) or title.isupper() or is_capitals(title))


def _parts(number: str) -> tuple[str, ...]:
    """A number's parts: "18.03.5" is 18, 03 and 5; "PC24/017" is PC, 24 and 017."""
    return tuple(re.findall(r"\d+|[A-Za-z]+", number))


def _step(before: tuple[str, ...], after: tuple[str, ...]) -> int | None:
    """By how much one number comes after another: one part counts, all others are the same."""
    if len(before) != len(after):
        return None
    changed = [(one, two) for one, two in zip(before, after, strict=True) if one.lstrip("0") != two.lstrip("0")]
    if len(changed) != 1 or not (changed[0][0].isdigit() and changed[0][1].isdigit()):
        return None
    return int(changed[0][1]) - int(changed[0][0])


def _best_run(heads: Sequence[_Head]) -> list[_Head]:
    """The run of heads whose numbers follow one another that weighs most; of two that weigh the same the earlier."""
    best: list[tuple[float, int | None]] = []
    seen: dict[tuple[str, ...], list[int]] = {}
    for at, head in enumerate(heads):
        weight, before = head.weight, None
        for earlier in (one for key in _keys_before(head.parts) for one in seen.get(key, [])[-LOOKED_BACK:]):
            cost = _cost(heads[earlier], head)
            if cost is not None and best[earlier][0] - cost + head.weight > weight:
                weight, before = best[earlier][0] - cost + head.weight, earlier
        best.append((weight, before))
        seen.setdefault(_key(head.parts), []).append(at)
    last: int | None = max(range(len(best)), key=lambda at: (best[at][0], -at)) if best else None
    run: list[_Head] = []
    while last is not None:
        run.append(heads[last])
        last = best[last][1]
    return run[::-1]


def _key(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.lstrip("0") for part in parts)


def _keys_before(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The numbers that may stand before one: any part of it may be the one that counts."""
    for place, part in enumerate(parts):
        for step in range(1, GAP + 1) if part.isdigit() else ():
            if int(part) >= step:
                yield _key((*parts[:place], str(int(part) - step), *parts[place + 1 :]))


# Words in capitals that go on for longer than this are no title of an item.
LONGEST_TITLE = 600


def _cost(before: _Head, after: _Head) -> float | None:
    """What it costs to take one head after another; None where the number does not come next."""
    step = _step(before.parts, after.parts)
    if step is None or not 1 <= step <= GAP or (step > 1 and not after.loud and len(after.parts) == 1):
        return None
    look = OTHER_LOOK if before.loud != after.loud else 0.0
    return A_GAP * (step - 1) + look + (OTHER_STOP if before.stop != after.stop else 0.0)


def _item(blocks: Sequence[Block], start: int, end: int) -> Item:
    """An item whose title may go on in the next blocks: under a number alone, or capitals broken by a blank line."""
    found = NUMBERED.match(blocks[start].text)
    assert found is not None
    title = blocks[start].content.piece(found.end())
    if run_in := _run_in(blocks, start, title.text):
        own = title.piece(run_in.end())
        first = replace(blocks[start], kind="paragraph", content=own, marker=None, body=own)
        return Item(
            found["number"], title.piece(0, run_in.end("title")), (blocks[start],), (first, *blocks[start + 1 : end])
        )
    body = start + 1
    while body < end and (not title or _title_goes_on(title.text, blocks[body])):
        title = joined([title, blocks[body].content])
        body += 1
    title = title.piece(0, again.start()) if (again := AGENDA_NUMBER.search(title.text)) and again.start() else title
    return Item(found["number"], title, tuple(blocks[start:body]), tuple(blocks[body:end]))


def _title_goes_on(title: str, block: Block) -> bool:
    text = block.text
    if (
        len(title) > LONGEST_TITLE
        or not is_capitals(title)
        or not is_capitals(text)
        or block.marker
        or title.endswith(".")
    ):
        return False
    return not (RESOLVED.match(text) or SIGNED.fullmatch(text)) and len(text) < 120


def gaps(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Where numbers are missing between two items."""
    for before, item in pairwise(items):
        step = counted(before.number, item.number)
        if step and step > 1:
            yield before, item
