"""A person's yes and no: kept with who and when, transitive, never contradicting, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import WrongUse
from kg.judgements import Judgement, add_judgement, contradicted, read_judgements, undo_judgement

COUNCIL = "Wexmere County Council"


def yes(first: str, second: str, **more: str) -> Judgement:
    return Judgement("provider", (first, second), True, "seen", **more)  # type: ignore[arg-type]


def no(first: str, second: str) -> Judgement:
    return Judgement("provider", (first, second), False, "seen")


def test_an_answer_is_kept_with_who_and_when(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    judgement = Judgement(
        "member", ("A Marsh", "Anna Marsh"), False, "Alan sat until 2017", COUNCIL, ("0f3c5a7e9b1d2468", None),
        "a.clerk", "2026-11-22 09:30",
    )  # fmt: skip
    add_judgement(path, judgement)
    assert read_judgements(path) == (judgement,)
    assert "a.clerk on 2026-11-22" in judgement.said


def test_what_a_person_wrote_by_hand_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    by_hand = "# asked the register of companies\n- same: [Tern, Tern Care]\n  kind: provider\n  reason: renamed\n"
    path.write_text(by_hand, encoding="utf-8")
    add_judgement(path, no("Tern", "Swift"))
    assert path.read_text(encoding="utf-8").startswith(by_hand)
    assert len(read_judgements(path)) == 2
    undo_judgement(path)
    assert path.read_text(encoding="utf-8") == by_hand


def test_an_answer_given_twice_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    add_judgement(path, yes("Tern", "Swift"))
    add_judgement(path, yes("Tern", "Swift"))
    assert len(read_judgements(path)) == 1


def test_a_no_that_contradicts_two_yeses_is_refused_and_names_both(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    add_judgement(path, yes("Tern", "Swift"))
    add_judgement(path, yes("Swift", "Kestrel"))
    with pytest.raises(WrongUse, match=r"“Tern” and “Swift” are one.*“Swift” and “Kestrel” are one"):
        add_judgement(path, no("Tern", "Kestrel"))
    assert len(read_judgements(path)) == 2


def test_a_yes_that_contradicts_a_no_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    add_judgement(path, no("Tern", "Kestrel"))
    add_judgement(path, yes("Tern", "Swift"))
    with pytest.raises(WrongUse, match="“Tern” and “Kestrel” are not one"):
        add_judgement(path, yes("Swift", "Kestrel"))


def test_a_name_is_not_told_apart_from_itself() -> None:
    assert contradicted([no("Tern Care Ltd", "Tern Care Limited")])


def test_people_of_two_councils_are_judged_apart() -> None:
    here = Judgement("member", ("A Marsh", "Anna Marsh"), True, "seen", COUNCIL)
    there = Judgement("member", ("A Marsh", "Anna Marsh"), False, "seen", "Dunmoor Borough Council")
    assert contradicted([here, there]) is None


def test_a_file_by_hand_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    entry = "- {}: [Tern, Swift]\n  kind: provider\n  reason: seen\n"
    path.write_text(entry.format("same") + entry.format("different"), encoding="utf-8")
    with pytest.raises(WrongUse, match="Both cannot be"):
        read_judgements(path)


def test_the_last_answer_is_taken_back_also_from_another_layout(tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    path.write_text(
        "[{same: [Tern, Swift], kind: provider, reason: a},\n {same: [Tern, Kestrel], kind: provider, reason: b}]\n",
        encoding="utf-8",
    )
    assert undo_judgement(path).names == ("Tern", "Kestrel")
    assert [each.names for each in read_judgements(path)] == [("Tern", "Swift")]
    undo_judgement(path)
    with pytest.raises(WrongUse, match="no judgement"):
        undo_judgement(path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- same: [a, b]\n  kind: firm\n  reason: x\n", "the kind is one of"),
        ("- same: [a, null]\n  kind: provider\n  reason: x\n", "two names"),
        ("- same: [a, b]\n  kind: member\n  papers: [x]\n  reason: x\n", "'papers'"),
    ],
)
def test_what_cannot_be_a_judgement_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "judgements.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match=complaint):
        read_judgements(path)
