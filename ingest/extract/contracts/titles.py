"""What titles and headings call a contract: "ALDER COURT - TENDER FOR CARE CONTRACT"."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.phrases import Named, clean_topic, named, topics
from ingest.extract.contracts.words import titled

_PROCURING: Final = r"(?:re-?\s?)?(?:procurement|procuring|tender(?:ing)?|commissioning|retender(?:ing)?)"
REFERENCE: Final = re.compile(
    r"^(?:[A-Z]{1,2}/[A-Z][. ]\d[\d.]*\s*[-–]?|[A-Z]{1,3}\d{4,}|\d+(?:\.\d+)*\.?\)?|appendix \w+\s*[-–:])\s*",
    re.IGNORECASE,
)
OF: Final = re.compile(
    rf"\b(?:{_PROCURING}|award|variation|extension|delegat\w+ (?:of )?(?:the )?award)\s+(?:of|for"
    rf"|in)\s+(?:the\s+|a\s+)?(?:(?:care|support|and|&)\s+)*(?:contracts?\s+(?:at|for|in"
    rf"|of)\s+(?:the\s+)?)?(?=\S)",
    re.IGNORECASE,
)
DASHED: Final = re.compile(
    rf"^(?P<topic>.+?)\s*[-–—:]\s+(?:[\w &]+\s)?(?:{_PROCURING}|procure|award|variation|extension|contract)\b"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
SUFFIXED: Final = re.compile(
    r"^(?P<topic>.+?)\s+(?:re-?\s?procurement|re-?tender(?:ing)?|recommissioning|re-commissioning"
    r"|procurement|tender|contract award|contract extension)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
# "HEALTH VISITING – SECTION 75 AGREEMENT": the agreement is called by its thing and its section.
OF_SECTION: Final = re.compile(
    r"^(?P<topic>.+?)\s*[-–—:]\s+(?:(?:new|renewal of(?: the)?|proposed)\s+)?"
    r"(?P<kind>(?:section|s\.?)\s?\d+(?: partnership)? agreement)\b",
    re.IGNORECASE,
)
CONTRACT_KIND: Final = re.compile(r"(?:care and support|care|support|works|maintenance)\s+contracts?", re.IGNORECASE)


# What is waived stands before what is bought: "Waiver of Contract Procedure Rules: salt haulage".
WAIVER: Final = re.compile(
    r"^(?:request for (?:an? )?)?(?:waiver|exemption|exception|suspension|dispensation)s?\s+(?:of|from|to|under)\s+"
    r"(?:the\s+)?"
    r"(?:council['’]?s?\s+)?(?:contracts?|procurement|financial|standing)\b[\w ]{0,40}?\b(?:rules?|orders?|regulations)"
    r"(?:\s+\d[\w.()]*)?(?:\s*[-–—:]\s*|\s+for\s+(?:the\s+)?)(?=\w)",
    re.IGNORECASE,
)
# How far a buying has come, before what is bought: "Gateway 2 - Contract Award Approval: Lift Repairs".
STAGE: Final = re.compile(
    r"^(?:gateway|gate|stage)\s+\d[a-z]?(?:\s+report)?\s*[-–—:]?\s+"
    r"(?:(?:contract award|award|procurement strategy|procurement|variation|tender)"
    r"(?:\s+(?:approval|report|decision))+\s*[-–—:]?\s+)?(?=[A-Z])",
    re.IGNORECASE,
)
# A title that says that it is about one deal.
DEAL: Final = re.compile(r"\b(?:award|contract|re-?tender|tender|re-?procurement|procurement)\b", re.IGNORECASE)


def bare_title(title: str) -> str:
    """A title without its number or reference, in ordinary letters."""
    words = STAGE.sub("", WAIVER.sub("", titled(REFERENCE.sub("", title.strip()))))
    return re.sub(r"\s+(?:continued|cont[.’']?d?)$", "", words, flags=re.IGNORECASE)


def title_name(title: str) -> Named | None:
    """The contract that a title names, None where it names none."""
    words = bare_title(title)
    kind = CONTRACT_KIND.search(words)
    held = kind[0].lower() if kind else "contract"
    of_section = OF_SECTION.match(words)
    if of_section and (topic := clean_topic(of_section["topic"])):
        return Named(f"{topic} {of_section['kind']}", "", 0, len(words), prefix=True)
    for pattern in (DASHED, SUFFIXED):
        found = pattern.match(words)
        topic = clean_topic(found["topic"]) if found else ""
        if found and topic and not OF.match(words):
            whole = next((n for n in named(words) if n.topic and n.prefix), None)
            return (
                whole
                if whole and pattern is DASHED and whole.start < found.end("topic")
                else Named(topic, held, 0, len(words))
            )
    for found in OF.finditer(words):
        for topic, end in topics(words, found.end(), several=False):
            return next((n for n in named(words[found.end() - 1 :]) if n.topic), Named(topic, held, 0, end))
    return next((n for n in named(words) if n.topic), None)
