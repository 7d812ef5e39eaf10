"""Values, nodes and times outside of expressions, as a session uses them."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from inspector.checklists.expressions import (
    ExpressionError,
    Node,
    Value,
    evaluate,
    parse,
    parse_moment,
    parse_time,
    to_answer,
    to_boolean,
    to_number,
    to_string,
    to_text_of_number,
)
from inspector.checklists.expressions.values import equal
from tests.checklists.expressions.kit import FilledForm

MARCH = datetime(2026, 3, 1)  # noqa: DTZ001 - answers are local
BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("甲", "甲"),
        (2.0, "2"),
        (2.5, "2.5"),
        (math.nan, ""),
        (True, "true"),
        (MARCH, "2026-03-01"),
        (MARCH.replace(hour=8, minute=5), "2026-03-01T08:05:00.000"),
        ((), ""),
        (MARCH.replace(year=987), "0987-03-01"),
    ],
)
def test_what_is_stored_as_an_answer(value: Value, answer: str) -> None:
    assert to_answer(value) == answer


def test_whole_python_numbers_are_numbers_too() -> None:
    assert to_number(3) == 3.0
    assert to_string(3) == "3"
    assert to_boolean(0) is False
    assert equal(3, "3.0")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e15, "1000000000000000"),
        (1e300, "1" + "0" * 300),
        (-0.0, "0"),
        (1e-13, "0"),
        (2.5e-7, "0.00000025"),
        (1.5e16, "15000000000000000"),
    ],
)
def test_numbers_are_written_out(number: float, text: str) -> None:
    assert to_text_of_number(number) == text


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", MARCH),
        ("2026-3-1", MARCH),
        ("2026-03-01T08:30", MARCH.replace(hour=8, minute=30)),
        ("2026-03-01T08:30:15.5", MARCH.replace(hour=8, minute=30, second=15, microsecond=500_000)),
        ("2026-03-01T08:30:15.", MARCH.replace(hour=8, minute=30, second=15)),
        ("2026-02-28T16:00:00Z", MARCH),
        ("2026-03-01T00:00:00+08:00", MARCH),
        ("2026-03-01T00:00:00+0800", MARCH),
        ("2026-02-28T15:00:00-01", MARCH),
        ("2026-13-01", None),
        ("2026-02-29", None),
        ("2026-03-01T25:00", None),
        ("2026-03-01T08:30:61", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0000-01-01", None),
        ("2026-03", None),
        ("2026-03-01 08:30", None),
        ("２０２６-03-01", None),
        ("", None),
    ],
)
def test_dates_and_times_as_text(text: str, moment: datetime | None) -> None:
    assert parse_moment(text, BEIJING) == moment


def test_without_a_zone_times_are_in_utc() -> None:
    assert parse_moment("2026-03-01T00:00:00Z", None) == MARCH


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("08:30", datetime(1970, 1, 1, 8, 30)),  # noqa: DTZ001 - local
        ("00:30:00Z", datetime(1970, 1, 1, 8, 30)),  # noqa: DTZ001 - local
        ("24:00", None),
        ("morning", None),
    ],
)
def test_times_of_day(text: str, moment: datetime | None) -> None:
    assert parse_time(text, BEIJING) == moment


def test_days_before_the_calendar_begins_have_a_decimal_date_all_the_same() -> None:
    tree = parse("decimal-date-time('0001-01-01')").tree
    assert tree is not None
    value = evaluate(tree, FilledForm())
    assert isinstance(value, float)
    assert round(value) == -719162


def test_a_clock_without_a_zone_is_read_as_utc() -> None:
    tree = parse("decimal-date-time('1970-01-02') + decimal-date-time(now()) * 0").tree
    assert tree is not None
    assert evaluate(tree, FilledForm(clock=MARCH)) == 1.0
    assert evaluate(tree, FilledForm(clock=MARCH.replace(tzinfo=UTC))) == 1.0


def test_instances_are_numbered_again_when_one_goes() -> None:
    form = Node("data")
    first, second, third = (form.add("floor", number) for number in (1.0, 2.0, 3.0))
    second.add("title", "二层")
    form.remove(second)
    assert [one.position for one in form.named("floor")] == [1, 2]
    assert (first.position, third.position) == (1, 2)
    assert form.add("floor").position == 3
    assert third.line() == [form, third]


def test_what_is_not_relevant_has_no_value_and_does_not_count() -> None:
    form = FilledForm()
    floors = form.root.named("data")[0].named("floor")
    floors[0].relevant = False
    name = form.root.named("data")[0].named("name")[0]
    name.relevant = False
    given = {
        "count(/data/floor)": 2.0,
        "sum(/data/floor/area)": 80.0,
        "concat('a', ${name}, /data/name, .)": "a",
        "count(${floor})": 2.0,
        "count(indexed-repeat(${title}, ${floor}, 1))": 0.0,
    }
    for text, value in given.items():
        tree = parse(text).tree
        assert tree is not None
        found = evaluate(tree, form)
        assert (to_number(found) if isinstance(value, float) else found) == value, text


def test_a_new_part_of_what_is_not_relevant_is_not_either() -> None:
    group = Node("group", relevant=False)
    assert not group.add("question").relevant


def test_evaluating_from_deep_inside_something_else_is_refused_not_broken() -> None:
    tree = parse("not(" * 90 + "1" + ")" * 90).tree
    assert tree is not None

    def deeper(levels: int) -> Value:
        return deeper(levels - 1) if levels else evaluate(tree, FilledForm())

    with pytest.raises(ExpressionError, match="expr_too_deep_here"):
        _at_the_edge(deeper)


def _at_the_edge(deeper: object) -> None:
    """Call ever deeper until the expression, not the test itself, meets the limit."""
    assert callable(deeper)
    for levels in range(300, 1000, 20):
        deeper(levels)


def test_choices_of_a_filled_form_are_joined_up_to_a_limit() -> None:
    form = FilledForm(answers={"data": {"name": "x" * 600_000}})
    tree = parse("concat(${name}, ${name})").tree
    assert tree is not None
    with pytest.raises(ExpressionError, match="expr_text_too_long"):
        evaluate(tree, form)
