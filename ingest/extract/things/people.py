"""The paper's officers: every form of their names, posts as printed and e-mail addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.divide.sections import Section
from ingest.extract.things.person_sightings import Sighting, sightings
from ingest.extract.words.named_posts import ROLE_WORDS, is_person, named_posts
from ingest.read.document import Document
from kg.evidence import quoted
from kg.mentions import people as people_of
from kg.names import fold, may_be_one, person_name, surname_key, without_title
from kg.records import Attendance, Contact, Issue, Membership, PersonMention, Record, Report

# Looked for from the sign: tried at every word, addresses took a hundredth of the whole way. A line may end within a
# host of a known kind; any other is taken as it stands.
HOST = re.compile(
    r"@(?:\s?(?P<host>[\w-]+(?:\.\s?[a-z][a-z-]*)*\.\s?(?:uk|org|com|net|eu|info|co))\b"
    r"|(?P<other>[\w-]{2,60}(?:\.[a-z][a-z-]{1,30}){1,4})(?![\w@]))"
)
LOCAL = re.compile(r"[A-Za-z][\w.'’-]+$")
LONGEST_LOCAL = 64
# How far behind a name and post an address of the post may stand: "Town Clerk: Ann Lee, Tel 01632 960001, clerk@…".
BOX = 120
# What an officer is at a meeting, as the list of those present says: no chair, no member's office.
SERVES = re.compile(r"\b(?:clerk|officer|director|manager|solicitor|engineer|surveyor)\b", re.IGNORECASE)


def people(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Record]:
    """A PersonMention for each form of each officer's name that no other extractor has recorded.

    Issues name the forms that fit several officers of the paper. Members are left to the front sheet and the minutes.
    """
    document = sections[0].document
    members = _members(records)
    held: dict[str, list[PersonMention]] = defaultdict(list)
    for record in records:
        if isinstance(record, PersonMention) and record.kind == "officer":
            held[fold(record.name)].append(record)
    seen = _gathered(sections, records, document, members)
    emails = _emails(
        document, [*(found[0].name for found in seen.values()), *(m.name for ms in held.values() for m in ms)]
    )
    for key, found in seen.items():
        yield from _mention(found, held.get(key, []), emails.get(key) or _email_of_post(document, found))
    forms = [*(found[0] for found in seen.values()), *(Sighting(m[0].name, m[0].evidence[0]) for m in held.values())]
    yield from _ambiguous(forms)


def _gathered(
    sections: Sequence[Section], records: Sequence[Record], document: Document, members: Sequence[str]
) -> dict[str, list[Sighting]]:
    """The officers' sightings by the form of the name, in the paper's order."""
    every = [*_recorded(document, records), *(found for section in sections for found in sightings(section))]
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for found in sorted(every, key=lambda found: found.evidence):
        if not any(may_be_one(found.name, member) for member in members):
            seen[fold(found.name)].append(found)
    return seen


def _members(records: Sequence[Record]) -> list[str]:
    """Everybody whom the paper shows to be a member."""
    names: dict[str, None] = {}
    for record in records:
        match record:
            case Attendance(role=str(role)) if SERVES.search(role):
                continue
            case Membership(person=name) | Attendance(person=name) | Contact(person=name, kind="member"):
                names[name] = None
            case PersonMention(name=name, kind="member"):
                names[name] = None
    return list(names)


def _recorded(document: Document, records: Sequence[Record]) -> Iterator[Sighting]:
    """Those whom statements name as owners, leads, clearing officers and authors."""
    for record in records:
        if isinstance(record, Report):
            for author in record.authors:
                yield from (_placed(document, record, person.name, person.post) for person in named_posts(author))
        elif isinstance(record, Attendance) and record.role and SERVES.search(record.role):
            yield _placed(document, record, record.person, record.role)
        elif not isinstance(record, Membership | Attendance):
            for kind, name in people_of(record):
                bare = without_title(name)
                if kind == "officer" and is_person(bare):
                    yield _placed(document, record, bare, getattr(record, "post", None))


def _placed(document: Document, record: Record, name: str, post: str | None) -> Sighting:
    """A sighting at the name's own place within the record's evidence, else at the evidence itself."""
    for place in record.evidence:
        at = document.text.find(name, place.start, place.end)
        if at >= 0:
            return Sighting(name, quoted(document.text, at, at + len(name), place.page, place.printed_page), post)
    return Sighting(name, record.evidence[0], post)


def _emails(document: Document, names: Sequence[str]) -> dict[str, str]:
    """E-mail addresses by the form of the name: an address spells out the name, and fits no other officer."""
    found: dict[str, str] = {}
    for local, host in _addresses(re.sub(r"<[^>]{1,12}>", "", document.text)):
        spelt = " ".join(part.capitalize() for part in re.split(r"[._]", local) if part)
        fitting = {fold(name) for name in names if " " in spelt and may_be_one(spelt, name)}
        if len(fitting) == 1:
            address = f"{local}@{host.replace(' ', '')}"
            found.setdefault(fitting.pop(), address.rstrip("."))
    return found


def _email_of_post(document: Document, found: Sequence[Sighting]) -> str | None:
    """The address right behind a name and post that spells the post: "townclerk@…" for the Town Clerk."""
    for sighting in found:
        behind = document.text[sighting.evidence.end : sighting.evidence.end + BOX]
        for local, host in _addresses(behind) if sighting.post else ():
            if sighting.post and _spells_post(local, sighting.post):
                return f"{local}@{host.replace(' ', '')}"
    return None


def _spells_post(local: str, post: str) -> bool:
    """Whether an address is a post's: "townclerk", "clerk" or "the.clerk" of the Town Clerk, "deputy" of the deputy."""
    words = re.findall(r"[a-z]+", post.lower())
    spelt = "".join(word for word in re.findall(r"[a-z]+", local.lower()) if word != "the")
    roles = {word for word in words if word in ROLE_WORDS or word == "deputy"}
    other = spelt.startswith(("deputy", "assistant", "acting")) and spelt[:5] not in {word[:5] for word in words}
    return not other and (spelt == "".join(words) or any(spelt.endswith(role) for role in roles))


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind the sign of each e-mail address."""
    for found in HOST.finditer(text):
        local = LOCAL.search(text, max(0, found.start() - LONGEST_LOCAL), found.start())
        if local:
            yield local[0], found["host"] or found["other"]


def _mention(found: list[Sighting], held: list[PersonMention], email: str | None) -> Iterator[PersonMention]:
    """A record for each post of a form of a name, at least one, unless those held already say as much."""
    posts = _whole(tuple(dict.fromkeys(sighting.post for sighting in found if sighting.post)))
    told = {fold(post) for mention in held for post in mention.posts}
    new = tuple(
        post for post in posts if not any(post_told in fold(post) or fold(post) in post_told for post_told in told)
    )
    known = next((mention.email for mention in held if mention.email), None)
    if held and not new and (known or not email):
        return
    for post in new:
        place = next(sighting.evidence for sighting in found if sighting.post == post)
        yield PersonMention(found[0].name, "officer", (place,), (post,), known or email)
    if not new:
        yield PersonMention(found[0].name, "officer", (found[0].evidence,), (), known or email)


def _whole(posts: tuple[str, ...]) -> tuple[str, ...]:
    """The posts without those that a line's end cut short: another opens with the same words and goes on."""
    return tuple(post for post in posts if not any(other != post and other.startswith(post) for other in posts))


def _ambiguous(forms: Sequence[Sighting]) -> Iterator[Issue]:
    """Forms that fit two officers who cannot be one: "J Reed" beside "Jane Reed" and "John Reed"."""
    by_surname: dict[str, list[Sighting]] = defaultdict(list)
    for form in forms:
        by_surname[surname_key(form.name)].append(form)
    for alike in by_surname.values():
        for form in alike:
            fitting = [other.name for other in alike if other.name != form.name and may_be_one(form.name, other.name)]
            if _are_several(fitting):
                listed = ", ".join(sorted(set(fitting)))
                yield Issue("ambiguous-person", f"{form.name} may be {listed}", (form.evidence,))


def _are_several(names: Sequence[str]) -> bool:
    full = {
        name for name in names if len(person_name(name).initials) and any(len(g) > 1 for g in person_name(name).given)
    }
    return any(not may_be_one(one, other) for one in full for other in full)
