"""What makes two machines read a paper alike: the rules, Python, and the libraries and programs that see its words."""

from __future__ import annotations

import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from ingest.one_paper import EXTRACTOR
from ingest.read.ocr import find_tesseract
from ingest.staging import code_digest

# Plain words and no class of ours: another version of kg must be able to read them, to be told apart by name.
Makeup = dict[str, str]
EXTRACTORS: Final = "version of the extractors"
RULES: Final = "code of the rules"
PYTHON: Final = "Python"
DASK: Final = "distributed (Dask)"
LIBRARIES: Final = ("lxml", "pillow", "pypdfium2")
# What a scheduler must have, too: it reads no paper, but passes the orders on.
PASSING_ON: Final = (PYTHON, DASK, EXTRACTORS, RULES)


@lru_cache
def _makeup() -> tuple[tuple[str, str], ...]:
    tesseract = find_tesseract()
    found = {
        PYTHON: ".".join(platform.python_version_tuple()[:2]),
        DASK: _version("distributed"),
        EXTRACTORS: EXTRACTOR,
        RULES: code_digest()[:12],
        **{name: _version(name) for name in LIBRARIES},
        "Tesseract": tesseract.version if tesseract else "none",
    }
    return tuple(found.items())


def makeup_here() -> Makeup:
    """What this machine reads with."""
    return dict(_makeup())


def unlike(ours: Makeup, theirs: Makeup, names: tuple[str, ...] | None = None) -> str | None:
    """The first thing in which another machine differs, in words; None where it reads as we do.

    names  what has to be alike; everything unless given
    """
    for name in names or tuple(ours):
        if ours[name] != theirs.get(name):
            return f"{name} is {theirs.get(name, 'not known')} there and {ours[name]} here"
    return None


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
