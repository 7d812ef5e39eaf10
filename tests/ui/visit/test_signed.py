"""A signed visit in the window: it is looked at, and nothing that hands do changes it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Inspection, InspectionState
from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.visit.kit import started, stored


def signed(desk: Desk, *, checklist: bool = True) -> Inspection:
    made = started(desk, 2, checklist=checklist)

    def sign(services: Services) -> None:
        services.drafts.set_facts(made.id, seen_status="在建", physical_progress_pct=Decimal(4))
        with services.workspace.transaction("seal") as tx:
            before = tx.reader.get(Inspection, made.id)
            tx.put(replace(before, state=InspectionState.SIGNED, signature="巡查员甲", signed_at=before.visited_at))

    desk.do(sign)
    return stored(desk, made)


@pytest.fixture
def locked(field_desk: Desk, window: MainWindow) -> VisitScreen:
    visit = signed(field_desk)
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    return found


def test_no_key_changes_it(field_desk: Desk, locked: VisitScreen, hands: Hands) -> None:
    draft = locked.filling.draft
    assert draft is not None
    before = stored(field_desk, draft.inspection)
    assert locked.primary() is None
    for section in range(1, len(locked.filling.sections) + 1):
        locked.fill.go_to_section(section)
        for key in ("1", "2", "3", "N", "P", "Delete", "Ctrl+Return", "Down", "2", "F9"):
            hands.key(key)
    assert stored(field_desk, draft.inspection) == before
    assert field_desk.prompts.told == []
    assert field_desk.prompts.asked == []
    assert locked.pages.currentWidget() is locked.fill
    form = locked.fill.form
    assert form is not None
    assert not [one for one in form.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]


def test_what_is_said_of_it_by_other_ways_is_not_taken(field_desk: Desk, locked: VisitScreen, tmp_path: Path) -> None:
    draft = locked.filling.draft
    assert draft is not None
    path = tmp_path / "a.jpg"
    Image.new("RGB", (64, 48), (1, 90, 120)).save(path)
    address = locked.filling.sections[1].items[0].address
    filling, before = locked.filling, stored(field_desk, draft.inspection)
    filling.answer(address, "fail")
    filling.answer_many({address: "fail"}, "")
    filling.note(address, "缺")
    filling.toggle_problem(address, on=True)
    filling.change_problem(address, "owner", "施工单位")
    filling.add_repeat(address)
    filling.remove_repeat(address)
    filling.add_photos([path], "")
    filling.detach_photos(address)
    filling.move_photo("x", "")
    field_desk.settle()
    assert stored(field_desk, draft.inspection) == before
    assert field_desk.prompts.told == []


def test_the_facts_are_read_only(locked: VisitScreen) -> None:
    locked.fill.go_to_section(0)
    entry = locked.fill.seen.input("weather")
    assert entry.isReadOnly()
    QTest.keyClicks(entry, "rain")
    assert entry.property("text") == ""


def test_the_signed_visits_are_written_to_excel(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    signed(field_desk)
    window = MainWindow(field_desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.VISIT))
    field_desk.settle()
    field_desk.prompts.files = [tmp_path / "巡查.xlsx"]
    Hands(field_desk, window).press("导出 Excel")
    sheet = openpyxl.load_workbook(tmp_path / "巡查.xlsx").active
    assert sheet is not None
    assert "巡查员甲" in {str(one.value) for row in sheet.iter_rows() for one in row}
