"""Contracts that were published go out under the ocid that they have, with the numbers that notices give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.build import ingest
from kg.base import Base
from queries.library import Library
from tests.test_queries_ocds import exported, faults
from tests.wexmere_notices import COUNCIL, COURT, published, release

SAMPLES = Path(__file__).parent.parent / "samples"
COURTS = "Sallowmere Court care and support contract"
OFFICE = {"scheme": "GB-LAE", "id": "WXM"}


def notice() -> dict[str, Any]:
    """The award, with the council's number in the register of local authorities."""
    award = release()
    award["parties"][0]["identifier"] = OFFICE
    return award


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("ocds")
    papers = [*SAMPLES.glob("wexmere-adults-*.txt"), *published(folder / "notices", notice())]
    ingest(Base(folder / "records"), [str(path) for path in papers])
    return exported(Library(Base(folder / "records")))


@pytest.fixture(scope="module")
def court(package: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in package["releases"] if each["tender"]["title"] == COURTS)
    return dict(found)


def test_the_schema_accepts_contracts_that_were_published(package: dict[str, Any]) -> None:
    assert not faults(package)


def test_a_contract_that_was_published_keeps_its_ocid_and_others_have_ours(
    package: dict[str, Any], court: dict[str, Any]
) -> None:
    ocids = [each["ocid"] for each in package["releases"]]
    assert court["ocid"] == COURT
    assert ocids.count(COURT) == 1
    assert len(set(ocids)) == len(ocids)


def test_suppliers_and_the_council_have_the_numbers_that_notices_give(court: dict[str, Any]) -> None:
    numbers = {each["name"]: each["identifier"] for each in court["parties"]}
    assert numbers["Ostrelle Homecare"].items() >= {"scheme": "GB-COH", "id": "01234567"}.items()
    assert numbers[COUNCIL].items() >= OFFICE.items()
    assert all(each["uri"].startswith("https://") for each in numbers.values())


def test_a_party_without_a_number_has_its_address_alone(package: dict[str, Any]) -> None:
    told = {name: value for each in package["releases"] for party in each["parties"] for name, value in [
        (party["name"], party["identifier"])
    ]}  # fmt: skip
    assert list(told["Quillhaven Care Ltd"]) == ["uri"]


def test_the_notice_is_among_the_documents_of_the_release(court: dict[str, Any]) -> None:
    (award,) = court["awards"]
    assert any(each["title"].startswith("notice-1.json") for each in award["documents"])
