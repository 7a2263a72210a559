"""What an address asks of the search, and the addresses of searches like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote_plus

from index.analysis import FACETS

if TYPE_CHECKING:
    from starlette.requests import Request

    from index.engine import FacetCount, Sort

ORDERS: Final[Mapping[str, Sort]] = {"relevance": "relevance", "newest": "date", "oldest": "date-asc"}
LONGEST: Final = 1_000  # characters of what is typed; every link of the page says it again
CHOICES: Final = (*FACETS, "part")
LAST_PAGE: Final = 100
LONGEST_VALUE: Final = 400  # characters of a facet's value
MOST_VALUES: Final = 20  # of one facet


_quoted = lru_cache(maxsize=4096)(quote_plus)  # a page has the same words in fifty addresses


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it. The same search has one address, whatever order its parts were chosen in."""

    words: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1

    @property
    def order(self) -> Sort:
        """The order as the index calls it."""
        return ORDERS[self.sort]

    def address(self, path: str = "/search") -> str:
        """Where this search is answered."""
        given = [f"q={_quoted(self.words)}"]
        given += [f"{name}={_quoted(value)}" for name in CHOICES for value in sorted(self.chosen.get(name, ()))]
        given += [f"sort={self.sort}"] if self.sort != "relevance" else []
        given += [f"page={self.page}"] if self.page > 1 else []
        return f"{path}?{'&'.join(given)}"

    def narrowed(self, facet: str, value: str) -> str:
        """The address of the same search with one more value of a facet."""
        return self._with(facet, (*self.chosen.get(facet, ()), value)).address()

    def open(self, facet: str, counts: Sequence[FacetCount]) -> list[tuple[str, str, str]]:
        """What else can be chosen of a facet: each value, its count as people write it, and the address with it."""
        if chosen := self.chosen.get(facet):
            free = [each for each in counts if each.value not in chosen]
            return [(each.value, f"{each.count:,}", self.narrowed(facet, each.value)) for each in free]
        before, after = self.narrowed(facet, "\0").split("%00")  # what is before and after it in every address
        return [(each.value, f"{each.count:,}", f"{before}{_quoted(each.value)}{after}") for each in counts]

    def without(self, facet: str, value: str) -> str:
        """The address of the same search without a value of a facet."""
        return self._with(facet, tuple(each for each in self.chosen.get(facet, ()) if each != value)).address()

    def of_part(self, part: str) -> str:
        """The address of all passages of one report or item that answer."""
        return self._with("part", (part,)).address()

    def whole(self) -> str:
        """The address of the same words without anything chosen."""
        return Asked(self.words).address()

    def sorted_by(self, sort: str) -> str:
        """The address of the same search in another order."""
        return replace(self, sort=sort, page=1).address()

    def at_page(self, page: int) -> str:
        """The address of another page."""
        return replace(self, page=page).address()

    def for_words(self, words: str) -> str:
        """The address of other words, narrowed alike."""
        return replace(self, words=words, page=1).address()

    def feed(self) -> str:
        """The address of this search as an Atom feed."""
        return replace(self, sort="relevance", page=1).address("/search.atom")

    def file(self) -> str:
        """The address of all hits as CSV."""
        return replace(self, page=1).address("/search.csv")

    def _with(self, facet: str, values: tuple[str, ...]) -> Self:
        return replace(self, chosen={**self.chosen, facet: tuple(dict.fromkeys(values))}, page=1)


def asked_of(request: Request) -> Asked:
    """What a request's address asks; what it does not understand of it is left out."""
    given = request.query_params
    chosen = {name: tuple(dict.fromkeys(filter(_is_value, given.getlist(name))))[:MOST_VALUES] for name in CHOICES}
    return Asked(
        given.get("q", "").replace("\0", "")[:LONGEST].strip(),
        {name: values for name, values in chosen.items() if values},
        given.get("sort", "") if given.get("sort") in ORDERS else "relevance",
        _page(given.get("page", "")),
    )


def _is_value(given: str) -> bool:
    return 0 < len(given) <= LONGEST_VALUE and "\0" not in given


def _page(given: str) -> int:
    return min(max(int(given), 1), LAST_PAGE) if given.isdecimal() and len(given) < 6 else 1
