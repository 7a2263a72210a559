"""Which council, committee and meeting a paper belongs to, from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.bodies import (
    AFTER_NAME,
    BEFORE_NAME,
    COMMITTEE,
    COUNCIL,
    KIND_OF_COUNCIL,
    LONGEST_TITLE,
    ONE_BODY,
    committee_name,
    council_name,
    dated_body,
    labelled_body,
    titled_body,
    told_body,
)
from ingest.divide.meeting_days import MEETING_DATE, TO_LABEL, labelled, meeting_day
from ingest.read.document import Document, Line
from kg.records import MeetingKey

__all__ = (
    "BEFORE_NAME", "COMMITTEE", "COUNCIL", "MEETING_DATE", "Context", "committee_name", "find_context", "find_council",
    "title_committee",
)  # fmt: skip

HEAD_LINES = 12
TITLE_LINES = 40
TOLD_LINES = 15
EMAIL_HOST = re.compile(r"@([A-Za-z][\w-]+)\.[\w.-]*[A-Za-z]")
# The council's own site; national ones ("assets.publishing.service.gov.uk") fit no council's name.
WEB_HOST = re.compile(r"(?:https?://|www\.)(?:[\w-]{1,40}\.){0,3}?([A-Za-z][\w-]{2,40})\.gov\.(?:uk|wales|scot)\b")
# What a council's name opens with and its address leaves out.
KIND_BEFORE = re.compile(r"(?:the )?(?:(?:london|royal|metropolitan) borough|city|borough council) of ", re.IGNORECASE)
# A council that the paper's e-mail addresses do not fit may be a neighbour; its own paper names it again and again.
NAMED_DESPITE_HOST = 3
# One of these stands in whatever `COUNCIL` finds.
OF_COUNCILS = ("Council", "Authority", "Borough of", "Corporation")


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
    """The paper's context, `council` and `committee` overriding what it says.

    Published notices say it release by release; of a file of them it is what a person said.
    """
    if document.releases:
        return Context(council, committee)
    found = committee or document.body or _committee(document)
    council = council or find_council(document.text)
    if not found and council and ONE_BODY.search(council):
        found = council
    return Context(council, found, meeting_day(document) if found else None)


def find_council(text: str) -> str | None:
    """The council whose paper it is.

    Of the councils that the paper names, the one whose e-mail host it uses most; else the one that its first lines open
    with; else the one whose web address it gives; else the one named most, where it is named more often than any other.
    None where the paper leaves it open.
    """
    plain = re.sub(r"<[^<>]+>|[*_#]", "", text)
    names = Counter(name for words in _councils(plain) if (name := council_name(words)))
    hosts = Counter(host.lower() for host in EMAIL_HOST.findall(plain))
    if fitting := _of_host(names, hosts):
        return fitting
    if head := _council_of_head(plain):
        return head
    if fitting := _of_host(names, Counter(host.lower() for host in WEB_HOST.findall(plain))):
        return fitting
    sure = Counter({name: n for name, n in names.items() if KIND_OF_COUNCIL.search(name)}) or names
    most = sure.most_common(2)
    least = NAMED_DESPITE_HOST if hosts else 1
    if not most or most[0][1] < least or (len(most) == 2 and most[0][1] == most[1][1]):
        return None
    return most[0][0]


def _councils(plain: str) -> Iterator[str]:
    """The names of councils in a paper's words: each on one line, and on few of them."""
    for line in plain.split("\n"):
        if any(word in line for word in OF_COUNCILS):
            yield from (found[0] for found in COUNCIL.finditer(line))


def _of_host(names: Counter[str], hosts: Counter[str]) -> str | None:
    """The council of the host used most that fits one of the names: by how its name begins, or by its initials."""
    for host, _ in sorted(hosts.items(), key=lambda pair: (-pair[1], pair[0])):
        fitting = [(n, name) for name, n in names.items() if _fits(name, host)]
        if fitting:
            return max(fitting)[1]
    return None


def _fits(name: str, host: str) -> bool:
    first = host.split("-")[0]
    starts = _letters(name), _letters(KIND_BEFORE.sub("", name))
    if any(start.startswith(host) or (len(first) > 3 and start.startswith(first)) for start in starts):
        return True
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in ("and", "of", "the"))
    return len(host) > 2 and host in (initials.lower(), initials.lower().removesuffix("c"))


def _council_of_head(plain: str) -> str | None:
    """The council that one of the first lines is, or opens with before a dash or a date."""
    titles = [" ".join(line.split()) for line in plain[:5000].split("\n") if line.strip()][:HEAD_LINES]
    for title in (each for each in titles if len(each) <= LONGEST_TITLE):
        before = BEFORE_NAME.match(title)
        bare = title[before.end() :] if before else title
        found = COUNCIL.match(committee_name(bare) if bare.split(" ")[0].isupper() else bare)
        if found and AFTER_NAME.match(bare, found.end()):
            return council_name(found[0])
    return None


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _committee(document: Document) -> str | None:
    """The committee named by a heading among the first lines, else by a line of its name and a day, else by the "To:"
    of a report, else in a summons."""
    if found := title_committee(document.lines[:TITLE_LINES]):
        return found
    for line in document.lines[:HEAD_LINES]:
        if not line.furniture and (found := dated_body(line.text)):
            return found
    for words in labelled(document.lines, TO_LABEL):
        if found := labelled_body(words):
            return found
    return told_body(" ".join(line.text[:LONGEST_TITLE] for line in document.lines[:TOLD_LINES]))


def title_committee(lines: Sequence[Line]) -> str | None:
    """The body that the first title among some lines names, over as many lines as its name takes; None for none."""
    return next((found for at in range(len(lines)) if (found := titled_body(lines, at))), None)
