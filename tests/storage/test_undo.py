from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.operation import Operation
from inspector.domain.project import Area, Project, Stage
from inspector.storage.history import change_sets
from inspector.storage.log import Log
from inspector.storage.lone_table import lone_rows
from inspector.storage.merge import apply_operations, conflicts, have
from inspector.storage.shape import shape
from inspector.storage.state_hash import state_hash
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.trim import trim_log
from inspector.storage.undo import redo, reinstate, reversal_of, undo, withdraw
from inspector.storage.workspace import Workspace
from inspector.texts import explain
from tests.storage.histories import random_history, random_part, told_conflicts
from tests.storage.kit import Laptop, new_workspace, operation, project


def test_undo_brings_back_the_former_content_step_by_step(ws: Workspace) -> None:
    hashes = [state_hash(ws)]
    with ws.transaction("入库") as tx:
        made = project(tx)
        other = project(tx, "乙")
    hashes.append(state_hash(ws))
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, name="甲", jobs=None)
        tx.delete(Project, other.id)
        project(tx, "丙")
    hashes.append(state_hash(ws))
    changes = undo(ws, author="办公室")
    assert (changes.updated, set(changes.inserted), set(changes.deleted)) == (
        {"project": (made.id,)},
        {"project"},
        {"project"},
    )
    assert state_hash(ws) == hashes[1]
    assert ws.reader.get(Project, other.id) == other
    undo(ws)
    assert state_hash(ws) == hashes[0]
    with pytest.raises(RuleError) as told:
        undo(ws)
    assert told.value.key == "storage.nothing_to_undo"
    redo(ws)
    assert state_hash(ws) == hashes[1]
    redo(ws)
    assert state_hash(ws) == hashes[2]
    with pytest.raises(RuleError) as told:
        redo(ws)
    assert told.value.key == "storage.nothing_to_redo"
    undo(ws)
    assert state_hash(ws) == hashes[1], "what was done again can be undone again"


def test_after_something_new_there_is_nothing_to_redo(ws: Workspace) -> None:
    with pytest.raises(RuleError):
        redo(ws)
    with ws.transaction("入库") as tx:
        project(tx)
    undo(ws)
    with ws.transaction("入库") as tx:
        project(tx)
    with pytest.raises(RuleError) as told:
        redo(ws)
    assert told.value.key == "storage.nothing_to_redo"


def test_undo_refuses_where_someone_else_went_on(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("改名") as tx:
        tx.update(Project, made.id, name="甲")
    before = ws.info.replica
    late = operation("b:1", 1, row=made.id, field=1, value='"乙"', hlc=2**60, base=f'{{"{before}:1":2}}')
    _import_as_done(ws, late)
    with pytest.raises(RuleError) as told:
        undo(ws)
    assert told.value.details == {"action": "改名", "kind": "project", "id": made.id, "field": "name"}
    assert "改名" in explain(told.value)


@pytest.mark.parametrize("field", [1, -1])
def test_undo_of_an_insert_refuses_where_the_row_was_changed_or_deleted(ws: Workspace, field: int) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    own = f"{ws.info.replica}:1"
    base = f'{{"{own}":1}}' if field > 0 else f'{{"*":{{"{own}":1}}}}'
    value = '"乙"' if field > 0 else "null"
    _import_as_done(ws, operation("b:1", 1, row=made.id, field=field, value=value, hlc=2**60, base=base))
    with pytest.raises(RuleError) as told:
        undo(ws)
    assert told.value.key == "storage.undo_touched"


def test_undo_of_an_edit_refuses_where_the_row_is_gone(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("改名") as tx:
        tx.update(Project, made.id, name="甲")
    own = f"{ws.info.replica}:1"
    gone = operation("b:1", 1, row=made.id, field=-1, value="null", hlc=2**60, base=f'{{"*":{{"{own}":2}}}}')
    _import_as_done(ws, gone)
    with pytest.raises(RuleError) as told:
        undo(ws)
    assert "field" not in told.value.details


def _import_as_done(ws: Workspace, *operations: object) -> None:
    """An import that is not itself the step to undo: it belongs to the making of the workspace."""
    with ws.change(ChangeSet("导入", role="setup")) as tx:
        apply_operations(tx, operations)  # type: ignore[arg-type]


def test_an_import_is_undone_as_one_step(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx, "甲")
    before = state_hash(ws)
    with ws.transaction("导入") as tx:
        apply_operations(tx, [operation("b:1", seq, row=f"r{seq}") for seq in range(1, 30)])
        apply_operations(tx, [operation("b:1", 30, row="x", kind=900)])
        apply_operations(tx, [operation("b:1", 31, row="y", field=2, value='"2022"', base='{"b:1":29}')])
    assert ws.reader.count(Project) == 30
    undo(ws)
    assert state_hash(ws) == before


def test_a_step_that_shows_nothing_is_undone_and_left_behind(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("裁定") as tx:
        tx.settle(Project, made.id, name=made.name)
    assert undo(ws).empty
    undo(ws)
    assert ws.reader.count(Project) == 0


def test_a_row_that_comes_back_keeps_what_only_a_newer_program_reads(ws: Workspace) -> None:
    with ws.transaction("导入") as tx:
        apply_operations(tx, [operation("b:1", 1, value='{"1":"甲","999":"新字段"}')])
    with ws.transaction("删") as tx:
        tx.delete(Project, "r")
    undo(ws)
    assert ws.reader.get(Project, "r").name == "甲"
    last = ws.reader.connection.execute("SELECT value FROM operation ORDER BY change_id DESC LIMIT 1").fetchone()[0]
    assert "新字段" in last


def _random_step(tx: Transaction, chance: random.Random) -> None:
    rows = list(tx.reader.all(Project))
    choice = chance.random()
    if choice < 0.4 or not rows:
        area = Area(id=tx.new_id(), code=str(chance.randrange(9)), name="区")
        tx.insert(area)
        project(tx, str(chance.randrange(3)), area_id=area.id)
    elif choice < 0.8:
        tx.update(Project, chance.choice(rows).id, note=chance.choice(["a", "b", None]), jobs=chance.randrange(3))
    else:
        tx.delete(Project, chance.choice(rows).id)


@given(st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_undoing_everything_and_doing_it_again_is_exact(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    with new_workspace(tmp_path_factory.mktemp("undo") / "ws") as ws:
        hashes = [state_hash(ws)]
        for _ in range(5):
            with ws.transaction("步") as tx:
                for _ in range(3):
                    _random_step(tx, chance)
            if tx.written:
                hashes.append(state_hash(ws))
        for expected in hashes[-2::-1]:
            undo(ws)
            assert state_hash(ws) == expected
        for expected in hashes[1:]:
            redo(ws)
            assert state_hash(ws) == expected


def _parted() -> tuple[Laptop, Laptop, Project]:
    """Two laptops that know the same project."""
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx, stage=Stage.RESERVE)
    other.take(one.log())
    other.clock.now += 5000
    return one, other, made


@pytest.mark.parametrize("later", [5000, -5000])
def test_a_conflict_that_an_import_brought_goes_with_it(later: int) -> None:
    one, other, made = _parted()
    one.clock.now = other.clock.now + later
    with one.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.CONSTRUCTION)
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.COMPLETED)
    before = one.rows()
    one.take(other.log())
    imported, disputed = one.rows(), told_conflicts(one)
    assert len(disputed) == 1
    for _ in range(2):
        undo(one.as_workspace)
        assert (one.rows(), told_conflicts(one)) == (before, {})
        redo(one.as_workspace)
        assert (one.rows(), told_conflicts(one)) == (imported, disputed)
    undo(one.as_workspace)
    other.take(one.log())
    assert (other.rows(), told_conflicts(other)) == (before, {})


def test_a_conflict_that_stood_before_an_import_stays_with_its_author() -> None:
    one, other, made = _parted()
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.COMPLETED)
    with one.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.CONSTRUCTION)
    one.take(other.log())
    rows, disputed = one.rows(), told_conflicts(one)
    third = operation("c:1", 1, row=made.id, field=18, value='"landed"', hlc=2**60, base='{"a:1":1,"b:1":1}')
    one.take([third])
    assert one.rows() != rows
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (rows, disputed)
    (found,) = conflicts(one.reader)
    assert ("a:1", 2) in {(head.replica, head.seq) for head in found.heads}, "the one not shown still stands"


def test_a_delete_against_an_edit_that_an_import_brought_goes_and_comes_with_it() -> None:
    one, other, made = _parted()
    with other.transaction() as tx:
        tx.delete(Project, made.id)
    with one.transaction() as tx:
        tx.update(Project, made.id, note="仍在建")
        tx.update(Project, made.id, jobs=3)
    before = one.rows()
    one.take(other.log())
    imported, disputed = one.rows(), told_conflicts(one)
    assert len(disputed) == 2
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (before, {})
    redo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (imported, disputed)


def test_a_delete_against_the_row_itself_goes_and_comes_with_its_import() -> None:
    one, other, made = _parted()
    with one.transaction() as tx:
        tx.delete(Project, made.id)
        tx.insert(made)
    with other.transaction() as tx:
        tx.delete(Project, made.id)
    before = one.rows()
    one.take(other.log())
    disputed = told_conflicts(one)
    assert [field for _, _, field in disputed] == [None]
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (before, {})
    redo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (before, disputed)


def test_a_conflict_under_a_row_that_an_import_deletes_comes_back_with_it() -> None:
    one, other, made = _parted()
    with one.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.CONSTRUCTION)
    with other.transaction() as tx:
        tx.update(Project, made.id, stage=Stage.COMPLETED)
    one.take(other.log())
    other.take(one.log())
    before = one.rows(), told_conflicts(one)
    with other.transaction() as tx:
        tx.delete(Project, made.id)
    assert one.take(other.log()).deleted
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == before
    assert len(before[1]) == 1


def test_rows_of_a_newer_program_are_undone_too() -> None:
    one = Laptop("a")
    one.take([operation("n:1", 1, kind=900, row="x"), operation("n:1", 2)])
    one.take([operation("n:1", 3, kind=900, row="x", field=7, value="NaN", base='{"n:1":1}')])
    one.take([operation("n:1", 4, kind=900, row="x", field=7, value='"\\ud800"', base='{"n:1":3}')])
    undo(one.as_workspace)
    assert one.log()[0].value == "NaN"


def test_what_changed_in_a_field_of_a_newer_program_since_stops_an_undo() -> None:
    one = Laptop("a")
    one.take([operation("n:1", 1, kind=900, row="x")])
    one.take([operation("n:1", 2, kind=900, row="x", field=7, value="1", base="{}")])
    with one.change(ChangeSet("导入", role="setup")) as tx:
        apply_operations(tx, [operation("n:1", 3, kind=900, row="x", field=7, value="2", base='{"n:1":2}')])
    with pytest.raises(RuleError) as told:
        undo(one.as_workspace)
    assert told.value.details == {"action": "导入", "kind": "900", "id": "x", "field": "7"}


@given(st.integers(0, 2**32))
@settings(max_examples=120, deadline=None)
def test_undoing_an_import_is_exact_and_so_is_doing_it_again(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    laptops = [Laptop(name) for name in "abc"]
    random_history(laptops, chance, 10)
    one = laptops[0]
    fresh: dict[tuple[str, int], Operation] = {
        (op.replica, op.seq): op for other in laptops[1:] for op in random_part(other, one, chance)
    }
    if not fresh:
        return
    states = [(one.rows(), told_conflicts(one))]
    one.take(fresh.values())
    states.append((one.rows(), told_conflicts(one)))
    for turn in range(3):
        (undo, redo)[turn % 2](one.as_workspace)
        assert (one.rows(), told_conflicts(one)) == states[turn % 2]
    for other in laptops[1:]:
        other.take(one.log())
        one.take(other.log())
        other.take(one.log())
        assert other.rows() == one.rows()


def _merged_and_undone() -> tuple[Laptop, Laptop, Project, Project]:
    """`one` has taken in what `other` changed about two projects, undone it, and can work on."""
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made, gone = project(tx, "甲", note="旧"), project(tx, "乙")
    other.take(one.log())
    other.clock.now += 5000
    with other.transaction() as tx:
        tx.update(Project, made.id, note="外业", jobs=99)
        tx.delete(Project, gone.id)
        project(tx, "丙")
    one.take(other.log())
    undo(one.as_workspace)
    one.clock.now += 9000
    return one, other, made, gone


def _merge(ws: Laptop) -> int:
    return max(step.change_id for step in change_sets(ws.as_workspace) if step.action == "导入")


def test_an_undone_import_comes_back_after_other_work() -> None:
    one, _, made, gone = _merged_and_undone()
    merge = _merge(one)
    with one.transaction() as tx:
        tx.update(Project, made.id, status_text="撤销以后写的")
        project(tx, "丁")
    with pytest.raises(RuleError, match="nothing_to_redo"):
        redo(one.as_workspace)
    changes = reinstate(one.as_workspace, merge, "办公室").changes
    row = one.reader.get(Project, made.id)
    assert (row.note, row.jobs, row.status_text) == ("外业", 99, "撤销以后写的")
    assert sorted(found.name for found in one.reader.all(Project)) == ["丁", "丙", "甲"]
    assert set(changes.deleted["project"]) == {gone.id}
    assert told_conflicts(one) == {}


def test_what_was_written_since_stands_against_what_comes_back() -> None:
    one, other, made, gone = _merged_and_undone()
    with one.transaction() as tx:
        tx.update(Project, made.id, note="办公室")
        tx.update(Project, gone.id, note="仍在建")
    reinstate(one.as_workspace, _merge(one))
    told = told_conflicts(one)
    assert sorted(json.loads(value) for _, value in told["project", made.id, "note"]) == ["办公室", "外业"]
    assert ("project", gone.id, "note") in told, "an edit stands against the deletion"
    assert one.reader.get(Project, made.id).jobs == 99
    other.take(one.log())
    assert (other.rows(), told_conflicts(other)) == (one.rows(), told)


def test_what_was_written_the_same_since_is_no_conflict() -> None:
    one, _, made, _ = _merged_and_undone()
    with one.transaction() as tx:
        tx.update(Project, made.id, note="外业")
    reinstate(one.as_workspace, _merge(one))
    assert told_conflicts(one) == {}


def test_a_reinstated_import_is_undone_and_comes_back_again() -> None:
    one, _, made, _ = _merged_and_undone()
    merge = _merge(one)
    with one.transaction() as tx:
        tx.update(Project, made.id, note="办公室")
    before = one.rows()
    reinstate(one.as_workspace, merge)
    brought, told = one.rows(), told_conflicts(one)
    with pytest.raises(RuleError) as refused:
        reinstate(one.as_workspace, merge)
    assert refused.value.key == "storage.not_undone"
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (before, {})
    with one.transaction() as tx:
        project(tx, "丁")
    reinstate(one.as_workspace, merge)
    assert told_conflicts(one) == told
    assert len(one.rows()["project"]) == len(brought["project"]) + 1


def test_a_peer_that_never_had_the_import_tells_the_same_conflict() -> None:
    """Its packages were lost: all that it knows of the field was written by one device."""
    one, _, made, _ = _merged_and_undone()
    with one.transaction() as tx:
        tx.update(Project, made.id, note="办公室")
    reinstate(one.as_workspace, _merge(one))
    third = Laptop("c")
    third.take(found for found in one.log() if found.replica == one.name)
    assert told_conflicts(third).keys() == told_conflicts(one).keys()
    assert [row for _, row in lone_rows(third.reader)] == [made.id]
    third.take(one.log())
    assert lone_rows(third.reader) == []
    assert told_conflicts(third) == told_conflicts(one)


def test_a_step_that_stands_or_never_was_is_not_reinstated(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    for change_id in (tx.change_id, 99):
        with pytest.raises(RuleError) as told:
            reinstate(ws, change_id)
        assert told.value.key == "storage.not_undone"


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_reinstating_after_work_elsewhere_is_as_if_it_had_never_been_undone(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    laptops = [Laptop("a"), Laptop("b")]
    random_history(laptops, chance, 8)
    one, other = laptops
    one.take(random_part(other, one, chance))
    brought, disputed = one.rows(), told_conflicts(one)
    merge = next((step for step in change_sets(one.as_workspace)), None)
    if merge is None or merge.role != "do":
        return
    undo(one.as_workspace)
    both = {str(row[0]) for row in one.rows()["project"]} & {str(row[0]) for row in brought["project"]}
    with one.transaction() as tx:
        for row_id in sorted(both)[:1]:
            tx.update(Project, row_id, status_text="后来")
        tx.insert(Project(id="later", name="丁"))
    reinstate(one.as_workspace, merge.change_id)
    assert told_conflicts(one) == disputed
    place = next(at for at, cell in enumerate(shape(Project).cells, start=1) if cell.name == "status_text")
    left = [tuple(cell for at, cell in enumerate(row) if at != place) for row in one.rows()["project"]]
    wanted = [tuple(cell for at, cell in enumerate(row) if at != place) for row in brought["project"]]
    assert [row for row in left if row[0] != "later"] == wanted
    assert one.rows()["problem"] == brought["problem"]
    other.take(one.log())
    assert told_conflicts(other).keys() >= {key for key in disputed if key[1] in {row[0] for row in wanted}}


def test_what_was_done_again_is_known_from_what_is_said_anew() -> None:
    one, other, made, _ = _merged_and_undone()
    with one.transaction() as tx:
        tx.update(Project, made.id, note="办公室")
    reinstate(one.as_workspace, _merge(one))
    (found,) = (found for found in conflicts(one.reader) if found.field == "note")
    log = Log(one.reader.connection)
    told = {head.value: reversal_of(log, head.replica, head.seq) for head in found.heads}
    assert told == {"外业": "redo", "办公室": ""}
    other.take(one.log())
    theirs = Log(other.reader.connection)
    assert not any(reversal_of(theirs, head.replica, head.seq) for head in found.heads)


def test_an_import_whose_past_was_trimmed_is_not_reinstated(ws: Workspace) -> None:
    with ws.transaction("导入") as tx:
        apply_operations(tx, [operation("b:1", seq, row=f"r{seq}") for seq in range(1, 4)])
    undo(ws)
    with ws.transaction("入库") as later:
        project(later)
    with ws.change(ChangeSet("trim", role="decision")) as trimming:
        trim_log(trimming, have(ws.reader), 2**62)
    with pytest.raises(RuleError) as told:
        reinstate(ws, tx.change_id)
    assert told.value.key == "storage.undo_trimmed"


def test_undo_goes_on_behind_a_reinstated_import() -> None:
    one, _, made, _ = _merged_and_undone()
    with one.transaction() as tx:
        undone = one.rows()
        tx.update(Project, made.id, note="办公室")
    worked = one.rows()
    reinstate(one.as_workspace, _merge(one))
    undo(one.as_workspace)
    assert one.rows() == worked
    undo(one.as_workspace)
    assert (one.rows(), told_conflicts(one)) == (undone, {})
    redo(one.as_workspace)
    assert one.rows() == worked
    redo(one.as_workspace)
    assert told_conflicts(one) != {}


def test_an_older_import_is_taken_back_and_later_work_stays() -> None:
    one, other, made, gone = _merged_and_undone()
    merge = _merge(one)
    redo(one.as_workspace)
    with one.transaction() as tx:
        tx.update(Project, made.id, note="办公室", status_text="后来")
        brought = next(found.id for found in tx.reader.all(Project) if found.name == "丙")
        tx.update(Project, brought, jobs=5)
    withdrawn = withdraw(one.as_workspace, merge)
    row = one.reader.get(Project, made.id)
    assert (row.jobs, row.status_text) == (30, "后来")
    assert one.reader.get(Project, gone.id).name == "乙"
    told = told_conflicts(one)
    assert sorted(json.loads(value) for _, value in told["project", made.id, "note"]) == ["办公室", "旧"]
    assert ("project", brought, "jobs") in told, "what was built on stays, against its deletion"
    assert {row_id for _, row_id in withdrawn.disputed} == {made.id, brought}
    other.take(one.log())
    assert told_conflicts(other) == told
    with pytest.raises(RuleError, match="not_standing"):
        withdraw(one.as_workspace, merge)
    redo(one.as_workspace)
    assert (one.reader.get(Project, made.id).note, told_conflicts(one)) == ("办公室", {})
    withdraw(one.as_workspace, merge)
    reinstate(one.as_workspace, merge)
    assert one.reader.get(Project, made.id).jobs == 99
