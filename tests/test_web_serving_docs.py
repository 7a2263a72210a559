"""docs/serving.md against the program: options, figures, what is logged, limits."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from interfaces.cli.serve import serve
from interfaces.web import connections
from interfaces.web import serve as serving
from interfaces.web.app import create_app
from interfaces.web.middleware import limits
from interfaces.web.pages import asked
from interfaces.web.settings import MEBIBYTE, Settings
from kg import sparql
from kg.base import Base

TOLD = (Path(__file__).parent.parent / "docs" / "serving.md").read_text()
ROWS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", TOLD, re.MULTILINE))


def test_every_option_is_told_with_what_holds_without_it() -> None:
    options = {name: option for option in serve.params for name in option.opts}
    told = {name.strip("`") for name in ROWS if name.startswith("`--")}
    assert told == set(options)
    for name, option in options.items():
        if isinstance(option.default, int | float | str) and not isinstance(option.default, bool):
            shown = f"{option.default:g}" if isinstance(option.default, int | float) else option.default
            assert shown in ROWS[f"`{name}`"], name


def test_every_figure_is_told(base: Base) -> None:
    with TestClient(create_app(Settings(base))) as client:
        client.get("/")
        figures = client.get("/metrics").text
    known = {name.removesuffix("_created") for name in re.findall(r"^# HELP (\w+)", figures, re.MULTILINE)}
    told = {name.strip("`") for name in ROWS if name.startswith("`kg_")}
    assert {name.removesuffix("_total") for name in told} == {name.removesuffix("_total") for name in known}
    assert all(f"`{what}`" in ROWS["`kg_workers`"] for what in re.findall(r'kg_workers{what="(\w+)"}', figures))


def test_what_is_logged_is_told(base: Base, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("kg.access")
    monkeypatch.setattr(logger, "propagate", True)
    with TestClient(create_app(Settings(base))) as client, caplog.at_level(logging.INFO, "kg.access"):
        client.get("/search?q=secretwords")
    line = caplog.records[-1].getMessage()
    section = TOLD.partition("## The log")[2].partition("\n## ")[0]
    assert all(f"`{name}`" in section for name in json.loads(line))
    assert "secretwords" not in line


def test_the_limits_are_those_that_are_told() -> None:
    settings = Settings(Base(Path("/nowhere")))
    allowance = connections.Allowance()
    wanted = {
        "requests of one client": f"{settings.requests_a_second:g} a second, {settings.burst} at once",
        "a long query or body": f"for each {limits.COSTLY // 1024} KiB",
        "requests of one client at work": f"{limits.AT_ONCE}, ",
        "connections": f"{serving.CONNECTIONS:,} in all; {serving.CONNECTIONS // 5} of one client",
        "address and headers": f"{allowance.head_bytes // 1024} KiB",
        "path": f"{limits.LONGEST_PATH:,} characters",
        "words of a search": f"{asked.LONGEST:,} characters",
        "body": f"{settings.body_bytes // MEBIBYTE} MiB",
        "time for a head, for a body": f"{allowance.head_seconds:g} s, {allowance.body_seconds:g} s",
        "time in which a reader takes nothing": f"{allowance.stalled_seconds:g} s",
        "SPARQL: time, rows, bytes": f"{settings.query_seconds:g} s (`--query-seconds`), {settings.query_rows:,}, "
        f"{settings.query_bytes // MEBIBYTE} MiB",
        "SPARQL: memory of a worker": f"{settings.query_memory // MEBIBYTE:,} MiB",
        "SPARQL: length, brackets": f"{sparql.LONGEST:,} characters, {sparql.DEEPEST} deep",
    }
    assert [name for name, words in wanted.items() if words not in ROWS[name]] == []
