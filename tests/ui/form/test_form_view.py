"""A section filled by keyboard and mouse: going, answering, evidence, repeats, grids, hundreds of items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from inspector.checklists.scoring import Verdict
from inspector.domain.problem import ProblemLevel
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.answer_button import AnswerButton
from inspector.ui.widgets.form.folded import FoldedLine
from inspector.ui.widgets.form.rows import HeadingRow, ItemRow
from inspector.ui.widgets.form.texts import LineEditor
from inspector.ui.widgets.form.unfit_panel import UnfitPanel
from tests.ui.form.filler import VERDICTS, Filler, fill, photo, shipped, wheel

Ask = Callable[..., Filler]
GOV = ("type", "name", "label", "appearance", "required", "问题分类", "整改期限", "责任单位")
SAFETY = (
    ("select_one v", "edges", "临边防护", "", "yes", "安全", "3", "施工总承包单位"),
    ("select_one v", "holes", "预留洞口", "", "yes", "安全", "3", "施工总承包单位"),
    ("text", "told", "交代的事", "", "", "", "", ""),
)


def panel_of(filler: Filler) -> UnfitPanel:
    assert filler.view.card is not None
    assert filler.view.card.panel is not None
    return filler.view.card.panel


def folded(filler: Filler, address: str) -> FoldedLine:
    lines = [one for one in filler.view.list.viewport().findChildren(FoldedLine) if not one.isHidden()]
    return next(one for one in lines if address in {row.address for row in one.line})


# -- going -----------------------------------------------------------------------------------------------------------


def test_arrows_go_from_item_to_item_and_beyond_the_ends(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(1, 4)), choices=VERDICTS)
    left: list[int] = []
    seen: list[str] = []
    filler.view.left.connect(left.append)
    filler.view.current_changed.connect(seen.append)
    filler.key(Qt.Key.Key_Down)
    filler.key(Qt.Key.Key_PageDown)
    filler.key(Qt.Key.Key_Down)
    assert seen == ["q2", "q3"]
    assert left == [1]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        filler.key(key)
    assert filler.view.current == "q1"
    assert left == [1, -1]


def test_arrows_on_a_key_of_the_card_go_from_item_to_item_too(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(1, 4)), choices=VERDICTS)
    filler.editor().focus_first()
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "q2"


def test_f8_goes_to_the_next_open_item_and_around(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(1, 4)), choices=VERDICTS)
    wanted: list[bool] = []
    filler.view.unanswered_wanted.connect(lambda: wanted.append(True))
    filler.session.answer("q2", "pass")
    filler.show()
    filler.key(Qt.Key.Key_F8)
    assert filler.view.current == "q3"
    filler.key(Qt.Key.Key_F8)
    assert filler.view.current == "q1"
    for name in ("q1", "q3"):
        filler.session.answer(name, "pass")
    filler.show()
    filler.key(Qt.Key.Key_F8)
    assert wanted == [True]


def test_a_section_begins_at_its_first_open_item(ask: Ask) -> None:
    filler = ask(("text", "a", "甲", ""), ("text", "b", "乙", ""), answers={"a": "x"})
    assert filler.view.current == "b"
    filler.view.show_rows(filler.sections[0].rows, current="a")
    assert filler.view.current == "a"


def test_enter_goes_into_the_item(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), choices=VERDICTS)
    filler.key(Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), AnswerButton)
    filler.key(Qt.Key.Key_Return)
    assert filler.value("a") == "pass"


def test_an_item_that_is_not_asked_any_more_hands_over_to_the_next(ask: Ask) -> None:
    filler = ask(
        ("select_one v", "a", "甲", "", ""),
        ("text", "why", "为什么", "", "${a} = 'fail'"),
        ("text", "b", "乙", "", ""),
        head=("type", "name", "label", "appearance", "relevant"),
        choices=VERDICTS,
    )
    filler.key(Qt.Key.Key_2)
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "why"
    filler.session.answer("a", "pass")
    filler.show()
    assert filler.view.current == "b"


def test_a_click_on_a_folded_item_makes_it_current(ask: Ask) -> None:
    filler = ask(*(("text", f"q{n}", f"第{n}项", "") for n in range(1, 5)))
    filler.click(folded(filler, "q3"))
    assert filler.view.current == "q3"
    assert isinstance(QApplication.focusWidget(), QLineEdit)


# -- answering -------------------------------------------------------------------------------------------------------


def test_small_keys_of_a_folded_item_answer_in_place_and_unfit_opens_it(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(1, 4)), choices=VERDICTS)
    keys = folded(filler, "q2").findChildren(AnswerButton)
    filler.click(keys[0])
    assert filler.value("q2") == "pass"
    assert filler.view.current == "q1"
    assert "合格" in folded(filler, "q2").accessibleName()
    filler.click(folded(filler, "q3").findChildren(AnswerButton)[1])
    assert filler.value("q3") == "fail"
    assert filler.view.current == "q3"


def test_an_unfit_answer_opens_note_photos_and_problem_prefilled(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    filler.view.offer_owners(("施工总承包单位", "监理单位"))
    filler.key(Qt.Key.Key_2)
    panel = panel_of(filler)
    assert panel.isVisible()
    box = panel.problem
    assert box.raised.isChecked()
    assert box.owner.currentText() == "施工总承包单位"
    assert box.due_on.value == date(2026, 3, 5)
    assert box.level.currentText() == "一般"
    texts = {one.text() for one in box.findChildren(type(filler.editor().head.label))}
    assert any("检查项带出" in one for one in texts)
    assert any("3 天" in one for one in texts)


def test_note_owner_date_and_level_are_said_as_they_are_changed(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    changed: list[tuple[str, str, object]] = []
    filler.view.problem_changed.connect(lambda *told: changed.append(told))
    filler.key(Qt.Key.Key_2)
    filler.key(Qt.Key.Key_N)
    filler.type("东边坡约 12 米无防护")
    filler.view.flush()
    assert filler.evidence["edges"].note == "东边坡约 12 米无防护"
    box = panel_of(filler).problem
    owner = box.owner.lineEdit()
    assert owner is not None
    owner.setFocus()
    owner.selectAll()
    filler.type("监理单位")
    filler.key(Qt.Key.Key_Return)
    box.level.setFocus()
    filler.key(Qt.Key.Key_Down)
    box.due_on.setFocus()
    box.due_on.selectAll()
    filler.type("2026-03-10")
    filler.key(Qt.Key.Key_Return)
    assert changed == [
        ("edges", "owner", "监理单位"),
        ("edges", "level", ProblemLevel.MAJOR),
        ("edges", "due_on", date(2026, 3, 10)),
    ]
    assert box.owner.currentText() == "监理单位"


def test_a_problem_that_is_not_raised_folds_its_fields(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    filler.key(Qt.Key.Key_2)
    box = panel_of(filler).problem
    filler.click(box.raised)
    problem = filler.evidence["edges"].problem
    assert problem is not None
    assert not problem.raised
    assert box.owner.isHidden() or not box.owner.isVisible()


def test_an_unfit_answer_put_right_closes_the_problem(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    filler.key(Qt.Key.Key_2)
    panel = panel_of(filler)
    filler.key(Qt.Key.Key_3)
    assert filler.view.current == "holes"
    filler.key(Qt.Key.Key_Up)
    assert not panel.isVisible()
    assert filler.view.card is not None
    assert filler.view.card.panel is None


def test_n_opens_a_note_at_any_item_and_the_wheel_leaves_the_problem_alone(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    filler.key(Qt.Key.Key_N)
    panel = panel_of(filler)
    assert panel.note.hasFocus()
    assert panel.problem.isHidden()
    filler.view.setFocus()
    filler.key(Qt.Key.Key_2)
    for one in (panel.problem.level, panel.problem.owner, panel.problem.due_on):
        wheel(one)
    assert panel.problem.level.currentIndex() == 0
    assert panel.problem.due_on.value == date(2026, 3, 5)


def test_p_asks_for_photos_and_photos_are_counted_on_the_folded_line(ask: Ask) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    wanted: list[str] = []
    filler.view.photos_wanted.connect(wanted.append)
    filler.key(Qt.Key.Key_P)
    assert wanted == ["edges"]
    filler.keep("edges", photos=(photo(1),))
    filler.key(Qt.Key.Key_1)
    QApplication.processEvents()
    assert folded(filler, "edges").grab().width() > 0
    assert filler.row("edges").evidence.photos


def test_the_standard_unfolds_and_the_card_grows_with_it(ask: Ask) -> None:
    filler = ask(
        ("select_one v", "a", "甲", "", "JGJ 80-2016 第 4.1 条"),
        ("select_one v", "b", "乙", "", ""),
        head=("type", "name", "label", "appearance", "guidance_hint"),
        choices=VERDICTS,
    )
    assert filler.view.card is not None
    QApplication.processEvents()
    before = filler.view.card.height()
    filler.click(filler.editor().head.standard)
    QApplication.processEvents()
    assert filler.editor().head.guidance.isVisible()
    assert filler.view.card.height() > before


# -- parts -----------------------------------------------------------------------------------------------------------


def buttons(filler: Filler, text: str) -> list[QPushButton]:
    found = filler.view.list.viewport().findChildren(QPushButton)
    return [one for one in found if text in one.text() and one.isVisible()]


def test_instances_are_added_and_removed_under_numbered_headings(ask: Ask) -> None:
    filler = ask(
        ("begin repeat", "楼栋", "楼栋", ""),
        ("integer", "层数", "层数", ""),
        ("end repeat", "", "", ""),
    )
    filler.editor("层数")
    filler.type("18")
    filler.click(buttons(filler, "楼栋")[0])
    assert filler.session.instances("楼栋") == ("楼栋[1]", "楼栋[2]")
    assert filler.value("楼栋[1]/层数") == 18
    headings = [one.text for one in filler.sections[0].rows if isinstance(one, HeadingRow)]
    assert headings == ["楼栋 1", "楼栋 2"]
    QApplication.processEvents()
    filler.click(buttons(filler, "去掉")[0])
    assert filler.session.instances("楼栋") == ("楼栋[1]",)
    assert filler.value("楼栋[1]/层数") is None
    QApplication.processEvents()
    filler.click(buttons(filler, "去掉")[0])
    assert filler.session.instances("楼栋") == ()
    QApplication.processEvents()
    filler.click(buttons(filler, "楼栋")[0])
    assert filler.session.instances("楼栋") == ("楼栋[1]",)


def test_a_counted_repeat_has_no_keys(ask: Ask) -> None:
    filler = ask(
        ("integer", "n", "几栋", "", ""),
        ("begin repeat", "楼栋", "楼栋", "", "${n}"),
        ("integer", "层数", "层数", "", ""),
        ("end repeat", "", "", "", ""),
        head=("type", "name", "label", "appearance", "repeat_count"),
    )
    filler.editor("n")
    filler.type("2")
    filler.view.flush()
    filler.section = 1
    filler.show()
    QApplication.processEvents()
    assert [one.text for one in filler.sections[1].rows if isinstance(one, HeadingRow)] == ["楼栋 1", "楼栋 2"]
    assert not buttons(filler, "去掉")
    assert not buttons(filler, "楼栋")


def test_sections_are_the_outermost_parts_with_their_counts(ask: Ask) -> None:
    filler = ask(
        ("text", "loose", "散题", ""),
        ("begin group", "g", "安全管理", ""),
        ("select_one v", "a", "甲", ""),
        ("begin group", "inner", "临边", ""),
        ("select_one v", "b", "乙", ""),
        ("end group", "", "", ""),
        ("note", "n", "说明", ""),
        ("end group", "", "", ""),
        choices=VERDICTS,
        answers={"a": "fail"},
    )
    loose, group = filler.sections
    assert loose.address == ""
    assert (group.label, group.asked, group.answered, group.unfit) == ("安全管理", 2, 1, 1)
    assert [one.number for one in group.items] == ["2.1", "2.2", ""]
    assert [one.text for one in group.rows if isinstance(one, HeadingRow)] == ["临边"]


def test_widths_put_questions_beside_each_other_and_tab_goes_through_them(ask: Ask) -> None:
    filler = ask(
        ("begin group", "g", "人员", "field-list"),
        ("integer", "a", "管理人员", "w1"),
        ("integer", "b", "工人", "w1"),
        ("text", "c", "备注", "w2"),
        ("text", "d", "其他", "w4"),
        ("end group", "", "", ""),
    )
    assert filler.view.card is not None
    assert filler.view.card.addresses == ("g/a", "g/b", "g/c")
    QApplication.processEvents()
    editors = list(filler.view.card.editors.values())
    assert len({one.y() for one in editors}) == 1
    assert editors[2].width() > 1.8 * editors[0].width()
    filler.view.go_to("g/a")
    filler.type("3")
    filler.key(Qt.Key.Key_Tab)
    filler.type("40")
    filler.view.flush()
    assert (filler.value("a"), filler.value("b")) == (3, 40)
    assert filler.view.current == "g/b"
    filler.key(Qt.Key.Key_Down)
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "g/d"
    line = folded(filler, "g/a")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() * 3 // 4, 10))
    assert filler.view.current == "g/c"


# -- size ------------------------------------------------------------------------------------------------------------


def test_five_hundred_items_need_only_the_widgets_that_are_seen(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项检查内容", "") for n in range(500)), choices=VERDICTS)
    assert len(filler.view.findChildren(QWidget)) < 250
    filler.view.list.verticalScrollBar().setValue(12_000)
    QApplication.processEvents()
    assert len([one for one in filler.view.findChildren(FoldedLine) if not one.isHidden()]) < 40
    filler.view.go_to("q499")
    assert filler.view.card is not None
    assert filler.view.card.geometry().intersects(filler.view.list.viewport().rect())
    filler.key(Qt.Key.Key_1)
    assert filler.value("q499") == "pass"


def test_the_wheel_over_an_open_form_scrolls_and_changes_nothing(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(60)), choices=VERDICTS)
    wheel(filler.view.list.viewport())
    assert filler.view.list.verticalScrollBar().value() > 0
    assert not filler.given


def test_large_mode_shows_one_item_with_keys_at_the_thumb(ask: Ask, appearance: Appearance) -> None:
    filler = ask(*SAFETY, head=GOV, choices=VERDICTS)
    filler.editor("told")
    filler.type("abc")
    appearance.choose(Theme.LARGE)
    QApplication.processEvents()
    assert filler.value("told") == "abc"
    editor = filler.editor()
    assert isinstance(editor, LineEditor)
    assert editor.line.text() == "abc"
    assert not [one for one in filler.view.findChildren(FoldedLine) if one.isVisible()]
    back = next(one for one in filler.view.findChildren(QPushButton) if "上一条" in one.text())
    filler.click(back)
    filler.click(back)
    assert filler.view.current == "edges"
    answers = [one for one in filler.editor().findChildren(AnswerButton) if one.isVisible()]
    assert {one.height() for one in answers} == {88}
    filler.click(next(one for one in filler.view.findChildren(QPushButton) if "下一缺答" in one.text()))
    assert filler.view.current == "holes"
    appearance.choose(Theme.LIGHT)
    QApplication.processEvents()
    assert folded(filler, "edges").isVisible()


@pytest.mark.parametrize(
    "name", ["安全文明施工", "开复工核查", "形象进度核查", "手续办理核查", "观摩评分", "问题整改复核"]
)
def test_every_shipped_checklist_is_walked_through_by_keyboard(appearance: Appearance, name: str) -> None:
    filler = fill(appearance, shipped(name))
    for number, section in enumerate(filler.sections):
        filler.section = number
        filler.view.show_rows(section.rows, current=section.items[0].address)
        seen = {filler.view.current}
        for _ in section.items:
            filler.view.go_on()
            seen.add(filler.view.current)
        assert seen == {one.address for one in section.items}
    assert not filler.refused
    filler.view.close()


def test_judged_rows_know_their_verdicts(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), ("text", "b", "乙", ""), choices=VERDICTS)
    rows = [one for one in filler.sections[0].rows if isinstance(one, ItemRow)]
    assert [one.verdict for one in rows] == [Verdict.OPEN, None]
