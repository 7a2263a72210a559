"""After an upgrade the archive's papers are read again, and what that changes is shown before it is published."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import build, one_paper, readers, rereading
from ingest.build import ingest, withdraw
from ingest.divide.sections import Section
from ingest.one_paper import Overrides
from ingest.purging import purge
from ingest.rereading import accept, reread
from interfaces.cli.main import run
from kg.base import Base
from kg.errors import UnknownName
from kg.graph import canonical_lines, open_graph
from kg.records import Commentary, Grant, PaperFacts, Record, SectionPart
from kg.vocabulary import REDIRECTS_GRAPH
from queries.check import check
from queries.library import Library

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))[-2:]
FINANCE, CASES = "wexmere-finance-2022-05.txt", "wexmere-business-cases-2022.txt"
Extract = Callable[[Sequence[Section]], Iterator[Record]]
WHOLE: Extract = one_paper.extract


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Two papers, as version 3 of the rules reads them."""
    base = Base(tmp_path / "records")
    for sample in SAMPLES:
        shutil.copy(sample, tmp_path)
    ingest(base, [str(tmp_path / sample.name) for sample in SAMPLES])
    return base


@pytest.fixture
def upgraded(monkeypatch: pytest.MonkeyPatch) -> Callable[[Extract], None]:
    """Make the rules those of another version."""

    def upgrade(extract: Extract = WHOLE) -> None:
        for room in (build, rereading, one_paper):
            monkeypatch.setattr(room, "EXTRACTOR", "next")
        monkeypatch.setattr(one_paper, "extract", extract)

    return upgrade


def doctored(sections: Sequence[Section]) -> Iterator[Record]:
    """Rules that lose a grant, find another, and read one commentary otherwise."""
    for record in WHOLE(sections):
        match record:
            case Grant(name="Better Care Fund"):
                continue
            case Grant(name="Rough Sleeping Grant"):
                yield record
                yield replace(record, name="A grant that nobody read before")
            case Commentary(service="Community Equipment"):
                yield replace(record, year="2022-23")
            case _:
                yield record


def graph(base: Base) -> list[str]:
    store = open_graph(base.open_for_reading().graph)
    return [line for line in canonical_lines(store) if REDIRECTS_GRAPH not in line]


def kept(base: Base) -> dict[str, bytes]:
    """The archive, and what the ledger says of versions."""
    files = {str(file): file.read_bytes() for file in base.papers.rglob("*") if file.is_file()}
    with base.ledger() as ledger:
        return files | {paper.sha256: paper.version.encode() for paper in ledger.papers()}


def test_nothing_is_read_again_that_this_version_has_read(base: Base) -> None:
    found = reread(base)
    assert (found.papers, found.current, found.failures) == ((), 2, ())


def test_what_was_gained_lost_and_altered_is_shown_and_the_base_is_as_it_was(
    base: Base, upgraded: Callable[[Extract], None]
) -> None:
    before, published = kept(base), graph(base)
    upgraded(doctored)
    found = reread(base)
    changes = [
        (paper.file_name, change.what, change.kind, change.says) for paper in found.papers for change in paper.changes
    ]
    assert sorted(changes) == [
        (FINANCE, "altered", "Commentary", "Community Equipment"),
        (FINANCE, "gained", "Grant", "A grant that nobody read before"),
        (FINANCE, "lost", "Grant", "Better Care Fund"),
    ]
    assert {(kind.kind, kind.gained, kind.lost, kind.altered) for kind in found.kinds} == {
        ("Commentary", 0, 0, 1),
        ("Grant", 1, 1, 0),
    }
    assert (kept(base), graph(base), base.open_for_reading().number) == (before, published, 1)
    assert base.pending() == ()


def test_what_is_accepted_is_what_the_new_rules_make_of_the_files(
    base: Base, upgraded: Callable[[Extract], None], tmp_path: Path
) -> None:
    upgraded(doctored)
    done = accept(base, reread(base))
    assert (done.papers, done.passed_over, done.generation) == (2, (), 2)
    fresh = Base(tmp_path / "fresh")
    ingest(fresh, [str(tmp_path / sample.name) for sample in SAMPLES])
    assert graph(base) == graph(fresh)
    assert check(Library(base), 0) == ()
    assert reread(base).papers == ()
    assert ingest(base, [str(tmp_path / sample.name) for sample in SAMPLES]).unchanged == 2


def test_rules_that_read_the_same_are_noted_and_publish_nothing(
    base: Base, upgraded: Callable[[Extract], None]
) -> None:
    upgraded(WHOLE)
    done = accept(base, reread(base))
    assert (done.papers, done.generation) == (2, None)
    assert reread(base).current == 2


def test_what_was_shown_need_not_be_read_twice(
    base: Base, upgraded: Callable[[Extract], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(doctored)
    first = reread(base)
    monkeypatch.setattr(readers, "read_all", lambda paths, *_: pytest.fail("read again") if paths else ())
    assert reread(base) == first
    assert accept(base, first).generation == 2


def test_rules_changed_since_then_are_asked_again(base: Base, upgraded: Callable[[Extract], None]) -> None:
    upgraded(doctored)
    reread(base)
    for file in (base.live().folder / "reread").glob("*.records.json"):
        file.write_bytes(file.read_bytes()[:-40])  # a stop, or a disk that forgot
    upgraded(WHOLE)
    assert [paper.changes for paper in reread(base).papers] == [(), ()]


def test_a_paper_that_changed_or_went_meanwhile_is_passed_over(base: Base, upgraded: Callable[[Extract], None]) -> None:
    upgraded(doctored)
    found = reread(base)
    withdraw(base, FINANCE)
    done = accept(base, found)
    assert (done.papers, done.passed_over) == (1, (FINANCE,))


def test_a_stop_while_accepting_is_mended_by_the_next_ingest(
    base: Base, upgraded: Callable[[Extract], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    upgraded(doctored)
    found = reread(base)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rereading, "project_pending", stop)
        with pytest.raises(KeyboardInterrupt):
            accept(base, found)
    assert len(base.pending()) == 1
    assert ingest(base, [str(tmp_path / FINANCE)]).generation == 2
    fresh = Base(tmp_path / "fresh")
    ingest(fresh, [str(tmp_path / sample.name) for sample in SAMPLES])
    assert graph(base) == graph(fresh)


def test_a_stop_between_two_papers_leaves_the_other_to_be_asked_for_again(
    base: Base, upgraded: Callable[[Extract], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def renamed(sections: Sequence[Section]) -> Iterator[Record]:
        for record in WHOLE(sections):
            yield replace(record, title="Another") if isinstance(record, SectionPart) else record

    upgraded(renamed)
    found = reread(base)
    put = rereading._replaced
    calls = iter((True, False))
    with monkeypatch.context() as patched:
        patched.setattr(rereading, "_replaced", lambda *words: put(*words) if next(calls) else interrupted())
        with pytest.raises(KeyboardInterrupt):
            accept(base, found)
    assert len(reread(base).papers) == 1
    assert accept(base, reread(base)).generation == 2


def interrupted() -> bool:
    raise KeyboardInterrupt


def test_what_a_killed_reread_left_in_the_temporary_folder_goes_with_the_next(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    seen: set[Path] = set()
    reread(base, [FINANCE], progress=lambda _step: seen.update((tmp_path / "temporary").iterdir()))
    (readers_folder,) = seen
    readers_folder.mkdir()
    reread(base, [CASES])
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_paper_that_cannot_be_read_now_keeps_what_was_read_from_it(
    base: Base, upgraded: Callable[[Extract], None]
) -> None:
    def broken(sections: Sequence[Section]) -> Iterator[Record]:
        raise ZeroDivisionError

    published = graph(base)
    upgraded(broken)
    found = reread(base)
    assert (found.papers, len(found.failures)) == ((), 2)
    assert "ZeroDivisionError" in base.faults_file.read_text()
    assert accept(base, found).papers == 0
    assert graph(base) == published


def test_a_source_that_is_damaged_is_not_read(base: Base, upgraded: Callable[[Extract], None]) -> None:
    for sha256 in base.archive().papers():
        base.archive().source(sha256).write_text("something else")
    upgraded(doctored)
    assert [failure.reason for failure in reread(base).failures] == [rereading.DAMAGED] * 2


def test_papers_may_be_named_whatever_their_version(base: Base) -> None:
    (paper,) = reread(base, [FINANCE]).papers
    assert (paper.file_name, paper.before, paper.same) == (FINANCE, one_paper.EXTRACTOR, True)
    with pytest.raises(UnknownName):
        reread(base, ["no such paper"])


def test_what_a_person_said_of_a_paper_holds_when_it_is_read_again(
    base: Base, upgraded: Callable[[Extract], None], tmp_path: Path
) -> None:
    (tmp_path / "bare.txt").write_text("A note\n\nThe ferry was asked about. Fares stay as they are.\n")
    said = Overrides("Wexmere County Council", "Ferry Committee", True)
    ingest(base, [str(tmp_path / "bare.txt")], overrides=said)
    upgraded(WHOLE)
    assert [paper.file_name for paper in reread(base).papers if not paper.same] == []


BARE = "A note\n\nDate: Thursday, 8 September 2022\n\nThe ferry was asked about. Fares stay as they are.\n"
FERRY, QUAY = Overrides("Wexmere County Council", "Ferry Committee"), Overrides(committee="Quay Committee")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A paper that does not say whose it is."""
    (tmp_path / "bare.txt").write_text(BARE)
    return tmp_path / "bare.txt"


def placed(base: Base) -> tuple[str | None, str | None]:
    """Whose paper the bare one is on record as."""
    with base.ledger() as ledger:
        (paper,) = ledger.find("bare.txt")
        (facts,) = [
            each for each in Library(base).archive.get(paper.sha256).reading.records if isinstance(each, PaperFacts)
        ]
        assert ledger.placed(paper.sha256) == (facts.council, facts.committee)
        return facts.council, facts.committee


def test_an_ingest_by_new_rules_holds_to_what_a_person_said_before(
    base: Base, bare: Path, upgraded: Callable[[Extract], None]
) -> None:
    ingest(base, [str(bare)], overrides=FERRY)
    upgraded(WHOLE)
    assert ingest(base, [str(bare)]).read == ("bare.txt",)
    assert placed(base) == (FERRY.council, FERRY.committee)


def test_what_is_said_of_a_known_paper_is_taken_up_once(base: Base, bare: Path) -> None:
    ingest(base, [str(bare)])
    assert ingest(base, [str(bare)], overrides=FERRY).read == ("bare.txt",)
    assert ingest(base, [str(bare)], overrides=FERRY).unchanged == 1
    assert ingest(base, [str(bare)]).unchanged == 1
    assert placed(base) == (FERRY.council, FERRY.committee)


def test_what_is_not_said_anew_stays_as_it_was_said(base: Base, bare: Path) -> None:
    ingest(base, [str(bare)], overrides=FERRY)
    ingest(base, [str(bare)], overrides=QUAY)
    assert placed(base) == (FERRY.council, QUAY.committee)


def test_what_is_said_for_a_reread_is_kept_when_it_is_accepted(base: Base, bare: Path) -> None:
    ingest(base, [str(bare)])
    accept(base, reread(base, ["bare.txt"], overrides=FERRY))
    assert placed(base) == (FERRY.council, FERRY.committee)
    assert reread(base, ["bare.txt"]).papers[0].same


def test_what_was_said_for_a_reread_that_nobody_accepted_does_not_hold(base: Base, bare: Path) -> None:
    ingest(base, [str(bare)])
    reread(base, ["bare.txt"], overrides=FERRY)
    assert placed(base) == (None, None)


def test_papers_that_become_public_or_exempt_are_named(base: Base, upgraded: Callable[[Extract], None]) -> None:
    def withholding(sections: Sequence[Section]) -> Iterator[Record]:
        for record in WHOLE(sections):
            yield replace(record, exempt=True) if isinstance(record, one_paper.PaperFacts) else record

    upgraded(withholding)
    assert [paper.publicity for paper in reread(base).papers] == ["withheld", "withheld"]
    accept(base, reread(base))
    assert Base(base.path).open_for_reading(public=True).variant == "public"


def test_a_purge_leaves_nothing_of_a_reading_that_nobody_accepted(
    base: Base, upgraded: Callable[[Extract], None]
) -> None:
    upgraded(doctored)
    reread(base)
    purge(base, FINANCE)
    assert list((base.path / "live").rglob("*.text.json")) == []


def kg(base: Base, *words: str) -> int:
    return run(["--base", str(base.path), "ingest", "--reread", *words])


def test_without_a_terminal_nothing_is_published_and_it_says_how(
    base: Base, upgraded: Callable[[Extract], None], capsys: pytest.CaptureFixture[str]
) -> None:
    upgraded(doctored)
    assert kg(base) == 0
    shown = capsys.readouterr()
    answer = json.loads(shown.out)
    assert (answer["read"], answer["unchanged"], answer["extractor"]) == (2, 1, "next")
    assert answer["kinds"][1] == {"kind": "grants", "before": 3, "after": 3, "gained": 1, "lost": 1, "altered": 0}
    altered = next(change for change in answer["changes"] if change["what"] == "altered")
    assert (altered["before"], altered["after"]) == ({"year": "2022/23"}, {"year": "2022-23"})
    assert altered["line"] == 1 + (SAMPLES[-1].read_text()[: SAMPLES[-1].read_text().index("2) Community Equ")]).count(
        "\n"
    )
    assert "Read 2 papers again: 1 grant more, 1 grant lost, 1 budget comment altered." in shown.err
    assert f"kg --base {base.path} ingest --reread --yes" in shown.err
    assert base.open_for_reading().number == 1


def test_where_there_is_no_base_none_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(Base(tmp_path / "nowhere"), "--yes") == 2
    assert not (tmp_path / "nowhere").exists()
    assert "There is no base" in capsys.readouterr().err


def test_yes_publishes_and_the_table_names_paper_page_and_words(
    base: Base, upgraded: Callable[[Extract], None], capsys: pytest.CaptureFixture[str]
) -> None:
    upgraded(doctored)
    assert kg(base, "--yes", "--format", "csv") == 0
    shown = capsys.readouterr()
    assert "Better Care Fund" in shown.out
    assert FINANCE in shown.out
    assert "Published generation 2" in shown.err


def test_a_person_at_a_terminal_is_asked(
    base: Base, upgraded: Callable[[Extract], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from interfaces.cli import ingest as door

    upgraded(doctored)
    for answer, number in ((False, 1), (True, 2)):
        monkeypatch.setattr(door, "_agreed", lambda answer=answer: answer)
        assert kg(base) == 0
        assert base.open_for_reading().number == number


def test_papers_that_cannot_be_read_now_are_named_with_code_1(
    base: Base, upgraded: Callable[[Extract], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(sections: Sequence[Section]) -> Iterator[Record]:
        raise ZeroDivisionError

    upgraded(broken)
    assert kg(base, "--yes") == 1
    assert f"NOT READ {FINANCE}" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--reread", "--again"], ["--reread", "--exempt"], ["--yes", "x"], []])
def test_words_that_mean_nothing_together_are_wrong_use(base: Base, words: list[str]) -> None:
    assert run(["--base", str(base.path), "ingest", *words]) == 2


def test_what_was_withdrawn_under_a_name_does_not_hide_what_has_it_now(base: Base, tmp_path: Path) -> None:
    withdraw(base, FINANCE)
    (tmp_path / FINANCE).write_text((tmp_path / FINANCE).read_text() + "\nA line more.\n")
    assert ingest(base, [str(tmp_path / FINANCE)]).read == (FINANCE,)
    assert withdraw(base, FINANCE).status == "read"
