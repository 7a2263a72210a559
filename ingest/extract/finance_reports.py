"""Finance reports: the programmes and projects of their portfolio, each with those who lead it.

Grants, activity and capital lines are money, not statements of our vocabulary; their words can be searched. What the
commentary says of contracts is read by the contracts' extractor, who takes all sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.divide.sections import Section
from ingest.extract.given_names import is_given
from ingest.extract.named_posts import named_posts
from ingest.extract.wordings import Wording
from ingest.read.document import Line, Mapped
from kg.records import Issue, PersonMention, Record, Scheme

PORTFOLIO = Wording(
    r"(?:programme|project|scheme)s?\s*(?:[/&]|and|or)?\s*(?:programme|project|scheme)?s?\s*(?:,|and|/"
    r"|&)\s*(?:responsible |accountable )?"
    r"(?:lead|sponsor|owner|sro)\b.*",
    reads=("Programme/Project and Lead Director", "Project and sponsor", "Programme / Owner"),
    leaves=("Programme budget and outturn", "Project leads met in May"),
)
LED = Wording(
    r"(?P<name>[^:]{3,90}?)\s*:\s+(?P<leads>[A-Z][^:]{4,80})",
    reads=("Warm Homes Programme: Ann Lee / Bob Ray",),
    leaves=("Ratio 3:1",),
    exact=True,
)


def finance_report(section: Section) -> Iterator[Record]:
    """The rows of the portfolio: each a programme, and the people who lead it."""
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
