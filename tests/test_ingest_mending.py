"""A paper whose entry in the archive is torn or gone is named, and keeps no other from being published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import build
from ingest.build import ingest, withdraw
from ingest.judging import reproject
from ingest.mending import SET_ASIDE
from ingest.repair import repair
from kg.archive import sha256_of_file
from kg.base import Base
from kg.errors import BaseDamaged
from kg.graph import canonical_lines, open_graph
from queries.deep_check import check_deep

HEAD = "WEXMERE COUNTY COUNCIL\nADULTS COMMITTEE Thursday {} June 2023\nPresent: Councillor Anna Marsh\n"
WORDS = "1. Hollow Farm\nIt was resolved to agree the tender of the care contract at Hollow Farm.\n"


class Stopped(Exception):
    """The run is stopped here."""


def stop(_writing: object) -> None:
    raise Stopped


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    (tmp_path / "papers").mkdir()
    found = [tmp_path / "papers" / f"minutes-{day}.txt" for day in (6, 13, 20)]
    for day, paper in zip((6, 13, 20), found, strict=True):
        paper.write_text(HEAD.format(day) + WORDS, encoding="utf-8")
    return found


@pytest.fixture
def waiting(papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """A base with one paper published, and one that was read when the run was stopped."""
    base = Base(tmp_path / "records")
    ingest(base, [str(papers[0])])
    with monkeypatch.context() as patched:
        patched.setattr(build, "publish_pending", stop)
        with pytest.raises(Stopped):
            ingest(base, [str(papers[1])])
    return base


def entry(base: Base, paper: Path) -> Path:
    sha256 = sha256_of_file(paper)
    return base.papers / sha256[:2] / sha256


def lines(base: Base) -> list[str]:
    return list(canonical_lines(open_graph(base.open_for_reading().graph)))


def made_of(folder: Path, papers: list[Path]) -> list[str]:
    ingest(Base(folder), [str(paper) for paper in papers])
    return lines(Base(folder))


def spoil(file: Path) -> None:
    """Change a letter, so that it is JSON still."""
    data = file.read_bytes()
    file.write_bytes(data.replace(b"Hollow", b"Hallow", 1))


TORN: dict[str, Callable[[Path], object]] = {
    "gone": shutil.rmtree,
    "records torn": lambda folder: (folder / "records.json").write_bytes(b"{"),
    "records changed": lambda folder: spoil(folder / "records.json"),
    "text changed": lambda folder: spoil(folder / "text.json"),
    "text gone": lambda folder: (folder / "text.json").unlink(),
}


@pytest.mark.parametrize("damage", TORN)
@pytest.mark.parametrize("settled", ["by its file", "by repair"])
def test_a_torn_paper_that_waits_is_named_and_the_rest_goes_on(
    waiting: Base, papers: list[Path], tmp_path: Path, damage: str, settled: str
) -> None:
    TORN[damage](entry(waiting, papers[1]))
    summary = ingest(waiting, [str(papers[2])])
    assert [(failure.path, failure.reason.endswith("Ingest its file again.")) for failure in summary.failures] == [
        (papers[1].name, True)
    ]
    assert lines(waiting) == made_of(tmp_path / "rest", [papers[0], papers[2]])
    assert ingest(waiting, [str(papers[2])]).failures == ()
    if settled == "by repair":
        assert repair(waiting).losses == ()  # it was told
        assert lines(waiting) == made_of(tmp_path / "rest", [papers[0], papers[2]])
    assert ingest(waiting, [str(papers[1])]).read == (papers[1].name,)
    assert lines(waiting) == made_of(tmp_path / "all", papers)
    assert check_deep(waiting, sample=0) == ()


def test_a_torn_paper_whose_file_is_offered_at_once_is_no_failure(
    waiting: Base, papers: list[Path], tmp_path: Path
) -> None:
    TORN["gone"](entry(waiting, papers[1]))
    summary = ingest(waiting, [str(papers[1])])
    assert (summary.failures, summary.read) == ((), (papers[1].name,))
    assert lines(waiting) == made_of(tmp_path / "other", papers[:2])


@pytest.mark.parametrize("damage", TORN)
def test_a_torn_paper_that_another_needs_to_be_written_again_is_named(
    waiting: Base, papers: list[Path], tmp_path: Path, damage: str
) -> None:
    TORN[damage](entry(waiting, papers[0]))
    waiting.names_file.unlink()  # so that every paper is written again
    summary = ingest(waiting, [str(papers[2])])
    assert [failure.path for failure in summary.failures] == [papers[0].name]
    assert lines(waiting) == made_of(tmp_path / "rest", papers[1:])
    assert (waiting.path / SET_ASIDE).exists() == (damage != "gone")


def test_who_withdraws_or_judges_is_told_too(waiting: Base, papers: list[Path]) -> None:
    TORN["gone"](entry(waiting, papers[1]))
    with pytest.raises(BaseDamaged, match=r"minutes-13\.txt.*Ingest its file again"):
        withdraw(waiting, papers[0].name)
    assert waiting.pending() == ()
    ingest(waiting, [str(papers[1]), str(papers[2])])
    waiting.names_file.unlink()
    TORN["gone"](entry(waiting, papers[2]))
    waiting.judgements_file.write_text(
        "- same: [A Marsh, Anna Marsh]\n  kind: member\n  reason: one signature\n", encoding="utf-8"
    )
    with pytest.raises(BaseDamaged, match=r"minutes-20\.txt"):
        reproject(waiting)
    assert waiting.pending() == ()
