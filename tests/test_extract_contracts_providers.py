"""Which organisations sentences show supplying something, and which names are of none."""

from __future__ import annotations

import pytest

from ingest.extract.contracts.providers import orgs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The supplier, Vane Energy, had confirmed its prices.", ["Vane Energy"]),
        ("The landlord is Dell Estates.", ["Dell Estates"]),
        ("Electricity is bought through the Eastern Purchasing Organisation's framework.",
         ["Eastern Purchasing Organisation"]),
        ("The framework was awarded to three firms: Brant Surfacing, Moss & Tolley and Orrin Roads.",
         ["Brant Surfacing", "Moss & Tolley", "Orrin Roads"]),
        ("Tenders were received from Brant Surfacing, Orrin Roads and Dell Paving.",
         ["Brant Surfacing", "Orrin Roads", "Dell Paving"]),
        ("Officers had the help of Lyle Consulting, who were appointed in May.", ["Lyle Consulting"]),
        ("2.3 Ridge Travel, which currently runs two of the routes, did not bid.", ["Ridge Travel"]),
        ("3.1 Redwing Cars runs six routes under contracts dating from May 2015.", ["Redwing Cars"]),
        ("Its own contract for old tyres, with Dell Recovery, was extended.", ["Dell Recovery"]),
        ("a short-term agreement between Vane Environmental and Brant Power.", ["Vane Environmental", "Brant Power"]),
        ("under the contract with Tolley Lighting Services as columns were late", ["Tolley Lighting Services"]),
        ("Redwing Cars' contract ends in May.", ["Redwing Cars"]),
        ("a contract with Legal Services for advice", []),
        ("work with local providers, Day Care, Night Care and others", []),
        ("The contractor, however, was late.", []),
        ("an agreement between Older People's Services and Night Care", []),
        ("Jane Moss, who was appointed to the chair, agreed.", []),
        ("Public Health, which provides the grant, agreed.", []),
        ("the Council's contract ends in May", []),
    ],
)  # fmt: skip
def test_a_sentence_shows_who_supplies(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(org.name for org, _ in orgs(text))) == names
