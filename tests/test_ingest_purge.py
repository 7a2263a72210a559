"""After `kg withdraw --purge` nothing of a paper is on the base's disk: every byte is searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.build import ingest, withdraw
from ingest.one_paper import Overrides
from ingest.purging import purge
from kg.archive import sha256_of_file
from kg.base import Base
from kg.errors import UnknownName
from kg.generations import generations
from kg.graph import canonical_lines, open_graph
from kg.judgements import Judgement, add_judgement
from kg.redirects import write_redirects
from kg.vocabulary import ID_BASE, REDIRECTS_GRAPH
from queries.deep_check import check_deep

STAYS = """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE Thursday 8 June 2023
Present: Councillor Anna Marsh
1. Hollow Farm
It was resolved to agree the tender of the care contract at Hollow Farm.
"""
GOES = """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE Thursday 13 July 2023
Present: Councillor Zebulon Quorrick
1. Yarrowby Grange
It was resolved to award the Yarrowby Grange contract to Xanthe Vole Ltd.
"""
WORDS = (b"quorrick", b"zebulon", b"yarrowby", b"xanthe", b"july-vulpine", b"earlierwyrd")


@pytest.fixture
def made(tmp_path: Path) -> Base:
    """A paper that stays and one, in two versions, that goes, with all that may tell of it."""
    for name, text in (("stays.txt", STAYS), ("july-vulpine.txt", GOES + "Earlierwyrd.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    base = Base(tmp_path / "records")
    ingest(base, [str(tmp_path / "july-vulpine.txt"), str(tmp_path / "stays.txt")])
    (tmp_path / "july-vulpine.txt").write_text(GOES, encoding="utf-8")
    ingest(base, [str(tmp_path / "july-vulpine.txt")])
    add_judgement(base.judgements_file, Judgement("provider", ("Xanthe Vole Ltd", "Xanthe Vole"), True, "one number"))
    add_judgement(base.judgements_file, Judgement("member", ("Anna Marsh", "A Marsh"), True, "Anna says so"))
    write_redirects(
        base.redirects_file,
        {
            f"{ID_BASE}provider/xanthe-vole": (f"{ID_BASE}provider/xanthe-vole-ltd",),
            f"{ID_BASE}person/wexmere/marsh": (f"{ID_BASE}person/wexmere/anna-marsh",),
        },
    )
    sha256 = sha256_of_file(tmp_path / "july-vulpine.txt")
    base.faults_file.write_text(f"/x/july-vulpine.txt ({sha256}), extractor 1\nTraceback\n  quorrick\n", "utf-8")
    return base


def telling(base: Base, *words: bytes) -> list[str]:
    """Files of a base whose name or bytes have one of some words."""
    found = []
    for path in sorted(base.path.rglob("*")):
        data = path.read_bytes().lower() if path.is_file() else b""
        if any(word in data or word in path.name.lower().encode() for word in words):
            found.append(str(path.relative_to(base.path)))
    return found


def lines(base: Base, public: bool = False) -> list[str]:
    """The graph, but for what became of earlier IRIs."""
    store = open_graph(base.open_for_reading(public).graph)
    return [line for line in canonical_lines(store) if REDIRECTS_GRAPH not in line]


@pytest.mark.parametrize("exempt", [False, True])
def test_nothing_of_a_purged_paper_is_left_on_the_disk(made: Base, tmp_path: Path, exempt: bool) -> None:
    paper = tmp_path / "july-vulpine.txt"
    if exempt:
        ingest(made, [str(paper)], overrides=Overrides(exempt=True))
    with made.ledger() as ledger:
        hashes = [each.sha256 for each in ledger.find("july-vulpine.txt")]
    assert len(hashes) == 2
    hints = [*WORDS, *(sha256[:16].encode() for sha256 in hashes)]
    assert {path.split("/")[0] for path in telling(made, *hints)} == {
        "faults.log", "judgements.yaml", "ledger.sqlite", "live", "papers", "published", "redirects.json",
    }  # fmt: skip
    done = purge(made, "july-vulpine.txt")
    assert (done.file_name, done.versions) == ("july-vulpine.txt", 2)
    assert telling(made, *hints) == []
    assert len(generations(made.published)) == 1
    assert check_deep(made, sample=0) == ()


def test_what_stays_is_what_it_would_be_had_the_paper_never_come(made: Base, tmp_path: Path) -> None:
    purge(made, "july-vulpine.txt")
    other = Base(tmp_path / "other")
    ingest(other, [str(tmp_path / "stays.txt")])
    assert "Anna says so" in made.judgements_file.read_text(encoding="utf-8")
    assert "anna-marsh" in made.redirects_file.read_text(encoding="utf-8")
    assert lines(made) == lines(other)


def test_a_purged_paper_stays_out_until_it_is_asked_for(made: Base, tmp_path: Path) -> None:
    before, paper = lines(made), str(tmp_path / "july-vulpine.txt")
    purge(made, "july-vulpine.txt")
    assert ingest(made, [paper]).withdrawn == ("july-vulpine.txt",)
    assert ingest(made, [paper], again=True).read == ("july-vulpine.txt",)
    assert lines(made) == before


def test_a_withdrawn_paper_can_be_purged(made: Base) -> None:
    withdraw(made, "july-vulpine.txt")
    assert telling(made, b"quorrick")
    purge(made, "july-vulpine.txt")
    assert telling(made, *WORDS) == []


def test_the_last_paper_can_be_purged(made: Base) -> None:
    purge(made, "july-vulpine.txt")
    purge(made, "stays.txt")
    assert telling(made, b"stays.txt", b"hollow") == []
    assert check_deep(made, sample=0) == ()


def test_an_unknown_name_purges_nothing(made: Base) -> None:
    with pytest.raises(UnknownName):
        purge(made, "august.txt")
    assert len(made.archive().papers()) == 3
