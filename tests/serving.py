"""A real server over a base, for tests that ask it as people and programs do: by HTTP, and with a browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from kg.base import Base

ROOT = Path(__file__).parent.parent
SAMPLES = sorted([*ROOT.glob("samples/*.txt"), *ROOT.glob("samples/other-councils/*.*")])
REAL_PAPERS = ROOT.parent / "shared" / "papers"
AXE = ROOT / ".venv" / "node" / "node_modules" / "axe-core" / "axe.min.js"
STARTING = 30.0  # seconds; two on a quiet machine
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where Chromium is; None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def kg(base: Base, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `kg` on a base."""
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def base_of(folder: Path, *papers: Path) -> Base:
    """A base of some papers."""
    base = Base(folder)
    done = kg(base, "ingest", *map(str, papers))
    assert base.published.exists(), done.stderr
    return base


@contextmanager
def served(base: Base, *options: str) -> Iterator[str]:
    """The address of a server of a base, in a process of its own, for a `with` block."""
    port = free_port()
    command = [sys.executable, "-m", "interfaces.cli.main", "--base", str(base.path), "serve", "--port", str(port),
               "--requests-a-second", "0", "--quiet", *options]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()
            server.communicate(timeout=20)


def free_port() -> int:
    """A port of this machine that nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        assert server.poll() is None, server.communicate()[1]
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError(f"no server at {address} after {STARTING} s")
