"""The generator of papers: the same seed gives the same papers, they can be read, and their gold is what they say."""

from __future__ import annotations

import re
import sys
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from ingest.build import ingest
from kg.base import Base

BENCH = Path(__file__).parent.parent / "bench"
LETTERS = re.compile(r"[\W_]")


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """bench/generate.py, with bench/ on the path as when it is run."""
    import importlib

    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(BENCH))
        made = importlib.import_module("generate")
        made.paper(0, pdf=1.0)  # what is imported late is imported now
    assert sys.modules["generate"] is made
    return made


def test_the_first_papers_of_many_are_the_papers_of_few(generate: ModuleType) -> None:
    few = list(generate.papers(5, seed=7, pdf=0.3))
    assert few == list(islice(generate.papers(100_000, seed=7, pdf=0.3), 5))
    assert few[3] == generate.paper(3, 7, 0.3)


def test_another_seed_gives_other_papers(generate: ModuleType) -> None:
    assert generate.paper(0, 1).data != generate.paper(0, 2).data


def test_no_two_papers_have_one_name_also_after_the_first_council(generate: ModuleType) -> None:
    council = generate.COMMITTEES * generate.YEARS * len(generate.YEAR)
    names = [generate.paper(at).name for at in (*range(60), *range(council - 2, council + 60))]
    assert len(set(names)) == len(names)
    assert names[-1].startswith("01-2005-")


def test_every_quoted_word_of_the_gold_stands_in_its_text(generate: ModuleType) -> None:
    for paper in generate.papers(30):
        lines = paper.data.decode().split("\n")
        assert paper.gold
        for fact in paper.gold:
            assert fact["quote"], fact
            assert fact["quote"] in lines[fact["line"] - 1], fact


def test_every_quoted_word_of_a_printed_papers_gold_stands_on_its_page(generate: ModuleType) -> None:
    from pypdfium2 import PdfDocument

    for at in (0, 1, 2, 3):
        paper = generate.paper(at, pdf=1.0)
        assert paper.data == generate.paper(at, pdf=1.0).data
        printed = PdfDocument(paper.data)
        pages = [LETTERS.sub("", page.get_textpage().get_text_range()) for page in printed]
        printed.close()
        for fact in paper.gold:
            assert LETTERS.sub("", fact["quote"]) in pages[fact["line"] - 1], fact


def test_no_generated_paper_is_refused(generate: ModuleType, tmp_path: Path) -> None:
    paths = generate.write(tmp_path / "papers", 14, pdf=0.2, gold=tmp_path / "gold")
    summary = ingest(Base(tmp_path / "base"), [str(path) for path in paths])
    assert len(summary.read) == len(paths)
    assert not summary.failures
    assert {path.stem for path in (tmp_path / "gold").iterdir()} == {path.stem for path in paths}


def test_what_a_generated_paper_resolves_is_read_as_its_gold_has_it(generate: ModuleType) -> None:
    from ingest.divide.sections import divide
    from ingest.extract.paper import extract
    from ingest.read.text import read_text
    from kg.records import Decision

    for paper in generate.papers(24):
        if paper.name.endswith("minutes.txt"):
            records = extract(divide(read_text(paper.data)))
            found = [each.text.removeprefix("to ") for each in records if isinstance(each, Decision)]
            assert [fact["text"] for fact in paper.gold if fact["type"] == "decision"] == found
