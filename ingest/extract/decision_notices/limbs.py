"""The words of a decision into its limbs: numbered, lettered, nested, or paragraphs that open with an act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.extract.minutes.resolution_wordings import VOTED
from ingest.extract.words.limb_counts import Counter, readings
from ingest.extract.words.wordings import Wording
from ingest.read.document import Document, Line, Mapped, joined
from ingest.read.flow import blocks

_ACTS = (
    "approv|agree|not(?:e[sd]?|ing)\\b|delegat|endors|authori[sz]|request|recommend|support|receiv|accept|adopt|confirm"
    "|appoint|consider|review|award|refer|ask|invit|instruct|extend|grant|enter|procur|proceed|implement|initiat|allocat"
    "|commission|dispos|acquir|purchas|sell\\b|transfer|terminat|var(?:y|ied|ies)\\b|waiv|reject|refus|defer|increas"
    "|reduc|introduc|establish|amend|continu|withdr|ratif|designat|declar|direct(?:s|ed)?\\b|publish|ma[dk]e|give|gave"
    "|enabl|permit|allow|spen[dt]|submit|sign\\b|complet|undertak|appl(?:y|ied)\\b|clos|remov|retain|nominat|resolv"
    "|decid|us(?:e|ed)\\b|set\\b|fund\\b|pa(?:y|id)\\b|go\\b"
)
ACT = Wording(
    rf"(?:(?:to|that|i|we|also|and|further|hereby|formally)\s+){{0,3}}(?:{_ACTS})[a-z]*\b"
    r"|that\s|to\s(?:not\s)?[a-z]",
    reads=("APPROVE the award", "Approved a rise", "To note the report", "That the fees be kept", "I hereby agree to"),
    leaves=("Residents Parking", "Contractual:", "The report sets out the options."),
    at="start",
)
VERB = re.compile(rf"(?:(?:to|that|i|we|also|and|further|hereby|formally)\s+){{0,3}}(?:{_ACTS})[a-z]*\b", re.IGNORECASE)
LATER_VERB = re.compile(rf"(?:hereby |also |formally )?(?:{_ACTS})")
SAYS = re.compile(r"\b(?:be|is|are|was|were|has|have|noted|approved|agreed)\b")
# Words that resolve and say nothing of what: they stand before limbs and are left out.
BARE_LEAD = re.compile(
    r"(?:\b(?:agree[sd]?|resolve[sd]?|decide[sd]?|approve[sd]?|authorise[sd]?|determine[sd]?|recommend(?:ed|s)?"
    r"|decisions?(?: (?:is|are|was|were))?)(?: unanimously)?(?: to approve)?(?: (?:to|that|as follows|the following)"
    r"(?: [a-z]+){0,3})?)[\s:,–-]*$",
    re.IGNORECASE,
)
# Who decides, before the act: "As Cabinet Member for Roads, I", "That the Roads Committee".
WHO = re.compile(
    r"(?:(?:as|that|having|following|in|under|i,?|it is|we)\b.{0,220}?\s)?"
    r"(?:(?:the\s+)?(?:[A-Z][\w’'&-]*,?\s+(?:and |of |for |& |the ){0,2}){0,9})?",
)
# "That authority be delegated to the Director to:"
IS_DONE = re.compile(rf"(?:that\s)?.{{3,220}}?\bbe (?:hereby )?(?:{_ACTS})", re.IGNORECASE)
ENDED = re.compile(r"[.:;?!]['\"’”)\]]*(?:\s*(?:and|or))?$")
LEADS_ON = re.compile(r"(?:[:–-]|\b(?:to|that|the following|as follows))\s*$", re.IGNORECASE)
BLANK = re.compile(
    r"\W*(?:n/?a|none|not applicable|tbc|tba|to be (?:confirmed|completed|determined|added|inserted)(?: .{0,60})?"
    r"|(?:click|tap) (?:here|or tap).{0,60}|\[.{0,200}\]|<.{0,200}>|please (?:insert|enter|state|set out).{0,160}"
    r"|insert .{0,120}|x{3,}|pending|awaited|\W*)\W*",
    re.IGNORECASE,
)
RESOLVING = re.compile(
    r"(?:it was )?(?:RESOLVED|AGREED|Resolved|Agreed)\b(?: unanimously)?(?: ?\([^)]{3,80}\))?[\s:–-]*"
)
# A limb's letter inside a run of words, where a table's cell lost its line breaks.
INSIDE = re.compile(
    r"(?:(?<=[.;:,)])|(?<=\band)|(?<=\b[Tt]hat))\s+(?:(?P<n>\d{1,2})\.|\((?P<b>[a-z]|\d{1,2}|[ivx]{1,5})\)|(?P<c>[a-z]|\d{1,2})[).])\s+(?=[A-Za-z])"
)
# A paragraph without a letter inside a run of words: a sentence that opens with its act in capitals.
LOUD_ACT = re.compile(r"(?<=[.;])\s+(?=(?:APPROVE|AGREE|DELEGATE|AUTHORI[SZ]E|NOTE|CONFIRM|ENDORSE)[DS]?\b)")
# "1 To raise the fees", "a approve the plan", "II. the plan be approved".
BARE_MARK = re.compile(r"(\d{1,2}(?=\s+[A-Z])|[a-z](?=\s)|\(?[IVX]{1,4}(?=[.)\s]))[.)]?\s+")
STOPPED = re.compile(r"(?<=[.;])\s(?=[A-Z])")
# What readers put between the lines of one cell.
CELL_BREAK = "\u2028"
DECIMAL = re.compile(r"(\d{1,2})\.\d{1,2}(?:\.\d{1,2})?")
LONGEST_HEADING = 160


@dataclass(slots=True)
class Limb:
    """A limb: its label, its words, the stem that is repeated before it, how deep it hangs."""

    label: str | None
    words: Mapped
    stem: str = ""
    depth: int = 0
    bulleted: bool = False

    @property
    def text(self) -> str:
        """The limb as records have it."""
        return " ".join(part for part in (self.stem, self.words.text) if part)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision's limbs, the labels before which one is missing, and the words that lead in."""

    limbs: tuple[Limb, ...]
    gaps: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph of the decision, or a part of one between two limbs' letters."""

    marker: str | None
    words: Mapped
    loud: bool = False
    bullet: bool = False


def read_limbs(document: Document, lines: Sequence[Line]) -> Decided:
    """The limbs of a decision from the lines of its box."""
    found = [piece for piece in _pieces(document, lines) if piece.words.text]
    if all(BLANK.fullmatch(piece.words.text) for piece in found):
        return Decided(())
    reader = _Reader(found)
    for at in range(len(found)):
        reader.take(at)
    return Decided(tuple(reader.limbs), tuple(reader.gaps), tuple(reader.leads))


def _pieces(document: Document, lines: Sequence[Line]) -> Iterator[_Piece]:
    bare = _bare_numbers(lines)
    for block in (block for run in _runs(lines, bare) for block in blocks(document, run)):
        bullet = block.lines[0].bullet and block.marker is None
        marker, words = block.marker, block.body if block.marker else block.content
        if marker is None and (number := bare.get(block.lines[0].start)):
            marker, words = number.strip("(.) "), words.piece(len(number))
        parts = list(_split(document, marker, words))
        loud = block.kind == "heading" and len(parts) == 1
        for marker, words in parts:
            yield _Piece(marker, words, loud, bullet)


def _bare_numbers(lines: Sequence[Line]) -> dict[int, str]:
    """Numbers and letters that open lines and count from one without a stop or bracket: "1 To raise the fees"; by where
    their lines start, with the white space behind them."""
    found: dict[int, str] = {}
    last: str | None = None
    for line in lines:
        number = BARE_MARK.match(line.text) if not line.furniture else None
        mark = number[1].strip("(") if number else ""
        if number and _follows(last, mark) and (mark.isupper() or ACT.match(line.text[number.end() :])):
            found[line.start] = number[0]
            last = mark
    return found if len(found) > 1 else {}


def _runs(lines: Sequence[Line], bare: dict[int, str]) -> Iterator[Sequence[Line]]:
    """The lines between paragraphs that open with an act: one without a full stop would run on into the next."""
    start = 0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        acts = line.gap and line.text[:1].isupper() and ACT.match(line.text)
        if (at and line.start in bare) or (
            before and not before.furniture and acts and not re.search(r"[,(–]$|\b(?:the|to|of|and)$", before.text)
        ):
            yield lines[start:at]
            start = at
    yield lines[start:]


def _split(document: Document, marker: str | None, content: Mapped) -> Iterator[tuple[str | None, Mapped]]:
    """A paragraph at the letters that go on its list, or at acts in capitals."""
    cuts: list[tuple[int, int, str | None]] = []
    last = marker
    for found in INSIDE.finditer(content.text):
        inside = found["n"] or found["b"] or found["c"]
        if _follows(last, inside):
            cuts.append((found.start(), found.end(), inside))
            last = inside
    if marker is None and len(cuts) == 1:
        cuts = []  # one letter alone is no list
    if not cuts and marker is None:
        cuts = [(found.start(), found.end(), None) for found in LOUD_ACT.finditer(content.text)]
    if not cuts and marker is None and ACT.match(content.text):
        cuts = [(at, at + 1, None) for at in _broken_acts(document, content)]
    ends = [start for start, _, _ in cuts] + [len(content)]
    starts = [(0, marker), *((end, letter) for _, end, letter in cuts)]
    for (start, letter), end in zip(starts, ends, strict=True):
        yield letter, content.piece(start, end)


def _broken_acts(document: Document, content: Mapped) -> Iterator[int]:
    """Where a cell's next line opens with an act after a full stop."""
    for found in STOPPED.finditer(content.text):
        before, after = content.places[found.start() - 1], content.places[found.end()]
        if CELL_BREAK in document.text[before:after] and ACT.match(content.text[found.end() :]):
            yield found.start()


def _follows(last: str | None, marker: str) -> bool:
    """Whether a letter is the next of a list, or its first."""
    ways = set(readings(marker))
    if last is None:
        return any(number == 1 for _, number in ways)
    return any((kind, number + 1) in ways for kind, number in readings(last))


@dataclass(slots=True)
class _Reader:
    """Takes the pieces of one decision in order."""

    pieces: Sequence[_Piece]
    limbs: list[Limb] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    stem: str = ""
    counter: Counter = field(default_factory=Counter)

    def take(self, at: int) -> None:
        """Take the piece at `at`: a limb, a lead-in, a heading, or more words of the limb before it."""
        piece = self.pieces[at]
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if piece.marker and self._opens(piece):
            return
        if piece.marker is None and self._is_lead(piece, after):
            self._lead(piece, after)
        elif piece.bullet:
            self._bullet(piece)
        else:
            self._words(piece, after)

    @property
    def last(self) -> Limb | None:
        return self.limbs[-1] if self.limbs else None

    def _opens(self, piece: _Piece) -> bool:
        """Open a limb by its letter; False where the letter is out of order."""
        assert piece.marker is not None
        if DECIMAL.fullmatch(piece.marker):
            opened: tuple[str, int] | None = (piece.marker, self._decimal_depth(piece.marker))
        else:
            if not self.counter.levels and (first := next(readings(piece.marker), None)) and first[1] > 1:
                self.counter.levels.append((first[0], first[1] - 1, ""))  # a list that starts at 3
            before = len(self.counter.gaps)
            opened = self.counter.opens(piece.marker, may_nest=bool(self.last and self.last.label))
            self.gaps.extend(self.counter.gaps[before:])
        if not opened:
            return False
        label, depth = opened
        self.limbs.append(Limb(label, piece.words, self._stem(depth), depth))
        return True

    def _decimal_depth(self, marker: str) -> int:
        head = marker.split(".")[0]
        return int(any(limb.label == head or limb.depth == 1 for limb in self.limbs[-1:]))

    def _stem(self, depth: int) -> str:
        """What is repeated before a limb at some depth; a heading or lead-in above its first limb is taken away."""
        last = self.last
        if depth == 0 or last is None:
            return self.stem
        if last.depth == depth:
            return last.stem
        if last.depth > depth:
            return next((limb.stem for limb in reversed(self.limbs) if limb.depth == depth), "")
        text = last.words.text
        if LEADS_ON.search(text):
            self.limbs.pop()
            return " ".join(part for part in (last.stem, _carried(text)) if part)
        if not ENDED.search(text) and not ACT.match(text) and len(text) <= LONGEST_HEADING:
            self.limbs.pop()  # "2. Residents' fees", a heading of the limbs below it
        return last.stem if last.stem and self.stem == last.stem else ""

    def _is_lead(self, piece: _Piece, after: _Piece | None) -> bool:
        """Whether words lead in to limbs, or are a heading between them."""
        text = piece.words.text
        if after is None or len(text) > 400 or (piece.bullet and not text.endswith(":")):
            return False
        opens = bool(after.marker or after.bullet or ACT.match(after.words.text))
        if not opens:
            return False
        if LEADS_ON.search(text):
            return not (self.last and self.last.label and not ENDED.search(self.last.words.text) and text[:1].islower())
        if after.marker and self._goes_on_with(after.marker) and not ENDED.search(text):
            return not (self.last and text[:1].islower()) and not (self.last is None and _is_whole(text))
        return piece.loud and not ACT.match(text) and not ENDED.search(text)

    def _goes_on_with(self, marker: str) -> bool:
        """Whether a letter is the first of a list or the next of the one that is open."""
        ways = set(readings(marker))
        return any(number == 1 for _, number in ways) or any((k, n + 1) in ways for k, n, _ in self.counter.levels)

    def _lead(self, piece: _Piece, after: _Piece | None) -> None:
        self.leads.append(piece.words.text)
        self.stem = _carried(RESOLVING.sub("", piece.words.text, count=1))
        first = after is not None and after.marker is not None and any(n == 1 for _, n in readings(after.marker))
        if first and self.limbs:
            self.counter = Counter()  # another list

    def _bullet(self, piece: _Piece) -> None:
        last = self.last
        if last and last.label and (last.words.text.endswith(":") or last.bulleted):
            last.words, last.bulleted = joined([last.words, piece.words]), True
            return
        self.limbs.append(Limb(None, piece.words, self.stem, bulleted=True))

    def _words(self, piece: _Piece, after: _Piece | None) -> None:
        last, text = self.last, piece.words.text
        words = piece.words
        if resolving := RESOLVING.match(text):
            self.leads.append(resolving[0])
            words = piece.words.piece(resolving.end())
            if not words.text:
                return
        new = last is None or (last.label is None and bool(ACT.match(words.text)) and words.text[:1].isupper())
        if last is None or new:
            self.limbs.append(Limb(None, words, self.stem))
        elif last.label and not after and text[:1].isupper() and ACT.match(text) and ENDED.search(last.words.text):
            self.limbs.append(Limb(None, words))
        elif VOTED.match(text) and ENDED.search(last.words.text):
            self.leads.append(text)
        elif piece.loud and not ACT.match(text) and ENDED.search(last.words.text):
            self.leads.append(text)  # a heading on a line of its own
        else:
            last.words = joined([last.words, words])


def _is_whole(text: str) -> bool:
    """Whether words are a decision by themselves rather than the lead-in to one."""
    return bool(VERB.match(text) or SAYS.search(text)) and not LEADS_ON.search(text)


def _carried(text: str) -> str:
    """What of a lead-in is repeated before each limb: words with an act of their own, else nothing."""
    bare = BARE_LEAD.search(text)
    if bare or not LEADS_ON.search(text):
        return ""
    if VERB.match(text) or IS_DONE.match(text):
        return text
    who = WHO.match(text)
    return text if who and LATER_VERB.match(text, who.end()) else ""
