"""`kg status`, `kg issues` and `kg check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import lines, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.status import StatusAnswer


@click.command("status", epilog="Example: kg status")
@answers
@click.pass_obj
def status(base: Base, form: Form | None) -> None:
    """Which papers are in the base, which are not and why; what was read from them, and by which versions."""
    from ingest.read.ocr import find_tesseract
    from queries.library import Library
    from queries.status import status as ask

    tesseract = find_tesseract()
    answer = ask(Library(base), tesseract.version if tesseract else None)
    sections = [
        Section("base", _facts(answer), PAIR_COLUMNS, f"The base {answer.base}"),
        Section("papers", answer.listed, PAPER_COLUMNS, "Papers"),
        Section("printed", answer.printed, PRINTED_COLUMNS, "Printed in more than one paper"),
        Section("counts", _pairs(answer.counts), COUNT_COLUMNS, "In the generation"),
        Section("issues", _pairs(answer.issues), COUNT_COLUMNS, "Not read whole, or not placed (`kg issues`)"),
        Section("versions", _pairs(answer.versions), PAIR_COLUMNS, "Versions"),
    ]
    put(answer, sections, form)
    if answer.pending:
        click.echo(f"{answer.pending} papers are not finished: run `kg ingest` again.", err=True)


def _facts(answer: StatusAnswer) -> list[dict[str, object]]:
    generation = f"{answer.generation}, made {answer.made[:19]} UTC" if answer.made else "none is published"
    papers = {f"papers {status}": count for status, count in answer.papers.items()}
    scans = f"read by Tesseract {answer.tesseract}" if answer.tesseract else NO_TESSERACT
    return _pairs({"generation": generation, **papers, "scans": scans})


def _pairs(values: object) -> list[dict[str, object]]:
    return [{"name": name, "value": value} for name, value in dict(values).items()]  # type: ignore[call-overload]


@click.command("issues", epilog="Example: kg issues torn-table")
@click.argument("code", required=False)
@answers
@click.pass_obj
def issues(base: Base, code: str | None, form: Form | None) -> None:
    """What could not be read or placed, and what to do about it.

    Grouped by code, with what to do and the places; with CODE, each issue of that code with its words.
    """
    from queries.issues import issue_counts
    from queries.issues import issues as ask
    from queries.library import Library

    library = Library(base)
    if code is None:
        counts = issue_counts(library)
        put(counts, [Section("issues", counts, CODE_COLUMNS)], form, "Every paper was read whole.")
    else:
        found = ask(library, code)
        put(found, [Section("issues", found, ISSUE_COLUMNS)], form, f"There is no {code} in these papers.")


@click.command("check", epilog="Example: kg check --sample 20")
@click.option(
    "--sample", default=3, show_default=True, type=click.IntRange(0), help="How many papers to hold against the shapes."
)
@click.option(
    "--deep", is_flag=True, help="Also hold every byte of the base against its hash; no writer may be at work."
)
@answers
@click.pass_obj
def check(base: Base, sample: int, deep: bool, form: Form | None) -> None:
    """Hold graph, archive, ledger and index against each other, and a sample of papers against the shapes.

    With --deep a flipped bit in any file of the base is found: of archive, ledger, writer's folder and all generations.
    Exit code 1 where anything is wrong; each fault is named, with what to do.
    """
    from queries.check import check as ask
    from queries.deep_check import check_deep
    from queries.library import Library

    faults = check_deep(base, sample) if deep else ask(Library(base), sample)
    put(faults, [Section("faults", faults, FAULT_COLUMNS)], form, "All is well.")
    if faults:
        raise click.exceptions.Exit(1)


NO_TESSERACT: Final = "not read: Tesseract (the package tesseract-ocr) is not installed here"
PAIR_COLUMNS: Final = (
    Column("", lambda row: row["name"]),
    Column("", lambda row: row["value"]),
)
COUNT_COLUMNS: Final = (
    Column("What", lambda row: row["name"]),
    Column("Count", lambda row: f"{row['value']:,}", right=True),
)
PAPER_COLUMNS: Final = (
    Column("Paper", lambda row: row.file_name, share=3),
    Column("Status", lambda row: row.status),
    Column("Pages", lambda row: row.pages, right=True),
    Column("Records", lambda row: f"{row.records:,}", right=True),
    Column("Issues", lambda row: f"{row.issues:,}", right=True),
    Column("Why", lambda row: row.reason, share=3),
)
PRINTED_COLUMNS: Final = (
    Column("What", lambda row: row.work.label, share=2),
    Column("Meeting", lambda row: row.meeting.label, share=2),
    Column("Where", lambda row: lines(*(f"{each.file_name}, {each.place}" for each in row.citations)), share=3),
    Column("Says of itself", lambda row: row.standing),
)
CODE_COLUMNS: Final = (
    Column("Code", lambda row: row.code),
    Column("Count", lambda row: row.count, right=True),
    Column("What it means, and what to do", lambda row: lines(row.means, f"→ {row.do}"), share=3),
    Column("Where", lambda row: told(row.citations, quoted=False), share=2),
)
ISSUE_COLUMNS: Final = (
    Column("What", lambda row: shortened(row.message), share=1),
    Column("Words", lambda row: told(row.citations), share=1),
)
FAULT_COLUMNS: Final = (
    Column("Where", lambda row: row.where),
    Column("What is wrong", lambda row: row.what, share=3),
    Column("What to do", lambda row: row.do, share=2),
)
