"""Bad input of every kind, in one ingest beside a good paper: one clear sentence each, and nothing else is harmed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from ingest import build, readers
from ingest.build import Summary, ingest
from ingest.files import NoFile, cannot_open, find_files
from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, PaperRefused, read_paper
from ingest.read.reader import media_type, read
from ingest.room import writing_into
from kg.archive import Archive
from kg.base import Base
from kg.errors import Unreadable, Unwritable
from kg.ledger_entries import printable

WORDS = "OSWICK BOROUGH COUNCIL\n\nHARBOUR COMMITTEE\n\nThe committee looked at the quays.\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.txt").write_text(WORDS)
    return tmp_path / "papers"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


def reasons(summary: Summary) -> dict[str, str]:
    return {Path(failure.path).name: failure.reason for failure in summary.failures}


def zipped(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return held.getvalue()


# What a file is, and what is said of it; never by its name.
REFUSED = [
    (b"{\\rtf1\\ansi Minutes}", "Rich Text"),
    (b"\x1f\x8b\x08\x00rest", "unpack it"),
    (b"7z\xbc\xaf\x27\x1crest", "unpack it"),
    (b"\xff\xd8\xff\xe0JFIF", "picture"),
    (b"II*\x00rest", "picture"),
    (b'{"releases": [{"id": 1}', "JSON"),
    (b'[{"id": 1}]', "JSON"),
    (b'<?xml version="1.0"?><feed/>', "XML"),
    (zipped("xl/workbook.xml"), "Excel"),
    (zipped("ppt/presentation.xml"), "PowerPoint"),
    (zipped("some.txt"), "no Word document"),
    (zipped(), "no Word document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "Excel"),
]


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_what_is_no_paper_is_called_by_its_name_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(data)
    assert ";" in str(refused.value)


def test_a_web_page_with_an_xml_head_is_a_web_page() -> None:
    assert media_type(b'<?xml version="1.0"?><!DOCTYPE html><html><body>Words</body></html>') == "text/html"
    assert media_type(b"[Draft] minutes of the committee") == "text/plain"


def test_pages_are_counted_in_text_too() -> None:
    with pytest.raises(Unreadable, match="3 pages, more than 2; split it, or allow more with --pages"):
        read(b"One page.\fTwo.\fThree.", most_pages=2)


def test_a_name_that_is_no_utf8_is_kept_in_letters_that_can_be_printed(base: Base, papers: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(papers) + b"/caf\xe9.txt"))
    odd.write_text(WORDS + "A second paper.")
    bad = Path(os.fsdecode(os.fsencode(papers) + b"/caf\xe9-empty.txt"))
    bad.write_text("")
    first = ingest(base, [str(papers)])
    assert sorted(first.read) == ["caf\\xe9.txt", "good.txt"]
    assert set(reasons(first)) == {"caf\\xe9-empty.txt"}
    assert ingest(base, [str(papers)]).unchanged == 2
    with base.ledger() as ledger:
        assert "caf\\xe9.txt" in {paper.file_name for paper in ledger.current()}
    assert printable("Protokół.pdf") == "Protokół.pdf"


def test_a_file_that_changes_while_it_is_read_leaves_nothing_behind(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shrink(path: Path, overrides: Overrides, limits: Limits) -> PaperRead | PaperRefused:
        if path.name == "odd.txt":
            path.write_text(WORDS)
        return read_paper(path, overrides, limits)

    (papers / "odd.txt").write_text(WORDS + "More words, soon gone.")
    monkeypatch.setattr(readers, "read_paper", shrink)
    summary = ingest(base, [str(papers)])
    assert "changed while it was being read" in reasons(summary)["odd.txt"]
    assert summary.read == ("good.txt",)
    with base.ledger() as ledger:
        assert len(ledger.papers()) == len(base.archive().papers()) == 1


def test_a_paper_that_was_refused_is_tried_again_when_it_is_allowed_more(base: Base, papers: Path) -> None:
    (papers / "long.txt").write_text("\f".join(["A page."] * 9))
    few, more = Limits(pages=5), Limits(pages=10)
    assert "more than 5" in reasons(ingest(base, [str(papers)], limits=few))["long.txt"]
    again = ingest(base, [str(papers)], limits=few)
    assert (again.read, set(reasons(again)), again.unchanged) == ((), {"long.txt"}, 1)
    assert ingest(base, [str(papers)], limits=more).read == ("long.txt",)
    assert ingest(base, [str(papers)], limits=few).failures == ()


def test_a_copy_of_a_paper_that_was_refused_is_named_too(base: Base, papers: Path) -> None:
    (papers / "empty.txt").write_text("")
    ingest(base, [str(papers)])
    (papers / "copy.txt").write_text("")
    again = ingest(base, [str(papers)])
    assert set(reasons(again)) == {"empty.txt", "copy.txt"}
    assert (again.renamed, again.generation) == ((), None)


def test_a_file_far_larger_than_allowed_is_not_even_hashed(base: Base, papers: Path) -> None:
    with (papers / "sparse.txt").open("wb") as stream:
        stream.truncate(1 << 40)
    summary = ingest(base, [str(papers)])
    assert "far larger" in reasons(summary)["sparse.txt"]
    assert summary.read == ("good.txt",)


def test_pipes_devices_and_circles_in_a_folder_are_named_or_followed_once(papers: Path) -> None:
    os.mkfifo(papers / "pipe.txt")
    (papers / "self.txt").symlink_to("self.txt")
    (papers / "loop").symlink_to(papers, target_is_directory=True)
    (papers / "zero.txt").symlink_to("/dev/zero")
    found = list(find_files([str(papers)], Path("/nowhere")))
    said = {Path(each.path).name: each.reason for each in found if isinstance(each, NoFile)}
    assert set(said) == {"pipe.txt", "self.txt", "zero.txt"}
    assert all(";" in reason for reason in said.values())


def test_a_path_too_long_to_open_is_named() -> None:
    (found,) = find_files(["a" * 5000], Path("/nowhere"))
    assert isinstance(found, NoFile)
    assert "too long" in found.reason
    assert "may not read" in cannot_open(PermissionError(13, "Permission denied"))


class FullArchive:
    """An archive whose disk is full for one paper."""

    def __init__(self, put: object) -> None:
        self.put = put

    def __call__(self, archive: Archive, source: bytes, *rest: object) -> None:
        if b"large" in source:
            raise OSError(28, "No space left on device")
        self.put(archive, source, *rest)  # type: ignore[operator]


def test_a_paper_for_which_the_disk_has_no_room_costs_itself_alone(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "large.txt").write_text(WORDS + "A large paper.")
    with monkeypatch.context() as patched:
        full, put = FullArchive(Archive.put), Archive.put
        patched.setattr(Archive, "put", lambda *words: full(*words))
        summary = ingest(base, [str(papers)])
        assert put
    assert "no room" in reasons(summary)["large.txt"]
    assert (summary.read, summary.generation) == (("good.txt",), 1)
    assert ingest(base, [str(papers)]).read == ("large.txt",)


def test_a_disk_that_is_full_when_all_is_put_together_leaves_the_last_generation(
    base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_writing: object) -> None:
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    ingest(base, [str(papers)])
    (papers / "more.txt").write_text(WORDS + "More.")
    with monkeypatch.context() as patched:
        patched.setattr(build, "publish_pending", full)
        summary = ingest(base, [str(papers)])
    assert summary.trouble
    assert "Make room" in summary.trouble
    assert (base.open_for_reading().number, len(base.pending())) == (1, 1)
    assert ingest(base, [str(papers)]).generation == 2


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(28, "No space left on device"), "is full"),
        (sqlite3.OperationalError("database or disk is full"), "is full"),
        (PermissionError(13, "Permission denied"), "cannot be written"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written"),
    ],
)
def test_what_a_disk_says_becomes_one_sentence(error: Exception, says: str) -> None:
    with pytest.raises(Unwritable, match=says), writing_into(Base(Path("records"))):
        raise error


def test_a_fault_that_is_no_matter_of_the_disk_stays_what_it_is() -> None:
    with pytest.raises(ValueError, match="no number"), writing_into(Base(Path("records"))):
        raise ValueError("no number")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MiB, where one may mount it."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() or not shutil.which("mount") or os.system(f"mount -t tmpfs -o size=64m tmpfs {place} 2>/dev/null"):
        pytest.skip("only the system's own user may mount a small disk")
    yield place
    os.system(f"umount {place}")


def told(base: Base, papers: Path) -> str:
    """What an ingest says of the disk."""
    try:
        summary = ingest(base, [str(papers)])
    except Unwritable as error:
        return str(error)
    return summary.trouble or "".join(reasons(summary).values())


@pytest.mark.parametrize("left", [8, 40, 120, 400])
def test_a_disk_that_fills_harms_nothing_that_was_stored(small_disk: Path, papers: Path, left: int) -> None:
    base, ballast = Base(small_disk / "records"), small_disk / "ballast"
    ingest(base, [str(papers / "good.txt")])
    (papers / "more.txt").write_text((WORDS + "More. ") * 300)
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - (left << 10))))
    assert "room" in told(base, papers)
    assert base.open_for_reading().number == 1
    ballast.unlink()
    assert ingest(base, [str(papers)]).generation == 2
    with base.ledger() as ledger:
        assert len(ledger.current()) == 2
