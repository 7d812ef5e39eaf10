"""Items that are answered by typing: what is recorded, when, and what stays while it is no answer yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit
from pytestqt.qtbot import QtBot

from inspector.domain.geo import Position, distance_m, from_wgs84
from inspector.domain.project import Datum
from inspector.ui.widgets.form.moments import MomentEditor, MonthEditor
from inspector.ui.widgets.form.numbers import NumberEditor
from inspector.ui.widgets.form.place_text import read_answer
from inspector.ui.widgets.form.places import PlaceEditor
from inspector.ui.widgets.form.texts import LineEditor, ParagraphEditor
from inspector.ui.widgets.form.traces import TraceEditor
from tests.ui.form.filler import Filler, wheel

Ask = Callable[..., Filler]
RARE = "𡎚堎子村㙍䶮𬭸"


def test_a_line_is_recorded_by_itself_soon_after_the_last_key(ask: Ask, qtbot: QtBot) -> None:
    filler = ask(("text", "name", "名称", ""))
    filler.editor("name")
    filler.type("abc")
    assert filler.value("name") is None
    qtbot.waitUntil(lambda: filler.value("name") == "abc", timeout=1500)


def test_text_is_recorded_when_the_field_is_left(ask: Ask) -> None:
    filler = ask(("text", "a", "甲", ""), ("text", "b", "乙", ""))
    filler.editor("a")
    filler.type("abc")
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "b"
    assert filler.value("a") == "abc"


def test_rare_characters_and_what_is_being_composed_stay(ask: Ask) -> None:
    filler = ask(("text", "name", "名称", ""))
    editor = filler.editor("name")
    assert isinstance(editor, LineEditor)
    filler.type(RARE)
    filler.view.flush()
    assert filler.value("name") == RARE
    filler.commit("", preedit="xing")
    filler.show()
    filler.commit("兴")
    filler.view.flush()
    assert filler.value("name") == RARE + "兴"


def test_the_caret_stays_while_the_form_recalculates(ask: Ask) -> None:
    filler = ask(("text", "name", "名称", ""))
    editor = filler.editor("name")
    assert isinstance(editor, LineEditor)
    filler.type("acd")
    filler.key(Qt.Key.Key_Home)
    filler.key(Qt.Key.Key_Right)
    filler.view.flush()
    filler.type("b")
    assert editor.line.cursorPosition() == 2
    filler.view.flush()
    assert filler.value("name") == "abcd"
    assert editor.line.hasFocus()


def test_an_emptied_text_is_no_answer(ask: Ask) -> None:
    filler = ask(("text", "name", "名称", ""))
    editor = filler.editor("name")
    assert isinstance(editor, LineEditor)
    filler.type("x")
    filler.view.flush()
    filler.key(Qt.Key.Key_Backspace)
    filler.view.flush()
    assert filler.value("name") is None


def test_several_lines_are_kept_with_their_breaks(ask: Ask) -> None:
    filler = ask(("text", "story", "情况", "multiline"), ("text", "rows", "情况", ""))
    editor = filler.editor("story")
    assert isinstance(editor, ParagraphEditor)
    filler.type("a")
    filler.key(Qt.Key.Key_Return)
    filler.type("b1")
    filler.view.flush()
    assert filler.value("story") == "a\nb1"
    filler.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert filler.view.current == "rows"


def test_digits_in_a_text_are_text(ask: Ask) -> None:
    filler = ask(("text", "name", "名称", ""), ("text", "after", "后", ""))
    filler.editor("name")
    filler.type("123N")
    filler.view.flush()
    assert filler.value("name") == "123N"
    assert filler.view.current == "name"


def test_a_whole_number_is_read_as_people_write_it(ask: Ask) -> None:
    filler = ask(("integer", "people", "在场人数", ""))
    editor = filler.editor("people")
    assert isinstance(editor, NumberEditor)
    filler.type("１,２００")
    filler.view.flush()
    assert filler.value("people") == 1200
    assert editor.line.text() == "１,２００"
    wheel(editor.line)
    assert filler.value("people") == 1200


def test_what_is_no_number_stays_and_says_so_and_the_answer_before_is_kept(ask: Ask) -> None:
    filler = ask(("integer", "people", "在场人数", ""))
    editor = filler.editor("people")
    assert isinstance(editor, NumberEditor)
    filler.type("12")
    filler.view.flush()
    filler.type("x")
    filler.view.flush()
    assert "整数" in editor.problem
    assert filler.value("people") == 12
    filler.show()
    assert editor.line.text() == "12x"
    filler.key(Qt.Key.Key_Backspace)
    filler.view.flush()
    assert not editor.problem
    editor.line.clear()
    filler.type("5")
    filler.key(Qt.Key.Key_Backspace)
    filler.view.flush()
    assert filler.value("people") is None


def test_a_half_typed_decimal_keeps_its_point(ask: Ask) -> None:
    filler = ask(("decimal", "sum", "完成投资", ""))
    editor = filler.editor("sum")
    assert isinstance(editor, NumberEditor)
    filler.type("12.")
    filler.view.flush()
    assert editor.line.text() == "12."
    filler.type("50")
    filler.view.flush()
    assert filler.value("sum") == "12.5"
    assert editor.line.text() == "12.50"


def test_the_authors_message_stands_below_an_answer_that_does_not_fit(ask: Ask) -> None:
    filler = ask(
        ("integer", "people", "在场人数", "", ". <= 500", "最多 500 人"),
        head=("type", "name", "label", "appearance", "constraint", "constraint_message"),
    )
    editor = filler.editor("people")
    filler.type("501")
    filler.view.flush()
    assert editor.problem == "最多 500 人"


def test_a_unit_stands_behind_the_number(ask: Ask) -> None:
    filler = ask(("decimal", "sum", "完成投资", "", "万元"), head=("type", "name", "label", "appearance", "单位"))
    assert filler.view.card is not None
    assert "万元" in {one.text() for one in filler.editor().findChildren(type(filler.editor().head.label))}


@pytest.mark.parametrize("text", ["2026-03-05", "2026/3/5", "20260305"])
def test_a_date_is_typed(ask: Ask, text: str) -> None:
    filler = ask(("date", "day", "日期", ""))
    filler.editor("day")
    filler.type(text)
    filler.key(Qt.Key.Key_Return)
    assert filler.value("day") == "2026-03-05"


def test_a_date_is_recorded_when_typing_ends_without_enter(ask: Ask) -> None:
    filler = ask(("date", "day", "日期", ""))
    filler.editor("day")
    filler.type("2026-03-05")
    filler.view.flush()
    assert filler.value("day") == "2026-03-05"


def test_today_is_one_click_and_a_calendar_one_more(ask: Ask) -> None:
    filler = ask(("date", "day", "日期", ""))
    editor = filler.editor("day")
    assert isinstance(editor, MomentEditor)
    filler.click(editor.now)
    assert filler.value("day") == "2026-03-02"
    QTest.keyClick(editor.day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.day.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.setSelectedDate(calendar.selectedDate().addDays(3))
    calendar.activated.emit(calendar.selectedDate())
    assert filler.value("day") == "2026-03-05"


def test_what_is_no_date_stays_and_says_so(ask: Ask) -> None:
    filler = ask(("date", "day", "日期", ""))
    editor = filler.editor("day")
    assert isinstance(editor, MomentEditor)
    filler.type("2026-02-30")
    filler.view.flush()
    assert editor.problem
    assert filler.value("day") is None
    filler.show()
    assert editor.day.text() == "2026-02-30"


def test_a_time_is_typed_short(ask: Ask) -> None:
    filler = ask(("time", "clock", "时间", ""))
    editor = filler.editor("clock")
    assert isinstance(editor, MomentEditor)
    filler.type("930")
    filler.view.flush()
    assert filler.value("clock") == "09:30"
    editor.clock.selectAll()
    filler.type("97")
    filler.view.flush()
    assert editor.problem
    assert filler.value("clock") == "09:30"
    filler.click(editor.now)
    assert filler.value("clock") == "12:00"
    assert not editor.problem


def test_a_date_with_time_needs_both(ask: Ask) -> None:
    filler = ask(("dateTime", "moment", "时刻", ""))
    editor = filler.editor("moment")
    assert isinstance(editor, MomentEditor)
    filler.type("2026-03-05")
    filler.key(Qt.Key.Key_Return)
    assert filler.value("moment") is None
    assert editor.problem
    filler.show()
    assert editor.day.value == date(2026, 3, 5)
    editor.clock.setFocus()
    filler.type("1430")
    filler.view.flush()
    assert filler.value("moment") == "2026-03-05T14:30:00.000+08:00"
    assert not editor.problem


def test_a_month_and_a_year_are_kept_as_their_first_day(ask: Ask) -> None:
    filler = ask(("date", "month", "年月", "month-year"), ("date", "year", "年", "year"))
    editor = filler.editor("month")
    assert isinstance(editor, MonthEditor)
    filler.type("2026.3")
    filler.view.flush()
    assert filler.value("month") == "2026-03-01"
    filler.show()
    assert editor.line.text() == "2026.3"
    filler.type("5")
    filler.view.flush()
    assert editor.problem
    filler.editor("year")
    filler.type("2025")
    filler.view.flush()
    assert filler.value("year") == "2025-01-01"


def test_a_barcode_is_typed(ask: Ask) -> None:
    filler = ask(("barcode", "code", "设备条码", ""))
    filler.editor("code")
    filler.type("6901234567892")
    filler.key(Qt.Key.Key_Return)
    assert filler.value("code") == "6901234567892"


def test_a_pasted_position_fills_both_fields(ask: Ask) -> None:
    filler = ask(("geopoint", "place", "位置", ""))
    editor = filler.editor("place")
    assert isinstance(editor, PlaceEditor)
    QApplication.clipboard().setText("120.35, 40.6")
    filler.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    filler.view.flush()
    assert filler.value("place") == "40.6 120.35"
    assert (editor.longitude.text(), editor.latitude.text()) == ("120.35", "40.6")
    assert not editor.problem


def test_a_position_in_gcj_is_kept_as_wgs(ask: Ask) -> None:
    filler = ask(("geopoint", "place", "位置", ""))
    editor = filler.editor("place")
    assert isinstance(editor, PlaceEditor)
    there = from_wgs84(Position(120.35, 40.6), Datum.GCJ02)
    editor.datum.setCurrentIndex(editor.datum.findText("GCJ-02"))
    filler.type(f"{there.longitude:.7f}, {there.latitude:.7f}")
    editor.accuracy.setFocus()
    filler.type("5")
    filler.view.flush()
    fix = read_answer(filler.value("place"))
    assert fix is not None
    assert distance_m(fix.position, Position(120.35, 40.6)) < 0.1
    assert fix.accuracy == 5
    assert editor.longitude.text().startswith(f"{there.longitude:.4f}")


def test_half_a_position_waits_and_an_unlikely_one_is_told(ask: Ask) -> None:
    filler = ask(("geopoint", "place", "位置", ""))
    editor = filler.editor("place")
    assert isinstance(editor, PlaceEditor)
    filler.type("120.35")
    filler.view.flush()
    assert filler.value("place") is None
    assert editor.problem
    filler.show()
    assert editor.longitude.text() == "120.35"
    editor.latitude.setFocus()
    filler.type("0.6")
    filler.view.flush()
    assert filler.value("place") == "0.6 120.35"
    assert editor.problem
    for one in (editor.longitude, editor.latitude):
        one.setFocus()
        one.selectAll()
        filler.key(Qt.Key.Key_Delete)
    filler.view.flush()
    assert filler.value("place") is None


def test_the_projects_position_is_one_click(ask: Ask) -> None:
    filler = ask(("geopoint", "place", "位置", ""), place=Position(120.41, 40.33))
    editor = filler.editor("place")
    assert isinstance(editor, PlaceEditor)
    filler.click(editor.project)
    assert filler.value("place") == "40.33 120.41"
    assert editor.latitude.text() == "40.33"


def test_a_trace_is_pasted_and_wrong_lines_are_named(ask: Ask) -> None:
    filler = ask(("geotrace", "fence", "围挡", ""), ("geoshape", "land", "用地", ""))
    editor = filler.editor("fence")
    assert isinstance(editor, TraceEditor)
    editor.text.insertPlainText("120.35, 40.6")
    filler.view.flush()
    assert filler.value("fence") is None
    assert editor.problem
    editor.text.insertPlainText("\nx")
    filler.view.flush()
    assert "2" in editor.problem
    filler.key(Qt.Key.Key_Backspace)
    editor.text.insertPlainText("120.36, 40.61")
    filler.view.flush()
    assert filler.value("fence") == "40.6 120.35 0 0; 40.61 120.36 0 0"
    area = filler.editor("land")
    assert isinstance(area, TraceEditor)
    area.text.insertPlainText("120.35, 40.6\n120.36, 40.61\n120.37, 40.6")
    filler.view.flush()
    assert str(filler.value("land")).endswith("; 40.6 120.35 0 0")
    filler.show()
    assert len(area.text.toPlainText().splitlines()) == 3


def test_a_field_that_only_the_form_fills_is_shown_and_not_typed(ask: Ask) -> None:
    filler = ask(
        ("integer", "a", "甲", "", "", ""),
        ("integer", "twice", "两倍", "", "${a} * 2", ""),
        ("note", "told", "共 ${twice}", "", "", ""),
        head=("type", "name", "label", "appearance", "calculation", "read_only"),
    )
    filler.editor("a")
    filler.type("21")
    filler.key(Qt.Key.Key_Down)
    editor = filler.editor()
    assert editor.question.name == "twice"
    assert not editor.findChildren(QLineEdit)
    assert filler.row("told").entry.label == "共 42"
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "told"
    assert filler.editor().first_input() is None
