"""Papers of invented councils, as many as are asked for, with what a careful clerk would put on record from each.

    python bench/generate.py FOLDER [--papers 1000] [--seed 4] [--pdf 0.05] [--gold FOLDER]

Forty committees of a county meet for twenty years, then those of another council: 9,600 papers each. Every paper is
made by itself from the seed and its number, so the first hundred of a thousand are the hundred, and none is kept in
memory. A third of the texts have their lines broken as on a page, with footers in mid-sentence; some papers are PDFs.
Gold is in the layout that score.py reads: one file a paper, each record with the line (the page, in PDF) and a quote.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from invented.county import COMMITTEES, FIRST_YEAR, YEARS, Body, council
from invented.papers import YEAR, written
from invented.sheet import Fact, spoilt

BARE: Final = 1 / 3  # of the texts
PDF: Final = 0.05
STRIDE: Final = 5  # committees begin the year at other papers, so that any dozen papers holds every kind


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's file name, its bytes, and its gold."""

    name: str
    data: bytes
    gold: tuple[Fact, ...]


def papers(number: int, seed: int = 4, pdf: float = 0.0) -> Iterator[Paper]:
    """So many papers; the years one after the other, all committees in each turn."""
    return (paper(at, seed, pdf) for at in range(number))


def paper(at: int, seed: int = 4, pdf: float = 0.0) -> Paper:
    """The paper of that number, from 0."""
    turn, which = divmod(at, COMMITTEES)
    year, slot = divmod(turn, len(YEAR))
    county, since = divmod(year, YEARS)
    slot = (slot + which * STRIDE) % len(YEAR)
    body = Body(council(county, seed), which, FIRST_YEAR + since, seed)
    sheet = written(body, slot)
    chance = random.Random(f"{seed} {at} form")
    stem = f"{county:02d}-{body.year}-{which:02d}-{slot:02d}-{YEAR[slot][0]}"
    if chance.random() < pdf:
        from invented.printed import printed

        data, gold = printed(sheet)
        return Paper(f"{stem}.pdf", data, tuple(gold))
    bare = chance.random() < BARE and YEAR[slot][0] not in ("cases", "finance")
    text, gold = spoilt(sheet, bare)
    return Paper(f"{stem}.txt", text.encode(), tuple(gold))


def write(folder: Path, number: int, seed: int = 4, pdf: float = 0.0, gold: Path | None = None) -> list[Path]:
    """The papers as files of a folder, which is made; their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in papers(number, seed, pdf):
        paths.append(folder / each.name)
        paths[-1].write_bytes(each.data)
        if gold is not None:
            gold.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(fact, ensure_ascii=False) + "\n" for fact in each.gold)
            (gold / f"{Path(each.name).stem}.jsonl").write_text("".join(lines), encoding="utf-8")
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--pdf", type=float, default=PDF, help="the share of PDFs")
    parser.add_argument("--gold", type=Path, help="a folder for the gold")
    given = parser.parse_args()
    paths = write(given.folder, given.papers, given.seed, given.pdf, given.gold)
    print(len(paths), "papers in", given.folder)
