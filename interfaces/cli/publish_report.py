"""What `kg publish` tells a person: where it stands, what was sent, and what a server does not give back as sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from interfaces.cli.ingest_report import say, shown_bar

if TYPE_CHECKING:
    from index.opensearch.publication import Brought, Tell
    from ingest.publish.graph import Done

DOING: Final = {"comparing": "Comparing passages", "sending": "Sending passages"}


@contextmanager
def graph_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; nothing where nobody looks."""
    with shown_bar("Looking at the store") as put:

        def show(done: int, all_graphs: int) -> None:
            if put:
                put("Writing graphs", done, all_graphs, "", "")

        yield show


@contextmanager
def text_bar() -> Iterator[Tell]:
    """The same for passages."""
    with shown_bar("Looking at the cluster") as put:

        def show(doing: str, done: int, papers: int) -> None:
            if put:
                put(DOING.get(doing, doing), done, papers, "", "")

        yield show


def report_graph(done: Done, store: str) -> None:
    """What was done to a store, and how what it holds stands against what was sent."""
    if done.nothing:
        say(f"Nothing to do: {store} holds generation {done.generation}, {done.quads:,} statements.")
    else:
        say(f"Published generation {done.generation} to {store}: {_counted(done)}.")
        say(f"The store holds {done.quads:,} statements, {_proved(done)}.")
    if done.withdrew:
        say("Papers that are not for publication were taken out of the store.")
    if done.exempt:
        say("The store holds papers that are not for publication: let nobody but staff ask it.")
    for kind, number in sorted(done.proof.respelled.items()):
        say(f"The store spells {number:,} values of {kind} in its own way; they mean the same.")
    for fault in done.proof.faults:
        say(f"NOT AS IT SHOULD BE: {fault}.", hanging=4)


def report_text(brought: Brought, url: str) -> None:
    """What was done to a text index."""
    holds = f"{brought.passages:,} passages of {f'{brought.papers:,} papers' if brought.papers != 1 else 'one paper'}"
    if brought.already:
        say(f"Nothing to do: {url} has generation {brought.generation}, {holds}.")
        return
    made = ", made anew" if brought.anew else ""
    sent = f"{brought.sent:,} papers" if brought.sent != 1 else "one paper"
    say(
        f"Published generation {brought.generation} to {url}{made}: {sent} sent,"
        f" {brought.gone:,} taken out; it has {holds}."
    )


def _counted(done: Done) -> str:
    told = [
        f"{done.put:,} {'graph' if done.put == 1 else 'graphs'} put" if done.put else "",
        f"{done.changed:,} changed" if done.changed else "",
        f"{done.dropped:,} dropped" if done.dropped else "",
        f"{done.same:,} as they were" if done.same else "",
    ]
    return ", ".join(each for each in told if each) or "no graphs"


def _proved(done: Done) -> str:
    if done.proof.faults:
        return "and not all is as it should be"
    graphs = f"{done.proof.read:,} graphs" if done.proof.read != 1 else "one graph"
    as_many = "as many as were sent" if done.proof.all_counted else "what was written as many as were sent"
    return f"{as_many}; {graphs} read back and found the same" if done.proof.read else as_many
