"""Which of a box's choices is ticked: "☐ Yes ☒ No", "Yes [X] No [ ]"; "Yes/No" is none."""

from __future__ import annotations

import re

MARKS = re.compile(r"(?P<on>[☒☑✓✔✗✘]|[\[(]\s?[xX✓✔]\s?[\])])|(?P<off>[☐□]|\[\s{0,3}\])")
OPEN = re.compile(
    r"\W*(?:yes\W{1,4}no|no\W{1,4}yes|key\W{1,4}non-?key|(?:public|open)\W{1,4}(?:exempt|private))\b\W*", re.I
)


def chosen(text: str) -> str:
    """The words of the choice that is ticked; the text itself where it has no boxes to tick; "" where none is."""
    marks = list(MARKS.finditer(text[:400]))
    if not marks:
        return "" if OPEN.fullmatch(text) else text
    before = not text[: marks[0].start()].strip(" :?")
    words = [_beside(text, marks, at, before) for at, mark in enumerate(marks) if mark["on"]]
    return words[0] if len(words) == 1 else ""


def _beside(text: str, marks: list[re.Match[str]], at: int, before: bool) -> str:
    """The words behind a mark, or before it where the words come first."""
    if before:
        return text[marks[at].end() : marks[at + 1].start() if at + 1 < len(marks) else None].strip()
    return text[marks[at - 1].end() if at else 0 : marks[at].start()].strip()
