"""Which releases a JSON file holds: it may be one release, a package of them, or a package of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ingest.read.notices.json_file import Json

# A release has an ocid, and tells something: one of these.
TELLS: Final = ("tag", "tender", "awards", "contracts", "planning", "buyer", "parties")


def releases_of(tree: Json) -> list[Mapping[str, Json]]:
    """The releases that a file holds, in its order; none where it is no OCDS file.

    Of a record whose releases are only linked to, the release that was compiled from them.
    """
    return [each for group in _groups(tree) for each in _read_of(group)]


def without_ocid(tree: Json) -> list[Mapping[str, Json]]:
    """What would be releases, had they the number of their contracting process."""
    return [each for group in _groups(tree) for part in group for each in part if _lacks_ocid(each)]


def is_package(tree: Json) -> bool:
    """Whether a file is made up as an OCDS package or record is, with releases in it or not."""
    return isinstance(tree, dict) and any(isinstance(tree.get(name), list) for name in ("releases", "records"))


Group = tuple[list[Json], list[Json]]


def _groups(tree: Json) -> Iterator[Group]:
    """What may be releases: of a package, list or record each the listed, and the one that was compiled from them."""
    if isinstance(tree, list):
        yield tree, []
    elif not isinstance(tree, dict):
        return
    elif isinstance(tree.get("records"), list):
        yield from (_group(record) for record in tree["records"] if isinstance(record, dict))
    elif isinstance(tree.get("releases"), list) or "compiledRelease" in tree:
        yield _group(tree)
    else:
        yield [tree], []


def _group(record: Mapping[str, Json]) -> Group:
    """Those of a record, or of a package, which lists them by the same name."""
    listed = record.get("releases")
    return (listed if isinstance(listed, list) else []), [record.get("compiledRelease")]


def _read_of(group: Group) -> list[Mapping[str, Json]]:
    """The listed releases; the compiled one where none of them is here."""
    listed, compiled = group
    return [each for each in listed if _is_release(each)] or [each for each in compiled if _is_release(each)]


def _is_release(value: Json) -> bool:
    """Whether a value is a release; a link to one has an address and a tag, and tells nothing else."""
    return _has_ocid(value) and "url" not in value and any(value.get(name) for name in TELLS)


def _lacks_ocid(value: Json) -> bool:
    """Whether a value is made up as a release is: it says what it tells of, and tells it."""
    if not isinstance(value, dict) or _has_ocid(value) or "url" in value:
        return False
    return bool(value.get("tag")) and any(value.get(name) for name in TELLS if name != "tag")


def _has_ocid(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("ocid"), str) and bool(value["ocid"].strip())
