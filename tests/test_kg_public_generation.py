"""What everybody may read is what would be there if papers not for publication had never come."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from index.analysis import FACETS
from index.engine import open_reader
from index.query import parse
from ingest import projection
from ingest.build import ingest, withdraw
from ingest.one_paper import Overrides
from kg import ids
from kg.base import Base
from kg.durable import replace_durably
from kg.errors import NoBase, UnknownName
from kg.generations import MANIFEST, PUBLIC, generations
from kg.graph import canonical_lines, open_graph
from kg.json_values import encode_value
from kg.judgements import Judgement, add_judgement
from kg.ledger_entries import PaperEntry
from kg.live import Live
from kg.redirects import read_redirects, write_redirects
from kg.vocabulary import ID_BASE, REDIRECTS_GRAPH, WITHHELD_GRAPH
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


def text_of(base: Base, public: bool = True) -> tuple[int, list[str], object, object]:
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
    assert check(Library(base), sample=0) == ()


def graph(base: Base) -> Store:
    return open_graph(base.open_for_reading(public=True).graph)


def withheld(base: Base) -> list[str]:
    return [line for line in canonical_lines(graph(base)) if line.endswith(f"{WITHHELD_GRAPH}> .")]


def spilt(base: Base) -> set[str]:
    """Telling words anywhere in the files of the public variant."""
    found: set[str] = set()
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
    assert [line.split()[2] for line in withheld(mixed) if "exemptUnder" in line] == ['"3"', '"5"']
    assert "/withheld/wexmere-county-council/adults-committee/2023-01-12/1>" in said
    assert "/withheld/no-meeting/1>" in said  # no paper for publication tells of the panel
    assert not [word for word in WORDS if word in said.lower()]
    assert not [paper.sha256 for paper in papers(mixed) if ids.paper(paper.sha256) in said or paper.sha256 in said]


def papers(base: Base) -> tuple[PaperEntry, ...]:
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


def test_a_paper_that_becomes_exempt_leaves_no_word_behind_and_comes_back_when_it_is_not(
    some: dict[str, str], without: Base, base: Base, tmp_path: Path
) -> None:
    named = "WEXMERE COUNTY COUNCIL\n\nA NOTE ON VEXLEY\n\n1. Background\n1.1 Vexley sells xylophonic terms.\n"
    note = written(tmp_path / "notes", {"note.txt": named})
    take(base, [*some.values(), *note.values()])
    whole = lines(base)
    assert base.open_for_reading(public=True).variant == ""
    assert any("xylophonic" in line.lower() for line in map(repr, text_of(base)[1]))
    assert take(base, note.values(), exempt=True) == 1
    same_as(without, base)
    assert spilt(base) == set()
    assert [each.number for each in generations(base.published)] == [2]  # the first would show it
    assert take(base, note.values()) == 0  # what a person said stays
    assert lines(base, public=False) != lines(base)
    assert take(base, note.values(), exempt=False) == 1
    assert lines(base) == lines(base, public=False) == whole
    assert withheld(base) == []
    assert take(base, note.values(), exempt=True) == 1
    same_as(without, base)
    assert spilt(base) == set()


def test_when_the_last_exempt_paper_goes_the_public_variant_is_as_it_was(
    some: dict[str, str], secret: dict[str, str], without: Base, base: Base
) -> None:
    take(base, [*some.values(), *secret.values()])
    for name in secret:
        withdraw(base, name)
    same_as(without, base)
    assert withheld(base) == []
    assert spilt(base) == set()
    assert base.open_for_reading(public=True).variant == PUBLIC  # words stay in files, and redirects in the whole


def test_an_exempt_paper_in_the_place_of_a_public_one_takes_it_away(some: dict[str, str], base: Base) -> None:
    paths = dict(some)
    take(base, paths.values())
    folder = base.path.parent / "later"
    later = written(folder, {"lights.txt": "WEXMERE COUNTY COUNCIL\n\nLIGHTS\n\n1. Background\n1.1 Lights are lit.\n"})
    take(base, later.values())
    before = lines(base)
    written(folder, {"lights.txt": "NOT FOR PUBLICATION\n\nLIGHTS\n\n1. Background\n1.1 Vexley lit them.\n"})
    take(base, later.values())
    assert not [line for line in lines(base) if "lights.txt" in line]
    assert lines(base) != before
    with base.ledger(public=True) as ledger:
        [old] = [paper for paper in ledger.papers() if paper.file_name == "lights.txt"]
    assert (old.status, old.superseded_by) == ("superseded", None)


class Stopped(RuntimeError):
    """As if the machine had stopped."""


@pytest.mark.parametrize("variant", ["", PUBLIC])
@pytest.mark.parametrize("place", ["_redirects", "_note_applied", "_index"])
def test_a_stop_while_either_is_written_is_made_good(
    some: dict[str, str],
    secret: dict[str, str],
    without: Base,
    mixed: Base,
    base: Base,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    variant: str,
) -> None:
    paths = [*some.values(), *secret.values()]
    take(base, paths[:2] if place == "_index" else [*paths[:2], paths[4]])
    begin, at = Live.begin, [""]

    def begun(live: Live) -> None:
        at[0] = live.folder.name
        begin(live)

    whole = getattr(projection, place)

    def stop(*given: object) -> object:
        if (at[0] == PUBLIC) == (variant == PUBLIC):
            raise Stopped
        return whole(*given)

    with monkeypatch.context() as patched:
        patched.setattr(Live, "begin", begun)
        patched.setattr(projection, place, stop)
        with pytest.raises(Stopped):
            take(base, paths[2:])
    assert base.pending()
    assert not [line for line in lines(base) if any(word in line.lower() for word in WORDS)]
    take(base, paths[:1])
    assert base.pending() == ()
    same_as(without, base)
    assert lines(base, public=False) == lines(mixed, public=False)


def test_a_stop_between_projecting_and_publishing_shows_nobody_more(
    some: dict[str, str], secret: dict[str, str], without: Base, base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(base, some.values())

    def stop(*_given: object, **_more: object) -> None:
        raise Stopped

    with monkeypatch.context() as patched:
        patched.setattr("kg.generations.publish", stop)
        with pytest.raises(Stopped):
            take(base, secret.values())
    assert lines(base) == lines(without)
    take(base, some.values())
    same_as(without, base)


def as_of_old(base: Base) -> None:
    """As an earlier version left it: no variant, and a manifest that says nothing of any."""
    generation = base.open_for_reading()
    shutil.rmtree(generation.folder / PUBLIC)
    shutil.rmtree(base.live(PUBLIC).folder)
    manifest = replace(generation.manifest(), variants=None)
    replace_durably(generation.folder / MANIFEST, encode_value(manifest))


def test_what_is_not_known_to_be_without_exempt_papers_is_refused(
    mixed: Base, some: dict[str, str], base: Base
) -> None:
    shutil.copytree(mixed.path, base.path, symlinks=True)
    as_of_old(base)
    public = Library(base, public=True)
    for ask in (lambda: public.store, lambda: public.text.count(), lambda: base.open_for_reading(public=True)):
        with pytest.raises(NoBase, match=r"has papers that are not for publication.*run `kg --base .* ingest PAPER…`"):
            ask()
    assert status(public).generation is None
    assert take(base, list(some.values())[:1]) == 0  # nothing is new, and yet
    assert lines(base) == lines(mixed)
    assert base.open_for_reading(public=True).variant == PUBLIC


def test_a_manifest_that_says_too_little_opens_nothing(mixed: Base, base: Base) -> None:
    shutil.copytree(mixed.path, base.path, symlinks=True)
    generation = base.open_for_reading()
    manifest = replace(generation.manifest(), variants={})
    replace_durably(generation.folder / MANIFEST, encode_value(manifest))
    with pytest.raises(NoBase, match="not for publication"):
        base.open_for_reading(public=True)
    shutil.copy(mixed.open_for_reading().folder / MANIFEST, generation.folder / MANIFEST)
    shutil.rmtree(generation.folder / PUBLIC / "text")
    with pytest.raises(NoBase, match="not for publication"):
        base.open_for_reading(public=True)


def test_an_old_base_that_never_had_such_a_paper_is_open_to_all(without: Base, base: Base) -> None:
    shutil.copytree(without.path, base.path, symlinks=True)
    generation = base.open_for_reading()
    replace_durably(generation.folder / MANIFEST, encode_value(replace(generation.manifest(), variants=None)))
    assert base.open_for_reading(public=True) == generation


def test_the_side_doors_are_shut(mixed: Base, secret: dict[str, str]) -> None:
    public = Library(mixed, public=True)
    with mixed.ledger() as ledger:
        hidden = [paper.sha256 for paper in ledger.papers("exempt")]
        shown = [paper.sha256 for paper in ledger.papers("read")]
    for sha256 in hidden:
        assert sha256 not in public.archive
        assert public.paper_text(ids.paper(sha256)) is None
        assert public.paper(ids.paper(sha256)).sha256 == ""
        for door in (public.archive.text, public.archive.source, public.archive.get):
            with pytest.raises(UnknownName):
                door(sha256)
    assert public.archive.papers() == tuple(shown)
    with public.ledger() as ledger:
        told = repr((ledger.papers(), ledger.events(), ledger.pending(), ledger.supersessions(), ledger.statuses()))
        assert ledger.issues() == {} or "torn" not in told
        assert all(ledger.paper(sha256) is None for sha256 in hidden)
        assert not any(ledger.find(name) for name in (*secret, *hidden))
        assert ledger.statuses() == {"read": len(OPEN)}
    answer = repr(status(public))
    for word in (*WORDS, *hidden, "zygomatic", str(mixed.path)):
        assert word not in (told + answer).lower()
    assert public.generation.manifest().variants == {PUBLIC: public.generation.manifest().counts}
    assert all(file.path.startswith("public/") for file in public.generation.manifest().files)


def test_a_file_offered_as_exempt_that_cannot_be_read_is_nobodys_business(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "vexley.pdf").write_bytes(b"%PDF-1.4 torn")
    (folder / "open.pdf").write_bytes(b"%PDF-1.4 torn, too")
    (folder / "Confidential advice.pdf").write_bytes(b"%PDF-1.4 torn as well")
    ingest(base, [str(folder / "vexley.pdf")], overrides=Overrides(exempt=True))
    ingest(base, [str(folder)])
    with base.ledger() as ledger:
        assert len(ledger.papers("refused")) == 3
    with base.ledger(public=True) as ledger:
        assert [paper.file_name for paper in ledger.papers()] == ["open.pdf"]


def test_a_person_is_told_which_papers_are_kept_from_everybody(base: Base, secret: dict[str, str]) -> None:
    assert ingest(base, list(secret.values())).exempt == tuple(sorted(secret))


def test_a_mended_copy_of_a_paper_marked_exempt_is_exempt(base: Base, tmp_path: Path) -> None:
    [path] = written(tmp_path / "mended", {"note.txt": "A note on Vexley."}).values()
    take(base, [path], exempt=True)
    written(tmp_path / "mended", {"note.txt": "A note on Mr Vexley."})
    take(base, [path])
    [copy] = written(tmp_path / "copies", {"copy.txt": "A note on Mr Vexley."}).values()
    take(base, [copy])
    with base.ledger() as ledger:
        assert [paper.status for paper in ledger.current()] == ["exempt"]
    with base.ledger(public=True) as ledger:
        assert ledger.papers() == ()


def redirected(base: Base, public: bool = True) -> list[str]:
    store = open_graph(base.open_for_reading(public).graph)
    return [line for line in canonical_lines(store) if line.endswith(f"{REDIRECTS_GRAPH}> .")]


def test_iris_of_exempt_papers_alone_redirect_nobody(
    some: dict[str, str], secret: dict[str, str], without: Base, base: Base
) -> None:
    take(base, [*some.values(), *secret.values()])
    names = ("Adults Committee", "Appointments Panel")
    add_judgement(base.judgements_file, Judgement("committee", names, True, "one body", "Wexmere County Council"))
    take(base, list(some.values())[:1])
    assert any("appointments-panel" in line for line in redirected(base, public=False))
    assert redirected(base) == []
    for name in secret:
        withdraw(base, name)
    assert redirected(base) == []
    same_as(without, base)


def test_iris_that_everybody_knew_redirect_everybody(
    some: dict[str, str], secret: dict[str, str], base: Base, tmp_path: Path
) -> None:
    panel = OPEN["2023-01-minutes.txt"].replace("ADULTS COMMITTEE", "BRIDGES PANEL")
    more = written(tmp_path / "more", {"bridges.txt": panel})
    take(base, [*some.values(), *more.values()])
    take(base, secret.values())
    names = ("Adults Committee", "Bridges Panel")
    add_judgement(base.judgements_file, Judgement("committee", names, True, "one body", "Wexmere County Council"))
    take(base, list(some.values())[:1])
    assert any("bridges-panel" in line for line in redirected(base))


def test_a_judgement_on_names_of_exempt_papers_is_not_heard_of(
    some: dict[str, str], secret: dict[str, str], without: Base, base: Base
) -> None:
    take(base, some.values())
    names = ("Adults Committee", "A Vexley Committee")  # the first by the alphabet would be in its IRI
    add_judgement(base.judgements_file, Judgement("committee", names, True, "Vexley says so", "Wexmere County Council"))
    take(base, secret.values())
    same_as(without, base)
    assert any("a-vexley-committee" in line for line in lines(base, public=False))
    public = Library(base, public=True)
    assert "vexley" not in repr(case_of(public).judgements).lower()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pySHACL's own use of rdflib
def test_the_stubs_keep_to_their_shape(mixed: Base) -> None:
    import pyshacl
    from rdflib import Graph

    data = Graph().parse(data="\n".join(line.rsplit(" <", 1)[0] + " ." for line in withheld(mixed)), format="nt")
    shapes = Path(__file__).parent.parent / "kg" / "shapes.ttl"
    conforms, _graph, said = pyshacl.validate(data, shacl_graph=str(shapes))
    assert conforms, said


def test_what_an_earlier_version_had_exempt_stays_so_until_a_person_says_otherwise(base: Base, tmp_path: Path) -> None:
    [path] = written(tmp_path / "note", {"note.txt": "A note on Vexley."}).values()
    take(base, [path], exempt=True)
    with closing(sqlite3.connect(base.ledger_file)) as db, db:  # such a version noted nobody's word, only the outcome
        db.execute("DELETE FROM events WHERE event LIKE 'marked%'")
        db.execute("UPDATE papers SET version = '2'")
    assert take(base, [path]) == 1
    with base.ledger() as ledger:
        assert [paper.status for paper in ledger.current()] == ["exempt"]
    assert take(base, [path], exempt=False) == 1
    with base.ledger() as ledger:
        assert [paper.status for paper in ledger.current()] == ["read"]


def test_earlier_addresses_outlive_a_public_graph_that_was_stopped_while_it_was_made(
    some: dict[str, str], secret: dict[str, str], base: Base
) -> None:
    take(base, some.values())
    take(base, secret.values(), exempt=True)
    known = {f"{ID_BASE}provider/tern": (f"{ID_BASE}provider/tern-care-ltd",)}
    write_redirects(base.live(PUBLIC).redirects, known)
    with base.open_for_writing() as writing:
        writing.ledger.mark_pending(sorted(writing.ledger.exempt()), "project")
        (base.live(PUBLIC).graph / "CURRENT").unlink()
    take(base, [])
    assert read_redirects(base.live(PUBLIC).redirects).items() >= known.items()


def test_earlier_addresses_go_with_a_public_graph_that_held_what_is_exempt_now(
    some: dict[str, str], secret: dict[str, str], base: Base
) -> None:
    take(base, some.values())
    first, *others = secret.values()
    take(base, others, exempt=True)
    take(base, [first], exempt=False)
    write_redirects(base.live(PUBLIC).redirects, {f"{ID_BASE}provider/tern": (f"{ID_BASE}provider/tern-care-ltd",)})
    take(base, [first], exempt=True)
    assert f"{ID_BASE}provider/tern" not in read_redirects(base.live(PUBLIC).redirects)
