"""The web room as a whole: headers, limits, errors, what is kept of answers, and new generations."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from interfaces.web.app import create_app
from interfaces.web.middleware.limits import Buckets
from interfaces.web.page_cache import Kept, PageCache
from interfaces.web.settings import Settings
from interfaces.web.views import environment, long_day
from kg.base import Base
from kg.errors import NoBase
from tests.conftest import make_base

PLENTY = 10_000


def client_of(base: Base, **settings: object) -> TestClient:
    """A client of a server of a base, that may ask as much as it likes."""
    told = {"requests_a_second": 0.0, **settings}
    return TestClient(create_app(Settings(base, **told)), raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[TestClient]:
    with client_of(base) as opened:
        yield opened


def test_every_answer_tells_the_browser_to_run_nothing_that_a_paper_says(client: TestClient) -> None:
    for address in ("/", "/health", "/static/site.css", "/no-such-page"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_a_page_that_is_not_there_says_so_in_words(client: TestClient) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_program_gets_its_errors_in_one_envelope(client: TestClient) -> None:
    error = client.get("/api/no-such-question").json()["error"]
    assert error["status"] == 404
    assert error["message"]


def test_what_a_browser_already_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_answer_asked_for_in_another_form_has_another_tag(client: TestClient) -> None:
    page, turtle = (client.get("/", headers={"Accept": form}).headers["etag"] for form in ("text/html", "text/turtle"))
    assert page != turtle


def test_a_new_generation_is_taken_up_and_old_answers_no_longer_hold(tmp_path: Path) -> None:
    base = make_base(tmp_path / "records")
    with client_of(base) as client:
        before = client.get("/")
        republish(base)
        client.app.state.editions.look()  # type: ignore[attr-defined]
        after = client.get("/", headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert client.get("/health").json()["generation"] == 2


def test_a_generation_that_cannot_be_opened_leaves_the_last_one_in_its_place(tmp_path: Path) -> None:
    base = make_base(tmp_path / "records")
    with client_of(base) as client:
        (base.published / "current").unlink()
        client.app.state.editions.look()  # type: ignore[attr-defined]
        assert client.get("/health").json()["generation"] == 1


def test_a_folder_without_a_base_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(NoBase):
        create_app(Settings(Base(tmp_path / "none")))


def test_who_asks_too_often_is_told_when_to_come_back(base: Base) -> None:
    with client_of(base, requests_a_second=0.01, burst=3) as client:
        answers = [client.get("/health") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 1


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    bucket = Buckets(1.0, 2, lambda: now)
    assert [bucket.take("a") for _ in range(3)] == [0.0, 0.0, 1.0]
    assert bucket.take("b") == 0.0
    now = 1.5
    assert bucket.take("a") == 0.0


@pytest.mark.parametrize("announced", [True, False])
def test_a_request_that_is_too_large_is_refused(base: Base, announced: bool) -> None:
    body = b"x" * PLENTY
    content = body if announced else iter([body[:5000], body[5000:]])
    with client_of(base, body_bytes=6000) as client:
        answer = client.post("/sparql", content=content, headers={"Content-Type": "application/sparql-query"})
    assert answer.status_code == 413


def test_exempt_papers_are_shown_only_to_who_calls_this_machine_by_its_name(base: Base) -> None:
    with client_of(base, with_exempt=True) as client:
        assert client.get("/health", headers={"Host": "localhost:8000"}).status_code == 200
        assert client.get("/health", headers={"Host": "elsewhere.example"}).status_code == 400


def test_the_access_log_is_json_without_the_words_that_people_search_for(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "kg.access"):
        client.get("/health?q=my+neighbour")
    line = json.loads(caplog.messages[-1])
    assert (line["path"], line["status"], line["generation"]) == ("/health", 200, 1)
    assert "neighbour" not in caplog.messages[-1]


def test_the_figures_name_pages_and_not_addresses(client: TestClient) -> None:
    client.get("/no/such/address/12345")
    figures = client.get("/metrics").text
    assert 'kg_requests_total{page="health.metrics"' in figures or "kg_requests_total" in figures
    assert "12345" not in figures


def test_the_page_cache_stays_within_its_bytes() -> None:
    cache = PageCache(10_000)
    for number in range(100):
        cache.put(str(number), Kept((), b"x" * 1000))
    assert len(cache) < 10
    assert cache.get("99")
    assert cache.get("0") is None


def test_what_would_fill_the_page_cache_alone_is_not_kept() -> None:
    cache = PageCache(10_000)
    cache.put("large", Kept((), b"x" * 9000))
    assert cache.get("large") is None


def test_markup_in_a_papers_words_is_shown_and_not_obeyed() -> None:
    shown = environment().from_string("{{ words }}").render(words="<script>alert(1)</script>\u202e")
    assert shown == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_dates_read_as_people_write_them() -> None:
    days = [long_day(iso) for iso in ("2018-03-08", "2018-03", "2018", None, "2018-13-01", "soon")]
    assert days == ["8 March 2018", "March 2018", "2018", "", "2018-13-01", "soon"]


def republish(base: Base) -> None:
    """Publish what is there once more."""
    with base.open_for_writing() as writing:
        writing.publish(base.live_graph, {})
