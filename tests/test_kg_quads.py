"""A paper's records become its graph: one IRI a thing, one node a statement, nothing without evidence."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg import ids
from kg.evidence import Evidence
from kg.identity import resolve
from kg.mentions import collect
from kg.quads import PaperMeta, identity_quads, project
from kg.records import (
    Action,
    AgendaItem,
    Attendance,
    BusinessCase,
    Clearance,
    Commentary,
    Contact,
    Contract,
    ContractEvent,
    Decision,
    Delegation,
    Grant,
    Implication,
    Issue,
    Meeting,
    MeetingKey,
    Membership,
    Minute,
    PaperFacts,
    Passage,
    PersonMention,
    PlannedItem,
    Provider,
    Reading,
    Recommendation,
    Record,
    Report,
    Saving,
    Scheme,
    SchemeDependency,
    SectionPart,
    SourceDocument,
)  # fmt: skip
from kg.vocabulary import IDENTITY_GRAPH, PREFIXES, Has, Kind

COUNCIL = "Wexmere County Council"
KEY = MeetingKey("Adults Committee", "2022-09-08", COUNCIL)
EARLIER = MeetingKey("Adults Committee", "2022-07-07", COUNCIL)
SHA, OTHER = "ab" * 32, "cd" * 32


def at(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start, start + 10, "words here", 3, "31"),)


LIMB = Decision(KEY, "98", "Delegate award of the Larkfield contract to the Service Director", at(100), limb="a")
ASKED = Recommendation("Larkfield Court", "Agree to tender the Larkfield contract", at(300), KEY, "a")
LARKFIELD = "Larkfield Court care contract"

RECORDS: tuple[Record, ...] = (
    PaperFacts("pack", at(0), title="Adults Committee pack", date="2022-09-08", council=COUNCIL,
               committee="Adults Committee", meeting=KEY),
    SectionPart("minutes", "Minutes", 50, 200, at(50)),
    Meeting(KEY, at(1), start_time="14:00", end_time="16:30", venue="Ferry Hall"),
    Membership(KEY, "Anna Marsh", at(5), role="Chairwoman"),
    Attendance(KEY, "A Marsh", "present", at(60), role="Chairwoman"),
    Attendance(KEY, "B Fenn", "present", at(61), substitute_for="C Reed"),
    AgendaItem(KEY, "5", "Larkfield Court", at(10), section="KEY DECISIONS", first_page="31"),
    Minute(KEY, "98.", "Larkfield Court", at(90), text="Members discussed it."),
    LIMB,
    Decision(
        None,
        None,
        "Grant the lease",
        at(110),
        date="2022-10-01",
        reference="22/041",
        taker="Leader",
        reasons="The shop is empty.",
        key_decision=False,
        call_in="2022-10-08",
        in_force="2022-10-09",
    ),
    Report("Larkfield Court", at(250), KEY, agenda_item="5", authors=("Service Director",), key_decision=True),
    ASKED,
    Contact("Larkfield Court", "Rose Fenn", "officer", at(310), KEY, post="Commissioner",
            email="rose.fenn@wexmere.gov.uk"),
    Clearance("Larkfield Court", "Finance", at(320), KEY, cleared="Yes", officer="P Reed"),
    Implication("Larkfield Court", "None.", at(325), KEY, "Legal", "Legal Implications", none=True),
    SourceDocument("Larkfield Court", "Tender survey", at(328), KEY, location="https://wexmere.example/survey"),
    Action(EARLIER, "Write to the Minister", at(220), minute="84", owners=("R Fenn",), status="Complete"),
    PlannedItem("Respite review", at(400), MeetingKey("Adults Committee", "2022-11", COUNCIL), leads=("R Fenn",)),
    Saving("Respite", Decimal("120000"), at(500), ref="B/R.4.017", year="2022-23", responsible=("Rose Fenn",)),
    SchemeDependency("Respite", "Larkfield Court", at(520)),
    BusinessCase("Respite", at(505), ref="B/R.4.017", brief="Fewer beds.", responsible=("Rose Fenn",),
                 saving=Decimal("120000"), year="2022-23"),
    Grant("Night Bus Grant", at(540), "Home Office", Decimal("118000"), "2022-23", used_for="Late buses"),
    Grant("Small grants", at(545)),
    Commentary("Community Meals", "Meals cost more.", at(550), Decimal("640000"), Decimal("-95000"), "2022-23"),
    Scheme("Larkfield Court", "extra-care", at(251), aliases=("Larkfield",)),
    Provider("Tern Care Ltd", at(330), aliases=("Tern",)),
    Contract(LARKFIELD, at(335), scheme="Larkfield Court", provider="Tern Care Ltd", annual_value=Decimal("482130.00"),
             term_months=120, end="2032-08", preceded_by="Larkfield Court current contract"),
    Contract("Larkfield Court current contract", at(340)),
    ContractEvent(LARKFIELD, "delegate-award", "resolved", at(100), date="2022-09-08", body="Adults Committee",
                  delegated_to="Service Director: Adults", consult=("Chair",), says=ids.statement_id(LIMB)),
    Delegation("award of the contract", "Service Director: Adults", "resolved", at(100), date="2022-09-08",
               contract="contract for Larkfield Court care", says=ids.statement_id(LIMB)),
    ContractEvent(LARKFIELD, "procure", "recommended", at(300), date="2022-09-08", says=ids.statement_id(ASKED)),
    ContractEvent("Mill Lane contract", "award", "reported", at(345), date="2021", provider="Swift Homes"),
    PersonMention("Anna Marsh", "member", at(5)),
    PersonMention("Rose Fenn", "officer", at(310), posts=("Commissioner",), email="rose.fenn@wexmere.gov.uk"),
    Issue("torn-table", "a row of two cells", at(600)),
)  # fmt: skip
PASSAGES = (
    Passage("Tern Care Ltd runs Larkfield Court.", 330, 366, "report", heading="Background", page=3, number="2.1"),
)
READING = Reading(RECORDS, PASSAGES)
META = PaperMeta(SHA, ("pack.txt",), "text/plain", 12)


def store_of(*papers: tuple[PaperMeta, Reading]) -> ox.Store:
    identities = resolve(mention for meta, reading in papers for mention in collect(meta.sha256, reading))
    store = ox.Store()
    for meta, reading in papers:
        store.extend(project(meta, reading, identities))
    store.extend(identity_quads(identities))
    return store


STORE = store_of((META, READING))


def rows(query: str, store: ox.Store = STORE) -> set[tuple[str | None, ...]]:
    """What a query over the union gives, in plain words, IRIs by their last part."""
    found = store.query(f"SELECT DISTINCT {query}", prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(None if term is None else ids.last_part(term.value) for term in row) for row in found}


def in_paper(prop: str, value: str) -> bool:
    quads = STORE.quads_for_pattern(None, ox.NamedNode(prop), ox.NamedNode(value), ox.NamedNode(ids.paper(SHA)))
    return any(True for _quad in quads)


def test_everything_stands_in_the_papers_graph_or_in_that_of_identity() -> None:
    assert {graph.value for graph in STORE.named_graphs()} == {ids.paper(SHA), IDENTITY_GRAPH}


def test_every_statement_says_where_it_stands() -> None:
    bare = "?x { ?x ck:basis ?basis FILTER NOT EXISTS { ?x ck:evidence/ck:quote ?words } }"
    assert rows(bare) == set()
    assert rows("?page ?printed { ?x a ck:Saving ; ck:evidence [ ck:page ?page ; ck:printedPage ?printed ] }") == {
        ("3", "31")
    }


def test_a_place_without_a_page_has_none() -> None:
    reading = Reading((Issue("torn-table", "x", (Evidence(0, 4, "word"),)),))
    assert rows("?e { ?e a ck:Evidence }", store_of((META, reading))) == {("0-4",)}
    assert rows("?e { ?e ck:page ?page }", store_of((META, reading))) == set()


def test_a_meeting_of_the_paper_has_its_times() -> None:
    assert rows(
        "?date ?start ?c { ?x a ck:Meeting ; ck:startTime ?start ; dct:date ?date ; ck:committee/rdfs:label ?c }"
    ) == {("2022-09-08", "14:00", "Adults Committee")}


def test_a_meeting_merely_referred_to_is_described_by_identity_alone() -> None:
    typed = "?date { GRAPH ?g { ?x a ck:Meeting } ?g a ck:Paper . ?x dct:date ?date }"
    assert rows(typed) == {("2022-09-08",)}
    assert rows("?date ?c { ?a a ck:Action ; ck:meeting ?m . ?m dct:date ?date ; ck:committee/rdfs:label ?c }") == {
        ("2022-07-07", "Adults Committee")
    }


def test_a_month_is_typed_as_a_month() -> None:
    kinds = {str(quad.object.datatype.value) for quad in STORE.quads_for_pattern(None, ox.NamedNode(Has.DATE), None)}
    assert kinds == {f"http://www.w3.org/2001/XMLSchema#{kind}" for kind in ("date", "gYearMonth", "gYear")}


def test_a_paper_that_speaks_of_another_councils_meeting_keeps_its_own_council() -> None:
    joint = MeetingKey("Joint Board", "2022-05-05", "Dunmoor Borough Council")
    bare = MeetingKey("Adults Committee", "2022-09-08")
    reading = Reading((RECORDS[0], Meeting(bare, at(1)), Action(joint, "Write", at(2)), Action(bare, "Ask", at(3))))
    found = rows("?t ?c { ?x a ck:Action ; ck:text ?t ; ck:meeting/ck:committee/ck:council/rdfs:label ?c }",
                 store_of((META, reading)))  # fmt: skip
    assert found == {("Write", "Dunmoor Borough Council"), ("Ask", COUNCIL)}


def test_initials_and_full_name_are_one_person() -> None:
    assert rows("?p ?name { ?x a ck:Attendance ; ck:role ?r ; ck:person ?p . ?p foaf:name ?name }") == {
        ("anna-marsh", "A Marsh"),
        ("anna-marsh", "Anna Marsh"),
    }


def test_only_people_with_a_record_of_their_own_are_typed_officers_in_the_paper() -> None:
    assert rows("?label { GRAPH ?g { ?x a ck:Officer } ?g a ck:Paper . ?x rdfs:label ?label }") == {("Rose Fenn",)}
    assert rows("?name { ?x a ck:Clearance ; ck:officer ?p . ?p a ck:Person ; foaf:name ?name }") == {("P Reed",)}


def test_a_decision_hangs_on_its_minute_whatever_its_full_stop() -> None:
    assert rows("?title ?limb { ?x a ck:Decision ; ck:minute/dct:title ?title ; ck:limb ?limb }") == {
        ("Larkfield Court", "a")
    }


def test_a_decision_outside_a_meeting_has_its_own_date_and_taker() -> None:
    found = rows("?d ?t { ?x a ck:Decision ; dct:date ?d ; ck:reference '22/041' ; ck:decisionTaker/rdfs:label ?t }")
    assert found == {("2022-10-01", "Leader")}


def test_a_decision_form_gives_reasons_and_the_days_of_call_in_and_force() -> None:
    found = rows(
        "?r ?k ?c ?f { ?x a ck:Decision ; ck:reasons ?r ; ck:keyDecision ?k ; ck:callInDate ?c ; ck:inForceDate ?f }"
    )
    assert found == {("The shop is empty.", "false", "2022-10-08", "2022-10-09")}


def test_the_minute_of_an_earlier_meeting_is_a_stub_without_title() -> None:
    found = rows(
        "?n ?t { ?x a ck:Action ; ck:minute ?m . ?m a ck:Minute ; ck:number ?n . OPTIONAL { ?m dct:title ?t } }"
    )
    assert found == {("84", None)}


def test_a_report_that_the_paper_does_not_hold_is_its_title_alone() -> None:
    reading = Reading((Recommendation("Elsewhere", "Note it", at(0)),))
    store = store_of((META, reading))
    assert rows("?t { ?x a ck:Recommendation ; ck:report/dct:title ?t }", store) == {("Elsewhere",)}
    assert rows("?x { ?x a ck:Report }", store) == set()


def test_of_two_reports_with_one_title_a_limb_takes_that_of_its_meeting() -> None:
    reading = Reading((
        Report("Respite", at(10), EARLIER), Report("Respite", at(20), KEY),
        Recommendation("Respite", "Note it", at(5), EARLIER),
    ))  # fmt: skip
    found = rows("?m { ?x a ck:Recommendation ; ck:report/ck:meeting ?m }", store_of((META, reading)))
    assert found == {("2022-07-07",)}


def test_an_agenda_item_is_about_its_report() -> None:
    assert rows("?n { ?i a ck:AgendaItem ; ck:number ?n ; ck:about/ck:agendaItem ?i }") == {("5",)}


def test_a_delegated_award_is_one_node_event_and_delegation() -> None:
    both = "?x a ck:ContractEvent, ck:Delegation ; ck:step ?step ; ck:power ?power ; ck:delegatedTo/rdfs:label ?to"
    assert rows(f"?step ?power ?to {{ {both} }}") == {
        ("ns#delegate-award", "award of the contract", "Service Director: Adults")
    }
    assert len(rows("?x { ?x a ck:Delegation }")) == 1


def test_an_event_is_tied_to_the_limb_that_says_it() -> None:
    assert rows("?t { ?x a ck:ContractEvent ; ck:decision/ck:text ?t }") == {(LIMB.text,)}
    assert rows("?t { ?x a ck:ContractEvent ; ck:recommendation/ck:text ?t }") == {(ASKED.text,)}


def test_a_minute_is_about_the_contract_that_it_decides_on() -> None:
    assert rows("?label { ?x a ck:Minute ; ck:about/rdfs:label ?label }") == {(LARKFIELD,)}


def test_who_decides_is_the_committee_itself() -> None:
    assert rows("?b { ?x ck:step ck:delegate-award ; ck:body ?b . ?b a ck:Committee }") == {("adults-committee",)}


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("the Committee", "adults-committee"),
        ("County Council", "wexmere-county-council"),
        ("City Council", "city-council"),
        ("Health Committee", "health-committee"),
    ],
)
def test_the_committee_and_the_council_are_the_papers_own(name: str, own: str) -> None:
    event = ContractEvent(LARKFIELD, "award", "resolved", at(1), body=name)
    store = store_of((META, Reading((RECORDS[0], event))))
    assert rows("?b { ?x a ck:ContractEvent ; ck:body ?b . ?b rdfs:label ?label }", store) == {(own,)}


def test_money_has_no_trailing_zeros_and_dates_their_exactness() -> None:
    assert rows("?v ?m ?e { ?c ck:annualValue ?v ; ck:termMonths ?m ; ck:endDate ?e }") == {
        ("482130", "120", "2032-08")
    }


def test_a_contract_merely_spoken_of_has_a_name_but_no_class_in_the_paper() -> None:
    assert rows("?l { ?x a ck:ContractEvent ; ck:step ck:award ; ck:contract/rdfs:label ?l }") == {
        ("Mill Lane contract",)
    }
    assert rows("?l { GRAPH ?g { ?x a ck:Contract } ?g a ck:Paper . ?x rdfs:label ?l }") == {
        (LARKFIELD,), ("Larkfield Court current contract",),
    }  # fmt: skip


def test_a_saving_finds_its_scheme_by_reference() -> None:
    assert rows("?amount ?ref { ?x a ck:Saving ; ck:amount ?amount ; ck:scheme/ck:reference ?ref }") == {
        ("120000", "R.4.017")
    }


def test_a_passage_mentions_what_its_words_name() -> None:
    assert rows("?thing { ?x a ck:Passage ; ck:mentions ?thing }") == {("tern-care",), ("larkfield-court",)}


def test_a_post_has_its_holder_with_date_and_evidence() -> None:
    found = rows("?p ?who ?d { ?x a ck:Tenure ; ck:tenureOf/rdfs:label ?p ; ck:person/rdfs:label ?who ; dct:date ?d }")
    assert found == {("Commissioner", "Rose Fenn", "2022-09-08")}


def test_a_name_that_fits_two_people_is_an_issue_once_a_paper() -> None:
    second = Reading((
        PaperFacts("minutes", at(0), council=COUNCIL),
        PersonMention("Alan Marsh", "member", at(1)), PersonMention("Anna Marsh", "member", at(2)),
        Attendance(KEY, "A Marsh", "present", at(3)), Membership(KEY, "A Marsh", at(4)),
    ))  # fmt: skip
    found = rows("?code ?m { ?x a ck:Issue ; ck:code ?code ; ck:message ?m }", store_of((META, second)))
    assert found == {("ambiguous-person", "A Marsh may be Alan Marsh or Anna Marsh")}


def test_two_papers_speak_of_one_contract_each_in_its_own_graph() -> None:
    second = Reading((
        PaperFacts("report", at(0), council=COUNCIL),
        Contract("The contract for Larkfield Court care", at(1), annual_value=Decimal(600000)),
    ))  # fmt: skip
    store = store_of((META, READING), (PaperMeta(OTHER, ("later.txt",), "text/plain"), second))
    values = rows("?c ?v ?file { GRAPH ?g { ?c ck:annualValue ?v . ?g ck:fileName ?file } }", store)
    assert values == {
        ("larkfield-court-care-contract", "482130", "pack.txt"),
        ("larkfield-court-care-contract", "600000", "later.txt"),
    }


def test_one_preferred_label_a_thing() -> None:
    doubled = "?x { ?x rdfs:label ?a, ?b . FILTER(?a < ?b) }"
    assert rows(doubled) == set()


def test_a_paper_gives_the_same_quads_again_in_the_same_order() -> None:
    identities = resolve(collect(SHA, READING))
    assert list(project(META, READING, identities)) == list(project(META, READING, identities))


def test_the_order_of_papers_does_not_change_the_graph() -> None:
    second = (PaperMeta(OTHER, ("b.txt",), "text/plain"), Reading((PersonMention("Alan Marsh", "member", at(1)),)))
    one, other = store_of((META, READING), second), store_of(second, (META, READING))
    assert {str(quad) for quad in one} == {str(quad) for quad in other}


def shacl(data: str) -> tuple[bool, str]:
    import pyshacl

    graph = Graph().parse(data=data, format="turtle")
    shapes = Graph().parse(data=files("kg").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")
    ontology = Graph().parse(data=files("kg").joinpath("vocabulary.ttl").read_text(encoding="utf-8"), format="turtle")
    conforms, _graph, text = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology)
    return bool(conforms), str(text)


def turtle(store: ox.Store) -> str:
    found = ox.serialize(dict.fromkeys(quad.triple for quad in store), format=ox.RdfFormat.TURTLE)
    assert found is not None
    return found.decode()


def test_the_graph_keeps_to_its_shapes() -> None:
    conforms, text = shacl(turtle(STORE))
    assert conforms, text


@pytest.mark.parametrize("gone", [Has.EVIDENCE, Has.QUOTE, Has.EVENT_STATUS, Has.SHA256, Has.COMMITTEE, Has.LABEL])
def test_the_shapes_miss_what_is_taken_away(gone: str) -> None:
    store = ox.Store()
    store.extend(quad for quad in STORE if quad.predicate.value != gone)
    assert not shacl(turtle(store))[0]


def test_the_shapes_refuse_a_date_that_is_mere_words() -> None:
    named = f"<urn:c> a <{Kind.COMMITTEE}> ; <{Has.LABEL}> 'c' . <urn:m> a <{Kind.MEETING}> ; <{Has.LABEL}> 'm' "
    meeting = f"{named}; <{Has.COMMITTEE}> <urn:c> ; <{Has.DATE}> 'soon' ."
    assert not shacl(meeting)[0]
    assert shacl(meeting.replace("'soon'", "'2022-09-08'^^<http://www.w3.org/2001/XMLSchema#date>"))[0]


def test_an_implication_and_a_source_document_belong_to_their_report() -> None:
    found = rows("?a ?n ?t WHERE { ?i a ck:Implication ; ck:aspect ?a ; ck:none ?n ; ck:report/dct:title ?t }")
    assert found == {("Legal", "true", "Larkfield Court")}
    found = rows("?t ?l WHERE { ?d a ck:SourceDocument ; dct:title ?t ; ck:location ?l ; ck:report/dct:title ?r }")
    assert found == {("Tender survey", "survey")}


def test_a_business_case_is_of_its_scheme() -> None:
    found = rows("?b ?a ?p WHERE { ?c a ck:BusinessCase ; ck:brief ?b ; ck:amount ?a ; ck:responsible/rdfs:label ?p ;"
                 " ck:scheme/ck:reference 'B/R.4.017' }")  # fmt: skip
    assert found == {("Fewer beds.", "120000", "Rose Fenn")}


def test_a_grant_has_the_body_that_awards_it() -> None:
    found = rows("?g ?b ?a WHERE { ?x a ck:Grant ; dct:title ?g . OPTIONAL { ?x ck:amount ?a }"
                 " OPTIONAL { ?x ck:awardingBody/rdfs:label ?b } }")  # fmt: skip
    assert found == {("Night Bus Grant", "Home Office", "118000"), ("Small grants", None, None)}


def test_commentary_keeps_an_underspend_negative() -> None:
    found = rows("?s ?b ?v WHERE { ?c a ck:Commentary ; ck:onService ?s ; ck:budget ?b ; ck:variance ?v }")
    assert found == {("Community Meals", "640000", "-95000")}


def test_a_passage_has_the_number_of_its_paragraph() -> None:
    assert rows("?n WHERE { ?p a ck:Passage ; ck:number ?n }") == {("2.1",)}
