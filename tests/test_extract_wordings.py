"""Each rule of reading finds what it says that it reads, and leaves what it says that it leaves."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

import ingest.extract
from ingest.extract.words.wordings import Wording


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(ingest.extract.__path__, "ingest.extract."):
        yield module.name


def _within(value: object) -> Iterator[Wording]:
    """The wordings in a module's value: itself, or in a tuple, list, mapping or dataclass of them."""
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _within(part)
    elif isinstance(value, dict):
        yield from _within(list(value.values()))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(getattr(value, field.name, None))


def _wordings() -> Iterator[tuple[str, Wording]]:
    seen: set[str] = set()
    for module in _modules():
        for name, value in vars(importlib.import_module(module)).items():
            for wording in _within(value):
                if wording.pattern not in seen:
                    seen.add(wording.pattern)
                    yield f"{module}.{name}", wording


ALL = list(_wordings())


@pytest.mark.parametrize("wording", [wording for _, wording in ALL], ids=[name for name, _ in ALL])
def test_a_wording_reads_its_examples_and_leaves_its_counter_examples(wording: Wording) -> None:
    assert wording.reads, "a rule without an example"
    for line in wording.reads:
        assert wording.search(line), f"does not read: {line}"
    for line in wording.leaves:
        assert wording.leaves_alone(line), f"does not leave: {line}"
