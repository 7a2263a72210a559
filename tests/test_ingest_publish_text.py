"""A base's passages in a cluster: what is sent, what is never sent, and what comes of a run that was stopped."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.analysis import FACETS
from index.engine import TextReader, open_reader
from index.opensearch.cluster import Cluster
from index.opensearch.location import location
from index.opensearch.publication import Brought
from index.opensearch.shelf import held
from index.query import parse
from ingest.build import ingest, withdraw
from ingest.one_paper import Overrides
from ingest.publish.text import TextOptions, publish_text
from ingest.purging import purge
from kg.base import Base
from kg.errors import BaseBusy, CommitteeError, OutOfReach, WrongUse
from tests.opensearch_cluster import OpenSearchCluster
from tests.opensearch_proxy import Answer, Request, proxied
from tests.serving import ROOT

MINUTES = """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE: MINUTES

Date: Thursday, 8 September 2022
Venue: Ferry Room
Present: Councillors Anna Marsh (Chairwoman) and Brian Fenn

41. LARKFIELD COURT: TENDER

Members asked about respite charges for families.

It was resolved unanimously to agree to tender the care and support contract at Larkfield Court.
"""
REPORT = """WEXMERE COUNTY COUNCIL

{title}

To: Adults Committee
Meeting Date: 12 January 2023

1. BACKGROUND

1.1 {words}
"""
SECRET = REPORT.format(title="FERRY HOUSE: PRICES", words="Gannet Care offered the lowest price for Ferry House.")
QUERIES = ("respite", "contract OR care", "larkf*", "kind:minutes", "councillors~", '"care and support"')


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "2022-09-minutes.txt").write_text(MINUTES)
    for name in ("Swan House", "Mill Lane", "Quay Road"):
        told = REPORT.format(title=f"{name.upper()}: CARE", words=f"Care at {name} costs £418,250 a year.")
        (folder / f"2023-01-{name.split()[0].lower()}.txt").write_text(told)
    return folder


@pytest.fixture
def base(tmp_path: Path, papers: Path) -> Base:
    made = Base(tmp_path / "records")
    ingest(made, [str(papers)])
    return made


def publish(base: Base, at: str, with_exempt: bool = False) -> Brought:
    return publish_text(base, base.open_for_reading(public=not with_exempt), at)


def same(base: Base, at: str, with_exempt: bool = False) -> bool:
    """Whether a cluster answers as the base's own index does."""
    own, other = open_reader(base.open_for_reading(public=not with_exempt).text), open_reader(at)
    return all(_answers(own, query) == _answers(other, query) for query in QUERIES) and own.papers() == other.papers()


def _answers(reader: TextReader, query: str) -> object:
    return reader.search(parse(query), 100, sort="date", facets=FACETS)


def test_what_a_base_answers_its_cluster_answers(opensearch: OpenSearchCluster, base: Base) -> None:
    at = opensearch.location()
    told = publish(base, at)
    assert (told.sent, told.papers, told.anew, told.already) == (4, 4, True, False)
    assert told.index.endswith("-000001")
    assert same(base, at)


def test_a_second_run_sends_nothing(opensearch: OpenSearchCluster, base: Base) -> None:
    at = opensearch.location()
    publish(base, at)
    with proxied(opensearch.url) as proxy:
        told = publish(base, at.replace(opensearch.url, proxy.url))
        assert [request.method for request in proxy.seen] == ["GET"]
    assert told.already


def test_only_papers_that_changed_are_sent(opensearch: OpenSearchCluster, base: Base, papers: Path) -> None:
    at = opensearch.location()
    publish(base, at)
    (papers / "2023-01-mill.txt").write_text(REPORT.format(title="MILL LANE: CARE", words="Care there ends in May."))
    (papers / "2023-01-tern.txt").write_text(REPORT.format(title="TERN HOUSE: CARE", words="Care there begins."))
    ingest(base, [str(papers)])
    withdraw(base, "2023-01-quay.txt")
    told = publish(base, at)
    assert (told.sent, told.gone, told.papers, told.anew) == (2, 2, 4, False)
    assert same(base, at)


def test_a_changed_name_of_a_thing_reaches_papers_whose_words_did_not_change(
    opensearch: OpenSearchCluster, base: Base, papers: Path
) -> None:
    at = opensearch.location()
    publish(base, at)
    for number in range(3):
        told = REPORT.format(title=f"RESPITE {number}", words="Larkfield Court care and support contract was awarded.")
        (papers / f"2024-0{number + 1}-respite.txt").write_text(told)
    ingest(base, [str(papers)])
    publish(base, at)
    assert same(base, at)


def test_generations_that_were_never_brought_are_made_good(
    opensearch: OpenSearchCluster, base: Base, papers: Path
) -> None:
    at = opensearch.location()
    publish(base, at)
    for number in range(3):
        (papers / f"{number}.txt").write_text(REPORT.format(title=f"MATTER {number}", words=f"Matter {number}."))
        ingest(base, [str(papers)])
    told = publish(base, at)
    assert (told.generation, told.sent) == (4, 3)
    assert [each.number for each in held(Cluster(location(at)))] == [1, 4]


def test_readers_keep_what_they_opened_while_the_next_is_brought(
    opensearch: OpenSearchCluster, base: Base, papers: Path
) -> None:
    at = opensearch.location()
    publish(base, at)
    reader = open_reader(at)
    (papers / "more.txt").write_text(REPORT.format(title="MORE", words="More respite."))
    ingest(base, [str(papers)])
    seen: list[int] = []

    def look(asked: Request) -> Answer | None:
        seen.append(open_reader(at).count())
        return None

    before = reader.count()
    with proxied(opensearch.url, look) as proxy:
        publish(base, at.replace(opensearch.url, proxy.url))
    assert reader.count() == before
    assert set(seen) == {before, open_reader(at).count()}


def test_a_base_made_anew_takes_the_place_of_the_one_before(
    opensearch: OpenSearchCluster, base: Base, papers: Path
) -> None:
    at = opensearch.location()
    publish(base, at)
    shutil.rmtree(base.path)
    (papers / "2023-01-mill.txt").unlink()
    ingest(base, [str(papers)])
    told = publish(base, at)
    assert (told.generation, told.already, told.papers) == (1, False, 3)
    assert same(base, at)


def test_another_bases_passages_stay_unless_it_is_said_that_they_may_go(
    opensearch: OpenSearchCluster, base: Base, tmp_path: Path
) -> None:
    at, other = opensearch.location(), Base(tmp_path / "other")
    publish(base, at)
    (tmp_path / "elsewhere.txt").write_text(MINUTES.replace("2022", "2021"))
    ingest(other, [str(tmp_path / "elsewhere.txt")])
    with pytest.raises(WrongUse, match="another base's passages, 4 papers of which this base knows none"):
        publish(other, at)
    assert same(base, at)
    publish_text(other, other.open_for_reading(), at, TextOptions(replacing=True))
    assert same(other, at)


# Papers that are not for publication


@pytest.fixture
def guarded(base: Base, papers: Path) -> Base:
    """The base with a paper that is not for publication."""
    (papers / "2023-01-prices.txt").write_text(SECRET)
    ingest(base, [str(papers / "2023-01-prices.txt")], overrides=Overrides(exempt=True))
    return base


def test_a_paper_not_for_publication_is_never_sent(opensearch: OpenSearchCluster, guarded: Base) -> None:
    at = opensearch.location()
    with proxied(opensearch.url) as proxy:
        publish(guarded, at.replace(opensearch.url, proxy.url))
        assert proxy.bulks()
        assert not any(b"gannet" in request.plain().lower() for request in proxy.seen)
    assert same(guarded, at)
    about = open_reader(at).about
    assert about
    assert not about.exempt


def test_staff_may_have_all_and_their_index_says_so(opensearch: OpenSearchCluster, guarded: Base) -> None:
    at = opensearch.location()
    assert publish(guarded, at, with_exempt=True).papers == 5
    assert same(guarded, at, with_exempt=True)
    about = open_reader(at).about
    assert about
    assert about.exempt


def test_made_public_an_index_of_staff_leaves_nothing_in_the_cluster(
    opensearch: OpenSearchCluster, guarded: Base
) -> None:
    at = opensearch.location()
    publish(guarded, at, with_exempt=True)
    told = publish(guarded, at)
    assert told.anew
    assert [each.index for each in held(Cluster(location(at)))] == [told.index]
    assert same(guarded, at)


def test_a_paper_that_is_exempt_since_leaves_no_index_behind(
    opensearch: OpenSearchCluster, base: Base, papers: Path
) -> None:
    at = opensearch.location()
    publish(base, at)
    ingest(base, [str(papers / "2023-01-quay.txt")], overrides=Overrides(exempt=True))
    told = publish(base, at)
    assert (told.anew, told.papers) == (True, 3)
    assert [each.index for each in held(Cluster(location(at)))] == [told.index]


def test_the_only_paper_leaves_the_cluster_when_it_is_exempt(opensearch: OpenSearchCluster, tmp_path: Path) -> None:
    at, base, paper = opensearch.location(), Base(tmp_path / "one"), tmp_path / "only.txt"
    paper.write_text(MINUTES)
    ingest(base, [str(paper)])
    publish(base, at)
    ingest(base, [str(paper)], overrides=Overrides(exempt=True))
    assert publish(base, at).papers == 0
    assert open_reader(at).count() == 0


def test_a_purged_paper_leaves_no_index_behind_though_it_was_withdrawn_before(
    opensearch: OpenSearchCluster, base: Base
) -> None:
    at = opensearch.location()
    publish(base, at)
    withdraw(base, "2023-01-quay.txt")
    assert not publish(base, at).anew
    purge(base, "2023-01-quay.txt")
    told = publish(base, at)
    assert told.anew
    assert [each.index for each in held(Cluster(location(at)))] == [told.index]


# Runs that are stopped


def test_a_run_whose_cluster_goes_is_gone_on_with_and_readers_have_what_they_had(
    opensearch: OpenSearchCluster, base: Base, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opensearch.location()
    publish(base, at)
    before = open_reader(at).count()
    (papers / "more.txt").write_text(REPORT.format(title="MORE", words="More respite."))
    ingest(base, [str(papers)])
    monkeypatch.setattr("index.opensearch.bulk.PATIENCE", 0.0)
    with (
        proxied(opensearch.url, lambda asked: (503, b"{}") if "_bulk" in asked.path else None) as proxy,
        pytest.raises(OutOfReach),
    ):
        publish(base, at.replace(opensearch.url, proxy.url))
    assert open_reader(at).count() == before
    told = publish(base, at)
    assert (told.sent, told.anew) == (1, False)
    assert same(base, at)


def test_what_was_lost_on_its_way_is_found_out_before_readers_see_it(opensearch: OpenSearchCluster, base: Base) -> None:
    at = opensearch.location()
    with (
        proxied(opensearch.url, lambda asked: (200, b'{"errors": false}') if "_bulk" in asked.path else None) as proxy,
        pytest.raises(OutOfReach, match="does not hold what was sent"),
    ):
        publish(base, at.replace(opensearch.url, proxy.url))
    with pytest.raises(CommitteeError):
        open_reader(at)
    assert publish(base, at).papers == 4


def test_a_publisher_that_is_killed_is_followed_by_one_that_sends_the_rest(
    opensearch: OpenSearchCluster, base: Base
) -> None:
    at = opensearch.location()
    script = (
        "import sys; from kg.base import Base; from pathlib import Path; import index.opensearch.writer as w;"
        "from ingest.publish.text import publish_text; w.WAITING = 1; base = Base(Path(sys.argv[1]));"
        "publish_text(base, base.open_for_reading(True), sys.argv[2])"
    )
    lots = iter(range(4))

    def stuck(asked: Request) -> Answer | None:
        if "_bulk" in asked.path and next(lots, None) is None:
            process.kill()
            process.wait()
        return None

    with proxied(opensearch.url, stuck) as proxy:
        address = at.replace(opensearch.url, proxy.url)
        process = subprocess.Popen([sys.executable, "-c", script, str(base.path), address], cwd=ROOT)
        process.wait(60)
    assert process.returncode == -9
    with pytest.raises(CommitteeError):
        open_reader(at)
    told = publish(base, at)
    assert told.sent < told.papers == 4
    assert len(held(Cluster(location(at)))) == 1
    assert same(base, at)


def test_a_run_that_stopped_before_readers_were_led_on_is_finished_by_the_next(
    opensearch: OpenSearchCluster, base: Base
) -> None:
    at = opensearch.location()
    with (
        proxied(opensearch.url, lambda asked: (503, b"{}") if "_aliases" in asked.path else None) as proxy,
        pytest.raises(OutOfReach),
    ):
        publish(base, at.replace(opensearch.url, proxy.url))
    told = publish(base, at)
    assert (told.index.endswith("-000001"), told.sent) == (True, 0)
    assert same(base, at)


def test_a_second_publisher_is_told_that_one_is_at_work(opensearch: OpenSearchCluster, base: Base) -> None:
    at = opensearch.location()
    tried: list[str] = []

    def second(asked: Request) -> Answer | None:
        if "_bulk" in asked.path:
            with pytest.raises(BaseBusy, match="Another program is writing"):
                publish(base, at)
            tried.append(asked.path)
        return None

    with proxied(opensearch.url, second) as proxy:
        publish(base, at.replace(opensearch.url, proxy.url))
    assert tried


def test_an_index_has_the_shards_and_copies_that_were_asked_for(opensearch: OpenSearchCluster, base: Base) -> None:
    at = opensearch.location()
    told = publish_text(base, base.open_for_reading(public=True), at, TextOptions(shards=2, copies="0-all"))
    settings = opensearch.ask("GET", f"/{told.index}")[told.index]["settings"]["index"]
    assert (settings["number_of_shards"], settings["number_of_replicas"]) == ("2", "1")
    assert settings["blocks"]["write"] == "true"
    with pytest.raises(WrongUse, match="from-to"):
        publish_text(base, base.open_for_reading(public=True), at, TextOptions(copies="two"))
