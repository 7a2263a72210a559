"""The ledger remembers every file ever offered, and what is still to be done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BaseDamaged, NoBase, UnknownName
from kg.ledger import Ledger, open_ledger, view_ledger
from kg.ledger_entries import Offer
from kg.ledger_totals import wrong
from kg.ledger_view import LedgerView

A, B, C = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def offer(path: str, sha256: str) -> Offer:
    """A file offered to the base."""
    return Offer.of(Path("/papers") / path, sha256)


def read(ledger: Ledger, path: str, sha256: str, version: str = "1") -> tuple[str, ...]:
    """Record a paper as read, with a few counts."""
    return ledger.record_read(
        offer(path, sha256), version, counts={"Decision": 2}, issues={"torn-table": 1}, characters=900, pages=3
    )


def publish(ledger: Ledger) -> None:
    """As if all that was pending had been published."""
    ledger.clear_pending(ledger.pending())


def todo(ledger: Ledger) -> dict[str, str]:
    """What is pending, by the first letter of the paper."""
    return {each.sha256[0]: each.step for each in ledger.pending()}


def test_a_new_file_is_to_be_read_and_then_is_unchanged(ledger: Ledger) -> None:
    assert ledger.standing(offer("may.txt", A), "1") == "new"
    read(ledger, "may.txt", A)
    assert ledger.standing(offer("may.txt", A), "1") == "unchanged"
    assert ledger.unchanged(Path("/papers/x/../may.txt"), A, "1")


def test_another_version_reads_again(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    assert ledger.standing(offer("may.txt", A), "2") == "outdated"
    read(ledger, "may.txt", A, "2")
    assert [entry.version for entry in ledger.current()] == ["2"]


def test_what_was_read_is_counted(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    read(ledger, "june.txt", B)
    [first, _] = ledger.current()
    assert (first.counts, first.issues, first.pages, first.characters) == ({"Decision": 2}, {"torn-table": 1}, 3, 900)
    assert ledger.counts() == {"Decision": 4}
    assert ledger.issues() == {"torn-table": 2}
    assert ledger.statuses() == {"read": 2}


def test_the_same_bytes_under_two_names_are_one_paper(ledger: Ledger) -> None:
    read(ledger, "pack.txt", A)
    assert ledger.standing(offer("copy/agenda.txt", A), "1") == "known"
    ledger.record_seen(offer("copy/agenda.txt", A))
    [entry] = ledger.current()
    assert [name.file_name for name in entry.names] == ["agenda.txt", "pack.txt"]
    assert entry.file_name == "agenda.txt"


def test_a_second_name_is_projected_for_the_graph_names_it(ledger: Ledger) -> None:
    read(ledger, "pack.txt", A)
    publish(ledger)
    ledger.record_seen(offer("pack.txt", A))
    assert todo(ledger) == {}
    ledger.record_seen(offer("agenda.txt", A))
    assert todo(ledger) == {"a": "project"}


def test_a_changed_file_supersedes_its_earlier_reading(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    publish(ledger)
    assert read(ledger, "may.txt", B) == (A,)
    assert [entry.sha256 for entry in ledger.current()] == [B]
    assert todo(ledger) == {"a": "remove", "b": "project"}
    [change] = ledger.supersessions()
    assert (change.old, change.new, change.path) == (A, B, "/papers/may.txt")
    old = ledger.paper(A)
    assert old is not None
    assert (old.status, old.superseded_by) == ("superseded", B)


def test_a_paper_that_another_path_still_offers_is_not_superseded(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    ledger.record_seen(offer("copy.txt", A))
    publish(ledger)
    assert read(ledger, "may.txt", B) == ()
    assert [entry.file_name for entry in ledger.current()] == ["copy.txt", "may.txt"]
    assert todo(ledger) == {"a": "project", "b": "project"}  # A lost a name
    assert read(ledger, "copy.txt", C) == (A,)


def test_a_path_that_comes_to_hold_a_known_paper_supersedes_too(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    read(ledger, "june.txt", B)
    assert ledger.record_seen(offer("may.txt", B)) == (A,)


def test_a_paper_that_comes_back_is_read_anew(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    read(ledger, "may.txt", B)
    assert ledger.standing(offer("may.txt", A), "1") == "new"
    assert read(ledger, "may.txt", A) == (B,)
    assert todo(ledger) == {"a": "project", "b": "remove"}


def test_a_refused_file_replaces_nothing_until_it_is_mended(ledger: Ledger) -> None:
    read(ledger, "may.pdf", A)
    ledger.record_refused(offer("may.pdf", B), "1", "The file is cut short.")
    assert [entry.sha256 for entry in ledger.current()] == [A]
    assert ledger.standing(offer("may.pdf", B), "1") == "unchanged"
    assert ledger.standing(offer("may.pdf", B), "2") == "outdated"
    assert [entry.reason for entry in ledger.papers("refused")] == ["The file is cut short."]
    assert read(ledger, "may.pdf", C) == (A,)


def test_a_paper_refused_by_a_later_version_leaves_the_graph(ledger: Ledger) -> None:
    read(ledger, "may.pdf", A)
    publish(ledger)
    ledger.record_refused(offer("may.pdf", A), "2", "Too many pages.")
    assert todo(ledger) == {"a": "remove"}
    assert ledger.counts() == {}


def test_a_withdrawn_paper_stays_out(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    ledger.record_withdrawn(A, "Published in error.")
    assert ledger.current() == ()
    assert todo(ledger) == {"a": "remove"}
    assert ledger.standing(offer("may.txt", A), "1") == "withdrawn"
    ledger.record_seen(offer("again.txt", A))
    assert todo(ledger) == {"a": "remove"}


def test_an_exempt_paper_is_current_and_marked(ledger: Ledger) -> None:
    ledger.record_read(offer("x.txt", A), "1", counts={}, issues={}, characters=1, exempt=True)
    assert [entry.status for entry in ledger.current()] == ["exempt"]


def test_what_is_not_known_cannot_be_withdrawn_or_seen(ledger: Ledger) -> None:
    with pytest.raises(UnknownName):
        ledger.record_withdrawn(A)
    with pytest.raises(UnknownName):
        ledger.record_seen(offer("may.txt", A))
    assert ledger.paper(A) is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("may minutes.txt", "a"),
        ("May Minutes", "a"),
        ("may min", "ac"),
        ("/papers/May minutes (2).txt", "c"),
        ("cccccc", "c"),
        ("june", ""),
        ("", ""),
        ("ccc", ""),
    ],
)
def test_a_paper_is_found_by_what_a_person_would_write(ledger: Ledger, name: str, found: str) -> None:
    read(ledger, "May minutes.txt", A)
    read(ledger, "May minutes (2).txt", C)
    assert "".join(entry.sha256[0] for entry in ledger.find(name)) == found


def test_the_history_of_a_paper_is_kept_in_order(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    read(ledger, "may.txt", B)
    assert [event.event for event in ledger.events(A)] == ["read", "offered", "superseded"]
    assert len(ledger.events()) == 5


def test_what_is_marked_otherwise_while_publishing_stays_pending(ledger: Ledger) -> None:
    read(ledger, "may.txt", A)
    done = ledger.pending()
    ledger.mark_pending([A], "remove")
    ledger.clear_pending(done)
    assert todo(ledger) == {"a": "remove"}


def test_a_block_recorded_together_is_kept_whole_or_not_at_all(ledger: Ledger) -> None:
    def stopped() -> None:
        with ledger.together():
            read(ledger, "may.txt", A)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert ledger.papers() == ()
    with ledger.together():
        read(ledger, "may.txt", A)
        read(ledger, "june.txt", B)
    assert len(ledger.papers()) == 2


def test_a_reader_sees_what_is_kept_and_can_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file) as writer, writer.together():
        read(writer, "may.txt", A)
        with view_ledger(file) as reader:
            assert reader.papers() == ()
    file.chmod(0o444)
    with view_ledger(file) as reader:
        assert [entry.sha256 for entry in reader.current()] == [A]
        assert not hasattr(reader, "record_read")


def test_a_writer_killed_in_mid_transaction_leaves_no_trace(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    program = (
        "import os, sys; from pathlib import Path\n"
        "from kg.ledger import open_ledger; from kg.ledger_entries import Offer\n"
        "ledger = open_ledger(Path(sys.argv[1]))\n"
        "with ledger.together():\n"
        "    ledger.record_refused(Offer.of(Path('x'), 'a' * 64), '1', 'torn'); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(file)], check=False, cwd=Path(__file__).parents[1])
    with view_ledger(file) as reader:
        assert reader.papers() == ()


def test_no_ledger_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoBase, match="ingest"):
        view_ledger(tmp_path / "ledger.sqlite")


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(b"not a ledger at all" * 100)
    with pytest.raises(BaseDamaged, match="cannot be read as a ledger"):
        open_ledger(file)


def test_a_ledger_of_another_format_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file) as ledger:
        ledger._db.execute("PRAGMA user_version = 99")
    with pytest.raises(BaseDamaged, match="format 99"):
        open_ledger(file)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abc")), max_size=12))
def test_after_any_history_the_current_papers_are_those_that_paths_hold(history: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.sqlite") as ledger, ledger.together():
        held: dict[str, str] = {}
        for path, letter in history:
            held[path] = letter
            if ledger.standing(offer(path, letter * 64), "1") == "new":
                read(ledger, path, letter * 64)
            else:
                ledger.record_seen(offer(path, letter * 64))
        assert {entry.sha256[0] for entry in ledger.current()} == set(held.values())
        assert all(step == "remove" for letter, step in todo(ledger).items() if letter not in held.values())


def by_adding_up(ledger: Ledger) -> list[dict[str, int]]:
    """Records by kind, of all current papers and of those for publication, as a reader counts them."""
    return [LedgerView.counts(ledger), LedgerView.counts(ledger, public=True)]


MOVES = st.lists(
    st.tuples(
        st.sampled_from(("read", "exempt", "refuse", "withdraw", "forget")), st.sampled_from("ab"), st.integers(0, 2)
    )
)


@settings(max_examples=30, deadline=None)
@given(MOVES)
def test_running_totals_are_what_the_papers_add_up_to_whatever_became_of_them(
    moves: list[tuple[str, str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        with open_ledger(file) as ledger:
            for what, path, number in moves:
                paper = offer(f"{path}.txt", "abc"[number] * 64)
                if what in ("read", "exempt"):
                    counts = {"Decision": number, "Report": 1}
                    ledger.record_read(paper, "1", counts=counts, issues={}, characters=1, exempt=what == "exempt")
                elif what == "refuse":
                    ledger.record_refused(paper, "1", "torn")
                elif what == "forget":
                    ledger.forget([paper.sha256])
                elif ledger.paper(paper.sha256):
                    ledger.record_withdrawn(paper.sha256)
                told = [{name: count for name, count in each.items() if count} for each in by_adding_up(ledger)]
                assert [ledger.counts(), ledger.counts(public=True)] == told
                assert (
                    ledger.number("read", "exempt") == len(ledger.current()) == len(ledger.looked_up("read", "exempt"))
                )
                assert [*ledger.looked_up("read", "exempt").items()] == [
                    (each.sha256, each) for each in ledger.current()
                ]
                assert ledger.exempt_of("abc"[at] * 64 for at in range(3)) == ledger.exempt()
        with closing(sqlite3.connect(file)) as database:
            assert wrong(database) == []


def test_a_ledger_without_running_totals_is_given_them_and_wrong_ones_are_told(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file) as ledger:
        read(ledger, "may.txt", A)
    with closing(sqlite3.connect(file)) as database:
        for trigger in ("paper_came", "paper_went", "paper_moved", "tally_came", "tally_went"):
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("DROP TABLE totals")
        database.commit()
        assert wrong(database) == []
    with open_ledger(file) as ledger:
        assert ledger.counts() == {"Decision": 2}
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE totals SET count = 7 WHERE name = 'Decision'")
        database.commit()
        assert wrong(database) == ["it says 7 of read record Decision, its papers come to 2"]
