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
    return list(_releases(tree))


def is_package(tree: Json) -> bool:
    """Whether a file is made up as an OCDS package or record is, with releases in it or not."""
    return isinstance(tree, dict) and any(isinstance(tree.get(name), list) for name in ("releases", "records"))


def _releases(tree: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(tree, list):
        yield from filter(_is_release, tree)
    elif not isinstance(tree, dict):
        return
    elif isinstance(tree.get("records"), list):
        for record in tree["records"]:
            yield from _of_record(record)
    elif isinstance(tree.get("releases"), list) or "compiledRelease" in tree:
        yield from _of_record(tree)
    elif _is_release(tree):
        yield tree


def _of_record(record: Json) -> Iterator[Mapping[str, Json]]:
    """The releases of a record, or of a package, which lists them by the same name."""
    if not isinstance(record, dict):
        return
    listed = record.get("releases")
    embedded = [each for each in listed if _is_release(each)] if isinstance(listed, list) else []
    compiled = record.get("compiledRelease")
    if embedded:
        yield from embedded
    elif isinstance(compiled, dict) and _is_release(compiled):
        yield compiled


def _is_release(value: Json) -> bool:
    """Whether a value is a release; a link to one has an address and a tag, and tells nothing else."""
    if not isinstance(value, dict) or not isinstance(value.get("ocid"), str) or not value["ocid"].strip():
        return False
    return "url" not in value and any(value.get(name) for name in TELLS)
