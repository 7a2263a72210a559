"""Business cases: what each offers to save, who answers for it, and which other cases it depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ingest.divide.sections import Section
from ingest.extract.finance.case_dependencies import dependencies
from ingest.extract.finance.case_forms import Form, read_form
from ingest.extract.words.named_posts import NOBODY, Named, named_posts
from ingest.extract.words.references import find_ref, parse_ref, without_ref
from ingest.read.document import Mapped, joined
from ingest.read.flow import flowed, sentences
from kg.evidence import Evidence
from kg.money import find_money
from kg.records import BusinessCase, Issue, PersonMention, Record, Saving, Scheme, SchemeKind

YEAR = re.compile(r"\b(?:20)?(?P<first>\d\d)\s?[/–-]\s?(?:20)?(?P<second>\d\d)\b(?![/–-]?\d)")
# Words of what is still to come; a sum "saved so far" is none.
PROMISE = re.compile(
    r"\b(?:to|will|would|should|aims?|is|are) (?:\w+ ){0,2}?(?:deliver\w*|save[sd]?|achieve\w*|generate\w*|make"
    r"|realise\w*)\b"
    r"|\bsavings? of\b",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"£\s?'?(?:000|k)", re.IGNORECASE)
IN_YEAR = re.compile(r"\s+(?:in|for|during|by|from)\s+(?:the\s+)?(?:financial\s+year\s+)?", re.IGNORECASE)
# How many characters the label of the reference takes, where it stands behind the saving.
REF_REACH = 40
# A cell that opens in lower case is the torn-off end of the cell before it.
TORN = re.compile(r"\n(?=[a-z])")


class Offer(NamedTuple):
    """What a case offers to save, and where it says so."""

    amount: Decimal
    year: str | None
    evidence: Evidence


def business_case(section: Section) -> Iterator[Record]:
    """One case's scheme, saving, responsible officers and dependencies, and issues for what is torn or missing."""
    form = read_form(section)
    title = form.heading or form.value("title")
    if title is None:
        yield Issue("untitled-case", "a business case without a title", (section.evidence,))
        return
    name, ref = without_ref(title.text), _ref(form, title)
    yield Scheme(name, _kind(form, ref), (section.document.evidence(title),), ref, _aliases(form, name))
    people = list(_responsible(section, form))
    responsible = tuple(dict.fromkeys(person.name for person, _ in people))
    offer = _offer(section, form)
    yield _case(section, form, title, ref, responsible, offer)
    if offer:
        places = [offer.evidence, *([_field_evidence(section, form, "officer")] if people else [])]
        yield Saving(name, offer.amount, tuple(places), ref, offer.year, responsible)
    elif "saving" in form.fields:
        yield Issue("value-unread", "a saving without a sum", (_field_evidence(section, form, "saving"),))
    for person, place in people:
        yield PersonMention(person.name, "officer", (place,), (person.post,) if person.post else ())
    yield from _unread_people(section, form, bool(people))
    yield from _torn_brief(section, form)
    yield from dependencies(section, name)


def _case(
    section: Section, form: Form, title: Mapped, ref: str | None, responsible: tuple[str, ...], offer: Offer | None
) -> BusinessCase:
    """The case as its form gives it, without a brief that is torn."""
    brief = _brief(section, form)
    whole = brief if brief and not _is_torn(brief) else None
    places = [section.document.evidence(piece) for piece in (title, whole) if piece]
    if responsible:
        places.append(_field_evidence(section, form, "officer"))
    if offer:
        places.append(offer.evidence)
    return BusinessCase(
        without_ref(title.text),
        tuple(dict.fromkeys(places)),
        ref,
        whole.text if whole else None,
        responsible,
        offer.amount if offer else None,
        offer.year if offer else None,
    )


def _brief(section: Section, form: Form) -> Mapped | None:
    """The brief description on one line; what a converter read twice and put above it is left out."""
    if "brief" not in form.fields:
        return None
    words = form.words.piece(*form.fields["brief"])
    lines = [words.piece(*found.span()) for found in re.finditer(r"[^\n]+", words.text)]
    if len(lines) > 1 and lines[0].text[0].islower() and lines[0].text in joined(lines[1:]).text:
        del lines[0]
    return flowed(lines, section.document.text)


def _is_torn(brief: Mapped) -> bool:
    """Whether it opens in mid-sentence: its cells were put together in the wrong order."""
    return brief.text[0].islower()


def _field_evidence(section: Section, form: Form, field: str) -> Evidence:
    start, end = form.fields[field]
    piece = form.words.piece(start, end)
    return section.document.evidence(piece)


def _kind(form: Form, ref: str | None) -> SchemeKind:
    """A case with a line in the business plan offers a saving; one without is a programme to be paid for."""
    return "savings" if "saving" in form.fields or (ref and find_ref(ref)) else "programme"


def _ref(form: Form, title: Mapped) -> str | None:
    """The case's reference: from its own field, else from the title or the heading above, else the project's code."""
    own = form.value("ref")
    printed = form.value("title")
    for words in (own, title, printed):
        if words and (found := find_ref(words.text)):
            return parse_ref(found[0])
    code = form.value("code")
    return parse_ref(own.text if own else None) or parse_ref(code.text if code else None)


def _aliases(form: Form, name: str) -> tuple[str, ...]:
    """The title in the form, where it differs from the heading above it; a name in brackets at its end counts apart."""
    printed = form.value("title")
    if not printed:
        return ()
    full = without_ref(printed.text)
    bracketed = re.search(r"\(([^()]{6,})\)$", full)
    names = [full, bracketed[1] if bracketed else full]
    return tuple(dict.fromkeys(other for other in names if other.casefold() != name.casefold()))


def _responsible(section: Section, form: Form) -> Iterator[tuple[Named, Evidence]]:
    """The people in the responsible officer's field, each with the place of the name; no posts from a torn cell."""
    if "officer" not in form.fields:
        return
    words = form.words.piece(*form.fields["officer"])
    torn = TORN.search(words.text)
    upto = torn.start() if torn else len(words)

    def known(name: str) -> bool:
        return section.document.text.count(name) > 1

    for person in named_posts(words.text[:upto], known):
        if torn:
            person = replace(person, post=None)
        at = words.text.find(person.post, person.end) if person.post else -1
        end = at + len(person.post or "") if at >= 0 else person.end
        yield person, section.document.evidence(words, person.start, end)


def _unread_people(section: Section, form: Form, found: bool) -> Iterator[Issue]:
    words = form.value("officer")
    if words is None:
        return
    place = _field_evidence(section, form, "officer")
    if TORN.search(form.words.text[slice(*form.fields["officer"])]):
        yield Issue("torn-table", f"the responsible officers' cell is torn: {words.text[:80]}", (place,))
    elif not found and not NOBODY.fullmatch(words.text.strip()):
        yield Issue("torn-text", f"no responsible officer could be read from: {words.text[:80]}", (place,))


def _torn_brief(section: Section, form: Form) -> Iterator[Issue]:
    brief = _brief(section, form)
    if brief and _is_torn(brief):
        place = section.document.evidence(brief)
        yield Issue("torn-table", f"the brief description's cell is torn: {brief.text[:80]}", (place,))


def _offer(section: Section, form: Form) -> Offer | None:
    """The sum of the Saving field, else what the case promises for the plan's year."""
    own = form.value("saving")
    amount = _field_sum(form, own) if own else None
    if own and amount is not None:
        return Offer(amount, _plan_year(section, form, amount), _saving_evidence(section, form))
    return _promised(section)


def _saving_evidence(section: Section, form: Form) -> Evidence:
    """The saving's own line from its label on, the reference beside it included."""
    start, end = form.fields["saving"]
    label = form.words.text.rfind("aving", 0, start)
    opening = form.words.text.rfind("\n", 0, label if label >= 0 else start) + 1
    after = form.fields.get("ref", (end, end))
    closing = after[1] if end <= after[0] <= end + REF_REACH else end
    return section.document.evidence(form.words.piece(opening, closing))


def _field_sum(form: Form, own: Mapped) -> Decimal | None:
    """The first sum in the field; bare figures count as thousands where the label says so."""
    found = next(find_money(own.text), None)
    if found:
        return abs(found.pounds)
    figure = re.match(r"[-–(]?\s?(\d[\d,]*(?:\.\d+)?)", own.text)
    label = form.words.text[: form.fields["saving"][0]].rsplit("\n", 2)
    if figure and THOUSANDS.search(" ".join(label[-2:])):
        return Decimal(figure[1].replace(",", "")) * 1000
    return None


def _plan_year(section: Section, form: Form, amount: Decimal) -> str | None:
    """The financial year of the saving: from the brief description or the title, else where the sum itself is named.

    A sentence counts that names one year only, and no other sum.
    """
    brief, title = form.value("brief"), form.value("title")
    described = list(sentences(brief)) if brief else []
    for sentence in [*reversed(described), *([title] if title else []), *([form.heading] if form.heading else [])]:
        if year := _only_year(sentence.text, amount):
            return year
    told = (sentence for block in section.blocks if "£" in block.text for sentence in sentences(block.content))
    naming = (each for each in told if any(found.pounds == amount for found in find_money(each.text)))
    return next((year for each in naming if (year := _only_year(each.text, amount))), None)


def _only_year(text: str, amount: Decimal) -> str | None:
    years = {_year(found): found for found in YEAR.finditer(text) if _follows(found)}
    others = [found for found in find_money(text) if found.pounds != amount]
    return next(iter(years)) if len(years) == 1 and not others else None


def _follows(found: re.Match[str]) -> bool:
    """Whether the second year is the one after the first: "2018/19", not "15-30"."""
    return (int(found["first"]) + 1) % 100 == int(found["second"])


def _year(found: re.Match[str]) -> str:
    return f"20{found['first']}/{found['second']}"


def _promised(section: Section) -> Offer | None:
    """The sum that a sentence promises for the latest year that it names."""
    for block in section.blocks:
        if "£" not in block.text or not YEAR.search(block.text):
            continue
        for sentence in sentences(block.content):
            if PROMISE.search(sentence.text) and (offer := _latest(section, sentence)):
                return offer
    return None


def _latest(section: Section, sentence: Mapped) -> Offer | None:
    """The sum followed by the latest year: "£2m in 2021/22 and £3m in 2022/23" is 3 million in 2022/23."""
    sums = list(find_money(sentence.text))
    offers: list[tuple[str, Decimal]] = []
    for at, found in enumerate(sums):
        upto = sums[at + 1].start if at + 1 < len(sums) else len(sentence)
        year = YEAR.search(sentence.text, found.end, upto)
        if year and _follows(year) and IN_YEAR.fullmatch(sentence.text, found.end, year.start()):
            offers.append((_year(year), found.pounds))
    if not offers:
        return None
    year_of, amount = max(offers)
    return Offer(amount, year_of, section.document.evidence(sentence))
