"""`kg provider`: under which contracts does a provider work, and what happened to them?"""

from __future__ import annotations

from dataclasses import dataclass

from queries.answers import Citation, Ref, every
from queries.contracts import ContractRow, rows_of
from queries.events import Event, events_of
from queries.library import Library
from queries.names import the_one


@dataclass(frozen=True, slots=True)
class ProviderAnswer:
    """A provider: all its names, where papers speak of it, its contracts, and every event that names it."""

    provider: Ref
    names: tuple[str, ...]
    contracts: tuple[ContractRow, ...]
    events: tuple[Event, ...]
    citations: tuple[Citation, ...]


def provider(library: Library, name: str) -> ProviderAnswer:
    """The provider of that name. UnknownName, with choices, where none or several answer to it."""
    found = the_one(library, name, "provider")
    rows = library.ask("provider", provider=found.iri)
    contracts = every(rows, "contract")
    events = events_of(library, contracts) if contracts else ()
    return ProviderAnswer(
        found,
        tuple(name for name in every(rows, "name") if name != found.label),
        tuple(rows_of(library, contracts)) if contracts else (),
        tuple(event for event in events if event.provider and event.provider.iri == found.iri),
        library.cite(rows),
    )
