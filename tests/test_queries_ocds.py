"""Contracts as OCDS releases: what the schema accepts, what papers tell and nothing else, and where it stands."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from ingest.build import ingest
from ingest.one_paper import Overrides
from ingest.projection import project_pending
from interfaces.cli.main import run
from kg.base import Base
from kg.errors import WrongUse
from kg.evidence import Evidence
from kg.records import Contract, ContractEvent, PaperFacts, Provider, Record
from queries.library import Library
from queries.ocds.package import Publishing, write_package
from queries.ocds.papers import LINK, parted
from queries.ocds.told import told_of
from tests.conftest import ADULTS, CARE, COUNCIL, MILL, OLD, Pages, keep
from tests.serving import SAMPLES

SCHEMAS = Path(__file__).parent / "ocds"
OPEN, CLOSED = (each for each in SAMPLES if each.name.startswith("wexmere-adults-202") and "2024" not in each.name)
TEXT = """ADULTS COMMITTEE Thursday 8 June 2023
The Ferry Lane contract is worth £90,000 and ends on 31 March 2025.
It was said that the Ferry Lane contract ends on 30 June 2025.
Night Shelter: awarded to Heron Homes and to Curlew Trust, £500,000 in all, from April 2023.
The Old Mill agreement is spoken of.
It was resolved to extend the Ferry Lane contract with Plover Care by £10,000.
The Day Centre contract should be awarded to Plover Care at £70,000 a year.
"""


@cache
def schema() -> dict[str, Any]:
    """The schema of a package, with that of a release in it."""
    package, release = (
        json.loads((SCHEMAS / f"{name}-schema.json").read_text(encoding="utf-8"))
        for name in ("release-package", "release")
    )
    definitions = release.pop("definitions")
    del release["id"], release["$schema"]
    package["properties"]["releases"]["items"] = {"$ref": "#/definitions/Release"}
    return {**package, "definitions": {**definitions, "Release": release}}


def faults(package: dict[str, Any]) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema_rs", reason="no JSON Schema validator is installed")
    found = jsonschema.Draft4Validator(schema(), validate_formats=True).iter_errors(package)
    return [f"{'/'.join(map(str, each.instance_path))}: {each.message}" for each in found]


def exported(library: Library, publishing: Publishing | None = None) -> dict[str, Any]:
    out = io.BytesIO()
    write_package(library, out, publishing)
    package: dict[str, Any] = json.loads(out.getvalue())
    return package


def release_of(package: dict[str, Any], title: str) -> dict[str, Any]:
    (found,) = (each for each in package["releases"] if each["tender"]["title"] == title)
    return dict(found)


def paper_of_june(pages: Pages) -> tuple[Record, ...]:
    """Contracts with two ends, with two providers, with nothing told, with an award that is only asked for."""
    at = pages.at
    ferry, other = at("The Ferry Lane contract is worth £90,000"), at("the Ferry Lane contract ends on 30 June 2025")
    night, day = at("awarded to Heron Homes and to Curlew Trust"), at("should be awarded to Plover Care")
    more = at("resolved to extend the Ferry Lane contract")
    return (
        PaperFacts("minutes", at("ADULTS COMMITTEE"), "Minutes", "2023-06-08", COUNCIL, ADULTS),
        *(Provider(name, evidence) for name, evidence in
          (("Heron Homes", night), ("Curlew Trust", night), ("Plover Care", day))),
        Contract("Ferry Lane contract", ferry, provider="Plover Care", total_value=Decimal(90000), end="2025-03-31"),
        ContractEvent("Ferry Lane contract", "end", "planned", other, date="2025-06-30"),
        ContractEvent("Ferry Lane contract", "extend", "resolved", more, date="2023-06-08", value=Decimal(10000),
                      provider="Plover Care"),
        Contract("Night Shelter contract", night, total_value=Decimal(500000), start="2023-04"),
        ContractEvent("Night Shelter contract", "award", "reported", night, date="2023", provider="Heron Homes"),
        ContractEvent("Night Shelter contract", "award", "resolved", at("Night Shelter: awarded"), date="2023-06-08",
                      provider="Curlew Trust"),
        Contract("Old Mill agreement", at("The Old Mill agreement is spoken of")),
        Contract("Day Centre contract", day, annual_value=Decimal(70000), provider="Plover Care"),
        ContractEvent("Day Centre contract", "award", "recommended", day, date="2023-06-08", provider="Plover Care"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def june(tmp_path_factory: pytest.TempPathFactory) -> Library:
    base = Base(tmp_path_factory.mktemp("june") / "records")
    with base.open_for_writing() as writing:
        pages = Pages("2023-06-minutes.txt", TEXT)
        keep(writing, pages, paper_of_june(pages))
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    return Library(base)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Library:
    base = Base(tmp_path_factory.mktemp("samples") / "records")
    ingest(base, list(map(str, SAMPLES)))
    return Library(base)


def test_the_schema_accepts_every_contract_of_the_samples(samples: Library) -> None:
    package = exported(samples)
    assert len(package["releases"]) > 40
    assert faults(package) == []


def test_the_schema_accepts_contracts_with_no_date_several_providers_and_contradictions(june: Library) -> None:
    package = exported(june)
    assert {each["tender"]["title"] for each in package["releases"]} == {
        "Ferry Lane contract", "Night Shelter contract", "Old Mill agreement", "Day Centre contract",
    }  # fmt: skip
    assert faults(package) == []


def test_the_schema_would_notice_what_is_wrong(june: Library) -> None:
    package = exported(june)
    package["releases"][0]["date"] = "June"
    del package["releases"][0]["tag"]
    assert len(faults(package)) == 2


def test_what_was_tendered_and_awarded_is_told_with_its_council_and_provider(library: Library) -> None:
    found = release_of(exported(library), CARE)
    assert found["ocid"] == "committee-kg-wexmere-county-council.larkfield-court-care-and-support-contract"
    assert found["tag"] == ["tender", "award", "contract"]
    assert [(each["name"], each["roles"]) for each in found["parties"]] == [
        (COUNCIL, ["buyer"]),
        ("Tern Care Ltd", ["supplier"]),
    ]
    assert found["buyer"]["id"] == "council/wexmere-county-council"
    assert found["contracts"][0]["period"] == {"startDate": "2023-02-01T00:00:00Z"}
    assert found["contracts"][0]["status"] == "pending"
    assert found["date"] == "2023-01-12T00:00:00Z"


def test_an_end_that_no_paper_tells_is_no_date(library: Library) -> None:
    (contract,) = release_of(exported(library), CARE)["contracts"]
    assert "endDate" not in contract["period"]
    assert "start and term, or an extension, make it 2030-01-31" in contract["description"]


def test_an_award_of_which_only_the_month_is_told_has_no_date(library: Library) -> None:
    (award,) = release_of(exported(library), CARE)["awards"]
    assert award["status"] == "active"
    assert "date" not in award


def test_an_award_that_was_only_delegated_is_none(library: Library) -> None:
    found = release_of(exported(library), MILL)
    assert found["tag"] == ["planning"]
    assert "awards" not in found
    assert "contracts" not in found


def test_the_contract_that_it_replaced_is_named_by_its_own_ocid(library: Library) -> None:
    package = exported(library)
    (before,) = release_of(package, CARE)["relatedProcesses"]
    assert before["relationship"] == ["prior"]
    assert before["identifier"] == release_of(package, OLD)["ocid"]


def test_every_contract_that_another_replaced_is_in_the_package(samples: Library) -> None:
    package = exported(samples)
    before = {each["identifier"] for found in package["releases"] for each in found.get("relatedProcesses", ())}
    assert before
    assert before <= {each["ocid"] for each in package["releases"]}


def test_a_base_prints_its_package_where_no_file_is_named(
    base: Base, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["--base", str(base.path), "export", "--format", "ocds", "--public"]) == 0
    assert faults(json.loads(capfdbinary.readouterr().out)) == []


def test_a_value_a_year_is_told_in_words_for_ocds_has_no_field_for_it(library: Library) -> None:
    (contract,) = release_of(exported(library), OLD)["contracts"]
    assert (
        contract["description"] == "£418,250 a year. By these papers: it was tendered or let again, since 2022-09-08."
    )
    assert "value" not in contract


def test_papers_that_differ_are_both_told(june: Library) -> None:
    (contract,) = release_of(exported(june), "Ferry Lane contract")["contracts"]
    assert "Papers differ on the end: 2025-03-31 (2023-06-minutes.txt, page 1 (printed 31));" in contract["description"]
    assert contract["value"] == {"amount": 90000, "currency": "GBP"}
    assert contract["amendments"][0]["description"] == "Extended: £10,000 (resolved)."


def test_of_several_providers_each_has_its_award_and_the_value_is_not_counted_twice(june: Library) -> None:
    found = release_of(exported(june), "Night Shelter contract")
    suppliers = {award["id"]: [each["name"] for each in award["suppliers"]] for award in found["awards"]}
    assert suppliers == {"award-curlew-trust": ["Curlew Trust"], "award-heron-homes": ["Heron Homes"]}
    assert [(each["awardID"], "value" in each) for each in found["contracts"]] == [
        ("award-curlew-trust", False),
        ("award-heron-homes", False),
    ]
    assert all("£500,000" in each["description"] for each in found["contracts"])
    assert {award["id"]: award.get("date") for award in found["awards"]} == {
        "award-curlew-trust": "2023-06-08T00:00:00Z",
        "award-heron-homes": None,
    }


def test_of_a_contract_that_is_only_named_nothing_is_claimed(june: Library) -> None:
    found = release_of(exported(june), "Old Mill agreement")
    assert found["tag"] == ["compiled"]
    assert sorted(found["tender"]) == ["documents", "id", "title"]
    assert [each["roles"] for each in found["parties"]] == [["buyer"]]


def test_an_award_that_a_report_asks_for_is_pending(june: Library) -> None:
    found = release_of(exported(june), "Day Centre contract")
    (award,) = found["awards"]
    assert award["status"] == "pending"
    assert [each["name"] for each in award["suppliers"]] == ["Plover Care"]
    assert "contracts" not in found


def test_every_place_that_tells_of_a_contract_is_a_document_with_its_page(june: Library, samples: Library) -> None:
    for library in (june, samples):
        contracts = sorted(row["contract"] for row in library.ask("contract-places"))
        for told in told_of(library, sorted(set(contracts))):
            shown = {place for facts in parted(told).values() for place in facts}
            assert set(told.places) <= shown
    documents = release_of(exported(june), "Old Mill agreement")["tender"]["documents"]
    assert [(each["title"], each["description"]) for each in documents] == [
        (
            "2023-06-minutes.txt (2023-06-08), page 1 (printed 31)",
            "Tells: the contract. “The Old Mill agreement is spoken of”",
        )
    ]


def test_every_part_of_a_release_says_where_it_stands(samples: Library) -> None:
    for each in exported(samples)["releases"]:
        parts = [each["tender"], *each.get("awards", ()), *each.get("contracts", ())]
        assert any(part.get("documents") for part in parts), each["ocid"]


def test_a_paper_that_names_no_council_gives_its_contract_no_buyer(samples: Library) -> None:
    (found,) = (each for each in exported(samples)["releases"] if each["tender"]["title"] == "Plover Kitchens contract")
    assert "buyer" not in found
    assert [each["roles"] for each in found["parties"]] == [["supplier"]]


def test_ocids_are_one_a_contract_and_ids_follow_what_is_told(samples: Library, library: Library) -> None:
    package = exported(samples)
    assert len({each["ocid"] for each in package["releases"]}) == len(package["releases"])
    assert len({each["id"] for each in package["releases"]}) == len(package["releases"])
    assert exported(samples) == package


def test_prefix_publisher_and_address_are_settings(base: Base, tmp_path: Path) -> None:
    file = tmp_path / "contracts.json"
    said = ["--ocid-prefix", "ocds-1a2b3c", "--publisher", COUNCIL, "--uri", "https://wexmere.example/ocds.json"]
    assert run(["--base", str(base.path), "export", "--format", "ocds", "-o", str(file), *said]) == 0
    package = json.loads(file.read_text(encoding="utf-8"))
    assert all(each["ocid"].startswith("ocds-1a2b3c-wexmere-") for each in package["releases"])
    assert package["publisher"] == {"name": COUNCIL}
    assert package["uri"] == "https://wexmere.example/ocds.json"
    assert faults(package) == []


@given(address=strategies.from_regex(LINK, fullmatch=True))
def test_every_address_that_is_taken_for_one_is_one_to_the_schema(address: str) -> None:
    jsonschema = pytest.importorskip("jsonschema_rs", reason="no JSON Schema validator is installed")
    one = jsonschema.Draft4Validator({"type": "string", "format": "uri"}, validate_formats=True)
    assert one.is_valid(address)


def test_no_other_words_for_where_a_paper_came_from_become_an_address() -> None:
    for words in (
        "a box in the loft",
        "https://",
        "https://a b",
        'https://a/"b',
        "file:///etc/papers",
        "https://a/%zz",
    ):
        assert not LINK.fullmatch(words), words


@pytest.mark.parametrize(
    "said", [{"prefix": "two words"}, {"prefix": ""}, {"uri": "somewhere"}, {"uri": "https://a b"}, {"publisher": " "}]
)
def test_settings_that_no_package_can_have_are_refused(said: dict[str, str]) -> None:
    with pytest.raises(WrongUse):
        Publishing(**said)


def test_a_base_without_contracts_gives_no_package(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    with base.open_for_writing() as writing:
        pages = Pages("note.txt", "ADULTS COMMITTEE\n")
        facts = PaperFacts("minutes", (Evidence(0, 16, "ADULTS COMMITTEE", 1),), "Minutes", "2023-06-08", COUNCIL)
        keep(writing, pages, (facts,))
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    out = io.BytesIO()
    with pytest.raises(WrongUse, match="No paper of this base tells of a contract"):
        write_package(Library(base), out)
    assert out.getvalue() == b""


def test_what_is_not_for_publication_is_left_out_on_wish_and_told_of_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base, file = Base(tmp_path / "records"), tmp_path / "ocds.json"
    ingest(base, [str(OPEN)])
    ingest(base, [str(CLOSED)], overrides=Overrides(exempt=True))
    words = ["--base", str(base.path), "export", "--format", "ocds", "-o", str(file)]
    assert run([*words, "--public"]) == 0
    assert capsys.readouterr().err == ""
    public = file.read_text(encoding="utf-8")
    assert run(words) == 0
    assert "not for publication" in capsys.readouterr().err
    assert CLOSED.name not in public
    assert CLOSED.name in file.read_text(encoding="utf-8")
    assert faults(json.loads(public)) == []
