"""Who decides on a planned item and who leads on it, as plans' cells and labels print them; and its reference."""

from __future__ import annotations

import re

from ingest.divide.bodies import COMMITTEE, committee_name
from ingest.divide.sections import Section
from ingest.extract.words.name_lists import people
from ingest.extract.words.named_posts import named_posts
from ingest.extract.words.wordings import Wording
from kg.names import fold
from kg.records import MeetingKey

# One person decides: there is no meeting.
PERSONAL = Wording(
    r"\b(?:member|councillor|cllr|director|officer|leader|mayor|head of|manager|portfolio holder|delegated|individual"
    r"|chief executive)\b",
    reads=("Cabinet Member for Ferries", "Director of Piers", "Officer delegated decision"),
    leaves=("Roads Board", "Cabinet"),
    at="anywhere",
)
BODY = Wording(
    r"(?:full |county |city |borough |district |town )?council|(?:the )?executive|(?:the )?cabinet|full council",
    reads=("Full Council", "Executive", "Cabinet"),
    leaves=("Council tax", "Executive summary"),
    at="whole",
)
REACH = re.compile(
    r"\S+@\S+|(?:\+?44|\(?0)\d(?:[\s()-]{0,2}\d){7,10}(?!\d)|\b(?:e-?mail|tel(?:ephone)?|phone|ext)\b\W*", re.IGNORECASE
)
COUNCILLOR = re.compile(
    r"\b(?:Cllrs?|Councillors?)\.?\s+[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'-]+){0,2}(?:\s*[,(–-]\s*(?:(?:Deputy "
    r"|Joint )?(?:Cabinet"
    r"|Executive|Lead) (?:Member|Holder|Lead)|Portfolio Holder|Leader|Chair)\b[^,;/\n]{0,60})?"
)
# A reference that fills its cell: "CE/24/026", "KD-2024-017", "I012345", "5412".
WHOLE_REFERENCE = re.compile(r"(?=[\w /.-]{3,24}$)(?=.*\d{2})(?:[A-Z]{1,8}(?:[ /.-]?[A-Z]{1,6})?[ /.-]{0,3})?\d{1,7}"
                             r"(?:[/.-](?:[A-Z]{1,4})?\d{1,7}){0,3}[A-Za-z]?")  # fmt: skip
NO_REFERENCE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}|(?:19|20)\d\d|20\d\d[/-]\d\d")


def leads(words: str) -> tuple[str, ...]:
    """The officers named in a lead officer's cell, without posts, addresses and the members named beside them."""
    bare = " ".join(REACH.sub(" ", words).split())
    without = COUNCILLOR.sub(" ", bare)
    for text in (without, bare):
        found = people(text) or tuple(dict.fromkeys(each.name for each in named_posts(text)))
        if found:
            return found
    return ()


def decider(
    section: Section, meeting: MeetingKey | None, maker: str, day: str | None
) -> tuple[MeetingKey | None, str | None]:
    """The meeting that is to decide on a day, the body that a plan names put in place of its own; none where one person
    is to, who is given instead."""
    maker = " ".join(maker.split()).strip(" .")
    if not maker or day is None:
        return meeting, maker or None
    if (named := body_named(maker)) is None:
        return (None, maker) if PERSONAL.search(maker) else (meeting, None)
    if meeting and fold(named) == fold(meeting.committee):
        return meeting, None
    return section.context.at(day, named), None


def body_named(words: str) -> str | None:
    """The body that some words are the name of, None where they are more or other than that."""
    bare = words.strip(" .()[]–-,:")
    if BODY.fullmatch(bare):
        return committee_name(bare)
    found = COMMITTEE.fullmatch(bare)
    return committee_name(found["name"]) if found else None


def names_body(words: str) -> bool:
    """Whether some words are a body's name."""
    return body_named(words) is not None


def whole_reference(words: str) -> str | None:
    """The reference that fills a cell; None for a date, a year, an item's number and words."""
    text = " ".join(words.split())
    return text if WHOLE_REFERENCE.fullmatch(text) and not NO_REFERENCE.fullmatch(text) else None
