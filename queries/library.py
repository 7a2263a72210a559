"""A base opened for questions: its current generation, and what questions need of archive and ledger.

Opening costs nothing; graph, text index, archive and ledger are each opened when the first question needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakMethod

from kg.errors import BaseDamaged, UnknownName
from kg.vocabulary import IDENTITY_GRAPH, XSD, Has
from queries.answers import Citation, Ref, Row, first, grouped, last_part
from queries.replaced_parts import Parts, replaced_parts
from queries.text_shelf import TextShelf

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from index.engine import TextReader
    from kg.archive import Archive, PaperText
    from kg.base import Base
    from kg.generations import Generation
    from kg.held import Hold
    from kg.holdings import Holdings
    from kg.judgements import Judgement
    from kg.ledger_view import LedgerView
    from kg.mentions import Mention
    from kg.store import Store

QUERIES = Path(__file__).parent
LOT: Final = 200  # values bound at once: a query may have 50,000 characters
JUDGED: Final = "as a person judged"
VARIABLE: Final = re.compile(r"VALUES \?(\w+) \{ UNDEF \}|\?(\w+)")  # one pass: no value is looked through for others
Binding = str | Sequence[str] | None
T = TypeVar("T")


class Day(str):
    """A day, to be bound to a variable for days: words and days are never the same to the engine."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PaperCard:
    """What a citation needs of a paper."""

    iri: str
    file_name: str
    sha256: str
    date: str | None


@dataclass(slots=True)
class Shelf:
    """A place for something that is made once; who comes while it is made waits for it."""

    lock: Lock = field(default_factory=Lock)
    made: list[Any] = field(default_factory=list)

    def get(self, make: Callable[[], T]) -> T:
        """What stands here, made if it is not yet; nothing is kept where making fails."""
        with self.lock:
            if not self.made:
                self.made.append(make())
            found: T = self.made[0]
            return found


class Library:
    """All that questions ask, of one generation. Threads may share it: what it keeps is found again, never changed.

    public   as everybody may ask: papers not for publication are in none of its answers (kg.variants)
    """

    def __init__(self, base: Base, public: bool = False) -> None:
        self.base = base
        self.public = public
        self._papers: dict[str, PaperCard] = {}
        self._labels: dict[str, str | None] = {}
        # Were the shelf to hold the library, both would stay, with all open files, until the next sweep for rubbish.
        read = WeakMethod(self._read_text)
        self._texts = TextShelf(lambda paper: (read() or _gone)(paper))
        self._shelves: dict[object, Shelf] = {}
        self._lock = Lock()
        self._hold: Hold | None = None

    @cached_property
    def holdings(self) -> Holdings:
        """What the generation that is asked is read from; its folder is held as long as this library is there.

        NoBase when there is none, or none for the public; OutOfReach where it is in a server that does not answer.
        """
        found, self._hold = self.base.hold(self.public)
        return found

    @property
    def generation(self) -> Generation:
        """The folder of the generation that is asked. NoBase where the base has not got it, but a server."""
        return self.holdings.folder()

    @cached_property
    def store(self) -> Store:
        """The graph, read-only. BaseDamaged where its files cannot be read."""
        from kg.holdings import open_store

        try:
            return open_store(self.holdings.graph)
        except OSError as error:
            raise self.damaged(error) from error

    @cached_property
    def text(self) -> TextReader:
        """The text index. OutOfReach where it is in a server and of another generation."""
        from queries.same_generation import open_text

        return open_text(self.holdings, self.public)

    @property
    def text_place(self) -> Path | str:
        """Where this very text index is, for another process that is to read it."""
        return self.text.about.location if self.text.about else self.holdings.text

    @cached_property
    def archive(self) -> Archive:
        """The papers' texts and records; for the public those of papers that its graph has."""
        archive = self.base.archive()
        return replace(archive, admits=partial(_has_paper, self.store)) if self.public else archive

    def may_read(self, sha256: str) -> bool:
        """Whether the archive gives a paper of these bytes; to the public those that its graph has."""
        return not self.public or _has_paper(self.store, sha256)

    def judgements(self, mentions: Iterable[Mention]) -> tuple[Judgement, ...]:
        """A person's judgements on identity; for the public those on names of `mentions` only, and not who or why."""
        from kg.judgements import read_judgements

        found = read_judgements(self.base.judgements_file)
        if not self.public:
            return found
        from kg.admitted import admitted

        return tuple(replace(each, by=None, reason=JUDGED) for each in admitted(found, mentions))

    def warm(self) -> None:
        """Open graph and index now, so that the first question need not."""
        self.text.count()
        self.replaced_by("", 0)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this generation: for what needs the whole base and many questions want.

        Few keys, all known beforehand: nothing is let go before the library is.
        """
        with self._lock:
            shelf = self._shelves.setdefault(key, Shelf())
        return shelf.get(make)

    def has(self, key: object) -> bool:
        """Whether `once` has made what is kept under a key."""
        shelf = self._shelves.get(key)
        return bool(shelf and shelf.made)

    def ledger(self) -> LedgerView:
        """The ledger, or what the public may know of it; close it."""
        return self.base.ledger(self.public)

    def ask(self, name: str, **bindings: Binding) -> list[Row]:
        """The rows of `name.rq`; an unbound cell is left out of its row.

        A binding gives a variable of the query its value or values, in the place of `VALUES ?variable { UNDEF }`. Very
        many values are asked for in lots; the rows are then in order within each lot only.
        """
        query, lots = query_text(name), [bindings]
        for variable, value in bindings.items():
            places = query.count(f"VALUES ?{variable} {{")  # the values stand in each of them
            most = LOT // max(places, 1)
            if isinstance(value, Sequence) and not isinstance(value, str) and len(value) > most:
                lots = [{**lot, variable: value[at : at + most]} for lot in lots for at in range(0, len(value), most)]
        return [row for lot in lots for row in self._rows(bound(query, **lot))]

    def _rows(self, query: str) -> list[Row]:
        from kg.graph import bound_cells

        try:
            return list(bound_cells(self.store, query))
        except OSError as error:
            raise self.damaged(error) from error

    def cite(self, rows: Iterable[Row]) -> tuple[Citation, ...]:
        """The places that rows name in their columns g, evidence, page, printedPage, start and words."""
        return tuple(
            self._citation(same) for same in grouped(rows, "evidence") if "evidence" in same[0] and "g" in same[0]
        )

    def paper(self, iri: str) -> PaperCard:
        """A paper's file name and hash."""
        if iri not in self._papers:
            self._papers[iri] = self._card(iri)
        return self._papers[iri]

    def label(self, iri: str) -> str | None:
        """The name by which a thing is shown; None for one that has none."""
        if iri not in self._labels:
            self._labels[iri] = min(self.values(iri, Has.LABEL, IDENTITY_GRAPH), default=None)
        return self._labels[iri]

    def ref(self, iri: str) -> Ref:
        """A thing by its name, or else by the end of its IRI."""
        return Ref(iri, self.label(iri) or last_part(iri))

    def line(self, paper: str, start: int) -> int | None:
        """The line, from 1, of a character of a paper's text; None where the archive does not hold it."""
        return self._texts.line(paper, start)

    def paper_text(self, paper: str) -> PaperText | None:
        """A paper's text, by the paper's IRI; None where the archive does not hold it."""
        return self._texts.text(paper)

    def damaged(self, error: OSError) -> BaseDamaged:
        """What to raise where the graph's files cannot be read."""
        return BaseDamaged(
            f"The graph in {self.holdings.graph} cannot be read ({error}); `kg check` tells what is wrong"
        )

    def replaced_by(self, paper: str, start: int) -> str | None:
        """The file with a later version of the minutes that hold a character of a paper's text, None where none has."""
        parts = self._replaced.get(paper, ())
        return next((self.paper(after).file_name for begin, end, after in parts if begin <= start < end), None)

    @cached_property
    def _replaced(self) -> Parts:
        """Parts with replaced minutes, by paper: from, to, the paper with the later version."""
        return replaced_parts(self.store)

    def _citation(self, rows: list[Row]) -> Citation:
        paper = self.paper(rows[0]["g"])
        page, start = first(rows, "page"), first(rows, "start")
        return Citation(
            paper.iri,
            paper.file_name,
            first(rows, "words") or "",
            int(page) if page else None,
            first(rows, "printedPage"),
            self.line(paper.iri, int(start)) if start else None,
            paper.date,
            self.replaced_by(paper.iri, int(start)) if start else None,
            rows[0]["evidence"],
        )

    def _card(self, iri: str) -> PaperCard:
        names, hashes, dates = (self.values(iri, prop, iri) for prop in (Has.FILE_NAME, Has.SHA256, Has.DATE))
        return PaperCard(iri, min(names, default=iri), min(hashes, default=""), min(dates, default=None))

    def values(self, iri: str, prop: str, graph: str) -> list[str]:
        """A thing's values of a property, as one graph gives them; by pattern, which needs no plan (2 µs, not 300)."""
        from pyoxigraph import NamedNode

        found = self.store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None, NamedNode(graph))
        return [str(getattr(quad.object, "value", "")) for quad in found]

    def _read_text(self, paper: str) -> PaperText | None:
        sha256 = self.paper(paper).sha256
        try:
            return self.archive.text(sha256) if sha256 else None
        except (UnknownName, BaseDamaged):  # `kg check` says so; an answer without line numbers is an answer
            return None


def _has_paper(store: Store, sha256: str) -> bool:
    from pyoxigraph import Literal, NamedNode, Quad

    from kg import ids

    node = NamedNode(ids.paper(sha256))
    return Quad(node, NamedNode(Has.SHA256), Literal(sha256), node) in store


def _gone(_paper: str) -> PaperText | None:
    """What a library's shelf has of papers when the library is gone."""
    return None


@lru_cache(maxsize=64)
def query_text(name: str) -> str:
    """The words of `name.rq`, checked once: what is bound in it is written by the engine, and changes nothing."""
    from kg.sparql import check_readable

    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    check_readable(text)
    return text


def bound(query: str, **bindings: Binding) -> str:
    """A query with values for variables that it declares by `VALUES ?variable { UNDEF }`.

    The values are written by the graph engine's own terms, so no word of theirs can be read as SPARQL. One value stands
    in the variable's place wherever the query has it, several where the query wants them: a VALUES clause at its end is
    joined last (20 ms, not 0.2, of 20,000 events, 2026-11-22), and one of a single value does not lead the engine to
    begin with it (a decision of 5,000 papers 260 ms, not 0.3). A clause that binds nothing is taken out, for it keeps
    the engine from choosing a good order (650 ms, not 20, of 300 papers).
    """
    places, terms = {}, {}
    head, where, body = query.partition("WHERE {")
    body, brace, tail = body.rpartition("}")
    may_stand = brace and not ("SELECT" in body or "BOUND(" in body or "GROUP BY" in tail)
    for variable, value in bindings.items():
        if f"VALUES ?{variable} {{ UNDEF }}" not in query:
            raise KeyError(f"the query has no VALUES ?{variable} {{ UNDEF }}")
        values = [value] if isinstance(value, str) else list(value or ())
        written = [str(_term(each)) for each in values]
        if may_stand and len(written) == 1:
            terms[variable] = written[0]
        stays = value is not None and variable not in terms
        places[variable] = f"VALUES ?{variable} {{ {' '.join(written)} }}" if stays else ""

    def said(found: re.Match[str]) -> str:
        return places.get(found[1], found[0]) if found[1] else terms.get(found[2], found[0])

    if not terms:
        return VARIABLE.sub(said, query)
    shown = VARIABLE.sub(lambda found: f"({terms[found[2]]} AS {found[0]})" if found[2] in terms else found[0], head)
    return f"{shown}{where}{VARIABLE.sub(said, body)}{brace}{tail}"


def _term(value: str) -> NamedNode | Literal:
    from pyoxigraph import Literal, NamedNode

    if isinstance(value, Day):
        return Literal(value, datatype=NamedNode(f"{XSD}date"))
    return NamedNode(value) if value.startswith(("http://", "https://")) else Literal(value)
