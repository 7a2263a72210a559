"""What answers are made of: a thing by its name, a place in a paper, and rows of SPARQL gathered into both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing: its IRI and the name to show."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer stands: the paper, the place in it, and the words.

    page is the file's, printed_page the one on the paper, line counts from 1 in the paper's text; each None if unknown.
    date is the paper's own, where it gives one. replaced_by is the file with a later version of these minutes. evidence
    is the IRI of the place, `…/evidence/START-END`: characters of the paper's text.
    """

    paper: str
    file_name: str
    words: str
    page: int | None = None
    printed_page: str | None = None
    line: int | None = None
    date: str | None = None
    replaced_by: str | None = None
    evidence: str | None = None

    @property
    def place(self) -> str:
        """The place as people say it: `page 12 (printed 10)`, `line 340`; of replaced minutes also by what."""
        return f"{self._place}; replaced by {self.replaced_by}" if self.replaced_by else self._place

    @property
    def _place(self) -> str:
        if self.page is None and self.printed_page is None:
            return f"line {self.line}" if self.line else "place unknown"
        if self.page is None:
            line = f", line {self.line}" if self.line else ""
            return f"printed page {self.printed_page}{line}"
        printed = f" (printed {self.printed_page})" if self.printed_page not in (None, str(self.page)) else ""
        return f"page {self.page}{printed}"


def grouped(rows: Iterable[Row], *names: str) -> list[list[Row]]:
    """Rows that agree in some columns together, in the order in which they first come."""
    groups: dict[tuple[str | None, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.get(name) for name in names), []).append(row)
    return list(groups.values())


def first(rows: Sequence[Row], name: str) -> str | None:
    """The first value of a column that is bound."""
    return next((row[name] for row in rows if name in row), None)


def every(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    """All values of a column, each once."""
    return tuple(dict.fromkeys(row[name] for row in rows if name in row))


def ref(rows: Sequence[Row], name: str) -> Ref | None:
    """The first thing of a column, with the label in the column `…Label`."""
    return next(iter(refs(rows, name)), None)


def refs(rows: Iterable[Row], name: str) -> tuple[Ref, ...]:
    """All things of a column, each once."""
    found = {row[name]: row.get(f"{name}Label") for row in rows if name in row}
    return tuple(Ref(iri, label or last_part(iri)) for iri, label in found.items())


def last_part(iri: str) -> str:
    """The readable end of an IRI, for a thing without a name: `ck:procure` is `procure`."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def word(rows: Sequence[Row], name: str) -> str | None:
    """A word of one of the vocabulary's closed lists: `recommended`, `majority`."""
    iri = first(rows, name)
    return last_part(iri) if iri else None


def amount(rows: Sequence[Row], name: str) -> Decimal | None:
    """The first value of a column as pounds."""
    return pounds(first(rows, name))


def pounds(text: str | None) -> Decimal | None:
    """A graph's number as pounds; None where it is none."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def whole(rows: Sequence[Row], name: str) -> int | None:
    """The first value of a column as a whole number."""
    text = first(rows, name)
    return int(text) if text and text.lstrip("-").isdigit() else None


def truth(rows: Sequence[Row], name: str) -> bool | None:
    """The first value of a column as yes or no."""
    text = first(rows, name)
    return None if text is None else text == "true"


def date_key(date: str | None) -> str:
    """What dates sort by: one no more exact than its month comes after that month's days, no date at the end.

    A paper of a later date says "agreed in March"; that stands after what was recommended on 8 March.
    """
    return f"{date}~" if date else "~"
