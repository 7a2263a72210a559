"""Who reads a generation reads it to the end, whatever is published meanwhile, and lets it go when done."""

from __future__ import annotations

import gc
import importlib
import signal
import subprocess
import sys
import threading
from pathlib import Path
from weakref import ref

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg.held
from interfaces.web.edition import Editions
from interfaces.web.settings import Settings
from kg import ids
from kg.base import Base
from kg.generations import Generation, generations, publish, remove
from kg.held import Hold
from queries.library import Library
from tests.conftest import make_base

ROOT = Path(__file__).parent.parent
# The engine opens 16 of a store's files at first, and the others when they are asked: so many lots make 60 files.
LOTS, LOT = 10, 50


class Writer:
    """A writer's graph of so many files that no reader has all of them open, and what it publishes."""

    def __init__(self, folder: Path) -> None:
        self.base = Base(folder)
        self.text = folder / "live" / "text"
        self.text.mkdir(parents=True)
        self.store = Store(str(folder / "live" / "graph"))
        for lot in range(LOTS):
            self.store.extend(_fact(f"{lot}-{number}") for number in range(LOT))
            self.store.flush()
        self.publish()

    def publish(self, times: int = 1) -> None:
        """One fact more a time."""
        for _ in range(times):
            self.store.add(_fact(f"more-{len(self.store)}"))
            publish(self.base.published, self.store, self.text, {"quads": len(self.store)}, variants={})

    def numbers(self) -> list[int]:
        """The generations on disk."""
        return [each.number for each in generations(self.base.published)]


def _fact(word: str) -> Quad:
    return Quad(NamedNode(f"urn:{word}"), NamedNode("urn:says"), Literal(word), NamedNode("urn:paper"))


def read_whole(store: Store) -> int:
    """How many facts a reader finds, by graph and all."""
    return len({*store.quads_for_pattern(None, None, None, NamedNode("urn:paper")), *store})


def held(writer: Writer) -> tuple[Generation, Hold]:
    """The current generation, held as a reader holds it."""
    generation, hold = writer.base.hold_for_reading()
    assert hold is not None
    return generation, hold


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "records")


def test_a_generation_that_is_held_is_read_to_its_end_however_many_are_published(writer: Writer) -> None:
    generation, hold = held(writer)
    store = Store.read_only(str(generation.graph))
    writer.publish(9)
    assert read_whole(store) == LOTS * LOT + 1
    assert writer.numbers() == [1, 8, 9, 10]
    hold.close()


def test_a_generation_that_nobody_holds_is_not_whole_when_it_is_removed(writer: Writer) -> None:
    """Why it is held; should the engine open all files at once some day, holding can go."""
    store = Store.read_only(str(writer.base.open_for_reading().graph))
    writer.publish(9)
    with pytest.raises(OSError, match="No such file"):
        read_whole(store)


def test_a_generation_that_was_let_go_goes_with_the_next_publication(writer: Writer) -> None:
    _, hold = held(writer)
    writer.publish(5)
    hold.close()
    writer.publish()
    assert writer.numbers() == [5, 6, 7]


def test_what_lies_between_a_held_generation_and_the_new_ones_goes(writer: Writer) -> None:
    holds = []
    for _ in range(3):
        holds.append(held(writer)[1])
        writer.publish(5)
    assert writer.numbers() == [1, 6, 11, 14, 15, 16]
    for hold in holds:
        hold.close()


def test_several_hold_one_generation_and_the_last_of_them_lets_it_go(writer: Writer) -> None:
    first, second = held(writer)[1], held(writer)[1]
    writer.publish(4)
    first.close()
    writer.publish()
    assert 1 in writer.numbers()
    second.close()
    writer.publish()
    assert 1 not in writer.numbers()


def test_a_hold_is_let_go_by_an_interpreter_that_took_its_modules_apart(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _generation, hold = held(writer)
    with monkeypatch.context() as apart:
        for name in [name for name in vars(kg.held) if not name.startswith("__")]:
            apart.setattr(kg.held, name, None)
        hold.__del__()
    writer.publish(4)
    assert 1 not in writer.numbers()


READER = """
import sys
from pathlib import Path
from kg.base import Base
held = Base(Path(sys.argv[1])).hold_for_reading()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_reader_that_is_killed_lets_its_generation_go(writer: Writer) -> None:
    command = [sys.executable, "-c", READER, str(writer.base.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "held\n"
        writer.publish(4)
        assert 1 in writer.numbers()
        reader.send_signal(signal.SIGKILL)
    writer.publish()
    assert 1 not in writer.numbers()


def test_what_must_go_goes_though_somebody_holds_it(writer: Writer) -> None:
    """A paper that is purged leaves the disk at once."""
    generation, hold = held(writer)
    writer.publish()
    remove(generation)
    assert writer.numbers() == [2]
    hold.close()


def test_a_reader_needs_no_right_to_write_and_no_manifest_is_needed(writer: Writer) -> None:
    generation = writer.base.open_for_reading()
    manifest = generation.folder / "manifest.json"
    manifest.chmod(0o444)
    held(writer)[1].close()
    manifest.unlink()
    assert writer.base.hold_for_reading() == (generation, None)
    writer.publish(4)
    assert writer.numbers() == [3, 4, 5]


def test_a_reader_that_comes_as_its_generation_goes_takes_the_newer(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = writer.base.open_for_reading()
    writer.publish(4)
    found = iter([old])
    newest = Base.open_for_reading
    monkeypatch.setattr(Base, "open_for_reading", lambda base, public: next(found, None) or newest(base, public))
    generation, hold = writer.base.hold_for_reading()
    assert generation.number == 5
    assert hold is not None
    hold.close()


def test_a_library_lets_its_generation_and_its_files_go_as_soon_as_nobody_has_it(tmp_path: Path) -> None:
    base = make_base(tmp_path / "records")
    gc.disable()  # a server sweeps seldom, and would keep old generations meanwhile
    try:
        for public in (False, True):
            library = Library(base, public)
            library.warm()
            assert library.paper_text(ids.paper(library.archive.papers()[0]))
            known = ref(library)
            del library
            assert known() is None
    finally:
        gc.enable()


def generations_open(base: Base) -> set[int]:
    """The generations of which this process has a file open."""
    links = (each.readlink() for each in Path("/proc/self/fd").iterdir() if each.is_symlink())
    inside = (link.relative_to(base.published) for link in links if link.is_relative_to(base.published))
    return {int(path.parts[0]) for path in inside if path.parts[0].isdigit()}


def test_a_server_lets_old_generations_go_and_their_files_unless_a_request_has_them(tmp_path: Path) -> None:
    base = make_base(tmp_path / "records")
    editions = Editions(Settings(base))
    asked = editions.current
    gc.disable()
    try:
        for _ in range(6):
            with base.open_for_writing() as writing:
                writing.publish(base.live_graph, {"quads": 0})
            editions.look()
        assert generations_open(base) == {1, 7}
        assert [each.number for each in generations(base.published)] == [1, 5, 6, 7]
        assert len(list(asked.library().store)) > 0
        del asked
        assert generations_open(base) == {7}
    finally:
        gc.enable()


def test_of_many_who_wait_for_the_next_generation_one_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = make_base(tmp_path / "records")
    editions = Editions(Settings(base))
    opened: list[Library] = []
    monkeypatch.setattr("interfaces.web.edition.warm", opened.append)
    with base.open_for_writing() as writing:
        writing.publish(base.live_graph, {"quads": 0})
    together = threading.Barrier(8)

    def wait_and_look() -> None:
        together.wait()
        editions.look()

    waiting = [threading.Thread(target=wait_and_look) for _ in range(8)]
    for each in waiting:
        each.start()
    for each in waiting:
        each.join()
    assert (len(opened), editions.current.number) == (1, 2)


def test_readers_never_see_half_of_a_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short form of bench/readers.py."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    readers = importlib.import_module("readers")
    told = readers.run(tmp_path, publications=20, readers=3, long=1)
    assert told["torn"] == []
    assert told["reads"] >= 3
    assert told["after"]["generations"] == 3
    assert told["at most"]["generations"] <= 3 + 1 + told["readers"]
