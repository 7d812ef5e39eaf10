"""Functions of dates and times."""

from __future__ import annotations

import math
from datetime import datetime, time

from inspector.checklists.expressions.moments import (
    days_since_epoch,
    format_moment,
    parse_time,
    time_of_day,
    to_moment,
)
from inspector.checklists.expressions.scope import Function, Scope
from inspector.checklists.expressions.values import NAN, ExpressionError, Value, atom, to_string


def _now(scope: Scope) -> datetime:
    return scope.context.now().replace(tzinfo=None)


def _today(scope: Scope) -> datetime:
    return datetime.combine(_now(scope), time())


def _date(scope: Scope, value: Value) -> Value:
    return _moment_or_nothing(scope, value, keep_time=False)


def _date_time(scope: Scope, value: Value) -> Value:
    return _moment_or_nothing(scope, value, keep_time=True)


def _moment_or_nothing(scope: Scope, value: Value, *, keep_time: bool) -> Value:
    """No answer stays "", NaN stays NaN."""
    moment = to_moment(value, scope.zone, keep_time=keep_time)
    return _nothing(value) if moment is None else moment


def _nothing(value: Value) -> Value:
    return "" if isinstance(atom(value), str) else NAN


def _decimal_date_time(scope: Scope, value: Value) -> Value:
    number = atom(value)
    if isinstance(number, (int, float)) and not isinstance(number, bool):
        return _days(number)
    moment = to_moment(value, scope.zone, keep_time=True)
    return "" if moment is None else days_since_epoch(moment, scope.zone)


def _decimal_time(scope: Scope, value: Value) -> Value:
    number = atom(value)
    if isinstance(number, (int, float)) and not isinstance(number, bool):
        return NAN if math.isnan(number) else _days(number) - math.floor(number)
    if isinstance(number, str) and (hour := parse_time(number, scope.zone)):
        return time_of_day(hour)
    moment = to_moment(value, scope.zone, keep_time=True)
    return "" if moment is None else time_of_day(moment)


def _days(number: float) -> float:
    if math.isinf(number) or abs(number) > 2**31 - 1:
        raise ExpressionError("checklists.expr_no_date", value=number)
    return number


def _format_date(scope: Scope, value: Value, pattern: Value) -> str:
    moment = to_moment(value, scope.zone, keep_time=True)
    return "" if moment is None else format_moment(moment, to_string(pattern))


DATE_FUNCTIONS: dict[str, Function] = {
    "today": _today,
    "now": _now,
    "date": _date,
    "date-time": _date_time,
    "decimal-date-time": _decimal_date_time,
    "decimal-time": _decimal_time,
    "format-date": _format_date,
    "format-date-time": _format_date,
}
