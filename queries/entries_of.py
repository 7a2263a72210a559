"""What became of the powers that one post was given, or over some contracts: worked out of what bears on them alone.

The rules look at the grants over one contract together, and at the other grants of one post; and at the steps of all
contracts for the same service. So the whole register need not be worked out to tell of one post (2026-11-22: 1.7 s of
5,000 papers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from kg.derive.contract_dates import first_day
from kg.vocabulary import Has, Kind
from queries.by_pattern import having, labels_of_kind, quads
from queries.known import known
from queries.library import Library

if TYPE_CHECKING:
    from kg.derive.contract_facts import Facts
    from kg.derive.delegation_register import Entry, Grant, Known


def entries_to(library: Library, post: str, on: str | None = None) -> tuple[Entry, ...]:
    """The entries of the register that may be of a post: on a day, or as the newest papers tell."""
    papers = {paper for _grant, paper in having(library, Has.DELEGATED_TO, post)}
    given = [grant for grant in _grants(library, papers) if grant.post == post]
    return _entries(library, {grant.contract for grant in given if grant.contract}, post, on)


def entries_over(library: Library, contracts: Collection[str], on: str | None = None) -> tuple[Entry, ...]:
    """The entries of the register that are of some contracts: on a day, or as the newest papers tell."""
    return _entries(library, contracts, None, on)


def _entries(library: Library, contracts: Collection[str], post: str | None, on: str | None) -> tuple[Entry, ...]:
    from kg.derive.delegation_register import register

    pointing = [(Has.CONTRACT, contract) for contract in contracts] + ([(Has.DELEGATED_TO, post)] if post else [])
    papers = {paper for prop, iri in pointing for _grant, paper in having(library, prop, iri)}
    told = [
        grant
        for grant in _grants(library, papers)
        if (grant.contract in contracts if grant.contract else post and grant.post == post)
    ]
    return register(told, _known(library, _facts(library, contracts), on))


def _grants(library: Library, papers: Iterable[str]) -> list[Grant]:
    """Every statement of some papers that delegates a power."""
    from kg.derive.delegation_facts import GRANTS, grants
    from kg.derive.paper_rows import of_one_paper

    days = known(library).papers
    return [grant for paper in sorted(papers) for grant in grants(of_one_paper(library.store, GRANTS, paper), days)]


def _facts(library: Library, contracts: Collection[str]) -> Facts:
    """What papers tell of the steps of some contracts, and of all that are for the same services."""
    from kg.derive.contract_facts import read

    services = library.once("services", lambda: _services(library))
    every = {each for contract in contracts for each in services.get(contract, {contract})}
    return read(library.store, every, with_terms=False, known=known(library))


def _services(library: Library) -> dict[str, set[str]]:
    """For each contract those for the same service, by names and by what replaced what."""
    from kg.derive.contract_facts import services

    before: dict[str, set[str]] = {}
    for later, earlier, _paper in quads(library, None, Has.PRECEDED_BY):
        before.setdefault(later, set()).add(earlier)
    return services(labels_of_kind(library, Kind.CONTRACT), before)


def _known(library: Library, facts: Facts, on: str | None) -> Known:
    from kg.derive.delegation_facts import later_paper, same_service
    from kg.derive.delegation_keys import NAMED
    from kg.derive.delegation_register import Known

    return Known(
        same_service(facts),
        day=lambda grant: on or facts.heard_by((grant.paper,)),
        later=lambda same: later_paper(same, facts, lambda body: _newest(library, body, on)),
        name=lambda iri: (library.label(iri) if iri.startswith(NAMED) else None) or iri,
    )


def _newest(library: Library, committee: str, on: str | None) -> str | None:
    """The day of a committee's newest paper, of those that were there on a day."""
    papers = (paper for paper, told in having(library, Has.COMMITTEE, committee) if paper == told)
    days = (first_day(found.day) for paper in papers if (found := known(library).papers.get(paper)) and found.day)
    return max((day for day in days if not (on and day > on)), default=None)
