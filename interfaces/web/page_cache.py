"""Finished answers of one generation: it never changes, so an answer once made is right until the next generation."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

OVERHEAD: Final = 500  # bytes that an entry takes beside its body


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer: its headers as ASGI has them, and its body."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class PageCache:
    """The answers asked for last, within so many bytes. For any number of threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._taken = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Kept | None:
        """The answer kept under a key."""
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
            return found

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer, and let go of those longest unasked for; one that would take a quarter of all is not kept."""
        size = len(answer.body) + OVERHEAD
        if size > self._most // 4:
            return
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = answer
            self._taken += size
            while self._taken > self._most:
                _, gone = self._kept.popitem(last=False)
                self._taken -= len(gone.body) + OVERHEAD

    def __len__(self) -> int:
        return len(self._kept)
