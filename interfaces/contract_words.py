"""A contract's life in plain words, for tables: where it stands, what happened, what is open, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from interfaces.notice_words import is_estimate, published
from interfaces.wording import day, listed, money, months, names, shortened
from queries.answers import Citation, Ref

if TYPE_CHECKING:
    from queries.contracts import ContractRow
    from queries.delegated import Delegated
    from queries.events import Event
    from queries.open_ends import OpenEnd
    from queries.standings import Contradiction, Standing
    from queries.terms import ContractCard, Term
    from queries.trail import Trail

STATES: Final = {
    "proposed": "proposed",
    "out-to-tender": "out to tender",
    "award-delegated": "award delegated",
    "awarded": "awarded",
    "running": "running",
    "extended": "extended",
    "ending": "ending",
    "should-have-ended": "should have ended",
    "ended": "ended",
    "retendered": "tendered or let again",
    "paused": "paused",
    "terminated": "ended early",
    "abandoned": "abandoned",
}
TO_DO: Final = {
    "procure": "put it out to tender",
    "award": "award it",
    "direct-award": "award it directly, without competition",
    "extend": "extend it",
    "vary": "change its terms",
    "start": "start it",
    "end": "let it end",
    "pause": "pause it",
    "terminate": "end it early",
}
DONE: Final = {
    "procure": "tender under way or held",
    "delegate-award": "award delegated",
    "award": "awarded",
    "direct-award": "awarded directly, without competition",
    "extend": "extended",
    "vary": "terms changed",
    "start": "started",
    "end": "ended",
    "pause": "paused",
    "terminate": "ended early, or notice of its end given",
}
PLANNED: Final = {
    "procure": "tender",
    "delegate-award": "delegation of its award",
    "award": "award",
    "direct-award": "award without competition",
    "extend": "extension",
    "vary": "change of its terms",
    "start": "start",
    "end": "end",
    "pause": "pause",
    "terminate": "early end",
}
TERMS: Final = {
    "scheme": "scheme",
    "provider": "provider",
    "annualValue": "value a year",
    "totalValue": "value in all",
    "termMonths": "term",
    "extensionMonths": "may be extended by",
    "startDate": "start",
    "endDate": "end",
    "precededBy": "takes the place of",
}
DELEGATION_STATES: Final = {
    "asked-for": "asked for",
    "granted": "granted",
    "used": "used",
    "unused": "not used",
    "expired": "expired",
    "never-reported": "never reported back",
}
VOTES: Final = {"unanimous": "unanimously", "majority": "by a majority"}
NOT_LET: Final = ("proposed", "out-to-tender", "award-delegated", "paused")
HAPPENS_ONCE: Final = ("award-delegated", "awarded", "ended", "retendered", "terminated", "abandoned")
SENTENCE: Final = 5  # words; fewer are a heading or a cell of a table
QUOTED: Final = 110  # characters of a step's words in a table; JSON and CSV have all


def where(citations: Sequence[Citation], most: int = 2) -> str:
    """Papers and places on one line: `minutes.pdf, page 3, page 5; pack.pdf, page 12`."""
    places: dict[str, dict[str, None]] = {}
    for citation in citations:
        places.setdefault(citation.file_name, {})[citation.place] = None
    shown = [
        f"{file_name}, {', '.join(list(found)[:most])}{', …' if len(found) > most else ''}"
        for file_name, found in list(places.items())[:most]
    ]
    more = f"; and {len(places) - most} more" if len(places) > most else ""
    return "; ".join(shown) + more


def quoted(citations: Sequence[Citation], most: int) -> str:
    """The words to show of several places, in quotation marks and cut short."""
    words = telling(citations)
    return f"“{shortened(words, most)}”" if words else ""


def telling(citations: Sequence[Citation]) -> str:
    """Of the words of several places the first that are a sentence, not a heading or a figure; else the longest."""
    every = [citation.words for citation in citations]
    return next((words for words in every if len(words.split()) >= SENTENCE), max(every, key=len, default=""))


def stands(standing: Standing) -> str:
    """Where a contract stands, in a sentence without its end."""
    word = STATES.get(standing.state or "", "")
    match standing.state:
        case None:
            return "where it stands is not known from these papers"
        case "should-have-ended":
            printed = "" if standing.end_basis == "printed" else ", by its start and term"
            return f"should have ended by {day(standing.end)}{printed}; no paper says so"
        case "ending" if standing.end:
            since = f"; known since {day(standing.since)}" if standing.since else ""
            return f"ending: it is to end on {day(standing.end)}{since}"
    if standing.since:
        return f"{word} {when(standing.state, standing.since)}"
    told = next((place.date for place in standing.citations if place.date), None)
    return f"{word}{f', as told on {day(told)}' if told else ''}; since when is not told"


def state_cell(row: ContractRow) -> str:
    """A contract's state in a table: the word, and since when."""
    if row.state == "should-have-ended":
        return "should have ended; no paper says so"
    word = STATES.get(row.state or "", "not known")
    return f"{word} {when(row.state, row.since)}" if row.since and row.state != "ending" else word


def when(state: str | None, date: str) -> str:
    """When a state began: `on 8 Mar 2018` or `in Mar 2018` for what happens once, `since` for what goes on."""
    if state not in HAPPENS_ONCE:
        return f"since {day(date)}"
    return f"{'on' if date.count('-') == 2 else 'in'} {day(date)}"


def start_cell(row: ContractRow) -> str:
    """When a contract starts; of one that is not let yet it is only planned."""
    planned = row.start and row.state in NOT_LET
    return f"planned\n{day(row.start)}" if planned else day(row.start)


def label_of(contract: Ref) -> str:
    """A contract's name; of a paper that names no council it stands beside another of that name, and says why."""
    return f"{contract.label}{' (of a paper that names no council)' if '/contract/paper-' in contract.iri else ''}"


def told_together(events: Iterable[Event]) -> list[tuple[Event, ...]]:
    """Steps that one sentence of a paper tells of one standing, date and post ("tender and award"), together."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        post = event.delegated_to.iri if event.delegated_to else None
        words = event.citations[0].words if event.citations else None
        told = (event.date, event.status, event.body, post, event.provider, event.published, words)
        groups.setdefault(told, []).append(event)
    return [tuple(group) for group in groups.values()]


def happening(together: Sequence[Event]) -> str:
    """Steps as one sentence, and then the paper's words."""
    words = quoted(together[0].citations, QUOTED)
    return f"{happened(together)}. {words}" if words else happened(together)


def happened(together: Sequence[Event]) -> str:
    """Steps as one sentence without its end: who did, was asked, or is to do what, to whom, with whom, for how much."""
    event = together[0]
    return listed(
        published(together) or _sentence(together),
        f"in consultation with {names(event.consulted)}" if event.consulted else "",
        f"{'supplier' if event.published else 'provider'} {event.provider.label}" if event.provider else "",
        _worth(together),
        limit(event.limit),
        VOTES.get(event.vote or "", ""),
    )


def _worth(together: Sequence[Event]) -> str:
    """What steps tell of money, where it is not the limit of the power that they give."""
    value = next((each.value for each in together if each.value is not None), None)
    told = f"{'estimated ' if is_estimate(together) else ''}value {money(value)}" if value is not None else ""
    return "" if limit(together[0].limit) == f"up to {money(value)}" else told


def limit(told: str | None) -> str:
    """Up to what, or until when, a power is given: an amount as money, a date as people write it."""
    from queries.answers import pounds

    if not told:
        return ""
    if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", told):
        return f"until {day(told)}"
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,2})?", told):
        return f"up to {money(pounds(told))}"
    return f"limit {told}"


def _sentence(together: Sequence[Event]) -> str:
    event = together[0]
    body = event.body.label if event.body else ""
    to_do = _joined(_to_do(each.step, bool(event.delegated_to)) for each in together)
    if event.delegated_to:
        to_do = f"give {event.delegated_to.label} the power to {to_do}"
    by = f", by {body}" if body else ""
    match event.status:
        case "recommended":
            return f"{body or 'The committee'} was asked to {to_do}"
        case "resolved":
            return f"{body} agreed to {to_do}" if body else f"It was decided to {to_do}"
        case "planned":
            return f"Planned: {_joined(PLANNED.get(each.step, each.step) for each in together)}{by}"
        case _ if body and not {"start", "end"} & {each.step for each in together}:
            return f"Reported: {body} agreed to {to_do}"
        case _:
            return f"Reported: {_joined(DONE.get(each.step, each.step) for each in together)}{by}"


def _to_do(step: str, to_post: bool) -> str:
    if step == "delegate-award":
        return "award it" if to_post else "give an officer the power to award it"
    return TO_DO.get(step, step)


def _joined(words: Iterable[str]) -> str:
    """`tender, award and start`, each once."""
    every = list(dict.fromkeys(words))
    return f"{', '.join(every[:-1])} and {every[-1]}" if len(every) > 1 else "".join(every)


def became(row: Delegated) -> str:
    """What became of a power, and how that is known."""
    if row.state == "granted" and not row.why:
        return "given; no later papers are here that could tell of an award"
    return listed(power_state(row), row.why)


def power_state(row: Delegated) -> str:
    """What became of a power, in a word or two."""
    state = DELEGATION_STATES[row.state]
    if row.status == "recommended" and row.state != "asked-for":  # "not used" alone would say that it was given
        return f"asked for, no decision on it found; {state}"
    return state


def open_end(end: OpenEnd) -> str:
    """What is open, since when, and who has to act or to report."""
    return _open_end(end, f" ({end.whose.label})" if end.whose else "")


def open_since(end: OpenEnd) -> str:
    """What is open, and since when, for a page that says apart who has to act."""
    return _open_end(end, "")


def _open_end(end: OpenEnd, by: str) -> str:
    if end.step == "end":
        return end.what.replace("by then", f"by {day(end.since)}")
    noun = PLANNED.get(end.step, end.step)
    how = {
        "recommended": "asked for", "resolved": "agreed", "reported": "reported", "planned": "planned for"
    }.get(end.status, end.status)  # fmt: skip
    when = f"{how} {day(end.since)}" if end.since else "planned, no day told" if end.status == "planned" else how
    return f"{noun} {when}{by}: {end.what}"


def contradiction(found: Contradiction) -> str:
    """Values side by side, each with who gives it."""
    values = (f"{value(found.term, each.value)} ({where(each.citations, 1)})" for each in found.values)
    return f"{TERMS.get(found.term, found.term)}: {' or '.join(values)}"


def value(term: str, told: str) -> str:
    """A term's value as people write it."""
    from queries.answers import pounds

    match term:
        case "annualValue" | "totalValue":
            return money(pounds(told))
        case "termMonths" | "extensionMonths":
            return months(int(told))
        case "startDate" | "endDate":
            return day(told)
        case _:
            return told


def term_name(terms: Sequence[Term]) -> str:
    """What a term is called, by its values: an extension that was taken is no option."""
    return "extended by" if all(term.taken for term in terms) else TERMS[terms[0].name]


def terms_of(card: ContractCard, state: str | None = None) -> str:
    """A contract's terms on one line, each value that papers give; the start of one that is not let is a plan."""
    shown: dict[str, list[Term]] = {}
    for term in card.terms:
        if term.name not in ("scheme", "precededBy"):
            shown.setdefault(term.name, []).append(term)
    return listed(
        *(
            f"{'planned ' if name == 'startDate' and state in NOT_LET else ''}{term_name(shown[name])}: "
            f"{' / '.join(value(name, term.value) for term in shown[name])}"
            for name in TERMS
            if name in shown
        )
    )


def facts(answer: Trail, card: ContractCard) -> Iterable[tuple[str, str]]:
    """What to know of one contract of a trail, label and words."""
    contract = card.contract
    standing = next((each for each in answer.standings if each.contract.iri == contract.iri), None)
    if standing and standing.citations:
        yield "Told by", where(standing.citations)
    if terms := terms_of(card, standing.state if standing else None):
        given = tuple(dict.fromkeys(place for term in card.terms for place in term.citations if term.name != "scheme"))
        yield "Terms", f"{terms} ({where(given)})"
    if before := [term.thing.label for term in card.of("precededBy") if term.thing]:
        yield "Replaces", ", ".join(before)
    after = [each.contract.label for each in answer.contracts if contract in (t.thing for t in each.of("precededBy"))]
    if after:
        yield "Replaced by", ", ".join(after)
    ends = [open_end(each) for each in answer.open if each.contract.iri == contract.iri]
    yield from _rows("Open", ends or ["nothing, going by these papers"])
    differ = [contradiction(each) for each in answer.contradictions if each.contract.iri == contract.iri]
    yield from _rows("Papers differ", differ)
    if unknown := [", ".join(each.what) for each in answer.unknown if each.contract.iri == contract.iri]:
        yield "Not known", unknown[0]


def _rows(label: str, told: Sequence[str]) -> Iterable[tuple[str, str]]:
    """A row each, the label before the first."""
    return ((label if at == 0 else "", words) for at, words in enumerate(told))


def headline(answer: Trail, card: ContractCard) -> str:
    """What a contract is, and where it stands, on one line."""
    standing = next((each for each in answer.standings if each.contract.iri == card.contract.iri), None)
    if standing is None:
        return f"{card.contract.label}: no paper tells a step of it"
    until = f" (as of {day(standing.as_of)}, by these papers)" if standing.as_of else ""
    return f"{label_of(card.contract)}: {stands(standing)}{until}"
