"""Records as pandas frames: a row a record, things by their names and addresses, money as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, get_args

from interfaces.csv_rows import CITED, flat, pairs
from kg.errors import WrongUse
from queries.answers import Ref

if TYPE_CHECKING:
    import pandas as pd

    from interfaces.web.api.questions import Question

CITATIONS: Final = "citations"  # a field of records; columns of words here
IRI: Final = "_iri"  # beside the column with a thing's name stands that with its address


def frame(records: Iterable[object]) -> pd.DataFrame:
    """A frame of records of one kind, such as the events of a trail.

    A thing has two columns, its name and `…_iri`; several are joined by semicolons; citations are in `papers`, `places`
    and `words`. Dates stay words, for papers are not always exact to the day.
    """
    every = list(records)
    sums = _sums(type(every[0])) if every else []
    return framed([cells(each) for each in every], sums=sums)


def framed(rows: Sequence[Mapping[str, object]], columns: Sequence[str] = (), sums: Sequence[str] = ()) -> pd.DataFrame:
    """A frame of rows; with `columns` where there are none. WrongUse where pandas is not installed.

    sums   columns that hold numbers also where no row has one
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise WrongUse("A frame needs pandas: pip install 'committee-kg[notebook]'") from error
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(columns)
    names.sort(key=lambda name: name in CITED)
    made = pd.DataFrame([[_number(row.get(name)) for name in names] for row in rows], columns=names)
    return made.astype({name: float for name in sums if name in names})


def frame_of_answer(question: Question, answer: Any) -> pd.DataFrame:
    """The frame of an answer that is a list. WrongUse, naming the lists in it, for one that is a record."""
    if isinstance(answer, list | tuple):
        return frame(answer) if answer else framed([], _columns(question))
    lists = [name for name, value in pairs(answer) if isinstance(value, tuple)]
    inside = f"; make a frame of one of its lists: {', '.join(lists)}" if lists else ""
    raise WrongUse(f"The answer to “{question.name}” is one record, not rows{inside}.")


def cells(record: object) -> dict[str, object]:
    """A record as cells of values."""
    words = flat(record)
    found: dict[str, object] = {}
    for name, value in pairs(record):
        match value:
            case None | bool() | int() | Decimal():
                found[name] = value
            case Ref():
                found |= {name: value.label, f"{name}{IRI}": value.iri}
            case _ if name in words and name != CITATIONS:
                found[name] = words[name]
    return found | {name: words[name] for name in CITED if name in words}


def _number(value: object) -> object:
    """Money as the number that pandas reckons with; exact sums are in the records."""
    return float(value) if isinstance(value, Decimal) else value


def _sums(kind: type) -> list[str]:
    """The fields of a record that are money."""
    return [field.name for field in fields(kind) if str(field.type).startswith("Decimal")] if is_dataclass(kind) else []


def _columns(question: Question) -> list[str]:
    """What the columns of an answer without rows are called."""
    row = next(iter(get_args(question.answer)), None)
    names = [field.name for field in fields(row)] if row is not None and is_dataclass(row) else []
    return [name for name in names if name != CITATIONS] + ([*CITED[:-1]] if CITATIONS in names else [])
