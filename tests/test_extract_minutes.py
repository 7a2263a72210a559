"""Minutes of an invented council, as several converters leave them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.divide.sections import divide
from ingest.extract.minutes.minutes import minutes
from ingest.extract.minutes.votes import read_vote
from ingest.extract.words.limb_counts import Counter, label
from ingest.read.text import read_text
from kg.records import Decision, Issue, Meeting, Minute, Record

HEAD = """ADULTS COMMITTEE: MINUTES

Date: Thursday 5 May 2022

Time: 2.00pm to 4.30pm

Present: Councillors A Pine (Chairwoman) and B Oak

"""


def read(text: str) -> list[Record]:
    """The records of a paper that is minutes."""
    sections = divide(read_text(text.encode()))
    return [record for section in sections if section.kind == "minutes" for record in minutes(section)]


def decided(body: str) -> list[Decision]:
    return [record for record in read(HEAD + body) if isinstance(record, Decision)]


def limbs(body: str) -> list[tuple[str | None, str]]:
    return [(decision.limb, decision.text) for decision in decided(body)]


def test_the_meeting_has_its_date_times_and_committee() -> None:
    (meeting,) = [record for record in read(HEAD + "40. PETITIONS\n\nNone.\n") if isinstance(record, Meeting)]
    assert (meeting.meeting.committee, meeting.meeting.date) == ("Adults Committee", "2022-05-05")
    assert (meeting.start_time, meeting.end_time) == ("14:00", "16:30")


def test_a_meeting_told_in_a_sentence_ends_when_its_last_line_says() -> None:
    text = """Wexmere City Council

Minutes of the Housing Committee
held on Tuesday 3 May 2022 at 6.00pm in the Town Hall

Present:
Councillor Ada Pine (Chair)

12
Work Programme

The Committee noted the work programme.

13
Any Other Business

There was none.

The meeting closed at 8.15pm.
"""
    (meeting,) = [record for record in read(text) if isinstance(record, Meeting)]
    assert (meeting.meeting.committee, meeting.meeting.date) == ("Housing Committee", "2022-05-03")
    assert (meeting.start_time, meeting.end_time) == ("18:00", "20:15")


def test_a_weekday_that_contradicts_its_date_is_an_issue_and_the_date_stands() -> None:
    records = read(HEAD.replace("Thursday", "Wednesday") + "40. PETITIONS\n\nNone.\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["date-mismatch"]
    assert any(isinstance(record, Meeting) and record.meeting.date == "2022-05-05" for record in records)


def test_minutes_without_a_date_are_an_issue() -> None:
    records = read("ADULTS COMMITTEE: MINUTES\n\nPresent: Councillors A Pine and B Oak\n\n1. PETITIONS\n\nNone.\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["meeting-unknown"]


def test_numbered_points_of_a_discussion_are_no_items() -> None:
    body = "1. PETITIONS\n\nNone.\n\n2. DAY CENTRES\n\n3. The third thing that was said.\n\n3. GRANTS\n\nNone.\n"
    items = [record for record in read(HEAD + body) if isinstance(record, Minute)]
    assert [(item.number, item.title) for item in items] == [
        ("1", "PETITIONS"),
        ("2", "DAY CENTRES"),
        ("3", "GRANTS"),
    ]


def test_a_title_goes_on_over_a_blank_line_and_under_a_number_alone() -> None:
    body = "40. EXTRA CARE AND\n\nSUPPORT CONTRACTS\n\nNoted.\n\n41.\n\nGRANTS\n\nNone.\n"
    items = [record for record in read(HEAD + body) if isinstance(record, Minute)]
    assert [item.title for item in items] == ["EXTRA CARE AND SUPPORT CONTRACTS", "GRANTS"]


def test_a_number_left_out_is_an_issue() -> None:
    records = read(HEAD + "40. PETITIONS\n\nNone.\n\n42. GRANTS\n\nNone.\n\n43. RISKS\n\nNone.\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["number-gap"]


def test_limbs_bear_the_letter_and_the_vote() -> None:
    found = decided("40. CARE\n\nIt was resolved unanimously to:\n\na) approve the award;\n\nb) note the risks.\n")
    assert [(one.limb, one.text, one.vote) for one in found] == [
        ("a", "approve the award;", "unanimous"),
        ("b", "note the risks.", "unanimous"),
    ]


def test_to_is_kept_where_it_opens_the_words_and_left_out_before_a_colon() -> None:
    assert limbs("40. CARE\n\nIt was resolved to note the report.\n") == [(None, "to note the report.")]
    assert limbs("40. CARE\n\nIt was resolved to:\n\nnote the report.\n") == [(None, "note the report.")]


def test_limbs_in_one_paragraph_are_told_apart() -> None:
    body = (
        "40. CARE\n\nRESOLVED: That (a) the report be noted; (b) the policy be adopted; and (c) officers report back.\n"
    )
    assert limbs(body) == [
        ("a", "the report be noted;"),
        ("b", "the policy be adopted; and"),
        ("c", "officers report back."),
    ]


def test_a_lead_in_that_only_names_the_body_is_not_repeated() -> None:
    body = "40. CARE\n\nRESOLVED that the Roads and Bridges Committee:\n\n1) note the report\n\n2) adopt the policy\n"
    assert limbs(body) == [("1", "note the report"), ("2", "adopt the policy")]


def test_nested_limbs_repeat_the_words_they_hang_on() -> None:
    body = (
        "40. CARE\n\nRESOLVED that:\n\n(1) the award be made; and\n(2) the Director be authorised "
        "to:\n(a) agree terms;\n(b) sign.\n"
    )
    assert limbs(body) == [
        ("1", "the award be made; and"),
        ("2(a)", "the Director be authorised to: agree terms;"),
        ("2(b)", "the Director be authorised to: sign."),
    ]


def test_bullets_under_a_lettered_limb_are_part_of_it() -> None:
    body = (
        "40. CARE\n\nIt was resolved to:\n\n1. Extend the contract;\n2. Note that:\n   - prices "
        "hold; and\n   - bids close.\n"
    )
    assert limbs(body) == [("1", "Extend the contract;"), ("2", "Note that: prices hold; and bids close.")]


def test_a_resolution_in_bold_is_read_and_headings_between_limbs_are_not() -> None:
    assert limbs("40. CARE\n\n**It was resolved to:**\n\n**approve the award**\n") == [(None, "approve the award")]
    body = "40. CARE\n\nIt was resolved to:\n\n**Day centres**\n\na) close two;\n\n**Care homes**\n\nb) keep all.\n"
    assert limbs(body) == [("a", "close two;"), ("b", "keep all.")]


def test_a_limb_left_out_is_an_issue() -> None:
    records = read(HEAD + "40. CARE\n\nIt was resolved that:\n\na) the award be made;\nc) the budget be noted.\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["limb-gap"]


def test_moved_seconded_and_resolved_with_the_counts() -> None:
    body = (
        "40. CARE\n\nIt was moved by Councillor Oak, seconded by Councillor Elm and RESOLVED (6 for, 2 against, "
        "1 abstention) that the contract be awarded.\n"
    )
    (found,) = decided(body)
    assert found.text == "that the contract be awarded."
    assert (found.vote, found.votes_for, found.votes_against, found.abstentions) == ("majority", 6, 2, 1)


def test_a_lost_amendment_is_no_decision() -> None:
    body = (
        "40. CARE\n\nAn amendment was moved by Councillor Oak, seconded by Councillor Elm, that the centres stay open. "
        "On being put to the vote, the amendment was lost by 5 votes to 3.\n\nIt was resolved by majority to:\n\n"
        "close the centres.\n"
    )
    assert [(one.text, one.vote, one.votes_for) for one in decided(body)] == [("close the centres.", "majority", None)]


def test_troubles_that_were_resolved_decide_nothing() -> None:
    body = (
        "40. CARE\n\nMembers heard that the issue was resolved with the provider.\n\n"
        "- Asked whether it was resolved to close the home.\n"
    )
    assert decided(body) == []


def test_minutes_agreed_as_a_record_are_one_decision_beside_which_noting_the_log_is_none() -> None:
    body = (
        "40. MINUTES\n\nThe minutes of the meeting held on 9 March 2022 were agreed as a correct "
        "record. The log was noted.\n"
    )
    assert limbs(body) == [(None, "The minutes of the meeting held on 9 March 2022 were agreed as a correct record.")]


def test_noting_decides_where_it_is_the_items_own_outcome() -> None:
    assert limbs("40. PLAN\n\nThe Committee noted the plan.\n") == [(None, "The Committee noted the plan.")]
    assert limbs("40. PLAN\n\nThe Committee noted the plan.\n\nRESOLVED that the plan be adopted.\n") == [
        (None, "that the plan be adopted.")
    ]


def test_what_the_committee_agreed_to_is_told_without_those_words() -> None:
    assert limbs("\n12. LAMPS\n\nThe Committee agreed to note the report.\n") == [(None, "to note the report.")]
    assert limbs("\n12. LAMPS\n\nThe Committee noted the report.\n") == [(None, "The Committee noted the report.")]


def test_the_committee_agreed_to_with_a_colon_opens_a_resolution() -> None:
    body = "\n12. LAMPS\n\nMembers were concerned.\n\nThe Committee agreed to:\n\nwrite to the Minister about it.\n"
    assert limbs(body) == [(None, "write to the Minister about it.")]


def test_words_after_the_resolution_are_no_part_of_it() -> None:
    body = "40. CARE\n\nIt was resolved to:\n\na) note the report\n\nThe Chairwoman thanked officers.\n"
    assert limbs(body) == [("a", "note the report")]


def test_resolving_words_with_nothing_behind_them_are_an_issue() -> None:
    records = read(HEAD + "40. CARE\n\nIt was resolved unanimously to:\n\n41. RISKS\n\nNone.\n")
    assert [record.code for record in records if isinstance(record, Issue)] == ["unplaced-decision"]


def test_votes_are_read_in_words_and_figures() -> None:
    assert read_vote("Voting: For: 7; Against: 3; Abstentions: 1").votes_against == 3
    assert read_vote("seven votes in favour, none against, none abstained").vote == "unanimous"
    assert read_vote("seven votes in favour and none against").vote is None
    assert read_vote("carried with two abstentions").vote == "majority"
    assert read_vote("approved for six months").votes_for is None


@given(st.integers(min_value=1, max_value=26))
def test_letters_in_their_order_are_labels_without_gaps(count: int) -> None:
    counter = Counter()
    letters = [chr(ord("a") + index) for index in range(count)]
    opened = [counter.opens(letter, may_nest=False) for letter in letters]
    assert [each[0] for each in opened if each] == letters
    assert not counter.gaps


def test_a_label_shows_what_it_is_nested_in() -> None:
    assert label(["2", "a", "iv"]) == "2(a)(iv)"
