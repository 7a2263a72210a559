"""Readers open whole generations, whatever happens to the writer; one writer at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import generations as module
from kg.archive import PaperText, sha256_of
from kg.base import Base
from kg.errors import BaseBusy, BaseDamaged, NoBase
from kg.generations import KEPT, Generation, current, faults, generations, publish
from kg.ledger_entries import Offer
from kg.lock import hold
from kg.records import Reading

ROOT = Path(__file__).parents[1]
SOURCE = b"Ferry fares"
SHA = sha256_of(SOURCE)


class Live(SimpleNamespace):
    """A writer's graph and text index, small, and where they are published."""

    published: Path
    graph: Store
    text: Path

    def add(self, word: str) -> None:
        """One more fact in the graph, one more file in the index."""
        fact = (NamedNode(f"urn:{word}"), NamedNode("urn:says"), Literal(word), NamedNode("urn:paper"))
        self.graph.extend([Quad(*fact)])
        (self.text / f"{word}.store").write_text(word)

    def publish(self, **more: int) -> Generation:
        """Publish what is live."""
        return publish(self.published, self.graph, self.text, {"facts": len(self.graph)}, "0.1", **more)


@pytest.fixture
def live(tmp_path: Path) -> Live:
    text = tmp_path / "live" / "text"
    (text / "inner").mkdir(parents=True)
    (text / ".tantivy-writer.lock").touch()
    (text / "MAIN_WRITELOCK").touch()
    (text / "inner" / "part.seg").write_text("deep")
    opened = Live(published=tmp_path / "published", graph=Store(str(tmp_path / "live" / "graph")), text=text)
    opened.add("one")
    return opened


def facts(generation: Generation) -> set[str]:
    """What a reader of the generation finds."""
    store = Store.read_only(str(generation.graph))
    return {quad.object.value for quad in store.quads_for_pattern(None, None, None) if isinstance(quad.object, Literal)}


def entries(published: Path) -> set[str]:
    """All that lies in the generations' folder."""
    return {entry.name for entry in published.iterdir()}


def test_a_generation_is_published_and_found(live: Live) -> None:
    made = live.publish()
    assert current(live.published) == made
    assert (made.number, made.folder.name) == (1, "000001")
    assert facts(made) == {"one"}
    assert entries(live.published) == {"000001", "current"}


def test_lock_files_stay_behind(live: Live) -> None:
    text = live.publish().text
    assert {str(file.relative_to(text)) for file in text.rglob("*")} == {"one.store", "inner", "inner/part.seg"}


def test_an_earlier_generation_is_not_touched_by_later_work(live: Live) -> None:
    first = live.publish()
    live.add("two")
    second = live.publish()
    assert (facts(first), facts(second)) == ({"one"}, {"one", "two"})
    assert not (first.text / "two.store").exists()
    assert current(live.published) == second
    assert list(faults(first)) == list(faults(second)) == []


def test_the_manifest_says_what_is_in_it(live: Live) -> None:
    manifest = live.publish().manifest()
    assert (manifest.number, manifest.counts) == (1, {"facts": 1})
    assert manifest.versions["extractor"] == "0.1"
    assert "pyoxigraph" in manifest.versions
    hashes = {file.path: file.sha256 for file in manifest.files}
    assert hashes["text/one.store"] == sha256_of(b"one")
    assert "graph/CURRENT" in hashes


def test_files_of_the_last_generation_are_not_read_again(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    live.publish()
    live.add("two")
    read: list[str] = []
    monkeypatch.setattr(module, "_sha256", lambda file: read.append(file.name) or "0")
    live.publish()
    assert "two.store" in read
    assert not {"one.store", "part.seg"} & set(read)


def test_the_text_index_is_hard_linked(live: Live) -> None:
    assert (live.publish().text / "one.store").samefile(live.text / "one.store")


def test_a_file_system_without_hard_links_is_copied(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path, target: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    made = live.publish()
    assert not (made.text / "one.store").samefile(live.text / "one.store")
    assert list(faults(made)) == []


def test_a_closed_graph_can_be_published_by_its_folder(live: Live, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    store = Store(str(folder))
    store.extend([Quad(NamedNode("urn:a"), NamedNode("urn:says"), Literal("shut"))])
    del store
    assert facts(publish(live.published, folder, live.text, {})) == {"shut"}


def test_only_the_last_generations_stay(live: Live) -> None:
    for _ in range(5):
        live.publish(keep=2)
    assert [each.number for each in generations(live.published)] == [4, 5]
    live.publish(keep=0)
    assert [each.number for each in generations(live.published)] == [6]


def test_a_reader_of_a_removed_generation_is_not_disturbed(live: Live) -> None:
    first = live.publish()
    store = Store.read_only(str(first.graph))
    live.add("two")
    live.publish(keep=1)
    assert not first.folder.exists()
    assert len(list(store)) == 1


def test_a_generation_can_be_read_by_who_may_not_write(live: Live) -> None:
    made = live.publish()
    for file in (*made.folder.rglob("*"), made.folder):
        file.chmod(0o555 if file.is_dir() else 0o444)
    assert facts(made) == {"one"}
    for file in (*made.folder.rglob("*"), made.folder):
        file.chmod(0o755)


def test_a_variant_has_a_folder_of_its_own() -> None:
    assert Generation(7, Path("000007"), "with-exempt").graph == Path("000007/with-exempt/graph")
    assert Generation(7, Path("000007")).text == Path("000007/text")


@pytest.mark.parametrize("step", ["_copy_graph", "_link_tree", "_write_manifest", "_switch"])
def test_a_failure_at_any_step_leaves_the_last_generation(
    live: Live, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = live.publish()
    live.add("two")

    def full(*args: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(module, step, full)
    with pytest.raises(OSError, match="No space left"):
        live.publish()
    monkeypatch.undo()
    assert current(live.published) == first
    assert entries(live.published) == {"000001", "current"}
    assert facts(live.publish()) == {"one", "two"}


def test_what_a_killed_writer_left_is_cleared_away(live: Live) -> None:
    live.publish()
    (live.published / ".draft-000002" / "graph").mkdir(parents=True)
    (live.published / "000002").mkdir()  # renamed, but never switched to
    (live.published / ".draft-current").symlink_to("000002")
    assert current(live.published).number == 1
    assert live.publish().number == 2
    assert entries(live.published) == {"000001", "000002", "current"}


def test_generations_that_a_machine_forgot_to_remove_go_with_the_next_writer(live: Live) -> None:
    for _ in range(KEPT + 1):
        live.publish(keep=KEPT + 1)
    with Base(live.published.parent).open_for_writing():
        pass
    assert [each.number for each in generations(live.published)] == [2, 3, 4]


def test_a_link_that_leads_nowhere_is_named_and_mended_by_publishing(live: Live) -> None:
    live.publish()
    (live.published / "current").unlink()
    (live.published / "current").symlink_to("000009")
    with pytest.raises(BaseDamaged, match="leads to 000009, which is not there"):
        current(live.published)
    assert live.publish().number == 10  # readers had the ninth, wherever it is now
    assert current(live.published).number == 10


def test_a_file_in_the_links_place_is_named(live: Live) -> None:
    live.published.mkdir()
    (live.published / "current").write_text("000001")
    with pytest.raises(BaseDamaged, match="should be a link"):
        current(live.published)


def test_changed_lost_and_foreign_files_are_found(live: Live) -> None:
    made = live.publish()
    (made.text / "one.store").unlink()
    (made.text / "inner" / "part.seg").write_text("bent")
    (made.text / "odd").write_text("who put this here?")
    (made.text / ".tantivy-meta.lock").touch()  # readers leave these
    assert list(faults(made)) == [
        "generation 000001 lacks text/one.store",
        "generation 000001 has text/odd, unknown to its manifest",
        "text/inner/part.seg of generation 000001 is not the file that was published",
    ]


def test_a_lost_or_torn_manifest_is_named(live: Live) -> None:
    made = live.publish()
    (made.folder / "manifest.json").write_text("{")
    with pytest.raises(BaseDamaged, match=r"manifest\.json: "):
        made.manifest()
    (made.folder / "manifest.json").unlink()
    with pytest.raises(BaseDamaged, match="is missing"):
        made.manifest()
    assert live.publish().number == 2


# One writer at a time


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "live" / "lock"
    with hold(file), pytest.raises(BaseBusy, match=rf"Process {os.getpid()} \(since .* UTC\)"), hold(file, 0.1):
        pass
    with hold(file, 0):
        pass


HOLDER = """
import os, sys, time
from pathlib import Path
from kg.lock import hold
with hold(Path(sys.argv[1])):
    if not os.fork():
        os.execvp("sleep", ["sleep", "30"]) if sys.argv[2] == "exec" else time.sleep(30)
        os._exit(0)
    print("held", flush=True)
    time.sleep(30)
"""


@pytest.mark.parametrize("child", ["fork", "exec"])
def test_the_lock_dies_with_its_holder_though_a_worker_lives_on(tmp_path: Path, child: str) -> None:
    file = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(file), child]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, process_group=0) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BaseBusy, match=f"Process {holder.pid} "), hold(file, 0):
            pass
        os.kill(holder.pid, signal.SIGKILL)
        try:
            with hold(file, 2):
                pass
        finally:
            os.killpg(holder.pid, signal.SIGKILL)


def test_who_waits_for_the_lock_of_a_base_that_is_moved_aside_gets_that_of_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "base" / "lock"
    got: list[bool] = []

    def wait() -> None:
        with hold(file, 5):
            got.append(file.exists())

    with hold(file):
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.2)
        (tmp_path / "base").rename(tmp_path / "aside")
        (tmp_path / "base").mkdir()
    waiting.join()
    assert got == [True]


# The base as a whole


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


def put(base: Base) -> None:
    """Read one small paper into the base, as far as the archive and the ledger."""
    with base.open_for_writing() as writing:
        writing.archive.put(SOURCE, PaperText(SHA, "fares.txt", "Ferry fares"), Reading(), "0.1")
        offer = Offer.of(Path("fares.txt"), SHA)
        writing.ledger.record_read(offer, "0.1", counts={}, issues={}, characters=11)


def test_a_folder_without_a_base_says_what_to_do(base: Base) -> None:
    assert not base.exists()
    with pytest.raises(NoBase, match=r"There is no base at .* run `kg --base .* ingest"):
        base.open_for_reading()
    with pytest.raises(NoBase, match="There is no base"):
        base.pending()
    assert not base.path.exists()


def test_a_base_with_nothing_published_says_what_to_do(base: Base) -> None:
    with base.open_for_writing():
        pass
    assert base.exists()
    with pytest.raises(NoBase, match=r"Nothing is published .* ingest"):
        base.open_for_reading()


def test_what_was_read_is_pending_until_it_is_published(base: Base) -> None:
    put(base)
    assert [(each.sha256, each.step) for each in base.pending()] == [(SHA, "project")]
    base.live_text.mkdir(parents=True)
    with base.open_for_writing() as writing:
        made = writing.publish(Store(str(base.live_graph)), {"papers": 1})
    assert base.pending() == ()
    assert base.open_for_reading() == made
    assert base.archive().papers() == (SHA,)


def test_two_writers_of_a_base_never_meet(base: Base) -> None:
    with base.open_for_writing(), pytest.raises(BaseBusy), base.open_for_writing(timeout=0):
        pass


def test_a_writer_mends_the_archive_first(base: Base) -> None:
    put(base)
    (base.papers / SHA[:2] / SHA).rename(base.papers / f".old-{SHA}")
    with base.open_for_writing() as writing:
        assert writing.archive.papers() == (SHA,)


def test_a_writer_clears_away_what_a_stop_left_of_a_file_that_was_to_be_replaced(base: Base) -> None:
    put(base)
    for draft in (base.path / ".judgements.yaml.new", base.path / "live" / ".rules.new"):
        draft.write_text("purged words")
    with base.open_for_writing():
        pass
    assert not list(base.path.rglob(".*.new"))


def test_readers_need_no_lock(base: Base) -> None:
    with base.open_for_writing():
        assert base.pending() == ()
        assert base.archive().papers() == ()


def test_opening_a_base_for_reading_loads_nothing_heavy() -> None:
    program = "import sys, kg.base; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy = {"pyoxigraph", "tantivy", "rdflib", "sqlite3", "msgspec", "json", "hashlib", "shutil", "kg.records"}
    assert heavy.isdisjoint(loaded.stdout.split())


def test_a_stop_while_an_old_generation_is_removed_leaves_none_half_removed(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.publish()
    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", stopped)
        with pytest.raises(KeyboardInterrupt):
            live.publish(keep=1)
    assert [each.number for each in generations(live.published)] == [2]
    live.publish()
    assert entries(live.published) == {"000002", "000003", "current"}


def stopped(*_given: object, **_named: object) -> None:
    raise KeyboardInterrupt
