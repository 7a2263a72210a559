"""The one site that a fetch goes to: which links belong to it, and which addresses its name may lead to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from kg.errors import NotFetched, WrongUse

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 4000  # characters of an address; servers refuse longer ones
HOST: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?|[0-9a-f:]{2,39}")
# What may stand in an address as it is; all else is written as %20 and the like.
SAFE: Final = "/:@!$&'()*+,;=-._~%?"
CONTROLS: Final = re.compile(r"[\x00-\x20\x7f]+")
TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
INSIDE: Final = (
    "“{}” leads to {}, an address inside a private network; where the portal is your own council's, say --inside"
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a portal is.

    scheme, host, port  its origin; nothing else is asked
    path    the folder that its pages are in, from `/` to `/`
    inside  whether it may be in a private network
    """

    scheme: str
    host: str
    port: int
    path: str
    inside: bool = False

    @property
    def origin(self) -> str:
        """Its scheme, host and port, as an address begins."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if PORTS[self.scheme] == self.port else f":{self.port}")

    @property
    def home(self) -> str:
        """The address of the portal's own folder."""
        return self.origin + self.path

    def page(self, words: str) -> str:
        """The address of a page in the portal's folder."""
        return self.home + words

    def link(self, href: str, page: str) -> str | None:
        """The whole address that a link of a page leads to; None for what is no web address."""
        try:
            whole = urljoin(page, href.strip())
            parts = urlsplit(whole)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            return None
        if parts.scheme not in PORTS or not parts.hostname or len(whole) > LONGEST:
            return None
        netloc = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        netloc += "" if PORTS[parts.scheme] == port else f":{port}"
        return urlunsplit((parts.scheme, netloc, _plain(parts.path) or "/", _plain(parts.query), ""))

    def has(self, url: str) -> bool:
        """Whether an address is on this site."""
        return url == self.origin or url.startswith(f"{self.origin}/")

    def addresses(self) -> list[str]:
        """The network addresses of the site's host; raises NotFetched where one of them is not to be asked."""
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched(f"there is no host “{self.host}”, or no network; check the address") from error
        addresses = [str(each[4][0]) for each in found]
        for address in addresses:
            if not self.inside and not _is_public(address):
                raise NotFetched(INSIDE.format(self.host, address))
        return addresses


def site_of(given: str, inside: bool = False) -> Site:
    """The site that a person means; raises WrongUse for what is no address of one.

    An address that is private as it was given (127.0.0.1, localhost) was meant so; a name that leads to one was not.
    """
    words = given.strip()
    whole = words if "://" in words else f"https://{words}"
    try:
        parts = urlsplit(whole)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise WrongUse(f"“{given}” is no address of a site; give it as https://democracy.council.example") from None
    if parts.scheme not in PORTS or not HOST.fullmatch(host) or parts.username or CONTROLS.search(whole):
        raise WrongUse(f"“{given}” is no address of a site; give it as https://democracy.council.example")
    folder = parts.path if parts.path.endswith("/") else _folder(parts.path)
    return Site(
        parts.scheme, host, port or PORTS[parts.scheme], _plain(folder) or "/", inside or _is_given_private(host)
    )


def _folder(path: str) -> str:
    """The folder of a page (`/mgListCommittees.aspx`), or a folder whose slash was left out."""
    last = path.rpartition("/")[2]
    return path.removesuffix(last) if "." in last else f"{path}/"


def _plain(words: str) -> str:
    """Part of an address with nothing in it that an address may not have."""
    return quote(CONTROLS.sub(" ", words).strip(), safe=SAFE)


def _is_given_private(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not _is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        return False


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The old address that a network translates a new one to, where it is one of those."""
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in TRANSLATED else None


def _is_public(address: str) -> bool:
    """Whether a network address is one of the open network, also where it is an old one inside a new one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _translated(found)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast
