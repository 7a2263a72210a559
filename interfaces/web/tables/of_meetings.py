"""Tables of what meetings decided, set and plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from interfaces.web.tables.table import Chosen, Filter, Heading, Table, date_in, label, labels, text
from queries.library import Library

if TYPE_CHECKING:
    from queries.actions import ActionRow
    from queries.decisions import DecisionRow
    from queries.plan import PlannedRow
    from queries.savings import SavingsRow

VOTES: Final = {"unanimous": "unanimously", "majority": "by a majority"}
SINCE: Final = Filter("since", "Since", "date", "A date such as 2018-04.")
BEFORE: Final = Filter("before", "Before", "date")


def decisions(library: Library, chosen: Chosen) -> Sequence[DecisionRow]:
    """Decisions, the newest first; limbs in their order."""
    from queries.decisions import decisions as ask

    rows = ask(library, chosen.get("committee") or None, date_in(chosen, "since"), date_in(chosen, "before"))
    voted = [row for row in rows if chosen.get("vote", "") in ("", row.vote)]
    return sorted(voted, key=lambda row: row.date or "", reverse=True)


def actions(library: Library, chosen: Chosen) -> Sequence[ActionRow]:
    """Actions, the newest first."""
    from queries.actions import actions as ask

    rows = ask(library, "open" in chosen, None, date_in(chosen, "since"))
    wanted = chosen.get("committee", "")
    rows = tuple(row for row in rows if not wanted or (row.committee and row.committee.iri == wanted))
    return sorted(rows, key=lambda row: row.date or "", reverse=True)


def plan(library: Library, chosen: Chosen) -> Sequence[PlannedRow]:
    """Planned items, those of the latest meetings first."""
    from queries.plan import plan as ask

    rows = ask(library, chosen.get("committee") or None, date_in(chosen, "since"), "slipped" in chosen)
    return sorted(rows, key=lambda row: row.date or "", reverse=True)


def savings(library: Library, _chosen: Chosen) -> Sequence[SavingsRow]:
    """Savings that business cases offer."""
    from queries.savings import savings as ask

    return ask(library)


def _committees(library: Library) -> Sequence[tuple[str, str]]:
    """Committees by IRI; of two of one name each says its council."""
    from kg.ids import scope_of
    from queries.names import named_things

    found = sorted((thing.ref for thing in named_things(library, "committee")), key=lambda ref: ref.label.casefold())
    every = [ref.label for ref in found]
    return tuple(
        (ref.iri, ref.label if every.count(ref.label) == 1 else f"{ref.label} ({scope_of(ref.iri).replace('-', ' ')})")
        for ref in found
    )


COMMITTEE: Final = Filter("committee", "Committee", "choice", choices=_committees)
MEETING: Final = Heading("date", "Meeting", lambda row: (text(row.date), label(row.committee)))

DECISIONS: Final = Table(
    "decisions",
    "Decisions",
    "What was decided, each part of a resolution in its own row.",
    "No such decision in these papers.",
    (
        MEETING,
        Heading("item", "Item", lambda row: text(row.item)),
        Heading("text", "Decision"),
        Heading("vote", "Vote", lambda row: text(row.vote)),
        Heading("papers", "Papers"),
    ),
    decisions,
    (
        COMMITTEE,
        Filter("vote", "Vote", "choice", choices=lambda _: tuple((key, words) for key, words in VOTES.items())),
        SINCE,
        BEFORE,
    ),
)
ACTIONS: Final = Table(
    "actions",
    "Actions",
    "What was to be done after a meeting, by whom, and what became of it, from one action log to the next.",
    "No such action in these papers.",
    (
        MEETING,
        Heading("text", "Action", lambda row: text(row.title or row.text)),
        Heading("owners", "Owner", lambda row: labels(row.owners)),
        Heading("state", "What became of it", lambda row: text(row.state)),
        Heading("papers", "Papers"),
    ),
    actions,
    (COMMITTEE, Filter("open", "Only those that no log calls complete", "check"), SINCE),
    "What became of an action is worked out by holding the logs against each other.",
)
PLAN: Final = Table(
    "plan",
    "Forward plan",
    "What is planned for which meeting, whether it slipped, and whether it was taken.",
    "Nothing of the kind is planned in these papers.",
    (
        MEETING,
        Heading("item", "Item", lambda row: text(row.title)),
        Heading("state", "What became of it", lambda row: text(row.state)),
        Heading("leads", "Lead officer", lambda row: labels(row.leads)),
        Heading("reference", "Reference", lambda row: text(row.reference)),
        Heading("papers", "Papers"),
    ),
    plan,
    (
        COMMITTEE,
        Filter("slipped", "Only items that moved, were dropped, or were not taken on their day", "check"),
        SINCE,
    ),
    "What became of an item is worked out from later plans and papers.",
)
SAVINGS: Final = Table(
    "savings",
    "Savings",
    "What business cases offer to save, who answers for it, and what finance reports tell of it.",
    "No case offers a saving in these papers.",
    (
        Heading("reference", "Reference", lambda row: text(row.reference)),
        Heading("scheme", "Scheme", lambda row: label(row.scheme)),
        Heading("offers", "Offered"),
        Heading("responsible", "Answers for it", lambda row: labels(row.responsible)),
        Heading("delivery", "Finance reports tell"),
        Heading("papers", "Papers"),
    ),
    savings,
)
