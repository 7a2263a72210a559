"""Who is named in a report's contact box, officers and members, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.divide.sections import Section
from ingest.extract.reports.contact_blocks import contact_blocks
from ingest.extract.reports.contact_boxes import Column, Side, columns, emails
from ingest.extract.reports.label_blocks import Field, Piece, fields, places_of, rows_of, tokens
from ingest.extract.reports.report_head import BOX_LABELS, Head, head_of, meeting_of, title_of
from ingest.extract.words.addresses import EMAIL
from ingest.extract.words.named_posts import NOBODY, is_person, named_posts
from ingest.extract.words.wordings import Wording
from kg.evidence import Evidence
from kg.names import TITLES, fold, person_name, without_title
from kg.records import Contact, Issue, MeetingKey, PersonMention

PHONE = re.compile(r"(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]{0,2}\d){7,9}(?!\d)")
REACH_LABEL = re.compile(
    r"\b(?:e-?mail|tel(?:ephone)?|phone|mobile|direct (?:line|dial)|ext(?:ension)?)\b\.?\s*(?:no\.?|number"
    r"|address)?\s*:?",
    re.IGNORECASE,
)
ROLE = Wording(
    r"(?:vice|deputy|co)?[\s-]*chair(?:man|woman|person)?s?\b|(?:deputy )?leader\b|spokes\w+|(?:lead )?members?\b"
    r"|mayor\b|(?:lead |deputy )?(?:cabinet|executive|portfolio|committee|local) (?:member|holder|lead)\b",
    reads=["Chair", "Vice-Chairman", "Cabinet Member for Places"],
    leaves=["Chairlie Bone", "Anna Bone"],
)
BETWEEN = re.compile(r"\s*[/;\n]\s*|\s*,\s*|\s+and\s+|\s*&\s*|\s+[–-]\s+|\s*[()]\s*")
SURNAME = re.compile(r"(?:[A-Z][\w'’.-]*|[dv][aeo]n?|[dv]e[rn])(?:\s+(?:[A-Z][\w'’.-]*|[dv][aeo]n?|[dv]e[rn])){0,3}")
# A line that breaks off behind an initial goes on with the surname.
INITIAL_LAST = re.compile(r"\b[A-Z]\.?$")
# Words that open a box of contacts at the end of a report.
LATE_BOX = Wording(
    r"(?:contact officers?|officer contacts?|report authors?|contact details|(?:for )?further information(?: contact)?)"
    r"(?:\(s\))?\s*(?::|$)",
    reads=["Contact Officer: Jane Dow", "Report author", "Contact details"],
    leaves=["Contact was made with every household"],
)
LATE_LINES = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a contact box, with what the box gives for them."""

    name: str
    post: str | None = None
    email: str | None = None
    telephone: str | None = None


def contacts(section: Section) -> Iterator[Contact | PersonMention | Issue]:
    """A report's contacts, each also as a person; an issue for a column with particulars and nobody's name."""
    head = head_of(section)
    title, meeting = title_of(section, head), meeting_of(section, head)
    box = _box(section, head)
    if not box or not _reaches(box):
        found = list(_from_blocks(section, title, meeting))
        yield from found
        box = box or (() if found else _reachable_author(head))
    for column in columns(box, section.document):
        pieces = [value for each in column.fields for value in each.values]
        people = people_of(column)
        if pieces and not people:
            evidence = places_of(section.document, pieces)
            yield Issue("unnamed-contact", f"{column.side} contact without a name", evidence)
        for person in people:
            evidence = places_of(section.document, pieces)
            posts = (person.post,) if person.post else ()
            if title:
                yield _contact(title, column.side, person, evidence, meeting)
            yield PersonMention(person.name, column.side, evidence, posts, person.email, person.telephone)


def _from_blocks(section: Section, title: str | None, meeting: MeetingKey | None) -> Iterator[Contact | PersonMention]:
    """The people of blocks at the report's end, where no box of its head says how to reach anybody."""
    for block in contact_blocks(section):
        side: Side = "member" if block.is_member else "officer"
        person = Person(block.name, _folded(" ".join(block.post)), block.email, block.telephone)
        evidence = places_of(section.document, block.pieces)
        if title:
            yield _contact(title, side, person, evidence, meeting)
        posts = (person.post,) if person.post else ()
        yield PersonMention(person.name, side, evidence, posts, person.email, person.telephone)


def _contact(
    title: str, side: Side, person: Person, evidence: tuple[Evidence, ...], meeting: MeetingKey | None
) -> Contact:
    return Contact(title, person.name, side, evidence, meeting, person.post, person.email, person.telephone)


def _box(section: Section, head: Head) -> Sequence[Field]:
    """The box in the head; else one at the end of the report that gives an address or a number."""
    if head.box:
        return _with_author(head)
    rows = rows_of(section)
    start = next((i for i in range(len(rows) - 1, 0, -1) if LATE_BOX.match(rows[i][1].text)), None)
    if start is None:
        return ()
    held, _ = fields(tokens(rows[start : start + LATE_LINES], BOX_LABELS))
    return held if _reaches(held) else ()


def _reaches(box: Sequence[Field]) -> bool:
    """Whether a box gives an address or a number."""
    reach = [value.text for each in box if each.kind in ("email", "tel") for value in each.values]
    return any("@" in words or PHONE.search(words) for words in reach)


def _reachable_author(head: Head) -> Sequence[Field]:
    """The author's own field as the box, where it says how to reach them: "Author: Ann Lee, Planner (ann.lee@…)"."""
    for each in head.held:
        words = each.values[0].text if each.kind == "from" and each.values else ""
        if EMAIL.search(words) or PHONE.search(words):
            return (replace(each, kind="name", values=each.values[:1]),)
    return ()


def _with_author(head: Head) -> Sequence[Field]:
    """The head's box; where it names nobody, with the author named above it."""
    named = any(each.kind in ("name", "names") or (each.heads and each.values) for each in head.box)
    author = next((each for each in head.held if each.kind == "from" and len(each.values) == 1), None)
    return head.box if named or author is None else (replace(author, kind="name"), *head.box)


def people_of(column: Column) -> tuple[Person, ...]:
    """The people of a column, the column's posts, addresses and numbers dealt to them."""
    people = _named(column.side, _text(column.pieces("name", "names")))
    if not people:
        return ()
    people = _with_posts(people, _text(column.pieces("post")))
    groups = [column.pieces(*kinds) for kinds in (("name", "names"), ("email",), ("tel",))]
    people = _with_emails(people, [email for group in groups for email in emails(group)])
    return _with_phones(people, _phones([piece for group in groups for piece in group]))


def _text(pieces: Sequence[Piece]) -> str:
    """Values as words, lines kept apart."""
    text = ""
    for before, piece in zip((None, *pieces), pieces, strict=False):
        apart = before and before.row != piece.row and not INITIAL_LAST.search(text)
        text += ("\n" if apart else " " if before else "") + piece.text
    return text


def _named(side: Side, text: str) -> tuple[Person, ...]:
    """The people in the words of a name field; members may have surnames only, and either may have posts beside."""
    if side == "member" or re.match(r"(?:cllrs?|councillors?)\b", text, re.IGNORECASE):
        return tuple(_members(text))
    found = [Person(without_title(each.name), _folded(each.post)) for each in named_posts(text)]
    if not found and SURNAME.fullmatch(without_title(text)) and is_person(without_title(text)):
        found = [Person(without_title(text))]
    return tuple(found)


def _members(text: str) -> Iterator[Person]:
    people: list[Person] = []
    last = 0
    for start, end in _between(text):
        part = text[start:end]
        bare = without_title(part)
        if ROLE.match(bare) and people:
            post = text[last:end] if people[-1].post and last else part
            people[-1] = replace(people[-1], post=_folded(post))
            last = last or start
        elif bare and SURNAME.fullmatch(bare) and not NOBODY.fullmatch(bare) and bare.lower() not in TITLES:
            people.append(Person(bare))
            last = 0
        elif people and people[-1].post and last:
            people[-1] = replace(people[-1], post=_folded(text[last:end]))
    yield from people


def _between(text: str) -> Iterator[tuple[int, int]]:
    """Where the words between separators stand."""
    start = 0
    for found in BETWEEN.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _folded(post: str | None) -> str | None:
    """A post without the address and the number printed behind it."""
    if not post:
        return None
    bare = REACH_LABEL.sub(" ", PHONE.sub(" ", EMAIL.sub(" ", post))) if re.search(r"@|\d{5}", post) else post
    return " ".join(bare.split()).strip(" ,;:|–-(") or None


def _with_posts(people: Sequence[Person], text: str) -> tuple[Person, ...]:
    """Each with their post: "Chair/Vice-Chair" is one each; a single post is the first's."""
    if not text:
        return tuple(people)
    parts = [text]
    if len(people) > 1:
        for separator in (r"\s*/\s*|\n", r"\s*[,;]\s*|\n", r"\s*(?:,|;|/|&|\band\b)\s*|\n"):
            parts = [part for part in re.split(separator, text) if part.strip()]
            if len(parts) == len(people):
                break
        else:
            parts = [text]
    posts = [*(_folded(part) for part in parts), *([None] * len(people))]
    return tuple(replace(person, post=post or person.post) for person, post in zip(people, posts, strict=False))


def _with_emails(people: Sequence[Person], found: Sequence[str]) -> tuple[Person, ...]:
    """Each with the address that holds their surname; those left over in order, where none is spare."""
    left = list(found)
    given: list[str | None] = []
    for person in people:
        mine = next((email for email in left if _is_theirs(person, email)), None)
        given.append(mine)
        if mine:
            left.remove(mine)
    if len(left) == given.count(None) or (len(people) == 1 and left and given == [None]):
        rest = iter(left)
        given = [email or next(rest, None) for email in given]
    return tuple(replace(person, email=email) for person, email in zip(people, given, strict=True))


def _is_theirs(person: Person, email: str) -> bool:
    surname = fold(person_name(person.name).surname).replace(" ", "")
    return surname in fold(email.partition("@")[0]).replace(" ", "").replace("-", "")


def _phones(pieces: Sequence[Piece]) -> list[str]:
    return [" ".join(found.split()) for piece in pieces for found in PHONE.findall(piece.text)]


def _with_phones(people: Sequence[Person], found: Sequence[str]) -> tuple[Person, ...]:
    """Each with their number, where there are as many as people; else all with the first."""
    numbers = found if len(found) == len(people) else [*found[:1]] * len(people)
    if not found:
        return tuple(people)
    return tuple(replace(person, telephone=number) for person, number in zip(people, numbers, strict=True))
