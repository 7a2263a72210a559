"""Who reads the papers: worker processes of this machine, or those of a Dask cluster. What comes of it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ingest.limits import Limits
from ingest.one_paper import Overrides, PaperRead, PaperRefused, read_paper
from ingest.workers import read_all


@dataclass(frozen=True, slots=True)
class Readers:
    """Worker processes here, so many, or those of the Dask scheduler at `cluster` (tcp://host:8786).

    Raises WrongUse for what is no such address, or where Dask is not installed.
    """

    jobs: int = 1
    cluster: str | None = None

    def __post_init__(self) -> None:
        if self.cluster is not None:
            from ingest.cluster.connection import see_address

            see_address(self.cluster)

    def read(
        self,
        said: Mapping[Path, Overrides],
        limits: Limits,
        begun: Callable[[Path], None],
        base: Path | None = None,
    ) -> Iterator[tuple[Path, PaperRead | PaperRefused]]:
        """Each paper with what its reading gave, in the order in which they are done.

        said   the papers, each with what a person said of it
        begun  is told of each as its reading starts
        base   the folder of the base for which they are read
        """
        if self.cluster is None:
            return read_all(said, self.jobs, partial(_read_as_said, said=said, limits=limits), limits, begun, base)
        from ingest.cluster.reading import read_on_cluster

        return read_on_cluster(self.cluster, said, limits, begun)


def _read_as_said(path: Path, said: Mapping[Path, Overrides], limits: Limits) -> PaperRead | PaperRefused:
    return read_paper(path, said[path], limits)
