"""`kg publish`: the current generation into servers: its graph into a SPARQL store, its passages into a text index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ingest.publish.text import TextOptions
    from kg.base import Base
    from kg.generations import Generation


@click.command(epilog="Example: kg publish --graph http://graph.wexmere.example:3030/ds")
@click.option("--graph", metavar="URL", help="The SPARQL store that is to hold the graph, and nothing else of ours.")
@click.option("--text", metavar="URL", help="The text index that is to hold the passages: https://HOST:9200/NAME.")
@click.option("--with-exempt", is_flag=True, help="Send papers that are not for publication, too: for staff only.")
@click.option("--verify", is_flag=True, help="Look at every graph, and read all of them back.")
@click.option("--replace", "replacing", is_flag=True, help="Also where another base's is there, or a later graph.")
@click.option("--graph-query", metavar="URL", help="Where the store answers questions, if it is not found by trying.")
@click.option("--graph-update", metavar="URL", help="Where the store takes updates, if it is not found by trying.")
@click.option(
    "--shards", type=click.IntRange(1, 100), default=1, show_default=True, help="Shards of a text index made anew."
)
@click.option("--copies", default="0-1", show_default=True, help="Copies of each shard of the text index, from-to.")
@click.pass_obj
def publish(
    base: Base,
    graph: str | None,
    text: str | None,
    with_exempt: bool,
    verify: bool,
    replacing: bool,
    graph_query: str | None,
    graph_update: str | None,
    shards: int,
    copies: str,
) -> int:
    """Bring what is published here into servers, so that others can ask it there.

    Only what changed since is sent, and a run that was stopped is finished by the next. Papers that are not for
    publication stay here unless --with-exempt is given. Names and passwords come from KG_GRAPH_USER and
    KG_GRAPH_PASSWORD, KG_TEXT_USER and KG_TEXT_PASSWORD, or ~/.netrc.
    """
    from ingest.publish.text import TextOptions
    from kg.base import Base as Folder

    if not graph and not text:
        raise click.UsageError("Say where to: --graph URL, --text URL, or both.")
    here = Folder(base.path)  # what is published here, wherever questions are asked
    generation, hold = here.hold_for_reading(public=not with_exempt)
    try:
        if text:
            _text(here, generation, text, TextOptions(shards, copies, replacing))
        return _graph(here, generation, graph, graph_query, graph_update, replacing, verify) if graph else 0
    finally:
        if hold:
            hold.close()


def _graph(
    base: Base,
    generation: Generation,
    url: str,
    query: str | None,
    update: str | None,
    replacing: bool,
    verify: bool,
) -> int:
    import os

    from ingest.publish.graph import publish_graph
    from interfaces.cli.publish_report import graph_bar, report_graph
    from kg.remote.credentials import credentials
    from kg.remote.endpoint import connect
    from kg.remote.server import split

    given = credentials("GRAPH", split(url).hostname or "", os.environ)
    endpoint = connect(url, given, query=query, update=update, to_write=True)
    with graph_bar() as show:
        done = publish_graph(base, generation, endpoint, replacing=replacing, verify=verify, progress=show)
    report_graph(done, endpoint.shown)
    return 1 if done.proof.faults else 0


def _text(base: Base, generation: Generation, url: str, how: TextOptions) -> None:
    from ingest.publish.text import publish_text
    from interfaces.cli.publish_report import report_text, text_bar

    with text_bar() as tell:
        brought = publish_text(base, generation, url, how, tell)
    report_text(brought, url)
