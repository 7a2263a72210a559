"""Decision forms into records: the meeting and its items, or one member's or officer's decision; limb by limb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.divide.bodies import committee_name
from ingest.divide.sections import Section
from ingest.extract.decision_notices.box import Box, Form, value_line
from ingest.extract.decision_notices.boxes import read_form
from ingest.extract.decision_notices.dates import entry_date, first_day
from ingest.extract.decision_notices.labels import Kind
from ingest.extract.decision_notices.limbs import Decided, read_limbs
from ingest.extract.decision_notices.meetings import find_meeting, particulars
from ingest.extract.decision_notices.openers import KEY_MARK
from ingest.extract.decision_notices.takers import POST, body_of, taker_of
from ingest.extract.decision_notices.ticks import chosen
from ingest.extract.minutes.attendance import attendance, head_fields
from ingest.extract.minutes.votes import read_vote
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Mapped, joined
from kg.evidence import Evidence
from kg.records import Decision, Issue, MeetingKey, Minute, Record

# Boxes that open another decision where the one before has been decided already.
FIRST: frozenset[Kind] = frozenset({"subject", "item", "reference", "taker", "date", "call-in"})
# Boxes below the last decision that hold for all.
AT_END: frozenset[Kind] = frozenset({"date", "signed", "signed-on", "taker"})
LIST_LABEL = re.compile(
    r"(?:members of the |(?:sub-?committee|panel) (?=members)|.{0,40}members (?=present)).{0,40}?"
    r"\b(?P<kind>present|members)",
    re.IGNORECASE,
)
# In a form's title: "Mayoral Decision – MD12".
TITLE_REFERENCE = re.compile(
    r".{0,60}\bdecision\b.{0,20}?[-–—:(]\s*([A-Z]{1,6}[ /-]?\d[\w/.-]{0,20})\)?", re.IGNORECASE
)
# A paragraph's own number: "2.1 The road is worn."
OWN_NUMBER = re.compile(r"^\d{1,2}\.\d{1,2}[.)]?\s+(?=[A-Z])")
# Items of every meeting that decide nothing unless they say so.
PROCEDURAL = re.compile(
    r"(?:apolog(?:y|ies)|declarations?|(?:disclosures? of )?interests?|(?:public )?questions?|petitions?|deputations?"
    r"|announcements?|chair(?:man|woman|person)?[’']s (?:announcements?|business)|urgent (?:business|items?)|any other"
    r"|date of (?:the )?next|public (?:forum|participation|speaking)|minutes?\b)",
    re.IGNORECASE,
)
DECIDES = re.compile(
    r"\b(?:resolved|agreed|approved?|noted?|that|granted|accepted|appointed|authori[sz]ed)\b", re.IGNORECASE
)
# What was taken off the agenda is not decided.
WITHDRAWN = re.compile(
    r"(?:(?:the|this) (?:item|report|application|matter|paper) )?(?:was |has been )?withdrawn(?: from the agenda)?\W*",
    re.IGNORECASE,
)
AGENDA_ITEM = Wording(
    r"\s*[(\[]?\s*(?:agenda )?item(?: no\.?| number)?\s*:?\s*(?P<number>\d{1,3}[a-z]?)\s*[)\]]?\s*[-–—:.]?\s*",
    reads=("Parking fees (agenda item 7)", "Item 6 – Road works", "Agenda Item No. 4"),
    leaves=("Items of business", "Item for decision"),
    at="anywhere",
)
NUMBER = re.compile(r"(?:minute\s+)?(?P<number>\d{1,3}[a-z]?)[.):]?\s+(?=[A-Z0-9‘“'\"])")
REFERENCE = re.compile(r"[A-Z0-9][\w./-]*\d[\w./-]*(?:\s?[/-]\s?\w+){0,4}|[A-Z]{2,8}\s?\d[\w/.-]*", re.IGNORECASE)
EXEMPT = re.compile(
    r"(?:yes|(?:part(?:ly|ially)?|fully|wholly)?\s*[- ]?(?:exempt|confidential)|not open|closed|private|restricted"
    r"|not for publication)\b",
    re.IGNORECASE,
)
KEY = re.compile(r"(?:yes|(?P<no>no|non-key|not (?:a )?key)|key)\b", re.IGNORECASE)
PUBLICATION = re.compile(r"\W*(?:for publication|.{0,4}public\b)", re.IGNORECASE)
YES, NO = re.compile(r"yes\b", re.IGNORECASE), re.compile(r"no\b", re.IGNORECASE)
NOT_EXEMPT = re.compile(r"not (?:exempt|confidential|applicable)|exempt[^a-z]*no\b", re.IGNORECASE)


# Longer reasons are a report of their own; its passages can be searched.
LONGEST_REASONS = 2000


# In a form's head: "Decision taken by the Leader of the Council on 6 July 2023".
TAKEN_BY = re.compile(
    r"(?:\b(?:taken|made) by|^decisions? (?:of|by)) (?:the )?"
    r"(?P<who>.{3,120}?)(?=\s+(?:on|under|dated|at)\b|\s*[-–:]?\s*\d|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a form tells of a decision beside its words, for all of its limbs."""

    date: str | None = None
    reference: str | None = None
    taker: str | None = None
    reasons: str | None = None
    key_decision: bool | None = None
    call_in: str | None = None
    in_force: str | None = None


@dataclass(slots=True)
class Entry:
    """The boxes of one decision."""

    boxes: list[Box] = field(default_factory=list)

    def box(self, kind: Kind) -> Box | None:
        """The first box of a kind that has a value, else the first of that kind."""
        same = [box for box in self.boxes if box.kind == kind]
        return next((box for box in same if box.values), same[0] if same else None)

    @property
    def is_decided(self) -> bool:
        """Whether the box of the decision has come."""
        return any(box.kind == "decision" for box in self.boxes)


def decision_notice(section: Section) -> Iterator[Record]:
    """The records of a decision form, a record of one decision, or a published decision sheet."""
    form = read_form(section.lines)
    found = entries(form)
    key = find_meeting(section, form)
    if key:
        yield particulars(section, key, form)
        for box in (each for each in form.boxes if each.kind == "present"):
            lines = [value_line(box.line, _list_label(box.label)), *box.values]
            yield from attendance(section.document, key, tuple(head_fields(lines)))
    for entry in found:
        yield from _entry(section, form, entry, key, general(form, found, entry))
    yield from _unknown(section.document, form)


def _list_label(label: Mapped) -> Mapped:
    """The label of a list of members as minutes have it: "Members of the Committee present:" is "present:"."""
    found = LIST_LABEL.match(label.text)
    return label.piece(found.start("kind")) if found else label


def _unknown(document: Document, form: Form) -> Iterator[Issue]:
    """The labels that nobody knows, once each."""
    seen: set[str] = set()
    for box in form.boxes:
        words = box.label.text.rstrip(" :?")
        if not box.known and words not in seen:
            seen.add(words)
            yield Issue(
                "unknown-label", f"the form's label is not known: {words[:80]}", (document.evidence(box.label),)
            )


def general(form: Form, found: Sequence[Entry], entry: Entry) -> list[Box]:
    """The boxes that hold for a decision beside its own: all of them in a form of one decision.

    Else those before the first decision's title, and those at the end where only one of the kind is there: what one of
    several decisions leaves out is not another's.
    """
    if len(found) < 2:
        return form.boxes
    opens = next((at for at, box in enumerate(form.boxes) if box.kind in ("subject", "item", "decision")), 0)
    last = max((at for at, box in enumerate(form.boxes) if box.kind == "decision"), default=len(form.boxes))
    outside = [*form.boxes[:opens], *(box for box in form.boxes[last:] if box.kind in AT_END)]
    held = {box.kind for box in entry.boxes}
    count = Counter(box.kind for box in form.boxes if box.is_filled)
    return [box for box in outside if box.kind not in held and (count[box.kind] < 2 or box in form.boxes[:opens])]


def entries(form: Form) -> list[Entry]:
    """A form's boxes, one entry a decision: a box that opens decisions and is here already opens the next."""
    found: list[Entry] = [Entry()]
    for box in form.boxes:
        here = found[-1]
        again = box.kind in FIRST and (here.is_decided or (box.kind == "item" and bool(here.box("item"))))
        same = any(each.kind == box.kind and box.kind != "decision" for each in here.boxes)
        if again and (same or box.kind in ("item", "subject")) and _is_new(here, box):
            found.append(Entry())
        found[-1].boxes.append(box)
    return [entry for entry in found if any(box.kind not in ("present", "other") for box in entry.boxes)]


def _is_new(here: Entry, box: Box) -> bool:
    """Whether a box says something else than its like before it: a head printed on each page repeats itself."""
    before = here.box(box.kind)
    return before is None or before.text != box.text or box.kind == "call-in"


def exempt_notice(section: Section) -> Evidence | None:
    """Where a decision form says that it is exempt from publication; None where it does not."""
    for box in read_form(section.lines).boxes:
        if box.kind == "exempt" and box.values and _says_exempt(box):
            return section.document.evidence(box.values[0].content)
    return None


def _says_exempt(box: Box) -> bool:
    """Whether a box says so: "Exempt: Yes", "Public or exempt: Exempt", "For publication: No"."""
    words = chosen(box.text)
    if PUBLICATION.match(box.label.text):
        return bool(NO.match(words)) or (bool(EXEMPT.match(words)) and not YES.match(words))
    return bool(EXEMPT.match(words)) and not NOT_EXEMPT.match(words)


def _entry(
    section: Section, form: Form, entry: Entry, key: MeetingKey | None, shared: Sequence[Box]
) -> Iterator[Record]:
    """One decision's records: its item, its limbs; issues where it is blank or has no date."""
    document = section.document
    number, title = _item(entry)
    box = entry.box("decision")
    if box is None and not entry.box("subject") and not entry.box("item"):
        return
    place = document.evidence(box.label if box else entry.boxes[0].label)
    boxes = [each for each in entry.boxes if each.kind == "decision"]
    decided = [(each, read_limbs(document, each.lines)) for each in boxes]
    taker = _taker(entry, form, shared)
    if taker and not (key and number):
        key = None
    if key and number and title:
        words = [line.content.text for each in boxes for line in each.values]
        yield Minute(key, number, title.text, (document.evidence(title),), " ".join(words))
    if key and box is None:
        return  # an item that decided nothing
    if key and title and PROCEDURAL.match(title.text) and not any(DECIDES.search(each.text) for each in boxes):
        return
    if key and boxes and all(WITHDRAWN.fullmatch(each.text.strip()) for each in boxes):
        return
    if any(each.is_torn for each in boxes):
        yield Issue("torn-table", f"the words of a decision may be another cell's: {_name(title, entry)}", (place,))
        return
    if not any(limbs.limbs for _, limbs in decided):
        yield Issue("decision-blank", f"no decision is written in the form: {_name(title, entry)}", (place,))
        return
    date = None if key else entry_date(section, form, entry.boxes, shared)
    if key is None and date is None:
        yield Issue("decision-undated", f"the record of a decision bears no date: {_name(title, entry)}", (place,))
        return
    told = replace(
        particulars_of(section.document, entry, form), date=date, reference=_reference(entry, form, shared), taker=taker
    )
    for each, limbs in decided:
        yield from _decisions(section, each, limbs, key, number, told)


def particulars_of(document: Document, entry: Entry, form: Form) -> Told:
    """The reasons, and whether a decision is key, can be called in until when, and is in force from when."""
    reasons = entry.box("reasons")
    words = OWN_NUMBER.sub("", reasons.words(document).text) if reasons and reasons.values else None
    key = entry.box("key")
    is_key = KEY.match(chosen(key.text)) if key else None
    return Told(
        reasons=words if words and len(words) <= LONGEST_REASONS else None,
        key_decision=_is_marked_key(entry) if is_key is None else is_key["no"] is None,
        call_in=_day(entry, form, "call-in"),
        in_force=_day(entry, form, "in-force"),
    )


def _is_marked_key(entry: Entry) -> bool | None:
    """What the title's mark says ("Fees [Key decision]"); None without one."""
    marks = [
        found
        for box in entry.boxes
        if box.kind in ("item", "subject")
        for line in box.values[:3]
        if (found := KEY_MARK.search(line.text))
    ]
    return marks[0]["no"] is None if marks else None


def _day(entry: Entry, form: Form, kind: Kind) -> str | None:
    """The full date in this decision's box of a kind; in the form's, where it stands above all decisions."""
    above = Entry([box for box in form.boxes[: form.boxes.index(entry.boxes[0])] if box.kind == kind])
    box = entry.box(kind) or (above.box(kind) if len(above.boxes) == 1 and entry.box("item") else None)
    return first_day(" ".join(line.text for line in box.values[:2])) if box and box.values else None


def _decisions(
    section: Section,
    box: Box,
    decided: Decided,
    key: MeetingKey | None,
    number: str | None,
    told: Told,
) -> Iterator[Record]:
    document = section.document
    vote = read_vote(" ".join((box.label.text, *decided.leads)))
    label = document.evidence(box.label)
    for limb in decided.limbs:
        yield Decision(
            meeting=key,
            minute=number if key else None,
            text=limb.text,
            evidence=(document.evidence(limb.words), label),
            limb=limb.label,
            vote=vote.vote,
            votes_for=vote.votes_for,
            votes_against=vote.votes_against,
            abstentions=vote.abstentions,
            date=told.date,
            reference=None if key and number else told.reference,
            taker=told.taker,
            reasons=told.reasons,
            key_decision=told.key_decision,
            call_in=told.call_in,
            in_force=told.in_force,
        )
    for gap in decided.gaps:
        yield Issue("limb-gap", f"a limb is missing before ({gap}) in a decision", (label,))


def _item(entry: Entry) -> tuple[str | None, Mapped | None]:
    """The number of the agenda item and the title."""
    item, subject = entry.box("item"), entry.box("subject")
    number = item.mark if item and item.mark else None
    box = subject or item
    if box is None or not box.values:
        return number, None
    words = _title_words(box)
    if mark := KEY_MARK.search(words.text):
        words = words.piece(0, mark.start())
    if found := AGENDA_ITEM.search(words.text):
        number = number or found["number"]
        before, behind = words.piece(0, found.start()), words.piece(found.end())
        return number, before if before.text else behind
    if item and item is not box and not number and item.text.rstrip(".").isalnum():
        number = item.text.rstrip(".")
    if item and not number and (found_number := NUMBER.match(words.text)):
        return found_number["number"], words.piece(found_number.end())
    return number, words


def _title_words(box: Box) -> Mapped:
    """A title that goes on over lines, to the first blank one."""
    kept = [box.values[0].content]
    for line in box.values[1:4]:
        if line.gap and not AGENDA_ITEM.regex.fullmatch(line.text):
            break
        kept.append(line.content)
    return joined(kept)


def _taker(entry: Entry, form: Form, shared: Sequence[Box]) -> str | None:
    """Who decided, where it was one member or officer: by this decision's box, else by the form's first."""
    for boxes in (entry.boxes, shared):
        for kind in ("taker", "portfolio"):
            for box in boxes:
                if box.kind == kind and box.values:
                    text = (
                        "\n".join(line.text for line in box.values[:4]) if len(box.values) < 6 else box.values[0].text
                    )
                    return None if body_of(text) else taker_of(_unwrapped(box) if "\n" in text else text)
    head = next((found["who"] for line in form.head if (found := TAKEN_BY.search(line.text[:300]))), None)
    taker = taker_of(head) if head and not body_of(head) and POST.match(head) else None
    return committee_name(taker) if taker and taker.isupper() else taker


def _unwrapped(box: Box) -> str:
    """A value over several lines: one that opens a name or a post stays apart, others go on the line before."""
    text = box.values[0].text
    for line in box.values[1:4]:
        apart = re.match(
            r"(?:Councillor|Cllr|Mrs?|Ms|Dr|Cabinet Member|Portfolio Holder|Executive Member)\b", line.text
        )
        text += ("\n" if apart or line.gap else " ") + line.text
    return text


def _reference(entry: Entry, form: Form, shared: Sequence[Box]) -> str | None:
    box = entry.box("reference") or next((each for each in shared if each.kind == "reference"), None)
    if box is None:
        return next((found[1] for line in form.head if (found := TITLE_REFERENCE.fullmatch(line.text))), None)
    found = REFERENCE.search(box.text[:80]) if box.values else None
    return found[0].strip(" .,") if found else None


def _name(title: Mapped | None, entry: Entry) -> str:
    return title.text[:80] if title else entry.boxes[0].label.text[:80]


def decision_titles(section: Section) -> Sequence[str]:
    """What the decisions of a form are about."""
    return [title.text for entry in entries(read_form(section.lines)) if (title := _item(entry)[1])]
