from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question, Rules
from inspector.checklists.scoring import Judged, Verdict, judge, score
from tests.checklists.kit import session

ONE = Question("a", Kind.SELECT_ONE, rules=Rules(weight="4"))


@pytest.mark.parametrize(
    ("choice", "verdict", "share"),
    [
        (Choice("1", {"中文": "合格"}), Verdict.FIT, 1),
        (Choice("pass"), Verdict.FIT, 1),
        (Choice("不合格"), Verdict.UNFIT, 0),
        (Choice("No"), Verdict.UNFIT, 0),
        (Choice("not applicable"), Verdict.NOT_APPLICABLE, None),
        (Choice("不涉及"), Verdict.NOT_APPLICABLE, None),
        (Choice("良", columns={"gov_share": "0.8"}), Verdict.FIT, Decimal("0.8")),
        (Choice("差", columns={"gov_share": "0"}), Verdict.UNFIT, 0),
        (Choice("合格", columns={"gov_share": "很好"}), Verdict.FIT, 1),
        (Choice("红色"), Verdict.OTHER, None),
    ],
)
def test_what_a_choice_counts(choice: Choice, verdict: Verdict, share: Decimal | None) -> None:
    assert judge(ONE, choice.name, choice) == Judged(ONE, verdict, share)


def test_what_other_answers_count() -> None:
    points = Question("p", Kind.RANGE, parameters={"start": "0", "end": "10"}, rules=Rules(weight="2"))
    assert judge(points, "7", None).share == Decimal("0.7")
    assert judge(points, "x", None).share is None
    flat = Question("p", Kind.RANGE, parameters={"start": "1", "end": "1"})
    assert judge(flat, "1", None).share is None
    odd = Question("p", Kind.RANGE, parameters={"start": "x"})
    assert judge(odd, "1", None).share is None
    assert judge(ONE, "", None).verdict is Verdict.OPEN
    assert judge(Question("t", Kind.TEXT), "合格", None).verdict is Verdict.OTHER


def test_shares_come_from_the_choices_sheet() -> None:
    survey = (
        ("类型", "名称", "标签", "权重"),
        ("单选 等级", "甲", "甲", "10"),
        ("单选 等级", "乙", "乙", "5"),
        ("范围", "丙", "丙", "1"),
    )
    choices = (("选项组", "名称", "标签", "得分比例"), ("等级", "优", "优", "1"), ("等级", "良", "良", "0.8"))
    made = session(survey, choices)
    made.answer("甲", "良")
    made.answer("丙", 10)
    found = made.score()
    assert (str(found.earned), str(found.possible), str(found.unanswered)) == ("9.0", "11", "5")
    assert found.percent == Decimal(900) / 11


judged = st.builds(
    Judged,
    st.integers(0, 9).map(lambda weight: Question("a", Kind.SELECT_ONE, rules=Rules(weight=str(weight)))),
    st.sampled_from(Verdict),
    st.none() | st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)]),
)


@given(st.lists(judged))
@settings(max_examples=100, deadline=None)
def test_a_score_is_a_share_and_what_does_not_apply_changes_nothing(found: list[Judged]) -> None:
    made = score(found)
    assert made.percent is None or 0 <= made.percent <= 100
    assert score([*found, Judged(ONE, Verdict.NOT_APPLICABLE, None)]) == made
    assert score(found[::-1]) == made


def test_an_open_question_is_told_apart() -> None:
    made = score([Judged(ONE, Verdict.OPEN, None), Judged(ONE, Verdict.FIT, Decimal(1))])
    assert (made.percent, made.unanswered) == (Decimal(100), Decimal(4))
