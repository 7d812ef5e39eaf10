"""The narrow copies say what the records say, whatever happened to these, and are made anew where they may be wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.errors import InspectorError
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, ConstructionStatus, Project, ProjectKind, Stage
from inspector.domain.record import Cell, Record, Sort
from inspector.storage import driver, narrow
from inspector.storage.as_of import reader_as_of
from inspector.storage.check import COPIES, check
from inspector.storage.damage import is_redeclared, is_sound
from inspector.storage.narrow import Narrow
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace
from tests.storage.histories import random_part
from tests.storage.kit import HandClock, Laptop, new_workspace, project

DAY = 86_400_000
THEN = date(2022, 6, 10)
KINDS = (Project, AnnualPlan, DispatchRecord, ApprovalStep, ClockStop)


def agrees(connection: Any) -> None:
    """What is kept is what a new copy of everything would be."""
    assert Narrow(connection).is_true
    assert not Narrow(connection).differs()


def laptop(name: str) -> Laptop:
    made = Laptop(name)
    Narrow(made.connection).make_true()
    return made


def enter(one: Laptop, chance: random.Random) -> None:
    """A project with a plan, reports, steps and a stop."""
    with one.transaction() as tx:
        made = project(tx, chance.choice("甲乙丙"), kind=ProjectKind.NEW_BUILD, actual_start=THEN)
        for version in range(chance.randrange(3)):
            amount = Decimal(chance.randrange(9))
            tx.insert(
                AnnualPlan(
                    id=tx.new_id(), project_id=made.id, year=2022, version=version, planned_investment=amount, kind=None
                )
            )
        for _ in range(chance.randrange(4)):
            report(tx, made.id, chance)
        for _ in range(chance.randrange(3)):
            step = ApprovalStep(
                id=tx.new_id(),
                project_id=made.id,
                step_type=chance.choice([StepType.LAND, StepType.ENERGY_REVIEW]),
                state=StepState.IN_PROGRESS,
                accepted_on=THEN,
                promised_days=5,
            )
            tx.insert(step)
            if chance.random() < 0.5:
                tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=THEN, reason="补正"))


def report(tx: Any, project_id: str, chance: random.Random) -> None:
    tx.insert(
        DispatchRecord(
            id=tx.new_id(),
            project_id=project_id,
            period="2022-06-1",
            reported_on=chance.choice([None, THEN, THEN - timedelta(days=1)]),
            invested_year_to_date=chance.choice([None, Decimal(chance.randrange(9))]),
            physical_progress_pct=chance.choice([None, Decimal(chance.randrange(9))]),
        )
    )


def edit(one: Laptop, chance: random.Random) -> None:
    """Something that a user may do to one record."""
    with one.transaction() as tx:
        projects, steps = list(tx.reader.all(Project)), list(tx.reader.all(ApprovalStep))
        plans, stops = list(tx.reader.all(AnnualPlan)), list(tx.reader.all(ClockStop))
        match chance.randrange(9):
            case 0 if projects:
                gone = chance.choice([Stage.WITHDRAWN, Stage.CONSTRUCTION])
                tx.update(Project, chance.choice(projects).id, stage=gone)
            case 1 if projects:
                tx.delete(Project, chance.choice(projects).id)
            case 2 if steps:
                tx.update(ApprovalStep, chance.choice(steps).id, state=StepState.FINISHED, finished_on=THEN)
            case 3 if steps and projects:
                tx.update(ApprovalStep, chance.choice(steps).id, project_id=chance.choice(projects).id)
            case 4 if stops and steps:
                tx.update(ClockStop, chance.choice(stops).id, step_id=chance.choice(steps).id)
            case 5 if stops:
                tx.delete(ClockStop, chance.choice(stops).id)
            case 6 if plans and projects:
                tx.update(AnnualPlan, chance.choice(plans).id, project_id=chance.choice(projects).id)
            case 7 if plans:
                tx.delete(AnnualPlan, chance.choice(plans).id)
            case 8 if projects:
                report(tx, chance.choice(projects).id, chance)


def go_back(one: Laptop, chance: random.Random) -> None:
    try:
        chance.choice([undo, undo, redo])(one.as_workspace)
    except InspectorError:
        return


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12), st.sampled_from([0, 3000]))
def test_the_copies_follow_every_change(seed: int, length: int, most: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a drawn history
    laptops = [laptop("a"), laptop("b")]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(narrow, "MOST_TOUCHED", most)  # 0: all of them are copied anew
        for _ in range(length):
            one, other = chance.sample(laptops, 2)
            chance.choice([enter, edit, edit, go_back])(one, chance)
            other.take(random_part(one, other, chance))
            for each in laptops:
                agrees(each.connection)
    for each in laptops:
        each.connection.close()


def entered(ws: Workspace) -> Project:
    with ws.transaction("入库") as tx:
        made = project(tx, "滨海公路", construction_status=ConstructionStatus.STARTED)
        tx.insert(ApprovalStep(id=tx.new_id(), project_id=made.id, step_type=StepType.LAND, accepted_on=THEN))
        return made


def others(cell: Cell, ids: Mapping[str, str]) -> Sequence[Any]:
    """Values that a cell may be changed to; `ids` are those of records to refer to, by kind."""
    by_sort: dict[Sort, Sequence[Any]] = {
        Sort.TEXT: [ids.get(cell.refers or "", "别的")],
        Sort.INTEGER: [7, -7],
        Sort.MONEY: [Decimal(7)],
        Sort.DECIMAL: [Decimal(7)],
        Sort.DATE: [THEN - timedelta(days=9), THEN + timedelta(days=9)],
        Sort.ENUM: list(getattr(cell.type, "__members__", {}).values()),
        Sort.BOOLEAN: [True, False],
    }
    return by_sort.get(cell.sort, ())


@pytest.mark.parametrize("cls", KINDS)
def test_the_copies_follow_every_cell(ws: Workspace, cls: type[Record]) -> None:
    with ws.transaction("入库") as tx:
        one, other = project(tx, "滨海公路", actual_start=THEN), project(tx, "徐大堡核电")
        step = ApprovalStep(id=tx.new_id(), project_id=one.id, step_type=StepType.LAND, accepted_on=THEN)
        second = replace(step, id=tx.new_id(), step_type=StepType.ENERGY_REVIEW)
        plan = AnnualPlan(id=tx.new_id(), project_id=one.id, year=2022, version=1, planned_investment=Decimal(3))
        stop = ClockStop(id=tx.new_id(), step_id=step.id, from_date=THEN, reason="补正")
        report = DispatchRecord(id=tx.new_id(), project_id=one.id, period="2022-06-1", reported_on=THEN)
        former = replace(plan, id=tx.new_id(), version=0, planned_investment=Decimal(4))
        for made in (step, second, plan, former, stop, replace(report, invested_year_to_date=Decimal(1))):
            tx.insert(made)
    ids = {"project": other.id, "approval_step": second.id}
    before = next(record for record in (one, step, plan, stop, report) if isinstance(record, cls))
    for cell in cls.CELLS:
        for value in (*others(cell, ids), getattr(before, cell.name)):
            with ws.transaction("改") as tx:
                tx.update(cls, before.id, **{cell.name: value})
            agrees(ws.reader.connection)


def steps_copied(connection: Any) -> int:
    Narrow(connection).ready()
    (count,) = connection.execute("SELECT count(*) FROM narrow_step").fetchone()
    return int(count)


def test_copies_that_are_missing_or_behind_are_made_anew_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "ws"
    with new_workspace(path) as ws:
        entered(ws)
    for spoiled in (
        "DROP TABLE narrow_mark",
        "UPDATE narrow_mark SET version = 0",
        "UPDATE narrow_mark SET change_id = 0",
    ):
        connection = driver.connect(path / "workspace.db", "rw")
        connection.execute(spoiled)
        connection.execute("DELETE FROM narrow_step")
        connection.close()
        with Workspace.open(path, clock=HandClock(), read_only=True) as ws:
            assert not Narrow(ws.reader.connection).is_true
            assert steps_copied(ws.reader.connection) == 1, "a reader makes its own"
            with pytest.raises(driver.DatabaseError):
                ws.reader.connection.execute("DELETE FROM main.narrow_step")
        with Workspace.open(path, clock=HandClock()) as ws:
            agrees(ws._writer)
            assert steps_copied(ws.reader.connection) == 1


def test_a_reader_with_copies_of_its_own_sees_what_is_saved_later(ws: Workspace) -> None:
    ws._writer.execute("UPDATE narrow_mark SET version = 0")
    entered(ws)
    assert steps_copied(ws.reader.connection) == 1
    entered(ws)
    assert not Narrow(ws.reader.connection).is_true
    assert steps_copied(ws.reader.connection) == 2


def test_rows_that_were_numbered_anew_are_noticed(ws: Workspace) -> None:
    entered(ws)
    ws._writer.execute("UPDATE approval_step SET rowid = 7")
    assert not Narrow(ws.reader.connection).is_true
    Narrow(ws._writer).make_true()
    agrees(ws._writer)


def test_what_is_rolled_back_is_not_copied(ws: Workspace) -> None:
    made = entered(ws)
    with pytest.raises(RuntimeError), ws.transaction("删除") as tx:  # noqa: PT012 - both belong to the step
        tx.delete(Project, made.id)
        raise RuntimeError
    agrees(ws._writer)
    assert steps_copied(ws.reader.connection) == 1


@pytest.mark.parametrize("before", [(), ("ROLLBACK",)], ids=["refused", "a full disk has rolled back by itself"])
def test_a_workspace_opens_without_them_where_they_cannot_be_made(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...]
) -> None:
    ws._writer.execute("UPDATE narrow_mark SET version = 0")
    with monkeypatch.context() as full:
        full.setattr(narrow, "DECLARED", (*before, "CREATE TABLE no room"))
        Narrow(ws._writer).make_true()
    assert not ws._writer.in_transaction
    assert not Narrow(ws.reader.connection).is_true


def test_a_past_day_is_copied_as_it_was(ws: Workspace, clock: HandClock) -> None:
    kept, changed = entered(ws), entered(ws)
    clock.now += DAY
    with ws.transaction("次日") as tx:
        tx.delete(Project, changed.id)
        step = next(tx.reader.all(ApprovalStep, project_id=kept.id))
        tx.update(ApprovalStep, step.id, state=StepState.FINISHED, finished_on=THEN)
        tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=THEN, reason="补正"))
    entered(ws)
    with reader_as_of(ws, THEN, KINDS) as reader:
        assert steps_copied(reader.connection) == 2
        found = dict(reader.fetch("SELECT id, project FROM narrow_project"))
        assert set(found) == {kept.id, changed.id}
        states = reader.fetch("SELECT DISTINCT alike FROM narrow_class JOIN narrow_step ON class = narrow_class.id")
        assert [alike for (alike,) in states] == ['["pending","2022-06-10",null,null,null,"working",null]']
        (here,) = reader.fetch("SELECT rowid FROM main.project WHERE id = ?", [kept.id])
        assert found[kept.id] == here[0]
    assert steps_copied(ws.reader.connection) == 2
    agrees(ws._writer)


def test_they_are_no_part_of_the_schema_and_do_not_spoil_a_check(ws: Workspace) -> None:
    entered(ws)
    assert is_sound(ws.reader.connection)
    assert not is_redeclared(ws.reader.connection)


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE narrow_step SET applies = 0",
        "UPDATE narrow_project SET total_investment = 1",
        "UPDATE narrow_class SET alike = id",
        "DELETE FROM narrow_project",
    ],
)
def test_a_check_tells_copies_that_are_wrong_and_they_can_be_renewed(ws: Workspace, spoiled: str) -> None:
    entered(ws)
    assert check(ws).findings == ()
    ws._writer.execute(spoiled)
    assert [one.key for one in check(ws).findings] == [COPIES]
    ws.renew_copies()
    assert check(ws).findings == ()
