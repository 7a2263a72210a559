"""What a connection may take of the server beside its requests: how many there are, how long and large a head may be.

uvicorn waits for ever for a request to be finished and for an answer to be taken, and reads a head of any size. Here a
connection that does not get on is closed, and no address has more of them than its share.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from interfaces.web.middleware.limits import household

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

WORDS: Final = b"The address or the headers are too long.\n"
TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"x-content-type-options: nosniff\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(WORDS), WORDS)
)


@dataclass(slots=True)
class Allowance:
    """What connections may take, and how many there are now.

    most, each       connections in all, and of one client; 0 for one client as many as for all
    head_bytes       address and headers of a request
    body_bytes       what may come after them before the request is whole
    pipelined        requests that wait for the answers to those before them
    head_seconds     until the head of a request is whole, from the connection or the head's first byte on
    body_seconds     until the request is
    stalled_seconds  for which a reader may take nothing of what is there for it
    look_seconds     between two looks at a connection
    """

    most: int = 1200
    each: int = 200
    head_bytes: int = 128 * 1024
    body_bytes: int = 2 << 20
    pipelined: int = 32
    head_seconds: float = 15.0
    body_seconds: float = 60.0
    stalled_seconds: float = 60.0
    look_seconds: float = 2.0
    open: Counter[str] = field(default_factory=Counter)

    def take(self, client: str) -> bool:
        """Whether a client may have one more connection, which is then counted."""
        if self.open.total() >= self.most or (self.each and self.open[client] >= self.each):
            return False
        self.open[client] += 1
        return True

    def give_back(self, client: str) -> None:
        """A client's connection has ended."""
        self.open[client] -= 1
        if not self.open[client]:
            del self.open[client]


def guarded(allowance: Allowance) -> type[Any]:
    """uvicorn's protocol, the quick one where it is installed, within an allowance."""
    return type("Guarded", (_Guarded,), {"allowance": allowance})


class _Guarded(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """A connection that is looked at now and then."""

    allowance: Allowance
    _household: str | None = None  # whose it is, once it is counted
    _looking: TimerHandle | None = None
    _since: float | None = None  # when the request began to come that is not whole; None where none is awaited
    _taken = 0  # bytes of it: of its head, then of what follows
    _running: Any = None  # the request that is answered, where several wait in a row
    _head: Any = None  # the request whose head came last
    _left = 0  # bytes that were there for the reader at the last look
    _moved = 0.0  # when that changed, or there were none

    def connection_made(self, transport: Transport) -> None:
        """A client is there."""
        super().connection_made(transport)
        whose = household(self.client[0] if self.client else "")
        if not self.allowance.take(whose):
            transport.abort()
            return
        self._household = whose
        self._since = self._moved = self.loop.time()
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        if self._looking:
            self._looking.cancel()
        if self._household is not None:
            self.allowance.give_back(self._household)
            self._household = None
        self._tell_that_it_is_gone()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """It says something."""
        if self.transport.is_closing():
            return
        if self._since is None:
            self._since = self.loop.time()
        self._taken += len(data)
        was_in_body = self._in_body
        super().data_received(data)
        self._note_what_came(was_in_body)
        allowed = self.allowance.body_bytes if self._in_body else self.allowance.head_bytes
        if self._taken > allowed or len(getattr(self, "pipeline", ())) > self.allowance.pipelined:
            self._refuse()

    @property
    def _in_body(self) -> bool:
        """Whether a head is whole whose request is not."""
        return self._head is not None and self._head.more_body

    def _note_what_came(self, was_in_body: bool) -> None:
        """Begin to count anew where a head is whole now, and cease where a request is."""
        new = self.cycle is not self._head
        if new:
            self._head, self._taken, self._since = self.cycle, 0, self.loop.time()
        if (new or was_in_body) and not self._in_body:
            self._taken, self._since = 0, None

    def _refuse(self) -> None:
        """Say that a head is too large; break off where something else is on its way there, or too large."""
        answering = self.cycle is not None and not self.cycle.response_complete
        if self._in_body or answering:
            self._break_off()
        elif not self.transport.is_closing():
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _break_off(self) -> None:
        self._tell_that_it_is_gone()
        self.transport.abort()

    def _tell_that_it_is_gone(self) -> None:
        """Requests at work write nothing more. uvicorn tells the last one of several only, and the others fail."""
        for cycle in (self._running, self.cycle):
            if cycle is not None and not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()

    def _look_later(self) -> None:
        self._looking = self.loop.call_later(self.allowance.look_seconds, self._look)

    def _look(self) -> None:
        """Break the connection off where nothing gets on."""
        now = self.loop.time()
        if self._asks_too_slowly(now) or self._reads_too_slowly(now):
            self._break_off()
        else:
            self._look_later()

    def _asks_too_slowly(self, now: float) -> bool:
        if self._since is None:
            return False
        return now - self._since > (self.allowance.body_seconds if self._in_body else self.allowance.head_seconds)

    def _reads_too_slowly(self, now: float) -> bool:
        left = self.transport.get_write_buffer_size()
        if not left or left != self._left:
            self._left, self._moved = left, now
        return now - self._moved > self.allowance.stalled_seconds
