"""What a rule of reading needs stands in all that its pattern can find: looking for it first changes no record."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from re import Pattern
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import ingest.extract
from ingest.divide.bodies import COUNCIL
from ingest.divide.context import OF_COUNCILS
from ingest.divide.titles import TITLED
from ingest.extract.contracts.providers import ABBREVIATED, DIRECTED, DIRECTING
from ingest.extract.things.scheme_names import HOUSE, HOUSES, NAMED, NOUN_WORDS
from ingest.extract.words.wordings import Wording

# A character that is not known, which no need holds.
ANY = "\0"
SMALL_CLASS = 4


def _wordings() -> list[Wording]:
    """Every wording with needs that a module or a row of its tables holds."""
    found: dict[str, Wording] = {}
    for module in pkgutil.walk_packages(ingest.extract.__path__, "ingest.extract."):
        waiting: list[object] = list(vars(importlib.import_module(module.name)).values())
        while waiting:
            value = waiting.pop()
            if isinstance(value, Wording):
                if value.needs:
                    found[value.pattern] = value
            elif isinstance(value, tuple | list):
                waiting.extend(value)
            elif hasattr(value, "wording") and not isinstance(value, type):
                waiting.append(value.wording)
    return list(found.values())


def unmet(pattern: str, needs: Iterable[str]) -> set[str]:
    """How far what a pattern finds can have got to one of the needs without any; none where it always holds one."""
    return _walk(parser.parse(pattern), {""}, tuple(needs))


def _walk(nodes: Any, ends: set[str], needs: tuple[str, ...]) -> set[str]:
    for kind, value in nodes:
        ends = _kept(_step(kind, value, ends, needs), needs)
        if not ends:
            break
    return ends


def _kept(ends: Iterable[str], needs: tuple[str, ...]) -> set[str]:
    return {_begun(end, needs) for end in ends if not any(need in end for need in needs)}


def _begun(end: str, needs: tuple[str, ...]) -> str:
    """The last characters of an end that can become one of the needs; what stands before them makes no difference."""
    tails = (end[at:] for at in range(max(0, len(end) - max(map(len, needs))), len(end)))
    return next((tail for tail in tails if any(need.startswith(tail) for need in needs)), "")


def _step(kind: Any, value: Any, ends: set[str], needs: tuple[str, ...]) -> set[str]:
    if kind is code.LITERAL:
        return {end + chr(value).casefold() for end in ends}
    if kind is code.IN:
        plain = [chr(each[1]).casefold() for each in value if each[0] is code.LITERAL]
        parts = plain if len(plain) == len(value) <= SMALL_CLASS else [ANY]
        return {end + part for end in ends for part in parts}
    if kind is code.BRANCH:
        return set().union(*(_walk(branch, ends, needs) for branch in value[1]))
    if kind is code.SUBPATTERN:
        return _walk(value[3], ends, needs)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, body = value
        once = _walk(body, ends, needs)
        more = {end + ANY for end in once} if most > 1 else once
        return once | more | ends if least == 0 else once | more
    if kind is code.ASSERT:  # what stands before or behind must hold a need by itself
        return ends if _walk(value[1], {""}, needs) else set()
    if kind in (code.AT, code.ASSERT_NOT):
        return ends
    return {end + ANY for end in ends}


@pytest.mark.parametrize("wording", _wordings(), ids=lambda wording: wording.pattern[:40])
def test_what_a_wording_finds_always_holds_what_it_needs(wording: Wording) -> None:
    assert all(need == need.casefold() and need.isascii() and "?" not in need for need in wording.needs)
    assert not unmet(wording.pattern, wording.needs), "add to `needs` a word that its new branch always has"


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (COUNCIL, OF_COUNCILS),
        (DIRECTED, DIRECTING),
        (ABBREVIATED, ("(",)),
        (NAMED, NOUN_WORDS),
        (HOUSE, HOUSES),
        *((rule.title, rule.words) for rule in TITLED),
    ],
)
def test_words_looked_for_before_a_pattern_stand_in_all_that_it_finds(pattern: Pattern[str], needs: list[str]) -> None:
    assert not unmet(pattern.pattern, [need.casefold() for need in needs])


@pytest.mark.parametrize(
    ("pattern", "needs", "holds"),
    [
        (r"\b(?:award|agree)s?\b", ["award", "agree"], True),
        (r"\b(?:award|agree)s?\b", ["award"], False),
        (r"re-?tender", ["tender"], True),
        (r"(?:tender)?ing", ["tender"], False),
        (r"let(?=.*contract)", ["contract"], True),
        (r"[a-z]et", ["let"], False),
    ],
)
def test_a_need_that_a_pattern_can_do_without_is_noticed(pattern: str, needs: list[str], holds: bool) -> None:
    assert bool(unmet(pattern, needs)) is not holds


def test_a_wording_finds_in_lines_with_what_it_needs_only() -> None:
    wording = Wording(r"\bto (?P<what>tender|award)\b", reads=["to Tender"], needs=["tender", "award"])
    assert wording.search("agreed to TENDER")
    assert [found["what"] for found in wording.finditer("to award or to tender")] == ["award", "tender"]
    assert not wording.may_find("agreed")
