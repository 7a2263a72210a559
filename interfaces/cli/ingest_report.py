"""What `kg ingest` tells a person: where it stands while it works, and what came of it."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import click

from kg.issue_codes import ISSUE_CODES

if TYPE_CHECKING:
    from ingest.build import Failure, Progress, Step, Summary
    from kg.base import Base

# From so many on, files of one folder that fail for one reason share a line.
ALIKE: Final = 10
# The narrowest and widest that words are folded; a file that is written to takes lines as long as they are.
NARROW, WIDE = 40, 100
# Kinds of records in a clerk's words, in the order in which they are told; the others are parts of these.
KINDS: Final = {
    "Meeting": "meetings",
    "AgendaItem": "agenda items",
    "Report": "reports",
    "Recommendation": "recommendations",
    "Minute": "minutes",
    "Decision": "decisions",
    "Action": "actions",
    "PlannedItem": "planned items",
    "Attendance": "attendances",
    "Membership": "memberships",
    "Contract": "contracts",
    "ContractEvent": "contract events",
    "Delegation": "delegated powers",
    "Provider": "providers",
    "Scheme": "schemes",
    "SchemeDependency": "dependencies",
    "BusinessCase": "business cases",
    "Saving": "savings",
    "Grant": "grants",
    "Commentary": "budget comments",
    "Implication": "implications",
    "Clearance": "clearances",
    "Contact": "contacts",
    "PersonMention": "people named",
    "SourceDocument": "source documents",
    "Notice": "published notices",
    "NoticeLot": "lots",
    "NoticeAward": "published awards",
    "NoticeContract": "signed contracts",
    "NoticeParty": "parties of notices",
    "NoticeAmendment": "published changes",
    "NoticeDocument": "documents listed",
}
# What tells of the paper and not of what happened.
UNTOLD: Final = frozenset(("PaperFacts", "SectionPart", "Issue"))
DOING: Final = {"finding": "Looking for papers", "reading": "Reading", "publishing": "Putting together"}


# What a bar is told: what is being done, how many of how many, how many failed, and which one was begun last.
Put = Callable[[str, int, int | None, str, str], None]


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on a terminal's standard error; nothing where nobody looks."""
    with shown_bar(DOING["finding"]) as put:
        if put is None:
            yield None
            return

        def show(step: Step) -> None:
            failed = f"{step.failed} not read" if step.failed else ""
            put(DOING[step.doing], step.done, step.total, failed, step.paper if step.doing != "publishing" else "")

        yield show


@contextmanager
def shown_bar(first: str) -> Iterator[Put | None]:
    """The bar itself, for whatever takes its time; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.table import Column

    from interfaces.cli.tables import harmless

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[failed]}", markup=False),
        TextColumn(
            "{task.fields[paper]}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")
        ),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, expand=True) as bar:
        task = bar.add_task(first, total=None, paper="", failed="")

        def put(doing: str, done: int, total: int | None, failed: str, paper: str) -> None:
            bar.update(task, description=doing, completed=done, total=total, failed=failed, paper=harmless(paper))

        yield put


def report(summary: Summary, base: Base, each: bool) -> None:
    """What was done, then what was read by kind, then what could not be placed, then what failed.

    each    name every file that failed, also where many fail alike
    """
    for sentence in _sentences(summary):
        say(sentence)
    _counted({KINDS.get(name, name): count for name, count in _in_order(summary.records)})
    _issues(summary.issues)
    for line in failures(summary.failures, each):
        say(line, hanging=4)
    if len(summary.failures) > 1:
        say(f"{len(summary.failures)} files or folders were not read; each line above says why, and what to do.")
    if summary.generation:
        say(f"Published generation {summary.generation} of {base.path}.")
    if summary.trouble:
        say(f"NOT PUBLISHED: {summary.trouble}.")


def failures(failed: Sequence[Failure], each: bool = False) -> Iterator[str]:
    """A line for every file that failed; one for those of a folder that fail for one reason, where they are many."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for failure in failed:
        folder, name = str(PurePath(failure.path).parent), PurePath(failure.path).name
        alike[folder, failure.reason].append(name)
    told: set[tuple[str, str]] = set()
    for failure in failed:
        group = str(PurePath(failure.path).parent), failure.reason
        names = alike[group]
        if each or len(names) < ALIKE:
            yield f"NOT READ {failure.path}: {failure.reason}"
        elif group not in told:
            told.add(group)
            yield (
                f"NOT READ {len(names)} files in {group[0]} ({names[0]}, {names[1]} and {len(names) - 2} others; "
                f"--each names them), all for one reason: {failure.reason}"
            )


def _sentences(summary: Summary) -> Iterator[str]:
    if summary.read:
        yield f"Read {_papers(len(summary.read))}; {summary.unchanged} unchanged."
    elif summary.generation is None and not summary.trouble and not summary.failures:
        yield f"Nothing to do: {_papers(summary.unchanged)} unchanged since they were last read."
    else:
        yield f"No paper was read anew; {summary.unchanged} unchanged."
    if summary.replaced:
        yield f"{_papers(summary.replaced)} replaced by changed files."
    if summary.renamed:
        yield f"Known under another name already: {', '.join(summary.renamed)}."
    if summary.withdrawn:
        yield f"Left out, withdrawn before: {', '.join(summary.withdrawn)}; --again takes them."
    if summary.exempt:
        yield f"Not for publication, so kept from what everybody may read: {', '.join(summary.exempt)}."


def _papers(count: int) -> str:
    return f"{count} paper" if count == 1 else f"{count} papers"


def _in_order(records: dict[str, int]) -> Iterator[tuple[str, int]]:
    order = list(KINDS)
    known = sorted((name for name in records if name in KINDS), key=order.index)
    for name in (*known, *(name for name in records if name not in KINDS and name not in UNTOLD)):
        yield name, records[name]


def _counted(counts: dict[str, int]) -> None:
    """Counts by name, in as many columns as fit."""
    if not counts:
        return
    say("Found in them:")
    cells = [f"{count:>7,} {name}" for name, count in counts.items()]
    width = max(len(cell) for cell in cells) + 2
    across = max(1, (_width() or WIDE) // width)
    for start in range(0, len(cells), across):
        _put("".join(cell.ljust(width) for cell in cells[start : start + across]).rstrip())


def _issues(issues: dict[str, int]) -> None:
    """What was not read whole, the most frequent first, each with what it means."""
    if not issues:
        return
    say("Not read whole, or not placed (`kg issues CODE` shows each place):")
    for code, count in sorted(issues.items(), key=lambda each: (-each[1], each[0])):
        means = ISSUE_CODES[code].means if code in ISSUE_CODES else ""
        say(f"{count:>7,} {code}: {means}", hanging=8)


def _width() -> int | None:
    """The width to fold words at; None where standard error is a file, whose lines are as long as they are."""
    if not sys.stderr.isatty():
        return None
    return max(NARROW, min(WIDE, shutil.get_terminal_size().columns))


def say(words: str, hanging: int = 0) -> None:
    """One sentence, folded on a terminal; what a file's name may hold is one line, and does nothing to the terminal."""
    from interfaces.cli.tables import harmless

    line = harmless(words).replace("\n", " ")
    width = _width()
    folded = (
        textwrap.wrap(
            line, width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False,
            drop_whitespace=True, replace_whitespace=False,
        )
        if width
        else [line]
    )  # fmt: skip
    for each in folded:
        _put(each)


def _put(line: str) -> None:
    click.echo(line, err=True)
