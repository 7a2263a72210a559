"""Graphs written to a store in bounded requests, each with the digest that says that it is whole.

A digest goes before its graph is touched and comes when all of it is there, in the same request where that is short
enough. So a graph with a digest is whole, whenever a publisher was stopped and whatever a store holds for one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.publish.publisher import must_be
from kg.remote.endpoint import Endpoint
from kg.remote.published import change_words, holding
from kg.vocabulary import PUBLISHED_GRAPH, PUBLISHED_WORDS

# Quads a request: Virtuoso 7 never answered one of 8,000, and says that it takes no more than 10,000 lines; of 2,000 it
# wrote 30,000 a second, as Oxigraph did, for which 8,000 were no faster (2026-11-22).
MOST: Final = 2000
BYTES: Final = 1_000_000
# The same where a store takes files of quads: of the same processor time Fuseki takes four times as many so.
LOADED: Final = 20_000
LOADED_BYTES: Final = 8_000_000


@dataclass(slots=True)
class Writer:
    """Writes to a store, for the publisher of a token.

    held   the digests of the graphs that are whole, kept up
    torn   graphs of which the store may have a part
    """

    endpoint: Endpoint
    token: str
    held: dict[str, str]
    torn: set[str]
    beat: int = 0
    requests: int = 0
    _forget: list[str] = field(default_factory=list)
    _delete: list[str] = field(default_factory=list)
    _drop: list[str] = field(default_factory=list)
    _insert: dict[str, Sequence[str]] = field(default_factory=dict)
    _whole: dict[str, str] = field(default_factory=dict)
    _lines: int = 0
    _bytes: int = 0

    def drop(self, graph: str) -> None:
        """Have a graph go."""
        self._let_go(graph)
        self._lines += 20  # what it takes a store is not known
        self._flush_if(self._most)

    def put(self, graph: str, lines: Sequence[str], told: str) -> None:
        """Have a graph hold these lines, of this digest."""
        self._flush_if(self._most - len(lines))
        self._let_go(graph)
        if len(lines) <= self._most:
            self._take(graph, lines)
        else:
            self._insert_by_parts(graph, lines)
        self._whole[graph] = told
        self._flush_if(self._most)

    def change(self, graph: str, gone: Sequence[str], come: Sequence[str], told: str) -> None:
        """Have a graph, which holds the lines of its digest, hold others in the place of some."""
        self.flush()
        self._forget.append(holding(graph, self.held.pop(graph)))
        if len(gone) + len(come) <= MOST:
            if gone:
                self._delete.append(f"DELETE DATA {{ {_data(graph, gone)} }}")
            if come:
                self._take(graph, come)
        else:
            for part in parts(gone):
                self._delete.append(f"DELETE DATA {{ {_data(graph, part)} }}")
                self.flush()
            self._insert_by_parts(graph, come)
        self._whole[graph] = told
        self.flush()

    def flush(self) -> None:
        """Send what waits."""
        steps = [*self._forgotten(), *self._delete]
        steps += [f"DROP SILENT GRAPH <{graph}>" for graph in self._drop]
        whole = [holding(graph, told) for graph, told in self._whole.items()]
        if self.endpoint.quads and self._lines > MOST:
            if steps:
                self.send(steps)
            self._load(whole)
        elif steps or self._insert or whole:
            told = [_data(graph, lines) for graph, lines in self._insert.items()] + [_data(PUBLISHED_GRAPH, whole)]
            steps += [f"INSERT DATA {{ {' '.join(told)} }}"] if self._insert or whole else []
            self.send(steps)
        self.held |= self._whole
        self.torn -= {*self._whole, *self._drop}
        self._delete, self._drop, self._insert, self._whole = [], [], {}, {}
        self._lines = self._bytes = 0

    def send(self, steps: Iterable[str]) -> None:
        """Do some updates, in one request, if this publisher is still the one who writes."""
        must_be(self.endpoint, self.token)
        beat = change_words({"beat": [str(self.beat)]}, {"beat": [str(self.beat + 1)]})
        self.beat += 1
        self.requests += 1
        self.endpoint.write(" ;\n".join([*steps, beat]))

    def _let_go(self, graph: str) -> None:
        if graph in self.held:
            self._forget.append(holding(graph, self.held.pop(graph)))
            self._drop.append(graph)
        elif graph in self.torn:
            self._drop.append(graph)

    def _take(self, graph: str, lines: Sequence[str]) -> None:
        if lines:
            self._insert[graph] = lines
        self._lines += len(lines)
        self._bytes += sum(map(len, lines))

    @property
    def _most(self) -> int:
        return LOADED if self.endpoint.quads else MOST

    @property
    def _bytes_most(self) -> int:
        return LOADED_BYTES if self.endpoint.quads else BYTES

    def _flush_if(self, most: int) -> None:
        if self._lines > max(most, 0) or self._bytes > self._bytes_most:
            self.flush()

    def _forgotten(self) -> list[str]:
        forget, self._forget = self._forget, []
        return [f"DELETE DATA {{ GRAPH <{PUBLISHED_GRAPH}> {{ {' '.join(forget)} }} }}"] if forget else []

    def _insert_by_parts(self, graph: str, lines: Sequence[str]) -> None:
        self.flush()
        for part in parts(lines, self._most, self._bytes_most):
            self._take(graph, part)
            self.flush()

    def _load(self, whole: Sequence[str]) -> None:
        """Send what waits as a file of quads: the digests after the graphs, a beat with them."""
        must_be(self.endpoint, self.token)
        quads = [f"{line[:-1]}<{graph}> ." for graph, lines in self._insert.items() for line in lines]
        self.beat += 1
        beat = f'<{PUBLISHED_GRAPH}> <{PUBLISHED_WORDS}beat> "{self.beat}" .'
        quads += [f"{line[:-1]}<{PUBLISHED_GRAPH}> ." for line in (*whole, beat)]
        self.requests += 1
        self.endpoint.load("\n".join(quads) + "\n")


def parts(lines: Sequence[str], most: int | None = None, bytes_most: int = BYTES) -> Iterator[list[str]]:
    """Lines in parts that one request may have."""
    part: list[str] = []
    size = 0
    for line in lines:
        if part and (len(part) >= (most or MOST) or size + len(line) > bytes_most):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line)
    if part:
        yield part


def _data(graph: str, lines: Sequence[str]) -> str:
    return f"GRAPH <{graph}> {{ " + "\n".join(lines) + " }" if lines else ""


def words_changed(before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> str:
    """The update that has a store say of itself what it is to say now."""
    gone = {word: [each for each in values if each not in now.get(word, ())] for word, values in before.items()}
    come = {word: [each for each in values if each not in before.get(word, ())] for word, values in now.items()}
    return change_words(gone, come)
