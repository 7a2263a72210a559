"""Which council, committee and meeting a paper belongs to, from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.read.document import Document
from ingest.read.flow import is_capitals
from kg.dates import find_dates, parse_day
from kg.records import MeetingKey

# Bounded, so that a line of a million capitals costs no more than any other.
_WORD = r"\b[A-Z][A-Za-z'’]{1,30}(?:-[A-Za-z'’]{1,30}){0,4}"
_PLACE = rf"(?!Council\b){_WORD}"
# Words of a place's name, then "Council": no sentence's words ("the Council") and no list of two councils.
COUNCIL = re.compile(
    rf"(?:{_PLACE} ){{0,3}}(?:{_PLACE} (?:and|&|upon|on|of|in) )?(?:{_PLACE} )"
    r"(?:(?:County|City|Borough|District|Metropolitan|Parish|Town|Community|Unitary) ){0,3}Council\b"
    rf"|(?:{_WORD} (?:(?:of|and|&) )?){{1,4}}Combined Authority\b"
)
# A name with one of these is surer than one without: "Partnership Agreement the Council" is none.
KIND_OF_COUNCIL = re.compile(
    r"\b(?:County|City|Borough|District|Metropolitan|Parish|Town|Community) Council\b|Combined Authority$"
)
COMMITTEE = re.compile(
    rf"(?:the )?(?P<name>(?:{_WORD}|[A-Z]+)(?:(?:,| and| &| of| for| the)* (?:{_WORD}|[A-Z]+)){{0,7}}? "
    r"(?:Sub-?\s?Committee|Committee|Board|Panel|Cabinet(?: Committee)?"
    r"|COMMITTEE|SUB-COMMITTEE|BOARD|PANEL|CABINET(?: COMMITTEE)?))\b"
)
# What may stand before a committee's name in a title: "Minutes of a meeting of the Health Board".
BEFORE_NAME = re.compile(
    r"(?:(?:draft |unconfirmed |public )*(?:minutes|agenda|notes|record|decisions?(?: (?:determined|taken|made))?)"
    r"(?: of| for| at| by)?|meeting of)"
    r"(?: (?:a|the))?(?: (?:extraordinary |special )?meeting of)?(?: the)? ",
    re.IGNORECASE,
)
MEETING_DATE = re.compile(r"(?:Meeting date|Date of (?:the )?meeting)\s*:?", re.IGNORECASE)
PLAIN_DATE = re.compile(r"Date\s*:", re.IGNORECASE)
# A title that is a body's own name, with nothing or a date behind it: "CABINET - THURSDAY, 4 MARCH 2021".
CABINET = re.compile(r"(?:the )?(?P<name>Cabinet|Executive)(?=\s*(?:$|[-–:,]))", re.IGNORECASE)
# What may stand behind a committee's name in its title; "the Board referral" names no board.
AFTER_NAME = re.compile(
    r"\W*(?:$|(?<!\w)[-–:,(]|(?:agenda|minutes|meeting|action|notes|report|record|on|held|forward)\b)", re.I
)
# What may stand beside a meeting's date on its line: labels, a time.
ALONE = re.compile(
    r"\W*(?:(?:(?:ordinary|general|annual|special) meeting|meeting|date|and|time|held|on|at|of|the"
    r"|\d{1,2}(?:[.:]\d{2})?(?:\s*[ap]\.?m)?|noon|h(?:ou)?rs?)\b\W*){0,8}",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
HEAD_LINES = 12
EMAIL_HOST = re.compile(r"@([A-Za-z][\w-]+)\.[\w.-]*[A-Za-z]")
NOT_A_COUNCIL = frozenset(
    {
        *("the", "this", "each", "every", "our", "your", "full", "any", "other", "another", "local", "county", "city"),
        *("district", "borough", "parish", "town", "general", "united", "community"),
    }
)
# Councils that sit as one body, without committees.
ONE_BODY = re.compile(r"\b(?:Parish|Town|Community) Council$")
# A council that the paper's e-mail addresses do not fit may be a neighbour; its own paper names it again and again.
NAMED_DESPITE_HOST = 3
SMALL_WORDS = frozenset(["and", "of", "for", "the", "in", "on", "to", "&", "with"])


@dataclass(frozen=True, slots=True)
class Context:
    """What a paper is about as a whole; None where it does not say."""

    council: str | None = None
    committee: str | None = None
    date: str | None = None

    @property
    def meeting(self) -> MeetingKey | None:
        """The paper's own meeting, where it names a committee and a day."""
        return MeetingKey(self.committee, self.date, self.council) if self.committee and self.date else None

    def at(self, date: str, committee: str | None = None) -> MeetingKey | None:
        """A meeting of the paper's committee (or of another) on another date."""
        name = committee or self.committee
        return MeetingKey(name, date, self.council) if name else None


def find_context(document: Document, council: str | None = None, committee: str | None = None) -> Context:
    """The paper's context, `council` and `committee` overriding what it says."""
    found = committee or document.body or _committee(document)
    council = council or find_council(document.text)
    if not found and council and ONE_BODY.search(council):
        found = council
    return Context(council, found, _date(document) if found else None)


def find_council(text: str) -> str | None:
    """The council whose paper it is.

    Of the councils that the paper names, the one whose e-mail host it uses most; else the one that its first lines open
    with; else the one named most, where it is named more often than any other. None where the paper leaves it open.
    """
    plain = re.sub(r"<[^<>]+>|[*_#]", "", text)
    names = Counter(name for found in COUNCIL.finditer(plain) if (name := _council_name(found[0])))
    hosts = Counter(host.lower() for host in EMAIL_HOST.findall(plain))
    for host, _ in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0])):
        fitting = [(n, name) for name, n in names.items() if _letters(name).startswith(host)]
        if fitting:
            return max(fitting)[1]
    if head := _council_of_head(plain):
        return head
    sure = Counter({name: n for name, n in names.items() if KIND_OF_COUNCIL.search(name)}) or names
    most = sure.most_common(2)
    least = NAMED_DESPITE_HOST if hosts else 1
    if not most or most[0][1] < least or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


def _council_of_head(plain: str) -> str | None:
    """The council that one of the first lines is, or opens with before a dash or a date."""
    titles = [" ".join(line.split()) for line in plain[:5000].split("\n") if line.strip()][:HEAD_LINES]
    for title in (each for each in titles if len(each) <= LONGEST_TITLE):
        found = COUNCIL.match(committee_name(title) if is_capitals(title) else title)
        if found and AFTER_NAME.match(title, found.end()):
            return _council_name(found[0])
    return None


def _council_name(words: str) -> str | None:
    """The council's name without what a sentence put before it; None for "the County Council"."""
    parts = words.replace("\n", " ").split()
    while parts and (parts[0].lower() in NOT_A_COUNCIL or parts[0].lower() in SMALL_WORDS):
        parts.pop(0)
    return " ".join(parts) if len(parts) > 1 and not (len(parts) == 2 and parts[0].lower() in NOT_A_COUNCIL) else None


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _committee(document: Document) -> str | None:
    """The committee named by a heading among the first lines, else by the "To:" of a report."""
    for line, after in zip(document.lines[:40], [*document.lines[1:40], None], strict=False):
        found = _named(line.text) if not line.is_row else None
        if not found and after and not after.gap and BEFORE_NAME.match(line.text):
            found = _named(f"{line.text} {after.text}")
        if found:
            return committee_name(found)
    named = (
        COMMITTEE.match(words) or CABINET.match(words)
        for words in _labelled(document, re.compile(r"(?:(?:Report )?To|Committee|Meeting)\s*:?$", re.IGNORECASE))
    )
    return next((committee_name(found["name"]) for found in named if found), None)


def _named(title: str) -> str | None:
    """The committee whose name is the title, what commonly stands before and behind it apart."""
    before = BEFORE_NAME.match(title)
    at = before.end() if before else 0
    found = COMMITTEE.match(title, at) or CABINET.match(title, at)
    if not found or len(title) - found.end() >= 40 or title.endswith(".") or not AFTER_NAME.match(title, found.end()):
        return None
    return found["name"]


def _labelled(document: Document, label: re.Pattern[str]) -> Iterator[str]:
    """The words behind a label, in the next cell or on the same line after the colon."""
    for line in document.lines:
        if line.is_row and label.fullmatch(line.cells[0].text):
            yield " ".join(cell.text for cell in line.cells[1:]).strip()
            continue
        head, colon, rest = line.text.partition(":")
        if colon and label.fullmatch(head + ":"):
            yield rest.strip()


def committee_name(printed: str) -> str:
    """A committee's name in title case, white space folded: "ADULTS COMMITTEE" is "Adults Committee"."""
    words = re.sub(r"\s+", " ", printed).strip(" :.,-–").split(" ")
    if not any(word.isupper() and len(word) > 3 for word in words):
        return " ".join(words)
    return " ".join(
        word.lower() if word.lower() in SMALL_WORDS and i else word.capitalize() for i, word in enumerate(words)
    )


def _date(document: Document) -> str | None:
    """The date of the paper's own meeting: alone on one of the first lines, else the one most reports give, else the
    minutes' own."""
    alone: str | None = None
    for line in document.lines[:25]:
        if line.text.strip() == "AGENDA":
            break
        found = next(find_dates(line.text[:LONGEST_TITLE]), None)
        if not found or len(found.iso) != 10 or not _is_alone(line.text[: found.start], line.text[found.end :]):
            continue
        if _body(line.text[: found.start]):  # "CABINET - 4 MARCH 2021", surer than a letter's "Date:" above it
            return found.iso
        alone = alone or found.iso
    if alone:
        return alone
    for label in (MEETING_DATE, PLAIN_DATE):
        dates = Counter(day for words in _labelled(document, label) if (day := parse_day(words)))
        if dates:
            return max(dates.items(), key=lambda pair: (pair[1], pair[0]))[0]
    return None


def _is_alone(before: str, behind: str) -> bool:
    """Whether nothing but labels, a time and a committee's own name stands on both sides of a date."""
    if len(before) + len(behind) > LONGEST_TITLE:
        return False
    return bool(ALONE.fullmatch(before[_body(before) :] + " " + behind))


def _body(title: str) -> int:
    """Where the name of a committee or council ends that a title opens with; 0 where it opens with none."""
    found = None if BEFORE_NAME.match(title) else COMMITTEE.match(title) or CABINET.match(title) or COUNCIL.match(title)
    return found.end() if found else 0
