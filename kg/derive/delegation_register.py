"""What became of each power that was delegated: used, unused, expired, never reported back, or not known to be any.

    entries = register(grants, facts)    # each grant once, however many papers tell of it, asked for and resolved

What kg can follow is the award of a contract. Of any other power it knows the grant and its last day, not its use; such
a power stays granted. Pure functions of values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.dates import parse_date
from kg.derive.contract_dates import first_day, is_before, last_day, overlap
from kg.derive.contract_steps import AWARDS, Step, has_happened, known_by, takes_back
from kg.derive.limbs import likeness
from kg.names import fold

State = Literal["asked-for", "granted", "used", "unused", "expired", "never-reported"]
# At this share of equal words, a power that was asked for and one that was resolved on the same day are one.
ONE_POWER: Final = 0.7
# What is printed by two papers is printed alike.
ONE_PRINT: Final = 0.95
SETTLING: Final = (*AWARDS, "start")


@dataclass(frozen=True, slots=True)
class Grant:
    """One statement that gives a power, or asks for it. `contract` where it is the power to award one."""

    iri: str
    paper: str
    told: str | None
    status: str
    date: str | None
    post: str | None
    body: str | None
    power: str
    limit: str | None = None
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A grant of power with all statements of it, what became of it, and by which statements that is known.

    state   asked-for where no decision on it is found
    why     in a few words, what was found; empty where nothing was
    """

    grants: tuple[Grant, ...]
    state: State
    why: str
    settled_by: tuple[str, ...] = ()
    on: str | None = None

    @property
    def resolved(self) -> Grant | None:
        """The statement that gives the power; None where it was only asked for."""
        return next((grant for grant in self.grants if grant.status != "recommended"), None)

    @property
    def chief(self) -> Grant:
        """The statement that says most: that of the decision before that of the report."""
        return self.resolved or self.grants[0]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules ask of the papers.

    steps       the steps of all contracts for the same service as one
    day         to which day the papers that could tell of a grant reach
    later       the day of the newest paper of the body of a grant that is later than the papers that tell of it
    name        a thing's name
    """

    steps: Callable[[str], Sequence[Step]]
    day: Callable[[Grant], str | None]
    later: Callable[[Sequence[Grant]], str | None]
    name: Callable[[str], str]


def register(grants: Iterable[Grant], known: Known) -> tuple[Entry, ...]:
    """Every grant of power once, in the order of dates, with what became of it."""
    entries = [_entry(same, bundle, known) for bundle in _bundles(grants) for same in bundle]
    return tuple(sorted(entries, key=lambda each: (each.chief.date or each.chief.told or "~", each.chief.iri)))


def _bundles(grants: Iterable[Grant]) -> Iterator[list[tuple[Grant, ...]]]:
    """Grants of power over one contract together, and of the others those to one post: no others can be one grant."""
    bundles: dict[tuple[bool, str], list[Grant]] = defaultdict(list)
    for grant in grants:
        bundles[bool(grant.contract), grant.contract or grant.post or ""].append(grant)
    return (list(gathered(bundles[key])) for key in sorted(bundles))


def gathered(grants: Iterable[Grant]) -> Iterator[tuple[Grant, ...]]:
    """Statements of one grant together, what was resolved first: printed twice, or asked for and then resolved."""
    given: list[list[Grant]] = []
    asked: list[list[Grant]] = []
    for grant in sorted(grants, key=lambda each: (each.date or "~", each.iri, each.contract or "")):
        kind = asked if grant.status == "recommended" else given
        same = next((group for group in kind if _one_print(group[0], grant)), None)
        if same:
            same.append(grant)
        else:
            kind.append([grant])
    taken = _taken_up(given, asked)
    for at, group in enumerate(given):
        yield (*group, *(grant for asking in taken[at] for grant in asked[asking]))
    used = {asking for found in taken.values() for asking in found}
    yield from (tuple(group) for at, group in enumerate(asked) if at not in used)


def _one_print(one: Grant, other: Grant) -> bool:
    """Do two statements of one standing tell of one grant? One paper prints each grant once, but for a contract's."""
    if one.post != other.post or not _same_time(one, other):
        return False
    if one.contract or other.contract:
        return one.contract == other.contract
    return one.paper != other.paper and likeness(one.power, other.power) >= ONE_PRINT


def _same_time(one: Grant, other: Grant) -> bool:
    return one.date == other.date or bool(one.date and other.date and overlap(one.date, other.date))


def _taken_up(given: Sequence[Sequence[Grant]], asked: Sequence[Sequence[Grant]]) -> dict[int, list[int]]:
    """Which groups that ask for a power each resolved one takes up, the likest first."""
    pairs = sorted(
        (-score, at, asking)
        for at, done in enumerate(given)
        for asking, want in enumerate(asked)
        if (score := _takes_up(done[0], want[0]))
    )
    taken: dict[int, list[int]] = defaultdict(list)
    used: set[int] = set()
    for _score, at, asking in pairs:
        if asking not in used and (given[at][0].contract or not taken[at]):
            taken[at].append(asking)
            used.add(asking)
    return taken


def _takes_up(done: Grant, want: Grant) -> float:
    """How surely a resolved grant is what was asked for: of the same contract, or the same day, post and words."""
    if done.contract or want.contract:
        late = bool(done.date and want.date and is_before(done.date, want.date))
        return 0.0 if done.contract != want.contract or late else 1.0 if _same_time(done, want) else 0.5
    if not _same_time(done, want) or done.post != want.post:
        return 0.0
    score = likeness(done.power, want.power)
    return score if score >= ONE_POWER else 0.0


def _entry(same: tuple[Grant, ...], others: Sequence[tuple[Grant, ...]], known: Known) -> Entry:
    """What became of one grant."""
    chief = next((grant for grant in same if grant.status != "recommended"), same[0])
    on = known.day(chief)
    for rule in (_by_an_award, _by_another_grant, _by_its_last_day):
        if settled := rule(chief, others, known, on):
            state, why, sources = settled
            return Entry(same, state, why, sources, on)
    if chief.status == "recommended":
        return Entry(same, "asked-for", "no decision on it is found", (), on)
    later = known.later(same)
    if chief.contract and later:
        return Entry(same, "never-reported", "later papers of that body tell of no award", (), on)
    why = "" if chief.contract else "only awards of contracts are followed, not the use of other powers"
    return Entry(same, "granted", why, (), on)


Settled = tuple[State, str, tuple[str, ...]] | None


def _by_an_award(grant: Grant, _others: Sequence[tuple[Grant, ...]], known: Known, on: str | None) -> Settled:
    """An award told of that time or later: by whom it was made says whether the power was used."""
    if not grant.contract:
        return None
    after = [step for step in known.steps(grant.contract) if has_happened(step, on) and _not_before(step, grant)]
    awards = sorted((step for step in after if step.step in SETTLING), key=_first)
    if awards:
        award = awards[0]
        return (*_by_whom(award, grant, known), (award.iri,))
    held = [step for step in known.steps(grant.contract) if _speaks_of_a_holder(step, grant, on)]
    if held:
        chosen = min(held, key=_first)
        return "used", "a later paper tells who holds the contract", (chosen.iri,)
    ended = sorted((step for step in after if step.step == "terminate"), key=_first)
    return ("unused", "the contract was given up", (ended[0].iri,)) if ended else None


def _speaks_of_a_holder(step: Step, grant: Grant, on: str | None) -> bool:
    """Does a later paper speak of this very contract as one that somebody holds?"""
    if step.contract != grant.contract or not step.provider or step.step not in ("extend", "vary", "end", "terminate"):
        return False
    if takes_back(step):
        return False
    granted = grant.date or grant.told
    return bool(step.told and granted and is_before(granted, step.told) and known_by(step.told, on))


def _by_whom(award: Step, grant: Grant, known: Known) -> tuple[State, str]:
    holder = fold(known.name(grant.post)) if grant.post else ""
    if award.step == "start":
        return "used", "the contract is told to have started"
    if award.body and fold(known.name(award.body)) == holder:
        return "used", "awarded by the post itself"
    if award.status == "resolved" and award.body:
        return "unused", f"{known.name(award.body)} awarded it"
    if award.body and award.body == grant.body:
        return "unused", f"{known.name(award.body)} awarded it"
    return "used", "the award is reported"


def _by_another_grant(grant: Grant, others: Sequence[tuple[Grant, ...]], known: Known, _on: str | None) -> Settled:
    """The power to award the same contract, given later to another post."""
    if not grant.contract or not grant.date:
        return None
    for other in others:
        later = next((each for each in other if each.status != "recommended"), None)
        if later is None or later.contract != grant.contract or later.post == grant.post:
            continue
        if later.date and is_before(grant.date, later.date):
            return "unused", f"given to {known.name(later.post) if later.post else 'another'} later", (later.iri,)
    return None


def _by_its_last_day(grant: Grant, _others: Sequence[tuple[Grant, ...]], _known: Known, on: str | None) -> Settled:
    last = last_day_of(grant)
    return ("expired", f"its last day was {last}", ()) if last and on and last_day(last) < on else None


def last_day_of(grant: Grant) -> str | None:
    """The day until which a power is given, where its limit is a date."""
    return parse_date(grant.limit) if grant.limit else None


def _not_before(step: Step, grant: Grant) -> bool:
    """Is a step of a grant's time, or later? One without a date must be told by a later paper than the grant."""
    granted = grant.date or grant.told
    if step.date:
        return granted is not None and last_day(step.date) >= first_day(granted)
    return bool(step.told and grant.told and is_before(grant.told, step.told))


def _first(step: Step) -> tuple[str, bool, str]:
    return step.day or "~", step.step == "start", step.iri
