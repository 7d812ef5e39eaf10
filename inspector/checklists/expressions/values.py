"""Values of expressions and how one kind becomes another, by JavaRosa's rules.

Source: ODK XForms specification, "XPath conditions"; JavaRosa `XPathFuncExpr` for what the specification leaves
open. Two differences are on purpose: a large or small number is written out (3000000000, as XPath 1.0 and ODK Web
Forms do), where JavaRosa would say 3.0E9; text lengths count characters, not UTF-16 units.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from inspector.checklists.expressions.nodes import Atom, Node, NodeSet
from inspector.domain.errors import InspectorError

Value: TypeAlias = Atom | NodeSet
NAN = math.nan
EPOCH = date(1970, 1, 1)
_NEARLY_EQUAL = 1e-12
"""JavaRosa's tolerance, so that 6.1 - 7.8 equals -1.7."""
_EXACT = 10**15
"""Whole numbers below are written with all their digits, larger ones with those that a double has."""
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_JAVA_TRIM = "".join(map(chr, range(33)))


class ExpressionError(InspectorError):
    """An expression cannot be evaluated with these answers."""


class ValueType(Enum):
    """What a field holds, for the static rules."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATE_TIME = "date_time"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    PLACE = "place"
    GROUP = "group"
    REPEAT = "repeat"


def atom(value: Value) -> Atom:
    """The one value of a node-set, "" for none.

    Raises ExpressionError where it holds several: which instance is meant has to be said.
    """
    if not isinstance(value, tuple):
        return value
    if len(value) > 1:
        raise ExpressionError("checklists.expr_repeated_value", name=value[0].name, count=len(value))
    return value[0].value if value else ""


def to_boolean(value: Value) -> bool:
    """Not empty, not zero, not NaN; a date is always true."""
    one = atom(value)
    if isinstance(one, str):
        return one != ""
    if isinstance(one, datetime):
        return True
    return abs(one) > _NEARLY_EQUAL  # false for NaN too


def to_number(value: Value) -> float:
    """Dates as whole days since 1970; text that is no plain number as NaN; a decimal comma is read as a point."""
    one = atom(value)
    if isinstance(one, str):
        text = one.replace(",", ".").strip(_JAVA_TRIM)
        return float(text) if _NUMBER.fullmatch(text) else NAN
    if isinstance(one, datetime):
        return float((one.date() - EPOCH).days)
    return float(one)


def to_string(value: Value) -> str:
    """Whole numbers without a point, dates as yyyy-mm-dd (their time is left out, as JavaRosa does)."""
    one = atom(value)
    if isinstance(one, str):
        return one
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, datetime):
        return one.date().isoformat()
    return to_text_of_number(one)


def to_text_of_number(number: float) -> str:
    """NaN, Infinity, -Infinity, else decimal digits without an exponent; what is nearly whole is whole."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    whole = round(number)
    if abs(number - whole) < _NEARLY_EQUAL and abs(whole) < _EXACT:
        return str(whole)
    return f"{Decimal(repr(number)):f}".removesuffix(".0")


def to_answer(value: Value) -> str:
    """What is stored as the answer of a calculation: NaN is no answer, a time of day is kept."""
    one = atom(value)
    if isinstance(one, float) and math.isnan(one):
        return ""
    if isinstance(one, datetime) and (one.hour or one.minute or one.second or one.microsecond):
        return one.isoformat(timespec="milliseconds")
    return to_string(one)


def equal(left: Value, right: Value) -> bool:
    """`=` of JavaRosa: as booleans if one is, else as numbers if one is, else as texts."""
    one, other = atom(left), atom(right)
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return to_boolean(one) == to_boolean(other)
    if isinstance(one, (float, int)) or isinstance(other, (float, int)):
        first, second = to_number(one), to_number(other)
        return first == second or abs(first - second) < _NEARLY_EQUAL
    return to_string(one) == to_string(other)


def relevant(nodes: list[Node] | NodeSet) -> NodeSet:
    """Those that have a say."""
    return tuple(one for one in nodes if one.relevant)
