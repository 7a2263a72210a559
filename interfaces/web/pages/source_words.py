"""How a paper, its parts and what was read from it are called on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from interfaces.web.pages.search_words import dated, paper_kind
from interfaces.web.views import long_day
from interfaces.wording import STEPS
from queries.paper import Leaf, PaperAnswer, Section, Stated

# What a page lists that was read there, in this order; a kind that is not listed is left to its own page.
KINDS: Final = {
    "Decision": "Decisions",
    "Recommendation": "Recommendations",
    "Delegation": "Powers delegated",
    "ContractEvent": "Steps of contracts",
    "Action": "Actions",
    "Minute": "Minutes",
    "AgendaItem": "Agenda items",
    "Report": "Reports",
    "PlannedItem": "Planned items",
    "BusinessCase": "Business cases",
    "Saving": "Savings",
    "SchemeDependency": "What business cases depend on",
    "Grant": "Grants",
    "Commentary": "Commentaries on spending",
    "Implication": "Implications",
    "Clearance": "Who cleared a report",
    "Contact": "Contacts",
    "Attendance": "Attendance",
    "Membership": "Members of the committee",
    "Tenure": "Posts held",
    "Notice": "Published notices",
    "NoticeLot": "Lots",
    "NoticeAward": "Awards published",
    "NoticeContract": "Contracts signed",
    "NoticeAmendment": "Changes published",
    "NoticeParty": "Organisations in notices",
    "NoticeDocument": "Documents listed by notices",
    "SourceDocument": "Source documents",
    "Meeting": "Meetings named",
    "Contract": "Contracts named",
    "Provider": "Providers named",
    "Scheme": "Schemes named",
    "Member": "Councillors named",
    "Officer": "Officers named",
    "Person": "People named",
    "Post": "Posts named",
}


class Item(NamedTuple):
    """Something read: its name, its page, and the leaf and characters in which it stands."""

    label: str
    iri: str
    leaf: Leaf | None
    start: int
    end: int


class Group(NamedTuple):
    """Things of one kind that were read."""

    kind: str
    name: str
    held: tuple[Item, ...]


def groups(stated: Iterable[Stated], paper: PaperAnswer) -> tuple[tuple[Group, ...], Group | None]:
    """What was read, kind by kind, and what was not."""
    found: dict[str, list[Item]] = {}
    for each in stated:
        item = Item(_label(each), each.iri, paper.leaf_at(each.start), each.start, each.end)
        found.setdefault("Issue" if each.code else each.kind, []).append(item)
    issues = found.get("Issue")
    read = tuple(Group(kind, name, tuple(found[kind])) for kind, name in KINDS.items() if kind in found)
    return read, Group("Issue", "Not read", tuple(issues)) if issues else None


def _label(stated: Stated) -> str:
    """A statement's name without words of the program's own."""
    if stated.kind in ("ContractEvent", "Delegation"):
        step, space, rest = stated.label.partition(" ")
        said = STEPS.get(step, step)
        return f"{said[:1].upper()}{said[1:]}{space}{rest}"
    return dated(stated.label)


def name_of(paper: PaperAnswer) -> str:
    """What a paper is called: its title, committee and date, each once."""
    title = dated(paper.title or paper.file_name).rstrip(" ,;:")
    day = long_day(paper.date)
    committee = paper.committee.label if paper.committee else ""
    more = [word for word in (committee, day) if word and word.casefold() not in title.casefold()]
    return ", ".join((title, *more))


def kind_of(paper: PaperAnswer) -> str:
    """The kind of paper, as a sentence begins."""
    return "Paper" if paper.kind in (None, "other") else paper_kind(str(paper.kind)).capitalize()


def section_of(section: Section) -> str:
    """What a section is called."""
    kind = section.kind.replace("-", " ").capitalize()
    if section.kind == "other":
        return section.title or "Part of no kind that is known"
    return f"{kind}: {section.title}" if section.title else kind


def printed_of(leaf: Leaf) -> str:
    """`printed 10`, `printed 10 to 12`, where that is known and not the page's own number."""
    if not leaf.printed or leaf.printed == (str(leaf.number),):
        return ""
    return f"printed {' to '.join(leaf.printed)}"


def place_of(paper: PaperAnswer, leaf: Leaf) -> str:
    """`page 12 of 300 (printed 10)`; of a paper without pages `part 3 of 20`."""
    printed = printed_of(leaf)
    return (
        f"{'page' if paper.paged else 'part'} {leaf.number:,} of {len(paper.leaves):,}"
        f"{f' ({printed})' if printed else ''}"
    )


def has_printed(paper: PaperAnswer) -> bool:
    """Whether page numbers are printed on it that are not the file's."""
    return any(printed_of(leaf) for leaf in paper.leaves)


# What the templates of a paper may call.
WORDING: Final[dict[str, Any]] = {
    "name_of": name_of,
    "dated": dated,
    "kind_of": kind_of,
    "section_of": section_of,
    "printed_of": printed_of,
    "place_of": place_of,
    "has_printed": has_printed,
}
