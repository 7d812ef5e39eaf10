from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.domain.periods import Month, Period, TenDays

days = st.dates(date(1949, 10, 1), date(2100, 12, 31))
spans = st.sampled_from([Month, Period, TenDays])


def test_the_tenth_of_june_lies_in_issue_eleven() -> None:
    period = Period.of(date(2022, 6, 10))
    assert str(period) == "2022-06-1"
    assert period.issue_number == 11
    assert (period.first_day, period.last_day) == (date(2022, 6, 1), date(2022, 6, 15))
    assert Period.of_issue(2022, 11) == period
    assert period.month_period == Month(2022, 6)


def test_the_second_half_of_february_ends_with_the_month() -> None:
    assert Period.parse("2024-02-2").last_day == date(2024, 2, 29)
    assert Period.parse("2023-02-2").days == 13


def test_the_year_turns() -> None:
    assert str(Period.parse("2022-12-2").next()) == "2023-01-1"
    assert str(Period.parse("2023-01-1").previous()) == "2022-12-2"
    assert str(Month.parse("2022-12").next()) == "2023-01"


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [(10, 1, 10), (11, 11, 20), (20, 11, 20), (21, 21, 31), (31, 21, 31)],
)
def test_ten_day_periods(day: int, first: int, last: int) -> None:
    ten_days = TenDays.of(date(2023, 1, day))
    assert (ten_days.first_day.day, ten_days.last_day.day) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "2022-6-1", "2022-13-1", "2022-00-1", "2022-06-3", "0000-06-1", "２０２２-06-1", "2022-06"]
)
def test_what_is_no_half_month_is_refused(text: str) -> None:
    with pytest.raises(FormatError) as refusal:
        Period.parse(text)
    assert refusal.value.key == "domain.period_unreadable"


@pytest.mark.parametrize("text", ["2022", "2022-13", "2022-06-1", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(FormatError):
        Month.parse(text)


def test_there_is_no_fourth_ten_day_period() -> None:
    with pytest.raises(FormatError):
        TenDays(2023, 1, 4)


@pytest.mark.parametrize("number", [0, 25])
def test_a_year_has_24_issues(number: int) -> None:
    with pytest.raises(FormatError) as refusal:
        Period.of_issue(2022, number)
    assert refusal.value.details == {"number": number, "most": 24}


@settings(max_examples=150, deadline=None)
@given(spans, days)
def test_periods_follow_each_other_without_gap(span: type[Month | Period | TenDays], day: date) -> None:
    here = span.of(day)
    assert day in here
    assert here.next().first_day == here.last_day + timedelta(days=1)
    assert here.next().previous() == here
    assert here.previous() < here < here.next()  # type: ignore[operator]
    assert here.last_day not in here.next()


@settings(max_examples=100, deadline=None)
@given(days)
def test_written_periods_are_read_back(day: date) -> None:
    assert Period.parse(str(Period.of(day))) == Period.of(day)
    assert Month.parse(str(Month.of(day))) == Month.of(day)
    assert Period.of_issue(day.year, Period.of(day).issue_number) == Period.of(day)
