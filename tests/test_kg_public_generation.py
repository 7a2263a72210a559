"""What everybody may read is what would be there if papers not for publication had never come."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.analysis import FACETS
from index.engine import open_reader
from index.query import parse
from ingest import projection
from ingest.build import ingest, withdraw
from ingest.one_paper import Overrides
from kg import ids
from kg.archive import Archive
from kg.base import Base
from kg.durable import replace_durably
from kg.errors import NoBase, UnknownName
from kg.generations import MANIFEST, PUBLIC, generations
from kg.graph import canonical_lines, named_graphs, open_graph
from kg.judgements import Judgement, add_judgement
from kg.json_values import encode_value
from kg.vocabulary import DERIVED_GRAPH, IDENTITY_GRAPH, REDIRECTS_GRAPH, WITHHELD_GRAPH
from queries.check import check
from queries.library import Library
from queries.review import case_of
from queries.status import status

OPEN = {
    "2022-09-minutes.txt": """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE: MINUTES

Date: Thursday, 8 September 2022
Time: 2.00 p.m. to 3.30 p.m.
Venue: Ferry Room
Present: Councillors Anna Marsh (Chairwoman) and Brian Fenn

41. LARKFIELD COURT: TENDER

Members asked about respite charges for families.

It was resolved unanimously to:
a) agree to tender the care and support contract at Larkfield Court; and
b) delegate the award of the Larkfield Court contract to the Executive Director: Adults, in consultation with the Chair.
""",
    "2022-10-report.txt": """WEXMERE COUNTY COUNCIL

LARKFIELD COURT: CARE AND SUPPORT

To: Adults Committee
Meeting Date: 12 January 2023
From: Executive Director: Adults

Recommendation: The Committee is asked to note that the care and support contract was awarded to Tern Care Ltd.

1. Background
1.1 The care and support contract at Larkfield Court was awarded to Tern Care Ltd in November 2022.

Officer contact:
Name: Rose Reed
Post: Commissioner
Email: rose.reed@wexmere.gov.uk
""",
    "2023-01-minutes.txt": """WEXMERE COUNTY COUNCIL
ADULTS COMMITTEE: MINUTES

Date: Thursday, 12 January 2023
Time: 2.00 p.m. to 3.00 p.m.
Venue: Ferry Room
Present: Councillors A Marsh (Chairwoman) and B Fenn

44. LARKFIELD COURT: CARE AND SUPPORT

It was resolved to note the award.
""",
}
SECRET = {
    "larkfield-appendix.txt": """WEXMERE COUNTY COUNCIL

LARKFIELD COURT: ZYGOMATIC BIDS

Not for publication by virtue of paragraphs 3 and 5 of Part 1 of Schedule 12A of the Local Government Act 1972

To: Adults Committee
Meeting Date: 12 January 2023
From: Executive Director: Adults

Recommendation: The Committee is asked to award the care and support contract to Quillfeather Homes Ltd.

1. Background
1.1 The care and support contract at Larkfield Court was awarded to Quillfeather Homes Limited in December 2022, and not
to Tern Care Limited. The negotiator was Councillor Anna Bettina Marsh. Xylophonic terms apply.

Officer contact:
Name: Rosemary Reed
Post: Head of Zymurgy
Email: rose.reed@wexmere.gov.uk
""",
    "panel.txt": """WEXMERE COUNTY COUNCIL
APPOINTMENTS PANEL: MINUTES

NOT FOR PUBLICATION

Date: Monday, 16 January 2023
Time: 2.00 p.m. to 3.00 p.m.
Venue: Vault Room
Present: Councillors Anna Marsh (Chairwoman) and Quentin Umbrage

1. DISMISSAL

It was resolved to dismiss Mortimer Vexley, Head of Zymurgy.
""",
}
# Words, in part, that stand in no paper for publication.
WORDS = ("zygomat", "quillfeather", "xylophon", "zymurg", "bettina", "rosemary", "umbrage", "vexley", "vault",
         "appointments", "larkfield-appendix", "panel.txt")  # fmt: skip


def written(folder: Path, papers: dict[str, str]) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in papers.items():
        (folder / name).write_text(text)
    return {name: str(folder / name) for name in papers}


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The papers for publication, by name."""
    return written(tmp_path_factory.mktemp("open"), OPEN)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Those that say that they are not, in a folder with a telling name."""
    return written(tmp_path_factory.mktemp("zygomatic"), SECRET)


@pytest.fixture(scope="module")
def without(some: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A base to which the others never came."""
    base = Base(tmp_path_factory.mktemp("without") / "records")
    take(base, some.values())
    return base


@pytest.fixture(scope="module")
def mixed(some: dict[str, str], secret: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Base:
    """All papers, read in one run."""
    base = Base(tmp_path_factory.mktemp("mixed") / "records")
    assert take(base, [*some.values(), *secret.values()]) == len(some) + len(secret)
    return base


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "records")


def take(base: Base, paths: Iterable[str], exempt: bool | None = None, again: bool = False) -> int:
    return len(ingest(base, list(paths), overrides=Overrides(exempt=exempt), again=again).read)


def lines(base: Base, public: bool = True) -> list[str]:
    """What readers see, but for what became of IRIs that the base had before, and that papers were withheld."""
    store = open_graph(base.open_for_reading(public).graph)
    besides = (f"{REDIRECTS_GRAPH}> .", f"{WITHHELD_GRAPH}> .")
    return [line for line in canonical_lines(store) if not line.endswith(besides)]


def text_of(base: Base, public: bool = True) -> object:
    """All that the text index gives: passages, facets, words with their counts."""
    with open_reader(base.open_for_reading(public).text) as text:
        everything = text.search(parse("NOT qqqq"), 10_000, sort="date", facets=list(FACETS))
        hits = sorted(repr(hit.passage) for hit in everything.hits)
        words = [text.suggest(letter, 500) for letter in "abcdefghijklmnopqrstuvwxyz"]
        return text.count(), hits, everything.facets, words


def same_as(without: Base, base: Base) -> None:
    """The public variant of a base is a base to which the exempt papers never came."""
    assert lines(base) == lines(without)
    assert text_of(base) == text_of(without)
    stubs = len(list(withheld(base)))
    theirs, ours = (dict(each.open_for_reading(public=True).manifest().counts) for each in (without, base))
    redirects = sum(line.endswith(f"{REDIRECTS_GRAPH}> .") for line in canonical_lines(graph(base)))
    assert ours.pop("quads") - stubs - redirects == theirs.pop("quads")
    assert ours == theirs
    assert not [fault for fault in check(Library(base), sample=0)]


def graph(base: Base, public: bool = True) -> object:
    return open_graph(base.open_for_reading(public).graph)


def withheld(base: Base) -> Sequence[str]:
    return [line for line in canonical_lines(graph(base)) if line.endswith(f"{WITHHELD_GRAPH}> .")]


def spilt(base: Base) -> set[str]:
    """Telling words anywhere in the files of the public variant."""
    found = set()
    for file in sorted((base.open_for_reading(public=True).graph.parent).rglob("*")):
        if file.is_file() and file.name != MANIFEST:
            data = file.read_bytes().lower()
            found.update(word for word in WORDS if word.encode() in data)
    return found


def test_the_public_variant_is_the_base_to_which_they_never_came(without: Base, mixed: Base) -> None:
    same_as(without, mixed)
    assert spilt(mixed) == set()
    assert lines(mixed, public=False) != lines(mixed)
    assert any("zygomatic" in line.lower() for line in lines(mixed, public=False))


def test_a_base_without_such_papers_has_one_variant_for_all(without: Base) -> None:
    generation = without.open_for_reading()
    assert without.open_for_reading(public=True) == generation
    assert generation.manifest().variants == {}
    assert not (generation.folder / PUBLIC).exists()
    assert not without.live(PUBLIC).folder.exists()


def test_that_there_are_such_papers_is_said_and_no_more(mixed: Base) -> None:
    said = "\n".join(withheld(mixed))
    assert said.count("WithheldPaper") == 2
    assert "/withheld/wexmere-county-council/adults-committee/2023-01-12/1>" in said
    assert "/withheld/no-meeting/1>" in said  # no paper for publication tells of the panel
    assert not [word for word in WORDS if word in said.lower()]
    assert not [paper.sha256 for paper in papers(mixed) if ids.paper(paper.sha256) in said or paper.sha256 in said]


def papers(base: Base) -> Sequence[object]:
    with base.ledger() as ledger:
        return ledger.papers()


@pytest.mark.parametrize("order", [1, -1])
def test_papers_that_come_one_by_one_give_the_same(
    some: dict[str, str], secret: dict[str, str], without: Base, mixed: Base, base: Base, order: int
) -> None:
    for path in [*secret.values(), *some.values()][::order]:
        take(base, [path])
    same_as(without, base)
    assert withheld(base) == withheld(mixed)
    assert lines(base, public=False) == lines(mixed, public=False)
