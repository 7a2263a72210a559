"""What a purged paper leaves in the files that are not made anew: the ledger, the redirects, the judgements, a log.

Of the ledger a tombstone stays: a hash of the paper's hash, so that its file is known when it is offered again, and
who reads the ledger cannot tell which paper it was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.durable import replace_durably
from kg.vocabulary import ID_BASE

if TYPE_CHECKING:
    from kg.base import Writing

DIGITS: Final = re.compile(r"[0-9a-f]{10}|[0-9a-f]{16}")  # kg.ids.digest, a paper's IRI
LOGGED: Final = re.compile(r"^.* \(([0-9a-f]{64})\), extractor .*\n", re.MULTILINE)


def tombstone(sha256: str) -> str:
    """By what a purged paper is known again, and not to be told."""
    return hashlib.sha256(f"purged {sha256}".encode()).hexdigest()


def words_of(texts: Iterable[str]) -> set[str]:
    """All words of some texts, as they stand in IRIs."""
    from kg import ids

    return {part for text in texts for word in set(text.split()) for part in ids.slug(word).split("-")}


def forget_redirects(writing: Writing, known: set[str]) -> int:
    """Let go of earlier IRIs that have a word which no paper that stays has; how many."""
    from kg.redirects import read_redirects, write_redirects

    gone = 0
    for file in writing.base.path.glob("redirects*.json"):
        redirects = read_redirects(file)
        kept = {old: new for old, new in redirects.items() if all(_is_known(iri, known) for iri in (old, *new))}
        if kept != redirects:
            write_redirects(file, kept)
        gone += len(redirects) - len(kept)
    return gone


def forget_judgements(writing: Writing, purged: Iterable[str], known: set[str]) -> int:
    """Let go of judgements on a purged paper, or on names that have a word which no paper that stays has; how many."""
    from kg.judgements import read_judgements, write_judgements

    file, papers = writing.base.judgements_file, tuple(purged)
    judgements = read_judgements(file)
    kept = [
        each
        for each in judgements
        if all(_are_known(words_of([name]), known) for name in each.names)
        and not any(part and sha256.startswith(part) for part in (*each.papers, *each.names) for sha256 in papers)
    ]
    if len(kept) < len(judgements):
        write_judgements(file, kept)
    return len(judgements) - len(kept)


def forget_faults(file: Path, purged: Iterable[str]) -> None:
    """Take a paper's entries out of the log of rules that broke off."""
    if not file.exists():
        return
    papers, log = set(purged), file.read_text(encoding="utf-8")
    heads = list(LOGGED.finditer(log))
    ends = [head.start() for head in heads[1:]] + [len(log)]
    kept = "".join(log[head.start() : end] for head, end in zip(heads, ends, strict=True) if head[1] not in papers)
    replace_durably(file, kept.encode()) if kept else file.unlink()


def _is_known(iri: str, known: set[str]) -> bool:
    """Whether every word of an IRI stands in a paper that stays; the digits at its end tell things apart."""
    parts = iri.removeprefix(ID_BASE).split("/")[1:]
    return _are_known((word for part in parts for word in part.split("-") if not DIGITS.fullmatch(word)), known)


def _are_known(words: Iterable[str], known: set[str]) -> bool:
    """Whether words stand in papers that stay; an initial or two tell of nobody."""
    return all(word in known or len(word) <= 2 for word in words)
