"""Contracts in papers of councils of other habits: delegated steps, waivers, call-offs, forms of one member,"
" histories."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.posts import consulted, grants
from ingest.extract.contracts.terms import read_plus
from ingest.extract.paper import extract
from ingest.extract.things.scheme_names import title_subject
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Provider, Record, Scheme

MINUTES = """Wexmere Borough Council

Minutes of the Streets and Homes Committee
held on Thursday 16 October 2025 at 2.00pm

Present: Councillors A Moss (Chair) and B Dell.

45. APOLOGIES FOR ABSENCE

There were none.

46. {title}

{told}

RESOLVED that

(1) {limb}

(2) the report be noted.

47. NEXT MEETING

January.

The meeting closed at 4.10 pm
"""

FORM = """
WEXMERE COUNTY COUNCIL – RECORD OF DECISION

DECISION TO BE TAKEN BY:
Mrs Ann Moss, Cabinet Member for Children

DECISION NUMBER:
25/00012

Subject Matter / Title of Decision
Commissioned Play Hub Contracts

Decision:
As Cabinet Member for Children I agree to:

APPROVE the proposal not to re-commission the Play Hub services now run from Larkfield and Millrace Play Hubs once the \
present contracts end on 31 March 2025.

DELEGATE authority to the Director of Children to take all steps needed to give effect to this, including \
entering into or managing any contracts.

Reason(s) for decision:
The contracts for the two Toy Libraries were tendered and awarded in 2021 for a period of 12 months. They were subject \
to directly awarded contracts from June 2022 to May 2023. A decision was made on 4 October 2022 to make a direct award \
of contracts to both firms for a further year until 31 May 2024. A later decision allowed a further 10 month extension.

In August 2024 formal notice under the contracts was served on both firms.

Financial Implications:

Provider\tArea\tContract End Date\tContract value per Annum
Larkfield\tDell\t31/03/2025\t£222,000.44
Millrace\tWexmere\t31/03/2025\t£204,000.16

Signed: A Moss   Date: 17 January 2025
"""


def _minuted(
    limb: str, title: str = "SALT BARN REFURBISHMENT", told: str = "The Cabinet had a report."
) -> tuple[Record, ...]:
    return extract(divide(read_text(MINUTES.format(limb=limb, title=title, told=told).encode())))


def _events(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None]]:
    return [
        (r.contract, r.step, r.status, r.provider or r.delegated_to) for r in records if isinstance(r, ContractEvent)
    ]


@pytest.mark.parametrize(
    ("limb", "told"),
    [
        (
            "the Director of Place be authorised, in consultation with the Leader, to procure/extend/vary and award the"
            " contract(s) necessary for the refurbishment;",
            [
                ("Salt Barn Refurbishment contract(s)", step, "resolved", "Director of Place")
                for step in ("procure", "extend", "vary", "delegate-award")
            ],
        ),
        (
            "a waiver of the Contract Procedure Rules be granted to allow a contract to be awarded to Harle"
            " Software Ltd"
            " for the housing system for one year;",
            [("housing system contract", "direct-award", "resolved", "Harle Software Ltd")],
        ),
        (
            "a call-off contract under the Ridge Buying Framework be awarded to Harle Systems Ltd for 24 months,"
            " with an"
            " option to extend for a further 24 months;",
            [("Salt Barn Refurbishment contract", "award", "resolved", "Harle Systems Ltd")],
        ),
        (
            "the Head of Roads be authorised to call off bridge surveys from the Ridge Structures Framework, by further"
            " competition;",
            [
                ("bridge surveys contract", "delegate-award", "resolved", "Head of Roads"),
                ("bridge surveys contract", "procure", "resolved", "Head of Roads"),
            ],
        ),
        (
            "the procurement for the leisure management contract be abandoned and the contract be re-tendered;",
            [
                ("leisure management contract", "terminate", "resolved", None),
                ("leisure management contract", "procure", "resolved", None),
            ],
        ),
        (
            "the Cabinet abandon the procurement of the tree care contract;",
            [("tree care contract", "terminate", "resolved", None)],
        ),
        (
            "the cleaning contract with Harle Cleaning Ltd be brought to an end on 31 May 2026;",
            [("cleaning contract", "terminate", "resolved", "Harle Cleaning Ltd")],
        ),
        (
            "the option to extend the cleaning contract not be taken up;",
            [("cleaning contract", "end", "resolved", None)],
        ),
        (
            "a procurement exercise be started for a long-term operator, and authority to award the resulting"
            " contract be"
            " delegated to the Director of Place;",
            [
                ("Salt Barn Refurbishment long-term operator contract", "procure", "resolved", "Director of Place"),
                (
                    "Salt Barn Refurbishment long-term operator contract",
                    "delegate-award",
                    "resolved",
                    "Director of Place",
                ),
            ],
        ),
        (
            "the quotation from Green Fingers Ltd of £1,250 for grass cutting be accepted;",
            [("grass cutting contract", "award", "resolved", "Green Fingers Ltd")],
        ),
        ("which services to fund be decided when tenders are returned;", []),
        ("the Council enter into a Section 106 agreement with Dell Homes Ltd;", []),
        ("Bidder 1 be awarded the contract for roof repairs;", [("roof repairs contract", "award", "resolved", None)]),
    ],
)
def test_a_minuted_limb_takes_a_step_for_each_verb(limb: str, told: list[tuple[str, str, str, str | None]]) -> None:
    assert _events(_minuted(limb)) == told


def test_a_placeholder_is_no_provider() -> None:
    records = _minuted("Bidder 1 be awarded the contract for roof repairs;")
    assert [r for r in records if isinstance(r, Provider)] == []


def test_words_that_tell_little_go_under_what_the_item_is_about() -> None:
    told = "The operating contract, held by Greenhill Waste Ltd, ran until 30 September 2027."
    records = _minuted("the operating contract be varied;", "WASTE TIPS: OPENING HOURS", told)
    assert _events(records) == [
        ("Waste Tips operating contract", "vary", "resolved", "Greenhill Waste Ltd"),
        ("Waste Tips operating contract", "end", "planned", "Greenhill Waste Ltd"),
    ]


def test_a_holder_s_contract_is_for_what_the_item_is_about_and_is_called_also_by_its_holder_and_end() -> None:
    told = "The present contract with Longmead Gardens Ltd ends on 31 March 2026. Three quotations had been received."
    records = _minuted(
        "the grass cutting contract be awarded to Dell & Daughter Ltd;", "GRASS CUTTING 2026 AND 2027", told
    )
    held = next(r for r in records if isinstance(r, Contract) and r.provider == "Longmead Gardens Ltd")
    assert held.aliases[0].lower() == "grass cutting contract (longmead gardens ltd, to 31 march 2026)"
    assert {("procure", "reported"), ("end", "planned")} <= {(step, status) for _, step, status, _ in _events(records)}


def test_a_form_of_one_member_ends_the_contracts_of_its_table() -> None:
    records = extract(divide(read_text(FORM.encode())))
    ended = [(c, p) for c, step, status, p in _events(records) if (step, status) == ("end", "resolved")]
    assert ended == [
        ("Play Hub contract, Dell, Larkfield", "Larkfield"),
        ("Play Hub contract, Wexmere, Millrace", "Millrace"),
    ]
    noticed = [c for c, step, _, _ in _events(records) if step == "terminate"]
    assert noticed == ["Play Hub contract, Dell, Larkfield", "Play Hub contract, Wexmere, Millrace"]


def test_power_over_any_relevant_contracts_is_over_none_that_a_table_lists() -> None:
    records = extract(divide(read_text(FORM.encode())))
    left = [event for event in _events(records) if event[1] == "delegate-award"]
    assert left == [("Play Hub contracts", "delegate-award", "resolved", "Director of Children")]


def test_a_direct_award_for_a_time_is_a_contract_of_its_own() -> None:
    records = extract(divide(read_text(FORM.encode())))
    held = [r for r in records if isinstance(r, Contract) and "Toy Libraries" in r.name]
    assert [(r.name, r.start, r.end) for r in held] == [
        ("Toy Libraries contracts", None, None),
        ("Toy Libraries directly awarded contracts, June 2022 to May 2023", "2022-06", "2023-05"),
        ("Toy Libraries directly awarded contracts, to 31 May 2024", None, "2024-05-31"),
    ]
    last = [event[1:3] for event in _events(records) if event[0] == held[-1].name]
    assert last == [("direct-award", "reported"), ("extend", "reported")]


def test_a_committee_s_own_and_parts_no_two_posts() -> None:
    assert consulted("in consultation with the Chair of the Roads and Rivers Committee, to award it") == (
        "Chair of the Roads and Rivers Committee",
    )
    assert consulted(
        "in consultation with the Deputy Leader and Cabinet Member for Finance, Property and Shared Services,"
        " and Director"
        " of Roads to award it"
    ) == ("Deputy Leader", "Cabinet Member for Finance, Property and Shared Services", "Director of Roads")


@pytest.mark.parametrize(
    ("text", "post", "power"),
    [
        (
            "delegated to the Wexmere Combined Authority’s Director of Roads to award it",
            "Director of Roads",
            "award it",
        ),
        ("That the Chief Officer be authorised to award it", "Chief Officer", "award it"),
        ("authority to award the contract be delegated to the Head of Care", "Head of Care", "award the contract"),
        (
            "that the Head of Assets be given delegated authority to award contracts",
            "Head of Assets",
            "award contracts",
        ),
    ],
)
def test_a_post_is_read_without_its_council_and_without_what_opens_the_limb(text: str, post: str, power: str) -> None:
    assert [(grant.delegated_to, grant.power) for grant in grants(text)] == [(post, power)]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("for 3 years + 1 + 1 years", (36, 24)),
        ("extended for a further 12 + 12 months", (None, 24)),
        ("two years plus one year", (24, 12)),
        ("£850 plus VAT", (None, None)),
    ],
)
def test_a_length_in_parts_is_a_term_and_its_options(text: str, lengths: tuple[int | None, int | None]) -> None:
    assert read_plus(text) == lengths


@pytest.mark.parametrize(
    ("title", "scheme"),
    [
        ("Harbour Estate Renewal: Appointment of a Partner", "Harbour Estate Renewal"),
        ("Mill Cycling Hub, Wexmere", "Mill Cycling Hub"),
        ("Grounds Maintenance Contract 2025–2032", "Grounds Maintenance"),
        ("REPLACEMENT OF THE VAN FLEET", ""),
        ("Budget Monitoring", ""),
    ],
)
def test_a_title_names_its_scheme(title: str, scheme: str) -> None:
    assert title_subject(title) == scheme


def test_an_item_that_decides_on_a_contract_is_about_a_scheme() -> None:
    records = _minuted("the contract for the works be awarded to Harle Ltd;", "Salt Barn Refurbishment")
    assert ("Salt Barn Refurbishment", "capital") in {(r.name, r.kind) for r in records if isinstance(r, Scheme)}


def test_firms_in_a_list_of_payments_are_providers_and_people_are_not() -> None:
    table = (
        "The following payments were approved.\n\nPayee\tFor\tTotal\nP Dell\tSalary, October\t612.44\n"
        "Harle Fencing\tRepairs to fence\t168.00\nHMRC\tPAYE\t41.20\nP Moss\tStamps\t4.20\n"
    )
    records = _minuted("the precept be set in January;", "FINANCE AND PAYMENTS", table)
    assert [r.name for r in records if isinstance(r, Provider)] == ["Harle Fencing"]
