"""A generation's passages brought into a cluster: what changed is sent, what came of it is counted, then it is found.

What an index in the cluster holds of each paper is told by one number (index.opensearch.counted), and so is what the
generation has. Only papers of which the two differ are sent. So it does not matter where a stopped run left off, nor
how many generations were never brought here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from index.engine import FORMAT, TextReader
from index.opensearch.cluster import Cluster, Refused
from index.opensearch.counted import Digest, digest_of, papers_in
from index.opensearch.draft import Draft, Plan
from index.opensearch.shelf import Held, held
from index.opensearch.writer import OpenSearchWriter
from kg.errors import OutOfReach, WrongUse

TOLD: Final = 100  # papers, after which it is told how far it is
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a publication did.

    index       the one that readers find now, and how many `passages` of how many `papers` it has
    sent        papers that were put in, new or changed; `gone` those that were taken out for good
    anew        whether it was made from nothing
    already     whether readers had this generation before, so that nothing was done
    """

    index: str
    generation: int
    passages: int
    papers: int
    sent: int = 0
    gone: int = 0
    anew: bool = False
    already: bool = False


def bring(
    cluster: Cluster,
    own: TextReader,
    plan: Plan,
    tell: Tell = lambda _doing, _done, _all: None,
    ours: Callable[[str], bool] | None = None,
) -> Brought:
    """Have readers of a cluster find what an index in a folder has.

    ours   which papers, by IRI, the base knows; WrongUse where readers find papers, and none of these
    tell   is told what is done, and how far it is: `comparing` and `sending` papers
    Raises BaseBusy where another program does the same, OutOfReach where the cluster does not answer: then the next
    run goes on where this one stopped, and readers have what they had.
    """
    if (now := next((each for each in held(cluster) if each.led_to), None)) and (there := _already(now, plan)):
        return there
    if now and now.about and ours:
        _must_follow(cluster, now, ours)
    with closing(OpenSearchWriter(cluster, plan, resumed=True)) as writer:
        draft = writer.draft()
        there_before = draft.digests()
        wanted = _wanted(own, draft, tell)
        gone = there_before.keys() - wanted.keys()
        differing = sorted(paper for paper, told in wanted.items() if there_before.get(paper) != told)
        draft.forget(sorted(gone))
        draft.take_out([*gone, *(there_before.keys() & set(differing))])
        for number, paper in enumerate(differing):
            if number % TOLD == 0:
                tell("sending", number, len(differing))
            writer.add(own.of_paper(paper, wanted[paper][0]))
        writer.flush()
        _check(cluster, draft, wanted)
        about = writer.finish(wanted)
        return Brought(
            about.name, about.generation, about.passages, about.papers, len(differing), len(gone), draft.anew
        )


def _already(found: Held, plan: Plan) -> Brought | None:
    """What there is to say where readers have the generation."""
    about = found.about
    if about is None or not found.is_whole or about.format != FORMAT:
        return None
    if (about.generation, about.made, about.exempt) != (plan.generation, plan.made, plan.exempt):
        return None
    return Brought(about.name, about.generation, about.passages, about.papers, already=True)


def _must_follow(cluster: Cluster, found: Held, ours: Callable[[str], bool]) -> None:
    """WrongUse where readers find another base's papers, of which nothing would stay."""
    others = 0
    try:
        for paper in papers_in(cluster, found.index):
            if ours(paper):
                return
            others += 1
    except Refused:  # a part of it was lost with its node: it cannot be read, and is made anew
        return
    if others:
        raise WrongUse(
            f"{cluster.at} has another base's passages, {others:,} papers of which this base knows none; publish"
            " under another name, or say --replace to have this base's in their place"
        )


def _wanted(own: TextReader, draft: Draft, tell: Tell) -> dict[str, Digest]:
    """What the index in the folder has of each paper."""
    papers = own.papers()
    found = {}
    for number, (paper, count) in enumerate(papers.items()):
        if number % TOLD == 0:
            tell("comparing", number, len(papers))
            draft.tend()
        found[paper] = digest_of(own.of_paper(paper, count))
    return found


def _check(cluster: Cluster, draft: Draft, wanted: Mapping[str, Digest]) -> None:
    """Hold what came of it against what was to come of it."""
    if draft.digests() != wanted:
        raise OutOfReach(
            f"The cluster at {cluster.at.server} does not hold what was sent to it, so readers keep what they have; "
            "publish again, and it is made good."
        )
