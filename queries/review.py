"""`kg review`: which names may be one thing, with what papers say of both, for a person to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import ids
from kg.errors import UnknownName
from queries.answers import Citation, Ref
from queries.library import Library

if TYPE_CHECKING:
    from kg.identity_questions import Case, Question, Side


@dataclass(frozen=True, slots=True)
class SideRow:
    """One of the two: the names that papers give it, what they say of it, where it stands.

    called   the name by which a judgement speaks of it: a scheme's reference, else one that papers give
    """

    thing: Ref
    called: str
    names: tuple[str, ...]
    said: tuple[str, ...]
    papers: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Are these two one? `evidence` has what speaks for it (+) and against (-) in points."""

    id: str
    kind: str
    council: str | None
    one: SideRow
    other: SideRow
    points: int
    evidence: tuple[str, ...]


def case_of(library: Library) -> Case:
    """All names of the base's current papers, with the judgements as they stand in the file now."""
    from kg.identity_questions import Case
    from kg.mentions import collect

    with library.ledger() as ledger:
        papers = sorted(paper.sha256 for paper in ledger.current() if library.may_read(paper.sha256))
    mentions = [each for sha256 in papers for each in collect(sha256, library.archive.get(sha256).reading)]
    return Case(mentions, library.judgements(mentions))


def judged_anew(library: Library, case: Case) -> Case:
    """The same names with the judgements as they stand in the file now."""
    from kg.identity_questions import Case

    return Case(case.mentions, library.judgements(case.mentions))


def the_question(case: Case, wanted: str) -> Question:
    """The question of that id, or of the only one that begins so; UnknownName where there is none."""
    found = [question for question in case.questions() if question.id.startswith(wanted)]
    if len(found) != 1:
        which = "There is no question" if not found else "There is more than one question"
        raise UnknownName(f"{which} {wanted}; `kg review --list` lists them.", tuple(each.id for each in found))
    return found[0]


def shown(library: Library, case: Case, question: Question) -> QuestionRow:
    """A question with the papers' words on both sides."""
    ordered = sorted(question.score.evidence, key=lambda each: (-abs(each.points), each.words))
    return QuestionRow(
        question.id,
        question.kind,
        question.council,
        _side(library, case, question.one),
        _side(library, case, question.other),
        question.score.points,
        tuple(f"{each.words} ({each.points:+d})" for each in ordered),
    )


def _side(library: Library, case: Case, side: Side) -> SideRow:
    files = tuple(library.paper(ids.paper(sha256)).file_name for sha256 in side.papers)
    mentions = case.of_thing.get(side.iri, [])
    if not mentions:  # a paper, or a council: no thing that papers name in words of their own
        label = files[0] if "/paper/" in side.iri else side.label
        return SideRow(Ref(side.iri, label), label, side.names, (), files, ())
    said = sorted({each for mention in mentions for each in (*mention.about, mention.email or "") if each})
    citations = library.cite(library.ask("cited", thing=side.iri))
    return SideRow(
        Ref(side.iri, side.label), side.name, side.names, tuple(said), files, citations or _stated(library, side.iri)
    )


def _stated(library: Library, iri: str) -> tuple[Citation, ...]:
    """Where statements name a thing that has no record of its own."""
    rows = [row for row in library.ask("show", thing=iri) if row["inverse"] == "true"]
    statements = sorted({row["value"] for row in rows if "/evidence/" not in row["value"]})
    return library.cite(library.ask("cited", thing=statements)) if statements else ()
