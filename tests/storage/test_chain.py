from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.domain.project import Project
from inspector.storage import driver, meta
from inspector.storage.chain import breaks, hash_at, head
from inspector.storage.check import Finding, check
from inspector.storage.history import steps_taken
from inspector.storage.merge import apply_operations
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock, operation, project


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    """Five steps: two records, an edit, an import of two laptops out of order, an undo, a redo."""
    with ws.transaction("入库", author="办公室") as tx:
        made = project(tx)
        project(tx)
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, name="新")
    with ws.transaction("导入") as tx:
        received = [operation("c:1", 1, row="x"), operation("b:1", 2, row="y"), operation("b:1", 1, row="y")]
        apply_operations(tx, received)
    undo(ws)
    redo(ws)
    return ws


def test_the_chain_holds_over_saves_imports_undo_and_a_new_session(filled: Workspace, clock: HandClock) -> None:
    filled.close()
    with Workspace.open(filled.path, clock=clock) as again:
        with again.transaction("入库") as tx:
            project(tx)
        assert list(breaks(again.reader.connection)) == []
        hashes = [kept for (kept,) in again.reader.connection.execute("SELECT hash FROM change_set")]
        assert len(set(hashes)) == 6
        assert {len(one) for one in hashes} == {32}
        assert check(again).sound


@pytest.mark.parametrize("statement", ["UPDATE change_set SET author = 'x'", "DELETE FROM change_set"])
def test_change_sets_are_only_ever_added(filled: Workspace, statement: str) -> None:
    with pytest.raises(driver.DatabaseError, match="append-only"):
        filled._writer.execute(statement)
    with pytest.raises(driver.DatabaseError, match="append-only"):
        filled._writer.execute(
            "INSERT OR REPLACE INTO change_set SELECT change_id, 'x', author, at, replica, first_seq, last_seq, role,"
            " reverses, hash FROM change_set WHERE change_id = 2"
        )


def test_whether_a_step_was_undone_is_read_from_the_step_that_reverses_it(filled: Workspace) -> None:
    taken = {step.change_id: (step.role, step.reverses, step.undone_by) for step in steps_taken(filled._writer)}
    assert taken[3] == ("do", None, 4)
    assert taken[4] == ("undo", 3, 5)
    assert taken[5] == ("redo", 4, None)


def _without_triggers(statement: str) -> Callable[[Workspace], None]:
    """Alter the log as somebody would who knows his way about: the triggers off and on again."""

    def alter(ws: Workspace) -> None:
        read = ws._writer.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in read:
            ws._writer.execute(f"DROP TRIGGER {name}")
        ws._writer.execute(statement)
        for _, declared in read:
            ws._writer.execute(declared)

    return alter


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE change_set SET author = 'someone else' WHERE change_id = 1", [1]),
        ("UPDATE change_set SET at = at + 1 WHERE change_id = 2", [2]),
        ("UPDATE change_set SET hash = zeroblob(32) WHERE change_id = 2", [2, 3]),
        ("UPDATE change_set SET replica = 77 WHERE change_id = 2", [2]),
        ("DELETE FROM change_set WHERE change_id = 2", [3, 2]),
        ("UPDATE operation SET change_id = 2 WHERE change_id = 1 AND dot & 1", [1, 2]),
        ("UPDATE operation SET hash = zeroblob(16) WHERE change_id = 3 AND dot & 1", [3]),
        ("DELETE FROM meta WHERE key = 'device_name'", [1]),
    ],
)
def test_the_check_says_at_which_step_the_chain_breaks(filled: Workspace, statement: str, broken: list[int]) -> None:
    _without_triggers(statement)(filled)
    found = [one for one in check(filled).findings if one.key == "storage.check_chain"]
    assert found == [Finding("storage.check_chain", {"change": step}, damage=True) for step in broken]


def test_what_a_workspace_is_for_good_stands_at_the_root_of_the_chain(filled: Workspace) -> None:
    meta.write(filled._writer, tier="real", epoch="2")
    assert list(breaks(filled._writer)) == []
    meta.write(filled._writer, city="anshan")
    assert list(breaks(filled._writer)) == [1]


def test_the_head_of_the_log_is_told_and_found_again(filled: Workspace) -> None:
    before = head(filled.reader.connection)
    assert before == (5, hash_at(filled.reader.connection, 5))
    with filled.transaction("入库") as tx:
        project(tx)
    assert head(filled.reader.connection)[0] == 6
    assert hash_at(filled.reader.connection, 5) == before[1]
    assert hash_at(filled.reader.connection, 7) is None


def test_an_empty_log_has_its_root_for_a_head(ws: Workspace) -> None:
    assert head(ws.reader.connection) == (0, hash_at(ws.reader.connection, 0))
