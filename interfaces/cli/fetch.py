"""`kg fetch`: papers from a council's portal into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interfaces.cli.options import DATE

if TYPE_CHECKING:
    from ingest.fetch.fetch import Kind


@click.command(
    epilog="Example: kg fetch moderngov https://democracy.wexmere.example --committee Adults --since 2024-01"
)
@click.argument("kind", type=click.Choice(["moderngov", "cmis"]), metavar="moderngov|cmis")
@click.argument("site")
@click.option("--committee", required=True, help="Whose papers: its name, a part of the name, or its number there.")
@click.option("--since", type=DATE, required=True, help="Meetings from this day on.")
@click.option("--until", type=DATE, help="Meetings up to this day; also those to come unless given.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default="papers",
    show_default=True,
    help="The folder that they come into.",
)
@click.option("--only-new", is_flag=True, help="Do not ask whether papers that are here have changed.")
@click.option(
    "--every", type=click.FloatRange(0.1, 600), default=1.0, show_default=True, help="Seconds between requests."
)
@click.option(
    "--patience",
    type=click.IntRange(1, 86400),
    default=300,
    show_default=True,
    help="The longest wait, in seconds, that the site may ask for.",
)
@click.option("--contact", default="", help="Whom the site's keepers can ask: an address of mail or of a page.")
@click.option("--megabytes", type=click.IntRange(1), default=256, show_default=True, help="The largest paper, in MiB.")
@click.option("--most", type=click.IntRange(1), default=5000, show_default=True, help="The most papers of one run.")
@click.option("--inside", is_flag=True, help="The portal is in our own network.")
def fetch(
    kind: Kind,
    site: str,
    committee: str,
    since: str,
    until: str | None,
    into: Path,
    only_new: bool,
    every: float,
    patience: int,
    contact: str,
    megabytes: int,
    most: int,
    inside: bool,
) -> int:
    """Bring a committee's papers from the portal at SITE into a folder, each with where it came from.

    Papers that are here and did not change are not sent again, so the same command brings what is new. The folder is
    held against the portal's own list: what is listed and not here is named, with why: exit code 1.
    """
    from ingest.fetch.fetch import Bounds
    from ingest.fetch.fetch import fetch as bring
    from ingest.fetch.listed import Wanted
    from ingest.fetch.polite import MIB, Pace
    from ingest.fetch.site import site_of
    from interfaces.cli.fetch_report import progress_bar, report
    from interfaces.given_dates import first_day, last_day

    if not contact.isascii() or not contact.isprintable():
        raise click.UsageError("--contact should be plain letters: an address of mail or of a page.")
    wanted = Wanted(committee, first_day(since), last_day(until) if until else None)
    with progress_bar() as progress:
        done = bring(
            kind,
            site_of(site, inside),
            wanted,
            into,
            pace=Pace(every, patience, contact),
            bounds=Bounds(megabytes * MIB, most),
            only_new=only_new,
            progress=progress,
        )
    report(done, into)
    return 0 if done.is_whole else 1
