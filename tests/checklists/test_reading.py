from __future__ import annotations

from pathlib import Path

import pytest

from inspector.checklists.grid import Book
from inspector.checklists.kinds import Boundary, Kind, TypeCell, nearest_type, parse_type
from inspector.checklists.model import Choice, Form, Group, Question, Repeat, Rules, text_in, walk
from inspector.checklists.reading import check_book, read_checklist
from tests.checklists.kit import Table, book, form, mistakes, write

CHINESE: dict[str, Table] = {
    "调查": (
        ("开复工核查表",),
        (
            *("类型", "名称", "标签：：中文 (zh)", "标签::English (en)", "提示", "必填", "相关", "约束", "约束提示"),
            *("计算", "默认值", "只读", "外观", "参数", "触发", "选项筛选", "重复次数", "图片", "备注"),
            *("权重", "不合格拍照", "问题分类", "整改期限", "责任单位"),
        ),
        ("组开始", "现场", "现场情况", "On site"),
        ("单选　状态", "开工状态", "现场看到什么", "What is seen", "看现场", "是", "", "", "", "", "已开工"),
        ("多选 卡点 或其他", "卡点", "有什么卡点", "Obstacles", "", "否", "${开工状态} = '未开工'"),
        ("整数", "人数", "工人", "Workers", "", "", "", ". >= 0 and . <= 5000", "0到5000人"),
        ("小数", "投资", "完成投资", "Invested", "", "", "", "", "", "", "", "是", "w2"),
        ("范围", "打分", "打分", "Points", "", "", "", "", "", "", "", "", "", "start=0 end=10 step=1"),
        ("说明", "", "请拍照", "Take a photo", *[""] * 13, "sign.png"),
        ("组结束",),
        ("重复开始", "楼栋", "楼栋", "Building", *[""] * 12, "${人数}"),
        ("整数", "层数", "层数", "Floors"),
        ("重复结束",),
        ("计算", "总层", "", "", "", "", "", "", "", "sum(${层数})"),
        (*("单选 状态", "脚手架", "脚手架", "Scaffold"), *[""] * 14, "内部", "5", "是", "安全", "7", "住建局"),
    ),
    "选项": (
        ("选项组", "名称", "标签::中文 (zh)", "标签::English (en)", "区"),
        ("状态", "已开工", "已开工", "Started", "南"),
        ("状态", "未开工", "未开工", "Not started"),
        ("卡点", "征地", "征地", "Land"),
    ),
    "设置": (("标题", "表单编号", "版本", "默认语言", "name"), ("开复工核查", "kfg", "2", "中文 (zh)", "根")),
}


def by_name(found: Form) -> dict[str, Question]:
    return {one.name: one.item for one in walk(found.items) if isinstance(one.item, Question)}


def test_a_chinese_workbook_is_read_whole(tmp_path: Path) -> None:
    reading = read_checklist(write(tmp_path / "开复工.xlsx", **CHINESE))
    assert reading.form is not None, reading.mistakes
    found = reading.form
    assert (found.title, found.form_id, found.version, found.default_language) == (
        "开复工核查",
        "kfg",
        "2",
        "中文 (zh)",
    )
    assert (found.languages, found.settings) == (("中文 (zh)", "English (en)"), {"name": "根"})
    group, repeat, total, scaffold = found.items
    assert isinstance(group, Group)
    assert isinstance(repeat, Repeat)
    assert (repeat.count, [one.name for one in repeat.items]) == ("${人数}", ["层数"])
    assert isinstance(total, Question)
    assert total.calculation == "sum(${层数})"
    assert isinstance(scaffold, Question)
    assert scaffold.rules == Rules("5", photo_on_fail=True, problem_category="安全", deadline_days=7, owner="住建局")
    assert scaffold.extra == {"备注": "内部"}
    status, obstacles, other, workers, invested, points, note = (
        one for one in group.items if isinstance(one, Question)
    )
    assert (status.kind, status.source, status.required, status.default) == (
        Kind.SELECT_ONE,
        "状态",
        "true()",
        "已开工",
    )
    assert (status.wording.label["English (en)"], status.wording.hint) == ("What is seen", {"": "看现场"})
    assert (obstacles.kind, obstacles.or_other, obstacles.required) == (Kind.SELECT_MULTIPLE, True, "")
    assert (other.name, other.relevant) == ("卡点_other", "selected(../卡点, 'other')")
    assert (workers.constraint, workers.constraint_message) == (". >= 0 and . <= 5000", {"": "0到5000人"})
    assert (invested.kind, invested.read_only, invested.appearance) == (Kind.DECIMAL, "true()", "w2")
    assert points.parameters == {"start": "0", "end": "10", "step": "1"}
    assert (note.name, note.wording.media) == ("generated_note_name_9", {"image": {"": "sign.png"}})
    assert [one.name for one in found.lists["卡点"]] == ["征地", "other"]
    assert found.lists["状态"][0] == Choice(
        "已开工", {"中文 (zh)": "已开工", "English (en)": "Started"}, {}, {"区": "南"}, 2
    )


def test_english_headers_of_every_style_are_read() -> None:
    headers = (
        *("TYPE", "Name", "label:English", "bind:relevant", "constraint message", "read only", "media:image"),
        *(
            "bind::jr:requiredMsg::English",
            "body::accept",
            "jr:count",
            "bind::gov:owner",
            "calculate",
            "caption::Français",
        ),
    )
    row = ("text", "a", "A", "true()", "wrong", "yes", "a.png", "needed", "x/y", "", "局", "", "Ah")
    found = by_name(form((headers, row)))["a"]
    assert found.wording.label == {"English": "A", "Français": "Ah"}
    assert (found.relevant, found.constraint_message, found.read_only) == ("", {"": "wrong"}, "true()")
    assert (found.required_message, found.rules.owner, found.wording.media) == (
        {"English": "needed"},
        "局",
        {"image": {"": "a.png"}},
    )
    assert found.extra == {"body::accept": "x/y"}


@pytest.mark.parametrize(
    ("text", "kind", "list_name"),
    [
        ("select_one a", Kind.SELECT_ONE, "a"),
        ("select one from a", Kind.SELECT_ONE, "a"),
        ("Select_One a", Kind.SELECT_ONE, "a"),
        ("select all that apply from a", Kind.SELECT_MULTIPLE, "a"),
        ("add select one prompt using a", Kind.SELECT_ONE, "a"),
        ("rank a", Kind.RANK, "a"),
        ("单选 是否", Kind.SELECT_ONE, "是否"),
        ("多选题　卡点", Kind.SELECT_MULTIPLE, "卡点"),
        ("排序 a", Kind.RANK, "a"),
        ("dateTime", Kind.DATETIME, ""),
        ("date time", Kind.DATETIME, ""),
        ("q string", Kind.TEXT, ""),
        ("add image prompt", Kind.IMAGE, ""),
        ("get today", Kind.TODAY, ""),
        ("phone number", Kind.PHONENUMBER, ""),
        ("start-geopoint", Kind.START_GEOPOINT, ""),
        ("ｉｎｔｅｇｅｒ", Kind.INTEGER, ""),
        ("照片", Kind.IMAGE, ""),
        ("填表日期", Kind.TODAY, ""),
    ],
)
def test_type_words(text: str, kind: Kind, list_name: str) -> None:
    found = parse_type(text)
    assert found == TypeCell(kind, list_name=list_name)


def test_more_type_words() -> None:
    assert parse_type("select_one a or_other") == TypeCell(Kind.SELECT_ONE, list_name="a", or_other=True)
    assert parse_type("select_one_from_file a.csv") == TypeCell(Kind.SELECT_ONE, list_name="a.csv", from_file=True)
    assert parse_type("单选来自文件 a.csv") == TypeCell(Kind.SELECT_ONE, list_name="a.csv", from_file=True)
    assert parse_type("begin_repeat") == parse_type("重复开始") == TypeCell(boundary=Boundary.BEGIN_REPEAT)
    assert parse_type("select_one") is parse_type("nonsense") is parse_type("select_one a b") is None
    assert [nearest_type(one) for one in ("intger", "selct_one a", "begin gruop", "单选提 a", "完全不同")] == [
        *("integer", "select_one a", "begin_group", "单选 a", None)
    ]


def test_external_choices_and_files_are_lists_of_their_own() -> None:
    found = form(
        (
            ("type", "name", "label", "choice_filter"),
            ("select_one a", "x", "X"),
            ("select_one_external a", "y", "Y", "k=${x}"),
        ),
        (("list_name", "name", "label"), ("a", "1", "eins")),
        external_choices=(("list_name", "name", "label", "k"), ("a", "2", "zwei", "1")),
    )
    assert {name: [one.name for one in choices] for name, choices in found.lists.items()} == {
        "a": ["1"],
        "external:a": ["2"],
    }
    assert by_name(found)["y"].source == "external:a"


def test_one_sheet_of_any_name_is_the_survey() -> None:
    grids = book((("type", "name", "label"), ("text", "a", "A"))).sheets
    single = Book("甲.xlsx", tuple(type(one)("Sheet1", one.rows) for one in grids))
    reading = check_book(single)
    assert reading.form is not None
    assert (reading.form.title, reading.form.form_id) == ("甲", "甲")


def test_what_is_ignored_is_told() -> None:
    found = mistakes(
        (("type", "name", "label", "disabled"), ("text", "a", "A"), ("", "", "", "no"), ("nonsense", "b", "B", "yes")),
        entities=(("list_name",), ("trees",)),
    )
    assert [(one.key, one.place.sheet, one.place.row) for one in found] == [
        ("checklists.row_skipped", "survey", 3),
        ("checklists.entities_ignored", "entities", 1),
    ]


def test_empty_sheets_beside_the_survey_do_no_harm() -> None:
    found = form((("type", "name", "label"), ("text", "a", "A")), choices=((),), settings=(("form_title",),))
    assert (dict(found.lists), found.title) == ({}, "检查表")


def test_a_text_falls_back_to_another_language() -> None:
    texts = {"": "无", "中文": "中", "English": "E"}
    assert [text_in(texts, one, "中文") for one in ("English", "Français", "")] == ["E", "中", "中"]
    assert (text_in({"English": "E"}, "中文"), text_in({}, "中文")) == ("E", "")
