"""What is pending, from the archive into the live graphs and text indexes; readers see it when it is published.

Which names are one thing depends on all papers. So a new paper can change what names mean in others; those are
projected again too, and no more. What they named before is kept beside the graph (kg.names_cache).

A base that ever had a paper exempt from publication has two graphs and two indexes: of all papers, for staff, and of
those for publication, for everybody. Both are made by what stands here, each from its own papers, names and judgements
(ingest.views), so the second is what it would be if the exempt papers had never come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.engine import FORMAT, MARKER
from index.passages import IndexedPassage, Mention, PaperCard, indexed
from index.stated import told
from ingest.views import View, is_published, lives, views
from kg import ids
from kg.archive import Archive
from kg.base import Base, Writing
from kg.durable import replace_durably
from kg.identity import RULES, Identities
from kg.judgements import Judgement, read_judgements
from kg.ledger_entries import PaperEntry
from kg.live import Live
from kg.names_cache import NamesCache
from kg.records import PaperFacts, Reading
from kg.resolved_blocks import resolved
from kg.versions import Work, works
from kg.vocabulary import IDENTITY_GRAPH, REDIRECTS_GRAPH

if TYPE_CHECKING:
    from index.engine import TextWriter
    from kg.project.passages import Mentions
    from kg.quads import PaperMeta
    from kg.redirects import Redirects

# Papers after which what was written leaves memory: 400 papers cost 260 MB unflushed, 160 MB so (2026-11-22).
FLUSHED: Final = 100
MADE_BY: Final = f"{RULES}, index {FORMAT}"  # where this changes, every paper is projected anew


@dataclass(frozen=True, slots=True)
class Concluded:
    """What all names of a view stand for now, what several papers print, and the papers to be written again.

    things  by IRI those that came, changed or went since the live graph was whole; None where it is not, or not known
    """

    view: View
    cache: NamesCache
    identities: Identities
    printed: tuple[Work, ...]
    affected: set[str]
    things: frozenset[str] | None


def project_pending(writing: Writing) -> dict[str, int] | None:
    """Bring the live graphs and indexes up to the ledger and a person's judgements.

    Figures for the manifest, or None where nothing was pending and no judgement is new.
    """
    pending = {item.sha256 for item in writing.pending()}
    judgements = read_judgements(writing.base.judgements_file)
    whole = is_published(writing)
    if not pending and whole and all(_is_up(live, judgements) for live in lives(writing)):
        return None
    with ExitStack() as caches:
        found: list[Concluded] = []
        for view in views(writing, pending):
            cache = caches.enter_context(NamesCache(view.live.names))
            found.append(_concluded(writing, view, cache, judgements, pending))
        affected = set[str]().union(*(each.affected for each in found))
        if not affected and whole:  # judgements that change no name's thing
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
    cache.look(writing.archive, sorted(current))
    found = resolved(cache, view.admitted(judgements, cache))
    all_anew = cache.fresh or not _by_these_rules(view.live) or not _is_there(view.live)
    affected = pending | (current.keys() if all_anew else found.touched & current.keys())
    things = None if all_anew or view.live.counts() is None else found.things
    return Concluded(view, cache, found.identities, works(cache.versions(), found.identities), affected, things)


def _brought_up(writing: Writing, found: Concluded, whole: Concluded) -> dict[str, int]:
    """Write a view and note that it is whole; its figures."""
    view = found.view
    view.live.begin()
    counts = _written(writing, found, whole)
    _keep(writing.base, found)
    records = writing.ledger.counts(view.public)
    told = {"papers": len(view.papers), **counts, "things": len(found.identities.things), **records}
    view.live.note_counts(told)
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


def _written(writing: Writing, found: Concluded, whole: Concluded) -> dict[str, int]:
    """Write what is affected into the live graph and index; the number of quads there are then."""
    from index.engine import discard_outdated, open_writer
    from kg.derive.derived import Changed, bring_up
    from kg.graph import drop_graph, open_graph, replace_graph
    from kg.quads import identity_quads, project
    from kg.redirects import redirect_quads

    view, current, affected, identities = found.view, found.view.papers, found.affected, found.identities
    store = open_graph(view.live.graph, write=True)
    discard_outdated(view.live.text)
    with closing(open_writer(view.live.text)) as text:
        for sha256 in sorted(affected - current.keys()):
            drop_graph(store, ids.paper(sha256))
            text.remove_paper(ids.paper(sha256))
        for number, sha256 in enumerate(sorted(affected & current.keys()), 1):
            reading = writing.archive.get(sha256).reading
            meta = _meta(writing.archive, current[sha256])
            replace_graph(store, ids.paper(sha256), project(meta, reading, identities))
            _index(text, current[sha256], reading, identities)
            if number % FLUSHED == 0:
                store.flush()
        replace_graph(store, IDENTITY_GRAPH, identity_quads(identities, found.printed))
        redirects = _redirects(found, whole)
        replace_graph(store, REDIRECTS_GRAPH, redirect_quads(redirects, identities))
        for graph, quads in view.besides(identities):
            replace_graph(store, graph, quads)
        bring_up(store, found.cache, Changed(current.keys(), affected, found.things))
        text.commit()
    store.flush()
    return {"quads": len(store)}  # the store lets go of its folder here, for publishing opens it


def _is_up(live: Live, judgements: tuple[Judgement, ...]) -> bool:
    """Whether a live graph stands on a person's judgements as they are now, and on the rules of this program."""
    return judgements == read_judgements(live.judgements) and _by_these_rules(live)


def _is_there(live: Live) -> bool:
    """Whether there are a live graph and index to go on with: in new ones only what is written again would be."""
    return (live.graph / "CURRENT").exists() and (live.text / MARKER).exists()


def _by_these_rules(live: Live) -> bool:
    """Whether the live graph and index were made by the rules that this program has, or there are none yet."""
    return live.rules.read_text() == MADE_BY if live.rules.exists() else not live.graph.exists()


def _redirects(found: Concluded, whole: Concluded) -> Redirects:
    """What became of the IRIs of all generations up to the last, which is the one that readers have open.

    What is a thing of all papers and none of a view's own is known from other papers only: the view forgets it.
    """
    from kg.graph import open_graph
    from kg.redirects import moved, write_redirects

    view, things = found.view, found.identities.things
    known = view.redirects()
    before, last = dict(known), view.published()
    if last:
        papers = {ids.paper(sha256): sha256 for sha256 in view.papers}
        known |= moved(open_graph(last.graph), found.identities, papers)
    foreign = whole.identities.things.keys() - things.keys()
    known = {old: new for old, new in known.items() if old not in foreign}
    if known != before or (known and not view.live.redirects.exists()):
        write_redirects(view.live.redirects, known)
    return known


def _meta(archive: Archive, paper: PaperEntry) -> PaperMeta:
    from kg.quads import PaperMeta

    text = archive.text(paper.sha256)
    names = {name.file_name for name in paper.names if name.current} or {text.file_name}
    return PaperMeta(paper.sha256, tuple(sorted(names)), text.media_type or "text/plain", len(text.pages) or None)


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
