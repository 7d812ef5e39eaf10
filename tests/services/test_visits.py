"""巡查: recorded whole or not at all, signed, amended; warned about, never blocked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.errors import FormatError, InspectorError, NotFoundError, RuleError
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, PairSide, Photo, Purpose
from inspector.domain.problem import Problem, ProblemLevel
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.checklists import publish_checklist
from inspector.storage.state_hash import state_hash
from inspector.texts import sentence
from tests.services.kit import TODAY, a_project, new_id, picture, put, visit
from tests.storage.kit import HandClock

SITE = (120.836932, 40.711052)
SITE_IN_GCJ = (120.842106966, 40.712500856)


@pytest.fixture
def project(office: Services) -> Project:
    return a_project(office, longitude=SITE[0], latitude=SITE[1])


def test_a_visit_keeps_everything_that_was_written(office: Services, project: Project) -> None:
    problems = [
        {
            "description": "围挡缺失",
            "category": "安全",
            "sub_category": "围挡",
            "level": "较大",
            "owner_department": "市住建局",
            "co_departments": ["市城管局"],
            "solution": "补齐",
            "close_standard": "全封闭",
            "due_on": "2022-06-20",
        }
    ]
    saved = office.visits.record(
        "滨海公路",
        visit(
            inspectors=["巡查员甲", "巡查员乙"],
            purpose="督查",
            reported_status="主体施工",
            reported_progress_pct=Decimal(55),
            workers=30,
            machines=4,
            conclusions="进度滞后",
            place="K1+200",
            weather="晴",
            answers={"围挡": True, "人数": 12},
            problems=problems,
        ),
    )
    found = office.visits.show(saved.inspection.id)
    one = found.inspection
    assert (one.inspectors, one.purpose, one.workers, one.machines) == (
        ("巡查员甲", "巡查员乙"),
        Purpose.SUPERVISION,
        30,
        4,
    )
    assert (one.reported_progress_pct, one.physical_progress_pct) == (Decimal(55), Decimal(40))
    assert (one.conclusions, one.place, one.weather, one.answers) == (
        "进度滞后",
        "K1+200",
        "晴",
        {"围挡": True, "人数": 12},
    )
    assert one.state is InspectionState.DRAFT
    assert found.project == project
    (problem,) = found.problems
    assert (problem.number, problem.level, problem.due_on) == ("ZD-00001", ProblemLevel.MAJOR, date(2022, 6, 20))
    assert (problem.found_on, problem.co_departments) == (TODAY, ("市城管局",))
    assert saved.warnings == ()


def test_problems_are_numbered_on(office: Services, project: Project) -> None:
    for count in (2, 1):
        office.visits.record(project.id, visit(problems=[{"description": f"第{one}"} for one in range(count)]))
    assert [one.number for one in office.problems.all()] == ["ZD-00001", "ZD-00002", "ZD-00003"]


def test_a_number_that_is_taken_is_passed_over(office: Services, project: Project) -> None:
    put(office, Problem(id=new_id(office), project_id=project.id, number="ZD-00002", description="从别处来"))
    saved = office.visits.record(project.id, visit(problems=[{"description": "围挡"}]))
    assert saved.problems[0].number == "ZD-00003"


def test_a_signature_locks_the_visit(office: Services, project: Project, tmp_path: Path) -> None:
    saved = office.visits.record(project.id, visit(signature="项目管家甲"))
    assert saved.inspection.state is InspectionState.SIGNED
    assert saved.inspection.signed_at == datetime(2022, 6, 10, 10, 0, tzinfo=CHINA)
    with pytest.raises(RuleError) as locked:
        office.visits.add_photos(saved.inspection.id, [picture(tmp_path / "a.jpg")])
    assert locked.value.key == "services.visit_locked"
    assert office.workspace.reader.count(Photo) == 0
    with pytest.raises(RuleError):
        office.visits.sign(saved.inspection.id, "项目管家乙")


def test_a_draft_is_signed_later_and_amended_only_then(office: Services, project: Project, clock: HandClock) -> None:
    saved = office.visits.record(project.id, visit())
    with pytest.raises(RuleError):
        office.visits.amend(saved.inspection.id, {"workers": 5}, author="管家", reason="漏填")
    assert office.visits.sign(saved.inspection.id, "项目管家甲").signature == "项目管家甲"
    clock.now += 3_600_000
    after = office.visits.amend(
        saved.inspection.id, {"workers": 5, "physical_progress_pct": Decimal("42.5")}, author="管家", reason="漏填"
    )
    assert (after.workers, after.state) == (5, InspectionState.SIGNED)
    (note,) = office.visits.show(saved.inspection.id).amendments
    assert note.before == {"workers": None, "physical_progress_pct": "40"}
    assert note.after == {"workers": 5, "physical_progress_pct": "42.5"}
    assert (note.author, note.reason, note.amended_at.hour) == ("管家", "漏填", 11)


def test_an_amendment_cannot_touch_the_signature(office: Services, project: Project) -> None:
    saved = office.visits.record(project.id, visit(signature="项目管家甲"))
    before = state_hash(office.workspace)
    with pytest.raises(RuleError):
        office.visits.amend(saved.inspection.id, {"signature": "别人"}, author="管家", reason="改")
    assert state_hash(office.workspace) == before


def test_photos_come_with_their_words_in_order_and_once(office: Services, project: Project, tmp_path: Path) -> None:
    first, second = picture(tmp_path / "一.jpg"), picture(tmp_path / "二.jpg", (20, 20, 200))
    (tmp_path / "别处").mkdir()
    again = picture(tmp_path / "别处" / "又一.jpg")
    notes = [{"file": "二.jpg", "caption": "主体", "credit": "市项目中心供图"}]
    saved = office.visits.record(project.id, visit(photos=notes), [first, second, again])
    assert [(one.original_name, one.position, one.caption) for one in saved.photos] == [
        ("一.jpg", 1, None),
        ("二.jpg", 2, "主体"),
    ]
    more = office.visits.add_photos(saved.inspection.id, [second, picture(tmp_path / "三.jpg", (20, 200, 20))])
    assert [one.position for one in more] == [2, 3]
    found = office.visits.show(saved.inspection.id).photos
    assert [one.position for one in found] == [1, 2, 3]
    assert len(list((office.workspace.photos / "originals").rglob("*"))) - 3 <= 3


def test_a_pair_is_joined_by_its_name(office: Services, project: Project, tmp_path: Path) -> None:
    shots = [picture(tmp_path / f"{one}.jpg", (one * 40, 10, 10)) for one in range(3)]
    notes = [
        {"file": "0.jpg", "pair": "围挡", "pair_side": "整改前"},
        {"file": "2.jpg", "pair": "围挡", "pair_side": "整改后"},
        {"file": "1.jpg"},
    ]
    before, alone, after = office.visits.record(project.id, visit(photos=notes), shots).photos
    assert before.pair_id == after.pair_id is not None
    assert (before.pair_side, after.pair_side, alone.pair_id) == (PairSide.BEFORE, PairSide.AFTER, None)


def test_words_about_a_photo_that_is_not_there_are_refused(office: Services, project: Project) -> None:
    before = state_hash(office.workspace)
    with pytest.raises(RuleError) as refused:
        office.visits.record(project.id, visit(photos=[{"file": "没有.jpg"}]))
    assert refused.value.details["files"] == ["没有.jpg"]
    assert state_hash(office.workspace) == before


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + b"\0" * 300])
def test_a_photo_that_cannot_be_stored_keeps_the_visit_out(
    office: Services, project: Project, tmp_path: Path, content: bytes
) -> None:
    before = state_hash(office.workspace)
    bad = tmp_path / "坏.jpg"
    bad.write_bytes(content)
    with pytest.raises(InspectorError):
        office.visits.record(project.id, visit(problems=[{"description": "围挡"}]), [picture(tmp_path / "好.jpg"), bad])
    assert office.workspace.reader.count(Inspection) == 0
    assert state_hash(office.workspace) == before
    with pytest.raises(NotFoundError):
        office.visits.record(project.id, visit(), [tmp_path / "没有.jpg"])


def test_a_draft_stays_as_it_was_when_a_further_photo_is_refused(
    office: Services, project: Project, tmp_path: Path
) -> None:
    saved = office.visits.record(project.id, visit())
    (tmp_path / "坏.jpg").write_bytes(b"x")
    with pytest.raises(FormatError):
        office.visits.add_photos(saved.inspection.id, [picture(tmp_path / "好.jpg"), tmp_path / "坏.jpg"])
    assert office.workspace.reader.count(Photo) == 0


def test_progress_is_told_while_photos_are_stored(office: Services, project: Project, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    shots = [picture(tmp_path / "1.jpg"), picture(tmp_path / "2.jpg", (1, 2, 3))]
    office.visits.record(project.id, visit(), shots, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_positions_in_gcj_02_are_converted(office: Services, project: Project) -> None:
    longitude, latitude = SITE_IN_GCJ
    saved = office.visits.record(project.id, visit(longitude=longitude, latitude=latitude, datum="GCJ02"))
    assert saved.inspection.longitude == pytest.approx(SITE[0], abs=1e-6)
    assert saved.inspection.latitude == pytest.approx(SITE[1], abs=1e-6)
    assert saved.warnings == ()


def test_a_far_place_and_another_day_are_warned_about(office: Services, project: Project, tmp_path: Path) -> None:
    shots = [
        picture(tmp_path / "远.jpg", taken="2022:06:10 09:31:00", place=(121.2, 40.711)),
        picture(tmp_path / "旧.jpg", (9, 9, 9), taken="2022:06:03 09:31:00", place=SITE),
    ]
    saved = office.visits.record(project.id, visit(longitude=120.9, latitude=40.711), shots)
    found = {one.key: one.details for one in saved.warnings}
    assert set(found) == {"services.visit_far", "services.photo_far", "services.photo_other_day"}
    assert found["services.photo_far"] == {"photo": "远.jpg", "kilometres": 30.6}
    assert found["services.photo_other_day"] == {"photo": "旧.jpg", "day": "2022-06-03"}
    assert all(sentence(one.key, **one.details) for one in saved.warnings)
    assert office.visits.show(saved.inspection.id).photos


def test_without_positions_nothing_is_warned_about(office: Services, tmp_path: Path) -> None:
    plain = a_project(office, "没有坐标")
    saved = office.visits.record(
        plain.id, visit(longitude=120.9, latitude=40.7), [picture(tmp_path / "a.jpg", place=(121.2, 40.7))]
    )
    assert saved.warnings == ()


def test_visits_are_listed_newest_first(office: Services, project: Project) -> None:
    other = a_project(office, "建昌水库")
    for day, at in ((3, project), (9, other), (5, project)):
        office.visits.record(at.id, visit(visited_at=f"2022-06-0{day}T09:00:00+08:00"))
    assert [one.visited_at.day for one, _ in office.visits.all()] == [9, 5, 3]
    assert [(one.visited_at.day, at and at.name) for one, at in office.visits.all("滨海公路")] == [
        (5, "滨海公路"),
        (3, "滨海公路"),
    ]


def test_an_unknown_visit_or_project_is_told(office: Services) -> None:
    with pytest.raises(NotFoundError) as refused:
        office.visits.show("x")
    assert refused.value.key == "services.no_such_visit"
    with pytest.raises(NotFoundError):
        office.visits.record("没有的项目", visit())


ITEMS = {"items": [{"name": "hoarding", "label": "围挡", "answer_type": "yes_no", "required": True}]}


def test_a_checklist_warns_a_draft_and_stops_a_signature(office: Services, project: Project) -> None:
    office_list = publish_checklist(office.workspace, "安全检查", "1", ITEMS, date(2022, 1, 1))
    saved = office.visits.record(project.id, visit(checklist="安全检查", answers={"hoarding": "不知道"}))
    assert saved.inspection.checklist_id == office_list.id
    assert saved.warnings
    before = state_hash(office.workspace)
    with pytest.raises(RuleError) as refused:
        office.visits.record(project.id, visit(checklist="安全检查", answers={}, signature="管家"))
    assert refused.value.key == "services.answers_wrong"
    assert state_hash(office.workspace) == before
    right = office.visits.record(project.id, visit(checklist="安全检查", answers={"hoarding": True}, signature="管家"))
    assert right.warnings == ()


def test_a_visit_keeps_the_newest_version_and_a_version_never_changes(office: Services, project: Project) -> None:
    publish_checklist(office.workspace, "安全检查", "2", ITEMS, date(2022, 5, 1))
    old = publish_checklist(office.workspace, "安全检查", "1", ITEMS, date(2022, 1, 1))
    saved = office.visits.record(project.id, visit(checklist="安全检查", answers={"hoarding": True}))
    assert saved.inspection.checklist_id != old.id
    with pytest.raises(RuleError):
        publish_checklist(office.workspace, "安全检查", "2", {"items": []}, date(2022, 6, 1))
    with pytest.raises(NotFoundError):
        office.visits.record(project.id, visit(checklist="没有"))


def test_one_problem_too_many_undoes_the_whole_visit(
    office: Services, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure in the middle of the transaction leaves nothing, not even the inspection."""
    before = state_hash(office.workspace)

    def fail(*_: object) -> str:
        raise RuleError("storage.too_large", value=1)

    monkeypatch.setattr("inspector.services.visit_problems.next_number", fail)
    with pytest.raises(RuleError):
        office.visits.record(project.id, visit(problems=[{"description": "围挡"}]))
    assert state_hash(office.workspace) == before
