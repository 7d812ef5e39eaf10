"""Dialogs and the chooser, by their buttons: each says its answer once, and nothing outlives it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.errors import NotFoundError
from inspector.services.bundle import Services
from inspector.services.crash_report import CrashReport
from inspector.ui.chooser import Chooser
from inspector.ui.dialogs.crash import CrashDialog
from inspector.ui.dialogs.display_menu import DisplayMenu
from inspector.ui.dialogs.keys import KeysDialog
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.dialogs.tasks import TasksDialog
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import FileRequest, Notice, Question, TextQuestion
from inspector.ui.theme.tokens import Theme
from tests.ui.kit import Desk, empty_workspace

Shown = tuple[MainWindow, DialogPrompts]


@pytest.fixture
def shown(field_desk: Desk, qtbot: QtBot) -> Shown:
    window = MainWindow(field_desk.context)
    qtbot.addWidget(window)
    window.show()
    field_desk.settle()
    return window, DialogPrompts(lambda: window, Preferences())


def dialog_of(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def press(dialog: QDialog, at: int, qtbot: QtBot) -> None:
    qtbot.mouseClick(
        [one for one in dialog.findChildren(QPushButton) if one.isVisible()][at], Qt.MouseButton.LeftButton
    )
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_question_is_answered_by_its_buttons(shown: Shown, qtbot: QtBot) -> None:
    window, prompts = shown
    agreed: list[str] = []
    for dangerous, at in ((False, 1), (True, 1), (True, 0)):
        prompts.confirm(Question("删除？", "<b>真的？</b>", "删除", dangerous=dangerous), lambda: agreed.append("yes"))
        press(dialog_of(window), at, qtbot)
    assert agreed == ["yes", "yes"]
    assert not window.findChildren(QDialog)


def test_a_line_is_asked_for_and_esc_says_nothing(shown: Shown, qtbot: QtBot) -> None:
    window, prompts = shown
    said: list[str] = []
    for secret in (True, False):
        prompts.ask_text(TextQuestion("口令", "口令", "打开", secret=secret), said.append)
        line = dialog_of(window).findChildren(QLineEdit)[0]
        assert (line.echoMode() is QLineEdit.EchoMode.Password) is secret
        qtbot.keyClicks(line, "words")
        qtbot.keyClick(line, Qt.Key.Key_Return if secret else Qt.Key.Key_Escape)
    assert said == ["words"]


def test_a_notice_folds_out(shown: Shown, qtbot: QtBot) -> None:
    window, prompts = shown
    prompts.tell(Notice("没有保存", "磁盘已满", "以前的都在", "腾出空间", "details"))
    dialog = dialog_of(window)
    before = dialog.height()
    press(dialog, 0, qtbot)
    assert dialog.height() >= before
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    prompts.tell(NotFoundError("services.no_such_visit", id="x"))
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Escape)


def test_files_and_folders_are_asked_for(shown: Shown, tmp_path: Path) -> None:
    window, prompts = shown
    answers: list[object] = []
    there = tmp_path / "a.jpg"
    there.write_bytes(b"x")
    kinds = (("图片", ("*.jpg",)),)
    asked: list[tuple[Callable[[], None], Path]] = [
        (lambda: prompts.open_files(FileRequest("选", kinds, several=True), answers.append), there),
        (lambda: prompts.save_file(FileRequest("存", kinds, name="b.jpg"), answers.append), tmp_path / "b.jpg"),
        (lambda: prompts.choose_folder(FileRequest("选"), answers.append), tmp_path),
    ]
    for ask, path in asked:
        ask()
        dialog = next(one for one in window.findChildren(QFileDialog) if one.isVisible())
        dialog.filesSelected.emit([str(path)])
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert answers == [(there,), tmp_path / "b.jpg", tmp_path]


def test_the_ending_of_a_new_file_follows_the_kind_that_is_chosen(shown: Shown, tmp_path: Path) -> None:
    window, prompts = shown
    kinds = (("PDF", ("*.pdf",)), ("Word", ("*.docx",)))
    prompts.save_file(FileRequest("存", kinds, folder=tmp_path, name="简报.pdf"), lambda _path: None)
    dialog = next(one for one in window.findChildren(QFileDialog) if one.isVisible())
    endings = [dialog.defaultSuffix()]
    for name in reversed(dialog.nameFilters()):
        dialog.filterSelected.emit(name)
        endings.append(dialog.defaultSuffix())
    assert endings == ["pdf", "docx", "pdf"]
    dialog.reject()


def test_a_crash_report_is_copied_and_the_window_goes_on(shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    window, _ = shown
    dialog = CrashDialog(window, CrashReport(file=tmp_path / "crash.txt", text="what happened"))
    dialog.open()
    press(dialog, 0, qtbot)
    press(dialog, 1, qtbot)
    assert QGuiApplication.clipboard().text() == "what happened"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_task_goes_on_in_the_background_after_its_dialog(field_desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    window, _ = shown
    gate, ended = threading.Event(), list[object]()

    def job(_: Services, progress: Progress) -> str:
        progress(1, 1)
        gate.wait(10)
        progress(2, 2)
        return "done"

    field_desk.work.long(window, LongTask("导入", "什么都不留"), job, ended.append)
    TasksDialog(window, field_desk.context).open()
    press(dialog_of(window), -1, qtbot)
    with qtbot.captureExceptions() as raised:
        gate.set()
        field_desk.settle()
    assert not raised
    assert ended == ["done"]


def test_a_task_is_cancelled_from_its_strip(field_desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    window, _ = shown
    begun, stop, ended = threading.Event(), threading.Event(), list[object]()

    def job(_: Services, progress: Progress) -> str:
        begun.set()
        stop.wait(10)
        progress(1, 2)
        return "done"

    field_desk.work.long(window, LongTask("导入", "什么都不留"), job, ended.append)
    assert begun.wait(5)
    dialog = TasksDialog(window, field_desk.context)
    dialog.open()
    press(dialog, 0, qtbot)
    stop.set()
    field_desk.settle()
    assert ended == []
    assert field_desk.work.tasks == ()


def test_f1_and_the_display_menu(field_desk: Desk, shown: Shown, qtbot: QtBot) -> None:
    window, _ = shown
    qtbot.keyClick(window, Qt.Key.Key_F1)
    keys = window.findChildren(KeysDialog)[0]
    qtbot.keyClick(keys, Qt.Key.Key_Escape)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    menu = window.findChildren(DisplayMenu)[0]
    languages: list[bool] = []
    menu.language_changed.connect(lambda: languages.append(True))
    actions = [one for one in menu.actions() if not one.isSeparator()]
    actions[1].trigger()
    assert field_desk.context.appearance.tokens.theme is Theme.DARK
    assert field_desk.context.preferences.theme == "dark"
    actions[3].trigger()
    assert languages == []
    menu.close()


def test_the_chooser_opens_makes_and_refuses(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    preferences, prompts = Preferences(), field_desk.prompts
    preferences.recent = [str(empty_workspace(tmp_path / "旧"))]
    chooser = Chooser(preferences, prompts, field_desk.context.appearance)
    qtbot.addWidget(chooser)
    chooser.show()
    chosen: list[Path] = []
    chooser.chosen.connect(chosen.append)
    recent = next(one for one in chooser.findChildren(QPushButton) if "旧" in one.accessibleName())
    qtbot.keyClick(recent, Qt.Key.Key_Return)
    qtbot.mouseClick(chooser.making, Qt.MouseButton.LeftButton)
    assert prompts.asked == []
    chooser.device.setText("9号机")
    prompts.files = [tmp_path]
    qtbot.mouseClick(chooser.making, Qt.MouseButton.LeftButton)
    assert [one.name for one in chosen][:1] == ["旧"]
    assert len(chosen) == 2
    blocked = tmp_path / "file"
    blocked.write_text("no folder", "utf-8")
    prompts.files = [blocked]
    qtbot.mouseClick(chooser.making, Qt.MouseButton.LeftButton)
    assert len(prompts.told) == 1
