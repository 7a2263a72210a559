"""Whether a published procurement and a contract that papers tell of are one: title, supplier, dates and sums together.

A title alone never says so: "Home care" is let again every four years. One council is given, for contracts of two are
never held against each other. Points (`weigh`) make a question for a person; nothing but `certainly` makes a join, and
it reads one statement of the notice against what papers say under one name:

    certainly(of_use(notice), of_key(uses))    # "the same title (+4); one supplier, tern care (+4); …" or None

Held against the invented notices of tests/test_kg_identity_notices.py and, by eye, the 43 real ones (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from typing import Final

from kg.derive.contract_dates import end_of_term, first_day, month_known, overlap
from kg.identity_profiles import Profile
from kg.identity_scores import Evidence, Score
from kg.identity_spelling import SMALL, singular
from kg.identity_thing_scores import LIGHT, told_by_words
from kg.identity_uses import NAMELESS, Use
from kg.money import rounds_to
from kg.normal import normal
from kg.notice_numbers import is_process, portal

# What titles of notices add to the name of a service, or papers leave out.
STOCK: Final = LIGHT | frozenset(["award", "delivery", "notice", "procurement", "provision", "re", "supply", "tender"])
# Where each of two titles has another of these, they are two services at one place more often than one.
EITHER_SERVICE: Final = frozenset(["care", "support"])
# What sets up many contracts, and is none of them.
FRAMEWORKS: Final = frozenset(["framework", "dps"])
# A procurement that begins so much later than a contract is the next one, whatever else is alike.
A_YEAR: Final = 366
# Telling words of a notice's title of which one or two may be left out.
LONGEST: Final = 10
SAME, PARTLY, OTHER = 4, 2, -6
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is held against each other: titles as sets of telling words, and what is said of the contract.

    titles   with the normal form of each
    said     as `kg.mention_words.said` writes it
    process  its ocid where a notice tells it
    """

    titles: tuple[tuple[str, Words], ...]
    said: frozenset[str]
    process: str | None = None

    def of(self, *heads: str) -> tuple[str, ...]:
        """What is said under some heads."""
        several = (each.partition(" ") for each in sorted(self.said))
        return tuple(dict.fromkeys(value for head, _space, value in several if head in heads))


@dataclass(frozen=True, slots=True)
class Agreement:
    """One thing on which two agree or not; `exact` where what agrees leaves nothing open (a day, a sum)."""

    what: str
    words: str
    points: int
    exact: bool = False


def telling(form: str) -> Words:
    """The words of a normal form that say which service it is."""
    words = {singular(word) for word in form.split() if word not in SMALL and not any(map(str.isdigit, word))}
    return frozenset() if words <= NAMELESS else frozenset(word for word in words - STOCK if len(word) > 1)


def of_use(use: Use) -> Terms:
    """What one statement says of a contract."""
    form = title_of(use)
    return Terms(((form, telling(form)),), frozenset(use.about), use.ref if is_process(use.ref) else None)


def title_of(use: Use) -> str:
    """A notice's title as it is compared; two procurements of one file that share it have their ocids behind it."""
    return normal("contract", use.name.removesuffix(f" ({use.ref})"))


def of_key(key: str, uses: Iterable[Use]) -> Terms:
    """What papers say of a contract under one name, by its key."""
    return Terms(((key, telling(key)),), frozenset(each for use in uses for each in use.about))


def of_profile(profile: Profile) -> Terms:
    """What papers say of a contract under all its names."""
    forms = sorted(form for form in profile.forms | profile.aliases if not form.startswith("ref "))
    process = min((ref for ref in profile.refs if is_process(ref)), default=None)
    return Terms(tuple((form, telling(form)) for form in forms), profile.said, process)


def is_notice(key: str) -> bool:
    """Whether a key is that of a procurement which notices tell."""
    return key.startswith("ref ocds")


def tokens(use: Use) -> Iterator[str]:
    """What uses share that `certainly` could find to be one: all telling words, and the supplier or start month.

    Of a contract that papers name, the words are those of its key, which all its uses have; of a notice also its title
    without a word or two. A token a word would make one circle of all bridges of one builder: of 400 papers 32 uses in
    the largest circle, not 8, and more with each year of them (2026-11-22).
    """
    form = title_of(use) if is_notice(use.key) else use.key
    terms, words = Terms((), frozenset(use.about)), sorted(telling(form))
    told = (*terms.of("provider", "awarded"), *(day[:7] for day in _starts(terms) if month_known(day)))
    longest = len(words) if is_notice(use.key) and len(words) <= LONGEST else 0
    titles = [words, *(list(part) for left in (1, 2) for part in combinations(words, max(longest - left, 0)))]
    yield from (f"let {what} {' '.join(title)}" for what, title in product(told, filter(None, titles)))


def certainly(one: Terms, other: Terms) -> str | None:
    """Why two are one beyond doubt; None where they may not be.

    Title and supplier and one of start, end and sum; or, where no supplier is told, all three. A title in which only
    one word is telling wants one more; a notice's that has a word or two more wants the sum as well, for the cleaning
    of a house has the days, and may have the supplier, of the care in it. A sum that differs is let pass only
    where supplier, title and both days are the same: it is the contradiction that a reader wants to see.
    """
    found = agreements(one, other)
    by = {each.what: each for each in found}
    against = {each.what for each in found if each.points <= 0}
    agreed = {what for what, each in by.items() if each.points >= PARTLY}
    terms = agreed & {"supplier", "start", "end", "sum"}
    if apart(one, other) or "title" not in agreed or not _covers(one, other):
        return None
    whole = by["title"].points == SAME
    told = len(terms) >= (2 if whole else 3) and (whole or one.titles[0][1] == other.titles[0][1] or "sum" in terms)
    enough = ("supplier" in terms and told) or terms == {"start", "end", "sum"}
    days = all(what in by and by[what].exact for what in ("start", "end"))
    let_pass = {"sum"} if whole and days and "supplier" in terms else set()
    return _words(found) if enough and against <= let_pass else None


def _covers(one: Terms, other: Terms) -> bool:
    """Whether two titles have the same telling words, or a notice's a word or two more."""
    (_form, ours), (_their_form, theirs) = one.titles[0], other.titles[0]
    sides = [(ours, theirs)] * bool(one.process) + [(theirs, ours)] * bool(other.process)
    return ours == theirs or any(
        less <= more and len(more - less) <= 2 and len(more) <= LONGEST for more, less in sides
    )


def weigh(one: Profile, other: Profile) -> Score:
    """How much speaks for two being one, of which one at least is told by notices."""
    first, second = of_profile(one), of_profile(other)
    if ruled_out := apart(first, second):
        return Score(apart=ruled_out)
    return Score(tuple(Evidence(each.words, each.points) for each in agreements(first, second)))


def apart(one: Terms, other: Terms) -> str | None:
    """What rules out that two are one."""
    if one.process and other.process and one.process != other.process and portal(one.process) == portal(other.process):
        return f"they are two procurements of one portal, {one.process} and {other.process}"
    starts, theirs = (tuple(filter(month_known, _starts(each))) for each in (one, other))
    if starts and theirs and min(_days(a, b) for a, b in product(starts, theirs)) > A_YEAR:
        return f"they begin more than a year apart, {min(starts)} and {min(theirs)}"
    ends, begins = ((each.of("end", "ending"), _starts(each)) for each in (one, other))
    for (ending, _starting), (_ending, starting) in ((ends, begins), (begins, ends)):
        if ending and starting and max(ending) <= min(starting):
            return f"one ends {max(ending)}, the other begins {min(starting)}"
    return None


def agreements(one: Terms, other: Terms) -> tuple[Agreement, ...]:
    """On what two agree, and on what they do not; nothing of what only one of them tells."""
    found = [_title(one, other), *_supplier(one, other)]
    found += [*_date("start", _starts(one), _starts(other)), *_date("end", _ends(one), _ends(other))]
    found += [*_sum(one, other), *_instrument(one, other)]
    return tuple(found)


def _title(one: Terms, other: Terms) -> Agreement:
    every = [_titles(a, b) for a, b in product(one.titles, other.titles)]
    return max(every, key=lambda each: each.points, default=Agreement("title", "no title to go by", OTHER))


def _titles(one: tuple[str, Words], other: tuple[str, Words]) -> Agreement:
    (form, ours), (their_form, theirs) = one, other
    shared = ours & theirs
    if tell := told_by_words("contract", form, their_form):
        return Agreement("title", tell, OTHER)
    if ours == theirs and ours:
        kinds = [EITHER_SERVICE & set(each.split()) for each in (form, their_form)]
        swapped = bool(kinds[0] and kinds[1]) and kinds[0] != kinds[1]
        return Agreement("title", "the same title", SAME if len(ours) > 1 and not swapped else PARTLY + 1)
    if shared in (ours, theirs) and shared:
        more = " ".join(sorted(ours ^ theirs))
        return Agreement("title", f"one title in the other, without “{more}”", PARTLY + 1 if len(shared) > 1 else 1)
    if len(shared) > 1 and 2 * len(shared) >= len(ours | theirs):
        return Agreement("title", f"titles that share “{' '.join(sorted(shared))}”", 1)
    return Agreement("title", "other titles", OTHER)


def _supplier(one: Terms, other: Terms) -> Iterator[Agreement]:
    ours, theirs = (frozenset(each.of("provider", "awarded")) for each in (one, other))
    if not ours or not theirs:
        return
    shared = ours & theirs
    if not shared:
        yield Agreement("supplier", f"another supplier, {_listed(ours)} and {_listed(theirs)}", -4)
    elif _told_whole(one, ours, theirs) and _told_whole(other, theirs, ours):
        yield Agreement("supplier", f"one supplier, {_listed(shared)}", 4)
    else:
        yield Agreement("supplier", f"one of several suppliers, {_listed(shared)}", 0)


def _told_whole(terms: Terms, ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether all suppliers of a notice are the other's; papers may name others before and after."""
    return terms.process is None or set(ours) <= set(theirs)


def _starts(terms: Terms) -> tuple[str, ...]:
    return terms.of("start", "starting")


def _ends(terms: Terms) -> tuple[str, ...]:
    """When it ends: as told, else by its start and term."""
    starts, lengths = filter(month_known, _starts(terms)), map(int, terms.of("months"))
    return terms.of("end", "ending") or tuple(end_of_term(*each) for each in product(starts, lengths))


def _date(head: str, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Agreement]:
    pairs = sorted(product(ours, theirs), key=lambda pair: (-min(map(len, pair)), pair))
    exact = next((a for a, b in pairs if a == b and len(a) == 10), None)
    near = next((pair for pair in pairs if overlap(*pair) and all(map(month_known, pair))), None)
    if exact:
        yield Agreement(head, f"the same {head}, {exact}", 3, exact=True)
    elif near:
        yield Agreement(head, f"a {head} that may be the same, {min(near, key=len)}", 2)
    elif pairs and not any(overlap(*pair) for pair in pairs):
        yield Agreement(head, f"another {head}, {pairs[0][0]} and {pairs[0][1]}", -3)


def _sum(one: Terms, other: Terms) -> Iterator[Agreement]:
    """Sums are held against each other in all only: what a year costs contradicts no sum of four years."""
    ours, theirs = _sums(one), _sums(other)
    if shared := sorted(ours & theirs):
        yield Agreement("sum", f"one sum, £{shared[0]:,}", 3, exact=True)
        return
    whole, their_whole = _decimals(one.of("worth")), _decimals(other.of("worth"))
    pairs = sorted(product(whole, their_whole))
    if near := next((pair for pair in pairs if rounds_to(*pair)), None):
        yield Agreement("sum", f"sums that may be one rounded, £{near[0]:,} and £{near[1]:,}", 1)
    elif pairs:
        yield Agreement("sum", f"another sum, £{pairs[0][0]:,} and £{pairs[0][1]:,}", -3)


def _sums(terms: Terms) -> set[Decimal]:
    """What a contract is worth in all: as told, with an award, or by the year and the term."""
    years = product(_decimals(terms.of("yearly")), _decimals(terms.of("months")))
    return {*_decimals(terms.of("worth", "priced")), *(yearly * months / 12 for yearly, months in years)}


def _decimals(values: Iterable[str]) -> list[Decimal]:
    return [Decimal(value) for value in values]


def _instrument(one: Terms, other: Terms) -> Iterator[Agreement]:
    """A framework, and what is called off under it, are not one contract."""
    ours, theirs = (_instruments(each) for each in (one, other))
    if bool(ours) != bool(theirs):
        yield Agreement("instrument", "only one of them is a framework", -3)


def _instruments(terms: Terms) -> Words:
    words = {singular(word) for form, _telling in terms.titles for word in form.split()}
    purchasing = {"dps"} if words >= {"dynamic", "purchasing", "system"} else set()
    return frozenset(words | purchasing | set(terms.of("instrument"))) & FRAMEWORKS


def _days(one: str, other: str) -> int:
    return abs((date.fromisoformat(first_day(one)) - date.fromisoformat(first_day(other))).days)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _words(found: Iterable[Agreement]) -> str:
    ordered = sorted(found, key=lambda each: -each.points)
    return "; ".join(f"{each.words} ({each.points:+d})" for each in ordered)
