"""Passages, the units of full-text search, and the things that they mention."""

from __future__ import annotations

import re
from typing import Final

from kg import ids, names
from kg.identity import PaperNames
from kg.mentions import KindsOfPeople
from kg.project.sheet import Sheet
from kg.records import Contract, Passage, PersonMention, Provider, Reading, Scheme
from kg.vocabulary import Has, Kind

SHORTEST_NAME: Final = 4


class Mentions:
    """Which of a paper's own things a passage names, word for word, case and punctuation apart."""

    def __init__(self, reading: Reading, paper_names: PaperNames) -> None:
        self._things: dict[str, str] = {}
        kinds = KindsOfPeople(reading)
        for record in reading.records:
            match record:
                case Contract(name=name, aliases=aliases):
                    self._note(paper_names.contract(name), name, *aliases)
                case Scheme(name=name, ref=ref, aliases=aliases):
                    self._note(paper_names.scheme(name, ref), name, *aliases, *([ref] if ref else []))
                case Provider(name=name, aliases=aliases):
                    self._note(paper_names.provider(name), name, *aliases)
                case PersonMention(name=name, kind=kind) if len(name.split()) > 1:
                    self._note(paper_names.person(name, kinds.of(name, kind)), name)
        longest_first = sorted(self._things, key=lambda form: (-len(form), form))
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b") if longest_first else None

    def _note(self, iri: str, *forms: str) -> None:
        for form in map(names.fold, forms):
            if len(form) >= SHORTEST_NAME or any(letter.isdigit() for letter in form):
                self._things.setdefault(form, iri)

    def of(self, passage: Passage) -> tuple[str, ...]:
        """The IRIs of the things that a passage names, in order."""
        if self._pattern is None:
            return ()
        found = self._pattern.findall(names.fold(passage.text))
        return tuple(dict.fromkeys(self._things[form] for form in found))


def passages(sheet: Sheet) -> None:
    """Write a paper's passages; their words are in the text index and the archive."""
    mentions = Mentions(sheet.reading, sheet.names)
    for passage in sheet.reading.passages:
        iri = ids.passage(sheet.paper_iri, passage.start, passage.end)
        sheet.kind(iri, Kind.PASSAGE)
        sheet.link(iri, Has.PAPER, sheet.paper_iri)
        sheet.number(iri, Has.PAGE, passage.page)
        sheet.add(iri, Has.PRINTED_PAGE, passage.printed_page)
        sheet.number(iri, Has.START, passage.start)
        sheet.number(iri, Has.END, passage.end)
        sheet.add(iri, Has.HEADING, passage.heading)
        sheet.add(iri, Has.NUMBER, passage.number)
        for thing in mentions.of(passage):
            sheet.link(iri, Has.MENTIONS, thing)
