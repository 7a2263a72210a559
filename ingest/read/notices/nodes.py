"""One object of a notice's tree, asked by name: what is of another kind than the standard says is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.read.notices.json_file import Json
from ingest.read.notices.release_text import Path
from ingest.read.notices.words import lines_of, words_of

EMPTY: Final[Mapping[str, Json]] = {}


@dataclass(frozen=True, slots=True)
class Node:
    """An object of a release, and the path to it; an empty one stands for one that is not there."""

    data: Mapping[str, Json]
    path: Path = ()

    def __bool__(self) -> bool:
        return bool(self.data)

    def raw(self, name: str) -> Json:
        """A value as it stands; None where it is not there."""
        return self.data.get(name)

    def words(self, name: str) -> str | None:
        """A single value as one line of words."""
        return words_of(self.data.get(name))

    def lines(self, name: str) -> list[str]:
        """A text's paragraphs."""
        value = self.data.get(name)
        return lines_of(value) if isinstance(value, str) else []

    def at(self, *names: str) -> Path:
        """The path of a value in it."""
        return (*self.path, *names)

    def node(self, name: str) -> Node:
        """An object in it."""
        value = self.data.get(name)
        return Node(value if isinstance(value, dict) else EMPTY, self.at(name))

    def each(self, name: str) -> Iterator[Node]:
        """The objects of a list in it; one object where the standard wants a list is a list of one."""
        value = self.data.get(name)
        if isinstance(value, dict):
            yield Node(value, self.at(name))
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict) and item:
                yield Node(item, (*self.path, name, number))

    def values(self, name: str) -> Iterator[tuple[str, Path]]:
        """The words of a list of single values, each with its path; one value where a list is wanted is one."""
        value = self.data.get(name)
        if isinstance(value, str) and (words := words_of(value)):
            yield words, self.at(name)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if words := words_of(item):
                yield words, (*self.path, name, number)
