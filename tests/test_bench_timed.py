"""What the bench times by name is there: a function that was renamed would be timed as another part."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"


def test_each_function_that_the_bench_times_by_its_name_is_there() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(BENCH))
        timed = importlib.import_module("incremental")
        for place, part in timed.TIMED.items():
            assert callable(pkgutil.resolve_name(place)), place
            assert part in timed.PARTS
