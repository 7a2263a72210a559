"""The day of a paper's own meeting, from its first lines or its reports' labels; a letter's own date is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.divide.bodies import LONGEST_TITLE, body_end, labelled_body, titled_body
from ingest.read.document import Document, Line
from kg.dates import FoundDate, find_dates, parse_day

MEETING_DATE = re.compile(r"(?:Meeting date|Date of (?:the )?meeting)\s*:?", re.IGNORECASE)
HEAD_DATE = re.compile(
    r"(?:(?:Meeting|Committee|Cabinet|Board|Panel|Council) date"
    r"|Date of (?:the )?(?:meeting|committee|cabinet|board|council))\s*:?",
    re.IGNORECASE,
)
PLAIN_DATE = re.compile(r"Date(?: and time)?\s*:?", re.IGNORECASE)
# Labels whose value names a body, and may name the day behind it: "To: Cabinet – 30 January 2025".
TO_LABEL = re.compile(
    r"(?:(?:Report )?(?:To|for)|Committee(?: and date)?|Meeting|Decision[- ]maker|Name of (?:the )?committee)\s*:?$",
    re.IGNORECASE,
)
# What may stand beside a meeting's date on its line: labels, a time.
ALONE = re.compile(
    r"\W*(?:(?:(?:ordinary|general|annual|special) meeting|meeting|date|and|time|held|on|at|of|the|start(?:ing)?"
    r"|commencing|from|\d{1,2}(?:[.:]\d{2})?(?:\s*[ap]\.?m)?|noon|h(?:ou)?rs?)\b\W*){0,8}",
    re.IGNORECASE,
)
# A meeting told in a sentence: "A meeting of the Health Board will be held on Thursday 6 May 2021 at 7.00 pm".
HELD_ON = re.compile(
    r"\b(?:meeting|MEETING|held|HELD)\b[^.;]{0,220}?\b(?:on|ON)\W{0,3}(?:the\s)?$|\bheld\W{1,3}$", re.I
)
# Of another meeting, or of something else than a meeting.
NOT_THIS = re.compile(
    r"\b(?:last|previous|next|earlier|deadline|publish(?:ed)?|publication|despatch(?:ed)?|dispatch(?:ed)?|issued?"
    r"|call-in|deferred|consultation|referral|minutes of the (?:last |previous )?meeting held)\b",
    re.IGNORECASE,
)
SALUTATION = re.compile(r"Dear (?:Members?|Councillors?|Cllrs?|Sir|Madam|Colleagues?|All|Trustees?)\b", re.IGNORECASE)
LETTER_DATE = re.compile(r"Date\s*:", re.IGNORECASE)
AGENDA = re.compile(r"\W*(?:agenda|order of business)\W*", re.IGNORECASE)
FIRST_ITEM = re.compile(r"1[.)]?\s+[A-Z].*")
TIME = re.compile(r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?\s?m\b|noon|hrs?\b)|\b\d{1,2}[.:]\d{2}\b|\bnoon\b", re.I)
HEAD_LINES = 25
# How sure a date is to be the meeting's, by what stands beside it.
_WITH_BODY, _HELD, _WITH_DAY, _BARE = 4, 3, 2, 1


def labelled(lines: Sequence[Line], label: re.Pattern[str]) -> Iterator[str]:
    """The words behind a label, in the next cell or on the same line after the colon."""
    for line in lines:
        beside = _beside(line, label) if line.is_row else None
        if beside is not None:
            yield beside
            continue
        head, colon, rest = line.text[: LONGEST_TITLE * 2].partition(":")
        if colon and label.fullmatch(head + ":"):
            yield rest.strip()


def _beside(line: Line, label: re.Pattern[str]) -> str | None:
    """The words in the cells behind a label's, up to the next label of a row of pairs; None where the row has none."""
    texts = [cell.text for cell in line.cells]
    at = next((at for at in range(0, len(texts) - 1, 2) if label.fullmatch(texts[at])), None)
    if at is None:
        return None
    return " ".join(takewhile(lambda text: not text.endswith(":"), texts[at + 1 :])).strip()


def meeting_day(document: Document) -> str | None:
    """The date that the first lines give the meeting, else the one that most reports give; None where two bare dates
    dispute it and nothing tells which is the meeting's."""
    found = _head_day(document.lines)
    if found is not None:
        return found or None
    lines = document.lines[max(0, _salutation(document.lines[:HEAD_LINES])) :]
    for label in (HEAD_DATE, PLAIN_DATE):
        if day := _most(parse_day(words) for words in labelled(lines, label)):
            return day
    return _most(parse_day(words) for words in labelled(lines, TO_LABEL) if labelled_body(words))


def _salutation(head: Sequence[Line]) -> int:
    """The index of a letter's "Dear Member"; -1 where there is none."""
    return next((at for at, line in enumerate(head) if SALUTATION.match(line.text)), -1)


def _most(days: Iterator[str | None]) -> str | None:
    counted = Counter(day for day in days if day)
    return max(counted.items(), key=lambda pair: (pair[1], pair[0]))[0] if counted else None


def _head_day(lines: Sequence[Line]) -> str | None:
    """The surest date of the first lines; None where they give none, empty where two are as sure as each other."""
    held: dict[int, list[str]] = {}
    for sure, day in _candidates(lines):
        held.setdefault(sure, []).append(day)
    if not held:
        return None
    best = max(held)
    if best <= _WITH_DAY and len(set(held[best])) > 1:
        return ""
    return held[best][0]


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    head = _head(lines)
    letter = _salutation(head)
    for at, line in enumerate(head):
        text = line.text[: LONGEST_TITLE * 2]
        for found in find_dates(text):
            if len(found.iso) != 10 or (at < letter and LETTER_DATE.match(text)):
                continue
            before, behind = text[: found.start], text[found.end :]
            if len(text) <= LONGEST_TITLE and _is_alone(before, behind):
                yield _sureness(head, at, found, before), found.iso
                break
            if _is_held_on(head, at, before):
                yield _HELD, found.iso
                break


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines above the first item, or above the word Agenda where a date stands above that."""
    head: list[Line] = []
    dated = False
    for line in lines[:HEAD_LINES]:
        if FIRST_ITEM.fullmatch(line.text) or (dated and AGENDA.fullmatch(line.text)):
            break
        dated = dated or bool(parse_day(line.text[:LONGEST_TITLE]))
        head.append(line)
    return head


def _sureness(head: Sequence[Line], at: int, found: FoundDate, before: str) -> int:
    # "CABINET - 4 MARCH 2021", or the name right above: surer than a letter's "Date:" above them.
    if body_end(before) or any(titled_body(head, above) for above in range(max(0, at - 2), at)):
        return _WITH_BODY
    beside = [line.text for line in head[at : at + 2]]
    beside[0] = beside[0][: found.start] + beside[0][found.end :]
    return _WITH_DAY if found.weekday or any(len(text) < 40 and TIME.search(text) for text in beside) else _BARE


def _is_held_on(head: Sequence[Line], at: int, before: str) -> bool:
    """Whether the words before a date, here and on the three lines above, tell of this meeting being held."""
    above = [line.text for line in head[max(0, at - 3) : at]]
    told = " ".join([*above, before])[-300:]
    # Only what the last sentence says.
    told = re.split(r"[.;]\s", told)[-1]
    return bool(HELD_ON.search(told)) and not NOT_THIS.search(told)


def _is_alone(before: str, behind: str) -> bool:
    """Whether nothing but labels, a time and a committee's own name stands on both sides of a date."""
    if len(before) + len(behind) > LONGEST_TITLE:
        return False
    return bool(ALONE.fullmatch(before[body_end(before) :] + " " + behind))
