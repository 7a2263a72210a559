"""What minutes do not decide is no step of a contract; what stands beside it in like words is."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.phrases import clean_topic
from ingest.extract.contracts.refusals import clauses, standing
from ingest.extract.paper import extract
from ingest.read.text import read_text
from kg.records import Contract, ContractEvent, Record

MINUTES = """WEXMERE BOROUGH COUNCIL

CABINET

Minutes of the meeting held on Tuesday, 9 September 2025 at 5.00 pm

Present: Councillors Ada Pine (Chair), Bob Oak and Cora Elm

#### 12. {title}

The Cabinet considered a report of the Director of Place.

RESOLVED: That {limb}
"""


def _minuted(limb: str, title: str = "MATTERS ARISING") -> tuple[Record, ...]:
    return extract(divide(read_text(MINUTES.format(limb=limb, title=title).encode())))


def _events(records: tuple[Record, ...]) -> list[tuple[str, str, str, str | None]]:
    return [(r.contract, r.step, r.status, r.provider) for r in records if isinstance(r, ContractEvent)]


@pytest.mark.parametrize(
    "limb",
    [
        "the recommendation to award the ferry contract to Moss Ltd be not approved.",
        "the recommendation that the ferry contract be awarded to Moss Ltd be not accepted.",
        "the proposal to award the ferry contract to Moss Ltd be rejected.",
        "the ferry contract not be awarded to Moss Ltd.",
        "no ferry contract be awarded.",
        "the Committee does not support the extension of the ferry contract.",
        "the Cabinet is not minded to extend the ferry contract.",
        "the tender from Moss Ltd for the ferry contract be refused.",
        "consideration of the award of the ferry contract be adjourned.",
        "the decision on awarding the ferry contract be postponed until January.",
        "the re-let of the ferry contract be deferred to the next meeting.",
        "the award of the ferry contract be deferred.",
        "the award of the ferry contract be referred back to officers.",
        "the extension of the ferry contract be considered at the next meeting.",
        "the procurement of the ferry contract be deferred to the next meeting.",
        "the item on the award of the ferry contract be withdrawn.",
        "a further report on options for re-tendering the ferry contract be brought.",
        "options for the procurement of the ferry contract be explored.",
        "consideration be given to extending the ferry contract.",
        "the Director of Place be asked to report back on the tender for the ferry contract.",
        "the award of the ferry contract to Moss Ltd be noted.",
        "it be noted that the award of the ferry contract will come back to Cabinet.",
        "the Government be asked to extend the ferry contract.",
        "approval for the award of the ferry contract be withheld.",
        "members declined to extend the ferry contract.",
        "the award of the ferry contract be left over until the next meeting.",
        "a decision be taken in January on the award of the ferry contract.",
        "the Director of Place bring a report to the next meeting on re-tendering the ferry contract.",
        "the award of the ferry contract await the outcome of the review.",
    ],
)
def test_what_is_refused_put_off_or_only_talked_of_is_no_step(limb: str) -> None:
    assert _events(_minuted(limb)) == []


@pytest.mark.parametrize(
    ("limb", "told"),
    [
        ("the Cabinet be asked to award the ferry contract to Moss Ltd.", ("award", "recommended", "Moss Ltd")),
        (
            "it be recommended to Council that the ferry contract be awarded to Moss Ltd.",
            ("award", "recommended", "Moss Ltd"),
        ),
        ("the award of the ferry contract be recommended to Council.", ("award", "recommended", None)),
        ("the award of the ferry contract be approved, but not before 1 May 2026.", ("award", "resolved", None)),
        (
            "the ferry contract be awarded to Moss Ltd at a sum not exceeding £50,000.",
            ("award", "resolved", "Moss Ltd"),
        ),
        ("the report be noted and the award of the ferry contract approved.", ("award", "resolved", None)),
        (
            "the tender from Dell Ltd be rejected and the tender from Moss Ltd for the ferry contract be accepted.",
            ("award", "resolved", "Moss Ltd"),
        ),
        (
            "the ferry contract be awarded to Moss Ltd and a report on progress be brought to the next meeting.",
            ("award", "resolved", "Moss Ltd"),
        ),
        ("the Director of Place be asked to tender the ferry contract.", ("procure", "resolved", None)),
        ("the procurement of the ferry contract be deferred until the dredging ends.", ("pause", "resolved", None)),
        ("the tender for the ferry contract be suspended.", ("pause", "resolved", None)),
        ("the procurement of the ferry contract be abandoned.", ("terminate", "resolved", None)),
        ("the procurement of the ferry contract be abandoned and started afresh.", ("procure", "resolved", None)),
        ("the ferry contract not be extended beyond 31 August 2026.", ("end", "resolved", None)),
        ("the ferry contract be extended to 31 August 2026.", ("extend", "resolved", None)),
        ("the option in the ferry contract to extend be exercised.", ("extend", "resolved", None)),
        ("the option to extend the ferry contract not be taken up.", ("end", "resolved", None)),
        ("notice be served on Moss Ltd to end the ferry contract.", ("terminate", "resolved", None)),
        (
            "Moss Ltd be selected as preferred bidder for the ferry contract.",
            ("award", "resolved", "Moss Ltd"),
        ),
    ],
)
def test_what_stands_beside_is_the_step_that_it_says(limb: str, told: tuple[str, str, str | None]) -> None:
    assert _events(_minuted(limb)) == [("ferry contract", *told)]


@pytest.mark.parametrize(
    ("limb", "told"),
    [
        ("tenders be invited for the school meals service.", ("school meals service contract", "procure", None)),
        ("the ferry service be brought back in-house.", ("ferry service contract", "end", None)),
        ("Moss Ltd be confirmed as term contractor.", ("Ferry contract", "award", "Moss Ltd")),
        ("the requirement to tender be waived and Moss Ltd appointed.", ("Ferry contract", "direct-award", "Moss Ltd")),
    ],
)
def test_a_contract_has_the_name_of_its_thing_or_of_its_item(limb: str, told: tuple[str, str, str | None]) -> None:
    title = "FERRY CONTRACT" if told[0].startswith("Ferry") else "MATTERS ARISING"
    assert [(name, step, firm) for name, step, _, firm in _events(_minuted(limb, title))] == [told]


def test_a_contract_that_is_not_extended_ends_on_the_day_said() -> None:
    records = _minuted("the ferry contract not be extended beyond 31 August 2026.")
    assert [r.end for r in records if isinstance(r, Contract)] == ["2026-08-31"]


def test_power_to_conclude_any_contracts_is_power_to_award() -> None:
    records = _minuted(
        "power to conclude, vary or sign any contracts be delegated to the Head of Quays.", "FERRY CONTRACT"
    )
    assert [event[1] for event in _events(records)] == ["delegate-award", "vary"]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("be invited for the school meals service", ""),
        ("be waived and Moss Ltd appointed", ""),
        ("beyond 31 August 2026", ""),
        ("on 3 June 2026", ""),
        ("Councillor Oak", ""),
        ("Mrs Ada Pine", ""),
        ("the Before and After School Clubs", "Before and After School Clubs"),
        ("May Street depot", "May Street depot"),
    ],
)
def test_a_verb_a_day_or_a_person_names_no_contract(words: str, topic: str) -> None:
    assert clean_topic(words) == topic


def test_clauses_have_verbs_of_their_own_and_what_stands_keeps_its_place() -> None:
    text = "the tender of Dell Ltd be rejected and the lease be extended"
    assert [text[start:end] for start, end in clauses(text)] == [
        "the tender of Dell Ltd be rejected",
        "the lease be extended",
    ]
    assert standing(text).strip() == "and the lease be extended"
    assert len(standing(text)) == len(text)
    assert len(list(clauses("the proposal to let the quay and the pier be rejected"))) == 1
