"""Tesseract, called as a program where it is installed: a picture of a page to words with places and confidences."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from kg.errors import Unreadable

INSTALL: Final = "install Tesseract (the package tesseract-ocr) and ingest again"
# Page segmentation as Tesseract does it of its own accord; our own layout puts the words in order.
SEGMENTATION: Final = "3"
LANGUAGE: Final = "eng"
# Seconds for one page, and for asking the version.
MOST_SECONDS, VERSION_SECONDS = 30.0, 10.0
# One thread: pages are read in several processes already, and the same page gives the same words.
ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1"}
VERSION = re.compile(r"tesseract\s+v?(\d[\w.]{0,20})")
WORD_LEVEL: Final = "5"
# Words surer than this count; a page is noise that is less sure on the whole, or has fewer words that could be words.
LEAST_SURE, SURE_PAGE, LIKE_WORDS, ENOUGH = 0.25, 0.55, 0.5, 3
# Letters with a vowel or an abbreviation in capitals, figures with their signs.
LIKE_WORD = re.compile(
    r"\W{0,3}(?:(?=[^\W\d_]{0,30}[aeiouyAEIOUY])[^\W\d_]{2,30}|[A-Z]{2,6}|[aAI&]|£?\d[\d,.:/%-]{0,15}[a-z]{0,2})"
    r"(?:[-'’/.@][\w.-]{1,40})?\W{0,3}"
)
# What letters need, by the size of the type: those that hang below the line, those that rise to its top.
HANGS, RISES = re.compile(r"[gjpqy]"), re.compile(r"[A-Z0-9bdfhklt]")
BELOW, TALL, LOW = 0.21, 0.72, 0.53


class NeedsTesseract(Unreadable):
    """A paper without words of its own, that may be read where Tesseract is installed."""


class Picture(NamedTuple):
    """A page as a picture: grey, a byte a point, row by row."""

    width: int
    height: int
    grey: bytes

    @property
    def file(self) -> bytes:
        """The picture as a file that Tesseract opens."""
        return b"P5 %d %d 255\n" % (self.width, self.height) + self.grey


class SeenWord(NamedTuple):
    """A word seen in a picture: its left and right end, the baseline and size of its line, in points of the picture."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    sure: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in a picture; `sure` is how sure Tesseract is of its letters, 0 to 1."""

    words: tuple[SeenWord, ...]
    sure: float

    @property
    def is_noise(self) -> bool:
        """Whether this is no text but what a photograph, a map or handwriting looks like."""
        if len(self.words) < ENOUGH or self.sure < SURE_PAGE:
            return True
        return sum(bool(LIKE_WORD.fullmatch(word.text)) for word in self.words) < LIKE_WORDS * len(self.words)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program: where it is, and its version."""

    program: str
    version: str

    def see(self, picture: Picture, dots: int, seconds: float = MOST_SECONDS) -> Seen | None:
        """The words of a picture of so many dots an inch; None where it takes longer than it may, or breaks off."""
        command = [self.program, "stdin", "stdout", "-l", LANGUAGE, "--psm", SEGMENTATION, "--dpi", str(dots), "tsv"]
        try:
            done = subprocess.run(
                command,
                input=picture.file,
                capture_output=True,
                timeout=seconds,
                check=True,
                env=os.environ | ONE_THREAD,
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return seen(done.stdout.decode("utf-8", "replace"))


@lru_cache(maxsize=1)
def find_tesseract() -> Tesseract | None:
    """The program on this machine; None where it is missing or has no English."""
    program = shutil.which("tesseract")
    if not program:
        return None
    said = _said(program, "--version")
    found = VERSION.search(said)
    return Tesseract(program, found[1]) if found and LANGUAGE in _said(program, "--list-langs").split() else None


def _said(program: str, question: str) -> str:
    try:
        done = subprocess.run([program, question], capture_output=True, timeout=VERSION_SECONDS, check=False)
    except (subprocess.SubprocessError, OSError):
        return ""
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def seen(table: str) -> Seen:
    """The words of Tesseract's table (TSV), line by line; those that it hardly believes in itself are left out."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == WORD_LEVEL and (row.get("text") or "").strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    words = tuple(word for line in lines.values() for word in _line(line))
    letters = sum(len(word.text) for word in words)
    sure = sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0
    return Seen(tuple(word for word in words if word.sure >= LEAST_SURE), sure)


def _line(rows: Sequence[dict[str, str]]) -> Iterator[SeenWord]:
    """A line's words; they share baseline and size, which the shape of their letters tells."""
    sizes = sorted(int(row["height"]) / _tallness(row["text"]) for row in rows)
    size = sizes[len(sizes) // 2]
    bases = sorted(int(row["top"]) + int(row["height"]) - size * BELOW * _hangs(row["text"]) for row in rows)
    base = bases[len(bases) // 2]
    for row in rows:
        left = int(row["left"])
        sure = max(0.0, float(row["conf"])) / 100
        yield SeenWord(row["text"].strip(), left, left + int(row["width"]), base, size, sure)


def _hangs(text: str) -> bool:
    return bool(HANGS.search(text))


def _tallness(text: str) -> float:
    """How high a word's letters stand, by the size of the type."""
    return (TALL if RISES.search(text) else LOW) + BELOW * _hangs(text)
