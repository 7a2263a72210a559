"""Records to JSON and back, so that the archive can be read by people and by later versions.

A record is written as `{"Decision": {"meeting": …}}`: its class's name, then its fields in the order of the class. The
same reading always gives the same bytes. A Decimal is written as a string, so that no penny is lost.
A field that a class gained since, with a default, may be missing; one that no class has is an error, for whoever wrote
it knew something that would be lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import msgspec

from kg.errors import BaseDamaged
from kg.json_values import NEWER, converted, encode_value, parsed
from kg.records import Passage, Reading, Record

KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Record)}


def encode(reading: Reading) -> bytes:
    """A reading as JSON, one record a line."""
    records = (b'{"%s":%s}' % (type(record).__name__.encode(), encode_value(record)) for record in reading.records)
    passages = (encode_value(passage) for passage in reading.passages)
    return b'{"records":[%s],"passages":[%s]}' % (_lines(records), _lines(passages))


def decode(data: bytes) -> Reading:
    """The reading that `encode` wrote; BaseDamaged says what in it cannot be understood."""
    return _reading(parsed(data))


def encode_versioned(extractor: str, reading: Reading) -> bytes:
    """A reading with the version of the extractors that made it: what the archive keeps."""
    return b'{"extractor":%s,\n"reading":%s}\n' % (msgspec.json.encode(extractor), encode(reading))


def decode_versioned(data: bytes) -> tuple[str, Reading]:
    """The version and the reading that `encode_versioned` wrote."""
    document = parsed(data)
    if not isinstance(document, dict) or document.keys() != {"extractor", "reading"}:
        raise BaseDamaged("there should be `extractor` and `reading`, and nothing else; ingest the paper again")
    return str(document["extractor"]), _reading(document["reading"])


def _lines(items: Iterable[bytes]) -> bytes:
    joined = b",\n".join(items)
    return b"\n%s\n" % joined if joined else b""


def _reading(document: object) -> Reading:
    if not isinstance(document, dict) or document.keys() != {"records", "passages"}:
        raise BaseDamaged("a reading should hold `records` and `passages`, and nothing else; ingest the paper again")
    records = tuple(_record(tagged) for tagged in _items(document["records"]))
    passages = tuple(converted(item, Passage) for item in _items(document["passages"]))
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
    record: Record = converted(body, KINDS[name])
    return record
