"""A query's groups and the statements in them: where each triple stands, as far as finding a pattern in it needs.

Reads a query that the engine has read before, by descent through the brackets, and judges nothing: what it does not
follow is a `BadQuery` with its place. Expressions are walked through only for the groups of an EXISTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn
from urllib.parse import urljoin

from kg.errors import BadQuery
from kg.sparql import place
from kg.vocabulary import PREFIXES
from queries.sparql_tokens import Token, tokens, unescaped

OPENS: Final = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}
GROUP_WORDS: Final = ("OPTIONAL", "MINUS", "UNION", "LATERAL")


@dataclass(frozen=True, slots=True)
class Node:
    """A subject or object: its first token, its parts where it is a list, its IRI where it is one."""

    token: Token
    end: int
    kind: str
    iri: str | None = None
    parts: tuple[Node, ...] = ()
    suffix: str = ""

    @property
    def variable(self) -> str | None:
        """Its name, where it is a variable."""
        return self.token.text[1:] if self.kind == "variable" else None


@dataclass(frozen=True, slots=True)
class Property:
    """A property and its objects, from the one's first character to after the last's last; `iri` None for a path."""

    token: Token
    iri: str | None
    objects: tuple[Node, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject with its properties; `end` is after its dot, if it has one."""

    subject: Node
    properties: tuple[Property, ...]
    end: int
    block: int  # where the triples begin that stand together with it: nothing but FILTERs lies between


@dataclass(slots=True)
class Group:
    """What stands between two braces, without what stands in groups within it. `graph` is that of the GRAPH around."""

    graph: Node | None
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, where it or the call names them: `FROM`, and `FROM NAMED` for GRAPH."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(slots=True)
class Names:
    """What a query's prologue makes of names."""

    prefixes: dict[str, str] = field(default_factory=lambda: dict(PREFIXES))
    base: str = ""

    def iri(self, token: Token) -> str | None:
        """The IRI that a token is, or stands for; None for any other token."""
        if token.kind == "iri":
            written = unescaped(token.text[1:-1])
            return urljoin(self.base, written) + ("#" if written.endswith("#") else "") if self.base else written
        if token.kind != "name":
            return None
        prefix, local = token.text.split(":", 1)
        return self.prefixes[prefix] + unescaped(local) if prefix in self.prefixes else None


class Groups:
    """Reads a query; `groups` are all of its groups, `templated` whether a CONSTRUCT has its pattern as template."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._tokens = list(tokens(query))
        self._at = 0
        self.names = Names()
        self.groups: list[Group] = []
        self.templated = False
        self._from: dict[bool, list[str]] = {False: [], True: []}  # whether NAMED
        self.asides: list[tuple[int, int]] = []  # characters of templates and of data, in which nothing is sought
        self._prologue()
        self._body(None, whole=True)

    @property
    def dataset(self) -> Dataset | None:
        """The graphs that the query names; None where it is asked of all."""
        default, named = (tuple(self._from[each]) for each in (False, True))
        return Dataset(default, named) if default or named else None

    def elsewhere(self) -> Iterator[Token]:
        """The tokens of the query proper that are names: those of templates and data left out."""
        asides = iter([*self.asides, (len(self._query), len(self._query))])
        start, end = next(asides)
        for token in self._tokens:
            while token.start >= end < len(self._query):
                start, end = next(asides)
            if token.kind in ("iri", "name") and not start <= token.start < end:
                yield token

    # Tokens

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        if self._at == len(self._tokens):
            raise BadQuery("The query ends too early.", *place(self._query, len(self._query)))
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, *words: str) -> bool:
        token = self._next()
        return token is not None and token.says(*words)

    def _taken(self, *words: str) -> bool:
        """Whether the next token is one of these; it is taken then."""
        if not self._is(*words):
            return False
        self._at += 1
        return True

    def _lost(self, token: Token) -> NoReturn:
        where = place(self._query, token.start)
        raise BadQuery(f"A query with text search cannot be followed from “{token.text[:30]}” on.", *where)

    def _expect(self, sign: str) -> Token:
        token = self._take()
        return token if token.says(sign) else self._lost(token)

    def _over(self) -> Token:
        """Take a token and, where it opens a bracket, all to where that closes; give the last."""
        token = self._take()
        closing = [OPENS[token.text]] if token.kind == "sign" and token.text in OPENS else []
        while closing:
            token = self._take()
            if token.says(closing[-1]):
                closing.pop()
            elif token.kind == "sign" and token.text in OPENS:
                closing.append(OPENS[token.text])
        return token

    def _aside(self) -> None:
        """Pass by a template or data."""
        start = self._tokens[self._at - 1].start
        while not self._is("{"):
            self._take()
        self.asides.append((start, self._over().end))

    # The query, from outside in

    def _prologue(self) -> None:
        begin = 0
        while self._is("PREFIX", "BASE", "VERSION"):
            word, token = self._take(), self._take()
            if word.says("PREFIX"):
                self.names.prefixes[token.text[:-1]] = self.names.iri(self._take()) or ""
            elif word.says("BASE"):
                self.names.base = self.names.iri(token) or ""
            begin = token.end if not word.says("PREFIX") else self._tokens[self._at - 1].end
        self.asides.append((0, begin))

    def _body(self, graph: Node | None, *, whole: bool = False) -> None:
        """A query from its SELECT to its end, or a subquery to the brace that closes it."""
        while whole or not self._is("}"):
            token = self._next()
            if token is None:
                return
            if token.says("CONSTRUCT"):
                self._take()
                self._template()
            elif token.says("VALUES"):
                self._take()
                self._aside()
            elif token.says("{"):
                self._group(graph)
            elif self._take().says("FROM"):
                named = self._taken("NAMED")
                self._from[named].append(self.names.iri(self._take()) or "")

    def _template(self) -> None:
        if self._is("{"):
            self._aside()
        else:
            self.templated = True

    def _group(self, graph: Node | None) -> None:
        self._expect("{")
        if self._is("SELECT"):
            self._body(graph)
        else:
            self._patterns(Group(graph))
        self._expect("}")

    def _patterns(self, group: Group) -> None:
        """What stands in a group, one after the other."""
        self.groups.append(group)
        block = None
        while not self._is("}"):
            if self._taken("FILTER"):
                self._filter(group.graph)
            elif not self._taken("."):
                token = self._next() or self._take()
                if self._other(group):
                    block = None
                else:
                    block = token.start if block is None else block
                    group.statements.append(self._statement(block))

    def _other(self, group: Group) -> bool:
        """Take a pattern that is no statement, if one comes next."""
        if self._is("{"):
            self._group(group.graph)
        elif self._taken("GRAPH"):
            self._group(self._node())
        elif self._taken("BIND"):
            self._expression(group.graph)
        elif self._taken("VALUES"):
            self._aside()
        else:
            return self._taken(*GROUP_WORDS)
        return True

    def _filter(self, graph: Node | None) -> None:
        """A FILTER's condition: brackets, a function with brackets, or an EXISTS."""
        while not self._is("("):
            token = self._take()
            if token.says("EXISTS"):
                return self._group(graph)
            if token.kind not in ("word", "name", "iri"):
                self._lost(token)
        return self._expression(graph)

    def _expression(self, graph: Node | None) -> None:
        """What stands in round brackets; the only braces there are an EXISTS's."""
        self._expect("(")
        while not self._taken(")"):
            if self._is("("):
                self._expression(graph)
            elif self._is("{"):
                self._group(graph)
            else:
                self._take()

    # Statements

    def _statement(self, block: int) -> Statement:
        subject = self._node()
        properties = tuple(self._properties())
        end = self._tokens[self._at - 1].end
        if self._is("."):
            end = self._tokens[self._at].end
        return Statement(subject, properties, end, block)

    def _properties(self) -> Iterator[Property]:
        while not self._is(".", "}", "{", "]", "|}", *GROUP_WORDS, "GRAPH", "FILTER", "BIND", "VALUES"):
            if not self._taken(";"):
                yield self._property()

    def _property(self) -> Property:
        token = self._next() or self._take()
        iri = self._verb()
        objects = [self._object()]
        while self._taken(","):
            objects.append(self._object())
        return Property(token, iri, tuple(objects), self._tokens[self._at - 1].end)

    def _object(self) -> Node:
        node = self._node()
        while self._is("{|", "~"):  # RDF 1.2: what is said of the statement itself
            if self._taken("~"):
                node = self._node() if not self._is(".", ";", ",", "}", "]", "{|", "~", ")") else node
            else:
                self._over()
        return node

    def _verb(self) -> str | None:
        """A property's IRI; None for a variable, for `a` and for a path."""
        first, begun = self._next() or self._take(), self._at
        if first.kind == "variable" or first.says("A"):
            self._take()
            return None
        self._step()
        while self._taken("/", "|"):
            self._step()
        return self.names.iri(first) if self._at == begun + 1 else None

    def _step(self) -> None:
        """A step of a path."""
        while self._taken("^", "!"):
            pass
        token = self._next() or self._take()
        if token.kind not in ("iri", "name") and not token.says("(", "A"):
            self._lost(token)
        self._over()
        self._taken("?", "*", "+")

    def _node(self) -> Node:
        """A subject or object."""
        token = self._next() or self._take()
        if token.says("("):
            return self._list(self._take())
        if token.says("["):
            self._take()
            # Properties of a nameless thing: not walked into, a pattern of ours in there is none that we can answer.
            self._at -= 1
            return Node(token, self._over().end, "nameless")
        if token.says("+", "-"):
            self._take()
        self._over()
        if token.kind == "string":
            return self._literal(token)
        if token.kind == "sign" and token.text not in ("<<", "<<(", "+", "-"):
            self._lost(token)
        return Node(token, self._tokens[self._at - 1].end, token.kind, self.names.iri(token))

    def _literal(self, token: Token) -> Node:
        suffix = ""
        following = self._next()
        if following and following.kind == "language":
            suffix = self._take().text
        elif self._taken("^^"):
            suffix = self.names.iri(self._take()) or "?"
        return Node(token, self._tokens[self._at - 1].end, "string", suffix=suffix)

    def _list(self, opening: Token) -> Node:
        parts = []
        while not self._taken(")"):
            parts.append(self._node())
        return Node(opening, self._tokens[self._at - 1].end, "list", parts=tuple(parts))
