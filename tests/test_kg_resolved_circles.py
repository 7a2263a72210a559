"""Circles of names, kept as papers come and go, come to what all names at once come to: rivals, slips, judgements."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import names_papers, resolved_blocks
from kg.admitted import admitted, admitted_by
from kg.archive import Archive
from kg.identity import Identities, resolve
from kg.judgements import Judgement, contradicted
from kg.mentions import Mention
from kg.names_cache import NamesCache
from kg.normal import MentionKind
from kg.records import MeetingKey
from kg.resolved_blocks import resolved
from kg.versions import Version, Work, works

PAPERS = tuple(hashlib.sha256(b"%d" % n).hexdigest() for n in range(6))
COUNCILS = (None, "Wexmere County Council", "Oswick Borough Council")
PEOPLE = (
    "Anna Marsh", "A Marsh", "Alan Marsh", "Marsh", "Ana Marsh", "Anna Marshe", "Cllr A. Marsh", "ANNA MARSH",
    "Brian Fenn", "B Fenn", "Bryan Fenn", "B J Fenn", "van Dyke", "Van Dyke",
)  # fmt: skip
FIRMS = ("Tern Care", "Tern Care Ltd", "Tern Cares", "Tern", "Fern Trust", "Ferntrust", "the provider", "care")
THINGS = (
    "Larkfield Court contract", "Larkfield Courts contract", "Mill Lane contract", "contract for Mill Lane",
    "the contract", "contract phase 1", "Mill Lane current contract", "the new contract", "the contract for services",
    "Larkfield Court, Mill Lane and harbour contract",
)  # fmt: skip
BODIES = ("Adults Committee", "Ports Committee", "Health Board", "Oswick Borough Council", "the Committee")
POSTS = ("Head of Care", "head care", "Chair")
NAMES: dict[str, tuple[str, ...]] = {
    "member": PEOPLE, "officer": PEOPLE, "provider": FIRMS, "scheme": FIRMS, "contract": THINGS, "post": POSTS,
    "body": BODIES, "committee": BODIES, "meeting": BODIES,
}  # fmt: skip
MAILS = (None, "anna.marsh@wexmere.gov.uk", "a.marsh@oswick.gov.uk", "alan.marsh@wexmere.gov.uk")
SAID: dict[str, tuple[tuple[str, ...], ...]] = {
    "member": ((), ("post head of care",), ("committee adults committee",)),
}
TERMS = (
    "provider tern care", "provider tern", "awarded tern care", "start 2020-01-01", "start 2020-01", "start 2021-02-01",
    "end 2019-12-31", "end 2022-12-31", "months 36", "worth 100", "worth 200", "instrument framework",
    "decided extend 2020-01-01", "decided award 2020-01-01",
)  # fmt: skip
OCIDS = (None, None, "ocds-aaaaaa-1", "ocds-aaaaaa-2", "ocds-bbbbbb-1")
REFS: dict[str, tuple[str | None, ...]] = {
    "scheme": (None, "A/R.1", "A/R 1", "A/R.2"), "contract": OCIDS,
    "provider": (None, None, "GB-COH 01234567", "GB-COH 07654321", "GB-CHC 123456"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one paper tells, in the place of its records."""

    mentions: tuple[Mention, ...]
    versions: tuple[Version, ...]


@st.composite
def mentions(draw: st.DrawFn, paper: str, council: str | None) -> Mention:
    kind = cast(MentionKind, draw(st.sampled_from(sorted(NAMES))))
    name = st.sampled_from(NAMES[kind])
    terms = tuple(draw(st.lists(st.sampled_from(TERMS), max_size=5, unique=True))) if kind == "contract" else ()
    about = draw(st.sampled_from(SAID.get(kind, (terms,))))
    if kind in ("member", "officer"):
        told_apart = draw(st.sampled_from((None, "one list", "another")))
        email = draw(st.sampled_from(MAILS))
        return Mention(paper, kind, draw(name), council, email=email, told_apart=told_apart, about=about)
    if kind in ("body", "committee", "meeting", "post"):
        date = draw(st.sampled_from(("2020-01-01", "2021-05-05"))) if kind == "meeting" else None
        return Mention(paper, kind, draw(name), council, date=date)
    aliases = tuple(draw(st.lists(name, max_size=2)))
    ref = draw(st.sampled_from(REFS[kind]))
    recorded = bool(aliases) or draw(st.booleans())
    return Mention(paper, kind, draw(name), council, aliases=aliases, ref=ref, recorded=recorded, about=about)


@st.composite
def told(draw: st.DrawFn, paper: str) -> Told:
    council = draw(st.sampled_from(COUNCILS))
    found = draw(st.lists(mentions(paper, council), max_size=8))
    own = [Mention(paper, "council", council, council, recorded=True)] if council else []
    printed = st.builds(
        lambda kind, title, body, standing, node: Version(
            paper, kind, title, MeetingKey(body, "2020-01-01", council), f"{kind}/{node}", standing
        ),
        st.sampled_from(("report", "minutes")),
        st.sampled_from(("A report", "a Report.")),
        st.sampled_from(BODIES),
        st.sampled_from((None, "draft", "approved")),
        st.integers(0, 2),
    )
    versions = draw(st.lists(printed, max_size=2, unique_by=lambda version: version.iri)) if own or found else []
    return Told(tuple(dict.fromkeys((*own, *found))), tuple(versions))


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    kind = draw(st.sampled_from(("member", "provider", "contract", "scheme", "committee", "paper")))
    if kind == "paper":
        return Judgement(kind, (draw(st.sampled_from(PAPERS))[:16], "Wexmere County Council"), True, "said")
    names = draw(st.tuples(*[st.sampled_from(NAMES[kind])] * 2).filter(lambda pair: pair[0] != pair[1]))
    of = st.sampled_from((None, None, *(paper[:16] for paper in PAPERS)))
    council = None if kind == "provider" else draw(st.sampled_from(COUNCILS))
    return Judgement(kind, names, draw(st.booleans()), "said", council, draw(st.tuples(of, of)))


changes = st.fixed_dictionaries({}, optional={paper: st.none() | told(paper) for paper in PAPERS})
verdicts = st.lists(judgements(), max_size=3, unique=True).filter(lambda several: contradicted(several) is None)
steps = st.lists(st.tuples(changes, verdicts, st.booleans()), min_size=1, max_size=4)


class Shelf:
    """An archive that holds what papers tell."""

    def __init__(self, held: Mapping[str, Told]) -> None:
        self._held = held

    def stamp(self, sha256: str) -> str:
        return repr(self._held[sha256])

    def get(self, sha256: str) -> Shelf:
        self.reading = self._held[sha256]
        return self


@pytest.fixture
def by_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that tell their mentions themselves, taken three at a time."""
    monkeypatch.setattr(names_papers, "collect", lambda _paper, reading: reading.mentions)
    monkeypatch.setattr(names_papers, "versions_of", lambda _paper, reading: reading.versions)
    monkeypatch.setattr(resolved_blocks, "TAKEN", 3)


def values(found: Identities) -> tuple[dict[object, object], ...]:
    several = (found.things, found.places, found.scopes, found.ambiguous, found.committees)
    return tuple(dict(cast(Mapping[object, object], each)) for each in several)


def differing(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> set[object]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def at_once(held: Mapping[str, Told], said: Sequence[Judgement]) -> tuple[Identities, dict[str, Work]]:
    whole = resolve([mention for each in held.values() for mention in each.mentions], said)
    versions = [version for paper in sorted(held) for version in held[paper].versions]
    return whole, {work.iri: work for work in works(versions, whole)}


@settings(deadline=None, max_examples=80, suppress_health_check=[*HealthCheck])
@given(steps=steps)
def test_rivals_slips_and_judgements_come_to_the_same_however_papers_came(
    by_told: None,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[dict[str, Told | None], list[Judgement], bool]],
) -> None:
    file = tmp_path_factory.mktemp("names") / "names.sqlite"
    held: dict[str, Told] = {}
    pending: set[str] = set()
    stood, printed = at_once({}, ())
    for changed, said, keep in steps:
        held = {paper: each for paper, each in (held | changed).items() if each is not None}
        pending |= changed.keys()
        with NamesCache(file) as cache:
            cache.look(cast(Archive, Shelf(held)), held, pending)
            found = resolved(cache, said)
            whole, prints = at_once(held, said)
            assert values(found.identities) == values(whole)
            assert dict(found.printed) == prints
            assert found.works == {iri: prints.get(str(iri)) for iri in differing(printed, prints)}
            assert found.things == differing(stood.things, whole.things)
            places = differing(values(stood)[1], values(whole)[1]) | differing(values(stood)[3], values(whole)[3])
            assert found.touched >= {cast(tuple[str, str, str], place)[0] for place in places}
            every = [mention for each in held.values() for mention in each.mentions]
            assert admitted_by(said, cache.knows) == admitted(said, every)
            if keep:
                cache.keep()
        if keep:
            stood, printed, pending = whole, prints, set()


def test_a_paper_that_says_what_others_say_works_out_nothing_anew(
    by_told: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import resolved_circles

    council = "Wexmere County Council"

    def paper(sha256: str) -> Told:
        own = Mention(sha256, "council", council, council, recorded=True)
        return Told((own, *(Mention(sha256, "member", name, council, told_apart="l") for name in PEOPLE[:2])), ())

    held = {sha256: paper(sha256) for sha256 in PAPERS[:3]}
    with NamesCache(tmp_path / "names.sqlite") as cache:
        cache.look(cast(Archive, Shelf(held)), held)
        resolved(cache, ())
        cache.keep()
    held[PAPERS[3]] = paper(PAPERS[3])

    def never(*_given: object) -> None:
        raise AssertionError("worked out anew")

    monkeypatch.setattr(resolved_circles, "outcome", never)
    with NamesCache(tmp_path / "names.sqlite") as cache:
        cache.look(cast(Archive, Shelf(held)), held, PAPERS[3:4])
        found = resolved(cache, ())
        assert found.touched == {PAPERS[3]}
        assert not found.things
        assert values(found.identities) == values(at_once(held, ())[0])
