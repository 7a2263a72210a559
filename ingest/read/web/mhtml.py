"""Web pages that a browser saved whole, with their pictures, in one file (.mht, .mhtml): the page itself taken out."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from kg.errors import Unreadable

MHTML = "multipart/related"
# The head of such a file is a letter's: it says when it was saved, and that parts follow which belong together.
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}[A-Za-z][A-Za-z-]{1,40}:[ \t]")
RELATED = re.compile(rb"^content-type:\s{0,20}multipart/related\b", re.IGNORECASE | re.MULTILINE)
HEAD_BYTES = 8192
# A page with its pictures; each part within a part is read once more.
SIZE, PARTS = 64 << 20, 5_000
AGAIN = "save the page again from its source, as a web page or as PDF"


def is_mhtml(data: bytes) -> bool:
    """Whether a file is a web page saved with what it shows in one file."""
    head = data[:HEAD_BYTES]
    return bool(HEAD.match(head) and RELATED.search(head))


def page_in(data: bytes) -> bytes:
    """The web page in such a file, in UTF-8 where its encoding is told; raises Unreadable where there is none."""
    if len(data) > SIZE or data.lower().count(b"content-type:") > PARTS:
        raise Unreadable(f"this saved page is larger than is safe to read; {AGAIN}")
    try:
        whole = message_from_bytes(data)
        part = next((each for each in whole.walk() if each.get_content_type() in ("text/html", "text/xhtml")), None)
    except (MessageError, RecursionError) as error:
        raise Unreadable(f"this saved page is damaged; {AGAIN}") from error
    page = _words(part) if part is not None else b""
    if not page:
        raise Unreadable(f"this saved file holds no web page; {AGAIN}")
    return page


def _words(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return b""
    charset = part.get_content_charset()
    if not charset or payload[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return payload
    try:
        return payload.decode(charset, errors="replace").encode()
    except LookupError:  # an encoding that nobody knows: found from the words instead
        return payload
