"""A query's tokens: enough of SPARQL's grammar to find a triple in it without ever looking inside a string or comment.

SPARQL 1.1 Query Language, section 19.8, terminals 139 to 173. Lenient: what is no token is one of one character,
and a string without an end goes on to the line's, for the engine reads the query, too, and says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["iri", "string", "name", "variable", "blank", "number", "language", "word", "sign"]

HEX: Final = "[0-9A-Fa-f]"
LETTER: Final = r"[\w\u00b7\u0300-\u036f\u203f\u2040]"  # \w holds the letters of all scripts
ESCAPED: Final = rf"%{HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?#@%]"
LONGEST_PREFIX: Final = 200  # so that `a.a.a.…` is not read to its end from each of its letters
TOKEN: Final = re.compile(
    rf"""(?P<space>\s+|\#[^\n\r]*)
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u{HEX}{{4}}|\\U{HEX}{{8}})*>)
    |(?P<string>\"{{3}}(?:\\.|[^\\])*?(?:\"{{3}}|\Z)|'{{3}}(?:\\.|[^\\])*?(?:'{{3}}|\Z)
        |"(?:\\.|[^"\\\n\r])*+"?|'(?:\\.|[^'\\\n\r])*+'?)
    |(?P<blank>_:\w{LETTER}*(?:[.\-]+{LETTER}+)*)
    |(?P<name>(?:[^\W\d_][\w.\-]{{0,{LONGEST_PREFIX}}}+(?<!\.))?:(?:(?:[\w:]|{ESCAPED})(?:\.*(?:{LETTER}|[:\-]|{ESCAPED}))*)?)
    |(?P<variable>[?$]{LETTER}+)
    |(?P<number>(?:\d++(?:\.\d++|\.(?=[eE][+\-]?\d))?|\.\d++)(?:[eE][+\-]?\d++)?)
    |(?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>\^\^|&&|\|\||[!<>]=|<<\(|\)>>|<<|>>|\{{\||\|\}}|.)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE: Final = re.compile(rf"\\(?:u({HEX}{{4}})|U({HEX}{{8}})|(.))", re.DOTALL)
CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, and its characters' place in it."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.start + len(self.text)

    def says(self, *words: str) -> bool:
        """Whether it is one of these signs or keywords, given in capitals."""
        return self.text in words if self.kind == "sign" else self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, in order; spaces and comments are between them."""
    for found in TOKEN.finditer(query):
        if found.lastgroup != "space":
            yield Token(found.lastgroup, found[0], found.start())  # type: ignore[arg-type]


def words_of_string(written: str) -> str:
    """What a string token says, without its quotes and escapes."""
    quotes = 3 if written.startswith(('"""', "'''")) else 1
    return unescaped(written[quotes:-quotes])


def unescaped(written: str) -> str:
    """Characters for the escapes of strings, IRIs and local names."""
    return ESCAPE.sub(_character, written)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    if code is None:
        return CONTROLS.get(escape[3], escape[3])
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else escape[0]
