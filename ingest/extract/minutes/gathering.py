"""A resolution gathered from the blocks that hold it: the words that resolve, its limbs, and what they hang on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.minutes.movers import end_of_words, is_telling
from ingest.extract.minutes.resolution_wordings import (
    ACTS,
    AGREED_TO,
    AGREED_WITHIN,
    NARRATIVE,
    NO_ACTION,
    RESOLVED,
    SIGNED,
    TOLD_AGAIN,
    VOTED,
)
from ingest.extract.minutes.votes import Outcome
from ingest.extract.words.limb_counts import Counter, readings, split_inline
from ingest.read.document import Block, Mapped, joined
from ingest.read.flow import sentences

NOT_TOLD = Outcome()
HANGING = (":", "–", "-", " to", ": -")
VERB = re.compile(r"\b(?:be|is|are|was|were|been|has|have|will|shall)\b")
LEADS_ON = re.compile(r"\b(?:following|below|as follows)\b", re.IGNORECASE)
TITLE_WORDS = 14
# Who moved it, in brackets behind what was moved: "to buy lamps. (Proposed Cllr Oak, seconded Cllr Elm)".
MOVERS = re.compile(r"\s*[(\[](?:proposed|proposer|moved|prop)\b[^()\[\]]{2,160}[)\]][\s.]*$", re.IGNORECASE)
SECONDER = re.compile(
    r",?\s+(?:and\s+)?(?:(?:this|which|it)\s+was\s+)?(?:duly\s+)?seconded(?: by)?:?\s+"
    r"(?:Councillor|Cllr|Mrs?|Ms|Miss|Dr)\b[^;:]{2,50}$"
)
FINDS = re.compile(r"(?:the )?(?:[a-z-]+ ){0,4}(?:unanimously )?resolved", re.IGNORECASE)
# "… Councillors resolved to pay": these words alone do not say what was decided.
FEW = 4


@dataclass(slots=True)
class Limb:
    """A limb as it is gathered: its label, its words, the limb that it hangs on, and what was told behind them of who
    moved it and how the vote went."""

    label: str | None
    words: Mapped
    stem: str = ""
    depth: int = 0
    bulleted: bool = False
    told: str = ""

    @property
    def text(self) -> str:
        """Its words, those of the limb that it hangs on before them."""
        return " ".join(part for part in (self.stem, self.words.text) if part)

    @property
    def hangs_open(self) -> bool:
        """Whether its words lead to limbs of their own."""
        return self.words.text.rstrip().endswith(HANGING)

    @property
    def is_title(self) -> bool:
        """Whether its words only head the limbs below it: "2. Day centres"."""
        text = self.words.text
        return (
            self.label is not None
            and len(text.split()) <= TITLE_WORDS
            and not text.endswith((".", ";", ":", " and"))
            and not (ACTS.match(text) or VERB.search(text))
        )


@dataclass(slots=True)
class Gathered:
    """A resolution as it is gathered: the words that resolve, its limbs, the vote, and how many blocks it took."""

    lead: Mapped
    limbs: list[Limb] = field(default_factory=list)
    vote: Outcome = NOT_TOLD
    counter: Counter = field(default_factory=Counter)
    taken: int = 0

    @property
    def last(self) -> Limb | None:
        return self.limbs[-1] if self.limbs else None

    @property
    def is_open(self) -> bool:
        """Whether the last limb's sentence goes on."""
        return not self.last or not re.search(r"[.;]['\"’”)]*(?:\s*and)?$", self.last.words.text)


def gather(blocks: Sequence[Block], index: int, found: re.Match[str], earlier: Counter | None = None) -> Gathered:
    """The resolution that opens in a block, with what the blocks after it add; `earlier` is the count of the limbs that
    the same item resolved before."""
    block = blocks[index]
    content = block.content
    rest = content.piece(found.end())
    if found["to"] and rest and not found["colon"]:
        rest = content.piece(found.start("to"))
    elif FINDS.fullmatch(found[0].strip()) and rest.text.startswith(("this ", "these ")):
        rest = content.piece(found.start())  # "The Trustees resolved these terms would do"
    gathered = Gathered(content.piece(found.start(), found.end()))
    if agreed := _agreed_before(block.text[: found.start()]):
        rest = content.piece(agreed)
    if told := _told_before(block, found, rest):
        gathered.limbs.append(Limb(None, told))
        return gathered
    if lead := AGREED_TO.match(rest.text):
        rest = rest.piece(lead.end())
    if (seconder := SECONDER.search(rest.text)) and seconder.start():
        rest = rest.piece(0, seconder.start())
    if (movers := MOVERS.search(rest.text)) and movers.start():
        rest = rest.piece(0, movers.start())
    if rest:
        _add_words(gathered, rest if _all_bold(block) else _own_words(rest, "NOTED" in found[0]))
        _label_before(gathered, blocks, index, found)
    beside = _points_beside(block, found)
    if beside and len(gathered.limbs) == 1 and gathered.limbs[0].label is None:
        gathered.limbs[0].label = block.marker
    for at in range(index + 1, len(blocks)):
        if beside and not gathered.counter.levels and beside.intersection(readings(blocks[at].marker or "-")):
            break
        if not _take(gathered, blocks[at], earlier) and not _heads_next_limb(gathered, blocks, at):
            break
        gathered.taken += 1
    for limb in gathered.limbs:
        if at := end_of_words(limb.words):
            limb.words, limb.told = limb.words.piece(0, at), limb.words.text[at:]
    return gathered


def _agreed_before(before: str) -> int | None:
    """Where words open that were agreed in the same breath: "It was agreed that it would do and it was AGREED to"."""
    agreed = AGREED_WITHIN.search(before) if before.rstrip().endswith(" and") else None
    return agreed.start("to") if agreed and not re.search(r"[.;]\s", before[agreed.end() :]) else None


def _told_before(block: Block, found: re.Match[str], rest: Mapped) -> Mapped | None:
    """What was decided where it stands before the words that decide: "Hall hire £20 ¦ Councillors resolved to pay"."""
    before = block.text[: found.start()].rstrip()
    if block.kind == "row" and before and rest and len(rest.text.split()) <= FEW:
        return block.content
    if (
        not before
        or before.rstrip(".)").lstrip("(") == block.marker
        or not rest
        or found["colon"]
        or len(rest.text.split()) > FEW
        or before.endswith((".", ":", ";"))
        or rest.text.endswith(":")
    ):
        return None
    if (
        before.endswith(("and", ","))
        or before.lower() in ("the", "unanimously")
        or re.search(r"\b(?:it was|moved|proposed)\b", found[0], re.IGNORECASE)
    ):
        return None
    return next((each for each in sentences(block.content) if each.text.endswith(rest.text)), None)


def _label_before(gathered: Gathered, blocks: Sequence[Block], index: int, found: re.Match[str]) -> None:
    """The limb's number where it stands before the words that resolve: "1. It was APPROVED that …"."""
    block, only = blocks[index], gathered.limbs[0]
    if not block.marker or len(gathered.limbs) > 1 or only.label or "." in block.marker:
        return  # "2.2" is the paragraph's own number
    if block.text[found.start() :] != block.body.text or _numbers_paragraphs(blocks, index, block.marker):
        return
    if opened := gathered.counter.opens(block.marker, may_nest=False, anywhere=True):
        only.label, only.depth = opened


def _points_beside(block: Block, found: re.Match[str]) -> set[tuple[str, int]]:
    """What the next of an item's lettered points would be counted as, where one of them tells its matter and resolves
    it: behind "(a) Payments. RESOLVED to pay …" the point (b) is another matter, no limb."""
    before = block.text[: found.start()].rstrip()
    if not block.marker or not block.marker.isalpha() or block.text[found.start() :] == block.body.text:
        return set()
    if not before.endswith((".", "?", "!", ")")) and not before[-1:].isalnum():
        return set()
    return {(kind, count + 1) for kind, count in readings(block.marker)}


def _numbers_paragraphs(blocks: Sequence[Block], index: int, marker: str) -> bool:
    """Whether a number is the paragraph's own: the one before it heads a paragraph that resolves nothing."""
    before = {(kind, count - 1) for kind, count in readings(marker)}
    return any(
        block.marker and before.intersection(readings(block.marker)) and not RESOLVED.search(block.text)
        for block in blocks[:index]
    )


def _all_bold(block: Block) -> bool:
    return all(line.bold for line in block.lines)


def _own_words(rest: Mapped, noted: bool = False) -> Mapped:
    """The words of the resolution without what its paragraph tells of the discussion behind them."""
    first = True
    for sentence in sentences(rest):
        if not first and noted:
            return rest.piece(0, rest.text.index(sentence.text))
        if not first and (TOLD_AGAIN.match(sentence.text) or VOTED.match(sentence.text) or is_telling(sentence.text)):
            return rest.piece(0, rest.text.index(sentence.text))
        first = False
    return rest


def _heads_next_limb(gathered: Gathered, blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a heading on a line of its own above the limb that comes next."""
    after = blocks[at + 1].marker if at + 1 < len(blocks) else None
    if blocks[at].kind != "heading" or after is None or RESOLVED.match(blocks[at].text):
        return False
    awaited = [(kind, count + 1) for kind, count, _ in gathered.counter.levels] or [("a", 1), ("1", 1), ("i", 1)]
    return any(reading in awaited for reading in readings(after))


def _add_words(gathered: Gathered, rest: Mapped) -> None:
    """Words that follow the resolving on its own line: limbs one after another, or one text."""
    before, limbs = split_inline(rest)
    if not limbs:
        gathered.limbs.append(Limb(None, rest))
        return
    stem = "" if NO_ACTION.fullmatch(before.text) else before.text
    for marker, words in limbs:
        _open_limb(gathered, marker, words, stem)


def _open_limb(gathered: Gathered, marker: str, words: Mapped, stem: str = "") -> bool:
    """Open a limb by its marker; False where the marker is out of order."""
    last = gathered.last
    opened = gathered.counter.opens(marker, may_nest=bool(last and last.label), anywhere=last is None)
    if not opened:
        return False
    label, depth = opened
    if depth and last and last.depth == depth - 1 and last.hangs_open:
        stem = " ".join(part for part in (last.stem, last.words.text) if part)
        gathered.limbs.pop()
    elif depth and last and last.depth == depth - 1 and last.is_title:
        stem = last.stem
        gathered.limbs.pop()
    elif depth and last and last.depth == depth:
        stem = last.stem
    gathered.limbs.append(Limb(label, words, stem, depth))
    return True


def _take(gathered: Gathered, block: Block, earlier: Counter | None) -> bool:
    """Add a block to the resolution; False where it does not belong to it."""
    text, last = block.text, gathered.last
    if SIGNED.fullmatch(text) or text.startswith("["):
        return False
    if gathered.limbs and (VOTED.match(text) or is_telling(text)):
        return False
    if RESOLVED.match(block.body.text) and gathered.limbs:
        return False
    if block.marker and _opens_limb(gathered, block, earlier):
        return True
    if block.kind == "heading" and not _goes_on_in(gathered, block):
        return False
    if block.lines[0].bullet and block.marker is None:
        return _take_bullet(gathered, block)
    if not gathered.limbs:
        lead = AGREED_TO.match(block.text)
        _add_words(gathered, block.content.piece(lead.end()) if lead else block.content)
        return True
    if NARRATIVE.match(text) or RESOLVED.match(text):
        return False
    if last and last.label is None and last.depth == 0 and ACTS.match(text) and not last.hangs_open:
        gathered.limbs.append(Limb(None, block.content))
        return True
    if last and gathered.is_open and _continues(last, block):
        last.words = joined([last.words, block.content])
        return True
    return False


def _goes_on_in(gathered: Gathered, block: Block) -> bool:
    """Whether a line that looks like a heading belongs to the resolution: in bold, but in the words of one."""
    text = block.text
    return text[:1].islower() or bool(ACTS.match(text) or (not gathered.limbs and NO_ACTION.fullmatch(text)))


def _continues(limb: Limb, block: Block) -> bool:
    """Whether a block goes on the limb's sentence: in lower case, or behind words that lead to it."""
    words = limb.words.text
    leads = limb.hangs_open or words.endswith((",", "and")) or bool(LEADS_ON.search(words))
    return leads or block.text[:1].islower() or not block.lines[0].gap


def _opens_limb(gathered: Gathered, block: Block, earlier: Counter | None) -> bool:
    assert block.marker is not None
    last = gathered.last
    if last and last.label is None and not gathered.is_open:
        return False
    counter, stem = gathered.counter, last.stem if last and last.depth == 0 else ""
    held = list(gathered.limbs)
    if last and last.label is None:
        stem = gathered.limbs.pop().words.text
        stem = "" if NO_ACTION.fullmatch(stem) else stem
    if not gathered.limbs and earlier and (resumed := earlier.resumed(block.marker)):
        gathered.counter = resumed
    if _open_limb(gathered, block.marker, block.body, stem):
        return True
    gathered.limbs, gathered.counter = held, counter
    return False


def _take_bullet(gathered: Gathered, block: Block) -> bool:
    """Bullets are limbs without a letter where nothing came before them, or parts of the limb that ends in a colon."""
    last = gathered.last
    if last is None or (last.label is None and last.depth == 1):
        gathered.limbs.append(Limb(None, block.content, last.stem if last else "", 1))
        return True
    if last.hangs_open or last.bulleted:
        if last.label is None:
            stem = "" if NO_ACTION.fullmatch(last.words.text) else last.words.text
            gathered.limbs[-1] = Limb(None, block.content, stem, 1)
        else:
            last.words, last.bulleted = joined([last.words, block.content]), True
        return True
    return False


def is_discussion(block: Block) -> bool:
    """A bullet of the discussion, not a limb: what it says was resolved is told, not decided."""
    return block.lines[0].bullet and block.marker is None


def each_once(found: Sequence[Gathered]) -> Iterator[Gathered]:
    """Each resolution once, where an item prints it twice ("Decision" and "Resolved"): the fuller print, with the vote
    that either tells."""
    kept: list[Gathered] = []
    said: list[frozenset[str]] = []
    holding: defaultdict[str, set[int]] = defaultdict(set)  # which of those kept say a limb, so that not all are asked
    for gathered in found:
        limbs = frozenset(_bare(limb.words.text) for limb in gathered.limbs)
        near = sorted(set().union(*(holding[limb] for limb in limbs)))
        place = next((at for at in near if _is_same(said[at], limbs)), len(kept))
        if place == len(kept):
            kept.append(gathered)
            said.append(limbs)
        elif _joined(kept[place], gathered):
            said[place] = limbs
        for limb in said[place]:
            holding[limb].add(place)
    yield from kept


def _joined(same: Gathered, gathered: Gathered) -> bool:
    """Give a resolution what its second print tells; whether that has the limbs more fully."""
    same.vote = same.vote if same.vote != NOT_TOLD else gathered.vote
    fuller = len(gathered.limbs) > len(same.limbs)
    if fuller:
        same.limbs, same.lead, same.counter = gathered.limbs, gathered.lead, gathered.counter
    return fuller


def _is_same(limbs: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two resolutions say the same: at least half of the shorter one's limbs stand in the longer."""
    return bool(limbs and others) and 2 * len(limbs & others) >= min(len(limbs), len(others))


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"^(?:to|that)\s", "", text.lower())).strip()
