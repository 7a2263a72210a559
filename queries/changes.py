"""What came, changed and went between generations?"""

from __future__ import annotations

from dataclasses import dataclass

from kg.changes import Change, changes
from queries.library import Library


@dataclass(frozen=True, slots=True)
class ChangesAnswer:
    """Changes, the newest first.

    generation  the newest, which is the one that was asked
    since       the generation after which changes are told
    complete    whether all changes since then are told; else take everything anew, for older notes are let go
    """

    generation: int
    since: int
    complete: bool
    changes: tuple[Change, ...]


def changes_since(library: Library, since: int = 0) -> ChangesAnswer:
    """What changed after a generation, of what this library may see."""
    found = library.holdings
    told = [each for each in changes(found.own) if each.generation > since] if found.own else []
    number = found.number
    complete = since >= number or (
        bool(told) and told[0].generation == since + 1 and not any(each.more for each in told)
    )
    return ChangesAnswer(number, since, complete, tuple(reversed(told)))
