"""What one reading of a paper says that another does not: facts gained, lost and altered.

Facts are held against each other by what they say. Where in the text they stand may shift, and a statement's IRI with
it, without any change of fact; another page, or other words cited, is one. Two facts of a kind are one that was altered
where they say it of the same thing (the words that `kg.ids` tells statements apart by), or stand at the same place.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final, Literal, cast

from kg.evidence import Evidence
from kg.ids import WORDS
from kg.records import Meeting, MeetingKey, PersonMention, Reading, Record, SectionPart

What = Literal["gained", "lost", "altered"]
Key = Callable[[Record], Hashable]
# Which words tell things apart that are no statements, and so stand not in kg.ids.
NAMED: Final[dict[type, tuple[str, ...]]] = {Meeting: ("meeting",), PersonMention: ("name", "kind")}
# Places and hashes of places: they shift with the text.
SHIFTING: Final = frozenset(("says",))
PLACES: Final = frozenset(("start", "end"))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a fact, in words, as it was and as it is; None where it had none.

    `cited` is where it stands, page and words: only what is not on both sides.
    """

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that came, went or is another now.

    kind   of record; `says` its own words, in brief
    words  those cited; `start`, their first character in the text, and the pages they stand on: of what it is now, or
           was if it is lost
    """

    what: What
    kind: str
    says: str
    start: int
    page: int | None
    printed_page: str | None
    words: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many facts of a kind there were and are, and how many of them came, went and changed."""

    kind: str
    before: int
    after: int
    gained: int
    lost: int
    altered: int


def compared(before: Reading, after: Reading) -> tuple[FactChange, ...]:
    """What changed from one reading to another, in the order of the paper; () where both say the same."""
    old, new = list(before.records), list(after.records)
    changes: list[tuple[int, FactChange]] = []
    for key in (_whole, _identity, _quote, _start):
        pairs, old, new = _matched(old, new, key)
        changes += [(_at(now), _altered(was, now)) for was, now in pairs if key is not _whole]
    changes += [(_at(record), _change("lost", record)) for record in old]
    changes += [(_at(record), _change("gained", record)) for record in new]
    return tuple(change for _, change in sorted(changes, key=lambda each: each[0]))


def kind_counts(before: Counter[str], after: Counter[str], changes: Iterable[FactChange]) -> tuple[KindCount, ...]:
    """By kind, those that have changes."""
    told = Counter((change.kind, change.what) for change in changes)
    kinds = sorted({kind for kind, _ in told})
    return tuple(
        KindCount(kind, before[kind], after[kind], told[kind, "gained"], told[kind, "lost"], told[kind, "altered"])
        for kind in kinds
    )


def _matched(
    old: list[Record], new: list[Record], key: Key
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pairs that agree in a key, each record once, and what is left of both; a key of None agrees with none."""
    waiting: dict[Hashable, deque[Record]] = defaultdict(deque)
    for record in new:
        waiting[key(record)].append(record)
    waiting.pop(None, None)
    pairs, left = [], []
    for record in old:
        if found := waiting.get(key(record)):
            pairs.append((record, found.popleft()))
        else:
            left.append(record)
    taken = {id(now) for _, now in pairs}
    return pairs, left, [record for record in new if id(record) not in taken]


def _whole(record: Record) -> Hashable:
    return (type(record), *_values(record).items())


def _identity(record: Record) -> Hashable:
    names = (name for name in _telling(type(record)) if name not in SHIFTING)
    return (type(record), *(getattr(record, name) for name in names))


def _quote(record: Record) -> Hashable:
    return (type(record), record.evidence[0].quote) if record.evidence else None


def _start(record: Record) -> Hashable:
    return (type(record), record.evidence[0].start) if record.evidence else None


def _telling(kind: type) -> tuple[str, ...]:
    """The fields that tell records of a kind apart; none for what a paper has one of."""
    own = cast("dict[type, tuple[str, ...]]", WORDS).get(kind) or NAMED.get(kind)
    return own or tuple(name for name in ("name",) if name in kind.__dataclass_fields__)  # type: ignore[attr-defined]


def _values(record: Record) -> dict[str, Hashable]:
    """What a record says, without where in the text it stands."""
    left_out = SHIFTING | PLACES if isinstance(record, SectionPart) else SHIFTING
    names = (field.name for field in fields(record) if field.name not in left_out)
    return {"cited" if name == "evidence" else name: _value(getattr(record, name)) for name in names}


def _value(value: object) -> Hashable:
    if isinstance(value, tuple) and value and isinstance(value[0], Evidence):
        places = {(each.page, each.printed_page, each.quote) for each in value}
        return tuple(sorted(places, key=str))  # how often and in what order it is said is no matter of fact
    return value


def _altered(was: Record, now: Record) -> FactChange:
    before, after = _values(was), _values(now)
    changed = [name for name in after if before[name] != after[name]]
    before["cited"], after["cited"] = _apart(before["cited"], after["cited"]), _apart(after["cited"], before["cited"])
    told = tuple(FieldChange(name, _in_words(before[name]), _in_words(after[name])) for name in changed)
    return _change("altered", now, told)


def _apart(places: Hashable, others: Hashable) -> Hashable:
    """Places that are not among others."""
    known = set(cast("tuple[Hashable, ...]", others))
    return tuple(place for place in cast("tuple[Hashable, ...]", places) if place not in known)


def _change(what: What, record: Record, told: tuple[FieldChange, ...] = ()) -> FactChange:
    place = record.evidence[0] if record.evidence else Evidence(0, 0, "")
    where = (place.start, place.page, place.printed_page)
    return FactChange(what, type(record).__name__, _says(record), *where, place.quote, told)


def _says(record: Record) -> str:
    """A record's own words: the first field that tells it apart, or its title or kind."""
    for name in (*_telling(type(record)), "title", "kind"):
        if said := _in_words(getattr(record, name, None)):
            return said
    return ""


def _at(record: Record) -> int:
    return record.evidence[0].start if record.evidence else 0


def _in_words(value: object) -> str | None:
    match value:
        case None | ():
            return None
        case bool():
            return "yes" if value else "no"
        case MeetingKey():
            return f"{value.committee} {value.date}"
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "; ".join(_parts(value))
        case _:
            return str(value)


def _parts(values: tuple[object, ...]) -> Iterator[str]:
    for value in values:
        match value:
            case (page, printed, str(quote)):
                place = f"page {page}" if page else f"printed page {printed}" if printed else ""
                yield f"{place}: {quote}" if place else quote
            case _:
                yield _in_words(value) or ""
