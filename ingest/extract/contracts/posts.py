"""Powers given to posts: who may do what, after consulting whom, up to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.extract.words.wordings import Wording
from kg.dates import find_dates
from kg.money import find_money

_CAP: Final = r"(?:[A-Z][\w'’/&.-]*|\((?:[A-Z]|s\d)[\w &,-]*\)|&|\d{3}|[sS]151)"
_POST: Final = rf"{_CAP}(?:(?:,|:|\s[–-])?\s(?:(?:of|for|and|&|the|in|to)\s(?:the\s)?)*{_CAP})*"
POST: Final = re.compile(rf"(?:the\s+|our\s+|its\s+|relevant\s+)*(?P<post>{_POST})")
# A post's words hold one of these; a "Trust" or a "Council" is none.
POST_NOUN: Final = re.compile(
    r"\b(?:Director|Officer|Head|Manager|Executive|Treasurer|Commissioner|Leader|Lead|Secretary|Solicitor|Clerk|Mayor"
    r"|Chair(?:man|woman|person)?|Vice[- ]?Chair\w*|Members?|Leaders|Cabinet Member|Portfolio Holder"
    r"|Accountant|Surveyor|Engineer"
    r"|Sub-?\s?Committee|Committee|Panel|Board|Directors|Officers|Chairs?|Spokes\w+|Auditor|Principal|Registrar|Dean)\b"
)
DELEGATE = Wording(
    r"\bdelegat(?:e|es|ed|ing|ion)\b(?!\s+(?:powers?\s+(?:scheme|register)|duties|functions\s+under"
    r"|decisions?\s+(?:pathway|taken)|budget))(?!\s+by\b)",
    reads=["Delegate award of the lease to the Head of Care", "delegated authority to the Clerk"],
    leaves=["the duties were carried out", "delegated duties for older people", "delegated by Parliament"],
)
AUTHORISE = Wording(
    r"\b(?:authoris(?:e|es|ed|ing)|empower(?:s|ed)?|give(?:s|n)? authority to|grant(?:s"
    r"|ed)? authority to)\s+(?=(?:the\s+)?(?-i:[A-Z]))",
    reads=["authorise the Head of Care to sign the lease", "Authorised the Director to spend"],
    leaves=["authorise the spending of funds", "the authorised signatory"],
)
AUTHORISED = Wording(
    r"\s+(?:is|are|be)\s+(?:hereby\s+)?(?:authorised|empowered|given (?:delegated )?(?:authority|power))\b[^.;]{0,120}?"
    r"\bto\s+(?=(?-i:[a-z]))",
    reads=["that the Head of Care be authorised to award the contract"],
    leaves=["authorise the Head of Care to award the contract"],
)
TO_POST = Wording(
    r"\bto\s+(?=(?:the\s+|our\s+)?(?-i:[A-Z(]))",
    reads=["award of the contract to the Director"],
    leaves=["to award the contract"],
)
CONSULT = Wording(
    r",?\s*\b(?:(?:in|after|following|subject to)\s+(?:consultation|agreement|liaison|conjunction)\s+(?:with|of)"
    r"|(?:together|jointly) with)\s+(?=(?:the\s+|its\s+)?\w)",
    reads=["in consultation with the Chair", "after consultation with the Chair"],
    leaves=["the consultation with residents"],
)
TAIL: Final = re.compile(
    r"\s+(?:for (?:a )?(?:final )?(?:decision|approval|determination)|for|and|to|of|the|,)$", re.IGNORECASE
)
# Words that open a limb before its post.
OPENER: Final = re.compile(
    r"^(?:(?:That|The|And|To|Resolved|RESOLVED|Agreed|AGREED)\s+(?:that\s+)?(?:the\s+)?)+(?=[A-Z])"
)
# Whose officer a post is, where the council says so of its own: "the Harbour Authority’s Head of Quays".
OWNER: Final = re.compile(r"^[^,;.]{0,80}?\b(?:Council|Authority|Corporation|Executive|Board)['’]s\s+(?=[A-Z])")
# "the Chair of the Quays and Markets Committee": the body's own "and" parts no two posts.
WHOSE_BODY: Final = re.compile(
    r"\b(?:Chair\w*|Spokes\w+|Leads?|Members?|Convenor) (?:of|for) (?:the )?"
    r"(?:[A-Z][\w’'&-]*,? ){1,4}and (?:[A-Z][\w’'&-]*(?: of)? ){1,4}(?:Sub-Committee|Committee|Panel|Board"
    r"|Cabinet|Forum)\b"
)
TIED: Final = "\x1f"
# "authority to award the contract be delegated to the Head of Care": the power stands before.
GIVEN_BEFORE: Final = re.compile(
    r"\b(?:authority|power) (?:to|for|over) (?P<power>[^.;]{3,300}?) (?:is|are|be)(?: hereby)? $", re.IGNORECASE
)
# Talk of powers given elsewhere, or of power that stays with a body.
REPORTED: Final = re.compile(
    r"\b(?:under|using|by|made by|exercise of) delegated (?:powers|authority)\b|\bscheme of delegation\b", re.I
)


@dataclass(frozen=True, slots=True)
class Grant:
    """Power given to a post.

    power   the words that say what it may do
    start   where the grant's words open in the text
    """

    power: str
    delegated_to: str
    consult: tuple[str, ...]
    limit: str | None
    start: int


def grants(text: str) -> Iterator[Grant]:
    """The powers that some decided or recommended words give, in order; none where powers are only spoken of."""
    if REPORTED.search(text):
        return
    found = DELEGATE.search(text)
    if found:
        grant = _delegated(text, found)
        if grant:
            yield grant
            return
    given = AUTHORISED.search(text)
    head = CONSULT.regex.split(text[: given.start() + 1])[0] if given else ""
    named = list(POST.finditer(head)) if given else []
    if given and named and (held := read_post(text[: given.start()], named[-1].start())):
        yield Grant(_power(text[given.end() :]), held[0], consulted(text), limit(text), named[-1].start())
        return
    allowed = AUTHORISE.search(text)
    if allowed and (post := read_post(text, allowed.end())):
        name, end = post
        asked = CONSULT.regex.match(text, end)
        power = _power(_after_consultation(text[asked.end() :]) if asked else text[end:])
        yield Grant(power or text.strip(), name, consulted(text), limit(text), allowed.start())


def _delegated(text: str, found: re.Match[str]) -> Grant | None:
    for to in TO_POST.regex.finditer(text, found.end()):
        post = read_post(text, to.end())
        if not post:
            continue
        name, end = post
        between = _power(text[found.end() : to.start()])
        behind = _power(CONSULT.regex.split(text[end:])[0]) if _only_authority(between) else ""
        if _only_authority(between) and not behind:
            asked = CONSULT.regex.search(text, end)
            behind = _power(_after_consultation(text[asked.end() if asked else end :]))
        before = GIVEN_BEFORE.search(text[: found.start()])
        if _only_authority(between) and not behind and before:
            behind = _power(before["power"])
        return Grant(behind or between or text.strip(), name, consulted(text), limit(text), found.start())
    return None


def _only_authority(words: str) -> bool:
    return not words or bool(
        re.fullmatch(r"(?:the\s+)?(?:authority|power|powers|responsibility|approval|decision)s?", words, re.I)
    )


def _after_consultation(words: str) -> str:
    tries = (
        r",\s*(?:the (?:power|authority) )?to\s+(?=[a-z])",
        r",\s+(?!and\s+(?:the\s+)?[A-Z])(?=[a-z])",
        r"\bto\s+(?=[a-z])",
        r"\b(?:for|of)\s+(?=[a-z])",
    )
    found = next((found for wanted in tries if (found := re.search(wanted, words))), None)
    return words[found.start() :] if found else ""


def _power(words: str) -> str:
    bare = re.sub(
        r"^[\s,;:]*(?:(?:the\s+)?(?:power|authority|responsibility)\s+)?(?:to\s+|for\s+|of\s+)?", "", words.strip()
    )
    return bare.strip(" ,;.")


def read_post(text: str, start: int) -> tuple[str, int] | None:
    """The post named from `start` on, and where it ends; None where what stands there is none."""
    found = POST.match(text, start)
    if not found:
        return None
    post = OPENER.sub("", OWNER.sub("", found["post"]))
    while (shorter := TAIL.sub("", post)) != post:
        post = shorter
    post = post.rstrip(" ,.;:")
    if not POST_NOUN.search(post) or re.fullmatch(r"(?:Committee|Council|Board|Members?|Officers?)", post):
        return None
    return post, found.start("post") + found["post"].find(post) + len(post)


def consulted(text: str) -> tuple[str, ...]:
    """The posts to be consulted: "in consultation with the Chair and Vice-Chair of the Panel" gives two."""
    found = CONSULT.search(text)
    if not found:
        return ()
    words = re.split(
        r"[.;]|,?\s+(?:to|prior|following|subject|before|for|where|on|as|who|the power|the authority"
        r"|and to)\s+(?=[a-z])|,\s+(?!and\s+(?:the\s+)?[A-Z])(?=[a-z])",
        text[found.end() :],
    )[0]
    words = WHOSE_BODY.sub(lambda body: body[0].replace(" and ", TIED), words)
    pieces = re.split(r"(,\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?)", words)
    parts = [_bare_post(part) for part in pieces[::2]]
    ties = ["", *(" and " if "and" in tie else ", " for tie in pieces[1::2])]
    return tuple(dict.fromkeys(post.replace(TIED, " and ") for post in _whole_posts(parts, ties)))


def _bare_post(words: str) -> str:
    return re.sub(r"^(?:the|its|our|relevant)\s+", "", OWNER.sub("", words.strip(" .,;")))


def _whole_posts(parts: list[str], ties: list[str]) -> Iterator[str]:
    """Pieces of a list put together again where one is no post: "Director of People | Communities"."""
    held = ""
    for part, tie in zip(parts, ties, strict=True):
        if not part:
            continue
        whole = bool(POST_NOUN.search(part)) or bool(
            re.match(r"[a-z]", part) and re.search(r"Directors?|Officers?|Members?", part)
        )
        if held and not whole:
            held = f"{held}{tie}{part}"
            continue
        if held and POST_NOUN.search(held):
            yield held
        held = part if whole or not held else f"{held}{tie}{part}"
    if held and POST_NOUN.search(held):
        yield held


def limit(text: str) -> str | None:
    """What bounds a power: a sum ("up to £500,000", "not exceeding …") or a day ("until 31 March 2024")."""
    bound = re.search(
        r"\b(?:up to|not exceeding|no more than|below|within|maximum of|to a (?:limit"
        r"|value) of)\s+(?:a (?:value|limit|maximum|total) of\s+)?(?=£)",
        text,
        re.I,
    )
    if bound:
        money = next(find_money(text[bound.end() : bound.end() + 30]), None)
        return str(money.pounds) if money else None
    until = re.search(r"\b(?:until|up to)\s+(?=\d|the \d)", text)
    if until:
        date = next(find_dates(text[until.end() : until.end() + 30]), None)
        return date.iso if date and len(date.iso) == 10 else None
    return None
