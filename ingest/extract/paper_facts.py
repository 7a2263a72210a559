"""What a paper is as a whole: its kind, title, date, council, committee, and whether it is exempt from publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.divide.sections import Section
from ingest.extract.decision_notices.decision_notices import decision_titles, exempt_notice
from ingest.extract.exempt_marks import ExemptMark, own_mark, part_marks
from ingest.read.document import Document
from kg.records import Issue, PaperFacts, Record, SectionKind

# "pack" is what binds two or more of these together.
BOUND: dict[SectionKind, str] = {
    "minutes": "minutes",
    "decision-notice": "decision notice",
    "report": "report",
    "action-log": "action log",
    "forward-plan": "forward plan",
    "business-case": "business case",
    "finance-report": "finance report",
}
BY_VIRTUE = re.compile(r"not for publication (?:by virtue of|under|in accordance with) paragraph", re.IGNORECASE)
# The domain of a public body's mail: "clerk@quayford.gov.uk", "clerc@cei.llyw.cymru"; not "sales@quayropes.co.uk".
MAIL_DOMAIN = re.compile(r"(?<=\w)@((?:[\w-]{1,63}\.){1,4}(?:gov|llyw)\.[a-z]{2,6})\b", re.IGNORECASE)
HEAD_LINES = 40
PART = "a part says that it is not for publication, so the whole paper is withheld"


def paper_facts(sections: Sequence[Section], records: Sequence[Record]) -> Iterator[Record]:
    """One PaperFacts record, and an issue where the paper does not say whose it is."""
    document, context = sections[0].document, sections[0].context
    head = [line for line in document.lines[:HEAD_LINES] if line.text]
    evidence = (document.evidence_of(head[:2]),)
    own, parts = _own_mark(sections, "\n".join(line.text for line in head)), tuple(part_marks(sections))
    yield PaperFacts(
        kind=_kind(sections),
        evidence=evidence,
        title=_title(sections),
        date=context.date,
        council=context.council,
        committee=context.committee,
        meeting=context.meeting,
        exempt=own is not None or bool(parts),
        mail_domain=mail_domain(document.text),
        grounds=_grounds(own, parts),
    )
    if own is None:
        yield from (Issue("exempt-part", PART, (document.evidence_of(part.lines),)) for part in parts)
    yield from page_faults(document)
    if not context.council:
        yield Issue("council-unknown", "the paper does not say which council's it is; say so with --council", evidence)


def mail_domain(text: str) -> str | None:
    """The public body's domain that most mail addresses of a paper's words have; None where none or two have most."""
    most = Counter(found[1].lower() for found in MAIL_DOMAIN.finditer(text)).most_common(2)
    return None if not most or (len(most) == 2 and most[0][1] == most[1][1]) else most[0][0]


def page_faults(document: Document) -> Iterator[Issue]:
    """An issue for each thing that reading could not do with some pages.

    A page without words has none to quote: the words that stand nearest before it show where it is.
    """
    held = [line for line in document.lines if line.text]
    for fault in document.faults:
        on_it = [line for line in held if line.page in fault.pages]
        before = [line for line in held if (line.page or 0) < fault.pages[0]]
        body = [line for line in on_it if not line.furniture]
        nearest = body[:1] or on_it[:1] or before[-1:] or held[:1]
        if nearest:
            yield Issue(fault.code, fault.message, (document.evidence_of(nearest),))


def _own_mark(sections: Sequence[Section], head: str) -> ExemptMark | None:
    """Where the paper's head says that it is exempt; a decision form has a box for that, whose label says nothing."""
    if sections[0].kind != "decision-notice":
        return own_mark(sections)
    if BY_VIRTUE.search(head):
        return own_mark(sections) or ExemptMark(())
    notices = (section for section in sections if section.kind == "decision-notice")
    return ExemptMark(()) if any(exempt_notice(section) for section in notices) else None


def _grounds(own: ExemptMark | None, parts: Sequence[ExemptMark]) -> tuple[str, ...]:
    found = {ground for mark in (own, *parts) if mark for ground in mark.grounds}
    return tuple(sorted(found, key=lambda ground: (len(ground), ground)))


def _kind(sections: Sequence[Section]) -> str:
    own = [section.kind for section in sections if section.parent is None and section.kind in BOUND]
    bound = sections[0].kind == "front-sheet" and own  # an agenda or a letter, and what it brings
    if bound or len(set(own)) > 1 or (len(own) > 1 and own[0] == "report"):
        return "pack"
    if own:
        return BOUND[own[0]]
    return "agenda" if sections[0].kind == "front-sheet" else "other"


def _title(sections: Sequence[Section]) -> str | None:
    """A pack is called by its committee and date, any other paper by the title of its first part that has one."""
    context = sections[0].context
    if sections[0].kind == "front-sheet" and context.committee:
        return f"{context.committee}, {context.date}" if context.date else context.committee
    about = decision_titles(sections[0]) if sections[0].kind == "decision-notice" else ()
    if len(about) == 1:
        return about[0]
    titles = [section.title for section in sections if section.title]
    if titles and _kind(sections) == "business case" and len(titles) > 1:
        return f"{titles[0]} and {len(titles) - 1} more business cases"
    return titles[0] if titles else None
