"""What a server answered is kept within bounds."""

from __future__ import annotations

from kg.remote.kept import Kept


def test_one_large_answer_does_not_drive_out_what_is_kept() -> None:
    kept: Kept[int] = Kept(80)
    kept.put("small", range(9))
    kept.put("large", range(60))
    kept.put("larger", range(79))
    assert [kept.has(each) for each in ("small", "large", "larger")] == [True, False, False]
