from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError, StorageError
from inspector.domain.project import Area, AreaKind, Project, ProjectKind
from inspector.storage.codec import decode
from inspector.storage.log import Log
from inspector.storage.merge import have
from inspector.storage.workspace import Workspace
from inspector.texts import explain
from tests.storage.kit import HandClock, project


def operations(ws: Workspace) -> int:
    return int(ws.reader.connection.execute("SELECT count(*) FROM operation").fetchone()[0])


def test_what_is_saved_reads_back_as_it_was(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
        assert tx.reader.get(Project, made.id) == made
        assert ws.reader.find(Project) is None, "nobody else sees it before the end"
    assert ws.reader.get(Project, made.id) == made
    assert tx.changes.inserted == {"project": (made.id,)}
    assert tx.changes.change_id == 1


def test_an_exception_undoes_everything_and_gives_no_number_away(ws: Workspace) -> None:
    with pytest.raises(RuleError), ws.transaction("入库") as tx:  # noqa: PT012 - both belong to the step
        project(tx)
        raise RuleError("services.refused")
    assert ws.reader.count(Project) == 0
    assert have(ws.reader) == {}
    with ws.transaction("入库") as tx:
        project(tx)
    assert list(have(ws.reader).values()) == [((1, 1),)]


def test_only_cells_that_differ_become_operations(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("改") as tx:
        same = tx.update(Project, made.id, name=made.name, total_investment=Decimal("1234.5000"))
    assert same == made
    assert tx.changes.empty
    assert tx.changes.change_id == 0
    assert operations(ws) == 1
    with ws.transaction("改") as tx:
        changed = tx.update(Project, made.id, name="滨海大道", kind=None)
    assert (changed.name, changed.kind) == ("滨海大道", None)
    assert ws.reader.get(Project, made.id) == changed
    assert operations(ws) == 3
    assert tx.changes.updated == {"project": (made.id,)}


def test_put_inserts_or_updates(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        area = tx.put(Area(id=tx.new_id(), code="211402", name="连山区"))
    with ws.transaction("改") as tx:
        tx.put(Area(id=area.id, code="211402", name="连山", area_kind=AreaKind.PARK))
    assert ws.reader.get(Area, area.id).name == "连山"
    assert operations(ws) == 3


def test_a_deleted_record_is_gone_and_may_come_again(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("删") as tx:
        tx.delete(Project, made.id)
    assert tx.changes.deleted == {"project": (made.id,)}
    with pytest.raises(NotFoundError) as told:
        ws.reader.get(Project, made.id)
    assert told.value.details == {"kind": "project", "id": made.id}
    with ws.transaction("再入库") as tx:
        tx.insert(made)
    assert ws.reader.get(Project, made.id) == made


def test_what_is_not_there_can_be_neither_changed_nor_deleted(ws: Workspace) -> None:
    with ws.transaction("改") as tx:
        with pytest.raises(NotFoundError):
            tx.update(Project, "x", name="y")
        with pytest.raises(NotFoundError):
            tx.delete(Project, "x")


def test_an_id_is_taken_once(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with pytest.raises(RuleError) as told, ws.transaction("再入库") as tx:
        tx.insert(made)
    assert told.value.key == "storage.id_taken"


def test_a_required_cell_cannot_be_emptied(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with pytest.raises(RuleError) as told, ws.transaction("改") as tx:
        tx.update(Project, made.id, name=None)
    assert told.value.details == {"kind": "project", "field": "name"}
    with pytest.raises(KeyError), ws.transaction("改") as tx:
        tx.update(Project, made.id, colour="red")


def test_a_value_that_cannot_be_kept_names_its_field(ws: Workspace) -> None:
    with pytest.raises(RuleError) as told, ws.transaction("入库") as tx:
        project(tx, total_investment=Decimal("0.0000001"))
    assert told.value.details == {"field": "total_investment", "value": Decimal("0.0000001")}
    assert "total_investment" in explain(told.value)


def test_ids_of_one_step_sort_in_the_order_of_their_making(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("入库") as tx:
        made = [tx.new_id() for _ in range(50)]
        clock.now -= 5
        made.append(tx.new_id())
    assert made == sorted(set(made))


def test_many_records_of_several_kinds_keep_their_order_in_the_log(ws: Workspace) -> None:
    with ws.transaction("导入") as tx:
        areas = [Area(id=tx.new_id(), code=str(n), name=f"区{n}") for n in range(1500)]
        projects = [Project(id=tx.new_id(), name=f"项目{n}", area_id=areas[n].id) for n in range(1500)]
        mixed = [one for pair in zip(areas, projects, strict=True) for one in pair]
        assert tx.insert_many(iter(mixed)) == 3000
    rows = ws.reader.connection.execute("SELECT row FROM operation ORDER BY dot").fetchall()
    assert [row for (row,) in rows] == [one.id for one in mixed]
    assert ws.reader.count(Project) == 1500


def test_the_net_effect_is_told(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        kept = project(tx)
        tx.update(Project, kept.id, name="甲")
        gone = project(tx)
        tx.delete(Project, gone.id)
    assert tx.changes.inserted == {"project": (kept.id,)}
    assert not tx.changes.updated
    assert not tx.changes.deleted
    with ws.transaction("换") as tx:
        tx.delete(Project, kept.id)
        tx.insert(kept)
    assert tx.changes.updated == {"project": (kept.id,)}


def test_no_transaction_inside_another(ws: Workspace) -> None:
    with ws.transaction("外") as tx:
        with pytest.raises(RuntimeError), ws.transaction("内"):
            pass
        project(tx)
    assert ws.reader.count(Project) == 1


def test_the_log_is_append_only(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    for statement in ("UPDATE operation SET value = '{}'", "DELETE FROM operation"):
        with pytest.raises(Exception, match="append-only"):
            ws._writer.execute(statement)


def test_the_clock_of_the_log_never_goes_back(ws: Workspace) -> None:
    clock = ws.clock
    assert hasattr(clock, "now")
    for now in (clock.now, 0, 2**41, 5):
        clock.now = now
        with ws.transaction("入库") as tx:
            project(tx)
    found = [hlc for (hlc,) in ws.reader.connection.execute("SELECT hlc FROM operation ORDER BY dot")]
    assert found == sorted(set(found))
    assert found[2] >> 16 == 2**41


def test_a_full_disk_says_what_to_do_and_keeps_what_was_saved(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    pages = ws._writer.execute("PRAGMA page_count").fetchone()[0]
    ws._writer.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageError) as told, ws.transaction("导入") as tx:
        tx.insert_many(Project(id=tx.new_id(), name="很长的名字" * 50) for _ in range(2000))
    assert told.value.key == "storage.disk_full"
    assert ws.reader.count(Project) == 1
    ws._writer.execute("PRAGMA max_page_count=1000000")
    with ws.transaction("再导入") as tx:
        project(tx)
    assert list(have(ws.reader).values()) == [((1, 2),)]


def test_every_operation_of_a_row_can_be_read_back(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx, kind=ProjectKind.CONTINUING, actual_start=date(2022, 4, 1))
    (only,) = Log(ws.reader.connection).of_row(Project.NUMBER, made.id)
    cells = {cell.number: cell for cell in Project.CELLS}
    assert decode(cells[17], "continuing") is ProjectKind.CONTINUING
    assert '"17":"continuing"' in only.value


def test_a_disk_without_space_during_a_copy_is_told_too(ws: Workspace) -> None:
    with pytest.raises(StorageError) as told, ws.transaction("存照片"):
        raise OSError(28, "No space left on device")
    assert told.value.key == "storage.disk_full"
    with pytest.raises(PermissionError), ws.transaction("存照片"):
        raise PermissionError


@pytest.mark.usefixtures("ws")
def test_read_only_refuses_to_write(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws", read_only=True) as reading:
        with pytest.raises(StorageError), reading.transaction("改"):
            pass
        assert reading.reader.count(Project) == 0
