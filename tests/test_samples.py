"""The sample papers give what a careful clerk puts on record from them, no more and no less."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.read.reader import read
from kg import records
from kg.names import fold
from kg.records import Record

SAMPLES = Path(__file__).parent.parent / "samples"
TEXTS = sorted(SAMPLES.glob("*.txt"))
# Of other councils, as they publish them: minutes, decision forms and a record of decision in PDF, Word, a web page.
OTHERS = sorted(file for file in (SAMPLES / "other-councils").iterdir() if file.is_file())
PAPERS = [pytest.param(file, id=file.stem) for file in (*TEXTS, *OTHERS)]

Key = tuple[str | None, ...]


def words(text: str | None) -> str | None:
    return fold(text) if text else None


# For each kind of expected record, what tells it: from the expected record, and from ours.
KINDS: dict[str, tuple[type, Callable[[dict[str, Any]], Key], Callable[[Any], Key]]] = {
    "meeting": (records.Meeting, lambda e: (e["date"], e["start"]), lambda r: (r.meeting.date, r.start_time)),
    "attendance": (
        records.Attendance,
        lambda e: (e["meeting"], words(e["person"]), e["status"], words(e["substitute_for"])),
        lambda r: (r.meeting.date, words(r.person), r.status, words(r.substitute_for)),
    ),
    "agenda_item": (
        records.AgendaItem,
        lambda e: (e["number"], words(e["title"])),
        lambda r: (r.number, words(r.title)),
    ),
    "minute": (
        records.Minute,
        lambda e: (e["meeting"], e["number"], words(e["title"])),
        lambda r: (r.meeting.date, r.number, words(r.title)),
    ),
    "decision": (
        records.Decision,
        lambda e: (e["minute"], e["limb"], words(e["text"]), e["vote"]),
        lambda r: (r.minute or r.reference, r.limb, words(r.text), r.vote),
    ),
    "report": (
        records.Report,
        lambda e: (words(e["title"]), e["meeting"], e["forward_plan_ref"]),
        lambda r: (words(r.title), r.meeting.date if r.meeting else None, r.forward_plan_ref),
    ),
    "recommendation": (
        records.Recommendation,
        lambda e: (words(e["report"]), e["limb"], words(e["text"])),
        lambda r: (words(r.report), r.limb, words(r.text)),
    ),
    "contact": (
        records.Contact,
        lambda e: (words(e["report"]), words(e["name"]), e["kind"], e["email"]),
        lambda r: (words(r.report), words(r.person), r.kind, r.email),
    ),
    "clearance": (
        records.Clearance,
        lambda e: (words(e["report"]), e["aspect"], e["cleared"], words(e["officer"])),
        lambda r: (words(r.report), r.aspect, r.cleared, words(r.officer)),
    ),
    "action": (
        records.Action,
        lambda e: (e["meeting"], e["minute"], words(e["text"]), e["status"]),
        lambda r: (r.meeting.date, r.minute, words(r.text), r.status),
    ),
    "forward_plan": (
        records.PlannedItem,
        lambda e: (e["meeting"], words(e["title"]), e["ref"]),
        lambda r: (r.planned_for.date if r.planned_for else None, words(r.title), r.ref),
    ),
    "saving": (
        records.Saving,
        lambda e: (str(float(e["amount"])), ", ".join(map(fold, e["responsible"]))),
        lambda r: (str(float(r.amount)), ", ".join(map(fold, r.responsible))),
    ),
}


@cache
def records_of(paper: Path) -> tuple[Record, ...]:
    return extract(divide(read(paper.read_bytes())[0]))


def expected(paper: Path) -> list[dict[str, Any]]:
    lines = (paper.parent / "expected" / f"{paper.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def ordered(keys: Iterable[Key]) -> list[Key]:
    return sorted(set(keys), key=lambda key: [part or "" for part in key])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_gives_what_a_clerk_puts_on_record(paper: Path, kind: str) -> None:
    made, of_expected, of_record = KINDS[kind]
    wanted = ordered(of_expected(each) for each in expected(paper) if each["type"] == kind)
    found = ordered(of_record(each) for each in records_of(paper) if isinstance(each, made))
    assert found == wanted


@pytest.mark.parametrize("paper", TEXTS, ids=lambda paper: paper.stem)
def test_expected_records_quote_their_line(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8").split("\n")
    for each in expected(paper):
        near = fold(" ".join(text[each["line"] - 1 : each["line"] + 12]))
        assert fold(each["quote"])[:20] in near, each
