from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.dispatch import DispatchMeeting, DispatchRule, Frequency
from inspector.domain.dispatch_calendar import Duty, check_rule, duties, next_due, outstanding, owes, owing
from inspector.domain.errors import RuleError

MONDAY = date(2022, 6, 6)


def rule(frequency: Frequency, *weekdays: str, holder: str = "高新区") -> DispatchRule:
    return DispatchRule(id=f"{holder}-{frequency}", holder=holder, frequency=frequency, weekdays=weekdays)


def june(asked: DispatchRule) -> list[int]:
    return [duty.day.day for duty in duties((asked,), date(2022, 6, 1), date(2022, 6, 30))]


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (rule(Frequency.DAILY), list(range(1, 31))),
        (rule(Frequency.DAILY, "6", "7"), [4, 5, 11, 12, 18, 19, 25, 26]),
        (rule(Frequency.WEEKLY), [6, 13, 20, 27]),
        (rule(Frequency.WEEKLY, "5"), [3, 10, 17, 24]),
        (rule(Frequency.TWICE_WEEKLY), [2, 6, 9, 13, 16, 20, 23, 27, 30]),
        (rule(Frequency.TWICE_WEEKLY, "2", "5"), [3, 7, 10, 14, 17, 21, 24, 28]),
        (rule(Frequency.TEN_DAYS), [10, 20, 30]),
        (rule(Frequency.HALF_MONTHLY), [15, 30]),
        (rule(Frequency.MONTHLY), [30]),
        (rule(Frequency.MONTHLY, "1"), [30]),
        (rule(Frequency.WEEKLY, "Montag"), [6, 13, 20, 27]),
    ],
)
def test_the_days_of_each_frequency(asked: DispatchRule, days: list[int]) -> None:
    assert june(asked) == days


def test_february_ends_its_periods_early() -> None:
    assert next_due(rule(Frequency.TEN_DAYS), date(2023, 2, 21)) == date(2023, 2, 28)


def test_a_rule_holds_only_while_it_is_in_force() -> None:
    limited = replace(rule(Frequency.WEEKLY), from_date=date(2022, 6, 10), to_date=date(2022, 6, 20))
    assert june(limited) == [13, 20]
    assert next_due(limited, date(2022, 1, 1)) == date(2022, 6, 13)
    assert next_due(limited, date(2022, 6, 21)) is None


def test_who_owes_a_dispatch_today_by_holder() -> None:
    rules = (
        rule(Frequency.WEEKLY, holder="连山区"),
        rule(Frequency.MONTHLY, holder="市发改委"),
        rule(Frequency.TWICE_WEEKLY, holder="高新区"),
    )
    assert [one.holder for one in owing(rules, MONDAY)] == ["连山区", "高新区"]
    assert duties(rules, MONDAY, MONDAY) == (Duty(MONDAY, rules[0]), Duty(MONDAY, rules[2]))


def test_what_was_held_is_owed_no_more() -> None:
    rules = (rule(Frequency.WEEKLY, holder="连山区"), rule(Frequency.WEEKLY, holder="高新区"))
    held = DispatchMeeting(id="m", held_on=MONDAY, holder="连山区", rule_id=rules[0].id)
    assert outstanding(rules, (held,), MONDAY) == (rules[1],)
    assert outstanding(rules, (replace(held, held_on=date(2022, 5, 30)),), MONDAY) == rules


def test_the_end_of_time_is_no_fault() -> None:
    assert next_due(rule(Frequency.WEEKLY), date.max) is None
    assert next_due(rule(Frequency.MONTHLY), date.max) == date.max


@pytest.mark.parametrize(
    "good", [rule(Frequency.MONTHLY), rule(Frequency.DAILY, "1", "2", "3"), rule(Frequency.TWICE_WEEKLY, "1", "4")]
)
def test_a_sound_rule_passes(good: DispatchRule) -> None:
    check_rule(replace(good, from_date=MONDAY))
    check_rule(replace(good, from_date=MONDAY, to_date=MONDAY))


@pytest.mark.parametrize(
    ("key", "bad"),
    [
        ("domain.dispatch_without_holder", rule(Frequency.MONTHLY, holder=" ")),
        (
            "domain.dispatch_ends_before_start",
            replace(rule(Frequency.DAILY), from_date=MONDAY, to_date=date(2022, 6, 5)),
        ),
        ("domain.dispatch_weekdays_meaningless", rule(Frequency.TEN_DAYS, "1")),
        ("domain.dispatch_weekdays_wrong", rule(Frequency.WEEKLY, "1", "2")),
        ("domain.dispatch_weekdays_wrong", rule(Frequency.TWICE_WEEKLY, "1", "1")),
        ("domain.dispatch_weekdays_wrong", rule(Frequency.TWICE_WEEKLY, "1")),
        ("domain.dispatch_weekdays_wrong", rule(Frequency.WEEKLY, "8")),
    ],
)
def test_an_unsound_rule_is_refused(key: str, bad: DispatchRule) -> None:
    with pytest.raises(RuleError) as error:
        check_rule(bad)
    assert error.value.key == key


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(Frequency),
    st.sets(st.sampled_from("1234567"), max_size=3),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_the_next_due_day_is_the_first_that_is_owed(frequency: Frequency, weekdays: set[str], on: date) -> None:
    asked = rule(frequency, *weekdays)
    due = next_due(asked, on)
    assert due is not None
    assert owes(asked, due)
    assert not any(owes(asked, on + timedelta(days=one)) for one in range((due - on).days))
