"""A person's yes and no on identity, from a text file that is kept in version control.

- same: [Tern Care, Tern Care and Support]
  kind: provider
  reason: one company number on both contracts
- different: [A Marsh, Anna Marsh]
  kind: member
  council: Wexmere County Council
  reason: Alan Marsh sat until 2017
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import WrongUse


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two names of one kind that are, or are not, one thing's; for one council, or wherever they stand."""

    kind: str
    names: tuple[str, str]
    same: bool
    reason: str
    council: str | None = None


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements in a file, () where there is no file; WrongUse names the entry that cannot be read."""
    import yaml

    if not path.exists():
        return ()
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise WrongUse(f"{path}: this is not YAML: {error}") from error
    if not isinstance(entries, list):
        raise WrongUse(f"{path}: write a list of judgements, each beginning with '- same:' or '- different:'")
    return tuple(_judgement(path, number, entry) for number, entry in enumerate(entries, 1))


def _judgement(path: Path, number: int, entry: object) -> Judgement:
    where = f"{path}, judgement {number}"
    if not isinstance(entry, dict):
        raise WrongUse(f"{where}: write 'same' or 'different' with two names, 'kind' and 'reason'")
    if unknown := set(entry) - {"same", "different", "kind", "reason", "council"}:
        raise WrongUse(f"{where}: {', '.join(sorted(map(str, unknown)))} is not known here")
    if ("same" in entry) == ("different" in entry):
        raise WrongUse(f"{where}: write either 'same' or 'different'")
    names = entry.get("same", entry.get("different"))
    if not (isinstance(names, list) and len(names) == 2 and all(isinstance(name, str) for name in names)):
        raise WrongUse(f"{where}: give two names, as [first, second]")
    for needed in ("kind", "reason"):
        if not entry.get(needed):
            raise WrongUse(f"{where}: '{needed}' is missing")
    council = str(entry["council"]) if entry.get("council") else None
    return Judgement(str(entry["kind"]), (names[0], names[1]), "same" in entry, str(entry["reason"]), council)
