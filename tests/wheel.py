"""Build the wheel, look into it, and run it in an empty environment on the samples: `make wheel`."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STARTING = 300  # tenths of a second that a server may take to start
PACKAGES = ("kg", "index", "ingest", "queries", "interfaces")
DATA = (".rq", ".ttl", ".typed", ".html", ".xml", ".css", ".js", ".svg")


def main() -> int:
    """0 when the wheel holds all it must and answers questions; else a sentence on stderr and 1."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = _build(Path(folder))
        missing = _missing(wheel)
        if missing:
            print("the wheel lacks", ", ".join(missing), file=sys.stderr)
            return 1
        _run(wheel, Path(folder))
    print(f"{wheel.name}: whole, installed in an empty environment, and it answers")
    return 0


def _build(folder: Path) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _missing(wheel: Path) -> list[str]:
    """Files of our packages that the wheel should hold and does not, and files that it should not hold."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", *DATA) and "__pycache__" not in path.parts
    }
    return sorted(wanted - held) + [f"no right to hold {name}" for name in sorted(held - wanted)]


def _run(wheel: Path, folder: Path) -> None:
    """Install and ask, far from the source tree, so that only what is in the wheel can answer."""
    venv.create(folder / "empty", with_pip=True)
    python, kg = folder / "empty/bin/python", folder / "empty/bin/kg"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
    samples = sorted((ROOT / "samples").glob("*.txt"))
    for command in (["--version"], ["ingest", *samples], ["search", "contract"], ["delegated"], ["check"]):
        subprocess.run([kg, "--base", folder / "records", *command], check=True, cwd=folder, capture_output=True)
    _serve(kg, folder)


def _serve(kg: Path, folder: Path) -> None:
    """The pages, with their templates and styles, from the wheel alone."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [kg, "--base", folder / "records", "serve", "--quiet", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as server:
        try:
            for path in ("/search?q=contract", "/static/site.css", "/sparql?query=ASK%7B%7D&format=json"):
                _get(f"http://127.0.0.1:{port}{path}")
        finally:
            server.terminate()


def _get(address: str) -> None:
    for _ in range(STARTING):
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"the wheel's server did not answer {address}")


if __name__ == "__main__":
    sys.exit(main())
