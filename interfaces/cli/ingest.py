"""`kg ingest` and `kg withdraw`: papers into the base, and out of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.base import Base

MIB = 1 << 20


@click.command(epilog="Example: kg ingest papers/2018 'packs/*.txt'")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as processors unless given.")
@click.option("--council", help="Whose papers these are, where they do not say it themselves.")
@click.option("--committee", help="Which committee's they are, where they do not say it themselves.")
@click.option(
    "--exempt/--not-exempt",
    default=None,
    help="These papers are not for publication, or they are, whatever they say themselves; kept until said otherwise.",
)
@click.option("--again", is_flag=True, help="Also take papers that were withdrawn before.")
@click.option(
    "--seconds", type=click.IntRange(1), default=60, show_default=True, help="The longest one paper may take."
)
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="MiB that one may take.")
@click.option("--megabytes", type=click.IntRange(1), default=256, show_default=True, help="The largest file, in MiB.")
@click.option("--pages", type=click.IntRange(1), default=5000, show_default=True, help="The most pages of a paper.")
@click.option("--each", is_flag=True, help="Name every file that cannot be read, also where many fail alike.")
@click.pass_obj
def ingest(
    base: Base,
    paths: tuple[str, ...],
    jobs: int | None,
    council: str | None,
    committee: str | None,
    exempt: bool | None,
    again: bool,
    seconds: int,
    memory: int,
    megabytes: int,
    pages: int,
    each: bool,
) -> int:
    """Read papers (files, folders, patterns) into the base, and publish them.

    Papers that did not change are left alone; a changed file takes the place of its earlier reading. A paper that
    cannot be read is named, with what to do about it, and the rest goes on: exit code 1. A paper that was refused is
    tried again when it is allowed more (--seconds, --memory, --megabytes, --pages).
    """
    from ingest import build
    from ingest.limits import Limits
    from ingest.one_paper import Overrides
    from interfaces.cli.ingest_report import progress_bar, report

    with progress_bar() as progress:
        summary = build.ingest(
            base,
            paths,
            jobs=jobs or os.cpu_count() or 1,
            overrides=Overrides(council, committee, exempt),
            limits=Limits(seconds, memory * MIB, megabytes * MIB, pages),
            again=again,
            progress=progress,
        )
    report(summary, base, each)
    return 1 if summary.failures or summary.trouble else 0


@click.command(epilog="Example: kg withdraw 2018-09-06-pack.txt --reason 'published by mistake'")
@click.argument("paper")
@click.option("--reason", default="", help="Why; kept in the ledger.")
@click.option("--purge", is_flag=True, help="Leave nothing of it, nor of its earlier versions, on the base's disk.")
@click.pass_obj
def withdraw(base: Base, paper: str, reason: str, purge: bool) -> None:
    """Take a paper (by its file name or the start of it) out of everything that is served.

    With --purge its words, names and hash leave the disk as well: archive, ledger, all generations, graph and index,
    which are made anew from the papers that stay. Backups are not looked for, and no reason is kept.
    """
    from ingest import build

    if purge:
        _purged(base, paper)
        return
    entry = build.withdraw(base, paper, reason)
    click.echo(f"Withdrawn: {entry.file_name}. It stays out until `kg ingest --again` is given its file.", err=True)


def _purged(base: Base, paper: str) -> None:
    from ingest.purging import purge

    done = purge(base, paper)
    click.echo(f"Purged: {done.file_name}, {done.versions} versions. Remove it from your backups, too.", err=True)
    if done.redirects or done.judgements:
        click.echo(
            f"{done.redirects} earlier addresses and {done.judgements} judgements had words that only it had, and are"
            " gone with it.",
            err=True,
        )
