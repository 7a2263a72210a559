"""The examples of docs/python.md give on the sample papers what the page prints."""

from __future__ import annotations

import doctest
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from ingest.build import ingest
from kg.base import Base

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
OPENING, ASKING, *OTHERS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `records` is the base that the page tells to make."""
    made = tmp_path_factory.mktemp("notebook")
    ingest(Base(made / "records"), list(map(str, SAMPLES)))
    return made


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")  # by rdflib itself, of itself
@pytest.mark.parametrize("section", [pytest.param(each, id=each.splitlines()[0]) for each in ["Ask", *OTHERS]])
def test_the_examples_of_a_section_give_what_it_prints(
    section: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "frame(" in section and find_spec("pandas") is None:
        pytest.skip("pandas is not installed")
    monkeypatch.chdir(folder)
    text = re.sub(r"^```.*$", "", "\n".join((OPENING, ASKING, section)), flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", "docs/python.md", 0)
    assert len(examples.examples) > 5
    told: list[str] = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(examples, out=told.append)
    assert not told, "".join(told)
