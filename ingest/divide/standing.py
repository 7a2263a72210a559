"""What minutes say of themselves: a draft, or approved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from ingest.read.document import Line
from kg.records import Standing

# "Approved" alone is a decision's word: it has to be said of the minutes. Running heads may bear either word alone.
DRAFT: Final = re.compile(
    r"\b(?:draft|unconfirmed|unapproved|unadopted)\W{1,3}(?:\w+ ){0,3}?minutes\b"
    r"|\bminutes\b[^.]{0,80}[(\[–-] ?(?:draft|unconfirmed|unapproved)\b"
    r"|\b(?:minutes (?:are|remain)|these are) (?:in )?(?:draft|unconfirmed)\b"
    r"|^\W*(?:(?:in |a )?draft|unconfirmed|unapproved)\W*$"
    r"|\b(?:draft|minutes)\b[^.]{0,40}\bsubject to (?:approval|confirmation|ratification|agreement)\b"
    r"|^\W*subject to (?:approval|confirmation|ratification|agreement)\b"
    r"|\bto be (?:approved|confirmed|agreed|ratified|signed) (?:as a correct record )?at (?:the|its|their) next\b",
    re.IGNORECASE,
)
APPROVED: Final = re.compile(
    r"\b(?<!un)(?:approved|confirmed|adopted|final|ratified)\W{1,3}minutes\b"
    r"|\bminutes\b[^.]{0,80}[(\[–-] ?(?:approved|confirmed|adopted|final|ratified)\b"
    r"|\bminutes (?:were|have been) (?:approved|confirmed|agreed|signed) (?:as a correct record )?(?:on|at)\b",
    re.IGNORECASE,
)
HEAD: Final = 12
NEAR: Final = 4


def standing(paper: Sequence[Line], lines: Sequence[Line]) -> Standing | None:
    """What some minutes say of themselves above their title, in their first and last lines and in their running heads.

    paper  all lines of the paper; `lines` are those of the minutes
    Minutes that approve those of the meeting before say so in their midst, which is not looked at.
    """
    start = bisect_left(paper, next(line.start for line in lines if line.text), key=attrgetter("start"))
    above = [line for line in paper[max(0, start - NEAR) : start] if line.text]
    heads = [line for line in lines if line.text and line.furniture == "head"]
    title = [line for line in lines if line.text and not line.furniture]
    near = [*above, *heads, *title[:NEAR]]
    if any(DRAFT.search(line.text) for line in (*near, *title[NEAR:HEAD], *title[-NEAR:])):
        return "draft"
    return "approved" if any(APPROVED.search(line.text) for line in near) else None
