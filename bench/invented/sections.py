"""The sections of a pack with the facts that each states: front sheet, minutes, action log, report, forward plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from invented.county import Body, Contract, Person
from invented.matters import Matter, actions, long, matter
from invented.sheet import Fact, Sheet

SHORT: Final = "%d/%m/%y"
DONE_AFTER: Final = 2  # meetings until an action is complete
TALK: Final = (
    "Members asked how many people the service helps each week and were told that it was some three hundred.",
    "Officers explained that the price of fuel had risen and that the budget allowed for this.",
    "The service has been well used since it opened and the survey of last spring was favourable.",
    "Neighbouring councils run such services in other ways, which officers have looked at with care.",
    "The costs will be met from the budget that the Council set in February.",
    "Those who use the service said that they wished for shorter waits and for letters in plain words.",
    "Staff will move to the new building in stages so that nobody goes without help.",
    "Risks are looked at each quarter and none is above the level that the Committee accepts.",
    "The number of visits fell in the winter and rose again once the roads were clear.",
    "A leaflet in six languages was sent to every household in the villages that the change touches.",
    "Young people told the inspectors that they liked the new rooms and would tell their friends.",
    "Three posts are vacant and will be advertised before the summer.",
)


def fact(type_: str, /, **fields: Any) -> Fact:
    """A gold record without its place."""
    return {"type": type_, **fields}


def event(contract: Contract, when: str, step: str, status: str, body: str | None, **more: Any) -> Fact:
    """A contract's event."""
    fields = {"delegated_to": None, "provider": None, "value": None} | more
    return fact("contract_event", contract=contract.name, date=when, step=step, status=status, body=body, **fields)


STEPS: Final = {"tender": "procure", "extension": "extend", "award": "award", "variation": "vary"}


def service(sheet: Sheet, contract: Contract) -> tuple[Fact, ...]:
    """The service itself, once a paper."""
    return sheet.once("scheme", f"{contract.service} Service", kind="service", ref=None, aliases=[])


def talk(sheet: Sheet, number: int, title: str, paragraphs: int = 4) -> None:
    """Numbered paragraphs of ordinary words, so that a paper has the length of papers."""
    sheet.put(f"{number}. {title}")
    for at in range(1, paragraphs + 1):
        sheet.prose(f"{number}.{at} {' '.join(sheet.chance.sample(TALK, 4))}")


def front(sheet: Sheet, body: Body, meeting: int) -> None:
    """The front sheet: where and when, the agenda, the members, the clerk."""
    day = body.day(meeting)
    known = matter(body, meeting)
    when = day.isoformat()
    sheet.put(body.name.upper(), fact("meeting", council=body.council.name, committee=body.name, date=when,
              start="10:30", end=None, venue="Ferry Room, County Offices, Quay Street"))  # fmt: skip
    sheet.put("10:30hr")
    sheet.put(f"Date: {day:%A}, {day:%d %B %Y}")
    sheet.put("Ferry Room, County Offices, Quay Street")
    sheet.put("AGENDA")
    sheet.put("Open to Public and Press")
    before = body.before(meeting)
    titles = (
        ("CONSTITUTIONAL MATTERS", "Apologies for absence and declarations of interest"),
        ("CONSTITUTIONAL MATTERS", f"Minutes - {long(before[0].day(before[1]))} and Action Log"),
        ("CONSTITUTIONAL MATTERS", "Petitions and Public Questions"),
        ("KEY DECISIONS", known.title),
        ("DECISIONS", f"{body.name} Agenda Plan"),
    )
    last = ""
    for number, (section, title) in enumerate(titles, 1):
        if section != last:
            sheet.put(section)
            last = section
        item = fact("agenda_item", meeting=when, number=str(number), title=title, section=section)
        sheet.put(f"{number}. {title}", item)
    _membership(sheet, body, when)


def _membership(sheet: Sheet, body: Body, when: str) -> None:
    roles = {0: "Chairwoman", 1: "Vice-Chairman"}
    named = [
        f"Councillor {each.name}" + (f" ({roles[at]})" if at in roles else "") for at, each in enumerate(body.members)
    ]
    sheet.put(f"The {body.name} comprises the following members:")
    told = (
        fact("committee_member", meeting=when, person=each.name, role=roles.get(at))
        for at, each in enumerate(body.members)
    )
    sheet.put(" ".join(named[:-1]) + f" and {named[-1]}", *told)
    clerk = body.officers[5]
    sheet.put("To find out more about the meeting, or how to reach it, please contact")
    sheet.put(f"Clerk Name: {clerk.name}",
              fact("clerk", meeting=when, person=clerk.name, email=clerk.email, phone="01632 960112"),
              *sheet.officer(clerk.name, None, clerk.email))  # fmt: skip
    sheet.put("Clerk Telephone: 01632 960112")
    sheet.put(f"Clerk Email: {clerk.email}")


def minutes(sheet: Sheet, body: Body, meeting: int, has_log: bool = False) -> None:
    """The minutes of a meeting."""
    day = body.day(meeting)
    when = day.isoformat()
    known = matter(body, meeting)
    sheet.put(body.council.name)
    sheet.put(f"{body.name.upper()}: MINUTES", fact("meeting", council=body.council.name, committee=body.name,
              date=when, start="10:30", end="12:40", venue=None))  # fmt: skip
    sheet.put(f"Date: {day:%A} {long(day)}")
    sheet.put("Time: 10.30 am to 12.40 pm")
    _attendance(sheet, body, meeting, when)
    number = known.number
    _minute(sheet, when, number, "APOLOGIES FOR ABSENCE AND DECLARATIONS OF INTEREST")
    sheet.put("No interests were declared.")
    before, earlier = body.before(meeting)
    _minute(sheet, when, number + 1, f"MINUTES - {long(before.day(earlier)).upper()} AND ACTION LOG")
    words = f"The minutes of the meeting held on {long(before.day(earlier))} were agreed as a correct record."
    sheet.put(words, _decision(when, number + 1, None, words, None))
    _minute(sheet, when, number + 2, known.title.upper())
    sheet.prose(f"The Committee considered a report on the {known.contract.service} Service.")
    sheet.put("In discussing the report Members:", *service(sheet, known.contract))
    for words in sheet.chance.sample(TALK, 3):
        sheet.prose(f"- {words}")
    for action in actions(body, meeting):
        words = f"Asked {action.owner.name} to {action.text[0].lower()}{action.text[1:]}"
        told = fact(
            "action", meeting=when, minute=str(known.number + 2), owner=[action.owner.name], text=words, status=None
        )
        # Where the paper has a log, what is only marked in its minutes is none: gold/README.md.
        sheet.put(f"- {words} ACTION", *([] if has_log else [told]), *sheet.officer(action.owner.name))
    _resolved(sheet, body, known, when, number + 2)
    _minute(sheet, when, number + 3, f"{body.name.upper()} AGENDA PLAN")
    sheet.put(
        "It was resolved to note the Agenda Plan.", _decision(when, number + 3, None, "note the Agenda Plan.", None)
    )
    sheet.put("Chairwoman")


def _attendance(sheet: Sheet, body: Body, meeting: int, when: str) -> None:
    away = sorted({(body.which + meeting * 2 + body.year) % 9, (body.which + meeting * 3 + 4) % 9} - {0})
    here = [each for at, each in enumerate(body.members) if at not in away]
    gone = [body.members[at] for at in away]
    other = _substitute(body, meeting)
    roles = {0: "Chairwoman", **({1: "Vice-Chairman"} if 1 not in away else {})}
    names = [
        f"{each.initial} ({roles[at]})" if at in roles else each.initial
        for at, each in enumerate(here)
    ]  # fmt: skip
    told = [
        fact("attendance", meeting=when, person=each.initial, status="present", role=roles.get(at), substitute_for=None)
        for at, each in enumerate(here)
    ]
    stands = meeting % 2 == 1 and bool(gone)
    if stands:
        names.append(f"{other.initial} (substituting for Councillor {gone[0].surname})")
        told.append(fact("attendance", meeting=when, person=other.initial, status="present", role=None,
                         substitute_for=gone[0].surname))  # fmt: skip
    sheet.put(f"Present: Councillors {', '.join(names)}", *told)
    if gone:
        word = "Councillors" if len(gone) > 1 else "Councillor"
        sheet.put(
            f"Apologies: {word} {' and '.join(each.initial for each in gone)}",
            *(
                fact(
                    "attendance", meeting=when, person=each.initial, status="apologies", role=None, substitute_for=None
                )
                for each in gone
            ),
        )


def _substitute(body: Body, meeting: int) -> Person:
    """A member of another committee, whose name none of this one has."""
    pool, taken = body.council.members, {each.surname for each in body.members}
    start = body.which * 7 + meeting
    names = next(each for each in (*pool[start:], *pool[:start]) if each[1] not in taken)
    return Person(*names, body.council.domain)


def _minute(sheet: Sheet, when: str, number: int, title: str) -> None:
    sheet.put(f"{number}. {title}", fact("minute", meeting=when, number=str(number), title=title))


def _decision(when: str, number: int | str, limb: str | None, text: str, vote: str | None) -> Fact:
    return fact("decision", meeting=when, minute=str(number), vote=vote, limb=limb, text=text)


def _resolved(sheet: Sheet, body: Body, known: Matter, when: str, number: int) -> None:
    vote = ("unanimous", "majority", None)[(body.year + body.which + number) % 3]
    sheet.put({"unanimous": "It was resolved unanimously to:", "majority": "It was resolved by majority to:",
               None: "It was resolved to:"}[vote])  # fmt: skip
    for letter, limb in zip("abc", known.limbs, strict=False):
        words = sheet.said(limb.words[0].lower() + limb.words[1:])
        told = _events(sheet, known, limb.step, when, "resolved", body.name)
        sheet.put(f"{letter}) {words}", _decision(when, number, letter, words, vote), *told)


def _events(sheet: Sheet, known: Matter, step: str | None, when: str, status: str, body: str) -> tuple[Fact, ...]:
    """What a limb does to the contract, and whom it names."""
    if step is None:
        return ()
    contract, told = known.contract, ()
    more: dict[str, Any] = {}
    if step == "delegate-award":
        more = {"delegated_to": known.officer.post, "consult": ["Chair"]}
    if step in ("extend", "vary"):
        more = {"provider": contract.firm}
        told = sheet.once("provider", contract.firm, aliases=[])
    return (event(contract, when, step, status, body, **more), *_contract(sheet, contract, more.get("provider")), *told)


def _contract(sheet: Sheet, contract: Contract, provider: str | None = None, **terms: Any) -> tuple[Fact, ...]:
    fields = dict.fromkeys(("annual_value", "total_value", "term_months", "extension_months", "start", "end"))
    return sheet.once("contract", contract.name, **({"scheme": None, "provider": provider} | fields | terms))


def log(sheet: Sheet, body: Body, meeting: int) -> None:
    """What earlier meetings asked for: an action is ongoing for a while, and goes from the log once it was complete."""
    sheet.put(body.name.upper())
    sheet.put("Minutes Action Log")
    sheet.put("Introduction:")
    before, last = body.before(meeting)
    sheet.put(f"What the {body.name} asked for up to its meeting of {long(before.day(last))}, and how far it has come.")
    held = [(before, last)]
    for _ in range(DONE_AFTER):
        held.append(held[-1][0].before(held[-1][1]))
    for since, (then, which) in reversed(list(enumerate(held, 1))):
        when = then.day(which).isoformat()
        sheet.put(f"Meeting of {long(then.day(which))}")
        sheet.row("Minute No.", "Report Title", "Action to be taken by", "Action", "Comments", "Status")
        for at, action in enumerate(actions(then, which)):
            done = since > DONE_AFTER or at % 2 == 1
            status, comment = ("Complete", "A note was sent to Members.") if done else ("Ongoing", "Under way.")
            told = fact("action", meeting=when, minute=str(action.minute), owner=[action.owner.name],
                        text=action.text, status=status)  # fmt: skip
            sheet.row(f"{action.minute}.", action.title, action.owner.name, action.text, comment, status,
                      facts=(told, *sheet.officer(action.owner.name)))  # fmt: skip


def report(sheet: Sheet, body: Body, meeting: int) -> None:
    """The report that seeks what the meeting is to resolve."""
    known = matter(body, meeting)
    when = body.day(meeting).isoformat()
    ref = f"{body.year}/{10 + meeting * 9 + body.which:03d}"
    purpose = f"To seek the Committee's leave on the {known.contract.service} Service."
    asked = known.officer
    sheet.put(known.title, fact("report", meeting=when, title=known.title, forward_plan_ref=ref, key_decision=True,
              divisions="All", purpose=purpose, agenda_item=None,
              **{"from": [f"{asked.post}, {body.council.name}"]}))  # fmt: skip
    sheet.put(f"To: {body.name}")
    sheet.put(f"Meeting Date: {long(body.day(meeting))}")
    sheet.put(f"From: {asked.post}, {body.council.name}")
    sheet.put("Electoral division(s): All")
    sheet.put(f"Forward Plan ref: {ref}")
    sheet.put("Key decision: Yes")
    sheet.put(f"Purpose: {purpose}", *service(sheet, known.contract))
    sheet.put("Recommendation: The Committee is asked to:")
    for letter, limb in zip("abc", known.limbs, strict=False):
        words = sheet.said(limb.words)
        told = _events(sheet, known, limb.step, when, "recommended", body.name)
        sheet.put(
            f"{letter}) {words}",
            fact("recommendation", report=known.title, meeting=when, limb=letter, text=words),
            *told,
        )
    _contacts(sheet, body, known)
    talk(sheet, 1, "Background")
    told_words, told = _story(sheet, known, when)
    sheet.put(f"1.5 {told_words}", *told)
    talk(sheet, 2, "Main Issues")
    talk(sheet, 3, "Significant Implications", 2)
    _clearances(sheet, body, known)
    sheet.put("4. Source documents")
    sheet.put("None")


def _contacts(sheet: Sheet, body: Body, known: Matter) -> None:
    asked, chair = known.officer, body.members[0]
    sheet.put("Officer contact:")
    sheet.put(f"Name: {asked.name}", fact("contact", report=known.title, kind="officer", name=asked.name,
              post=asked.post, email=asked.email, phone="01632 960145"),
              *sheet.officer(asked.name, asked.post, asked.email))  # fmt: skip
    for words in (f"Post: {asked.post}", f"Email: {asked.email}", "Tel: 01632 960145", "Member contacts:"):
        sheet.put(words)
    sheet.put(f"Names: Cllr {chair.name}", fact("contact", report=known.title, kind="member", name=chair.name,
              post="Chair", email=chair.email, phone="01632 960100"))  # fmt: skip
    for words in ("Post: Chair", f"Email: {chair.email}", "Tel: 01632 960100"):
        sheet.put(words)


def _story(sheet: Sheet, known: Matter, when: str) -> tuple[str, tuple[Fact, ...]]:
    """What the report tells of the contract, by what it is about."""
    contract, year = known.contract, known.body.year
    firm = sheet.once("provider", contract.firm, aliases=[]) if known.kind != "tender" else ()
    service = f"{contract.service} Service"
    if known.kind == "tender":
        words = (
            f"Officers propose a contract for the {service} of 4 years, with an option to extend it by up to 2 years."
        )
        return words, _contract(sheet, contract, term_months=48, extension_months=24)
    if known.kind == "award":
        words = (f"The {service} contract was awarded to {contract.firm} on {long(contract.awarded)} and will start on "
                 f"1 April {year + 1}. It is worth £{contract.value:,} a year.")  # fmt: skip
        return words, (
            event(contract, contract.awarded.isoformat(), "award", "reported", None, provider=contract.firm),
            event(contract, f"{year + 1}-04-01", "start", "planned", None, provider=contract.firm),
            *_contract(sheet, contract, contract.firm, annual_value=contract.value, start=f"{year + 1}-04-01"),
            *firm,
        )
    if known.kind == "end":
        words = f"The {service} contract with {contract.firm} came to an end on 31 March {year}."
        ended = event(contract, f"{year}-03-31", "end", "reported", None, provider=contract.firm)
        return words, (ended, *_contract(sheet, contract, contract.firm, end=f"{year}-03-31"), *firm)
    words = f"The {service} contract with {contract.firm} ends on 31 March {year + 1}."
    ends = event(contract, f"{year + 1}-03-31", "end", "planned", None, provider=contract.firm)
    return words, (ends, *_contract(sheet, contract, contract.firm, end=f"{year + 1}-03-31"), *firm)


def _clearances(sheet: Sheet, body: Body, known: Matter) -> None:
    rows = (
        ("Finance", "Have the resource implications been cleared by Finance?", "Financial Officer", 4),
        ("Procurement", "Have the procurement implications been cleared by Procurement?", "Officer", 3),
        (
            "Legal",
            "Has the impact on statutory, legal and risk implications been cleared by Legal?",
            "Legal Officer",
            2,
        ),
    )
    sheet.row("Implications", "Officer Clearance")
    for aspect, asked, who, at in rows:
        officer = body.officers[at].name
        cleared = fact("clearance", report=known.title, aspect=aspect, cleared="Yes", officer=officer)
        sheet.row(asked, f"Yes Name of {who}: {officer}", facts=(cleared, *sheet.officer(officer)))


def plan(sheet: Sheet, body: Body, meeting: int) -> None:
    """The forward plan as it stands at a meeting: this and the next meetings' items."""
    published = body.day(meeting) - timedelta(days=9)
    sheet.put(f"{body.name.upper()} AGENDA PLAN")
    sheet.put(f"Published on {long(published)}")
    sheet.put("Notes")
    sheet.put(f"* marks an item that {body.council.name} will decide in full meeting.")
    sheet.row("Committee date", "Agenda item", "Lead officer", "Reference if key decision", "Deadline for reports",
              "Agenda despatch date")  # fmt: skip
    then, which = body, meeting
    for _ in range(4):
        day, known = then.day(which), matter(then, which)
        ref = f"{then.year}/{10 + which * 9 + then.which:03d}"
        item = fact("forward_plan", meeting=day.isoformat(), title=known.title, lead=[known.officer.initial], ref=ref)
        step = STEPS.get(known.kind)
        comes = (
            (event(known.contract, day.isoformat(), step, "planned", None), *_contract(sheet, known.contract))
            if step
            else ()
        )
        told = (item, *comes, *service(sheet, known.contract))
        sheet.row(f"{day:{SHORT}}", known.title, known.officer.initial, ref, _short(day, 13), _short(day, 8),
                  facts=(*told, *sheet.officer(known.officer.initial)))  # fmt: skip
        then, which = (then, which + 1) if which < 4 else (Body(then.council, then.which, then.year + 1, then.seed), 0)


def _short(day: date, before: int) -> str:
    return f"{day - timedelta(days=before):{SHORT}}"
