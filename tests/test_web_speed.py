"""What makes the server quick, and changes nothing that it says."""

from __future__ import annotations

import threading
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interfaces.pictures.svg import Picture
from interfaces.web import warming
from interfaces.web.app import create_app
from interfaces.web.settings import Settings
from interfaces.web.views import environment, read_templates
from kg.base import Base
from queries.families import ties_of
from queries.front import front
from queries.library import Library
from queries.standings import FACTS, read_facts


@given(st.text(), st.text(), st.text())
def test_a_picture_is_written_as_xml_libraries_write_it(name: str, told: str, kind: str) -> None:
    picture = Picture(200, 80, name, told)
    picture.begin(kind, told)
    picture.words(3, 4, name, bold=True)
    picture.line([(1, 2), (3.25, 4)], dashed=True)
    assert picture.inline() == tostring(picture._root, encoding="unicode")


def test_facts_kept_of_all_contracts_say_the_same_of_each_as_those_read_for_it_alone(base: Base) -> None:
    alone, kept = Library(base, public=True), Library(base, public=True)
    contracts = read_facts(kept).contracts
    assert kept.has(FACTS)
    assert contracts
    for contract in contracts:
        assert read_facts(kept, [contract]) == read_facts(alone, [contract])
    assert not alone.has(FACTS)


def test_nobody_waits_for_what_pages_of_a_new_generation_share(base: Base) -> None:
    app = create_app(Settings(base))
    library = app.state.editions.current.library()
    assert library.has(FACTS)
    assert library.has("ties")
    assert library.has("the first page")
    assert (ties_of(library), front(library)) == (ties_of(library), front(library))


def test_a_generation_that_takes_long_to_prepare_is_shown_all_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, others = threading.Event(), list[Library]()
    monkeypatch.setattr(warming, "MADE", (lambda _: done.wait(20), others.append))
    warming.warm(library, seconds=0.01)
    assert not done.is_set()
    done.set()
    assert not others


def test_all_templates_can_be_read_beforehand() -> None:
    read_templates()
    assert len(environment().cache or ()) >= len(environment().list_templates())
