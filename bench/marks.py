"""How surely a quotation is marked on the picture of its page, over all quotations of the PDFs of a base.

    python bench/marks.py BASE [--show N]

For every quotation that a paper's graph gives as evidence: were all its words placed on the picture of their page, and
do the marks, as rectangles, cover these words and no others? `--show` prints the words of the first N that fail.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from interfaces.web.source.lines import Rectangle, rectangles
from interfaces.web.source.placing import Placed, place, plain
from interfaces.web.source.words import WordBox, words_on
from kg.archive import PaperText
from kg.base import Base
from kg.graph import ask, open_graph

ASKED = """
SELECT ?sha ?start ?end WHERE { GRAPH ?g {
  ?g ck:sha256 ?sha ; ck:mediaType "application/pdf" .
  ?evidence a ck:Evidence ; ck:paper ?g ; ck:start ?start ; ck:end ?end .
} } ORDER BY ?sha ?start ?end
"""


def main() -> None:
    """Print the shares."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base", type=Path)
    options.add_argument("--show", type=int, default=0)
    asked = options.parse_args()
    base = Base(asked.base)
    rows = ask(open_graph(base.open_for_reading().graph), ASKED).rows
    ranges: dict[str, list[tuple[int, int]]] = {}
    for sha256, start, end in rows:
        ranges.setdefault(str(sha256), []).append((int(start or 0), int(end or 0)))
    counts: Counter[str] = Counter()
    for sha256, quotes in ranges.items():
        paper = base.archive().text(sha256)
        measured = Counter(_paper(paper, base.archive().source(sha256), quotes, asked.show, counts))
        counts += measured
        print(f"{paper.file_name}: {_told(measured)}")
    print(f"all: {_told(counts)}")
    shared, each = counts["placed words"] / counts["words"], counts["microseconds"] / counts["pages"] / 1000
    print(f"{counts['pages']} pages; words of all pages placed: {shared:.2%}; it took {each:.0f} ms a page")


def _told(counts: Counter[str]) -> str:
    total, placed, exact = (counts[name] for name in ("quotations", "placed", "exact"))
    return (
        f"{total} quotations, all words placed {placed} ({placed / max(total, 1):.1%}), "
        f"of these the marks cover the quotation's words and no others {exact} ({exact / max(placed, 1):.1%})"
    )


def _paper(
    paper: PaperText, source: Path, quotes: list[tuple[int, int]], show: int, before: Counter[str]
) -> Iterator[str]:
    shown = before["shown"]
    for span in paper.pages:
        here = [(s, e) for s, e in quotes if s < span.end and e > span.start]
        if not here:
            continue
        began = time.perf_counter()
        words, shape, _seen = words_on(str(source), span.page)
        placed = place(paper.text[span.start : span.end], words)
        yield from ["microseconds"] * int((time.perf_counter() - began) * 1e6)
        yield from ["words"] * len(placed.tokens)
        yield from ["placed words"] * (len(placed.tokens) - placed.missing)
        yield "pages"
        for start, end in here:
            held = placed.between(max(0, start - span.start), min(end, span.end) - span.start)
            wrong = _wrong(held, words, shape)
            yield "quotations"
            if not held.missing:
                yield "placed"
                if not wrong:
                    yield "exact"
            if (held.missing or wrong) and shown < show:
                shown += 1
                yield "shown"
                lost = [token.letters for token, at in zip(held.tokens, held.boxes, strict=True) if not at]
                quote = paper.text[start : min(end, start + 120)]
                print(f"  {paper.file_name} page {span.page}: {quote!r}: missing {lost[:8]}, wrong {wrong}")


def _wrong(held: Placed, words: tuple[WordBox, ...], shape: float) -> list[str]:
    """Letters that the marks cover too many or too few of: in words whose middle stands in a mark."""
    marks = rectangles(words, held.found, shape)
    covered = Counter("".join(plain(word.text) for word in words if any(_in(mark, word) for mark in marks)))
    quoted = Counter("".join(token.letters for token, at in zip(held.tokens, held.boxes, strict=True) if at))
    return [*(covered - quoted).elements(), *(f"-{letter}" for letter in (quoted - covered).elements())]


def _in(mark: Rectangle, word: WordBox) -> bool:
    x, y = word.left + word.width / 2, word.top + word.height / 2
    return mark.left <= x <= mark.left + mark.width and mark.top <= y <= mark.top + mark.height


if __name__ == "__main__":
    main()
