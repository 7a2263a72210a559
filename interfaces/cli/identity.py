"""`kg review` and `kg why`: which names are one thing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import lines, told
from kg.base import Base

if TYPE_CHECKING:
    from kg.identity_questions import Question
    from queries.library import Library
    from queries.review import QuestionRow, SideRow

KEYS: Final = {"y": True, "n": False, "l": None}
SHOWN: Final = 3  # places of each side; `--list --format json` has all


@click.command("review", epilog="Example: kg review --list")
@click.option("--list", "list_them", is_flag=True, help="List the questions, and ask nothing.")
@click.option("--yes", metavar="ID", multiple=True, help="Answer a question of the list: they are one.")
@click.option("--no", metavar="ID", multiple=True, help="Answer a question of the list: they are two.")
@click.option("--undo", is_flag=True, help="Take the last answer back.")
@click.option("--reason", help="Why, kept with the answer; what speaks for it unless given.")
@click.option("--by", envvar="USER", help="Who answers; $USER unless given.")
@answers
@click.pass_obj
def review(
    base: Base,
    list_them: bool,
    yes: tuple[str, ...],
    no: tuple[str, ...],
    undo: bool,
    reason: str | None,
    by: str | None,
    form: Form | None,
) -> None:
    """Names that may be one thing: one question at a time, both sides with what papers say of them.

    y they are one, n they are two, l later, q quit. Answers are kept in judgements.yaml with who and when, hold when
    papers come again, and are published at once.
    """
    from queries.library import Library
    from queries.review import case_of, shown

    library = Library(base)
    if undo:
        from kg.judgements import undo_judgement

        click.echo(f"Taken back: {undo_judgement(base.judgements_file).said}", err=True)
        _publish(base)
    elif yes or no:
        for same, wanted in (*((True, each) for each in yes), *((False, each) for each in no)):
            _answer(library, wanted, same, reason, by)
        _publish(base)
    elif list_them:
        case = case_of(library)
        rows = [shown(library, case, question) for question in case.questions()]
        put(rows, [Section("questions", rows, QUESTION_COLUMNS)], form, "Nothing to ask.")
    else:
        _ask_all(library, reason, by)


def _answer(library: Library, wanted: str, same: bool, reason: str | None, by: str | None) -> None:
    from queries.review import case_of, the_question

    question = the_question(case_of(library), wanted)
    _keep(library, question, same, reason, by)


def _keep(library: Library, question: Question, same: bool, reason: str | None, by: str | None) -> None:
    from datetime import UTC, datetime

    from kg.judgements import add_judgement

    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    judgement = question.judgement(same, reason or f"answered: {question.score.words}", by, now)
    add_judgement(library.base.judgements_file, judgement)
    click.echo(judgement.said, err=True)


def _ask_all(library: Library, reason: str | None, by: str | None) -> None:
    """One question after the other, the likeliest first, until none is left or it is enough."""
    from queries.review import case_of, judged_anew, shown

    later: set[str] = set()
    answered = False
    case = case_of(library)
    while left := [each for each in case.questions() if each.id not in later]:
        question = left[0]
        _show(shown(library, case, question), len(left))
        same = _key()
        if same == "q":
            break
        if same is None:
            later.add(question.id)
            continue
        _keep(library, question, bool(same), reason, by)
        answered, case = True, judged_anew(library, case)
    else:
        click.echo(f"Nothing more to ask{'; some were left for later' if later else ''}.", err=True)
    if answered:
        _publish(library.base)


def _key() -> bool | str | None:
    """A key on a terminal, the first letter of a line from elsewhere; what ends there is a `q`."""
    while True:
        click.echo("One and the same? [y]es, [n]o, [l]ater, [q]uit: ", nl=False, err=True)
        key = click.getchar().lower() if sys.stdin.isatty() else (sys.stdin.readline()[:1].lower() or "q")
        click.echo(key, err=True)
        if key == "q":
            return "q"
        if key in KEYS:
            return KEYS[key]


def _show(row: QuestionRow, left: int) -> None:
    """One question, both sides one below the other."""
    of = f" of {row.council}" if row.council else ""
    click.echo(f"\n{left} to ask. Is this one {row.kind}{of}? ({row.id})", err=True)
    for mark, side in (("A", row.one), ("B", row.other)):
        click.echo(f"\n{mark}  {_side(side)}", err=True)
    click.echo(f"\nWhat speaks for it: {'; '.join(row.evidence)}", err=True)


def _side(side: SideRow) -> str:
    others = [name for name in side.names if name != side.thing.label]
    papers = ", ".join(side.papers[:SHOWN]) + (
        f" and {len(side.papers) - SHOWN} more" if len(side.papers) > SHOWN else ""
    )
    return lines(
        _name(side),
        f"also {', '.join(others)}" if others else "",
        "; ".join(side.said),
        told(side.citations[:SHOWN]) or f"— {papers}",
    )


def _publish(base: Base) -> None:
    from ingest.judging import reproject

    generation = reproject(base)
    made = f"Published generation {generation} of {base.path}." if generation else "No name stands for another thing."
    click.echo(made, err=True)


@click.command("why", epilog="Example: kg why 'A Member' 'Anna Member'")
@click.argument("one")
@click.argument("other")
@answers
@click.pass_obj
def why(base: Base, one: str, other: str, form: Form | None) -> None:
    """Why two names are, or are not, one thing.

    ONE and OTHER are names as papers write them, of people, posts, providers, schemes, contracts or committees.
    """
    from queries.library import Library
    from queries.why import why as ask

    answer = ask(Library(base), one, other)
    put(answer, [Section("reasons", answer.reasons, REASON_COLUMNS, answer.verdict)], form)


def _asked(row: QuestionRow) -> str:
    return lines(row.kind, row.council or "")


QUESTION_COLUMNS: Final = (
    Column("ID", lambda row: row.id),
    Column("Of", _asked, share=2),
    Column("Are these one?", lambda row: lines(_brief(row.one), _brief(row.other)), share=4),
    Column("What speaks for it", lambda row: lines(*row.evidence), share=3),
)
REASON_COLUMNS: Final = (
    Column("Because", lambda row: row.words, share=2),
    Column("Where", lambda row: told(row.citations), share=2),
)


def _brief(side: SideRow) -> str:
    return lines(_name(side), *(f"— {name}" for name in side.papers[:SHOWN]))


def _name(side: SideRow) -> str:
    """The name to show, with the reference or the other name by which an answer is kept."""
    return side.thing.label if side.called == side.thing.label else f"{side.thing.label} ({side.called})"
