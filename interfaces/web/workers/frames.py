"""What a worker and its server say to each other: frames of a kind, a length and so many bytes."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Final

HEADER: Final = struct.Struct("!BI")


class Kind(IntEnum):
    """What a frame is."""

    READY = 1  # from the child, once: it may be given jobs
    CALL = 2  # to the child: function and arguments; answered by RESULT or FAILED
    STREAM = 3  # to the child: the same; answered by HEAD, any number of DATA, then RESULT or FAILED
    HEAD = 4
    DATA = 5
    RESULT = 6
    FAILED = 7  # the error, and whether the child leaves


def frame(kind: Kind, body: bytes | bytearray = b"") -> bytes:
    """A frame as bytes."""
    return HEADER.pack(kind, len(body)) + body
