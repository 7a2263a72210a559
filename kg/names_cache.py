"""What papers name and what that came to, kept between ingests, so that one more paper is not paid for by all others.

    live/names.sqlite    papers                     each paper's mentions, versions, and council (kg.names_papers)
                         mail, forms                what tells councils; which forms any paper has
                         circles, tokens, bearers   names that could be one, and what they came to (kg.names_circles)
                         things                     by IRI
                         works, prints              what several papers print, and which they are (kg.names_works)
                         derived_…                  what follows from papers, key by key (kg.derive.kept)
                         state                      by which code and judgements all this was made

Never the truth: it is worked out from the archive's records, and from nothing else. What another version of the code
made, what is torn, and what is missing is made again. All changes of a run are one transaction, made when graph and
index hold what they say: a stop before leaves the names for which the live graph stands.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from kg.archive import Archive
from kg.names_file import NamesFile
from kg.names_papers import PapersKept


class NamesCache(NamesFile):
    """The file, open for the holder of the base's lock; what is changed is kept by `keep`, else dropped at the end."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.papers = PapersKept(self)

    def look(self, archive: Archive, papers: Collection[str], pending: Collection[str] | None = None) -> None:
        """Bring the mentions up to these papers: new and changed ones are read, those that are gone are dropped.

        pending  those that may have come, changed or gone since the last run; all are looked at where that is not known
        """
        self.papers.look(archive, papers, None if self.fresh else pending)

    def knows(self, family: str, form: str) -> bool:
        """Whether some paper has a name of this family and form (`kg.admitted`)."""
        return self.papers.knows(family, form)
