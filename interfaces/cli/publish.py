"""`kg publish`: the current generation into servers: its graph into a SPARQL store, its passages into a text index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from ingest.publish.text import TextOptions
    from kg.base import Base
    from kg.generations import Generation

# A store is written in place: what it then has is of two generations, and is not shown.
HALF: Final = "until that is done `kg serve` gives from it only the pages that it has made"


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
    from interfaces.cli.stopping import stoppable
    from kg.base import Base as Folder

    if not graph and not text:
        raise click.UsageError("Say where to: --graph URL, --text URL, or both.")
    here = Folder(base.path)  # what is published here, wherever questions are asked
    generation, hold = here.hold_for_reading(public=not with_exempt)
    reached = Reached()
    try:
        with stoppable(reached.told):
            if text:
                _text(here, generation, text, TextOptions(shards, copies, replacing), reached)
            if not graph:
                return 0
            return _graph(here, generation, graph, graph_query, graph_update, replacing, verify, reached)
    finally:
        if hold:
            hold.close()


@dataclass(slots=True)
class Reached:
    """How far a run came, for who stops it.

    server   what is written at the moment; empty before anything was sent there
    readers  what its readers have then
    """

    server: str = ""
    readers: str = ""

    def told(self) -> str:
        """What stands."""
        if not self.server:
            return "Stopped: readers have what they had; the next `kg publish` goes on from there."
        goes_on = "and the next `kg publish` goes on from there"
        return f"Stopped: what was sent stays at {self.server}, {goes_on}; {self.readers}."


def _graph(
    base: Base,
    generation: Generation,
    url: str,
    query: str | None,
    update: str | None,
    replacing: bool,
    verify: bool,
    reached: Reached,
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

        def progress(done: int, graphs: int) -> None:
            reached.server, reached.readers = endpoint.shown, HALF
            show(done, graphs)

        done = publish_graph(base, generation, endpoint, replacing=replacing, verify=verify, progress=progress)
    report_graph(done, endpoint.shown)
    return 1 if done.proof.faults else 0


def _text(base: Base, generation: Generation, url: str, how: TextOptions, reached: Reached) -> None:
    from ingest.publish.text import publish_text
    from interfaces.cli.publish_report import report_text, text_bar

    with text_bar() as show:

        def tell(doing: str, done: int, papers: int) -> None:
            reached.server, reached.readers = url, "readers have what they had"
            show(doing, done, papers)

        brought = publish_text(base, generation, url, how, tell)
    reached.server = ""
    report_text(brought, url)
