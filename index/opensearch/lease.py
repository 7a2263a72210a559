"""Who writes the indexes of a name: one document in the cluster, held for a minute at a time.

Who holds it renews it while it works. One that was killed is followed at once by the next on the same machine, and
after that minute by any other.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from index.opensearch.cluster import Cluster, Refused
from kg.errors import BaseBusy
from kg.processes import machine, started

SECONDS: Final = 60.0  # that a lease lasts
RENEWED: Final = 15.0  # seconds after which it is made to last again
SETTINGS: Final = {"settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
                   "mappings": {"dynamic": False, "properties": {}}}  # fmt: skip


class Lease:
    """The right to write, taken at once; BaseBusy where another has it."""

    def __init__(self, cluster: Cluster, now: Callable[[], float] = time.time) -> None:
        self._cluster = cluster
        self._now = now
        self._index = f"{cluster.at.name}-writer"
        pid = os.getpid()
        self._owner = {"machine": machine(), "pid": pid, "started": started(str(pid)), "token": uuid4().hex}
        self._kept = self._taken()
        self._until = self._now() + RENEWED

    def renew(self) -> None:
        """Say that the work goes on; BaseBusy where it took so long that another began."""
        if self._now() >= self._until:
            kept = self._put(self._kept)
            if kept is None:  # also where that one has gone since: what this one wrote may not be there any more
                raise self._busy()
            self._kept = kept
            self._until = self._now() + RENEWED

    def release(self) -> None:
        """Let the next one write."""
        try:
            self._cluster.ask("DELETE", self._path, params=self._kept)
        except Refused as error:
            if error.status not in (404, 409):
                raise

    @property
    def _path(self) -> str:
        return f"/{self._index}/_doc/writer"

    def _taken(self) -> dict[str, Any]:
        """Take it, where nobody has it, or a writer that is not there any more."""
        self._make_index()
        if kept := self._put({"op_type": "create"}):
            return kept
        found = self._cluster.there(self._path)
        if found and not self._is_left(found["_source"]):
            raise self._busy()
        if kept := self._put(_state(found) if found else {"op_type": "create"}):
            return kept
        raise self._busy()

    def _put(self, condition: dict[str, Any]) -> dict[str, Any] | None:
        """Write that it is held; how the next writing of it is told from another's. None where another has written."""
        told = {**self._owner, "until": self._now() + SECONDS}
        try:
            return _state(self._cluster.ask("PUT", self._path, told, condition))
        except Refused as error:
            if error.status != 409:
                raise
        found = self._cluster.there(self._path)  # a request that was granted, and sent again as no answer came?
        return _state(found) if found and found["_source"]["token"] == self._owner["token"] else None

    def _busy(self) -> BaseBusy:
        return BaseBusy(f"Another program is writing the text index at {self._cluster.at}; try again later.")

    def _is_left(self, lease: dict[str, Any]) -> bool:
        """Whether its minute is over, or it is of a program of this machine that is gone."""
        if lease["until"] < self._now():
            return True
        ours = bool(lease["machine"] == self._owner["machine"])
        return ours and started(str(lease["pid"])) != lease["started"]

    def _make_index(self) -> None:
        if self._cluster.there(f"/{self._index}") is None:
            try:
                self._cluster.ask("PUT", f"/{self._index}", SETTINGS, seconds=60)
            except Refused as error:
                if error.kind != "resource_already_exists_exception":
                    raise


def _state(answer: dict[str, Any]) -> dict[str, Any]:
    return {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
