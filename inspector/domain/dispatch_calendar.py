"""Who owes a dispatch (调度) on which day.

It stands apart from the records because a rule names a frequency, and what "every ten days" means on the
calendar is a decision. Ours, where a rule names no weekdays: daily = every day; weekly = Monday; twice weekly =
Monday and Thursday (高新区, domain.md §4); 旬 = 10th, 20th and last day of the month; half-monthly = 15th and
last day; monthly = last day. Weekdays replace the default of the first three and mean nothing for the
others, which `check_rule` refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspector.domain.dispatch import DispatchMeeting, DispatchRule, Frequency
from inspector.domain.errors import RuleError
from inspector.domain.periods import Month, Period, TenDays

_MONDAY, _THURSDAY, _SUNDAY = 1, 4, 7
_WEEK = frozenset(range(_MONDAY, _SUNDAY + 1))
_DEFAULT_WEEKDAYS = {
    Frequency.DAILY: _WEEK,
    Frequency.WEEKLY: frozenset({_MONDAY}),
    Frequency.TWICE_WEEKLY: frozenset({_MONDAY, _THURSDAY}),
}
_WEEKDAY_COUNTS = {
    Frequency.DAILY: range(1, 8),
    Frequency.WEEKLY: range(1, 2),
    Frequency.TWICE_WEEKLY: range(2, 3),
}
_PERIODS: dict[Frequency, type[Month | Period | TenDays]] = {
    Frequency.TEN_DAYS: TenDays,
    Frequency.HALF_MONTHLY: Period,
    Frequency.MONTHLY: Month,
}
_LONGEST_WAIT = 31


@dataclass(frozen=True)
class Duty:
    """On `day` the holder of `rule` owes a dispatch."""

    day: date
    rule: DispatchRule


def check_rule(rule: DispatchRule) -> None:
    """RuleError where the weekdays of `rule` are none, do not fit its frequency, or it ends before it begins."""
    if not rule.holder.strip():
        raise RuleError("domain.dispatch_without_holder")
    if rule.from_date and rule.to_date and rule.to_date < rule.from_date:
        raise RuleError("domain.dispatch_ends_before_start", from_date=rule.from_date, to_date=rule.to_date)
    if not rule.weekdays:
        return
    if rule.frequency not in _WEEKDAY_COUNTS:
        raise RuleError("domain.dispatch_weekdays_meaningless", holder=rule.holder)
    if len(_named(rule)) != len(rule.weekdays) or len(rule.weekdays) not in _WEEKDAY_COUNTS[rule.frequency]:
        raise RuleError("domain.dispatch_weekdays_wrong", holder=rule.holder, weekdays=rule.weekdays)


def owes(rule: DispatchRule, on: date) -> bool:
    """Whether the holder of `rule` owes a dispatch on `on`. Unreadable weekdays count as not given."""
    if (rule.from_date and on < rule.from_date) or (rule.to_date and on > rule.to_date):
        return False
    if rule.frequency in _DEFAULT_WEEKDAYS:
        return on.isoweekday() in (_named(rule) or _DEFAULT_WEEKDAYS[rule.frequency])
    return on == _PERIODS[rule.frequency].of(on).last_day


def owing(rules: Iterable[DispatchRule], on: date) -> tuple[DispatchRule, ...]:
    """The rules due on `on`, by holder."""
    return tuple(sorted((rule for rule in rules if owes(rule, on)), key=lambda rule: (rule.holder, rule.id)))


def outstanding(
    rules: Iterable[DispatchRule], meetings: Iterable[DispatchMeeting], on: date
) -> tuple[DispatchRule, ...]:
    """The rules due on `on` for which no meeting of that day is recorded yet."""
    held = {meeting.rule_id for meeting in meetings if meeting.held_on == on}
    return tuple(rule for rule in owing(rules, on) if rule.id not in held)


def next_due(rule: DispatchRule, on: date) -> date | None:
    """The first day from `on` (included) on which `rule` is due, None where none is left."""
    begin = max(on, rule.from_date or on)
    return next((duty.day for duty in duties((rule,), begin, _days_later(begin, _LONGEST_WAIT))), None)


def duties(rules: Iterable[DispatchRule], first: date, last: date) -> tuple[Duty, ...]:
    """Every duty from `first` to `last` (both included), by day and holder: the dispatch calendar."""
    asked = tuple(rules)
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return tuple(Duty(day, rule) for day in days for rule in owing(asked, day))


def _days_later(day: date, count: int) -> date:
    return date.fromordinal(min(day.toordinal() + count, date.max.toordinal()))


def _named(rule: DispatchRule) -> frozenset[int]:
    texts = {str(number): number for number in _WEEK}
    return frozenset(texts[one] for one in rule.weekdays if one in texts)
