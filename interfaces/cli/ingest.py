"""`kg ingest` and `kg withdraw`: papers into the base, and out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ingest.build import Progress, Summary
    from kg.base import Base

MIB = 1 << 20


@click.command(epilog="Example: kg ingest papers/2018 'packs/*.txt'")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as processors unless given.")
@click.option("--council", help="Whose papers these are, where they do not say it themselves.")
@click.option("--committee", help="Which committee's they are, where they do not say it themselves.")
@click.option("--exempt", is_flag=True, help="These papers are not for publication.")
@click.option("--again", is_flag=True, help="Also take papers that were withdrawn before.")
@click.option(
    "--seconds", type=click.IntRange(1), default=60, show_default=True, help="The longest one paper may take."
)
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="MiB that one may take.")
@click.option("--megabytes", type=click.IntRange(1), default=256, show_default=True, help="The largest file, in MiB.")
@click.option("--pages", type=click.IntRange(1), default=5000, show_default=True, help="The most pages of a paper.")
@click.pass_obj
def ingest(
    base: Base,
    paths: tuple[str, ...],
    jobs: int | None,
    council: str | None,
    committee: str | None,
    exempt: bool,
    again: bool,
    seconds: int,
    memory: int,
    megabytes: int,
    pages: int,
) -> int:
    """Read papers (files, folders, patterns) into the base, and publish them.

    Papers that did not change are left alone; a changed file takes the place of its earlier reading. A paper that
    cannot be read is named, and the rest goes on: exit code 1.
    """
    from ingest import build
    from ingest.limits import Limits
    from ingest.one_paper import Overrides

    with _progress() as progress:
        summary = build.ingest(
            base,
            paths,
            jobs=jobs or os.cpu_count() or 1,
            overrides=Overrides(council, committee, exempt),
            limits=Limits(seconds, memory * MIB, megabytes * MIB, pages),
            again=again,
            progress=progress,
        )
    _report(summary, base)
    return 1 if summary.failures else 0


@click.command(epilog="Example: kg withdraw 2018-09-06-pack.txt --reason 'published by mistake'")
@click.argument("paper")
@click.option("--reason", default="", help="Why; kept in the ledger.")
@click.pass_obj
def withdraw(base: Base, paper: str, reason: str) -> None:
    """Take a paper (by its file name or the start of it) out of everything that is served."""
    from ingest import build

    entry = build.withdraw(base, paper, reason)
    click.echo(f"Withdrawn: {entry.file_name}. It stays out until `kg ingest --again` is given its file.", err=True)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal's standard error; nothing where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[paper]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("read", total=None, paper="")
        yield lambda done, total, paper: bar.update(task, completed=done, total=total, paper=paper)


def _report(summary: Summary, base: Base) -> None:
    """What was done, then what was read by kind, then what could not be placed, then what failed."""
    for sentence in _sentences(summary):
        click.echo(sentence, err=True)
    _counted("Read", summary.records)
    _counted("Not read whole, or not placed (`kg issues` shows each)", summary.issues)
    for failure in summary.failures:
        click.echo(f"NOT READ {failure.path}: {failure.reason}", err=True)
    if summary.generation:
        click.echo(f"Published generation {summary.generation} of {base.path}.", err=True)


def _sentences(summary: Summary) -> Iterator[str]:
    if not summary.read and summary.generation is None:
        yield f"Nothing to do: {_papers(summary.unchanged)} unchanged since they were last read."
    else:
        yield f"Read {_papers(len(summary.read))}; {summary.unchanged} unchanged."
    if summary.replaced:
        yield f"{_papers(summary.replaced)} replaced by changed files."
    if summary.renamed:
        yield f"Known under another name already: {', '.join(summary.renamed)}."
    if summary.withdrawn:
        yield f"Left out, withdrawn before: {', '.join(summary.withdrawn)}; --again takes them."


def _papers(count: int) -> str:
    return f"{count} paper" if count == 1 else f"{count} papers"


def _counted(title: str, counts: dict[str, int]) -> None:
    """Counts by name, in as many columns as fit 100 characters."""
    if not counts:
        return
    click.echo(f"{title}:", err=True)
    cells = [f"{count:>6} {name}" for name, count in counts.items()]
    width = max(len(cell) for cell in cells) + 2
    across = max(1, 100 // width)
    for start in range(0, len(cells), across):
        click.echo("".join(cell.ljust(width) for cell in cells[start : start + across]).rstrip(), err=True)
