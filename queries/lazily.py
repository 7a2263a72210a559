"""Long answers of which a page is looked at: rows that are made when they are looked at, those of a page together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Light = TypeVar("Light")
Row = TypeVar("Row")


class Lazily(Sequence[Row], Generic[Light, Row]):
    """Rows, each made of something light; a slice makes its own rows, in one go, and no others.

    light   what rows are made of, in order
    make    some rows of theirs, in the same order
    """

    def __init__(self, light: Sequence[Light], make: Callable[[Sequence[Light]], Sequence[Row]]) -> None:
        self.light = light
        self._make = make

    def __len__(self) -> int:
        return len(self.light)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._make(self.light[at]) if isinstance(at, slice) else self._make([self.light[at]])[0]
