"""`kg export --format ocds`: every contract of the base as an OCDS 1.1 release, in one release package."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from kg.errors import WrongUse
from queries.families import ties_of
from queries.library import Library
from queries.ocds.papers import LINK
from queries.ocds.release import release
from queries.ocds.told import told_of

PREFIX: Final = "committee-kg"
PREFIXES: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
URN: Final = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]*:[A-Za-z0-9._~:@-]+")


@dataclass(frozen=True, slots=True)
class Publishing:
    """What no paper tells of a package: what its ocids begin with, who publishes it, and where it will be found.

    uri  the package's address; without one it is named by what it was made from, at no address
    """

    prefix: str = PREFIX
    publisher: str = "committee-kg"
    uri: str | None = None

    def __post_init__(self) -> None:
        if not PREFIXES.fullmatch(self.prefix):
            raise WrongUse(
                f"“{self.prefix}” is no ocid prefix: letters, digits and single hyphens between, ocds-1a2b3c."
            )
        if self.uri is not None and not (LINK.fullmatch(self.uri) or URN.fullmatch(self.uri)):
            raise WrongUse(f"“{self.uri}” is no address of a package: give https://… or urn:…")
        if not self.publisher.strip():
            raise WrongUse("The publisher of an OCDS package needs a name.")


def releases(library: Library, publishing: Publishing) -> Iterator[dict[str, Any]]:
    """A release a contract, in the order of the contracts' IRIs."""
    made = library.holdings.manifest().made
    for told in told_of(library, sorted(ties_of(library).contracts)):
        yield release(library, told, publishing.prefix, made)


def write_package(library: Library, out: BinaryIO, publishing: Publishing | None = None) -> None:
    """Write the package, a release a line; of one generation always the same bytes.

    WrongUse where the base has no contract: a package has one release at least.
    """
    chosen = publishing or Publishing()
    every = releases(library, chosen)
    first = next(every, None)
    if first is None:
        raise WrongUse("No paper of this base tells of a contract, and an OCDS package needs one at least.")
    head = json.dumps(_head(library, chosen), ensure_ascii=False)
    out.write(f'{head[:-1]}, "releases": [\n{_line(first)}'.encode())
    for each in every:
        out.write(f",\n{_line(each)}".encode())
    out.write(b"\n]}\n")


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _head(library: Library, publishing: Publishing) -> dict[str, Any]:
    manifest = library.holdings.manifest()
    told = sorted(file.sha256 for file in manifest.files) or (str(manifest.number), manifest.made)
    made_of = "\n".join((publishing.prefix, *told))
    return {
        "uri": publishing.uri or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, made_of)}",
        "version": "1.1",
        "publishedDate": manifest.made,
        "publisher": {"name": publishing.publisher},
    }
