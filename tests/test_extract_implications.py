"""Significant implications of reports of an invented council, as converters leave them."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.reports.implications import implications
from ingest.read.text import read_text
from kg.records import Implication, Issue

HEAD = """FERRY PIER REPAIRS

To:\tHarbours Committee
Meeting Date:\t8 September 2022
From:\tService Director: Harbours
Recommendation:\tThe Committee is asked to note the report.

1. BACKGROUND

1.1 The pier is old and the ferry is full, so that it needs to be mended before winter comes.

"""


def read(body: str) -> list[Implication | Issue]:
    sections = divide(read_text((HEAD + body).encode()))
    return [record for section in sections if section.kind == "report" for record in implications(section)]


def facts(body: str) -> list[tuple[str | None, str | None, str, bool]]:
    found = [record for record in read(body) if isinstance(record, Implication)]
    return [(each.aspect, each.heading, each.text, each.none) for each in found]


MARKDOWN = """## 3. ALIGNMENT WITH PRIORITIES

#### 3.1 Harbours for everyone

There are no significant implications for this priority.

#### 4.0 SIGNIFICANT IMPLICATIONS

#### 4.1 **Resource Implications**

The pier will cost £20,000.

- half this year
- half the next

4.2 **Procurement/Contractual Implications** There are no significant implications within this category.

#### 4.3 Localism and Local Member Involvement

None.

Implications\tOfficer Clearance
Have the resource implications been cleared by Finance?\tYes Name of Officer: Ida Pell
"""


def test_each_aspect_is_read_under_its_heading_down_to_the_clearance_form() -> None:
    none = "There are no significant implications within this category."
    assert facts(MARKDOWN) == [
        ("Finance", "Resource Implications", "The pier will cost £20,000. half this year half the next", False),
        ("Procurement", "Procurement/Contractual Implications", none, True),
        ("Localism", "Localism and Local Member Involvement", "None.", True),
    ]


def test_alignment_with_priorities_is_no_implication() -> None:
    assert all("priority" not in text for _, _, text, _ in facts(MARKDOWN))


WRAPPED = """4. SIGNIFICANT IMPLICATIONS

4.1 Resource Implications
4.1.1 The pier will cost more than was thought, because its piles are of wood and its
planks are rotten.

4.2 Statutory, Legal and Risk Implications
 There are no significant implications within this category. However, the pier is listed.

Source Documents Location
None
"""


def test_bare_lines_are_read_with_their_numbers_left_out() -> None:
    (money, law) = facts(WRAPPED)
    assert money[0] == "Finance"
    assert money[2].startswith("The pier will cost")
    assert money[2].endswith("rotten.")
    assert (law[0], law[3]) == ("Legal", False)


def test_a_paragraph_without_a_heading_has_no_aspect() -> None:
    ((aspect, heading, text, _),) = facts("## 4. SIGNIFICANT IMPLICATIONS\n\n4.1 The pier is a block contract.\n")
    assert (aspect, heading, text) == (None, None, "The pier is a block contract.")


def test_councils_have_chapters_of_their_own_and_aspects_of_their_own() -> None:
    body = "## 5. Climate Change Implications\n\nThe ferry burns oil.\n\n## 6. Conclusion\n\nWe go on.\n"
    assert facts(body) == [("Climate Change", "Climate Change Implications", "The ferry burns oil.", False)]


def test_bare_lines_are_chapters_too_with_their_numbers_set_apart() -> None:
    body = """5.

Financial Implications

5.1 The pier costs £5.

6.

Legal implications

6.1 The law asks for a pier.

7. Conclusions

7.1 We go on with the pier.
"""
    assert facts(body) == [
        ("Finance", "Financial Implications", "The pier costs £5.", False),
        ("Legal", "Legal implications", "The law asks for a pier.", False),
    ]


def test_a_heading_with_nothing_under_it_is_an_issue() -> None:
    body = "## 4. IMPLICATIONS\n\n## 4.1 Legal Implications\n\n## 4.2 Equality Implications\n\nNone\n"
    assert [record.code for record in read(body) if isinstance(record, Issue)] == ["torn-text"]
    assert [aspect for aspect, *_ in facts(body)] == ["Equality"]


def test_every_word_has_its_place() -> None:
    for record in read(MARKDOWN):
        assert all(place.quote for place in record.evidence)
        assert record.evidence[0].quote.startswith(("Resource", "Procurement", "Localism"))
