"""Items that are answered by choosing, with real keys and clicks against a real session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.ui.widgets.form.acknowledge import AcknowledgeEditor
from inspector.ui.widgets.form.choice_button import ChoiceButton
from inspector.ui.widgets.form.judged import JudgedEditor
from inspector.ui.widgets.form.ranking import RankEditor
from inspector.ui.widgets.form.select_many import SelectManyEditor
from inspector.ui.widgets.form.select_minimal import SearchEditor, SelectMinimalEditor
from inspector.ui.widgets.form.select_one import SelectOneEditor
from inspector.ui.widgets.form.slider import RangeEditor
from tests.ui.form.filler import VERDICTS, Filler, wheel

Ask = Callable[..., Filler]
STAGES = tuple(("s", f"s{number}", text) for number, text in enumerate(("施工准备", "地基基础", "主体结构"), start=1))
MANY = tuple(("m", f"m{number}", f"第{number}标段") for number in range(1, 41))


def typed(filler: Filler, kind: type) -> object:
    editor = filler.editor()
    assert type(editor) is kind
    return editor


def test_one_two_three_answer_and_go_on(ask: Ask) -> None:
    filler = ask(*(("select_one v", f"q{n}", f"第{n}项", "") for n in range(1, 4)), choices=VERDICTS)
    filler.key(Qt.Key.Key_1)
    assert filler.value("q1") == "pass"
    assert filler.view.current == "q2"
    filler.key(Qt.Key.Key_3)
    assert filler.value("q2") == "na"
    assert filler.view.current == "q3"


def test_an_unfit_answer_stays(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), ("select_one v", "b", "乙", ""), choices=VERDICTS)
    filler.key(Qt.Key.Key_2)
    assert filler.value("a") == "fail"
    assert filler.view.current == "a"


def test_a_click_on_a_key_answers_and_goes_on(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), ("select_one v", "b", "乙", ""), choices=VERDICTS)
    editor = filler.editor()
    assert isinstance(editor, JudgedEditor)
    filler.click(editor.buttons["na"])
    assert filler.value("a") == "na"
    assert filler.view.current == "b"


def test_delete_takes_an_answer_back(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), choices=VERDICTS)
    filler.key(Qt.Key.Key_2)
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("a") is None
    assert filler.given[-1] == ("a", None)


def test_a_key_beyond_the_answers_does_nothing(ask: Ask) -> None:
    filler = ask(("select_one v", "a", "甲", ""), choices=VERDICTS)
    filler.key(Qt.Key.Key_7)
    assert not filler.given


def test_a_list_is_chosen_by_number_by_click_and_by_space(ask: Ask) -> None:
    filler = ask(("select_one s", "stage", "施工阶段", ""), choices=STAGES)
    editor = filler.editor()
    assert isinstance(editor, SelectOneEditor)
    filler.key(Qt.Key.Key_2)
    assert filler.value("stage") == "s2"
    filler.click(editor.list.buttons[2])
    assert filler.value("stage") == "s3"
    assert [one.isChecked() for one in editor.list.buttons] == [False, False, True]
    editor.list.buttons[0].setFocus()
    filler.key(Qt.Key.Key_Space)
    assert filler.value("stage") == "s1"
    filler.key(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is editor.list.buttons[1]
    filler.key(Qt.Key.Key_Left)
    filler.key(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is editor.list.buttons[2]
    filler.key(Qt.Key.Key_Backspace)
    assert filler.value("stage") is None


def test_columns_stand_beside_each_other_and_a_list_below(ask: Ask) -> None:
    filler = ask(("select_one s", "a", "甲", "columns"), ("select_one s", "b", "乙", ""), choices=STAGES)

    def lines(name: str) -> int:
        buttons = filler.editor(name).findChildren(ChoiceButton)
        QApplication.processEvents()
        return len({one.y() for one in buttons})

    assert lines("a") == 1
    assert lines("b") == 3


def test_columns_by_number_and_a_scale_in_one_row(ask: Ask) -> None:
    filler = ask(("select_one s", "a", "甲", "columns-2"), ("select_one s", "b", "乙", "likert"), choices=STAGES)
    buttons = filler.editor("a").findChildren(ChoiceButton)
    QApplication.processEvents()
    assert len({one.x() for one in buttons}) == 2
    scale = filler.editor("b").findChildren(ChoiceButton)
    QApplication.processEvents()
    assert len({one.y() for one in scale}) == 1
    assert scale[0].x() == 0
    filler.key(Qt.Key.Key_3)
    assert filler.value("b") == "s3"


def test_a_minimal_list_folds_out_and_the_wheel_leaves_it_alone(ask: Ask) -> None:
    filler = ask(("text", "before", "前", ""), ("select_one s", "stage", "施工阶段", "minimal"), choices=STAGES)
    editor = filler.editor("stage")
    assert isinstance(editor, SelectMinimalEditor)
    filler.view.setFocus()
    filler.key(Qt.Key.Key_2)
    assert filler.value("stage") == "s2"
    wheel(editor.box)
    assert filler.value("stage") == "s2"
    editor.box.setFocus()
    filler.key(Qt.Key.Key_Down)
    assert filler.value("stage") == "s3"
    editor.box.setFocus()
    filler.key(Qt.Key.Key_Home)
    assert filler.value("stage") is None


def test_a_minimal_list_takes_its_answer_back(ask: Ask) -> None:
    filler = ask(("select_one s", "stage", "施工阶段", "minimal"), choices=STAGES)
    filler.view.setFocus()
    filler.key(Qt.Key.Key_1)
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("stage") is None
    assert not filler.editor().choose(9)
    assert not filler.editor().clear()


def test_a_searched_list_is_found_by_typing_and_by_initials(ask: Ask) -> None:
    initials = {"施工准备": "sgzb", "地基基础": "djjc", "主体结构": "ztjg"}
    filler = ask(
        ("select_one s", "stage", "施工阶段", "autocomplete"),
        choices=STAGES,
        initials=lambda text: initials.get(text, ""),
    )
    editor = filler.editor("stage")
    assert isinstance(editor, SearchEditor)
    filler.type("dj")
    assert editor.found.isVisible()
    assert editor.found.count() == 1
    filler.key(Qt.Key.Key_Return)
    assert filler.value("stage") == "s2"
    assert editor.line.text() == "地基基础"
    assert not editor.found.isVisible()


def test_a_search_that_finds_nothing_says_so_and_keeps_the_answer(ask: Ask) -> None:
    filler = ask(("select_one s", "stage", "施工阶段", "autocomplete"), choices=STAGES)
    editor = filler.editor("stage")
    assert isinstance(editor, SearchEditor)
    filler.type("s3")
    filler.key(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is editor.found
    filler.key(Qt.Key.Key_Return)
    assert filler.value("stage") == "s3"
    editor.line.selectAll()
    filler.type("zzz")
    assert editor.problem
    assert filler.value("stage") == "s3"
    editor.line.selectAll()
    filler.type("s")
    filler.key(Qt.Key.Key_Escape)
    assert editor.line.text() == "主体结构"
    editor.line.selectAll()
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("stage") is None


def test_a_long_list_is_searched_whatever_it_asks_for(ask: Ask) -> None:
    filler = ask(("select_one m", "lot", "标段", ""), choices=MANY)
    editor = filler.editor("lot")
    assert isinstance(editor, SearchEditor)
    filler.type("第17")
    filler.click(editor.found.viewport())
    QTest.mouseClick(editor.found.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert filler.value("lot") == "m17"


def test_several_are_put_in_and_out_in_the_order_of_the_list(ask: Ask) -> None:
    filler = ask(("select_multiple s", "parts", "部位", "columns"), choices=STAGES)
    editor = filler.editor()
    assert isinstance(editor, SelectManyEditor)
    filler.key(Qt.Key.Key_3)
    filler.key(Qt.Key.Key_1)
    assert filler.value("parts") == ["s1", "s3"]
    filler.click(editor.list.buttons[2])
    assert filler.value("parts") == ["s1"]
    filler.key(Qt.Key.Key_1)
    assert filler.value("parts") is None


def test_several_of_many_are_searched_and_the_chosen_stay_seen(ask: Ask) -> None:
    filler = ask(("select_multiple m", "lots", "标段", "minimal"), choices=MANY)
    editor = filler.editor("lots")
    assert isinstance(editor, SelectManyEditor)
    editor.search.setFocus()
    filler.type("第33")
    filler.click(editor.list.buttons[0])
    editor.search.setFocus()
    editor.search.selectAll()
    filler.type("第34")
    shown = [one.text() for one in editor.list.buttons]
    assert shown == ["第33标段", "第34标段"]
    filler.click(editor.list.buttons[1])
    assert filler.value("lots") == ["m33", "m34"]
    assert editor.clear()
    assert filler.value("lots") is None
    assert not editor.clear()


def test_a_filter_changes_the_choices_at_once(ask: Ask) -> None:
    filler = ask(
        ("select_one s", "kind", "类别", "", ""),
        ("select_one f", "part", "部位", "columns", "kind = ${kind}"),
        head=("type", "name", "label", "appearance", "choice_filter"),
        choices=(
            ("list_name", "name", "label", "kind"),
            *((*one, "") for one in STAGES),
            ("f", "f1", "承台", "s1"),
            ("f", "f2", "梁板", "s2"),
            ("f", "f3", "墙柱", "s2"),
        ),
    )
    filler.key(Qt.Key.Key_2)
    filler.key(Qt.Key.Key_Down)
    editor = filler.editor()
    assert [one.text() for one in editor.findChildren(ChoiceButton)] == ["梁板", "墙柱"]
    filler.key(Qt.Key.Key_2)
    assert filler.value("part") == "f3"


def test_the_other_answer_is_asked_for_in_a_text_of_its_own(ask: Ask) -> None:
    filler = ask(("select_one s or_other", "stage", "施工阶段", ""), choices=STAGES)
    filler.key(Qt.Key.Key_4)
    assert filler.value("stage") == "other"
    filler.key(Qt.Key.Key_Down)
    filler.type("abc")
    filler.view.flush()
    assert filler.value("stage_other") == "abc"


def test_a_rank_is_moved_by_alt_and_arrows_by_keys_and_confirmed(ask: Ask) -> None:
    filler = ask(("rank s", "order", "排序", ""), choices=STAGES)
    editor = filler.editor()
    assert isinstance(editor, RankEditor)
    filler.click(editor.confirm)
    assert filler.value("order") == ["s1", "s2", "s3"]
    assert editor.confirm.isHidden()
    editor.list.setFocus()
    filler.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert filler.value("order") == ["s2", "s1", "s3"]
    filler.click(editor.down)
    assert filler.value("order") == ["s2", "s3", "s1"]
    filler.click(editor.up)
    assert filler.value("order") == ["s2", "s1", "s3"]
    assert editor.list.item(0).text().startswith("1")
    wheel(editor.list.viewport())
    filler.click(editor.down)
    filler.click(editor.down)
    assert filler.value("order") == ["s2", "s3", "s1"]
    editor.list.setFocus()
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("order") is None


def test_a_rank_leaves_the_arrows_to_the_form_at_its_ends(ask: Ask) -> None:
    filler = ask(("rank s", "order", "排序", ""), ("text", "after", "后", ""), choices=STAGES)
    editor = filler.editor()
    editor.focus_first()
    for _ in range(3):
        filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "after"


def test_an_agreement_is_one_key(ask: Ask) -> None:
    filler = ask(("acknowledge", "agree", "已当面反馈", ""))
    editor = filler.editor()
    assert isinstance(editor, AcknowledgeEditor)
    filler.key(Qt.Key.Key_1)
    assert filler.value("agree") is True
    filler.click(editor.button)
    assert filler.value("agree") is None
    filler.key(Qt.Key.Key_1)
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("agree") is None
    assert not editor.clear()
    assert not editor.choose(2)


def test_a_range_goes_by_arrows_and_by_click_but_not_by_the_wheel(ask: Ask) -> None:
    filler = ask(
        ("range", "share", "形象进度", "", "start=0 end=100 step=5"),
        ("text", "after", "后", "", ""),
        head=("type", "name", "label", "appearance", "parameters"),
    )
    editor = filler.editor()
    assert isinstance(editor, RangeEditor)
    wheel(editor.slider)
    assert filler.value("share") is None
    editor.focus_first()
    filler.key(Qt.Key.Key_Right)
    assert filler.value("share") == "0"
    filler.key(Qt.Key.Key_Right)
    assert filler.value("share") == "5"
    filler.key(Qt.Key.Key_End)
    assert filler.value("share") == "100"
    filler.key(Qt.Key.Key_Left)
    assert filler.value("share") == "95"
    QApplication.processEvents()
    QTest.mouseClick(editor.slider, Qt.MouseButton.LeftButton, pos=editor.slider.rect().center())
    assert filler.value("share") == "50"
    wheel(editor.slider)
    assert filler.value("share") == "50"
    filler.key(Qt.Key.Key_Delete)
    assert filler.value("share") is None
    filler.key(Qt.Key.Key_Down)
    assert filler.view.current == "after"


def test_a_drag_over_a_range_is_one_answer(ask: Ask) -> None:
    filler = ask(("range", "mark", "分数", ""))
    editor = filler.editor()
    assert isinstance(editor, RangeEditor)
    QApplication.processEvents()
    slider, middle = editor.slider, editor.slider.height() // 3
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(4, middle))
    for across in range(0, slider.width(), 20):
        QTest.mouseMove(slider, QPoint(across, middle))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 4, middle))
    assert len(filler.given) == 1
