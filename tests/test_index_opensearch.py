"""What only a cluster does: it is far away, has too much to do, loses nodes, and is asked with a password."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import TextReader, open_reader, open_writer
from index.opensearch import draft as drafts
from index.opensearch import reader as readers
from index.opensearch.bulk import Sender
from index.opensearch.cluster import Cluster
from index.opensearch.draft import Plan
from index.opensearch.layout import document, signed, unsigned
from index.opensearch.lease import Lease
from index.opensearch.location import location
from index.opensearch.shelf import held, lead_to
from index.opensearch.writer import OpenSearchWriter
from index.passages import IndexedPassage
from index.query import parse
from kg.errors import BadQuery, BaseBusy, BaseDamaged, NoBase, OutOfReach, WrongUse
from tests.opensearch_cluster import OpenSearchCluster
from tests.opensearch_proxy import CUT, Answer, Proxy, Request, forwarded, proxied

PAPERS = "https://wexmere.example/paper/"
BUSY: Answer = (429, json.dumps({"error": {"type": "rejected_execution_exception", "reason": "full"}}).encode())


def passages(count: int, paper: str = "a", words: str = "Respite is priced by the day.") -> list[IndexedPassage]:
    """Passages of an invented council."""
    plain = IndexedPassage(id="", text=words, paper=PAPERS + paper, file_name=f"{paper}.txt", start=0, end=0,
                           kind="report", date="2021-03-04")  # fmt: skip
    return [replace(plain, id=f"{PAPERS}{paper}#{n}", start=n * 100, end=n * 100 + 99) for n in range(count)]


def written(at: str, *papers: list[IndexedPassage], plan: Plan | None = None) -> TextReader:
    """A reader of an index of some papers."""
    with closing(OpenSearchWriter(Cluster(location(at)), plan)) as writer:
        for each in papers:
            writer.add(each)
        writer.commit()
    return open_reader(at)


def found(reader: TextReader, query: str) -> list[int]:
    return [hit.passage.start // 100 for hit in reader.search(parse(query), limit=100).hits]


# Where it is, and whether it may be asked


@pytest.mark.parametrize(
    "address", ["https://host:9200", "https://host/", "https://host/Upper", "ftp://host/name", "https://host/a?b=c",
                "https://host:port/name", "https:///name", "https://host/.hidden"],
)  # fmt: skip
def test_what_is_no_address_of_an_index_is_told_how_one_looks(address: str) -> None:
    with pytest.raises(WrongUse, match=r"https://HOST:9200/NAME|address"):
        location(address)


def test_an_address_may_stand_behind_a_proxys_path_and_without_a_port() -> None:
    assert str(location("https://council.example/search/papers")) == "https://council.example:443/search/papers"
    assert str(location("http://[::1]:9200/papers")) == "http://[::1]:9200/papers"


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(WrongUse, match="KG_TEXT_USER") as told:
        open_reader("https://clerk:hunter2@host:9200/papers")
    assert "hunter2" not in str(told.value)


def test_without_the_package_for_clusters_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(WrongUse, match=r"committee-kg\[opensearch\]"):
        open_reader("http://127.0.0.1:9/papers")


def test_a_cluster_that_is_not_there_is_said_in_one_sentence() -> None:
    with pytest.raises(OutOfReach, match=r"cannot be reached; try again when it runs\.$"):
        open_reader("http://127.0.0.1:9/papers")


def test_a_cluster_that_does_not_answer_is_not_waited_for_long() -> None:
    def asleep(_request: Request) -> Answer:
        time.sleep(0.5)
        return 200, b"{}"

    with proxied("", asleep) as proxy, pytest.raises(OutOfReach, match="does not answer in time"):
        Cluster(location(f"{proxy.url}/papers")).ask("GET", "/", seconds=0.1)


@pytest.mark.parametrize("answer", [(200, b"<html>Hello</html>"), (404, b"<html>No</html>")])
def test_what_is_no_cluster_is_not_taken_for_one(answer: Answer) -> None:
    with proxied("", lambda _request: answer) as proxy, pytest.raises((OutOfReach, NoBase)):
        open_reader(f"{proxy.url}/papers")


def test_name_and_password_come_from_the_environment_and_stand_in_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TEXT_USER", "clerk")
    monkeypatch.setenv("KG_TEXT_PASSWORD", "hunter2")
    with proxied("", lambda _request: (403, b"{}")) as proxy:
        with pytest.raises(WrongUse, match="does not let us in; set KG_TEXT_USER") as told:
            open_reader(f"{proxy.url}/papers")
        assert proxy.seen[0].headers["authorization"].startswith("Basic ")
    assert "hunter2" not in str(told.value)


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with proxied("", lambda _request: (200, b"{}")) as other:
        on = {"location": f"{other.url}/papers"}
        with (
            proxied("", lambda _request: (302, b"", on)) as proxy,
            pytest.raises(WrongUse, match="sends us elsewhere"),
        ):
            open_reader(f"{proxy.url}/papers")
        assert not other.seen


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a server at 127.0.0.1 that signed itself, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes certificates, is not here")
    file = tmp_path / "server.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(file),
            "-out", str(tmp_path / "certificate.pem")]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    file.write_text(file.read_text() + (tmp_path / "certificate.pem").read_text())
    return file


def test_a_cluster_that_cannot_prove_who_it_is_is_told_no_password(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TEXT_USER", "clerk")
    monkeypatch.setenv("KG_TEXT_PASSWORD", "hunter2")
    with proxied("", lambda _request: (404, b"{}"), certificate) as proxy:
        with pytest.raises(OutOfReach, match="cannot prove who it is"):
            open_reader(f"{proxy.url}/papers")
        assert not proxy.seen
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(NoBase):
            open_reader(f"{proxy.url}/papers")
        assert "authorization" in proxy.seen[0].headers


def test_no_index_is_said_with_what_makes_one(opensearch: OpenSearchCluster) -> None:
    with pytest.raises(NoBase, match=r"no text index at .*`kg publish --text"):
        open_reader(opensearch.location())


def test_an_index_of_others_is_neither_read_nor_written_nor_removed(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    name = at.rpartition("/")[2]
    opensearch.ask("PUT", f"/{name}-others", {"aliases": {name: {}}})
    with pytest.raises(BaseDamaged, match="something else"):
        open_reader(at)
    with pytest.raises(BaseDamaged, match="something else"):
        written(at, passages(1))
    assert f"{name}-others" in opensearch.ask("GET", f"/{name}-*")


def test_an_index_with_the_very_name_is_not_touched(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    name = at.rpartition("/")[2]
    opensearch.ask("PUT", f"/{name}")
    with pytest.raises(BaseDamaged, match="something else"):
        written(at, passages(1))
    assert name in opensearch.ask("GET", f"/{name}")


def test_indexes_of_others_that_are_called_as_ours_would_be_stay(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    name = at.rpartition("/")[2]
    opensearch.ask("PUT", f"/{name}-000001")
    opensearch.ask("PUT", f"/{name}-000007")
    for number in (7, 8, 9):
        written(at, passages(1, str(number)), plan=Plan(number))
    assert open_reader(at).count() == 3
    assert {f"{name}-000001", f"{name}-000007", f"{name}-000009"} <= opensearch.ask("GET", f"/{name}-*").keys()


def test_readers_that_somebody_else_led_on_meanwhile_stay_there(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    written(at, passages(1))
    written(at, passages(1, "b"))
    cluster = Cluster(location(at))
    older, newer = (each.index for each in held(cluster))
    with pytest.raises(BaseBusy, match="meanwhile"):
        lead_to(cluster, newer, older)
    assert [each.led_to for each in held(cluster)] == [False, True]


def test_an_index_of_another_format_is_not_read_and_made_anew(
    opensearch: OpenSearchCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opensearch.location()
    for module in ("draft", "shelf"):
        monkeypatch.setattr(f"index.opensearch.{module}.FORMAT", 0)
    written(at, passages(3))
    monkeypatch.undo()
    with pytest.raises(BaseDamaged, match="another version"):
        open_reader(at)
    assert written(at, passages(2, "b")).papers() == {f"{PAPERS}b": 2}


# What is asked


@given(st.integers(0, (1 << 64) - 1))
def test_a_key_comes_back_from_the_clusters_numbers(key: int) -> None:
    assert unsigned(signed(key)) == key
    assert -(1 << 63) <= signed(key) < 1 << 63


def test_far_down_a_list_the_same_passages_come_as_at_once(
    opensearch: OpenSearchCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = written(opensearch.location(), passages(30))
    query = parse("respite")
    whole = [hit.passage for hit in reader.search(query, 100).hits]
    places = reader.rank(query, 100).places
    monkeypatch.setattr(readers, "WINDOW", 7)
    assert [hit.passage for hit in reader.search(query, 9, 12).hits] == whole[12:21]
    assert reader.search(query, 9, 99).total == 30
    assert reader.rank(query, 100).places == places
    assert list(reader.read(places)) == whole


@pytest.mark.parametrize("query", ["respite", "day OR fees", '"by the day"', "resp*", "kind:report"])
def test_several_shards_rank_and_count_as_one_does(opensearch: OpenSearchCluster, query: str) -> None:
    at = opensearch.location()
    papers = [passages(n + 1, f"p{n}", "Respite by the day. " + "Fees, respite. " * n) for n in range(6)]
    one, three = (written(f"{at}-{shards}", *papers, plan=Plan(shards=shards)) for shards in (1, 3))
    first, second = (reader.search(parse(query), 50, facets=("kind", "year")) for reader in (one, three))
    assert [(hit.passage.id, hit.score) for hit in first.hits] == [(hit.passage.id, hit.score) for hit in second.hits]
    assert (first.total, first.facets) == (second.total, second.facets)
    assert one.suggest("f") == three.suggest("f") == ("fees",)


def test_a_query_of_very_many_words_is_refused_in_a_sentence(opensearch: OpenSearchCluster) -> None:
    reader = written(opensearch.location(), passages(1))
    assert found(reader, f"{'(' * 40}respite{')' * 40}") == [0]
    with pytest.raises(BadQuery, match="shorten it"):
        reader.search(parse(" OR ".join(f"w{n}" for n in range(1500))))


def test_a_slip_is_not_put_right_with_a_word_that_was_taken_out(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    written(at, passages(1, "a", "Parking."), passages(1, "b", "Making."))
    with closing(open_writer(at)) as writer:
        writer.remove_paper(f"{PAPERS}a")
        writer.commit()
    assert open_reader(at).did_you_mean(parse("paking")) == "making"


def test_a_reader_says_where_its_index_is_and_another_process_opens_the_same(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    first = written(at, passages(1), plan=Plan(7, "2026-11-22", exempt=True))
    about = first.about
    assert about is not None
    assert (about.generation, about.made, about.exempt) == (7, "2026-11-22", True)
    written(at, passages(1, "b"), plan=Plan(8, "2026-11-23", exempt=True))
    assert open_reader(about.location).count() == first.count() == 1
    assert open_reader(at).count() == 2


def test_an_index_that_was_replaced_twice_is_said_not_to_be_there_any_more(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    first = written(at, passages(1))
    written(at, passages(1, "b"))
    assert first.count() == 1
    written(at, passages(1, "c"))
    with pytest.raises(OutOfReach, match="not any more; try again"):
        first.count()
    assert [each.number for each in held(Cluster(location(at)))] == [2, 3]


def test_a_cluster_that_goes_in_the_middle_of_a_search_is_said_in_one_sentence(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    written(at, passages(1))
    with proxied(opensearch.url) as proxy:
        reader = open_reader(at.replace(opensearch.url, proxy.url))
        assert reader.count() == 1
        proxy.guard = lambda _request: (503, b'{"error": "gone"}')
        with pytest.raises(OutOfReach, match="answers 503"):
            reader.search(parse("respite"))
        proxy.guard = lambda _request: CUT
        with pytest.raises(OutOfReach, match="cannot be reached"):
            reader.search(parse("respite"))


def test_an_answer_of_some_shards_only_is_no_answer(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    written(at, passages(1))
    late = msgspec.json.encode({"timed_out": True, "hits": {"total": {"value": 0}}})
    with proxied(opensearch.url, lambda asked: (200, late) if "_search" in asked.path else None) as proxy:
        reader = open_reader(at.replace(opensearch.url, proxy.url))
        with pytest.raises(OutOfReach, match="in time"):
            reader.count()


def test_threads_may_share_a_reader(opensearch: OpenSearchCluster) -> None:
    reader = written(opensearch.location(), passages(20))
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(len(found(reader, "respite")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [20] * 8


# What is sent


def sent_through(proxy: Proxy, opensearch: OpenSearchCluster, count: int) -> list[float]:
    """Send passages into an index of its own through a door; for how long was waited."""
    name = location(opensearch.location()).name
    cluster, waited = Cluster(location(f"{proxy.url}/{name}")), list[float]()
    opensearch.ask("PUT", f"/{name}")
    Sender(cluster, name, sleep=waited.append, most=8).send(map(document, passages(count)))
    opensearch.ask("POST", f"/{name}/_refresh")
    assert opensearch.ask("GET", f"/{name}/_count")["count"] == count
    return waited


def test_a_cluster_with_too_much_to_do_is_sent_smaller_lots_later(opensearch: OpenSearchCluster) -> None:
    refusals = iter(range(3))
    with proxied(opensearch.url) as proxy:
        proxy.guard = lambda asked: BUSY if "_bulk" in asked.path and next(refusals, None) is not None else None
        waited = sent_through(proxy, opensearch, 20)
        sizes = [each.plain().count(b"\n") // 2 for each in proxy.bulks()]
    assert waited == sorted(waited)
    assert len(waited) == 3
    assert sizes == [8, 4, 2, 1, 2, 4, 8, 5]


def test_of_a_lot_that_was_taken_in_part_only_the_rest_is_sent_again(opensearch: OpenSearchCluster) -> None:
    refused = iter(range(1))

    def guard(asked: Request) -> Answer | None:
        if "_bulk" not in asked.path or next(refused, None) is None:
            return None
        items = [{"index": {"status": 429 if n == 2 else 201}} for n in range(5)]
        return 200, msgspec.json.encode({"errors": True, "items": items})

    name = location(opensearch.location()).name
    with proxied(opensearch.url, guard) as proxy:
        opensearch.ask("PUT", f"/{name}")
        Sender(Cluster(location(f"{proxy.url}/{name}")), name, sleep=lambda _: None).send(map(document, passages(5)))
    opensearch.ask("POST", f"/{name}/_refresh")
    assert opensearch.ask("GET", f"/{name}/_count")["count"] == 1  # the door took the others, and let them fall


def test_a_cluster_that_takes_nothing_for_minutes_is_given_up(opensearch: OpenSearchCluster) -> None:
    waited: list[float] = []
    with proxied(opensearch.url, lambda asked: BUSY if "_bulk" in asked.path else None) as proxy:
        sender = Sender(Cluster(location(f"{proxy.url}/wexmere")), "wexmere", sleep=waited.append)
        with pytest.raises(OutOfReach, match="kept for the next try"):
            sender.send(map(document, passages(3)))
    assert 100 < sum(waited) < 160


def test_a_full_disk_is_said_to_be_one(opensearch: OpenSearchCluster) -> None:
    told = {"error": {"type": "cluster_block_exception", "reason": "index [x] blocked by: [disk is full];"}}
    full = 403, json.dumps(told).encode()
    with (
        proxied(opensearch.url, lambda asked: full if asked.method == "PUT" else None) as proxy,
        pytest.raises(OutOfReach, match="disk is full"),
    ):
        written(opensearch.location().replace(opensearch.url, proxy.url), passages(1))


def test_a_passage_that_is_never_taken_stops_the_run_and_readers_keep_what_they_have(
    opensearch: OpenSearchCluster,
) -> None:
    at = opensearch.location()
    written(at, passages(1))
    never = {"index": {"status": 400, "error": {"type": "mapper_parsing_exception", "reason": "no such field"}}}
    answer = 200, msgspec.json.encode({"errors": True, "items": [never]})
    with (
        proxied(opensearch.url, lambda asked: answer if "_bulk" in asked.path else None) as proxy,
        pytest.raises(BaseDamaged, match="no such field"),
    ):
        written(at.replace(opensearch.url, proxy.url), passages(1, "b"))
    assert open_reader(at).count() == 1


# Who writes


def test_a_writer_that_died_on_this_machine_is_followed_at_once(
    opensearch: OpenSearchCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(location(opensearch.location()))
    Lease(cluster)
    with pytest.raises(BaseBusy, match="Another program is writing"):
        Lease(cluster)
    monkeypatch.setattr("index.opensearch.lease.started", lambda _pid: None)
    Lease(cluster).release()


def test_a_right_to_write_that_was_given_though_no_answer_came_is_had(opensearch: OpenSearchCluster) -> None:
    lost = iter(range(1))

    def guard(asked: Request) -> Answer | None:
        if asked.method != "PUT" or "_doc" not in asked.path or next(lost, None) is None:
            return None
        forwarded(opensearch.url, asked)
        return CUT

    with proxied(opensearch.url, guard) as proxy:
        lease = Lease(Cluster(location(opensearch.location().replace(opensearch.url, proxy.url))))
        lease.release()


def test_a_writer_of_another_machine_is_followed_when_its_minute_is_over(
    opensearch: OpenSearchCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster, now = Cluster(location(opensearch.location())), 1_000.0
    with monkeypatch.context() as patched:
        patched.setattr("socket.gethostname", lambda: "elsewhere")
        first = Lease(cluster, lambda: now)
    now = 1_059.0
    with pytest.raises(BaseBusy):
        Lease(cluster, lambda: now)
    now = 1_061.0
    Lease(cluster, lambda: now)
    with pytest.raises(BaseBusy):
        first.renew()


def test_an_index_that_may_hold_papers_for_staff_is_no_beginning_of_one_for_all(opensearch: OpenSearchCluster) -> None:
    cluster = Cluster(location(opensearch.location()))
    for exempt in (True, False):
        with closing(OpenSearchWriter(cluster, Plan(exempt=exempt))) as writer:
            assert writer.draft().anew
            writer.commit()
    assert [each.about.exempt for each in held(cluster) if each.about] == [False]


@pytest.mark.parametrize("later", ["released", "left"])
def test_a_writer_that_another_followed_does_not_go_on_when_that_one_has_gone(
    opensearch: OpenSearchCluster, later: str
) -> None:
    cluster, clock = Cluster(location(opensearch.location())), [1_000.0]
    first = Lease(cluster, lambda: clock[0])
    clock[0] += 61
    second = Lease(cluster, lambda: clock[0])
    if later == "released":
        second.release()
    else:
        clock[0] += 61
    with pytest.raises(BaseBusy):
        first.renew()


def test_a_right_that_was_renewed_though_no_answer_came_is_had(opensearch: OpenSearchCluster) -> None:
    clock, lost = [1_000.0], ["one answer"]

    def guard(asked: Request) -> Answer | None:
        if asked.method != "PUT" or "_seq_no" not in asked.path or not lost:
            return None
        forwarded(opensearch.url, asked)
        lost.clear()
        return CUT

    with proxied(opensearch.url, guard) as proxy:
        lease = Lease(Cluster(location(opensearch.location().replace(opensearch.url, proxy.url))), lambda: clock[0])
        clock[0] += 20
        lease.renew()
        assert not lost
        lease.release()


def test_a_writer_that_works_on_keeps_the_right_to(opensearch: OpenSearchCluster) -> None:
    cluster, clock = Cluster(location(opensearch.location())), [1_000.0]
    first = Lease(cluster, lambda: clock[0])
    for _ in range(8):
        clock[0] += 20
        first.renew()
        with pytest.raises(BaseBusy):
            Lease(cluster, lambda: clock[0])


# What is lost


def test_with_a_node_gone_searches_go_on(opensearch: OpenSearchCluster) -> None:
    at = opensearch.location()
    reader = written(at, passages(50), plan=Plan(shards=2, copies="0-1"))
    before = found(reader, "respite")
    opensearch.kill("second")
    assert found(open_reader(at), "respite") == found(reader, "respite") == before
    assert len(before) == 50
    opensearch.start()


def test_a_clone_that_nobody_finished_is_gone_on_with_or_removed(
    opensearch: OpenSearchCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opensearch.location()
    written(at, passages(1))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(drafts.Draft, "_note", stop)
        with pytest.raises(KeyboardInterrupt):
            written(at, passages(1, "b"))
    assert open_reader(at).count() == 1
    assert written(at, passages(2, "c")).papers() == {f"{PAPERS}a": 1, f"{PAPERS}c": 2}
    assert len(held(Cluster(location(at)))) == 2
