"""Steps of contracts as pages show them: a sentence in which names lead to things, the paper's words, the places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from interfaces.contract_words import became, happened, limit, telling, told_together
from interfaces.wording import listed, names
from queries.answers import Citation, Ref
from queries.delegated import Delegated
from queries.events import Event

STATUSES: Final = {"recommended": "asked for", "resolved": "decided", "reported": "reported", "planned": "planned"}
PUBLISHED: Final = "published"
NOBODY: Final = Ref("", "an officer")
Linked = tuple[tuple[str, Ref | None], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Steps that a paper tells together. `told` is a sentence in pieces, some of which are names of things.

    limbs  the decisions and recommendations that say so, by what to call each
    """

    date: str | None
    status: str
    word: str
    contract: Ref
    told: Linked
    words: str
    citations: tuple[Citation, ...]
    limbs: tuple[Ref, ...]


def steps_of(events: Sequence[Event]) -> list[Step]:
    """Events of any contracts in their order, those of one contract that one sentence tells as one step."""
    of_contract: dict[str, list[Event]] = {}
    for event in events:
        of_contract.setdefault(event.contract.iri, []).append(event)
    place = {id(event): at for at, event in enumerate(events)}
    groups = [group for several in of_contract.values() for group in told_together(several)]
    return [_step(group) for group in sorted(groups, key=lambda group: place[id(group[0])])]


def _step(events: tuple[Event, ...]) -> Step:
    first = events[0]
    things = [first.body, first.delegated_to, first.provider, *first.consulted]
    return Step(
        first.date,
        first.status,
        PUBLISHED if first.published else STATUSES.get(first.status, first.status),
        first.contract,
        linked(f"{happened(events)}.", [thing for thing in things if thing]),
        telling(first.citations),
        tuple(dict.fromkeys(place for event in events for place in event.citations)),
        tuple(Ref(iri, _limb(iri)) for iri in dict.fromkeys(limb for event in events for limb in event.limbs)),
    )


def _limb(iri: str) -> str:
    return "the decision in full" if "/decision/" in iri else "the recommendation in full"


@dataclass(frozen=True, slots=True)
class Power:
    """A grant of power: `told` who gave or was asked to give it to whom, and what became of it."""

    date: str | None
    told: Linked
    words: str
    citations: tuple[Citation, ...]
    became: str
    settled_by: tuple[Citation, ...]


def power_of(row: Delegated) -> Power:
    """A row of the register as pages show it."""
    post, body = (row.delegated_to or NOBODY).label, row.body.label if row.body else ""
    if row.status == "recommended":
        told = f"{body or 'The committee'} was asked to give {post} the power to award it"
    else:
        told = f"{body} gave {post} the power to award it" if body else f"{post} was given the power to award it"
    consulted = f"in consultation with {names(row.consulted)}" if row.consulted else ""
    text = listed(told, consulted, limit(row.limit))
    things = [thing for thing in (row.delegated_to, row.body, *row.consulted) if thing]
    words = telling(row.citations) or row.power
    return Power(row.date, linked(f"{text}.", things), words, row.citations, became(row), row.settled_by)


def linked(text: str, things: Iterable[Ref]) -> Linked:
    """Text in pieces, the first place of each thing's name set apart with the thing, the longest names first."""
    pieces: list[tuple[str, Ref | None]] = [(text, None)]
    for thing in sorted(things, key=lambda each: -len(each.label)):
        for at, (piece, known) in enumerate(pieces):
            if known is None and (start := _place(thing.label, piece)) is not None:
                end = start + len(thing.label)
                pieces[at : at + 1] = [(piece[:start], None), (thing.label, thing), (piece[end:], None)]
                break
    return tuple((piece, thing) for piece, thing in pieces if piece)


def _place(name: str, text: str) -> int | None:
    """Where a name stands as whole words in a text."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            return start
        start = text.find(name, start + 1)
    return None
