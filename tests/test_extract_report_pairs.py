"""Reports of an invented council whose box has two pairs a row, or an address behind the officer's post."""

from __future__ import annotations

from ingest.divide.sections import divide
from ingest.extract.reports.contacts import contacts
from ingest.extract.reports.reports import reports
from ingest.read.text import read_text
from kg.records import Contact, Issue, Report

HEAD = "Wexmere Borough Council\n\n# Quay lamps: award of contract\n\n"
BODY = "\n## Recommendations\n\n(a) buy lamps.\n\n## 1. Background\n\n1.1 They are old.\n"
PAIRS = (
    "Report to\tRoads Board\tDate\t6 May 2022\n"
    "Title\tQuay lamps\tPurpose\tTo ask for lamps\n"
    "Report of\tDirector of Quays\tKey decision\tYes\n"
    "Forward plan reference\tWX/22/14\tAreas affected\tOld Town; Quayside\n"
    "Contact officer\tAda Pine, Lamps Manager\tContact details\tada.pine@wexmere.example 01632 960571\n"
)
RUN_ON = (
    "Report to:\tRoads Board\nDate:\t6 May 2022\nReport of:\tDirector of Quays\nKey decision:\tYes\n"
    "Forward plan reference:\tWX/22/14\nWards affected:\tAll\n"
    "Contact officer:\tAda Pine, Lamps Manager ada.pine@wexmere.example 01632 960571\n"
)


def read(box: str) -> tuple[Report, list[Contact], list[Issue]]:
    (section,) = [one for one in divide(read_text((HEAD + box + BODY).encode())) if one.kind == "report"]
    records = [*reports(section), *contacts(section)]
    (report,) = [record for record in records if isinstance(record, Report)]
    return (
        report,
        [record for record in records if isinstance(record, Contact)],
        [record for record in records if isinstance(record, Issue)],
    )


def test_two_pairs_a_row_are_four_cells_of_labels_and_values() -> None:
    report, found, issues = read(PAIRS)
    assert (report.forward_plan_ref, report.divisions, report.key_decision) == ("WX/22/14", "Old Town; Quayside", True)
    assert [(one.person, one.post, one.email, one.telephone) for one in found] == [
        ("Ada Pine", "Lamps Manager", "ada.pine@wexmere.example", "01632 960571")
    ]
    assert issues == []


def test_an_address_behind_the_post_is_no_part_of_it() -> None:
    _, found, _ = read(RUN_ON)
    assert [(one.person, one.post, one.email, one.telephone) for one in found] == [
        ("Ada Pine", "Lamps Manager", "ada.pine@wexmere.example", "01632 960571")
    ]


def test_a_second_label_that_nobody_knows_does_not_run_into_the_first_ones_value() -> None:
    report, _, issues = read(PAIRS.replace("Areas affected", "Gateway colour"))
    assert report.forward_plan_ref == "WX/22/14"
    assert [issue.code for issue in issues] == ["unknown-label"]


def test_an_action_log_above_a_report_does_not_open_it() -> None:
    log = (
        "# Roads Board – Action Tracker\n\nMeeting\tMinute\tAction\tOwner\tStatus\tUpdate\n"
        "4 May 2022\t21\tSend a map\tAda Pine\tComplete\tSent\n\nAgenda Item 5\n\n"
    )
    box = RUN_ON.replace("Date:", "Title:\tQuay lamps\nDate:")
    sections = divide(read_text((log + box + BODY).encode()))
    assert [(one.kind, one.agenda_item) for one in sections][-2:] == [("action-log", None), ("report", "5")]
