"""Answers between three forms: what a visit keeps (JSON), what expressions compute with, what a formula gave.

As in `Inspection.answers`: text, whole number, decimal as text, true/false, date as ISO text, list of choices.
Apart from the session, because the window and packages bring answers the same way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import TypeAlias

from inspector.checklists.expressions import (
    Atom,
    Value,
    parse_moment,
    parse_time,
    to_answer,
    to_number,
    to_string,
    to_text_of_number,
)
from inspector.checklists.expressions.values import atom
from inspector.checklists.kinds import MANY, Kind
from inspector.checklists.model import Question
from inspector.domain.errors import RuleError
from inspector.domain.ids import CHINA

Answer: TypeAlias = str | int | bool | list[str] | None
"""One answer as a visit keeps it; None is no answer."""
AGREED = "OK"
"""What ODK stores for an acknowledgement."""
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_PLACE = re.compile(r"-?[0-9.]+ -?[0-9.]+( -?[0-9.]+){0,2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?([+-][0-9:]+|Z)?")


def is_computed(question: Question) -> bool:
    """Whether the form alone fills it: what a person writes into it would be gone with the next key."""
    return bool(question.calculation) and not question.trigger


def to_atom(question: Question, answer: Answer) -> Atom:
    """An answer as expressions see it; "" is none.

    Raises RuleError (`checklists.answer_…`) for an answer that is not of the question's kind.
    """
    if answer is None or answer in ("", []):
        return ""
    return _READ.get(question.kind, _text)(question, answer)


def to_json(question: Question, value: Atom) -> Answer:
    """A value as a visit keeps it; None for no answer."""
    if isinstance(value, str):
        return _text_json(question, value)
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return _moment_text(question, value)
    whole = question.kind is Kind.INTEGER or (question.kind in _KEPT and value.is_integer())
    return int(value) if whole else to_text_of_number(value)


def _text_json(question: Question, value: str) -> Answer:
    if not value:
        return None
    if question.kind in MANY:
        return value.split()
    return True if question.kind is Kind.ACKNOWLEDGE else value


def calculated(question: Question, value: Value | None) -> Atom:
    """The result of a formula as the value of a question; NaN, and what does not fit its kind, is no answer."""
    one = "" if value is None else atom(value)
    if isinstance(one, float) and not isinstance(one, bool) and not math.isfinite(one):
        return ""
    if question.kind in {Kind.INTEGER, Kind.DECIMAL, Kind.RANGE}:
        number = to_number(one)
        return "" if math.isnan(number) else (float(int(number)) if question.kind is Kind.INTEGER else number)
    if question.kind in _MOMENTS and not isinstance(one, datetime):
        return parse_moment(to_string(one), CHINA) or ""
    if question.kind in _KEPT or isinstance(one, datetime):
        return one
    answer = to_answer(one)
    return answer if _fits(question, answer) else ""


def _fits(question: Question, value: Atom) -> bool:
    """Whether a visit that keeps this value can be opened again, with the same answer."""
    if question.kind is Kind.ACKNOWLEDGE:
        return value in {"", AGREED}
    try:
        to_atom(question, to_json(question, value))
    except RuleError:
        return False
    return True


_KEPT = frozenset({Kind.CALCULATE, Kind.HIDDEN})
_MOMENTS = frozenset({Kind.DATE, Kind.DATETIME, Kind.START, Kind.END, Kind.TODAY})


def _refused(key: str, question: Question, answer: Answer) -> RuleError:
    return RuleError(key, name=question.name, answer=answer)


def _text(question: Question, answer: Answer) -> Atom:
    if isinstance(answer, bool):
        if question.kind in _KEPT:
            return answer
        raise _refused("checklists.answer_no_text", question, answer)
    if isinstance(answer, list):
        raise _refused("checklists.answer_no_text", question, answer)
    if isinstance(answer, int):
        return float(answer) if question.kind in _KEPT else str(answer)
    return answer or ""


def _integer(question: Question, answer: Answer) -> Atom:
    if isinstance(answer, bool) or not isinstance(answer, (int, str)) or not _WHOLE.fullmatch(str(answer).strip()):
        raise _refused("checklists.answer_no_whole_number", question, answer)
    return float(answer)


def _decimal(question: Question, answer: Answer) -> Atom:
    if isinstance(answer, bool) or not isinstance(answer, (int, str)) or not _DECIMAL.fullmatch(str(answer).strip()):
        raise _refused("checklists.answer_no_number", question, answer)
    return float(answer)


def _moment(question: Question, answer: Answer) -> Atom:
    found = parse_moment(answer, CHINA) if isinstance(answer, str) else None
    if found is None:
        raise _refused("checklists.answer_no_date", question, answer)
    return datetime.combine(found, time()) if question.kind in {Kind.DATE, Kind.TODAY} else found


def _time(question: Question, answer: Answer) -> Atom:
    if not isinstance(answer, str) or not _TIME.fullmatch(answer) or parse_time(answer, CHINA) is None:
        raise _refused("checklists.answer_no_time", question, answer)
    return answer


def _one_choice(question: Question, answer: Answer) -> Atom:
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, bool) or not isinstance(answer, str):
        raise _refused("checklists.answer_no_choice", question, answer)
    return answer


def _choices(question: Question, answer: Answer) -> Atom:
    chosen = answer.split() if isinstance(answer, str) else answer
    if not isinstance(chosen, list) or len(set(chosen)) != len(chosen) or any(not one or " " in one for one in chosen):
        raise _refused("checklists.answer_no_choices", question, answer)
    return " ".join(chosen)


def _agreed(question: Question, answer: Answer) -> Atom:
    if answer is False:
        return ""
    if answer is not True and answer != AGREED:
        raise _refused("checklists.answer_no_agreement", question, answer)
    return AGREED


def _place(question: Question, answer: Answer) -> Atom:
    if not isinstance(answer, str) or not _PLACE.fullmatch(answer):
        raise _refused("checklists.answer_no_place", question, answer)
    return answer


def _moment_text(question: Question, value: datetime) -> str:
    day_only = question.kind in {Kind.DATE, Kind.TODAY}
    if day_only or (question.kind not in _MOMENTS and value.time() == time()):
        return value.date().isoformat()
    return value.replace(tzinfo=CHINA).isoformat(timespec="milliseconds")


_READ: Mapping[Kind, Callable[[Question, Answer], Atom]] = MappingProxyType(
    {
        Kind.INTEGER: _integer,
        Kind.DECIMAL: _decimal,
        Kind.RANGE: _decimal,
        Kind.DATE: _moment,
        Kind.DATETIME: _moment,
        Kind.TODAY: _moment,
        Kind.START: _moment,
        Kind.END: _moment,
        Kind.TIME: _time,
        Kind.SELECT_ONE: _one_choice,
        Kind.SELECT_MULTIPLE: _choices,
        Kind.RANK: _choices,
        Kind.ACKNOWLEDGE: _agreed,
        Kind.GEOPOINT: _place,
    }
)
