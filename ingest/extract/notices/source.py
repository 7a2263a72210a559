"""One release while its records are read: its values with the places where they stand, and what could not be read."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from ingest.read.document import Document
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import Path, ReleaseText
from ingest.read.notices.words import currency_of, day_of, sum_of
from kg.evidence import Evidence
from kg.records import Issue

# Lines one below the other are one place, up to so many characters: longer quotes nobody reads.
LONGEST_PLACE: Final = 700
POUNDS: Final = "GBP"
DAYS_OF_A_MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as published, and in pounds where it is one that can be a contract's value."""

    value: Decimal | None = None
    currency: str | None = None
    pounds: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, and for how many months; `sound` where it does not end before it begins.

    extension  by how many months after its end it may last at the latest
    """

    start: str | None = None
    end: str | None = None
    months: int | None = None
    sound: bool = True
    extension: int | None = None


@dataclass(slots=True)
class Source:
    """A release, by what its records are called, and the issues found so far, each once.

    ocid, name    of the release: they are the `ocid` and `release` of every record of it
    fallen        the awards of its process that came to nothing, as the file's newest releases say
    newly_fallen  those of which it is the first to say so
    one_stands    whether it, or an older release of the file, tells of an award that stands
    tender_told   whether another release of the file is the notice of its tender
    first_to_give_up  whether it is the first to say that the tender of its process came to nothing
    """

    document: Document
    text: ReleaseText
    ocid: str
    name: str
    issues: dict[Issue, None] = field(default_factory=dict)
    fallen: frozenset[str] = frozenset()
    newly_fallen: frozenset[str] = frozenset()
    one_stands: bool = False
    tender_told: bool = False
    first_to_give_up: bool = False

    @property
    def node(self) -> Node:
        """The release itself."""
        return Node(self.text.data)

    @property
    def date(self) -> str | None:
        """The day on which it was published."""
        return self.day(self.node, "date")

    @property
    def head(self) -> tuple[Evidence, ...]:
        """Where it opens: what it is called."""
        first = self.text.lines[0]
        return (self.document.evidence_of(self.document.lines[first : first + 1]),)

    def tagged(self, *tags: str) -> tuple[Path, ...]:
        """Where it says that it tells of one of these; () where it does not."""
        return tuple(path for words, path in self.node.values("tag") if words in tags)

    def places(self, *paths: Path) -> tuple[Evidence, ...]:
        """Where values stand, in the paper's order, lines one below the other as one place; its head for none."""
        found = sorted({self.text.places[path] for path in paths if path in self.text.places})
        return tuple(self.document.evidence_at(start, end) for start, end in _joined(found)) or self.head

    def issue(self, code: str, message: str, *paths: Path) -> None:
        """Keep what could not be read."""
        self.issues[Issue(code, message, self.places(*paths))] = None

    def day(self, node: Node, name: str) -> str | None:
        """A day; what stands where a day should, and is none, is an issue."""
        value = node.raw(name)
        found = day_of(value)
        if found is None and node.words(name):
            self.issue("date-unread", f"{name} is “{node.words(name)}”", node.at(name))
        return found.iso if found else None

    def day_at(self, path: Path) -> str | None:
        """The day that stands at the end of a path of names."""
        node = self.node
        for step in path[:-1]:
            node = node.node(str(step))
        return self.day(node, str(path[-1]))

    def sum(self, node: Node, name: str = "value") -> Sum:
        """A value's amount and currency; one that is no sum in pounds, or 0, is an issue."""
        value = node.node(name)
        words = value.words("amount")
        if not words:
            return Sum()
        paths = (value.at("amount"), value.at("currency"))
        amount, currency = sum_of(value.raw("amount")), currency_of(value.raw("currency"))
        if amount is None:
            self.issue("value-unread", f"the value is “{words:.60}”", *paths)
        elif currency != POUNDS:
            self.issue("value-not-in-pounds", f"the value is {words} {currency or 'in no currency'}", *paths)
        elif not amount:
            self.issue("value-of-nothing", "the value is £0", *paths)
        else:
            return Sum(amount, currency, amount)
        return Sum(amount, currency)

    def period(self, node: Node, name: str) -> Period:
        """A period's days and length; one that ends before it begins is an issue."""
        period = node.node(name)
        start, end = self.day(period, "startDate"), self.day(period, "endDate")
        sound = not (start and end and len(start) == len(end) and end < start)
        if not sound:
            self.issue("period-reversed", f"from {start} to {end}", period.at("startDate"), period.at("endDate"))
        extension = months_between(end, self.day(period, "maxExtentDate"))
        return Period(start, end, months_of(sum_of(period.raw("durationInDays"))), sound, extension)


def months_of(days: Decimal | None) -> int | None:
    """A length in days as whole months, None where it is none: portals write a year as 365, or as 12 times 30.

    Where several years have leap days in them, they count: 1,461 days are 48 months.
    """
    if not days or days != int(days):
        return None
    years = round(days / Decimal("365.25"))
    if years and 365 * years <= days <= 365 * years + (years + 3) // 4:
        return 12 * int(years)
    return int(days) // DAYS_OF_A_MONTH if days % DAYS_OF_A_MONTH == 0 else None


def months_between(first: str | None, last: str | None) -> int | None:
    """How many months lie between two days, where they are whole: both on one day of a month, or on the last of it."""
    if not first or not last or len(first) < 10 or len(last) < 10 or last <= first:
        return None
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    ends = all(each.day == monthrange(each.year, each.month)[1] for each in (one, other))
    months = (other.year - one.year) * 12 + other.month - one.month
    return months if ends or one.day == other.day else None


def _joined(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that stand one below the other as one, while it does not grow too long to be read."""
    held: tuple[int, int] | None = None
    for start, end in places:
        if held and start - held[1] <= 1 and end - held[0] <= LONGEST_PLACE:
            held = (held[0], max(end, held[1]))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
