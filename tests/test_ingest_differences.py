"""Writing by differences leaves what writing everything leaves: graphs, figures, notes of what changed, redirects."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import projection
from ingest.projection import project_pending
from kg.archive import PageSpan, PaperText, sha256_of
from kg.base import Base, Writing
from kg.changes import Change, changes
from kg.evidence import quoted
from kg.graph import canonical_lines, open_graph
from kg.judgements import Judgement, add_judgement, read_judgements, undo_judgement
from kg.ledger import Ledger
from kg.ledger_entries import Offer
from kg.live import Live
from kg.notice_records import Notice, NoticeParty
from kg.records import (
    Contract,
    Meeting,
    MeetingKey,
    Minute,
    PaperFacts,
    PersonMention,
    Provider,
    Reading,
    Record,
    Report,
    SectionPart,
)

COUNCIL = "Wexmere County Council"
PLACE = (quoted("words", 0, 5, 1, None),)
OFFICERS = ("Jo Lea", "Joanne Lea", "J Lea", "Anna Marsh")
PROVIDERS = ("Tern Care and Support", "Tern Care", "Tern")
COMMITTEES = ("Adults Committee", "Health and Adults Committee")
JUDGEMENTS = (
    Judgement("officer", ("Jo Lea", "Joanne Lea"), True, "one post", COUNCIL),
    Judgement("officer", ("J Lea", "Jo Lea"), False, "another", COUNCIL),
    Judgement("committee", COMMITTEES, True, "renamed", COUNCIL),
)
STOPS: tuple[tuple[Any, str], ...] = (
    (projection, "_write_redirects"),
    (projection, "_keep"),
    (Live, "note_counts"),
    (Writing, "publish"),
    (Ledger, "clear_pending"),
)
Step = tuple[str, int, int]


class Stopped(RuntimeError):
    """As if the machine had stopped."""


def records(words: int) -> tuple[Record, ...]:
    """What a paper says, drawn by a number."""
    committee = COMMITTEES[words % 2]
    key = MeetingKey(committee, f"2023-0{1 + words % 3}-12", COUNCIL)
    provider = PROVIDERS[words % 3]
    aliases = PROVIDERS[: words % 3][-1:] if words % 5 else ()
    said: tuple[Record, ...] = (
        PaperFacts("pack", PLACE, council=COUNCIL, committee=committee, meeting=key, exempt=words % 7 == 6),
        Meeting(key, PLACE),
        PersonMention(OFFICERS[words % 4], "officer", PLACE),
        Provider(provider, PLACE, aliases),
        Report("Respite care" if words % 2 else "Charges", PLACE, key),
    )
    if words % 3 == 0:
        said = (*said, *contract_and_notice(words, provider))
    minutes = SectionPart("minutes", None, 0, 5, PLACE, ("draft", None, "approved")[words % 3])
    return (*said, minutes, Minute(key, "1", "Respite", PLACE)) if words % 4 < 2 else said


def contract_and_notice(words: int, provider: str) -> tuple[Record, ...]:
    """A contract as a committee's paper tells of it, or as a notice does, whose supplier has a number."""
    start, contract = f"202{words % 2}-04-01", "Larkfield Court care" if words % 2 else "Care at Larkfield Court"
    stated = Contract(contract, PLACE, provider=provider, start=start, total_value=Decimal(900))
    notice = Notice(f"ocds-aaaaaa-{words % 4}", "1", PLACE, contract)
    party = NoticeParty(notice.ocid, "1", provider, PLACE, None, ("supplier",), (f"GB-COH 0123456{words % 3}",))
    return (stated, notice, party) if words % 2 else (stated,)


def paper(writing: Writing, number: int, words: int) -> None:
    """A file into archive and ledger, as an ingest does it; other words of the same file take its place."""
    text = f"paper {number} {words}\nwords\n"
    sha256 = sha256_of(text.encode())
    said = records(words)
    name = f"{number}.txt"
    held = PaperText(sha256, name, text, (PageSpan(1, 0, len(text)),), "text/plain")
    writing.archive.put(text.encode(), held, Reading(said), "1")
    offer, exempt = Offer.of(Path("/papers") / name, sha256), isinstance(said[0], PaperFacts) and said[0].exempt
    writing.ledger.record_read(
        offer, "1", counts={"Report": 1}, issues={}, characters=len(text), pages=1, exempt=exempt
    )


def take(base: Base, step: Step, whole: bool) -> None:
    """One run of a writer."""
    what, number, words = step
    if what == "judge":
        judge(base, JUDGEMENTS[number % len(JUDGEMENTS)], undo=words % 2 == 1)
    with base.open_for_writing() as writing:
        if what == "paper":
            paper(writing, number, words)
        if what == "withdraw":
            held = [each.sha256 for each in writing.ledger.current()]
            for sha256 in held[number % len(held) :][:1] if held else ():
                writing.ledger.record_withdrawn(sha256)
        with pytest.MonkeyPatch.context() as patched:
            if whole:
                patched.setattr(projection, "_written", write_everything)
            if (counts := project_pending(writing)) is not None:
                writing.publish(base.live_graph, counts, "1")


WRITTEN = projection._written


def write_everything(writing: Writing, found: projection.Concluded, whole: projection.Concluded) -> Any:
    quads, _told = WRITTEN(writing, replace(found, before=None), replace(whole, before=None))
    return quads, None


def judge(base: Base, judgement: Judgement, undo: bool) -> None:
    if undo and read_judgements(base.judgements_file):
        undo_judgement(base.judgements_file)
    elif judgement not in read_judgements(base.judgements_file):
        base.path.mkdir(exist_ok=True)
        add_judgement(base.judgements_file, judgement)


def stopped(base: Base, step: Step, whole: bool, at: int) -> None:
    """A run that is stopped at some place, if it comes there."""

    def stop(*_given: object) -> None:
        raise Stopped

    owner, name = STOPS[at % len(STOPS)]
    with pytest.MonkeyPatch.context() as patched, suppress(Stopped):
        patched.setattr(owner, name, stop)
        take(base, step, whole)


def seen(base: Base) -> list[object]:
    """All that readers have."""
    if not (base.published / "current").is_symlink():
        return []
    found: list[object] = []
    for public in (False, True):
        generation = base.open_for_reading(public)
        lines = list(canonical_lines(open_graph(generation.graph)))
        counts = generation.manifest().counts
        assert counts["quads"] == len(lines)
        with base.ledger() as ledger:
            papers = ledger.papers("read") if public else ledger.current()
            assert ledger.pending() or counts["papers"] == len(papers)
        found += [lines, counts, [timeless(each) for each in changes(generation)]]
    return found


def timeless(change: Change) -> Change:
    return replace(change, made="")


STEP = st.tuples(
    st.sampled_from(("paper", "paper", "paper", "withdraw", "judge")), st.integers(0, 4), st.integers(0, 27)
)
RUNS = st.lists(st.tuples(STEP, st.none() | st.integers(0, len(STOPS) - 1)), min_size=2, max_size=7)


@settings(max_examples=6, deadline=None)
@given(RUNS)
def test_whatever_comes_goes_and_stops_writing_differences_leaves_what_writing_everything_leaves(
    runs: list[tuple[Step, int | None]],
) -> None:
    with TemporaryDirectory() as folder:
        ours, theirs = Base(Path(folder) / "differences"), Base(Path(folder) / "everything")
        for step, stop in runs:
            for base in (ours, theirs):
                if stop is None:
                    take(base, step, whole=base is theirs)
                else:
                    stopped(base, step, base is theirs, stop)
            assert seen(ours) == seen(theirs)


def test_one_more_paper_has_nobody_look_at_all_things_or_all_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, number = Base(tmp_path / "records"), count()
    for words in range(4):
        take(base, ("paper", next(number), words), whole=False)

    def never(*_given: object, **_named: object) -> None:
        raise AssertionError("everything was looked at")

    for place in ("kg.concluded.identity_quads", "kg.changes._things", "kg.ledger_view.LedgerView.current"):
        monkeypatch.setattr(place, never)
    take(base, ("paper", next(number), 0), whole=False)
