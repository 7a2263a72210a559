"""The archive keeps a paper whole or not at all, whenever it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import archive as archive_module
from kg.archive import Archive, PageSpan, PaperText, sha256_of
from kg.errors import BaseDamaged, UnknownName, Unreadable
from kg.evidence import Evidence
from kg.records import Issue, Provider, Reading

SOURCE = b"Quay repairs\n\fTenders"
SHA = sha256_of(SOURCE)
TEXT = PaperText(SHA, "Quay Repairs.MD", "Quay repairs\n\fTenders", (PageSpan(1, 0, 13, "7"),), "text/markdown")
FIRST = Reading((Provider("Saltmarsh Ltd", (Evidence(0, 4, "Quay"),)),))
SECOND = Reading((Issue("torn-table", "A row is torn", (Evidence(0, 4, "Quay"),)),))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    kept = Archive(tmp_path / "papers")
    kept.put(SOURCE, TEXT, FIRST, "0.1")
    return kept


def names(archive: Archive) -> set[str]:
    """Everything directly in the archive's folder."""
    return {entry.name for entry in archive.folder.iterdir()}


def test_a_paper_comes_back_as_it_was_put(archive: Archive) -> None:
    assert archive.source(SHA).read_bytes() == SOURCE
    assert archive.text(SHA) == TEXT
    assert archive.get(SHA).reading == FIRST
    assert archive.get(SHA).extractor == "0.1"
    assert archive.papers() == (SHA,)
    assert SHA in archive


def test_a_paper_lies_where_the_design_says(archive: Archive) -> None:
    folder = archive.folder / SHA[:2] / SHA
    assert {file.name for file in folder.iterdir()} == {"source.md", "text.json", "records.json"}


@pytest.mark.parametrize("name", ["minutes", "odd.p/../df", "a.ver-y odd", ".hidden"])
def test_an_odd_file_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path)
    archive.put(SOURCE, PaperText(SHA, name, "x"), FIRST, "1")
    assert archive.source(SHA).name == "source"


def test_records_are_read_without_the_source(archive: Archive) -> None:
    archive.source(SHA).unlink()
    assert archive.get(SHA).reading == FIRST


def test_the_version_may_hold_any_characters(archive: Archive) -> None:
    archive.put_reading(SHA, SECOND, 'a"b\\c é')
    assert archive.get(SHA).extractor == 'a"b\\c é'


def test_reading_again_replaces_the_earlier_reading(archive: Archive) -> None:
    archive.put(SOURCE, TEXT, SECOND, "0.2")
    assert (archive.get(SHA).reading, archive.get(SHA).extractor) == (SECOND, "0.2")
    assert names(archive) == {SHA[:2]}


def test_new_records_leave_file_and_text_alone(archive: Archive) -> None:
    before = archive.source(SHA).stat().st_ino
    archive.put_reading(SHA, SECOND, "0.2")
    assert archive.get(SHA).reading == SECOND
    assert archive.source(SHA).stat().st_ino == before


def test_a_file_that_changed_meanwhile_is_refused(archive: Archive) -> None:
    with pytest.raises(Unreadable, match="changed while it was being read"):
        archive.put(b"other bytes", TEXT, FIRST, "0.1")


def test_a_paper_taken_out_is_gone_and_may_be_taken_out_again(archive: Archive) -> None:
    archive.remove(SHA)
    archive.remove(SHA)
    assert SHA not in archive
    assert archive.papers() == ()
    with pytest.raises(UnknownName, match="holds no paper"):
        archive.get(SHA)


def test_a_draft_left_by_a_stop_is_cleared_away(archive: Archive) -> None:
    (archive.folder / ".new-abc").mkdir()
    (archive.folder / ".new-abc" / "text.json").write_text("half")
    archive.tidy()
    assert names(archive) == {SHA[:2]}


def test_a_stop_between_the_two_renames_loses_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def stopped(self: Path, target: Path) -> Path:
        if self.name.startswith(archive_module.NEW):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        archive.put(SOURCE, TEXT, SECOND, "0.2")
    monkeypatch.undo()
    assert archive.get(SHA).reading == FIRST  # readers find it even before the next writer
    archive.tidy()
    assert archive.papers() == (SHA,)
    assert names(archive) == {SHA[:2]}


def test_a_paper_half_taken_out_stays_out(archive: Archive) -> None:
    aside = archive.folder / f".old-{SHA}"
    (archive.folder / SHA[:2] / SHA).rename(aside)
    (aside / "text.json").unlink()
    archive.tidy()
    assert SHA not in archive


def test_a_whole_paper_has_no_faults(archive: Archive) -> None:
    assert list(archive.faults(SHA)) == []


def test_damage_is_found_and_named(archive: Archive) -> None:
    archive.source(SHA).write_bytes(b"flipped")
    records = archive.folder / SHA[:2] / SHA / "records.json"
    records.write_bytes(records.read_bytes()[:-20])
    assert "not the file that was offered" in next(archive.faults(SHA))
    with pytest.raises(BaseDamaged, match=r"records\.json: "):
        archive.get(SHA)
    assert len(list(archive.faults(SHA))) == 2


def test_a_missing_file_of_a_paper_is_named(archive: Archive) -> None:
    (archive.folder / SHA[:2] / SHA / "text.json").unlink()
    with pytest.raises(BaseDamaged, match=r"text\.json is missing; ingest the paper again"):
        archive.text(SHA)
