"""Plain words for what the search index calls kinds, facets and outcomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Final

from markupsafe import Markup

from interfaces.wording import MONTHS

FACET_NAMES: Final = {
    "council": "Council",
    "committee": "Committee",
    "year": "Year",
    "paper_kind": "Kind of paper",
    "kind": "Part of the paper",
    "thing_kind": "What it speaks of",
    "outcome": "What was decided",
    "part": "Only one report or item",
}
SECTIONS: Final = {
    "front-sheet": "Front page of the agenda",
    "minutes": "Minutes",
    "decision-notice": "Record of decisions",
    "action-log": "Action log",
    "report": "Report",
    "forward-plan": "Forward plan",
    "training-plan": "Training plan",
    "business-case": "Business case",
    "finance-report": "Finance report",
    "notice": "Published notice",
    "appendix": "Appendix",
    "other": "Other part",
}
PAPERS: Final = {"pack": "agenda pack", "decision notice": "record of decisions"}
SHORT_DAY: Final = re.compile(rf"\b({'|'.join(MONTHS)}) (?=\d{{4}}\b)")
ISO_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
PARTS: Final = {"minutes": "item", "other": "part", "decision-notice": "decision", "front-sheet": "front page",
                "notice": "notice"}  # fmt: skip
THINGS: Final = {
    "contract": "Contract",
    "provider": "Provider",
    "scheme": "Scheme",
    "officer": "Officer",
    "member": "Member",
    "post": "Post",
    "committee": "Committee",
    "council": "Council",
    "body": "Body",
    "meeting": "Meeting",
}
STATEMENTS: Final = {
    "decision": "Decision",
    "recommendation": "Recommendation",
    "delegation": "Delegation",
    "action": "Action to be taken",
    "planned-item": "Item planned for a meeting",
    "saving": "Saving offered",
    "grant": "Grant",
}
OUTCOMES: Final = {
    "agreed": "Agreed",
    "unanimous": "Unanimous",
    "majority": "By a majority",
    "noted": "Noted",
    "delegated": "Power delegated",
    "referred": "Sent to another body",
    "deferred": "Put off",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}


def section_kind(kind: str) -> str:
    """`front-sheet` as people call it."""
    return SECTIONS.get(kind, kind.replace("-", " ").capitalize())


def part(kind: str) -> str:
    """What the passages of one group are of: this report, this item."""
    return PARTS.get(kind, section_kind(kind).lower())


def paper_kind(kind: str) -> str:
    """`pack` as people call it."""
    return PAPERS.get(kind, kind)


def dated(words: str | None) -> str:
    """Words with their dates as people say them."""
    from interfaces.web.views import long_day  # which takes these filters in

    return ISO_DAY.sub(lambda day: long_day(day[0]), words or "")


def spelled(words: str) -> str:
    """Words with their months whole, as everywhere on a page of one thing: `8 Sep 2022` as `8 September 2022`."""
    from interfaces.web.views import MONTHS as WHOLE  # which takes these filters in

    return SHORT_DAY.sub(lambda month: f"{WHOLE[MONTHS.index(month[1])]} ", words)


def thing_kind(kind: str) -> str:
    """`provider` as people call it."""
    return THINGS.get(kind) or STATEMENTS.get(kind, kind.replace("-", " ").capitalize())


def outcome(value: str) -> str:
    """`deferred` in plain words."""
    return OUTCOMES.get(value, value)


def facet_name(facet: str) -> str:
    """The head above a facet's values."""
    return FACET_NAMES[facet]


def facet_value(value: str, facet: str) -> str:
    """A value of a facet in plain words."""
    match facet:
        case "kind":
            return section_kind(value)
        case "paper_kind":
            return paper_kind(value).capitalize()
        case "thing_kind":
            return thing_kind(value)
        case "outcome":
            return outcome(value)
        case "part":
            return "remove to see all"
        case _:
            return value


def marked(text: str, marks: Sequence[tuple[int, int]]) -> Markup:
    """A piece of a passage with the words found marked; everything escaped."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [_seen(text[at:start]), "<mark>", _seen(text[start:end]), "</mark>"]
        at = end
    return Markup("".join([*pieces, _seen(text[at:])]))  # each piece is escaped


def _seen(text: str) -> str:
    """A text escaped, without letters that cannot be seen."""
    from interfaces.web.views import UNSEEN

    return escape(text if text.isprintable() else text.translate(UNSEEN))


def moment(iso: str) -> str:
    """An ISO moment as RFC 3339 writes it in UTC, so that moments sort as words do."""
    found = datetime.fromisoformat(iso)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "marked": marked,
    "section_kind": section_kind,
    "part": part,
    "paper_kind": paper_kind,
    "dated": dated,
    "spelled": spelled,
    "thing_kind": thing_kind,
    "outcome": outcome,
    "facet_name": facet_name,
    "facet_value": facet_value,
}
