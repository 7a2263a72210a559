"""What is put on in a writer's child, before it runs `kg`: a watch that counts, and ends that come at a point."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, Final

from fault_stops import Disk, Point, Watch

IMPORTED: Final = (
    "kg",
    "index",
    "ingest",
    "queries",
    "interfaces",
    "pyoxigraph",
    "tantivy",
    "yaml",
    "sqlite3",
    "msgspec",
    "distributed",
)


def count(base: Path, counts: Path) -> None:
    """Put a watch on that writes down, when the process ends, how often each point was passed."""
    watch = Watch(base)
    watch.put_on()
    leave = os._exit

    def left(code: int) -> None:
        watch.asleep = True
        if os.getsid(0) == os.getpid():  # and not a worker
            counts.write_text(json.dumps([watch.met, sorted(sys.modules)]))
        leave(code)

    os._exit = left  # type: ignore[assignment]


def import_all(modules: list[str]) -> None:
    """What a writer imports when it comes to it: each child would else do so anew, which takes most of its time."""
    for name in modules:
        if name.partition(".")[0] in IMPORTED:
            importlib.import_module(name)


def stop_the_machine(base: Path, point: Point | None, target: Path, lost: Any) -> None:
    disk = Disk(base)
    disk.put_on()

    def stop() -> None:
        try:
            disk.lay_out(target, lost)
        except BaseException:  # the writer would else take a fault of the bench for one of its disk
            traceback.print_exc()
            os.kill(os.getpid(), signal.SIGABRT)
        os.kill(os.getpid(), signal.SIGKILL)

    Watch(base, point, stop).put_on()


def end_in_order() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
