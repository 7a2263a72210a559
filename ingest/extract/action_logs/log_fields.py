"""What the cells of an action log say: a minute's number, the meeting's day, the owners, a status before a comment."""

from __future__ import annotations

import re

from ingest.extract.action_logs.log_wordings import MINUTE_BESIDE, NUMBER, REFERENCE, STATUS_AT_START
from ingest.extract.words.given_names import is_given
from ingest.extract.words.name_lists import people
from ingest.extract.words.named_posts import POST_WORDS, is_person, named_posts
from kg.dates import FoundDate, find_dates

# Ranks of the services that authorities run, printed before a name.
RANKS = frozenset(("commander", "superintendent", "inspector", "sergeant", "constable", "marshal", "area", "station"))
_NUMBER = r"(?P<number>(?:[A-Z]{1,5}[/. -]?)?\d{1,4}(?:[/.-]\d{1,4})?[a-z]?)"
# A minute's number behind or before the meeting's day: "5 May 2022 (12)", "5 May 2022, 12", "12 (5 May 2022)".
BEHIND_DAY = re.compile(rf"(?:\d{{4}}|/\d{{2}})\s*[,;|(–—-]\s*(?:[Mm]\.?\s*)?{_NUMBER}\)?$")
BEFORE_DAY = re.compile(rf"{_NUMBER}\s*[,;|(–—-]\s*\(?(?=(?:[A-Z][a-z]+ )?\d{{1,2}}(?:st|nd|rd|th)?[ /.]\w+[ /.]\d)")
BRACKETS = re.compile(r"\(([^()]{3,80})\)")


def full_date(words: str) -> FoundDate | None:
    """The first date with day, month and year in some words."""
    return next((date for date in find_dates(words) if len(date.iso) == 10), None)


def minute_number(words: str) -> tuple[str, str] | None:
    """A minute's number as its cell gives it ("100. DAY CARE", "TI/29", "45/24"), and the words after it."""
    text = words.strip()
    day = full_date(text)
    if day and len(text) < 24:
        return None
    if whole := REFERENCE.fullmatch(text):
        return whole["number"], ""
    found = NUMBER.match(text)
    return (found["number"], text[found.end() :].strip(" –—-:")) if found else None


def minute_beside(words: str) -> str | None:
    """The minute that a cell with a meeting's day gives too: "5 May 2022 (Minute 12)"."""
    text = words.strip()
    found = MINUTE_BESIDE.search(text) or BEHIND_DAY.search(text)
    if found is None and (opened := BEFORE_DAY.match(text)) and full_date(text[opened.end() :]):
        found = opened  # "12 (5 May 2022)"
    return found["number"] if found else None


def owners(words: str) -> tuple[str, ...]:
    """The people in an owner's cell without posts: "Ada Pine, Head of Lamps", "Director of Posts (Bo Elm)"."""
    named = tuple(name for name in map(_bare, people(words)) if not _is_post(name))
    if named:
        return named
    inside = [name for held in BRACKETS.findall(words) for name in people(held) if not _is_post(name)]
    beside = [each.name for each in named_posts(words) if is_person(each.name)]
    return tuple(dict.fromkeys(inside or beside))


def _bare(name: str) -> str:
    """A name without the post or rank printed right before or behind it: "Ada Pine Housing Manager", "GM Ada Pine"."""
    words = name.split()
    if len(words) > 3 and any(word.lower() in POST_WORDS for word in words[2:]):
        return next((each.name for each in named_posts(name) if is_person(each.name)), name)
    while len(words) > 2 and (_is_rank(words[0]) or words[0].lower() in POST_WORDS) and words[1][:1].isupper():
        words = words[1:]
    return " ".join(words)


def _is_rank(word: str) -> bool:
    return word.lower() in RANKS or (len(word) > 1 and word.isupper() and word.isalpha())


def _is_post(name: str) -> bool:
    """Whether a capitalised pair of words is a post or team: "Chief Executive", "Democratic Services"."""
    parts = [part.lower().strip(".,") for part in name.split()]
    return bool({parts[0], parts[-1]} & POST_WORDS) and not is_given(parts[0].capitalize())


def status_before(comment: str) -> str | None:
    """The status that a comment opens with: "Complete. Sent on 4 May"."""
    found = STATUS_AT_START.match(comment)
    return (found["status"] or found["apart"]).strip() if found else None
