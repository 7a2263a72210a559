"""What names of one kind in one council come to: the things, and which of them each key stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg import ids, names
from kg.identity_links import Link
from kg.identity_people import Doubt, PeopleBlock
from kg.identity_things import ThingBlock
from kg.identity_uses import Block, Pair, Said, Use, Uses
from kg.normal import MentionKind, PersonKind, normal
from kg.notice_numbers import is_process
from kg.vocabulary import ID_BASE


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing and all that the base calls it; `label` is the name to show.

    `part_of` is a committee's council, or a meeting's committee; `date` a meeting's.
    """

    iri: str
    kind: MentionKind
    label: str
    names: tuple[str, ...]
    refs: tuple[str, ...] = ()
    part_of: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What names came to.

    things  by IRI, without those that only one paper's doubtful names have
    of      by key the IRI of the thing for which it stands; not for what is in doubt
    doubts  by key
    """

    things: Mapping[str, Thing] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


def outcome(block: Block, uses: Uses, said: Said, known: Callable[[str], bool]) -> Outcome:
    """What some names of a block come to, of which no other name of the block can be one.

    known  whether an IRI is that of a committee or council: a body that is one is no thing of its own
    """
    match block[1]:
        case "member" | "officer" as kind:
            return _people(block[0], kind, uses, said)
        case "council" | "committee" | "meeting":
            things = {key: _fixed(block, key, several, uses, said) for key, several in uses.of_keys().items()}
            return Outcome(things, {key: key for key in things})
        case _:
            return _named(block, uses, said, known)


def _people(scope: str, kind: PersonKind, uses: Uses, said: Said) -> Outcome:
    people = PeopleBlock(kind, uses, said.of((scope, kind)))
    things: dict[str, Thing] = {}
    of: dict[str, str] = {}
    for person in people.people():
        iri = ids.person(scope, kind, person.told_by)
        things[iri] = Thing(iri, kind, person.label, person.names)
        of.update(dict.fromkeys(person.keys, iri))
    return Outcome(things, of, {doubt.key: doubt for doubt in people.doubts()}, tuple(people.links))


def _fixed(block: Block, iri: str, several: Sequence[Use], uses: Uses, said: Said) -> Thing:
    scope, kind = block
    called = label(several, uses.papers)
    if kind == "meeting":
        date = several[0].date
        whole = ids.committee(scope, said.committee_form(scope, called))
        return Thing(iri, kind, f"{called}, {date}", (), part_of=whole, date=date)
    council = min((use.council for use in several if use.council), default=None)
    part_of = f"{ID_BASE}council/{scope}" if kind == "committee" and (council or not _is_paper(scope)) else None
    return Thing(iri, kind, called, _names(several), part_of=part_of)


def _named(block: Block, uses: Uses, said: Said, known: Callable[[str], bool]) -> Outcome:
    of: dict[str, str] = {}
    joined = ThingBlock(block[1], uses, said.of(block))
    of_keys = uses.of_keys()
    groups = joined.groups()
    several = Counter(_shortest(block[1], group) for group in (_uses_of(keys, of_keys) for keys in groups))
    bearing: dict[str, list[Use]] = defaultdict(list)  # a firm's alias in one paper may be another's name elsewhere
    for keys in groups:
        group = _uses_of(keys, of_keys)
        iri = _named_iri(block, group, said, known, several)
        of.update(dict.fromkeys(keys, iri))
        bearing[iri] += group
    things: dict[str, Thing] = {}
    for iri, group in bearing.items():
        if not (block[1] == "body" and known(iri)):
            refs = tuple(sorted({use.ref for use in group if use.ref}))
            things[iri] = Thing(iri, block[1], label(group, uses.papers), _names(group), refs)
    return Outcome(things, of, links=tuple(joined.links))


def _uses_of(keys: Iterable[str], of_keys: Mapping[str, Sequence[Use]]) -> list[Use]:
    return [use for key in keys for use in of_keys[key]]


def _named_iri(
    block: Block, group: Sequence[Use], said: Said, known: Callable[[str], bool], several: Mapping[str, int]
) -> str:
    """From the reference, else from the shortest name that says anything outside its paper; of firms that share their
    name, with the number of each."""
    scope, kind = block
    refs = sorted(use.ref for use in group if use.ref)
    short = _shortest(kind, group)
    match kind:
        case "provider":
            return ids.provider(f"{short} {refs[0]}" if refs and several[short] > 1 else short)
        case "scheme":
            return ids.scheme(scope, refs[0] if refs else short)
        case "contract":
            return ids.contract(scope, short)
        case "post":
            return ids.post(scope, short)
        case _:
            maybe = body_iris(scope, short, said)
            return next((iri for iri in maybe if known(iri)), ids.body(scope, short))


def body_iris(scope: str, form: str, said: Said) -> tuple[str, str]:
    """The committee and the council that a body of that name is where the base knows such."""
    return ids.committee(scope, said.committee_form(scope, form)), ids.council(form)


def _is_paper(scope: str) -> bool:
    return scope.startswith("paper-")


def _shortest(kind: MentionKind, group: Iterable[Use]) -> str:
    """The words of a thing's IRI; what is nameless has those of its paper beside them."""
    found: dict[str, str] = {}
    for use in group:
        form = names.fold(use.name) if kind == "contract" else normal(kind, use.name)
        found[use.short] = min(found.get(use.short, form), form)
    return min(found, key=lambda key: (key != found[key], len(found[key]), key))


def _names(uses: Iterable[Use]) -> tuple[str, ...]:
    return tuple(sorted({name for use in uses for name in (use.name, *use.aliases)}))


def label(uses: Sequence[Use], papers: Mapping[Pair, int]) -> str:
    """The name that most papers use, records' own before those only spoken of; of equals the longest. What a notice
    calls a contract is its name where no other paper names it."""
    recorded = {use.name for use in uses if use.recorded}
    of_papers = {use.name for use in uses if not is_process(use.ref)}
    bearing: dict[str, int] = defaultdict(int)
    for key, name in {(use.key, use.name) for use in uses}:
        bearing[name] += papers[key, name]
    return min(
        bearing,
        key=lambda name: (
            name not in of_papers, name not in recorded, name.isupper(), -bearing[name], -len(name), name
        ),
    )  # fmt: skip
