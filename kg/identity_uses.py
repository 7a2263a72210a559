"""Names as papers use them, the papers apart: what resolving looks at, of one kind in one council.

    stated = stated_by(paper, mentions, scope, said)     # what one paper says, by block
    uses = gathered(each for each in stated)             # of all papers together

A base has 10,000 papers that name its council alike: that is one use, and a number. Which papers they are tells for
nothing, but for names that are their paper's own ("the provider"), whose keys have the paper in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

from kg import ids, names
from kg.identity_links import Groups, Link
from kg.judgements import Judgement
from kg.mentions import Mention, forms, forms_of
from kg.normal import MentionKind, normal
from kg.notice_numbers import is_process

T = TypeVar("T")
Block = tuple[str, MentionKind]
Pair = tuple[str, str]
PAPER_DIGITS: Final = 16
FIXED: Final = frozenset(("council", "committee", "meeting"))
PEOPLE: Final = frozenset(("member", "officer"))
# An alias made of such words alone is good within its paper only: every paper has its own "the provider".
GENERIC: Final = frozenset(
    [
        "agreement", "bidder", "care", "centre", "committee", "company", "contract", "contractor", "contracts",
        "council", "framework", "grant", "home", "model", "organisation", "phase", "plan", "policy", "programme",
        "project", "provider", "providers", "scheme", "schemes", "service", "services", "strategy", "supplier",
        "support", "system", "team", "tender", "tenderer", "the", "trust",
    ]
)  # fmt: skip
# A thing called by such words alone is its paper's own; "home care contract" says which, within one council.
NAMELESS: Final = GENERIC - {"care", "centre", "home", "support"}


class Use(NamedTuple):
    """One name as papers use it; fields as a mention's.

    key    what it is joined by: its normal form, with its paper's digits where it is that paper's own; an IRI where
           nothing is joined
    short  the words of the IRI that it would give its thing
    """

    key: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    council: str | None = None
    date: str | None = None
    email: str | None = None
    ref: str | None = None
    recorded: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What one paper says of the names of a block.

    keys     by normal form the key that it has in this paper
    aliases  by alias the keys of what it is an alias of
    lists    keys that the paper tells apart
    own      pairs of keys that the paper itself calls one
    """

    paper: str
    uses: frozenset[Use]
    keys: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: tuple[frozenset[str], ...] = ()
    own: frozenset[frozenset[str]] = frozenset()

    def apart(self, among: Collection[str]) -> set[Pair]:
        """The pairs that the paper tells apart, of some keys."""
        pairs = (pair for told in self.lists for pair in combinations(sorted(told.intersection(among)), 2))
        return {pair for pair in pairs if frozenset(pair) not in self.own}


@dataclass(slots=True)
class Uses:
    """What papers say of some names together.

    uses    by how many papers
    papers  how many papers have a key's name, of people a key by any name
    apart   pairs of keys that so many papers tell apart
    linked  by pair of keys that a paper calls one the first that does; empty where nobody asks for it
    """

    uses: dict[Use, int] = field(default_factory=dict)
    papers: dict[Pair, int] = field(default_factory=dict)
    apart: dict[Pair, int] = field(default_factory=dict)
    linked: dict[frozenset[str], str] = field(default_factory=dict)

    def of_keys(self) -> dict[str, list[Use]]:
        """The uses by key, in order."""
        found: dict[str, list[Use]] = defaultdict(list)
        for use in sorted(self.uses, key=order):
            found[use.key].append(use)
        return found


class Said:
    """A person's judgements, by the blocks on which they bear."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.judgements = tuple(judgements)
        self.committees = committee_forms(self.judgements)
        self._of: dict[Block, tuple[Judgement, ...]] = {}

    def of(self, block: Block) -> tuple[Judgement, ...]:
        """Those on names of a block."""
        if block not in self._of:
            scope, kind = block
            self._of[block] = tuple(
                each
                for each in self.judgements
                if each.kind == kind and (each.council is None or not scope or ids.slug(each.council) == scope)
            )
        return self._of[block]

    def papers_own(self, block: Block) -> set[tuple[str, str]]:
        """Forms with the paper of which a person has said what its bearer is."""
        return {(form, paper) for each in self.of(block) for _kind, _of, form, paper in each.nodes() if paper}

    def committee_form(self, scope: str, name: str) -> str:
        """The form by which a committee is known."""
        form = normal("committee", name)
        return self.committees.get((scope, form), form)


def order(use: Use) -> tuple[str, ...]:
    """For sorting: every field, absent ones as empty words."""
    return (
        use.key, use.name, use.short, use.council or "", use.date or "", use.email or "", use.ref or "",
        str(use.recorded), "\x1f".join(use.aliases), "\x1f".join(use.about),
    )  # fmt: skip


def committee_forms(judgements: Iterable[Judgement]) -> dict[tuple[str, str], str]:
    """For each committee's name that a person has judged to be another's too, by council: the form to know it by."""
    found: dict[tuple[str, str], str] = {}
    links: dict[str, list[Link]] = defaultdict(list)
    for judgement in judgements:
        if judgement.kind == "committee" and judgement.same and judgement.council:
            (_kind, scope, first, _paper), (_, _, second, _) = judgement.nodes()
            links[scope].append(Link(first, second, "judgement", judgement.said))
    for scope, several in links.items():
        groups = Groups(form for link in several for form in (link.one, link.other))
        for link in several:
            groups.force(link)
        found.update(((scope, form), min(groups.members(form))) for form in groups)
    return found


def stated_by(paper: str, mentions: Iterable[Mention], scope: str, said: Said) -> dict[Block, Stated]:
    """What one paper says, by block; `scope` is its council, which its mentions have that name no other."""
    blocks: dict[Block, list[Mention]] = defaultdict(list)
    for mention in dict.fromkeys(mentions):
        of = ids.slug(mention.council) if mention.council else scope
        blocks["" if mention.kind == "provider" else of, mention.kind].append(mention)
    return {block: _stated(paper, block, blocks[block], said) for block in blocks}


def _stated(paper: str, block: Block, mentions: Sequence[Mention], said: Said) -> Stated:
    scope, kind = block
    match kind:
        case "member" | "officer":
            return _of_people(paper, mentions, said.papers_own(block))
        case "council" | "committee" | "meeting":
            return Stated(paper, frozenset(_of_fixed(scope, mention, said) for mention in mentions))
        case _:
            return _of_things(paper, kind, mentions)


def _of_fixed(scope: str, mention: Mention, said: Said) -> Use:
    """Councils, committees and meetings are told by their exact normal form alone."""
    match mention.kind:
        case "council":
            iri = ids.council(mention.name)
        case "meeting":
            iri = ids.meeting(scope, said.committee_form(scope, mention.name), mention.date or "")
        case _:
            iri = ids.committee(scope, said.committee_form(scope, mention.name))
    council, date = mention.council, mention.date
    return Use(iri, mention.name, aliases=mention.aliases, council=council, date=date, recorded=mention.recorded)


def _of_people(paper: str, mentions: Sequence[Mention], judged: Collection[tuple[str, str]]) -> Stated:
    uses: set[Use] = set()
    keys: dict[str, str] = {}
    lists: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        form = normal(mention.kind, mention.name)
        key = key_of_paper(form, paper) if (form, paper[:PAPER_DIGITS]) in judged else form
        keys[form] = key
        uses.add(Use(key, mention.name, email=mention.email, about=mention.about))
        if mention.told_apart:
            lists[mention.told_apart].add(key)
    return Stated(paper, frozenset(uses), keys, {}, tuple(map(frozenset, lists.values())))


def _of_things(paper: str, kind: MentionKind, mentions: Sequence[Mention]) -> Stated:
    local: dict[str, set[str]] = defaultdict(set)
    own: set[frozenset[str]] = set()
    recorded: set[str] = set()
    described: set[str] = set()
    for mention in mentions:
        first, *others = forms(mention)
        key = key_in(first, paper)
        recorded.update([key] if mention.recorded else [])
        described.update([first] if mention.recorded or others else [])
        for form in others:
            local[form].add(key)
            own.add(frozenset((key, key_in(form, paper))))
    borne = {form: next(iter(of)) for form, of in local.items() if len(of) == 1 and form not in described}
    uses = {_thing_use(paper, kind, mention, borne) for mention in mentions}
    keys: dict[str, str] = {}
    for use in sorted(uses, key=order):
        keys[forms_of(kind, (use.name, *use.aliases), use.ref)[0]] = use.key
    aliases = {form: frozenset(of) for form, of in local.items()}
    return Stated(paper, frozenset(uses), keys, aliases, (frozenset(recorded),), frozenset(own))


def _thing_use(paper: str, kind: MentionKind, mention: Mention, borne: Mapping[str, str]) -> Use:
    """A mention's key is that of the one record whose alias it is and no more in its paper, else its own first form."""
    form = forms(mention)[0]
    key = borne.get(form) or key_in(form, paper)
    name = mention.name
    ref, about = mention.ref, mention.about
    called = (names.fold(ref) if is_process(ref) else names.fold(name)) if kind == "contract" else normal(kind, name)
    short = key_in(called, paper)
    return Use(key, name, short, mention.aliases, ref=ref, recorded=mention.recorded, about=about)


def gathered(kind: MentionKind, several: Iterable[Stated], *, links: bool = False) -> Uses:
    """What papers say together, every pair that they tell apart among it."""
    found = Uses()
    for stated in sorted(several, key=lambda each: each.paper):
        count(found.uses, stated.uses)
        count(found.papers, counted(kind, stated.uses))
        count(found.apart, stated.apart({use.key for use in stated.uses}))
        for pair in stated.own if links else ():
            found.linked.setdefault(pair, stated.paper)
    return found


def count(into: dict[T, int], what: Iterable[T], by: int = 1) -> None:
    """Add to the numbers of some, or take away; what comes to none is let go."""
    for each in what:
        into[each] = into.get(each, 0) + by
        if not into[each]:
            del into[each]


def counted(kind: MentionKind, uses: Iterable[Use]) -> set[Pair]:
    """What a label depends on the number of papers of: a key's spellings; of people the key."""
    return {(use.key, "" if kind in PEOPLE else use.name) for use in uses}


def is_generic(form: str) -> bool:
    """Whether a name says nothing outside its paper: "the provider", "provider d", "lot 2"."""
    return all(word in GENERIC or len(word) == 1 or word.isdigit() for word in form.split())


def key_in(form: str, paper: str) -> str:
    """A form's key: its own in every paper, unless it names nothing outside its paper."""
    nameless = all(word in NAMELESS or len(word) == 1 or word.isdigit() for word in form.split())
    return key_of_paper(form, paper) if nameless else form


def key_of_paper(form: str, paper: str) -> str:
    """The key of a form that stands for one paper's bearer of it."""
    return f"{form} {paper[:PAPER_DIGITS]}"
