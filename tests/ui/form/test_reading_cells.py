"""What the form reads without a window: appearances, verdicts, languages, positions, typed numbers and times."""

from __future__ import annotations

import pytest

from inspector.checklists.kinds import Kind
from inspector.checklists.languages import language_of
from inspector.checklists.model import Choice, Form, Question, Rules
from inspector.domain.geo import Position
from inspector.ui.widgets.form.looks import look_of
from inspector.ui.widgets.form.place_text import (
    Fix,
    read_answer,
    read_position,
    read_trace,
    to_answer,
    trace_answer,
    trace_text,
)
from inspector.ui.widgets.form.typed_values import read_decimal, read_moment, read_time, read_whole
from inspector.ui.widgets.form.verdicts import is_judged


@pytest.mark.parametrize(
    ("appearance", "columns", "width"),
    [("", 1, 0), ("columns", 0, 0), ("columns-3 w2", 3, 2), ("horizontal", 0, 0), ("W8", 1, 8), ("w0 columns-x", 1, 0)],
)
def test_an_appearance_says_columns_and_width(appearance: str, columns: int, width: int) -> None:
    look = look_of(appearance)
    assert (look.columns, look.width) == (columns, width)


def test_an_appearance_is_a_set_of_words_whatever_their_case() -> None:
    assert look_of("Minimal SEARCH").has("minimal")
    assert not look_of("").has("minimal", "likert")


def choices(*names: str, **columns: str) -> tuple[Choice, ...]:
    return tuple(Choice(one, {"": one}, columns=columns) for one in names)


def test_pass_fail_and_not_applicable_are_judged() -> None:
    question = Question("a", Kind.SELECT_ONE)
    assert is_judged(question, choices("合格", "不合格", "不适用"))
    assert is_judged(question, choices("符合", "不符合"))
    assert is_judged(question, (Choice("1", {"": "合格"}), Choice("2", {"": "不合格"})))


def test_other_lists_are_not_judged() -> None:
    question = Question("a", Kind.SELECT_ONE)
    assert not is_judged(question, choices("合格", "不适用"))
    assert not is_judged(question, choices("合格", "达标", "不合格"))
    assert not is_judged(question, choices("优", "良"))
    assert not is_judged(question, choices("合格", "不合格", "不适用", "说不清"))
    assert not is_judged(Question("a", Kind.SELECT_MULTIPLE), choices("合格", "不合格"))


def test_yes_and_no_judge_only_where_something_depends_on_it() -> None:
    assert not is_judged(Question("是否停工", Kind.SELECT_ONE), choices("是", "否"))
    assert is_judged(Question("持证", Kind.SELECT_ONE, rules=Rules(weight="2")), choices("是", "否"))


def test_the_language_of_the_window_is_found_in_the_form() -> None:
    checklist = Form("表", "a", languages=("中文 (zh)", "English (en)"))
    assert language_of(checklist, "zh_CN") == "中文 (zh)"
    assert language_of(checklist, "en") == "English (en)"
    assert language_of(checklist, "mn") == ""
    assert language_of(Form("表", "a"), "zh_CN") == ""


@pytest.mark.parametrize(
    "text",
    [
        "120.35, 40.6",
        "40.6 120.35",
        "１２０．３５，４０．６",
        "东经120.35，北纬40.6",
        "北纬40.6度 东经120.35度",
        "40.6N 120.35E",
        "N40.6 E120.35",
        "40°36′00″N 120°21′00″E",
        "经度：120.35 纬度：40.6",
        "120度21分，40度36分",
    ],
)
def test_a_position_is_read_however_it_is_written(text: str) -> None:
    found = read_position(text)
    assert found is not None
    assert (round(found.longitude, 6), round(found.latitude, 6)) == (120.35, 40.6)


@pytest.mark.parametrize("text", ["", "120.35", "东港市", "200, 100", "A1 B"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_position(text) is None


def test_the_south_and_the_west_are_negative() -> None:
    assert read_position("33.87S 151.21E") == Position(151.21, -33.87)
    assert read_position("-33.87, -70.5") == Position(-33.87, -70.5)


def test_a_position_is_kept_as_xlsform_has_it() -> None:
    assert to_answer(Fix(Position(120.35, 40.6))) == "40.6 120.35"
    assert to_answer(Fix(Position(120.35, 40.6), accuracy=5)) == "40.6 120.35 0 5"
    assert read_answer("40.6 120.35 12.5 5") == Fix(Position(120.35, 40.6), 12.5, 5)
    assert read_answer(None) is None
    assert read_answer("40.6") is None
    assert read_answer("x y") is None


def test_a_trace_is_read_line_by_line_and_names_wrong_lines() -> None:
    points, wrong = read_trace("120.35, 40.6\n东港\n120.36, 40.61；120.37, 40.6")
    assert len(points) == 3
    assert wrong == [2]


def test_an_area_is_closed_and_shown_as_it_is_typed() -> None:
    points, _ = read_trace("120.35, 40.6\n120.36, 40.61\n120.37, 40.6")
    answer = trace_answer(points, closed=True)
    assert answer.startswith("40.6 120.35 0 0; ")
    assert answer.endswith("; 40.6 120.35 0 0")
    assert trace_text(answer).splitlines()[0] == "120.35, 40.6"
    assert trace_answer(points, closed=False).count(";") == 2
    assert trace_text(None) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("１２００", 1200), ("1,200", 1200), ("-3", -3), ("−3", -3), (" 7 ", 7), ("1.5", None), ("", None)],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12.50", "12.50"), ("１２。５", "12.5"), ("1,234.5", "1234.5"), (".5", "0.5"), ("12.", "12"), ("1e3", None)],
)
def test_decimal_numbers(text: str, number: str | None) -> None:
    assert read_decimal(text) == number


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("930", "09:30"),
        ("9:30", "09:30"),
        ("９：３０", "09:30"),
        ("9点", "09:00"),
        ("14时05分", "14:05"),
        ("24:00", None),
        ("9:60", None),
        ("早上", None),
    ],
)
def test_times(text: str, clock: str | None) -> None:
    assert read_time(text) == clock


def test_moments_are_read_in_chinas_time() -> None:
    found = read_moment("2026-03-02T01:30:00.000Z")
    assert found is not None
    assert found.strftime("%H:%M") == "09:30"
    assert read_moment(None) is None
