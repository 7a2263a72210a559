"""What a SPARQL query may do here, and what is wrong with one that cannot be read."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import BadQuery
from kg.vocabulary import PREFIXES

# What a keyword cannot stand in: IRIs, strings, comments; an escape first, so that `ex:a\#` opens no comment.
OPAQUE: Final = re.compile(
    r"""\\.|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*""",
    re.DOTALL,
)
PROLOGUE: Final = re.compile(r"\s*(?:prefix\s+[^\s:]*:\s*|base\s*)*", re.IGNORECASE)
WRITES: Final = re.compile(r"(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)
SERVICE: Final = re.compile(r"(?<![\w?$:-])service\b(?!\s*:)", re.IGNORECASE)
PLACE: Final = re.compile(r"error at (\d+):(\d+)")
USED_PREFIX: Final = re.compile(r"(?<![\w?$:.-])([A-Za-z][\w-]*):(?=[\w%\\])")
DECLARED_PREFIX: Final = re.compile(r"\bprefix\s+([A-Za-z][\w-]*)?:", re.IGNORECASE)
# The engine says no more when BIND or SELECT gives a name to a value that the query has given before.
ENDS: Final = "where it ends: is a bracket or a word missing, or does AS name a variable that has a value already"

# The engine's parser goes down one level of its stack a bracket: 5,000 of them ended the process (22 November 2026).
DEEPEST: Final = 100
LONGEST: Final = 50_000


def check_readable(query: str) -> None:
    """Raise BadQuery for a query that is empty, too large, would write, or would go out to another machine."""
    if len(query) > LONGEST:
        raise BadQuery(f"The query is longer than {LONGEST:,} characters: ask in several.")
    bare = blanked(query)
    if not bare.strip():
        raise BadQuery("The query is empty: write a SELECT, ASK, CONSTRUCT or DESCRIBE query.")
    _check_depth(query, bare)
    begins = PROLOGUE.match(bare)
    at = begins.end() if begins else 0
    if WRITES.match(bare, at):
        raise BadQuery("This is an update. A base is changed by `kg ingest` and `kg withdraw` only.", *place(query, at))
    if outside := SERVICE.search(bare):
        raise BadQuery("SERVICE is not allowed: questions do not leave this machine.", *place(query, outside.start()))


def _check_depth(query: str, bare: str) -> None:
    depth = 0
    for bracket in re.finditer(r"[(\[{]|[)\]}]", bare):
        depth += 1 if bracket[0] in "([{" else -1
        if depth > DEEPEST:
            raise BadQuery(f"Brackets stand more than {DEEPEST} deep.", *place(query, bracket.start()))


def explained(query: str, message: str) -> BadQuery:
    """The engine's complaint as a sentence, with line and column."""
    found = PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (None, None)
    unknown = undeclared(query)
    if unknown:
        prefix, at = unknown
        known = ", ".join(f"{name}:" for name in PREFIXES)
        return BadQuery(f"The prefix {prefix}: is not declared (known without PREFIX: {known}).", *place(query, at))
    if line is None or column is None:
        return BadQuery(f"The query cannot be read: {_first_line(message)}.")
    near = _near(query, line, column)
    return BadQuery(f"The query cannot be read at line {line}, column {column}, {near}.", line, column)


def undeclared(query: str) -> tuple[str, int] | None:
    """The first prefix that neither the query nor we declare, and where it stands."""
    bare = blanked(query)
    declared = {match[1] for match in DECLARED_PREFIX.finditer(bare)} | PREFIXES.keys()
    for used in USED_PREFIX.finditer(bare):
        if used[1] not in declared:
            return used[1], used.start()
    return None


def blanked(query: str) -> str:
    """The query with IRIs, strings and comments as spaces, every other character in its place."""
    return OPAQUE.sub(lambda opaque: re.sub(r"[^\n]", " ", opaque[0]), query)


def place(query: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of the query."""
    before = query[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


def _near(query: str, line: int, column: int) -> str:
    lines = query.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    return f"near “{rest[:30]}”" if rest else ENDS


def _first_line(message: str) -> str:
    return message.split("\n")[0][:120]
