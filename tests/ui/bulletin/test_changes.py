"""冻结后的改动: what has changed is listed, Enter freezes anew, and what was undone is no change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
from pytestqt.qtbot import QtBot

from inspector.domain.approval import ApprovalStep, StepState
from inspector.domain.bulletin import BulletinState
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import AnnualPlan, Project
from inspector.services.bundle import Services
from inspector.ui.prompts import Question
from inspector.ui.screens.bulletin.changes_dialog import ChangesDialog
from tests.ui.bulletin.kit import caret, cheapen, drawn, shown, state_of
from tests.ui.hands import Hands
from tests.ui.kit import TODAY, Desk


def test_later_data_ask_for_another_freeze_that_keeps_the_text(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    assert not screen.bar.changes.isVisibleTo(screen.bar)
    edit = screen.text.edits[0]
    caret(edit, 0)
    hands = Hands(office_desk, screen)
    hands.type("今年，")
    edit.flush()
    drawn(screen, office_desk, qtbot)
    before, name = office_desk.do(cheapen)
    drawn(screen, office_desk, qtbot)
    assert screen.bar.badge.text() == "冻结后数据有改动"
    assert screen.bar.changes.text().strip() == "看改动 1"
    edit.setFocus()
    hands.actions = 0
    hands.key("F5")
    (dialog,) = screen.findChildren(ChangesDialog)
    model = dialog.table.model()
    rows = [[model.index(at, column).data() for column in range(4)] for at in range(model.rowCount())]
    assert rows == [[name, "总投资（万元）", f"{before:.2f}", "1.00"]]
    hands.key("Return")
    assert hands.actions == 2
    drawn(screen, office_desk, qtbot)
    assert not screen.bar.changes.isVisibleTo(screen.bar)
    assert screen.text.edits[0].toPlainText().startswith("今年，2022年")
    assert "2619.8亿元" not in screen.text.edits[0].toPlainText()


def test_a_change_that_is_undone_asks_for_nothing(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    office_desk.do(cheapen)
    assert screen.bar.changes.isVisibleTo(screen.bar)
    office_desk.do(lambda services: services.history.undo())
    assert not screen.bar.changes.isVisibleTo(screen.bar)
    assert screen.bar.badge.text().startswith("数据已冻结")


def test_changes_of_every_kind_are_told_in_words(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(office_desk, qtbot)
    office_desk.do(_change_all)
    drawn(screen, office_desk, qtbot)
    Hands(office_desk, screen).key("F5")
    (dialog,) = screen.findChildren(ChangesDialog)
    model = dialog.table.model()
    rows = [tuple(model.index(at, column).data() for column in range(4)) for at in range(model.rowCount())]
    told = {(one[1].split("　")[-1], one[2], one[3]) for one in rows}
    assert {("列入年度计划", "是", "否"), ("整改状态", "已登记", "提级会办")} <= told
    assert any(one[1] == "项目" and one[2:] == ("没有", "计入") for one in rows)
    assert any(one[0] == "亮灯" for one in told)
    assert all(all(part for part in one) for one in rows)
    office_desk.prompts.files = [tmp_path / "改动.xlsx"]
    Hands(office_desk, dialog).press("导出 Excel")
    sheet = openpyxl.load_workbook(tmp_path / "改动.xlsx")["冻结后的改动"]
    assert [tuple(one.value for one in row) for row in sheet.iter_rows()][-len(rows) :] == rows
    dialog.reject()


def _change_all(services: Services) -> None:
    reader = services.workspace.reader
    step = next(one for one in reader.all(ApprovalStep) if one.state is StepState.IN_PROGRESS)
    problem = next(one for one in reader.all(Problem) if one.state is ProblemState.REGISTERED)
    plan = next(one for one in reader.all(AnnualPlan) if one.year == TODAY.year)
    with services.workspace.transaction("test") as tx:
        tx.update(ApprovalStep, step.id, accepted_on=date(2022, 1, 4))
        tx.update(Problem, problem.id, state=ProblemState.ESCALATED)
        tx.delete(AnnualPlan, plan.id)
        tx.insert(Project(id=tx.new_id(), name="新来的项目"))


def test_what_goes_on_with_old_data_is_asked_before(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    office_desk.do(cheapen)
    drawn(screen, office_desk, qtbot)
    office_desk.prompts.agree = False
    screen.advance()
    office_desk.settle()
    assert state_of(office_desk) is BulletinState.FROZEN
    office_desk.prompts.agree = True
    for _ in range(2):
        screen.advance()
        drawn(screen, office_desk, qtbot)
    assert state_of(office_desk) is BulletinState.ISSUED
    asked = [one.text for one in office_desk.prompts.asked if isinstance(one, Question)]
    assert len(asked) == 3
    assert all("1 处改动" in one for one in asked)
    assert not screen.bar.changes.isVisibleTo(screen.bar), "what is out is out"
