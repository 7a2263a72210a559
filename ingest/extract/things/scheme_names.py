"""Names of schemes, programmes and services: a capitalised name and the noun that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.extract.words.wordings import Wording
from ingest.read.flow import is_capitals
from kg.names import fold
from kg.records import SchemeKind

_WORD = r"(?:[a-z]?[A-Z][\w]*(?:['’](?:s\b)?)?(?:[-/][A-Za-z0-9]\w*)*|\d{4}\b)"
_TIE = r"(?:,\s+|\s+(?:of\s+|and\s+|&\s+|for\s+|from\s+(?=[A-Z]\w+\s+Serv))?)"
_PHRASE = rf"(?:['‘“\"]\s?)?{_WORD}(?:{_TIE}(?:['‘“\"]\s?)?{_WORD}){{0,8}}(?:\s?['’”\"])?"


@dataclass(frozen=True, slots=True)
class SchemeNoun:
    """A noun that closes a scheme's name.

    words   the noun as a pattern
    kind    what such a scheme is
    alone   whether one mention is enough; else the name must be met often, or with a noun that is
    reads, leaves  words in which it closes a name, and in which it does not
    """

    words: str
    kind: SchemeKind
    alone: bool
    reads: str
    leaves: str


NOUNS = (
    SchemeNoun(r"[Pp]rogramme|PROGRAMME", "programme", True, "the Home First Programme", "a programme of visits"),
    SchemeNoun(r"[Pp]roject|PROJECT", "programme", True, "the Second Helping Project", "this project"),
    SchemeNoun(r"[Pp]ilots?(?! [Pp]ro)", "programme", True, "Village Kitchens Pilots", "the pilots ended"),
    SchemeNoun(r"[Ww]ork ?stream", "programme", True, "the Carers work stream", "each work stream"),
    SchemeNoun(r"[Ii]nitiative", "programme", True, "the Warm Homes initiative", "a new initiative"),
    SchemeNoun(
        r"[Ww]ork(?! [Ss]tream)(?= (?:that|which|has|was|is|with)\b)", "programme", False,
        "Quick Start work that ended", "Social Work",
    ),
    SchemeNoun(r"[Ss]cheme|SCHEME", "programme", False, "the Warm Streets Scheme", "this scheme"),
    SchemeNoun(r"[Tt]rial", "programme", True, "the Kerbside Glass Trial", "a trial of new bins"),
    SchemeNoun(r"Levy", "programme", True, "the Visitor Bed Levy", "a levy on land"),
    SchemeNoun(r"Fund(?!s)", "programme", False, "the Warm Homes Fund", "a fund for sport"),
    SchemeNoun(r"[Ww]ork ?[Pp]lan", "programme", True, "the Clean Rivers Workplan", "the work plan"),
    SchemeNoun(r"[Aa]pproach", "programme", False, "the Think Local approach", "a new approach"),
    SchemeNoun(r"[Mm]odel|[Ss]trategy", "programme", False, "the Better Lives model", "a care model"),
)  # fmt: skip
NAMED = re.compile(
    rf"(?P<core>{_PHRASE})\s+(?:"
    + "|".join(f"(?P<noun{at}>{noun.words})" for at, noun in enumerate(NOUNS))
    + r")\b(?!\s+(?:[Bb]oard|[Tt]eam|[Mm]anager|[Ll]ead|[Gg]roup|[Oo]verview"
    r"|[Tt]itle|[Cc]ode|[Ss]upport\b|[Dd]ependenc))"
)
# One of these stands in whatever it finds; looking for them first spares nine sentences in ten.
NOUN_WORDS = (
    *("programme", "project", "pilot", "work", "initiative", "scheme", "trial", "levy", "fund", "approach", "model"),
    "strategy",
)
# A service counts where something is bought: its sentence speaks of a contract, a tender, a commission.
SERVICE = re.compile(
    rf"(?P<core>{_PHRASE})\s+(?P<noun>[Ss]ervice|[Ff]ramework)\b"
    r"(?!\s+(?:[Uu]ser|[Dd]irector|[Ll]evel|[Mm]anager"
    rf"|[Pp]rovider))"
)
BOUGHT = Wording(
    r"\b(?:(?:re-?)?tender\w*|(?:re-?)?procure\w*|(?:re-?)?commission(?:ed|ing)\b|contract\w*|funds?|funded"
    r"|business case)\b",
    reads=["the service was retendered", "the contractor", "it is funded by the trust"],
    leaves=["the commissioner opened the hall", "a case for business"],
    needs=["tender", "procure", "commission", "contract", "fund", "business case"],
)
# A title that names what it is about: "Home First Service for Wexmere".
TITLE = re.compile(rf"(?P<core>{_PHRASE})\s+(?P<noun>Service|Scheme|Framework)(?:\s+(?:for|in|at|across)\s.*)?")
# A fund is a scheme where money is won from it, or it is launched; others are only where money lies.
WON = re.compile(
    r"(?:£[\d.,]+\s?(?:m|k|bn|million|billion)?\b|\b(?:launch\w*|creat\w+|establish\w*|secured|bids?|awarded"
    r"|award of)\b)[^.;]{0,45}$",
    re.IGNORECASE,
)
# What is built or made new.
WORKS = re.compile(
    r"\b(?:renewal|regeneration|refurbishment|resurfacing|works|construction|rebuild\w*|replacement|extension|play area"
    r"|hub|bridge|bypass|depot|improvements?|development)\b",
    re.IGNORECASE,
)
# Titles of items that are about papers, money or the meeting itself, or only about an agreement.
NO_SCHEME = re.compile(
    r"\b(?:minutes|reports?|plans?|log|update|apologies|declarations?|petitions?|questions?|forum|any other|finance"
    r"|budget|performance|risk|strategy|policy|review|appointments?|procurement|agreements?|insurance|payments?"
    r"|accounts|section \d+"
    r"|correspondence|planning|highways|award\w*|delegat\w+|tender\w*|contracts?|motions?|matters|business"
    r"|decisions?|records?|inspections?|maintenance in)\b",
    re.IGNORECASE,
)
BOUGHT_THING = re.compile(
    r"(?:replacement|purchase|supply|provision|acquisition|disposal|award|extension|variation) of\b", re.I
)
TITLE_TAIL = re.compile(
    r",?\s+(?:for\s+|from\s+)?\d{4}(?:\s?(?:[-–/]|to|and)\s?\d{2,4})?$|\s+(?:priorities\s+)?task (?:and"
    r"|&) finish group$"
    r"|\s+contracts?$",
    re.IGNORECASE,
)
LONGEST_SUBJECT = 6
# Services that councils keep up, called by what they are: "carers support", "night sitting".
KEPT_UP = Wording(
    r"\b(?:homecare|home care|day care|foster care|residential care|nursing care|fostering|carers?['’]?|respite"
    r"|short breaks|sitting|reablement|advocacy|supported (?:living|accommodation|housing|lodgings)|mental health"
    r"|(?:housing[- ]related|floating|family|tenancy) support|meals|health visiting|school nursing|pathways?"
    r"|community equipment|counselling|mentoring|independent visitors?|therap(?:y|ies)|children['’]s (?:centres|homes)"
    r"|family hubs|domestic abuse|substance misuse|sexual health|homelessness|refuges?|youth|responsive repairs"
    r"|street lighting|street cleansing|recycling|(?:refuse|waste) collections?|parking enforcement|leisure (?:centres?"
    r"|management)|passenger transport|school transport|christmas lights)\b",
    reads=["carers support", "overnight respite"],
    leaves=["carpet tiles", "care of the verges"],
)
# What a contract is for that is no service by itself: a lot, a part, a piece of buying.
NO_SERVICE = re.compile(
    r"\b(?:lots?|packages?|successor|replacement|system|ltd|limited|llp|plc|cic|bidder|provider|contracts?|contractors?"
    r"|supply|purchase|report|services? (?:for|in)|delegate|emergency|interim|former"
    r"|value|policy|strategy|rules)\b|\d{4}|\b(?:in|of|for|and|to|with)$",
    re.IGNORECASE,
)
# What a service's name is not part of: how it is bought.
BOUGHT_BY = re.compile(
    r"\s+(?:framework|(?:grant |management )?agreement|dynamic purchasing system|DPS)$", re.IGNORECASE
)
# Schemes that are rules of the council itself.
OWN_RULES = re.compile(r"\b(?:allowances?|delegation|publication|pension|petition|appraisal|pay)\b", re.IGNORECASE)
# "The Northern Lights contract with Moss Ltd": a contract called by its service, whoever holds it.
THE_CONTRACT = re.compile(
    rf"\b[Tt]he (?P<core>{_PHRASE})\s(?:[Cc]ontract|[Aa]greement) (?:with|is with|held by) (?=[A-Z])"
)
# "met from the Clean Rivers Fund", "The Clean Rivers Grant pays for two wardens".
GRANT = re.compile(
    rf"\bfrom (?:the )?(?P<paid>{_PHRASE}(?:\s\([A-Z]{{2,6}}\))?)\s(?P<noun>Grant|Fund)\b"
    r"(?!\s+(?:Committee|Board|Panel|Agreement|[A-Z]))"
    rf"|(?P<pays>{_PHRASE})\s(?P<kind>Grant|Fund)\s(?:pays|paid|will pay|meets|met|covers)\b"
)
# Houses in which people live with care: "Alder Court", "the Northgate extra care scheme".
HOUSES = ("Court", "Place", "House", "Lodge", "Grange", "Gardens", "Mews", "Manor", "Close")
HOUSE = re.compile(
    rf"(?P<name>(?:[A-Z][a-z]+['’]?s?\s+){{1,3}}(?:{'|'.join(HOUSES)}))\b"
    r"(?!,? (?:[A-Z][a-z]+ )?(?:Road|Street|Lane|Surgery|School))"
)
CARE_HOUSE = re.compile(
    r"\bextra[- ]?care\b|\bcare (?:and support )?(?:service |services )?contract|\bsheltered housing\b"
    r"|\bsupported (?:living|housing)\b|\bcontracts? (?:at|for)\b|\baward\b",
    re.IGNORECASE,
)
EXTRA_CARE = re.compile(
    r"(?P<name>[A-Z][a-z]+(?:\s+[A-Z][a-z]+){0,2})\s+[Ee]xtra [Cc]are(?:\s+(?:scheme|development))?\b"
)
ABBREVIATED = re.compile(rf"(?P<full>{_PHRASE})\s+[(\[]['‘“\"]?(?P<short>[A-Z][A-Za-z]{{1,6}})['’”\"]?[)\]]")
# The end of what it finds: words without such brackets are spared the search for a name.
IN_BRACKETS = re.compile(r"[(\[]['‘“\"]?[A-Z][A-Za-z]{1,6}['’”\"]?[)\]]")
# Words that open a sentence or belong to what stands before the name.
BEFORE_NAME = re.compile(
    r"^(?:(?:The|This|That|These|An?|Our|Its|Their|As|In|On|At|By|For|From|To|With|Within|Through|Under|Across"
    r"|During|Following|Since|While|When"
    r"|Where|If|And|Also|All|Any|Some|Both|Each|Working|New|Current|Existing|Phase \d+|(?:\w+ )?(?:Council"
    r"|Committee)['’]s?|CCC|FTE|Green|National"
    r"|(?:Implementation|Development|Delivery|Introduction|Evaluation|Review|Launch|Part|Expansion|Roll-?out|Update"
    r"|Outcomes?) of(?: the)?"
    r"|Update on(?: the)?|(?:Project|Proposal) Title|Brief Description)(?:\s+|$)|['‘“\"]\s?)+"
)
_GENERIC = """
capital revenue pension work training savings saving change transformation development corporate council service
services business planning annual overall delivery improvement building investment major national local county
district borough city government committee budget green key place public health social care adult adults children
childrens people peoples older education housing highways transport procurement commissioning project programme plan
draft outline digital it ict management monitoring audit research partnership joint strategic school schools summary
expected total revised general reserve reserves collection sinking park car hardship community
"""
GENERIC = frozenset(_GENERIC.split())


# A law that stands before the name: "Streets Act 2000 Bed Levy".
STATUTE = re.compile(r"^.{0,60}?\b(?:Act|Regulations|Order)\s+\d{4}\s+(?=\S)")


def core_of(words: str) -> str:
    """A name without what a sentence put before it, and without quotation marks around it."""
    bare = BEFORE_NAME.sub("", STATUTE.sub("", words.strip()))
    bare = re.sub(r"^(?:the|an?)\s+", "", bare)
    return re.sub(r"\s+", " ", bare).strip(" ,'’‘“”\"") or ""


def is_generic(core: str) -> bool:
    """Whether a name says nothing of its own: "Capital", "Adult Social Care"."""
    words = fold(core).split()
    return not words or all(
        word in GENERIC or word.rstrip("s") in GENERIC or len(word) < 2 for word in words if word not in TIES
    )


TIES = frozenset(["and", "of", "for", "the", "in", "to", "a"])


@lru_cache(maxsize=4096)
def key_of(core: str) -> str:
    """What names are compared by: plural, ties and case folded away; each name of a paper with every other."""
    return " ".join(_singular(word) for word in fold(core).split() if word not in TIES)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def title_case(title: str) -> str:
    """A title in capitals as it would stand in a sentence; any other as it is."""
    if not is_capitals(title):
        return title
    return " ".join(word.lower() if word.lower() in TIES else word.capitalize() for word in title.split())


def title_subject(title: str) -> str:
    """The scheme that an item's title names before a dash, colon or place: "Mill Hub, Wexmere" is "Mill Hub"."""
    name = re.split(r"\s+[-–—]\s+|:\s|,\s+(?=[A-Z])", title_case(title))[0].strip()
    while (shorter := TITLE_TAIL.sub("", name)) != name:
        name = shorter
    words = name.split()
    plain = not 2 <= len(words) <= LONGEST_SUBJECT or sum(word[0].isupper() for word in words) < 2
    return "" if plain or NO_SCHEME.search(name) or BOUGHT_THING.match(name) or is_generic(name) else name


def is_service(name: str) -> bool:
    """Whether what a contract is for is a service that others may hang on, not a lot or a purchase."""
    return not NO_SERVICE.search(name) and not is_generic(name) and len(name.split()) <= LONGEST_SUBJECT


def is_plan(name: str) -> bool:
    """Whether a name by itself says that it is a plan to change something: "Outcome Reviews"."""
    return bool(re.search(r"\b(?:Review|Programme|Project|Pilot|Initiative|Scheme|Transformation)s?$", name))


def initials_of(name: str) -> str:
    """The letters that an abbreviation of a name would have."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word.lower() not in TIES).upper()


def nouns_in(text: str) -> Iterator[tuple[str, str, SchemeNoun, int, int]]:
    """Each name with a closing noun: the bare name, the noun as printed, what noun it is, and where both stand."""
    for found in NAMED.finditer(text) if any(map(text.lower().__contains__, NOUN_WORDS)) else ():
        core = core_of(found["core"])
        if not core or is_generic(core) or core.count(",") > 1:
            continue
        at = next(at for at in range(len(NOUNS)) if found[f"noun{at}"])
        start = found.start() + found["core"].rfind(core.split(" ")[0] if " " not in core else core[:20])
        yield core, found[f"noun{at}"], NOUNS[at], max(start, found.start()), found.end()
