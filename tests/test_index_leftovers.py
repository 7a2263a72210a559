"""A writer of the text index that was killed keeps no later one from writing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.engine import open_reader, open_writer
from index.passages import IndexedPassage
from index.query import parse
from index.tantivy_leftovers import META, clear_leftovers

pytest.importorskip("tantivy")
PAPERS = "https://wexmere.example/paper/"


def passage(paper: str, number: int, text: str) -> IndexedPassage:
    """A passage of an invented council's paper."""
    start = number * 100
    return IndexedPassage(
        id=f"{PAPERS}{paper}#char={start},{start + 99}",
        text=text,
        paper=PAPERS + paper,
        file_name=f"{paper}.txt",
        start=start,
        end=start + 99,
        kind="report",
        paper_kind="pack",
        council="Wexmere Borough Council",
        committee="Care Committee",
        date="2021-03-04",
    )


def write(folder: Path, *changes: str) -> None:
    """Commit: a paper that is named goes, and comes again unless it is named with a minus."""
    writer = open_writer(folder)
    for change in changes:
        paper = change.removeprefix("-")
        writer.remove_paper(PAPERS + paper)
        if paper == change:
            writer.add([passage(paper, 0, f"Respite of {paper}."), passage(paper, 1, f"Charges of {paper}.")])
    writer.commit()
    writer.close()


def found(folder: Path) -> set[str]:
    reader = open_reader(folder)
    papers = {hit.passage.file_name for hit in reader.search(parse("respite")).hits}
    reader.close()
    return papers


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """An index as a writer leaves it that is killed after it wrote all but `meta.json`."""
    folder = tmp_path / "text"
    folder.mkdir()
    write(folder, "a", "b", "c")
    shutil.copyfile(folder / META, tmp_path / META)
    write(folder, "-b")
    shutil.copyfile(tmp_path / META, folder / META)
    assert list(folder.glob("*.del"))
    return folder


def test_the_next_writer_does_what_the_killed_one_would_have_done(killed: Path) -> None:
    assert found(killed) == {"a.txt", "b.txt", "c.txt"}
    write(killed, "-b")
    assert found(killed) == {"a.txt", "c.txt"}


def test_what_counts_stays(tmp_path: Path) -> None:
    folder = tmp_path / "text"
    folder.mkdir()
    write(folder, "a", "b")
    write(folder, "-b", "c")
    before = {file.name for file in folder.iterdir() if not file.name.endswith(".lock")}
    clear_leftovers(folder)
    assert {file.name for file in folder.iterdir() if not file.name.endswith(".lock")} == before
    assert found(folder) == {"a.txt", "c.txt"}


@pytest.mark.parametrize("meta", [b"", b"[]", b'{"segments": 3}', b'{"segments": [{"segment_id": 1}]}'])
def test_a_folder_of_which_nothing_is_known_is_left_as_it_is(tmp_path: Path, meta: bytes) -> None:
    (tmp_path / META).write_bytes(meta)
    (tmp_path / f"{'a' * 32}.del").write_bytes(b"")
    clear_leftovers(tmp_path)
    assert (tmp_path / f"{'a' * 32}.del").exists()


FILLS = """
import resource, sys
from pathlib import Path
from index.engine import open_writer
from tests.test_index_leftovers import passage
writer = open_writer(Path(sys.argv[1]))
writer.add([passage("a", 0, "Respite.")])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    for number in range(20_000):
        writer.add([passage("a", number, f"Respite {number} of lamp {number * 7}.")])
    writer.commit()
except OSError as error:
    print(error.strerror)
writer.close()
"""


def test_a_disk_that_fills_while_passages_come_is_told_as_an_error_of_the_disk(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", FILLS, str(tmp_path / "text")], cwd=root, capture_output=True, text=True, check=True
    )

    assert "disk is full, or fails" in ran.stdout
