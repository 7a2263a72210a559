"""A paper that names no council is known by the public mail domain that its addresses have."""

from __future__ import annotations

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.paper_facts import mail_domain
from ingest.read.text import read_text
from kg.records import PaperFacts


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("Please write to clerk@quayford.gov.uk.", "quayford.gov.uk"),
        ("Clerk@Quayford.GOV.UK, ropes@quayford.gov.uk; a.moss@fleet.gov.uk", "quayford.gov.uk"),
        ("clerc@cei.llyw.cymru", "cei.llyw.cymru"),
        ("a.moss@fleet.gov.uk or clerk@quayford.gov.uk", None),
        ("sales@quayropes.co.uk, and see www.quayford.gov.uk", None),
        ("nobody", None),
    ],
)
def test_the_public_domain_that_most_addresses_have(words: str, domain: str | None) -> None:
    assert mail_domain(words) == domain


def test_a_decision_sheet_that_names_no_council_keeps_its_domain() -> None:
    sheet = (
        "harbourcommittee@quayford.gov.uk\n\nDecision Recording Form\n\n"
        "Decision determined at the Harbour Committee meeting on 12 September 2024\n"
    )
    (facts,) = (one for one in extract(divide(read_text(sheet.encode()))) if isinstance(one, PaperFacts))
    assert (facts.council, facts.mail_domain) == (None, "quayford.gov.uk")
