"""`kg serve`."""

from __future__ import annotations

import click

from kg.base import Base
from kg.errors import WrongUse


@click.command("serve", epilog="Example: kg serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen at.")
@click.option("--with-exempt", is_flag=True, help="Also show papers not for publication; only on this machine.")
@click.option("--behind-proxy", is_flag=True, help="Believe what a proxy on this machine says of who is asking.")
@click.option("--hostname", "hosts", multiple=True, help="Answer only to this name; may be given several times.")
@click.option("--query-seconds", default=10.0, show_default=True, type=click.FloatRange(0.1, 600),
              help="How long one SPARQL query may take.")  # fmt: skip
@click.option("--query-workers", default=4, show_default=True, type=click.IntRange(1, 64),
              help="How many SPARQL queries are answered at once; half of them for one address.")  # fmt: skip
@click.option("--requests-a-second", default=50.0, show_default=True, type=click.FloatRange(0),
              help="How many requests one address may make on the average; 0 for any number.")  # fmt: skip
@click.option(
    "--page-cache",
    default=64,
    show_default=True,
    type=click.IntRange(0),
    metavar="MEBIBYTES",
    help="Memory for finished pages; 0 makes each page anew.",
)
@click.option("--graph", metavar="URL", help="Read the graph from the SPARQL store that `kg publish` brought it to.")
@click.option("--text", metavar="URL", help="Read the text index on the cluster that `kg publish` brought it to.")
@click.option("--quiet", is_flag=True, help="No line on standard error for each request.")
@click.pass_obj
def serve(
    base: Base,
    host: str,
    port: int,
    with_exempt: bool,
    behind_proxy: bool,
    hosts: tuple[str, ...],
    query_seconds: float,
    query_workers: int,
    requests_a_second: float,
    page_cache: int,
    graph: str | None,
    text: str | None,
    quiet: bool,
) -> None:
    """Open the base to people: pages to search and read, a SPARQL endpoint, an API.

    Serves until Ctrl-C what is published, and takes up new papers as `kg ingest` publishes them; with --graph and
    --text as `kg publish` does. The base's folder is read for what no server has: papers and ledger.
    """
    from interfaces.cli.stores import asking
    from interfaces.web.serve import serve as run
    from interfaces.web.settings import LOOPBACK, MEBIBYTE, Settings

    if with_exempt and host not in LOOPBACK:
        raise WrongUse(
            "Papers not for publication are shown on this machine only: leave --host out, and put a proxy that asks "
            "who people are in front."
        )
    there = asking(base, graph, text)
    settings = Settings(
        there, host, port, with_exempt, behind_proxy, hosts,
        query_seconds=query_seconds, query_workers=query_workers,
        requests_a_second=requests_a_second, cached_bytes=page_cache * MEBIBYTE,
    )  # fmt: skip
    far = {"graph": there.stores.graph, "text": there.stores.text}
    what = ", ".join([str(base.path), *(f"{name} from {where}" for name, where in far.items() if where)])
    at = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    # Not before: a store may be refused, or not answer.
    run(settings, quiet=quiet, ready=lambda: click.echo(f"Serving {what} at {at} (Ctrl-C ends it)", err=True))
