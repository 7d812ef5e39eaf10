"""A visit in fast hands: nothing typed is lost, nothing lands in another visit, nothing opens that was left."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.inspection import Inspection
from inspector.photos import PhotoStore
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.widgets.toast import ToastStrip
from inspector.ui.widgets.typed_text import TypedLine, TypedText
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.visit.kit import started, stored


def line(screen: VisitScreen, name: str) -> TypedLine:
    found = screen.fill.seen.input(name)
    assert isinstance(found, TypedLine)
    return found


def text(screen: VisitScreen, name: str) -> TypedText:
    found = screen.fill.seen.input(name)
    assert isinstance(found, TypedText)
    return found


def held(desk: Desk, gate: threading.Event) -> None:
    """Keep the thread that writes busy until the gate opens."""
    desk.work.write(desk.context.appearance, lambda _: gate.wait(10))


def test_another_visit_opens_while_answers_of_the_first_are_being_written(
    field_desk: Desk, screen: VisitScreen, qtbot: QtBot
) -> None:
    second = started(field_desk, 1)
    gate = threading.Event()
    held(field_desk, gate)
    screen.filling.set_facts(weather="晴")
    screen.open_target(Target(ScreenKey.VISIT))
    screen.open_visit(second.id)
    answers: list[object] = []
    field_desk.work.read(field_desk.context.appearance, lambda _: 1, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    gate.set()
    field_desk.settle()
    draft = screen.filling.draft
    assert draft is not None
    assert draft.inspection.id == second.id
    assert screen.pages.currentWidget() is screen.fill


def test_a_visit_that_is_left_while_it_is_read_does_not_come_back(field_desk: Desk, screen: VisitScreen) -> None:
    second = started(field_desk, 1)
    screen.open_visit(second.id)
    screen.open_target(Target(ScreenKey.VISIT))
    field_desk.settle()
    assert screen.pages.currentWidget() is screen.visits
    assert screen.filling.draft is None


def test_what_is_typed_for_one_visit_never_lands_in_the_next(
    field_desk: Desk, screen: VisitScreen, visit: Inspection
) -> None:
    second = started(field_desk, 1)
    QTest.keyClicks(line(screen, "weather"), "rain")
    screen.open_visit(second.id)
    field_desk.settle()
    screen.flush()
    field_desk.settle()
    assert stored(field_desk, visit).weather == "rain"
    assert stored(field_desk, second).weather is None


def test_what_is_wrong_in_one_visit_is_not_shown_in_the_next(field_desk: Desk, screen: VisitScreen) -> None:
    second = started(field_desk, 1)
    workers = line(screen, "workers")
    QTest.keyClicks(workers, "many")
    workers.flush()
    screen.open_visit(second.id)
    field_desk.settle()
    assert workers.text() == ""
    assert screen.fill.seen.wrong("workers") == ""


def test_typing_goes_on_where_it_paused(field_desk: Desk, screen: VisitScreen, visit: Inspection) -> None:
    progress = line(screen, "physical_progress_pct")
    progress.setFocus()
    progress.clear()
    QTest.keyClicks(progress, "1.")
    progress.flush()
    field_desk.settle()
    QTest.keyClicks(progress, "5")
    progress.flush()
    field_desk.settle()
    assert str(stored(field_desk, visit).physical_progress_pct) == "1.5"
    status = text(screen, "seen_status")
    status.setFocus()
    QTest.keyClicks(status, "one ")
    status.flush()
    field_desk.settle()
    QTest.keyClicks(status, "two")
    status.flush()
    field_desk.settle()
    assert stored(field_desk, visit).seen_status == "one two"


def test_a_wrong_figure_stays_to_be_put_right(field_desk: Desk, screen: VisitScreen) -> None:
    workers = line(screen, "workers")
    workers.setFocus()
    QTest.keyClicks(workers, "12x")
    workers.flush()
    screen.filling.set_facts(weather="晴")
    field_desk.settle()
    assert workers.text() == "12x"
    assert screen.fill.seen.wrong("workers")


def test_words_beside_an_answer_go_on_where_they_paused(
    field_desk: Desk, screen: VisitScreen, hands: Hands, visit: Inspection
) -> None:
    screen.fill.go_to_section(2)
    hands.key("2")
    hands.key("N")
    note = QApplication.focusWidget()
    assert isinstance(note, TypedText)
    QTest.keyClicks(note, "one ")
    note.flush()
    field_desk.settle()
    QTest.keyClicks(note, "two")
    note.flush()
    field_desk.settle()
    assert list((stored(field_desk, visit).notes or {}).values()) == ["one two"]


def test_enter_twice_begins_one_visit(field_desk: Desk, window: MainWindow) -> None:
    project = field_desk.ask(lambda services: services.projects.listed()[0].project.id)
    window.go(Target(ScreenKey.VISIT, project, "start"))
    field_desk.settle()
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    for _ in range(2):
        QTest.keyClick(found.starting, Qt.Key.Key_Return)
    field_desk.settle()
    assert field_desk.ask(lambda services: services.drafts.count()) == 1
    found.open_target(Target(ScreenKey.VISIT, project, "start"))
    field_desk.settle()
    QTest.keyClick(found.starting, Qt.Key.Key_Return)
    field_desk.settle()
    assert field_desk.ask(lambda services: services.drafts.count()) == 2
    draft = found.filling.draft
    assert draft is not None
    assert draft.checklist_name, "the second visit has its checklist too"


def test_taking_back_the_beginning_leads_to_the_list(field_desk: Desk, screen: VisitScreen, window: MainWindow) -> None:
    window.undo()
    field_desk.settle()
    assert field_desk.ask(lambda services: services.drafts.count()) == 0
    assert screen.pages.currentWidget() is screen.visits
    assert screen.filling.draft is None
    assert field_desk.prompts.told == []


def test_the_undo_of_a_toast_is_gone_once_something_else_was_done(
    screen: VisitScreen, window: MainWindow, hands: Hands
) -> None:
    screen.fill.go_to_section(2)
    hands.key("Ctrl+Return")
    undo = window.findChildren(ToastStrip)[0]
    assert undo.button.isVisible()
    hands.key("2")
    assert not undo.button.isVisible()


def test_answers_are_durable_while_photos_come_in(
    field_desk: Desk,
    screen: VisitScreen,
    visit: Inspection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    gate = threading.Event()
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48), (1, 90, 120)).save(path)
    real = PhotoStore.attach_many

    def slow(self: PhotoStore, files: list[Path]) -> object:
        gate.wait(10)
        return real(self, files)

    monkeypatch.setattr(PhotoStore, "attach_many", slow)
    screen.filling.add_photos([path], "")
    screen.filling.set_facts(weather="晴")
    try:
        qtbot.waitUntil(lambda: not field_desk.work.busy, timeout=2_000)
    finally:
        gate.set()
    field_desk.settle()
    assert stored(field_desk, visit).weather == "晴"
    draft = screen.filling.draft
    assert draft is not None
    assert len(draft.photos) == 1


def test_folders_and_files_that_are_no_photos_are_told_once(
    field_desk: Desk, screen: VisitScreen, hands: Hands, tmp_path: Path
) -> None:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    paths = [folder]
    for number in range(12):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(b"no picture")
    hands.drop(screen.fill, paths)
    assert len(field_desk.prompts.told) == 1


def test_a_signature_is_never_carried_into_the_next_visit(field_desk: Desk, screen: VisitScreen) -> None:
    second = started(field_desk, 1)
    screen.show_signing()
    canvas = screen.signing.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(canvas, QPoint(60, 60))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert not canvas.empty
    screen.open_visit(second.id)
    field_desk.settle()
    screen.show_signing()
    assert canvas.empty


def test_ctrl_z_reaches_the_window_from_a_field_that_has_nothing_to_take_back(
    field_desk: Desk, screen: VisitScreen, hands: Hands, visit: Inspection
) -> None:
    line(screen, "weather").setFocus()
    hands.type("rain")
    hands.key("Tab")
    assert stored(field_desk, visit).weather == "rain"
    hands.key("Ctrl+Z")
    assert stored(field_desk, visit).weather is None
    text(screen, "conclusions").setFocus()
    hands.key("Ctrl+Y")
    assert stored(field_desk, visit).weather == "rain"
    hands.type("safe")
    hands.key("Ctrl+Z")
    assert text(screen, "conclusions").toPlainText() == ""
    assert stored(field_desk, visit).weather == "rain"


def test_a_signature_is_not_taken_back(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    visit = started(field_desk, checklist=False)
    field_desk.do(
        lambda services: services.drafts.set_facts(visit.id, seen_status="在建", physical_progress_pct=Decimal(3))
    )
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    hands.key("F9")
    hands.key("Ctrl+S")
    screen = window.screen_shown
    assert isinstance(screen, VisitScreen)
    assert screen.pages.currentWidget() is screen.done
    hands.key("Ctrl+Z")
    assert [one.key for one in field_desk.prompts.told if isinstance(one, InspectorError)] == ["services.signed_stays"]
    assert screen.pages.currentWidget() is screen.done
    assert field_desk.ask(lambda services: services.visits.show(visit.id).inspection.signature)
