"""The picture of a trail: every step is in it, no label runs into another, and the same answer gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interfaces.cli.main import run
from interfaces.pictures.svg import Picture, fitted, width_of
from interfaces.pictures.timeline import timeline
from kg.base import Base
from queries.answers import Citation, Ref
from queries.events import Event
from queries.library import Library
from queries.terms import ContractCard, Term
from queries.trail import Trail, trail

SVG = "{http://www.w3.org/2000/svg}"
CONTRACT = Ref("https://example.org/contract/1", "Larkfield Court care contract")
PAPER = Citation("https://example.org/paper/1", "pack.txt", "Words of a paper.", page=3)


def drawn(answer: Trail) -> Element:
    return ElementTree.fromstring(timeline(answer))


def groups(picture: Element, kind: str) -> list[Element]:
    return [group for group in picture.iter(f"{SVG}g") if group.get("class") == kind]


def boxes(picture: Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of all words."""
    found = []
    for text in picture.iter(f"{SVG}text"):
        size = float(text.get("font-size", "12"))
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        found.append((x, y - size, x + width_of(text.text or "", size), y))
    return found


def overlapping(picture: Element) -> bool:
    every = boxes(picture)
    return any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for at, one in enumerate(every)
        for other in every[at + 1 :]
    )


def event(day: str | None, step: str, status: str, words: str = "Words of a paper.") -> Event:
    place = replace(PAPER, words=words)
    return Event(CONTRACT, day, step, status, None, None, (), None, None, None, None, None, (), ("e",), (place,))


def told(*events: Event, terms: tuple[Term, ...] = (), name: str = "Larkfield Court") -> Trail:
    return Trail(name, (ContractCard(CONTRACT, terms, ()),), (), events, (), (), ())


def test_every_step_of_a_trail_is_in_its_picture_with_papers_and_pages(library: Library) -> None:
    answer = trail(library, "Larkfield Court")
    titles = " ".join(group.findtext(f"{SVG}title") or "" for group in groups(drawn(answer), "event"))
    assert answer.events
    for each in answer.events:
        for place in each.citations:
            assert place.file_name in titles
            assert place.place in titles
    assert len(groups(drawn(answer), "lane")) == len(answer.contracts)


dates = st.one_of(
    st.none(),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.isoformat()),
    st.sampled_from(["2018", "2018-03", "2018-03-08", "2019-11"]),
)
events = st.builds(
    event, dates, st.sampled_from(["procure", "award", "delegate-award", "start", "end", "extend"]),
    st.sampled_from(["recommended", "resolved", "reported", "planned"]), st.text(max_size=3),
)  # fmt: skip


@given(st.lists(events, max_size=12))
def test_labels_never_run_into_each_other_and_no_step_is_lost(several: list[Event]) -> None:
    picture = drawn(told(*several))
    assert not overlapping(picture)
    steps = {(each.date, each.status, each.citations[0].words) for each in several}
    assert len(groups(picture, "event")) == len(steps)
    right = float(picture.get("width", "0"))
    assert all(box[0] >= 0 and box[2] <= right for box in boxes(picture))


def test_a_term_is_a_bar_and_the_option_to_extend_it_is_hatched() -> None:
    terms = tuple(
        Term(name, value, None, (PAPER,))
        for name, value in (("startDate", "2019-04-01"), ("endDate", "2022-03-31"), ("extensionMonths", "12"))
    )
    picture = drawn(told(terms=terms))
    (term,), (option,) = groups(picture, "term"), groups(picture, "option")
    assert "1 Apr 2019" in (term.findtext(f"{SVG}title") or "")
    assert "31 Mar 2023" in (option.findtext(f"{SVG}title") or "")
    assert "hatched" in (option[1].get("fill") or "")


def test_a_term_without_an_end_is_dashed_and_says_so() -> None:
    picture = drawn(told(terms=(Term("startDate", "2019-04-01", None, (PAPER,)),)))
    (term,) = groups(picture, "term")
    assert "end not told" in (term.findtext(f"{SVG}title") or "")
    assert term[1].get("stroke-dasharray")


def test_a_picture_says_what_it_is_to_those_who_do_not_see_it(library: Library) -> None:
    picture = drawn(trail(library, "Larkfield Court"))
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "Trail of Larkfield Court"
    assert "Tern Care" in (picture.findtext(f"{SVG}desc") or "")


def test_the_same_trail_is_the_same_bytes(base: Base) -> None:
    one, other = (timeline(trail(Library(base), "Larkfield Court")) for _ in range(2))
    assert one == other


def test_marks_of_xml_and_control_characters_in_names_do_no_harm() -> None:
    picture = drawn(told(event("2018", "award", "reported", "a < b & \x0b c"), name="A & B <c> \x00"))
    assert "A & B <c>" in (picture.findtext(f"{SVG}title") or "")
    assert Picture(1, 1, "\ud800", "").bytes()


def test_words_are_cut_to_their_width() -> None:
    assert fitted("short", 100) == "short"
    assert width_of(fitted("a long name of a contract " * 9, 100)) <= 100


def test_a_file_that_cannot_be_written_is_named_in_a_sentence(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--base", str(base.path), "trail", "Larkfield Court", "--svg"]
    assert run([*words, str(tmp_path / "no" / "folder.svg")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert run([*words, str(tmp_path / "trail.svg")]) == 0
    assert (tmp_path / "trail.svg").read_bytes().startswith(b"<?xml")
