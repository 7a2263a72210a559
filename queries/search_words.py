"""What a person means by what they type into the search box, where the query language alone would not know it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import BadQuery

if TYPE_CHECKING:
    from index.query_tree import Query

ASKING: Final = frozenset(["who", "what", "when", "where", "which", "why", "how", "did", "was", "were", "has", "have"])
# Stems of words that a question has and its answer need not: minutes say "resolved", not "decided".
OF_QUESTIONS: Final = frozenset(["decid", "decis", "happen"])
MINUTE: Final = re.compile(
    r"(?:minutes?|item|min\.?)\s{1,3}(?:no\.?\s{0,3})?(?P<number>\d[\w.()/]{0,20})", re.IGNORECASE
)


def read(words: str) -> tuple[Query | None, str | None]:
    """A query as it is meant, and a sentence where it is only read as plain words; None where there are none."""
    from index.query import parse

    if not words.strip():
        return None, None
    try:
        return _without_question(parse(words)), None
    except BadQuery as error:
        return plain(words), str(error)


def plain(words: str) -> Query | None:
    """A query's plain words, whatever signs stand between them; None if there are none."""
    from index.query import LONGEST, parse
    from index.words import folded

    found = folded(words[:LONGEST])
    return parse(" ".join(found)[:LONGEST]) if found else None


def minute(words: str) -> Query | None:
    """`minute 98` as the item of that number; None where something else was typed."""
    from index.query import parse

    found = MINUTE.fullmatch(words.strip())
    return replace(parse(f'minute:"{found["number"]}"'), text=words) if found else None


def needs_all(query: Query) -> bool:
    """Whether a passage that answers has every word of the query."""
    from index.query_tree import And, Words

    parts = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    return all(isinstance(part, Words) for part in parts)


def _without_question(query: Query) -> Query:
    """A question by its matter: "who decided about the day centre" is a search for the day centre."""
    from index.query_tree import And, Words
    from index.words import folded, stem

    begins = folded(query.text[:100])[:1]
    if not isinstance(query.tree, And) or not begins or begins[0] not in ASKING:
        return query
    kept = tuple(
        part
        for part in query.tree.parts
        if not (
            isinstance(part, Words) and not part.field and len(part.words) == 1 and stem(part.words[0]) in OF_QUESTIONS
        )
    )
    return replace(query, tree=And(kept) if len(kept) > 1 else kept[0]) if kept else query
