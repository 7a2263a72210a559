"""No decision is nothing but a date, a name or a reference: such words are another box's, a signature, a table's cell.

What a form's words could not be told from, an issue names; minutes of that item stay, because they stand by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.extract.words.given_names import is_given
from ingest.extract.words.named_posts import PERSON
from kg.dates import find_dates
from kg.records import Decision, Issue, Record

# A day or a span of days, perhaps with a weekday and a time before or behind it.
BESIDE_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:dated?|on|from|to|until|at|by|and|of|noon|midnight)\b"
    r"|\d{1,2}[.:]\d{2}|\d{1,2}(?= ?[ap]\.?m)|[ap]\.?m\b|[\W_])+",
    re.IGNORECASE,
)
# Letters and figures parted by strokes: "CAB/25/007", "EX58/2024", "KD 1234".
REFERENCE = re.compile(
    r"(?:(?i:(?:decision |minute |report )?(?:reference|ref|no|number)\b)\W{0,3})?"
    r"(?=[^\d]{0,16}\d)(?:[A-Z]{1,4} )?[A-Z0-9]{1,12}(?:[/_.-][A-Za-z0-9]{1,12}){0,6}\W{0,3}"
)
# A day of a month without its year.
DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,4}",
    re.IGNORECASE,
)
TITLE = re.compile(r"(?:(?:The )?Councillors?|Cllrs?|Mrs?|Ms|Miss|Dr|Sir|Dame|Ald(?:erman)?)\b\.?\s+")
NAMED = re.compile(r"(?:[A-Z][\w’'-]*\.?\s*){1,4}\W*")
LONGEST = 80


def without_bare(records: Iterable[Record]) -> Iterator[Record]:
    """The same records, each decision without any words that decide something replaced by an issue."""
    for record in records:
        if isinstance(record, Decision) and is_bare(record.text):
            told = f"a date, a name or a reference stands where a decision should: {record.text[:LONGEST]}"
            yield Issue("decision-blank", told, record.evidence)
        else:
            yield record


def is_bare(text: str) -> bool:
    """Whether words are nothing but a date, a person's name or a reference."""
    words = " ".join(text.split())
    return len(words) <= LONGEST and bool(_is_date(words) or _is_name(words) or REFERENCE.fullmatch(words))


def _is_date(words: str) -> bool:
    rest = words
    for date in reversed(list(find_dates(words))):
        rest = rest[: date.start] + rest[date.end :]
    rest = DAY.sub("", rest)
    return rest != words and (not rest or bool(BESIDE_DATE.fullmatch(rest)))


def _is_name(words: str) -> bool:
    """Whether words name one person: by title, or by a given name that Britain knows and a surname."""
    if title := TITLE.match(words):
        return bool(NAMED.fullmatch(words, title.end()))
    bare = words.strip(" .,;:")
    return bool(PERSON.fullmatch(bare)) and len(bare.split()) > 1 and is_given(bare.split()[0])
