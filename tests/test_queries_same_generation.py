"""A text index in a cluster is asked only where it is of the graph's generation, and may be read by who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.engine import Published
from kg.errors import OutOfReach, WrongUse
from kg.holdings import Holdings
from queries.same_generation import open_text

MADE = "2026-11-22T09:00:00.000001+00:00"
AT = "https://cluster.wexmere.example:9200/papers"
GRAPH = Holdings(3, Path("graph"), AT, None, MADE)


@dataclass
class Index:
    """An index in a cluster, that can say what it is and be closed."""

    about: Published
    closed: list[bool] = field(default_factory=list)

    def close(self) -> None:
        self.closed.append(True)


def index(monkeypatch: pytest.MonkeyPatch, generation: int = 3, made: str = MADE, exempt: bool = False) -> Index:
    found = Index(Published(f"{AT}-000003", generation, made, exempt))
    monkeypatch.setattr("index.engine.open_reader", lambda _location: found)
    return found


@pytest.mark.parametrize(("exempt", "public"), [(False, True), (False, False), (True, False)])
def test_an_index_of_the_graphs_generation_is_asked(
    exempt: bool, public: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = index(monkeypatch, exempt=exempt)
    assert open_text(GRAPH, public) is found  # type: ignore[comparison-overlap]
    assert not found.closed


def test_an_index_with_papers_not_for_publication_is_refused_to_the_public(monkeypatch: pytest.MonkeyPatch) -> None:
    found = index(monkeypatch, exempt=True)
    with pytest.raises(WrongUse, match="has papers that are not for publication"):
        open_text(GRAPH, public=True)
    assert found.closed


@pytest.mark.parametrize("other", [(2, MADE), (3, "2026-11-22T09:00:00.000002+00:00")])
def test_an_index_of_another_generation_or_another_base_is_refused(
    other: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = index(monkeypatch, *other)
    with pytest.raises(OutOfReach, match="`kg publish` brings both to the same"):
        open_text(GRAPH, public=True)
    assert found.closed
