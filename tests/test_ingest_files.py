"""Paths become files, each once; what leads nowhere is named and not passed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.files import NoFile, find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers" / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", "Thumbs.db"):
        (tmp_path / "papers" / name).write_text(name)
    return tmp_path / "papers"


def found(*paths: Path | str, base: Path = Path("/nowhere")) -> list[str]:
    """Names of the files found, and `!` with the name of each path that led nowhere."""
    results = find_files([str(path) for path in paths], base)
    return [f"!{Path(each.path).name}" if isinstance(each, NoFile) else each.name for each in results]


def test_a_folder_gives_its_files_in_order_without_hidden_ones(folder: Path) -> None:
    assert found(folder) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_is_given_once_however_often_it_is_meant(folder: Path) -> None:
    assert found(folder / "b.txt", folder, folder / "*.txt") == ["b.txt", "a.txt", "c.txt"]


def test_a_pattern_is_followed_also_into_folders(folder: Path) -> None:
    assert found(folder / "*.txt") == ["a.txt", "b.txt"]
    assert found(folder / "**" / "c.*") == ["c.txt"]
    assert found(folder / "*.pdf") == ["!*.pdf"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    (folder / "[1] Agenda?.txt").write_text("agenda")
    assert found(folder / "[1] Agenda?.txt") == ["[1] Agenda?.txt"]


def test_the_base_itself_holds_no_papers(folder: Path) -> None:
    assert found(folder, base=folder / "deep") == ["a.txt", "b.txt"]


def test_a_missing_path_and_a_dead_link_are_named(folder: Path) -> None:
    (folder / "dead.txt").symlink_to(folder / "gone.txt")
    assert found(folder / "gone.txt", folder / "dead.txt") == ["!gone.txt", "!dead.txt"]


def test_a_dead_link_in_a_folder_is_named_too(folder: Path) -> None:
    (folder / "dead.txt").symlink_to(folder / "gone.txt")
    assert found(folder) == ["a.txt", "b.txt", "!dead.txt", "c.txt"]


def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert [name for name in found(folder) if not name.startswith("!")] == ["a.txt", "b.txt", "c.txt"]
    assert found(folder / "self.txt") == ["!self.txt"]


def test_what_is_no_ordinary_file_is_named(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert found(folder / "pipe") == ["!pipe"]
    assert found(folder)[-1] == "c.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="the system's own user may open every folder")
def test_a_folder_that_cannot_be_opened_is_named(folder: Path) -> None:
    (folder / "deep").chmod(0)
    try:
        assert found(folder) == ["a.txt", "b.txt", "!deep"]
    finally:
        (folder / "deep").chmod(0o700)


def test_a_folder_that_the_system_refuses_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "deep":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert found(folder) == ["a.txt", "b.txt", "!deep"]
