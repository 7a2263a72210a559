"""A pack is divided into what it binds together; every line belongs to exactly one part."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.divide.sections import Section, divide
from ingest.read.text import read_text

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
FRONT = "HEALTH BOARD\nThursday, 6 May 2021\n14:00hr\nAGENDA\n1. Apologies\n2. Minutes 3 - 9\n\n"
MINUTES = (
    "Agenda Item No: 2\n\nHEALTH BOARD: MINUTES\n\nDate: Thursday 4 March 2021\nPresent: Councillors I Pask\n\n"
    "12. COSTS\n\nIt was resolved to note the report.\n\n"
)
LOG = (
    "HEALTH BOARD MINUTES ACTION LOG\n\nThis is the updated action log as at 1 May 2021.\n"
    "Minute\tReport\tAction\tStatus\n\n"
)
REPORT = (
    "Agenda Item No: {item}\n\n{title}\n\nTo: Health Board\nMeeting Date: {date}\nFrom: Ina Pask, Director\n"
    "Electoral division(s): All\nForward Plan ref: 2021/{item}\nKey decision: Yes\nPurpose: To tell.\n"
    "Recommendation: To note.\n\n1. BACKGROUND\n\n1.1 Costs rose in the year.\n\n"
)
PLAN = (
    "HEALTH BOARD AGENDA PLAN\n\nPublished on 1 May 2021\n\nCommittee date\tAgenda item\tLead officer\n"
    "01/07/21\tCosts\tI Pask\n\n"
)
TRAINING = "HEALTH BOARD TRAINING PLAN\n\nDate\tTopic\tPresenter\nJuly\tGas\tI Pask\n\n"
CASE = "{title}\n\nProject Overview\nProject Title\t{title}\nSaving\t£5k\nSenior Responsible Officer\tIna Pask\n\n"
FINANCE = (
    "Finance Monitoring Report – May 2021\n\n1. SUMMARY\n\n2. INCOME AND EXPENDITURE\n\n"
    "Forecast outturn is balanced.\n\n"
)
GAS = REPORT.format(item=4, title="GAS", date="6 May 2021")
FIRST = CASE.format(title="A/R.6.401 Home First")
PARTS = st.sampled_from([FRONT, MINUTES, LOG, PLAN, TRAINING, FINANCE, FIRST, GAS, "Some words.\n\n", "\f"])


def sections(text: str) -> tuple[Section, ...]:
    return divide(read_text(text.encode()))


def kinds(text: str) -> list[str]:
    return [section.kind for section in sections(text)]


@settings(deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=8).map("".join).filter(str.strip))
def test_every_line_is_in_exactly_one_section(text: str) -> None:
    document = read_text(text.encode())
    found = divide(document)
    assert [line for section in found for line in section.lines] == list(document.lines)
    for section in found:
        held = [line for block in section.blocks for line in block.lines]
        assert held == [line for line in section.lines if not line.furniture]
        assert section.part.start <= section.evidence.start < section.evidence.end <= section.part.end


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_line_of_a_sample_is_in_exactly_one_section(sample: Path) -> None:
    document = read_text(sample.read_bytes())
    assert [line for section in divide(document) for line in section.lines] == list(document.lines)


def test_a_pack_is_divided_into_what_it_binds() -> None:
    one = REPORT.format(item=4, title="RESPITE CARE COSTS", date="6 May 2021")
    two = REPORT.format(item=5, title="GAS", date="6 May 2021")
    found = sections(FRONT + MINUTES + LOG + one + two + FINANCE + PLAN + TRAINING)
    assert [(each.kind, each.agenda_item) for each in found] == [
        ("front-sheet", None), ("minutes", "2"), ("action-log", None), ("report", "4"), ("report", "5"),
        ("finance-report", "5"), ("forward-plan", None), ("training-plan", None),
    ]  # fmt: skip
    assert [each.title for each in found if each.kind == "report"] == ["RESPITE CARE COSTS", "GAS"]
    assert found[5].parent == "GAS"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MINUTES, "minutes"), (LOG, "action-log"), (PLAN, "forward-plan"), (TRAINING, "training-plan"),
        (FINANCE, "finance-report"), (FIRST, "business-case"),
        (GAS, "report"), (FRONT, "front-sheet"),
        ("Oswick Parish Council - 6th May 2021\nPresent\nIna Pask\n21.05.1 Apologies\nNone\n", "minutes"),
        ("Decision Recording Form\nCommittee Members present:\nIna Pask\n", "other"), ("A letter about gas.", "other"),
    ],
)  # fmt: skip
def test_a_paper_may_be_one_part_only(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_report_reprinted_as_an_appendix_hangs_on_its_report() -> None:
    one = REPORT.format(item=4, title="RESPITE CARE COSTS", date="6 May 2021")
    reprinted = REPORT.format(item=7, title="TENDER FOR RESPITE CARE", date="4 March 2021")
    found = sections(FRONT + one + reprinted)
    assert [(each.title, each.parent) for each in found[1:]] == [
        ("RESPITE CARE COSTS", None), ("TENDER FOR RESPITE CARE", "RESPITE CARE COSTS"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Forward Plan ref: 2021/007", "The Action Log was noted.", "Minutes of previous meeting and Action Log",
        "Appendix 1 provides a summary of the survey.", "The training plan was noted by members.",
        "9. Health Board Agenda Plan 127 - 130", "To: do the thing that was agreed",
    ],
)  # fmt: skip
def test_words_that_only_speak_of_a_part_open_none(line: str) -> None:
    assert kinds(f"{GAS}{line}\n\n1.2 Lead officers meet on a date before the decision.\n") == ["report"]


def test_an_appendix_opens_in_a_report_only() -> None:
    assert kinds(f"{GAS}# Appendix 1 – Prices\n\nWords.\n") == ["report", "appendix"]
    assert kinds("Words.\n\n# Appendix 1 – Prices\n\nWords.\n") == ["other"]


def test_each_business_case_is_a_part() -> None:
    one, two = FIRST, CASE.format(title="A/R.6.402 Day Care")
    assert kinds(one + "Words on the first case that go on.\n" * 20 + two) == ["business-case", "business-case"]


def test_a_reports_reference_to_the_forward_plan_opens_no_plan() -> None:
    box = (
        "Committee\tHealth Board\nMeeting date\t6 May 2021\nReport title\tGas\nReport of\tDirector of Gas\nWards\tAll\n"
        "Key decision\tYes\nForward Plan reference\tHB/2021/4\nPurpose\tTo tell.\n\nRecommendations\n\n"
        "The Board is recommended:\n\n(1) to note it.\n\nContact officer\nIna Pask, Head of Gas\n\n1. Costs\n\nNone.\n"
    )
    sections = divide(read_text(f"{FRONT}Agenda Item No: 4\n\n{box}".encode()))
    assert "forward-plan" not in [section.kind for section in sections]
