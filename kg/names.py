"""Names of people and of bodies: forms that papers write, and normal forms to compare them by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "reverend"),
        *("cllr", "cllrs", "councillor", "councillors", "alderman", "ald", "bailie", "hon", "rt"),
        *("obe", "mbe", "cbe", "jp"),
    }
)
# "JP Smith" has initials, and a person can be called Lord: which titles stand behind a name, and which only there.
HONOURS = frozenset(("obe", "mbe", "cbe", "jp"))
AFTER_NAMES = HONOURS | {"cllr", "councillor", "mp", "msp", "mep", "bem", "kc", "qc", "dl"}
PARTICLES = frozenset(
    (
        *("van", "de", "der", "den", "von", "la", "le", "du", "mc", "mac"),
        *("st", "o'", "o’", "di", "da", "al", "el", "ten", "ter"),
    )
)
# A person's name: capitalised words or initials, two to five, particles among them.
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞŁŚŠŻŽ", "a-zß-öø-ÿąćęěłńřśšťżźž"
_WORD = (
    rf"(?:(?:Mc|Mac|O['’]|D['’])\s?[{_UPPER}][{_LOWER}’']+|[{_UPPER}][{_LOWER}’']+(?:-\s?[{_UPPER}][{_LOWER}]+){{0,3}}"
    rf"|[{_UPPER}]\.?(?:\s?[{_UPPER}]\.?)?(?=\s))"
)
NAME = re.compile(rf"{_WORD}(?:\s+(?:van|de|der|den|von|la|le|du|[Vv]an\s[Dd]e)\b)*(?:\s+{_WORD}){{1,3}}")
# "District Councillor C Baxter" sits on another council too.
OF_ANOTHER_COUNCIL = re.compile(r"\b(?:District|County|Borough|City|Parish|Town)\s+(?=(?:Councillors?|Cllrs?)\b)")
LEGAL_FORMS = re.compile(r"\b(?:ltd|limited|plc|llp|cic|inc|company)\b\.?")


QUOTES = re.compile(r"['‘’`´]")
MARKS = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart: given names or initials, and the surname with its particles."""

    given: tuple[str, ...]
    surname: str

    @property
    def initials(self) -> str:
        return "".join(name[0] for name in self.given).lower()


def without_title(name: str) -> str:
    """The name as printed, without Councillor, Dr and their like, brackets and trailing marks.

    "Councillor A Bailey (Chairwoman)," is "A Bailey".
    """
    bare = re.sub(r"\([^)]*\)", " ", OF_ANOTHER_COUNCIL.sub("", name))
    words = bare.strip(" ,;.:-–").split()
    while words and words[0].strip(".,").lower() in TITLES - HONOURS:
        words.pop(0)
    while len(words) > 1 and words[-1].strip(".,").lower() in AFTER_NAMES:
        words.pop()
    return re.sub(r"-\s+(?=[A-Z])", "-", " ".join(words)).strip(" ,;")


def person_name(name: str) -> PersonName:
    """A name taken apart: "S Van de Weert" has the surname "Van de Weert", "L Mc Heron" the surname "Mc Heron"."""
    words = without_title(name).split()
    at = len(words) - 1
    while at > 0 and words[at - 1].lower() in PARTICLES and (at > 1 or _is_particle(words)):
        at -= 1
    given = tuple(initial for word in words[:at] for initial in _given(word))
    return PersonName(given, " ".join(words[at:]))


def _is_particle(words: list[str]) -> bool:
    """Whether a name's first word, that may be a particle, is no given name: "van Dyke", "Van de Weert", "Mc Heron"."""
    return words[0].islower() or words[0].lower() in ("mc", "o'", "o’") or words[1].lower() in PARTICLES


def _given(word: str) -> list[str]:
    """ "J.P." and "JP" are two initials; a name is itself."""
    letters = word.replace(".", "")
    return list(letters) if letters.isupper() and len(letters) <= 3 and letters else [word]


def fold(text: str) -> str:
    """Case, accents, quotes, dashes, marks and white space folded away, for comparing."""
    letters = QUOTES.sub("", text.replace("&", " and "))
    if not letters.isascii():
        letters = "".join(char for char in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(char))
    plain = letters.casefold()
    return " ".join(MARKS.sub(" ", plain).split())


def surname_key(name: str) -> str:
    """What a surname is compared by: "Mc Heron", "McHeron" and "mcheron" are one."""
    return fold(person_name(name).surname).replace(" ", "")


def may_be_one(one: str, other: str) -> bool:
    """Whether two forms can be one person's: same surname, and given names or initials that do not contradict."""
    if surname_key(one) != surname_key(other):
        return False
    for a, b in zip(person_name(one).given, person_name(other).given, strict=False):
        x, y = fold(a), fold(b)
        if x != y and not (x[:1] == y[:1] and 1 in (len(x), len(y))):
            return False
    return True


def organisation_key(name: str) -> str:
    """What organisations are compared by: case, "the", "&" and legal forms folded away."""
    return " ".join(word for word in LEGAL_FORMS.sub(" ", fold(name)).split() if word != "the")
