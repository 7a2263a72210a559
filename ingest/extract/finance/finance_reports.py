"""Finance reports: the programmes and projects of their portfolio, each with those who lead it, and a loose one's head.

Activity and capital lines are money, not statements of our vocabulary; their words can be searched. Grants and
commentary have extractors of their own, and what the commentary says of contracts is read by the contracts'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.divide.sections import Section
from ingest.extract.words.given_names import is_given
from ingest.extract.words.named_posts import is_person, named_posts
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped
from kg.records import Issue, PersonMention, Record, Report, Scheme

PORTFOLIO = Wording(
    r"(?:programme|project|scheme)s?\s*(?:[/&]|and|or)?\s*(?:programme|project|scheme)?s?\s*(?:,|and|/"
    r"|&)\s*(?:responsible |accountable )?"
    r"(?:lead|sponsor|owner|sro)\b.*",
    reads=("Programme/Project and Lead Director", "Project and sponsor", "Programme / Owner"),
    leaves=("Programme budget and outturn", "Project leads met in May"),
)
SENDER = Wording(
    r"(?:report )?(?:from|of|by|authors?)\s*:\s*(?P<names>.{3,150})",
    reads=("From: Ann Lee and Bob Ray", "Report by: Director of Harbours"),
    leaves=("From May: costs rise",),
)
BETWEEN_NAMES = re.compile(r"\s+(?:and|&)\s+|\s*[,/;]\s*")
# The title and the sender stand this near to the top.
HEAD_LINES = 15
LED = Wording(
    r"(?P<name>[^:]{3,90}?)\s*:\s+(?P<leads>[A-Z][^:]{4,80})",
    reads=("Warm Homes Programme: Ann Lee / Bob Ray",),
    leaves=("Ratio 3:1",),
    exact=True,
)


def finance_report(section: Section) -> Iterator[Record]:
    """A loose report's head, and the rows of the portfolio: each a programme, and the people who lead it."""
    yield from _loose_report(section)
    inside = False
    for line in section.lines:
        if line.furniture:
            continue
        if line.is_row and PORTFOLIO.fullmatch(line.cells[0].text):
            inside = True
        elif not line.is_row and line.level:
            inside = False
        elif inside and line.is_row:
            yield from _row(section, line)


def _loose_report(section: Section) -> Iterator[Report]:
    """A finance report that came without the report block of a pack: its title, and whom it is from."""
    if section.parent is not None or not section.title:
        return
    lines = [line for line in section.lines if not line.furniture and line.text][:HEAD_LINES]
    titles = [line for line in lines if line.text == section.title]
    sender = next(((line, found) for line in lines if (found := SENDER.fullmatch(line.text))), None)
    authors: list[Mapped] = []
    if sender:
        authors = list(_senders(sender[0].content.piece(*sender[1].span("names"))))
    evidence = [section.document.evidence(line.content) for line in titles[:1]] or [section.evidence]
    evidence.extend(section.document.evidence(author) for author in authors)
    yield Report(section.title, tuple(evidence), authors=tuple(author.text for author in authors))


def _senders(names: Mapped) -> Iterator[Mapped]:
    """Whom a report is from: each person of a list of persons, else the words as they stand."""
    starts = [0, *(found.end() for found in BETWEEN_NAMES.finditer(names.text))]
    ends = [*(found.start() for found in BETWEEN_NAMES.finditer(names.text)), len(names)]
    pieces = [names.piece(start, end) for start, end in zip(starts, ends, strict=True)]
    yield from pieces if all(is_person(piece.text) for piece in pieces) else [names]


def _row(section: Section, line: Line) -> Iterator[Record]:
    first = line.cells[0]
    found = LED.fullmatch(first.text)
    if found:
        name, leads = first.piece(*found.span("name")), first.piece(*found.span("leads"))
        people = list(named_posts(leads.text))
        if any(is_given(person.name.split()[0]) or person.post for person in people):
            yield Scheme(name.text, "programme", (section.document.evidence(name),))
            yield from _leads(section, leads)
            return
    if first.text and len(first) < 120 and len(line.text) > 150:
        yield Issue("torn-table", f"no lead could be read from: {first.text[:80]}", (section.document.evidence(first),))


def _leads(section: Section, leads: Mapped) -> Iterator[PersonMention]:
    for person in named_posts(leads.text):
        place = section.document.evidence(leads, person.start, person.end)
        yield PersonMention(person.name, "officer", (place,), (person.post,) if person.post else ())
