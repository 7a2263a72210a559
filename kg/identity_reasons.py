"""Why two names are one thing, step by step; or why they are not, and what would be missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.identity_links import Link
from kg.identity_questions import Case
from kg.identity_scores import LIKELY
from kg.mentions import forms
from kg.normal import MentionKind, normal, reference_form


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the why, in words; `paper` the sha256 of the paper that gives it, None where no single one does."""

    words: str
    paper: str | None = None


def why_one(case: Case, iri: str, kind: MentionKind, first: str, second: str) -> tuple[Reason, ...]:
    """Why two names of one thing are that: a shared form, or the joins that lead from one to the other."""
    one, other = (_forms(kind, name) for name in (first, second))
    if shared := one & other:
        return (Reason(f"“{first}” and “{second}” are one name, “{min(shared)}”, but for case, marks and small words"),)
    steps = _steps(case, iri, kind)
    starts = {node for node in steps if _bare(node) in one}
    ends = {node for node in steps if _bare(node) in other}
    way = _way(steps, starts, ends)
    return tuple(_told(link) for link in way) if way else (Reason("the papers use both names for it"),)


def why_two(case: Case, one: str, other: str) -> tuple[Reason, ...]:
    """Why two things, by IRI, are not one: what tells them apart, or what speaks for it and how much is missing."""
    score = case.weigh(one, other)
    found = [Reason(f"told apart: {score.apart}")] if score.apart else []
    for (paper, kind, form), ambiguous in sorted(case.identities.ambiguous.items()):
        if case.identities.places[paper, kind, form] in (one, other):
            found.append(Reason(f"“{ambiguous.name}” fits {' and '.join(ambiguous.candidates)}", paper))
    evidence = sorted(score.evidence, key=lambda each: (-each.points, each.words))
    found.extend(Reason(f"{each.words} ({each.points:+d})") for each in evidence)
    if score.apart is None and score.likely:
        found.append(Reason(f"{score.points} points: likely, so it is a question for a person (`kg review`)"))
    elif score.apart is None:
        found.append(Reason(f"{score.points} points, and a question needs {LIKELY}"))
    return tuple(found)


Steps = dict[str, list[tuple[str, Link]]]


def _steps(case: Case, iri: str, kind: MentionKind) -> Steps:
    """The joins between a thing's names, and its papers' aliases, by name."""
    links = [*case.identities.links.get((case.scope(iri), kind), ()), *_aliases(case, iri)]
    found: Steps = defaultdict(list)
    for mention in case.of_thing[iri]:
        found[forms(mention)[0]] = []
    for link in links:
        found[link.one].append((link.other, link))
        found[link.other].append((link.one, link))
    return found


def _aliases(case: Case, iri: str) -> Iterator[Link]:
    for mention in sorted(case.of_thing[iri], key=lambda mention: mention.order):
        first, *others = forms(mention)
        yield from (Link(form, first, "alias", mention.ref or "", mention.paper) for form in others)


def _way(steps: Steps, starts: set[str], ends: set[str]) -> list[Link]:
    ways: dict[str, list[Link]] = {start: [] for start in sorted(starts)}
    waiting = list(ways)
    for node in waiting:
        if node in ends:
            return ways[node]
        for other, link in steps[node]:
            if other not in ways:
                ways[other] = [*ways[node], link]
                waiting.append(other)
    return []


def _told(link: Link) -> Reason:
    both = f"“{_bare(link.one)}” and “{_bare(link.other)}”"
    match link.how:
        case "judgement":
            return Reason(f"a person's judgement: {link.words}")
        case "alias":
            return Reason(f"the paper calls “{link.words or _bare(link.other)}” also “{_bare(link.one)}”", link.paper)
        case "spelling":
            return Reason(f"{both} differ in plurals and spaces only")
        case "fits":
            return Reason(f"{both} fit each other, and in this council's papers nobody else")
        case "notice":
            return Reason(f"a published notice agrees with what papers tell: {link.words}")
        case "meeting":
            return Reason(f"{both} are told of in one step put to one meeting: {link.words}")
        case "evidence":
            return Reason(f"{both}: {link.words}")


def _forms(kind: MentionKind, name: str) -> set[str]:
    return {normal(kind, name), reference_form(name)}


def _bare(node: str) -> str:
    """A name's key without the paper whose bearer of the name is meant."""
    words, _space, last = node.rpartition(" ")
    return words if len(last) == 16 and all(letter in "0123456789abcdef" for letter in last) else node
