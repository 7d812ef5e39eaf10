"""恢复: every field that survived is shown, photos come back into a draft, and backups can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import open_services
from inspector.ui.prompts import Notice, Question
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.recovery.screen import RecoveryScreen
from tests.services.kit import picture
from tests.storage.kit import HandClock
from tests.ui.kit import Desk, copied, opened_desk
from tests.ui.today.kit import begun, cut_short


@pytest.fixture
def cut_desk(qapp: QApplication, tmp_path: Path, field_folder: Path) -> Iterator[Desk]:
    """A laptop whose battery ended while a photo was being added to a visit."""
    folder = copied(field_folder, tmp_path / "field")
    with open_services(folder, clock=HandClock()) as services:
        draft = begun(services)
        services.drafts.set_facts(draft.id, weather="晴", workers=25)
        services.store.attach(picture(tmp_path / "1.jpg"))
    with opened_desk(qapp, cut_short(folder)) as desk:
        yield desk


def shown(desk: Desk, qtbot: QtBot) -> tuple[RecoveryScreen, list[Target], list[str]]:
    screen = RecoveryScreen(desk.context)
    targets: list[Target] = []
    told: list[str] = []
    screen.navigated.connect(targets.append)
    screen.told.connect(lambda toast: told.append(toast.text) if isinstance(toast, Toast) else None)
    qtbot.addWidget(screen)
    screen.resize(1277, 600)
    screen.show()
    desk.settle()
    screen.setFocus()
    return screen, targets, told


def test_a_clean_end_says_so(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _, _ = shown(field_desk, qtbot)
    assert screen.last_end.title.text() == "上次正常退出"
    assert screen.drafts.list.rows == ()
    assert not screen.orphans.isVisible()
    assert not screen.missing.isVisible()


def test_every_field_that_survived_is_listed(cut_desk: Desk, qtbot: QtBot) -> None:
    screen, targets, _ = shown(cut_desk, qtbot)
    assert screen.last_end.title.text() == "上次在 10:00:00 中断（断电或强制关机）"
    fields = {one.title: (one.side, one.note) for one in screen.fields.list.rows}
    assert fields["天气"] == ("晴", "所见　存于 10:00:00")
    assert fields["现场人数"][0] == "25"
    qtbot.keyClick(screen.drafts.list, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.VISIT, screen.drafts.list.rows[0].row_id, "draft")]


def test_a_photo_found_is_taken_into_the_draft(cut_desk: Desk, qtbot: QtBot) -> None:
    screen, _, told = shown(cut_desk, qtbot)
    assert screen.orphans.note.text() == "1"
    box = next(iter(screen.orphans.boxes.values()))
    assert not box.icon().isNull()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not screen.orphans.adopt.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.keyClick(screen.orphans.adopt, Qt.Key.Key_Return)
    cut_desk.settle()
    assert told == ["已把 1 张照片收进草稿"]
    assert screen.drafts.list.rows[0].side_note == "1 张照片"
    assert not screen.orphans.isVisible()


def test_a_photo_is_removed_only_after_a_question(cut_desk: Desk, qtbot: QtBot) -> None:
    screen, _, told = shown(cut_desk, qtbot)
    cut_desk.prompts.agree = False
    qtbot.keyClick(screen.orphans.remove, Qt.Key.Key_Return)
    cut_desk.settle()
    assert cut_desk.ask(lambda services: len(services.recovery.report().orphans)) == 1
    cut_desk.prompts.agree = True
    qtbot.keyClick(screen.orphans.remove, Qt.Key.Key_Return)
    cut_desk.settle()
    question = cut_desk.prompts.asked[-1]
    assert isinstance(question, Question)
    assert question.dangerous
    assert told == ["已删除 1 张照片"]
    assert not screen.orphans.isVisible()


def test_a_photo_whose_file_is_gone_is_named(cut_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    draft = cut_desk.ask(lambda services: services.drafts.listed()[0].inspection.id)
    photo = picture(tmp_path / "2.jpg", (0, 99, 0))
    made = cut_desk.do(lambda services: services.drafts.attach_photos(draft, None, [photo])).photos[0]
    cut_desk.ask(lambda services: services.store.original(made.sha256)).unlink()
    screen, _, _ = shown(cut_desk, qtbot)
    row = screen.missing.list.rows[0]
    assert (row.title, row.side) == ("2.jpg", "文件不在了")
    assert "丢失 1 项" in screen.last_end.text.text()


def test_a_backup_is_made_verified_and_restored_into_a_new_folder(
    field_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    screen, _, told = shown(field_desk, qtbot)
    qtbot.keyClick(screen.backups.make, Qt.Key.Key_Return)
    field_desk.settle()
    assert "手动备份" in [one.note for one in screen.backups.list.rows]
    qtbot.keyClick(screen.backups.verify, Qt.Key.Key_Return)
    field_desk.settle()
    assert told == ["已备份并核对", "备份完好，0 张照片都在"]
    target = tmp_path / "again"
    target.mkdir()
    field_desk.prompts.files = [target]
    qtbot.keyClick(screen.backups.restore, Qt.Key.Key_Return)
    field_desk.settle()
    assert isinstance(field_desk.prompts.told[-1], Notice)
    assert field_desk.context.preferences.recent == [str(target)]
    with open_services(target, clock=HandClock()) as services:
        assert len(services.projects.listed()) == len(field_desk.ask(lambda here: here.projects.listed()))


def test_a_folder_with_something_in_it_is_never_restored_over(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen, _, _ = shown(field_desk, qtbot)
    qtbot.keyClick(screen.backups.make, Qt.Key.Key_Return)
    field_desk.settle()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x", "utf-8")
    field_desk.prompts.files = [tmp_path / "full"]
    qtbot.keyClick(screen.backups.restore, Qt.Key.Key_Return)
    field_desk.settle()
    assert (tmp_path / "full" / "letter.txt").read_text("utf-8") == "x"
    restored = Path(field_desk.context.preferences.recent[0])
    assert restored.parent == tmp_path / "full"
    assert (restored / "workspace.db").is_file()


def test_a_damaged_backup_is_told(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _, told = shown(field_desk, qtbot)
    qtbot.keyClick(screen.backups.make, Qt.Key.Key_Return)
    field_desk.settle()
    row = screen.backups.list.marked_row
    assert row is not None
    (Path(row.row_id) / "workspace.db").write_bytes(b"rotten")
    qtbot.keyClick(screen.backups.verify, Qt.Key.Key_Return)
    field_desk.settle()
    assert len(told) == 1
    assert len(field_desk.prompts.told) == 1
