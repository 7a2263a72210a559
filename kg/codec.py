"""Records to JSON and back, so that the archive can be read by people and by later versions.

A record is written as `{"Decision": {"meeting": …}}`: its class's name, then its fields in the order of the class. The
same reading always gives the same bytes. A Decimal is written as a string, so that no penny is lost.
A field that a class gained since, with a default, may be missing; one that no class has is an error, for whoever wrote
it knew something that would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TypeVar, get_args, get_type_hints

import msgspec

from kg.errors import BaseDamaged
from kg.records import Passage, Reading, Record

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Record)}
NEWER = "it was written by another version of committee-kg; use that version, or ingest the paper again"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of a class's fields, and the shapes of those that hold records themselves (MeetingKey, Evidence)."""

    name: str
    names: frozenset[str]
    nested: tuple[tuple[str, Shape], ...]


def encode(reading: Reading) -> bytes:
    """A reading as JSON, one record a line."""
    records = (b'{"%s":%s}' % (type(record).__name__.encode(), encode_value(record)) for record in reading.records)
    passages = (encode_value(passage) for passage in reading.passages)
    return b'{"records":[%s],"passages":[%s]}' % (_lines(records), _lines(passages))


def decode(data: bytes) -> Reading:
    """The reading that `encode` wrote; BaseDamaged says what in it cannot be understood."""
    return _reading(_parse(data))


def encode_versioned(extractor: str, reading: Reading) -> bytes:
    """A reading with the version of the extractors that made it: what the archive keeps."""
    return b'{"extractor":%s,\n"reading":%s}\n' % (msgspec.json.encode(extractor), encode(reading))


def decode_versioned(data: bytes) -> tuple[str, Reading]:
    """The version and the reading that `encode_versioned` wrote."""
    document = _parse(data)
    if not isinstance(document, dict) or document.keys() != {"extractor", "reading"}:
        raise BaseDamaged("there should be `extractor` and `reading`, and nothing else; ingest the paper again")
    return str(document["extractor"]), _reading(document["reading"])


def encode_value(value: object) -> bytes:
    """One dataclass as JSON, its fields in the class's order."""
    return msgspec.json.encode(value)


def decode_value(data: bytes, kind: type[T]) -> T:
    """One dataclass from JSON; BaseDamaged for a field that it does not have, or lacks."""
    return _value(_parse(data), kind)


def _lines(items: Iterable[bytes]) -> bytes:
    joined = b",\n".join(items)
    return b"\n%s\n" % joined if joined else b""


def _parse(data: bytes) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaseDamaged(f"this is no whole JSON document ({error}); ingest the paper again") from error


def _reading(document: object) -> Reading:
    if not isinstance(document, dict) or document.keys() != {"records", "passages"}:
        raise BaseDamaged("a reading should hold `records` and `passages`, and nothing else; ingest the paper again")
    records = tuple(_record(tagged) for tagged in _items(document["records"]))
    passages = tuple(_value(item, Passage) for item in _items(document["passages"]))
    return Reading(records, passages)


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BaseDamaged(f"there should be a list of records, but there is {value!r:.60}")
    return value


def _record(tagged: object) -> Record:
    if not isinstance(tagged, dict) or len(tagged) != 1:
        raise BaseDamaged(f"a record should be one name and its fields, but there is {tagged!r:.60}")
    [(name, body)] = tagged.items()
    if name not in KINDS:
        raise BaseDamaged(f"there is a record of an unknown kind, {name!r}: {NEWER}")
    record: Record = _value(body, KINDS[name])
    return record


def _value(body: object, kind: type[T]) -> T:
    _refuse_strays(body, kind)
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as error:
        raise BaseDamaged(f"{kind.__name__} cannot be understood: {error}") from error


def _refuse_strays(body: object, kind: type) -> None:
    for owner, stray in _strays(body, _shape(kind)):
        raise BaseDamaged(f"{owner} has an unknown field, {stray!r}: {NEWER}")


def _strays(value: object, shape: Shape) -> Iterator[tuple[str, str]]:
    """Fields that the class does not have: msgspec passes over these in dataclasses without a word."""
    if isinstance(value, list):
        for item in value:
            yield from _strays(item, shape)
    elif isinstance(value, dict):
        yield from ((shape.name, stray) for stray in sorted(value.keys() - shape.names))
        for name, inner in shape.nested:
            yield from _strays(value.get(name), inner)


@cache
def _shape(kind: type) -> Shape:
    hints = get_type_hints(kind)
    names = frozenset(field.name for field in fields(kind))
    nested = tuple((name, _shape(inner)) for name in sorted(names) for inner in _classes_in(hints[name]))
    return Shape(kind.__name__, names, nested)


def _classes_in(hint: object) -> Iterator[type]:
    """The dataclasses inside a type such as `tuple[Evidence, ...]` or `MeetingKey | None`."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for part in get_args(hint):
        yield from _classes_in(part)
