from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.calendar_popup import CalendarPopup
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo, DateField, NumberBox, WholeNumberBox, read_date
from inspector.ui.widgets.typed_text import TypedLine, TypedText

DAY = date(2022, 6, 13)


@pytest.mark.parametrize("text", ["2022-06-13", "2022-6-13", "2022/6/13", "2022.06.13", "20220613", " 2022年6月13日 "])
def test_dates_are_read_as_people_write_them(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["", "2022-02-30", "6月13日", "220613", "明天", "2022-13-01"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def wheel(widget: QWidget, steps: int = -1) -> bool:
    """Turn the wheel over a widget; whether it took it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()


def test_the_wheel_changes_only_what_has_the_focus(page: QWidget, qtbot: QtBot) -> None:
    combo, whole, number, other = Combo("地区"), WholeNumberBox("人数"), NumberBox("长度"), QLineEdit()
    combo.addItems(["甲", "乙"])
    put(page, combo, whole, number, other)
    qtbot.waitExposed(page)
    other.setFocus()
    for box, steps in ((combo, -1), (whole, 1), (number, 1)):
        assert not wheel(box, steps)
    assert (combo.currentIndex(), whole.value(), number.value()) == (0, 0, 0.0)
    for box, steps in ((combo, -1), (whole, 1), (number, 1)):
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
        wheel(box, steps)
    assert (combo.currentIndex(), whole.value(), number.value()) == (1, 1, 1.0)


def test_a_date_is_typed_in_any_form_and_told_once(appearance: Appearance, page: QWidget, qtbot: QtBot) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    told: list[object] = []
    field.chosen.connect(told.append)
    qtbot.keyClicks(field, "20220613")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == [DAY]
    assert field.text() == "2022-06-13"
    assert field.value == DAY


def test_a_date_may_stay_empty_and_be_emptied(appearance: Appearance, page: QWidget, qtbot: QtBot) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    field.show_date(DAY)
    told: list[object] = []
    field.chosen.connect(told.append)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == [None]
    assert field.value is None
    assert field.is_valid


def test_what_is_no_date_stays_and_is_marked(appearance: Appearance, page: QWidget, qtbot: QtBot) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    told: list[object] = []
    field.chosen.connect(told.append)
    qtbot.keyClicks(field, "2022-02-30")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.property("kind"), field.is_valid, told) == ("2022-02-30", "wrong", False, [])
    field.show_date(DAY)
    assert field.property("kind") == ""


def test_the_arrow_keys_go_by_days(appearance: Appearance, page: QWidget, qtbot: QtBot) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value is None
    field.show_date(DAY)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == date(2022, 6, 14)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value == DAY


@pytest.mark.parametrize("shown", [None, DAY])
def test_a_day_is_picked_from_the_calendar(
    appearance: Appearance, page: QWidget, qtbot: QtBot, shown: date | None
) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    field.show_date(shown)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(CalendarPopup)
    assert calendar is not None
    day = calendar.selectedDate().addDays(1)
    calendar.setSelectedDate(day)
    with qtbot.waitSignal(field.chosen):
        calendar.activated.emit(day)
    assert field.text() == day.toString("yyyy-MM-dd")
    assert not calendar.isVisible()


@pytest.mark.parametrize(("language", "month"), [("zh_CN", "六月"), ("en", "June")])
def test_the_calendar_speaks_the_language_and_keeps_red_for_lamps(
    appearance: Appearance, page: QWidget, language: str, month: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    calendar = CalendarPopup(page, appearance.tokens, DAY)
    assert calendar.locale().standaloneMonthName(6) == month
    assert calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color().name() == appearance.tokens.ink2.lower()
    assert calendar.findChildren(QWidget, "qt_calendar_prevmonth")


def test_the_calendar_icon_follows_the_theme(appearance: Appearance, page: QWidget) -> None:
    field = DateField(appearance, "整改期限")
    put(page, field)
    before = field.actions()[0].icon().pixmap(16).toImage()
    appearance.choose(Theme.DARK)
    assert field.actions()[0].icon().pixmap(16).toImage() != before


def test_something_may_stand_beside_a_label(appearance: Appearance, page: QWidget) -> None:
    mark, field = QLineEdit(), Field(appearance, "在场人数", QLineEdit())
    field.add_at_label(mark)
    field.show_note("上报 1260")
    put(page, field)
    assert mark.y() < field.editor.y()
    assert "上报 1260" in [one.text() for one in field.findChildren(QLabel)]


def test_a_field_says_below_what_is_wrong(appearance: Appearance, page: QWidget) -> None:
    editor = QLineEdit("499.99")
    field = Field(appearance, "总投资（万元）", editor, note="由台账带出")
    put(page, field)
    height = field.sizeHint().height()
    assert editor.accessibleName() == "总投资（万元）"
    field.show_error("低于 500 万元门槛。")
    assert (field.error, editor.property("kind")) == ("低于 500 万元门槛。", "wrong")
    assert editor.accessibleDescription() == "低于 500 万元门槛。"
    assert field.sizeHint().height() > height
    field.show_error("")
    assert editor.property("kind") == ""
    assert field.sizeHint().height() == height


def test_a_large_input_takes_the_room_of_its_field(appearance: Appearance, page: QWidget, qtbot: QtBot) -> None:
    note, line = TypedText("情况说明"), TypedLine("名称")
    put(page, Field(appearance, "说明", note), Field(appearance, "名称", line))
    page.resize(400, 600)
    qtbot.waitUntil(lambda: note.height() > 200)
    assert line.height() == appearance.tokens.control
    assert note.accessibleName() == "情况说明"
