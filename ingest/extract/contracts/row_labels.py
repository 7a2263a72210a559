"""What stands before the sums of a row torn to words: what the contract is for, and its provider."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.contracts.providers import Org, Providers, read_org
from ingest.extract.contracts.table_cells import FORMER, NO_PROVIDER
from ingest.extract.contracts.words import words_in

# Words that end what a contract is for, where every word of the row has its capital.
OF_SERVICE: Final = re.compile(
    r"\b(?:maintenance|services?|cleaning|supply|works|care|transport|support|repairs?|collection|disposal|management"
    r"|equipment|framework|contracts?|inspections?|training|advice|meals|catering|systems?|treatment|cutting|painting"
    r"|hire|provision|monitoring|surveys?|lighting|recycling|advocacy|accommodation|software)\s+(?=[A-Z])",
    re.IGNORECASE,
)
CODE: Final = r"(?:[A-Z]{0,4}\d+[A-Za-z]?)"
CODES_FIRST: Final = re.compile(
    rf"(?P<topic>{CODE}(?:(?:,\s?|\s?[-–/&]\s?|\s(?:and|to)\s){CODE})*)\s+(?P<who>[A-Z][a-z].*)"
)
NOBODY_LAST: Final = re.compile(
    r"(?P<topic>.+?)\s+(?P<who>(?:various(?: providers| suppliers)?|tb[ca]|in[\s-]?house(?: team)?|none|n/a"
    r"|to be (?:confirmed|appointed|awarded)|multiple(?: providers)?))",
    re.IGNORECASE,
)


FORMS: Final = words_in("Ltd Limited CIC plc PLC LLP Trust Group UK Services Partnership Company Co Agency Association")


def label_cells(providers: Providers, label: str) -> tuple[str, str] | None:
    """What a row is for and the words of its provider's cell; None where nothing tells where the one ends."""
    for pattern in (NOBODY_LAST, CODES_FIRST):
        found = pattern.fullmatch(label)
        if found:
            return found["topic"], found["who"]
    bare = FORMER.sub("", label)
    words = [word for word in bare.split() if word[0].isalpha()]
    # No small letter tells where the service ends and the firm begins.
    if words and not providers.in_words(bare) and all(word[0].isupper() for word in words):
        ends = list(OF_SERVICE.finditer(label))
        return (label[: ends[-1].end()].strip(), label[ends[-1].end() :]) if ends else None
    found_both = topic_and_org(providers, label)
    if not found_both or NO_PROVIDER.fullmatch(found_both[1].name):
        return None
    topic, org = found_both
    return topic, f"{org.name} (formerly {org.former})" if org.former else org.name


def org_in(words: str) -> Org | None:
    former = FORMER.search(words)
    bare = FORMER.sub("", words).strip()
    org = read_org(bare, 0, councils=True)
    return Org(bare, len(bare), org.short, former["former"] if former else org.former) if org else None


def topic_and_org(providers: Providers, label: str) -> tuple[str, Org] | None:
    """Topic and provider of a flattened row: by a provider named elsewhere, else by its capitals."""
    former = FORMER.search(label)
    bare = FORMER.sub("", label).strip()
    known = providers.in_words(bare)
    if known:
        _, start, end = known[-1]
        return bare[:start].strip(" -–"), Org(bare[start:end], end, None, former["former"] if former else None)
    words = bare.split()
    if len(words) < 3:
        return None
    capitals = [at for at, word in enumerate(words) if word[0].isupper()]
    behind = [i for i in capitals[1:] if _is_people(words[i - 1]) and not _ends_name(words[i])]
    at = (
        behind[0]
        if behind
        else next(
            (i for i in capitals[1:] if all(w[0].isupper() or w in ("and", "&", "of", "for") for w in words[i:])), 0
        )
    )
    name = " ".join(words[at:])
    return (" ".join(words[:at]), Org(name, len(bare), None, former["former"] if former else None)) if at else None


def _ends_name(word: str) -> bool:
    """Whether a word goes on the one before it: another word for people, or a firm's form ("Care Ltd")."""
    return _is_people(word) or word.rstrip(".,") in FORMS


def _is_people(word: str) -> bool:
    return word.lower().rstrip("s") in _PEOPLE


_PEOPLE: Final = words_in(
    "carer adult children child people service client user resident tenant family families care support transport meal"
)
