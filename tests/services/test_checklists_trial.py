"""Trying a checklist out: with answers, and one expression with a few values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from inspector.checklists.expressions import ExpressionError
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import FormatError, RuleError
from inspector.domain.ids import CHINA
from inspector.services.checklist_tables import KeptForm
from inspector.services.checklist_trial import try_checklist
from inspector.services.checklist_values import evaluate_with
from tests.checklists.kit import VERDICTS, FixedClock, Table, form

NOON = datetime(2022, 6, 10, 12, tzinfo=CHINA)
SURVEY: Table = (
    ("type", "name", "label", "required", "relevant", "calculation", "bind::gov:weight", "bind::gov:photo_on_fail"),
    ("begin group", "site", "现场"),
    ("select_one v", "fence", "围挡", "yes", "", "", "5", "yes"),
    ("select_one v", "power", "临电", "yes", "", "", "3"),
    ("text", "why", "原因", "yes", "${fence} = '不合格'"),
    ("end group",),
    ("calculate", "both", "", "", "", "concat(${fence}, ${power})"),
)


def test_a_trial_tells_what_is_asked_wrong_computed_and_scored() -> None:
    trial = try_checklist(KeptForm(form(SURVEY, VERDICTS)), {"fence": "合格"}, NOON)
    assert [one.address for one in trial.asked] == ["site", "site/fence", "site/power"]
    assert trial.not_asked == ("site/why",)
    assert [(one.address, one.reason.key) for one in trial.messages] == [("site/power", "checklists.required")]
    assert (trial.score.percent, trial.score.unanswered) == (Decimal(100), Decimal(3))
    assert trial.completeness.missing == ("site/power",)
    unfit = try_checklist(KeptForm(form(SURVEY, VERDICTS)), {"fence": "不合格", "power": "合格", "why": "缺"}, NOON)
    assert [(one.address, one.reason.key) for one in unfit.messages] == [("site/fence", "services.answer_needs_photo")]
    assert (unfit.calculations, unfit.not_asked) == ({"both": "不合格合格"}, ())
    assert unfit.answers == {"fence": "不合格", "power": "合格", "why": "缺", "both": "不合格合格"}


def test_answers_that_cannot_be_taken_are_all_told() -> None:
    with pytest.raises(RuleError) as caught:
        try_checklist(KeptForm(form(SURVEY, VERDICTS)), {"fence": ["合格", "不合格"], "why": True, "x": 1}, NOON)
    assert len(caught.value.details["told"].splitlines()) == 3


@pytest.mark.parametrize(
    ("expression", "values", "kind", "texts"),
    [
        ("1 + 1", {}, "number", ("2",)),
        ("1 div 0", {}, "number", ("Infinity",)),
        ("0 div 0", {}, "number", ("NaN",)),
        ("${层数} * 3", {"层数": 4}, "number", ("12",)),
        ("${层数} * 3", {"层数": Decimal("0.5")}, "number", ("1.5",)),
        ("${没有} = ''", {}, "boolean", ("true",)),
        ("${没有}", {"没有": None}, "text", ("",)),
        ("not(${a})", {"a": True}, "boolean", ("false",)),
        ("concat(${a}, 'x')", {"a": "b"}, "text", ("bx",)),
        (". > 3", {".": 5}, "boolean", ("true",)),
        ("../a", {"a": "b"}, "text", ("b",)),
        ("/data/安全/脚手架", {"安全": {"脚手架": "合格"}}, "text", ("合格",)),
        ("${脚手架}", {"安全": {"脚手架": "合格"}}, "text", ("合格",)),
        ("selected(${a}, '二')", {"a": ["一", "二"]}, "boolean", ("true",)),
        ("sum(${层数})", {"楼栋": [{"层数": 3}, {"层数": 5}]}, "number", ("8",)),
        ("${层数}", {"楼栋": [{"层数": 3}, {"层数": 5}]}, "nodes", ("3", "5")),
        ("${没有}", {}, "nodes", ()),
        ("${a} + 1", {"a": "2026-01-02"}, "number", ("20456",)),
        ("${a} > date('2026-01-01')", {"a": "2026-01-02"}, "boolean", ("true",)),
        ("${a}", {"a": "2026-13-02"}, "text", ("2026-13-02",)),
        ("now()", {}, "date", ("2026-03-02T12:00:00.000",)),
        ("today()", {}, "date", ("2026-03-02",)),
        ("jr:choice-name('a', '${b}')", {"b": "x"}, "text", ("a",)),
        ("string-length(uuid())", {}, "number", ("36",)),
        ("random() < 1", {}, "boolean", ("true",)),
    ],
    ids=str,
)
def test_an_expression_gives_what_odk_gives(
    expression: str, values: Mapping[str, Any], kind: str, texts: tuple[str, ...]
) -> None:
    result = evaluate_with(expression, values, Surroundings(clock=FixedClock()))
    assert (result.mistakes, result.type, result.texts) == ((), kind, texts)


def test_mistakes_of_writing_and_of_meaning_are_told_without_a_result() -> None:
    for wrong in ("1 +", "", "fooo(1)", "1 = 1 andd 2 = 2", "round()", "regex('a', '(')"):
        result = evaluate_with(wrong, {})
        assert result.mistakes, wrong
        assert (result.type, result.texts) == ("", ())


def test_what_cannot_be_computed_or_answered_is_refused() -> None:
    with pytest.raises(ExpressionError):
        evaluate_with("${层数} + 1", {"楼栋": [{"层数": 3}, {"层数": 5}]})
    with pytest.raises(ExpressionError):
        evaluate_with("instance('没有')/root/item", {})
    for value in ([1, 2], [{"a": 1}, "b"]):
        with pytest.raises(FormatError) as caught:
            evaluate_with("1", {"a": value})
        assert caught.value.key == "services.value_no_answer"
