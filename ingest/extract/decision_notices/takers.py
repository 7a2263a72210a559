"""Who decided: the post of one member or officer, or a body that met."""

from __future__ import annotations

import re

from ingest.divide.context import COMMITTEE, committee_name
from ingest.extract.words.given_names import is_given
from ingest.extract.words.named_posts import PERSON
from ingest.extract.words.wordings import Wording
from kg.names import without_title

POST = Wording(
    r"(?:the\s+)?(?:(?:deputy|joint|interim|acting|assistant|strategic|executive|corporate|service|chief|group|senior"
    r"|managing|regional|divisional|area|city|county|borough|district|programme|operations|principal)\s+){0,4}"
    r"(?:cabinet member|portfolio holder|executive member|lead (?:member|cabinet member)|leader|mayor|director|head"
    r"|chief"
    r"|executive|manager|officer|solicitor|treasurer|accountant|clerk|monitoring officer|surveyor|engineer|lead"
    r"|(?:police(?:, fire)? and crime )?commissioner)\b",
    reads=("Cabinet Member for Roads", "Corporate Director of Place", "Head of Estates", "Deputy Leader"),
    leaves=("Ann Pine", "Adult Services", "Mr B Oak"),
    at="start",
)
# "Roads and Transport Manager", "Adult Social Care Director": the post closes its words instead.
CLOSING_POST = Wording(
    r"(?:[A-Z][\w’'&-]*,? (?:(?:and|of|for|&) )?){1,8}(?:Director|Manager|Officer|Lead|Solicitor|Accountant|Executive"
    r"|Mayor|Portfolio Holder|Engineer|Surveyor)",
    reads=("Roads and Transport Manager", "Adult Social Care Director"),
    leaves=("Director of Place", "Ann Pine"),
    exact=True,
    at="whole",
)
BODY = Wording(
    r"(?:the\s+)?(?P<name>(?:full\s+)?(?:cabinet|executive|council)(?:\s+(?:committee|board))?)"
    r"(?!\s+(?:member|portfolio|director|officer|decision|lead|councillor|support|summary|assistant|manager))\b",
    reads=("Cabinet", "The Executive", "Full Council", "Cabinet Committee"),
    leaves=("Cabinet Member for Roads", "Executive Director of Place"),
    at="start",
)
OF_A_MEMBER = re.compile(r"\s+(?:members?|portfolio)\b(?!\s+(?:present|attend))", re.IGNORECASE)
INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,3}[A-Z][\w’'-]+")
APART = re.compile(r"\s*(?:\n|;|\s[-–—]+\s|,(?=\s)|\(|\)|\s/\s)\s*")
CONSULTED = re.compile(
    r",?\s*\(?(?:in|following|after) consultation with\b.*|,?\s*(?:on behalf of|under delegated)\b.*", re.I | re.S
)
TITLE = re.compile(r"(?:the )?(?:Councillor|Cllr|Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\b\.?\s", re.IGNORECASE)
# What stands where a decision-maker should and names none.
NOBODY = re.compile(r"\W*(?:n/?a|none|tbc|to be (?:confirmed|advised)|not applicable|\[.*\])?\W*", re.IGNORECASE)


def taker_of(text: str) -> str | None:
    """The post of who decided ("Cabinet Member for Roads"), else the name as printed; None where nobody is named."""
    text = CONSULTED.sub("", text).strip(" ,.;:")
    if NOBODY.fullmatch(text):
        return None
    starts = [0, *(found.end() for found in APART.finditer(text))]
    ends = [*(found.start() for found in APART.finditer(text)), len(text)]
    parts = [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]
    for at, (start, end) in enumerate(parts):
        words = text[start:end]
        if POST.match(words) or CLOSING_POST.fullmatch(words):
            last = end
            for later_start, later_end in parts[at + 1 :]:
                if _is_person(text[later_start:later_end]) or "\n" in text[last:later_start]:
                    break
                last = later_end + (text[later_end : later_end + 1] == ")")
            return " ".join(text[start:last].split()).rstrip(" .,")
    return " ".join(without_title(text).split())


def body_of(text: str) -> str | None:
    """The body that some words name whole or open with; None where they name a person or a post."""
    text = re.sub(r"^\s*the\s+", "", text.strip(), flags=re.IGNORECASE)
    committee = COMMITTEE.match(text)
    if committee and not POST.match(text) and not OF_A_MEMBER.match(text, committee.end()):
        return committee_name(committee["name"])
    found = BODY.match(text)
    return committee_name(found["name"]) if found else None


def _is_person(words: str) -> bool:
    words = words.strip()
    if TITLE.match(words):
        return True
    return bool(INITIALS.fullmatch(words) or (PERSON.fullmatch(words) and is_given(words.split()[0])))
