"""What is pending, from the archive into the live graph and text index; readers see it when it is published.

Which names are one thing depends on all papers. So a new paper can change what names mean in others; those are
projected again too, and no more. What they named before is kept beside the graph (kg.names_cache).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

from index.passages import IndexedPassage, Mention, PaperCard, indexed
from kg import ids
from kg.archive import Archive
from kg.base import Base, Writing
from kg.durable import replace_durably
from kg.errors import NoBase
from kg.identity import RULES, Identities
from kg.judgements import read_judgements
from kg.ledger_entries import PaperEntry
from kg.names_cache import NamesCache
from kg.records import PaperFacts, Reading
from kg.resolved_blocks import resolved
from kg.versions import Work, works
from kg.vocabulary import DERIVED_GRAPH, IDENTITY_GRAPH, REDIRECTS_GRAPH

if TYPE_CHECKING:
    from index.engine import TextWriter
    from kg.project.passages import Mentions
    from kg.quads import PaperMeta
    from kg.redirects import Redirects

# Papers after which what was written leaves memory: 400 papers cost 260 MB unflushed, 160 MB so (2026-11-22).
FLUSHED: Final = 100


def project_pending(writing: Writing) -> dict[str, int] | None:
    """Bring the live graph and index up to the ledger and a person's judgements.

    Figures for the manifest, or None where nothing was pending and no judgement is new.
    """
    pending = {item.sha256 for item in writing.pending()}
    if not pending and not _rejudged(writing.base) and _by_these_rules(writing.base):
        return None
    current = {paper.sha256: paper for paper in writing.ledger.current()}
    with NamesCache(writing.base.names_file) as cache:
        identities, printed, affected = _concluded(writing, cache, current, pending)
        if not affected:  # judgements that change no name's thing
            cache.keep()
            _note_applied(writing.base)
            return None
        writing.ledger.mark_pending(sorted(affected - pending), "project")
        counts = _written(writing, cache, identities, printed, current, affected)
        cache.keep()
    _note_applied(writing.base)
    return {"papers": len(current), **counts, "things": len(identities.things), **writing.ledger.counts()}


def _concluded(
    writing: Writing, cache: NamesCache, current: dict[str, PaperEntry], pending: set[str]
) -> tuple[Identities, tuple[Work, ...], set[str]]:
    """What all names stand for now, what several papers print, and the papers whose graphs are to be written.

    Those are what is pending, and papers of which some name stood for another thing when the cache was last kept. That
    was when the live graph held it; what a stopped run wrote since is pending still.
    """
    cache.look(writing.archive, sorted(current))
    found = resolved(cache, read_judgements(writing.base.judgements_file))
    all_anew = cache.fresh or not _by_these_rules(writing.base)
    affected = pending | (current.keys() if all_anew else found.touched & current.keys())
    return found.identities, works(cache.versions(), found.identities), affected


def _written(
    writing: Writing,
    cache: NamesCache,
    identities: Identities,
    printed: tuple[Work, ...],
    current: dict[str, PaperEntry],
    affected: set[str],
) -> dict[str, int]:
    """Write what is affected into the live graph and index; the number of quads there are then."""
    from index.engine import open_writer
    from kg.derive.derived import derived_quads, paper_queries
    from kg.derive.paper_rows import PaperRows
    from kg.graph import drop_graph, open_graph, replace_graph
    from kg.quads import identity_quads, project
    from kg.redirects import redirect_quads

    store = open_graph(writing.base.live_graph, write=True)
    with closing(open_writer(writing.base.live_text)) as text:
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
        replace_graph(store, IDENTITY_GRAPH, identity_quads(identities, printed))
        redirects = _redirects(writing.base, identities, current)
        replace_graph(store, REDIRECTS_GRAPH, redirect_quads(redirects, identities))
        told = PaperRows(store, cache, paper_queries())
        told.bring_up(current.keys(), affected)
        replace_graph(store, DERIVED_GRAPH, derived_quads(told))
        text.commit()
    store.flush()
    return {"quads": len(store)}  # the store lets go of its folder here, for publishing opens it


def _rejudged(base: Base) -> bool:
    """Whether a person has judged otherwise than the live graph knows."""
    return read_judgements(base.judgements_file) != read_judgements(base.judgements_applied)


def _by_these_rules(base: Base) -> bool:
    """Whether the live graph was made by the rules of identity that this program has, or there is none yet."""
    file = base.rules_applied
    return file.read_text() == RULES if file.exists() else not base.live_graph.exists()


def _note_applied(base: Base) -> None:
    """Note on what judgements and rules the live graph stands; what they touch is pending until it is published."""
    replace_durably(base.rules_applied, RULES.encode())
    if base.judgements_file.exists():
        replace_durably(base.judgements_applied, base.judgements_file.read_bytes())
    else:
        base.judgements_applied.unlink(missing_ok=True)


def _redirects(base: Base, identities: Identities, current: Iterable[str]) -> Redirects:
    """What became of the IRIs of all generations up to the last, which is the one that readers have open."""
    from kg.graph import open_graph
    from kg.redirects import moved, read_redirects, write_redirects

    known = read_redirects(base.redirects_file)
    try:
        published = open_graph(base.open_for_reading().graph)
    except NoBase:
        return known
    new = moved(published, identities, {ids.paper(sha256): sha256 for sha256 in current})
    if new:
        known |= new
        write_redirects(base.redirects_file, known)
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
    for passage in reading.passages:
        yield indexed(passage, card, [_mention(thing, identities) for thing in mentions.of(passage)])


def _mention(iri: str, identities: Identities) -> Mention:
    thing = identities.things[iri]
    return Mention(thing.label, iri, thing.kind if thing.kind in ("officer", "member") else "thing")


def _card(iri: str, paper: PaperEntry, reading: Reading) -> PaperCard:
    facts = next((record for record in reading.records if isinstance(record, PaperFacts)), None)
    if facts is None:
        return PaperCard(iri, paper.file_name)
    return PaperCard(iri, paper.file_name, facts.kind, facts.title, facts.council, facts.committee, facts.date)
