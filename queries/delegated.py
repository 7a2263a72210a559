"""`kg delegated`: the delegation register. Which powers were given to which post, and what became of each?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.derive.contract_dates import last_day
from queries.answers import Citation, Ref, Row, date_key, every, first, grouped, ref, refs
from queries.library import Library
from queries.names import the_one
from queries.standings import places, sources

if TYPE_CHECKING:
    from kg.derive.delegation_register import Entry

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
    from kg.derive.delegation_facts import entries

    post = the_one(library, to, "post").iri if to else None
    rows = {
        (same[0]["event"], same[0].get("contract")): same
        for same in grouped(library.ask("delegations"), "event", "contract")
    }
    found = entries(library.store, last_day(as_of) if as_of else None)
    settled = sources(library, (iri for entry in found for iri in entry.settled_by))
    listed = [_delegated(library, entry, rows, settled) for entry in found]
    return tuple(
        each
        for each in sorted(listed, key=lambda each: (date_key(each.date), each.contract.label if each.contract else ""))
        if (post is None or (each.delegated_to and each.delegated_to.iri == post))
        and not (only_open and (each.contract is None or each.state not in OPEN))
        and not (since and date_key(each.date) < since)
        and not (before and (each.date or "") >= before)
    )


def of_contracts(library: Library, contracts: Collection[str], as_of: str | None = None) -> tuple[Delegated, ...]:
    """The grants of power to award some contracts; the register is worked out once for all pages that show a part."""
    every = delegated(library, as_of=as_of) if as_of else library.once("delegated", lambda: delegated(library))
    return tuple(each for each in every if each.contract and each.contract.iri in contracts)


def _delegated(
    library: Library,
    entry: Entry,
    rows: Mapping[tuple[str, str | None], Sequence[Row]],
    settled: dict[str, tuple[Citation, ...]],
) -> Delegated:
    chief = entry.chief
    mine = rows[chief.iri, chief.contract]
    told = [row for grant in entry.grants for row in rows[grant.iri, grant.contract]]
    citations = library.cite(told)
    return Delegated(
        contract=ref(mine, "contract"),
        power=first(mine, "power") or first(mine, "limbWords") or (citations[0].words if citations else ""),
        delegated_to=ref(mine, "post"),
        status=chief.status,
        date=chief.date,
        body=ref(mine, "body"),
        consulted=refs(told, "consulted"),
        limit=first(told, "limit"),
        state=entry.state,
        why=entry.why,
        reported=(entry.state not in OPEN) if chief.contract else None,
        as_of=entry.on,
        delegations=every(told, "event"),
        citations=citations,
        settled_by=places(settled, entry.settled_by),
    )
