"""Which organisations sentences show supplying something, and which names are of none."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.contracts.providers import Providers, find_providers, orgs, unmask
from ingest.extract.contracts.steps import steps
from ingest.read.text import read_text
from kg.records import Provider


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
        ("Mowing was taken out and let separately to Dell Verges Ltd.", ["Dell Verges Ltd"]),
        ("Spraying has been sub-let by Orrin Roads to Hedge Works.", ["Hedge Works"]),
        ("Three had bid: Brant Surfacing, Orrin Roads and Dell Paving.",
         ["Brant Surfacing", "Orrin Roads", "Dell Paving"]),
        ("The signals contract (Vane Electric; £64,000 a year) runs to May.", ["Vane Electric"]),
        ("The works, which Brant Civils Ltd had been carrying out under a contract, stopped.", ["Brant Civils Ltd"]),
        ("Tree work stays with Bough & Dell, who had been appointed in May.", ["Bough & Dell"]),
        ("After the standstill: Bidder 2 is Dell Homes and Bidder 4 is Moss Trust.", ["Dell Homes", "Moss Trust"]),
        ("the keys were let down to Elm Street", []),
        ("the signals contract (Part A) runs to May", []),
    ],
)  # fmt: skip
def test_a_sentence_shows_who_supplies(text: str, names: list[str]) -> None:
    assert list(dict.fromkeys(org.name for org, _ in orgs(text))) == names


def _held(text: str) -> dict[str, Provider]:
    sections = divide(read_text(text.encode()))
    providers = Providers(sections)
    for section in sections:
        find_providers(section, providers)
    unmask(text, providers)
    return {record.name: record for record in providers.records()}


def test_the_words_that_a_name_opens_with_are_its_short_form_where_brackets_say_so() -> None:
    (firm,) = _held(
        'The lamps contract was let to Vane Roads Ltd ("Vane Roads"). It was let to Vane Roads in May.'
    ).values()
    assert (firm.name, firm.aliases) == ("Vane Roads Ltd", ("Vane Roads",))


def test_several_masks_are_lifted_at_once() -> None:
    held = _held("The names were released: Bidder 2 is Dell Homes and Bidder 4 is Moss Trust.")
    assert [(firm.name, firm.aliases) for firm in held.values()] == [
        ("Dell Homes", ("Bidder 2",)), ("Moss Trust", ("Bidder 4",))
    ]  # fmt: skip


def test_a_report_to_come_takes_no_step_and_variations_to_terms_do() -> None:
    assert not list(steps("a further report on the procurement of the next contract be brought in May"))
    found = steps("the Head of Place be authorised to agree the variations to the payment terms")
    assert [step.step for step in found] == ["vary"]
