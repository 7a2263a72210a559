"""The site in a real browser: a councillor's way from a search to the minutes, without JavaScript too, and axe-core.

Needs Chromium and axe-core, which `make test` fetches where npm is; else these tests say that they were skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from tests.serving import AXE, REAL_PAPERS, SAMPLES, base_of, chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")

COUNCILS = ("bristol", "cambridgeshire", "govan", "kent", "milburn", "west-of-england")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 10_000  # milliseconds; a busy machine
WIDE, AT_400_PERCENT = 1280, 320
WIDTHS = (WIDE, 390, AT_400_PERCENT)
# Where a reader gets from the first page, by what leads there; the samples have one of each. What the papers say alters
# these; the others are the same on every site, and looked at on the samples alone.
PAGES = {
    "the first page": "/",
    "a search": "/search?q=contract",
    "decisions": "/tables/decisions",
    "contracts": "/tables/contracts",
    "contracts ending": "/tables/renewals",
    "delegations": "/tables/delegations",
    "notices": "/tables/notices",
    "actions": "/tables/actions",
    "the forward plan": "/tables/plan",
    "savings": "/tables/savings",
    "issues": "/tables/issues",
    "gaps": "/tables/gaps",
    "papers": "/papers",
}
SAME_EVERYWHERE = {
    "a search without an answer": "/search?q=xyzzyq",
    "SPARQL": "/ask",
    "the API": "/api",
    "the vocabulary": "/ns",
    "changes": "/changes",
    "files": "/dump",
    "help": "/help",
    "accessibility": "/accessibility",
    "what is not there": "/no-such-page",
}
THINGS = ("contract", "meeting", "provider", "scheme", "person", "committee", "council", "post")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium's own sandbox wants rights that a container may not have; the pages are ours.
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site_of_samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of the sample papers."""
    with served(base_of(tmp_path_factory.mktemp("samples") / "records", *SAMPLES)) as address:
        yield address


@pytest.fixture(scope="module")
def site_of_real_papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of real papers."""
    papers = [REAL_PAPERS / council for council in COUNCILS]
    if not papers[0].exists():
        pytest.skip("the real papers are not here")
    with served(base_of(tmp_path_factory.mktemp("real") / "records", *papers)) as address:
        yield address


@pytest.fixture(scope="module", params=["samples", "real_papers"])
def site(request: pytest.FixtureRequest) -> str:
    """The address of a site of the sample papers, and of one of the real ones."""
    return str(request.getfixturevalue(f"site_of_{request.param}"))


def is_fault(request: Request) -> bool:
    """Did a request fail of itself? What was on its way when the next page was opened is given up."""
    return "ERR_ABORTED" not in str(request.failure)


@contextmanager
def page_of(browser: Browser, width: int = 1280, scripts: bool = True) -> Iterator[Page]:
    """An empty page, that fails the test when a script of ours does, or the content policy is broken."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.on(
        "requestfailed",
        lambda request: faults.append(f"{request.url}: {request.failure}") if is_fault(request) else None,
    )
    yield page
    context.close()
    assert faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_search_to_the_words_the_contract_its_trail_the_decision_and_the_minutes(
    browser: Browser, site: str, scripts: bool
) -> None:
    with page_of(browser, scripts=scripts) as page:
        page.goto(site)
        page.locator("#site-search").fill("award of the contract")
        page.get_by_role("button", name="Search").first.click()
        assert page.locator("main mark").first.is_visible()

        follow(page, page.locator('main a[href^="/source/"]').first)
        assert in_view(page.locator("#mark")), "the words are marked, and in view"
        assert re.search(r"\b(?:page|part) \d+ of \d+", page.locator("main").inner_text().casefold())

        page.goto(f"{site}/tables/delegations")
        follow(page, page.locator('main a[href^="/id/contract/"]').first)
        assert page.locator("main svg").first.is_visible()
        assert page.get_by_role("heading", name="What happened").first.is_visible()
        assert page.locator("main a.source").count() > 0

        follow(page, page.locator('main a[href*="/decision/"]').first)
        decision = page.locator("main").inner_text()
        assert "decision" in decision.casefold()

        follow(page, page.locator('main a[href^="/source/"]').first)
        assert in_view(page.locator("#mark"))


def follow(page: Page, link: Locator) -> None:
    """Go where a link leads, also one that is folded away."""
    address = link.get_attribute("href")
    assert address
    page.goto(urljoin(page.url, address))


def in_view(mark: Locator) -> bool:
    """Does an element stand within the window?"""
    box = mark.bounding_box()
    page = mark.page.viewport_size
    return bool(box and page and -box["height"] < box["y"] < page["height"])


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: `make test` fetches it where npm is")
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_sound_at_every_width(browser: Browser, site: str, path: str) -> None:
    with page_of(browser) as page:
        page.goto(site + path)
        look_at(page)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: `make test` fetches it where npm is")
@pytest.mark.parametrize("path", SAME_EVERYWHERE.values(), ids=SAME_EVERYWHERE)
def test_a_page_that_papers_do_not_alter_is_sound_at_every_width(
    browser: Browser, site_of_samples: str, path: str
) -> None:
    with page_of(browser) as page:
        page.goto(site_of_samples + path)
        look_at(page)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: `make test` fetches it where npm is")
@pytest.mark.parametrize("kind", THINGS)
def test_the_page_of_a_thing_is_sound_at_every_width(browser: Browser, site: str, kind: str) -> None:
    with page_of(browser) as page:
        page.goto(site + a_thing(page, site, kind))
        look_at(page)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: `make test` fetches it where npm is")
def test_a_source_is_sound_at_every_width(browser: Browser, site: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{site}/search?q=contract")
        follow(page, page.locator('main a[href^="/source/"]').first)
        look_at(page)


def look_at(page: Page) -> None:
    """axe-core finds nothing on a page, wide and at 400 %, and it does not scroll sideways at any width.

    The window is made narrower over the page that is there already: to load it anew at each width takes the most time.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not scrolls_sideways(page), width
        if width in (WIDE, AT_400_PERCENT):
            assert faults_of(page) == [], width


def faults_of(page: Page) -> list[tuple[str, list[Any]]]:
    """What axe-core, which the page has, finds wrong: the rule, and where."""
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found["violations"]]


def scrolls_sideways(page: Page) -> bool:
    """Is the page itself wider than the window? Wide tables scroll in themselves."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def a_thing(page: Page, site: str, kind: str) -> str:
    """The address of the first thing of a kind that the graph has."""
    query = (
        "SELECT ?thing { ?thing a [] . "
        f'FILTER(STRSTARTS(STR(?thing), "https://w3id.org/committee-kg/id/{kind}/")) }} ORDER BY ?thing LIMIT 1'
    )
    rows = page.request.get(f"{site}/sparql", params={"query": query, "format": "json"}).json()["results"]["bindings"]
    if not rows:
        pytest.skip(f"no {kind} in these papers")
    return str(rows[0]["thing"]["value"]).removeprefix("https://w3id.org/committee-kg")
