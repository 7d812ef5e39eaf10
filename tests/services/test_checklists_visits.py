"""Visits with a checklist written in Excel: judged by a session, wholly and as of the visit's own time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError, RuleError
from inspector.domain.inspection import Checklist, Inspection
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklists import publish_checklist
from inspector.services.visit_file import parse_visit
from inspector.services.visits import VisitSaved
from inspector.storage.state_hash import state_hash
from tests.checklists.kit import VERDICTS, Table, write
from tests.services.kit import a_project, new_id, picture, put, visit

HEAD = (
    "类型",
    "名称",
    "标签",
    "必填",
    "显示条件",
    "约束",
    "约束提示",
    "计算",
    "默认值",
    "不合格拍照",
    "问题分类",
    "整改期限",
    "责任单位",
)
SURVEY: Table = (
    HEAD,
    ("日期", "核查日期", "核查日期", "是", "", ". <= today()", "核查日期不能晚于当天", "", "today()"),
    ("单选 v", "脚手架", "脚手架搭设", "是", "", "", "", "", "", "是", "安全", "7", "市住建局"),
    ("单选 v", "临电", "临时用电", "是", "", "", "", "", "", "", "用电"),
    ("文字", "说明", "不合格情况", "是", "${脚手架} = '不合格'"),
    ("图片", "现场", "现场照片"),
    ("重复开始", "楼栋", "各栋"),
    ("整数", "层数", "层数", "", "", ". > 0", "层数要大于 0"),
    ("图片", "立面", "外立面"),
    ("重复结束",),
    ("计算", "总层数", "", "", "", "", "", "sum(${层数})"),
)
FIT = {"脚手架": "合格", "临电": "合格"}
ITEMS = {"items": [{"name": "围挡", "label": "围挡", "answer_type": "yes_no", "required": True}]}


@pytest.fixture
def project(office: Services) -> Project:
    return a_project(office)


@pytest.fixture(autouse=True)
def safety(office: Services, tmp_path: Path) -> Checklist:
    return publish(office, tmp_path, "1", SURVEY)


def publish(office: Services, folder: Path, version: str, survey: Table) -> Checklist:
    settings = (("form_title", "version"), ("安全", version))
    file = write(folder / f"{version}.xlsx", survey=survey, choices=VERDICTS, settings=settings)
    (made,) = import_checklists(office.workspace, [file], date(2022, 6, int(version)))
    assert made.checklist is not None, made.mistakes
    return made.checklist


def record(office: Services, answers: Mapping[str, Any] | None = None, **fields: Any) -> VisitSaved:
    return office.visits.record("滨海公路", visit(checklist="安全", answers=answers, **fields))


def keys(saved: VisitSaved) -> list[str]:
    return [one.key for one in saved.warnings]


def answers_of(office: Services, saved: VisitSaved) -> dict[str, Any]:
    return dict(office.visits.show(saved.inspection.id).inspection.answers or {})


def numbers(office: Services, saved: VisitSaved) -> list[str]:
    return [one.description for one in office.visits.show(saved.inspection.id).problems]


pytestmark = pytest.mark.usefixtures("project")


def test_a_draft_is_kept_with_defaults_and_calculations_and_told_what_is_missing(
    office: Services, safety: Checklist
) -> None:
    saved = record(office, {"脚手架": "合格", "楼栋": [{"层数": 3}, {"层数": 5}]})
    assert saved.inspection.checklist_id == safety.id
    assert [(one.key, one.details["label"]) for one in saved.warnings] == [("checklists.required", "临时用电")]
    kept = answers_of(office, saved)
    assert (kept["核查日期"], kept["总层数"]) == ("2022-06-10", 8)
    assert kept["楼栋"] == [{"层数": 3}, {"层数": 5}]
    assert office.visits.answered(saved.inspection.id) == (
        ("核查日期", "2022-06-10"),
        ("脚手架搭设", ["合格"]),
        ("层数", 3),
        ("层数", 5),
    )


def test_every_answer_that_cannot_be_taken_is_told_and_nothing_is_written(office: Services) -> None:
    before = state_hash(office.workspace)
    wrong = {"脚手架": 3, "没有": "x", "核查日期": "昨天", "楼栋": [{"层数": "三"}, {"高度": 2}]}
    with pytest.raises(RuleError) as caught:
        record(office, wrong)
    assert caught.value.key == "services.answers_refused"
    told = caught.value.details["told"]
    assert [told.count(one) for one in ("脚手架搭设", "没有 这些题", "核查日期", "“层数”", "楼栋[2]/高度")] == [
        1,
        1,
        1,
        1,
        1,
    ]
    assert state_hash(office.workspace) == before
    with pytest.raises(RuleError):
        record(office, {"楼栋": "三栋"})


def test_signing_demands_all_at_once_in_the_words_of_the_author(office: Services) -> None:
    saved = record(office, {"核查日期": "2022-06-11", "楼栋": [{"层数": -1}]})
    assert len(saved.warnings) == 4
    with pytest.raises(RuleError) as caught:
        office.visits.sign(saved.inspection.id, "管家")
    assert caught.value.key == "services.answers_wrong"
    lines = caught.value.details["told"].splitlines()
    assert lines[0] == "“核查日期”：核查日期不能晚于当天"
    assert [one[:7] for one in lines[1:]] == ["“脚手架搭设”", "“临时用电”必", "“层数”：层数"]
    with pytest.raises(RuleError):
        record(office, {}, signature="管家")


def test_what_is_not_asked_stays_in_the_draft_and_leaves_when_it_is_signed(office: Services) -> None:
    saved = record(office, FIT | {"说明": "缺连墙件"})
    (warning,) = saved.warnings
    assert (warning.key, warning.details) == ("services.answers_not_relevant", {"names": ["说明"]})
    assert answers_of(office, saved)["说明"] == "缺连墙件"
    signed = office.visits.sign(saved.inspection.id, "管家")
    assert "说明" not in (signed.answers or {})
    at_once = record(office, FIT | {"说明": "缺连墙件"}, signature="管家")
    assert "说明" not in answers_of(office, at_once)


def test_editing_and_amending_are_judged_too(office: Services) -> None:
    saved = record(office, {})
    with pytest.raises(RuleError) as caught:
        office.visits.edit(saved.inspection.id, {"answers": {"临电": True}})
    assert caught.value.key == "services.answers_refused"
    office.visits.edit(saved.inspection.id, {"answers": FIT | {"核查日期": "2022-06-10", "楼栋": [{"层数": 2}]}})
    assert answers_of(office, saved)["总层数"] == 2
    office.visits.edit(saved.inspection.id, {"workers": 3})
    assert office.visits.judged(saved.inspection.id) == ((), ())
    office.visits.sign(saved.inspection.id, "管家")
    amend = {"author": "管家", "reason": "漏记"}
    with pytest.raises(RuleError) as caught:
        office.visits.amend(saved.inspection.id, {"answers": {"脚手架": "合格"}}, **amend)
    assert caught.value.key == "services.answers_unfit_to_amend"
    more = FIT | {"核查日期": "2022-06-09"}
    amended = office.visits.amend(saved.inspection.id, {"answers": more}, **amend)
    assert (amended.answers or {})["核查日期"] == "2022-06-09"


def test_a_visit_keeps_its_version(office: Services, tmp_path: Path, safety: Checklist) -> None:
    saved = record(office, FIT)
    publish(office, tmp_path, "2", (*SURVEY, ("文字", "新题", "新题", "是")))
    assert office.visits.sign(saved.inspection.id, "管家").checklist_id == safety.id
    assert "checklists.required" in keys(record(office, FIT))


def test_problems_of_the_rules_are_offered_or_recorded(office: Services) -> None:
    unfit = {"脚手架": "不合格", "临电": "不合格", "说明": "缺连墙件"}
    offered = record(office, unfit)
    assert (offered.problems, [one.address for one in offered.offered]) == ((), ["脚手架", "临电"])
    raised = office.visits.record("滨海公路", visit(checklist="安全", answers=unfit), raise_problems=True)
    assert raised.offered == ()
    assert [
        (one.description, one.category, one.owner_department, one.due_on, one.inspection_id) for one in raised.problems
    ] == [
        ("脚手架搭设：不合格", "安全", "市住建局", date(2022, 6, 17), raised.inspection.id),
        ("临时用电：不合格", "用电", None, None, raised.inspection.id),
    ]
    own = [{"description": "临时用电：不合格", "level": "较大"}]
    both = office.visits.record("滨海公路", visit(checklist="安全", answers=unfit, problems=own), raise_problems=True)
    assert [one.description for one in both.problems] == ["临时用电：不合格", "脚手架搭设：不合格"]


def test_signing_records_only_the_problems_that_are_not_there(office: Services, tmp_path: Path) -> None:
    unfit = FIT | {"脚手架": "不合格", "临电": "不合格", "说明": "缺连墙件"}
    photo = {"file": "a.jpg", "question": "脚手架"}
    given = visit(checklist="安全", answers=unfit, photos=[photo], problems=[{"description": "临时用电：不合格"}])
    saved = office.visits.record("滨海公路", given, [picture(tmp_path / "a.jpg")])
    assert [one.address for one in office.visits.judged(saved.inspection.id)[1]] == ["脚手架"]
    office.visits.sign(saved.inspection.id, "管家", raise_problems=True)
    assert sorted(numbers(office, saved)) == ["临时用电：不合格", "脚手架搭设：不合格"]
    assert office.visits.judged(saved.inspection.id) == ((), ())


def test_an_unfit_answer_needs_its_photo(office: Services, tmp_path: Path) -> None:
    unfit = FIT | {"脚手架": "不合格", "说明": "缺连墙件"}
    assert keys(record(office, unfit)) == ["services.answer_needs_photo"]
    files = [picture(tmp_path / f"{name}.jpg", (90 * number, 9, 9)) for number, name in enumerate("abc")]
    questions = ("脚手架", "现场", "楼栋[1]/立面")
    notes = [{"file": one.name, "question": where} for one, where in zip(files, questions, strict=True)]
    given = visit(checklist="安全", answers=unfit, photos=notes, signature="管家")
    saved = office.visits.record("滨海公路", given, files)
    assert saved.warnings == ()
    kept = answers_of(office, saved)
    ids = [one.id for one in saved.photos]
    assert kept["@photos"] == dict(zip(questions, ([one] for one in ids), strict=True))
    assert (kept["现场"], kept["楼栋"]) == ("b.jpg", [{"立面": "c.jpg"}])


def test_a_photo_of_no_question_is_refused(office: Services, tmp_path: Path) -> None:
    file = picture(tmp_path / "a.jpg")
    note = [{"file": "a.jpg", "question": "没有"}]
    for fields, key in (
        ({"checklist": "安全"}, "services.answers_refused"),
        ({}, "services.photo_question_without_form"),
    ):
        with pytest.raises(RuleError) as caught:
            office.visits.record("滨海公路", visit(photos=note, **fields), [file])
        assert caught.value.key == key
    saved = record(office, FIT)
    with pytest.raises(RuleError):
        office.visits.edit(saved.inspection.id, {"answers": {"@photos": "a"}})


def test_answers_of_a_file_may_hold_instances_and_photos() -> None:
    least = {"visited_at": "2022-06-10", "purpose": "督查", "seen_status": "停工", "physical_progress_pct": 1}
    answers = {"楼栋": [{"层数": 3, "分项": [{"名": "一"}]}], "@photos": {"楼栋[1]/立面": ["x"]}}
    assert parse_visit(least | {"answers": answers}).answers == answers
    deep: dict[str, Any] = {}
    for _ in range(40):
        deep = {"a": [deep]}
    for wrong in (deep, {"a": [{"b": 1}, "c"]}, {"a": ["c", {"b": 1}]}, {"@photos": ["x"]}, {"@photos": {"a": "x"}}):
        with pytest.raises(FormatError):
            parse_visit(least | {"answers": wrong})


def test_a_simple_checklist_works_as_before(office: Services) -> None:
    publish_checklist(office.workspace, "旧", "1", ITEMS, date(2022, 6, 1))
    saved = office.visits.record("滨海公路", visit(checklist="旧", answers={"围挡": "不知道", "多": 1}))
    assert len(saved.warnings) == 2
    assert answers_of(office, saved) == {"围挡": "不知道", "多": 1}
    office.visits.edit(saved.inspection.id, {"answers": {"围挡": True}})
    assert office.visits.sign(saved.inspection.id, "管家").answers == {"围挡": True}
    assert office.visits.judged(saved.inspection.id) == ((), ())


def test_a_checklist_that_cannot_be_used_or_is_not_there_blocks_no_reading(office: Services, project: Project) -> None:
    damaged = Checklist(id=new_id(office), name="坏", version="1", definition={"format": "xlsform/9"})
    saved = office.visits.record(project.id, visit())
    lost, broken = (
        Inspection(
            id=new_id(office),
            project_id=project.id,
            visited_at=saved.inspection.visited_at,
            purpose=saved.inspection.purpose,
            seen_status="停工",
            physical_progress_pct=saved.inspection.physical_progress_pct,
            checklist_id=checklist,
        )
        for checklist in (new_id(office), damaged.id)
    )
    put(office, damaged, lost, broken)
    assert office.visits.judged(lost.id) == office.visits.judged(saved.inspection.id) == ((), ())
    ((warning,), _) = office.visits.judged(broken.id)
    assert warning.key == "checklists.definition_format"
    assert [office.visits.answered(one.id) for one in (lost, broken, saved.inspection)] == [(), (), ()]
    office.visits.edit(broken.id, {"workers": 1})
    with pytest.raises(FormatError):
        office.visits.sign(broken.id, "管家")
    assert office.workspace.reader.count(Problem) == 0
