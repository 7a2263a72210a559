"""The one tree of errors. A message says what, where and what to do; only the doors catch them.

CommitteeError
├── WrongUse            the call itself is off: exit code 2
│   ├── BadQuery        a search or SPARQL query that cannot be read; may carry line and column
│   ├── UnknownName     nothing, or more than one thing, answers to a name; carries the choices
│   └── NoBase          there is no base, or nothing published in it
├── Unreadable          one paper that cannot be read; the rest goes on: exit code 1
├── NotFetched          a page or paper of a portal that cannot be had; the rest goes on: exit code 1
├── BaseBusy            another writer holds the lock
├── OutOfReach          a store or index in a server does not answer, or not in time; try again: exit code 1, HTTP 503
├── Unwritable          the disk is full, or the base may not be written
└── BaseDamaged         what is on disk contradicts itself
"""


class CommitteeError(Exception):
    """Anything that a person can mend; its text is shown as it stands."""


class WrongUse(CommitteeError):
    """The call's words are off."""


class BadQuery(WrongUse):
    """A query that cannot be read.

    `line` and `column` count from 1, and are None where the place is not known.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class UnknownName(WrongUse):
    """No thing, or more than one, answers to a name; `choices` are the names that come near, best first."""

    def __init__(self, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.choices = choices


class NoBase(WrongUse):
    """The folder holds no base, or one in which nothing was published yet."""


class Unreadable(CommitteeError):
    """A paper that cannot be read: what is wrong with it, and what to do."""


class NotFetched(CommitteeError):
    """What a portal lists and does not give, or gives otherwise; `status` is the server's, None where it said none."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class BaseBusy(CommitteeError):
    """Another writer is at work on the base."""


class OutOfReach(CommitteeError):
    """A store or an index in a server cannot be asked now: it is gone, too slow, or being written."""


class Unwritable(CommitteeError):
    """The base cannot be written: its disk is full, or it belongs to somebody else. What was published stays."""


class BaseDamaged(CommitteeError):
    """Archive, ledger and generation contradict each other."""
