"""Publishes one change after another, every third time killed, and looks whether the base's size settles.

    python bench/fault_disk.py [--rounds 120] [--seed 1] [--json FIGURES.json]

One of three papers changes to and fro between two texts, so that there is never more to be kept than five texts. What
grows then is what should not: generations, drafts, folders set aside, the engines' own files and logs. The ledger's
events are to grow, and are told apart.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from fault_scene import CHANGED, LATER, PACKS, _copies, _write, ingest, run
from fault_seen import half_made

SETTLED = 1.1  # times the size after a third of the rounds that it may have in the end


def size(base: Path) -> dict[str, int]:
    """Bytes on disk by what they are, each file once however many names it has."""
    seen, found = set[int](), dict.fromkeys(("generations", "writer", "papers", "ledger", "other", "files"), 0)
    kinds = {"published": "generations", "live": "writer", "papers": "papers", "ledger.sqlite": "ledger"}
    for name in ("live", *(each.name for each in base.iterdir() if each.name != "live")):
        place = base / name
        for file in place.rglob("*") if place.is_dir() else (place,):
            state = file.lstat()
            if file.is_file() and state.st_ino not in seen:
                seen.add(state.st_ino)
                found[kinds.get(name, "other")] += state.st_blocks * 512
                found["files"] += 1
    return found


def rounds(folder: Path, number: int, chance: random.Random) -> list[dict[str, int]]:
    """The sizes after each round of a change and, every third time, a kill before it is done."""
    base, papers, log = folder / "base", folder / "papers", folder / "kg.log"
    papers.mkdir()
    _copies(*PACKS, LATER)(papers, base)
    words = [word.format(papers=papers) for word in ingest(f"{{papers}}/{PACKS[0]}")]
    ran = run(base, [*words[:-1], str(papers)], log)
    took, sizes = ran.seconds, []
    for each in range(number):
        _write(PACKS[0], lambda text, word=CHANGED[(each + 1) % 2]: text.replace(CHANGED[0], word))(papers, base)
        if each % 3 == 0:
            run(base, words, log, kill_after=chance.uniform(0.2, 1.0) * took)
        ran = run(base, words, log)
        if ran.code:
            raise SystemExit(f"round {each}: {ran.said}")
        took = max(0.1, ran.seconds)
        if left := half_made(base):
            raise SystemExit(f"round {each} left {left}")
        sizes.append(size(base))
    return sizes


def main() -> int:
    parser = argparse.ArgumentParser(description="Publish again and again, and see whether the base's size settles.")
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder:
        tempfile.tempdir = folder
        sizes = rounds(Path(folder), given.rounds, random.Random(given.seed))
    if given.json:
        given.json.write_text(json.dumps(sizes) + "\n")
    print("round  " + "  ".join(f"{name:>11}" for name in sizes[0]))
    for number, found in enumerate(sizes, 1):
        if number in (1, given.rounds) or number % max(1, given.rounds // 12) == 0:
            print(f"{number:5}  " + "  ".join(f"{count:11,}" for count in found.values()))
    third, last = (max(_grows(each) for each in part) for part in (sizes[: given.rounds // 3], sizes[-10:]))
    print(f"\n{last / third:.2f} times what it took in the first third; {SETTLED} are allowed")
    return int(last > SETTLED * third)


def _grows(found: dict[str, int]) -> int:
    return sum(found[name] for name in ("generations", "writer", "papers", "other"))


if __name__ == "__main__":
    sys.exit(main())
