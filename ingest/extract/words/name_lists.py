"""Lists of people as agendas, minutes and logs print them: names with roles, and for whom somebody stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.words.wordings import Wording
from ingest.read.document import Mapped
from kg.names import NAME, PARTICLES, TITLES, without_title

TITLED = Wording(
    r"\s*(?:and\s+)?(?:(?:District|County|Borough|City|Parish|Town)\s+)?(?:Councillors?|Cllrs?|Alderman|Mayor|Bailie)\b\.?\s*",
    reads=("Councillor A Pine", "and Cllr Rose", "Councillors B Oak", "District Councillors C Elm"),
    leaves=("Councils and schools",),
    at="start",
)
ROLE = Wording(
    r"(?:the\s+)?(?P<role>(?:(?:Vice|Deputy|Depute|Joint|Co|Acting)[-– ]?\s?)*(?:Chair(?:man|woman|person)?|Conven[eo]r"
    r"|Provost)|in the chair|(?:Deputy )?(?:Leader|(?:Lord )?Mayor)|Lord Provost|Presiding (?:Officer|Member))\b"
    r"(?!\s*(?:of|for)\b(?!\s+(?:the|this)\s+(?:sub-?\s?)?(?:meeting|committee|panel|board|cabinet)\b\s*(?:$|[),;])))",
    reads=(
        "Chair of the Committee",
        "Convener",
        "Vice Convenor",
        "Chairwoman",
        "Vice-Chairman",
        "Deputy Chair",
        "in the Chair",
        "Vice Chair, in the chair",
    ),
    leaves=("Member for Elmham", "Chair of Governors"),
    at="start",
)
STANDS_IN = Wording(
    r"(?:as\s+(?:a\s+)?)?\b(?:substitut(?:ing|ed?)|sub\.?|deputising|in place of|in the place of"
    r"|nominee|(?:vice|for)(?=\s+(?-i:Councillor|Cllr)\b))(?:\s+for)?\s*:?\s+"
    r"(?:(?:Councillor|Cllr)\b\.?\s*)?(?P<who>(?-i:[A-Z])[^,;()]*)",
    reads=(
        "substituting for Councillor Elm",
        "Substituting for Councillor A Van Elm",
        "sub for Cllr Elm",
        "in place of B Elm",
        "for Councillor Elm",
    ),
    leaves=("substitution rules", "substituted for this item"),
    at="anywhere",
)
NOBODY = Wording(
    r"(?:t\.?b\.?[acd]\.?|n/?a|none|not applicable|to be (?:advised|agreed|confirmed|determined)|all|various|vacancy"
    r"|vacant|[-–—.]*)",
    reads=("TBC", "TBA", "N/A", "To be confirmed", "-", ""),
    leaves=("T Bacon", "All Saints Housing"),
    at="whole",
)
# Words that open no name, though they are printed with a capital.
NO_NAME = frozenset(
    [
        *(
            "the",
            "for",
            "clerk",
            "members",
            "member",
            "officers",
            "officer",
            "public",
            "press",
            "none",
            "also",
            "contact",
        ),
        *("apologies", "present", "committee", "council", "councillor", "date", "time", "item", "agenda", "all", "no"),
    ]
)
SEPARATOR = re.compile(
    r"[,;\n•]|\band\b|\s&\s|(?<=[\w).])(?<!Councillor)(?<!Cllr)(?<!Cllr\.)(?<!Councillors)(?<!Cllrs)(?<!Cllrs\.)(?<!District)(?<!County)(?<!Borough)(?<!City)(?<!Parish)"
    r"(?<!Town)\s+(?=(?:(?:District|County|Borough|City|Parish|Town) )?(?:Councillors?|Cllrs?)\b"
    r"|(?:Mrs?|Ms|Miss|Dr|Revd?|Canon)\b)",
    re.IGNORECASE,
)
# An office before a name, or before the name in brackets: "Provost A Pine", "The Mayor (Councillor A Pine)".
OFFICE = re.compile(
    r"(?:the\s+)?(?:right\s+)?(?:worshipful\s+)?(?:the\s+)?"
    r"(?P<role>(?:deputy |depute |vice[- ])?(?:(?:lord )?(?:provost|mayor)|conven[eo]r))"
    r"(?:,?\s+(?=(?:councillor\s+|cllr\s+)?(?-i:[A-Z]))|\s*\((?P<who>[^()]{4,60})\))",
    re.IGNORECASE,
)
PRESIDES = re.compile(r",?\s+(?:was\s+)?(?P<role>in the chair)\s*$", re.IGNORECASE)
# Who presides, last in brackets: behind a ward, a party or a post.
ENDING_ROLE = re.compile(
    r"(?:[(,;/]|\band)\s*(?:the )?"
    r"(?P<role>(?:(?:Vice|Deputy|Depute|Acting)[-– ]?\s?)?(?:Chair(?:man|woman|person)?|Conven[eo]r)"
    r"|in the chair)\)\s*$",
    re.IGNORECASE,
)
PRESIDENT = re.compile(r"chair|conven|provost", re.IGNORECASE)
LETTERS = re.compile(r"\(?[A-Z]{2,5}\)?\.?")
OWNERS = re.compile(r"\s*(?:[/,;&\n+]|\band\b)\s*")
INITIALS = re.compile(r"\b(?=[A-Z]\.?(?:\s?[A-Z]\.?)?\s+(?:[A-Z][a-z’']|(?:van|de|la|le|du)\b))")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in a list: the name without its title, the words that say so, role and whom they stand in for."""

    name: str
    words: Mapped
    role: str | None = None
    stands_in_for: str | None = None
    titled: bool = False


def listed(content: Mapped, *, titled: bool = False) -> Iterator[Listed]:
    """The people of a list, in order; what is no name is left out.

    A surname alone counts where it bears a member's title, or where the whole list is one of councillors (`titled`).
    """
    held: Listed | None = None
    titled = titled or bool(re.match(r"\W*(?:\w+ )?(?:Councillors|Cllrs)\b", content.text))
    for entry in _entries(content):
        role = ROLE.fullmatch(entry.text.strip(" .()"))
        if role and held:
            held = replace(held, role=held.role or _post(role["role"]))
            continue
        post = ENDING_ROLE.search(entry.text)
        if held and held.role is None and post and not _listed(entry, titled):
            held = replace(held, role=_post(post["role"]))  # "Ada Pine, Leader of the Council (Chair)"
            continue
        if held and LETTERS.fullmatch(entry.text) and not held.name.isupper():
            continue  # "Ada Pine, WDC": the council that she comes from
        if held:
            yield held
        held = _listed(entry, titled)
    if held:
        yield held


def _entries(content: Mapped) -> Iterator[Mapped]:
    """The list cut at its commas, semicolons and ands, brackets kept whole."""
    start, text = 0, content.text
    for found in SEPARATOR.finditer(text):
        opened = text.count("(", start, found.start()) - text.count(")", start, found.start())
        if opened > 0:
            continue
        if piece := content.piece(start, found.start()):
            yield piece
        start = found.end()
    if piece := content.piece(start):
        yield piece


def _listed(entry: Mapped, titled: bool) -> Listed | None:
    text = entry.text
    if office := OFFICE.match(text):
        held = _listed(entry.piece(*office.span("who")) if office["who"] else entry.piece(office.end()), titled)
        return replace(held, words=entry, role=held.role or office["role"]) if held else None
    text = text.lstrip("* ")
    has_title = TITLED.match(text)
    stands_in = STANDS_IN.search(text)
    brackets = re.search(r"\(([^)]*)\)?", text)
    role = ROLE.match(brackets[1].strip()) if brackets else re.search(rf"\s[-–:]\s*{ROLE.pattern}", text)
    if role is None or not PRESIDENT.search(role["role"]):
        role = ENDING_ROLE.search(text) or role
    bare = text[: brackets.start()] if brackets else text
    bare = STANDS_IN.regex.split(bare)[0]
    bare = re.split(r"\s[-–]\s|:", re.sub(r"^[^:]*:", "", re.sub(r"/\s*(?:Y\s+)?Cynghor\w+", " ", bare)))[0]
    behind = PRESIDES.search(text) if brackets else None
    if presides := PRESIDES.search(bare):
        bare = bare[: presides.start()]
    if (presides or behind) and not (role and PRESIDENT.search(role["role"])):
        role = presides or behind
    name = without_title(bare).strip(" .*")
    if not is_name(name, alone=titled or bool(has_title)):
        return None
    who = without_title(stands_in["who"]).strip(" .") if stands_in else None
    return Listed(name, entry, _post(role["role"]) if role else None, who or None, bool(has_title) or titled)


def _post(role: str) -> str:
    """What somebody is who presides: "in the Chair" is the Chair."""
    return "Chair" if role.lower() == "in the chair" else role


def is_name(words: str, *, alone: bool = False) -> bool:
    """Whether words can be a person's name; a surname by itself only where `alone` says so."""
    parts = words.split()
    if not 1 <= len(parts) <= 5 or (len(parts) == 1 and not alone) or len(words) > 45:
        return False
    if any(part.lower().strip(".") in NO_NAME for part in parts) or re.search(r"[^\w\s.'’-]|\d|_", words):
        return False
    return all(part[0].isupper() or part.lower() in PARTICLES for part in parts) and len(parts[-1].strip(".")) > 1


def people(words: str) -> tuple[str, ...]:
    """The people in an owner's or lead officer's cell: parted by stroke, comma, "and", a line break, or only by a space
    before the next one's initials; what names nobody ("TBC") gives none."""
    bare = re.sub(r"\([^)]*\)", " ", words)
    names: list[str] = []
    for piece in OWNERS.split(bare):
        for each in INITIALS.split(piece):
            name = without_title(each).strip(" .:-–")
            if not NOBODY.fullmatch(name) and is_name(name) and NAME.match(name):
                names.append(name)
    return tuple(dict.fromkeys(names))


def is_people(words: str) -> bool:
    """Whether words are names of people and nothing else but their titles."""
    bare = re.sub(r"-\s+(?=[A-Z])", "-", re.sub(r"\([^)]*\)", " ", words))
    names = people(bare)
    told = [word for piece in OWNERS.split(bare) for word in piece.split() if word.strip(".,").lower() not in TITLES]
    return bool(names) and len(told) == sum(len(name.split()) for name in names)
