"""Categories, owners and deadlines that stand in answers."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings
from tests.checklists.kit import HEAD, NOON, VERDICTS, FixedClock, form, session


def test_rules_are_filled_in_where_their_question_stands() -> None:
    headers = ("type", "name", "label::中文", "label::English", "问题分类", "整改期限", "责任单位")
    survey = (
        headers,
        ("begin repeat", "r", "卡点", "Blocker"),
        ("select_one 局", "局", "责任单位", "Office"),
        ("integer", "天", "天数", "Days"),
        ("select_one v", "判", "判定", "Verdict", "${局}类", "${天}", "市${局}（${天}天）"),
        ("end repeat",),
    )
    offices = (("局", "zj", "住建局", "Housing"), ("局", "gd", "供电公司", "Power"))
    choices = (("list_name", "name", "label::中文", "label::English"), *offices, ("v", "不合格", "不合格", "Unfit"))
    built = form(survey, choices, (("default_language",), ("中文",)))
    for language in ("", "English"):
        made = Session(built, None, Surroundings(clock=FixedClock(), language=language))
        made.add("r")
        for where, office, days in (("r[1]", "zj", 3), ("r[2]", "gd", None)):
            made.answer(f"{where}/局", office)
            made.answer(f"{where}/天", days)
            made.answer(f"{where}/判", "不合格")
        assert [(one.category, one.owner, one.due_on) for one in made.problems()] == [
            ("住建局类", "市住建局（3天）", date(2026, 3, 5)),
            ("供电公司类", "市供电公司（天）", None),
        ]


@pytest.mark.parametrize(
    ("kind", "answer", "due"),
    [
        ("integer", 0, NOON.date()),
        ("integer", -1, date(2026, 3, 1)),
        ("decimal", "1.5", None),
        ("decimal", "2.0", date(2026, 3, 4)),
        ("integer", 999999999, None),
        ("select_one 期", "7", date(2026, 3, 9)),
        ("select_one 期", "长期", None),
    ],
)
def test_a_deadline_may_stand_in_an_answer(kind: str, answer: str | int, due: date | None) -> None:
    choices = (*VERDICTS, ("期", "7", "一周"), ("期", "长期", "长期"))
    made = session(((*HEAD, "整改期限"), (kind, "天", "天数"), ("select_one v", "判", "判定", "${天}")), choices)
    made.answer("判", "不合格")
    assert [one.due_on for one in made.problems()] == [None]
    made.answer("天", answer)
    assert [one.due_on for one in made.problems()] == [due]
