from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.widgets import typed_text
from inspector.ui.widgets.typed_text import TypedLine, TypedText

Typed = TypedLine | TypedText
MAKERS: tuple[Callable[[str], Typed], ...] = (TypedLine, TypedText)


@pytest.fixture(params=MAKERS, ids=["line", "text"])
def typed(request: pytest.FixtureRequest, qtbot: QtBot) -> Typed:
    make: Callable[[str], Typed] = request.param
    made = make("情况说明")
    qtbot.addWidget(made)
    made.show()
    return made


def told_by(typed: Typed) -> list[str]:
    told: list[str] = []
    typed.settled.connect(told.append)
    return told


def shown(typed: Typed) -> str:
    return typed.text() if isinstance(typed, TypedLine) else typed.toPlainText()


def test_the_limits_keep_the_promise_of_two_seconds() -> None:
    assert typed_text.PAUSE == 700
    assert typed_text.LIMIT == 1500


def test_a_pause_tells_once(typed: Typed, qtbot: QtBot) -> None:
    told = told_by(typed)
    qtbot.keyClicks(typed, "crack")
    assert told == []
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["crack"]
    assert not any(timer.isActive() for timer in typed.findChildren(QTimer))


def test_steady_typing_is_told_by_the_limit(typed: Typed, qtbot: QtBot) -> None:
    told = told_by(typed)
    pause, limit = typed.findChildren(QTimer)
    pause.setInterval(60_000)
    limit.setInterval(20)
    qtbot.keyClicks(typed, "ab")
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["ab"]
    assert not pause.isActive()


def test_leaving_the_field_tells_at_once(typed: Typed, qtbot: QtBot) -> None:
    told = told_by(typed)
    other = QWidget()
    qtbot.addWidget(other)
    typed.setFocus()
    qtbot.waitUntil(typed.hasFocus)
    qtbot.keyClicks(typed, "a")
    typed.clearFocus()
    assert told == ["a"]
    typed.setFocus()
    typed.clearFocus()
    assert told == ["a"]


def test_flush_tells_only_what_is_new(typed: Typed, qtbot: QtBot) -> None:
    told = told_by(typed)
    typed.flush()
    assert told == []
    qtbot.keyClicks(typed, "a")
    typed.flush()
    typed.flush()
    assert told == ["a"]


def test_what_is_shown_is_not_told(typed: Typed) -> None:
    told = told_by(typed)
    typed.show_text("存下的字")
    typed.flush()
    assert (shown(typed), told) == ("存下的字", [])


def test_what_is_being_typed_is_never_overwritten(typed: Typed, qtbot: QtBot) -> None:
    qtbot.keyClicks(typed, "a")
    typed.show_text("旧的字")
    assert shown(typed) == "a"
    typed.flush()
    typed.show_text("新的字")
    assert shown(typed) == "新的字"


def test_enter_tells_a_line(qtbot: QtBot) -> None:
    line = TypedLine("名称")
    qtbot.addWidget(line)
    told = told_by(line)
    qtbot.keyClicks(line, "a")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told == ["a"]


def test_several_lines_keep_their_breaks_and_leave_by_tab(qtbot: QtBot) -> None:
    text = TypedText("说明")
    qtbot.addWidget(text)
    told = told_by(text)
    qtbot.keyClicks(text, "a")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "b")
    text.flush()
    assert told == ["a\nb"]
    assert text.tabChangesFocus()


def test_no_clock_outlives_the_field(qtbot: QtBot) -> None:
    line = TypedLine("名称")
    told = told_by(line)
    qtbot.keyClicks(line, "a")
    timers = line.findChildren(QTimer)
    gone: list[bool] = []
    for timer in timers:
        timer.destroyed.connect(lambda: gone.append(True))
    line.deleteLater()
    qtbot.waitUntil(lambda: len(gone) == len(timers))
    assert told == []
