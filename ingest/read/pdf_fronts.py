"""Front sheets with an agenda beside those who sit on the committee: two lists, each read from its top to its end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.read.pdf_pieces import Piece

# What heads the two lists: reads "AGENDA", "Order of business"; leaves "Agenda item", "Agenda published on 3 May".
AGENDA = re.compile(r"(?:the )?agenda|(?:order|items?) of business", re.IGNORECASE)
# Reads "Membership", "Members of the Committee", "Councillors:"; leaves "Members present and voting", "Member", "Ward".
MEMBERSHIP = re.compile(
    r"(?:committee |board )?(?:membership|members)(?: of the [\w ]{3,60})?(?: \(\d{1,2}\))?:?|councillors:?",
    re.IGNORECASE,
)
# An item of an agenda that is numbered.
NUMBERED = re.compile(r"(?P<number>\d{1,2})(?:[.)]\s*|\s+)[A-Z]")
LEAST_ITEMS = 3


def are_front_lists(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Whether two columns are an agenda and a committee's members, side by side, either way round.

    Beside members named row by row stand their wards or parties; so the other list must be headed as an agenda, or
    number its items from 1.
    """
    return any(
        MEMBERSHIP.fullmatch(members[0].text) is not None and not _is_agenda(members) and _is_agenda(other)
        for members, other in ((left, right), (right, left))
    )


def _is_agenda(column: Sequence[Piece]) -> bool:
    """Whether a column is headed as an agenda, or numbers its items from 1."""
    numbers = [int(found["number"]) for piece in column if (found := NUMBERED.match(piece.text))]
    is_counted = len(numbers) >= LEAST_ITEMS and numbers == list(range(1, len(numbers) + 1))
    return is_counted or (AGENDA.fullmatch(column[0].text) is not None and len(column) > LEAST_ITEMS)
