"""What is pending, from the archive into the live graphs and text indexes; readers see it when it is published.

Which names are one thing depends on all papers. So a new paper can change what names mean in others; those are
projected again too, and no more. What they named before is kept beside the graph (kg.names_cache).

A base that ever had a paper exempt from publication has two graphs and two indexes: of all papers, for staff, and of
those for publication, for everybody. Both are made by what stands here, each from its own papers, names and judgements
(ingest.views), so the second is what it would be if the exempt papers had never come.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.engine import FORMAT, MARKER
from index.passages import IndexedPassage, Mention, PaperCard, indexed
from index.stated import told
from ingest.views import View, is_published, lives, views
from kg import ids
from kg.base import Base, Writing
from kg.changes import Differences, Rewritten
from kg.durable import replace_durably
from kg.generations import Generation, last_or_none
from kg.identity import RULES, Identities
from kg.judgements import Judgement, read_judgements
from kg.ledger_entries import PaperEntry
from kg.live import Brought, Live
from kg.names_cache import NamesCache
from kg.names_file import is_torn
from kg.records import PaperFacts, Reading
from kg.redirects import Redirects, write_redirects
from kg.resolved_blocks import Resolved, resolved

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

    from index.engine import TextWriter
    from kg.project.passages import Mentions
    from kg.quads import PaperMeta

MADE_BY: Final = f"{RULES}, index {FORMAT}"  # where this changes, every paper is projected anew


@dataclass(frozen=True, slots=True)
class Concluded:
    """What all names of a view stand for now, and what of it is to be written.

    affected  the papers to be written again
    last      the generation that readers of the view have
    before    how the last run left graph and index; None where it did not end, or they are to be made anew: then what
              was concluded is written whole, else what changed
    """

    view: View
    cache: NamesCache
    names: Resolved
    affected: set[str]
    last: Generation | None
    before: Brought | None

    @property
    def is_served(self) -> bool:
        """Whether readers have what the last run left, so that what changes now is what changes for them."""
        return self.before is not None and self.last is not None and self.before.after < self.last.number

    @property
    def is_to_be_written(self) -> bool:
        """Whether there is something to write besides papers."""
        left = self.before is None and _is_there(self.view.live)
        return left or bool(self.names.things or self.names.works)


def project_pending(writing: Writing) -> dict[str, int] | None:
    """Bring the live graphs and indexes up to the ledger and a person's judgements.

    Figures for the manifest, or None where nothing was pending and no judgement is new.
    """
    try:
        return _brought_up_to(writing)
    except sqlite3.DatabaseError as error:
        if not is_torn(error):
            raise
        return _brought_up_to(writing)  # what was kept of names was torn, and is thrown away: it is made again


def _brought_up_to(writing: Writing) -> dict[str, int] | None:
    pending = {item.sha256 for item in writing.pending()}
    judgements = read_judgements(writing.base.judgements_file)
    whole = is_published(writing)
    last = last_or_none(writing.base.published)
    if not pending and whole and all(_is_up(live, judgements, last) for live in lives(writing)):
        return None
    with ExitStack() as caches:
        found: list[Concluded] = []
        for view in views(writing, pending):
            cache = caches.enter_context(NamesCache(view.live.names))
            found.append(_concluded(writing, view, cache, judgements, pending))
        affected = set[str]().union(*(each.affected for each in found))
        if not affected and whole and not any(each.is_to_be_written for each in found):  # judgements on nothing
            for each in found:
                _keep(writing.base, each)
            return None
        writing.ledger.mark_pending(sorted(affected - pending), "project")
        counts = [_brought_up(writing, each, found[0]) for each in found]
        return counts[0]


def _concluded(
    writing: Writing, view: View, cache: NamesCache, judgements: tuple[Judgement, ...], pending: set[str]
) -> Concluded:
    """What is affected is what is pending, and papers of which some name stood for another thing when the cache was
    last kept. That was when the live graph held it; what a stopped run wrote since is pending still."""
    current = view.papers
    cache.look(writing.archive, current, pending)
    found = resolved(cache, view.admitted(judgements, cache))
    all_anew = cache.fresh or not _by_these_rules(view.live) or not _is_there(view.live)
    affected = pending | (current.keys() if all_anew else found.touched & current.keys())
    return Concluded(view, cache, found, affected, view.published(), None if all_anew else view.live.brought())


def _brought_up(writing: Writing, found: Concluded, whole: Concluded) -> dict[str, int]:
    """Write a view and note that it is whole; its figures."""
    view = found.view
    view.live.begin()
    writing.told.pop(view.variant, None)
    quads, differences = _written(writing, found, whole)
    _keep(writing.base, found)
    records = writing.ledger.counts(view.public)
    told = {"papers": len(view.papers), "quads": quads, "things": len(found.names.identities.things), **records}
    last = last_or_none(writing.base.published)
    view.live.note_counts(Brought(told, last.number if last else 0))
    if differences and found.is_served:
        writing.told[view.variant] = differences
    return told


def _keep(base: Base, found: Concluded) -> None:
    """Note that the live graph holds what was concluded."""
    found.cache.keep()
    _note_applied(base, found.view.live)


def _note_applied(base: Base, live: Live) -> None:
    """Note on what judgements and rules a live graph stands; what they touch is pending until it is published."""
    replace_durably(live.rules, MADE_BY.encode())
    if base.judgements_file.exists():
        replace_durably(live.judgements, base.judgements_file.read_bytes())
    else:
        live.judgements.unlink(missing_ok=True)


def _written(writing: Writing, found: Concluded, whole: Concluded) -> tuple[int, Differences | None]:
    """Write what is affected into the live graph and index; the number of quads there are then, and what was changed,
    where that was counted."""
    from index.engine import discard_outdated, open_writer
    from kg.concluded import write_concluded
    from kg.derive.derived import Changed, bring_up
    from kg.graph import replace_graph

    view, names, anew = found.view, found.names, found.before is None
    store = writing.graph(view.live)
    discard_outdated(view.live.text)
    with closing(open_writer(view.live.text)) as text:
        papers = _write_papers(writing, found, store, text)
        concluded = write_concluded(store, names, anew)
        more = sum(each.added - each.gone for each in papers.values()) + concluded.quads
        more += _write_redirects(found, whole, store)
        for graph, besides in view.besides(writing.graph(whole.view.live), names.identities):
            more += _net(replace_graph(store, graph, besides))
        changed = Changed(view.papers.keys(), found.affected, None if anew else names.things | names.works.keys())
        more += bring_up(store, found.cache, changed)
        text.commit()
    store.flush()
    quads = found.before.counts["quads"] + more if found.before else len(store)
    return quads, Differences(papers, concluded.things) if concluded.things else None


def _write_papers(writing: Writing, found: Concluded, store: Store, text: TextWriter) -> dict[str, Rewritten]:
    """Write the papers that are affected, and take out those that are gone; by IRI what that changed."""
    from kg.graph import drop_graph, load_graphs

    current = found.view.papers
    changed: dict[str, Rewritten] = {}

    def note(iri: str, added: int, gone: int, was: bool) -> None:
        changed[iri] = Rewritten(added, gone, was, is_now=True)

    for sha256 in sorted(found.affected - current.keys()):
        gone = drop_graph(store, iri := ids.paper(sha256))
        text.remove_paper(iri)
        changed[iri] = Rewritten(0, gone, was=gone > 0, is_now=False)
    load_graphs(store, _projected(writing, found, text), note)
    return changed


def _projected(writing: Writing, found: Concluded, text: TextWriter) -> Iterator[tuple[str, Iterable[Quad]]]:
    """The graph of each paper that is affected, its passages put into the index on the way."""
    from kg.quads import project

    current, identities = found.view.papers, found.names.identities
    for sha256 in sorted(found.affected & current.keys()):
        paper, reading = current[sha256], writing.archive.get(sha256).reading
        yield ids.paper(sha256), project(_meta(writing, paper), reading, identities)
        _index(text, paper, reading, identities)


def _net(change: tuple[int, int]) -> int:
    added, gone = change
    return added - gone


def _is_up(live: Live, judgements: tuple[Judgement, ...], last: Generation | None) -> bool:
    """Whether a live graph stands on a person's judgements as they are now and on the rules of this program, no run was
    stopped while it wrote it, and readers have it."""
    if judgements != read_judgements(live.judgements) or not _by_these_rules(live):
        return False
    brought = live.brought()
    served = brought is None or (last is not None and brought.after < last.number)
    return served and not (live.graph.exists() and live.is_torn)


def _is_there(live: Live) -> bool:
    """Whether there are a live graph and index to go on with: in new ones only what is written again would be."""
    return (live.graph / "CURRENT").exists() and (live.text / MARKER).exists()


def _by_these_rules(live: Live) -> bool:
    """Whether the live graph and index were made by the rules that this program has, or there are none yet."""
    return live.rules.read_text() == MADE_BY if live.rules.exists() else not live.graph.exists()


def _write_redirects(found: Concluded, whole: Concluded, store: Store) -> int:
    """Write what became of the IRIs of all generations up to the last, which is the one that readers have open; how
    many more quads there are."""
    from kg.redirects import write_redirect_graph

    view, identities = found.view, found.names.identities
    before = view.redirects()
    known = _redirects(found, whole, before)
    if known != before or (known and not view.live.redirects.exists()):
        write_redirects(view.live.redirects, known)
    otherwise = {old for old in before.keys() | known.keys() if before.get(old) != known.get(old)}
    return write_redirect_graph(store, known, identities, found.names.things | otherwise if found.is_served else None)


def _redirects(found: Concluded, whole: Concluded, before: Redirects) -> Redirects:
    """What is a thing of all papers and none of a view's own is known from other papers only: the view forgets it."""
    from kg.graph import open_graph
    from kg.redirects import moved

    view, identities, known = found.view, found.names.identities, before
    gone = [iri for iri in found.names.things if iri not in identities.things] if found.is_served else None
    if found.last and (gone or gone is None):
        known = known | moved(open_graph(found.last.graph), identities, view.paper_of, gone)
    if not view.public:
        return known
    everything, things = whole.names.identities.things, identities.things
    return {old: new for old, new in known.items() if old in things or old not in everything}


def _meta(writing: Writing, paper: PaperEntry) -> PaperMeta:
    from kg.quads import PaperMeta

    text = writing.archive.text(paper.sha256)
    names = {name.file_name for name in paper.names if name.current} or {text.file_name}
    return PaperMeta(
        paper.sha256,
        tuple(sorted(names)),
        text.media_type or "text/plain",
        len(text.pages) or None,
        writing.ledger.sources(paper.sha256),
    )


def _index(text: TextWriter, paper: PaperEntry, reading: Reading, identities: Identities) -> None:
    """A paper's passages into the text index, in the place of those that were there."""
    from kg.project.passages import Mentions

    iri = ids.paper(paper.sha256)
    card = _card(iri, paper, reading)
    mentions = Mentions(reading, identities.of(paper.sha256))
    text.remove_paper(iri)
    text.add(_indexed(card, reading, mentions, identities))


def _indexed(card: PaperCard, reading: Reading, mentions: Mentions, identities: Identities) -> Iterator[IndexedPassage]:
    for passage, known in zip(reading.passages, told(reading), strict=True):
        named = [_mention(thing, identities) for thing in mentions.of(passage)]
        yield indexed(passage, card, named, told=known)


def _mention(iri: str, identities: Identities) -> Mention:
    thing = identities.things[iri]
    return Mention(thing.label, iri, thing.kind)


def _card(iri: str, paper: PaperEntry, reading: Reading) -> PaperCard:
    facts = next((record for record in reading.records if isinstance(record, PaperFacts)), None)
    if facts is None:
        return PaperCard(iri, paper.file_name)
    return PaperCard(iri, paper.file_name, facts.kind, facts.title, facts.council, facts.committee, facts.date)
