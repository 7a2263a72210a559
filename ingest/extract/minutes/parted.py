"""Blocks made ready for their resolutions: two in one paragraph parted, limbs told by bare numbers marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.resolution_wordings import ACTS, RESOLVED
from ingest.read.document import Block

# "… at £400. RESOLVED to paint them."
AGAIN = re.compile(r"(?<=[.;])\s+(?=(?:It was (?:also |further |then )?)?RESOLVED\b)")
BARE = re.compile(r"(?P<number>\d{1,2})\s+(?=[A-Z])")
OPENS = re.compile(r"(?:That|To)\s")


def parted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of an item, each with one resolution at most."""
    return list(_with_bare_numbers([part for block in blocks for part in _parts(block)]))


def _parts(block: Block) -> Iterator[Block]:
    again = AGAIN.finditer(block.text) if block.kind != "row" else ()
    cuts = [found for found in again if RESOLVED.search(block.text[: found.start()])]
    starts = [0, *(found.end() for found in cuts)]
    ends = [*(found.start() for found in cuts), len(block.text)]
    for start, end in zip(starts, ends, strict=True):
        piece = block.content.piece(start, end)
        body = block.body.piece(0, len(block.body.text) - (len(block.text) - end)) if not start else piece
        yield block if not cuts else replace(block, content=piece, body=body, marker=None if start else block.marker)


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
