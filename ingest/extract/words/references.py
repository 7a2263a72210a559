"""References of savings and projects as papers print them, and their one spelling."""

from __future__ import annotations

import re

# "A/R.6.401", "AR 7.402", "A/R 6.512", "AR/ 6.523", "H/R. 6.534": a block's letter, R or C, table and line.
PLAN_REF = re.compile(
    r"\b(?P<block>[A-Z])\s?/?\s?(?P<kind>[RC])\s?[/.]?\s?(?P<table>\d{1,2})\s?\.\s?(?P<line>\d{2,3})(?!\d)"
)
# "TR004417", "PR000207", "ASC-23-014": letters, then figures.
CODE = re.compile(r"\b[A-Z]{2,5}(?:[-/ ]?\d{2,4}[-/.]\d{1,4}|[-/]?\d{3,7})\b")


def find_ref(text: str) -> re.Match[str] | None:
    """The first business-plan reference in some words."""
    return PLAN_REF.search(text)


def spelt(found: re.Match[str]) -> str:
    """A business-plan reference in its one spelling: "AR 7.402" is "A/R.7.402"."""
    return f"{found['block']}/{found['kind']}.{found['table']}.{found['line']}"


def parse_ref(text: str | None) -> str | None:
    """The reference in a field meant for one: a business-plan reference in its one spelling, else a code as printed."""
    if not text:
        return None
    found = PLAN_REF.search(text)
    if found:
        return spelt(found)
    code = CODE.search(text)
    return code[0] if code else None


def without_ref(title: str) -> str:
    """A title without the reference before or after it: "A/R.6.10 - Home First" is "Home First"."""
    bare = re.sub(rf"\s*[(\[]?\s*(?:{PLAN_REF.pattern})\s*[)\]]?\s*$", "", title)
    bare = re.sub(
        rf"^\s*(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', PLAN_REF.pattern)}|{CODE.pattern})\s*[-–—:]*\s*", "", bare
    )
    return bare.strip(" -–—:") or title.strip()
