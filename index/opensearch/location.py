"""Where an index in a cluster is: `https://host:9200/NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kg.errors import WrongUse

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
USER, PASSWORD = "KG_TEXT_USER", "KG_TEXT_PASSWORD"
PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Location:
    """An index, or the alias of one, in a cluster; `path` is what stands before its name where a proxy wants that."""

    scheme: str
    host: str
    port: int
    path: str
    name: str

    @property
    def server(self) -> str:
        """The cluster's address, for messages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    def of(self, name: str) -> str:
        """The address of an index of the same cluster."""
        return f"{self.server}/{name}"

    def __str__(self) -> str:
        return self.of(self.name)


def is_location(text: object) -> bool:
    """Whether an index is said to be in a cluster, and not in a folder."""
    return isinstance(text, str) and text.lower().startswith(("http://", "https://"))


def location(text: str) -> Location:
    """Read an address; WrongUse where it is none, or has a password in it, which every list of processes shows."""
    try:
        parts = urlsplit(text)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise WrongUse("The address of the text index cannot be read; write https://HOST:9200/NAME.") from error
    if parts.username is not None or parts.password is not None:
        raise WrongUse(
            f"The address of the text index has a name or password in it; set {USER} and {PASSWORD}, or write them "
            "into ~/.netrc."
        )
    path, _, name = parts.path.rstrip("/").rpartition("/")
    if parts.scheme not in PORTS or not parts.hostname or parts.query or parts.fragment:
        raise WrongUse("The address of a text index in a cluster is https://HOST:9200/NAME.")
    if not NAME.fullmatch(name):
        raise WrongUse(
            f"The address {parts.scheme}://{parts.hostname}:{port}{parts.path} must end in the name of the text index, "
            "of small letters, digits and hyphens: https://HOST:9200/NAME."
        )
    return Location(parts.scheme, parts.hostname, port, path, name)
