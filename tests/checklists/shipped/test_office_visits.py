"""One plausible visit with each checklist of papers and marks: 手续办理, 问题整改复核, 观摩评分."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from inspector.checklists.answers import Answer
from inspector.checklists.session import Session
from tests.checklists.shipped.visits import SIGNED, give, inside, visit


def raised(session: Session) -> list[tuple[str, str, str]]:
    return [(one.label, one.answer, one.owner) for one in session.problems()]


def refused(session: Session) -> set[str]:
    return {one.address.rpartition("/")[2] for one in session.messages() if one.key == "checklists.not_fitting"}


def missing(session: Session) -> set[str]:
    return set(session.completeness().missing)


STEPS: Mapping[str, Answer] = {
    "project_name": "合成项目004",
    "approval_kind": "filing",
    "applicable_steps": ["project_approval", "environmental_review", "energy_review"],
    "modes": ["tolerance"],
    **inside(
        "steps[1]",
        {
            "step_state": "finished",
            "step_level": "city",
            "accepted_on": "2026-01-05",
            "promised_days": 10,
            "finished_on": "2026-01-15",
            "document_number": "备案〔2026〕1号",
            "step_lamp": "green",
        },
    ),
    **inside(
        "steps[2]",
        {
            "step_state": "in_progress",
            "step_level": "province",
            "accepted_on": "2026-01-20",
            "promised_days": 20,
            "step_lamp": "red",
            "obstacles": ["documents", "quota"],
            "missing_documents": "总量替代来源说明",
            "step_dispatch": "escalate",
        },
    ),
    **inside(
        "steps[3]",
        {
            "step_state": "pending",
            "step_level": "city",
            "obstacles": ["owner_slow"],
            "step_dispatch": "normal",
        },
    ),
    "work_started": "yes",
    "no_early_start": "fail",
    "factor_land": "pass",
    "factor_energy": "fail",
    "factor_funds": "pass",
    "factor_power": "pass",
    "factor_water": "na",
    "steward": "pass",
    "owner_satisfaction": 8,
    "conclusion": "环评超期，未批先建。",
    **SIGNED,
}


def test_every_step_that_applies_is_asked_by_its_name() -> None:
    made = visit("手续办理核查", STEPS)
    assert made.messages() == []
    assert made.instances("steps") == ("steps[1]", "steps[2]", "steps[3]")
    # Chosen in one order, asked in it.
    assert [made.label(f"steps[{number}]/step_state") for number in (1, 2, 3)] == [
        "立项：办理状态",
        "环评：办理状态",
        "能评：办理状态",
    ]
    assert (made.value("finished_count"), made.value("completion_rate")) == (1, "33.33")
    assert made.value("steps[2]/days_used") == 41
    give(made, {"applicable_steps": ["project_approval"]})
    assert made.instances("steps") == ("steps[1]",)
    assert made.value("completion_rate") == 100


def test_red_lamps_and_early_starts_become_problems() -> None:
    made = visit("手续办理核查", STEPS)
    assert raised(made) == [
        ("环评：亮灯", "■ 红灯：到期未办结或逾期办结", "省审批部门"),
        ("环评：处理意见", "提级会办", "项目管家"),
        ("无未批先建、未批先占", "不合格", "项目单位"),
        ("能耗、排放指标落实", "不合格", "市生态环境局"),
    ]
    assert made.photos_needed() == ["rates/no_early_start"]
    # Green 10, red 0 of 10; 未批先建 0 of 20; 用地 10, 能耗 0 of 10, 资金 10, 用电 5; 项目管家 10.
    assert (made.score().earned, made.score().possible) == (Decimal(45), Decimal(85))


def test_dates_and_lamps_of_a_step_have_to_agree() -> None:
    made = visit("手续办理核查", STEPS)
    give(made, {"steps[1]/finished_on": "2026-01-02", "steps[1]/step_lamp": "none", "steps[2]/step_dispatch": "normal"})
    assert refused(made) == {"finished_on", "step_lamp", "step_dispatch"}
    give(made, {"modes": ["ordinary", "simulated"], "project_code": "123"})
    assert {"modes", "project_code"} <= refused(made)


def problem(number: str, more: Mapping[str, Answer]) -> dict[str, Answer]:
    return {
        "problem_number": number,
        "problem_text": "临边防护缺失",
        "problem_category": "safety",
        "problem_sub": "site_safety",
        "problem_owner": "contractor",
        "due_on": "2026-02-20",
        "close_standard": "复核合格",
        **more,
    }


RECHECK: Mapping[str, Answer] = {
    "project_name": "合成项目005",
    "problem_source": "inspection",
    "requester": "施工单位",
    "rechecker": "市项目发展服务中心",
    **inside(
        "problems[1]",
        problem(
            "ZD-00017",
            {
                "rectified": "done",
                "solution": "补设栏杆和安全网",
                "rectified_on": "2026-02-18",
                "evidence": ["photos"],
                "photo_before": "前.jpg",
                "photo_after": "后.jpg",
                "standard_met": "pass",
                "result": "close",
            },
        ),
    ),
    **inside(
        "problems[2]",
        problem(
            "ZD-00018",
            {
                "rectified": "not_done",
                "standard_met": "fail",
                "result": "return",
                "new_due_on": "2026-03-09",
            },
        ),
    ),
    "recurred": "no",
    "conclusion": "一个销号，一个退回。",
    **SIGNED,
}


def test_one_problem_closes_and_one_goes_back() -> None:
    made = visit("问题整改复核", RECHECK)
    assert made.messages() == []
    assert (made.value("closed_count"), made.value("overdue_count"), made.value("close_rate")) == (1, 1, 50)
    assert (made.value("problems[1]/overdue_days"), made.value("problems[2]/overdue_days")) == (0, 10)
    assert raised(made) == [("ZD-00018 达到解决标准", "不合格", "施工单位")]
    (problem,) = made.problems()
    assert (problem.category, problem.due_on) == ("安全文明施工", date(2026, 3, 9))
    give(made, {"problems[2]/new_due_on": "2026-03-20"})
    assert made.problems()[0].due_on == date(2026, 3, 20)
    give(made, {"problems[2]/result": "escalate"})
    assert made.problems()[0].due_on == date(2026, 3, 9)
    give(made, {"problems[2]/result": "return"})
    assert made.photos_needed() == ["problems[2]/standard_met"]
    assert made.score().percent == 50
    note = next(one.label for one in made.entries() if one.address == "summary/summary_note")
    assert note == "复核 2 个，销号 1 个，销号率 50%；逾期 1 个。"


def test_closing_needs_solution_standard_and_evidence() -> None:
    made = visit("问题整改复核", RECHECK)
    for lacking in ({"rectified": "partly"}, {"standard_met": "na"}, {"evidence": None}):
        kept = {name: made.value(f"problems[1]/{name}") for name in lacking}
        give(made, inside("problems[1]", lacking))
        assert refused(made) == {"result"}
        give(made, inside("problems[1]", kept))
        assert refused(made) == set()


def test_who_asks_does_not_close() -> None:
    made = visit("问题整改复核", {**RECHECK, "rechecker": "施工单位"})
    assert refused(made) == {"rechecker"}


def test_an_escalation_says_to_whom_and_why() -> None:
    made = visit("问题整改复核", RECHECK)
    give(made, {"problems[2]/result": "escalate"})
    assert missing(made) == {"problems[2]/escalate_to", "problems[2]/escalate_reason"}


MARKS: Mapping[str, Answer] = {
    "scale": 8,
    "industry": 9,
    "technology": "good",
    "started_in_time": 10,
    "image_progress": 7,
    "investment": 6,
    "funds": 5,
    "procedures": 9,
    "solving": 8,
    "mechanism": "excellent",
    "site_safety": "fair",
    "site_order": "poor",
    "output": 7,
    "jobs": 6,
}
STOP: Mapping[str, Answer] = {
    "project_name": "合成项目006",
    "stop_number": 3,
    "juror": "department_head",
    "batch": "building",
    "impartial": True,
    **MARKS,
    "veto": "no",
    "highlights": ["fast", "chain"],
    "shortcoming": "资金支付偏慢",
    **SIGNED,
}


def test_the_total_on_the_sheet_is_the_score() -> None:
    made = visit("观摩评分", STOP)
    assert made.complete
    assert made.score().possible == 100
    assert made.score().percent == Decimal("74.6")
    assert made.value("total_score") == "74.6"
    assert made.problems() == []


def test_a_total_is_told_only_when_every_mark_is_given() -> None:
    made = visit("观摩评分", {**STOP, "jobs": None})
    assert made.value("total_score") is None
    assert made.score().unanswered == 5
    assert missing(made) == {"benefit/jobs"}


def test_a_veto_takes_the_project_out() -> None:
    made = visit("观摩评分", {**STOP, "veto": "yes"})
    assert missing(made) == {"result/veto_reasons"}
    assert raised(made) == [("是否有一票否决情形", "有", "属地政府（管委会）")]
    assert made.photos_needed() == ["result/veto"]
    shown = {one.address for one in made.entries()}
    assert "result/veto_note" in shown
    assert "result/total_note" not in shown
    give(made, {"highlights": ["fast", "large", "green", "served"]})
    assert refused(made) == {"highlights"}
