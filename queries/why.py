"""`kg why`: why two names are, or are not, one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from kg import ids
from kg.errors import UnknownName
from kg.normal import MentionKind
from queries.answers import Citation, Ref
from queries.library import Library
from queries.names import Closeness, Fits, Named, choices, fitting, named_things, near
from queries.review import case_of

if TYPE_CHECKING:
    from kg.identity_questions import Case
    from kg.identity_reasons import Reason

CLOSEST: Final = get_args(Closeness)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One step of the why, with the paper that gives it."""

    words: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """The two things that the names stand for, and why they are one, or two."""

    one: Ref
    other: Ref
    kind: str
    same: bool
    verdict: str
    reasons: tuple[ReasonRow, ...]


def why(library: Library, first: str, second: str) -> WhyAnswer:
    """Why two names are, or are not, one thing. UnknownName, with choices, where a name is none or several's."""
    from kg.identity_reasons import why_one, why_two

    every = named_things(library, *get_args(MentionKind))
    one, other = _both(every, first, second)
    case = case_of(library)
    if not {one.ref.iri, other.ref.iri} <= case.of_thing.keys():
        raise UnknownName("Papers were taken in or judgements made since this was published; run `kg ingest` first.")
    if one.ref == other.ref:
        found = why_one(case, one.ref.iri, one.kind, first, second)
        verdict = f"“{first}” and “{second}” are one {one.kind}: {one.ref.label}."
        return WhyAnswer(one.ref, other.ref, one.kind, True, verdict, _rows(library, found, one.ref.iri))
    verdict = f"“{one.ref.label}” and “{other.ref.label}” are not one {one.kind}, as far as these papers say."
    barrier = _barrier(case, one, other)
    reasons = () if barrier else _rows(library, why_two(case, one.ref.iri, other.ref.iri), one.ref.iri)
    told = (ReasonRow(barrier),) if barrier else reasons
    return WhyAnswer(one.ref, other.ref, one.kind, False, verdict, told)


def _barrier(case: Case, one: Named, other: Named) -> str | None:
    """What holds any two such things apart."""
    if one.kind != other.kind:
        return f"one is {_a(one.kind)}, the other {_a(other.kind)}"
    if case.scope(one.ref.iri) != case.scope(other.ref.iri):
        return "they are of two councils, or one's paper names no council (`kg review` asks for that)"
    return None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _both(things: Sequence[Named], first: str, second: str) -> tuple[Named, Named]:
    """The two things meant: one thing if it has both names, else two of one kind, the closest to what was typed."""
    tried: list[tuple[int, str, Fits, Fits]] = []
    for kind in get_args(MentionKind):
        of_kind = [thing for thing in things if thing.kind == kind]
        one, other = fitting(first, of_kind), fitting(second, of_kind)
        if one and other:
            far = CLOSEST.index(one.closeness) + CLOSEST.index(other.closeness)
            tried.append((far, kind, one, other))
    if not tried:
        return _the(things, first), _the(things, second)
    _far, _kind, one, other = min(tried, key=lambda each: (each[0], not set(each[2].things) & set(each[3].things)))
    if shared := [thing for thing in one.things if thing in other.things]:
        return shared[0], shared[0]
    return _only(one, first), _only(other, second)


def _the(things: Sequence[Named], wanted: str) -> Named:
    found = fitting(wanted, things)
    if found is None:
        raise UnknownName(f"Nothing is called “{wanted}”.", near(wanted, things))
    return _only(found, wanted)


def _only(found: Fits, wanted: str) -> Named:
    if len(found.things) > 1:
        raise UnknownName(f"More than one thing answers to “{wanted}”; say which.", choices(found.things))
    return found.things[0]


def _rows(library: Library, reasons: Sequence[Reason], thing: str) -> tuple[ReasonRow, ...]:
    cited = library.ask("cited", thing=thing)
    return tuple(
        ReasonRow(
            reason.words,
            library.cite(row for row in cited if row["g"] == ids.paper(reason.paper)) if reason.paper else (),
        )
        for reason in reasons
    )
