from __future__ import annotations

from datetime import date

import pytest

from inspector.domain.errors import StorageError
from inspector.domain.project import Project
from inspector.storage import driver, meta
from inspector.storage.check import check
from inspector.storage.log import Log
from inspector.storage.state_hash import state_hash
from inspector.storage.statistics_table import project_facts_rows
from inspector.storage.workspace import DATABASE, Workspace
from tests.storage.kit import HandClock, operation, project


def test_an_entry_that_was_altered_is_told_and_never_used(ws: Workspace, clock: HandClock) -> None:
    ws._writer.execute("UPDATE meta SET value = '7' WHERE key = 'epoch'")
    assert meta.damaged(ws._writer) == ["epoch"]
    with pytest.raises(StorageError) as told:
        _ = ws.info
    assert (told.value.key, told.value.details) == ("storage.damaged", {"path": ws.path / DATABASE})
    assert [(one.key, one.details) for one in check(ws).findings] == [("storage.check_meta", {"entry": "epoch"})]
    with pytest.raises(StorageError):
        ws.close()
    with pytest.raises(StorageError):
        Workspace.open(ws.path, clock=clock)
    with Workspace.open(ws.path, clock=clock, read_only=True) as reading:
        assert not check(reading).sound


def test_a_number_of_a_replica_that_was_never_given_is_damage(ws: Workspace) -> None:
    ws._writer.execute("INSERT INTO known VALUES (99, 1, 1)")
    with pytest.raises(StorageError) as told:
        Log(ws._writer).have()
    assert told.value.key == "storage.damaged"
    assert [one.key for one in check(ws).findings] == ["storage.check_unreadable"]


def test_a_trigger_that_is_gone_and_a_mark_that_fits_nothing_are_told(ws: Workspace) -> None:
    ws._writer.execute("DROP TRIGGER operation_never_goes")
    ws._writer.execute("INSERT INTO unknown_op VALUES (900, 'nowhere')")
    assert [one.key for one in check(ws).findings] == ["storage.check_schema", "storage.check_marks"]


def test_a_damaged_operation_is_neither_shown_nor_given_away(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    ws._writer.execute("DROP TRIGGER operation_never_changes")
    ws._writer.execute("UPDATE operation SET value = 'no JSON'")
    own = f"{ws.info.replica}:1"
    for found in (Log(ws._writer).by_row(), Log(ws._writer).damaged()):
        assert len(list(found)) == 1
    with pytest.raises(StorageError) as told:
        Log(ws._writer).of_row(2, made.id)
    assert told.value.details == {"replica": own, "seq": 1}
    with pytest.raises(StorageError):
        list(Log(ws._writer).beyond({}))
    assert [one.key for one in check(ws).findings] == ["storage.check_schema", "storage.check_operation"]


def test_a_cell_that_cannot_be_read_names_its_row(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    ws._writer.execute("UPDATE project SET planned_start = '2022-13-01'")
    with pytest.raises(StorageError) as told:
        ws.reader.get(type(made), made.id)
    assert told.value.details == {"kind": "project", "id": made.id}


def test_bytes_where_text_belongs_are_damage(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    ws._writer.execute("PRAGMA writable_schema=ON")
    ws._writer.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'project'")
    ws._writer.execute("PRAGMA writable_schema=RESET")
    ws._writer.execute("UPDATE project SET note = x'ff'")

    def edit() -> None:
        with ws.transaction("改") as tx:
            tx.update(Project, made.id, name="新")

    for use in (lambda: ws.reader.get(Project, made.id), lambda: state_hash(ws), edit):
        with pytest.raises(StorageError) as told:
            use()
        assert (told.value.key, told.value.details) == ("storage.damaged_row", {"kind": "project", "id": made.id})


def test_text_that_is_none_any_more_is_damage(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    ws._writer.execute("UPDATE project SET name = CAST(x'ff' AS TEXT)")
    with pytest.raises(StorageError) as told:
        ws.reader.get(type(made), made.id)
    assert told.value.key == "storage.damaged"


def test_a_declaration_that_cannot_be_read_is_told_on_opening(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    database = ws.path / DATABASE
    database.write_bytes(database.read_bytes().replace(b"CREATE TRIGGER change", b"CREATE TRIGGER\xff hange"))
    for read_only in (True, False):
        with pytest.raises(StorageError) as told:
            Workspace.open(ws.path, clock=clock, read_only=read_only)
        assert told.value.key == "storage.damaged"
    with pytest.raises(driver.DatabaseError):
        list(driver.rows(driver.DRIVER.connect(":memory:"), "SELECT * FROM nowhere"))


def test_a_damaged_operation_is_no_fault_of_the_sender(ws: Workspace) -> None:
    one = operation("b:1", 1)
    with ws.transaction("导入") as tx:
        assert tx.receive([one, one]) == [one]
        tx.log.note_known("b:1", [(1, 1)])
        assert tx.log.size() == 1
    ws._writer.execute("DROP TRIGGER operation_never_changes")
    ws._writer.execute("UPDATE operation SET hash = zeroblob(16)")
    with pytest.raises(StorageError) as told, ws.transaction("导入") as tx:
        tx.receive([one])
    assert told.value.key == "storage.damaged_operation"


def test_statistics_are_not_counted_from_a_damaged_row(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    ws._writer.execute("UPDATE project SET kind = 'new_buile'")
    with pytest.raises(StorageError) as told:
        list(project_facts_rows(ws.reader, 2022, date(2022, 6, 10)))
    assert told.value.details == {"kind": "project", "id": made.id}
