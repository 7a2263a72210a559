"""By how long a contract may be extended, as a notice's field on renewal says it: mostly a few words, no sentence."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.terms import NUMBERS, months, read_extension, read_plus, read_term

_N: Final = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_LENGTH: Final = rf"(?P<number>{_N})[\s-]+(?P<unit>years?|months?)\b"
_KIND: Final = r"(?:(?:optional|further|additional|possible)\s+)?"
# "2 one-year extension options", "1 x 12 month extension", "Two 48 month extensions"
SEVERAL: Final = re.compile(
    rf"\b(?P<times>[1-5]|one|two|three|four|five)(?:\s*[x×]\s*|\s+){_KIND}{_LENGTH}"
    r"\s+(?:extension|option|renewal|period)s?\b",
    re.IGNORECASE,
)
# "Optional 3 years extension"
OPTIONAL: Final = re.compile(
    rf"\b(?:optional|possible)\s+{_LENGTH}(?:\s+(?:extension|renewal|period)|\W*$)", re.IGNORECASE
)
# "12 months subject to mutual agreement": nothing but a length, and on what it hangs.
BARE: Final = re.compile(
    rf"\W*(?:up to\s+)?(?:an?\s+)?{_KIND}{_LENGTH}\W*"
    r"(?:$|(?:extensions?|renewals?)\b|subject to\b|at the\b|by mutual\b)",
    re.IGNORECASE,
)
# "3+1+1": what is counted is not said, so it must be what the period beside it is.
SUMMED: Final = re.compile(r"(?<![\d.£])(\d{1,2})((?:\s?\+\s?\d{1,2}){1,4})(?![\d.]|\s?\+)")
UNITS: Final = ("year", "month")


def extension_of(renewal: str, term: int | None = None) -> int | None:
    """The months by which a contract may be extended, as words on its renewal say; `term` are the months that it lasts.

    Words that tell a term too are not read: whether the period beside them has the extensions in it is then not clear.
    """
    bare = BARE.match(renewal)
    if bare:  # before a term is looked for: "12 months subject to mutual agreement" is no agreement of 12 months
        return months(bare["number"], bare["unit"])
    if read_term(renewal):
        return None
    return read_extension(renewal) or read_plus(renewal)[1] or _few_words(renewal) or _summed(renewal, term)


def _few_words(renewal: str) -> int | None:
    several = SEVERAL.search(renewal)
    if several:
        return months(several["times"], "month") * months(several["number"], several["unit"])
    found = OPTIONAL.search(renewal)
    return months(found["number"], found["unit"]) if found else None


def _summed(renewal: str, term: int | None) -> int | None:
    """What stands behind the term in "3+1+1"; None where the term is another, or already has it all."""
    found = SUMMED.search(renewal)
    if not found:
        return None
    unit = next((unit for unit in UNITS if months(found[1], unit) == term), None)
    return sum(months(each, unit) for each in re.findall(r"\d+", found[2])) if unit else None
