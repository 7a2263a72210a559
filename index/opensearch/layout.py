"""How a passage lies in a cluster: the fields of its index, and what each has of a passage.

Words come cut, folded and stemmed by us (index.analysis), and the cluster only takes them apart at spaces: so it finds
what the embedded engines find, whatever version its own English analysis is of (docs/adr/0013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

import msgspec

from index import analysis
from index.passages import IndexedPassage, numbers, packed
from index.words import folded, written_and_stemmed

SHARDS: Final = 1  # of an index, where none are said: one takes some 30 million passages
COPIES: Final = "0-1"  # of each shard besides the first, as many as the nodes allow
WINDOW: Final = 10_000  # passages that one request may reach down to
KEYS: Final = ("newest", "oldest", "place", "part_key", "words_key", "key", "digest")
WHOLE: Final = 1 << 64  # keys have 64 bits; the cluster's whole numbers have a sign
DIGEST: Final = (1 << 36) - 1  # of a passage: the sum over a paper's, up to 131,000, is exact where numbers are doubles

_key: Final = {"type": "keyword", "ignore_above": 8000}  # Lucene takes 32,766 bytes
_shown: Final = {"type": "keyword", "index": False, "doc_values": False}


def mapping(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields; `told` is what the index says of itself."""
    stems = {"type": "text", "analyzer": "whitespace"}
    # Word by word, so that each can be counted; without gaps between them, so that phrases are found.
    written = stems | {"position_increment_gap": 0, "fields": {"words": _key}}
    fields: dict[str, Any] = dict.fromkeys(analysis.STEMMED, stems)
    fields |= dict.fromkeys(analysis.UNSTEMMED, written)
    fields |= dict.fromkeys((*analysis.WRITTEN, *analysis.VALUES), _key)
    fields |= {field: {"type": "long", "index": field == "key"} for field in KEYS}
    fields |= {"days": {"type": "integer"}, "worth": {"type": "integer", "index": False}, "stored": _shown}
    return {"dynamic": "strict", "_source": {"includes": ["stored"]}, "_meta": dict(told), "properties": fields}


def settings(shards: int) -> dict[str, Any]:
    """Of an index that is being written: without copies, and seen by nobody, until it is whole."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "auto_expand_replicas": "false",
        "refresh_interval": "-1",
        "max_result_window": WINDOW,
    }


def counted_in(field: str) -> str:
    """The field in which the words of another can be counted one by one."""
    return f"{field}.words" if field in analysis.UNSTEMMED else field


def signed(number: int) -> int:
    """A key as the cluster keeps it."""
    return number - WHOLE if number >= WHOLE >> 1 else number


def unsigned(number: int) -> int:
    """A key that the cluster kept."""
    return number % WHOLE


def digest(stored: bytes) -> int:
    """A number that tells what is stored of a passage from what was; a paper's passages add up to one of its own."""
    return int.from_bytes(blake2b(stored, digest_size=8).digest()) & DIGEST


def document(passage: IndexedPassage) -> tuple[str, bytes]:
    """A passage's name in the index, which is the same whenever it is sent again, and what the index has of it."""
    named = blake2b(passage.id.encode(), digest_size=16).digest()
    stored = packed(passage)
    fields: dict[str, Any] = dict(_words(analysis.texts(passage)))
    fields |= {field: values for field, values in analysis.values(passage).items() if values}
    fields |= {field: signed(number) for field, number in numbers(passage).items()}
    fields |= {"key": signed(int.from_bytes(named[:8])), "digest": digest(stored), "stored": stored.decode()}
    return named.hex(), msgspec.json.encode(fields)


def _words(texts: Mapping[str, str]) -> list[tuple[str, str | Sequence[str]]]:
    fields: list[tuple[str, str | Sequence[str]]] = []
    for field, text in texts.items():
        if text and field in analysis.STEMMED:
            written, stemmed = written_and_stemmed(text)
            fields += [(field, stemmed), (f"{field}_words", list(dict.fromkeys(written.split())))]
        elif text:
            fields.append((field, folded(text)))
    return fields
