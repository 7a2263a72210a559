"""Dates and times of day are read as exactly as papers write them, and no further."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import MONTHS, find_dates, month_number, parse_date, parse_day, parse_times

DAYS = st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31))
FORMS = (
    "{d.day} {month} {d.year}",
    "{d.day}th {month} {d.year}",
    "{weekday} {d.day} {month}, {d.year}",
    "{weekday}, the {d.day} of {month} {d.year}",
    "{month} {d.day}, {d.year}",
    "{d.day:02}/{d.month:02}/{d.year}",
    "{d.day}.{d.month}.{d.year}",
    "{d.day}/{d.month}/{short:02}",
    "{d.day} {abbreviated} {d.year}",
    "{d.year}-{d.month:02}-{d.day:02}",
)


@given(DAYS, st.sampled_from(FORMS))
def test_every_way_of_writing_a_day_is_that_day(day: datetime.date, form: str) -> None:
    month = MONTHS[day.month - 1].title()
    printed = form.format(d=day, month=month, abbreviated=month[:3], weekday=f"{day:%A}", short=day.year % 100)
    found = list(find_dates(f"Meeting date: {printed}."))
    assert [each.iso for each in found] == [day.isoformat()]
    assert not found[0].weekday_differs


@given(DAYS)
def test_months_and_years_stay_as_exact_as_they_are(day: datetime.date) -> None:
    month = MONTHS[day.month - 1]
    assert parse_date(f"agreed in {month.title()} {day.year}") == f"{day:%Y-%m}"
    assert parse_date(f"agreed in {month.upper()} of {day.year}") == f"{day:%Y-%m}" or day.month == 5
    assert parse_date(f"the survey of {day.year}") == f"{day.year}"


@given(st.text(max_size=200))
def test_whatever_is_found_exists_and_stands_where_it_says(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert len(found.iso) in (4, 7, 10)
        end = found.end


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("From 1 April 2021 to 31 March 2022", ["2021-04-01", "2022-03-31"]),
        ("01/04/2021-31/03/2022", ["2021-04-01", "2022-03-31"]),
        ("Sept. 2021 and Autumn 2022", ["2021-09", "2022"]),
        ("8/9 March 2021", ["2021-03-09"]),
        ("31 June 2021", []),
        ("the year 2021/22, or 2021-22", []),
        ("£2021 a year, 2,021 people, reference TR2021, telephone 01234 202178", []),
        ("1999 - 2001", ["1999", "2001"]),
        ("born 12/05/71", ["1971-05-12"]),
        ("", []),
    ],
)
def test_dates_of_some_words(words: str, dates: list[str]) -> None:
    assert [found.iso for found in find_dates(words)] == dates


def test_a_weekday_that_contradicts_its_date_is_noticed() -> None:
    (wrong,) = find_dates("Friday 14th October 2021")
    assert wrong.weekday_differs
    (right,) = find_dates("Thursday 14th October 2021")
    assert not right.weekday_differs


def test_a_day_is_preferred_to_a_month_where_a_day_is_asked_for() -> None:
    assert parse_date("In May 2021, on 3 June 2021") == "2021-05"
    assert parse_day("In May 2021, on 3 June 2021") == "2021-06-03"
    assert parse_day(None) is None


def test_a_month_has_a_number_and_other_words_have_none() -> None:
    assert [month_number(month) for month in MONTHS] == list(range(1, 13))
    assert month_number("Sept.") == 9
    for wrong in ("", "ma", "Smarch", "Mayor"):
        with pytest.raises(ValueError, match="no month"):
            month_number(wrong)


@given(st.times(), st.sampled_from(["{h}.{m:02}{half}", "{h}:{m:02} {half}", "{h}.{m:02} {dotted}"]))
def test_a_time_on_the_twelve_hour_clock_is_itself(time: datetime.time, form: str) -> None:
    half = "am" if time.hour < 12 else "pm"
    dotted = f"{half[0]}.m."
    printed = form.format(h=time.hour % 12 or 12, m=time.minute, half=half, dotted=dotted)
    assert parse_times(f"The meeting closed at {printed}") == (f"{time:%H:%M}",)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("2.00pm to 3.30pm", ("14:00", "15:30")),
        ("2.00 – 3.30pm", ("14:00", "15:30")),
        ("10.00-1.00pm", ("10:00", "13:00")),
        ("10:00 - 12:15", ("10:00", "12:15")),
        ("14:00hr", ("14:00",)),
        ("10am – 12noon", ("10:00", "12:00")),
        ("12.00 noon", ("12:00",)),
        ("a charge of £3.50 for 11 to 12 people", ()),
        ("25:00 or 10.75", ()),
    ],
)
def test_times_of_some_words(words: str, times: tuple[str, ...]) -> None:
    assert parse_times(words) == times


def test_a_long_run_of_figures_is_read_in_passing() -> None:
    for run in ("1" * 200_000, "12 " * 70_000, "January " * 30_000, " " * 200_000):
        list(find_dates(run))
        parse_times(run)
