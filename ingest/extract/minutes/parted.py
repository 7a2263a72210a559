"""Blocks made ready for their resolutions: two in one paragraph parted, limbs by bare numbers or letters marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.resolution_wordings import ACTS, RESOLVED
from ingest.extract.words.limb_counts import readings
from ingest.read.document import Block

# "… at £400. RESOLVED to paint them."
AGAIN = re.compile(r"(?<=[.;])\s+(?=(?:It was (?:also |further |then )?)?RESOLVED\b)")
BARE = re.compile(r"(?P<number>\d{1,2})\s+(?=[A-Z])")
OPENS = re.compile(r"(?:That|To)\s")
# "a approve the plan; b note the cost", "II. the cost be noted": letters without a mark, Roman numbers in capitals.
LETTER = re.compile(
    r"(?:^|(?<=[;:.,])\s+|(?<=\band)\s+)\(?(?P<mark>[a-zA-H]|[ivx]{2,4}|[IVX]{1,4}(?=[.)\s])|\d{1,2}(?=\.\s+(?:[Tt]hat|[Tt]o)\s))[.)]?\s+(?=[A-Za-z])"
)
LEADS = re.compile(r"(?:[:–-]|\b(?:to|that))\s*$", re.IGNORECASE)


def parted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an item, each with one resolution at most."""
    return list(_with_bare_numbers(_with_letters([part for block in blocks for part in _parts(block)])))


def _parts(block: Block) -> Iterator[Block]:
    again = AGAIN.finditer(block.text) if block.kind != "row" else ()
    cuts = [found for found in again if RESOLVED.search(block.text[: found.start()])]
    starts = [0, *(found.end() for found in cuts)]
    ends = [*(found.start() for found in cuts), len(block.text)]
    for start, end in zip(starts, ends, strict=True):
        piece = block.content.piece(start, end)
        body = block.body.piece(0, len(block.body.text) - (len(block.text) - end)) if not start else piece
        yield block if not cuts else replace(block, content=piece, body=body, marker=None if start else block.marker)


def _with_letters(blocks: Sequence[Block]) -> list[Block]:
    """Behind words that resolve, paragraphs or parts of one that go from a to b without a mark are limbs."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        found = RESOLVED.search(block.text) if block.kind != "row" else None
        limbs: list[Block] = []
        taken = 0
        if found and found.end() == len(block.text) and LEADS.search(block.text):
            limbs, taken = _lettered(blocks[at + 1 :])
        elif found and LEADS.search(found[0]) and LETTER.match(block.text[found.end() :]):
            limbs, taken = _lettered([_from(block, found.end()), *blocks[at + 1 :]])
            taken -= 1
            block = replace(block, content=block.content.piece(0, found.end())) if len(limbs) > 1 else block
        out.append(block)
        at += 1
        if len(limbs) > 1:
            out += limbs
            at += taken
    return out


def _from(block: Block, start: int) -> Block:
    piece = block.content.piece(start)
    return replace(block, content=piece, body=piece, marker=None)


def _lettered(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The limbs that the first of some blocks open, letter by letter, and how many blocks hold them."""
    limbs: list[Block] = []
    last: set[tuple[str, int]] = {("a", 0), ("i", 0), ("1", 0)}
    for taken, block in enumerate(blocks):
        cuts: list[re.Match[str]] = []
        for found in LETTER.finditer(block.text) if block.kind != "row" and block.marker in (None, *"IVX") else ():
            ways = set(readings(found["mark"])) & {(kind, count + 1) for kind, count in last}
            if ways and (cuts or not found.start()):
                cuts.append(found)
                last = ways
        if not cuts:
            return limbs, taken
        ends = [*(found.start() for found in cuts[1:]), len(block.text)]
        for found, end in zip(cuts, ends, strict=True):
            part, body = block.content.piece(found.start(), end), block.content.piece(found.end(), end)
            limbs.append(replace(block, kind="item", content=part, body=body, marker=found["mark"]))
    return limbs, len(blocks)


def _with_bare_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Behind words that resolve, paragraphs that count from one without a stop are limbs: "1 That lamps be bought."."""
    count = 0
    for at, block in enumerate(blocks):
        found = BARE.match(block.text) if block.marker is None and block.kind != "row" else None
        words = block.text[found.end() :] if found else ""
        acts = bool(OPENS.match(words) or ACTS.match(words))
        first = bool(at) and bool(RESOLVED.search(blocks[at - 1].text)) and len(blocks[at - 1].text) < 200
        if found and acts and int(found["number"]) == count + 1 and (count or first):
            count += 1
            yield replace(block, marker=found["number"], body=block.content.piece(found.end()))
        else:
            count = 0 if found or RESOLVED.match(block.text) else count
            yield block
