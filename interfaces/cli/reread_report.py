"""What `kg ingest --reread` tells: what a new version of the rules would change, and what came of a person's answer."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.ingest_report import KINDS, failures
from interfaces.cli.output import Column, Form, Section, put
from interfaces.wording import shortened
from queries.answers import Citation

if TYPE_CHECKING:
    from ingest.rereading import Accepted, PaperReread, Reread
    from kg.readings_compared import FactChange, KindCount

# One of each kind, where that is not its plural without an s.
SINGLE: Final = {"people named": "person named", "dependencies": "dependency"}
UNLISTED: Final = {"PaperFacts": "papers' own facts", "SectionPart": "parts of papers", "Issue": "issues"}
WORDS: Final = 160  # of a field, and of what is cited, in a table; JSON and CSV have them whole


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of one fact, in one paper; `before` and `after` name the fields that differ.

    line  in the paper's text, where it has no pages
    """

    paper: str
    what: str
    kind: str
    says: str
    page: int | None
    printed_page: str | None
    line: int | None
    words: str
    before: dict[str, str | None]
    after: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of fact, in a clerk's words: how many there were and are, and how many came, went and changed."""

    kind: str
    before: int
    after: int
    gained: int
    lost: int
    altered: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reading again found, as JSON shows it."""

    extractor: str
    read: int
    unchanged: int
    kinds: tuple[KindRow, ...]
    changes: tuple[ChangeRow, ...]
    not_read: tuple[str, ...]


def show(found: Reread, form: Form | None) -> None:
    """What would change: the data on standard output, and in a sentence beside it."""
    kinds = tuple(_kind_row(kind) for kind in found.kinds)
    rows = tuple(_row(paper, *each) for paper in found.papers for each in zip(paper.changes, paper.lines, strict=True))
    not_read = tuple(failures(found.failures))
    unchanged = sum(paper.same for paper in found.papers)
    sections = [
        Section("kinds", kinds, KIND_COLUMNS, "By kind"),
        Section("changes", rows, CHANGE_COLUMNS, "Paper by paper"),
    ]
    answer = Answer(found.extractor, len(found.papers), unchanged, kinds, rows, not_read)
    put(answer, sections, form, "There is no change to show.")
    for line in (*sentences(found), *not_read):
        click.echo(line, err=True)


def how(base: Path, names: Sequence[str]) -> str:
    """How what was shown is published."""
    command = shlex.join(["kg", "--base", str(base), "ingest", "--reread", *names, "--yes"])
    return f"Nothing is published yet. To publish it, run `{command}`: nothing is read twice."


def sentences(found: Reread) -> Iterator[str]:
    """What would change, in words."""
    if not found.papers and not found.failures:
        yield f"Nothing to read again: version {found.extractor} of the rules has read all {_papers(found.current)}."
        return
    yield f"Read {_papers(len(found.papers))} again: {_in_brief(found)}."
    if found.current:
        yield f"{_papers(found.current)} had been read by version {found.extractor} already."
    if words := sum(paper.words for paper in found.papers):
        yield f"The words of {_papers(words)} are read, or cut for search, otherwise."
    for publicity, said in PUBLICITY.items():
        if names := [paper.file_name for paper in found.papers if paper.publicity == publicity]:
            yield f"{said}: {', '.join(names)}."


def told(done: Accepted) -> Iterator[str]:
    """What came of accepting."""
    if done.generation:
        yield f"Published generation {done.generation}: the new reading of {_papers(done.papers)} holds."
    else:
        yield f"Noted that this version has read {_papers(done.papers)}; readers see no difference."
    if done.passed_over:
        yield f"Passed over, for they changed meanwhile: {', '.join(done.passed_over)}; run `kg ingest --reread` again."


def _in_brief(found: Reread) -> str:
    """“4 decisions more, 1 contract lost, 2 actions altered”."""
    parts = [
        f"{_counted(count, kind.kind)} {word}"
        for word, of in (("more", "gained"), ("lost", "lost"), ("altered", "altered"))
        for kind in sorted(found.kinds, key=_order)
        if (count := getattr(kind, of))
    ]
    return ", ".join(parts) or "every fact is as it was"


def _order(kind: KindCount) -> tuple[int, str]:
    known = list(KINDS)
    return (known.index(kind.kind) if kind.kind in known else len(known), kind.kind)


def _plural(kind: str) -> str:
    return KINDS.get(kind) or UNLISTED.get(kind) or kind


def _counted(count: int, kind: str) -> str:
    words = _plural(kind)
    if count == 1:
        first, _, rest = words.partition(" of ")
        words = SINGLE.get(words) or f"{first.removesuffix('s')}{' of ' + rest if rest else ''}"
    return f"{count:,} {words}"


def _papers(count: int) -> str:
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"


def _kind_row(kind: KindCount) -> KindRow:
    return KindRow(_plural(kind.kind), kind.before, kind.after, kind.gained, kind.lost, kind.altered)


def _row(paper: PaperReread, change: FactChange, line: int | None) -> ChangeRow:
    kind = _counted(1, change.kind).removeprefix("1 ")
    before = {field.field: field.before for field in change.fields}
    after = {field.field: field.after for field in change.fields}
    place = change.page, change.printed_page, line
    return ChangeRow(paper.file_name, change.what, kind, change.says, *place, change.words, before, after)


def _place(row: ChangeRow) -> str:
    return Citation("", row.paper, row.words, row.page, row.printed_page, row.line).place


def _told(row: ChangeRow) -> str:
    """In a table: the words that a fact rests on; of one that was altered what it says, and what its fields were."""
    if row.what != "altered":
        return shortened(row.words, WORDS)
    changed = (f"{name}: {_brief(was)} → {_brief(row.after[name])}" for name, was in row.before.items())
    return "\n".join((shortened(row.says, WORDS), *changed))


def _brief(value: str | None) -> str:
    return "(none)" if value is None else shortened(value, WORDS)


PUBLICITY: Final = {
    "withheld": "No longer for publication, by what they say of themselves",
    "shown": "EVERYBODY WOULD SEE, for they no longer say that they are not for publication",
}
KIND_COLUMNS: Final = (
    Column("Kind", lambda row: row.kind),
    Column("Before", lambda row: row.before, right=True),
    Column("Now", lambda row: row.after, right=True),
    Column("Gained", lambda row: row.gained, right=True),
    Column("Lost", lambda row: row.lost, right=True),
    Column("Altered", lambda row: row.altered, right=True),
)
CHANGE_COLUMNS: Final = (
    Column("Paper", lambda row: row.paper),
    Column("Change", lambda row: f"{row.what}: {row.kind}"),
    Column("Place", _place),
    Column("Words; of what was altered: was → is", _told, share=1),
)
