"""Whose certificates of servers are believed: the machine's own authorities', and those of SSL_CERT_FILE."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Final

from kg.errors import WrongUse

FILE: Final = "SSL_CERT_FILE"  # OpenSSL's own word, so that all programs of a machine are told the same way
TRUST: Final = f"have its certificate signed by an authority trusted here, or name the authority's file in {FILE}"
NO_TLS: Final = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")


def trusting() -> ssl.SSLContext:
    """What a server's certificate is held against. WrongUse where SSL_CERT_FILE names no authority's file: OpenSSL
    passes over it in silence, and nothing then tells why no server is believed."""
    context = ssl.create_default_context()
    if named := os.environ.get(FILE):
        try:
            context.load_verify_locations(named)
        except OSError as error:  # ssl.SSLError is one
            why = "holds no certificates" if Path(named).is_file() else "cannot be read"
            raise WrongUse(f"{FILE} names {named}, which {why}; name the file (PEM) of your authority") from error
    return context


def refused(server: str, error: object) -> str | None:
    """A sentence where a server is not believed, or speaks no TLS; None where an error is another."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{server} cannot prove who it is ({error.verify_message}): {TRUST}"
    if isinstance(error, ssl.SSLError) and error.reason in NO_TLS:
        return f"What answers at {server} speaks no TLS: is it http:// there, or the port another?"
    return None


def sent_on(server: str, place: str) -> str:
    """A sentence where a server answers that what is asked for is elsewhere; no password of that address in it."""
    bare = place.partition("?")[0].rpartition("@")[2].removeprefix("https://").removeprefix("http://")
    shown = f" ({bare[:200]})" if bare and bare.isprintable() else ""
    return f"{server} sends us elsewhere{shown}, and nothing is sent there: give the address that answers itself"
