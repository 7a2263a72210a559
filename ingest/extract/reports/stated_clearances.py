"""Clearances that a report states without a form of questions: in a table, in lines under a heading, or in words.

A table has heads ("Aspect | Cleared | Officer"); lines of aspect and name stand under a heading ("Officer clearance");
words close a paragraph ("Financial implications cleared by: Jane Dow, 4 May 2021").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.divide.sections import Section
from ingest.extract.reports.clearance_columns import answered_columns
from ingest.extract.reports.clearance_words import (
    ASKED,
    BY_ASPECT,
    CLEARING,
    CLOSED_BY,
    FORM_END,
    FORM_HEADING,
    cleared_in,
    named_aspect,
)
from ingest.extract.reports.label_blocks import Piece, places_of, rows_of, run_of
from ingest.extract.reports.report_head import head_of, meeting_of, title_of
from ingest.extract.words.named_posts import NOBODY, PERSON, is_person
from ingest.extract.words.tables import Column, Heads, read_heads
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line
from kg.dates import find_dates
from kg.names import without_title
from kg.records import Clearance, Issue, PersonMention

COLUMNS = (
    Column("aspect", Wording(
        r"(?:aspects?|implications?|types? of (?:implications?|clearance)|areas?|disciplines?|service(?: area)?"
        r"|departments?|directorate|functions?|teams?|consultees?|consulted|clearance(?: type| required| from)?"
        r"|cleared with|role|post(?: held)?|position|job title|designation|statutory officer|advice(?: from)?"
        r"|sign-?\s?off(?: from| by| required)?"
        r"|category|issue|section|professional advice|subject|body)",
        reads=["Aspect", "Implications", "Consultee", "Department"],
        leaves=["Name of officer", "Date"],
    )),
    Column("cleared", Wording(
        r"(?:cleared\??|yes ?/ ?no(?: ?/ ?n/?a)?|signed off\??|approved\??|agreed\??|clearance given\??|y/n)",
        reads=["Cleared", "Yes/No", "Signed off?"],
        leaves=["Cleared by", "Date cleared"],
    )),
    Column("officer", Wording(
        r"(?:(?:name|names|officer|officers|officer name|officer clearance)|name of (?:the )?(?:\w+ ){0,2}officer"
        r"|(?:cleared|approved|agreed|signed off|signed|completed|provided|given|reviewed|checked|confirmed|verified)"
        r" by|officer consulted|clearing officer|contact|officer(?:'s|’s)? name|person|who|by whom|consultee name"
        r"|name of consultee"
        r"|individual(?: consulted)?|signature)",
        reads=["Officer", "Name", "Cleared by", "Name of officer"],
        leaves=["Aspect", "Date cleared"],
    )),
    Column("date", Wording(
        r"(?:date|dated|when|on|(?:date )?(?:cleared|received|approved|signed off|consulted|completed)(?: on)?"
        r"|date (?:of|for) (?:clearance|sign-?off|approval|response|consultation)|date (?:received|returned"
        r"|response received|comments received|signed off|approved|consulted|agreed|completed)"
        r"|comments? (?:received|date))",
        reads=["Date", "Date cleared", "Date of sign-off"],
        leaves=["Update"],
    )),
)  # fmt: skip
# Lines of a form that stand between its heading and its end.
LONGEST = 40
LONGEST_ENTRY = 220
LONGEST_BARE = 110
INLINE_REACH = 4
SAYS_CLEARED = re.compile(r".{0,60}?\b(?:clear(?:ed|ance)|sign(?:ed)?[- ]?off)\b", re.IGNORECASE)
SAYS_BY = re.compile(r"\b(?:cleared|signed off|sign[- ]?off|approved|agreed|verified)\b", re.IGNORECASE)
ENTRY = re.compile(r"\s*(?P<label>[^:–—]{3,70}?)\s*(?::|\s[-–—]+\s|(?=\())\s*(?P<rest>\S.*)")
NEXT_ENTRY = re.compile(r";\s*|,\s+(?=[A-Z][A-Za-z ]{2,30}(?:\s[–—-]\s|:\s))")
QUESTION_OPENS = re.compile(r"(?:have|has|did|was|were)\s(?!been\b)", re.IGNORECASE)
ASKED_WORDS = re.compile(r"\b(?:this|your|a|an|report|any|all|arising|identified|by|with|you|it)\b", re.IGNORECASE)
# What parts a name from an answer, a post or a day; and the answer or label that stands before a name.
PARTED = re.compile(
    r"\s*[,;:()\[\]–—]\s*|\s-\s|\s/\s|\bon behalf of\b|\bon (?=\d)|(?<=[A-Za-z.])\s+(?=\d{1,2}(?:st|nd|rd|th)?[ /.])"
)
ANSWERED = re.compile(
    r"^(?:(?:yes|no|n/?a|cleared by|name(?: of (?:\w+ ){0,2}officer)?|[✓✔☑])(?=\W|$)\W*)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One clearance as it stands: its aspect, the answer, who gave it, the pieces of paper that say so."""

    aspect: str
    cleared: str | None
    officer: str | None
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class _Form:
    """Where the reading of a form stands.

    heads   the columns of the table that is read
    states  whether the heads say that who is named cleared it ("Cleared by"), without a column of days or answers
    left    how many lines may still belong to what a form's heading opened
    """

    heads: Heads | None = None
    states: bool = False
    left: int = 0
    unread: list[Piece] = field(default_factory=list)


def stated_clearances(section: Section) -> Iterator[Clearance | PersonMention | Issue]:
    """A Clearance for each aspect that the report says was cleared, and the officers who did so, each once."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    form = _Form()
    seen: set[str] = set()
    rows = rows_of(section)
    for said in (*_tabled(rows, form), *_inline(section, rows)):
        if said.aspect in seen or title is None:
            continue
        evidence = places_of(section.document, said.pieces)
        yield Clearance(title, said.aspect, evidence, meeting, said.cleared, said.officer)
        if said.officer and said.officer not in seen:
            yield PersonMention(said.officer, "officer", evidence)
        seen.update(filter(None, (said.aspect, said.officer)))
    for piece in form.unread:
        message = f"not known what is cleared: {piece.line.text[:80]}"
        yield Issue("unread-clearance", message, places_of(section.document, [piece]))


def _tabled(rows: Sequence[tuple[int, Line]], form: _Form) -> Iterator[_Said]:
    """The rows of tables with known heads, what stands under a form's heading, and labels that say "clearance"."""
    for at, (row, line) in enumerate(rows):
        opened = FORM_HEADING.match(line.text)
        if opened and named_aspect(opened[0]):  # "Finance clearance: Jane Dow"
            opened = None
        if line.is_row and (columns := list(_columns(rows, at, in_form=form.left > 0))):
            form.heads, form.left = None, LONGEST
            yield from columns
        elif heads := _heads(line, in_form=form.left > 0):
            form.heads, form.left = heads, LONGEST
            form.states = not {"cleared", "date"} & set(heads) and bool(SAYS_BY.search(line.text))
        elif opened and opened.end() == len(line.text):
            form.heads, form.left = None, LONGEST
        elif form.heads and line.is_row:
            yield from _of_row(form, form.heads, row, line)
        elif form.left and _ends(line):
            form.heads, form.left = None, 0
        elif opened and opened[0].endswith(":"):
            form.heads, form.left = None, LONGEST
            yield from _entries(Piece(line.content.piece(opened.end()), line, row, 0))
        elif QUESTION_OPENS.match(line.text) and not line.is_row:
            form.heads, form.left = None, LONGEST
            yield from _question(rows, at)
        elif form.left or SAYS_CLEARED.match(line.text) or (line.is_row and ASKED.fullmatch(line.text)):
            form.heads, form.left = None, max(0, form.left - 1)
            yield from _listed(row, line)
        else:  # without any heading only aspect, name and day together say it
            form.heads = None
            yield from (said for said in _listed(row, line) if said.officer and said.cleared and _is_bare(line, said))


def _columns(rows: Sequence[tuple[int, Line]], at: int, *, in_form: bool) -> Iterator[_Said]:
    """What stands below a row of aspects; without a form's heading only names with days say that it is a clearance."""
    found = [(_answered(each.aspect, each.label, each.words, each.pieces), each) for each in answered_columns(rows, at)]
    sure = any(said and said.officer and said.cleared for said, _ in found)
    yield from (said for said, _ in found if said and (in_form or sure))


def _heads(line: Line, *, in_form: bool) -> Heads | None:
    """The columns of a clearance table: what for, and who cleared it or whether; its heads or the heading above it
    say that it is one, unless it has columns for aspect, officer and day."""
    heads = read_heads(line, COLUMNS)
    if not heads or "aspect" not in heads or not {"officer", "cleared"} & set(heads):
        return None
    tells = in_form or SAYS_CLEARED.search(line.text) or {"officer", "date"} <= set(heads)
    return heads if tells else None


def _of_row(form: _Form, heads: Heads, row: int, line: Line) -> Iterator[_Said]:
    """What one row of a table says; a row whose aspect cannot be read is an issue."""
    cells = {name: cell.text for name, cell in zip(heads, line.cells, strict=False) if name and cell}
    pieces = tuple(Piece(cell, line, row, column) for column, cell in enumerate(line.cells) if cell)
    label = cells.pop("aspect", "")
    officer = _person(cells.get("officer", "")) or _person(label)
    cleared = next(filter(None, (cleared_in(cells.get(name, "")) for name in ("cleared", "officer", "date"))), None)
    if officer and not cleared and not cells.get("cleared"):
        cleared = "Yes" if form.states or any(list(find_dates(text)) for text in cells.values()) else None
    left_open = bool(cells) and all(NOBODY.fullmatch(text) for text in cells.values())
    aspect = named_aspect(label)
    if aspect and (officer or cleared or left_open):
        yield _Said(aspect, cleared, officer, pieces)
    elif not label and officer:
        form.unread.append(pieces[0])


def _ends(line: Line) -> bool:
    loud = line.bold and not line.is_row and not named_aspect(line.cells[0].text)
    return bool(FORM_END.match(line.text) or line.level or loud)


def _listed(row: int, line: Line) -> Iterator[_Said]:
    """What a line or row under a form's heading says: "Finance: Jane Dow (4 May 2021)", "Legal | Jane Dow"."""
    pieces = [Piece(cell, line, row, column) for column, cell in enumerate(line.cells) if cell]
    if len(line.text) > LONGEST_ENTRY or not pieces:
        return
    label = pieces[0].text.strip(" :")
    asked = ASKED.fullmatch(label if len(pieces) > 1 else line.text)
    if asked:
        rest = " – ".join(filter(None, (asked["answer"], *(piece.text for piece in pieces[1:]))))
        about = named_aspect(ASKED_WORDS.sub(" ", asked["about"])) if CLEARING.search(asked["about"]) else None
        if about and (said := _answered(about, "", rest, tuple(pieces))):
            yield said
        return
    if len(pieces) > 1 and (aspect := named_aspect(label)):
        said = _answered(aspect, label, " – ".join(piece.text for piece in pieces[1:]), tuple(pieces))
        if said:
            yield said
        return
    for piece in pieces:
        yield from _entries(piece)


def _question(rows: Sequence[tuple[int, Line]], at: int) -> Iterator[_Said]:
    """What a question and its answer say, over the lines that go on it: "Has this been cleared by / Law? Yes"."""
    held = [rows[at]]
    for row, line in rows[at + 1 : at + INLINE_REACH]:
        if line.gap or line.is_row or QUESTION_OPENS.match(line.text):
            break
        held.append((row, line))
    asked = ASKED.fullmatch(" ".join(line.text for _, line in held))
    if not asked or not CLEARING.search(asked["about"]):
        return
    aspect = named_aspect(ASKED_WORDS.sub(" ", asked["about"]))
    pieces = tuple(Piece(line.content, line, row, 0) for row, line in held)
    if aspect and (said := _answered(aspect, "", asked["answer"], pieces)):
        yield said


def _is_bare(line: Line, said: _Said) -> bool:
    """Whether a line says who, when and for what, and no more: "Finance: Jane Dow (4 May 2021)"."""
    return bool(list(find_dates(line.text))) and len(line.text) < LONGEST_BARE and bool(said.officer)


def _entries(piece: Piece) -> Iterator[_Said]:
    """The entries of one cell, parted by semicolons: "Finance – Jane Dow – 4 May 2021; Legal – Ann Lee"."""
    cuts = [0, *(found.end() for found in NEXT_ENTRY.finditer(piece.text)), len(piece.content)]
    for start, end in pairwise(cuts):
        words = piece.content.piece(start, start + len(piece.text[start:end].rstrip(" ;,")))
        entry = ENTRY.match(words.text)
        aspect = named_aspect(entry["label"]) if entry else None
        if entry and aspect:
            said = _answered(
                aspect, entry["label"], entry["rest"], (Piece(words, piece.line, piece.row, piece.column),)
            )
            if said:
                yield said


def _answered(aspect: str, label: str, rest: str, pieces: tuple[Piece, ...]) -> _Said | None:
    """An entry's answer: Yes, No or N/A as it says, a name with a day as Yes; None where it answers nothing."""
    cleared, officer = cleared_in(rest), _person(rest)
    if not cleared and not officer:
        return None
    yes = list(find_dates(rest)) or SAYS_BY.search(label) or re.search(r"\bclearance\b", label, re.IGNORECASE)
    return _Said(aspect, cleared or ("Yes" if yes else None), officer, pieces)


def _inline(section: Section, rows: Sequence[tuple[int, Line]]) -> Iterator[_Said]:
    """Words that say who cleared an aspect, wherever they stand in the text, over a line's end too."""
    for at, (row, line) in enumerate(rows):
        if line.is_row or not CLOSED_BY.may_find(" ".join(other.text for _, other in rows[at : at + 2])):
            continue
        taken = [(row, line), *_following(rows, at)]
        pieces = [Piece(each.content, each, index, 0) for index, each in taken]
        run, starts = run_of(section.document, pieces)
        for wording in (CLOSED_BY, BY_ASPECT):
            for found in wording.finditer(run.text):
                aspect, officer = named_aspect(found["aspect"]), _opening_person(found["who"])
                if found.start() < len(line.text) and aspect and officer:
                    end = found.start("who") + len(officer)
                    held = tuple(_span(pieces, starts, found.start(), end))
                    yield _Said(aspect, "Yes", without_title(" ".join(officer.split())), held)


def _opening_person(words: str) -> str | None:
    """The name that some words open with, as printed; none where it may go on."""
    found = PERSON.match(words)
    bare = without_title(found[0]) if found else ""
    rest = words[found.end() :] if found else ""
    ends = re.match(
        r"\s*(?:[,.;()\[\]/–—-]|$|on\b|\d|dated\b|(?:Head|Director|Chief|Finance|Legal|Senior|Principal)\b)", rest
    )
    return found[0] if found and ends and is_person(bare) else None


def _following(rows: Sequence[tuple[int, Line]], at: int) -> Iterator[tuple[int, Line]]:
    """The lines that go on a paragraph, few of them."""
    for row, line in rows[at + 1 : at + INLINE_REACH]:
        if line.gap or line.is_row or line.bullet:
            return
        yield row, line


def _span(pieces: Sequence[Piece], starts: Sequence[int], start: int, end: int) -> Iterator[Piece]:
    """The parts of pieces that stand in a span of their run."""
    for piece, place in zip(pieces, starts, strict=True):
        left, right = max(start - place, 0), min(end - place, len(piece.content))
        if left < right and (words := piece.content.piece(left, right)):
            yield Piece(words, piece.line, piece.row, piece.column)


def _person(words: str) -> str | None:
    """The first person named in an answer, before or after a post: "Yes – Jane Dow", "Head of Law (Jane Dow)"."""
    for piece in PARTED.split(words):
        bare = without_title(ANSWERED.sub("", piece)).strip(" .:-–")
        found = None if NOBODY.fullmatch(bare) else PERSON.match(bare)
        if found and found.end() == len(bare) and is_person(bare):
            return " ".join(bare.split())
    return None
