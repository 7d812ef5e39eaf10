from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.errors import NotFoundError
from inspector.domain.project import Project
from inspector.storage.history import change_sets, history
from inspector.storage.merge import apply_operations
from inspector.storage.undo import undo
from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock, operation, project


def test_the_history_of_a_field_tells_who_when_and_what(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("入库", author="办公室") as tx:
        made = project(tx)
    clock.now += 60_000
    with ws.transaction("改总投资", author="项目管家甲") as tx:
        tx.update(Project, made.id, total_investment=Decimal(2000), jobs=31)
    first, second = history(ws, "project", made.id, "total_investment")
    assert (first.before, first.after, first.author, first.action) == (None, Decimal("1234.5"), "办公室", "入库")
    assert (second.before, second.after, second.author) == (Decimal("1234.5"), Decimal(2000), "项目管家甲")
    assert second.at.isoformat() == "2022-06-10T10:01:00+08:00"
    assert (second.replica, second.seq) == (f"{ws.info.replica}:1", 2)


def test_the_history_of_a_record_holds_every_field_and_its_delete(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("删") as tx:
        tx.delete(Project, made.id)
    entries = history(ws, "project", made.id)
    given = {entry.field for entry in entries if entry.action == "入库"}
    assert "name" in given
    assert "note" not in given
    assert {entry.field for entry in entries if entry.after is None} == given


def test_an_edit_that_does_not_show_and_a_value_that_cannot_be_read_stand_in_it(ws: Workspace) -> None:
    with ws.transaction("导入") as tx:
        apply_operations(
            tx,
            [
                operation("b:1", 1, hlc=2**63 - 1, value='{"1":"甲","18":"demolished"}'),
                operation("b:1", 2, hlc=9 << 16, field=1, value='"乙"', base='{"b:1":1}'),
                operation("c:1", 1, hlc=5 << 16, field=1, value='"丙"', base='{"b:1":1}'),
            ],
        )
    names = history(ws, "project", "r", "name")
    assert [(entry.before, entry.after) for entry in names] == [(None, "甲"), ("甲", "乙"), ("乙", "乙")]
    assert names[0].at.year == 6429
    (stage,) = history(ws, "project", "r", "stage")
    assert stage.after == "demolished"


def test_what_was_never_there_has_no_history(ws: Workspace) -> None:
    for kind, field in (("projekt", None), ("project", "colour"), ("project", "name")):
        with pytest.raises(NotFoundError):
            history(ws, kind, "nowhere", field)


def test_the_steps_are_listed_the_newest_first(ws: Workspace) -> None:
    with ws.transaction("入库", author="办公室") as tx:
        made = project(tx)
        project(tx)
    with ws.transaction("导入") as tx:
        apply_operations(tx, [operation()])
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, name="新")
    undo(ws)
    undone, changed, imported, entered = change_sets(ws)
    assert (undone.role, undone.reverses, changed.undone_by) == ("undo", changed.change_id, undone.change_id)
    assert (entered.action, entered.author, entered.role, entered.seqs) == ("入库", "办公室", "do", (1, 2))
    assert imported.seqs is None
