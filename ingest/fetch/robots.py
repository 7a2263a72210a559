"""What a site's robots.txt lets programs ask for, as RFC 9309 has it: the group that names us, else the one for all;
the longest rule that fits; `*` and `$`. urllib.robotparser takes the first rule that fits and knows neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

NAME: Final = "committee-kg"
MOST: Final = 512 * 1024  # bytes that are read; RFC 9309 asks for no more
RULES: Final = 2000
STARS: Final = 20  # in one rule; more are no rule that a person wrote


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for us: each whether it allows, and the path that it begins like; and the seconds between requests."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path, with its query, may be asked for."""
        plain = unquote(path)
        fitting = [(len(rule), allows) for allows, rule in self.rules if _fits(rule, plain)]
        return max(fitting)[1] if fitting else True


def read_robots(text: str) -> Robots:
    """The rules of a robots.txt that are for us."""
    ours: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named = False
    for names, lines in _groups(text):
        if NAME in names:
            named = True
            ours += lines
        elif "*" in names:
            others += lines
    return _robots(ours if named else others)


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Each group: whom it is for, and its lines."""
    names: list[str] = []
    lines: list[tuple[str, str]] = []
    for line in text[:MOST].splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = [], []
            names.append(value.lower().partition("/")[0].strip())
        elif key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    yield names, lines


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = [(key == "allow", unquote(value)) for key, value in lines[:RULES] if key != "crawl-delay" and value]
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return Robots(tuple(rule for rule in rules if rule[1].count("*") <= STARS), max(delays, default=0.0))


def _fits(rule: str, path: str) -> bool:
    """Whether a path begins like a rule; `*` is anything, `$` at its end the path's end. No regex: no backtracking."""
    whole = rule.endswith("$")
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(parts):
        if whole and number == len(parts) - 1:
            return path.endswith(part) and len(path) - len(part) >= at
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not whole or at == len(path)
