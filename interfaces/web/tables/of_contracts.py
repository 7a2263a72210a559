"""Tables of contracts: where they stand, which end, which powers were delegated, which notices were published."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from interfaces.contract_words import STATES
from interfaces.web.tables.table import Chosen, Filter, Heading, Table, date_in, label, labels, number_in, text
from queries.library import Library

if TYPE_CHECKING:
    from queries.contracts import ContractRow
    from queries.delegated import Delegated
    from queries.unmet import Unmet, UnmetKind

AS_OF: Final = Filter(
    "as_of", "As it stood on", "date", "A date such as 2019-03-31; without it, as the papers last tell."
)
MOST_MONTHS: Final = 600
DELEGATION_STATES: Final = {
    "asked-for": "asked for; no decision found",
    "granted": "given; no paper says it was used",
    "used": "used",
    "unused": "not used",
    "expired": "its time is over; no paper says it was used",
    "never-reported": "never reported back",
}
UNMET_KINDS: Final = {
    "award": "an award without a published notice",
    "notice": "a published notice without a committee's decision",
}


def contracts(library: Library, chosen: Chosen) -> Sequence[ContractRow]:
    """Contracts with their terms."""
    from queries.contracts import contracts as ask
    from queries.contracts import listed

    before, as_of, state = date_in(chosen, "ending_before"), date_in(chosen, "as_of"), chosen.get("state") or None
    return ask(library, before, None, as_of, state) if before else listed(library, as_of, state)


def renewals(library: Library, chosen: Chosen) -> Sequence[Any]:
    """Contracts that end within some months of a day."""
    from queries.renewals import renewals as ask

    day = date_in(chosen, "of") or datetime.date.today().isoformat()
    return ask(library, number_in(chosen, "within", 12, MOST_MONTHS), day)


def delegations(library: Library, chosen: Chosen) -> Sequence[Delegated]:
    """The register of delegations, the newest first."""
    from queries.delegated import register

    return register(library, None, "open" in chosen, date_in(chosen, "since"), date_in(chosen, "before"),
                    date_in(chosen, "as_of"), chosen.get("state") or None, newest_first=True)  # fmt: skip


def notices(library: Library, chosen: Chosen) -> Sequence[Unmet]:
    """Awards without a notice, and notices without a decision; of one kind where it was chosen."""
    from queries.unmet import unmet

    kind = chosen.get("kind", "")
    return unmet(library, cast("UnmetKind", kind) if kind in UNMET_KINDS else None)


def _states(_library: Library) -> Sequence[tuple[str, str]]:
    return tuple(STATES.items())


def _delegation_states(_library: Library) -> Sequence[tuple[str, str]]:
    return tuple(DELEGATION_STATES.items())


CONTRACTS: Final = Table(
    "contracts",
    "Contracts",
    "Every contract that the papers tell of, with where it stands and the terms that they give.",
    "No such contract in these papers.",
    (
        Heading("contract", "Contract", lambda row: label(row.contract)),
        Heading("state", "State", lambda row: (text(row.state), text(row.since))),
        Heading("providers", "Provider", lambda row: labels(row.providers)),
        Heading("annual_value", "Value a year", lambda row: row.annual_value or -1, number=True),
        Heading("total_value", "Value in all", lambda row: row.total_value or -1, number=True),
        Heading("start", "Start", lambda row: text(row.start)),
        Heading("end", "End", lambda row: text(row.end)),
        Heading("papers", "Papers"),
    ),
    contracts,
    (
        Filter("state", "State", "choice", choices=_states),
        Filter("ending_before", "Ending before", "date", "A date such as 2027-04-01."),
        AS_OF,
    ),
    "A contract's state is worked out from all papers that speak of it.",
)
RENEWALS: Final = Table(
    "renewals",
    "Contracts ending",
    "Contracts that end soon, and options to extend that must be taken by then.",
    "No contract is known to end in that time.",
    (
        Heading("end", "Ends", lambda row: text(row.end)),
        Heading("contract", "Contract", lambda row: label(row.contract)),
        Heading("do", "What is to be done"),
        Heading("providers", "Provider", lambda row: labels(row.providers)),
        Heading("annual_value", "Value a year", lambda row: row.annual_value or -1, number=True),
        Heading("papers", "Papers"),
    ),
    renewals,
    (
        Filter("within", "Within so many months", "number", "12 unless you say otherwise."),
        Filter("of", "From", "date", "Today unless you give a date such as 2019-03-31."),
    ),
    "An end is printed, where a paper gives it, or worked out from start and term.",
)
DELEGATIONS: Final = Table(
    "delegations",
    "Powers delegated to officers",
    "Which powers a committee gave, or was asked to give, to which post; within which limits; and what became of each.",
    "No such delegation in these papers.",
    (
        Heading("date", "Date", lambda row: text(row.date)),
        Heading("to", "To", lambda row: label(row.delegated_to)),
        Heading("power", "Power", lambda row: (label(row.contract), text(row.power))),
        Heading("by", "By", lambda row: label(row.body)),
        Heading("state", "What became of it", lambda row: text(row.state)),
        Heading("papers", "Papers"),
    ),
    delegations,
    (
        Filter("state", "What became of it", "choice", choices=_delegation_states),
        Filter("open", "Only powers to award a contract that no later paper says was awarded", "check"),
        Filter("since", "Since", "date", "A date such as 2018-04."),
        Filter("before", "Before", "date"),
        AS_OF,
    ),
    "What became of a power is worked out from later papers.",
)
NOTICES: Final = Table(
    "notices",
    "Awards and published notices",
    "Awards of which no published notice is held here, and published notices on which no committee's decision is.",
    "Every award has its notice, and every notice a decision.",
    (
        Heading("kind", "What is there", lambda row: text(row.kind)),
        Heading("contract", "Contract", lambda row: label(row.contract)),
        Heading("date", "Date", lambda row: text(row.date)),
        Heading("why", "How it is known"),
        Heading("papers", "Papers"),
    ),
    notices,
    (Filter("kind", "What is there", "choice", choices=lambda _: tuple(UNMET_KINDS.items())),),
    "It goes by what is held here and is certainly one contract; a notice may be published that is not here.",
)
