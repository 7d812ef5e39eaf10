"""Functions of numbers and truth values.

max, min and round follow the documentation where JavaRosa's code slips: its max of negative numbers alone is 4.9E-324,
and it rounds negative numbers to tens towards zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from inspector.checklists.expressions.moments import number_of
from inspector.checklists.expressions.scope import Function, Scope, nodes_of
from inspector.checklists.expressions.text_functions import whole
from inspector.checklists.expressions.values import NAN, ExpressionError, Value, to_boolean, to_number, to_string

_MOST_PLACES = 30
_DIGITS_OF_DOUBLE = 17


def _int(_: Scope, value: Value) -> float:
    number = to_number(value)
    return math.copysign(float(math.trunc(number)), number) if math.isfinite(number) else number


def _round(_: Scope, value: Value, places: Value = 0.0) -> float:
    """Halves go up, towards plus infinity."""
    number, digits = to_number(value), whole(places)
    if not math.isfinite(number):
        return number
    if abs(digits) > _MOST_PLACES:
        return NAN
    mode = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    exact = Decimal(repr(number))
    if exact.adjusted() + digits > _DIGITS_OF_DOUBLE:
        return number
    return math.copysign(float(exact.quantize(Decimal(1).scaleb(-digits), mode)), number)


def _guarded(compute: Callable[..., float]) -> Function:
    """Java's Math gives NaN or infinity where Python's raises."""

    def run(_: Scope, *values: Value) -> float:
        try:
            return float(compute(*map(number_of, values)))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return run


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _logarithm(compute: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else compute(number)


def _random(scope: Scope) -> float:
    return scope.context.random()


def _pi(_: Scope) -> float:
    return math.pi


def _number(_: Scope, value: Value) -> float:
    return to_number(value)


def _numbers(values: Sequence[Value]) -> list[float]:
    """Of one node-set or of the arguments; what is no number does not count."""
    given = [one.value for one in values[0]] if len(values) == 1 and isinstance(values[0], tuple) else values
    return [number for number in map(to_number, given) if not math.isnan(number)]


def _max(_: Scope, *values: Value) -> float:
    return max(_numbers(values), default=NAN)


def _min(_: Scope, *values: Value) -> float:
    return min(_numbers(values), default=NAN)


def _sum(_: Scope, values: Value) -> float:
    total = 0.0
    for number in _numbers((nodes_of(values, "sum"),)):
        total += number  # one after the other, as JavaRosa adds: sum() would round otherwise from Python 3.12 on
    return total


def _true(_: Scope) -> bool:
    return True


def _false(_: Scope) -> bool:
    return False


def _boolean(_: Scope, value: Value) -> bool:
    return to_boolean(value)


def _not(_: Scope, value: Value) -> bool:
    return not to_boolean(value)


def _boolean_from_string(_: Scope, value: Value) -> bool:
    text = to_string(value)
    return text.lower() == "true" or text == "1"


def _factors(values: Sequence[Value]) -> Sequence[Value]:
    return [one.value for one in values[0]] if len(values) == 1 and isinstance(values[0], tuple) else values


def _checklist(_: Scope, least: Value, most: Value, *factors: Value) -> bool:
    """Whether enough and not too many factors hold; a negative limit is none."""
    count = sum(to_boolean(one) for one in _factors(factors))
    low, high = whole(least), whole(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _weighted_checklist(_: Scope, least: Value, most: Value, *pairs: Value) -> bool:
    """Factors and weights in turn, or a node-set of each."""
    factors, weights = pairs[0::2], pairs[1::2]
    if len(pairs) == 2 and isinstance(pairs[0], tuple) and isinstance(pairs[1], tuple):  # noqa: PLR2004 - a pair
        factors, weights = (tuple(node.value for node in one) for one in (pairs[0], pairs[1]))
        if len(factors) != len(weights):
            raise ExpressionError("checklists.expr_weights", factors=len(factors), weights=len(weights))
    score = 0.0
    for factor, weight in zip(factors, weights, strict=True):
        score += to_number(weight) if to_boolean(factor) else 0.0
    return to_number(least) <= score <= to_number(most)


NUMBER_FUNCTIONS: dict[str, Function] = {
    "number": _number,
    "int": _int,
    "round": _round,
    "abs": _guarded(abs),
    "pow": _guarded(_power),
    "exp": _guarded(math.exp),
    "exp10": _guarded(lambda number: _power(10.0, number)),
    "log": _guarded(_logarithm(math.log)),
    "log10": _guarded(_logarithm(math.log10)),
    "sqrt": _guarded(math.sqrt),
    "sin": _guarded(math.sin),
    "cos": _guarded(math.cos),
    "tan": _guarded(math.tan),
    "asin": _guarded(math.asin),
    "acos": _guarded(math.acos),
    "atan": _guarded(math.atan),
    "atan2": _guarded(math.atan2),
    "pi": _pi,
    "random": _random,
    "max": _max,
    "min": _min,
    "sum": _sum,
    "true": _true,
    "false": _false,
    "boolean": _boolean,
    "not": _not,
    "boolean-from-string": _boolean_from_string,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
}
