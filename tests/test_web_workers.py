"""Workers of the web room: what runs away, dies or is given up costs its own job only."""

from __future__ import annotations

import asyncio
import operator
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest

from interfaces.web.workers.errors import Busy, Died, Overran, TooLarge
from interfaces.web.workers.pool import Workers
from kg.errors import BadQuery

T = TypeVar("T")
GENEROUS = 60.0
JOBS = """
import os, resource, signal, socket, time
from kg.errors import BadQuery

def letters(sink, many, most=None):
    sink.begin({"status": 200}, most)
    for _ in range(many):
        sink.write(b"a" * 1000)

def late_fault(sink, many):
    letters(sink, many)
    raise ValueError("too late")

def asleep(sink, many):
    letters(sink, many)
    time.sleep(600)

def misread():
    raise BadQuery("wrong word", 3, 7)

class Odd(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} {two}")

def odd():
    raise Odd(1, 2)

def hungry():
    kept = []
    while True:
        kept.append(bytearray(10_000_000))

def surroundings():
    opened = []
    for number in range(3, min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65536)):
        try:
            os.fstat(number)
        except OSError:
            continue
        opened.append(number)
    return opened, os.nice(0), resource.getrlimit(resource.RLIMIT_DATA)[0], signal.getsignal(signal.SIGINT).name

def call_out(port):
    socket.create_connection(("127.0.0.1", port))
"""


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module of jobs that children can import."""
    (tmp_path / "jobs_of_tests.py").write_text(JOBS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("jobs_of_tests")
    del sys.modules["jobs_of_tests"]


def with_workers(use: Callable[[Workers], Awaitable[T]], workers: Workers | None = None) -> T:
    """What comes of using a pool."""

    async def run() -> T:
        pool = workers or Workers(2)
        await pool.start()
        try:
            return await use(pool)
        finally:
            await pool.stop()

    return asyncio.run(run())


def runs(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def pid_of(pool: Workers) -> int:
    """The process that has the next job."""
    return await pool.call(os.getpid, seconds=GENEROUS)


def test_a_job_is_done_in_another_process() -> None:
    async def use(pool: Workers) -> None:
        assert await pool.call(operator.add, 1, 2, seconds=GENEROUS) == 3
        assert await pid_of(pool) != os.getpid()

    with_workers(use)


def test_a_job_that_overruns_is_killed_and_the_next_one_is_done() -> None:
    async def use(pool: Workers) -> None:
        before = await pid_of(pool)
        with pytest.raises(Overran, match=r"longer than 0\.2 seconds"):
            await pool.call(time.sleep, 600, seconds=0.2)
        after = await pid_of(pool)
        assert after != before
        while runs(before):
            await asyncio.sleep(0.01)

    with_workers(use)


@pytest.mark.parametrize(
    ("what", "given", "told"),
    [
        (os.abort, (), "more memory than it may, or an engine"),
        (signal.raise_signal, (signal.SIGSEGV,), "SIGSEGV"),
        (signal.raise_signal, (signal.SIGKILL,), "killed from outside"),
        (os._exit, (3,), "ended early"),
    ],
)
def test_a_child_that_dies_says_so_to_its_own_caller_only(
    what: Callable[..., object], given: tuple[int, ...], told: str
) -> None:
    async def use(pool: Workers) -> None:
        other = asyncio.create_task(pool.call(time.sleep, 0.2, seconds=GENEROUS))
        with pytest.raises(Died, match=told):
            await pool.call(what, *given, seconds=GENEROUS)
        await other
        assert await pool.call(operator.add, 1, 2, seconds=GENEROUS) == 3

    with_workers(use)


def test_a_job_may_not_have_more_memory_than_its_worker(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        with pytest.raises(Died, match="more memory than it may"):
            await pool.call(jobs.hungry, seconds=GENEROUS)
        assert await pool.call(operator.add, 1, 2, seconds=GENEROUS) == 3

    with_workers(use, Workers(1, megabytes=256))


def test_a_child_killed_while_it_had_nothing_to_do_is_replaced() -> None:
    async def use(pool: Workers) -> None:
        before = await pid_of(pool)
        os.kill(before, signal.SIGKILL)
        while pool.figures().processes:
            await asyncio.sleep(0.01)
        assert await pid_of(pool) != before

    with_workers(use)


def test_an_error_of_the_job_is_the_callers_with_its_place(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        with pytest.raises(BadQuery) as caught:
            await pool.call(jobs.misread, seconds=GENEROUS)
        assert (str(caught.value), caught.value.line, caught.value.column) == ("wrong word", 3, 7)
        with pytest.raises(ZeroDivisionError) as fault:
            await pool.call(operator.truediv, 1, 0, seconds=GENEROUS)
        assert "In a worker" in fault.value.__notes__[0]
        with pytest.raises(Died, match="Odd: 1 2"):
            await pool.call(jobs.odd, seconds=GENEROUS)

    with_workers(use)


def test_a_child_has_no_open_files_of_the_server_and_is_polite(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        with socket.create_server(("127.0.0.1", 0)):
            opened, nice, memory, interrupted = await pool.call(jobs.surroundings, seconds=GENEROUS)
        assert len(opened) == 1
        assert nice == os.nice(0) + 5
        assert memory == 300 * 1024 * 1024
        assert interrupted == "SIG_IGN"

    with_workers(use, Workers(1, megabytes=300))


def test_a_child_reaches_no_network(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            with pytest.raises(PermissionError):
                await pool.call(jobs.call_out, listener.getsockname()[1], seconds=GENEROUS)
            listener.settimeout(0.2)
            with pytest.raises(TimeoutError):
                listener.accept()

    with_workers(use)


def test_a_small_stream_comes_with_its_head(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        head, pieces = await pool.stream(jobs.letters, 3, seconds=GENEROUS)
        assert head == {"status": 200}
        assert [piece async for piece in pieces] == [b"a" * 3000]
        assert pool.figures().working == 0

    with_workers(use)


def test_a_large_stream_waits_for_its_reader_and_comes_whole(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        _, pieces = await pool.stream(jobs.letters, 20_000, seconds=GENEROUS)
        await asyncio.sleep(0.3)
        assert pool.figures().working == 1
        assert sum([len(piece) async for piece in pieces]) == 20_000_000
        assert pool.figures().working == 0

    with_workers(use)


def test_what_goes_wrong_before_the_first_bytes_is_raised_in_place_of_the_head(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        with pytest.raises(ValueError, match="too late"):
            await pool.stream(jobs.late_fault, 10, seconds=GENEROUS)
        with pytest.raises(Overran):
            await pool.stream(jobs.asleep, 10, seconds=0.3)
        with pytest.raises(TooLarge):
            await pool.stream(jobs.letters, 10, 5000, seconds=GENEROUS)
        assert pool.figures().working == 0

    with_workers(use)


def test_what_goes_wrong_later_breaks_the_stream_off(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        for job, given, error in (
            (jobs.late_fault, (100,), ValueError),
            (jobs.asleep, (100,), Overran),
            (jobs.letters, (100, 80_000), TooLarge),
        ):
            _, pieces = await pool.stream(job, *given, seconds=1)
            with pytest.raises(error):
                _ = [piece async for piece in pieces]
            assert pool.figures().working == 0

    with_workers(use)


def test_a_reader_that_goes_away_ends_its_job(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        _, pieces = await pool.stream(jobs.asleep, 100, seconds=GENEROUS)
        await pieces.aclose()
        waiting = asyncio.create_task(pool.call(time.sleep, 600, seconds=GENEROUS))
        while not pool.figures().working:
            await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert pool.figures().working == 0
        assert await pool.call(operator.add, 1, 2, seconds=GENEROUS) == 3

    with_workers(use, Workers(1))


def test_a_reader_that_takes_nothing_is_given_up(jobs: ModuleType) -> None:
    async def use(pool: Workers) -> None:
        _, pieces = await pool.stream(jobs.letters, 10_000, seconds=GENEROUS)
        while pool.figures().working:
            await asyncio.sleep(0.01)
        with pytest.raises(Overran, match="given up"):
            _ = [piece async for piece in pieces]

    with_workers(use, Workers(1, stall=0.2))


def test_who_waits_too_long_or_behind_too_many_is_told_to_come_again() -> None:
    async def use(pool: Workers) -> None:
        first = asyncio.create_task(pool.call(time.sleep, 600, seconds=GENEROUS))
        while not pool.figures().working:
            await asyncio.sleep(0.01)
        second = asyncio.create_task(pool.call(operator.add, 1, 2, seconds=GENEROUS))
        third = asyncio.create_task(pool.call(operator.add, 1, 2, seconds=GENEROUS))
        await asyncio.sleep(0.01)
        with pytest.raises(Busy, match="Too many") as full:
            await pool.call(operator.add, 1, 2, seconds=GENEROUS)
        assert full.value.retry_after >= 1
        for waiting in (second, third):
            with pytest.raises(Busy, match="at work"):
                await waiting
        assert pool.figures().refused == 3
        first.cancel()

    with_workers(use, Workers(1, waiting=2, patience=0.3))


def test_one_client_never_has_all_workers() -> None:
    async def use(pool: Workers) -> None:
        greedy = [asyncio.create_task(pool.call(time.sleep, 600, seconds=GENEROUS, client="one")) for _ in range(6)]
        while pool.figures().working < 2:
            await asyncio.sleep(0.01)
        assert await pool.call(operator.add, 1, 2, seconds=GENEROUS, client="another") == 3
        assert (pool.figures().working, pool.figures().waiting) == (2, 4)
        for job in greedy:
            job.cancel()

    with_workers(use, Workers(4, patience=GENEROUS))


def test_more_jobs_than_workers_are_all_done() -> None:
    async def use(pool: Workers) -> None:
        jobs = [pool.call(operator.add, number, 1, seconds=GENEROUS, client=str(number % 3)) for number in range(50)]
        assert await asyncio.gather(*jobs) == list(range(1, 51))
        assert pool.figures().processes <= 3

    with_workers(use, Workers(2, patience=GENEROUS))


def test_a_handler_in_a_thread_of_its_own_may_ask() -> None:
    async def use(pool: Workers) -> None:
        assert await asyncio.to_thread(pool.call_sync, operator.add, 1, 2, seconds=GENEROUS) == 3

    with_workers(use)


def test_children_end_with_the_server() -> None:
    async def use(pool: Workers) -> int:
        await pool.call(operator.add, 1, 2, seconds=GENEROUS)
        busy = asyncio.create_task(pool.call(time.sleep, 600, seconds=GENEROUS))
        await asyncio.sleep(0.05)
        busy.cancel()
        return await pid_of(pool)

    assert not runs(with_workers(use))


def test_a_job_under_way_when_the_server_stops_hears_of_it(jobs: ModuleType) -> None:
    async def run() -> None:
        pool = Workers(2)
        await pool.start()
        waiting = asyncio.create_task(pool.call(time.sleep, 600, seconds=GENEROUS))
        _, unread = await pool.stream(jobs.asleep, 100, seconds=GENEROUS)
        while pool.figures().working < 2:
            await asyncio.sleep(0.01)
        await pool.stop()
        with pytest.raises(Died):
            await waiting
        unread.close()

    asyncio.run(run())


def test_a_pool_that_was_not_started_says_so() -> None:
    with pytest.raises(RuntimeError, match="lifespan"):
        asyncio.run(Workers().call(operator.add, 1, 2, seconds=1))
    with pytest.raises(RuntimeError, match="lifespan"):
        Workers().call_sync(operator.add, 1, 2, seconds=1)


def test_children_die_with_a_server_that_was_killed(tmp_path: Path) -> None:
    """The server is a process of its own here, killed while its child is busy."""
    import subprocess

    server = tmp_path / "server.py"
    server.write_text(
        "import asyncio, os, time\n"
        "from interfaces.web.workers.pool import Workers\n"
        "async def main():\n"
        "    pool = Workers(1)\n"
        "    await pool.start()\n"
        "    print(await pool.call(os.getpid, seconds=60), flush=True)\n"
        "    await pool.call(time.sleep, 600, seconds=600)\n"
        "asyncio.run(main())\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, server], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        process.kill()
    for _ in range(500):
        if not runs(child):
            break
        time.sleep(0.02)
    assert not runs(child)
