"""Pages of meetings, decisions, people and committees: what papers say, each with its place, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kg.base import Base
from tests.test_web_house import client_of

SEPTEMBER = "/id/meeting/wexmere-county-council/adults-committee/2022-09-08"
JANUARY = "/id/meeting/wexmere-county-council/adults-committee/2023-01-12"
MARCH = "/id/meeting/wexmere-county-council/adults-committee/2023-03-16"


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        yield opened


def shown(client: TestClient, address: str) -> str:
    """A page's words on one line."""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def test_a_meeting_is_headed_by_its_committee_and_day(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert "<h1>Adults Committee, 8 September 2022</h1>" in words
    assert "Ferry Room" in words
    assert "14:00" in words


def test_what_was_recommended_stands_beside_what_was_resolved(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert "Recommended (a)" in words
    assert "Resolved (a)" in words
    assert "<ins>" in words
    assert "Amended" in words
    assert "worked out" in words


def test_a_meeting_tells_who_came_in_whose_place(client: TestClient) -> None:
    words = shown(client, SEPTEMBER)
    assert "2 present, 1 apology" in words
    assert "in place of" in words


def test_a_meeting_leads_to_the_next_one(client: TestClient) -> None:
    assert f'rel="next" href="{JANUARY}"' in shown(client, SEPTEMBER)
    assert f'rel="prev" href="{SEPTEMBER}"' in shown(client, JANUARY)


def test_a_meeting_of_which_nothing_is_held_says_so(client: TestClient) -> None:
    words = shown(client, MARCH)
    assert "No agenda, report or minutes of this meeting are in the base" in words or "No paper here says" in words


def test_an_action_tells_what_became_of_it(client: TestClient) -> None:
    assert "Completed" in shown(client, SEPTEMBER)
