"""What is said of a lamp: every state in words, its dates and stops, and the text that urges a department."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.lamps import Lamp, LampColour, LampState
from inspector.domain.reasons import reason as because
from inspector.services.lamp_matrix_view import LampReason, Node, Stop
from inspector.ui.screens.lamps import words

SUNDAY = date(2023, 1, 29)
"""Worked, as a make-up day."""
_LAMP = Lamp(LampColour.RED, LampState.IN_PROGRESS, because("domain.lamp_pending"), (), date(2023, 1, 20), -2)
_REASON = LampReason(
    step_id="step",
    project_id="project",
    project="扬农化工项目",
    step="环评",
    department="市生态环境局",
    lamp=_LAMP,
    accepted_on=date(2023, 1, 3),
    limit=13,
    working_days=True,
    finished_on=None,
    stops=(),
    sentences=(),
    band=None,
    today_is_worked=True,
    nodes=(),
)


def lit(colour: LampColour, days: int | None, state: LampState = LampState.IN_PROGRESS) -> LampReason:
    return replace(_REASON, lamp=replace(_LAMP, colour=colour, state=state, days_left=days))


@pytest.mark.parametrize(
    ("reason", "text", "card"),
    [
        (_REASON, "红 超 2 个工作日", "alert"),
        (lit(LampColour.YELLOW, 3), "黄 剩 3 个工作日", "warning"),
        (lit(LampColour.YELLOW, 0), "黄 今天", "warning"),
        (lit(LampColour.RED, 0), "红 今天", "alert"),
        (lit(LampColour.GREEN, 1, LampState.FINISHED), "绿 按期办结", "good"),
        (lit(LampColour.RED, -4, LampState.LATE), "红 逾期 4 个工作日办结", "alert"),
        (lit(LampColour.NONE, 30), "在办 剩 30 个工作日", "well"),
        (lit(LampColour.NONE, None, LampState.STOPPED), "停表", "well"),
        (lit(LampColour.NONE, None, LampState.NOT_APPLICABLE), "不涉及", "well"),
        (replace(_REASON, working_days=False), "红 超 2 天", "alert"),
    ],
)
def test_a_lamp_in_words(reason: LampReason, text: str, card: str) -> None:
    sign = words.alert(reason)
    assert (sign.text, words.card_of(sign)) == (text, card)


def test_the_dates_with_their_weekdays_and_a_sunday_that_is_worked() -> None:
    facts = dict(words.facts(_REASON, SUNDAY))
    assert facts["受理"] == "2023-01-03（周二）"
    assert facts["承诺时限"] == "13 个工作日"
    assert facts["应办结"] == "2023-01-20（周五）"
    assert facts["停表"] == "无"
    assert facts["今日"] == "2023-01-29（周日），调休上班"
    assert "办结" not in facts


def test_stops_are_told_with_their_reason() -> None:
    stops = (
        Stop(date(2023, 1, 5), date(2023, 1, 8), "补正材料"),
        Stop(date(2023, 1, 10), None, "等待专家评审"),
    )
    facts = dict(words.facts(replace(_REASON, stops=stops), SUNDAY))
    assert facts["停表"] == "2023-01-05 至 2023-01-08 补正材料；2023-01-10 至 未恢复 等待专家评审"


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (Node("开工", date(2023, 3, 15), None, 45), ("2023-03-15", "开工，还有 45 天")),
        (Node("开工", date(2023, 1, 15), None, -14), ("2023-01-15", "开工，已过 14 天")),
        (Node("开工", date(2023, 1, 15), date(2023, 1, 12), None), ("2023-01-12", "开工，已完成")),
        (Node("开工", None, None, None), ("", "开工")),
    ],
)
def test_nodes(node: Node, told: tuple[str, str]) -> None:
    assert words.node(node) == told


def test_what_is_sent_to_a_department() -> None:
    assert words.urging(_REASON) == (
        "【催办】市生态环境局：扬农化工项目的环评于 2023-01-03 受理，承诺 13 个工作日办结，"
        "应于 2023-01-20 办结，现已超期 2 个工作日。请抓紧办理，并回复办结时间。"
    )
    assert "还剩 3 个工作日" in words.urging(lit(LampColour.YELLOW, 3))
    assert words.urging(replace(_REASON, department="")).startswith("【催办】责任部门：")
    assert words.urging(lit(LampColour.NONE, 30)) == ""
    assert words.urging(lit(LampColour.RED, -4, LampState.LATE)) == ""
