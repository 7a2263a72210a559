"""What several papers print, kept: a paper that prints a report again changes that work, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.identity import Identities
from kg.names_file import NamesFile, number_of, packed, unpacked
from kg.names_papers import Named, PapersKept
from kg.versions import Work, work_iri, works


class WorksKept:
    """The works of a file, and which of them a run changed."""

    def __init__(self, file: NamesFile, papers: PapersKept) -> None:
        self._db = file.db
        self._papers = papers
        self._touched: set[str] = set()

    def gone(self, named: Named, committees: Mapping[tuple[str, str], str]) -> None:
        """A paper's versions are no more, as they were when committees went by these forms."""
        for iri in _printed(named, committees):
            self._touched.add(iri)
            self._db.execute("DELETE FROM prints WHERE work = ? AND paper = ?", (number_of(iri), named.number))

    def came(self, named: Named, committees: Mapping[tuple[str, str], str]) -> None:
        """A paper's versions are there."""
        for iri in _printed(named, committees):
            self._touched.add(iri)
            self._db.execute("INSERT OR IGNORE INTO prints VALUES (?, ?)", (number_of(iri), named.number))

    def changed(self, committees: Mapping[tuple[str, str], str]) -> dict[str, Work | None]:
        """The works that came, changed or went."""
        found = {iri: self._made(iri, committees) for iri in sorted(self._touched)}
        return {iri: work for iri, work in found.items() if self._note(iri, work)}

    def get(self, iri: str) -> Work | None:
        """A work; None where not more than one paper prints it."""
        row = self._db.execute("SELECT data FROM works WHERE iri = ?", (iri,)).fetchone()
        return unpacked(row[0], Work) if row else None

    def _made(self, iri: str, committees: Mapping[tuple[str, str], str]) -> Work | None:
        query = "SELECT paper FROM prints WHERE work = ? ORDER BY paper"
        papers = [self._papers.numbered(number) for (number,) in self._db.execute(query, (number_of(iri),)).fetchall()]
        identities = Identities({}, {}, {each.sha256: each.scope or "" for each in papers if each}, {}, committees)
        versions = [version for each in papers if each for version in each.versions()]
        mine = (version for version in versions if work_iri(version, identities) == iri)
        return next(iter(works(mine, identities)), None)

    def _note(self, iri: str, work: Work | None) -> bool:
        """Keep a work; whether it is another than it was."""
        if self.get(iri) == work:
            return False
        if work is None:
            self._db.execute("DELETE FROM works WHERE iri = ?", (iri,))
        else:
            self._db.execute("REPLACE INTO works VALUES (?, ?)", (iri, packed(work)))
        return True


def _printed(named: Named, committees: Mapping[tuple[str, str], str]) -> Iterable[str]:
    if named.scope is None:  # it names nothing, and so no meeting
        return ()
    identities = Identities({}, {}, {named.sha256: named.scope}, {}, committees)
    return {work_iri(version, identities) for version in named.versions()}
