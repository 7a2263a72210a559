"""`kg export`: the whole graph, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from queries.library import Library

if TYPE_CHECKING:
    from kg.graph import ExportFormat


def export(library: Library, form: ExportFormat, out: BinaryIO) -> None:
    """Write the graph. nquads is sorted, so that two exports of one graph are the same file."""
    from kg.graph import export as write

    write(library.store, form, out)
