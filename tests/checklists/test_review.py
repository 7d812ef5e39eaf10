"""What a stranger tried with workbooks of an office and found wanting."""

from __future__ import annotations

import pytest

from inspector.checklists.definition import to_definition
from inspector.checklists.mistakes import Severity
from tests.checklists.kit import VERDICTS, Table, form, mistakes, session

HEAD = ("type", "name", "label")


def told(survey: Table, column: str) -> list[tuple[str, str | None]]:
    found = mistakes(survey, VERDICTS)
    return [(one.key.removeprefix("checklists."), one.fix) for one in found if one.place.letter == column]


def test_a_pattern_that_cannot_be_read_is_a_mistake_beside_the_others() -> None:
    survey = ((*HEAD, "constraint"), ("text", "a", "A", "regex(., '[0-9')"), ("text", "b", "B", "${zz} = 1"))
    assert told(survey, "D") == [("expr_regex", None), ("field_unknown", None)]


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        (". <= today", ". <= today()"),
        ("true", "true()"),
        (". = 1 and True", ". = 1 and true()"),
        ("if(${a} = 1, true, false)", "if(${a} = 1, true(), false())"),
        ("now > ${a} and ${nobdy} = 1", "now() > ${a} and ${nobody} = 1"),
    ],
)
def test_a_function_without_brackets_is_told_as_such(written: str, fix: str) -> None:
    survey = ((*HEAD, "constraint"), ("integer", "a", "A"), ("integer", "nobody", "N"), ("date", "b", "B", written))
    found = told(survey, "D")
    assert found[0] == ("expr_brackets_missing", fix)


def test_a_field_called_as_a_function_keeps_its_name() -> None:
    survey = ((*HEAD, "constraint"), ("today", "today", ""), ("date", "b", "B", ". <= today"))
    assert told(survey, "D") == [("field_bare", ". <= ${today}")]
    assert told(((*HEAD, "constraint"), ("date", "b", "B", ". <= ${today}")), "D") == [("field_unknown", None)]


def test_a_missing_operand_at_the_end_is_told_by_what_stands_before_it() -> None:
    survey = ((*HEAD, "calculation"), ("calculate", "a", "", "1 +"))
    (found,) = [one for one in mistakes(survey) if one.key == "checklists.expr_operand_missing"]
    assert found.details["near"] == "+"


def test_the_added_choice_is_the_same_in_whatever_language_it_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = ((*HEAD[:2], "label::中文", "label::English"), ("select_one v or_other", "a", "甲", "A"))
    made = []
    for language in ("zh_CN", "en"):
        monkeypatch.setenv("INSPECTOR_LANG", language)
        made.append(to_definition(form(survey, VERDICTS)))
    assert made[0] == made[1]
    assert form(survey, VERDICTS).lists["v"][-1].label["English"] == "Other"


@pytest.mark.parametrize(
    ("kind", "good", "wrong"),
    [
        ("integer", "3", "三"),
        ("date", "2026-03-01", "2026-13-01"),
        ("select_one v", "合格", "好"),
        ("select_multiple v", "合格 不适用", "合格 好"),
        ("text", "随便", ""),
    ],
)
def test_a_default_that_is_no_answer_is_a_warning(kind: str, good: str, wrong: str) -> None:
    survey = ((*HEAD, "default"), (kind, "a", "A", good), (kind, "b", "B", wrong), (kind, "c", "C", ""))
    found = [one for one in mistakes(survey, VERDICTS) if one.key == "checklists.default_wrong"]
    assert [(one.place.row, one.severity, one.text) for one in found] == [(3, Severity.WARNING, wrong)][: bool(wrong)]


@pytest.mark.parametrize("ends", ["start=0 end=10", "start=10 end=0"])
def test_an_answer_beyond_its_range_keeps_the_visit_open(ends: str) -> None:
    made = session(((*HEAD, "parameters"), ("range", "a", "A", ends)))
    for answer, keys in ((11, ["checklists.beyond_range"]), (-1, ["checklists.beyond_range"]), (10, []), (0, [])):
        made.answer("a", answer)
        assert [one.key for one in made.messages()] == keys


@pytest.mark.parametrize(
    ("label", "fix"),
    [
        ("共 ${a 层", "共 ${a} 层"),
        ("${a} 和 ${a，${ a }", "${a} 和 ${a}，${a}"),
        ("￥｛a｝元", "${a}元"),
        ("共 ${a", "共 ${a}"),
    ],
)
def test_a_reference_in_a_label_without_its_end_is_mended_where_it_stands(label: str, fix: str) -> None:
    found = [one for one in mistakes((HEAD, ("integer", "a", "A"), ("note", "n", label))) if one.place.row == 3]
    assert {(one.key, one.fix) for one in found} == {("checklists.expr_reference", fix)}


def test_a_field_in_a_predicate_is_that_of_the_tested_instance() -> None:
    survey = (
        (*HEAD, "calculation", "relevant"),
        ("integer", "least", "至少"),
        ("begin repeat", "楼栋", "楼栋"),
        ("select_one v", "有", "有没有"),
        ("integer", "层", "层数", "", "${有} != '不合格'"),
        ("begin repeat", "户", "户"),
        ("decimal", "面积", "面积"),
        ("end repeat",),
        ("end repeat",),
        ("calculate", "高", "", "count(${楼栋}[${层} > ${least}])"),
        ("calculate", "层和", "", "sum(${楼栋}[${层} > 5 and ${有} = '合格']/层)"),
        ("calculate", "大户", "", "count(${户}[${面积} > 50 and ${层} > 5])"),
        ("calculate", "满", "", "count(${楼栋}[sum(${面积}) > 100])"),
    )
    made = session(survey, VERDICTS)
    made.add("楼栋")
    made.add("楼栋")
    made.answer("least", 4)
    for number, (floors, areas) in enumerate(((3, ("60",)), (8, ("60", "40")), (9, ("90", "30"))), start=1):
        made.answer(f"楼栋[{number}]/层", floors)
        made.answer(f"楼栋[{number}]/有", "合格")
        if len(areas) > 1:
            made.add(f"楼栋[{number}]/户")
        for place, area in enumerate(areas, start=1):
            made.answer(f"楼栋[{number}]/户[{place}]/面积", area)
    assert made.calculations() == {"高": 2, "层和": 17, "大户": 2, "满": 1}
    made.answer("楼栋[3]/有", "不合格")
    assert made.calculations() == {"高": 1, "层和": 8, "大户": 1, "满": 1}
    assert made.messages() == []


@pytest.mark.parametrize(
    ("language", "fix"), [("中文", "中文 (zh)"), ("英文", None), ("中文 (zh)", "fine"), ("", "fine")]
)
def test_a_default_language_without_columns_is_a_warning(language: str, fix: str | None) -> None:
    survey = ((*HEAD[:2], "label::中文 (zh)", "label::English (en)"), ("text", "a", "甲", "A"))
    found = mistakes(survey, (), (("default_language",), (language,)))
    told = [(one.key, one.severity, one.place.row, one.place.letter, one.fix) for one in found]
    key = "checklists.default_language_unknown"
    assert told == ([] if fix == "fine" else [(key, Severity.WARNING, 2, "A", fix)])
