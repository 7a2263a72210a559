"""By how long a contract may be extended, as a notice's field on renewal says it: mostly a few words, no sentence.

    extension_of("Two further periods of 12 months each", 36)     # 24
    extension_of("12 months or 24 months", 36)                    # None: what is unclear is a person's to read

A length counts only where every other length in the words is accounted for: notice, steps in which it is taken, the
term that stands beside them in the notice, or the same length said again.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.terms import NUMBERS, PLUS, months, read_extension, read_plus, read_term

_N: Final = r"(?:(?<![\d.,£])\d{1,3}|\b(?:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + "))"
_FEW: Final = r"(?<![\d.,£])\b(?P<times>[1-5]|one|two|three|four|five)"
_KIND: Final = r"(?:(?:optional|further|additional|possible|extra)\s+){0,2}"
_LENGTH: Final = rf"(?P<number>{_N})[\s-]+{_KIND}(?P<unit>years?|months?)\b"
_ANY: Final = rf"{_N}[\s-]+{_KIND}(?:years?|months?)\b"
_EXTENDING: Final = r"(?:extension|renewal|option|period|term)s?\b"
# "2 x 12 months", "two further periods of one year each", "2 one-year extension options"
SEVERAL: Final = re.compile(
    rf"{_FEW}(?:\s*[x×]\s*|\s+{_KIND}(?:extension\s+|renewal\s+)?{_EXTENDING},?\s+(?:each\s+)?(?:of|for)\s+"
    rf"(?:up to\s+)?(?:an?\s+)?){_KIND}{_LENGTH}"
    rf"|{_FEW.replace('times', 'so_many')}\s+{_KIND}{_LENGTH.replace('number', 'of').replace('unit', 'of_unit')}"
    rf"[\s-]+{_KIND}{_EXTENDING}",
    re.IGNORECASE,
)
# "may be extended by up to 2 years", "an option to extend for a further period or periods of up to 24 months"
SINGLE: Final = re.compile(
    r"\b(?:exten[ds]\w*|extension|renew(?:ed|al|als)?|options?|optional|possib\w+)\b[^.;]{0,80}?(?:\b(?:by|for|of)|:)\s+"
    rf"(?:(?:up|to|an?|any|the|maximum|max|of|periods?|period\(s\)|further|additional|extra|another|or)\s+){{0,9}}{_LENGTH}",
    re.IGNORECASE,
)
# "Optional 3 years extension", "24-month extension"
NAMED: Final = re.compile(
    rf"\b(?:optional|possible)\s+{_LENGTH}(?:\s+(?:extension|renewal|period)|\W*$)"
    rf"|{_LENGTH.replace('number', 'of').replace('unit', 'of_unit')}[\s-]+{_KIND}(?:extension|renewal)s?\b",
    re.IGNORECASE,
)
# "12 months subject to mutual agreement": nothing but a length, and on what it hangs.
BARE: Final = re.compile(
    rf"^\W*(?:up to\s+)?(?:an?\s+)?{_KIND}{_LENGTH}\W*"
    r"(?:$|(?:extensions?|renewals?)\b|subject to\b|at the\b|by mutual\b)",
    re.IGNORECASE,
)
# "3+1+1": what is counted is not said, or what the first is, so that must be what the period beside it is; not where
# the words say that all of it is an extension.
SUMMED: Final = re.compile(
    r"(?P<lone>(?<![a-z0-9])(?<![a-z0-9]\s)\+\s?)?(?<![\d.£])(?P<first>\d{1,2})(?P<rest>(?:\s?\+\s?\d{1,2}){0,4})(?![\d.]|\s?\+)"
    r"(?P<unit>[\s-]*(?:years?|months?)\b)?(?P<after>[\s-]+(?:extension|option|renewal))?",
    re.IGNORECASE,
)
EXTENDING_BEFORE: Final = re.compile(
    r"\b(?:exten[ds]\w*|extension|options?|optional|possible|further)\b[^.;:+]{0,40}$", re.IGNORECASE
)
UNITS: Final = ("year", "month")
# What a length is that is none of an extension: notice, a step in which it is taken.
ASIDE: Final = re.compile(
    rf"(?:\bat least\s+)?{_ANY}(?:['’]s?)?\s+(?:(?:prior|written|advance|clear)\s+){{0,2}}"
    rf"(?:notice|before|prior|in advance)\b"
    rf"|\b(?:in|of|by)\s+{_ANY}[\s-]+(?:increments?|steps?|blocks?)\b|\bin\s+{_ANY}[\s-]+periods\b",
    re.IGNORECASE,
)
# The term without its extensions: "an initial term of 3 years", "3 years with an option …".
INITIAL: Final = re.compile(
    rf"\binitial\s+(?:(?:contract\s+)?(?:term|period)\s+(?:is\s+|of\s+|will be\s+)?)?(?P<initial>{_ANY})"
    rf"|(?:^\W*|\b(?:duration|term|period) of )(?P<opening>{_ANY}),?\s+(?:with|plus)\s+(?=an?\b|the\b|options?\b)",
    re.IGNORECASE,
)
SAID_TWICE: Final = re.compile(rf"\b({_N})\s*\(\s*{_N}\s*\)", re.IGNORECASE)  # "two (2) years"
LENGTH: Final = re.compile(_LENGTH, re.IGNORECASE)
# Words with which a length is not the extension's, or nobody can tell whether it is.
UNCLEAR: Final = re.compile(
    r"\b(?:no|never|nor|neither|without|cannot)\b|\bnot\b(?!\s+(?:to\s+)?exceed|\s+(?:more|longer) than)|n['’]t\b"
    r"|\b(?:including|inclusive|overall|occasions?|twice|times|(?:each|every|per) year)\b"
    r"|(?<!\bfor up )(?<!\bby up )\bto (?:a|the) (?:maximum|max|total)\b"
    rf"|{_N}\s*(?:to|or|and|-|–)\s*{_N}[\s-]+(?:years?|months?)\b",
    re.IGNORECASE,
)
FURTHER: Final = re.compile(r"\b(?:further|additional)\b", re.IGNORECASE)
LONGEST: Final = 3000  # characters: more is a document, of which one length says too little
IN_TOTAL: Final = re.compile(r"\bin total\b", re.IGNORECASE)


def extension_of(renewal: str, term: int | None = None) -> int | None:
    """The months by which a contract may be extended, as words on its renewal say; `term` are the months that it lasts.

    Words that tell a term too are read where that is the period beside them: else that may have the extensions in it.
    """
    if len(renewal) > LONGEST:
        return None
    words = ASIDE.sub(" ", SAID_TWICE.sub(r"\1", renewal))
    if UNCLEAR.search(words) or (IN_TOTAL.search(words) and not FURTHER.search(words)):
        return None
    initial = INITIAL.search(words)
    if initial:
        told = LENGTH.search(initial["initial"] or initial["opening"])
        if not told or _months(told) != term:
            return None
        words = words[: initial.start()] + " " + words[initial.end() :]
    length, left, reckoned = _read(words, term)
    if not length or read_term(left):
        return None
    others = list(LENGTH.finditer(left))
    again = all(_months(other) == length and (reckoned or left[other.start() - 1] == "(") for other in others)
    return length if again else None


def _read(words: str, term: int | None) -> tuple[int | None, str, bool]:
    """The length that words say, the words without it, and whether it was made of several."""
    if several := SEVERAL.search(words):
        times = several["times"] or several["so_many"]
        return months(times, "month") * _months(several), _without(words, several), True
    first, rest = read_plus(words)
    if (plus := PLUS.search(words)) and rest and first in (None, term):
        return rest, _without(words, plus), True
    summed = next((found for found in SUMMED.finditer(words) if found["rest"] or found["lone"]), None)
    if summed:
        return _summed(words, summed, term), _without(words, summed), True
    for pattern in (BARE, SINGLE, NAMED):
        if found := pattern.search(words):
            return _months(found), _without(words, found), False
    return None if plus else read_extension(words), " ", False


def _without(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}"


def _months(found: re.Match[str]) -> int:
    """The months of a length, by whichever way a pattern found it."""
    groups = found.groupdict()
    return months(groups.get("number") or groups.get("of"), groups.get("unit") or groups.get("of_unit") or "")


def _summed(words: str, found: re.Match[str], term: int | None) -> int | None:
    """What a sum says of the extension: all of it, or what stands behind the term; None where nobody can tell."""
    parts = [found["first"], *re.findall(r"\d+", found["rest"])]
    unit = found["unit"].strip(" -") if found["unit"] else None
    if unit and (found["lone"] or found["after"] or EXTENDING_BEFORE.search(words[: found.start()])):
        return sum(months(each, unit) for each in parts)
    own = next((each for each in UNITS if months(parts[0], each) == term and unit in (None, each, f"{each}s")), None)
    return sum(months(each, own) for each in parts[1:]) or None if own and not found["lone"] else None
