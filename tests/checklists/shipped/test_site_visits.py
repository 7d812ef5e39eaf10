"""One plausible visit to a site with each checklist of works: 开复工, 形象进度, 安全文明施工."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from inspector.checklists.answers import Answer
from inspector.checklists.session import Session
from tests.checklists.shipped.visits import SIGNED, give, inside, shipped, visit

STARTED: Mapping[str, Answer] = {
    "project_name": "合成项目001",
    "project_code": "2509-320193-89-01-544060",
    "construction_kind": "new_build",
    "planned_on": "2026-02-01",
    "annual_plan": "12000",
    "mechanism": ["task_force", "milestone_chart"],
    "reported_status": "started",
    "seen_status": "started",
    "start_on_time": "late_started",
    "actual_on": "2026-02-20",
    "workers_planned": 100,
    "workers_present": 55,
    "machines": 6,
    "workers_enough": "fail",
    "physical_work": ["earthwork", "piling"],
    "physical_progress_pct": 8,
    "image_progress": "1# 厂房土方开挖完成",
    "real_work": "pass",
    "invested_this_year": "1500",
    "paid_this_year": "900.50",
    "vouchers": "na",
    "construction_permit": "pass",
    "has_blockers": "yes",
    **inside(
        "blockers[1]",
        {
            "blocker_text": "施工用电容量不足",
            "blocker_category": "factor",
            "blocker_sub": "power",
            "blocker_owner": "power_company",
            "blocker_standard": "满足施工用电",
            "blocker_due": "2026-03-20",
            "blocker_handling": "hand_over",
        },
    ),
    "finding": "true",
    "conclusion": "已开工，人员不足。",
    "site_photo": "全景.jpg",
    **SIGNED,
}


def raised(session: Session) -> list[tuple[str, str, str, str, date | None]]:
    return [(one.label, one.answer, one.category, one.owner, one.due_on) for one in session.problems()]


def missing(session: Session) -> set[str]:
    return {one.rpartition("/")[2] for one in session.completeness().missing}


def refused(session: Session) -> set[str]:
    return {one.address.rpartition("/")[2] for one in session.messages() if one.key == "checklists.not_fitting"}


def test_a_project_that_started_late() -> None:
    made = visit("开复工核查", STARTED)
    assert made.messages() == []
    assert raised(made) == [
        ("人员、机械满足当前施工计划", "不合格", "施工管理", "施工单位", date(2026, 3, 9)),
        ("卡点处理：施工用电容量不足", "交办责任单位", "要素保障", "市供电公司", date(2026, 3, 20)),
    ]
    assert made.photos_needed() == ["force/workers_enough"]
    made.attach("workers_enough", ("照片一",))
    assert made.complete
    made.answer("site_photo", None)
    assert missing(made) == {"site_photo"}
    made.attach("site_photo", ("照片二",))
    assert made.complete
    # 30 × 0.6 + 15 × 0 + 25 + 15 of 85: the vouchers do not apply.
    assert (made.score().earned, made.score().possible) == (Decimal(58), Decimal(85))
    assert (made.value("workers_rate"), made.value("plan_rate"), made.value("ahead_points")) == (55, "12.5", "-12.5")
    assert made.value("blocker_count") == 1


def test_every_blocker_has_its_own_unit_and_date_in_any_language() -> None:
    second: Mapping[str, Answer] = {
        "blocker_text": "用地批复未下达",
        "blocker_category": "procedure",
        "blocker_sub": "land_review",
        "blocker_owner": "natural_resources",
        "blocker_standard": "取得用地批复",
        "blocker_due": "2026-04-02",
        "blocker_handling": "escalate",
    }
    made = visit("开复工核查", {**STARTED, **inside("blockers[2]", second)}, "English (en)")
    assert [(one.category, one.owner, one.due_on) for one in made.problems()[1:]] == [
        ("要素保障", "市供电公司", date(2026, 3, 20)),
        ("手续办理", "市自然资源局", date(2026, 4, 2)),
    ]


def test_a_blocker_has_the_sub_categories_of_its_category() -> None:
    made = visit("开复工核查", STARTED)
    factors = [one.name for one in made.choices("blockers[1]/blocker_sub")]
    assert factors == ["land", "energy", "emission", "funds", "power", "water"]
    made.answer("blockers[1]/blocker_category", "procedure")
    assert [(one.address, one.key) for one in made.messages()] == [
        ("blockers[1]/blocker_sub", "checklists.not_a_choice")
    ]


def test_a_suspended_project_is_asked_why_and_nothing_of_its_work() -> None:
    made = visit("开复工核查", STARTED)
    give(made, {"seen_status": "suspended"})
    assert missing(made) == {"suspended_on", "stop_reasons", "expected_on", "difference_reason"}
    asked = {one.address for one in made.entries()}
    assert not any(one.startswith(("force/", "work/")) for one in asked)
    give(made, {"suspended_on": "2026-02-25", "stop_reasons": ["weather", "other"], "expected_on": "2026-03-01"})
    assert missing(made) == {"stop_other", "difference_reason"}
    assert refused(made) == {"expected_on"}
    difference = next(one for one in made.entries() if one.address == "status/difference_reason")
    assert difference.hint == "上报：已开工；现场：停工"
    assert made.value("suspended_days") == 5
    assert raised(made)[0] == ("现场核实状态", "停工", "施工管理", "属地政府（管委会）", date(2026, 3, 9))
    assert made.photos_needed() == ["status/seen_status"]


def test_a_project_that_has_not_started_cannot_be_on_time() -> None:
    made = visit("开复工核查", {**STARTED, "seen_status": "not_started", "start_on_time": "on_time"})
    assert refused(made) == {"start_on_time"}
    assert made.value("overdue_days") == 29
    give(made, {"start_on_time": "overdue", "has_blockers": "no"})
    assert refused(made) == set()
    assert raised(made) == [
        ("是否按计划开（复）工", "逾期未开（复）工", "施工管理", "属地政府（管委会）", date(2026, 3, 17))
    ]


def test_a_continuing_project_resumes_and_never_starts() -> None:
    made = visit("开复工核查", {"construction_kind": "continuing"})
    assert [one.name for one in made.choices("seen_status")] == ["not_resumed", "resumed", "suspended"]


UNITS: Mapping[str, Answer] = {
    "project_name": "合成项目002",
    "total_investment": "50000",
    "annual_plan": "20000",
    "reported_progress_pct": 60,
    **inside(
        "units[1]",
        {
            "unit_name": "风机基础",
            "unit_kind": "energy",
            "unit_node": "n_base",
            "unit_investment": "30000",
            "unit_planned_pct": 80,
            "unit_actual_pct": 60,
            "unit_state": "behind",
            "unit_reasons": ["weather"],
            "unit_photo": "一.jpg",
        },
    ),
    **inside(
        "units[2]",
        {
            "unit_name": "升压站",
            "unit_kind": "building",
            "unit_node": "b_foundation",
            "unit_investment": "10000",
            "unit_planned_pct": 60,
            "unit_actual_pct": 20,
            "unit_state": "serious",
            "unit_reasons": ["materials_short"],
            "unit_measure": "增加两个班组，3 月底前赶上",
            "unit_photo": "二.jpg",
        },
    ),
    "report_gap_reason": "升压站按合同进度上报",
    "image_progress": "风机基础完成 60%，升压站基础完成",
    "milestone_count": 2,
    **inside(
        "milestones[1]",
        {
            "milestone_name": "风机基础完成",
            "milestone_planned_on": "2026-02-20",
            "milestone_done": "no",
            "milestone_state": "missed",
        },
    ),
    **inside(
        "milestones[2]",
        {
            "milestone_name": "首台吊装",
            "milestone_planned_on": "2026-02-28",
            "milestone_done": "yes",
            "milestone_done_on": "2026-02-27",
            "milestone_state": "kept",
        },
    ),
    "invested_total": "20000",
    "paid_total": "15000",
    "statistics_total": "18000",
    "in_step": "fail",
    "figures_agree": "fail",
    "next_progress_pct": 65,
    "next_step": "完成全部风机基础",
    **SIGNED,
}


def test_progress_of_the_whole_is_weighed_by_investment() -> None:
    made = visit("形象进度核查", UNITS)
    assert made.messages() == []
    assert (made.value("physical_progress_pct"), made.value("planned_progress_pct")) == (50, 75)
    assert (made.value("behind_points"), made.value("report_gap")) == (25, 10)
    assert (made.value("paid_pct"), made.value("physical_paid_gap"), made.value("statistics_gap")) == (30, 20, -2000)
    lamps = [one.label for one in made.entries() if one.address.startswith("whole/lamp")]
    assert lamps == ["▲ 黄灯 Y：实物进度 50%，落后计划 25 个百分点，需要预警。"]


def test_what_is_behind_becomes_a_problem() -> None:
    made = visit("形象进度核查", UNITS)
    assert [(one[0], one[1], one[3]) for one in raised(made)] == [
        ("升压站 进度评价", "严重滞后", "施工单位"),
        ("节点评价：风机基础完成", "逾期未完成", "项目单位"),
        ("实物工作量与财务支出同步协调", "不合格", "项目单位"),
        ("统计、发改投资数据一致", "不合格", "项目单位"),
    ]
    # 10 × 0.5 + 10 × 0 for the units, 5 × 0 + 5 × 1 for the milestones, nothing of 20 and 10.
    assert (made.score().earned, made.score().possible) == (Decimal(10), Decimal(60))
    assert made.photos_needed() == ["units[2]/unit_state"]


def test_a_judgement_has_to_fit_the_points_behind() -> None:
    made = visit("形象进度核查", UNITS)
    give(made, {"units[2]/unit_state": "normal", "milestones[1]/milestone_state": "kept", "next_progress_pct": 49})
    assert refused(made) == {"unit_state", "milestone_state", "next_progress_pct"}
    late = next(one for one in made.messages() if one.address == "milestones[1]/milestone_state")
    assert late.text == "该节点已逾期 10 天"
    give(made, {"milestone_count": 0})
    assert made.instances("milestones") == ()


def test_milestones_of_a_kind_of_work() -> None:
    made = visit("形象进度核查", {"units[1]/unit_kind": "pipeline"})
    assert [one.name for one in made.choices("units[1]/unit_node")] == ["p_trench", "p_laid", "p_tested"]


def all_fit() -> dict[str, Answer]:
    """Every item 合格 but those that need dangerous works."""
    return {one: "pass" for one in VERDICTS if one not in {"scaffold", "pit", "formwork", "cranes"}}


VERDICTS = [
    one.name for group in shipped("安全文明施工").items for one in getattr(group, "items", ()) if one.rules.weight
]
SITE: Mapping[str, Answer] = {"project_name": "合成项目003", "site_stage": "structure"}


def test_a_site_without_dangerous_works() -> None:
    made = visit("安全文明施工", {**SITE, "dangerous_works": ["none"], **all_fit(), **SIGNED})
    assert made.complete
    assert (made.score().earned, made.score().possible) == (Decimal(73), Decimal(73))
    assert made.problems() == []
    assert made.value("fail_count") == 0


def test_serious_danger_stops_the_work() -> None:
    unfit: Mapping[str, Answer] = {"scaffold": "pass", "cranes": "fail", "washing": "fail", "wet_work": "na"}
    works: Mapping[str, Answer] = {"dangerous_works": ["scaffold", "lifting"]}
    made = visit("安全文明施工", {**SITE, **works, **all_fit(), **unfit, **SIGNED})
    assert missing(made) == {"fail_account", "fail_photo", "order", "told"}
    give(made, {"fail_account": "塔吊限位失效", "fail_photo": "塔吊.jpg", "order": "rectify", "told": True})
    assert refused(made) == {"order"}
    give(made, {"order": "stop_part"})
    assert made.messages() == []
    assert [(one[0], one[3], one[4]) for one in raised(made)] == [
        ("起重机械备案、检测、维保齐全，限位有效", "施工单位", date(2026, 3, 3)),
        ("出入车辆 100% 清洗", "施工单位", date(2026, 3, 4)),
    ]
    assert made.photos_needed() == ["dangerous/cranes", "dust_control/washing"]
    # 100 less 基坑 7 and 高支模 6, which are not asked, and 湿法作业 3, which does not apply.
    assert (made.score().earned, made.score().possible) == (Decimal(74), Decimal(84))
    assert (made.value("fail_count"), made.value("na_count"), made.value("serious_count")) == (2, 1, 1)


def test_none_excludes_the_other_works() -> None:
    made = visit("安全文明施工", {**SITE, "dangerous_works": ["none", "deep_pit"]})
    assert refused(made) == {"dangerous_works"}
