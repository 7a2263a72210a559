"""Where the writer works: one folder a variant of the graph, each with all that it takes to bring that variant up.

    live/{graph,text,names.sqlite,…}           what staff read: every paper
    live/public/{graph,text,names.sqlite,…}    what everybody may read; only where a paper was ever marked exempt

A folder is taken away whole (`set_aside`), never in part: what lies in it says on what the rest stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.durable import replace_durably, settle

ASIDE = ".old-"


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
    def _counts(self) -> Path:
        return self.folder / "counts.json"

    def note_counts(self, counts: Mapping[str, int]) -> None:
        """Note that graph and index are brought up, with their figures for the manifest."""
        import json

        replace_durably(self._counts, json.dumps(counts).encode())

    def counts(self) -> dict[str, int] | None:
        """The figures; None where graph and index are not whole."""
        import json

        return dict(json.loads(self._counts.read_text())) if self._counts.exists() else None

    def begin(self) -> None:
        """Note that graph and index are being changed."""
        self._counts.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """Take the folder away, so that nothing that was ever written in it is there; a stop leaves it, or does not."""
        aside = self.folder.with_name(f"{ASIDE}{self.folder.name}")
        _discard(aside)
        if self.folder.exists():
            self.folder.rename(aside)
            settle(aside.parent)
        _discard(aside)


def _discard(folder: Path) -> None:
    import shutil

    if folder.exists():
        shutil.rmtree(folder)
