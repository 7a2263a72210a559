"""A page as a CSV file: the same answer, a row for each statement, with links to the words in the papers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from interfaces.csv_rows import flat, harmless, write_csv
from interfaces.web.addresses import source_of
from queries.answers import last_part

if TYPE_CHECKING:
    from starlette.requests import Request


def is_csv(request: Request) -> bool:
    """Does a request ask for a file?"""
    return request.query_params.get("format") == "csv"


def csv_file(request: Request, iri: str, sections: Sequence[tuple[str, Sequence[Any]]]) -> Response:
    """Rows of several kinds as one file; the column `section` tells which."""
    return written(request, last_part(iri), [({"section": name}, row) for name, rows in sections for row in rows])


def written(request: Request, name: str, rows: Iterable[tuple[dict[str, str], Any]]) -> Response:
    """Rows as a file of a name, each behind the cells that are given with it."""
    site = str(request.base_url).rstrip("/")
    out = io.StringIO(newline="")
    write_csv([before | _cells(row, site) for before, row in rows], out)
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8; header=present", headers=named)


def _cells(row: Any, site: str) -> dict[str, str]:
    """A row's cells: harmless to a spreadsheet, with the address of each place."""
    places = row.get("citations", ()) if isinstance(row, dict) else getattr(row, "citations", ())
    cells = {name: harmless(value) for name, value in flat(row).items()}
    links = " | ".join(site + source_of(place) for place in places)
    return cells | {"words": cells.get("words", ""), "links": links}
