"""A connection to one site: to the addresses that were looked at, and through a council's proxy where it has one.

Python's own client, and not httpx: a connection must go to the very address that was found fit (a name may lead
elsewhere when it is asked again), which httpx allows by private parts only; and it costs no dependency and 90 ms less.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from ingest.fetch.site import Site
from kg.errors import NotFetched

TIMEOUT: Final = 30.0  # seconds in which a site must send something


def connect(site: Site) -> http.client.HTTPConnection:
    """A connection to the site, not opened yet. Raises NotFetched when it is opened and may not be."""
    proxy = _proxy(site)
    if proxy is None:
        return _Secure(site) if site.scheme == "https" else _Plain(site)
    host, port = proxy
    if site.scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    through = http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    through.set_tunnel(site.host, site.port)
    return through


def target(site: Site, url: str) -> str:
    """What to ask the connection for: the path, or the whole address where a proxy is asked."""
    if site.scheme == "http" and _proxy(site) is not None:
        return url
    return url.removeprefix(site.origin) or "/"


def _proxy(site: Site) -> tuple[str, int] | None:
    """The proxy's host and port that the machine is set to use for the site, if any."""
    given = None if site.inside or proxy_bypass(site.host) else getproxies().get(site.scheme)
    if not given:
        return None
    parts = urlsplit(given if "://" in given else f"http://{given}")
    return (parts.hostname, parts.port or 8080) if parts.hostname else None


class _Plain(http.client.HTTPConnection):
    """A connection whose address was looked at before it is opened."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.host, site.port, timeout=TIMEOUT)
        self._site = site

    def connect(self) -> None:
        """Open it."""
        self.sock = _opened(self._site)


class _Secure(http.client.HTTPSConnection):
    """The same, with the site's certificate held against its name."""

    def __init__(self, site: Site) -> None:
        self._own_context = ssl.create_default_context()
        super().__init__(site.host, site.port, timeout=TIMEOUT, context=self._own_context)
        self._site = site

    def connect(self) -> None:
        """Open it."""
        plain = _opened(self._site)
        try:
            self.sock = self._own_context.wrap_socket(plain, server_hostname=self._site.host)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise NotFetched(
                f"the certificate of {self._site.host} does not hold ({error.verify_message}); check the address"
            ) from error
        except OSError:
            plain.close()
            raise


def _opened(site: Site) -> socket.socket:
    """A socket to the first of the site's addresses that answers."""
    last: OSError | None = None
    for address in site.addresses():
        try:
            return socket.create_connection((address, site.port), timeout=TIMEOUT)
        except OSError as error:
            last = error
    raise last or OSError("no address")
