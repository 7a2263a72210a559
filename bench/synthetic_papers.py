"""Papers of an invented county, so many as are asked for: the same number and seed give the same papers.

    python bench/synthetic_papers.py FOLDER [--papers 2000] [--seed 4]

Forty committees meet over ten years. Each year each has a report that seeks a tender, the minutes that resolve it, a
report that tells of the award and asks to extend another contract, a forward plan and an action log. Members sit for
years, officers serve several committees, contracts come back under shorter names.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

COUNCIL: Final = "Wexmere County Council"
COMMITTEES: Final = 40
FIRST_YEAR: Final = 2013
A_YEAR: Final = 5  # papers of one committee
SHORT_DAY: Final = "%d/%m/%y"


def _several(words: str, apart: str = " ") -> tuple[str, ...]:
    return tuple(words.split(apart))


GIVEN: Final = _several(
    "Agatha Bertram Cordelia Dunstan Edmund Florence Gideon Harriet Imran Jessamy Kester Lettice Merle Norah Owain "
    "Phyllida Quentin Rosalind Silas Tamsin Ursula Verity Winifred Yusuf Zelda Ambrose Beatrix Crispin Dorothea Elias",
)
SURNAMES: Final = _several(
    "Ashgrove Barrowby Corfe Dray Ellerker Ferriby Garside Haddlesey Ilmer Jarrold Kettlewell Lunt Marchbank "
    "Nidderdale Olland Pask Quennell Rourke Sarle Tredwell Underhay Venning Wardlow Yapton Astle Bartholomey "
    "Crumbley Dunnock Esterby Fawdon Gristwood Hollin Inskip Jessop Kirkbride Lambley Mossop Naylor Oyelade Purdy",
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
PLACES: Final = _several(
    "Tolbury Oswick Brackenhythe Pellow Sallowmere Larkfield Millham Quayside Fenwater Harrowby Cressing Dunmarsh "
    "Elmstow Foxley Greywell Hartle Inglebrook Kingsmead Lowmoor Norbury",
)
FIRMS: Final = _several(
    "Tern Fernlea Ostrelle Quillhaven Harle Lantern Fennimore Tambrook Sandling Cobbold Driftway Estuary Farrier "
    "Gannet Heron Ironwood Juniper Kestrel Lapwing Merlin",
)
TRADES: Final = ("Care Ltd", "Support CIC", "Services Ltd", "Partnership", "Trust", "Group Ltd")
POSTS: Final = ("Head of Commissioning", "Commissioning Manager", "Service Director", "Contracts Officer")
TALK: Final = (
    "Members asked how many people the service helps each week and were told that it was some three hundred.",
    "Officers explained that the price of fuel had risen and that the budget allowed for this.",
    "The service has been well used since it opened and the survey of last spring was favourable.",
    "Neighbouring councils run such services in other ways, which officers have looked at with care.",
    "The costs will be met from the budget that the Council set in February.",
    "Those who use the service said that they wished for shorter waits and for letters in plain words.",
    "Staff will move to the new building in stages so that nobody goes without help.",
    "Risks are looked at each quarter and none is above the level that the Committee accepts.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member or an officer; an officer has a post."""

    given: str
    surname: str
    post: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def initial(self) -> str:
        return f"{self.given[0]} {self.surname}"

    @property
    def email(self) -> str:
        return f"{self.given.lower()}.{self.surname.lower()}@wexmere.example"


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, with those who sit on it and the officers who write for it."""

    name: str
    members: tuple[Person, ...]
    officers: tuple[Person, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What one committee deals with in one year: one contract tendered and awarded, another extended."""

    body: Body
    year: int
    service: str
    running: str
    firm: str
    value: int
    scheme: str
    officer: Person
    clearing: tuple[Person, ...]

    def day(self, slot: int) -> date:
        """The day of the year's meeting of that number; Thursdays, another week for each committee."""
        begin = date(self.year, 1 + 2 * slot, 1 + 7 * (len(self.body.name) % 3))
        return begin + timedelta(days=(3 - begin.weekday()) % 7)


def papers(number: int, seed: int = 4) -> Iterator[tuple[str, str]]:
    """So many papers, each with its file's name; the years one after the other, all committees in each."""
    bodies = county(seed)
    for at in range(number):
        turn, which = divmod(at, COMMITTEES)
        year, slot = divmod(turn, A_YEAR)
        body = bodies[which]
        matter = _matter(body, FIRST_YEAR + year, random.Random(f"{seed} {which} {year}"))
        kind = ("tender", "minutes", "award", "plan", "log")[slot]
        text = {"tender": _tender, "minutes": _minutes, "award": _award, "plan": _plan, "log": _log}[kind](matter)
        yield f"{matter.year}-{slot}-{which:02d}-{kind}.txt", text


def county(seed: int) -> tuple[Body, ...]:
    """The committees of the county."""
    chance = random.Random(f"{seed} county")
    names = [f"{field} {what} Committee" for what in ("and Resources", "Scrutiny") for field in FIELDS]
    officers = [Person(*pair, chance.choice(POSTS)) for pair in _people(chance, 80)]
    members = [Person(*pair) for pair in _people(chance, 160)]
    bodies = []
    for name in names[:COMMITTEES]:
        services = tuple(f"{place} {chance.choice(SERVICES)}" for place in chance.sample(PLACES, 5))
        bodies.append(Body(name, tuple(chance.sample(members, 9)), tuple(chance.sample(officers, 5)), services))
    return tuple(bodies)


def _people(chance: random.Random, number: int) -> list[tuple[str, str]]:
    pairs = [(given, surname) for given in GIVEN for surname in SURNAMES]
    return chance.sample(pairs, number)


def _matter(body: Body, year: int, chance: random.Random) -> Matter:
    service, running = chance.sample(body.services, 2)
    firm = f"{chance.choice(FIRMS)} {chance.choice(TRADES)}"
    scheme = f"{service.split()[0]} {chance.choice(('Renewal', 'Redesign', 'Savings'))}"
    clearing = tuple(chance.sample(body.officers, 3))
    return Matter(body, year, service, running, firm, chance.randrange(60, 900) * 1000, scheme, clearing[0], clearing)


def _talk(matter: Matter, number: int, title: str) -> str:
    """Numbered paragraphs of ordinary words, so that a paper has the length of papers."""
    chance = random.Random(f"{matter.body.name} {matter.year} {title}")
    lines = [f"- {number}.{at} {' '.join(chance.sample(TALK, 4))}" for at in range(1, 7)]
    return f"{number}. {title}\n\n" + "\n\n".join(lines)


def _head(matter: Matter, title: str, slot: int, asked: list[str]) -> str:
    chair = matter.body.members[0]
    limbs = "\n\n".join(f"{letter}) {words}" for letter, words in zip("abc", asked, strict=False))
    return f"""{title}

To: {matter.body.name}

Meeting Date: {_long(matter.day(slot))}

From: {matter.officer.post}, {COUNCIL}

Electoral division(s): All

Forward Plan ref: {matter.year}/{10 + len(matter.service) + slot:03d}

Key decision: Yes

Purpose: To seek the Committee's leave on the {matter.service} Service.

Recommendation: The Committee is asked to:

{limbs}

Officer contact:

Name: {matter.officer.name}
Post: {matter.officer.post}
Email: {matter.officer.email}
Tel: 01632 960145

Member contacts:

Names: Cllr {chair.name}
Post: Chair
Email: {chair.email}
Tel: 01632 960100
"""


def _clearances(matter: Matter) -> str:
    finance, procurement, legal = (person.name for person in matter.clearing)
    return f"""Implications\tOfficer Clearance
Have the resource implications been cleared by Finance?\tYes Name of Financial Officer: {finance}
Have the procurement implications been cleared by Procurement?\tYes Name of Officer: {procurement}
Has the impact on statutory, legal and risk implications been cleared by Legal?\tYes Name of Legal Officer: {legal}

4. Source documents

None
"""


def _tender(matter: Matter) -> str:
    service = f"{matter.service} Service"
    asked = [
        f"Agree that the {service} contract be put out to tender;",
        f"Delegate the award of the {service} contract to the {matter.officer.post} in consultation with the Chair.",
    ]
    return "\n\f".join([
        _head(matter, f"{service} - Tender", 0, asked),
        _talk(matter, 1, "Background") + f"\n\n- 1.7 The current contract for the {service} has a value of "
        f"£{matter.value:,} per annum. It expires on 31 March {matter.year + 1}.\n",
        _talk(matter, 2, "Main Issues") + f"\n\n- 2.7 Officers propose a contract for the {service} of 4 years, with "
        "an option to extend it by up to 2 years.\n",
        _talk(matter, 3, "Significant Implications") + "\n\n" + _clearances(matter),
    ])  # fmt: skip


def _award(matter: Matter) -> str:
    service, running = f"{matter.service} Service", f"{matter.running} Service"
    asked = [
        f"Note that the {service} contract was awarded to {matter.firm} under delegated powers;",
        f"Approve the extension of the {running} contract for 12 months to 31 March {matter.year + 2}.",
    ]
    return "\n\f".join([
        _head(matter, f"{service} - Award and Extension of {running}", 3, asked),
        _talk(matter, 1, "Background") + f"\n\n- 1.7 The {service} contract was awarded to {matter.firm} on 3 May "
        f"{matter.year} and will start on 1 April {matter.year + 1}. It is worth £{matter.value:,} a year and lasts "
        f"for four years, and may be extended by up to two years.\n",
        _talk(matter, 2, "Main Issues") + f"\n\n- 2.7 The {running} contract ends on 31 March {matter.year + 1}.\n",
        _talk(matter, 3, "Significant Implications") + "\n\n" + _clearances(matter),
    ])  # fmt: skip


def _minutes(matter: Matter) -> str:
    service = f"{matter.service} Service"
    here, away = matter.body.members[:7], matter.body.members[7:]
    number = 20 + (matter.year - FIRST_YEAR) * 6
    talk = "\n\n".join(f"- {words}" for words in TALK[:5])
    return f"""{COUNCIL}

{matter.body.name.upper()}: MINUTES

Date: {_long(matter.day(0), weekday=True)}

Time: 10.30 am to 12.40 pm

Present: Councillors {here[0].initial} (Chairwoman), {", ".join(each.initial for each in here[1:])}

Apologies: Councillors {" and ".join(each.initial for each in away)}

{number}. APOLOGIES FOR ABSENCE AND DECLARATIONS OF INTEREST

Apologies were received from Councillors {" and ".join(each.surname for each in away)}.

{number + 1}. {service.upper()} - TENDER

The Committee considered a report on the {service}.

In discussing the report Members:

{talk}
\f
It was resolved unanimously to:

a) agree that the {service} contract be put out to tender;

b) delegate the award of the {service} contract to the {matter.officer.post} in consultation with the Chair.

{number + 2}. {matter.scheme.upper()}

Members noted how the {matter.scheme} scheme stands. {matter.officer.name} will bring figures. ACTION

{talk}

It was resolved to note the report.

Chairwoman
"""


def _plan(matter: Matter) -> str:
    rows = "\n".join(
        f"{matter.day(slot):{SHORT_DAY}}\t{service} Service {what}\t{officer.initial}\t{matter.year}/{40 + slot:03d}\t"
        f"{matter.day(slot) - timedelta(days=13):{SHORT_DAY}}\t{matter.day(slot) - timedelta(days=8):{SHORT_DAY}}"
        for slot, (service, what, officer) in enumerate(
            zip(matter.body.services, ("Tender", "Award", "Review", "Fees", "Visit"), matter.body.officers, strict=True)
        )
    )
    return f"""{matter.body.name.upper()} AGENDA PLAN

Published on 1st February {matter.year}

Notes

* marks an item that {COUNCIL} will decide in full meeting.

Committee date\tAgenda item\tLead officer\tReference if key decision\tDeadline for reports\tAgenda despatch date
{rows}
\f
To be programmed:

- Review of charges for {matter.service}
"""


def _log(matter: Matter) -> str:
    number = 20 + (matter.year - FIRST_YEAR) * 6
    rows = "\n".join(
        f"{number + at}.\t{service} Service\t{officer.name}\tWrite to Members about the {service} Service.\t"
        f"{'A note was sent in May.' if at % 2 else 'Under way.'}\t{'Complete' if at % 2 else 'Ongoing'}"
        for at, (service, officer) in enumerate(zip(matter.body.services, matter.body.officers, strict=True), 1)
    )
    return f"""{matter.body.name.upper()}

Minutes Action Log

Introduction:

What the {matter.body.name} of {COUNCIL} asked for up to its meeting of {_long(matter.day(0))}, and how far it has come.

Meeting of {_long(matter.day(0))}

Minute No.\tReport Title\tAction to be taken by\tAction\tComments\tStatus
{rows}
\f
{" ".join(TALK)}
"""


def _long(day: date, *, weekday: bool = False) -> str:
    return f"{day:%A }{day.day} {day:%B %Y}" if weekday else f"{day.day} {day:%B %Y}"


def write(folder: Path, number: int, seed: int = 4) -> list[Path]:
    """The papers as files of a folder, which is made; their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in papers(number, seed):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=4)
    given = parser.parse_args()
    print(len(write(given.folder, given.papers, given.seed)), "papers in", given.folder)
