"""简报编制 through the window: from a draft to the issued PDF, with numbers that live and are checked at once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.bulletin import BulletinState
from inspector.domain.errors import InspectorError
from inspector.services.studio import StudioService
from inspector.ui.main_window import MainWindow
from inspector.ui.prompts import FileRequest, Question
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.bulletin.compare_dialog import CompareDialog
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.screens.bulletin.text_pane import HEAD
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.elided import ElidedLabel
from tests.ui.bulletin.kit import (
    PERIOD,
    caret,
    cheapen,
    chosen,
    click_figure,
    drawn,
    place_of,
    shown,
    state_of,
    text_of,
)
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.looking import cut_texts, nameless, overlapping, small_targets, texts_in


def test_a_full_draft_takes_three_actions_and_is_what_the_command_prints(
    office_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(office_desk.context)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    office_desk.settle()
    hands = Hands(office_desk, window)
    out = tmp_path / "简报.pdf"
    office_desk.prompts.files = [out]
    hands.press("简报编制")
    hands.press("冻结数据")
    screen = window.screen_shown
    assert isinstance(screen, BulletinScreen)
    drawn(screen, office_desk, qtbot)
    hands.press("导出简报")
    office_desk.settle()
    assert hands.actions <= 5
    text = text_of(out.read_bytes())
    assert all(one in text for one in ("329个", "65.8%、91.4%、43.7%", "七、下步工作", "附表"))
    assert out.read_bytes() == screen.preview.pdf
    command = office_desk.do(lambda services: services.bulletins.compile(PERIOD, tmp_path / "命令.pdf"))
    assert command.report.path.read_bytes() == out.read_bytes()


def test_the_ending_says_whether_pdf_or_word_is_written(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    out = tmp_path / "简报.DOCX"
    office_desk.prompts.files = [out]
    screen.bar.export.click()
    office_desk.settle()
    request = office_desk.prompts.asked[-1]
    assert isinstance(request, FileRequest)
    assert [patterns for _, patterns in request.kinds] == [("*.pdf",), ("*.docx",)]
    assert told[-1].text == "已导出 简报.DOCX，可用 Word 或 WPS 修改。"
    command = office_desk.do(lambda services: services.office.word.write(str(PERIOD), tmp_path / "命令.docx"))
    assert command.path.read_bytes() == out.read_bytes()


def test_a_folder_that_takes_no_word_file_is_told(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(office_desk, qtbot)
    office_desk.prompts.files = [tmp_path / "没有" / "简报.docx"]
    screen.bar.export.click()
    office_desk.settle()
    (refused,) = office_desk.prompts.told
    assert isinstance(refused, InspectorError)
    assert refused.key == "bulletin.cannot_write"


def test_the_way_from_draft_to_issue_and_to_its_correction(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot, frozen=False)
    assert screen.primary() is None
    assert screen.empty.isVisible()
    told: list[Toast] = []
    screen.told.connect(told.append)
    steps = []
    for _ in range(4):
        qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        drawn(screen, office_desk, qtbot)
        assert screen.view is not None
        steps.append((screen.view.state, screen.view.revision, screen.outline.stepper.at))
    frozen, reviewed, issued = BulletinState.FROZEN, BulletinState.REVIEWED, BulletinState.ISSUED
    assert steps == [(frozen, 1, 1), (reviewed, 1, 2), (issued, 1, 3), (frozen, 2, 1)]
    asked = [one for one in office_desk.prompts.asked if isinstance(one, Question)]
    assert [one.accept for one in asked] == ["印发", "更正"]
    assert [one.undo for one in told] == [True, True, False, True], "what is issued stays issued"
    lines = office_desk.ask(lambda services: services.office.studio.issues())
    assert [(one.revision, one.state) for one in lines] == [(2, frozen), (1, BulletinState.CORRECTED)]
    assert len(lines[1].sha256) == 64
    assert lines[0].sha256 == ""


def test_an_issued_one_is_read_only_and_prints_what_its_seal_says(office_desk: Desk, qtbot: QtBot) -> None:
    issue = office_desk.do(lambda services: services.bulletins.freeze(PERIOD))
    office_desk.do(lambda services: services.bulletins.review(issue.id))
    office_desk.do(lambda services: services.bulletins.issue(issue.id))
    screen = shown(office_desk, qtbot, frozen=False)
    drawn(screen, office_desk, qtbot)
    assert all(one.isReadOnly() for one in screen.text.edits)
    assert screen.bar.next.text() == "更正"
    (line,) = office_desk.ask(lambda services: services.office.studio.issues())
    again = office_desk.ask(lambda services: services.office.studio.preview(issue.id))
    assert (again.sha256, again.pages) == (line.sha256, line.pages)
    menu = screen.bar.show_archive((line,))
    assert menu.actions()[-1].text() == f"2022 年第 11 期　已印发　校验码 {line.sha256[:12]}"
    menu.actions()[-1].trigger()
    menu.close()
    drawn(screen, office_desk, qtbot)
    assert screen.view is not None
    assert screen.view.bulletin_id == issue.id


def test_a_figure_leads_to_how_it_came_about_and_to_its_rows(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    hands = Hands(office_desk, screen)
    click_figure(hands, screen.text.edits[1], "65.8%")
    facts = screen.facts.figure
    assert (facts.value.text(), facts.name.text(), facts.formula.text()) == ("65.8%", "开复工率", "329 ÷ 500，1 位小数")
    hands.press("看 329 个项目")
    assert screen.rows.isVisible()
    assert len(screen.rows.model.ids) == 329
    assert screen.leave()
    assert screen.text.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert screen.rows.isVisible()


def test_a_figure_opens_its_rows_with_one_click(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, "lamps", office_desk)
    edit = screen.text.edits[0]
    cursor = edit.textCursor()
    cursor.setPosition(place_of(edit, "100") + 1)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton, control, edit.cursorRect(cursor).center())
    office_desk.settle()
    assert screen.rows.isVisible()
    assert len(screen.rows.model.ids) == 100
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Return)
    assert targets[0].screen is ScreenKey.PROJECT


def test_what_is_typed_beside_a_figure_leaves_it_alive(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[1]
    hands = Hands(office_desk, screen)
    caret(edit, place_of(edit, "329") + 3)
    hands.type("（不含停工）")
    caret(edit, place_of(edit, "117") + 1)
    hands.type("个整")
    assert "{active}（不含停工）个" in edit.template()
    assert "{started}个整个" in edit.template()
    edit.flush()
    drawn(screen, office_desk, qtbot)
    assert "329（不含停工）个" in text_of(screen.preview.pdf)
    found = office_desk.ask(lambda services: services.bulletins.show(str(PERIOD)))
    assert any("{active}（不含停工）" in (one.body or "") for one in found.sections)


def test_backspace_takes_a_figure_whole_and_the_menu_puts_it_back(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[1]
    before = edit.template()
    caret(edit, place_of(edit, "329") + 3)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.template() == before.replace("{active}", "", 1)
    qtbot.mouseClick(screen.tools.insert, Qt.MouseButton.LeftButton)
    (menu,) = screen.tools.findChildren(QMenu)
    next(one for one in menu.actions() if one.text() == "开复工项目　329").trigger()
    menu.close()
    assert edit.template() == before
    drawn(screen, office_desk, qtbot)


def test_a_figure_that_was_taken_out_can_be_put_back_later(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[1]
    caret(edit, place_of(edit, "329") + 3)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    edit.flush()
    drawn(screen, office_desk, qtbot)
    qtbot.mouseClick(screen.tools.insert, Qt.MouseButton.LeftButton)
    (menu,) = screen.tools.findChildren(QMenu)
    assert "开复工项目　329" in [one.text() for one in menu.actions()]
    menu.close()


def test_a_contradiction_leads_to_its_sentence(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[1]
    at = place_of(edit, "329")
    caret(edit, at, at + 3)
    qtbot.keyClicks(edit, "330")
    edit.flush()
    drawn(screen, office_desk, qtbot)
    chosen(screen, "annex", office_desk)
    drawn(screen, office_desk, qtbot)
    hands = Hands(office_desk, screen)
    see = next(one for one in screen.facts.check.findChildren(QPushButton) if "330" in one.accessibleName())
    hands.click(see)
    drawn(screen, office_desk, qtbot)
    assert screen.part == "overview"
    edit = screen.text.edits[1]
    assert edit.hasFocus()
    assert edit.toPlainText()[: edit.textCursor().position()].endswith("330个")
    assert screen.preview.page == 0


def test_a_table_leads_to_its_page(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, "ranking", office_desk)
    drawn(screen, office_desk, qtbot)
    first = screen.preview.page
    hands = Hands(office_desk, screen)
    buttons = (one for one in screen.text.findChildren(QPushButton) if one.isVisible())
    sees = [one for one in buttons if one.accessibleName().startswith("看版面：")]
    assert len(sees) == 2
    hands.click(sees[1])
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page > first, "the chart stands on the next page"
    hands.click(sees[0])
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == first


def test_a_table_is_left_out_by_one_click_and_brought_back_by_another(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, "ranking", office_desk)
    drawn(screen, office_desk, qtbot)
    hands, title = Hands(office_desk, screen), "各县区、园区开复工排名"

    def preview() -> str:
        drawn(screen, office_desk, qtbot)
        found = office_desk.ask(lambda services: services.office.studio.preview(str(PERIOD)).pdf)
        return text_of(found)

    assert title in preview()
    hands.press(f"本期不印：{title}")
    assert title not in preview()
    told = [one.full_text for one in screen.text.findChildren(ElidedLabel) if one.isVisible()]
    assert any(title in one and "本期不印" in one for one in told)
    buttons = [one.accessibleName() for one in screen.text.findChildren(QPushButton) if one.isVisible()]
    assert f"看版面：{title}" not in buttons, "it has no page"
    hands.press(f"恢复印出：{title}")
    assert title in preview()
    assert hands.actions == 2


def test_a_typed_number_is_checked_at_once_and_marked(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[1]
    at = place_of(edit, "329")
    caret(edit, at, at + 3)
    qtbot.keyClicks(edit, "330")
    assert edit.template().startswith("截至6月10日，全市已开复工重点项目330个")
    qtbot.waitUntil(lambda: bool(edit.wrong), timeout=5_000)
    drawn(screen, office_desk, qtbot)
    assert (at, at + 4) in edit.wrong
    assert any("117 + 212" in one and "330" in one for one in screen.facts.check.lines)
    edit.flush()
    drawn(screen, office_desk, qtbot)
    row = next(one for one in screen.outline.list.rows if one.row_id == "overview")
    assert row.tone == "amber"
    assert "待核" in row.note
    screen.advance()
    office_desk.settle()
    assert state_of(office_desk) is BulletinState.FROZEN
    assert [getattr(one, "key", "") for one in office_desk.prompts.told] == ["services.figures_contradict"]


def test_the_preview_follows_the_section_and_turns_by_keys(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    assert screen.preview.page == 0
    chosen(screen, "annex", office_desk)
    drawn(screen, office_desk, qtbot)
    annex = screen.preview.page
    assert annex > 5
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(screen, Qt.Key.Key_PageUp, control)
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == annex - 1
    qtbot.keyClick(screen, Qt.Key.Key_PageDown, control)
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == annex
    size = screen.preview.view.shown_size
    assert abs(size.height() / size.width() - 297 / 210) < 0.01
    screen.resize(1166, 560)
    drawn(screen, office_desk, qtbot)
    assert screen.preview.view.shown_size.height() < size.height() + 1


def test_the_preview_follows_the_caret_over_pages(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, "visits", office_desk)
    drawn(screen, office_desk, qtbot)
    first = screen.preview.page
    screen.text.edits[-1].setFocus()
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == first + 1
    screen.text.edits[0].setFocus()
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == first


def test_the_keys_work_while_somebody_writes(office_desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(office_desk.context)
    qtbot.addWidget(window)
    office_desk.do(lambda services: services.bulletins.freeze(PERIOD))
    window.show()
    window.go(Target(ScreenKey.BULLETIN))
    screen = window.screen_shown
    assert isinstance(screen, BulletinScreen)
    drawn(screen, office_desk, qtbot)
    edit = screen.text.edits[0]
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    hands = Hands(office_desk, window)
    hands.key("Down")
    assert screen.text.edits[1].hasFocus()
    hands.key("Return")
    hands.type("另起一段。")
    hands.key("Ctrl+PgDown")
    drawn(screen, office_desk, qtbot)
    assert screen.preview.page == 1
    hands.key("Ctrl+Return")
    drawn(screen, office_desk, qtbot)
    assert state_of(office_desk) is BulletinState.REVIEWED
    assert "另起一段。" in text_of(screen.preview.pdf)
    hands.click(screen.text.edits[1].viewport())
    hands.type("改了")
    screen.flush()
    drawn(screen, office_desk, qtbot)
    assert state_of(office_desk) is BulletinState.FROZEN, "what is changed is reviewed again"


def test_a_freeze_that_is_undone_leaves_a_draft(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot, frozen=False)
    screen.advance()
    drawn(screen, office_desk, qtbot)
    assert not screen.empty.isVisible()
    office_desk.do(lambda services: services.history.undo())
    assert screen.empty.isVisible()
    assert screen.view is None


def test_conflicts_that_keep_from_freezing_are_named(
    office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StudioService, "conflicts", lambda _self: ("项目 滨海公路 总投资",))
    screen = shown(office_desk, qtbot, frozen=False)
    assert "项目 滨海公路 总投资" in screen.empty.text.text()


def test_title_and_note_are_written_at_the_head(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, HEAD, office_desk)
    head = screen.text.head
    head.title.selectAll()
    head.title.setFocus()
    qtbot.keyClicks(head.title, "ABC")
    head.title.flush()
    head.note.setPlainText("请各地抓紧。")
    head.note.flush()
    drawn(screen, office_desk, qtbot)
    assert screen.outline.list.rows[0].note == "有按语"
    text = text_of(screen.preview.pdf)
    assert "ABC" in text
    assert "请各地抓紧。" in text


def test_the_figures_stand_beside_those_of_the_last_issue(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    before = PERIOD.previous()
    office_desk.do(lambda services: services.bulletins.freeze(before, on=before.last_day))
    screen = shown(office_desk, qtbot)
    qtbot.keyClick(screen, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    office_desk.settle()
    (dialog,) = screen.findChildren(CompareDialog)
    assert dialog.table is not None
    model = dialog.table.model()
    rows = [[model.index(at, column).data() for column in range(4)] for at in range(model.rowCount())]
    active = next(one for one in rows if one[0] == "开复工项目")
    assert active[2] == "329"
    assert active[3] == "持平" or active[3][0] in "+-"
    assert dialog.rows is not None
    told = dialog.rows.model()
    found = {told.index(at, 2).data() for at in range(told.rowCount())}
    assert found <= {"新开复工", "不再计入开复工", "新亮红灯", "红灯已灭", "新增问题", "已销号"}
    assert "新亮红灯" in found
    office_desk.prompts.files = [tmp_path / "比较.xlsx"]
    Hands(office_desk, dialog).press("导出 Excel")
    book = openpyxl.load_workbook(tmp_path / "比较.xlsx")
    assert book.sheetnames == ["与上期比较", "变化"]
    assert active in [[one.value for one in row] for row in book["与上期比较"].iter_rows()]
    assert book["变化"].max_row > told.rowCount()
    dialog.accept()


def test_open_conflicts_are_named_before_what_adds_up(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    assert screen.view is not None
    screen.facts.check.show_report(screen.view.check, ["项目 滨海公路 总投资"])
    assert screen.facts.check.lines[0] == "冲突未定：项目 滨海公路 总投资"
    assert "117 + 212 = 329" in screen.facts.check.lines


def test_an_office_without_projects_can_issue_too(empty_office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(empty_office_desk, qtbot)
    assert screen.preview.pages == 1
    chosen(screen, "problems", empty_office_desk)
    assert screen.text.key == "problems"


def test_the_letters_of_a_theme_reach_text_that_is_being_typed(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    edit = screen.text.edits[0]
    caret(edit, 0)
    qtbot.keyClicks(edit, "AB")
    before, height = edit.template(), edit.height()
    office_desk.context.appearance.choose(Theme.LARGE)
    assert edit.template() == before
    assert edit.height() > height
    drawn(screen, office_desk, qtbot)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_frozen_issue_can_be_read_in_every_theme(
    office_desk: Desk, qtbot: QtBot, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    office_desk.do(lambda services: services.bulletins.freeze(PERIOD))
    window = MainWindow(office_desk.context)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    window.go(Target(ScreenKey.BULLETIN))
    screen = window.screen_shown
    assert isinstance(screen, BulletinScreen)
    drawn(screen, office_desk, qtbot)
    screen.choose_figure("overview", "start_resume_rate")
    office_desk.do(cheapen)
    wrong: dict[str, list[object]] = {}
    for theme in Theme:
        office_desk.context.appearance.choose(theme)
        drawn(screen, office_desk, qtbot)
        wrong[f"{theme} cut"] = [*cut_texts(window)]
        wrong[f"{theme} overlapping"] = [*overlapping(texts_in(window))]
        wrong[f"{theme} nameless"] = [*nameless(window)]
        if theme is Theme.LARGE:
            wrong["small"] = [*small_targets(window, 44)]
    assert {name: found for name, found in wrong.items() if found} == {}
