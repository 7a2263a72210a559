"""Recommended against resolved, limb by limb: which recommendation does a decision take up, and did its words change?

Within one meeting and one item only. A decision takes up the recommendation that it shares most words with; of equals
the one with its letter. What is left on the decisions' side was added by the meeting. What is left on the reports' side
was rejected or put off where the minutes say so; where they do not, nothing is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from kg.derive.comparison_refusals import Said, named, puts_off, refuses, said
from kg.derive.limbs import ONE_PROPOSAL, Change, changes, likeness

Outcome = Literal["as-recommended", "amended", "rejected", "deferred", "added"]
# Of an item's only recommendation and only decision, and of two limbs with one letter that nothing else takes up, less
# likeness is enough: "consider the report" and "note the report" are one proposal.
ONLY_ONE: Final = 0.3
ONE_LETTER: Final = 0.4
# Minutes mostly keep the letters of a report's limbs: of two recommendations nearly alike the one with the letter.
SAME_LETTER: Final = 0.1


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb of a recommendation or of a decision, by its IRI; those of one `item` belong together."""

    iri: str
    item: str
    limb: str | None
    text: str

    @property
    def paper(self) -> str:
        """The paper that prints it: what its IRI begins with."""
        return self.iri.rpartition("/")[0].rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Minuted:
    """The minutes of an item in their own words, by the minute's IRI."""

    iri: str
    item: str
    text: str


Part = TypeVar("Part", Limb, Minuted)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A recommendation, the decision that takes it up, what became of it, and the words that changed.

    decision        None where no decision takes the recommendation up
    recommendation  None where the meeting added the decision, or where no report is held
    outcome         None where the minutes do not tell what became of the recommendation
    told_by         the statement that tells the outcome, where no decision repeats the recommendation: a minute
    words           its words
    """

    decision: str | None
    recommendation: str | None
    outcome: Outcome | None
    changed: tuple[Change, ...] = ()
    told_by: str | None = None
    words: str | None = None
    item: str = ""


def compare(
    recommended: Iterable[Limb], decided: Iterable[Limb], minuted: Iterable[Minuted] = ()
) -> Iterator[Comparison]:
    """Each limb of each item that has recommendations and was minuted; of others, only limbs said to be refused."""
    asked, done, told = _by_item(recommended), _by_item(decided), _by_item(minuted)
    for item in sorted(done.keys() | told.keys()):
        if item in asked:
            yield from _of_item(item, asked[item], done.get(item, []), told.get(item, []))
        else:
            yield from _without_report(item, told.get(item, []))


def _by_item(things: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for thing in things:
        found[thing.item].append(thing)
    return found


def _of_item(item: str, asked: list[Limb], done: list[Limb], told: list[Minuted]) -> Iterator[Comparison]:
    settled: set[str] = set()
    pairs = _pairs(asked, done)
    texts = {limb.iri: limb.text for limb in asked}
    for limb in sorted(done, key=lambda each: each.iri):
        found = list(_of_decision(item, limb, pairs.get(limb.iri), texts, asked))
        settled |= {each.recommendation for each in found if each.recommendation}
        yield from found
    left = [limb for limb in sorted(asked, key=lambda each: each.iri) if limb.iri not in settled]
    for limb in left:
        yield _told(item, limb, told, len(asked)) or Comparison(None, limb.iri, None, item=item)


def _of_decision(
    item: str, limb: Limb, takes: str | None, texts: dict[str, str], asked: Sequence[Limb]
) -> Iterator[Comparison]:
    if takes is not None:
        changed = changes(texts[takes], limb.text)
        yield Comparison(limb.iri, takes, _outcome(texts[takes], limb.text, changed), changed, item=item)
        return
    for each in said(limb.text, decision=True):
        meant = [other for other in asked if _means(each, other.limb, len(asked))]
        for other in meant:
            yield Comparison(limb.iri, other.iri, each.verdict, item=item)
        if not meant and each.verdict != "as-recommended":
            yield Comparison(limb.iri, None, each.verdict, item=item)
        if meant or each.verdict != "as-recommended":
            return
    yield Comparison(limb.iri, None, "added", item=item)


def _outcome(recommended: str, decided: str, changed: Sequence[Change]) -> Outcome:
    if changed and refuses(decided) and not refuses(recommended):
        return "rejected"
    if changed and puts_off(decided) and not puts_off(recommended):
        return "deferred"
    return "amended" if changed else "as-recommended"


def _told(item: str, limb: Limb, told: Iterable[Minuted], count: int) -> Comparison | None:
    """What the minutes say in passing became of a recommendation that no decision repeats."""
    for minute in sorted(told, key=lambda each: each.iri):
        for each in said(minute.text):
            if _means(each, limb.limb, count):
                return Comparison(None, limb.iri, each.verdict, (), minute.iri, each.words, item)
    return None


def _means(words: Said, limb: str | None, count: int) -> bool:
    if words.limbs:
        return named(words.limbs, limb)
    return count == 1 or not words.one


def _without_report(item: str, told: Iterable[Minuted]) -> Iterator[Comparison]:
    """Limbs that minutes say were refused or put off, of a report that is not held."""
    for minute in sorted(told, key=lambda each: each.iri):
        for each in said(minute.text):
            if each.limbs and each.verdict != "as-recommended":
                yield Comparison(None, None, each.verdict, (), minute.iri, each.words, item)


def _pairs(asked: Sequence[Limb], done: Sequence[Limb]) -> dict[str, str]:
    """Which recommendation each decision takes up, the decisions of each paper by themselves: they print one list."""
    by_paper: dict[str, list[Limb]] = defaultdict(list)
    for limb in done:
        by_paper[limb.paper].append(limb)
    return {decision: asks for limbs in by_paper.values() for decision, asks in _of_paper(asked, limbs).items()}


def _of_paper(asked: Sequence[Limb], done: Sequence[Limb]) -> dict[str, str]:
    scored = sorted((_scored(one, other) for one in asked for other in done), key=_likeliest)
    taken: dict[str, str] = {}
    best: dict[str, float] = {}
    for pair in scored:
        if pair.score >= ONE_PROPOSAL and pair.decision not in taken and pair.asks not in best:
            taken[pair.decision], best[pair.asks] = pair.asks, pair.score
    # One recommendation may be decided in two limbs, but none that a decision repeats as it stood.
    for pair in scored:
        if pair.score >= ONE_PROPOSAL and pair.decision not in taken and best[pair.asks] < 1:
            taken[pair.decision] = pair.asks
    for pair in scored:
        enough = ONLY_ONE if len(asked) == len(done) == 1 else ONE_LETTER if pair.letter else 2
        if pair.score >= enough and pair.decision not in taken and pair.asks not in best:
            taken[pair.decision], best[pair.asks] = pair.asks, pair.score
    return taken


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    letter: bool
    decision: str
    asks: str


def _scored(asked: Limb, done: Limb) -> _Pair:
    return _Pair(likeness(asked.text, done.text), asked.limb == done.limb, done.iri, asked.iri)


def _likeliest(pair: _Pair) -> tuple[float, bool, str, str]:
    return -pair.score - SAME_LETTER * pair.letter, not pair.letter, pair.decision, pair.asks
