"""A person's judgements on identity into the graph that readers open."""

from __future__ import annotations

from ingest.mending import publish_pending, told
from ingest.room import writing_into
from kg.base import Base


def reproject(base: Base) -> int | None:
    """Publish what judgements (and papers that wait) change; the new generation's number, None where nothing does.

    Raises BaseBusy while another writer is at work, WrongUse where the judgements contradict each other,
    BaseDamaged where a paper's entry in the archive is torn; that is published then without it.
    """
    with writing_into(base), base.open_for_writing() as writing:
        number, losses = publish_pending(writing)
        told(losses)
        return number
