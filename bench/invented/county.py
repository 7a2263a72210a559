"""Who sits where and which contract stands how, in any year: a function of the seed, so that no paper needs others.

Members sit for terms of four years, each seat turned over in another year. Officers hold a post for three years and
hand it on. Each committee has six services, and each service lives through six years: it is tendered and awarded in the
first, varied in the fourth, extended in the fifth, and ends, to be tendered again, in the sixth.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

COMMITTEES: Final = 40
FIRST_YEAR: Final = 2005
YEARS: Final = 20
MEETINGS: Final = (1, 3, 5, 9, 11)  # the months
LIFE: Final = 6  # years of a contract
SEATS: Final = 9
OFFICERS: Final = 6


def _several(words: str, apart: str = " ") -> tuple[str, ...]:
    return tuple(words.split(apart))


GIVEN: Final = _several(
    "Agatha Bertram Cordelia Dunstan Edmund Florence Gideon Harriet Imran Jessamy Kester Lettice Merle Norah Owain "
    "Phyllida Quentin Rosalind Silas Tamsin Ursula Verity Winifred Yusuf Zelda Ambrose Beatrix Crispin Dorothea Elias",
)
SURNAMES: Final = _several(
    "Ashgrove Barrowby Corfe Dray Ellerker Ferriby Garside Haddlesey Ilmer Jarrold Kettlewell Lunt Marchbank "
    "Nidderdale Olland Pask Quennell Rourke Sarle Tredwell Underhay Venning Wardlow Yapton Astle Bartholomey "
    "Crumbley Dunnock Esterby Fawdon Gristwood Hollin Inskip Jessop Kirkbride Lambley Mossop Naylor Oyelade Purdy "
    "Ravensby Skelwith Thurlby Ulverton Wenham Brackley Cawthorn Dalby Elstob Fenby Gatley Hornsea Irnham Keelby",
)
FIELDS: Final = _several(
    "Adults Children Highways Libraries Planning Transport Housing Health Skills Culture Waste Energy Bridges Parks "
    "Schools Rivers Markets Archives Museums Ports",
)
SERVICES: Final = _several(
    "Home Care;Respite Care;Night Cover;School Meals;Bus Routes;Road Gritting;Street Lighting;Library Van;"
    "Bridge Repair;Tree Care;Waste Sorting;Advice Line;Day Centre;Youth Club;Translation;Archive Storage",
    apart=";",
)
HEADS: Final = _several(
    "Tol Os Bracken Pel Sallow Lark Mill Quay Fen Harrow Cress Dun Elm Fox Grey Hart Ingle Kings Low"
)
TAILS: Final = _several(
    "bury wick hythe low mere field ham side water by ing marsh stow ley well le brook mead moor nor"
)
COUNCILS: Final = _several("Wex Tolv Marrow Portan Thorn Wenn Nether Ald Cald Barr Sedg Hulm Rother Stan Winder Yar")
ENDINGS: Final = _several("mere dale ford sley combe shire wick moor")
RANKS: Final = ("County Council", "Borough Council", "City Council", "District Council")
FIRMS: Final = _several(
    "Tern Fernlea Ostrelle Quillhaven Harle Lantern Fennimore Tambrook Sandling Cobbold Driftway Estuary Farrier "
    "Gannet Heron Ironwood Juniper Kestrel Lapwing Merlin",
)
TRADES: Final = ("Care Ltd", "Support CIC", "Services Ltd", "Partnership", "Trust", "Group Ltd")
POSTS: Final = (
    "Head of Commissioning", "Commissioning Manager", "Service Director", "Contracts Officer", "Finance Manager",
    "Policy Officer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A member or an officer; an officer has a post."""

    given: str
    surname: str
    domain: str
    post: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def initial(self) -> str:
        return f"{self.given[0]} {self.surname}"

    @property
    def email(self) -> str:
        return f"{self.given}.{self.surname}@{self.domain}".lower()


@dataclass(frozen=True, slots=True)
class Contract:
    """One procurement of one service, from the year of its tender on."""

    service: str
    firm: str
    value: int
    tendered: int

    @property
    def name(self) -> str:
        return f"{self.service} Service contract"

    @property
    def awarded(self) -> date:
        return date(self.tendered, 4, 3)


@dataclass(frozen=True, slots=True)
class Council:
    """A council; `pool` holds who may be elected or appointed, members first."""

    number: int
    name: str
    members: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]
    places: tuple[str, ...]

    @property
    def domain(self) -> str:
        return f"{self.name.split()[0].lower()}.example"


@dataclass(frozen=True, slots=True)
class Body:
    """A committee in one year, with those who sit on it and the officers who write for it."""

    council: Council
    which: int
    year: int
    seed: int

    @property
    def name(self) -> str:
        what = ("and Resources", "Scrutiny")[self.which // len(FIELDS)]
        return f"{FIELDS[self.which % len(FIELDS)]} {what} Committee"

    @property
    def members(self) -> tuple[Person, ...]:
        """Those of the seats: the term of each seat begins in another year."""
        pool = self.council.members
        chosen = (pool[(self.which * 23 + at + SEATS * ((self.year + at) // 4)) % len(pool)] for at in range(SEATS))
        return tuple(Person(*names, self.council.domain) for names in chosen)

    @property
    def officers(self) -> tuple[Person, ...]:
        """Those of the posts, in the order of POSTS."""
        pool = self.council.officers
        chosen = (
            pool[(self.which * 11 + at + OFFICERS * ((self.year + at) // 3)) % len(pool)] for at in range(OFFICERS)
        )
        return tuple(
            Person(*names, self.council.domain, f"{post} {FIELDS[self.which % len(FIELDS)]}" if at else post)
            for at, (names, post) in enumerate(zip(chosen, POSTS, strict=True))
        )

    def contract(self, age: int) -> Contract:
        """The contract that is in the year `age` of its life."""
        at = (self.year - age) % LIFE
        tendered = self.year - age
        services = _services(self.council, self.which, self.seed)
        chance = random.Random(f"{self.seed} {self.council.number} {self.which} {at} {tendered}")
        firm = f"{chance.choice(FIRMS)} {chance.choice(TRADES)}"
        return Contract(services[at], firm, chance.randrange(60, 900) * 1000, tendered)

    def day(self, meeting: int) -> date:
        """The day of a meeting of the year; Thursdays, another week for each committee."""
        begin = date(self.year, MEETINGS[meeting], 1 + 7 * (self.which % 3))
        return begin + timedelta(days=(3 - begin.weekday()) % 7)

    def before(self, meeting: int) -> tuple[Body, int]:
        """The meeting before."""
        if meeting:
            return self, meeting - 1
        return Body(self.council, self.which, self.year - 1, self.seed), len(MEETINGS) - 1


@lru_cache(maxsize=64)
def council(number: int, seed: int) -> Council:
    """One of the councils; the first is Wexmere County Council."""
    names = [f"{head}{tail} {rank}" for rank in RANKS for tail in ENDINGS for head in COUNCILS]
    chance = random.Random(f"{seed} council {number}")
    pairs = [(given, surname) for given in GIVEN for surname in SURNAMES]
    people = chance.sample(pairs, 900)
    places = tuple(chance.sample([head + tail for head in HEADS for tail in TAILS], 120))
    return Council(number, names[number % len(names)], tuple(people[:600]), tuple(people[600:]), places)


@lru_cache(maxsize=512)
def _services(of: Council, which: int, seed: int) -> tuple[str, ...]:
    chance = random.Random(f"{seed} {of.number} {which} services")
    places = of.places[which * 3 : which * 3 + 3]
    kinds = chance.sample(SERVICES, 6)
    return tuple(f"{places[at % 3]} {kind}" for at, kind in enumerate(kinds))
