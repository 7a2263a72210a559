"""The documents say what the code does: fields and examples of the query language, codes of issues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.query import FIELDS, parse
from kg.issue_codes import ISSUE_CODES

DOCS = Path(__file__).parent.parent / "docs"
SEARCHING = (DOCS / "searching.md").read_text(encoding="utf-8")


def rows(text: str, head: str) -> list[str]:
    """The first cells of the table whose head begins so."""
    table = text.split(head, 1)[1].split("\n\n", 1)[0]
    return [line.split(" | ")[0].lstrip("| ") for line in table.splitlines() if line.startswith("| `")]


def test_every_field_of_the_query_language_is_documented() -> None:
    assert set(re.findall(r"`(\w+)`", " ".join(rows(SEARCHING, "| field |")))) == set(FIELDS)


@pytest.mark.parametrize("example", re.findall(r"`([^`]+)`", " ".join(rows(SEARCHING, "| type |"))))
def test_every_example_of_a_search_can_be_read(example: str) -> None:
    assert parse(example)


def test_every_issue_code_is_documented_in_its_own_words() -> None:
    text = (DOCS / "issues.md").read_text(encoding="utf-8")
    missing = [
        each.code for each in ISSUE_CODES.values() if f"| `{each.code}` | {each.means} | {each.do} |" not in text
    ]
    assert not missing, "write docs/issues.md again"
