"""A file of published notices into all its records, release by release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from ingest.divide.notices import are_several, buyer_of
from ingest.divide.sections import Section
from ingest.extract.notices import misfits, outcome, parts, steps, telling
from ingest.extract.notices.source import Source
from ingest.read.notices.layout import called, title_of
from ingest.read.notices.nodes import Node
from ingest.read.notices.release_text import ReleaseText
from kg import ids
from kg.evidence import Evidence
from kg.normal import normal
from kg.notice_records import NOTICE_PAPER
from kg.records import Issue, PaperFacts, Record


def notices(sections: Sequence[Section]) -> Iterator[Record]:
    """All records of a file of notices; each section is a release."""
    sources = _sources(sections)
    outcome.compare(sources)
    yield from (section.part for section in sections)
    yield from _facts(sections, sources)
    names = _contract_names(sources)
    for source, name, newer in zip(sources, names, _told_later(sources, names), strict=True):
        yield from _of_release(source, name, newer)
        yield from source.issues


def _of_release(source: Source, name: str | None, newer: Collection[str]) -> Iterator[Record]:
    """One release's records: the notice and its parts as they stand, then what they tell of the contract.

    newer  the terms that a newer release of the file tells of the same contract
    """
    yield parts.notice(source, name)
    for each in (parts.lots, parts.awards, parts.signed, parts.parties, parts.amendments, parts.documents):
        yield from each(source)
    yield from telling.providers(source)
    if name:
        yield telling.contract(source, name, newer)
        yield from steps.events(source, name)
    else:
        source.issue("untitled-notice", f"{source.ocid:.80} has no title")
    misfits.misfits(source)
    for title in source.text.without_ocid:
        source.issue("release-without-ocid", f"a release of the file has no ocid: “{title}”")
    for field in source.text.doubled:
        source.issue("doubled-field", f"“{field:.60}” stands twice with different values")


def _sources(sections: Sequence[Section]) -> list[Source]:
    """Each release with its name: its own id, else its day; numbered on where another of its process has that."""
    taken: Counter[tuple[str, str]] = Counter()
    found: list[Source] = []
    for section, text in zip(sections, sections[0].document.releases, strict=True):
        node = Node(text.data)
        ocid = node.words("ocid") or ""
        own = node.words("id") or section.context.date or "release"
        taken[ocid, own] += 1
        again = taken[ocid, own]
        found.append(Source(section.document, text, ocid, own if again == 1 else f"{own} ({again})"))
    return found


def _contract_names(sources: Sequence[Source]) -> list[str | None]:
    """What each release calls its contract: the title; two processes of one file that share it are told apart."""
    first: dict[str, str] = {}
    names: list[str | None] = []
    for source in sources:
        title = title_of(source.node)
        if title is None:
            names.append(None)
            continue
        holder = first.setdefault(normal("contract", title), source.ocid)
        names.append(title if holder == source.ocid else f"{title} ({source.ocid})")
    return names


def _told_later(sources: Sequence[Source], names: Sequence[str | None]) -> list[frozenset[str]]:
    """For each release the terms that newer ones tell of its contract; of one day, the later in the file is newer."""
    known: dict[str | None, frozenset[str]] = {}
    found: dict[int, frozenset[str]] = {}
    for place in sorted(range(len(sources)), key=lambda at: (sources[at].date or "", at), reverse=True):
        told = known.get(names[place], frozenset())
        found[place] = told
        known[names[place]] = told | telling.told_of(sources[place]).keys()
    return [found[place] for place in range(len(sources))]


def _facts(sections: Sequence[Section], sources: Sequence[Source]) -> Iterator[Record]:
    """What the file is: a notice, or several; of the one buyer that all name."""
    councils = _councils(sections, sources)
    council = councils[0] if len({ids.slug(each or "") for each in councils}) == 1 else None
    evidence = sources[0].head
    yield PaperFacts(
        kind=NOTICE_PAPER,
        evidence=evidence,
        title=_title([source.text for source in sources]),
        date=max((date for section in sections if (date := section.context.date)), default=None),
        council=council,
        committee=sections[0].context.committee,
    )
    if council is None:
        yield _no_council(sources, [each for each in councils if each], evidence)


def _councils(sections: Sequence[Section], sources: Sequence[Source]) -> list[str | None]:
    """Whose each release is; of one that names nobody as the others of its process say, where they say one."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for section, source in zip(sections, sources, strict=True):
        if section.context.council:
            named[source.ocid].setdefault(ids.slug(section.context.council), section.context.council)
    found: list[str | None] = []
    for section, source in zip(sections, sources, strict=True):
        others = list(named[source.ocid].values()) if buyer_of(source.text) is None else []
        found.append(section.context.council or (others[0] if len(others) == 1 else None))
    return found


def _no_council(sources: Sequence[Source], named: Sequence[str], evidence: tuple[Evidence, ...]) -> Issue:
    """Why a file is no one council's; `named` are the councils that its releases name."""
    joint = next((buyer for source in sources if are_several(buyer := buyer_of(source.text))), None)
    if joint:
        return Issue("several-buyers", f"“{joint:.120}” are several councils", evidence)
    if (number := len(set(map(ids.slug, named)))) > 1:
        return Issue("several-buyers", f"it holds notices of {number} buyers", evidence)
    if named:
        return Issue(
            "several-buyers", f"it holds notices of {named[0]:.80}, and some that do not say who buys", evidence
        )
    return Issue("council-unknown", "the notice does not say who buys; say so with --council", evidence)


def _title(releases: Sequence[ReleaseText]) -> str:
    """What a file is called: as its only release is, else by how many there are."""
    node = Node(releases[0].data)
    one = f"{called(node)}: {title_of(node) or node.words('ocid')}"
    return one if len(releases) == 1 else f"{len(releases)} procurement notices, the first: {one}"
