"""Votes, outcomes and actions in plain words, for pages of meetings, decisions, people and committees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interfaces.contract_words import DONE, PLANNED, TO_DO
from interfaces.web.views import long_day
from kg.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from queries.actions import ActionRow
    from queries.answers import Citation
    from queries.powers import Power

# What became of a recommendation, or how a decision came to be.
OUTCOMES: Final = {
    "as-recommended": "As recommended",
    "asRecommended": "As recommended",
    "amended": "Amended",
    "rejected": "Not taken up",
    "deferred": "Put off",
    "added": "Added by the meeting: no report recommends it",
    "not found in the minutes": "Not found in the minutes",
}
VOTES: Final = {"unanimous": "agreed unanimously", "majority": "agreed by a majority"}
POWERS: Final = {
    "asked-for": "asked for; no decision on it is found",
    "granted": "given; no paper here tells that it was used",
    "used": "used",
    "unused": "not used",
    "expired": "its last day is past",
    "never-reported": "never reported back",
}
STEPS: Final = {
    "recommended": "asked for: to {}",
    "resolved": "agreed: to {}",
    "reported": "reported: {}",
    "planned": "planned: {}",
}
ROLES: Final = {"present": "Present", "apologies": "Apologies", "member": "Listed as a member"}
# Kinds of statements that papers make about a meeting: one, several.
SAID: Final = {
    "AgendaItem": ("agenda item", "agenda items"),
    "Report": ("report", "reports"),
    "Minute": ("minute", "minutes"),
    "Decision": ("decision", "decisions"),
    "Attendance": ("attendance", "attendances"),
    "Membership": ("member listed", "members listed"),
    "Action": ("action", "actions"),
    "PlannedItem": ("planned item", "planned items"),
}


def outcome(word: str | None) -> str:
    """What became of a recommendation."""
    return OUTCOMES.get(word or "", word or "")


def letter(limb: str | None) -> str:
    """A limb as minutes number it: `(a)`, `2(a)`, `(iii)`, `3.`"""
    if not limb:
        return ""
    bare = limb.strip("().")
    return limb if "(" in bare else f"({bare})" if bare.isalpha() else f"{bare}."


def places(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Citations without those of a page, or line, that another shows already: of these the one of most words."""
    found: dict[tuple[str, str], Citation] = {}
    for each in citations:
        kept = found.get((each.paper, each.place))
        if kept is None or len(each.words) > len(kept.words):
            found[each.paper, each.place] = each
    return tuple(found.values())


def own_first(citations: Iterable[Citation], text: str | None) -> tuple[Citation, ...]:
    """Citations of a decision: those of its own words before those of words above it, such as "It was resolved:"."""
    wanted = fold(text or "")
    return tuple(sorted(places(citations), key=lambda each: not _has(fold(each.words), wanted)))


def _has(words: str, wanted: str) -> bool:
    return bool(words and wanted) and (words in wanted or wanted in words)


def alike(one: str, other: str) -> bool:
    """Are two titles the same, however they are printed?"""
    return fold(one) == fold(other)


def vote(row: object) -> str:
    """How the vote was: `agreed by a majority (8 for, 2 against, 1 abstained)`; empty where papers do not say."""
    how = VOTES.get(getattr(row, "vote", None) or "", "")
    told = ((row_value(row, "votes_for"), "for"), (row_value(row, "votes_against"), "against"),
            (row_value(row, "abstentions"), "abstained"))  # fmt: skip
    numbers = ", ".join(f"{number} {what}" for number, what in told if number is not None)
    if not numbers:
        return how
    return f"{how} ({numbers})" if how else f"vote: {numbers}"


def row_value(row: object, name: str) -> int | None:
    """A number of a row that may not have it."""
    value = getattr(row, name, None)
    return value if isinstance(value, int) else None


def action(row: ActionRow) -> str:
    """What became of an action."""
    match row.state:
        case "completed":
            when = f"; a log of {long_day(row.completed)} is the first to say so" if row.completed else ""
            return f"Completed{when}"
        case "reopened":
            return "Open again after a log called it complete"
        case "vanished":
            return f"Not known: the log of {long_day(row.missing)} lacks it, and it was open before"
        case _:
            return "Open, as far as these papers tell"


def step(row: Power) -> str:
    """What a decision does to a contract, or which power it gives, without the names."""
    if row.step is None:
        return "power asked for" if row.status == "recommended" else "power given"
    known = {"recommended": TO_DO, "resolved": TO_DO, "planned": PLANNED}.get(row.status, DONE)
    to_do = known.get(row.step, "give the power to award it")
    if row.post and not row.gives and row.status in ("recommended", "resolved"):
        to_do = f"give the power to {to_do}"
    return STEPS.get(row.status, "{}").format(to_do)


def power(state: str | None) -> str:
    """What became of a power that was given."""
    return POWERS.get(state or "", "not known")


def said(told: tuple[tuple[str, int], ...]) -> str:
    """What a paper says about a meeting: `9 agenda items, 1 report`."""
    return ", ".join(f"{count} {SAID[kind][count != 1]}" for kind, count in told if kind in SAID)
