from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.domain.workdays import HolidayList, WorkCalendar

CALENDAR = WorkCalendar()
days = st.dates(date(2003, 1, 1), date(2030, 12, 31))
counts = st.integers(0, 600)


def list_of(year: int, *, off: tuple[date, ...] = (), worked: tuple[date, ...] = ()) -> HolidayList:
    return HolidayList(frozenset({year}), frozenset(off), frozenset(worked))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2023, 1, 20), True),
        (date(2023, 1, 23), False),  # 春节
        (date(2023, 1, 28), True),  # Saturday, worked
        (date(2023, 1, 29), True),  # Sunday, worked
        (date(2023, 2, 4), False),  # an ordinary Saturday
        (date(2022, 10, 9), True),  # Sunday, worked
    ],
)
def test_holidays_and_make_up_workdays_of_a_known_year(day: date, working: bool) -> None:  # noqa: FBT001
    assert CALENDAR.is_working(day) is working


@pytest.mark.parametrize("year", [2003, 2027, 2099])
def test_unknown_years_are_monday_to_friday_and_predicted(year: int) -> None:
    new_year = date(year, 1, 1)
    assert CALENDAR.is_working(new_year) is (new_year.weekday() < 5)
    assert CALENDAR.predicted(new_year, new_year)


def test_a_span_is_predicted_where_any_of_its_years_is() -> None:
    assert not CALENDAR.predicted(date(2022, 6, 6), date(2026, 12, 31))
    assert CALENDAR.predicted(date(2026, 12, 1), date(2027, 1, 4))


def test_an_imported_list_replaces_the_prediction() -> None:
    holiday, worked = date(2027, 2, 8), date(2027, 2, 14)
    imported = WorkCalendar((list_of(2027, off=(holiday,), worked=(worked,)),))
    assert CALENDAR.is_working(holiday)
    assert not imported.is_working(holiday)
    assert imported.is_working(worked)
    assert not imported.predicted(date(2026, 1, 1), date(2027, 12, 31))
    assert imported.add_working(date(2027, 2, 5), 1) == date(2027, 2, 9)


def test_an_imported_list_replaces_the_library_for_its_years() -> None:
    imported = WorkCalendar((list_of(2023),))
    assert imported.is_working(date(2023, 1, 23))
    assert not imported.is_working(date(2023, 1, 28))
    assert not imported.is_working(date(2022, 10, 3))


def test_a_list_may_name_the_last_days_of_the_year_before() -> None:
    eve = date(2026, 12, 31)
    assert CALENDAR.is_working(eve)
    assert not WorkCalendar((list_of(2027, off=(eve,)),)).is_working(eve)


def test_the_later_list_decides() -> None:
    day = date(2027, 5, 5)
    first, second = list_of(2027, off=(day,)), list_of(2027, worked=(day,))
    assert WorkCalendar((first, second)).is_working(day)
    assert not WorkCalendar((second, first)).is_working(day)


def test_a_list_that_covers_no_year_is_refused() -> None:
    with pytest.raises(FormatError) as refusal:
        HolidayList(frozenset())
    assert refusal.value.key == "domain.holiday_list_without_year"


def test_a_list_that_contradicts_itself_is_refused() -> None:
    day = date(2027, 5, 5)
    with pytest.raises(FormatError) as refusal:
        list_of(2027, off=(day,), worked=(day,))
    assert refusal.value.details == {"days": [day]}


def test_a_list_does_not_rewrite_distant_years() -> None:
    with pytest.raises(FormatError) as refusal:
        list_of(2027, off=(date(2025, 5, 5),))
    assert refusal.value.key == "domain.holiday_list_reaches_too_far"


def test_counting_across_years() -> None:
    assert CALENDAR.working_between(date(2022, 12, 30), date(2023, 1, 4)) == 2
    assert CALENDAR.working_between(date(2023, 1, 4), date(2022, 12, 30)) == -2
    assert CALENDAR.next_working(date(2022, 12, 31)) == date(2023, 1, 3)


def test_adding_nothing_gives_the_next_day_that_is_worked() -> None:
    assert CALENDAR.add_working(date(2023, 2, 3), 0) == date(2023, 2, 3)
    assert CALENDAR.add_working(date(2023, 2, 4), 0) == date(2023, 2, 6)


def test_a_negative_count_is_a_defect() -> None:
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_working(date(2023, 2, 3), -1)


def test_the_calendar_ends_with_the_year_9999() -> None:
    with pytest.raises(OverflowError):
        CALENDAR.add_working(date(9999, 12, 30), 30)


@settings(max_examples=150, deadline=None)
@given(days, counts)
def test_adding_lands_on_a_working_day_and_counts_back(day: date, count: int) -> None:
    landed = CALENDAR.add_working(day, count)
    assert CALENDAR.is_working(landed)
    assert CALENDAR.working_between(day, landed) == count or count == 0


@settings(max_examples=150, deadline=None)
@given(days, days, counts, counts)
def test_adding_is_monotone(day: date, other: date, count: int, more: int) -> None:
    assert CALENDAR.add_working(day, count) <= CALENDAR.add_working(day, count + more)
    earlier, later = sorted((day, other))
    assert CALENDAR.add_working(earlier, count) <= CALENDAR.add_working(later, count)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 800))
def test_counting_agrees_with_looking_at_every_day(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    looked = sum(CALENDAR.is_working(start + timedelta(days=one)) for one in range(1, length + 1))
    assert CALENDAR.working_between(start, end) == looked
