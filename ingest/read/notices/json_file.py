"""A JSON file as a tree, read strictly: what is damaged, doubled or nested too deeply is said, not guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from ingest.read.notices.release_text import Path
from ingest.read.text import decode
from kg.errors import Unreadable

Json = Any  # what json.loads gives: dict, list, str, Decimal, bool or None

NESTED: Final = "it is nested too deeply to read; get the notice again from its source"
# No published notice is nested so deep: the standard's own deepest place has 9 levels.
DEEPEST: Final = 40
LONGEST_NUMBER: Final = 400


class Doubled(dict[str, Json]):
    """An object in which names stand twice with different values; the last of each is kept, as everywhere."""

    doubled: tuple[str, ...] = ()


def tree_of(data: bytes) -> Json:
    """The file's value, its numbers as Decimals; raises Unreadable for what is damaged or nested too deeply.

    Its encoding is found from its content, as that of any text.
    """
    text = decode(data).lstrip("\ufeff")
    try:
        tree = json.loads(
            text, parse_float=_number, parse_int=_number, parse_constant=_no_number, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"it is a published notice (JSON) that breaks off or is damaged at line {error.lineno:,}, "
            f"character {error.colno:,}; get it again from its source"
        ) from error
    except ValueError as error:
        raise Unreadable(f"it is a published notice (JSON) with {error}; get it again from its source") from error
    except RecursionError as error:
        raise Unreadable(NESTED) from error
    if any(len(path) > DEEPEST for path, _ in leaves(tree)):
        raise Unreadable(NESTED)
    return tree


def leaves(tree: Json, at: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Each value that holds no others, with where it stands; in the file's order, empty lists and objects left out."""
    waiting: list[tuple[Path, Json]] = [(at, tree)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > DEEPEST:
            yield path, None
        elif isinstance(value, dict):
            waiting.extend((((*path, name), each) for name, each in reversed(value.items())))
        elif isinstance(value, list):
            waiting.extend((((*path, number), each) for number, each in reversed(list(enumerate(value)))))
        elif value is not None and value != "":
            yield path, value


def doubled_names(tree: Json) -> Iterator[str]:
    """The names that stand twice in one object, with different values."""
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Doubled):
            yield from value.doubled
        waiting.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())


def _number(digits: str) -> Decimal:
    if len(digits) > LONGEST_NUMBER or len(re.sub(r"^.*[eE]", "", digits)) > LONGEST_NUMBER:
        raise ValueError(f"a number of {len(digits):,} figures")
    return Decimal(digits)


def _no_number(word: str) -> Decimal:
    raise ValueError(f"“{word}” where a number should stand")


def _object(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    doubled: dict[str, None] = {}
    for name, value in pairs:
        if name in found and found[name] != value:
            doubled[name] = None
        found[name] = value
    if not doubled:
        return found
    marked = Doubled(found)
    marked.doubled = tuple(doubled)
    return marked
