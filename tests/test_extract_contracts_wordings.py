"""Every rule of the contracts extractor reads what it says that it reads, and leaves what it says that it leaves."""

from __future__ import annotations

import importlib

import pytest

from ingest.extract.contracts.steps import steps
from ingest.extract.contracts.tellings import TELLINGS, Telling
from ingest.extract.words.wordings import Wording

ROOM = "ingest.extract.contracts."
NAMES = (
    "posts",
    "objects",
    "holders",
    "lots",
    "extension_costs",
    "steps",
    "terms",
    "tellings",
    "providers",
    "supplying",
    "prose",
    "flat_tables",
    "contract_tables",
    "contract_columns",
    "table_cells",
    "timelines",
    "timeline_steps",
    "plans",
    "histories",
    "sequels",
    "engaged",
    "incumbents",
    "bidders",
    "decided",
    "refusals",
    "no_names",
)


def _wordings() -> list[Wording]:
    found = [telling.wording for telling in TELLINGS]
    for name in NAMES:
        values = vars(importlib.import_module(ROOM + name)).values()
        for value in values:
            if isinstance(value, Wording):
                found.append(value)
            elif isinstance(value, tuple):
                found.extend(part[1] for part in value if isinstance(part, tuple) and isinstance(part[-1], Wording))
    return found


@pytest.mark.parametrize("wording", _wordings(), ids=lambda wording: wording.reads[0])
def test_a_wording_reads_its_examples(wording: Wording) -> None:
    assert wording.reads
    assert [line for line in wording.reads if not wording.search(line)] == []


@pytest.mark.parametrize("wording", _wordings(), ids=lambda wording: wording.reads[0])
def test_a_wording_leaves_its_counter_examples(wording: Wording) -> None:
    find = wording.fullmatch if wording.at == "whole" else wording.search
    assert [line for line in wording.leaves if find(line)] == []


def test_every_telling_names_a_step_of_a_contracts_life() -> None:
    assert all(isinstance(telling, Telling) and telling.step for telling in TELLINGS)


@pytest.mark.parametrize(
    ("limb", "taken"),
    [
        ("agree to tender the care contract at Alder Court.", ["procure"]),
        ("Approve the award of the contract for a Meals Service.", ["award"]),
        ("directly award the care contract at Alder Court to an independent provider", ["direct-award"]),
        ("Approve the extension of both cleaning contracts by a year.", ["extend"]),
        ("Delegate the Award of the Tender to the Head of Care", ["award"]),
        ("to procure/extend/vary and award the contract(s) for signs", ["procure", "extend", "vary", "award"]),
        ("use extensions/variations in the contract(s) being awarded", ["extend", "vary"]),
        ("to pause the tender for six months", ["pause"]),
        ("that the Young Carers contract be terminated on 31 March", ["terminate"]),
        ("not re-commission the lunch clubs", ["end"]),
        ("note that award of the contract at Alder Court was made under delegated powers", []),
        ("note and comment on the report", []),
        ("agree the report as a fair picture of work under the Agreement", []),
        ("approve the award of grants to village halls", []),
        ("extend the opening hours of the library", []),
    ],
)
def test_the_steps_that_a_limb_takes(limb: str, taken: list[str]) -> None:
    assert [step.step for step in steps(limb)] == taken
