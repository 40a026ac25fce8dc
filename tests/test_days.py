"""A day is text; it counts from the last day it can mean; nothing that merely looks like a day is one."""

from __future__ import annotations

from datetime import date

import pytest

from parley import days


@pytest.mark.parametrize("text", ["2025-08-24", "2025-08", "2025", "2024-02-29"])
def test_a_day_a_month_and_a_year_are_days(text: str) -> None:
    assert days.problem_with(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "20250824",
        "2024-W46-2",
        "2025-8-24",
        "24.08.2025",
        "2025-08-24T00:00:00",
        "2025-08-24 ",
        " 2025",
        "2025-08-24\n",
        "",
        "٢٠٢٥",
        "-2025",
    ],
)
def test_other_spellings_are_no_days(text: str) -> None:
    assert "is not a date; write 2025-08-24" in (days.problem_with(text) or "")


@pytest.mark.parametrize("text", ["2025-02-30", "2025-02-29", "2025-13", "2025-00", "2025-00-10", "0000", "2025-01-00"])
def test_days_outside_of_the_calendar_are_no_days(text: str) -> None:
    assert days.problem_with(text) == f"`{text}` is not in the calendar"


def test_a_whole_day_is_asked_for_in_words() -> None:
    assert days.problem_with_whole("2025-08-24") is None
    assert days.problem_with_whole("2025-08") == "`2025-08` is only a month; this needs a whole day, like 2025-08-24"
    assert days.problem_with_whole("2025") == "`2025` is only a year; this needs a whole day, like 2025-08-24"
    assert days.problem_with_whole("2025-02-30") == "`2025-02-30` is not in the calendar"


def test_a_month_counts_from_its_last_day_and_a_leap_year_is_known() -> None:
    assert days.last_day("2022-04") == date(2022, 4, 30)
    assert days.last_day("2024-02") == date(2024, 2, 29)
    assert days.last_day("2023-02") == date(2023, 2, 28)
    assert days.last_day("2025") == date(2025, 12, 31)
    assert days.last_day("2025-08-24") == date(2025, 8, 24)


def test_the_first_day_is_the_earliest_that_can_be_meant() -> None:
    assert [days.first_day(text) for text in ("2025", "2022-04", "2025-08-24")] == [date(2025, 1, 1), date(2022, 4, 1), date(2025, 8, 24)]


def test_precision_is_what_is_written() -> None:
    assert [days.precision(text) for text in ("2025-08-24", "2025-08", "2025")] == ["day", "month", "year"]


def test_what_is_no_day_has_no_first_and_no_last() -> None:
    for text in ("soon", "2025-13", "2025-02-30"):
        with pytest.raises(ValueError):
            days.last_day(text)
        with pytest.raises(ValueError):
            days.first_day(text)


def test_numbers_count_from_the_first_of_january_1970_and_lead_back() -> None:
    assert days.number(date(1970, 1, 1)) == 0
    assert days.number(date(1969, 12, 31)) == -1
    assert days.number(date(2025, 8, 24)) == 20324
    assert days.from_number(20324) == date(2025, 8, 24)


def test_in_words_a_day_is_what_an_editor_writes() -> None:
    assert [days.in_words(text) for text in ("2025-08-04", "2022-04", "2025")] == ["4 Aug 2025", "Apr 2022", "2025"]
