"""What all names stand for, looked up in the file as it is asked for: a run touches what its papers name, no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from kg.identity import Identities, doubtful, in_turn, placed, resolve
from kg.identity_links import Link
from kg.identity_outcomes import Outcome, Thing
from kg.identity_people import Ambiguous, Doubt
from kg.identity_uses import Block, Said, Stated, stated_by
from kg.names_circles import CirclesKept, ThingsKept
from kg.names_file import NamesFile, unpacked
from kg.names_papers import PapersKept
from kg.versions import Work

Place = tuple[str, str, str]
PAPERS_HELD = 64  # whose names are held in memory
THINGS_HELD = 4096


class _Things(Mapping[str, Thing]):
    def __init__(self, file: NamesFile) -> None:
        self._db = file.db
        self._get = lru_cache(maxsize=THINGS_HELD)(ThingsKept(file).get)

    def __getitem__(self, iri: str) -> Thing:
        if thing := self._get(iri):
            return thing
        raise KeyError(iri)

    def __iter__(self) -> Iterator[str]:
        return (str(iri) for (iri,) in self._db.execute("SELECT iri FROM things ORDER BY iri").fetchall())

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM things").fetchone()[0])


class _Scopes(Mapping[str, str]):
    def __init__(self, file: NamesFile) -> None:
        self._db = file.db

    def __getitem__(self, paper: str) -> str:
        row = self._db.execute("SELECT scope FROM papers WHERE sha256 = ?", (paper,)).fetchone()
        if row is None or row[0] is None:
            raise KeyError(paper)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        query = "SELECT sha256 FROM papers WHERE scope IS NOT NULL ORDER BY sha256"
        return (str(sha256) for (sha256,) in self._db.execute(query).fetchall())

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Papers:
    """The places of each paper's names, and the doubts about them."""

    def __init__(self, file: NamesFile, papers: PapersKept, scopes: Mapping[str, str], said: Said) -> None:
        self._file, self._papers, self._said = file, papers, said
        self.scopes = scopes
        self.of = lru_cache(maxsize=PAPERS_HELD)(self._of)

    def _of(self, paper: str) -> tuple[dict[Place, str], dict[Place, Ambiguous]]:
        places: dict[Place, str] = {}
        doubts: dict[Place, Ambiguous] = {}
        named = self._papers.named(paper)
        if named is None or named.scope is None:
            return places, doubts
        stated = stated_by(paper, named.mentions(), named.scope, self._said)
        for block in sorted(stated, key=in_turn):
            found = self._outcome(block, stated[block])
            places.update(placed(block, stated[block], found))
            for _thing, each in doubtful(block, stated[block], found.doubts):
                doubts[paper, block[1], each.form] = each
        return places, doubts

    def _outcome(self, block: Block, stated: Stated) -> Outcome:
        """What the keys of one paper came to."""
        kept = CirclesKept(self._file, block)
        keys = {*stated.keys.values()}.union(*stated.aliases.values())
        stands = {key: kept.stands(key) for key in keys}
        if None in stands.values():
            raise sqlite3.DatabaseError("torn: a paper's name is missing")
        of = {key: iri for key, iri in stands.items() if isinstance(iri, str)}
        return Outcome({}, of, {key: doubt for key, doubt in stands.items() if isinstance(doubt, Doubt)})


class _Places(Mapping[Place, str]):
    def __init__(self, papers: _Papers) -> None:
        self._papers = papers

    def __getitem__(self, place: Place) -> str:
        return self._papers.of(place[0])[0][place]

    def __iter__(self) -> Iterator[Place]:
        return (place for paper in self._papers.scopes for place in self._papers.of(paper)[0])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Doubts(Mapping[Place, Ambiguous]):
    def __init__(self, papers: _Papers) -> None:
        self._papers = papers

    def __getitem__(self, place: Place) -> Ambiguous:
        return self._papers.of(place[0])[1][place]

    def __iter__(self) -> Iterator[Place]:
        return (place for paper in self._papers.scopes for place in self._papers.of(paper)[1])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Links(Mapping[tuple[str, str], tuple[Link, ...]]):
    """Why names are one. That is told to a person who asks, and kept for nobody: all names are resolved for it."""

    def __init__(self, papers: PapersKept, said: Said) -> None:
        self._papers, self._said = papers, said

    @cached_property
    def _found(self) -> Mapping[tuple[str, str], tuple[Link, ...]]:
        return resolve(self._papers.every_mention(), self._said.judgements).links

    def __getitem__(self, block: tuple[str, str]) -> tuple[Link, ...]:
        return self._found[block]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Printed(Mapping[str, Work]):
    """What several papers print, by IRI."""

    def __init__(self, file: NamesFile) -> None:
        self._db = file.db

    def __getitem__(self, iri: str) -> Work:
        row = self._db.execute("SELECT data FROM works WHERE iri = ?", (iri,)).fetchone()
        if row is None:
            raise KeyError(iri)
        return unpacked(row[0], Work)

    def __iter__(self) -> Iterator[str]:
        return (str(iri) for (iri,) in self._db.execute("SELECT iri FROM works ORDER BY iri").fetchall())

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM works").fetchone()[0])


def identities(file: NamesFile, papers: PapersKept, said: Said) -> Identities:
    """What all names stand for, as the file has it when it is asked."""
    scopes = _Scopes(file)
    of_papers = _Papers(file, papers, scopes, said)
    links = _Links(papers, said)
    return Identities(_Things(file), _Places(of_papers), scopes, _Doubts(of_papers), said.committees, links)
