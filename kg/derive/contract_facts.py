"""What the graph knows of contracts' lives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from kg import ids
from kg.derive.contract_dates import first_day
from kg.derive.contract_differences import Difference, differences
from kg.derive.contract_life import Life, life
from kg.derive.contract_steps import HAPPENED, Step, Term
from kg.derive.contract_words import core_of, says
from kg.derive.derivation import PaperDay
from kg.derive.paper_days import PAPERS, TOLD, paper_days
from kg.derive.paper_rows import Row, rows
from kg.derive.published_differences import CHANGING
from kg.vocabulary import CK

if TYPE_CHECKING:
    from kg.store import Store


T = TypeVar("T")
STEPS: Final = """
SELECT ?g ?event ?contract ?step ?status ?date ?body ?post ?provider WHERE { GRAPH ?g {
  %s
  ?event ck:contract ?contract ; ck:step ?step ; ck:eventStatus ?status .
  OPTIONAL { ?event dct:date ?date }
  OPTIONAL { ?event ck:body ?body }
  OPTIONAL { ?event ck:delegatedTo ?post }
  OPTIONAL { ?event ck:provider ?provider }
} }
"""
TERMS: Final = """
SELECT DISTINCT ?g ?contract ?property ?value WHERE { GRAPH ?g {
  %s
  VALUES ?property {
    ck:annualValue ck:totalValue ck:termMonths ck:extensionMonths ck:startDate ck:endDate ck:provider
  }
  ?contract a ck:Contract ; ?property ?value .
} }
"""
# The same of some contracts: of two lists of values every pair is looked up (164 ms of 10 contracts, not 10).
TERMS_OF_SOME: Final = """
SELECT DISTINCT ?g ?contract ?property ?value WHERE { GRAPH ?g {
  %s
  ?contract a ck:Contract ; ?property ?value .
  FILTER(?property IN (
    ck:annualValue, ck:totalValue, ck:termMonths, ck:extensionMonths, ck:startDate, ck:endDate, ck:provider
  ))
} }
"""
PLACES: Final = """
SELECT ?g ?contract ?evidence ?words ?start WHERE { GRAPH ?g {
  %s
  ?contract a ck:Contract ; ck:evidence ?evidence . ?evidence ck:quote ?words ; ck:start ?start .
} }
"""
BEFORE: Final = """
SELECT DISTINCT ?contract ?earlier WHERE { GRAPH ?g { %s ?contract ck:precededBy ?earlier } }
"""
REPLACED: Final = """
SELECT DISTINCT ?later WHERE { GRAPH ?g { %s ?later ck:precededBy ?contract } }
"""
# Papers that tell of a contract as published notices.
NOTICES: Final = """
SELECT DISTINCT ?g ?contract WHERE { GRAPH ?g { %s ?notice a ck:Notice ; ck:contract ?contract } }
"""
# Places where a report asks for a change of a contract, and where anything else tells of a step.
SPOKEN: Final = """
SELECT DISTINCT ?contract ?evidence ?status ?step ?post WHERE { GRAPH ?g {
  %s
  ?event ck:contract ?contract ; ck:step ?step ; ck:eventStatus ?status ; ck:evidence ?evidence .
  OPTIONAL { ?event ck:delegatedTo ?post }
} }
"""
LABELS: Final = """
SELECT ?thing ?label WHERE { GRAPH <https://w3id.org/committee-kg/graph/identity> {
  VALUES ?kind { ck:Contract ck:Provider } ?thing a ?kind ; rdfs:label ?label .
} }
"""
# Of these each paper's rows may be kept (kg.derive.paper_rows).
OF_PAPERS: Final = (STEPS, TERMS, PLACES, BEFORE, SPOKEN, PAPERS, TOLD)


@dataclass(frozen=True, slots=True)
class Facts:
    """What papers tell of contracts, by the contract's IRI.

    before, followers  the contracts that one replaces, and those that replace it
    told_in            the papers that tell of it
    newest             the day of each council's newest paper
    """

    steps: Mapping[str, list[Step]]
    terms: Mapping[str, list[Term]]
    before: Mapping[str, set[str]]
    labels: Mapping[str, str]
    papers: Mapping[str, PaperDay]
    told_in: Mapping[str, set[str]]
    followers: Mapping[str, list[str]]
    newest: Mapping[str, str]

    @property
    def contracts(self) -> list[str]:
        """All contracts that papers tell of."""
        return sorted(self.told_in)

    def after(self, contract: str) -> list[str]:
        """The contracts that replace one."""
        return self.followers.get(contract, [])

    def newest_day(self, contract: str) -> str | None:
        """The day of the newest paper of the councils whose papers tell of a contract."""
        return self.heard_by(self.told_in.get(contract, ()))

    def heard_by(self, papers: Collection[str]) -> str | None:
        """The day of the newest of some papers, and of all others of their councils."""
        telling = [self.papers[paper] for paper in papers if paper in self.papers]
        days = [self.newest.get(paper.council or "") for paper in telling]
        own = [first_day(paper.day) for paper in telling if paper.day]
        return max((*filter(None, days), *own), default=None)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is asked of a whole base, whichever contracts are meant: papers' days, the newest, names of things."""

    papers: Mapping[str, PaperDay]
    newest: Mapping[str, str]
    labels: Mapping[str, str]


def whole(store: Store) -> Whole:
    """Read it. Whoever asks one generation often keeps it."""
    papers = paper_days(store)
    return Whole(papers, _newest(papers.values()), _labels(store))


def read(
    store: Store,
    contracts: Collection[str] | None = None,
    *,
    with_terms: bool = True,
    known: Whole | None = None,
) -> Facts:
    """What papers tell of some contracts and of those that replace them, or of all; without terms in half the time."""
    known = known or whole(store)
    papers, labels = known.papers, known.labels
    if contracts is not None:
        contracts = {*contracts, *(later or "" for (later,) in _ask(store, REPLACED, contracts))}
    notices = set(_ask(store, NOTICES, contracts))
    terms, told_in = _terms(store, contracts, papers, labels, notices) if with_terms else ({}, defaultdict(set))
    before: dict[str, set[str]] = defaultdict(set)
    for later, earlier in _ask(store, BEFORE, contracts):
        before[later or ""].add(earlier or "")
    steps: dict[str, list[Step]] = defaultdict(list)
    for step, paper in _steps(store, contracts, papers, notices):
        steps[step.contract].append(step)
        told_in[step.contract].add(paper)
    return Facts(steps, terms, before, labels, papers, told_in, _followers(before), known.newest)


def of_some(facts: Facts, contracts: Collection[str]) -> Facts:
    """What `read` gives for some contracts, of the facts of all."""
    wanted = sorted({*contracts, *(later for contract in contracts for later in facts.after(contract))})
    before = _only(facts.before, wanted)
    return replace(
        facts,
        steps=_only(facts.steps, wanted),
        terms=_only(facts.terms, wanted),
        before=before,
        told_in=_only(facts.told_in, wanted),
        followers=_followers(before),
    )


def _only(every: Mapping[str, T], wanted: Iterable[str]) -> dict[str, T]:
    return {key: every[key] for key in wanted if key in every}


def _followers(before: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The contracts that replace each one, of those that each replaces."""
    found: dict[str, list[str]] = defaultdict(list)
    for later in sorted(before):
        for earlier in sorted(before[later]):
            found[earlier].append(later)
    return found


def _newest(papers: Iterable[PaperDay]) -> dict[str, str]:
    """The day of each council's newest paper."""
    found: dict[str, str] = {}
    for paper in papers:
        if paper.council and paper.day:
            found[paper.council] = max(found.get(paper.council, ""), first_day(paper.day))
    return found


def _steps(
    store: Store, contracts: Collection[str] | None, papers: Mapping[str, PaperDay], notices: Collection[Row]
) -> Iterator[tuple[Step, str]]:
    seen: set[tuple[str, str]] = set()
    for paper, event, contract, step, status, date, body, post, provider in sorted(
        _ask(store, STEPS, contracts), key=str
    ):
        if (event or "", contract or "") in seen:
            continue
        seen.add((event or "", contract or ""))
        names = [(iri or "").removeprefix(CK) for iri in (step, status)]
        day = papers[paper or ""].day if paper in papers else None
        published = (paper, contract) in notices
        told = Step(event or "", contract or "", names[0], names[1], date, day, body, post, provider, published)
        yield told, paper or ""


def _terms(
    store: Store,
    contracts: Collection[str] | None,
    papers: Mapping[str, PaperDay],
    labels: Mapping[str, str],
    notices: Collection[Row],
) -> tuple[dict[str, list[Term]], dict[str, set[str]]]:
    """The terms that papers give for contracts, each with the places that say so, and the papers that tell of each."""
    places: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    told_in: dict[str, set[str]] = defaultdict(set)
    for paper, contract, evidence, words, start in _ask(store, PLACES, contracts):
        places[paper or "", contract or ""].append((int(start or 0), evidence or "", words or ""))
        told_in[contract or ""].add(paper or "")
    terms: dict[str, list[Term]] = defaultdict(list)
    asked, taken = _asked(store, contracts)
    for paper, contract, prop, value in sorted(
        _ask(store, TERMS if contracts is None else TERMS_OF_SOME, contracts), key=str
    ):
        iri, name, text = contract or "", (prop or "").removeprefix(CK), value or ""
        cited = sorted(places[paper or "", iri])
        saying = [evidence for _at, evidence, words in cited if says(name, labels.get(text, text), words)]
        day = papers[paper or ""].day if paper in papers else None
        sources = tuple(saying or [each[1] for each in cited[:1]])
        wanted = only_asked(name, saying, [each[1] for each in cited], asked.get(iri, ()))
        done = name == "extensionMonths" and not taken.get(iri, set()).isdisjoint(saying)
        terms[iri].append(Term(iri, name, text, day, sources, wanted, done, (paper, contract) in notices))
    return terms, told_in


def only_asked(name: str, saying: Collection[str], cited: Collection[str], asked: Collection[str]) -> bool:
    """Does a paper give a term only in asking for a change: when a contract would end, by how much to extend it?

    saying  the places in the paper that say the value; cited: all that it has on the contract; asked: those that ask
    An extension of which no place says the length is the one that the paper asks for, not an option: its length stands
    in the head of a table, or is worked out from two dates.
    """
    if name not in ("endDate", "extensionMonths"):
        return False
    if saying or name == "endDate":
        return set(saying or list(cited)[:1]) <= set(asked)
    return any(place in asked for place in cited)


def _asked(store: Store, contracts: Collection[str] | None) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """By contract places that ask for a change of it, and tell nothing else of it; and those that tell of an extension.

    A power to extend that an officer was given is no extension yet.
    """
    asked: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    taken: dict[str, set[str]] = defaultdict(set)
    for contract, place, status, step, post in _ask(store, SPOKEN, contracts):
        change, standing = (step or "").removeprefix(CK), (status or "").removeprefix(CK)
        (asked if change in CHANGING and standing == "recommended" else told)[contract or ""].add(place or "")
        if change == "extend" and standing in HAPPENED and not post:
            taken[contract or ""].add(place or "")
    return {contract: places - told[contract] for contract, places in asked.items()}, taken


def _labels(store: Store) -> dict[str, str]:
    return {thing or "": label or "" for thing, label in _ask(store, LABELS)}


def _ask(store: Store, query: str, contracts: Collection[str] | None = None) -> Iterator[tuple[str | None, ...]]:
    from kg.project import terms

    if contracts is None:
        yield from rows(store, everywhere(query))
        return
    wanted = sorted(contracts)
    for at in range(0, len(wanted), LOT):
        values = " ".join(str(terms.node(iri)) for iri in wanted[at : at + LOT])
        yield from rows(store, query % f"VALUES ?contract {{ {values} }}")


def everywhere(query: str) -> str:
    """A query for all contracts."""
    return query.replace("%s", "")


LOT: Final = 200  # contracts asked for at once: a query may have 50,000 characters


def lives(facts: Facts, on: str | None = None) -> dict[str, Life]:
    """Every contract's life: on a day, or, without one, on that of the newest paper that could tell of it."""
    return {contract: life_of(facts, contract, on) for contract in facts.contracts}


def life_of(facts: Facts, contract: str, on: str | None = None) -> Life:
    """One contract's life, with what became of the service by the contracts that replace it."""
    successors = [step for later in facts.after(contract) for step in facts.steps.get(later, ())]
    day = on or facts.newest_day(contract)
    return life(contract, facts.steps.get(contract, ()), facts.terms.get(contract, ()), day, successors)


def differences_of(facts: Facts, contract: str) -> tuple[Difference, ...]:
    """Where papers contradict each other on a contract."""
    label = facts.labels.get(contract, "")
    return tuple(differences(contract, label, facts.steps.get(contract, ()), facts.terms.get(contract, ())))


def services(labels: Mapping[str, str], before: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """For each contract those for the same service: before and after it, or named alike but for stock words."""
    groups: dict[str, set[str]] = {}
    cores: dict[str, str] = {}
    pairs = [(later, earlier) for later, found in before.items() for earlier in found]
    for contract in sorted(labels):
        if core := core_of(labels[contract]):
            pairs.append((contract, cores.setdefault(f"{ids.scope_of(contract)} {core}", contract)))
    for one, other in pairs:
        together = groups.get(one, {one}) | groups.get(other, {other})
        groups.update(dict.fromkeys(together, together))
    return groups
