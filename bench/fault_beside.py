"""The servers that have a part in operations, started as they are needed, and what they may never hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fault_scene import MONEY, ONLY_THERE
from fault_servers import Cluster, Shelf, Store, oxigraph
from fault_text import Text, opensearch

SECRET: Final = (MONEY, ONLY_THERE.decode())  # its name, and words of it


@dataclass(slots=True)
class Servers:
    """Those that have a part in operations; each runs from when it is first needed."""

    store: Store
    text: Text
    cluster: Cluster

    @classmethod
    def beside(cls, folder: Path) -> Servers:
        """Those of a range."""
        return cls(Store(folder / "store-disk" / "store"), Text(folder / "text"), Cluster(folder / "cluster"))

    def start(self, needed: str) -> None:
        """Have the one run that an operation needs, if it needs one."""
        if needed:
            getattr(self, needed).start()

    def shelf(self, needed: str) -> Shelf | None:
        """The one to which an operation publishes."""
        return {"store": self.store, "text": self.text}.get(needed)

    def stop(self) -> None:
        """End all."""
        for each in (self.store, self.text, self.cluster):
            each.stop()


def present() -> tuple[str, ...]:
    """Which of them can be had on this machine."""
    found = {"store": oxigraph() is not None, "text": opensearch(), "cluster": find_spec("distributed") is not None}
    return tuple(name for name, is_here in found.items() if is_here)


def is_sound(shelf: Shelf, before: str | None, wanted: str | None) -> Iterator[str]:
    """A server holds one generation or the other, or says that it is between; what is exempt it never has untold."""
    if shelf.state() == "whole" and shelf.content() not in (before, wanted):
        yield "the server says that it is whole, and holds neither generation: lost"
    if shelf.tells_of(SECRET) and not shelf.says_exempt():
        yield "the server has a paper that is not for publication, and does not say so: lost"
