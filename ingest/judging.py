"""A person's judgements on identity into the graph that readers open."""

from __future__ import annotations

from ingest.one_paper import EXTRACTOR
from ingest.projection import project_pending
from ingest.room import writing_into
from kg.base import Base


def reproject(base: Base) -> int | None:
    """Publish what judgements (and papers that wait) change; the new generation's number, None where nothing does.

    Raises BaseBusy while another writer is at work, WrongUse where the judgements contradict each other.
    """
    with writing_into(base), base.open_for_writing() as writing:
        counts = project_pending(writing)
        return None if counts is None else writing.publish(base.live_graph, counts, EXTRACTOR).number
