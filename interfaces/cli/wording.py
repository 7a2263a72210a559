"""How values are said to a person: dates, money, terms, places, words in quotes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from queries.answers import Citation, Ref

MONTHS: Final = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
).split()
MOST: Final = 4  # places of one paper worth listing in a table; JSON and CSV have all
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


def source(citations: Iterable[Citation]) -> str:
    """Each paper with its places below it."""
    places: dict[str, dict[str, None]] = {}
    for citation in citations:
        places.setdefault(citation.file_name, {})[citation.place] = None
    return "\n".join(f"{file_name}\n{', '.join(list(found)[:MOST])}" for file_name, found in places.items())


def words(citations: Iterable[Citation]) -> str:
    """The words of each citation in quotes, each once, a line each."""
    return "\n".join(dict.fromkeys(f"“{shortened(citation.words)}”" for citation in citations if citation.words))


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
