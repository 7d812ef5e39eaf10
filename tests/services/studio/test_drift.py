"""What has changed since the freeze, by content and not by steps; and conflicts that came with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from inspector.domain.approval import ApprovalStep, ClockStop, StepState
from inspector.domain.periods import Period
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.progress import DispatchRecord, InvestmentComparison
from inspector.domain.project import AnnualPlan, Area, AreaKind, Project, Stage
from inspector.services.bundle import Services
from inspector.services.frozen_tables import Tables
from inspector.services.studio import StudioService
from inspector.services.studio_drift import Drift, changes_between
from tests.services.kit import a_project, picture, visit
from tests.services.packages_kit import acquaint, pass_on
from tests.services.studio.kit import opened


def test_a_change_that_is_undone_or_not_printed_is_none(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    project = next(town.workspace.reader.all(Project))
    for fields in ({"name": "另名"}, {"note": "不印的备注"}):
        with town.workspace.transaction("test") as tx:
            tx.update(Project, project.id, **fields)
        assert len(studio.drift(view.bulletin_id).changes) == ("name" in fields)
        town.history.undo()
        assert studio.drift(view.bulletin_id).changes == ()


def test_an_undone_freeze_leaves_the_one_before_it_in_force(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    project = next(town.workspace.reader.all(Project))
    with town.workspace.transaction("test") as tx:
        tx.update(Project, project.id, name="另名")
    again = studio.open(Period.parse(view.period), refresh=True)
    assert (view.freezes, again.freezes) == (1, 2)
    assert studio.drift(view.bulletin_id).changes == ()
    town.history.undo()
    assert studio.view(view.bulletin_id).freezes == 1
    assert [one.column for one in studio.drift(view.bulletin_id).changes] == ["name"]
    town.history.redo()
    assert studio.view(view.bulletin_id).freezes == 2
    assert studio.drift(view.bulletin_id).changes == ()


def test_rows_that_came_or_went_are_told(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    project = next(town.workspace.reader.all(Project))
    made = a_project(town, "新来的项目")
    with town.workspace.transaction("test") as tx:
        tx.update(Project, project.id, stage=Stage.WITHDRAWN)
    found = studio.drift(view.bulletin_id).changes
    rows = {(one.project, one.before, one.now) for one in found if one.table == "projects" and not one.column}
    assert rows == {(project.name, True, False), (made.name, False, True)}
    town.history.undo()
    town.history.undo()
    assert studio.drift(view.bulletin_id).changes == ()


def test_what_hangs_on_a_project_is_compared_too(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    reader = town.workspace.reader
    step = next(one for one in reader.all(ApprovalStep) if one.state is StepState.IN_PROGRESS)
    problem = next(one for one in reader.all(Problem) if one.state is ProblemState.REGISTERED)
    report = next(one for one in reader.all(DispatchRecord) if one.next_step)
    comparison = next(one for one in reader.all(InvestmentComparison) if one.month == "2022-05")
    with town.workspace.transaction("test") as tx:
        tx.update(ApprovalStep, step.id, accepted_on=date(2022, 1, 4))
        tx.update(Problem, problem.id, description="另一句话")
        tx.update(DispatchRecord, report.id, next_step="另一步")
        tx.update(InvestmentComparison, comparison.id, reason="另一个原因")
        tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=date(2022, 6, 1), reason="补正"))
    found = {(one.table, one.column) for one in studio.drift(view.bulletin_id).changes}
    assert found >= {("steps", "accepted_on"), ("steps", "lamp"), ("problems", "description")}
    assert found >= {("comparisons", "reason")}
    town.history.undo()
    assert studio.drift(view.bulletin_id).changes == ()


def test_what_was_deleted_and_what_concerns_all_is_compared_with_everything(
    studio: StudioService, town: Services
) -> None:
    view = opened(studio)
    area = next(one for one in town.workspace.reader.all(Area) if one.area_kind is AreaKind.COUNTY)
    with town.workspace.transaction("test") as tx:
        tx.update(Area, area.id, name="改名县")
    found = studio.drift(view.bulletin_id).changes
    assert {one.now for one in found} == {"改名县"}
    assert {one.column for one in found} <= {"area", "park"}
    town.history.undo()
    plan = next(one for one in town.workspace.reader.all(AnnualPlan) if one.year == 2022)
    with town.workspace.transaction("test") as tx:
        tx.delete(AnnualPlan, plan.id)
    assert {one.column for one in studio.drift(view.bulletin_id).changes} >= {"planned", "plan"}


def test_conflicts_that_come_after_the_freeze_are_named(desk: Services, seven: Services, stick: Path) -> None:
    project = a_project(desk, "滨海公路")
    acquaint(desk, seven, stick)
    with desk.workspace.transaction("test") as tx:
        tx.update(Project, project.id, total_investment=Decimal(30_000))
    view = opened(desk.office.studio)
    assert desk.office.studio.drift(view.bulletin_id) == Drift((), ())
    with seven.workspace.transaction("test") as tx:
        tx.update(Project, project.id, total_investment=Decimal(40_000))
    pass_on(seven, desk, stick / "back")
    (named,) = desk.office.studio.drift(view.bulletin_id).conflicts
    assert "滨海公路" in named


def test_an_issue_that_was_frozen_elsewhere_is_compared_with_everything(
    desk: Services, seven: Services, stick: Path
) -> None:
    project = a_project(desk, "滨海公路")
    acquaint(desk, seven, stick)
    view = opened(desk.office.studio)
    pass_on(desk, seven, stick / "there")
    assert seven.office.studio.drift(view.bulletin_id).changes == ()
    with seven.workspace.transaction("test") as tx:
        tx.update(Project, project.id, total_investment=Decimal(40_000))
    (change,) = seven.office.studio.drift(view.bulletin_id).changes
    assert (change.project, change.column, change.now) == ("滨海公路", "total", "40000.00")


def test_photos_are_compared_too(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    seen = office.visits.record(
        project.name, visit(problems=[{"description": "临边无防护"}]), [picture(tmp_path / "单.jpg")]
    )
    problem = seen.problems[0]
    kept = office.problem_evidence.store(problem.id, [picture(tmp_path / "证.jpg", taken="2022:06:08 15:00:00")])
    (evidence,) = office.problem_evidence.attach(problem.id, kept)
    studio = office.office.studio
    view = opened(studio)
    office.photos.credit(seen.photos[0].id, caption=None, credit="巡查组摄")
    office.photos.credit(evidence.id, caption="防护已设置", credit=None)
    found = {(one.table, one.column, one.before, one.now) for one in studio.drift(view.bulletin_id).changes}
    assert found == {("photos", "credit", None, "巡查组摄"), ("photos", "caption", None, "防护已设置")}


def test_rows_of_an_earlier_version_are_compared_where_they_say_whose_they_are() -> None:
    rows = {"id": "f", "project": "滨海公路", "caption": None, "credit": "摄"}
    frozen: Tables = {"photos": [rows], "projects": [{"id": "p", "name": "滨海公路", "total": "1.00"}]}
    photo = {**rows, "project_id": "p", "pair": None, "side": None, "taken_on": "2022-06-08"}
    today: Tables = {"photos": [photo], "projects": [{"id": "p", "name": "滨海公路", "total": "2.00"}]}
    (change,) = changes_between(frozen, today, frozenset({"p"}))
    assert (change.table, change.column) == ("projects", "total")
    assert changes_between(frozen, today, None) == (change,), "what was not frozen is not compared"
