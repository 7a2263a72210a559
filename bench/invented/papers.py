"""The papers of a committee's year: five packs, and between them what is published by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from invented.county import Body
from invented.matters import long, matter
from invented.sections import event, fact, front, log, minutes, plan, report, service, talk
from invented.sheet import Sheet

LEAST_SAVING: Final = 20


def pack(sheet: Sheet, body: Body, meeting: int) -> None:
    """Front sheet, the last meeting's minutes, the action log, a report, the forward plan."""
    front(sheet, body, meeting)
    sheet.page()
    minutes(sheet, *body.before(meeting), has_log=True)
    sheet.page()
    log(sheet, body, meeting)
    sheet.page()
    report(sheet, body, meeting)
    sheet.page()
    plan(sheet, body, meeting)


def officers_notice(sheet: Sheet, body: Body, meeting: int) -> None:
    """An officer awards under delegated powers the contract that was tendered."""
    known = matter(body, 0)
    contract, day = known.contract, body.contract(0).awarded
    ref = f"{body.year % 100:02d}/{body.which * 10 + 1:04d}"
    words = (
        f"To award the {contract.service} Service contract to {contract.firm} at a cost of £{contract.value:,} a year."
    )
    _notice(sheet, body, f"{known.officer.post}", ref, f"{contract.service} Service - Award of Contract", long(day))
    sheet.put("Decision")
    sheet.put(words, fact("decision", meeting=day.isoformat(), minute=ref, vote=None, limb=None, text=words),
              event(contract, day.isoformat(), "award", "resolved", known.officer.post, provider=contract.firm),
              *sheet.once("contract", contract.name, scheme=None, provider=contract.firm, annual_value=contract.value,
                          total_value=None, term_months=None, extension_months=None, start=None, end=None),
              *sheet.once("provider", contract.firm, aliases=[]), *service(sheet, contract))  # fmt: skip
    _reasons(sheet)


def members_notice(sheet: Sheet, body: Body, meeting: int) -> None:
    """A cabinet member has a service carried on without a tender after its contract's end."""
    contract = body.contract(5)
    day = body.day(2) + timedelta(days=20)
    ref = f"{body.year % 100:02d}/{body.which * 10 + 2:04d}"
    words = f"To make a direct award of the {contract.service} Service contract to {contract.firm} for six months."
    taker = f"Councillor {body.members[0].name}, Cabinet Member for {body.name.split()[0]}"
    _notice(sheet, body, taker, ref, f"{contract.service} Service - Direct Award", long(day))
    sheet.put("Decision")
    sheet.put(words, fact("decision", meeting=day.isoformat(), minute=ref, vote=None, limb=None, text=words),
              event(contract, day.isoformat(), "direct-award", "resolved", taker, provider=contract.firm),
              *sheet.once("contract", contract.name, scheme=None, provider=contract.firm, annual_value=None,
                          total_value=None, term_months=6, extension_months=None, start=None, end=None),
              *sheet.once("provider", contract.firm, aliases=[]), *service(sheet, contract))  # fmt: skip
    _reasons(sheet)


def _notice(sheet: Sheet, body: Body, taker: str, ref: str, title: str, day: str) -> None:
    sheet.put(body.council.name.upper())
    sheet.put("RECORD OF DECISION")
    sheet.put(f"Decision taken by: {taker}")
    sheet.put(f"Decision number: {ref}")
    sheet.put(f"Date of decision: {day}")
    sheet.put("Key decision: Yes")
    sheet.put(f"Subject: {title}")


def _reasons(sheet: Sheet) -> None:
    for head in ("Reason(s) for decision", "Background", "Financial implications"):
        sheet.put(head)
        sheet.prose(" ".join(sheet.chance.sample(PROSE, 3)))


PROSE: Final = (
    "The service is one that the Council must provide by law.",
    "People who use it were asked and most wished it to go on as it is.",
    "The costs are within the budget of the year.",
    "No other course would have kept the service open over the summer.",
    "The change has been talked over with staff and with the unions.",
)


def business(sheet: Sheet, body: Body, meeting: int) -> None:
    """Three business cases for savings."""
    spans = f"{body.year + 1}/{(body.year + 2) % 100:02d}"
    for at in range(3):
        officer = body.officers[at]
        name = f"{body.contract(at).service} - {('fewer journeys', 'new hours', 'shared office')[at]}"
        ref = f"{'ACHL'[body.which % 4]}/R.{6 + at % 2}.{(body.which * 100 + body.year % 100 * 3 + at) % 1000:03d}"
        amount = sheet.chance.randrange(LEAST_SAVING, 900)
        title = f"{ref} {name}"
        saved = fact("saving", scheme=title, amount=amount * 1000, year=spans, responsible=[officer.name])
        sheet.put(f"## {title}", *sheet.once("scheme", name, kind="savings", ref=ref, aliases=[]))
        sheet.row("Project Overview", "", "")
        sheet.row("Project Title", title, "")
        sheet.row("Saving", f"£{amount}K Business Planning Reference {ref}", "", facts=(saved,))
        sheet.row("Business Planning Brief Description",
                  f"The saving will be made in {spans}. {sheet.chance.choice(PROSE)}", "")  # fmt: skip
        sheet.row("Senior Responsible Officer", officer.name, "", facts=sheet.officer(officer.name))
        for head in ("Project Approach", "Background", "Why is this project needed?"):
            sheet.put(f"#### {head}")
        sheet.prose(" ".join(sheet.chance.sample(PROSE, 3)))
        sheet.put("#### What happens if we do nothing?")
        sheet.prose("Spending would go on rising.")


def finance(sheet: Sheet, body: Body, meeting: int) -> None:
    """A finance report, whose commentary tells of a contract that was awarded."""
    officer, contract = body.officers[4], body.contract(1)
    when = f"{contract.tendered}-04"
    sheet.put(f"From: {officer.name}", *sheet.officer(officer.name))
    sheet.put("Tel.: 01632 960160")
    sheet.put(f"Date: 10th June {body.year}")
    sheet.put(body.council.name)
    sheet.put(f"{body.name.removesuffix(' Committee')} Service")
    title = f"Finance Monitoring Report - May {body.year}"
    sheet.put(title, fact("report", meeting=None, title=title, forward_plan_ref=None, key_decision=None, divisions=None,
              purpose=None, agenda_item=None, **{"from": [officer.name]}))  # fmt: skip
    sheet.put("1. SUMMARY")
    sheet.put("1.1 Finance")
    sheet.row("Previous Status", "Category", "Target", "Current Status", "Section Ref.")
    sheet.row("Amber", "Income and Expenditure", "Balanced year end position", "Red", "2.1")
    talk(sheet, 2, "INCOME AND EXPENDITURE", 3)
    sheet.put("APPENDIX 2 - Commentary on Forecast Outturn Position")
    sheet.row("Service", f"Budget {body.year}/{(body.year + 1) % 100:02d}", "Actual", "Forecast Outturn Variance", "")
    sheet.row("", "£'000", "£'000", "£'000", "%")
    sheet.row(f"1) {contract.service}", f"{contract.value // 1000}", "118", "95", "15%")
    words = (f"The {contract.service} Service contract was awarded to {contract.firm} in April {contract.tendered} for "
             f"four years at £{contract.value:,} a year.")  # fmt: skip
    told = (
        event(contract, when, "award", "reported", None, provider=contract.firm),
        *sheet.once("contract", contract.name, scheme=None, provider=contract.firm, annual_value=contract.value,
                    total_value=None, term_months=48, extension_months=None, start=None, end=None),
        *sheet.once("provider", contract.firm, aliases=[]),
        *service(sheet, contract),
    )  # fmt: skip
    sheet.row(words, facts=told)


Maker = Callable[[Sheet, Body, int], None]
# A committee's year in turn: the kind of paper, what makes it, and which meeting it belongs to.
YEAR: Final[tuple[tuple[str, Maker, int], ...]] = (
    ("pack", pack, 0),
    ("minutes", minutes, 0),
    ("pack", pack, 1),
    ("notice", officers_notice, 1),
    ("pack", pack, 2),
    ("finance", finance, 2),
    ("decision", members_notice, 2),
    ("pack", pack, 3),
    ("report", report, 3),
    ("cases", business, 3),
    ("pack", pack, 4),
    ("plan", plan, 4),
)


def written(body: Body, turn: int) -> Sheet:
    """A paper of the committee's year."""
    _, make, meeting = YEAR[turn]
    sheet = Sheet(random.Random(f"{body.seed} {body.council.number} {body.which} {body.year} {turn}"))
    make(sheet, body, meeting)
    return sheet
