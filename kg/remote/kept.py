"""What was asked last and what came of it, within bounds. For any number of threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Final, Generic, TypeVar

MOST: Final = 300_000  # things kept, an empty answer counting as one; quads take some 400 bytes each
T = TypeVar("T")


class Kept(Generic[T]):
    """Answers by what was asked; those not asked for the longest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._taken = 0
        self._kept: OrderedDict[Hashable, Sequence[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, asked: Hashable, ask: Callable[[], Sequence[T]]) -> Sequence[T]:
        """What was answered, or else what `ask` answers."""
        with self._lock:
            if (found := self._kept.get(asked)) is not None:
                self._kept.move_to_end(asked)
                return found
        answer = ask()  # not within the lock: one slow answer keeps nobody else waiting
        self.put(asked, answer)
        return answer

    def has(self, asked: Hashable) -> bool:
        """Whether an answer is kept."""
        return asked in self._kept

    def put(self, asked: Hashable, answer: Sequence[T]) -> None:
        """Keep an answer; one larger than an eighth of all is not kept."""
        if len(answer) > self._most // 8:
            return
        with self._lock:
            if asked in self._kept:
                return
            self._kept[asked] = answer
            self._taken += len(answer) + 1
            while self._taken > self._most:
                _, gone = self._kept.popitem(last=False)
                self._taken -= len(gone) + 1
