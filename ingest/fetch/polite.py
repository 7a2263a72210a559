"""Asking one site at its own pace: its robots.txt obeyed, a pause between requests, Retry-After and back-off, redirects
followed at home only, and a bound on all that comes."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar
from urllib.parse import urlsplit

from ingest.fetch.connection import connect, target
from ingest.fetch.robots import MOST, NAME, Robots, read_robots
from ingest.fetch.site import Site
from kg.errors import NotFetched

MIB: Final = 1 << 20
PAGE: Final = 16 * MIB  # the largest page of a portal; real ones have under one
TRIES: Final = 4
REDIRECTS: Final = 5
BLOCK: Final = 64 * 1024
WHOLE: Final = 1800.0  # seconds for one answer, however slowly it drips
LATER: Final = frozenset((429, 503))
AGAIN: Final = frozenset((500, 502, 504, *LATER))
MOVED: Final = frozenset((301, 302, 303, 307, 308))
LONGEST_DELAY: Final = 600.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a fetch is: seconds between requests, the longest wait that a site may ask for, who asks.

    sleep and clock are for tests.
    """

    every: float = 1.0
    patience: float = 300.0
    contact: str = ""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    @property
    def agent(self) -> str:
        """Who we say that we are."""
        from importlib.metadata import PackageNotFoundError, version

        with suppress(PackageNotFoundError):
            contact = f"; {self.contact}" if self.contact else ""
            return f"{NAME}/{version(NAME)} (kg fetch: reads the papers that councils publish{contact})"
        return NAME


@dataclass(slots=True)
class Answer:
    """A site's answer to one request: its status, headers (names in lower case), and its bytes as they come."""

    status: int
    headers: Mapping[str, str]
    url: str
    blocks: Iterator[bytes]

    @property
    def length(self) -> int | None:
        """How many bytes the site says that there are; None where it does not say it."""
        return _length(self.headers)


class TornAnswer(Exception):
    """An answer that ended before its end; asked for again."""


@dataclass(slots=True)
class Polite:
    """One site's door. A wait that the site asked for holds for all that is asked of it after."""

    site: Site
    pace: Pace
    asked: int = 0
    _robots: Robots | None = None
    _last: float | None = None
    _not_before: float = 0.0
    _busy: str = ""

    def text(self, url: str, *, tries: int = TRIES) -> bytes:
        """A page of the site, whole."""
        return self.fetch(url, lambda answer: _whole(answer, PAGE), tries=tries)

    def fetch(
        self, url: str, take: Callable[[Answer], T], *, tries: int = TRIES, headers: Mapping[str, str] | None = None
    ) -> T:
        """Ask for an address; what `take` makes of the answer (200, or 304 to a question with conditions).

        Raises NotFetched, with why, when it cannot be had.
        """
        for redirect in range(REDIRECTS + 1):
            self._see_that_it_may_be_asked(url)
            outcome = self._until_answered(url, take, tries, headers or {})
            if not isinstance(outcome, _Moved):
                return outcome
            url = self._home(url, outcome.to, redirect)
        raise NotFetched("the site sends in a circle from one address to the next")

    def _until_answered(
        self, url: str, take: Callable[[Answer], T], tries: int, headers: Mapping[str, str]
    ) -> T | _Moved:
        for number in range(TRIES):
            self._see_that_the_wait_is_short()
            again = tries
            try:
                with self._asked(url, headers) as answer:
                    if answer.status in MOVED:
                        return _Moved(answer.headers.get("location", ""))
                    if answer.status in (200, 304):
                        return take(answer)
                    why = _said(answer.status)
                    if answer.status not in AGAIN:
                        raise NotFetched(why, answer.status)
                    if answer.status in LATER:
                        again = TRIES
                        self._busy = why
                        self._hold(_retry_after(answer.headers.get("retry-after")))
            except TornAnswer as error:
                why = str(error)
            except (OSError, http.client.HTTPException) as error:
                why = f"the site cannot be reached ({_plainly(error)})"
            if number + 1 >= again:
                break
            self._hold(2.0**number)
        raise NotFetched(why)

    def _hold(self, seconds: float) -> None:
        """Ask nothing for so long."""
        self._not_before = max(self._not_before, self.pace.clock() + seconds)

    def _see_that_the_wait_is_short(self) -> None:
        left = self._not_before - self.pace.clock()
        if left > self.pace.patience:
            raise NotFetched(
                f"{self._busy}, and it asks to come again in {_long(left)}; run the same command then, or allow the "
                "wait with --patience"
            )

    def _see_that_it_may_be_asked(self, url: str) -> None:
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if path != "/robots.txt" and not self.robots().allow(path):
            raise NotFetched(f"robots.txt of {self.site.host} does not let programs ask for {parts.path}")

    def robots(self) -> Robots:
        """What the site's robots.txt says; it is asked for once.

        None there is leave; one that cannot be read (RFC 9309: also an error of the server) is none.
        """
        if self._robots is None:
            self._robots = self._read_robots()
            if self._robots.delay > LONGEST_DELAY:
                raise NotFetched(
                    f"robots.txt of {self.site.host} asks for {_long(self._robots.delay)} between requests; ask the "
                    "council how its papers may be had"
                )
        return self._robots

    def _read_robots(self) -> Robots:
        url = f"{self.site.origin}/robots.txt"
        try:
            for redirect in range(REDIRECTS + 1):
                outcome = self._until_answered(url, lambda answer: _whole(answer, MOST, cut=True), TRIES, {})
                if isinstance(outcome, bytes):
                    return read_robots(outcome.decode("utf-8-sig", "replace"))
                url = self._home(url, outcome.to, redirect)
        except NotFetched as error:
            if error.status is not None and 400 <= error.status < 500:
                return Robots()
            raise NotFetched(f"robots.txt of {self.site.host} cannot be had, so nothing is asked: {error}") from error
        return Robots()

    def _home(self, page: str, to: str, redirect: int) -> str:
        """Where a redirect leads, if that is on this site."""
        url = self.site.link(to, page) if to else None
        if url is None or redirect == REDIRECTS:
            raise NotFetched("the site sends in a circle" if url else "the site sends nowhere, by an empty redirect")
        if not self.site.has(url):
            raise NotFetched(f"the site sends to another one ({urlsplit(url).netloc}), where kg does not follow")
        return url

    @contextmanager
    def _asked(self, url: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """Ask once, after the pause, by a connection of its own: at a request a second nothing is won by keeping it."""
        self._pause()
        self.asked += 1
        common = {
            "User-Agent": self.pace.agent,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Host": urlsplit(url).netloc,
            "Connection": "close",
        }
        with closing(connect(self.site)) as line:
            line.request("GET", target(self.site, url), headers={**common, **headers})
            reply = line.getresponse()
            found = {name.lower(): value for name, value in reply.getheaders()}
            yield Answer(reply.status, found, url, _blocks(reply, found, self.pace.clock))

    def _pause(self) -> None:
        every = max(self.pace.every, self._robots.delay if self._robots else 0.0)
        due = self._not_before if self._last is None else max(self._not_before, self._last + every)
        if (left := due - self.pace.clock()) > 0:
            self.pace.sleep(left)
        self._last = self.pace.clock()


@dataclass(frozen=True, slots=True)
class _Moved:
    to: str


def _blocks(reply: http.client.HTTPResponse, headers: Mapping[str, str], clock: Callable[[], float]) -> Iterator[bytes]:
    """An answer's bytes; raises TornAnswer where they end before their end."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise NotFetched(f"the site packs its answers ({coding}) though it was asked not to")
    length, got, begun = _length(headers), 0, clock()
    while block := reply.read1(BLOCK):
        got += len(block)
        if clock() - begun > WHOLE:
            raise NotFetched(f"it came so slowly that it was left after {_long(WHOLE)}")
        yield block
    if length is not None and got < length:
        raise TornAnswer(f"it broke off after {got:,} of {length:,} bytes")


def _length(headers: Mapping[str, str]) -> int | None:
    said = headers.get("content-length", "")
    return int(said) if re.fullmatch(r"[0-9]{1,18}", said) and "transfer-encoding" not in headers else None


def _whole(answer: Answer, most: int, cut: bool = False) -> bytes:
    kept = bytearray()
    for block in answer.blocks:
        kept += block
        if len(kept) > most:
            if cut:
                return bytes(kept[:most])
            raise NotFetched(f"the page is larger than {most // MIB} MiB")
    return bytes(kept)


def _said(status: int) -> str:
    """What a status means to a person."""
    match status:
        case 401 | 403:
            return f"the site does not give it to everybody (status {status})"
        case 404 | 410:
            return f"the site lists it and does not have it (status {status})"
        case 429:
            return "the site says that it was asked too often (status 429)"
        case 503:
            return "the site is busy or closed for a while (status 503)"
        case _:
            return f"the site answers with status {status}"


def _retry_after(said: str | None) -> float:
    """Seconds to wait, of a Retry-After in seconds or as a date; 0 where it says nothing that can be read."""
    if said is None:
        return 0.0
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", said):
        return float(said)
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return 0.0
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _long(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"


def _plainly(error: Exception) -> str:
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error) or type(error).__name__
