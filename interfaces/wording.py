"""How values are said to a person: dates, money, terms, places, words in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from queries.answers import Citation, Ref

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST: Final = 3  # places worth showing in a table; JSON and CSV have all
LONG: Final = 300  # characters of a quotation; the whole of it is in JSON and CSV

STEPS: Final = {
    "procure": "tender",
    "delegate-award": "delegate award",
    "award": "award",
    "direct-award": "direct award",
    "extend": "extend",
    "vary": "vary",
    "start": "start",
    "end": "end",
    "pause": "pause",
    "terminate": "terminate",
    "delegate": "delegate",
}


def day(iso: str | None) -> str:
    """`2018-03-08` as `8 Mar 2018`, as exact as it is; empty for none."""
    if not iso:
        return ""
    year, *rest = iso.split("-")
    if not rest or not all(part.isdigit() for part in rest):
        return iso
    month = MONTHS[int(rest[0]) - 1] if 1 <= int(rest[0]) <= 12 else rest[0]
    return " ".join(filter(None, [str(int(rest[1])) if len(rest) > 1 else "", month, year]))


def money(amount: Decimal | None) -> str:
    """Pounds, with pence only where there are any."""
    if amount is None:
        return ""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def months(count: int | None) -> str:
    """36 as `3 years`, 18 as `18 months`."""
    if not count:
        return ""
    if count % 12 == 0:
        return f"{count // 12} year{'s' if count != 12 else ''}"
    return f"{count} month{'s' if count != 1 else ''}"


def names(things: Iterable[Ref | str | None]) -> str:
    """Things by their names, between commas."""
    return ", ".join(thing.label if isinstance(thing, Ref) else thing for thing in things if thing)


def name(thing: Ref | None) -> str:
    """A thing's name; empty for none."""
    return thing.label if thing else ""


def told(citations: Sequence[Citation], quoted: bool = True) -> str:
    """Where papers say so: the words in quotes with paper and place below them, or the places alone."""
    if not quoted:
        return lines(*(f"— {file_name}, {places}" for file_name, places in _by_paper(citations)))
    shown = dict.fromkeys(
        f"“{shortened(citation.words)}”\n— {citation.file_name}, {citation.place}" for citation in citations[:MOST]
    )
    more = len(citations) - MOST
    return lines(*shown, f"and {more} more place{'s' if more > 1 else ''}" if more > 0 else "")


def _by_paper(citations: Iterable[Citation]) -> list[tuple[str, str]]:
    places: dict[str, dict[str, None]] = {}
    for citation in citations:
        places.setdefault(citation.file_name, {})[citation.place] = None
    return [
        (file_name, ", ".join(list(found)[:MOST]) + (", …" if len(found) > MOST else ""))
        for file_name, found in places.items()
    ]


def shortened(text: str, longest: int = LONG) -> str:
    """Words cut to a length at a word, white space folded."""
    folded = " ".join(text.split())
    return folded if len(folded) <= longest else folded[: longest - 1].rpartition(" ")[0] + " …"


def lines(*parts: str | None) -> str:
    """Parts that are not empty, a line each."""
    return "\n".join(part for part in parts if part)


def listed(*parts: str | None, between: str = "; ") -> str:
    """Parts that are not empty, on one line."""
    return between.join(part for part in parts if part)
