from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from inspector.domain.approval import ApprovalStep, ClockStop, StepType
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo, Purpose
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, ConstructionStatus, Project, ProjectKind, Resumption
from inspector.storage.approval_table import steps_with_stops
from inspector.storage.inspection_table import InspectionTable
from inspector.storage.project_table import ProjectTable
from inspector.storage.statistics_table import project_facts_rows
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace
from tests.storage.kit import project


def test_projects_are_found_by_code_name_and_any_text(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        one = project(tx, "100%太阳能_一期", project_code="2206-211402-04-01-123456")
        other = project(tx, "滨海公路", province_platform_code="LN-7", owner_organization="某太阳能公司")
    table = ProjectTable(ws.reader)
    assert table.by_code("2206-211402-04-01-123456") == (one,)
    assert table.by_code("LN-7") == (other,)
    assert table.by_code("LN-8") == ()
    assert table.by_name("滨海公路") == (other,)
    assert table.search("太阳能") == (one, other)
    assert table.search("0%太") == table.search("能_一") == (one,)
    assert table.search("\\") == ()
    assert table.search("", limit=1) == (one,)


def test_pages_follow_each_other(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = sorted(project(tx).id for _ in range(5))
    table = ProjectTable(ws.reader)
    first = table.page(size=3)
    second = table.page(after=first[-1].id, size=3)
    assert [one.id for one in (*first, *second)] == made


def visit(tx: Transaction, project_id: str, day: int) -> Inspection:
    made = Inspection(
        id=tx.new_id(),
        project_id=project_id,
        visited_at=datetime(2022, 6, day, 23, 30, tzinfo=CHINA),
        purpose=Purpose.ROUTINE,
        seen_status="在建",
        physical_progress_pct=Decimal(day),
    )
    tx.insert(made)
    return made


def test_visits_of_a_project_and_of_a_period(ws: Workspace) -> None:
    with ws.transaction("巡查") as tx:
        one, other = project(tx), project(tx)
        visits = [visit(tx, one.id, 1), visit(tx, other.id, 15), visit(tx, one.id, 16)]
        photos = [
            Photo(id=tx.new_id(), sha256=str(at) * 64, inspection_id=visits[0].id, position=at) for at in (2, None, 1)
        ]
        tx.insert_many(photos)
    table = InspectionTable(ws.reader)
    assert table.of_project(one.id) == (visits[2], visits[0])
    assert table.between(date(2022, 6, 1), date(2022, 6, 15)) == (visits[0], visits[1])
    assert [photo.position for photo in table.photos_of(visits[0].id)] == [1, 2, None]


def test_steps_come_with_the_stops_of_their_clock(ws: Workspace) -> None:
    with ws.transaction("审批") as tx:
        one, other = project(tx), project(tx)
        steps = [ApprovalStep(id=tx.new_id(), project_id=at.id, step_type=StepType.LAND) for at in (one, other)]
        stops = [
            ClockStop(id=tx.new_id(), step_id=steps[0].id, from_date=date(2022, 6, day), reason="补正")
            for day in (9, 2)
        ]
        tx.insert_many([*steps, *stops])
    everything = dict(steps_with_stops(ws.reader))
    assert everything == {steps[0]: (stops[1], stops[0]), steps[1]: ()}
    assert list(steps_with_stops(ws.reader, one.id)) == [(steps[0], (stops[1], stops[0]))]


def report(tx: Transaction, project_id: str, day: date, invested: str | None, progress: str | None) -> None:
    tx.insert(
        DispatchRecord(
            id=tx.new_id(),
            project_id=project_id,
            period=f"{day:%Y-%m-%d}",
            reported_on=day,
            invested_year_to_date=None if invested is None else Decimal(invested),
            physical_progress_pct=None if progress is None else Decimal(progress),
        )
    )


def test_the_facts_of_a_project_are_those_of_the_day(ws: Workspace) -> None:
    with ws.transaction("调度") as tx:
        one = project(
            tx,
            construction_status=ConstructionStatus.ONGOING,
            resumption=Resumption.RESUMED,
            resumed_on=date(2022, 3, 1),
        )
        bare = Project(id=tx.new_id(), name="无计划")
        tx.insert(bare)
        for version, planned in ((1, "100"), (3, None), (2, "200")):
            tx.insert(
                AnnualPlan(
                    id=tx.new_id(),
                    project_id=one.id,
                    year=2022,
                    version=version,
                    planned_investment=None if planned is None else Decimal(planned),
                    kind=ProjectKind.CONTINUING,
                    planned_start_month=version,
                )
            )
        tx.insert(AnnualPlan(id=tx.new_id(), project_id=bare.id, year=2021))
        report(tx, one.id, date(2021, 12, 20), "900", "30")
        report(tx, one.id, date(2022, 5, 20), "50.5", None)
        report(tx, one.id, date(2022, 6, 10), None, "45.25")
        report(tx, one.id, date(2022, 6, 11), "70", "50")
        report(tx, bare.id, date(2021, 12, 20), "3", None)
    row, other = project_facts_rows(ws.reader, 2022, date(2022, 6, 10))
    assert (row.id, row.name, row.kind, row.stage) == (one.id, one.name, one.kind, one.stage)
    assert (row.construction_status, row.resumption, row.resumed_on) == (
        one.construction_status,
        one.resumption,
        date(2022, 3, 1),
    )
    assert row.total_investment == Decimal("1234.5")
    assert (row.has_plan, row.planned_investment, row.plan_kind, row.planned_start_month) == (
        True,
        None,
        ProjectKind.CONTINUING,
        3,
    )
    assert (row.invested_year_to_date, row.physical_progress_pct) == (Decimal("50.5"), Decimal("45.25"))
    assert (other.has_plan, other.planned_investment, other.invested_year_to_date) == (False, None, None)
