"""A base whose text index an older program made is brought up by the next ingest, from the archive."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from index.engine import FORMAT, MARKER
from index.query import parse
from ingest.projection import project_pending
from kg.base import Base
from kg.errors import BaseDamaged
from queries.library import Library


@pytest.fixture
def outdated(base: Base, tmp_path: Path) -> Base:
    """The invented council's base as a program with another format of the text index would have left it."""
    shutil.copytree(base.path, tmp_path / "records", symlinks=True)
    found = Base(tmp_path / "records")
    for marker in found.path.rglob(MARKER):
        marker.unlink()  # it may be linked into several generations
        marker.write_text(json.dumps({"engine": "tantivy", "format": FORMAT - 1}))
    found.live().rules.write_text("3")
    return found


def test_readers_are_told_what_to_do(outdated: Base) -> None:
    with pytest.raises(BaseDamaged, match="kg ingest"):
        Library(outdated).text.count()


def test_the_next_ingest_makes_the_index_anew_from_the_archive(outdated: Base, library: Library) -> None:
    with outdated.open_for_writing() as writing:
        assert not writing.pending()
        counts = project_pending(writing)
        assert counts is not None
        writing.publish(outdated.live_graph, counts, "1")
        assert project_pending(writing) is None
    after = Library(outdated)
    assert after.text.count() == library.text.count() > 0
    assert after.text.search(parse("kind:report")).hits == library.text.search(parse("kind:report")).hits
