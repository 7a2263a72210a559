"""Names of councils, and of the bodies that sit for them, as the titles of papers print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.dates import parse_day

# Bounded, so that a line of a million capitals costs no more than any other.
_WORD = r"\b[A-Z][A-Za-z'’]{1,30}(?:-[A-Za-z'’]{1,30}){0,4}"
_PLACE = rf"(?!Council\b){_WORD}"
_NO_PLACE = r"(?!Council\b|Committee\b|Cabinet\b|Planning\b|Licensing\b|Meeting\b|Agenda\b|Minutes\b|Executive\b)"
_KINDS = "County|City|Borough|District|Metropolitan|Parish|Town|Community|Unitary"
# Words of a place's name, then "Council": no sentence's words ("the Council") and no list of two councils.
COUNCIL = re.compile(
    rf"(?:London|Royal|Metropolitan) Borough of {_PLACE}(?: (?:and|&|upon) {_PLACE}| {_NO_PLACE}{_WORD}){{0,2}}"
    r"(?: Council\b)?"
    rf"|Borough Council of {_PLACE}(?: (?:(?:and|&) )?{_NO_PLACE}{_WORD}){{0,3}}"
    rf"|(?:{_PLACE} ){{0,3}}(?:{_PLACE} (?:and|&|upon|on|of|in) )?(?:{_PLACE} )"
    rf"(?:(?:{_KINDS}) ){{0,3}}Council\b"
    rf"|(?:{_WORD} (?:(?:of|and|&) )?){{1,4}}"
    r"(?:Combined (?:County )?|(?:Fire (?:(?:and|&) Rescue )?|National Park ))Authority\b"
    rf"|City of {_PLACE}(?: {_PLACE})? Corporation\b"
)
# A name with one of these is surer than one without: "Partnership Agreement the Council" is none.
KIND_OF_COUNCIL = re.compile(
    r"\b(?:County|City|Borough|District|Metropolitan|Parish|Town|Community) Council\b|Authority$|Corporation$"
    r"|\bBorough (?:Council )?of\b|^City of\b"
)
NOT_A_COUNCIL = frozenset(
    {
        *("the", "this", "each", "every", "our", "your", "full", "any", "other", "another", "local", "county", "city"),
        *("district", "borough", "parish", "town", "general", "united", "community"),
    }
)
# Councils that sit as one body, without committees.
ONE_BODY = re.compile(r"\b(?:Parish|Town|Community) Council$")
SMALL_WORDS = frozenset(["and", "of", "for", "the", "in", "on", "to", "&", "with"])

# One of several bodies of a name: "Licensing Sub-Committee B", "Planning Committee (North)".
_WHICH = r"(?: [B-D](?![\w.])| \((?:(?:North|South|East|West|Central)(?:ern)?|[A-D]|\d)\))?"
COMMITTEE = re.compile(
    rf"(?:the )?(?!(?:That|THAT)\b)"  # "That Cabinet:" leads into limbs
    r"(?!(?:REFERENCE|REFERRAL|EXTRACT|RECOMMENDATION)S?\s+FROM\b)"
    rf"(?P<name>(?:{_WORD}|[A-Z]+)(?:(?:,| and| &| of| for| the)* (?:{_WORD}|[A-Z]+)){{0,7}}? "
    r"(?:Sub-?\s?Committee|Committee|Board|Panel|Cabinet(?: Committee)?"
    rf"|COMMITTEE|SUB-?\s?COMMITTEE|BOARD|PANEL|CABINET(?: COMMITTEE)?){_WHICH})(?!\w)"
)
# What may stand before a committee's name in a title: "Minutes of a meeting of the Health Board".
BEFORE_NAME = re.compile(
    r"(?:(?:extracts? from (?:the )?)?(?:draft |unconfirmed |public |printed )*"
    r"(?:minutes?|agenda|notes|notice|record|proceedings|summons"
    r"|decisions?(?: (?:determined|taken|made))?)"
    r"(?: and (?:summons|agenda|minutes))?(?: of| for| at| by| to attend)?|(?:at )?(?:a |the )?meeting of"
    r"|report (?:to|for))"
    r"(?: (?:a|an|the))?(?: (?:extraordinary |special |annual |ordinary |virtual |remote )*meeting of)?(?: the)? ",
    re.IGNORECASE,
)
# What may stand behind a committee's name in its title; "the Board referral" names no board.
AFTER_NAME = re.compile(
    r"\W*(?:$|(?<!\w)[-–:,(]|(?:agenda|minutes|meeting|action|notes|report|record|on|forward"
    r"|of \d{1,2}(?:st|nd|rd|th)?|of (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:(?:to|will) be )?held)"
    r"\b)",
    re.I,
)
# A body's own name with nothing or a date behind it: "CABINET - THURSDAY, 4 MARCH 2021", "Full Council".
CABINET = re.compile(
    r"(?:the )?(?P<name>(?:Cabinet|Executive)|(?:Joint|Mayor and) (?:Cabinet|Executive|Committee)"
    r"|(?:Cabinet|Executive|Lead|Portfolio) Members?(?: for [A-Za-z,'’& ]{3,80}?)?(?:[-–: ]{1,3})"
    r"(?:Decisions?(?: Making)? (?:Meeting|Session)s?|(?:Key )?Decisions))(?=\s*(?:$|[-–:,(]))",
    re.IGNORECASE,
)
# The council itself as a body: as a label's value, or behind "Minutes of the meeting of the …".
WHOLE_COUNCIL = re.compile(
    rf"(?:the )?(?P<name>(?:(?:Full|Annual|Extraordinary|{_KINDS}) )?Council)"
    r"(?=\s*(?:$|[-–:,(]|(?:to be )?held\b|on\b))",
    re.IGNORECASE,
)
# Bodies of other names count only where a title says that it is one: "Minutes of the Schools Forum".
OTHER_BODY = re.compile(
    rf"(?:the )?(?P<name>(?:{_WORD}|[A-Z]+)(?:(?:,| and| &| of| for| the)* (?:{_WORD}|[A-Z]+)){{0,7}}? "
    r"(?:Forum|Commission|Assembly|Authority|Executive|Working (?:Group|Party)|Task (?:and Finish )?Group|Partnership"
    r"|FORUM|COMMISSION|ASSEMBLY|AUTHORITY|EXECUTIVE|WORKING (?:GROUP|PARTY)|PARTNERSHIP))(?!\w)"
)
MEETING_OF = re.compile(r"\bmeeting of (?:the )?", re.IGNORECASE)
CALLED = re.compile(r"[\s,]*(?:\(.{0,40}?\) )?(?:(?:which )?(?:is|will|to) be held|held|on|at)\b", re.IGNORECASE)
LONGEST_TITLE = 160
# The day behind a body's name.
DAY_BEHIND = re.compile(
    r"[\s,:–-]+(?:on )?(?:[a-z]{6,9},?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9},?\s+\d{4}\W*$", re.IGNORECASE
)
# What a title may carry behind the name that it opens with: a date, a place, a time.
LONGEST_TAIL = 40
HELD = re.compile(r"\W*(?:(?:will|to) be )?(?:held|meeting|on|at)\b|\W*[-–,]", re.IGNORECASE)
# The rest of a name that a line's end cut off: "Policy Committee", "and Scrutiny Committee", "COMMITTEE".
REST_OF_NAME = re.compile(
    r"(?:(?:policy|overview|scrutiny|select|services?|advisory|standing|sub|cabinet|management|review|performance"
    r"|monitoring|regulatory|improvement|and|&)\b[ -]*){0,5}(?:sub-?\s?)?(?:committee|board|panel)\b",
    re.IGNORECASE,
)
BODY_ALONE = re.compile(r"(?:sub-?\s?)?(?:committee|board|panel)\b(?=\W*$|\W)", re.IGNORECASE)
JOINT = re.compile(r"(?:\b(?:and|of|for|the|on)|[&,–-])$", re.IGNORECASE)
OPENS_WITH_JOINT = re.compile(r"(?:and\b|&)", re.IGNORECASE)
# Words that stand above a name and are no part of one.
NO_NAME = re.compile(
    r"(?:agenda|minutes|notice|public|democratic|report|meeting|date|time|venue|members|present|attendance|published"
    r"|decisions?|record|draft|item|appendix|version|official|restricted|councillors?|dear|summons|contact)\b",
    re.IGNORECASE,
)


def dated_body(text: str) -> str | None:
    """The body of a line that is nothing but its name and the day of its meeting: "Executive Wednesday 5 May 2021"."""
    found = DAY_BEHIND.search(text) if len(text) < LONGEST_TITLE else None
    if not found or not parse_day(found[0]):
        return None
    name = text[: found.start()]
    return committee_name(name) if body_end(name) == len(name) and not COUNCIL.fullmatch(name) else None


def committee_name(printed: str) -> str:
    """A committee's name in title case, white space folded: "THE ADULTS COMMITTEE" is "Adults Committee"."""
    words = re.sub(r"\s+", " ", printed).strip(" :.,-–").split(" ")
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    if not any(word.isupper() and len(word) > 3 for word in words):
        return " ".join(words)
    return " ".join(
        word.lower() if word.lower() in SMALL_WORDS and i else word.capitalize() for i, word in enumerate(words)
    )


def council_name(words: str) -> str | None:
    """The council's name without what a sentence put before it; None for "the County Council"."""
    parts = words.replace("\n", " ").split()
    while parts and (parts[0].lower() in NOT_A_COUNCIL or parts[0].lower() in SMALL_WORDS):
        if [part.lower() for part in parts[:2]] in (["city", "of"], ["borough", "council"]) and len(parts) > 3:
            break
        parts.pop(0)
    return " ".join(parts) if len(parts) > 1 and not (len(parts) == 2 and parts[0].lower() in NOT_A_COUNCIL) else None


def titled_body(lines: Sequence[Line], at: int) -> str | None:
    """The body that a title names which opens on the line at `at` and may go on over the next two; None for no title.

    Its name is in title case. A name cut by a line's end is put together only where the second line cannot be a name by
    itself ("Policy Committee"), or the first line breaks off ("Adults and").
    """
    found = _titled(lines, at)
    return found[0] if found else None


def title_end(lines: Sequence[Line], at: int) -> int:
    """Where the title ends that opens on the line at `at`: behind the last line that a body's name goes on over."""
    found = _titled(lines, at)
    return at + (found[1] if found else 1)


def _titled(lines: Sequence[Line], at: int) -> tuple[str, int] | None:
    """The body named, in title case, and how many lines its title takes."""
    line = lines[at]
    if line.is_row or not line.text or line.furniture:
        return None
    below = _below(lines, at)
    introduced = bool(BEFORE_NAME.match(f"{line.text} "))
    if below and (_is_cut(line, below[0]) or (introduced and not _named(line.text))):
        for count in range(1, len(below) + 1):
            if found := _named(" ".join([line.text, *(each.text for each in below[:count])])):
                return committee_name(found), count + 1
    found = _named(line.text)
    return (committee_name(found), 1) if found else None


def told_body(words: str) -> str | None:
    """The body that a sentence calls to a meeting: "You are summoned to a meeting of the Health Board to be held …"."""
    for before in MEETING_OF.finditer(words):
        found = COMMITTEE.match(words, before.end()) or WHOLE_COUNCIL.match(words, before.end())
        if found and CALLED.match(words, found.end()):
            return committee_name(found["name"])
    return None


def labelled_body(words: str) -> str | None:
    """The body that the words behind "To:", "Committee:" or "Meeting:" open with."""
    bare = re.sub(r"^(?:all |the )*members of (?:the )?", "", words, flags=re.IGNORECASE)
    found = COMMITTEE.match(bare) or CABINET.match(bare) or WHOLE_COUNCIL.match(bare)
    return committee_name(found["name"]) if found else None


def body_end(title: str) -> int:
    """Where the name of a committee or council ends that a title opens with; 0 where it opens with none."""
    found = None if BEFORE_NAME.match(title) else COMMITTEE.match(title) or CABINET.match(title) or COUNCIL.match(title)
    return found.end() if found else 0


def _below(lines: Sequence[Line], at: int) -> list[Line]:
    """The next lines, as far as they can go on a title: none after a blank line, a row, or a line of another look."""
    held: list[Line] = []
    for line in lines[at + 1 : at + 3]:
        if line.gap or line.is_row or line.bullet or line.furniture or not line.text or len(line.text) > LONGEST_TITLE:
            break
        held.append(line)
    return held


def _named(title: str) -> str | None:
    """The body whose name is the title, what commonly stands before and behind it apart."""
    before = BEFORE_NAME.match(title)
    at = before.end() if before else 0
    found = COMMITTEE.match(title, at) or CABINET.match(title, at)
    if before and not found:
        found = OTHER_BODY.match(title, at) or WHOLE_COUNCIL.match(title, at)
    if not found or (title.endswith(".") and not before) or not AFTER_NAME.match(title, found.end()):
        return None
    tail = len(title) - found.end()
    if tail >= LONGEST_TAIL and not (before and tail < LONGEST_TITLE and HELD.match(title, found.end())):
        return None
    return found["name"]


def _is_cut(line: Line, below: Line) -> bool:
    """Whether a name goes on from one line to the next."""
    rest = REST_OF_NAME.match(below.text)
    if BODY_ALONE.match(below.text) and re.search(r"\b(?:cabinet|board|executive)$", line.text, re.IGNORECASE):
        return _alike(line, below)
    if BEFORE_NAME.match(line.text):
        return bool(rest) or bool(JOINT.search(line.text) or OPENS_WITH_JOINT.match(below.text))
    if not _alike(line, below) or not _may_open_name(line.text):
        return False
    if JOINT.search(line.text) or OPENS_WITH_JOINT.match(below.text):
        return True
    return bool(rest) and (len(line.text.split()) > 1 or bool(BODY_ALONE.match(below.text)))


def _alike(one: Line, other: Line) -> bool:
    loud = [is_capitals(line.text) or line.text.isupper() for line in (one, other)]
    return loud[0] == loud[1] and one.bold == other.bold and one.level == other.level


def _may_open_name(text: str) -> bool:
    """Whether words may be the first of a body's name: capitals throughout, no figures, no council's name."""
    words = re.sub(r"[,&–-]", " ", text).split()
    if not 1 <= len(words) <= 9 or re.search(r"[\d:;.@/()]", text) or NO_NAME.match(text):
        return False
    if COUNCIL.match(committee_name(text) if is_capitals(text) else text) or COMMITTEE.match(text):
        return False
    return all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words)
