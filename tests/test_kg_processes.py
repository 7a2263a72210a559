"""A process is known again while it lives, and not mistaken for a later one."""

from __future__ import annotations

import os
import subprocess
import sys

from kg.processes import machine, started


def test_a_process_is_known_again_while_it_lives() -> None:
    assert started(str(os.getpid())) == started(str(os.getpid())) is not None
    assert machine() == machine()


def test_one_that_has_ended_is_not_there() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert started(str(ended.pid)) is None


def test_what_is_no_number_of_a_process_is_none() -> None:
    assert started("") is started("-") is started("../1") is None
