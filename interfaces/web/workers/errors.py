"""What can become of a job beside its result; interfaces/web/problems.py turns these into pages and statuses.

CommitteeError
├── Busy        no worker came free in time, or too many wait already: HTTP 503 with Retry-After
├── Overran     the job took longer than it may, and was ended: HTTP 503
├── TooLarge    the job's answer has more bytes than it may
└── Died        the job's process ended: too much memory, or a fault in an engine: HTTP 500
"""

from __future__ import annotations

from kg.errors import CommitteeError


class Busy(CommitteeError):
    """No worker came free; `retry_after` says in how many seconds to try again."""

    def __init__(self, message: str, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Overran(CommitteeError):
    """The job took more than its seconds and was ended; nobody else noticed."""


class TooLarge(CommitteeError):
    """The answer has more bytes than it may."""


class Died(CommitteeError):
    """The job's process ended before the job did."""
