"""The indexes behind a name: one that readers are led to by an alias, the one before it, and one that is being made.

    NAME              the alias; it leads to one index, and is switched to another in one request
    NAME-000042       an index, of the generation of that number
    NAME-writer       who writes (index.opensearch.lease)

What an index is stands in its `_meta`. It is whole when that says so and gives the index's own name: a clone that
nobody has finished has its original's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from index.engine import FORMAT
from index.opensearch.cluster import Cluster, Refused
from kg.errors import BaseBusy, BaseDamaged, NoBase

OURS: Final = "committee_kg"


@dataclass(frozen=True, slots=True)
class About:
    """What an index says of itself.

    name        its own
    format      as of index.engine
    generation  number of the base's generation of which it has the passages; 0 where there is none
    made        when that generation was published, which tells it from one of the same number in another base
    exempt      whether it may hold papers that are not for publication
    passages    how many; `papers` of how many papers
    gone        papers, by IRI, that were taken out since it was made from nothing: their words may be in its files yet
    whole       whether it was finished
    """

    name: str = ""
    format: int = FORMAT
    generation: int = 0
    made: str = ""
    exempt: bool = False
    passages: int = 0
    papers: int = 0
    gone: tuple[str, ...] = ()
    whole: bool = False

    @property
    def meta(self) -> dict[str, Any]:
        """As it stands in the index."""
        return {OURS: msgspec.to_builtins(self)}


@dataclass(frozen=True, slots=True)
class Held:
    """An index of a name: what it says of itself, None where that is nothing of ours, and whether the alias leads to
    it."""

    index: str
    about: About | None
    led_to: bool

    @property
    def is_whole(self) -> bool:
        """Whether it was finished, and not only cloned from one that was."""
        return bool(self.about and self.about.whole and self.about.name == self.index)

    @property
    def number(self) -> int:
        """That of the generation in its name."""
        found = re.search(r"-(\d{6,})(?:-\d+)?$", self.index)
        return int(found[1]) if found else 0


def held(cluster: Cluster) -> list[Held]:
    """The indexes of the location's name, oldest first; the one that the alias leads to may have any name."""
    name = cluster.at.name
    pattern = re.compile(re.escape(name) + r"-\d{6,}(-\d+)?")
    found = cluster.ask("GET", f"/{name},{name}-*", params={"ignore_unavailable": True, "allow_no_indices": True})
    every = [
        Held(index, _about(told), name in told["aliases"])
        for index, told in found.items()
        if pattern.fullmatch(index) or name in told["aliases"]
    ]
    return sorted(every, key=lambda each: (each.number, each.index))


def opened(cluster: Cluster) -> About:
    """The index that a location leads to now, by alias or by its own name.

    NoBase where there is none, BaseDamaged where it is none of this program.
    """
    at = cluster.at
    found = cluster.there(f"/{at.name}")
    if not found:
        raise NoBase(f"There is no text index at {at}; `kg publish --text {at}` makes one.")
    if len(found) > 1:
        raise BaseDamaged(f"The alias {at} leads to several indexes; leave it one, or remove it and publish again.")
    index, told = next(iter(found.items()))
    about = _about(told)
    if about is None:
        raise BaseDamaged(f"The index {at} holds something else than passages; choose another name.")
    if about.format != FORMAT or not Held(index, about, True).is_whole:
        raise BaseDamaged(f"The text index at {at} is of another version; `kg publish --text {at}` makes it anew.")
    return about


def lead_to(cluster: Cluster, new: str, old: str | None) -> None:
    """Have readers find another index from now on, in one step; BaseBusy where somebody else did that meanwhile."""
    name = cluster.at.name
    actions: list[dict[str, Any]] = [{"add": {"index": new, "alias": name}}]
    if old:
        actions.insert(0, {"remove": {"index": old, "alias": name, "must_exist": True}})
    try:
        cluster.ask("POST", "/_aliases", {"actions": actions}, seconds=60)
    except Refused as error:
        if error.kind == "aliases_not_found_exception":
            raise BaseBusy(f"Another program published into {cluster.at} meanwhile; try again.") from error
        if error.kind == "invalid_alias_name_exception":
            raise BaseDamaged(
                f"The index {cluster.at} holds something else than passages; choose another name."
            ) from error
        raise


def removed(cluster: Cluster, index: str) -> None:
    """Remove an index, if it is there."""
    cluster.ask("DELETE", f"/{index}", params={"ignore_unavailable": True}, seconds=60)


def _about(told: dict[str, Any]) -> About | None:
    try:
        return msgspec.convert(told["mappings"]["_meta"][OURS], About)
    except (KeyError, TypeError, msgspec.ValidationError):
        return None
