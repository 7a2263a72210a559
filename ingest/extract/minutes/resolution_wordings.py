"""The words by which minutes resolve, agree and note, and those that end or interrupt a resolution."""

from __future__ import annotations

import re

from ingest.extract.words.wordings import Wording

_MAJORITY = r"by (?:an? )?(?:[a-z]+ )?majority(?: (?:vote|decision))?(?: of \d+ (?:votes? )?to \d+)?"
_VOTES = r"by (?:\d+|[a-z]+) votes? to (?:\d+|[a-z]+)"
_HOW = (
    rf"(?:,?\s*(?:unanimously|{_MAJORITY}|{_VOTES}|nem\.? ?con\.?|with [^:;.]{{0,60}}abst[a-z]+|\([^)]{{0,120}}\)),?)"
    r"{0,2}"
)
_TO = r"\s*(?:(?P<to>to|that)\b)?\s*(?P<colon>[:;–-])?\s*"
_BY = r"\s+by\s+[^.:;]{2,80}?,?\s*(?:and\s+)?"
_MOVED = rf"(?:(?:moved|proposed){_BY}(?:duly\s+)?seconded{_BY}(?:(?:it\s+)?was\s+)?)?"
# What must follow "resolved", so that troubles which were resolved decide nothing.
_THEN = r"(?=,?\s*(?:[:;(–-]|$|(?:to|that|unanimously|by|nem)\b|with\s[^:;.]{0,40}abst))"
_NOT_TOLD = r"(?<!\bthat )(?<!whether )(?<!\buntil )(?<!\bwhich )(?<!\bwhen )(?<!\bhad )"
_IT_WAS = (
    rf"{_NOT_TOLD}\b[Ii]t\s+was\s+(?:(?:then|therefore|accordingly)\s+)?{_MOVED}(?:(?:unanimously|also|further)\s+)?"
)
_ALONE = rf"(?:^|(?<=[.;:]\s))(?:{_MOVED}RESOLVED|[Rr]esolved{_THEN})"
_BODY = r"\b(?:[Cc]ommittee|[Bb]oard|[Pp]anel|[Cc]abinet|[Cc]ouncil|[Mm]embers)\s+(?:(?:unanimously|then)\s+)?"
RESOLVED = Wording(
    rf"(?:{_IT_WAS}(?:RESOLVED|[Rr]esolved{_THEN})|{_ALONE}|{_BODY}(?:RESOLVED|resolved{_THEN})){_HOW}{_TO}",
    reads=(
        "It was resolved unanimously to:",
        "RESOLVED that",
        "It was moved by Cllr Elm, seconded by Cllr Ash and RESOLVED that:",
        "The Committee resolved by a majority to:",
    ),
    leaves=(
        "the issue was resolved with the provider",
        "Members asked how complaints were resolved.",
        "It was resolved with the provider that the rate would rise.",
        "Asked whether it was resolved to close it",
    ),
    exact=True,
    at="anywhere",
)
AGREED = Wording(
    rf"(?:^(?:AGREED|ORDERED|DECISIONS?|Decisions?(?=\s*:)|Agreed(?=\s*(?:that\b|to\b|:|unanimously|\()))"
    rf"|^[Ii]t\s+was\s+{_MOVED}(?:unanimously\s+)?(?:AGREED|agreed)"
    r"|^(?:The\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:Committee|Board|Panel|Cabinet|Council)\s+(?:unanimously\s+)?"
    rf"(?:agreed|decided)(?=[^.]{{0,40}}:\s*$)){_HOW}{_TO}",
    reads=(
        "AGREED that the report be noted.",
        "The Roads Committee agreed unanimously to:",
        "It was agreed unanimously to:",
        "Decision:",
        "Agreed: to note the report.",
    ),
    leaves=("Agreed the need for a review.", "Officers agreed to report back.", "The Committee agreed to note it."),
    exact=True,
    at="anywhere",
)
CORRECT = Wording(
    r"\bminutes\b.{0,200}?\b(?:agreed|approved|confirmed|accepted|signed|received)\b.{0,80}?(?:record|accurate"
    r"|correct|signed|chair|approved|$)",
    reads=(
        "The minutes of the meeting held on 4 May 2022 were agreed as a correct record.",
        "The minutes of the previous meeting were agreed as accurate.",
    ),
    leaves=("Officers agreed to circulate the record.",),
    at="anywhere",
)
OWN_OUTCOME = Wording(
    r"(?:(?:the\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:committee|members|board|panel|cabinet|council)\s+(?:unanimously\s+)?"
    r"(?:noted|agreed|approved|endorsed|received and noted|considered and noted|accepted)\b"
    r"|(?:the|this|that)\s+[^.,;]{3,80}?\s(?:was|were|be)\s+(?:unanimously\s+)?(?:noted|agreed|approved|endorsed)\b)",
    reads=(
        "The Committee noted the report.",
        "The agenda plan was noted.",
        "Members noted the update and thanked officers.",
    ),
    leaves=("The Chairwoman noted that demand rose.", "Officers noted the concern."),
    at="start",
)
NOT_AN_OUTCOME = Wording(
    r"\bapologies\b|\bdeclar|\bpetition|\bpublic (?:forum|question|participation)|\bamendment\b",
    reads=("The apologies were noted.", "The public forum was noted."),
    leaves=("The report was noted.",),
    at="anywhere",
)
NARRATIVE = Wording(
    r"(?:the (?:committee|chair\w*|vice|meeting|members?|leader)|councillors?|cllr|officers?|members?|in (?:response"
    r"|discussion|presenting)|during|following|a member|one member)\b",
    reads=("The Chairwoman thanked officers.", "Members asked about staffing.", "In response to a question"),
    leaves=("the contract be awarded", "note the report"),
    at="start",
)
ACTS = Wording(
    r"(?:to\s+)?(?:approve|agree|note|delegate|endorse|authori[sz]e|request|recommend|support|comment|receive|accept"
    r"|adopt|confirm|appoint|consider|review|award|refer|ask|invite|instruct|extend)\b",
    reads=("Approve the award.", "note the report", "to delegate authority"),
    leaves=("The contract was approved.",),
    at="start",
)
SIGNED = Wording(
    r"(?:chair(?:man|woman|person)?|signed\b.*|dated?\b.{0,30}|\(?chair\w*\)?[ .…_]*|action:?|[.…_ ]+)",
    reads=("Chairwoman", "Signed: ........", "ACTION"),
    leaves=("Chairwoman to write to the Minister",),
    at="whole",
)
VOTED = Wording(
    r"[\[(]?\s*(?:voting|votes?|recorded vote|for\s*[:=–-]?\s*\d|in favour\s*:|(?:on|upon) being put"
    r"|(?:the )?(?:motion|recommendations?|proposal|resolution) (?:was|were) (?:then )?(?:put|carried|duly carried)"
    r"|\d+ (?:votes? |members? )?(?:in favour|for\b(?! the))|by \d+ votes? to)\b",
    reads=(
        "Voting: 6 for, 2 against",
        "For: 6; Against: 2",
        "[Votes: 5 in favour]",
        "6 in favour, 4 against, 1 abstention",
        "The motion was put to the vote and carried by 6 votes to 4",
    ),
    leaves=("for six months",),
    at="start",
)


# "The Committee agreed to note …": what follows says what was agreed; not so "The Committee noted …".
AGREED_TO = re.compile(
    r"(?:the\s+)?(?:[A-Z][\w-]+\s+){0,3}(?:committee|members|board|panel|cabinet|council)\s+(?:unanimously\s+)?agreed\s+"
    r"(?=(?:unanimously\s+)?(?:to|that)\b)",
    re.IGNORECASE,
)
# A lead-in that carries no action of its own and is not repeated before each limb: "to", "that the Roads Committee:".
NO_ACTION = re.compile(
    r"[\s:–-]*(?i:to|that)?[\s:–-]*"
    r"(?:(?:the\s+)?(?:[A-Z][\w'’&-]*\s+(?:and\s+|of\s+|for\s+)?){0,8}(?:Committee|Board|Panel|Cabinet|Council|Authority))?[\s:–-]*"
)
