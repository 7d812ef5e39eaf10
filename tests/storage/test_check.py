from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.domain.inspection import Photo
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Area, Project
from inspector.storage import check as checking
from inspector.storage import driver
from inspector.storage.check import Finding, check
from inspector.storage.clocks import AHEAD, EARLIEST, implausible
from inspector.storage.codec import canonical
from inspector.storage.damage import damaged_rows, is_sound
from inspector.storage.driver import connect
from inspector.storage.merge import apply_operations
from inspector.storage.workspace import Workspace
from inspector.texts import sentence
from tests.storage.kit import START, HandClock, new_workspace, operation, project
from tests.storage.test_sweep import keep


def keys(ws: Workspace) -> list[str]:
    found = check(ws).findings
    for finding in found:
        assert sentence(finding.key, **finding.details) != finding.key, "every finding has its sentence"
    return [finding.key.removeprefix("storage.check_") for finding in found]


def test_a_whole_workspace_is_sound(ws: Workspace) -> None:
    sha = keep(ws.photos, b"picture")
    with ws.transaction("入库") as tx:
        area = Area(id=tx.new_id(), code="211402", name="连山区")
        tx.insert(area)
        made = project(tx, area_id=area.id)
        tx.insert(Photo(id=tx.new_id(), sha256=sha))
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, name="新")
        gone = project(tx)
        tx.delete(Project, gone.id)
    assert check(ws).findings == ()
    assert check(ws).sound


def test_damaged_content_is_found_where_sqlite_finds_nothing(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
        other = project(tx)
    ws._writer.execute("UPDATE project SET total_investment = 1 WHERE id = ?", [made.id])
    ws._writer.execute("DROP TRIGGER operation_never_changes")
    ws._writer.execute("UPDATE operation SET hlc = hlc + 1 WHERE row = ?", [other.id])
    assert keys(ws) == ["schema", "row", "operation", "replay"]
    assert not check(ws).sound


def test_rows_without_history_and_history_without_rows_are_found(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made, other = project(tx), project(tx)
    ws._writer.execute("DELETE FROM project WHERE id = ?", [made.id])
    ws._writer.execute("UPDATE project SET id = 'stray' WHERE id = ?", [other.id])
    assert keys(ws) == ["row", "replay", "replay", "replay"]


def test_lost_numbers_of_ours_are_damage_and_those_of_others_are_awaited(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
        project(tx)
        apply_operations(
            tx, [operation("b:1", 3, row="x"), operation("b:1", 5, row="y"), operation("b:1", 6, kind=900)]
        )
    gaps = [finding for finding in check(ws).findings if finding.key == "storage.check_gap"]
    assert [(one.details["first"], one.details["last"], one.damage) for one in gaps] == [(1, 2, False), (4, 4, False)]
    assert check(ws).sound
    ws._writer.execute("UPDATE known SET last = 1 WHERE last = 2")
    assert "numbers" in keys(ws)
    ws._writer.execute("UPDATE known SET last = 2 WHERE last = 1")
    ws._writer.execute("DROP TRIGGER operation_never_goes")
    own = f"{ws.info.replica}:1"
    ws._writer.execute(
        "DELETE FROM operation WHERE dot & 0xFFFFFFFFFF = 1 AND dot < (SELECT min(dot) + 9 FROM operation)"
    )
    ws._writer.execute("UPDATE known SET first = 2 WHERE first = 1")
    assert Finding("storage.check_gap", {"replica": own, "first": 1, "last": 1}, damage=True) in check(ws).findings


def test_what_merges_leave_is_listed_for_a_person(ws: Workspace) -> None:
    with ws.transaction("导入") as tx:
        project(tx, project_code="2019-210000-01")
        project(tx, project_code="2019-210000-01", area_id="not here yet")
        for _ in range(2):
            tx.insert(
                Problem(
                    id=tx.new_id(),
                    project_id=next(tx.reader.all(Project)).id,
                    number="ZD-00017",
                    description="未办施工许可",
                    state=ProblemState.CLOSED,
                    closed_on=date(2022, 6, 1),
                )
            )
    assert keys(ws) == ["awaited", "shared_number", "shared_number", "closed", "closed"]
    assert check(ws).sound


def test_an_open_conflict_is_listed(ws: Workspace, clock: HandClock) -> None:
    now = clock.now << 16
    twins = [operation(f"{name}:1", 1, value=f'{{"1":"{name}"}}', hlc=now) for name in "bc"]
    with ws.transaction("导入") as tx:
        apply_operations(tx, twins)
    told = {"kind": "project", "id": "r", "field": "name", "values": 2}
    assert check(ws).findings == (Finding("storage.check_conflict", told, damage=False),)


def test_a_clock_that_cannot_be_right_is_told_and_nothing_is_dropped(ws: Workspace, clock: HandClock) -> None:
    ahead = clock.now + AHEAD
    odd = [operation("b:1", 1, row="x", hlc=0), operation("b:1", 2, row="y", hlc=ahead + 1 << 16)]
    right = [operation("b:1", 3, row="z", hlc=ahead << 16), operation("c:1", 1, row="w", hlc=EARLIEST << 16)]
    assert [one for one in (*odd, *right) if implausible(one, clock.now)] == odd
    with ws.transaction("导入") as tx:
        apply_operations(tx, [*odd, *right])
    assert ws.reader.count(Project) == 4
    assert Finding("storage.check_clock", {"replica": "b:1", "count": 2}, damage=False) in check(ws).findings
    assert keys(ws) == ["clock"]


def test_photos_are_hashed_again(ws: Workspace) -> None:
    good, bad = keep(ws.photos, b"good"), keep(ws.photos, b"bad")
    keep(ws.photos, b"orphan")
    with ws.transaction("附照片") as tx:
        tx.insert_many(Photo(id=tx.new_id(), sha256=sha) for sha in (good, bad, "f" * 64))
    (ws.photos / "originals" / bad[:2] / bad).write_bytes(b"BAD")
    assert keys(ws) == ["photo_missing", "photo_orphan", "photo_damaged"]


def test_a_file_that_is_damaged_itself_is_told_first(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("导入") as tx:
        tx.insert_many(Project(id=tx.new_id(), name=f"项目{n}") for n in range(2000))
    ws.close()
    damage(ws.path / "workspace.db", "project")
    with Workspace.open(ws.path, clock=clock, read_only=True) as again:
        assert keys(again) == ["file"]


def test_a_schema_that_cannot_be_read_is_damage(ws: Workspace, tmp_path: Path) -> None:
    ws.close()
    broken = tmp_path / "broken.db"
    broken.write_bytes((ws.path / "workspace.db").read_bytes().replace(b"CREATE TABLE", b"CREATE TUBLE"))
    connection = driver.DRIVER.connect(broken)
    assert not is_sound(connection)
    connection.close()


def damage(database: Path, table: str) -> None:
    connection = driver.connect(database, "rw")
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
    connection.close()
    with database.open("rb+") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_a_part_that_cannot_be_read_is_told(ws: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    ws.close()
    damage(ws.path / "workspace.db", "project")
    monkeypatch.setattr(checking, "is_sound", lambda _: True)
    with Workspace.open(ws.path, clock=clock, read_only=True) as again:
        assert keys(again) == ["unreadable"]


def test_a_photo_that_has_not_come_yet_is_awaited_and_one_that_was_here_is_missing(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ws") as ws:
        with ws.transaction("test") as tx:
            tx.insert(Photo(id=tx.new_id(), sha256="0" * 64))
            theirs = canonical({str(Photo.CELLS[0].number): "1" * 64})
            apply_operations(tx, [operation("b:1", 1, kind=Photo.NUMBER, row="p", value=theirs, hlc=START << 16)])
        found = check(ws)
    assert {(one.key, one.damage) for one in found.findings} == {
        ("storage.check_photo_missing", True),
        ("storage.check_photo_awaited", False),
    }


def test_a_table_from_before_a_migration_is_checked_by_the_columns_that_it_has(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ws") as ws:
        with ws.transaction("test") as tx:
            made = project(tx)
        writer = connect(ws.database, "rw")
        writer.execute("ALTER TABLE project DROP COLUMN note")
        writer.execute("DROP TABLE escalation")
        assert list(damaged_rows(writer)) == []
        writer.execute("UPDATE project SET name = 'x'")
        assert list(damaged_rows(writer)) == [("project", made.id)]
        writer.close()
