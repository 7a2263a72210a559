"""Dataclasses to JSON and back, strictly: an unknown field or a torn document is BaseDamaged, never passed over.

Knows no class of its own, so that what reads a paper's text or a manifest does not build every record class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TypeVar, get_args, get_type_hints

import msgspec

from kg.errors import BaseDamaged

NEWER = "it was written by another version of committee-kg; use that version, or ingest the paper again"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of a class's fields, and the shapes of those that hold records themselves (MeetingKey, Evidence)."""

    name: str
    names: frozenset[str]
    nested: tuple[tuple[str, Shape], ...]


def encode_value(value: object) -> bytes:
    """One dataclass as JSON, its fields in the class's order."""
    return msgspec.json.encode(value)


def decode_value(data: bytes, kind: type[T]) -> T:
    """One dataclass from JSON; BaseDamaged for a field that it does not have, or lacks."""
    return converted(parsed(data), kind)


def parsed(data: bytes) -> object:
    """A JSON document as lists, dicts and plain values; BaseDamaged where it is torn."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BaseDamaged(f"this is no whole JSON document ({error}); ingest the paper again") from error


def converted(body: object, kind: type[T]) -> T:
    """A parsed document as a dataclass; BaseDamaged for a field that it does not have, or lacks."""
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
