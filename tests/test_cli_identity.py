"""`kg review`, `kg why` and posts in the terminal: asked, answered, taken back, told."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ingest.projection import project_pending
from interfaces.cli.main import run
from kg.archive import PageSpan, PaperText, sha256_of
from kg.base import Base
from kg.evidence import Evidence, quoted
from kg.judgements import read_judgements
from kg.ledger_entries import Offer
from kg.records import PaperFacts, PersonMention, Provider, Reading, Record

COUNCIL = "Wexmere County Council"
FIRST = "Wexmere County Council\nJo Lea, Head of Respite\nTern Foundation Trust (TFT)\n"
SECOND = (
    "Wexmere County Council\nJoanne Lea, Commissioner\nAnn Holm, Head of Respite\nTern NHS Foundation Trust (TFT)\n"
)


def place(text: str, words: str) -> tuple[Evidence, ...]:
    start = text.index(words)
    return (quoted(text, start, start + len(words), 1, None),)


def records(text: str, date: str, people: dict[str, str], provider: str) -> tuple[Record, ...]:
    return (
        PaperFacts("pack", place(text, COUNCIL), date=date, council=COUNCIL),
        *(PersonMention(name, "officer", place(text, name), (post,)) for name, post in people.items()),
        Provider(provider, place(text, provider), ("TFT",)),
    )


@pytest.fixture
def asked(tmp_path: Path) -> Base:
    """A base with two questions: Jo or Joanne, and one trust under two names."""
    base = Base(tmp_path / "records")
    first = records(FIRST, "2022-09-08", {"Jo Lea": "Head of Respite"}, "Tern Foundation Trust")
    people = {"Joanne Lea": "Commissioner", "Ann Holm": "Head of Respite"}
    second = records(SECOND, "2023-01-12", people, "Tern NHS Foundation Trust")
    with base.open_for_writing() as writing:
        for name, text, found in (("2022.txt", FIRST, first), ("2023.txt", SECOND, second)):
            sha256 = sha256_of(text.encode())
            paper = PaperText(sha256, name, text, (PageSpan(1, 0, len(text)),), "text/plain")
            writing.archive.put(text.encode(), paper, Reading(found), "1")
            offer = Offer.of(Path("/papers") / name, sha256)
            writing.ledger.record_read(offer, "1", counts={}, issues={}, characters=len(text), pages=1)
        writing.publish(base.live_graph, project_pending(writing) or {}, "1")
    return base


def kg(base: Base, *words: str) -> int:
    return run(["--base", str(base.path), *words])


def questions(base: Base, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert kg(base, "review", "--list", "--format", "json") == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_list_shows_both_sides_with_their_papers(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    found = {str(each["kind"]): each for each in questions(asked, capsys)}
    assert set(found) == {"officer", "provider"}
    one = found["officer"]["one"]
    assert isinstance(one, dict)
    assert one["thing"]["label"] == "Jo Lea"
    assert one["citations"][0]["words"] == "Jo Lea"
    assert one["said"] == ["post head respite"]


def test_an_answer_is_kept_published_and_taken_back(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    question = next(each for each in questions(asked, capsys) if each["kind"] == "officer")
    assert kg(asked, "review", "--yes", str(question["id"]), "--by", "a.clerk", "--reason", "asked her") == 0
    (kept,) = read_judgements(asked.judgements_file)
    assert (kept.by, kept.reason, kept.same) == ("a.clerk", "asked her", True)
    assert "Published generation 2" in capsys.readouterr().err
    assert len(questions(asked, capsys)) == 1
    assert kg(asked, "review", "--undo") == 0
    assert len(questions(asked, capsys)) == 2


def test_a_no_is_kept_and_not_asked_again(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    for question in questions(asked, capsys):
        assert kg(asked, "review", "--no", str(question["id"])) == 0
    assert questions(asked, capsys) == []


def test_an_unknown_question_is_named(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "review", "--yes", "zzz") == 2
    assert "There is no question zzz" in capsys.readouterr().err


def test_questions_are_asked_one_at_a_time(
    asked: Base, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x\ny\nl\n"))
    assert kg(asked, "review", "--by", "a.clerk") == 0
    said = capsys.readouterr().err
    assert "2 to ask" in said
    assert "Is this one provider?" in said
    assert "“Tern NHS Foundation Trust”" in said
    assert "some were left for later" in said
    assert "Published generation 2" in said
    assert [each.kind for each in read_judgements(asked.judgements_file)] == ["provider"]


def test_whoever_stops_asking_keeps_what_was_answered(
    asked: Base, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nq\n"))
    assert kg(asked, "review") == 0
    assert [each.same for each in read_judgements(asked.judgements_file)] == [False]
    assert "No name stands for another thing" in capsys.readouterr().err


def test_why_tells_it_to_a_person(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "why", "Jo Lea", "Joanne Lea", "--format", "table") == 0
    shown = capsys.readouterr().out
    assert "are not one officer" in shown
    assert "kg review" in shown
    assert kg(asked, "why", "Tern Foundation Trust", "Tern Foundation Trust", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["same"] is True


def test_why_says_that_things_of_two_kinds_are_two(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "why", "Jo Lea", "Tern Foundation Trust", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["reasons"][0]["words"] == "one is an officer, the other a provider"


def test_why_offers_choices_where_a_name_is_several(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "why", "TFT", "Jo Lea") == 2
    assert "Tern NHS Foundation Trust" in capsys.readouterr().err


def test_an_officers_posts_have_dates_and_other_holders(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "officer", "Jo Lea", "--format", "json") == 0
    (post,) = json.loads(capsys.readouterr().out)["posts"]
    assert (post["post"], post["since"]) == ("Head of Respite", "2022-09-08")
    assert [(other["person"]["label"], other["since"]) for other in post["others"]] == [("Ann Holm", "2023-01-12")]


def test_a_post_tells_who_held_it_when(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "officer", "Head of Respite", "--format", "table") == 0
    shown = capsys.readouterr().out
    assert shown.index("Jo Lea") < shown.index("Ann Holm")
    assert "8 Sep 2022" in shown


def test_neither_officer_nor_post_is_said_once(asked: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(asked, "officer", "Zebedee Quux") == 2
    assert "There is no officer called" in capsys.readouterr().err
