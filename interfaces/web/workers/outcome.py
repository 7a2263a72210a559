"""What a child says last of a job, understood."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any, Self

from interfaces.web.workers.frames import Kind


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result or the error of a job, and whether its worker is fit for another."""

    value: Any
    error: BaseException | None
    fit: bool

    @classmethod
    def of(cls, kind: Kind, body: bytes) -> Self:
        """The outcome that a last frame tells."""
        if kind is Kind.FAILED:
            error, leaves = pickle.loads(body)
            return cls(None, error, not leaves)
        return cls(pickle.loads(body) if body else None, None, True)

    def get(self) -> Any:
        """The result, or the error raised."""
        if self.error:
            raise self.error
        return self.value
