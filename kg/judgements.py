"""A person's yes and no on identity, in a text file that is kept in version control.

- same: [Tern Care, Tern Care and Support]
  kind: provider
  reason: one company number on both contracts
- different: [A Marsh, Anna Marsh]
  kind: member
  council: Wexmere County Council
  papers: [0f3c5a7e9b1d2468, null]
  by: a.clerk
  when: 2026-11-22 09:30
  reason: Alan Marsh sat until 2017

`papers` says which paper's bearer of a name is meant, where a name stands for several. The kind `paper` says of which
council a paper is that names none: `same: [0f3c5a7e9b1d2468, Wexmere County Council]`. Yes is transitive: what follows
from several of them is as good as said, and a no that contradicts it is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from kg import ids
from kg.errors import WrongUse
from kg.normal import MentionKind, normal

FIELDS: Final = frozenset(("same", "different", "kind", "reason", "council", "papers", "by", "when"))
OF_A_PAPER: Final = "paper"
Node = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two names of one kind that are, or are not, one thing's; for one council, or wherever they stand.

    papers  for each name the beginning of the sha256 of the paper whose bearer is meant; None for all papers'
    by, when  who said so, and when; None where the file does not tell
    """

    kind: str
    names: tuple[str, str]
    same: bool
    reason: str
    council: str | None = None
    papers: tuple[str | None, str | None] = (None, None)
    by: str | None = None
    when: str | None = None

    @property
    def said(self) -> str:
        """The judgement in words."""
        which = " and ".join(f"“{name}”" for name in self.names)
        who = f", says {self.by}" if self.by else ""
        when = f" on {self.when[:10]}" if self.when else ""
        verdict = "are one" if self.same else "are not one"
        return f"{which} {verdict} ({self.kind}{who}{when}): {self.reason}"

    def nodes(self) -> tuple[Node, Node]:
        """Both names as what is compared: kind, council, normal form, paper."""
        first, second = (self._node(name, paper) for name, paper in zip(self.names, self.papers, strict=True))
        return first, second

    def _node(self, name: str, paper: str | None) -> Node:
        form = normal(cast(MentionKind, self.kind), name)
        council = "" if self.kind == "provider" or not self.council else ids.slug(self.council)
        return self.kind, council, form, paper or ""


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements in a file, () where there is no file; WrongUse names what cannot be read, or contradicts."""
    import yaml

    if not path.exists():
        return ()
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise WrongUse(f"{path}: this is not YAML: {error}") from error
    if not isinstance(entries, list):
        raise WrongUse(f"{path}: write a list of judgements, each beginning with '- same:' or '- different:'")
    found = tuple(_judgement(path, number, entry) for number, entry in enumerate(entries, 1))
    contradiction = contradicted(found)
    if contradiction:
        raise WrongUse(f"{path}: {contradiction}")
    return found


def contradicted(judgements: Sequence[Judgement]) -> str | None:
    """A sentence that names a no and the yeses that it contradicts; None where all agree."""
    yes: dict[Node, list[tuple[Node, Judgement]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.same:
            first, second = judgement.nodes()
            yes[first].append((second, judgement))
            yes[second].append((first, judgement))
    for judgement in judgements:
        first, second = judgement.nodes()
        if not judgement.same and (way := _way(yes, first, second)) is not None:
            against = "; ".join(each.said for each in way) or "a name is itself"
            return f"{judgement.said}. But {against}. Both cannot be: undo one of them."
    return None


def _way(yes: dict[Node, list[tuple[Node, Judgement]]], first: Node, second: Node) -> list[Judgement] | None:
    """The yeses that lead from one name to another; None where none do."""
    ways: dict[Node, list[Judgement]] = {first: []}
    waiting = [first]
    for node in waiting:
        if node == second:
            return ways[node]
        for other, judgement in yes[node]:
            if other not in ways:
                ways[other] = [*ways[node], judgement]
                waiting.append(other)
    return None


def add_judgement(path: Path, judgement: Judgement) -> None:
    """Put a judgement at the file's end, and leave what is there as it is; WrongUse where it contradicts that."""
    known = read_judgements(path)
    if judgement in known:
        return
    contradiction = contradicted((*known, judgement))
    if contradiction:
        raise WrongUse(contradiction)
    text = path.read_text(encoding="utf-8").rstrip() if known else ""
    _write(path, f"{text}\n{_entry(judgement)}".lstrip())


def undo_judgement(path: Path) -> Judgement:
    """Take the file's last judgement out, and return it; WrongUse where there is none."""
    known = read_judgements(path)
    if not known:
        raise WrongUse(f"There is no judgement in {path} to undo.")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    begins = max((at for at, line in enumerate(lines) if line.startswith("- ")), default=0)
    _write(path, "".join(lines[:begins]) if len(known) > 1 else "")
    if len(read_judgements(path)) != len(known) - 1:  # written by hand in another layout
        _write(path, "".join(_entry(each) for each in known[:-1]))
    return known[-1]


def write_judgements(path: Path, judgements: Sequence[Judgement]) -> None:
    """Make a file hold these judgements, and no others; remarks between them are lost."""
    _write(path, "".join(map(_entry, judgements)))


def _write(path: Path, text: str) -> None:
    from kg.durable import replace_durably

    replace_durably(path, text.encode())


def _entry(judgement: Judgement) -> str:
    import yaml

    entry: dict[str, object] = {"same" if judgement.same else "different": list(judgement.names)}
    given = {
        "kind": judgement.kind,
        "council": judgement.council,
        "papers": list(judgement.papers) if any(judgement.papers) else None,
        "by": judgement.by,
        "when": judgement.when,
        "reason": judgement.reason,
    }
    entry |= {name: value for name, value in given.items() if value}
    return str(yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None))


def _judgement(path: Path, number: int, entry: object) -> Judgement:
    where = f"{path}, judgement {number}"
    if not isinstance(entry, dict):
        raise WrongUse(f"{where}: write 'same' or 'different' with two names, 'kind' and 'reason'")
    if unknown := set(entry) - FIELDS:
        raise WrongUse(f"{where}: {', '.join(sorted(map(str, unknown)))} is not known here")
    if ("same" in entry) == ("different" in entry):
        raise WrongUse(f"{where}: write either 'same' or 'different'")
    first, second = _two(where, entry.get("same", entry.get("different")), "give two names, as [first, second]")
    if not first or not second:
        raise WrongUse(f"{where}: give two names, as [first, second]")
    for needed in ("kind", "reason"):
        if not entry.get(needed):
            raise WrongUse(f"{where}: '{needed}' is missing")
    kinds = (*get_args(MentionKind), OF_A_PAPER)
    if entry["kind"] not in kinds:
        raise WrongUse(f"{where}: the kind is one of {', '.join(kinds)}")
    papers = _two(
        where, entry.get("papers") or [None, None], "give 'papers' as [beginning of a hash or null, the same]"
    )
    council, by, when = (str(entry[name]) if entry.get(name) else None for name in ("council", "by", "when"))
    same = "same" in entry
    return Judgement(str(entry["kind"]), (first, second), same, str(entry["reason"]), council, papers, by, when)


def _two(where: str, given: object, complaint: str) -> tuple[str, str]:
    """Two entries of a list; null only where the caller allows it."""
    if not (isinstance(given, list) and len(given) == 2 and all(isinstance(each, str | None) for each in given)):
        raise WrongUse(f"{where}: {complaint}")
    return cast(tuple[str, str], tuple(given))
