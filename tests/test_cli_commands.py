"""The command line minds its manners: data on stdout, talk on stderr, a sentence for what is wrong, the right code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from interfaces.cli.main import COMMANDS, LazyGroup, cli, run
from kg.base import Base

DOCS = Path(__file__).parent.parent / "docs" / "commands.md"
QUESTIONS = (
    ["search", "respite", "charges"],
    ["trail", "larkfield"],
    ["delegated"],
    ["contracts"],
    ["renewals", "--of", "2029-06"],
    ["notices"],
    ["decisions"],
    ["meeting", "adults", "2022-09-08"],
    ["actions"],
    ["plan"],
    ["provider", "tern"],
    ["scheme", "respite"],
    ["officer", "reed"],
    ["member", "marsh"],
    ["between", "tern", "tolbury"],
    ["issues"],
    ["issues", "torn-table"],
    ["status"],
    ["sparql", "--examples"],
    ["sparql", "--example", "delegated-awards"],
    ["show", "provider/tern-care"],
)


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def kg(base: Base, *words: str) -> int:
    return run(["--base", str(base.path), *words])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert f"Example: kg {name}" in shown.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = DOCS.read_text(encoding="utf-8")
    found = re.search(rf"^## kg {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no section on kg {name}"
    options = [option for each in command(name).params if isinstance(each, click.Option) for option in each.opts]
    assert [option for option in options if f"`{option}" not in found[1]] == []
    assert f"kg {name}" in found[1]


def test_no_command_is_documented_that_is_none() -> None:
    headings = re.findall(r"^## kg (\S+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    assert all(each.help for each in command(name).params if isinstance(each, click.Option))


def test_the_list_of_commands_imports_none_of_them() -> None:
    shown = CliRunner().invoke(cli, ["--help"])
    assert isinstance(cli, LazyGroup)
    assert all(re.search(rf"^  {name} +\w", shown.output, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_every_question_is_answered_in_every_format(
    base: Base, words: list[str], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg(base, *words, "--format", form) == 0
    printed = capsys.readouterr().out
    assert printed
    if form == "json":
        assert all(json.loads(line) for line in printed.splitlines())
    if form == "table":
        assert max(map(len, printed.splitlines())) <= 100


@pytest.mark.parametrize(
    "words", [words for words in QUESTIONS if words[0] not in ("status", "sparql", "issues")], ids=" ".join
)
def test_every_answer_cites_paper_and_words(base: Base, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    kg(base, *words, "--format", "json")
    assert re.search(r'"file_name": "202\d-\d\d-pack.txt", "words": "\w', capsys.readouterr().out)


def test_a_base_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--base", str(tmp_path / "none"), "delegated"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "There is no base at" in printed.err
    assert "kg --base" in printed.err


def test_an_unknown_name_is_answered_with_choices(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "trail", "care contract") == 2
    error = capsys.readouterr().err.splitlines()
    assert "nothing in common" in error[0]
    assert error[1:] == ["Choices:", "  Larkfield Court care and support contract", "  Mill Lane care contract"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ('"unclosed', "The quote that opens at column 1 is not closed"),
        ("", "The query is empty"),
        ("colour:red", "There is no field `colour` (column 1)"),
    ],
)
def test_a_wrong_search_is_answered_with_a_sentence(
    base: Base, query: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg(base, "search", query) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(sentence)
    assert "Traceback" not in printed.err


def test_a_wrong_sparql_query_is_answered_with_line_and_column(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "sparql", "SELECT ?a\nWHERE { ?a ?b }") == 2
    assert re.search(r"line 2, column \d+", capsys.readouterr().err)


def test_an_undeclared_prefix_has_its_place(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "sparql", "SELECT ?a WHERE { ?a a nosuch:Thing }") == 2
    assert "line 1, column 24" in capsys.readouterr().err


def test_an_update_is_refused(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "sparql", "DELETE WHERE { ?a ?b ?c }") == 2
    assert "update" in capsys.readouterr().err


def test_two_queries_at_once_are_wrong_use(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "sparql", "ASK {}", "--example", "clearances") == 2
    assert "Give one query" in capsys.readouterr().err


def test_a_query_may_come_from_a_file(base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ask.rq").write_text("ASK { ?c a ck:Contract }", encoding="utf-8")
    assert kg(base, "sparql", "-f", str(tmp_path / "ask.rq")) == 0
    assert json.loads(capsys.readouterr().out) == {"answer": True}


def test_an_example_may_be_printed_to_be_changed(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "sparql", "--example", "apologies", "--print") == 0
    assert capsys.readouterr().out.startswith("# Which members sent apologies")


def test_a_date_that_is_none_is_wrong_use(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "decisions", "--since", "2022-02-30") == 2
    assert "“2022-02-30” should be a date" in capsys.readouterr().err


def test_a_slip_in_a_commands_name_is_answered_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["delegate"]) == 2
    assert "did you mean “delegated”?" in capsys.readouterr().err


def test_nothing_found_is_no_failure(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "delegated", "--since", "2030") == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "No such delegation in these papers.\n")


def test_a_minus_word_is_no_option(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "search", "respite", "-charges", "--format", "json") == 0
    assert "charges" not in capsys.readouterr().out


def test_facets_are_counted(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "search", "respite", "--facet", "year", "--format", "csv") == 0
    assert re.search(r"^facets,.*year,2022,2,,,$", capsys.readouterr().out, re.MULTILINE)


def test_only_passages_with_a_facets_value(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "search", "respite", "--only", "year=2022") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert kg(base, "search", "respite", "--only", "year") == 2


def test_the_rest_of_many_is_told_beside_the_data(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    kg(base, "search", "respite", "--limit", "1")
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert printed.err.startswith("1–1 of 4 passages")


def test_a_correction_is_offered(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "search", "resspite") == 0
    assert "Did you mean: respite" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld", "graphml", "csv"])
def test_the_graph_can_be_written_in_every_format(base: Base, form: str, tmp_path: Path) -> None:
    file = tmp_path / f"graph.{form}"
    assert kg(base, "export", "--format", form, "-o", str(file)) == 0
    assert "Larkfield" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_KG_COMPLETE" in capsys.readouterr().out


def test_a_sound_base_passes_its_check(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(base, "check", "--sample", "0") == 0
    assert capsys.readouterr().err == "All is well.\n"


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "main", _raises(KeyboardInterrupt()))
    assert run(["status"]) == 130
    assert capsys.readouterr().err == ""


def _raises(error: BaseException) -> object:
    def main(*_words: object, **_options: object) -> None:
        raise error

    return main
