"""How many joins of names are right, and how many are missed: pairs of names, by kind.

    python bench/identity.py [--gold DIR]... [--labels FILE]

Two truths are held against what kg/identity.py makes of them. `bench/identity_rivals.jsonl`: names of invented
councils, with rivals (one name borne by two in two councils and by two in one, Court and Place, a parent company, firms
renamed, abbreviations, a married name, the same initials). And gold records of real papers, where a folder of them is
given: a record is one thing of its paper; which records of several papers are one thing, FILE says, since no paper
does. Every two names that papers use are a pair; of a thing's names in one paper only the record's own counts, for
what the paper itself says is no finding.

Printed for certain joins, and for those together with all questions that `kg review` would ask, answered by yes.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, cast

from kg.identity_links import Groups, Link
from kg.identity_questions import Case
from kg.judgements import OF_A_PAPER
from kg.mention_words import Said, said
from kg.mentions import Mention, collect
from kg.normal import MentionKind, normal
from kg.records import (
    Action,
    Attendance,
    Clearance,
    Contact,
    Contract,
    MeetingKey,
    Membership,
    PaperFacts,
    PersonMention,
    PlannedItem,
    Provider,
    Reading,
    Record,
    Saving,
    Scheme,
)

RIVALS = Path(__file__).with_name("identity_rivals.jsonl")
SAID: tuple[Said, ...] = ("post", "clears", "phone", "committee", "scheme", "provider", "start", "end", "holder")


@dataclass(frozen=True, slots=True)
class Named:
    """One name in one paper, and the thing that it stands for in truth."""

    mention: Mention
    thing: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs that are one in truth, that were joined, and both."""

    true: int
    joined: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def main() -> None:
    """Measure, and print a table for each truth."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--gold", type=Path, action="append", default=[], help="A folder of gold records.")
    arguments.add_argument("--labels", type=Path, help="Which records of several papers are one.")
    arguments.add_argument("--errors", action="store_true", help="Name each pair that is wrong or missed.")
    given = arguments.parse_args()
    table("Rivals of invented councils", *rivals(RIVALS), errors=given.errors)
    if given.gold:
        labels = json.loads(given.labels.read_text(encoding="utf-8")) if given.labels else {}
        files = sorted({file.name: file for folder in given.gold for file in folder.glob("*.jsonl")}.values())
        table("Gold of real papers", *gold(files, labels), errors=given.errors)


def table(title: str, mentions: list[Mention], named: list[Named], errors: bool = False) -> None:
    """Print precision and recall by kind, for certain joins and for those with all questions answered by yes."""
    case = Case(mentions)
    papers = [each.judgement(True, "asked") for each in case.questions() if each.kind == OF_A_PAPER]
    asked = Case(mentions, papers)
    print(f"{title}: {len(named)} names of {len({each.thing for each in named})} things")
    print(f"{'':16} {'':>6} | {'certain':^27} | {'with questions, all yes':^27}")
    heads = f"{'joined':>7} {'prec.':>9} {'recall':>9}"
    print(f"{'kind':16} {'pairs':>6} | {heads} | {heads}")
    for kind in (*sorted({each.mention.kind for each in named}), None):
        of_kind = [each for each in named if kind in (None, each.mention.kind)]
        certain, likely = figures(case, of_kind), figures(asked, of_kind, asking=True)
        cells = " | ".join(f"{f.joined:7} {f.precision:9.3f} {f.recall:9.3f}" for f in (certain, likely))
        print(f"{kind or 'all':16} {certain.true:6} | {cells}")
    questions = [each for each in asked.likely() if each.kind in {name.mention.kind for name in named}]
    right = sum(_is_right(asked, named, each.one.iri, each.other.iri) for each in questions)
    print(f"questions: {len(questions)}, to be answered by yes: {right}; of papers: {len(papers)}\n")
    if errors:
        print("\n".join(_errors(case, named)), "\n")


def figures(case: Case, named: list[Named], asking: bool = False) -> Figures:
    """Pairs of names that are, and that were joined."""
    groups = joined(case, asking)
    true = _pairs(each.thing for each in named)
    made = _pairs(groups[_iri(case, each)] for each in named)
    both = _pairs((each.thing, groups[_iri(case, each)]) for each in named)
    return Figures(true, made, both)


def joined(case: Case, asking: bool) -> dict[str, str]:
    """What each thing counts as: itself, or with all questions answered by yes the group that it falls into."""
    groups = Groups(case.of_thing)
    for question in case.likely() if asking else ():
        groups.force(Link(question.one.iri, question.other.iri, "evidence"))
    return {iri: groups.top(iri) for iri in case.of_thing}


def _pairs(names: Iterable[object]) -> int:
    counts: dict[object, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return sum(count * (count - 1) // 2 for count in counts.values())


def _iri(case: Case, named: Named) -> str:
    iri = case.identities.iri_of(named.mention)
    assert iri
    return iri


def _is_right(case: Case, named: list[Named], one: str, other: str) -> bool:
    things = {iri: {each.thing for each in named if _iri(case, each) == iri} for iri in (one, other)}
    return bool(things[one] & things[other])


def _errors(case: Case, named: list[Named]) -> Iterator[str]:
    for one, other in combinations(named, 2):
        together = _iri(case, one) == _iri(case, other)
        if together != (one.thing == other.thing):
            what = "WRONG " if together else "missed"
            yield f"{what} {one.mention.kind}: {one.mention.name} ({one.mention.paper[:6]}) / {other.mention.name}"


# The two truths


def rivals(file: Path) -> tuple[list[Mention], list[Named]]:
    """Names of invented councils: one a line, with the thing that it stands for."""
    named = [_rival(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [each.mention for each in named], named


def _rival(entry: dict[str, Any]) -> Named:
    kind = cast(MentionKind, entry["kind"])
    about = tuple(each for what in SAID for each in said(what, entry.get(what)))
    mention = Mention(
        sha256(str(entry["paper"]).encode()).hexdigest(),
        kind,
        entry["name"],
        entry.get("council"),
        aliases=tuple(entry.get("aliases", ())),
        email=entry.get("email"),
        ref=entry.get("ref"),
        recorded=kind not in ("member", "post"),
        told_apart=entry.get("list"),
        about=about,
    )
    return Named(mention, f"{kind} {entry['thing']}")


def gold(files: Iterable[Path], labels: dict[str, Any]) -> tuple[list[Mention], list[Named]]:
    """Names of gold records, with labels that say which are one in several papers and which nobody can tell."""
    mentions: list[Mention] = []
    named: list[Named] = []
    for file in files:
        entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        paper = sha256(file.stem.encode()).hexdigest()
        council = next((entry["council"] for entry in entries if entry["type"] == "meeting" and entry["council"]), None)
        council = council or labels.get("councils", {}).get(file.stem)
        found = collect(paper, _reading(entries, council))
        mentions += found
        seen: set[tuple[str, str]] = set()
        for mention in found:
            if mention.kind in ("member", "officer", "provider", "scheme", "contract") and _counts(mention):
                thing = _thing(mention, council or file.stem, labels)
                if thing and (mention.kind, mention.name) not in seen:
                    seen.add((mention.kind, mention.name))
                    named.append(Named(mention, thing))
    return mentions, named


def _counts(mention: Mention) -> bool:
    return mention.recorded or mention.kind in ("member", "officer")


def _thing(mention: Mention, council: str, labels: dict[str, Any]) -> str | None:
    """The thing of a name: that of its label, else its own; None where nobody can tell."""
    name = normal(mention.kind, mention.name)
    kinds = labels.get(mention.kind, {})
    for number, group in enumerate(kinds.get("same", ())):
        if name in {normal(mention.kind, each) for each in group}:
            return f"{mention.kind} group {number}"
    if name in {normal(mention.kind, each) for each in kinds.get("unsure", ())}:
        return None
    return f"{mention.kind} {name}" if mention.kind == "provider" else f"{mention.kind} {council} {name}"


def _reading(entries: list[dict[str, Any]], council: str | None) -> Reading:
    """Gold records as an extractor would have made them."""
    committees = (entry["committee"] for entry in entries if entry["type"] == "meeting")
    committee = next(filter(None, committees), "Committee")
    records: list[Record] = [PaperFacts("pack", (), council=council, committee=committee)]
    for entry in entries:
        records.extend(_records(entry, committee, council))
    return Reading(tuple(records))


def _records(entry: dict[str, Any], committee: str, council: str | None) -> Iterator[Record]:
    key = MeetingKey(committee, entry.get("meeting") or "", council)
    match entry["type"]:
        case "attendance":
            yield Attendance(key, entry["person"], entry["status"], (), substitute_for=entry["substitute_for"])
        case "committee_member":
            yield Membership(key, entry["person"], ())
        case "contact" if entry["name"]:
            post, email, phone = entry.get("post"), entry.get("email"), entry.get("phone")
            yield Contact(entry["report"], entry["name"], entry["kind"], (), key, post, email, phone)
        case "clearance":
            yield Clearance(entry["report"], entry["aspect"], (), key, entry["cleared"], entry["officer"])
        case "action":
            yield Action(key, entry["text"], (), owners=tuple(entry["owner"]))
        case "forward_plan":
            yield PlannedItem(entry["title"], (), leads=tuple(entry["lead"]))
        case "saving":
            yield Saving(
                entry["scheme"], Decimal(str(entry["amount"] or 0)), (), responsible=tuple(entry["responsible"])
            )
        case "officer":
            yield PersonMention(entry["name"], "officer", (), tuple(entry["posts"]), entry.get("email"))
        case "provider":
            yield Provider(entry["name"], (), tuple(entry["aliases"]))
        case "scheme":
            yield Scheme(entry["name"], entry["kind"], (), entry.get("ref"), tuple(entry["aliases"]))
        case "contract":
            start, end = entry.get("start"), entry.get("end")
            yield Contract(entry["name"], (), entry["scheme"], entry["provider"], start=start, end=end)


if __name__ == "__main__":
    main()
