"""Every kind of mistake in its cell, with its fix; and that none hides another."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from inspector.checklists.grid import Book, Grid
from inspector.checklists.mistakes import Severity
from inspector.checklists.reading import check_book
from inspector.texts import sentence
from tests.checklists.kit import VERDICTS, Table, book, mistakes

HEAD = ("type", "name", "label")
A: Table = (("integer", "a", "A"), ("text", "b", "B"))


class Case(NamedTuple):
    """A survey whose row `row` is wrong in column `column`."""

    key: str
    headers: tuple[str, ...]
    rows: Table
    row: int
    column: str
    fix: str | None = None


def told(case: Case) -> list[tuple[str, int, str, str | None]]:
    found = mistakes((case.headers, *case.rows), VERDICTS)
    return [
        (one.key.removeprefix("checklists."), one.place.row, one.place.letter, one.fix)
        for one in found
        if one.key != "checklists.list_unused"
    ]


def expression(key: str, text: str, fix: str | None = None, header: str = "relevant") -> Case:
    return Case(key, (*HEAD, header), (*A, ("text", "c", "C", text)), 4, "D", fix)


def parameter(key: str, kind: str, text: str, fix: str | None = None) -> Case:
    return Case(key, (*HEAD, "parameters"), ((kind, "a", "A", text),), 2, "D", fix)


def rule(key: str, header: str, text: str, fix: str | None = None) -> Case:
    return Case(key, (*HEAD, header), (*A, ("text", "c", "C", text)), 4, "D", fix)


CASES = [
    Case("type_unknown_near", HEAD, (("intger", "a", "A"),), 2, "A", "integer"),
    Case("type_unknown_near", HEAD, (("selct_one v", "a", "A"),), 2, "A", "select_one v"),
    Case("type_unknown", HEAD, (("party", "a", "A"),), 2, "A"),
    Case("type_unsupported", HEAD, (("osm v", "a", "A"),), 2, "A"),
    Case("select_without_list", HEAD, (("单选", "a", "A"),), 2, "A"),
    Case("type_missing", HEAD, (("", "a", "A"), *A[1:]), 2, "A"),
    Case("name_missing", HEAD, (("text", "", "A"),), 2, "B"),
    Case("name_wrong", HEAD, (("text", "1a", "A"),), 2, "B"),
    Case("name_wrong", HEAD, (("text", "开工 状态", "A"),), 2, "B", "开工_状态"),
    Case("name_wrong", HEAD, (("text", "ａ b", "A"),), 2, "B", "a_b"),
    Case("name_reserved", HEAD, (("text", "meta", "A"),), 2, "B"),
    Case("name_reserved", HEAD, (("begin repeat", "data", "A"), *A, ("end repeat",)), 2, "B"),
    Case("name_twice", HEAD, (*A, ("text", "a", "C")), 4, "B"),
    Case("name_case", HEAD, (*A, ("text", "A", "C")), 4, "B"),
    Case("label_missing", HEAD, (("text", "a", ""),), 2, "C"),
    Case("end_without_begin", HEAD, (*A, ("组结束",)), 4, "A"),
    Case("end_of_other", HEAD, (("begin repeat", "r", "R"), *A, ("end group",)), 5, "A", "end repeat"),
    Case("end_of_other", HEAD, (("组开始", "r", "R"), *A, ("重复结束",)), 5, "A", "组结束"),
    Case("not_closed", HEAD, (("组开始", "g", "G"), *A), 2, "A"),
    Case("not_closed", HEAD, (("组开始", "g", "G"), ("重复开始", "r", "R"), *A, ("组结束",)), 3, "A"),
    Case("header_twice", (*HEAD, "标签"), (("text", "a", "A", "B"),), 1, "D"),
    Case("list_missing", HEAD, (("select_one 征地", "a", "A"),), 2, "A"),
    Case("list_missing_near", HEAD, (("select_one V", "a", "A"),), 2, "A", "select_one v"),
    Case("file_wrong", HEAD, (("select_one_from_file v.xlsx", "a", "A"),), 2, "A"),
    Case("field_unknown", HEAD, (("select_one ${zz}", "a", "A"),), 2, "A"),
    Case("other_with_filter", (*HEAD, "choice_filter"), (("select_one v or_other", "a", "A", "name = 'x'"),), 2, "D"),
    Case("column_unknown", (*HEAD, "choice_filter"), (("select_one v", "a", "A", "区 = 'x'"),), 2, "D"),
    Case(
        "column_unknown_near",
        (*HEAD, "choice_filter"),
        (("select_one v", "a", "A", "nmae = 'x'"),),
        2,
        "D",
        "name = 'x'",
    ),
    expression("expr_full_width", "${a}＝1", "${a}=1"),
    expression("expr_full_width", "selected（${b}, 'x')", "selected(${b}, 'x')"),
    expression("expr_operator", "${a} = 1 andd ${b} = 'x'", "${a} = 1 and ${b} = 'x'"),
    expression("expr_function_meant", "selectd(${b}, 'x')", "selected(${b}, 'x')"),
    expression("expr_function", "unheardof(${b})"),
    expression("expr_bracket_open", "(${a} = 1", "(${a} = 1)"),
    expression("expr_never_number", "${a} = '很多'"),
    expression("field_unknown", "${很远} = 1"),
    expression("field_unknown_near", "${A} = 1", "${a} = 1"),
    expression("field_bare", "a = 1", "${a} = 1"),
    expression("trigger_wrong", "a", "${a}", "trigger"),
    expression("field_unknown", "${nobody}", None, "trigger"),
    expression("field_unknown_near", "${A}", "${a}", "trigger"),
    expression("field_unknown_near", "jr:choice-name(${b}, '${B}')", "jr:choice-name(${b}, '${b}')", "calculation"),
    Case("ring", (*HEAD, "relevant"), (("text", "a", "A", "${b} = '1'"), ("text", "b", "B", "${a} = '1'")), 2, "D"),
    Case("ring", (*HEAD, "calculation"), (*A, ("calculate", "c", "", "${c} + 1")), 4, "D"),
    Case("calculation_missing", (*HEAD, "calculation"), (*A, ("calculate", "c", "", "")), 4, "D"),
    Case("field_unknown_near", (*HEAD, "hint"), (("text", "name1", "A", "见 ${name2}"),), 2, "D", "见 ${name1}"),
    Case("field_unknown", (*HEAD, "hint"), (("text", "a", "A", "见 ${很远}"),), 2, "D"),
    Case(
        "language_missing",
        (*HEAD[:2], "label::中文", "label::English", "hint::中文"),
        (("text", "a", "A", "A", "h"),),
        1,
        "E",
    ),
    parameter("parameters_wrong", "range", "start＝0；end＝10", "start=0;end=10"),
    parameter("parameters_wrong", "range", "from zero"),
    parameter("parameter_unknown", "range", "strat=0", "start=0"),
    parameter("parameter_unknown", "text", "quality=low"),
    parameter("parameter_not_number", "range", "start=x"),
    parameter("range_step_zero", "range", "step=0"),
    parameter("range_step_wide", "range", "start=0 end=5 step=9"),
    parameter("range_ticks", "range", "start=0 end=10 step=2 tick_interval=3"),
    parameter("parameter_not_whole", "text", "rows=x"),
    parameter("parameter_not_whole", "image", "max-pixels=1.5"),
    parameter("parameter_not_number", "geopoint", "capture-accuracy=near"),
    parameter("parameter_value", "select_one v", "randomize=maybe"),
    parameter("parameter_value", "select_one v", "randomize=true seed=${zz}"),
    parameter("parameter_not_number", "select_one v", "randomize=true seed=zz"),
    parameter("seed_without_randomize", "select_one v", "seed=1"),
    Case(
        "count_wrong",
        (*HEAD, "repeat_count"),
        (*A, ("begin repeat", "r", "R", "1.5"), ("text", "x", "X"), ("end repeat",)),
        4,
        "D",
    ),
    Case(
        "count_wrong",
        (*HEAD, "repeat_count"),
        (*A, ("begin repeat", "r", "R", "三"), ("text", "x", "X"), ("end repeat",)),
        4,
        "D",
    ),
    Case(
        "count_no_number",
        (*HEAD, "repeat_count"),
        (*A, ("begin repeat", "r", "R", "${b}"), ("text", "x", "X"), ("end repeat",)),
        4,
        "D",
    ),
    Case("weight_wrong", (*HEAD, "权重"), (("text", "a", "A", "五"),), 2, "D"),
    Case("days_wrong", (*HEAD, "整改期限"), (("text", "a", "A", "7天"),), 2, "D"),
    Case("days_wrong", (*HEAD, "整改期限"), (("text", "a", "A", "99999999"),), 2, "D"),
    Case("days_wrong", (*HEAD, "整改期限"), (*A, ("text", "c", "C", "${a} + 1")), 4, "D"),
    rule("days_no_number", "整改期限", "${b}"),
    rule("expr_reference", "整改期限", "￥｛a｝", "${a}"),
    rule("expr_reference", "责任单位", "$｛b｝（${a}）局", "${b}（${a}）局"),
    rule("expr_reference", "责任单位", "＄｛b", "${b}"),
    rule("expr_reference", "问题分类", "${ b }类", "${b}类"),
    rule("field_unknown_near", "问题分类", "${B}类", "${b}类"),
    rule("field_unknown", "责任单位", "${很远}"),
    rule("field_unknown_near", "整改期限", "${A}", "${a}"),
    Case(
        "field_of_part",
        (*HEAD, "责任单位"),
        (("begin group", "g", "G"), *A, ("end group",), ("text", "c", "C", "${g}")),
        6,
        "D",
    ),
    Case(
        "field_of_repeat",
        (*HEAD, "责任单位"),
        (("begin repeat", "r", "R"), *A, ("end repeat",), ("text", "c", "C", "${b}")),
        6,
        "D",
    ),
    Case("expr_reference", HEAD, (*A, ("text", "c", "见$｛a}")), 4, "C", "见${a}"),
    Case("name_again", HEAD, (("begin group", "g", "G"), ("text", "g", "A"), ("end group",)), 3, "B"),
    Case("name_again", HEAD, (("begin repeat", "g", "G"), ("text", "g", "A"), ("end repeat",)), 3, "B"),
    Case("not_yes_or_no", (*HEAD, "不合格拍照"), (("text", "a", "A", "也许"),), 2, "D"),
]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.key}-{case.rows[case.row - 2][:4] if case.row > 1 else case.headers}"
)
def test_a_mistake_is_found_in_its_cell_with_its_fix(case: Case) -> None:
    assert (case.key, case.row, case.column, case.fix) in told(case)


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.fix is not None], ids=lambda case: f"{case.key}-{case.fix}"
)
def test_a_fix_mends_its_mistake(case: Case) -> None:
    rows = [list(row) for row in (case.headers, *case.rows)]
    column = ord(case.column) - ord("A")
    rows[case.row - 1][column] = case.fix or ""
    mended = Case(case.key, case.headers, rows[1:], case.row, case.column)
    assert all(
        (row, letter) != (case.row, case.column) or key == "field_unknown" for key, row, letter, _ in told(mended)
    )


def test_the_bare_name_of_a_count_is_mended() -> None:
    survey = ((*HEAD, "repeat_count"), *A, ("begin repeat", "r", "R", "a"), ("text", "x", "X"), ("end repeat",))
    found = mistakes(survey)
    assert {(one.key, one.fix) for one in found} == {
        ("checklists.count_bare_name", "${a}"),
        ("checklists.field_bare", "${a}"),
    }


def test_mistakes_of_the_choices_sheet() -> None:
    choices = (
        ("list_name", "name", "label"),
        ("v", "x y", "X"),
        ("v", "x y", "again"),
        ("v", "", "Z"),
        ("v", "z", ""),
        ("", "w", "W"),
        ("unused", "u", "U"),
    )
    found = mistakes((HEAD, ("select_multiple v", "a", "A")), choices)
    assert [(one.key.removeprefix("checklists."), one.place.row, one.place.letter, one.fix) for one in found] == [
        ("choice_with_blank", 2, "B", "x_y"),
        ("choice_twice", 3, "B", None),
        ("choice_with_blank", 3, "B", "x_y"),
        ("choice_without_name", 4, "B", None),
        ("choice_without_label", 5, "C", None),
        ("choice_without_list", 6, "A", None),
        ("list_unused", 7, "A", None),
    ]


def test_twins_are_allowed_where_the_settings_say_so() -> None:
    choices = (("list_name", "name", "label"), ("v", "x", "X"), ("v", "x", "again"))
    settings = (("allow_choice_duplicates",), ("yes",))
    assert mistakes((HEAD, ("select_one v", "a", "A")), choices, settings) == ()


def test_a_name_used_twice_can_stand_in_two_groups_but_not_in_an_expression() -> None:
    survey: Table = (
        (*HEAD, "relevant"),
        *(("begin group", "g", "G"), ("text", "x", "X"), ("end group",)),
        *(("begin group", "h", "H"), ("text", "x", "X"), ("end group",)),
    )
    (warning,) = mistakes(survey)
    assert (warning.key, warning.severity, warning.place.row, warning.place.letter, warning.details) == (
        "checklists.name_again",
        Severity.WARNING,
        6,
        "B",
        {"name": "x", "rows": [3, 6], "path": "h/x"},
    )
    found = check_book(book((*survey, ("text", "y", "见 ${x}", "${x} = 1")))).errors
    assert [(one.key, one.details["rows"]) for one in found] == [("checklists.field_several", [3, 6])] * 2
    repeats: Table = (
        HEAD,
        *(("begin group", "g", "G"), ("begin repeat", "r", "R"), ("text", "x", "X"), ("end repeat",), ("end group",)),
        *(("begin group", "h", "H"), ("begin repeat", "r", "R"), ("text", "x", "X"), ("end repeat",), ("end group",)),
    )
    assert [(one.key, one.place.row) for one in mistakes(repeats)] == [
        ("checklists.repeat_twice", 8),
        ("checklists.name_again", 9),
    ]


def test_a_ring_names_its_fields() -> None:
    rows = (
        ("calculate", "a", "", "${b}"),
        ("calculate", "b", "", "${c}"),
        ("calculate", "c", "", "${a}"),
        ("text", "d", "D"),
    )
    (found,) = mistakes(((*HEAD, "calculation"), *rows))
    assert found.details == {"ring": "a → b → c → a"}
    inside = (("begin group", "g", "G", "${x} = '1'"), ("text", "x", "X"), ("end group",))
    (found,) = mistakes(((*HEAD, "relevant"), *inside))
    assert (found.key, found.details) == ("checklists.ring", {"ring": "x → x"})
    assert (found.place.row, found.place.letter, found.text) == (2, "D", "${x} = '1'")


def test_what_runs_in_no_ring() -> None:
    headers = (*HEAD, "constraint", "calculation", "trigger")
    rows = (
        ("integer", "a", "A", ". > 1 and . < ${b}"),
        ("integer", "b", "B", "", "${a}", "${c}"),
        ("text", "c", "C", "${b} > 1"),
    )
    assert mistakes((headers, *rows)) == ()


def test_two_mistakes_in_one_cell_and_everything_else_in_one_run() -> None:
    """What an office writes: full-width signs, `andd`, unknown names, no end of a group, in one file."""
    survey = (
        ("类型", "名称", "标签", "相关", "约束", "参数"),
        ("组开始", "安全", "安全"),
        ("单选 合格", "脚手架", "脚手架"),
        ("文字", "说明", "说明", "（${脚手驾}＝’不合格’）andd ${人数} > 1"),
        ("整数", "人数", "人数", "", ". ＞ 0"),
        ("整数", "人数", "重复"),
        ("单迭 合格", "坏", "坏"),
    )
    choices = (("选项组", "名称", "标签"), ("合格", "合格", "合格"), ("合格", "合格", "合格"))
    found = mistakes(survey, choices)
    assert {(one.place.sheet, one.place.row, one.place.letter) for one in found} == {
        ("survey", 2, "A"),
        ("survey", 4, "D"),
        ("survey", 5, "E"),
        ("survey", 6, "B"),
        ("survey", 7, "A"),
        ("choices", 3, "B"),
    }
    fixes = {one.fix for one in found if one.place.row == 4}
    assert fixes == {"(${脚手架}='不合格') and ${人数} > 1"} | ({None} & fixes)
    assert check_book(book(survey, choices)).form is None


def test_errors_keep_a_form_back_and_warnings_do_not() -> None:
    choices = (("list_name", "name", "label"), ("unused", "u", "U"))
    reading = check_book(book((HEAD, *A), choices))
    assert reading.form is not None
    assert ([one.severity for one in reading.warnings], reading.errors) == ([Severity.WARNING], ())
    assert check_book(book((HEAD, ("calculate", "a", "")))).form is None


def test_sheets_that_are_missing_or_twice() -> None:
    two = Book("a.xlsx", (Grid("Survye", ((*HEAD,),)), Grid("x")))
    (found,) = check_book(two).mistakes
    assert (found.key, found.place.sheet, found.details["sheets"]) == (
        "checklists.no_survey",
        "Survye",
        ["Survye", "x"],
    )
    assert check_book(Book("a.xlsx")).mistakes[0].key == "checklists.no_survey"
    grids = book((HEAD, *A)).sheets
    twice = Book("a.xlsx", (*grids, Grid("调查", ((*HEAD,),))))
    assert [(one.key, one.place.sheet) for one in check_book(twice).mistakes] == [("checklists.sheet_twice", "调查")]


def test_a_survey_without_its_columns() -> None:
    found = mistakes((("a", "b"), ("x", "y")))
    assert [(one.key, one.details.get("column")) for one in found] == [
        ("checklists.column_missing", "type"),
        ("checklists.column_missing", "name"),
        ("checklists.no_questions", None),
    ]


def test_instance_name_and_root_name_are_checked() -> None:
    settings = (("form_title", "instance_name", "name"), ("T", "concat(${zz}, 'x')", "1a"))
    found = mistakes((HEAD, *A), settings=settings)
    assert [(one.key, one.place.letter) for one in found] == [
        ("checklists.field_unknown", "B"),
        ("checklists.name_wrong", "C"),
    ]


def test_groups_too_deep_are_told() -> None:
    rows = [("begin group", f"g{number}", "G") for number in range(33)]
    found = mistakes((HEAD, *rows, *A, *[("end group",)] * 33))
    assert [(one.key, one.place.row) for one in found] == [("checklists.too_deep", 34)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_every_mistake_has_its_sentence(case: Case) -> None:
    for one in mistakes((case.headers, *case.rows), VERDICTS):
        assert "{" not in sentence(one.key, **one.details).replace("${", "")
