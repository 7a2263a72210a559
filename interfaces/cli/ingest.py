"""`kg ingest` and `kg withdraw`: papers into the base, and out of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from interfaces.cli.output import Form, answers

if TYPE_CHECKING:
    from ingest.limits import Limits
    from ingest.one_paper import Overrides
    from ingest.readers import Readers
    from kg.base import Base

MIB = 1 << 20
# Options that go with --reread only, or not with it.
ONLY_WITH: Final = frozenset(("yes", "form"))
ONLY_WITHOUT: Final = frozenset(("again", "exempt"))
OPTION: Final = {"form": "format"}


@click.command(epilog="Example: kg ingest papers/2018 'packs/*.txt'")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as processors unless given.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers read, as tcp://host:8786.")
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
@click.option(
    "--reread", is_flag=True, help="Read again what the base has, or the papers named, and show what would change."
)
@click.option("--yes", is_flag=True, help="Publish what --reread found, without asking.")
@answers
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[str, ...],
    jobs: int | None,
    cluster: str | None,
    council: str | None,
    committee: str | None,
    exempt: bool | None,
    again: bool,
    seconds: int,
    memory: int,
    megabytes: int,
    pages: int,
    each: bool,
    reread: bool,
    yes: bool,
    form: Form | None,
) -> int:
    """Read papers (files, folders, patterns) into the base, and publish them.

    Papers that did not change are left alone; a changed file takes the place of its earlier reading. A paper that
    cannot be read is named, with what to do about it, and the rest goes on: exit code 1. A paper that was refused is
    tried again when it is allowed more (--seconds, --memory, --megabytes, --pages).

    With --reread papers that another version of kg read are read again, from the files that the base keeps; PATH is
    then a paper's name, or nothing. What changed is shown, and published when you say so.

    With --cluster the workers of a Dask scheduler read, and the papers are sent to them; docs/cluster.md tells how.
    """
    from ingest import build
    from ingest.limits import Limits
    from ingest.one_paper import Overrides
    from ingest.readers import Readers
    from interfaces.cli.ingest_report import progress_bar, report

    _see_that_words_fit(ctx, reread)
    base: Base = ctx.obj
    limits = Limits(seconds, memory * MIB, megabytes * MIB, pages)
    readers = Readers(jobs or os.cpu_count() or 1, cluster)
    if reread:
        return _reread(base, paths, readers, Overrides(council, committee), limits, yes, form)
    with progress_bar() as progress:
        summary = build.ingest(
            base,
            paths,
            readers=readers,
            overrides=Overrides(council, committee, exempt),
            limits=limits,
            again=again,
            progress=progress,
        )
    report(summary, base, each)
    return 1 if summary.failures or summary.trouble else 0


def _see_that_words_fit(ctx: click.Context, reread: bool) -> None:
    """Raise UsageError where options are given that mean nothing together."""
    given = {name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    if not reread and not ctx.params["paths"]:
        raise click.UsageError("Missing argument 'PATH...'.", ctx)
    if given >= {"jobs", "cluster"}:
        raise click.UsageError("--jobs does not go with --cluster, whose workers read.", ctx)
    for name in sorted(given & (ONLY_WITHOUT if reread else ONLY_WITH)):
        raise click.UsageError(f"--{OPTION.get(name, name)} {'does not go' if reread else 'goes'} with --reread.", ctx)


def _reread(
    base: Base,
    names: tuple[str, ...],
    readers: Readers,
    overrides: Overrides,
    limits: Limits,
    yes: bool,
    form: Form | None,
) -> int:
    """Read again, show, ask, and publish what was agreed to."""
    from ingest import rereading
    from interfaces.cli import reread_report
    from interfaces.cli.ingest_report import progress_bar

    with progress_bar() as progress:
        found = rereading.reread(base, names, readers=readers, overrides=overrides, limits=limits, progress=progress)
    reread_report.show(found, form)
    if found.papers and (yes or all(paper.same for paper in found.papers) or _agreed()):
        for line in reread_report.told(rereading.accept(base, found, limits)):
            click.echo(line, err=True)
    elif found.papers:
        click.echo(reread_report.how(base.path, names), err=True)
    return 1 if found.failures else 0


def _agreed() -> bool:
    """Whether a person at a terminal says that it may be published; without one nobody does."""
    return sys.stdin.isatty() and sys.stderr.isatty() and click.confirm("Publish this?", err=True)


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
    versions = f", in {done.versions} versions" if done.versions > 1 else ""
    click.echo(f"Purged: {done.file_name}{versions}. Remove it from your backups, too.", err=True)
    if done.redirects or done.judgements:
        click.echo(
            f"{done.redirects} earlier addresses and {done.judgements} judgements had words that only it had, and are"
            " gone with it.",
            err=True,
        )
