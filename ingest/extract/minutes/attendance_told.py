"""Who was there as the items tell it: apologies, substitutes, who presided, councillors who came to speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract.minutes.attendance import APOLOGIES_TOLD, is_listed
from ingest.extract.minutes.items import Item
from ingest.extract.words.name_lists import listed
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Mapped
from ingest.read.flow import sentences
from kg.names import may_be_one
from kg.records import Attendance, MeetingKey

_TITLE = r"\b(?:(?:Councillor|Cllr|Alderman|Mayor|Mrs?|Ms|Miss|Dr|Sir|Dame)\b\.?\s*)"
_MEMBER = r"\b(?:(?:Councillor|Cllr|Alderman|Mayor)\b\.?\s*)"
_WORD = r"(?:[A-Z]\.?(?=\s)|[A-Z][\w'’-]{1,30})"
_NAME = rf"{_WORD}(?:\s+{_WORD}){{0,3}}"
SUBSTITUTED = Wording(
    rf"{_TITLE}(?P<name>{_NAME})\s+(?:had\s+)?(?:attended|was\s+(?:present|attending|in attendance|substituting"
    r"|deputising|acting)|substitut(?:ed|ing|e)|deputis(?:ed|ing)|attending|acted|acting)"
    r"(?P<as>(?:\s+the\s+meeting)?\s+as\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+)?(?:named\s+)?substitute(?:\s+member)?)?"
    rf"(?:\s+(?:for|in place of|on behalf of|in the place of)\s+{_TITLE}(?P<who>{_NAME}))?",
    reads=(
        "Councillor Elm attended as substitute.",
        "Cllr Ada Elm was substituting for Councillor Ash",
        "Councillor Elm substituted for Cllr B Ash.",
    ),
    leaves=("A substitute attended.", "Members may name a substitute"),
    exact=True,
    at="anywhere",
)
FOR_WHOM = Wording(
    rf"{_TITLE}(?P<who>{_NAME}),?\s+for\s+whom\s+{_TITLE}(?P<name>{_NAME})",
    reads=("Apologies were received from Mr B Ash, for whom Mrs A Elm was present.",),
    leaves=("residents for whom Mr Oak spoke",),
    exact=True,
    at="anywhere",
)
SENT = Wording(
    r"(?P<who>\b(?:Councillors?|Cllrs?)\b[^.;:]{2,160}?)\s+(?:had\s+|have\s+|has\s+)?(?:sent|gave|given|tendered|submitted"
    r"|offered)\s+(?:(?:his|her|their)\s+)?apologies\b",
    reads=("Councillors Oak and Elm had sent their apologies.", "Cllr Oak gave apologies"),
    leaves=("Apologies were sent to the residents.",),
    at="anywhere",
)
# Under the title alone: "These were received from Councillor Elm."
THESE = Wording(
    r"(?:These|They|Those)\s+(?:were|had\s+been|have\s+been)\s+(?:received|given|submitted|tendered)"
    r"\s+(?:from|by|on behalf of)\s+(?P<who>[A-Z].{2,300})$",
    reads=("These were received from Councillors A. Oak and Mrs. B. Elm.",),
    leaves=("These were received late.",),
    exact=True,
    at="start",
)
APOLOGIES_TITLE = Wording(
    r"(?:to receive )?apologies\b",
    reads=("Apologies for Absence and Substitutions", "To receive apologies"),
    leaves=("Minutes",),
    at="start",
)
PRESIDED = Wording(
    rf"{_TITLE}(?P<name>{_NAME})(?:,?\s*\(?(?:the\s+)?(?P<role>(?:Vice[- ]|Deputy )?Chair(?:man|woman|person)?)\)?"
    r",?)?\s+(?:welcomed\s+(?:everyone|everybody|all|members|Members|those|attendees)|took\s+the\s+[Cc]hair|was\s+in\s+the"
    r"\s+[Cc]hair|in\s+the\s+[Cc]hair|presided|chaired\s+the\s+meeting|opened\s+the\s+meeting)",
    reads=("Mayor Ada Oak welcomed everybody to the meeting.", "Councillor Oak took the Chair"),
    leaves=("Councillor Oak welcomed the report.", "The Chair welcomed everybody."),
    exact=True,
    at="anywhere",
)
CAME = Wording(
    rf"{_MEMBER}(?P<name>{_NAME})(?:,[^.;]{{0,120}}?)?,?\s+(?:attended|joined|was in attendance at)\s+(?:the|this)"
    r"\s+meeting\b(?!\s+of\b)",
    reads=("Councillor Ada Elm, Chair of the Audit Committee, attended the meeting and spoke.",),
    leaves=(
        "Councillor Elm had heard that 40 attended the meeting.",
        "Councillor Elm attended the meeting of the Board",
    ),
    exact=True,
    at="anywhere",
)
GENTLE = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Sir|Dame)\b")  # county councils name members so
STANDS_IN = re.compile(r"substitut(?:ed|ing)|deputis")
FIRST_ITEMS = 4  # apologies are among the first business
SHORT = 160


def with_told(
    document: Document, meeting: MeetingKey, held: Sequence[Attendance], items: Sequence[Item]
) -> list[Attendance]:
    """Those listed at the head, with what the items tell of them, and those that only the items tell of."""
    records = list(held)
    if not any(record.status == "apologies" for record in records):
        records += _apologies(document, meeting, items[:FIRST_ITEMS], records)
    for item in items[:FIRST_ITEMS]:
        for block in item.body:
            _add_substitutes(document, meeting, block.content, records)
    if not any(record.status == "present" for record in held):
        _add_others(document, meeting, items, records)
    return records


def _apologies(
    document: Document, meeting: MeetingKey, items: Sequence[Item], held: Sequence[Attendance]
) -> list[Attendance]:
    """Apologies told in a sentence, or listed by themselves under an item of that name."""
    told: list[Attendance] = []
    for item in items:
        for block in item.body:
            found = [*APOLOGIES_TOLD.regex.finditer(block.text), *SENT.regex.finditer(block.text)]
            for each in found:
                words = block.content.piece(each.start("who"), each.end("who"))
                told += _sent(document, meeting, words)
        if not told and APOLOGIES_TITLE.match(item.title.text):
            for block in item.body[:FIRST_ITEMS]:
                if these := THESE.match(block.text):
                    told += _sent(document, meeting, block.content.piece(*these.span("who")))
                    continue
                first = next(sentences(block.content), block.content)
                if len(first.text) < SHORT and not _is_sentence(first.text):
                    told += _sent(document, meeting, first)
    return [each for each in told if each.status == "present" or not is_listed(each.person, held)]


def _is_sentence(text: str) -> bool:
    """Whether words say something; a list of names does not."""
    return any(word in f" {text.lower()} " for word in (" was ", " were ", " had ", " been ", " attended ", " no "))


def _sent(document: Document, meeting: MeetingKey, words: Mapped) -> list[Attendance]:
    return [
        Attendance(meeting, person.name, "apologies", (document.evidence(person.words),))
        for person in listed(words, titled=bool(GENTLE.match(words.text)))
        if not (person.name.isupper() and len(person.name) < 5)
    ]


def _add_substitutes(document: Document, meeting: MeetingKey, content: Mapped, records: list[Attendance]) -> None:
    """Those said to stand in: for whom the words say, else for the only one whose apologies stand before them."""
    for found in _standing_in(content.text):
        place = document.evidence(content, found.start(), found.end())
        replaced = found["who"] or _last_absent(content.text[: found.start()], records)
        name = found["name"].strip(" .")
        who = replaced.strip(" .") if replaced else None
        for at, record in enumerate(records):
            if record.status == "present" and may_be_one(name, record.person):
                if record.substitute_for is None:
                    records[at] = replace(record, substitute_for=who, evidence=(*record.evidence, place))
                break
        else:
            records.append(Attendance(meeting, name, "present", (place,), None, who))


def _standing_in(text: str) -> Iterator[re.Match[str]]:
    """The places that tell of somebody standing in."""
    yield from FOR_WHOM.regex.finditer(text)
    for found in SUBSTITUTED.regex.finditer(text):
        if found["as"] or found["who"] or STANDS_IN.search(found[0]):
            yield found


def _last_absent(before: str, records: Sequence[Attendance]) -> str | None:
    """The one whose apologies were told last before some words; None where several may be meant."""
    absent = [record.person for record in records if record.status == "apologies" and record.person in before]
    taken = [record.substitute_for for record in records if record.substitute_for]
    left = [name for name in absent if name not in taken]
    return left[0] if len(left) == 1 else None


def _add_others(document: Document, meeting: MeetingKey, items: Sequence[Item], records: list[Attendance]) -> None:
    """Where no list says who was there: whoever presided, and councillors said to attend."""
    for item in items:
        for block in item.body:
            for record in _told_in(document, meeting, block.content):
                if not is_listed(record.person, [each for each in records if each.status == record.status]):
                    records.append(record)


def _told_in(document: Document, meeting: MeetingKey, content: Mapped) -> Iterator[Attendance]:
    for wording in (PRESIDED, CAME):
        for found in wording.regex.finditer(content.text):
            place = document.evidence(content, found.start(), found.end())
            role = (found["role"] or "Chair") if wording is PRESIDED else None
            yield Attendance(meeting, found["name"].strip(" ."), "present", (place,), role)
