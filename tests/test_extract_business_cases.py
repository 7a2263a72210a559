"""Business cases of an invented council: savings, responsible officers and dependencies, in each layout that is met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import Section, divide
from ingest.extract.finance.business_cases import business_case
from ingest.extract.finance.case_forms import FORM_LABELS, FormLabel, read_form
from ingest.extract.words.named_posts import is_person, named_posts
from ingest.extract.words.references import PLAN_REF, parse_ref, spelt, without_ref
from ingest.read.text import read_text
from kg.records import BusinessCase, Issue, PersonMention, Record, Saving, Scheme, SchemeDependency

Kind = TypeVar("Kind", bound=Record)

TABLE = """## A/R.6.401 Warm Homes - fewer cold nights

Project Overview\t\t\t
Project Title\tA/R.6.401 Warm Homes - fewer cold nights\t\t
Saving\t{saving}\t\t
Business Planning Brief Description\t{brief}\t\t
Senior Responsible Officer\t{officer}\t\t

#### **Project Approach**

#### Background

Why do we need to undertake this project?

"""
LONG = (
    "Elm City Council has saved £400k by the same means. " + "People in cold homes are ill more often than others. " * 4
)
TABLE += f"{LONG}\n\n{LONG}\n\n{LONG}\n{{rest}}"

FLAT = """
Business Case

H/R.6.77 Lamp Posts Review

Project Overview

Project Title
H/R.6.77 Dimming street lamps after midnight (Lamp Posts
Review)

Project Code TR000077
Business Planning
Reference

H/R.6.77

Business Planning Brief
Description

The lamps will burn lower after midnight.

Senior Responsible Officer Ida Pell

Project Approach

Background

In the first year lamps used £200k less than before.

Project Overview - What are we doing

The review aims to deliver £1.2m in 2021/22 and £1.5m in 2022/23. It could save about £9m over
five years.
"""

COLONS = """
Business Case

Business Case

Project Title: Village Hubs

Date: May 2021

Strategic Lead: Ida Pell, Assistant Director, People & Places

Project Manager: TBC

1) Introduction

This business case seeks £50,000 over a 3 year period.

7) Project Interdependencies

Home First Programme - The programme will send people to the hubs.

Carers Strategy – sets out what carers need.

8) Scope

Villages.
"""


def _case(text: str) -> Section:
    sections = divide(read_text(text.encode()))
    return next(section for section in sections if section.kind == "business-case")


def _records(text: str) -> list[Record]:
    return list(business_case(_case(text)))


def _of(kind: type[Kind], records: Sequence[Record]) -> list[Kind]:
    return [record for record in records if isinstance(record, kind)]


def _table(
    saving: str = "£310K Business Planning Reference A/R.6.401",
    brief: str = "Homes.",
    officer: str = "Ida Pell",
    rest: str = "",
) -> str:
    return TABLE.format(saving=saving, brief=brief, officer=officer, rest=rest)


@pytest.mark.parametrize(
    ("saving", "amount"),
    [
        ("£310K Business Planning Reference A/R.6.401", 310_000),
        ("£900kBusiness Planning ReferenceA/R.6.401", 900_000),
        ("£1,150k\tBusiness Planning Reference\tAR 6.401", 1_150_000),
        ("£2.5m Business Planning Reference AR/ 6.401", 2_500_000),
        ("£85,000", 85_000),
    ],
)
def test_the_saving_is_the_sum_of_its_field_whatever_shares_its_cell(saving: str, amount: int) -> None:
    (found,) = _of(Saving, _records(_table(saving)))
    assert found.amount == Decimal(amount)
    assert found.ref == "A/R.6.401"


def test_the_evidence_of_a_saving_is_its_line_and_its_officers() -> None:
    (found,) = _of(Saving, _records(_table()))
    quotes = [re.sub(r"\s+", " ", place.quote) for place in found.evidence]
    assert quotes == ["Saving £310K Business Planning Reference A/R.6.401", "Ida Pell"]


@pytest.mark.parametrize(
    ("brief", "year"),
    [
        ("The saving will be made in 2023/24.", "2023/24"),
        ("Part was saved in 2021/22. The rest will be saved in 2022/23.", "2022/23"),
        ("A net £60k is expected in 2023/24 after costs, and £310k in a full year.", None),
        ("Most comes in 19/20, a little in 18/19.", None),
    ],
)
def test_the_year_is_the_one_that_a_sentence_names_alone(brief: str, year: str | None) -> None:
    (found,) = _of(Saving, _records(_table(brief=brief)))
    assert found.year == year


@pytest.mark.parametrize(
    ("officer", "names", "posts"),
    [
        ("Ida Pell/Tom Ash", ["Ida Pell", "Tom Ash"], []),
        ("Ida Pell Tom Ash", ["Ida Pell", "Tom Ash"], []),
        ("Ida Pell - Head of Care Tom Ash - Lamps Lead", ["Ida Pell", "Tom Ash"], ["Head of Care", "Lamps Lead"]),
        ("Ida Pell - to March 2021 - Lamps Lead", ["Ida Pell"], ["Lamps Lead"]),
        ("TBC", [], []),
    ],
)
def test_responsible_officers_are_told_from_their_posts(officer: str, names: list[str], posts: list[str]) -> None:
    records = _records(_table(officer=officer))
    (saving,) = _of(Saving, records)
    assert list(saving.responsible) == names
    assert [post for person in _of(PersonMention, records) for post in person.posts] == posts


def test_a_torn_cell_gives_the_names_that_are_sure_and_an_issue() -> None:
    rest = "\nTom Ash runs the scheme."
    records = _records(_table(officer="Ida Pell - Lead De Tom Ash\tcision Maker", rest=rest))
    assert [person.name for person in _of(PersonMention, records)] == ["Ida Pell", "Tom Ash"]
    assert all(not person.posts for person in _of(PersonMention, records))
    assert "torn-table" in {issue.code for issue in _of(Issue, records)}


def test_a_form_of_bare_lines_is_read_with_labels_broken_over_lines() -> None:
    records = _records(FLAT)
    (scheme,) = _of(Scheme, records)
    assert (scheme.name, scheme.ref) == ("Lamp Posts Review", "H/R.6.77")
    assert any("Dimming street lamps" in alias for alias in scheme.aliases)
    assert [person.name for person in _of(PersonMention, records)] == ["Ida Pell"]


def test_without_a_saving_field_the_promise_for_the_plans_year_counts() -> None:
    (saving,) = _of(Saving, _records(FLAT))
    assert (saving.amount, saving.year) == (Decimal(1_500_000), "2022/23")


def test_a_form_with_colons_that_asks_for_money_offers_no_saving() -> None:
    records = _records(COLONS)
    assert not _of(Saving, records)
    (scheme,) = _of(Scheme, records)
    assert (scheme.name, scheme.kind) == ("Village Hubs", "programme")
    (person,) = _of(PersonMention, records)
    assert (person.name, person.posts) == ("Ida Pell", ("Assistant Director, People & Places",))


def test_all_labels_first_and_then_all_values_are_put_together() -> None:
    labels = "Project Overview\nProject Title\nSaving\nBusiness Planning Reference\nSenior Responsible Officer\n"
    text = f"{labels}\nWarm Homes\n£25K\nAR 6.401\nIda Pell\n"
    form = read_form(_case(text))
    assert {name: value.text for name in ("title", "saving", "ref", "officer") if (value := form.value(name))} == {
        "title": "Warm Homes", "saving": "£25K", "ref": "AR 6.401", "officer": "Ida Pell",
    }  # fmt: skip


def test_dependencies_name_other_cases_and_tasks_become_issues() -> None:
    listed = "A/R.7.402 Day Trips - charges", "PR000012 Review Work 2021/22", "The 'Second Pair 'Visits Project"
    entries = "\n\n".join(("Title", *listed, "Development of new services"))
    rest = f"\n#### **Project Dependencies**\n\n{entries}\n\n#### Cost and Savings\n\nDepot Estate Programme\n"
    records = _records(_table(rest=rest))
    assert [found.depends_on for found in _of(SchemeDependency, records)] == [
        "A/R.7.402", "Review Work 2021/22", "Second Pair Visits Project",
    ]  # fmt: skip
    assert [issue.code for issue in _of(Issue, records)] == ["unplaced-dependency"]


def test_dependencies_explained_behind_a_dash_are_named_without_the_explanation() -> None:
    records = _records(COLONS)
    assert [found.depends_on for found in _of(SchemeDependency, records)] == ["Home First Programme"]


@pytest.mark.parametrize("label", FORM_LABELS, ids=[label.field for label in FORM_LABELS])
def test_each_label_reads_its_example_and_leaves_its_counter_example(label: FormLabel) -> None:
    assert re.search(label.pattern, label.reads, re.MULTILINE)
    assert not re.search(label.pattern, label.leaves, re.MULTILINE)


@pytest.mark.parametrize("printed", ["A/R.7.309", "AR 7.309", "A/R 7.309", "AR/ 7.309", "A/R. 7.309"])
def test_a_reference_has_one_spelling(printed: str) -> None:
    assert parse_ref(printed) == "A/R.7.309"


@pytest.mark.parametrize(
    "title", ["A/R.6.10 - Home First", "A/R.6.100- Home First", "Home First (A/R 6.100)", "TR000123 Home First"]
)
def test_a_title_is_told_from_its_reference(title: str) -> None:
    assert without_ref(title) == "Home First"


@given(st.from_regex(PLAN_REF, fullmatch=True))
def test_the_one_spelling_of_a_reference_is_its_own(printed: str) -> None:
    found = PLAN_REF.fullmatch(printed)
    assert found
    assert parse_ref(spelt(found)) == spelt(found)


@given(st.text(max_size=120))
def test_any_words_are_read_as_people_without_a_fall(text: str) -> None:
    for person in named_posts(text):
        lone_surname = " " not in person.name and re.search(r"(?i)\b(?:councillor|cllr)", text)
        assert is_person(person.name) or "-" in person.name or lone_surname
        assert 0 <= person.start < person.end <= len(text)


@pytest.mark.parametrize("words", ["Head of Care", "People & Places", "TBC", "Adult Social Care", "Pell"])
def test_posts_teams_and_blanks_are_no_people(words: str) -> None:
    assert not list(named_posts(words))


def test_a_case_has_its_brief_its_people_and_its_offer() -> None:
    brief = "Homes get warm- er. The saving falls in 2023/24."
    text = TABLE.format(saving="£310K", brief=brief, officer="Ida Pell", rest="")
    (case,) = _of(BusinessCase, list(business_case(_case(text))))
    assert (case.title, case.ref, case.brief) == ("Warm Homes - fewer cold nights", "A/R.6.401", brief)
    assert (case.responsible, case.saving, case.year) == (("Ida Pell",), Decimal(310000), "2023/24")


def test_a_piece_of_the_brief_read_twice_is_left_out_and_a_torn_brief_is_an_issue() -> None:
    twice = TABLE.format(saving="£5K", brief="with care\nHomes are kept warm with care.", officer="Ida Pell", rest="")
    (case,) = _of(BusinessCase, list(business_case(_case(twice))))
    assert case.brief == "Homes are kept warm with care."
    torn = TABLE.format(saving="£5K", brief="are kept warm Homes", officer="Ida Pell", rest="")
    records = list(business_case(_case(torn)))
    assert _of(BusinessCase, records)[0].brief is None
    assert [issue.code for issue in _of(Issue, records)] == ["torn-table"]
