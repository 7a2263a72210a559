"""Names of schemes and programmes in papers of an invented council."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.things.scheme_names import NOUNS, SchemeNoun, core_of, initials_of, is_generic, nouns_in, title_case
from ingest.extract.things.schemes import schemes
from ingest.read.text import read_text
from kg.evidence import Evidence
from kg.records import Decision, MeetingKey, Minute, Record, Scheme, SchemeDependency


def _schemes(text: str, *records: Record) -> dict[str, Scheme]:
    found = schemes(divide(read_text(text.encode())), records)
    return {record.name: record for record in found if isinstance(record, Scheme)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Home First Programme sends people home.", "Home First Programme"),
        ("Work on the Village Kitchens Pilots (VKP) has ended.", "Village Kitchens Pilots"),
        ("Implementation of the Circle of Care programme is late.", "Circle of Care programme"),
        ("They took part in the Warm Homes initiative.", "Warm Homes initiative"),
        ("The contract for the Night Shelter Outreach Service ends.", "Night Shelter Outreach Service"),
        ("The extra care scheme at Alder Court has 36 flats.", "Alder Court"),
        ("Agree to tender the care contract at Northgate extra care scheme.", "Northgate"),
    ],
)
def test_a_name_with_its_noun_is_a_scheme(text: str, name: str) -> None:
    assert list(_schemes(text)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The Capital Programme was overspent.",
        "This project is late.",
        "The Work Programme comes back in May.",
        "Adult Social Care services cost more.",
        "The Night Shelter Outreach Service has 12 staff.",
        "The committee met at Alder House.",
        "A contract with Elm Lane Place Road School.",
        "The Quick Start approach was new.",
    ],
)
def test_plain_words_are_no_scheme(text: str) -> None:
    assert not _schemes(text)


def test_forms_of_one_name_are_one_scheme_with_its_abbreviation() -> None:
    text = (
        "The Adults Bright Futures Programme (ABFP) began in May.\n\nThe Adult Bright Futures programme grew."
        "\n\nThe Bright Futures Programme ended."
    )
    (scheme,) = _schemes(text).values()
    assert scheme.name == "Adults Bright Futures Programme"
    assert {"Adult Bright Futures programme", "Bright Futures Programme"} <= set(scheme.aliases)


def test_a_programme_met_by_its_letters_has_the_name_that_they_stand_for() -> None:
    text = "As part of the Outcome Based Reviews (OBR), teams met.\n\nThe OBR programme is a way to look at work."
    (scheme,) = _schemes(text).values()
    assert "Outcome Based Reviews" in (scheme.name, *scheme.aliases)


def test_an_approach_counts_where_it_is_met_often() -> None:
    text = "The Think Local approach began.\n\nThe Think Local model grew.\n\nThe Think Local approach went on."
    assert len(_schemes(text)) == 1


def test_a_word_that_is_written_small_elsewhere_is_no_name() -> None:
    text = "The Discharge programme began.\n\nA discharge is slow, a discharge is dear, a discharge is sad."
    assert not _schemes(text)


def test_what_a_minute_is_about_is_a_scheme() -> None:
    place = Evidence(0, 4, "Some")
    minute = Minute(
        MeetingKey("Care Committee", "2022-09-08"), "4", "NIGHT SHELTER AND OUTREACH SERVICE – AWARD", (place,)
    )
    assert list(_schemes("Some words.", minute)) == ["Night Shelter and Outreach Service"]


def _about(title: str, limb: str = "") -> list[str]:
    place = Evidence(0, 4, "Some")
    meeting = MeetingKey("Care Committee", "2022-09-08")
    records: list[Record] = [Minute(meeting, "4", title, (place,))]
    if limb:
        records.append(Decision(meeting, "4", limb, (place,)))
    return list(_schemes("Some words.", *records))


@pytest.mark.parametrize(
    ("title", "limb", "name"),
    [
        ("LAMP COLUMN MAINTENANCE CONTRACT", "", "Lamp Column Maintenance"),
        ("SHORT STAYS FOR OLDER PEOPLE – AWARD OF CONTRACTS", "", "Short Stays for Older People"),
        ("Other business", "That the contract for night sitting be awarded to Moss Ltd", "night sitting"),
        ("Other business", "That the carers support contract be extended", "carers support"),
        ("Other business", "That £9,000 be added for the Harle Brook Flood Scheme", "Harle Brook Flood Scheme"),
    ],
)
def test_what_a_deal_is_for_is_a_scheme(title: str, limb: str, name: str) -> None:
    assert _about(title, limb) == [name]


@pytest.mark.parametrize(
    ("title", "limb"),
    [
        ("LOT 2 - AWARD OF CONTRACT", ""),
        ("Award of contract", ""),
        ("Other business", "That the contract for van tyres be awarded to Moss Ltd"),
        ("Other business", "That the Elected Members Allowances Scheme be approved"),
        ("Other business", "That the night sitting be noted"),
    ],
)
def test_what_is_only_bought_or_is_a_rule_is_no_scheme(title: str, limb: str) -> None:
    assert _about(title, limb) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Rough Nights Prevention Grant pays for two wardens.", ["Rough Nights Prevention Grant"]),
        ("It is met from the Clean Rivers Fund.", ["Clean Rivers Fund"]),
        ("Money comes from the General Fund.", []),
        ("The Open Grant Panel met.", []),
        ("The Northern Lights contract with Moss Ltd is working well.", ["Northern Lights"]),
        ("The contract with Moss Ltd is working well.", []),
    ],
)
def test_grants_that_pay_and_contracts_called_by_their_service_are_schemes(text: str, names: list[str]) -> None:
    assert list(_schemes(text)) == names


def test_a_case_that_is_recorded_only_gains_its_other_names() -> None:
    place = Evidence(0, 3, "The")
    case = Scheme("Home First", "savings", (place,), "A/R.6.401", ())
    found = _schemes("The Home First Programme (HFP) sends people home.", case)
    assert list(found) == ["Home First"]
    assert found["Home First"].ref == "A/R.6.401"


def test_what_a_case_depends_on_is_a_scheme_where_nothing_else_names_it() -> None:
    place = Evidence(0, 20, "PR000012 Review Work")
    found = _schemes("PR000012 Review Work", SchemeDependency("Home First", "Review Work", (place,)))
    assert found["Review Work"].ref == "PR000012"


@pytest.mark.parametrize("noun", NOUNS, ids=[noun.words for noun in NOUNS])
def test_each_noun_reads_its_example_and_leaves_its_counter_example(noun: SchemeNoun) -> None:
    assert [found[2] for found in nouns_in(noun.reads)] == [noun]
    assert not list(nouns_in(noun.leaves))


def test_a_name_is_told_from_the_words_before_it() -> None:
    assert core_of("Through The 'Bright Futures'") == "Bright Futures"
    assert core_of("Implementation of the Circle of Care") == "Circle of Care"
    assert is_generic("Adult Social Care")
    assert initials_of("Circle of Care") == "CC"
    assert title_case("CIRCLE OF CARE") == "Circle of Care"
