"""The text patterns of a query: found among its statements, checked, searched, and made into VALUES clauses."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from kg.errors import BadQuery
from kg.sparql import place
from kg.vocabulary import SEARCH, XSD
from queries.sparql_groups import Dataset, Group, Groups, Node, Property, Statement
from queries.sparql_tokens import Token, words_of_string
from queries.text_values import MOST, Pattern, Search, Searches

if TYPE_CHECKING:
    from index.engine import TextReader

BOUND: Final = 1_000  # passages that a pattern brings into a query, unless it says how many
TOGETHER: Final = 20_000  # that all patterns of a query may ask for: each is some 400 characters for the engine to read
MATCHES: Final = SEARCH + "matches"
# What a search says of a passage, in the order of the list form.
COLUMNS: Final = ("passage", "score", "snippet", "page", "paper")
SAID: Final = {SEARCH + name: name for name in COLUMNS[1:]}
QUOTES: Final = "the words to find must stand in quotes"


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start to end of the user's query, and what stands there for the engine."""

    start: int
    end: int
    text: str


def original(at: int, edits: Iterable[Edit]) -> int:
    """The character of the user's query that a character of the engine's comes from."""
    grown = 0
    for edit in edits:
        if at < edit.start + grown:
            break
        if at < edit.start + grown + len(edit.text):
            return min(at - grown, max(edit.end - 1, edit.start))
        grown += len(edit.text) - (edit.end - edit.start)
    return at - grown


def edits_of(
    query: str, reader: TextReader, bound: int, dataset: Dataset | None
) -> tuple[tuple[Edit, ...], tuple[Search, ...]]:
    """What to change in a query, in order, and what was searched for it."""
    groups = Groups(query)
    found = _Finder(groups, query)
    found.check_leftovers()
    if sum(pattern.limit or bound for pattern in found.patterns) > TOGETHER:
        raise BadQuery(
            f"The searches of this query ask for more than {TOGETHER:,} passages together: ask in several queries.",
            *place(query, found.patterns[-1].token.start),
        )
    index = Searches(query, reader, bound, dataset or groups.dataset)
    values = [Edit(pattern.at, pattern.at, index.values(pattern)) for pattern in found.patterns]
    return tuple(sorted([*values, *found.removed], key=lambda edit: (edit.start, edit.end))), index.searches


class _Finder:
    """The text patterns of a query's groups, and the spans that they leave."""

    def __init__(self, groups: Groups, query: str) -> None:
        self._groups = groups
        self._query = query
        self._used: set[int] = set()  # where names of ours stand that were understood
        self.patterns: list[Pattern] = []
        self.removed: list[Edit] = []
        for group in groups.groups:
            self._group(group)

    def check_leftovers(self) -> None:
        """Raise BadQuery for a name of ours where none can be: in a path, an expression, as subject or object."""
        for token in self._groups.elsewhere():
            iri = self._groups.names.iri(token) or ""
            if not iri.startswith(SEARCH) or token.start in self._used:
                continue
            if iri != MATCHES and iri not in SAID:
                names = ", ".join(f"kg:{name}" for name in ("matches", *SAID.values()))
                self._fail(token, f"There is no {token.text}: text search knows {names}.")
            self._fail(
                token,
                f"{token.text} is a property by itself, of a variable or a passage: it cannot stand in a path, in an "
                "expression, in square brackets, or as subject or object.",
            )

    def _fail(self, token: Token, message: str) -> NoReturn:
        raise BadQuery(message, *place(self._query, token.start))

    def _group(self, group: Group) -> None:
        sought = [(statement, each) for statement in group.statements for each in self._ours(statement, (MATCHES,))]
        said = [(statement, each) for statement in group.statements for each in self._ours(statement, SAID)]
        taken: set[int] = set()
        for statement, each in sought:
            if self._groups.templated:
                self._fail(each.token, "CONSTRUCT WHERE cannot search text: write what to construct in braces.")
            partners = [pair for pair in said if self._belongs(pair, statement, sought)]
            taken.update(pair[1].token.start for pair in partners)
            for node in each.objects:
                self._pattern(group, statement, node, [pair[1] for pair in partners])
        for _, each in said:
            if each.token.start not in taken:
                self._fail(each.token, self._unsaid(each, sought))
        for statement in group.statements:
            self._remove(statement)

    def _ours(self, statement: Statement, names: Container[str | None]) -> Iterator[Property]:
        for each in statement.properties:
            if each.iri in names:
                self._used.add(each.token.start)
                yield each

    def _belongs(
        self, pair: tuple[Statement, Property], statement: Statement, sought: Sequence[tuple[Statement, Property]]
    ) -> bool:
        """Whether a score, say, is that of a search: the only one of the same subject in its statement, or group."""
        said, each = pair
        if _subject(said) is None or _subject(said) != _subject(statement):
            return False
        near = [other for other, _ in sought if other is said]
        same = near or [other for other, _ in sought if _subject(other) == _subject(said)]
        searches = sum(len(found.objects) for other, found in sought if any(other is one for one in same))
        if searches > 1:
            self._fail(
                each.token,
                f"Of which search is this the {each.token.text}? Two are of this subject: use the list form, "
                '(?passage ?score) kg:matches "words".',
            )
        return not near or said is statement

    def _unsaid(self, each: Property, sought: Sequence[tuple[Statement, Property]]) -> str:
        return (
            f"{each.token.text} needs a search of the same subject in the same group: "
            f'?passage kg:matches "words" ; {each.token.text} ?x .'
        )

    def _pattern(self, group: Group, statement: Statement, node: Node, said: Sequence[Property]) -> None:
        words, limit = self._sought(node)
        columns = [*self._subject_columns(statement), *(pair for each in said for pair in self._said(each))]
        columns += self._graph_column(group.graph, columns)
        names = [name for name, _ in columns]
        for name in names:
            if names.count(name) > 1:
                self._fail(statement.subject.token, f"?{name} cannot take two things of one search.")
        iri = statement.subject.iri
        text = words_of_string(words.text)
        self.patterns.append(Pattern(statement.block, text, words, limit, iri, group.graph, tuple(columns)))

    def _subject_columns(self, statement: Statement) -> list[tuple[str, str]]:
        subject = statement.subject
        if subject.variable:
            return [(subject.variable, "passage")]
        if subject.kind == "list":
            return self._listed(statement)
        if subject.iri is None:
            self._fail(subject.token, "What kg:matches finds is a variable, a passage's IRI, or a list of variables.")
        return []

    def _listed(self, statement: Statement) -> list[tuple[str, str]]:
        parts = statement.subject.parts
        variables = [part.variable for part in parts if part.variable]
        if len(variables) < len(parts) or not 1 <= len(parts) <= len(COLUMNS):
            self._fail(
                statement.subject.token,
                "The list before kg:matches has one to five variables: (?passage ?score ?snippet ?page ?paper).",
            )
        for each in statement.properties:
            if each.iri != MATCHES:
                self._fail(
                    each.token,
                    "After a list only kg:matches can stand: write other properties of ?passage by themselves.",
                )
        return list(zip(variables, COLUMNS, strict=False))

    def _said(self, each: Property) -> Iterator[tuple[str, str]]:
        for node in each.objects:
            if node.variable is None:
                self._fail(node.token, f"{each.token.text} needs a variable; compare it in a FILTER.")
            yield node.variable, SAID[each.iri or ""]

    def _graph_column(self, graph: Node | None, columns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Inside GRAPH ?g a passage is its own paper's: the paper's IRI is the graph's."""
        if graph is None or graph.variable is None or (graph.variable, "paper") in columns:
            return []
        return [(graph.variable, "paper")]

    def _sought(self, node: Node) -> tuple[Token, int | None]:
        """The words, and how many passages are asked for."""
        if node.kind != "list":
            return self._words(node), None
        if not node.parts:
            self._fail(node.token, f'{_capital(QUOTES)}: kg:matches ("words" 50).')
        words = self._words(node.parts[0])
        if len(node.parts) == 1:
            return words, None
        number = node.parts[1].token
        count = int(number.text) if number.kind == "number" and number.text.isdecimal() and len(number.text) < 9 else 0
        if len(node.parts) > 2 or not 1 <= count <= MOST:
            wrong = node.parts[2].token if len(node.parts) > 2 else number
            self._fail(wrong, f"After the words comes how many passages to join, a number from 1 to {MOST:,}.")
        return words, count

    def _words(self, node: Node) -> Token:
        plain = node.suffix in ("", XSD + "string") or node.suffix.lower().startswith("@en")
        if node.kind != "string" or not plain:
            self._fail(node.token, f'{_capital(QUOTES)}{self._hint(node)}: kg:matches "words".')
        return node.token

    def _hint(self, node: Node) -> str:
        if node.kind == "string":
            return ", without a language or a type behind them"
        if node.iri:
            return ", and no property before them (all of a passage is searched; a field stands with the words)"
        return ""

    def _remove(self, statement: Statement) -> None:
        """Take ours out of a statement; all of it, with its dot, where nothing else is left."""
        kept = [each for each in statement.properties if each.iri != MATCHES and each.iri not in SAID]
        if len(kept) == len(statement.properties):
            return
        if not kept:
            self._blank(statement.subject.token.start, statement.end)
            return
        # No `;` may come before the first property that is left; between later ones there may be several.
        self._blank(statement.properties[0].token.start, kept[0].token.start)
        for each in statement.properties:
            if each not in kept and each.token.start > kept[0].token.start:
                self._blank(each.token.start, each.end)

    def _blank(self, start: int, end: int) -> None:
        if start < end:
            blank = "".join(letter if letter in "\r\n" else " " for letter in self._query[start:end])
            self.removed.append(Edit(start, end, blank))


def _subject(statement: Statement) -> tuple[str, str] | None:
    """By what two statements have the same subject; that of a list is its first variable."""
    subject = statement.subject.parts[0] if statement.subject.parts else statement.subject
    if subject.variable:
        return "?", subject.variable
    return ("<>", subject.iri) if subject.iri else None


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
