"""The program in which a Dask worker reads papers: `python -m ingest.cluster.reader PIPE PARENT MEMORY`.

    what it reads with ─▶ pipe
    pipe ─▶ (Order, bytes) ─▶ one_paper ─▶ Entry or PaperRefused ─▶ pipe

It is a program and no fork, for a Dask worker runs many threads and may have no children of multiprocessing's. What
kills it, or makes it overrun, costs its own paper and never the worker.
"""

from __future__ import annotations

import faulthandler
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from ingest.cluster.makeup import makeup_here
from ingest.cluster.orders import Entry, Order, packed
from ingest.one_paper import PaperRead, PaperRefused, read_data
from ingest.workers import serve

# Where a machine runs out of memory, Linux is to end the reader, and not the worker beside it.
FIRST_TO_GO: Final = "1000"


def read_order(given: tuple[Order, bytes]) -> Entry | PaperRefused:
    """A paper's entry for the archive, or why it has none."""
    order, data = given
    outcome = read_data(order.name, data, order.said, order.limits)
    return packed(outcome) if isinstance(outcome, PaperRead) else outcome


def main() -> None:
    """Read what comes through the pipe until nobody is there to send anything."""
    number, parent, memory = map(int, sys.argv[1:])
    faulthandler.enable(sys.stderr)
    with suppress(OSError):  # no Linux
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    pipe = Connection(number)
    pipe.send(makeup_here())
    serve(pipe, read_order, memory, parent)


if __name__ == "__main__":
    main()
