"""Words that are never what a contract is for: verbs, dates, and people on their own."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.words.wordings import Wording

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Spring|Summer|Autumn|Winter)"
)

NO_NAME: Final = Wording(
    r"\W*(?:(?:not\s+)?(?:be|been|being|is|are|was|were|has|have|had|do|does|will|would|shall|should|can|could|may(?!\s+(?-i:[A-Z]))"
    r"|might|must)\b"
    r"|(?:invited|sought|obtained|waived|approved|agreed|accepted|rejected|refused|deferred|postponed|adjourned|exercised"
    r"|awarded|extended|renewed|terminated|undertaken|started|appointed|noted|received|submitted|brought|delegated"
    r"|authorised|resolved|beyond|until|till|before(?! and after)|after(?! school)|not|afresh|again|anew"
    r"|forthwith|accordingly|notwithstanding)\b(?!-)"
    rf"|(?:on|from|by|to|in|at|for)\s+(?:the\s+)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}|\d{{4}})\b"
    rf"|(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+\d{{4}})?\W*$"
    r"|(?:Councillors?|Cllrs?\.?|Mrs?|Ms|Miss|Dr|Sir)\.?\s+(?-i:[A-Z])[\w.’'-]*(?:\s+(?-i:[A-Z])[\w.’'-]*){0,3}\W*$)",
    reads=[
        "be invited for the school meals service",
        "beyond 31 August 2026",
        "be waived and Moss Ltd appointed",
        "on 3 June 2026",
        "Councillor Moss",
        "3rd June, 2026",
    ],
    leaves=[
        "school meals",
        "Beacon Court",
        "May Street depot works",
        "after-school clubs",
        "before and after school clubs",
        "Before and After School Clubs",
    ],
    at="start",
)


def names_nothing(words: str) -> bool:
    """Whether some words are no contract's name: they open with a verb or a day, or are a day or a person."""
    return (words[:1].islower() and bool(NO_NAME.match(words))) or bool(_OF_A_DAY.match(words))


# What opens in capitals can be a name ("Before and After School Clubs"), but a day or a member is none.
_OF_A_DAY: Final = re.compile(
    rf"\W*(?:(?:Beyond|Until|On|From|By)\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?(?:\s+\d{{4}})?\W*$"
    rf"|\W*\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b"
    r"|\W*(?:Councillors?|Cllrs?\.?|Mrs?|Ms|Miss|Dr|Sir)\.?\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}\W*$"
)
