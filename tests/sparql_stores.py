"""SPARQL stores that councils run, each started once a session on this machine: for tests that publish and serve.

    oxigraph   `oxigraph serve` (the package `oxigraph`); knows no passwords
    fuseki     Apache Jena Fuseki (a jar that `make test` brings where Maven is); /ds for everybody, /guarded behind
               a password, /apart a dataset whose default graph is not the union of the others
    virtuoso   Virtuoso 7 (Debian's `virtuoso-opensource-7`); everybody may read, who writes has a password

`sparql_store` gives a test each in turn, empty; one that is not here is skipped, with what it takes. `started(name)`
gives one by name. All listen at 127.0.0.1, and end with the session.
"""

from __future__ import annotations

import atexit
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode

import pytest

from tests.serving import ROOT, free_port

JARS: Final = ROOT / ".venv" / "jars"
STARTING: Final = 90.0  # seconds; Virtuoso lays out its files first
OURS: Final = "https://w3id.org/committee-kg/"
USER, PASSWORD = "dba", "dba"
NAMES: Final = ("oxigraph", "fuseki", "virtuoso")

FUSEKI: Final = """
PREFIX :       <#>
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX ja:     <http://jena.hpl.hp.com/2005/11/Assembler#>
PREFIX tdb2:   <http://jena.apache.org/2016/tdb#>
[] a fuseki:Server ; fuseki:passwd "PASSWORDS" ; fuseki:auth "basic" ; fuseki:services ( :open :guarded :apart ) .
:open a fuseki:Service ; fuseki:name "ds" ; fuseki:dataset :together ;
  fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "sparql" ] ,
    [ fuseki:operation fuseki:update ; fuseki:name "update" ] ,
    [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] .
:guarded a fuseki:Service ; fuseki:name "guarded" ; fuseki:dataset :third ; fuseki:allowedUsers "dba" ;
  fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "sparql" ] ,
    [ fuseki:operation fuseki:update ; fuseki:name "update" ] ,
    [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] .
:apart a fuseki:Service ; fuseki:name "apart" ; fuseki:dataset :second ;
  fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "sparql" ] ,
    [ fuseki:operation fuseki:update ; fuseki:name "update" ] ,
    [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] .
:together a tdb2:DatasetTDB2 ; tdb2:location "FOLDER/together" ; tdb2:unionDefaultGraph true .
:third    a tdb2:DatasetTDB2 ; tdb2:location "FOLDER/third" ; tdb2:unionDefaultGraph true .
:second   a tdb2:DatasetTDB2 ; tdb2:location "FOLDER/second" .
"""

VIRTUOSO: Final = """
[Database]
DatabaseFile = FOLDER/virtuoso.db
ErrorLogFile = FOLDER/virtuoso.log
LockFile = FOLDER/virtuoso.lck
TransactionFile = FOLDER/virtuoso.trx
xa_persistent_file = FOLDER/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = FOLDER/virtuoso-temp.db
TransactionFile = FOLDER/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:SQL
DisableUnixSocket = 1
ServerThreads = 8
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxQueryMem = 256M
MaxSortedTopRows = 1000000
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:PORT
ServerRoot = FOLDER
ServerThreads = 8
MaxKeepAlives = 8
KeepAliveTimeout = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


@dataclass(slots=True)
class SparqlStore:
    """A store that runs.

    url          what `kg publish --graph` is given
    environment  the name and password that it wants, as `kg` takes them; empty where it wants none
    process      its server, for tests that take it away; `restart` brings it back with what it held
    """

    name: str
    url: str
    root: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]
    begin: Callable[[], subprocess.Popen[bytes]] = field(repr=False)
    answers: str = field(repr=False)

    def other(self, name: str) -> str:
        """The address of another dataset of the same server: Fuseki's `guarded` and `apart`."""
        return f"{self.root}/{name}"

    def kill(self) -> None:
        """End the server as a failing machine would."""
        self.process.kill()
        self.process.wait()

    def restart(self) -> None:
        """Start it again in its folder, where it was killed."""
        if self.process.poll() is not None:
            self.process = self.begin()
            _wait(self.answers, self.process)

    def update(self, words: str, url: str | None = None) -> None:
        """Do a SPARQL update, past the product's own way."""
        address = {"oxigraph": f"{self.root}/update", "virtuoso": f"{self.root}/sparql-auth"}.get(self.name)
        self._post(
            address or f"{url or self.url}/update", {"update" if self.name != "virtuoso" else "query": words}
        ).close()

    def select(self, words: str, url: str | None = None) -> bytes:
        """The answer to a SELECT or ASK as SPARQL JSON, past the product's own way."""
        address = {"oxigraph": f"{self.root}/query", "virtuoso": f"{self.root}/sparql"}.get(self.name)
        answer = self._post(address or f"{url or self.url}/sparql", {"query": words})
        with answer:
            return bytes(answer.read())

    def clear(self) -> None:
        """Drop our graphs, and those of http://example.org/ that tests make; a store has graphs of its own, too."""
        import json

        self.restart()
        for url in (self.url, *([self.other("guarded"), self.other("apart")] if self.name == "fuseki" else [])):
            found = json.loads(self.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", url))
            graphs = [row["g"]["value"] for row in found["results"]["bindings"]]
            # Not DISTINCT ?g, of which Virtuoso makes a minute where there are 200,000 statements.
            ours = [graph for graph in graphs if graph.startswith((OURS, "http://example.org/"))]
            for graph in ours:
                self.update(f"DROP SILENT GRAPH <{graph}>", url)

    def _post(self, url: str, form: Mapping[str, str]):  # type: ignore[no-untyped-def]  # whatever the opener gives
        # As a form: Virtuoso 7.2.5 never answers a query that is the body itself.
        request = urllib.request.Request(url, urlencode(form).encode(), {"Accept": "application/sparql-results+json"})
        manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        manager.add_password(None, self.root, USER, PASSWORD)
        asked = (urllib.request.HTTPDigestAuthHandler(manager), urllib.request.HTTPBasicAuthHandler(manager))
        return urllib.request.build_opener(urllib.request.ProxyHandler({}), *asked).open(request, timeout=60)


_running: dict[str, SparqlStore] = {}


def started(name: str) -> SparqlStore:
    """A store, started when it is first asked for; skips where it is not here."""
    if name not in _running:
        _running[name] = {"oxigraph": _oxigraph, "fuseki": _fuseki, "virtuoso": _virtuoso}[name]()
    _running[name].restart()
    return _running[name]


@pytest.fixture(params=NAMES)
def sparql_store(request: pytest.FixtureRequest) -> Iterator[SparqlStore]:
    """Each of the stores in turn, with nothing of ours in it."""
    store = started(request.param)
    store.clear()
    yield store
    store.restart()


@pytest.fixture
def oxigraph() -> Iterator[SparqlStore]:
    """One store, with nothing of ours in it: for what has nothing to do with which it is."""
    store = started("oxigraph")
    store.clear()
    yield store
    store.restart()


def _oxigraph() -> SparqlStore:
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not program:
        pytest.skip("the Oxigraph server is not here: `pip install oxigraph`")
    port, folder = free_port(), _folder()
    words = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    root = f"http://127.0.0.1:{port}"
    return _begun("oxigraph", root, root, {}, words, folder, f"{root}/query?query=ASK%7B%7D")


def _fuseki() -> SparqlStore:
    jars = sorted(JARS.glob("jena-fuseki-server-*.jar"))
    java = shutil.which("java")
    if not (jars and java):
        pytest.skip("Fuseki is not here: it takes a JDK and Maven, then `make test` brings its jar")
    port, folder = free_port(), _folder()
    (folder / "passwords").write_text(f"{USER}: {PASSWORD}\n")
    config = FUSEKI.replace("PASSWORDS", str(folder / "passwords")).replace("FOLDER", str(folder))
    (folder / "fuseki.ttl").write_text(config)
    for name in ("together", "second", "third"):
        (folder / name).mkdir()
    words = [java, "-Xmx512m", "-jar", str(jars[-1]), "--localhost", "--port", str(port),
             "--conf", str(folder / "fuseki.ttl")]  # fmt: skip
    root = f"http://127.0.0.1:{port}"
    return _begun("fuseki", root, f"{root}/ds", {}, words, folder, f"{root}/ds/sparql?query=ASK%7B%7D")


def _virtuoso() -> SparqlStore:
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("Virtuoso is not here: Debian's package is virtuoso-opensource-7")
    port, folder = free_port(), _folder()
    ini = VIRTUOSO.replace("FOLDER", str(folder)).replace("PORT", str(port)).replace("SQL", str(free_port()))
    (folder / "virtuoso.ini").write_text(ini)
    words = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    root = f"http://127.0.0.1:{port}"
    environment = {"KG_GRAPH_USER": USER, "KG_GRAPH_PASSWORD": PASSWORD}
    ask = f"{root}/sparql?query={quote('ASK { ?s ?p ?o }')}"
    return _begun("virtuoso", root, f"{root}/sparql", environment, words, folder, ask)


def _begun(
    name: str, root: str, url: str, environment: Mapping[str, str], words: list[str], folder: Path, answers: str
) -> SparqlStore:
    def begin() -> subprocess.Popen[bytes]:
        (folder / "virtuoso.lck").unlink(missing_ok=True)  # what a kill leaves
        with (folder / "server.log").open("ab") as log:
            process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        atexit.register(_end, process)
        return process

    process = begin()
    try:
        _wait(answers, process)
    except AssertionError as error:
        _end(process)
        pytest.fail(f"{name} does not start: {error}\n{(folder / 'server.log').read_text()[-2000:]}")
    return SparqlStore(name, url, root, environment, process, begin, answers)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kg-sparql-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # before the servers begin: after they have ended
    return folder


def _wait(answers: str, process: subprocess.Popen[bytes]) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        assert process.poll() is None, f"it ended with {process.returncode}"
        try:
            with opener.open(answers, timeout=5):
                return
        except HTTPError as error:
            error.close()
            if error.code < 500:
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"no answer from {answers} in {STARTING:.0f} s")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
