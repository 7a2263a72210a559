"""The pages with their text index in a cluster: the same as with the one in the base's folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from ingest.publish.text import publish_text
from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from kg.base import Base
from kg.holdings import Stores
from tests import opensearch_cluster
from tests.conftest import make_base
from tests.opensearch_proxy import proxied

MATCHES = "SELECT ?passage { ?passage kg:matches 'larkfield' } ORDER BY ?passage"
ADDRESSES = (
    "/search?q=larkfield&sort=date",
    "/search?q=larkfeild",
    "/search?q=award+of+the+contract&kind=report",
    "/search?q=&committee=Adults+Committee",
    "/search.csv?q=contract&sort=date",
    "/search.atom?q=contract",
    "/suggest?q=lark",
    "/api/search?q=respite+OR+award&sort=date",
    f"/sparql?query={MATCHES}",
    "/health",
)


@contextmanager
def opened(base: Base) -> Iterator[TestClient]:
    app = create_app(Settings(base, requests_a_second=0.0))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return make_base(tmp_path_factory.mktemp("invented") / "records")


@pytest.fixture(scope="module")
def at(own: Base) -> str:
    """Where its passages are in a cluster."""
    address = f"{opensearch_cluster.started().url}/pages"
    publish_text(own, own.open_for_reading(public=True), address)
    return address


@pytest.fixture(scope="module")
def clients(own: Base, at: str) -> Iterator[tuple[TestClient, TestClient]]:
    """Of the base's own index, and of the cluster's."""
    with opened(own) as here, opened(replace(own, stores=Stores(text=at))) as there:
        yield here, there


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_the_same(clients: tuple[TestClient, TestClient], address: str) -> None:
    here, there = (client.get(address) for client in clients)
    assert (there.status_code, there.text) == (here.status_code, here.text)
    assert here.status_code == 200


def test_while_the_cluster_is_gone_pages_say_so_and_then_go_on(own: Base, at: str) -> None:
    with proxied(opensearch_cluster.started().url) as proxy:
        address = f"{proxy.url}/{at.rpartition('/')[2]}"
        with opened(replace(own, stores=Stores(text=address))) as client:
            assert client.get("/search?q=larkfield").status_code == 200
            proxy.guard = lambda _request: (503, b"{}")
            refused = client.get("/search?q=respite")
            assert refused.status_code == 503
            assert "try again" in refused.text
            assert proxy.url not in refused.text
            assert client.get("/api/search?q=tender").status_code == 503
            proxy.guard = lambda _request: None
            assert client.get("/search?q=respite").status_code == 200
