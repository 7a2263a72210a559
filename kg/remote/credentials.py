"""Name and password for a server: from the environment or netrc, and in no message."""

from __future__ import annotations

import netrc
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and its password; neither is ever shown."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def credentials(kind: str, host: str, environment: Mapping[str, str]) -> Credentials | None:
    """What KG_{kind}_USER and KG_{kind}_PASSWORD say, or else what netrc has for the host; None where neither does.

    WrongUse where one is set without the other, or netrc cannot be read.
    """
    user, password = (environment.get(f"KG_{kind}_{which}") for which in ("USER", "PASSWORD"))
    if user and password is not None:
        return Credentials(user, password)
    if user or password:
        raise WrongUse(f"Of KG_{kind}_USER and KG_{kind}_PASSWORD only one is set; set both or neither")
    return _of_netrc(host, environment.get("NETRC"))


def _of_netrc(host: str, file: str | None) -> Credentials | None:
    try:
        found = netrc.netrc(file).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        raise WrongUse(f"The file of passwords {file or '~/.netrc'} cannot be used: {_bare(error)}") from error
    return Credentials(found[0], found[2]) if found and found[2] else None


def _bare(error: Exception) -> str:
    """What is wrong, without a word of what stands in the file."""
    if isinstance(error, netrc.NetrcParseError):
        return f"line {error.lineno} is not as it should be" if error.lineno else "it is not as it should be"
    return str(getattr(error, "strerror", None) or type(error).__name__)
