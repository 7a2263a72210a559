"""What goes between client, workers and readers: an order to read a paper, and the archive's entry that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.cluster.makeup import Makeup
from ingest.limits import Limits
from ingest.one_paper import EXTRACTOR, Overrides, PaperRead
from kg.archive import PaperText
from kg.codec import decode_versioned, encode_versioned
from kg.errors import BaseDamaged
from kg.json_values import decode_value, encode_value


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be read, but for its bytes: its name, what a person said of it, what it may take, and how it is to be
    read: a worker that would read it otherwise hands it back."""

    name: str
    said: Overrides
    limits: Limits
    makeup: Makeup


class Entry(NamedTuple):
    """A paper read, as the archive keeps it: text.json and records.json. (A tuple, so that Dask sees its size.)"""

    text: bytes
    records: bytes


def packed(read: PaperRead) -> Entry:
    """A paper that was read, without its bytes: whoever sent them has them."""
    return Entry(encode_value(read.text), encode_versioned(EXTRACTOR, read.reading))


def unpacked(entry: Entry, data: bytes) -> PaperRead:
    """The paper that `packed` was given; raises BaseDamaged where other rules read it, or it was torn on its way."""
    extractor, reading = decode_versioned(entry.records)
    if extractor != EXTRACTOR:
        raise BaseDamaged(f"it was read by version {extractor} of the extractors, and this is {EXTRACTOR}")
    return PaperRead(data, decode_value(entry.text, PaperText), reading)
