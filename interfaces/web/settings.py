"""What a server is told when it starts; read once, frozen, handed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.base import Base

MEBIBYTE: Final = 1 << 20
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a base is served.

    with_exempt      also papers not for publication: for staff, on this machine or behind a proxy that asks for names
    behind_proxy     believe X-Forwarded-For and X-Forwarded-Proto of a proxy on this machine
    hosts            names by which the server may be called; empty for any, which with_exempt does not allow
    query_*          what one SPARQL query may take: seconds, rows of its answer, bytes of its answer, bytes of memory
    query_workers    processes that answer SPARQL; so many queries run at once, half of them for one client at most
    requests_a_second, burst   what one client address may ask on the average, and at once; 0 for no limit
    body_bytes       the largest request body
    cached_bytes     what finished pages of one generation may take of memory
    """

    base: Base
    host: str = "127.0.0.1"
    port: int = 8000
    with_exempt: bool = False
    behind_proxy: bool = False
    hosts: tuple[str, ...] = ()
    query_seconds: float = 10.0
    query_rows: int = 100_000
    query_bytes: int = 256 * MEBIBYTE
    query_memory: int = 1536 * MEBIBYTE
    query_workers: int = 4
    requests_a_second: float = 50.0
    burst: int = 300
    body_bytes: int = MEBIBYTE
    cached_bytes: int = 64 * MEBIBYTE
