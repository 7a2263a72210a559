"""Where a paper's words show that somebody is an officer: beside a post, behind a label, in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from ingest.divide.sections import Section
from ingest.extract.words.given_names import is_given
from ingest.extract.words.named_posts import PERSON, POST_WORDS, is_person, named_posts
from ingest.extract.words.wordings import Wording
from ingest.read.document import Line, Mapped
from kg.evidence import Evidence
from kg.names import TITLES, without_title

_ROLE = (
    r"(?:Director|Manager|Officer|Head(?=\s+(?:of|for)\b|\s*[,.;)]|\s*$)|Lead|Commissioner|Executive|Clerk|Accountant|Solicitor|Lawyer|Advis[eo]r"
    r"|Consultant"
    r"|Co-?ordinator|Secretary|Treasurer|Business Partner|Analyst|Surveyor|Engineer|Planner|Auditor|Registrar"
    r"|Supervisor"
    r"|Inspector|Specialist|Architect|Barrister|(?<=General )Counsel)s?"
)
# "Section 151 Officer" answers for a council's money in England and Wales, "Section 95 Officer" in Scotland.
_POST_WORD = r"(?:[A-Z][\w'’/.-]*|\([A-Z][^()]{0,30}\)|&|(?:151|95)(?=\s+[Oo]fficer))"
_TIE = r"(?:\s+(?:of|and|for|the|to|in)(?:\s+the)?\s+|\s*[-–:;,]\s+|\s+)"
# "Head of Care, Adults and Families", "Acting Service Director: Housing"; the role stands among the first words.
POST = re.compile(
    rf"(?:{_POST_WORD}\s+(?:(?:of|for|and|&)\s+)?){{0,5}}?{_ROLE}\b(?!\s*(?:Name|Tel|E-?mail"
    rf"|Contact))(?:{_TIE}{_POST_WORD}){{0,12}}"
)
# "Ann Lee, Adult Social Care": a team of the council, at the end of its line.
TEAM = re.compile(r"[A-Z]\w+(?:\s+(?:and |& |for |of )?[A-Z]\w+){1,5}(?=$|\s+[A-Z]\w+ [A-Z][\w-]+,)")
BESIDE = Wording(
    r"\s*(?:,|\(|\s[-–](?:\s?\()?|[-–]\s)\s*(?:the\s+|our\s+|its\s+|then\s+)?(?=[A-Z])",
    reads=(", Head of Care", " (Head of Care)", " - Lead Officer", " – (Lead Officer)", ", the Head of Care"),
    leaves=(" said", ". Head of Care"),
)
# A post before the name; "Name of Officer:" and "Responsible Officer" are labels of forms.
BEFORE = Wording(
    rf"(?<!\bof )(?<!\bof\s)\b(?P<post>(?!Name\b|Senior Responsible|Responsible(?! Financ)|Contact"
    rf"|Clearance)(?:[A-Z][\w'’&-]+ ){{0,4}}{_ROLE}"
    r"(?: (?:of|for|to) (?:(?:and|the|of|&|,) ?|[A-Z][\w'’]+,? ?){1,7})?)\s*[,:–-]?\s*$",
    reads=("the Head of Care, ", "Monitoring Officer: ", "the Service Director "),
    leaves=("the officers thanked ", "a directorate of ", "Name of Officer: "),
    exact=True,
)
FORM_LABEL = re.compile(
    r"(?:^|\b)(?!Responsible Financ)(?:Name of|Responsible|Responsible Officer|Lead Officer|Lead|Officer"
    r"|Contact Officer|Executive)\b[^:]{0,20}$"
)
LED_BY = Wording(
    r"\b(?:led|chaired|presented|managed|written|prepared|introduced|headed) by\s+$|\bcontact\s+$|\bthanked\s+$",
    reads=("the team led by ", "please contact ", "The Chair thanked "),
    leaves=("led by the ", "in contact with "),
)
LEAVING = Wording(
    r"\s*,? who (?:was|is|had|has|would be|will be)\b[^.]{0,60}?\b(?:role|post|position|job|stepping down|retir\w+"
    r"|leaving|joining)\b",
    reads=(", who was leaving his post as Head of Care", ", who was retiring"),
    leaves=(", who was asked to report back", ", who lives in the parish"),
)
LABELLED = Wording(
    r"(?:From|Report (?:of|by|from)|(?:Report )?Authors?|(?:Lead|Contact|Responsible|Presenting) officers?"
    r"|Officer contact|Presented by|Prepared by"
    r"|Monitoring Officer|Proper Officer)\s*:\s*(?P<who>.+)",
    reads=("From: Ann Lee and Bob Ray", "Author: Ann Lee, Head of Care", "Lead officer: Ann Lee"),
    leaves=("From April the charge rises", "Name: Cllr Pine"),
)
# Below a label that heads a box, the labels of its parts.
NAMES_PART = re.compile(r"(?:Name|Post|Job|Title|Tel|E-?mail|Date)\b")
# The box at the head of a parish's or town's papers: its clerk, whose name may have initials alone.
CLERK = Wording(
    r"(?:the\s+)?(?P<post>(?:(?:parish|town|community|city|acting|deputy|assistant|locum|interim)\s+){0,2}clerk"
    r"(?:\s*(?:\band\b|&|/|\bto\b)\s*[A-Za-z ]{2,40}?)?)\s*(?::|\s[-–])\s*(?=(?-i:[A-Z]))",
    reads=("Town Clerk: Ann Lee", "Clerk & RFO – Mrs A Lee", "Clerk to the Council: A Lee"),
    leaves=("Clerk to write", "The clerks: a report", "Clerk"),
    at="start",
)
BEHIND_CLERK = re.compile(r"\s*(?:$|[,.;|(–•-]|Tel|E-?mail|[A-Z]|tel|e-?mail|\d|[\w.]+@)")
# A cell or line that ends in those who answer for what it names: "Winter Plan: Ann Lee / Bob Ray".
ANSWERS = Wording(
    r"(?P<what>[^:.]{4,90}):\s+(?P<who>[A-Z][^:.,]{4,60})$",
    reads=("Winter Plan: Ann Lee / Bob Ray",),
    leaves=("Time: 2pm",),
    exact=True,
)
# Somebody who works elsewhere and is only spoken of.
ELSEWHERE = re.compile(
    r"\b(?:University|Trust|Hospital|Healthwatch|Police|Constabulary|NHS|CCG|Ltd|Limited|Charity|Foundation"
    r"|Association|Partnership Board|Institute"
    r"|Secretary of State|Minister|MP|Government|Ombudsman)\b"
)
OTHER_COUNCIL = re.compile(r"\b(?:of|at|for|from)\s+(?P<name>(?:[A-Z][\w'’-]+\s+){1,4}Council)\b")
# A member by the office named behind the name.
IN_OFFICE = re.compile(
    r"[\s,(–-]*(?:the )?(?:Deputy |Vice-? ?)?"
    r"(?:Cabinet Member|Executive Member|Lead Member|Portfolio Holder|Leader of|Mayor|Chair)\b"
)
# How far behind a name its post may open.
BESIDE_REACH = 8
# How far before a name its title stands at most.
TITLE_REACH = 60
TITLE = re.compile(r"(?:Mrs?|Ms|Miss|Mx|Dr|Revd?)\b\.?\s+")
COUNCILLOR = re.compile(r"\b(?:Councillors?|Cllrs?|Alderman|Lord|Lady|Mayor)\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """An officer's name at one place, with the post printed beside it."""

    name: str
    evidence: Evidence
    post: str | None = None


def sightings(section: Section) -> Iterator[Sighting]:
    """Every place in a section that shows an officer."""
    lines = [line for line in section.lines if not line.furniture]
    for line, after in zip_longest(lines, lines[1:]):
        yield from _labelled(section, line, after)
        yield from _clerk(section, line)
        yield from _answering(section, line)
    yield from _line_pairs(section)
    for block in section.blocks:
        yield from _in_text(section, block.content)
        for cell in (cell for line in block.lines for cell in line.cells[1:] if PERSON.match(cell.text)):
            yield from _in_text(section, cell)  # "Contact ¦ Ann Lee, Head of Care": no "Contact Ann"
    if section.kind == "training-plan":
        for block in section.blocks:
            yield from _given_names(section, block.content)


def _labelled(section: Section, line: Line, after: Line | None) -> Iterator[Sighting]:
    """Those behind a label such as "From:", on its line, in the cell beside it, or on the next line."""
    found = LABELLED.match(line.text) if ":" in line.text else None
    if found:
        yield from _listed(section, line.content.piece(*found.span("who")))
    elif after and LABELLED.match(f"{line.text.rstrip(':')}: X"):
        heads = line.bold and not after.is_row and not NAMES_PART.match(after.text)
        if heads or line.text.endswith(":"):
            yield from _listed(section, after.content)


def _clerk(section: Section, line: Line) -> Iterator[Sighting]:
    """The clerk whom the head of a paper names with the post before the name: "Clerk: A Lee, 3 Mill Lane"."""
    label = CLERK.match(line.text)
    start = label.end() if label else 0
    if title := TITLE.match(line.text, start):
        start = title.end()
    name = PERSON.match(line.text, start) if label else None
    if label and name and is_person(name[0]) and BEHIND_CLERK.match(line.text, name.end()):
        evidence = section.document.evidence(line.content, label.start("post"), name.end())
        yield Sighting(name[0], evidence, str(label["post"]).strip())


def _answering(section: Section, line: Line) -> Iterator[Sighting]:
    """Cells that are a list of people, or end in one behind a colon; given names make sure that no place is meant."""
    for cell in line.cells:
        found = ANSWERS.match(cell.text) if ":" in cell.text else None
        who = cell.piece(*found.span("who")) if found else cell if line.is_row else None
        if who and len(who) < 90 and _all_people(who.text):
            yield from _listed(section, who)


def _all_people(text: str) -> bool:
    names = [part.strip() for part in re.split(r"\s*(?:/|,|;|&|\band\b)\s*", text) if part.strip()]
    return bool(names) and all(is_person(name) and is_given(name.split()[0]) for name in names)


def _listed(section: Section, words: Mapped) -> Iterator[Sighting]:
    for person in named_posts(words.text):
        member = COUNCILLOR.search(words.text[: person.start]) or IN_OFFICE.match(words.text, person.end)
        if not member and not _is_outsider(section, person.post):
            end = person.end
            if person.post and (at := words.text.find(person.post, end)) >= 0:
                end = at + len(person.post)
            yield Sighting(person.name, section.document.evidence(words, person.start, end), person.post)


def _line_pairs(section: Section) -> Iterator[Sighting]:
    """A name alone on its line with a post alone on the next, as front sheets print them."""
    lines = [line for line in section.lines if not line.furniture]
    for line, after in pairwise(lines):
        if is_person(line.text) and not after.is_row and POST.fullmatch(after.text) and len(after.text) < 90:
            yield Sighting(without_title(line.text), section.document.evidence(line.content), after.text)


def _in_text(section: Section, content: Mapped) -> Iterator[Sighting]:
    """Names in running words that stand beside a post, or are said to lead or to leave."""
    for found in people_in(content.text):
        post = _post_beside(content.text, found)
        if post is None and not _is_told(content.text, found):
            continue
        if not _is_outsider(section, post and post + _place_after(content.text, post)):
            end = found.end()
            if post and 0 <= (at := content.text.find(post, end)) <= end + BESIDE_REACH:
                end = at + len(post)
            evidence = section.document.evidence(content, found.start(), end)
            yield Sighting(without_title(found[0]), evidence, post or None)


def people_in(text: str) -> Iterator[re.Match[str]]:
    """Words that can be a person's name, in order; councillors left out."""
    place = 0
    while found := PERSON.search(text, place):
        first = found[0].split()[0]
        if is_person(found[0]) and first.strip(".").lower() not in TITLES and not _is_member(text, found):
            yield found
            place = found.end()
        else:
            place = found.start() + max(1, len(first))


def _is_member(text: str, found: re.Match[str]) -> bool:
    """Whether a councillor's title stands before a name, or a member's office behind it."""
    before = text[max(0, found.start() - TITLE_REACH) : found.start()]
    return bool(COUNCILLOR.search(before) or IN_OFFICE.match(text, found.end()))


def _post_beside(text: str, found: re.Match[str]) -> str | None:
    """The post printed right after a name or right before it; None where there is none."""
    beside = BESIDE.regex.match(text, found.end())
    known = is_known(text, found)
    post = _post_at(text, beside.end()) if beside else None
    if post and (known or _reads_as_name(found[0], post)):
        return _cut(post)
    if beside and known and (team := TEAM.match(text, beside.end())):
        return "" if all(word.lower() in POST_WORDS for word in re.findall(r"[A-Za-z]+", team[0])) else None
    after = _post_at(text, found.end() + 1) if text[found.end() : found.end() + 1] == " " else None
    if known and after and " " in _cut(after):
        return _cut(after)
    before = BEFORE.search(text[max(0, found.start() - 90) : found.start()])
    if known and before and " " in before["post"] and not FORM_LABEL.match(before["post"].strip()):
        return re.sub(r"^The\s+", "", str(before["post"])).strip(" ,:–-")
    return None


def _post_at(text: str, start: int) -> str | None:
    """The post that opens here; letters behind a name ("OBE and Clerk …") are none."""
    post = POST.match(text, start)
    words = post[0].split(" ", 2) if post else []
    return post[0] if post and not (words[1:2] == ["and"] and words[0].isupper()) else None


def is_known(text: str, found: re.Match[str]) -> bool:
    """Whether a name opens with a common given name, or a title stands before it."""
    title = text[: found.start()].rstrip().rsplit(" ", 1)[-1].strip(".(").lower()
    return is_given(found[0].split()[0]) or title in TITLES


def _reads_as_name(name: str, post: str) -> bool:
    """Whether a name without a common given name is no plain pair of words, and the post is one person's."""
    if re.search(r"\b(?:Officers|Managers|Directors|Heads|Leads|Commissioners)\b", post):
        return False
    return not re.search(
        r"(?:ing|tion|ment|ity|ies|ance|ence|ness|ship|ary|ed)\b|\b(?:Plan|Board|Trust|City|Park|House|Hall|Fund)\b",
        name,
    )


def _cut(post: str) -> str:
    """The post without the next person's name and without what a sentence puts behind it."""
    for start in (found.start() for found in re.finditer(r"(?<!\S)[A-Z]", post)):
        name = PERSON.match(post, start) if start > 8 else None
        if name and is_person(name[0]):
            beside = BESIDE.regex.match(post, name.end())
            if is_given(name[0].split()[0]) or (beside and POST.match(post, beside.end())):
                post = post[:start]
                break
    return re.sub(r"(?:\s+(?:and|of|for|the|to|in|&)|[\s,;:–-])+$", "", post)


def _is_told(text: str, found: re.Match[str]) -> bool:
    """Whether the words say that a person leads, is to be asked, or leaves a post."""
    if not is_known(text, found):
        return False
    led = LED_BY.search(text[max(0, found.start() - 40) : found.start()])
    leaving = LEAVING.regex.match(text, found.end())
    if led and led[0].startswith(("thanked", "Thanked")):
        return bool(leaving)
    return bool(led or leaving)


def _is_outsider(section: Section, post: str | None) -> bool:
    """Whether a post is one outside the paper's own council."""
    if not post:
        return False
    other = OTHER_COUNCIL.search(post)
    own = section.context.council
    return bool(ELSEWHERE.search(post)) or bool(other and own and other["name"] != own)


def _place_after(text: str, post: str) -> str:
    """Where the post is, as the words behind it say: " at Elm University"."""
    found = re.match(
        r"\s*,?\s*(?:at|of|from|for|with)\s+(?:the\s+)?[A-Z][^.,;]{0,60}", text[text.find(post) + len(post) :]
    )
    return found[0] if found else ""


def _given_names(section: Section, content: Mapped) -> Iterator[Sighting]:
    """Names in a training plan's flattened table: only those with a common given name."""
    for found in people_in(content.text):
        if is_given(found[0].split()[0]):
            yield Sighting(without_title(found[0]), section.document.evidence(content, found.start(), found.end()))
