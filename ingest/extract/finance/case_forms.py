"""The form that a business case opens with, read label by label however the converter tore it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.divide.sections import Section
from ingest.extract.words.named_posts import named_posts
from ingest.extract.words.references import PLAN_REF
from ingest.read.document import Line, Mapped, joined
from kg.money import MONEY

# What may stand between a label and its value: a colon, the end of the line or cell, or just a space.
_COLON = r"\s*:\s*"
_AFTER = rf"(?:{_COLON}|\s*$|\s+)"
_CLEAR = rf"(?:{_COLON}|\s*$|\s+(?=£))"


@dataclass(frozen=True, slots=True)
class FormLabel:
    """A label of the form.

    words     what it says, as a pattern
    after     what must follow it
    anywhere  whether it may stand in the middle of a cell, behind another field's value
    reads, leaves  a line in which it is a label, and one in which it is not
    """

    field: str
    words: str
    after: str
    reads: str
    leaves: str
    anywhere: bool = False

    @property
    def pattern(self) -> str:
        opening = r"" if self.anywhere else r"^"
        return rf"{opening}(?P<{self.field}>{self.words}){self.after}"


FORM_LABELS = (
    FormLabel(
        "overview", r"Project\s+Overview"
        r"|Proposal\s+Overview", r"\s*$", "Project Overview", "Project Overview - What are we doing"
    ),
    FormLabel(
        "title", r"(?:Project|Proposal|Scheme|Programme|Business\s+Case)\s+(?:[Tt]itle|[Nn]ame)", _AFTER,
        "Project Title: Home First", "The project title is not settled",
    ),
    FormLabel(
        "saving", r"(?:Total |Net |Proposed |Full[- ]year |Annual )?[Ss]avings?(?: [Tt]arget| [Pp]roposed"
        r"| [Aa]mount)?(?:\s*\(£[^)]{0,12}\))?",
        _CLEAR, "Saving £25K", "Savings will be made in the second year",
    ),
    FormLabel(
        "ref", r"(?:Business\s+Plan(?:ning)?|Proposal|Savings?)\s+[Rr]ef(?:erence|\.)?(?:\s+(?:No\.?"
        "|[Nn]umber))?", rf"(?:{_COLON}|\s*)",
        "£25K Business Planning Reference A/R.6.1", "the business planning round", anywhere=True,
    ),
    FormLabel(
        "code", r"Project\s+(?:[Cc]ode|[Rr]ef(?:erence)?)", _AFTER,
        "Project Code TR000123", "a project code of conduct",
    ),
    FormLabel(
        "brief", r"Business\s+Planning\s+Brief(?:\s+Description)?|Brief\s+[Dd]escription"
        r"|Description\s+of\s+(?:project|proposal)", _AFTER,
        "Business Planning Brief Description Fewer routes.", "In brief, routes are fewer", anywhere=True,
    ),
    FormLabel(
        "officer", r"Senior\s+Responsible\s+(?:Officer|Owner)s?(?:\s*\(SRO\))?|(?:Responsible|Accountable"
        r"|Lead)\s+(?:[Oo]fficer|[Dd]irector)s?"
        r"|Strategic\s+Lead|(?:Project|Programme|Executive)\s+[Ss]ponsors?|SRO",
        _AFTER, "Senior Responsible Officer Ann Lee", "The senior responsible officer reports monthly",
    ),
    FormLabel(
        "manager", r"(?:Project|Programme)\s+(?:[Mm]anager|[Ll]ead)", _AFTER,
        "Project Manager: TBC", "a project manager will be found",
    ),
    FormLabel(
        "other", r"Approvals?|Distribution|Version\s+[Hh]istory|VERSION HISTORY|Date|Version|Status|Committee"
        "|Directorate|Service",
        rf"(?:{_COLON}|\s*$)", "Approvals: 1. Board", "Date of the last review",
    ),
)  # fmt: skip
LABEL = re.compile("|".join(label.pattern for label in FORM_LABELS), re.MULTILINE)
# Where the form ends and the case's chapters begin.
CHAPTER = re.compile(
    r"(?:\d{1,2}[.)]+\s*)?(?:Project Approach|Approach|Background|Introduction|Executive Summary|Why do we need .*)",
    re.IGNORECASE,
)
CASE_TITLE = re.compile(r"(?:DRAFT|Draft|(?:Draft |Outline |Full )?Business Cases?)", re.IGNORECASE)
HEAD_LINES = 60
HEADING_LINES = 6


@dataclass(frozen=True, slots=True)
class Form:
    """A case's form.

    words    all of it, one line for each line or cell of the paper
    fields   each field's first and last character in `words`; fields without a value are absent
    heading  the heading above the form, None where there is none
    """

    words: Mapped
    fields: dict[str, tuple[int, int]]
    heading: Mapped | None

    def value(self, field: str) -> Mapped | None:
        """A field's words on one line, None where it has none."""
        if field not in self.fields:
            return None
        return one_line(self.words.piece(*self.fields[field]))


def one_line(words: Mapped) -> Mapped:
    """The same words, line breaks read as spaces."""
    return Mapped(words.text.replace("\n", " "), words.places)


def read_form(section: Section) -> Form:
    """The form of a business case: its fields by their labels, or by their values where all labels stand first."""
    lines = list(_head(section))
    words = joined((cell for line in lines for cell in line.cells), "\n")
    found = list(LABEL.finditer(words.text))
    fields: dict[str, tuple[int, int]] = {}
    for at, label in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(words)
        if words.text[label.end() : end].strip():
            fields.setdefault(str(label.lastgroup), (label.end(), end))
    if _labels_first(fields, len(found)):
        fields.update(_by_value(words.text, found[-1].end()))
    return Form(words, fields, _heading(lines, found[0].start() if found else 0))


def _head(section: Section) -> Iterator[Line]:
    lines = [line for line in section.lines if not line.furniture]
    for line in lines[:HEAD_LINES]:
        if CHAPTER.fullmatch(line.text):
            return
        yield line


def _heading(lines: list[Line], first_label: int) -> Mapped | None:
    """What stands above the first label, "Business Case" itself left out; None where nothing does."""
    above: list[Mapped] = []
    length = 0
    for line in lines[:HEADING_LINES]:
        length += sum(len(cell) + 1 for cell in line.cells if cell.text)
        if length > first_label + 1:
            break
        if not CASE_TITLE.fullmatch(line.text):
            above.append(line.content)
    return joined(above) if above else None


def _labels_first(fields: dict[str, tuple[int, int]], labels: int) -> bool:
    """Whether a converter set all labels before all values: only the last label has words behind it."""
    return labels >= 3 and len(fields) == 1


def _by_value(text: str, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Fields known by what they look like, line by line from `start`."""
    seen: set[str] = set()
    for line in re.finditer(r"[^\n]+", text[start:]):
        field = _looks_like(line[0].strip())
        if "title" not in seen and field == "officer":
            field = "title"  # "Warm Homes" could be somebody; the title stands first
        if field not in seen:
            seen.add(field)
            yield field, (start + line.start(), start + line.end())


def _looks_like(line: str) -> str:
    if re.fullmatch(MONEY.pattern, line, re.IGNORECASE):
        return "saving"
    if PLAN_REF.fullmatch(line):
        return "ref"
    people = list(named_posts(line))
    if people and people[0].start == 0 and len(line) < 90:
        return "officer"
    return "title" if len(line) < 120 and not line.endswith(".") else "brief"
