"""One contract under two names at one meeting: the report asks for the current one's extension, the minutes extend it.

A paper says "current" or "new" only where it tells one contract from the next for the same thing, so the same step of
what is otherwise one name, put to a meeting and taken by it, is one contract's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.identity_links import Link
from kg.identity_spelling import loose
from kg.identity_uses import Use, is_generic
from kg.normal import normal

DECIDED: Final = "decided "
# What tells a contract from the one before or after it; "interim" and "transitional" say what kind it is.
OF_ITS_TIME: Final = frozenset(["current", "existing", "former", "new", "old", "present", "previous"])


def tokens(use: Use) -> Iterator[str]:
    """What uses share that are joined here: the step, its day, and the name without such words."""
    if not is_generic(" ".join(_lasting(normal("contract", use.name)))):
        words = loose(" ".join(_lasting(use.key)))
        yield from (f"{each} {words}" for each in use.about if each.startswith(DECIDED))


def _lasting(form: str) -> list[str]:
    return [word for word in form.split() if word not in OF_ITS_TIME]


def decided(of_keys: Mapping[str, Sequence[Use]]) -> list[Link]:
    """A join for each two keys that are one contract's at a meeting."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for key, uses in of_keys.items():
        for use in uses:
            for token in tokens(use):
                bearers[token].add(key)
    found: dict[tuple[str, str], Link] = {}
    for token, keys in sorted(bearers.items()):
        one, *others = sorted(keys)
        step, day = token.removeprefix(DECIDED).split()[:2]
        found.update(((one, other), Link(one, other, "meeting", f"“{step}” of {day}")) for other in others)
    return [found[pair] for pair in sorted(found)]
