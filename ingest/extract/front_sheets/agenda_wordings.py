"""What front sheets say around an agenda's items and in them: its head and end, pages, notes, groups' headings."""

from __future__ import annotations

import re

from ingest.extract.words.wordings import Wording

AGENDA = Wording(
    r"(?:a ?g ?e ?n ?d ?a(?: items?)?|(?:order|items?|list|schedule) of (?:the )?business"
    r"|business(?: to be transacted)?"
    r"|agenda of business)(?:\W{1,4}(?:part\s+(?:[a-d12]|i{1,2}|one|two)\b.{0,40}|open.{0,30}|public.{0,30}))?\W{0,2}",
    reads=("AGENDA", "Agenda:", "A G E N D A", "AGENDA – PART 1", "Order of Business"),
    leaves=("Agenda Item No: 2", "The agenda was agreed"),
    at="whole",
)
AFTER = Wording(
    r"(?:the\s+.{3,90}\s+comprises\b|for (?:more|further) information|membership\b|members(?: of the committee)?\s*:"
    r"|(?:committee )?members:"
    r"|councillors?\b|cllrs?\b|clerk\b|contact\b|membership of|quorum\b|the county council is committed)",
    reads=(
        "The Roads Board comprises the following members:",
        "For more information about this meeting",
        "Councillor A Pine",
    ),
    leaves=("Apologies for absence", "Contracts Register"),
    at="start",
)
PAGES = re.compile(
    r"(?:\(\s*(?:pages?|pp\.?)?\s*)?(?P<first>\d{1,4})(?:\s*(?:[-–—]|to)\s*|\s+)(?P<last>\d{1,4})\)?\s*\|?$",
    re.IGNORECASE,
)
PAGES_WITHIN = re.compile(r"\s(?P<first>\d{1,4})\s*[-–]\s*(?P<last>\d{1,4})(?=\s+(?:\d{1,2}[a-z]?[.)]?\s+)?[A-Z])")
FIRST_ITEM = re.compile(r"(?:(?:Agenda )?(?:Item|ITEM) )?(?:A1|1)[.):]?(?:\s+(?=\W{0,3}[A-Z])|(?=[A-Z][a-z])|$)")
# Numbers that do not count from 1: "A1", "B2", "12/22".
ODD_NUMBER = re.compile(r"(?P<number>[A-H]\d{1,2}|\d{1,3}/\d{2,4}(?:[-/]\d{2})?)[.):]?\s+(?=[A-Z‘“'\"])")
ONE_PAGE = re.compile(r"\(\s*(?:pages?|pp?\.?)\s*(?P<first>\d{1,4})\s*\)\s*$", re.IGNORECASE)
# Dots that lead from a title to its page, and the page.
LEADERS = re.compile(
    r"\s?(?:\.{4,200}|(?:\s\.){4,100}|…{2,100})\s*(?:pages?\s*)?(?P<first>\d{1,4})?(?:\s*[-–]\s*(?P<last>\d{1,4}))?\s*$",
    re.IGNORECASE,
)
# A line this long was broken off by the page's width.
WIDE = 60
# So was a title this long, by its column's width.
NARROW = 35
YEAR = re.compile(r"(?:19|20)\d\d$")
NOTE = Wording(
    r"(?:guidance\b|https?:|www\.|members are\b|to (?:receive|note|consider|approve|confirm|agree|sign)\b|please\b"
    r"|report (?:of|by|from)\b"
    r"|\(?(?:report|copy|papers?|document)\b.{0,40}(?:attached|enclosed|follow|circulated)|any member\b|this (?:item"
    r"|is)\b|\[|open to\b|\*)",
    reads=(
        "Guidance on interests is on the web site",
        "http://council.example/x",
        "To receive any apologies",
        "Open to Public and Press",
    ),
    leaves=("Guided Walks Programme", "Minutes of the last meeting", "Reports on Care Homes"),
    at="start",
)
UNNUMBERED = Wording(
    r"date (?:and time )?of (?:the )?next meeting\b.{0,20}|any other (?:urgent )?business",
    reads=("Date of Next Meeting", "Date and time of the next meeting"),
    leaves=("Date: 4 May 2022",),
    at="whole",
)
GROUP = Wording(
    r"(?:(?:procedural|routine|standing|business|general|public|open|private|exempt|formal|opening|closing|main|other)"
    r" (?:items|business|matters)(?: .{0,30})?|section (?:[a-d]|\d)\b.{0,60}|part\s+(?:[a-d]|[12]|i{1,2}|one"
    r"|two)\b.{0,60}|(?:key |other |non-key )?decisions?|items? for .{3,40}"
    r"|information and monitoring"
    r"|(?:matters|items|reports) for (?:decision|information|discussion|determination).{0,20}|constitutional matters"
    r"|monitoring reports?"
    r"|exempt (?:items|information|business)|confidential (?:items|business)|(?:policy|performance"
    r"|overview) .{0,10}items)",
    reads=("Key Decisions", "PART B", "Items for information", "Information and Monitoring"),
    leaves=("Decision on the Care Contract", "Participation"),
    at="whole",
)
