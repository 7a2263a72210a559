"""Answers come out as tables, JSON lines or CSV, and nothing of a paper is taken for mark-up."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interfaces.cli.output import Column, Section, plain, put
from interfaces.csv_rows import flat
from interfaces.wording import day, money, months, shortened, told
from queries.answers import Citation, Ref

PLACE = Citation("https://example.org/p", "pack.txt", "[bold]the\nwords[/bold]", 12, "10", 340)


@dataclass(frozen=True, slots=True)
class Row:
    contract: Ref | None
    value: Decimal | None
    consulted: tuple[Ref, ...]
    reported: bool
    citations: tuple[Citation, ...] = (PLACE,)


ROW = Row(
    Ref("https://example.org/c", "Mill Lane contract"), Decimal("1250.50"), (Ref("i", "Chair"), Ref("j", "Vice")), True
)
SECTION = Section(
    "rows",
    (ROW,),
    (Column("Contract", lambda row: row.contract.label), Column("Words", lambda row: told(row.citations), share=1)),
)


def test_json_is_a_line_a_row_with_the_place_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    put((ROW, ROW), [SECTION], "json")
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == second
    assert first["value"] == 1250.5
    assert first["citations"][0]["place"] == "page 12 (printed 10)"


def test_whole_pounds_are_whole_numbers() -> None:
    assert plain(Decimal("482130.00")) == 482130
    assert isinstance(plain(Decimal("482130.00")), int)


def test_csv_has_a_heading_and_flat_cells(capsys: pytest.CaptureFixture[str]) -> None:
    put((ROW,), [SECTION], "csv")
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row == {
        "contract": "Mill Lane contract",
        "value": "1250.50",
        "consulted": "Chair; Vice",
        "reported": "yes",
        "papers": "pack.txt",
        "places": "page 12 (printed 10)",
        "words": "[bold]the words[/bold]",
    }


def test_csv_of_several_sections_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    put((ROW,), [SECTION, Section("more", ({"name": "x"},), ())], "csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["section"] for row in rows] == ["rows", "more"]


def test_a_table_shows_words_as_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    put((ROW,), [SECTION], "table")
    assert "“[bold]the words[/bold]”" in capsys.readouterr().out


def test_a_table_in_a_file_has_a_hundred_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    put((ROW,), [SECTION], "table")
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_terminals_control_characters_do_not_reach_it(capsys: pytest.CaptureFixture[str]) -> None:
    put((), [Section("rows", ("\x1b[31mred",), (Column("A", str),))], "table")
    assert "\x1b" not in capsys.readouterr().out


def test_nothing_found_is_said_beside_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    put((), [Section("rows", (), ())], "json", "No such thing.")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "No such thing.\n")


def test_what_is_piped_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    put(({"a": 1},), [Section("rows", ({"a": 1},), ())], None)
    assert capsys.readouterr().out == '{"a": 1}\n'


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2018-03-08", "8 Mar 2018"), ("2018-03", "Mar 2018"), ("2018", "2018"), (None, ""), ("soon", "soon")],
)
def test_dates_are_said_as_exactly_as_they_are(iso: str | None, said: str) -> None:
    assert day(iso) == said


def test_money_and_terms_are_said_as_people_say_them() -> None:
    assert (money(Decimal(482130)), money(Decimal("0.5")), money(None)) == ("£482,130", "£0.50", "")
    assert (months(120), months(12), months(18), months(1), months(None)) == (
        "10 years",
        "1 year",
        "18 months",
        "1 month",
        "",
    )


@given(st.text(), st.integers(20, 400))
def test_shortened_words_are_no_longer_than_asked(text: str, longest: int) -> None:
    assert len(shortened(text, longest)) <= longest + 1


def test_more_places_than_a_table_holds_are_counted() -> None:
    places = tuple(Citation("p", "pack.txt", f"words {line}", line=line) for line in range(1, 6))
    assert told(places).endswith("and 2 more places")
    assert told(places, quoted=False) == "— pack.txt, line 1, line 2, line 3, …"


def test_a_place_is_said_by_page_or_line() -> None:
    assert Citation("p", "f", "w", page=3).place == "page 3"
    assert Citation("p", "f", "w", page=3, printed_page="3").place == "page 3"
    assert Citation("p", "f", "w", printed_page="7", line=2).place == "printed page 7, line 2"
    assert Citation("p", "f", "w").place == "place unknown"


def test_a_dictionary_is_a_row_too() -> None:
    assert flat({"a": None, "b": (1, 2)}) == {"a": "", "b": "1; 2"}
