"""What could not be read on a PDF's pages, gathered page by page and told in a sentence for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from ingest.read.document import PageFault
from ingest.read.ocr import INSTALL, NeedsTesseract
from ingest.read.pdf_page import Page, PageState
from ingest.read.pdf_scans import Sight
from kg.errors import Unreadable

# Of how many pages the words beyond their edge are told, and how many letters of each.
MOST_TOLD, BEYOND = 5, 200


@dataclass(slots=True)
class Faults:
    """What is wrong with a paper's pages."""

    states: dict[int, PageState] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)
    beyond: dict[int, str] = field(default_factory=dict)

    def note(self, page: Page) -> None:
        """Note how a page was read, unless it was read whole."""
        if page.state != "words":
            self.states[page.number] = page.state
        if page.state in ("seen", "noise"):
            self.sure[page.number] = page.sure
        if page.beyond:
            self.beyond[page.number] = page.beyond

    def told(self, sight: Sight) -> Iterator[PageFault]:
        """A fault for each thing that is wrong, with all its pages."""
        if not self.states and not self.beyond:
            return
        version = f"Tesseract {sight.tesseract.version}" if sight.tesseract else "Tesseract"
        if unread := self._of("picture", "garbled"):
            yield PageFault("no-text-layer", unread, f"{self._pictures()}; {INSTALL}")
        if mute := self._of("mute"):
            words = f"{_pages(mute)} in letters that the file does not explain, and {version} reads none in the picture"
            yield PageFault("no-text-layer", mute, words)
        if late := self._of("late"):
            words = f"{_pages(late)} not reached by {version} in the time allowed; allow more with --seconds"
            yield PageFault("no-text-layer", late, words)
        if noise := self._of("noise"):
            words = f"{_pages(noise)} nothing but noise to {version}: a photograph, a map, handwriting or a poor scan"
            yield PageFault("noise-page", noise, words)
        if seen := self._of("seen"):
            sure = sum(self.sure[page] for page in seen) / len(seen)
            least = min(seen, key=lambda page: self.sure[page])
            words = f"{_pages(seen)} read by {version}, with confidence {sure:.2f}"
            worst = f", least on page {least} ({self.sure[least]:.2f})" if len(seen) > 1 else ""
            yield PageFault("ocr-page", seen, words + worst)
        if broken := self._of("broken"):
            yield PageFault("broken-page", broken, f"{_pages(broken)} damaged in the file and could not be opened")
        if self.beyond:
            pages = tuple(sorted(self.beyond))
            quotes = "; ".join(f"“{_cut(self.beyond[page])}”" for page in pages[:MOST_TOLD])
            more = "; …" if len(pages) > MOST_TOLD else ""
            yield PageFault("off-page-words", pages, f"words beyond the edge of {listed_pages(pages)}: {quotes}{more}")

    def refusal(self, faults: Iterable[PageFault]) -> Unreadable:
        """Why a paper is refused that has no words at all, in a sentence that names the pages."""
        told = [fault for fault in faults if fault.code != "off-page-words"]
        text = "; ".join(fault.message for fault in told)
        if not text:
            return Unreadable("it is blank: no page has words or a picture; get the paper again from its source")
        if self._of("picture", "garbled"):
            return NeedsTesseract(f"it has no words that can be read: {text}")
        return Unreadable(f"it has no words that can be read: {text}; ask for a copy with its text")

    def _pictures(self) -> str:
        pictures, garbled = self._of("picture"), self._of("garbled")
        told = [f"{_pages(pictures)} {_plural(pictures, 'a picture', 'pictures')} without words"] if pictures else []
        if garbled:
            told.append(f"{_pages(garbled)} in letters that the file does not explain")
        return ", and ".join(told)

    def _of(self, *states: PageState) -> tuple[int, ...]:
        return tuple(sorted(number for number, state in self.states.items() if state in states))


def _pages(numbers: tuple[int, ...]) -> str:
    """Pages as people list them, with the verb: "page 3 is", "pages 3–5 and 9 are"."""
    return f"{listed_pages(numbers)} {_plural(numbers, 'is', 'are')}"


def _cut(words: str) -> str:
    return words if len(words) <= BEYOND else words[:BEYOND].rpartition(" ")[0] + " …"


def _plural(numbers: tuple[int, ...], one: str, many: str) -> str:
    return one if len(numbers) == 1 else many


def listed_pages(numbers: tuple[int, ...]) -> str:
    """Pages as people list them: "page 3", "pages 3–5 and 9"."""
    runs: list[str] = []
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        held = [number for _, number in group]
        runs += [str(n) for n in held] if len(held) < 3 else [f"{held[0]}–{held[-1]}"]
    listed = " and ".join([", ".join(runs[:-1]), runs[-1]] if len(runs) > 1 else runs)
    return f"{_plural(numbers, 'page', 'pages')} {listed}"
