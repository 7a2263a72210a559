"""`kg delegated`: the delegation register. Which powers were given to which post, and what became of each?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import last_day
from kg.vocabulary import Has
from queries.answers import Citation, Ref, date_key
from queries.entries_of import entries_over, entries_to
from queries.lazily import Lazily
from queries.library import Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.delegation_register import Entry

REGISTER: Final = "delegations"  # under which a library keeps the whole
# States in which the papers owe an answer.
OPEN: Final = ("asked-for", "granted", "expired", "never-reported")


@dataclass(frozen=True, slots=True)
class Delegated:
    """One grant of power, however many papers tell of it: asked for, resolved, or both.

    contract    whose award is delegated; None for any other power
    power       the words of it
    status      resolved, where a decision is found; recommended where it was only asked for
    state       what became of it, a word of the vocabulary: asked-for, granted, used, unused, expired, never-reported
    why         how that is known, in a few words
    reported    an award of the contract is told of, of that time or later; None where no contract is to be awarded
    as_of       the day to which it was worked out
    settled_by  the papers' words on what became of it
    """

    contract: Ref | None
    power: str
    delegated_to: Ref | None
    status: str
    date: str | None
    body: Ref | None
    consulted: tuple[Ref, ...]
    limit: str | None
    state: str
    why: str
    reported: bool | None
    as_of: str | None
    delegations: tuple[str, ...]
    citations: tuple[Citation, ...]
    settled_by: tuple[Citation, ...]
    basis: str = "derived"


def delegated(
    library: Library,
    to: str | None = None,
    only_open: bool = False,
    since: str | None = None,
    before: str | None = None,
    as_of: str | None = None,
) -> tuple[Delegated, ...]:
    """The register in the order of dates.

    to         a post's name; UnknownName where none or several answer to it
    only_open  those to award a contract of which no later award is told
    since      no earlier than this date
    before     earlier than this date
    as_of      what was known to have become of them on this day; without it, what the newest papers tell
    """
    return tuple(register(library, to, only_open, since, before, as_of)[:])


def register(
    library: Library,
    to: str | None = None,
    only_open: bool = False,
    since: str | None = None,
    before: str | None = None,
    as_of: str | None = None,
    state: str | None = None,
    newest_first: bool = False,
) -> Lazily[Entry, Delegated]:
    """The same, to be looked at a page at a time: what a row tells beside its state is read when it is looked at.

    state         only those in this state
    newest_first  the other way round
    """
    post = the_one(library, to, "post").iri if to else None
    found = [
        entry
        for entry in (_entries_to(library, post, as_of) if post else _entries(library, as_of))
        if (post is None or entry.chief.post == post)
        and not (only_open and (entry.chief.contract is None or entry.state not in OPEN))
        and not (since and date_key(entry.chief.date) < since)
        and not (before and (entry.chief.date or "") >= before)
        and state in (None, entry.state)
    ]
    found.sort(key=lambda entry: (date_key(entry.chief.date), _label(library, entry.chief.contract)))
    return _rows(library, found[::-1] if newest_first else found)


def of_contracts(library: Library, contracts: Collection[str], as_of: str | None = None) -> tuple[Delegated, ...]:
    """The grants of power to award some contracts."""
    every = _kept(library, as_of) or entries_over(library, contracts, last_day(as_of) if as_of else None)
    found = [entry for entry in every if entry.chief.contract in contracts]
    found.sort(key=lambda entry: (date_key(entry.chief.date), _label(library, entry.chief.contract)))
    return tuple(_rows(library, found)[:])


def _entries(library: Library, as_of: str | None) -> tuple[Entry, ...]:
    """What became of every power, on a day or as the newest papers tell, which is kept."""
    from kg.derive.delegation_facts import entries

    if as_of:
        return entries(library.store, last_day(as_of))
    return library.once(REGISTER, lambda: entries(library.store))


def _entries_to(library: Library, post: str, as_of: str | None) -> tuple[Entry, ...]:
    return _kept(library, as_of) or entries_to(library, post, last_day(as_of) if as_of else None)


def _kept(library: Library, as_of: str | None) -> tuple[Entry, ...]:
    """The whole register, where it was worked out for somebody else."""
    return _entries(library, None) if as_of is None and library.has(REGISTER) else ()


def _rows(library: Library, found: Sequence[Entry]) -> Lazily[Entry, Delegated]:
    def made(some: Sequence[Entry]) -> list[Delegated]:
        cited = sources(library, (iri for entry in some for iri in (*_grants(entry), *entry.settled_by)))
        return [_delegated(library, entry, cited) for entry in some]

    return Lazily(found, made)


def _label(library: Library, iri: str | None) -> str:
    return library.ref(iri).label if iri else ""


def _grants(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grant.iri for grant in entry.grants))


def _delegated(library: Library, entry: Entry, cited: dict[str, tuple[Citation, ...]]) -> Delegated:
    chief, citations = entry.chief, places(cited, _grants(entry))
    consulted = (
        iri
        for grant in entry.grants
        for iri in sorted(library.values(grant.iri, Has.IN_CONSULTATION_WITH, grant.paper))
    )
    return Delegated(
        contract=_ref(library, chief.contract),
        power=chief.power or (citations[0].words if citations else ""),
        delegated_to=_ref(library, chief.post),
        status=chief.status,
        date=chief.date,
        body=_ref(library, chief.body),
        consulted=tuple(map(library.ref, dict.fromkeys(consulted))),
        limit=next((grant.limit for grant in entry.grants if grant.limit), None),
        state=entry.state,
        why=entry.why,
        reported=(entry.state not in OPEN) if chief.contract else None,
        as_of=entry.on,
        delegations=_grants(entry),
        citations=citations,
        settled_by=places(cited, entry.settled_by),
    )


def _ref(library: Library, iri: str | None) -> Ref | None:
    return library.ref(iri) if iri else None
