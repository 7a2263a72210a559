"""What a portal lists, as values: committees, meetings, and the papers of each, by their own titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee of the portal: its number there, its name, and the page that it was read from."""

    number: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting that the portal lists; `date` is ISO, None where the list does not tell it."""

    number: str
    committee: str
    date: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper that the portal lists.

    key      what stays its own when its title changes: the portal's number for it, or its address
    url      where it is; None where the portal names it and has no link to it
    withheld the portal says that it is not for publication
    """

    key: str
    title: str
    url: str | None
    committee: str
    date: str | None
    meeting: str
    item: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for: a committee by name or number, the first day and the last."""

    committee: str
    since: str
    until: str | None = None

    def has(self, date: str | None) -> bool:
        """Whether a meeting's day is among them; one without a day is looked at, so that nothing is missed."""
        if date is None:
            return True
        return date >= self.since and (self.until is None or date <= self.until)


class Portal(Protocol):
    """A kind of portal: lists what it has. Each raises NotFetched where the site does not answer as such a portal."""

    def committees(self) -> list[Committee]:
        """Its committees."""
        ...

    def meetings(self, committee: Committee, wanted: Wanted) -> list[ListedMeeting]:
        """A committee's meetings on the days that are wanted."""
        ...

    def papers(self, meeting: ListedMeeting) -> list[Listed]:
        """A meeting's papers, in the portal's order; one listed twice comes twice."""
        ...

    @property
    def remarks(self) -> list[str]:
        """What could not be looked at in its lists, as sentences."""
        ...
