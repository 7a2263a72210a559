"""Published notices are laid out so that people can read and quote them; other JSON, and damaged files, are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.paper import extract
from ingest.extract.passages import passages
from ingest.read.notices.json_file import leaves
from ingest.read.notices.words import day_of, lines_of, money, words_of
from ingest.read.reader import read
from kg.errors import Unreadable
from tests.notices import CLOSES, OPENS, as_bytes, award, package, page, pounds, release, supplier

SIMPLE = release(of_tender={"value": pounds(1250000)}, awards=[award("Tern Works Ltd", value=pounds(1234567.5))])


def test_a_release_is_a_page_of_labelled_lines() -> None:
    lines = page(SIMPLE).splitlines()
    assert lines[0] == "Award notice: North Quay repairs"
    assert "Buyer: Oswick Borough Council" in lines
    assert "Reference: OBC/21/7" in lines
    assert "Value: £1,250,000" in lines
    assert lines[lines.index("Award to Tern Works Ltd") :][:6] == [
        "Award to Tern Works Ltd",
        "Award: a1",
        "Status: active",
        "Date of award: 3 February 2021",
        "Supplier: Tern Works Ltd",
        "Value: £1,234,567.50",
    ]


def test_every_value_of_a_release_is_on_its_page() -> None:
    odd = release(
        awards=[
            award("Tern Works Ltd", contractPeriod={"startDate": OPENS, "endDate": CLOSES, "durationInDays": 1095})
        ],
        parties=[
            supplier("Tern Works Ltd", number="09990001", address={"locality": "Oswick"}, details={"scale": "sme"})
        ],
        planning={"budget": {"amount": pounds(7)}},
        somethingNew={"deep": [{"inIt": "a word of its own"}]},
    )
    document = read(as_bytes(odd))[0]
    assert {path for path, _ in leaves(odd)} == set(document.releases[0].places)
    assert "Something new, deep 1, in it: a word of its own" in document.text.splitlines()


def test_a_value_is_found_at_its_place() -> None:
    document = read(as_bytes(SIMPLE))[0]
    start, end = document.releases[0].places["awards", 0, "value", "amount"]
    assert document.text[start:end] == "Value: £1,234,567.50"


def test_its_type_is_json_and_each_release_is_a_part_of_the_paper() -> None:
    document, kind = read(as_bytes(package(SIMPLE, release(id="r2", tag=["contract"]))))
    assert kind == "application/json"
    assert [section.kind for section in divide(document)] == ["notice", "notice"]


RECORD = {"ocid": "ocds-w3xm9r-0042", "releases": [SIMPLE, release(id="r2")]}


@pytest.mark.parametrize(
    ("tree", "releases"),
    [
        (SIMPLE, 1),
        ([SIMPLE, SIMPLE], 2),
        (package(SIMPLE, release(id="r2")), 2),
        ({"version": "1.1", "records": [RECORD, RECORD]}, 4),
        (RECORD, 2),
        ({"records": [{"ocid": "o", "releases": [{"url": "https://x.example", "tag": ["award"]}],
                       "compiledRelease": SIMPLE}]}, 1),
        (package(SIMPLE, {"ocid": "ocds-x", "url": "https://x.example", "tag": ["award"]}), 1),
    ],
)  # fmt: skip
def test_releases_are_found_alone_and_in_packages_and_records(tree: object, releases: int) -> None:
    assert len(read(as_bytes(tree))[0].releases) == releases


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found_from_the_content(encoding: str) -> None:
    document = read(as_bytes(release(of_tender={"title": "Café £5"}), encoding))[0]
    assert "Title: Café £5" in document.text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"name": "no notice"}', r"it is data \(JSON\) and no paper; leave it out"),
        (b'{"ocid": 5, "tag": ["award"]}', r"it is data \(JSON\) and no paper"),
        (b'{"releases": [{"ocid": "o", "url": "https://x.example"}]}', "holds no release, only links or nothing; get"),
        (as_bytes(package(release(ocid=None))), "its OCDS releases have no ocid, the number of their contracting"),
        (as_bytes(release(ocid=" ")), "its OCDS releases have no ocid"),
        (b'{"tag": ["x"], "tender": ""}', r"it is data \(JSON\) and no paper"),
        (as_bytes(SIMPLE)[:-40] + b"]}", "breaks off or is damaged at line 1, character"),
        (as_bytes(SIMPLE)[:200], "breaks off or is damaged at line 1"),
        (b'{"ocid": "o", "tag": ["award"], "n": NaN}', "“NaN” where a number should stand; get it again"),
        (b'{"ocid": "o", "tag": ["award"], "n": ' + b"9" * 5000 + b"}", "a number of 5,000 figures; get it again"),
        (b'{"ocid": "o", "tag": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"ocid": "o", "tag": ["award"], "x": ' + b"[" * 60 + b"1" + b"]" * 60 + b"}", "nested too deeply"),
    ],
)
def test_what_is_no_notice_or_is_damaged_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(data)
    assert "\n" not in str(refused.value)


def test_of_a_name_that_stands_twice_the_last_is_read_and_the_other_is_told() -> None:
    data = as_bytes(SIMPLE).replace(b'"title": "North Quay repairs"', b'"title": "South Quay", "title": "North Quay"')
    document = read(data)[0]
    assert "Title: North Quay" in document.text
    assert document.releases[0].doubled == ("title",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One.\r\n\r\nTwo", ["One.", "Two"]),
        ("a tender.rnrnAdditional information: rnThe Council", ["a tender.", "Additional information:", "The Council"]),
        ("govern modern barns, Tarrn", ["govern modern barns, Tarrn"]),
        ("Stern.rn- one\u200b\x07 bullet", ["Stern.", "- one bullet"]),
        ("at oswick.example?ID=2343rn and a list ofrn lamps", ["at oswick.example?ID=2343", "and a list of", "lamps"]),
        ("lamp postsrn The lamps, £5M GBPrn and more; Turnrn", ["lamp posts", "The lamps, £5M GBP", "and more; Turn"]),
        ("a modern urn, worn and torn, in Auvergne", ["a modern urn, worn and torn, in Auvergne"]),
        ("its aimrn      o light by the tarn and the barn", ["its aim", "o light by the tarn and the barn"]),
        ("<table><tr><td>Lamps</td><td>Posts</td></tr></table>", ["Lamps Posts"]),
        ("<p>Health &amp; Safety</p><br/>for <b>all</b>", ["Health & Safety", "for all"]),
        ("3 < 5 and 7 > 6", ["3 < 5 and 7 > 6"]),
        ("\ud800", ["\ufffd"]),
        (" \n\t ", []),
    ],
)
def test_a_text_is_cut_at_its_breaks_and_has_no_mark_up(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("12500.5", "GBP", "£12,500.50"), ("1,250", "gbp", "£1,250"), ("lots", "GBP", "lots GBP"), (None, "GBP", None),
        ("7", "NOK", "7 NOK"), ("7", None, "7 (no currency given)"), ("-5", "GBP", "-5 GBP"),
        ("0.005", "EUR", "€0.005"),
    ],
)  # fmt: skip
def test_a_sum_is_written_with_its_currency(amount: str | None, currency: str | None, words: str | None) -> None:
    assert money(amount, currency) == words


@pytest.mark.parametrize(
    ("written", "iso", "words"),
    [
        ("2025-04-03T00:00:00+01:00", "2025-04-03", "3 April 2025"),
        ("2025-03-31T23:59:59Z", "2025-03-31", "31 March 2025"),
        ("2024-12-20T11:00:00.000Z", "2024-12-20", "20 December 2024, 11:00"),
        ("2024-03-31T23:00:00Z", "2024-04-01", "1 April 2024"),
        ("2024-10-26T23:00:00.000+00:00", "2024-10-27", "27 October 2024"),
        ("2024-10-27T23:00:00Z", "2024-10-27", "27 October 2024, 23:00"),
        ("2027-09-30T22:59:59Z", "2027-09-30", "30 September 2027"),
        ("2024-12-31T23:00:00Z", "2024-12-31", "31 December 2024, 23:00"),
        ("2024-06-14T12:00:00Z", "2024-06-14", "14 June 2024, 12:00"),
        ("2024-06-14T23:00:00+01:00", "2024-06-14", "14 June 2024, 23:00"),
        ("9999-06-30T23:00:00Z", "9999-07-01", "1 July 9999"),
        ("2025-04", "2025-04", "April 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_a_day_is_that_which_is_written_or_begins_in_london_at_that_hour(written: str, iso: str, words: str) -> None:
    found = day_of(written)
    assert found is not None
    assert (found.iso, found.words) == (iso, words)


@pytest.mark.parametrize("written", ["2025-02-30", "soon", "0000-00-00", "2025-13", 2025, None, ["2025-01-01"]])
def test_what_is_no_day_is_none(written: object) -> None:
    assert day_of(written) is None


def test_truths_and_numbers_are_words_and_lists_are_not() -> None:
    tree = read(as_bytes(release(of_tender={"suitability": {"sme": True}, "x": 12.50, "y": 1e300})))[0].text
    assert "Tender, suitability, sme: yes" in tree
    assert "Tender, x: 12.5" in tree
    assert words_of(["a"]) is None


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from([
    "title", "description", "value", "amount", "currency", "startDate", "endDate", "date", "suppliers",
    "name", "id", "items", "lots", "status", "documents", "url", "identifier", "scheme", "legalName", "roles",
    "amendments", "rationale", "relatedLots", "contractPeriod", "period", "awardID",
])  # fmt: skip
ODD = st.recursive(
    ANY_JSON, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=20
)
PARTS = st.dictionaries(
    st.sampled_from(["tag", "tender", "awards", "contracts", "planning", "buyer", "parties", "date", "id"]), ODD
)


@given(PARTS)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_the_fields_of_a_release_is_read_or_refused(parts: dict[str, Any]) -> None:
    data = json.dumps({"ocid": "ocds-w3xm9r-1", **parts}).encode()
    try:
        document = read(data)[0]
    except Unreadable:
        return
    sections = divide(document)
    records = extract(sections)
    every = [place for record in records for place in record.evidence]
    assert all(document.text[place.start : place.end].strip() for place in every)
    assert all(document.text[each.start : each.end] for each in passages(sections, records))


@given(st.binary(max_size=40), st.integers(0, 900))
@settings(max_examples=100, deadline=None)
def test_a_notice_with_a_spoilt_piece_is_read_or_refused(spoilt: bytes, at: int) -> None:
    data = as_bytes(SIMPLE)
    try:
        document = read(data[:at] + spoilt + data[at + len(spoilt) :])[0]
    except Unreadable:
        return
    assert document.lines
