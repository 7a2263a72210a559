"""kg as a program of its own: what it imports, what it prints, how it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.base import Base

ROOT = Path(__file__).parent.parent
HEAVY = ("rdflib", "networkx", "pyshacl", "oxrdflib", "whoosh", "rich")


def kg(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interfaces.cli.main", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def test_the_base_may_come_from_the_environment(base: Base) -> None:
    done = kg("delegated", KG_BASE=str(base.path))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3


def test_wrong_use_leaves_with_two_and_no_traceback(base: Base) -> None:
    done = kg("--base", str(base.path), "trail", "swimming pool")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no contract or scheme called “swimming pool”.")


@pytest.mark.parametrize(
    "words", ["export", "export --format csv", "export --format trig", "show provider/tern-care --format table", "plan"]
)
def test_a_reader_that_leaves_early_is_no_error(base: Base, words: str) -> None:
    command = f"{sys.executable} -m interfaces.cli.main --base {base.path} {words} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("words", ["trail larkfield", "delegated --to executive", "search care", "status", "gaps"])
def test_a_question_says_nothing_on_its_way_out(base: Base, words: str) -> None:
    done = kg("--base", str(base.path), *words.split())
    assert (done.returncode, "Exception ignored" in done.stderr, "Traceback" in done.stderr) == (0, False, False)


def test_a_question_imports_nothing_heavy(base: Base) -> None:
    watch = (
        "import sys\nfrom interfaces.cli.main import run\n"
        f"run(['--base', {str(base.path)!r}, 'trail', 'larkfield'])\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == ""


def test_words_are_completed(base: Base) -> None:
    done = kg(_KG_COMPLETE="bash_complete", COMP_WORDS="kg del", COMP_CWORD="1")
    assert done.stdout.split() == ["plain,delegated"]
