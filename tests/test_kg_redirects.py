"""IRIs that an earlier generation had say what became of their things; judgements move them, and move them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.judging import reproject
from ingest.projection import project_pending
from kg import ids
from kg.archive import PageSpan, PaperText, sha256_of
from kg.base import Base
from kg.errors import UnknownName, WrongUse
from kg.evidence import quoted
from kg.judgements import Judgement, add_judgement, undo_judgement
from kg.ledger_entries import Offer
from kg.records import Meeting, MeetingKey, PaperFacts, PersonMention, Provider, Reading, Record
from kg.redirects import read_redirects
from kg.vocabulary import ID_BASE
from queries.library import Library
from queries.show import show

COUNCIL = "Wexmere County Council"
LEA = f"{ID_BASE}person/wexmere-county-council/officer/"
SAME = Judgement("officer", ("Jo Lea", "Joanne Lea"), True, "one post", COUNCIL)


def take(base: Base, name: str, *records: Record) -> None:
    """A paper with these records into a base, published."""
    text = f"{name}\nwords\n"
    with base.open_for_writing() as writing:
        sha256 = sha256_of(text.encode())
        paper = PaperText(sha256, name, text, (PageSpan(1, 0, len(text)),), "text/plain")
        writing.archive.put(text.encode(), paper, Reading(records), "1")
        offer = Offer.of(Path("/papers") / name, sha256)
        writing.ledger.record_read(offer, "1", counts={}, issues={}, characters=len(text), pages=1)
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")


def officer(name: str) -> tuple[Record, ...]:
    place = (quoted("words", 0, 5, 1, None),)
    return PaperFacts("pack", place, council=COUNCIL), PersonMention(name, "officer", place)


@pytest.fixture
def two(tmp_path: Path) -> Base:
    """A base in which Jo and Joanne are two."""
    base = Base(tmp_path / "records")
    take(base, "one.txt", *officer("Jo Lea"))
    take(base, "two.txt", *officer("Joanne Lea"))
    return base


def test_the_iri_of_a_joined_person_says_who_it_is_now(two: Base) -> None:
    add_judgement(two.judgements_file, SAME)
    assert reproject(two) == 3
    answer = show(Library(two), LEA + "jo-lea")
    assert (answer.thing.iri, answer.asked) == (LEA + "joanne-lea", LEA + "jo-lea")


def test_a_judgement_that_is_taken_back_gives_both_their_iris_again(two: Base) -> None:
    add_judgement(two.judgements_file, SAME)
    reproject(two)
    undo_judgement(two.judgements_file)
    reproject(two)
    for name in ("jo-lea", "joanne-lea"):
        assert show(Library(two), LEA + name).asked is None


def test_what_changes_nothing_is_not_published(two: Base) -> None:
    add_judgement(two.judgements_file, SAME)
    reproject(two)
    assert reproject(two) is None


def test_judgements_that_contradict_each_other_are_not_published(two: Base) -> None:
    entry = "- {}: [Jo Lea, Joanne Lea]\n  kind: officer\n  reason: seen\n"
    two.judgements_file.write_text(entry.format("same") + entry.format("different"), encoding="utf-8")
    with pytest.raises(WrongUse, match="Both cannot be"):
        reproject(two)
    assert two.open_for_reading().number == 2


def test_a_renamed_thing_is_followed_over_several_generations(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    place = (quoted("words", 0, 5, 1, None),)
    take(base, "one.txt", Provider("Tern Care and Support", place))
    take(base, "two.txt", Provider("Tern Care", place, ("Tern Care and Support",)))
    take(base, "three.txt", Provider("Tern", place, ("Tern Care",)))
    assert set(read_redirects(base.redirects_file)) == {
        f"{ID_BASE}provider/tern-care-and-support",
        f"{ID_BASE}provider/tern-care",
    }
    assert show(Library(base), "provider/tern-care-and-support").thing.iri == f"{ID_BASE}provider/tern"


def test_a_name_that_came_to_fit_two_offers_both(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    take(base, "one.txt", *officer("Anna Marsh"), *officer("A Marsh")[1:])
    add_judgement(base.judgements_file, Judgement("officer", ("A Marsh", "Anna Marsh"), False, "Alan", COUNCIL))
    reproject(base)
    assert show(Library(base), LEA + "anna-marsh").asked is None


def test_an_unknown_iri_is_still_unknown(two: Base) -> None:
    with pytest.raises(UnknownName, match="says nothing"):
        show(Library(two), "person/nobody")


def test_meetings_of_a_committee_that_a_person_joined_say_which_they_are(tmp_path: Path) -> None:
    base = Base(tmp_path / "records")
    place = (quoted("words", 0, 5, 1, None),)
    for name, committee in (("one.txt", "Adults Committee"), ("two.txt", "Health and Adults Committee")):
        key = MeetingKey(committee, "2023-01-12", COUNCIL)
        take(
            base,
            name,
            PaperFacts("pack", place, council=COUNCIL, committee=committee, meeting=key),
            Meeting(key, place),
        )
    names = ("Adults Committee", "Health and Adults Committee")
    add_judgement(base.judgements_file, Judgement("committee", names, True, "renamed", COUNCIL))
    reproject(base)
    old = ids.meeting("wexmere-county-council", "health and adults committee", "2023-01-12")
    assert show(Library(base), old).thing.iri == ids.meeting("wexmere-county-council", "adults committee", "2023-01-12")


def test_a_base_made_by_other_rules_is_made_again(two: Base) -> None:
    two.rules_applied.write_text("1")
    assert reproject(two) == 3
    assert reproject(two) is None
