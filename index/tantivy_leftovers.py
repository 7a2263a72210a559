"""What a writer of a tantivy index that was killed left in its folder.

A commit writes new segments and the lists of deleted passages (`SEGMENT.OPSTAMP.del`) first, and `meta.json`, which
says which of them count, last. A kill in between leaves files that nobody reads. The next commit of the same changes
has the same number, and so wants to write a list of the same name: tantivy then refuses ("FileAlreadyExists"), for
ever (tantivy 0.27, found by bench/faults.py on 2026-11-22).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

META: Final = "meta.json"
SEGMENT: Final = re.compile(r"([0-9a-f]{32})\.(?:(\d+)\.)?[a-z]+")


def clear_leftovers(folder: Path) -> None:
    """Remove the files of segments, and the lists of deletions, that `meta.json` does not name.

    For who alone writes the index, and has not begun. A folder whose `meta.json` cannot be read is left as it is.
    """
    try:
        meta = json.loads((folder / META).read_bytes())
        named = {each["segment_id"].replace("-", ""): each["deletes"] for each in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return
    for file in folder.iterdir():
        found = SEGMENT.fullmatch(file.name)
        if found and not _counts(named, *found.groups()):
            file.unlink(missing_ok=True)


def _counts(named: dict[str, dict[str, int] | None], segment: str, opstamp: str | None) -> bool:
    deletes = named.get(segment)
    return segment in named and (opstamp is None or (deletes is not None and str(deletes["opstamp"]) == opstamp))
