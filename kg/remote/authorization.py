"""How a name and password are given to a server: Basic, or Digest (RFC 7616), as the server asks."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Sequence
from threading import Lock
from typing import Final

from kg.remote.credentials import Credentials

PART: Final = re.compile(r'(\w+)=(?:"([^"\\]{0,2000})"|([^\s,"]{1,2000}))')
HASHES: Final = {"MD5": "md5", "SHA-256": "sha256"}


class Authorization:
    """What to send with each request, once the server has said what it wants. For any number of threads."""

    def __init__(self, given: Credentials | None) -> None:
        self._given = given
        self._challenge: dict[str, str] | None = None
        self._count = 0
        self._lock = Lock()

    @property
    def is_given(self) -> bool:
        """Whether there are a name and a password."""
        return self._given is not None

    @property
    def scheme(self) -> str:
        """How they are given; empty before the server has asked."""
        return self._challenge["scheme"] if self._challenge else ""

    def challenged(self, headers: Sequence[str]) -> bool:
        """Take up what a server asks for in WWW-Authenticate; whether it is something that can be given."""
        for header in headers:
            scheme, _, rest = header.strip().partition(" ")
            parts = {name.lower(): quoted or bare for name, quoted, bare in PART.findall(rest)}
            known = scheme.lower() == "basic" or (
                scheme.lower() == "digest" and parts.get("algorithm", "MD5").upper() in HASHES
            )
            if known and self._given:
                with self._lock:
                    self._challenge, self._count = {**parts, "scheme": scheme.lower()}, 0
                return True
        return False

    def header(self, method: str, path: str) -> dict[str, str]:
        """The header for a request; none before the server has asked."""
        given, asked = self._given, self._challenge
        if given is None or asked is None:
            return {}
        if asked["scheme"] == "basic":
            told = base64.b64encode(f"{given.user}:{given.password}".encode()).decode()
            return {"Authorization": f"Basic {told}"}
        with self._lock:
            self._count += 1
            return {"Authorization": _digest(given, asked, method, path, self._count)}


def _digest(given: Credentials, asked: dict[str, str], method: str, path: str, count: int) -> str:
    algorithm = asked.get("algorithm", "MD5").upper()
    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")

    def hashed(*parts: str) -> str:
        return hashlib.new(HASHES[algorithm], ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    who, what = hashed(given.user, realm, given.password), hashed(method, path)
    parts = {"username": given.user, "realm": realm, "nonce": nonce, "uri": path}
    bare = {"algorithm": algorithm}
    if "auth" in re.split(r"[\s,]+", asked.get("qop", "")):
        bare |= {"qop": "auth", "nc": f"{count:08x}"}
        parts["cnonce"] = secrets.token_hex(8)
        parts["response"] = hashed(who, nonce, bare["nc"], parts["cnonce"], "auth", what)
    else:
        parts["response"] = hashed(who, nonce, what)
    if "opaque" in asked:
        parts["opaque"] = asked["opaque"]
    told = [f'{name}="{_escaped(value)}"' for name, value in parts.items()]
    return "Digest " + ", ".join([*told, *(f"{name}={value}" for name, value in bare.items())])


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
