"""Posts as things of their own: who held which, when, as far as papers say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import UnknownName
from kg.vocabulary import Kind
from queries.answers import Citation, Ref, Row, every, grouped, refs
from queries.described import kinds_of, name_of
from queries.library import Library
from queries.names import the_one


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A person in a post.

    since, until   the dates of the first and the last paper that says so; None where no such paper has a date. Before
                   and after, these papers do not tell.
    """

    post: Ref
    person: Ref
    since: str | None
    until: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """A post and its holders, the first first."""

    post: Ref
    names: tuple[str, ...]
    holders: tuple[HolderRow, ...]


def post(library: Library, name: str) -> PostAnswer:
    """The post of that title. UnknownName, with choices, where none or several answer to it."""
    found = the_one(library, name, "post")
    return _post(library, found)


def post_by(library: Library, iri: str) -> PostAnswer:
    """A post by its IRI. UnknownName where there is none."""
    if Kind.POST not in kinds_of(library, iri):
        raise UnknownName("There is no such post in these papers.")
    return _post(library, Ref(iri, name_of(library, iri)))


def _post(library: Library, found: Ref) -> PostAnswer:
    names = (name for name in every(library.ask("body", thing=found.iri), "name") if name != found.label)
    return PostAnswer(found, tuple(names), holders(library, posts=[found.iri]))


def holders(library: Library, person: str | None = None, posts: Sequence[str] | None = None) -> tuple[HolderRow, ...]:
    """Who held which post: one person's posts, or some posts' holders, in the order of dates."""
    rows = library.ask("holders", person=person, post=posts)
    found = (_holder(library, same) for same in grouped(rows, "post", "person"))
    return tuple(sorted(found, key=lambda row: (row.since or "~", row.until or "~", row.post.label, row.person.label)))


def _holder(library: Library, rows: list[Row]) -> HolderRow:
    dates = sorted(every(rows, "date"))
    since, until = (dates[0], dates[-1]) if dates else (None, None)
    return HolderRow(_thing(rows, "post"), _thing(rows, "person"), since, until, library.cite(rows))


def _thing(rows: Iterable[Row], name: str) -> Ref:
    return refs(rows, name)[0]
