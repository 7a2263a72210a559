"""What bench/faults.py tells in the end: a table on the terminal, and figures in a file, which docs/trust.md quotes.

python bench/fault_table.py FIGURES.json    the figures as a table in Markdown
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

HEAD: Final = f"{'step or point':38}  tried  stops  faults  lost  recovery s, median   most"
HEAD_IN_MARKDOWN: Final = """| stopped at | stops tried | writer stopped | faults | lost | recovery, median | longest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass(slots=True)
class Line:
    """A line of the table."""

    tried: int = 0
    stopped: int = 0
    faults: int = 0
    lost: int = 0
    seconds: list[float] = field(default_factory=list)


def shown(lines: dict[str, Line]) -> str:
    """The table, a line a step or point."""
    return "\n".join((HEAD, *(_row(name, line) for name, line in lines.items())))


def _row(name: str, line: Line) -> str:
    ordered = sorted(line.seconds) or [0.0]
    return (
        f"{name:38} {line.tried:6} {line.stopped:6} {line.faults:7} {line.lost:5} "
        f"{ordered[len(ordered) // 2]:19.2f} {ordered[-1]:6.2f}"
    )


def put(lines: dict[str, Line], circumstances: str, found: list[str], file: Path) -> None:
    """Write the figures down, and where they were had."""
    told = {name: asdict(line) for name, line in lines.items()}
    file.write_text(json.dumps({"circumstances": circumstances, "found": found, "lines": told}, indent=1) + "\n")


def in_markdown(file: Path) -> str:
    """The same table for a page."""
    told = json.loads(file.read_text(encoding="utf-8"))
    rows = (_row_in_markdown(name, Line(**line)) for name, line in told["lines"].items())
    return "\n".join((HEAD_IN_MARKDOWN, *rows, "", f"{told['circumstances']}."))


def _row_in_markdown(name: str, line: Line) -> str:
    ordered = sorted(line.seconds) or [0.0]
    times = f"{ordered[len(ordered) // 2]:.2f} s | {ordered[-1]:.2f} s"
    return f"| {name} | {line.tried} | {line.stopped} | {line.faults} | {line.lost} | {times} |"


if __name__ == "__main__":
    print(in_markdown(Path(sys.argv[1])))
