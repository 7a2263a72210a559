"""Notes on what changed are gone by where they tell all that a store has not; else every graph is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.publish.plan import changed_since
from kg.changes import Change, PaperChange
from kg.generations import Generation
from kg.remote.published import Published

FOURTH = Generation(4, Path("published/000004"))
HELD = {"generation": "3", "state": "complete", "variant": "", "noted": "third"}


def note(generation: int, made: str, more: int = 0, compared: bool = True) -> Change:
    """What one generation changed: one paper, called by its number."""
    paper = PaperChange(f"paper {generation}", "changed", None, 1, 1)
    return Change(generation, made, (paper,), more, 10, 10, 0, 0, compared)


def since(monkeypatch: pytest.MonkeyPatch, *notes: Change, **held: str) -> frozenset[str] | None:
    """The papers to look at, by these notes, where a store holds the third generation."""
    monkeypatch.setattr("ingest.publish.plan.changes", lambda _generation: notes)
    return changed_since(FOURTH, Published({word: (value,) for word, value in {**HELD, **held}.items()}))


def test_papers_that_changed_since_are_those_of_the_notes_after_the_stores_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert since(monkeypatch, note(3, "third"), note(4, "fourth")) == frozenset({"paper 4"})


@pytest.mark.parametrize("held", [{"noted": "another base's third"}, {"state": "under-way"}, {"variant": "public"}])
def test_notes_are_not_gone_by_where_the_store_holds_something_else(
    held: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert since(monkeypatch, note(3, "third"), note(4, "fourth"), **held) is None


@pytest.mark.parametrize("last", [note(4, "fourth", more=1), note(4, "fourth", compared=False)])
def test_notes_are_not_gone_by_where_they_do_not_name_every_paper(
    last: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert since(monkeypatch, note(3, "third"), last) is None
