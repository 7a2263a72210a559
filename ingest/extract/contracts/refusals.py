"""What a decision does not decide: a step refused, put off, asked of another body, or only reported on.

"That the proposal to award the contract be rejected" awards nothing. A limb is read clause by clause: of "the tender of
Moss Ltd be rejected and the present contract be extended" the second clause stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.extract.words.wordings import Wording

# A clause with its verb, behind which "and" can open another.
_FINITE: Final = re.compile(
    r"\b(?:be|is|are|was|were|does|do|did|has|have|not)\b"
    r"|^\W*(?:that\s+)?(?:to\s+)?(?:agree|approve|reject|refuse|decline|note|notes|defer|receive|accept|support)\b",
    re.IGNORECASE,
)
# Where a clause can end: at a stop, or where words behind "and" have a verb of their own.
_BREAK: Final = re.compile(
    r"[;.:](?=\s|$)"
    r"|,?\s+(?:and|but)(?:\s+instead)?\s+(?=that\b|to\s+(?!be\b)[a-z]|(?:instead|accordingly)\b"
    r"|(?:award|approve|agree|accept|extend|appoint|authorise|delegate|re-?tender|procure|invite|report|bring|provide|submit"
    r"|prepare|present|note|receive|sign|enter|reject|refuse|decline|defer|ask|request|seek|consider|instead)s?\b"
    r"|(?:the|an?|its|all|any|both|no|authority|tenders|officers|(?-i:[A-Z][\w’'&.-]*))\b[^.;:]{0,120}?\s(?:be|approved|agreed"
    r"|accepted|authorised|appointed|endorsed|extended|renewed|awarded|invited|rejected|re-?tendered)\b)",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"\s*[;.:]")

_BODIES: Final = (
    r"(?:Full Council|(?:County |City |Borough |Town |District |Parish )?Council|Cabinet|Executive|Mayor"
    r"|(?:[A-Z][\w&’'-]*,?\s+(?:and\s+|of\s+)?){0,6}(?:Committee|Board|Authority|Panel|Cabinet|Executive|Trustees))"
)
_AGREED: Final = (
    r"(?:approved|agreed|accepted|supported|endorsed|adopted|pursued|proceeded with|progressed"
    r"|taken (?:forward|further)|made|let|granted|awarded|appointed|given|signed|entered into|recommended|confirmed"
    r"|ratified|sanctioned|procured|purchased|varied|invited|advertised|carried out|concluded)"
)
_SUBJECT: Final = r"^\W*(?:(?:resolved|agreed)\s+)?(?:that\s+)?(?:(?:the|an?|any|this|these|its|all)\s+)?"

# "That the Cabinet", "to": what can stand before the verb of a clause.
_OPENS: Final = r"^\W*(?:(?:that|to|the|members|councillors)\s+){0,3}(?:(?-i:[A-Z]\w+)\s+){0,4}?"

REFUSED: Final = Wording(
    rf"\b(?:not|no longer|neither)\s+(?:now\s+|yet\s+)?be\s+(?:\w+ly\s+)?{_AGREED}\b"
    rf"|\bbe\s+(?:not|no longer)\s+(?:now\s+|yet\s+|\w+ly\s+)?{_AGREED}\b"
    r"|\bbe\s+(?:\w+ly\s+)?(?:rejected|refused|declined|dismissed|turned down|withheld|overturned|quashed|rescinded"
    r"|revoked|disapproved|vetoed|struck out|lost|negatived|opposed)\b"
    r"|\b(?:does|do|did|would|could|can|should|will|shall)\s?n(?:o|['’])t\s+(?:now\s+|yet\s+|\w+ly\s+)?(?:be\s+)?"
    r"(?:support|agree|approve|accept|endorse|consent|wish|award|proceed|recommend|appoint|favour|pursue)\w*\b"
    rf"|\b(?:is|are|was|were)\s+(?:not\s+(?:\w+ly\s+)?(?:{_AGREED}|minded\b|satisfied\b|in favour\b)|against\b"
    r"|opposed\b)"
    r"|(?<!or )\bnot\s+to\s+(?:now\s+)?(?:agree|approve|accept|support|endorse|award|proceed|appoint|pursue|procure"
    r"|enter|go ahead|let|make|sign|vary|recommend|tender|purchase)\b"
    r"|\bto\s+not\s+(?:agree|approve|accept|support|endorse|award|proceed|appoint|pursue|procure|enter)\b"
    rf"|{_OPENS}(?:reject|refuse|decline|disapprove|turn down|oppose|rescind)(?:e?d|s)?\b"
    r"|\bno\s+(?:\w+\s+){0,3}?(?:contracts?|awards?|tenders?|appointment|extension|action|order|procurement|step)\s+"
    r"(?:\w+\s+){0,4}?be\s+(?:\w+\s+)?(?:awarded|made|let|accepted|granted|agreed|taken|given|placed)\b"
    r"|\b(?:take|taking)\s+no\s+(?:further\s+)?(?:action|steps?)\b"
    r"|\b(?:motion|amendment|proposal|recommendation)\b[^.;]{0,120}?"
    r"\b(?:fell|falls|was lost|be lost|not carried|fall(?=\W*$))\b"
    r"|\b(?:award|offer|approval|decision|recommendation|proposal|report|item|motion|request|paper|application)\b[^.;]{0,120}?"
    r"\bbe\s+withdrawn\b",
    reads=[
        "the recommendation to award the contract to Moss Ltd be not approved",
        "the contract not be awarded to Moss Ltd",
        "the proposal to award the contract be rejected",
        "the Committee does not support the extension of the contract",
        "not to accept the tender from Moss Ltd",
        "to reject the tender from Moss Ltd",
        "no contract for bins be awarded",
        "the report on the award be withdrawn",
        "the Cabinet is not minded to award the contract",
    ],
    leaves=[
        "the award be approved, but not before 1 May",
        "the contract be awarded at a sum not exceeding £5,000",
        "the contract not be extended",
        "the contract be not renewed",
        "the award be approved, no other tender having been received",
        "the procurement be withdrawn",
        "Standing Orders be set aside",
        "the Clerk be authorised to reject any tender and to decide whether or not to award the contract",
    ],
)
PUT_OFF: Final = Wording(
    r"\bbe\s+(?:\w+ly\s+)?(?:adjourned|deferred|postponed|delayed|paused|put (?:off|back|over)|held (?:over|back)"
    r"|carried (?:over|forward)|stood over|laid (?:over|on the table)"
    r"|left (?:on the table|over|open|in abeyance)|held in abeyance|referred(?! to in\b)|remitted"
    r"|reconsidered|considered|revisited|called in)\b"
    r"|(?<!to )\bawaits?\s+(?:the|an?|further)\b"
    r"|\bbe\s+subject to an?\s+(?:further|later|fuller)\s+(?:report|decision)\b"
    r"|(?<!orders )(?<!rules )(?<!regulations )\bbe\s+(?:\w+ly\s+)?suspended\b"
    rf"|{_OPENS}(?:defer|postpone|adjourn|delay|put off|put back|refer|pause|suspend|halt)s?\b"
    r"(?!\s+(?:the\s+)?(?:\w+\s+)?(?:standing|procedure|procurement rules|rules))",
    reads=[
        "consideration of the award be adjourned",
        "the decision on awarding the contract be postponed until January",
        "defer the award of the contract to the next meeting",
        "the award of the contract be referred back to officers",
        "consideration of the award of the contract be put back",
        "the award of the contract await the outcome of the review",
    ],
    leaves=[
        "the contract be awarded and payment deferred",
        "the award of a contract for deferred payments be approved",
        "the contract referred to in the report be awarded",
    ],
)
# A buying that is itself held up, not the talk or the decision about it: "the tender for bins be suspended".
PAUSED: Final = Wording(
    rf"{_SUBJECT}(?:[\w’'-]+\s+){{0,6}}?(?:re-?)?(?:procurement|tender(?:s|ing)?|commissioning)\b"
    r"(?!\s+(?:report|strategy|plan|recommendation|decision))[^;]{0,160}?"
    r"\bbe\s+(?:\w+ly\s+)?(?:deferred|paused|suspended|postponed|delayed|put on hold)\b"
    rf"|{_OPENS}(?:defer|postpone|pause|suspend|halt|delay|put off)s?\s+"
    r"(?:(?:the|its|any|this|all)\s+)?(?:[\w’'-]+\s+){0,5}?(?:re-?)?(?:procurement|tender(?:s|ing)?|commissioning)\b"
    rf"|{_OPENS}(?:pause|suspend|halt)s?\b(?=[^;]{{0,90}}\bcontracts?\b)",
    reads=[
        "the procurement of the works be deferred until 2031",
        "that a procurement for legal advice be paused until then",
        "to pause the tender for six months",
    ],
    leaves=["the award of the contract be deferred", "the lift be paused"],
)
# What is said of a buying, which is not the buying.
_TALK: Final = (
    r"(?:consideration|discussion|decisions?|determination|debate|reports?|papers?|proposals?|recommendations?|approvals?"
    r"|items?|matters?|questions?|awards?|awarding|letting|re-?let(?:ting)?|extensions?|renewal|appointment|options?"
    r"|business case|request|motion|review|acceptance)"
)
ABOUT: Final = Wording(
    rf"{_SUBJECT}(?:[\w’'-]+\s+){{0,4}}?{_TALK}\b"
    rf"|{_OPENS}(?:defer|postpone|adjourn|delay|pause|suspend|put off)s?\s+"
    rf"(?:(?:the|its|any|an?|this|all)\s+)?(?:[\w’'-]+\s+){{0,3}}?{_TALK}\b",
    reads=["consideration of the procurement", "defer a decision on the tender", "the report on the tender"],
    leaves=["the procurement of the works", "pause the tender"],
)
TO_A_MEETING: Final = Wording(
    r"\b(?:to|until|till|for|at)\s+(?:(?:the|a|its|their|our)\s+)?(?:(?:next|following|future|later|special|further|extra"
    r"|extraordinary|\w+)\s+){0,3}?(?:meeting|report|session|discussion|consideration)\b",
    reads=["be deferred to the next meeting", "be deferred for a further report"],
    leaves=["be deferred until the review is complete"],
)
_ASKED: Final = (
    r"(?:^\W*(?:(?:that|to|the|officers)\s+){0,3}(?:(?-i:[A-Z][\w’'-]*)(?:\s+(?:of|and|for|the|(?-i:[A-Z][\w’'-]*))){0,7}\s+)?"
    r"|\bbe\s+(?:asked|requested|instructed|invited|authorised|directed|required)\s+to\s+)"
)
ONLY_TALK: Final = Wording(
    r"^\W*(?:that\s+)?(?:(?!(?:after|in|following|subject|under|with|as|for|to|by)\b)[\w’'-]+\s+){0,5}?"
    r"(?:reports?|papers?|briefings?|updates?|appraisals?|notes?|presentations?|study"
    r"|review|options|views|comments|information|advice|consultation|timetable|business case|consideration|position"
    r"|decisions?|further details?|feasibility)\b[^.;]{0,220}?\bbe\s+(?:\w+ly\s+)?(?:brought|submitted|presented"
    r"|prepared|received|noted|provided|circulated|explored|examined|investigated|produced|given|sought|reported|taken|made"
    r"|requested|drawn up|looked (?:at|into)|obtained|undertaken|carried out|developed|awaited|considered|evaluated"
    r"|assessed)\b"
    r"|\bbe\s+(?:\w+ly\s+)?(?:noted|explored|examined|investigated|looked into|welcomed|acknowledged|reported back"
    r"|(?:brought|reported) back (?:to|before))\b"
    r"|^\W*(?:that\s+)?it\s+be\s+noted\b"
    rf"|{_ASKED}(?:bring|submit|present|prepare|provide|make|draft|write)\s+(?:back\s+)?(?:an?|the|their|his|her)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:reports?|papers?|briefings?|updates?|appraisals?|business case|recommendations?)\b"
    rf"|{_ASKED}(?:(?:report|come)\s+back\b|report\s+(?:to|on)\b"
    r"|(?:explore|examine|investigate|look (?:at|into)|consider|review|assess)\b)",
    reads=[
        "a further report on options for re-tendering be brought",
        "the award of the contract be noted",
        "the Head of Quays bring a report on the tender",
        "the Director be asked to bring a report on the tender",
        "options for the tender be explored",
        "consideration be given to extending the contract",
        "it be noted that the award will come back",
        "the award of the contract be reported back to Cabinet",
    ],
    leaves=[
        "the report be approved and the contract awarded",
        "the tender received from Moss Ltd be accepted",
        "Option 3, the procurement of a framework, be approved",
        "a procurement be undertaken",
    ],
)
# Asked of a body, which alone can decide: advice, whoever gives it.
OF_A_BODY: Final = Wording(
    rf"\b(?-i:{_BODIES})\s+be\s+(?:asked|requested|invited|advised|urged|recommended|called (?:up)?on)\s+(?:to|that)\b"
    rf"|\b(?:it be|be|is|was)\s+recommended\s+(?:to\s+(?:the\s+)?(?-i:{_BODIES})|that\b)"
    rf"|\brecommend(?:ed|s|ations?)?\b[^.;]{{0,40}}?\bto\s+(?:the\s+)?(?-i:{_BODIES})\s*,?\s+(?:that|to|for|the\b)"
    rf"|\b(?:ask|request|invite|urge|recommend)s?\s+(?:that\s+)?(?:the\s+)?(?-i:{_BODIES})\s+(?:to\s+)?[a-z]",
    reads=[
        "the Cabinet be asked to award the contract",
        "it be recommended to Council that the contract be awarded",
        "to recommend to the Harbour Board that the lease be let",
        "a recommendation be made to Cabinet that the contract be let",
    ],
    leaves=["the recommendations be agreed", "the Director be asked to award the contract", "as recommended, award it"],
)
# The same behind what is asked: "the award of the contract be recommended to Council".
BEHIND: Final = Wording(
    rf"\bbe\s+(?:recommended|commended|submitted)\s+to\s+(?:the\s+)?(?-i:{_BODIES})"
    rf"|\bbe\s+referred\s+to\s+(?:the\s+)?(?-i:{_BODIES})\s+with\s+a\s+recommendation\b",
    reads=["the award of the contract be recommended to Council"],
    leaves=["the award be approved", "the report be recommended reading"],
)
# Asked of outsiders, who decide nothing for the council.
OF_OUTSIDERS: Final = Wording(
    r"\b(?:Government|Secretary of State|Minister|Ministry|Department for [A-Z]\w+|(?:NHS|Health|Hospital)[\w ]{0,30}"
    r"(?:Trust|Board)|MPs?|police|school governors|governing body)\s+be\s+(?:asked|requested|invited|urged|lobbied)\b",
    reads=["the Government be asked to extend the contract"],
    leaves=["the Director be asked to extend the contract"],
)
_AGAIN: Final = (
    r"(?:(?!\bbe\b)[^.;]){0,80}?\b(?:afresh|again|anew"
    r"|re-?(?:started|begun|commenced|advertised|run|issued?|tendered|start|run|advertise))\b"
)
_BUYING: Final = r"(?:procurement|tender(?:ing|s)?|competition)"
# Broken off to begin afresh: the buying goes on, and no contract in force ends.
BEGUN_AGAIN: Final = Wording(
    rf"\b{_BUYING}\b[^.;]{{0,100}}?\bbe\s+(?:abandoned|cancelled|discontinued|withdrawn|aborted|stopped|terminated)\b{_AGAIN}"
    rf"|\b(?:abandon|cancel|discontinue|withdraw|abort|stop|terminate)\s+(?:(?:the|this|its|any)\s+)?(?:[\w-]+\s+){{0,5}}?"
    rf"{_BUYING}\b{_AGAIN}",
    reads=["the procurement be abandoned and started afresh", "cancel the tender and re-advertise it"],
    leaves=["the procurement be abandoned", "the contract be terminated and the service re-tendered"],
)
# What only says when, whose or why: a refusal in it is none of the step's.
_ASIDE: Final = re.compile(
    r"\b(?:if|unless|in the event (?:that|of)|in case|where|provided that|on condition that|which|who|whose|because"
    r"|given that|so long as|should (?:the|it|they|this)\b)\b[^,;.]{0,160}?(?=[,;.]|$|\sbe\s+(?:\w+ly\s+)?\w+ed\b)",
    re.IGNORECASE,
)
# As much of a clause as is looked through for its verb.
_REACH: Final = 600


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of decided words stand, each with a verb of its own."""
    start = 0
    for found in _BREAK.finditer(text):
        if found.start() <= start:
            continue
        if _STOP.match(found[0]) or _FINITE.search(text[start : min(found.start(), start + _REACH)]):
            yield start, found.start()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def is_refused(clause: str) -> bool:
    """Whether a clause refuses a step, or puts off deciding on it; a buying that is itself held up is none."""
    clause = _ASIDE.sub("", clause)
    if REFUSED.search(clause) or OF_OUTSIDERS.search(clause):
        return True
    held_up = PAUSED.search(clause) and not ABOUT.search(clause) and not TO_A_MEETING.search(clause)
    return bool(PUT_OFF.search(clause)) and not held_up


def is_only_talk(clause: str) -> bool:
    """Whether a clause only notes, receives, asks for a report or has options looked at."""
    return bool(ONLY_TALK.search(clause))


def standing(text: str, *, powers: bool = False) -> str:
    """The words with all clauses blanked that decide nothing; `powers`: those that only ask for talk stay.

    The words keep their places, so that what is found in them is found in the text.
    """
    kept = list(text)
    for start, end in clauses(text):
        clause = text[start:end]
        if is_refused(clause) or (not powers and is_only_talk(clause)):
            kept[start:end] = " " * (end - start)
    return "".join(kept)


def asks_a_body(text: str, place: int = 0) -> bool:
    """Whether what stands at a place of decided words is asked of another body, so that it is advice."""
    for found in OF_A_BODY.finditer(text):
        if found.start() <= place and ";" not in text[found.start() : place]:
            return True
    start, end = next(((start, end) for start, end in clauses(text) if start <= place < end), (place, place))
    return bool(BEHIND.search(text[start:end]))
