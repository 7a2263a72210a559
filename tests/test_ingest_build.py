"""From files to a published generation: each paper once, a bad one alone, the same graph whatever the way."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest import build, readers
from ingest.build import Summary, ingest, withdraw
from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, PaperRefused, read_paper
from kg.base import Base
from kg.errors import UnknownName
from kg.graph import canonical_lines, open_graph
from kg.vocabulary import IDENTITY_GRAPH, REDIRECTS_GRAPH

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with two small papers."""
    (tmp_path / "papers").mkdir()
    for sample in SAMPLES[-2:]:
        shutil.copy(sample, tmp_path / "papers")
    return tmp_path / "papers"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The graph of all samples, read in one run."""
    base = Base(tmp_path_factory.mktemp("whole") / "records")
    summary = ingest(base, [str(path) for path in SAMPLES])
    assert len(summary.read) == len(SAMPLES)
    assert not summary.failures
    return graph(base)


def graph(base: Base) -> list[str]:
    """What readers of the base see, in canonical lines, but for what became of IRIs that it had before."""
    store = open_graph(base.open_for_reading().folder / "graph")
    return [line for line in canonical_lines(store) if REDIRECTS_GRAPH not in line]


def failed(summary: Summary) -> dict[str, str]:
    return {Path(failure.path).name: failure.reason for failure in summary.failures}


def one_by_one(base: Base, paths: Iterable[Path]) -> None:
    for path in paths:
        ingest(base, [str(path)])


def test_the_second_run_does_nothing_and_says_so(base: Base, papers: Path) -> None:
    first = ingest(base, [str(papers)])
    second = ingest(base, [str(papers)])
    assert (len(first.read), first.generation) == (2, 1)
    assert first.records["Report" if "Report" in first.records else "SectionPart"] > 0
    assert (second.read, second.unchanged, second.generation) == ((), 2, None)
    assert base.open_for_reading().number == 1


def test_a_changed_file_takes_the_place_of_its_earlier_reading(base: Base, papers: Path, tmp_path: Path) -> None:
    ingest(base, [str(papers)])
    paper = sorted(papers.iterdir())[0]
    paper.write_text(paper.read_text() + "\n\nAn afterthought of the clerk.\n")
    summary = ingest(base, [str(papers)])
    assert (summary.read, summary.unchanged, summary.replaced) == ((paper.name,), 1, 1)
    fresh = Base(tmp_path / "fresh")
    ingest(fresh, [str(papers)])
    assert graph(base) == graph(fresh)


def test_a_paper_withdrawn_is_out_of_the_graph_and_stays_out(base: Base, papers: Path, tmp_path: Path) -> None:
    ingest(base, [str(papers)])
    gone, kept = sorted(papers.iterdir())
    withdraw(base, gone.name, "published in error")
    only = Base(tmp_path / "only")
    ingest(only, [str(kept)])
    assert graph(base) == graph(only)
    again = ingest(base, [str(papers)])
    assert (again.read, again.withdrawn, again.generation) == ((), (gone.name,), None)


def test_withdrawing_what_nothing_is_called_offers_choices(base: Base, papers: Path) -> None:
    ingest(base, [str(papers)])
    with pytest.raises(UnknownName, match="No paper"):
        withdraw(base, "no such paper")


def test_a_renamed_paper_is_the_same_paper(base: Base, papers: Path) -> None:
    ingest(base, [str(papers)])
    paper = sorted(papers.iterdir())[0]
    paper.rename(papers / "another-name.txt")
    summary = ingest(base, [str(papers)])
    assert (summary.read, summary.renamed) == ((), ("another-name.txt",))


def test_each_bad_file_costs_one_failure_and_the_good_ones_are_read(base: Base, papers: Path) -> None:
    (papers / "empty.txt").write_bytes(b"")
    (papers / "blank.txt").write_bytes(b" \n\n")
    (papers / "rules.txt").write_bytes(b"****\n----\n")
    (papers / "paper.pdf").write_bytes(b"%PDF-1.7\nrest")
    (papers / "program.bin").write_bytes(bytes(range(256)) * 40)
    (papers / "torn-utf16.txt").write_bytes(b"\xff\xfeM\x00i")
    (papers / "utf16.txt").write_text("Minutes of the Health Board\n", encoding="utf-16")
    (papers / "loop").symlink_to(papers, target_is_directory=True)
    dead = papers / "dead.txt"
    dead.symlink_to(papers / "gone.txt")
    summary = ingest(base, [str(papers), str(papers / "missing.txt")])
    assert set(failed(summary)) == {
        "empty.txt", "blank.txt", "rules.txt", "paper.pdf", "program.bin", "torn-utf16.txt", "dead.txt", "missing.txt",
    }  # fmt: skip
    assert len(summary.read) == 3
    assert summary.generation == 1
    assert all(";" in reason for reason in failed(summary).values()), "a reason says what to do"


def test_a_refused_file_is_named_again_and_not_read_again(base: Base, papers: Path) -> None:
    (papers / "empty.txt").write_bytes(b"")
    ingest(base, [str(papers)])
    again = ingest(base, [str(papers)])
    assert set(failed(again)) == {"empty.txt"}
    assert again.generation is None


def die(path: Path, overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
    """As read_paper, but for one paper that kills its reader."""
    if path.name == "deadly.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_paper(path, overrides, limits)


def test_a_reader_that_is_killed_costs_its_own_paper_only(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "deadly.txt").write_text("Words.")
    monkeypatch.setattr(readers, "read_paper", die)
    summary = ingest(base, [str(papers)], jobs=2)
    assert set(failed(summary)) == {"deadly.txt"}
    assert len(summary.read) == 2


def break_off(path: Path, overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
    if path.name == "odd.txt":
        raise KeyError("a rule that breaks off")
    return read_paper(path, overrides, limits)


def test_a_rule_that_breaks_off_costs_its_own_paper_only_and_is_logged(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "odd.txt").write_text("Words.")
    monkeypatch.setattr(readers, "read_paper", break_off)
    summary = ingest(base, [str(papers)], jobs=2)
    assert "faults.log" in failed(summary)["odd.txt"]
    assert "a rule that breaks off" in base.faults_file.read_text()
    assert len(summary.read) == 2


def test_a_paper_on_which_a_rule_broke_off_is_tried_again(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "odd.txt").write_text("Words.")
    with monkeypatch.context() as patched:
        patched.setattr(readers, "read_paper", break_off)
        ingest(base, [str(papers)], jobs=2)
    assert ingest(base, [str(papers)], jobs=2).read == ("odd.txt",)


def test_a_paper_that_takes_too_long_is_refused(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.one_paper._read", lambda *_: time.sleep(30))
    began = time.monotonic()
    refused = read_paper(sorted(papers.iterdir())[0], Overrides(), Limits(seconds=1))
    assert isinstance(refused, PaperRefused)
    assert "more than 1 second;" in refused.reason
    assert time.monotonic() - began < 5


def test_a_paper_larger_than_allowed_is_refused_unread(papers: Path) -> None:
    refused = read_paper(sorted(papers.iterdir())[0], Overrides(), Limits(size=10))
    assert isinstance(refused, PaperRefused)
    assert "larger" in refused.reason


def test_a_file_that_goes_away_in_the_meantime_is_refused(tmp_path: Path) -> None:
    assert isinstance(read_paper(tmp_path / "gone.txt", Overrides(), Limits()), PaperRefused)


def test_the_order_of_papers_and_the_number_of_runs_do_not_matter(base: Base, tmp_path: Path, whole: list[str]) -> None:
    one_by_one(base, SAMPLES)
    assert graph(base) == whole
    backwards = Base(tmp_path / "backwards")
    one_by_one(backwards, reversed(SAMPLES))
    assert graph(backwards) == whole
    assert any(IDENTITY_GRAPH in line for line in whole)


def test_several_readers_at_once_give_the_same_graph(base: Base, whole: list[str]) -> None:
    summary = ingest(base, [str(path) for path in reversed(SAMPLES)], jobs=2)
    assert len(summary.read) == len(SAMPLES)
    assert graph(base) == whole


class Stopped(RuntimeError):
    """As if the machine had stopped."""


def test_a_stop_between_reading_and_publishing_is_made_good_by_the_next_run(
    base: Base, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(base, [str(SAMPLES[0])])

    def stop(_writing: object) -> None:
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr(build, "publish_pending", stop)
        with pytest.raises(Stopped):
            ingest(base, [str(path) for path in SAMPLES])
    assert base.open_for_reading().number == 1
    assert len(base.pending()) == len(SAMPLES) - 1
    summary = ingest(base, [str(path) for path in SAMPLES])
    assert (summary.read, summary.generation) == ((), 2)
    assert graph(base) == whole
    assert base.pending() == ()


def test_what_a_person_says_of_papers_is_kept(base: Base, papers: Path) -> None:
    ingest(base, [str(papers)], overrides=Overrides(council="Oswick Borough Council", exempt=True))
    with base.ledger() as ledger:
        assert {paper.status for paper in ledger.current()} == {"exempt"}
    assert any("Oswick Borough Council" in line for line in graph(base))
