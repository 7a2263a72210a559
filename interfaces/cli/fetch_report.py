"""What `kg fetch` tells a person: where it stands, what came, and what the portal lists that is not here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from interfaces.cli.ingest_report import ALIKE, say, shown_bar

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.fetch.fetch import Fetched, Missing, Progress, Step

DOING: Final = {"listing": "Looking at the list", "fetching": "Fetching"}


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on a terminal's standard error; nothing where nobody looks."""
    with shown_bar(DOING["listing"]) as put:
        if put is None:
            yield None
            return

        def show(step: Step) -> None:
            failed = f"{step.failed} missing" if step.failed else ""
            put(DOING[step.doing], step.done, step.total, failed, step.paper)

        yield show


def report(done: Fetched, into: Path) -> None:
    """What came, then how the folder stands against the portal's list, then each gap, and what to do next."""
    for sentence in _sentences(done, into):
        say(sentence)
    for line in _missing((*done.unseen, *done.missing)):
        say(line, hanging=4)
    for each in done.stale:
        say(f"NOT ASKED ANEW {_named(each)}; the copy that came before is here", hanging=4)
    for remark in done.remarks:
        say(f"NOT ALL OF THE LIST WAS SEEN: {remark}.", hanging=4)
    for title in done.withheld:
        say(f"Not for publication, the portal says: {title}")
    for title in done.gone:
        say(f"No longer on the portal's list, and still here: {title}")
    if done.new or done.changed:
        say(f"Read them with: kg ingest {into}")


def _sentences(done: Fetched, into: Path) -> Iterator[str]:
    came = [f"{len(done.new)} new" if done.new else "", f"{len(done.changed)} changed" if done.changed else ""]
    told = " and ".join(each for each in came if each)
    if told:
        yield f"Fetched {told} into {into}; {done.unchanged} unchanged."
    elif done.is_whole:
        yield f"Nothing to do: {_papers(done.unchanged)} in {into} unchanged since they were fetched."
    else:
        yield f"No paper was fetched; {done.unchanged} unchanged."
    held = f"{done.here} {'is' if done.here == 1 else 'are'} here"
    whole = "all of them are here" if done.here == done.listed and done.listed else held
    meetings = f"{done.meetings} meeting{'' if done.meetings == 1 else 's'}"
    yield f"{done.committee}: the portal lists {_papers(done.listed)} of {meetings}, {whole}."


def _missing(missing: tuple[Missing, ...]) -> Iterator[str]:
    """A line for each; where many are missing for one reason, one line that names them all."""
    alike: dict[str, list[Missing]] = defaultdict(list)
    for each in missing:
        alike[each.reason].append(each)
    for reason, those in alike.items():
        if len(those) < ALIKE:
            yield from (f"MISSING {_named(each)}" for each in those)
        else:
            named = "; ".join(f"{each.title} ({each.meeting})" for each in those)
            yield f"MISSING {_papers(len(those))}, all for one reason: {reason}. They are: {named}"


def _named(each: Missing) -> str:
    where = f" [{each.url}]" if each.url else ""
    meeting = f" ({each.meeting})" if each.meeting not in each.title else ""
    return f"{each.title}{meeting}{where}: {each.reason}"


def _papers(count: int) -> str:
    return f"{count} paper" if count == 1 else f"{count} papers"
