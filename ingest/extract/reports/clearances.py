"""The clearance form of a report: which implications were cleared, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.divide.sections import Section
from ingest.extract.reports.advice import advice
from ingest.extract.reports.label_blocks import Piece, places_of, rows_of, words_of
from ingest.extract.reports.report_head import NUMBERED, head_of, meeting_of, title_of
from ingest.extract.reports.stated_clearances import stated_clearances
from ingest.extract.words.named_posts import PERSON, is_person
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from ingest.read.flow import is_capitals
from kg.names import without_title
from kg.records import Clearance, Issue, MeetingKey, PersonMention


@dataclass(frozen=True, slots=True)
class Aspect:
    """What one question of the form is about."""

    name: str
    words: Wording


PROCUREMENT = Wording(r"procurement|contractual|contract procedure", ["the procurement/contractual/"], ["the resource"])
FINANCE = Wording(
    r"resource implications|financial implications|cleared by finance",
    ["the resource implications been"],
    ["human resources"],
)
LEGAL = Wording(r"statutory|\blegal\b", ["the impact on statutory, legal and"], ["the legacy"])
EQUALITY = Wording(r"equalit(?:y|ies)|diversity", ["the equality and diversity"], ["the quality of"])
COMMUNICATIONS = Wording(r"engagement|communications?\b", ["any engagement and communication"], ["the community"])
LOCALISM = Wording(r"localism|local member", ["any localism and Local Member"], ["the locality"])
PUBLIC_HEALTH = Wording(r"public health", ["any Public Health implications"], ["the health of staff"])
# Procurement first: its question may end with "cleared by Finance".
ASPECTS = (
    Aspect("Procurement", PROCUREMENT),
    Aspect("Finance", FINANCE),
    Aspect("Legal", LEGAL),
    Aspect("Equality", EQUALITY),
    Aspect("Communications", COMMUNICATIONS),
    Aspect("Localism", LOCALISM),
    Aspect("Public Health", PUBLIC_HEALTH),
)
_IF_KEY = r"(?:if (?:this is )?a key decision,? )?"
_ABOUT = r"implication|impact|issue|engagement|procurement|statutory|legal|equality|localism|health"
QUESTION = Wording(
    rf"{_IF_KEY}(?:have|has|are there|is there) (?:the|any|all)\b(?=.{{0,90}}(?:{_ABOUT}))",
    reads=[
        "Have the resource implications been",
        "Has the impact on statutory, legal and",
        "If a Key decision, have any climate change implications",
    ],
    leaves=["Have you seen the report", "Have a question"],
)
# A council's own word for what a question is about: "Have the climate change implications been cleared by …".
OWN_WORD = re.compile(
    rf"{_IF_KEY}(?:have|has|(?:are|is) there) (?:the|any|all) (?P<word>.{{3,60}}?) (?:implications|issues|impacts?)\b",
    re.IGNORECASE,
)
CLEARED = Wording(
    r"(?P<open>yes\s*(?:or|/)\s*no)\b|(?P<yes>yes)\b|(?P<na>n/a|not applicable)\b"
    r"|(?P<no>no)\b(?! (?:significant|implications?|impact))",
    reads=["Yes", "N/A", "No Name of Officer: Jane Dow", "Yes or No"],
    leaves=["Notified", "Covered in the assessment"],
)
OFFICER = Wording(
    r"(?:name of (?:the )?(?:\w+ ){0,2}officer|(?:\w+ )?officer(?: name)?|name|cleared by)\s*:",
    reads=["Name of Financial Officer:", "Monitoring Officer:", "Name of Officer:"],
    leaves=["Officer Clearance"],
)
# An answer that a converter put on the question's own line, from the column beside it.
BESIDE = Wording(
    r"\s(?:yes or no|yes|no|n/a)(?=$|\s+name of\b)|\sname of (?:the )?(?:\w+ ){0,2}officer\s*:",
    reads=[
        "procurement/contractual/ Yes",
        "Procedure Rules Name of Officer: Jane Dow",
        "by Public Health Yes Name of Officer: A Dow",
    ],
    leaves=["Have no implications been", "Name of Officer: Jane Dow"],
)
FORM_HEAD = Wording(
    r"implications\s+officer clearance", ["Implications Officer Clearance"], ["Significant implications"]
)
END = Wording(
    r"(?:\d{1,2}(?:\.\d)?[.)]?\s+)?(?:source|background) (?:documents?|papers)|appendi(?:x|ces)\b|location\b",
    reads=["Source Documents Location", "5. Source documents guidance"],
    leaves=["The source of funding"],
)
# A question of the form and its answer take no more lines than this.
LONGEST = 14


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the form: what it asks and what was answered."""

    question: tuple[Piece, ...]
    answer: tuple[Piece, ...]


def clearances(section: Section) -> Iterator[Clearance | PersonMention | Issue]:
    """The answers of a report's clearance form, and the officers who gave them, each once; an issue for a row that
    cannot be read."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    rows = list(_rows(section))
    if not rows:  # no form of questions: what is stated otherwise, else what the advisers closed with their names
        stated = list(stated_clearances(section))
        known = {each.aspect for each in stated if isinstance(each, Clearance)}
        seen = {each.name for each in stated if isinstance(each, PersonMention)}
        yield from stated
        yield from (each for each in advice(section) if not _is_known(each, known, seen))
    mentioned: set[str] = set()
    for row in rows:
        for record in _records(section, row, title, meeting):
            if not isinstance(record, PersonMention):
                yield record
            elif record.name not in mentioned:
                mentioned.add(record.name)
                yield record


def _is_known(record: Clearance | PersonMention, aspects: set[str], names: set[str]) -> bool:
    return record.aspect in aspects if isinstance(record, Clearance) else record.name in names


def _records(
    section: Section, row: _Row, title: str | None, meeting: MeetingKey | None
) -> Iterator[Clearance | PersonMention | Issue]:
    evidence = places_of(section.document, (*row.question, *row.answer))
    question = words_of(section.document, row.question).text
    answer = words_of(section.document, row.answer).text
    aspect = aspect_of(question)
    if aspect is None:
        yield Issue("unread-clearance", f"not known what is cleared: {question[:80]}", evidence)
        return
    officer = officer_of(answer, [words_of(section.document, [piece]).text for piece in row.answer])
    if title:
        yield Clearance(title, aspect, evidence, meeting, cleared_of(answer), officer)
    if officer:
        yield PersonMention(officer, "officer", places_of(section.document, row.answer))


def aspect_of(question: str) -> str | None:
    """What a question asks about: one of the seven that forms share, else its own word."""
    known = next((aspect.name for aspect in ASPECTS if aspect.words.search(question)), None)
    own = OWN_WORD.match(question)
    return known or (own["word"][0].upper() + own["word"][1:] if own else None)


def cleared_of(answer: str) -> str | None:
    """Yes, No or N/A; None where the form was left with "Yes or No", or says something else."""
    found = CLEARED.match(answer)
    if not found or found["open"]:
        return None
    return "Yes" if found["yes"] else "N/A" if found["na"] else "No"


def officer_of(answer: str, lines: Sequence[str]) -> str | None:
    """Who cleared it: the name after "Name of Officer:", else a line that is a name and nothing else."""
    labelled = OFFICER.search(answer)
    if labelled:
        return _name(answer[labelled.end() :])
    rest = CLEARED.regex.sub("", answer, count=1).strip(" -–,;:.")
    for words in (rest, *(CLEARED.regex.sub("", line, count=1).strip(" -–,;:.") for line in reversed(lines))):
        found = PERSON.match(without_title(words))
        if found and is_person(found[0]) and re.fullmatch(r"\s*(?:[,(–-].*)?", without_title(words)[found.end() :]):
            return found[0]
    return None


def _name(words: str) -> str | None:
    bare = without_title(words)
    found = PERSON.match(bare)
    return " ".join(found[0].split()) if found and is_person(found[0]) else None


def _rows(section: Section) -> Iterator[_Row]:
    """The form's rows, each from its question to the next."""
    rows = rows_of(section)
    starts = [at for at in range(len(rows)) if _asks(rows, at)]
    held = []
    for at, following in zip(starts, [*starts[1:], len(rows)], strict=False):
        lines = rows[at : min(following, at + LONGEST)]
        stop = next((i for i, (_, line) in enumerate(lines) if i and _ends(line)), len(lines))
        held.append(_divided(lines[:stop]))
    yield from _dealt(held)


def _dealt(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Rows whose questions came first and answers after, each with its own answer."""
    waiting: list[_Row] = []
    for row in rows:
        waiting.append(row)
        if not row.answer:
            continue
        starts = [i for i, piece in enumerate(row.answer) if CLEARED.match(piece.text)]
        if len(waiting) > 1 and len(starts) == len(waiting):
            ends = [*starts[1:], len(row.answer)]
            answers = [row.answer[start:end] for start, end in zip(starts, ends, strict=True)]
            waiting = [_Row(each.question, answer) for each, answer in zip(waiting, answers, strict=True)]
        yield from waiting
        waiting = []
    yield from waiting


def _asks(rows: Sequence[tuple[int, Line]], at: int) -> bool:
    """Whether a question of the form starts here: by its words, and "cleared" or an officer's label close below."""
    line = rows[at][1]
    first = line.cells[0].text
    text = " ".join(other.text for _, other in rows[at : at + 4])
    if not QUESTION.match(f"{first} {text}" if first and not line.is_row else text if first else ""):
        return False
    return bool(re.search(r"\bcleared\b", text, re.IGNORECASE) or OFFICER.search(text)) or _in_form(rows, at)


def _in_form(rows: Sequence[tuple[int, Line]], at: int) -> bool:
    return any(FORM_HEAD.match(line.text) for _, line in rows[max(0, at - 60) : at])


def _ends(line: Line) -> bool:
    return bool(
        END.match(line.text)
        or line.level
        or (NUMBERED.fullmatch(line.text) and len(line.text) < 60)
        or (is_capitals(line.text) and not CLEARED.fullmatch(line.text) and len(line.text) > 12)
    )


def _divided(lines: Sequence[tuple[int, Line]]) -> _Row:
    """A row's lines as question and answer: by cells in a table, else after "?" or at the first answer."""
    question: list[Piece] = []
    answer: list[Piece] = []
    table = any(line.is_row for _, line in lines)
    for row, line in lines:
        for column, cell in enumerate(line.cells):
            piece = Piece(cell, line, row, column)
            if not cell.text:
                continue
            if table and (column or (answer and not line.is_row and _is_answer(piece.text))):
                answer.append(piece)
            elif table:
                question.append(piece)
            else:
                _sort(piece, question, answer)
    return _Row(tuple(question), tuple(answer))


def _is_answer(words: str) -> bool:
    return bool(CLEARED.match(words) or OFFICER.match(words))


def _sort(piece: Piece, question: list[Piece], answer: list[Piece]) -> None:
    """A line of a row without cells put where it belongs, cut where the answer starts in it."""
    asked = " ".join(each.text for each in question)
    mark = piece.text.find("?") + 1
    complete = asked.endswith("?") or (not mark and _has_cleared(asked) and (piece.line.gap or answer))
    if complete or (question and _is_answer(piece.text)):
        answer.append(piece)
        return
    beside = BESIDE.regex.search(piece.text, mark)
    cut = beside.start() if beside and not mark else mark or len(piece.text)
    question.append(_cut(piece, 0, cut))
    if cut < len(piece.text):
        answer.append(_cut(piece, cut, None))


def _has_cleared(asked: str) -> bool:
    return bool(re.search(r"cleared by \w", asked))


def _cut(piece: Piece, start: int, end: int | None) -> Piece:
    return Piece(piece.content.piece(start, end), piece.line, piece.row, piece.column)
