"""Where the writer works: one folder a variant of the graph, each with all that it takes to bring that variant up.

    live/{graph,text,names.sqlite,…}           what staff read: every paper
    live/public/{graph,text,names.sqlite,…}    what everybody may read; only where a paper was ever marked exempt

A folder is taken away whole (`set_aside`), never in part: what lies in it says on what the rest stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.durable import replace_durably, settle
from kg.errors import BaseDamaged

ASIDE = ".old-"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a variant came to when it was brought up.

    counts  its figures for the manifest
    after   the number of the generation that was the last then, 0 where there was none; those of later numbers hold
            what was brought up
    """

    counts: dict[str, int]
    after: int


@dataclass(frozen=True, slots=True)
class Live:
    """One variant's folder, and the file that says what became of its IRIs; neither need exist."""

    folder: Path
    redirects: Path

    @property
    def graph(self) -> Path:
        """The writer's Oxigraph store."""
        return self.folder / "graph"

    @property
    def text(self) -> Path:
        """The writer's text index."""
        return self.folder / "text"

    @property
    def names(self) -> Path:
        """What papers name and what that came to, kept between ingests."""
        return self.folder / "names.sqlite"

    @property
    def judgements(self) -> Path:
        """The judgements on which the graph stands."""
        return self.folder / "judgements.yaml"

    @property
    def rules(self) -> Path:
        """The version of the rules of identity by which the graph was made."""
        return self.folder / "rules"

    @property
    def _noted(self) -> Path:
        return self.folder / "counts.json"

    def note_counts(self, brought: Brought) -> None:
        """Note that graph and index are brought up; what the folder says holds from now on."""
        from kg.json_values import encode_value

        replace_durably(self._noted, encode_value(brought))

    @property
    def is_torn(self) -> bool:
        """Whether graph and index were being changed when the last run stopped."""
        return not self._noted.exists()

    def brought(self) -> Brought | None:
        """How they were brought up last; None where they are not whole, or that is not known."""
        from kg.json_values import decode_value

        try:
            return decode_value(self._noted.read_bytes(), Brought)
        except (FileNotFoundError, BaseDamaged):  # an earlier version noted the figures alone
            return None

    def begin(self) -> None:
        """Note that graph and index are being changed: what a stop leaves is then held against what it should be.

        On the disk before the first change, for what changes only differences relies on it.
        """
        if self._noted.exists():
            self._noted.unlink()
            settle(self.folder)

    def set_aside(self) -> None:
        """Take the folder away, so that nothing that was ever written in it is there; a stop leaves it, or does not."""
        aside = self.folder.with_name(f"{ASIDE}{self.folder.name}")
        _discard(aside)
        if self.folder.exists():
            self.folder.rename(aside)
            settle(aside.parent)
        _discard(aside)


def clear_left(live: Path) -> None:
    """Remove what a stopped run left on its way off the disk. For the holder of the lock."""
    for left in live.glob(f"{ASIDE}*"):
        _discard(left)


def _discard(folder: Path) -> None:
    import shutil

    if folder.is_dir():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
