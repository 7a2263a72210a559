"""`kg network`: what is around a thing, in a table, as a picture, or for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from kg.base import Base

if TYPE_CHECKING:
    from queries.network import Tied

FILE: Final = click.Path(path_type=Path)


@click.command("network", epilog="Example: kg network 'Fern Homecare' --steps 2 --svg around.svg")
@click.argument("name")
@click.option("--steps", default=1, show_default=True, type=click.IntRange(1, 4), help="How many ties away to look.")
@click.option("--most", default=60, show_default=True, type=click.IntRange(2, 500), help="How many things to show.")
@click.option("--svg", metavar="FILE", type=FILE, help="Draw it into this file.")
@click.option("--graphml", metavar="FILE", type=FILE, help="Write it into this file, for Gephi, yEd and Cytoscape.")
@answers
@click.pass_obj
def network(
    base: Base, name: str, steps: int, most: int, svg: Path | None, graphml: Path | None, form: Form | None
) -> None:
    """What papers tie to a thing: people, posts, contracts, providers, schemes and meetings, and by which papers.

    NAME is that of a contract, scheme, provider, person, post or meeting. Two things are tied where a paper says it of
    one, or names both in one statement. Nobody goes on through a meeting, which ties half the council.
    """
    from queries.library import Library
    from queries.network import network as ask

    answer = ask(Library(base), name, steps, most)
    if svg:
        from interfaces.pictures.neighbourhood import neighbourhood
        from interfaces.pictures.svg import write

        write(svg, neighbourhood(answer))
    if graphml:
        from interfaces.pictures.svg import write
        from queries.network import graphml as as_graphml

        write(graphml, as_graphml(answer))
    if not svg and not graphml:
        put(answer, [Section("ties", answer.ties, COLUMNS)], form, "Nothing in these papers is tied to it.")
    if answer.left_out:
        click.echo(f"{answer.left_out} more things are as near, and were left out; see --most.", err=True)


def _papers(tie: Tied) -> str:
    return "\n".join(tie.papers)


def _by(tie: Tied) -> str:
    from interfaces.pictures.neighbourhood import by

    return by(tie)


COLUMNS: Final = (
    Column("Thing", lambda row: row.one.label, share=2),
    Column("Thing", lambda row: row.other.label, share=2),
    Column("Tied by", _by, share=1),
    Column("Papers", _papers, share=2),
)
