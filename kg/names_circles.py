"""Circles of names as they are kept, with what each came to, and the tokens by which they are found."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.identity_circles import key_token
from kg.identity_outcomes import Thing
from kg.identity_people import Doubt
from kg.identity_uses import Block, Use, Uses
from kg.names_file import NamesFile, number_of, packed, unpacked
from kg.normal import MentionKind
from kg.vocabulary import ID_BASE

BODIES = (f"{ID_BASE}committee/", f"{ID_BASE}council/")
IN_DOUBT = ""  # what stands in the place of the IRI of a key that fits several people


class Kept(NamedTuple):
    """A circle as it is packed."""

    uses: list[tuple[Use, int]]
    papers: list[tuple[str, str, int]]
    apart: list[tuple[str, str, int]]
    of: list[tuple[str, tuple[str, ...]]]
    doubts: list[tuple[str, str, str, tuple[str, ...]]]


class ThingKept(NamedTuple):
    """A thing as it is packed, without its IRI."""

    kind: MentionKind
    label: str
    names: tuple[str, ...]
    refs: tuple[str, ...]
    part_of: str | None
    date: str | None


@dataclass(slots=True)
class Circle:
    """Some uses and what they came to; `number` is None for one that is new."""

    number: int | None = None
    uses: Uses = field(default_factory=Uses)
    of: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)


class CirclesKept:
    """The circles of one block."""

    def __init__(self, file: NamesFile, block: Block) -> None:
        self._db = file.db
        self._block = block
        self._loaded: dict[int, Circle] = {}
        self._prefix = hashlib.blake2b("\x00".join((*block, "")).encode(), digest_size=12)

    def _key(self, token: str) -> bytes:
        whole = self._prefix.copy()
        whole.update(token.encode())
        return whole.digest()

    def holder(self, token: str) -> int | None:
        """The number of the circle that a token leads to."""
        row = self._db.execute("SELECT circle FROM tokens WHERE token = ?", (self._key(token),)).fetchone()
        return int(row[0]) if row else None

    def stands(self, key: str) -> str | Doubt | None:
        """For what a key stands: an IRI, or several people; None where no paper has it."""
        query = "SELECT circle, iri FROM tokens WHERE token = ?"
        row = self._db.execute(query, (self._key(key_token(key)),)).fetchone()
        if row is None or row[1] is None:
            return None
        return self.load(row[0]).doubts[key] if row[1] == IN_DOUBT else str(row[1])

    def load(self, number: int) -> Circle:
        """A circle, read once."""
        if number not in self._loaded:
            row = self._db.execute("SELECT data FROM circles WHERE id = ?", (number,)).fetchone()
            if row is None:
                raise sqlite3.DatabaseError("torn: a circle is missing")
            kept = unpacked(row[0], Kept)
            uses = Uses(dict(kept.uses), {(a, b): n for a, b, n in kept.papers}, {(a, b): n for a, b, n in kept.apart})
            of = {key: iri for iri, keys in kept.of for key in keys}
            self._loaded[number] = Circle(number, uses, of, {each[0]: Doubt(*each) for each in kept.doubts})
        return self._loaded[number]

    def save(self, circle: Circle) -> int:
        """Keep a circle; its number."""
        keys: dict[str, tuple[str, ...]] = {}
        for key, iri in circle.of.items():
            keys[iri] = (*keys.get(iri, ()), key)
        uses, doubts = circle.uses, circle.doubts.values()
        kept = Kept(
            list(uses.uses.items()),
            [(*pair, count) for pair, count in uses.papers.items()],
            [(*pair, count) for pair, count in uses.apart.items()],
            list(keys.items()),
            [(each.key, each.form, each.name, each.candidates) for each in doubts],
        )
        done = self._db.execute("REPLACE INTO circles VALUES (?, ?)", (circle.number, packed(kept)))
        circle.number = circle.number or int(done.lastrowid or 0)
        self._loaded[circle.number] = circle
        return circle.number

    def drop(self, number: int) -> None:
        """Forget a circle; its tokens lead elsewhere, or are released."""
        self._loaded.pop(number, None)
        self._db.execute("DELETE FROM circles WHERE id = ?", (number,))

    def hold(self, tokens: Iterable[str], number: int) -> None:
        """Let tokens lead to a circle."""
        hold = "INSERT INTO tokens VALUES (?, ?, NULL) ON CONFLICT DO UPDATE SET circle = excluded.circle"
        self._db.executemany(hold, [(self._key(token), number) for token in tokens])

    def release(self, tokens: Iterable[str]) -> None:
        """Let tokens lead nowhere."""
        self._db.executemany("DELETE FROM tokens WHERE token = ?", [(self._key(token),) for token in tokens])

    def note(self, standing: Mapping[str, str | Doubt | None]) -> None:
        """Note for what keys stand; their tokens are held."""
        rows = [
            (IN_DOUBT if isinstance(stands, Doubt) else stands, self._key(key_token(key)))
            for key, stands in standing.items()
        ]
        self._db.executemany("UPDATE tokens SET iri = ? WHERE token = ?", rows)

    def bear(self, number: int, keys: Collection[str]) -> None:
        """Note that a paper has names of these keys."""
        rows = [(self._bearing(key), number) for key in keys]
        self._db.executemany("INSERT OR IGNORE INTO bearers VALUES (?, ?)", rows)

    def forget(self, number: int, keys: Collection[str]) -> None:
        """Note that it has not."""
        rows = [(self._bearing(key), number) for key in keys]
        self._db.executemany("DELETE FROM bearers WHERE key = ? AND paper = ?", rows)

    def bearers(self, key: str) -> list[int]:
        """The numbers of the papers that have names of a key."""
        query = "SELECT paper FROM bearers WHERE key = ? ORDER BY paper"
        return [number for (number,) in self._db.execute(query, (self._bearing(key),))]

    def _bearing(self, key: str) -> int:
        return number_of(*self._block, key)


class ThingsKept:
    """The things of all blocks, and which of them a run changed."""

    def __init__(self, file: NamesFile) -> None:
        self._db = file.db
        self._before: dict[str, Thing | None] = {}
        self._was: dict[str, bool] = {}

    def get(self, iri: str) -> Thing | None:
        """A thing; None where there is none."""
        row = self._db.execute("SELECT data FROM things WHERE iri = ?", (iri,)).fetchone()
        return Thing(iri, *unpacked(row[0], ThingKept)) if row else None

    def is_body(self, iri: str) -> bool:
        """Whether an IRI is that of a committee or council."""
        return iri.startswith(BODIES) and self.get(iri) is not None

    def put(self, thing: Thing) -> None:
        """Note what a thing is."""
        before = self._note(thing.iri)
        if before != thing:
            kept = ThingKept(thing.kind, thing.label, thing.names, thing.refs, thing.part_of, thing.date)
            self._db.execute("REPLACE INTO things VALUES (?, ?)", (thing.iri, packed(kept)))

    def drop(self, iri: str) -> None:
        """Note that there is no such thing."""
        self._note(iri)
        self._db.execute("DELETE FROM things WHERE iri = ?", (iri,))

    def _note(self, iri: str) -> Thing | None:
        before = self.get(iri)
        self._before.setdefault(iri, before)
        if iri.startswith(BODIES):
            self._was.setdefault(iri, before is not None)
        return before

    def changed(self) -> frozenset[str]:
        """The things that came, changed or went in this run."""
        return frozenset(iri for iri, before in self._before.items() if self.get(iri) != before)

    def stirred(self) -> list[str]:
        """The committees and councils that came or went since this was asked last."""
        was, self._was = self._was, {}
        return sorted(iri for iri, there in was.items() if there != (self.get(iri) is not None))
