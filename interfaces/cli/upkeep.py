"""`kg repair`: what keeps a base whole."""

from __future__ import annotations

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


LOSS_COLUMNS: Final = (
    Column("Paper", lambda row: row.paper),
    Column("What is lost", lambda row: row.what, share=3),
    Column("What to do", lambda row: row.do, share=2),
)
