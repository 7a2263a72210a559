"""A writer that is killed, or whose machine or disk fails, loses nothing and leaves nothing half-made.

bench/faults.py does the same for as long as one likes, at every point that a writer passes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STOPS = 9


def test_nothing_is_lost_wherever_a_writer_is_stopped() -> None:
    """In a process of its own, for it forks: no thread of the tests, and no open store, may be in it."""
    words = [sys.executable, "bench/faults.py", "--most", str(STOPS), "--short", "--seed", "6"]
    ran = subprocess.run(words, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True,
                         text=True, timeout=300)  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert f"all {STOPS} " in " ".join(ran.stdout.split())
