"""What minutes say of recommendations without repeating them: taken up as they stood, not approved, put off.

Strict: the words must open a sentence, so that "members noted that the recommendations were lost elsewhere" says
nothing, and must name recommendations, or the item itself. Of which limbs they speak is read; none named is all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal["as-recommended", "rejected", "deferred"]
_LIMB: Final = r"\(?(?:\d{1,2}(?:\.\d{1,2})?\s?(?:\(?[a-z]\b\)?)?|[ivx]{1,4}\b\)?|[a-z]\b\)?)\)?"
LIMBS: Final = rf"{_LIMB}(?:\s?(?:,\s?and\b|,|&|\band\b|\bto\b|-|–)\s?{_LIMB}){{0,9}}"
_OPENS: Final = (
    r"(?:^|[.;:]\s+|\)\s+)(?:(?:it was )?(?:resolved|agreed)(?: (?:unanimously|by (?:a )?majority))?(?: that|:)?\s+)?"
    r"(?:on being put to the vote,?\s+)?(?:that\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+|this\s+)?"
)
_SUBJECT: Final = rf"(?:officers?['’]?s?\s+)?recommendations?(?:\s+(?P<limbs>{LIMBS}))?(?:\s+(?:above|in the report))?"
# "The report was deferred" in a discussion may be another report than that of the item; in a decision it is this one.
_ITEM: Final = r"(?:(?<=this )item|consideration of (?:the|this) (?:item|report|matter)|substantive motion)"
_DECIDED_ITEM: Final = r"(?:item|report|matter|decision)"
_BE: Final = r"(?:\s+(?:was|were|be))(?:\s+then)?\s+"
_REFUSED: Final = r"(?:not\s+(?:be\s+)?(?:approved|agreed|accepted|supported|carried|adopted)|rejected|lost|refused)\b"
_PUT_OFF: Final = r"(?:deferred|withdrawn|referred\s+back)\b"
_TAKEN: Final = r"(?:approved|agreed|accepted|adopted|endorsed|carried)\b"
_BUT: Final = re.compile(
    r"(?i)\b(?:except|apart from|other than|excluding|subject to|as amended|with the (?:addition|following))"
)
REFUSED: Final = re.compile(rf"(?i){_OPENS}(?:{_SUBJECT}|{_ITEM}){_BE}(?P<words>{_REFUSED})")
PUT_OFF: Final = re.compile(rf"(?i){_OPENS}(?:{_SUBJECT}|{_ITEM}){_BE}(?P<words>{_PUT_OFF})")
ITEM_PUT_OFF: Final = re.compile(rf"(?i){_OPENS}{_DECIDED_ITEM}{_BE}(?P<words>{_PUT_OFF})")
TAKEN: Final = re.compile(
    rf"(?i){_OPENS}{_SUBJECT}(?:,? (?:as )?(?:set out|contained|detailed) in the report,?)?{_BE}(?P<words>{_TAKEN})"
)
# A decision in the infinitive: "To defer the item", "agree the recommendations in the report".
DEFERS: Final = re.compile(
    r"(?i)^(?:that the \w+ )?(?:to )?(?P<words>(?:defer(?:red)?|refer(?:red)? back|withdr[ae]w)"
    r" (?:the|this|consideration of (?:the|this)|a decision on (?:the|this))"
    r" (?:item|report|matter|decision|recommendations?))\b"
)
AGREES: Final = re.compile(
    r"(?i)^(?:that the \w+ )?(?:to )?(?:agreed?|approved?|accept(?:ed)?|adopt(?:ed)?|endorsed?)"
    r" (?:all )?(?:of )?(?:the )?"
    rf"(?P<words>(?:officers?['’]?s? )?recommendations?(?:\s+(?P<limbs>{LIMBS}))?)"
    r"\s*(?:\.|$|(?:as )?(?:set out|contained|detailed|in)\b)"
)
# A decision that says no to what it repeats: "not to approve the charges", "refuse permission", "defer the award …".
_ASIDE: Final = r"(?i)^(?:that |to |the committee |it |be |agreed? |resolved? )*"
_NO: Final = re.compile(_ASIDE + r"(?:not to |does not |do not |did not |reject|refus|declin)")
_LATER: Final = re.compile(_ASIDE + r"(?:defer|postpon|refer(?:red)? back)")


@dataclass(frozen=True, slots=True)
class Said:
    """What some words say became of recommendations: those of these limbs, as printed in one word, or of all (`()`).

    one   they speak of a single recommendation without saying which
    """

    verdict: Verdict
    limbs: tuple[str, ...]
    words: str
    one: bool = False


def said(text: str, *, decision: bool = False) -> Iterator[Said]:
    """All that some words say of recommendations; of a decision, whose words are the meeting's own, also in brief."""
    for pattern, verdict in (*_PATTERNS, *(_BRIEF if decision else ())):
        for found in pattern.finditer(text):
            yield from _said(found, verdict, text)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Verdict], ...]] = (
    (REFUSED, "rejected"),
    (PUT_OFF, "deferred"),
    (TAKEN, "as-recommended"),
)
_BRIEF: Final[tuple[tuple[re.Pattern[str], Verdict], ...]] = (
    (DEFERS, "deferred"),
    (ITEM_PUT_OFF, "deferred"),
    (AGREES, "as-recommended"),
)


def _said(found: re.Match[str], verdict: Verdict, text: str) -> Iterator[Said]:
    rest = re.split(r"[.;]\s", text[found.end() : found.end() + 200], maxsplit=1)[0]
    if verdict == "as-recommended" and _BUT.search(found[0] + rest):
        return  # some of them, with changes: which is not said here
    limbs = found.groupdict().get("limbs")
    words = (found[0] + rest).strip(" .;:")
    one = limbs is None and bool(re.search(r"(?i)\brecommendation\b", found[0]))
    yield Said(verdict, limbs_of(limbs) if limbs else (), words, one)


def limbs_of(words: str) -> tuple[str, ...]:
    """The limbs that "4c and 5", "1 to 3" or "(a), (b)" name, each as one word: 4c, 5."""
    found: list[str] = []
    parts = re.split(r"\s?(,\s?and\b|,|&|\band\b|\bto\b|-|–)\s?", words)
    for at in range(0, len(parts), 2):
        limb = plain_limb(parts[at])
        if at and parts[at - 1] in ("to", "-", "–") and found:
            found.extend(_between(found[-1], limb))
        elif limb:
            found.append(limb)
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    """The limbs after the first up to the last: numbers or single letters."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, min(int(last), int(first) + 30) + 1)]
    if len(first) == len(last) == 1:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]


def plain_limb(limb: str | None) -> str:
    """A limb as one word, however it is printed: "4(c)", "4 c." and "4c" are one."""
    return re.sub(r"[^0-9a-z]", "", (limb or "").casefold())


def named(limbs: Iterable[str], limb: str | None) -> bool:
    """Is a limb among those named? One that is named whole, `5`, has its parts, `5a`, with it."""
    mine = plain_limb(limb)
    return any(mine == each or (each.isdigit() and re.fullmatch(rf"{each}[a-z]+", mine)) for each in limbs)


def refuses(text: str) -> bool:
    """Does a decision open by saying no to what it repeats?"""
    return bool(_NO.search(text))


def puts_off(text: str) -> bool:
    """Does a decision open by putting off what it repeats?"""
    return bool(_LATER.search(text))
