"""People and their posts as forms print them side by side: "Ann Lee/Bob Ray", "Ann Lee - Head of Care"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.names import PARTICLES, without_title

# Words that stand in posts and teams and in no person's name; all of them as they are compared, in lower case.
_POST_WORDS = """
accountant acting adviser advisor analyst and area assistant associate authority business chief clerk commissioner
commissioning committee consultant co-ordinator coordinator corporate council county customer delivery democratic
deputy development director directorate division education engineer environment executive finance financial for
general governance group head health highways housing human improvement inspector integration interim joint lawyer
lead leader legal local manager managing monitoring of officer operational operations partner partnership
partnerships people performance planning policy principal procurement programme programmes project property public
quality registrar reablement resources safeguarding secretary section senior service services social solicitor
specialist statutory strategic strategy strengthening supervisor support surveyor team technical the trading
transformation transport treasurer vice worker adult adults children childrens care communities community learning
disability mental assurance accommodation brokerage contracts law nhs ict it hr cabinet member members chair
chairman chairwoman not applicable none portfolio holder
"""
POST_WORDS = frozenset(_POST_WORDS.split())
_ROLE_WORDS = """
accountant adviser advisor analyst architect assistant auditor chief clerk commissioner consultant co-ordinator
coordinator director engineer executive head inspector lawyer lead leader manager officer partner planner principal
registrar secretary solicitor specialist supervisor surveyor treasurer worker
"""
ROLE_WORDS = frozenset(_ROLE_WORDS.split())
# What stands where a name should and is none.
NOBODY = re.compile(
    r"(?:t\.?b\.?[acd]\.?|n/?a|none|vacant|vacancy|to be (?:confirmed|advised|agreed)|all|various|-+|–)\.?", re.I
)
_PART = r"[A-Z][a-zà-ÿ]+(?:['’][A-Z]?[a-z]+)?"
_WORD = rf"(?:(?:[OD]['’]\s?|Mc\s?|Mac)?{_PART}(?:-\s?{_PART})*)"
_PARTICLE = r"(?:[Vv]an(?: [Dd]e[rn]?)?|[Dd]e(?: [Ll]a)?|[Dd]er|[Dd]a|[Dd]i|[Vv]on|[Ll]e|[Ss]t\.?)"
# "Ann Lee", "Ann-Marie O'Dell", "A. B. Lee", "Jo de Marsh", "L Mc Heron".
PERSON = re.compile(
    rf"(?:(?:[A-Z]\.?\s?){{1,3}}(?<=[\s.])|{_WORD}\s+(?:[A-Z]\.?\s+)?)(?:{_PARTICLE}\s+)?{_WORD}"
    r"(?=Tel\b|Date\b"
    rf"|E-?mail|Post\b|[^\w'’]|$)"
)
# What stands between two people, or between a person and the post: the first kind opens a new person.
SEPARATOR = re.compile(
    r"(?P<next>\s*[/;\n]\s*|\s+and\s+|\s*&\s*)|(?P<dash>\s+[-–—]+\s*|[-–—]+\s+|\s*\(|\s*:\s+)|(?P<comma>\s*,\s+|\))"
)
# "to March 2018" after a name says how long, not what.
NOTE = re.compile(r"(?:to|from|until|since|as|who|on|in)\b|[^A-Za-z]*$")


@dataclass(frozen=True, slots=True)
class Named:
    """A person in a list: the name, the post printed with it, and where the name stands in the words."""

    name: str
    post: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two separators; `opened` and `closed` say by which."""

    start: int
    end: int
    opened: str
    closed: str


def named_posts(text: str, known: Callable[[str], bool] = lambda name: False) -> Iterator[Named]:
    """The people of a list, in order, each with the post printed after the name.

    "Ann Lee - Head of Care Bob Ray - Lead" is Ann Lee, Head of Care, and Bob Ray, Lead. A name that only follows a
    post, without one of its own, is taken where it is `known`. Words that are neither name nor post are left out.
    """
    people: list[Named] = []
    posted: tuple[int, int] | None = None
    for piece in _pieces(text):
        for start, end, is_name in _parts(text, piece, bool(people), posted is not None, known):
            if is_name:
                yield from _finished(text, people, posted)
                people, posted = [Named(without_title(text[start:end]), None, start, end)], None
            elif people:
                posted = (posted[0] if posted else start, end)
    yield from _finished(text, people, posted)


def _finished(text: str, people: list[Named], posted: tuple[int, int] | None) -> Iterator[Named]:
    for person in people:
        post = text[slice(*posted)].strip(" ,;:(–-") if posted else None
        yield replace(person, post=post if post and _is_post(post) else None)


def _is_post(words: str) -> bool:
    """Whether words hold a role: "Head of Care" does, "Adult Social Care" is a team's name only."""
    return any(word.strip(".,&:;()").lower().rstrip("s") in ROLE_WORDS for word in words.split())


def _pieces(text: str) -> Iterator[_Piece]:
    """The words cut at each separator; "and" cuts only before a name that stands beside another or has a post."""
    start, opened = 0, "next"
    for found in SEPARATOR.finditer(text):
        kind = str(found.lastgroup)
        joins = kind == "next" and found[0].strip() in ("and", "&")
        if found.start() < start or (joins and not _joins_people(text, start, found)) or _in_name(text, start, found):
            continue
        yield _Piece(start, found.start(), opened, kind)
        start, opened = found.end(), kind
    yield _Piece(start, len(text), opened, "end")


def _in_name(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a dash stands inside one name: "Ann Dale- Ray"."""
    name = PERSON.match(text, start)
    return bool(name and is_person(name[0]) and name.end() >= found.end())


def _joins_people(text: str, start: int, found: re.Match[str]) -> bool:
    right = PERSON.match(text, found.end())
    if not right or not is_person(right[0]):
        return False
    has_post = re.match(r"\s*[-–—,(]", text[right.end() :])
    return bool(has_post) or is_person(text[start : found.start()].strip())


def _parts(
    text: str, piece: _Piece, has_person: bool, has_post: bool, known: Callable[[str], bool]
) -> Iterator[tuple[int, int, bool]]:
    """A piece's names and posts as (start, end, is a name)."""
    place, end = piece.start, piece.end
    may_open = piece.opened == "next" or not has_person or (piece.opened == "comma" and not has_post)
    while may_open and (found := PERSON.match(text, place, end)) and is_person(found[0]):
        yield found.start(), found.end(), True
        place = found.end() + len(text[found.end() : end]) - len(text[found.end() : end].lstrip())
    if place >= end or NOTE.match(text[place:end]):
        return
    last = _last_name(text, place, end)
    if last and (piece.closed == "dash" or known(text[last:end].strip())):
        yield place, last, False
        yield last, end, True
    else:
        yield place, end, False


def _last_name(text: str, start: int, end: int) -> int | None:
    """Where the name starts that the words end with, after a post: "Head of Care Bob Ray"."""
    starts = [start + found.start() for found in re.finditer(r"(?<!\S)[A-Z]", text[start:end])]
    for at in reversed(starts):
        before = text[start:at].split()
        if before and is_person(text[at:end].strip()) and before[-1].lower() not in {"of", "for", "the", "at", "in"}:
            return at
    return None


def is_person(words: str) -> bool:
    """Whether words can be a person's name: capitalised, at least two, none of them a word of posts and teams."""
    parts = [part.strip(".,'’").lower() for part in words.split()]
    if len(parts) < 2 or NOBODY.fullmatch(words.strip()):
        return False
    return bool(PERSON.fullmatch(words.strip())) and not any(
        part in POST_WORDS or part.rstrip("s") in POST_WORDS for part in parts if part not in PARTICLES
    )
