"""What published notices tell of contracts, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from queries.events import Event

PUBLISHED: Final = {
    "procure": "Notice published: put out to tender",
    "award": "Award notice: awarded",
    "direct-award": "Award notice: awarded directly, without competition",
    "extend": "Notice published: contract extended",
    "vary": "Notice published: contract amended",
    "end": "Notice published: contract ended",
    "terminate": "Notice published: cancelled or ended early",
}
AHEAD: Final = {
    "procure": "Notice published: a tender is planned",
    "award": "Award notice: an award is pending",
    "direct-award": "Notice published: an award without competition is planned",
}


def published(together: Sequence[Event]) -> str | None:
    """Steps that a notice publishes as one sentence without its end; None where a paper of a committee tells them."""
    first = together[0]
    if not first.published:
        return None
    words = AHEAD if first.status == "planned" else PUBLISHED
    return " and ".join(dict.fromkeys(words.get(each.step, f"Notice published: {each.step}") for each in together))


def is_estimate(together: Sequence[Event]) -> bool:
    """Whether the value of steps is that at which a notice estimates a tender."""
    return together[0].published and all(each.step == "procure" for each in together)
