"""Whoosh's modules, imported without the warnings that Python has of them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def whoosh_quietly() -> Iterator[None]:
    """For imports of Whoosh.

    Version 2.7.4 has `\\w` in plain strings and compares a number by `is`; Python warns of it where it compiles the
    modules itself, which is where the installer has not.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        yield
