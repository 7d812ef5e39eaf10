from __future__ import annotations

import math
from datetime import datetime

import pytest

from inspector.checklists.answers import AGREED, Answer, calculated, to_atom, to_json
from inspector.checklists.expressions import Atom, Value
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Question
from inspector.domain.errors import RuleError

GOOD: list[tuple[Kind, Answer, Answer]] = [
    (Kind.TEXT, "甲", "甲"),
    (Kind.TEXT, 3, "3"),
    (Kind.TEXT, "", None),
    (Kind.INTEGER, 3, 3),
    (Kind.INTEGER, "-3", -3),
    (Kind.DECIMAL, "12.50", "12.5"),
    (Kind.DECIMAL, 12, "12"),
    (Kind.RANGE, 7, "7"),
    (Kind.DATE, "2026-03-01", "2026-03-01"),
    (Kind.DATE, "2026-03-01T10:00:00+08:00", "2026-03-01"),
    (Kind.DATETIME, "2026-03-01T10:00:00+09:00", "2026-03-01T09:00:00.000+08:00"),
    (Kind.TIME, "09:30", "09:30"),
    (Kind.SELECT_ONE, "a b", "a b"),
    (Kind.SELECT_ONE, ["a"], "a"),
    (Kind.SELECT_MULTIPLE, ["a", "b"], ["a", "b"]),
    (Kind.SELECT_MULTIPLE, "a b", ["a", "b"]),
    (Kind.SELECT_MULTIPLE, [], None),
    (Kind.RANK, ["b", "a"], ["b", "a"]),
    (Kind.ACKNOWLEDGE, True, True),
    (Kind.ACKNOWLEDGE, AGREED, True),
    (Kind.ACKNOWLEDGE, False, None),
    (Kind.GEOPOINT, "40.7 120.8 0 5", "40.7 120.8 0 5"),
    (Kind.IMAGE, "p.jpg", "p.jpg"),
    (Kind.HIDDEN, True, True),
    (Kind.HIDDEN, 3, 3),
    (Kind.HIDDEN, "x", "x"),
    (Kind.TEXT, None, None),
]
BAD: list[tuple[Kind, Answer, str]] = [
    (Kind.TEXT, True, "no_text"),
    (Kind.TEXT, ["a"], "no_text"),
    (Kind.INTEGER, "3.5", "no_whole_number"),
    (Kind.INTEGER, True, "no_whole_number"),
    (Kind.INTEGER, "9" * 30, "no_whole_number"),
    (Kind.DECIMAL, "1e5", "no_number"),
    (Kind.DECIMAL, True, "no_number"),
    (Kind.DATE, "2026-02-30", "no_date"),
    (Kind.DATE, 3, "no_date"),
    (Kind.TIME, "25:00", "no_time"),
    (Kind.SELECT_ONE, ["a", "b"], "no_choice"),
    (Kind.SELECT_ONE, 1, "no_choice"),
    (Kind.SELECT_MULTIPLE, ["a", "a"], "no_choices"),
    (Kind.SELECT_MULTIPLE, ["a b"], "no_choices"),
    (Kind.SELECT_MULTIPLE, 1, "no_choices"),
    (Kind.ACKNOWLEDGE, "yes", "no_agreement"),
    (Kind.GEOPOINT, "here", "no_place"),
]


@pytest.mark.parametrize(("kind", "answer", "kept"), GOOD)
def test_an_answer_is_kept_in_its_typed_form(kind: Kind, answer: Answer, kept: Answer) -> None:
    question = Question("q", kind)
    assert to_json(question, to_atom(question, answer)) == kept
    assert to_json(question, to_atom(question, kept)) == kept


@pytest.mark.parametrize(("kind", "answer", "key"), BAD)
def test_an_answer_of_another_kind_is_refused(kind: Kind, answer: Answer, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        to_atom(Question("q", kind), answer)
    assert caught.value.key == f"checklists.answer_{key}"


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (Kind.CALCULATE, None, ""),
        (Kind.CALCULATE, math.nan, ""),
        (Kind.CALCULATE, math.inf, ""),
        (Kind.CALCULATE, 2.5, 2.5),
        (Kind.CALCULATE, True, True),
        (Kind.INTEGER, 2.7, 2.0),
        (Kind.INTEGER, "x", ""),
        (Kind.DECIMAL, "2.5", 2.5),
        (Kind.GEOPOINT, 1.0, ""),
        (Kind.GEOPOINT, "40.7 120.8 0 0", "40.7 120.8 0 0"),
        (Kind.SELECT_MULTIPLE, "a a", ""),
        (Kind.SELECT_MULTIPLE, "a b", "a b"),
        (Kind.TIME, "soon", ""),
        (Kind.ACKNOWLEDGE, "no", ""),
        (Kind.TEXT, 3.0, "3"),
        (Kind.TEXT, True, "true"),
        (Kind.DATE, "2026-03-01", datetime(2026, 3, 1)),  # noqa: DTZ001 - local on purpose
        (Kind.DATE, "soon", ""),
        (Kind.TEXT, datetime(2026, 3, 1), datetime(2026, 3, 1)),  # noqa: DTZ001
    ],
)
def test_what_a_formula_gives_is_fitted_to_its_question(kind: Kind, value: Value | None, kept: Atom) -> None:
    found = calculated(Question("q", kind), value)
    assert (found, type(found)) == (kept, type(kept))


def test_a_calculated_day_is_kept_as_a_day_and_a_moment_with_its_offset() -> None:
    question = Question("q", Kind.CALCULATE)
    assert to_json(question, datetime(2026, 3, 1)) == "2026-03-01"  # noqa: DTZ001
    assert to_json(question, datetime(2026, 3, 1, 9)) == "2026-03-01T09:00:00.000+08:00"  # noqa: DTZ001
    assert (to_json(question, 2.0), to_json(question, 2.5)) == (2, "2.5")
