"""Records of a past day: what was changed, made or deleted since reads as it was that evening."""

from __future__ import annotations

from datetime import date

from inspector.domain.approval import ApprovalStep, ClockStop, StepType
from inspector.domain.project import Project
from inspector.storage.approval_table import steps_with_stops
from inspector.storage.as_of import history_begins, reader_as_of
from inspector.storage.merge import have
from inspector.storage.trim import trim_log
from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock, project

DAY = 86_400_000
THEN = date(2022, 6, 10)
KINDS = (Project, ApprovalStep, ClockStop)


def names(ws: Workspace, day: date) -> list[str]:
    with reader_as_of(ws, day, KINDS) as reader:
        return [one.name for one in reader.all(Project, order=("name",))]


def test_what_came_later_is_not_there_yet(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("entry") as tx:
        kept, changed, gone = (project(tx, name) for name in ("丙", "乙", "甲"))
    clock.now += DAY
    with ws.transaction("edit") as tx:
        tx.update(Project, changed.id, name="丁")
        tx.delete(Project, gone.id)
        project(tx, "戊")
    assert names(ws, THEN) == ["丙", "乙", "甲"]
    assert names(ws, date(2022, 6, 11)) == ["丁", "丙", "戊"]
    assert names(ws, date(2022, 6, 9)) == []
    assert ws.reader.get(Project, kept.id).name == "丙"


def test_a_reader_of_a_past_day_finds_by_id_and_by_reference(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("entry") as tx:
        made = project(tx, "甲")
        step = ApprovalStep(id=tx.new_id(), project_id=made.id, step_type=StepType.LAND)
        tx.insert(step)
        tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=THEN, reason="补正"))
    clock.now += DAY
    with ws.transaction("edit") as tx:
        tx.update(ApprovalStep, step.id, department="市发改委")
        tx.delete(ClockStop, next(tx.reader.all(ClockStop)).id)
    with reader_as_of(ws, THEN, KINDS) as reader:
        assert reader.get(ApprovalStep, step.id).department is None
        ((found, stops),) = steps_with_stops(reader, made.id)
        assert (found.id, len(stops)) == (step.id, 1)
    ((_, stops),) = steps_with_stops(ws.reader, made.id)
    assert stops == ()


def test_the_file_is_not_touched(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("entry") as tx:
        project(tx)
    before = ws.database.read_bytes()
    clock.now += DAY
    assert names(ws, date(2022, 6, 9)) == []
    assert ws.database.read_bytes() == before


def test_the_history_begins_with_the_first_step_of_a_user(ws: Workspace, clock: HandClock) -> None:
    assert history_begins(ws.reader) is None
    clock.now += DAY
    with ws.transaction("entry") as tx:
        project(tx)
    assert history_begins(ws.reader) == date(2022, 6, 11)


def test_a_record_whose_past_was_trimmed_reads_as_today(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("entry") as tx:
        made = project(tx, "甲")
    for name in ("乙", "丙"):
        clock.now += DAY
        with ws.transaction("edit") as tx:
            tx.update(Project, made.id, name=name)
    with ws.transaction("trim") as tx:
        assert trim_log(tx, have(tx.reader), clock.now).operations == 1
    assert names(ws, date(2022, 6, 11)) == ["丙"]
