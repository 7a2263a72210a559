"""Ruled tables of minutes: an item's number, its title with what was said below it in one cell, who is to act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ingest.read.item_tables import HEAD, NUMBER
from ingest.read.pdf_pieces import Draft, opened

Lines = Sequence[Draft]
MOST_CELLS, FEWEST, LONGEST_TITLE = 3, 2, 120
# An agenda's table has times, pages and papers beside its items; what was said ends in a full stop.
OF_AGENDA = re.compile(
    r"\d{1,2}[.:]\d\d.{0,20}|(?:pages?\s*)?\d{1,3}(?:\s*[-–]\s*\d{1,3})?|verbal|oral|paper|attached", re.I
)
SAID = re.compile(r"\w[.;:]['\"’”)]*$")


def holds_items(bands: Sequence[Sequence[Lines]], ends_early: Callable[[int], bool]) -> bool:
    """Whether a table's bands open with a number, and most have a title by itself above sentences in the second cell.

    `ends_early` tells of a band whether the first line of its second cell ends though the next word had room on it.
    """
    filled = [band for band in bands if any(band)]
    numbered = [at for at, band in enumerate(bands) if _is_item(band)]
    if len(numbered) < FEWEST or not (_is_item(filled[0]) or _is_head(filled[0])):
        return False
    if any(OF_AGENDA.fullmatch(_words(cell)) for at in numbered for cell in bands[at][2:]):
        return False
    titled = [at for at in numbered if _may_be_titled(bands[at][1]) and (bands[at][1][0].bold or ends_early(at))]
    return 2 * len(titled) >= len(numbered)


def item_drafts(band: Sequence[Lines], laid_out: Sequence[Lines]) -> Iterator[Draft]:
    """An item's number and title as one line, its paragraphs, and who is to act, each by themselves; of a row that is
    no item the cells one after another. `laid_out` are the cells' lines as they are read by themselves."""
    if any(band) and _is_head(band):
        lines = [line for cell in band for line in cell]
        yield lines[0]._replace(cells=tuple(_words(cell) for cell in band), x1=lines[-1].x1, last=lines[-1].last)
        return
    if not _is_item(band) or not laid_out[1]:
        for cell in laid_out:
            yield from opened(cell)
        return
    title, *rest = laid_out[1]
    while title.bold and rest and rest[0].bold and len(title.cells) == len(rest[0].cells) == 1:
        title = title._replace(cells=(f"{title.text} {rest[0].text}",), last=rest[0].last)
        rest = rest[1:]
    number = _words(band[0])
    yield title._replace(cells=(number, title.text), x0=band[0][0].x0, opens=True)
    yield from opened(rest)
    for cell in laid_out[2:]:
        yield from opened(cell)


def _is_item(band: Sequence[Lines]) -> bool:
    return 1 < len(band) <= MOST_CELLS and bool(NUMBER.fullmatch(_words(band[0]))) and bool(band[1])


def _is_head(band: Sequence[Lines]) -> bool:
    return all(HEAD.fullmatch(words) for cell in band if (words := _words(cell)))


def _may_be_titled(cell: Lines) -> bool:
    """Whether a cell has a line short enough for a title above what was said."""
    if len(cell) < FEWEST or len(cell[0].text) > LONGEST_TITLE or SAID.search(cell[0].text):
        return False
    return not all(line.bold for line in cell) and bool(SAID.search(cell[-1].text))


def _words(cell: Lines) -> str:
    return " ".join(line.text for line in cell)
