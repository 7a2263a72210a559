"""Which servers questions are asked of, as options say it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.holdings import Stores

if TYPE_CHECKING:
    from kg.base import Base
    from kg.remote.place import RemoteGraph


def asking(base: Base, graph: str | None, text: str | None) -> Base:
    """A base whose questions are asked of servers, where any is given; names and passwords from the environment.

    WrongUse where an address is none, or has a password in it.
    """
    if not graph and not text:
        return base
    from dataclasses import replace

    return replace(base, stores=Stores(_graph(graph) if graph else base.stores.graph, text or base.stores.text))


def _graph(address: str) -> RemoteGraph:
    from kg.remote.credentials import credentials
    from kg.remote.place import RemoteGraph
    from kg.remote.server import split

    return RemoteGraph(address.rstrip("/"), credentials("GRAPH", split(address).hostname or "", os.environ))
