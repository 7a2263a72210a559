"""What stands behind a resolution's words and is no part of them: who moved and seconded it, how the vote went."""

from __future__ import annotations

import re

from ingest.extract.words.wordings import Wording
from ingest.read.document import Mapped

_TITLE = r"(?:Councillors?|Cllrs?|Clls?|Crs?|Ald(?:erman)?|Baillie|Mrs?|Ms|Miss|Mx|Dr|Sir|Rev)\b\.?\s*"
_NAME = r"(?:[A-Z][\w.'’-]{0,24})(?:\s(?:[A-Z][\w.'’-]{0,24})){0,3}"
_CHAIR = r"(?:the |The )?(?:Vice-? ?)?(?:Chair(?:man|woman|person)?|(?:Deputy )?(?:Town )?Mayor|Convener|President)"
_WHO = rf"(?:{_TITLE}{_NAME}|{_CHAIR}\b|{_NAME})"
_TITLED = rf"{_TITLE}{_NAME}"
_BY = r"\.?(?:\s+by)?\s*[:=–-]?\s*"
_MOVED = r"(?:[Pp]roposed|[Mm]oved|[Pp]roposer|[Mm]over|[Pp]rop|PROPOSED|MOVED|PROPOSER)"
_SECONDED = r"(?:[Ss]econded|[Ss]econder|[Ss]ec|2nd(?:ed)?|SECONDED|SECONDER)"
_MOVERS = (
    rf"(?:{_MOVED}{_BY}{_WHO}|(?:(?:this|it|which)\s+was\s+)?(?:duly\s+)?{_SECONDED}{_BY}{_WHO}"
    rf"|{_WHO}\s+(?:(?:then|duly|had)\s+)?(?:proposed|moved|seconded)(?:\s+(?:this|it|the (?:motion|proposal)))?\b"
    rf"(?=\s*(?:[,;.)\]/–-]|and\b|$))|{_TITLED}\s*[/,&]\s*(?=Councillor|Cllr|Cr|Mr|Ms|Miss|Dr){_TITLED})"
)
_PEOPLE = r"(?:those |members |councillors |members of the \w+ )?(?:present )?(?:and voting )?"
_VOTE = (
    rf"(?:(?i:all) {_PEOPLE}(?:were |voted |voting )?(?:in favour|agreed|in agreement)|AIF"
    r"|(?:[Tt]his (?:was|is) |[Ii]t was )?(?:[Uu]nanimous(?:ly)?(?: (?:agreed|carried|approved|in favour))?"
    r"|(?:duly )?(?:[Cc]arried|CARRIED|[Aa]greed|AGREED|[Aa]pproved)(?: (?:unanimously|by all"
    r"|nem\.? ?con\.?|by (?:an? )?[^.;,]{3,60}|with [^.;,]{3,60}|\(\d[^()]{0,20}\)))?)"
    r"|(?:[Tt]he )?(?:[Mm]otion|[Rr]esolution|[Pp]roposal|[Vv]ote)\s(?:was\s)?(?:then\s)?(?:put to the vote and\s)?"
    r"(?:declared\s)?(?:duly\s|unanimously\s)?(?:[Cc]arried|CARRIED|agreed|passed)[^.;]{0,60}"
    r"|(?:[Vv]ot(?:es?|ing)|[Oo]n a vote)\s*[:–-]?\s[^.;]{3,100}"
    r"|\d{1,2} (?:votes? |members? )?(?:in favour|for)\b[^.;]{0,80}|[Ff]or:? ?\d[^.;]{0,60}"
    r"|with (?:no|one|two|three|\d{1,2}) [a-z ]{0,20}(?:abst[a-z]+|against)|[Nn]em\.? ?con\.?"
    rf"|{_TITLED}(?:,? (?:and )?{_TITLED}){{0,3}} (?:abstain(?:ed|ing)|(?:voted|voting) against"
    r"|(?:having )?(?:left|took no part|taken no part|did not vote|not voting|declared))\b[^.;]{0,60})"
)
_END = r"[\s.,;:/()\[\]–-]*(?:and\s+)?"
TOLD = Wording(
    rf"[\s([]*(?:(?:{_MOVERS}|{_VOTE}){_END}){{1,6}}",
    reads=(
        "Cllr. Oak proposed, Cllr. Pine seconded, all in favour.",
        "Proposed Cllr Oak, seconded Cllr Pine, carried unanimously",
        "Prop: Cllr Oak; Sec: Cllr Pine. All in favour.",
        "(Proposed by A. Oak, seconded by the Chairman; 5 for, 2 against)",
        "Mrs Oak proposed and Mr Pine seconded. Carried.",
        "Cllr. Oak proposed, all in favour, Cllr. Pine having left the room.",
        "Cllr Oak / Cllr Pine. Unanimous.",
        "All agreed.",
    ),
    leaves=(
        "Cllr Oak proposed that lamps be bought.",
        "Cllr Oak to write to the owner.",
        "Proposed works at Pine Street be refused.",
        "All agreed that it was late",
        "Seconded staff return in May.",
    ),
    exact=True,
    at="whole",
)
# Where that may open: behind a sentence's end or in brackets; behind a comma or dash only as more than one word.
_STOPS = re.compile(r"(?<=[.!?)\]”])\s+|\s*[(\[](?=\w)")
_JOINTS = re.compile(
    r"(?:,|;|\s[–—-])\s+(?=(?:[Pp]rop|[Mm]oved|(?:duly )?[Ss]econded|all |unanimous|carried|\d{1,2} |Cllr|Councillor)"
    r"[^,;.]{0,60}(?:[,;.]|$))"
)


def end_of_words(words: Mapped) -> int:
    """Where the telling of movers and vote opens behind a resolution's words; their length where nothing is told."""
    text = words.text
    starts = sorted((each.start(), each.end()) for places in (_STOPS, _JOINTS) for each in places.finditer(text))
    for start, end in starts:
        opens = end - 1 if text[end - 1] in "([" else end
        if start and TOLD.fullmatch(text[opens:]):
            return start
    return len(text)


def is_telling(text: str) -> bool:
    """Whether a line only tells who moved and seconded, and how the vote went."""
    return bool(TOLD.fullmatch(text))
