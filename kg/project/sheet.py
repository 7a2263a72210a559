"""The graph of one paper while it is written: adds what is given, leaves out what is not, counts nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import ids
from kg.evidence import Evidence
from kg.identity import PaperNames
from kg.mentions import KindsOfPeople, facts_of, own_body
from kg.normal import PersonKind
from kg.project import terms
from kg.records import Issue, MeetingKey, Reading
from kg.vocabulary import Has, Is, Kind

LABEL_LENGTH: Final = 100


class Sheet:
    """What one paper states, as quads of its own graph.

    `add` takes plain words or a ready term; `link` an IRI. None and "" are left out.
    """

    def __init__(self, paper_iri: str, names: PaperNames, reading: Reading) -> None:
        self.paper_iri = paper_iri
        self.names = names
        self.reading = reading
        self.kinds = KindsOfPeople(reading)
        self._facts = facts_of(reading)
        self.paper_title = self._facts.title if self._facts else None
        self.paper_date = self._facts.date if self._facts else None
        self.council = self._facts.council if self._facts else None
        self._graph = terms.node(paper_iri)
        self._quads: dict[Quad, None] = {}
        self._told: set[tuple[str, str]] = set()

    def quads(self) -> Iterable[Quad]:
        """Everything written so far, each quad once."""
        return self._quads

    def add(self, subject: str, prop: str, value: str | Literal | None) -> None:
        """Write a value; plain words become a literal."""
        if value is None or value == "":
            return
        literal = terms.text(value) if isinstance(value, str) else value
        self._write(terms.node(subject), prop, literal)

    def link(self, subject: str, prop: str, target: str | None) -> None:
        """Write a tie to another node."""
        if target:
            self._write(terms.node(subject), prop, terms.node(target))

    def kind(self, subject: str, *kinds: str) -> None:
        """Say what a node is."""
        for kind in kinds:
            self.link(subject, Has.TYPE, kind)

    def date(self, subject: str, prop: str, iso: str | None) -> None:
        """Write a date as exact as it is."""
        if iso:
            self.add(subject, prop, terms.date(iso))

    def number(self, subject: str, prop: str, value: int | None) -> None:
        """Write a whole number."""
        if value is not None:
            self.add(subject, prop, terms.whole(value))

    def statement(self, subject: str, kind: str, label: str, evidence: Iterable[Evidence]) -> None:
        """Begin a statement: what it is, its short display name, that the paper states it, and where."""
        self.kind(subject, kind)
        self.add(subject, Has.LABEL, shortened(label))
        self.link(subject, Has.BASIS, Is.BASIS["stated"])
        self.cite(subject, evidence)

    def cite(self, subject: str, evidence: Iterable[Evidence]) -> None:
        """Say where in the paper something stands, and in which words."""
        for place in evidence:
            iri = ids.evidence(self.paper_iri, place)
            self.link(subject, Has.EVIDENCE, iri)
            self.kind(iri, Kind.EVIDENCE)
            self.link(iri, Has.PAPER, self.paper_iri)
            self.number(iri, Has.PAGE, place.page)
            self.add(iri, Has.PRINTED_PAGE, place.printed_page)
            self.number(iri, Has.START, place.start)
            self.number(iri, Has.END, place.end)
            self.add(iri, Has.QUOTE, place.quote)

    def committee(self, name: str, council: str | None) -> str:
        """A committee as this paper names it."""
        iri = self.names.committee(name, council)
        self.kind(iri, Kind.COMMITTEE)
        self.add(iri, Has.ALT_LABEL, name)
        return iri

    def meeting(self, key: MeetingKey) -> str:
        """A meeting's IRI. It is described where a record describes it, and in the graph of identity."""
        return self.names.meeting(key.committee, key.date, key.council)

    def person(self, name: str, usual: PersonKind, evidence: tuple[Evidence, ...]) -> str:
        """A person as this paper names them; what fits several people is an issue, once a paper."""
        kind = self.kinds.of(name, usual)
        iri = self.names.person(name, kind)
        self.kind(iri, Kind.PERSON)
        self.add(iri, Has.NAME, name)
        self._ambiguity(name, kind, evidence)
        return iri

    def post(self, title: str) -> str:
        """A post as this paper prints it."""
        return self._named(self.names.post(title), Kind.POST, title)

    def provider(self, name: str) -> str:
        """A provider as this paper names it. Typed by its own record: who is merely said to bid is not one yet."""
        return self._named(self.names.provider(name), None, name)

    def scheme(self, name: str, ref: str | None = None) -> str:
        """A scheme as this paper names it."""
        return self._named(self.names.scheme(name, ref), None, name)

    def contract(self, name: str) -> str:
        """A contract as this paper names it."""
        return self._named(self.names.contract(name), None, name)

    def body(self, name: str) -> str:
        """Whoever decides, as this paper names them; "the Committee" is its own."""
        own = own_body(self._facts, name)
        if self._facts and self._facts.council and own == "council":
            return self.names.council(self._facts.council)
        if self._facts and self._facts.committee and own == "committee":
            return self.names.committee(self._facts.committee, self._facts.council)
        return self._named(self.names.body(name), Kind.BODY, name)

    def issue(self, record: Issue) -> None:
        """Something that could not be read or placed."""
        iri = ids.statement(self.paper_iri, record)
        self.statement(iri, Kind.ISSUE, f"{record.code}: {record.message}", record.evidence)
        self.add(iri, Has.CODE, record.code)
        self.add(iri, Has.MESSAGE, record.message)

    def _named(self, iri: str, kind: str | None, name: str) -> str:
        if kind:
            self.kind(iri, kind)
        self.add(iri, Has.ALT_LABEL, name)
        return iri

    def _ambiguity(self, name: str, kind: PersonKind, evidence: tuple[Evidence, ...]) -> None:
        ambiguous = self.names.is_ambiguous(name, kind)
        if ambiguous and (kind, ambiguous.form) not in self._told:
            self._told.add((kind, ambiguous.form))
            self.issue(Issue("ambiguous-person", f"{name} may be {' or '.join(ambiguous.candidates)}", evidence))

    def _write(self, subject: NamedNode, prop: str, value: NamedNode | Literal) -> None:
        self._quads[Quad(subject, terms.node(prop), value, self._graph)] = None


def shortened(words: str) -> str:
    """Words cut to the length of a display name, at a word."""
    folded = " ".join(words.split())
    return folded if len(folded) <= LABEL_LENGTH else folded[: LABEL_LENGTH - 1].rpartition(" ")[0] + "…"
