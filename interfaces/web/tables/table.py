"""What a table is: a question, its columns, and what a reader may narrow it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from interfaces.given_dates import iso_date
from kg.errors import WrongUse
from queries.library import Library

Chosen = Mapping[str, str]
LAST: Final = "\uffff"  # what is not told sorts behind all that is


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what stands above it, and what its rows sort by; None for a column that is not sorted."""

    name: str
    words: str
    order: Callable[[Any], Any] | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader may narrow a table by; `choices` are values with their words, of a `choice`."""

    name: str
    label: str
    kind: Literal["date", "choice", "check", "number"]
    hint: str = ""
    choices: Callable[[Library], Sequence[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, as its page and its CSV file show it.

    about    what the rows are, in a sentence, for who has not seen it before
    ask      the rows, by what was chosen; WrongUse where that is no date or number
    template the macro in templates/tables/rows.html that shows a row's cells
    derived  whether rows are worked out from several papers
    """

    name: str
    title: str
    about: str
    nothing: str
    headings: tuple[Heading, ...]
    ask: Callable[[Library, Chosen], Sequence[Any]]
    filters: tuple[Filter, ...] = ()
    derived: str = ""

    @property
    def template(self) -> str:
        """The macro's name."""
        return self.name.replace("-", "_")


def date_in(chosen: Chosen, name: str) -> str | None:
    """A date that was chosen; WrongUse where it is none."""
    given = chosen.get(name, "").strip()
    if given and iso_date(given) is None:
        raise WrongUse(f"“{given[:40]}” should be a date such as 2018, 2018-03 or 2018-03-08.")
    return given or None


def number_in(chosen: Chosen, name: str, default: int, most: int) -> int:
    """A whole number that was chosen, from 1 to `most`; WrongUse where it is none."""
    given = chosen.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal() or len(given) > 9 or not 1 <= int(given) <= most:
        raise WrongUse(f"“{given[:40]}” should be a number from 1 to {most}.")
    return int(given)


def label(ref: Any) -> str:
    """What a thing sorts by; a row without one comes last."""
    return ref.label.casefold() if ref else LAST


def labels(refs: Sequence[Any]) -> str:
    """What several things sort by."""
    return label(refs[0]) if refs else LAST


def text(value: str | None) -> str:
    """What words and dates sort by."""
    return value.casefold() if value else LAST
