"""Each paper's names as they are kept: its mentions, the reports and minutes that it prints, and its council.

    papers = PapersKept(file)
    papers.look(archive, wanted, pending)     # records are read of what is new or pending, and of nothing else
    papers.settle(judgements)                 # the councils of papers, as far as they may be others now
    papers.changes()                          # what was and what is, of every paper of which either differs

A paper's council can be told by other papers' mail domains (`kg.identity.paper_scopes`), so that is kept too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.admitted import every_form
from kg.archive import Archive
from kg.identity import scope_of_paper, tells_of, with_judged
from kg.judgements import OF_A_PAPER, Judgement
from kg.mentions import Mention, collect
from kg.names_file import NamesFile, number_of, packed, squeezed, unpacked, unsqueezed
from kg.normal import MentionKind
from kg.versions import Version, versions_of

Row = tuple[
    MentionKind, str, str | None, str | None, tuple[str, ...], str | None, str | None, bool, str | None, tuple[str, ...]
]  # fmt: skip


class Tells(NamedTuple):
    """What tells a paper's council: the councils that it states, and the public mail domains of those whom it names."""

    councils: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A paper's names: its number in the file, its council, and what is kept of it, packed.

    scope  None where it names nothing
    """

    number: int
    sha256: str
    scope: str | None
    tells: Tells
    packed_mentions: bytes
    packed_versions: bytes

    def mentions(self) -> list[Mention]:
        """What it names."""
        rows = unsqueezed(self.packed_mentions, list[Row])
        return [Mention(self.sha256, *row) for row in rows]

    def versions(self) -> list[Version]:
        """What it prints."""
        return unpacked(self.packed_versions, list[Version])


@dataclass(frozen=True, slots=True)
class Change:
    """A paper as the last run left it, and as it is; None where it was not there, or is not."""

    before: Named | None
    after: Named | None


class PapersKept:
    """The papers of a file, and what a run changes of them."""

    def __init__(self, file: NamesFile) -> None:
        self._file = file
        self._db = file.db
        self._before: dict[str, Named | None] = {}
        self._forms: Counter[int] = Counter()
        self._mail: Counter[tuple[str, str]] = Counter()

    def look(self, archive: Archive, wanted: Collection[str], pending: Collection[str] | None = None) -> None:
        """Bring the mentions up to these papers: new and changed ones are read, those that are gone are dropped.

        pending  those that may have changed, come or gone since the last run; None where that is not known
        """
        if pending is None:
            pending = {sha256 for (sha256,) in self._db.execute("SELECT sha256 FROM papers")}.union(wanted)
        self._look_at(archive, sorted(pending), wanted)
        if len(self) != len(wanted):
            known = {sha256 for (sha256,) in self._db.execute("SELECT sha256 FROM papers")}
            self._look_at(archive, sorted(known.symmetric_difference(wanted)), wanted)
        self._note_forms()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM papers").fetchone()[0])

    def _look_at(self, archive: Archive, papers: Iterable[str], wanted: Collection[str]) -> None:
        for sha256 in papers:
            row = self._db.execute("SELECT stamp FROM papers WHERE sha256 = ?", (sha256,)).fetchone()
            stamp = archive.stamp(sha256) if sha256 in wanted else None
            if (row[0] if row else None) != stamp:
                self._drop(sha256)
                if stamp is not None:
                    self._add(archive, sha256, stamp)

    def _drop(self, sha256: str) -> None:
        before = self.named(sha256)
        self._before.setdefault(sha256, before)
        if before:
            self._count(before, before.mentions(), -1)
            self._db.execute("DELETE FROM papers WHERE sha256 = ?", (sha256,))

    def _add(self, archive: Archive, sha256: str, stamp: str) -> None:
        reading = archive.get(sha256).reading
        mentions = collect(sha256, reading)
        councils, domains = tells_of(mentions)
        tells = Tells(tuple(sorted(councils)), tuple(sorted(domains)))
        before = self._before.get(sha256)  # the number stays, for others refer to it
        rows = squeezed([_row(mention) for mention in mentions])
        sure = len(councils) == 1
        scope = scope_of_paper(sha256, councils, (), {}) if mentions else None
        values = (stamp, scope, sure, packed(tells), rows, packed(versions_of(sha256, reading)))
        number = before.number if before else None
        self._db.execute("INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, sha256, *values))
        if named := self.named(sha256):
            self._count(named, mentions, 1)

    def _count(self, named: Named, mentions: Iterable[Mention], by: int) -> None:
        for form in {number_of(*form) for mention in mentions for form in every_form(mention)}:
            self._forms[form] += by
        councils, domains = named.tells
        if len(councils) == 1:
            for domain in domains:
                self._mail[domain, councils[0]] += by

    def _note_forms(self) -> None:
        add = "INSERT INTO forms VALUES (?, ?) ON CONFLICT DO UPDATE SET papers = papers + excluded.papers"
        self._db.executemany(add, [(form, by) for form, by in self._forms.items() if by])
        self._db.execute("DELETE FROM forms WHERE papers = 0") if min(self._forms.values(), default=0) < 0 else None
        self._forms.clear()

    def knows(self, family: str, form: str) -> bool:
        """Whether some paper has a name of this form."""
        found = self._db.execute("SELECT 1 FROM forms WHERE form = ? AND papers", (number_of(family, form),))
        return found.fetchone() is not None

    def named(self, sha256: str) -> Named | None:
        """A paper's names; None where it is not there."""
        return next(self._select("sha256 = ?", (sha256,)), None)

    def numbered(self, number: int) -> Named | None:
        """The same by the paper's number."""
        return next(self._select("id = ?", (number,)), None)

    def scopes(self) -> list[str]:
        """The councils that papers have."""
        query = "SELECT DISTINCT scope FROM papers WHERE scope IS NOT NULL ORDER BY scope"
        return [scope for (scope,) in self._db.execute(query)]

    def sha256s(self, numbers: Iterable[int]) -> Iterator[str]:
        """The papers of some numbers."""
        for number in numbers:
            yield from (row[0] for row in self._db.execute("SELECT sha256 FROM papers WHERE id = ?", (number,)))

    def every_mention(self) -> Iterator[Mention]:
        """Everything that all papers name."""
        for named in self._select("TRUE", ()):
            yield from named.mentions()

    def _select(self, where: str, values: Sequence[object]) -> Iterator[Named]:
        query = f"SELECT id, sha256, scope, tells, mentions, versions FROM papers WHERE {where} ORDER BY sha256"
        for number, sha256, scope, tells, mentions, versions in self._db.execute(query, values):
            yield Named(number, sha256, scope, unpacked(tells, Tells), mentions, versions)

    def settle(self, judgements: Sequence[Judgement]) -> None:
        """Note each paper's council where it may be another now: of papers that changed, and of those that are told by
        others' mail, or by a person's word, where either changed."""
        judged = [judgement for judgement in judgements if judgement.kind == OF_A_PAPER]
        said_otherwise = (self._file.state("councils", list[Judgement]) or []) != judged
        self._file.set_state("councils", judged)
        told_otherwise = self._note_mail()
        changed = [named for sha256 in sorted(self._before) if (named := self.named(sha256))]
        unsure = list(self._select("NOT sure", ())) if said_otherwise or told_otherwise else []
        for named in {each.sha256: each for each in (*changed, *unsure)}.values():
            self._place(named, judged)

    def _place(self, named: Named, judged: Sequence[Judgement]) -> None:
        if named.scope is None:
            return
        councils, domains = named.tells
        of_domain = {domain: self._councils_of(domain) for domain in domains}
        scope = scope_of_paper(named.sha256, set(councils), domains, of_domain)
        scope = with_judged({named.sha256: scope}, judged)[named.sha256]
        if scope != named.scope:
            self._before.setdefault(named.sha256, named)
            self._db.execute("UPDATE papers SET scope = ? WHERE sha256 = ?", (scope, named.sha256))

    def _councils_of(self, domain: str) -> set[str]:
        return {row[0] for row in self._db.execute("SELECT council FROM mail WHERE domain = ?", (domain,))}

    def _note_mail(self) -> bool:
        """Whether some domain is another council's now."""
        before = {domain: self._councils_of(domain) for domain, _council in self._mail}
        add = "INSERT INTO mail VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET papers = papers + excluded.papers"
        self._db.executemany(add, [(*key, by) for key, by in self._mail.items() if by])
        if min(self._mail.values(), default=0) < 0:
            self._db.execute("DELETE FROM mail WHERE papers = 0")
        self._mail.clear()
        return any(self._councils_of(domain) != councils for domain, councils in before.items())

    def redo(self, scope: str) -> None:
        """Take all papers of a council for changed."""
        for named in self._select("scope = ?", (scope,)):
            self._before.setdefault(named.sha256, named)

    def redo_paper(self, digits: str) -> None:
        """Take the papers whose SHA-256 begins so for changed."""
        for named in self._select("sha256 GLOB ?", (f"{digits}*",)):
            self._before.setdefault(named.sha256, named)

    def changes(self) -> Iterator[Change]:
        """Every paper that was there in the last run and is gone, or has other names, council or judgements now."""
        for sha256, before in sorted(self._before.items(), key=lambda item: item[0]):
            if before:
                yield Change(before, self.named(sha256))

    def came(self) -> Iterator[Named]:
        """Every paper that was not there."""
        for sha256, before in sorted(self._before.items(), key=lambda item: item[0]):
            if before is None and (named := self.named(sha256)):
                yield named

    def done(self) -> None:
        """What changed is taken account of."""
        self._before.clear()


def _row(mention: Mention) -> Row:
    return (
        mention.kind, mention.name, mention.council, mention.date, mention.aliases, mention.email, mention.ref,
        mention.recorded, mention.told_apart, mention.about,
    )  # fmt: skip
