"""How reports name what was cleared, by whom and with what answer, outside a form of questions."""

from __future__ import annotations

import re

from ingest.extract.words.wordings import Wording

_LEFT_OUT = (
    r"(?:significant|implications?|comments?|advice|clearance|cleared?|cleared (?:by|with)|consulted|consultation"
    r"|sign(?:ed)?-?\s?off|approval|approved|agreed|considerations?|issues?|officers?|team|department|services?|division|adviser|advisor"
    r"|business partner|partner|representative|lead|manager|head|director|assistant|deputy|chief|corporate|strategic"
    r"|executive|service|group|interim|section|by|of|the|from|for|and|on|to|with|name|given|provided|risk|risks|value|money"
    r"|impacts?|assessment|analysis|governance|council(?:’s|'s)?|statutory|member|officer|completed|confirmed|been|has)"
)
# What is left of a short label ("Comments of the Head of Legal Services") says the aspect.
SHORT = {
    "Finance": r"financ(?:e|es|ial)|resources?|s(?:ection|ec|\.)?\s?151|s151|treasurer|accountan(?:t|cy)|vfm|budget",
    "Procurement": r"procurement|contractual|commercial|contracts?",
    "Legal": r"legal|law|monitoring|solicitor|democratic",
    "Equality": r"equalit(?:y|ies)|diversity|inclusion|eqia|eia|edi",
    "Communications": r"communications?|comms|engagement|media|press|marketing",
    "Localism": r"localism|local|ward",
    "Public Health": r"public health",
}
_NAMED = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in SHORT.items()}
_OTHER = re.compile(r"human resources|\bhr\b|water resources|natural resources|democratic services", re.IGNORECASE)
_FILLER = re.compile(rf"\b{_LEFT_OUT}\b|[^\w\s]", re.IGNORECASE)
LONGEST_LABEL = 90

FORM_HEADING = Wording(
    r"(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:(?:report |officer |statutory officer |professional |internal )?"
    r"(?:clearances?|sign[- ]?offs?|approvals?|clearance (?:form|checklist|process|table|record)"
    r"|consultees?|consultations?)"
    r"(?: (?:record|form|of officers|with officers|and (?:clearance|approvals?|sign[- ]?off)|undertaken|checklist))?"
    r"|(?!(?:have|has|did|was|were)\b)(?:[\w’'/,-]+ ){0,5}(?:cleared|clearances?|sign(?:ed)?[- ]off)"
    r"(?: (?:by|and|of|from|with|for|the|this|report"
    r"|officers?|consultation|approvals?|details|information|following)){0,5}"
    r"|officers? consulted|consulted officers|(?:officer|internal) consultees|report (?:cleared|approved) by"
    r"|(?:this report (?:has been|was) )?(?:cleared|signed off|approved) by|statutory officers?(?: comments?)?"
    r"|financ(?:e|ial) and legal clearance|legal and financ(?:e|ial) clearance)\s*[:.]?",
    reads=["6. Clearances", "Officer clearance", "Sign-off", "Consultees:", "Report cleared by:"],
    leaves=["Consultation was carried out in May", "Public consultation", "Cleared land"],
    at="whole",
)  # fmt: skip
FORM_END = Wording(
    r"(?:\d{1,2}(?:\.\d)?[.)]?\s+)?(?:source|background|append(?:ix|ices)|contact|report author|annex|recommendation"
    r"|list of)\b",
    reads=["Background papers: None", "Appendix A", "8. Background papers"],
    leaves=["Finance: Jane Dow"],
    at="start",
)
ANSWER = Wording(
    r"\s*(?:(?P<open>yes\s*(?:or|/)\s*no)\b|(?P<na>n/?a\b|not applicable|not required|none required)"
    r"|(?P<no>no\b(?! (?:significant|implications?|impact|comments?|issues?|concerns?))"
    r"|not (?:yet )?(?:cleared|approved))"
    r"|(?P<yes>yes\b|y$|[✓✔☑]|cleared\b(?! by:?\s*$)|approved\b|agreed\b|signed off\b))",
    reads=["Yes", "N/A", "Not applicable", "Yes – Jane Dow", "Cleared 4 May 2021"],
    leaves=["Notified", "No comments", "Jane Dow"],
    at="start",
)
_ASPECT_WORDS = (
    r"(?:financ(?:e|ial)|legal|procurement|equalit(?:y|ies)|resource|public health|communications?|localism|statutory"
    r"|contractual|equality and diversity|section 151|s151)"
)
_WHO = r"(?P<who>(?-i:[A-Z])[^;\n]{2,80})"
_CLEARED = ("cleared", "signed off", "sign-off", "sign off", "approved", "verified")
# "Financial implications cleared by: Jane Dow, 4 May 2021"; over a line's end too.
CLOSED_BY = Wording(
    rf"\b(?P<aspect>{_ASPECT_WORDS}(?:[ /,&]+(?:and )?(?:{_ASPECT_WORDS}|risk|diversity|governance)){{0,3}}"
    r"(?: (?:implications?|comments?|advice|considerations|issues|clearance))?(?: officer)?)\s*"
    rf"(?:(?:have|has) been |were |was |is |are )?(?:cleared|signed off|sign[- ]off|approved|verified) by"
    rf"\s*:?\s*(?:the )?{_WHO}",
    reads=["Financial implications cleared by: Jane Dow, 4 May", "Legal implications have been cleared by Jane Dow"],
    leaves=["The finance was approved by the bank", "legal advice was sought"],
    needs=_CLEARED,
    at="anywhere",
)  # fmt: skip
BY_ASPECT = Wording(
    rf"\b(?:cleared|signed off|approved) (?:by|with) (?:the )?(?P<aspect>(?:Head of |Director of )?{_ASPECT_WORDS}"
    rf"(?: services?| officer| team)?)\s*(?::|\(|–|-)\s*{_WHO}",
    reads=["Cleared by Finance: Jane Dow", "Cleared with Legal Services (Jane Dow)"],
    leaves=["Cleared by Finance on 4 May", "approved by Legal"],
    needs=_CLEARED,
    at="anywhere",
)

# A question of the report as a whole: "Has this report been cleared by Finance? Yes – Jane Dow".
ASKED = Wording(
    r"(?:have|has|had|did|was|were|is) (?P<about>[^?]{4,110}?)\?\s*(?:[:–-]\s*)?(?P<answer>.{0,120})",
    reads=["Has this report been cleared by Finance? Yes", "Has the Monitoring Officer cleared this report?"],
    leaves=["Has anybody asked", "Finance?"],
    at="whole",
)
CLEARING = re.compile(r"\b(?:clear(?:ed|ance)|signed[- ]off|consulted|approved|agreed)\b", re.IGNORECASE)


def named_aspect(words: str) -> str | None:
    """Which of the seven aspects a short label or a post names ("Comments of the Monitoring Officer"); None for others.

    A label that names two ("Legal and Finance") says neither for sure, and gives the first one printed.
    """
    bare = re.sub(r"^\(?(?:\d{1,2}(?:\.\d{1,2})?|[a-z])[.)]\s*", "", words).strip(" :.")
    if not bare or len(bare) > LONGEST_LABEL or _OTHER.search(bare):
        return None
    found = [(match.start(), name) for name, pattern in _NAMED.items() if (match := pattern.search(bare))]
    if not found:
        return None
    name = min(found)[1]
    rest = _FILLER.sub(" ", _NAMED[name].sub(" ", bare))
    others = [pattern for other, pattern in _NAMED.items() if other != name]
    for pattern in others:
        rest = pattern.sub(" ", rest)
    return name if len(rest.split()) <= 2 else None


def cleared_in(answer: str) -> str | None:
    """Yes, No or N/A as an answer opens; None for a form left with "Yes or No", and for other words."""
    found = ANSWER.match(answer)
    if not found or found["open"]:
        return None
    return "Yes" if found["yes"] else "N/A" if found["na"] else "No"
