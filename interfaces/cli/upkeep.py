"""`kg repair`, `kg backup` and `kg restore`: what keeps a base whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put

if TYPE_CHECKING:
    from kg.base import Base


@click.command("repair", epilog="Example: kg repair")
@answers
@click.pass_obj
def repair(base: Base, form: Form | None) -> None:
    """Make graphs, text indexes and the generation anew from archive and ledger, and say what is lost for good.

    A paper whose text or records are damaged is put into set-aside/ in the base and named; one whose source file is
    damaged is served as it was read. Ingest the file of either again. Readers keep the last generation meanwhile. Exit
    code 1 where something is lost.
    """
    from ingest.repair import repair as mend

    done = mend(base)
    put(done.losses, [Section("losses", done.losses, LOSS_COLUMNS)], form, "Nothing is lost.")
    made = f"as generation {done.generation}" if done.generation else "nothing is left to be published"
    click.echo(f"Made anew from {done.papers} papers: {made}.", err=True)
    if done.losses:
        raise click.exceptions.Exit(1)


@click.command("backup", epilog="Example: kg backup /backups/records-2026-11-22.tar")
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_obj
def backup(base: Base, target: Path) -> None:
    """Copy the archive, the ledger, judgements and redirects to TARGET, also while papers are ingested.

    TARGET is a new folder, or one file where its name ends in .tar, .tar.gz or .tgz. Graph and index are left out:
    `kg restore` makes them anew. Papers not for publication are in it.
    """
    from kg.backup import back_up

    made = back_up(base, target)
    click.echo(f"{made.papers} papers are in {target}.", err=True)


@click.command("restore", epilog="Example: kg restore /backups/records-2026-11-22.tar")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Also where the base is not empty; it is moved aside, not removed.")
@click.pass_obj
def restore(base: Base, source: Path, replace: bool) -> None:
    """Make the base from a backup: every file is held against its hash, then graph and index are made anew.

    The base that is there stays in its place until the new one is whole.
    """
    from ingest.restoring import restore as make

    done, aside = make(base, source, replace)
    click.echo(f"Restored {done.papers} papers to {base.path}.", err=True)
    if aside:
        click.echo(f"The earlier base is in {aside}; remove it when you no longer need it.", err=True)
    if done.losses:
        put(done.losses, [Section("losses", done.losses, LOSS_COLUMNS)], None)
        raise click.exceptions.Exit(1)


LOSS_COLUMNS: Final = (
    Column("Paper", lambda row: row.paper),
    Column("What is lost", lambda row: row.what, share=3),
    Column("What to do", lambda row: row.do, share=2),
)
