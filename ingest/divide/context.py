"""Which council, committee and meeting a paper belongs to, from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.read.document import Document
from kg.dates import find_dates, parse_day
from kg.records import MeetingKey

# Bounded, so that a line of a million capitals costs no more than any other.
_WORD = r"\b[A-Z][A-Za-z'’]{1,30}(?:-[A-Za-z'’]{1,30}){0,4}"
# Words of a place's name, then "Council": no sentence's words ("the Council") and no list of two councils.
COUNCIL = re.compile(
    rf"(?:{_WORD} ){{0,3}}(?:{_WORD} (?:and|&|upon|on|of|in) )?(?:{_WORD} )"
    r"(?:(?:County|City|Borough|District|Metropolitan|Parish|Town|Community|Unitary) ){0,3}Council\b"
    rf"|(?:{_WORD} ){{1,3}}Combined Authority\b"
)
# A name with one of these is surer than one without: "Partnership Agreement the Council" is none.
KIND_OF_COUNCIL = re.compile(
    r"\b(?:County|City|Borough|District|Metropolitan|Parish|Town|Community) Council\b|Combined Authority$"
)
COMMITTEE = re.compile(
    rf"(?:the )?(?P<name>(?:{_WORD}|[A-Z]+)(?:(?:,| and| &| of| for| the)* (?:{_WORD}|[A-Z]+)){{0,7}}? "
    r"(?:Sub-?\s?Committee|Committee|Board|Panel|Cabinet|COMMITTEE|SUB-COMMITTEE|BOARD|PANEL|CABINET))\b"
)
# What may stand before a committee's name in a title: "Minutes of a meeting of the Health Board".
BEFORE_NAME = re.compile(
    r"(?:(?:draft |unconfirmed |public )*(?:minutes|agenda|notes|record|decisions)(?: of| for)?|meeting of)"
    r"(?: (?:a|the))?(?: (?:extraordinary |special )?meeting of)?(?: the)? ",
    re.IGNORECASE,
)
MEETING_DATE = re.compile(r"(?:Meeting date|Date of (?:the )?meeting)\s*:?", re.IGNORECASE)
PLAIN_DATE = re.compile(r"Date\s*:", re.IGNORECASE)
# What may stand beside a meeting's date on its line: a label, a weekday, a time.
ALONE = re.compile(
    r"\W*(?:(?:meeting )?date(?: and time)?|on|held on|at|\d{1,2}[.:]?\d{0,2}\s*(?:[ap]\.?m\.?)?)?\W*", re.IGNORECASE
)
EMAIL_HOST = re.compile(r"@([A-Za-z][\w-]+)\.[\w.-]*[A-Za-z]")
NOT_A_COUNCIL = frozenset(
    {
        *("the", "this", "each", "every", "our", "your", "full", "any", "other", "another", "local", "county", "city"),
        *("district", "borough", "parish", "town", "general", "united"),
    }
)
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
    found = committee or _committee(document)
    return Context(council or find_council(document.text), found, _date(document) if found else None)


def find_council(text: str) -> str | None:
    """The council whose paper it is.

    Of the councils that the paper names, the one whose e-mail host it uses most; else the one named most, where it is
    named more often than any other. None where the paper leaves it open.
    """
    plain = re.sub(r"<[^<>]+>|[*_#]", "", text)
    names = Counter(name for found in COUNCIL.finditer(plain) if (name := _council_name(found[0])))
    hosts = Counter(host.lower() for host in EMAIL_HOST.findall(plain))
    for host, _ in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0])):
        fitting = [(n, name) for name, n in names.items() if _letters(name).startswith(host)]
        if fitting:
            return max(fitting)[1]
    sure = Counter({name: n for name, n in names.items() if KIND_OF_COUNCIL.search(name)}) or names
    most = sure.most_common(2)
    least = NAMED_DESPITE_HOST if hosts else 1
    if not most or most[0][1] < least or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


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
    for line in document.lines[:40]:
        before = BEFORE_NAME.match(line.text)
        found = COMMITTEE.match(line.text, before.end() if before else 0)
        if found and len(line.text) - found.end() < 30 and not line.is_row and not line.text.endswith("."):
            return committee_name(found["name"])
    named = (
        COMMITTEE.match(words) for words in _labelled(document, re.compile(r"(?:Report )?To\s*:?$", re.IGNORECASE))
    )
    return next((committee_name(found["name"]) for found in named if found), None)


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
    for line in document.lines[:25]:
        found = next(find_dates(line.text), None)
        if line.text.isupper() and line.text.strip() == "AGENDA":
            break
        if found and len(found.iso) == 10 and ALONE.fullmatch(line.text[: found.start] + line.text[found.end :]):
            return found.iso
    for label in (MEETING_DATE, PLAIN_DATE):
        dates = Counter(day for words in _labelled(document, label) if (day := parse_day(words)))
        if dates:
            return max(dates.items(), key=lambda pair: (pair[1], pair[0]))[0]
    return None


def with_meeting(context: Context, date: str | None, committee: str | None = None) -> Context:
    """The context moved to another meeting."""
    return replace(context, date=date or context.date, committee=committee or context.committee)
