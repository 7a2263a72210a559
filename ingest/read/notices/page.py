"""A notice while it is laid out: lines of a label and its words, and where each value came to stand."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.read.document import Line, Mapped
from ingest.read.notices.release_text import Path


@dataclass(slots=True)
class Page:
    """The paper's text and lines so far; `places` of the release that is being written."""

    text: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _at: int = 0

    def heading(self, words: str, level: int) -> None:
        """A heading, with a blank line above it where something stands there."""
        self._line(words, level=level, gap=1)

    def field(self, label: str, words: str | Sequence[str] | None, *paths: Path) -> None:
        """A line "Label: words", further paragraphs of the words below it; `paths` are the values that it shows.

        Nothing is written where there are no words.
        """
        paragraphs = [words] if words and isinstance(words, str) else list(words or ())
        if not paragraphs:
            return
        start = self._line(f"{label}: {paragraphs[0]}")
        for paragraph in paragraphs[1:]:
            self._line(paragraph)
        self.places.update((path, (start, self._at)) for path in paths)

    def _line(self, words: str, level: int = 0, gap: int = 0) -> int:
        """Write a line; returns where it starts."""
        before = "\n" * (gap + 1) if self.lines else ""
        start = self._at + len(before)
        self._at = start + len(words)
        self.text += (before, words)
        content = Mapped(words, array("i", range(start, self._at)))
        self.lines.append(Line(content, (content,), level, gap=gap if self.lines else 0))
        return start
