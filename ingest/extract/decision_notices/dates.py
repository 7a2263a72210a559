"""When one member or officer decided: by a box for it, else by the date beside the signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.divide.sections import Section
from ingest.extract.decision_notices.box import Box, Form
from ingest.extract.decision_notices.labels import Kind, find_label
from ingest.read.document import Line
from kg.dates import find_dates

SIGNED = re.compile(r"\bsign(?:ed|ature)\b|[._…]{12}", re.IGNORECASE)
TAKEN = re.compile(r"\b(?:taken|made|decided|dated?)\b(?!.{0,20}\bpubli)", re.IGNORECASE)
OF_ONE = re.compile(r"(?:record of )?decisions? (?:of|by)\b", re.IGNORECASE)
# A day on which it is still to be decided.
NOT_YET = re.compile(
    r"\b(?:not before|(?:no|not) (?:earlier|sooner)|on or after|expected|proposed|due|tbc)\b", re.IGNORECASE
)
# How many lines above and below a signature its date may stand.
NEAR = 3
# Longest words beside a date that still are no sentence.
BESIDE = 24


def first_day(text: str) -> str | None:
    """The first full date in some words."""
    return next((found.iso for found in find_dates(text[:400]) if len(found.iso) == 10), None)


def entry_date(section: Section, form: Form, boxes: Sequence[Box], shared: Sequence[Box]) -> str | None:
    """The date of a decision: its own box, the signature's, then those that the form's decisions share; else None."""
    for group in (boxes, shared):
        for kind in ("date", "signed-on"):
            if found := _boxed(group, kind):
                return found
        if found := _signed(group):
            return found
    if shared is not form.boxes and any(box.kind == "date" for box in form.boxes if box not in shared):
        return None  # several decisions, each with a day of its own
    lines = [line for line in section.lines if line.text and not line.furniture]
    return _beside_signature(lines) or _head_day(form)


def _boxed(boxes: Iterable[Box], kind: Kind) -> str | None:
    told = (words for box in boxes if box.kind == kind and not NOT_YET.search(words := _first_words(box)))
    return next((day for words in told if (day := first_day(words))), None)


def _first_words(box: Box) -> str:
    """The first lines of a value: a form's last box runs on to the paper's end."""
    return " ".join(line.text for line in box.values[:2])


def _signed(boxes: Iterable[Box]) -> str | None:
    for box in boxes:
        if box.kind == "signed":
            for line in box.values[:4]:
                if day := _day_alone(line.text):
                    return day
    return None


def _day_alone(text: str) -> str | None:
    """A date with little beside it: a label, dots, a name."""
    found = next((each for each in find_dates(text[:200]) if len(each.iso) == 10), None)
    if found is None:
        return None
    beside = re.sub(r"[._…\s]+|\bdated?\b:?|\bsigned\b:?", "", text[: found.start] + text[found.end :], flags=re.I)
    return found.iso if len(beside) <= BESIDE else None


def _beside_signature(lines: Sequence[Line]) -> str | None:
    """The date alone on a line near a line for signing."""
    for at, line in enumerate(lines):
        if not SIGNED.search(line.text[:300]):
            continue
        for near in [line, *reversed(lines[max(0, at - NEAR) : at]), *lines[at + 1 : at + 1 + NEAR]]:
            label = find_label(near.text)
            own = label is None or label.label.kind in ("signed", "signed-on")
            if own and (day := _day_alone(near.text)):
                return day
    return None


def _head_day(form: Form) -> str | None:
    """The date that the form's head gives for the decision: "Decision taken by the Leader on 6 July 2023"."""
    told = (line.text for line in form.head if TAKEN.search(line.text[:300]) or OF_ONE.match(line.text))
    return next((day for text in told if (day := first_day(text))), None)
