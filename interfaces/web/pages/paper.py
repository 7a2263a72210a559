"""What a paper is: its parts, its pages, its meetings, what was read from it and what was not, its other versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from interfaces.web.edition import edition_of
from interfaces.web.pages.source_words import WORDING, Group, Item, groups
from interfaces.web.source.papers import asked_paper
from interfaces.web.views import page
from kg.issue_codes import ISSUE_CODES
from queries.paper import Leaf, PaperAnswer, SameElsewhere, Section, same_elsewhere, statements

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

# Pages that are listed one by one; of a longer paper the sections lead to its pages, and the field does.
MOST_PAGES: Final = 600
# Kinds that are counted on a paper's page: what it states, not whom it names.
COUNTED: Final = (
    "Decision", "Recommendation", "Delegation", "ContractEvent", "Action", "Minute", "AgendaItem", "Report",
    "PlannedItem", "BusinessCase", "Saving", "Grant", "Notice", "NoticeAward", "NoticeContract", "Contract",
    "Provider", "Scheme",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a paper's contents: a part that it binds together, and the leaves on which that stands."""

    section: Section | None
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class IssueKind:
    """What could not be read, of one kind: what that means, what to do, and where."""

    means: str
    do: str
    group: Group


def paper(request: Request) -> Response:
    """A paper's own page."""
    found = asked_paper(request)
    library = edition_of(request).library()
    text = library.paper_text(found.paper.iri)
    stated = statements(library, found.paper.iri, 0, len(text.text) if text else 0)
    read, issues = groups(stated, found)
    return page(
        request,
        "paper.html",
        paper=found,
        contents=contents(found),
        listed=found.leaves if found.paged and len(found.leaves) <= MOST_PAGES else (),
        counts=[group for group in read if group.kind in COUNTED],
        issues=_issue_kinds(issues, {each.iri: each.code or "" for each in stated}),
        elsewhere=_apart(same_elsewhere(library, found.paper.iri)),
        **WORDING,
    )


def contents(found: PaperAnswer) -> tuple[Entry, ...]:
    """A paper's sections with the leaves on which they stand; of a paper without sections all its leaves."""
    entries = []
    for section in found.sections:
        held = (leaf for leaf in found.leaves if leaf.start < section.end and leaf.end > section.start)
        entries.append(Entry(section, tuple(held)))
    return tuple(entries) if entries else (Entry(None, found.leaves),)


def _issue_kinds(issues: Group | None, codes: dict[str, str]) -> tuple[IssueKind, ...]:
    if not issues:
        return ()
    found: dict[str, list[Item]] = {}
    for item in issues.held:
        found.setdefault(codes[item.iri], []).append(item)
    kinds = []
    for code, items in found.items():
        known = ISSUE_CODES.get(code)
        group = Group("Issue", code, tuple(items))
        kinds.append(IssueKind(known.means if known else code, known.do if known else "", group))
    return tuple(kinds)


def _apart(same: tuple[SameElsewhere, ...]) -> dict[str, tuple[SameElsewhere, ...]]:
    """By what is printed elsewhere, too."""
    works = dict.fromkeys(each.work for each in same)
    return {work: tuple(each for each in same if each.work == work) for work in works}


routes: Final = [Route("/source/{paper}", paper)]
