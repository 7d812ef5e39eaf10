"""Retention: what is trimmed is missed by nobody."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import NotFoundError, RuleError, StorageError
from inspector.domain.operation import Trimmed
from inspector.domain.project import Project, Stage
from inspector.storage import driver
from inspector.storage.chain import breaks
from inspector.storage.check import check
from inspector.storage.history import history
from inspector.storage.merge import (
    apply_operations,
    apply_trimmed,
    conflicts,
    have,
    operations_hash,
    operations_since,
)
from inspector.storage.read_back import read_back
from inspector.storage.state_hash import content_hash, state_hash
from inspector.storage.transaction import ChangeSet
from inspector.storage.trim import KEPT_FOR, TrimResult, lacks_trimmed, trim, trim_log, trimmed_since
from inspector.storage.undo import undo
from inspector.storage.workspace import Workspace
from tests.storage.histories import random_history
from tests.storage.kit import START, HandClock, Laptop, operation, project

LATER = START + KEPT_FOR + 1000


def trimmed_down(laptop: Laptop, before: int = LATER) -> TrimResult:
    with laptop.change(step()) as tx:
        return trim_log(tx, have(laptop.reader), before)


def step() -> ChangeSet:
    return ChangeSet("trim", role="decision")


@pytest.fixture
def edited(ws: Workspace, clock: HandClock) -> tuple[Workspace, Project]:
    """A project that was edited twice, another that was deleted, and a note on the first, long ago."""
    with ws.transaction("入库") as tx:
        made, gone = project(tx), project(tx, "退出的项目")
    for jobs in (40, 50):
        with ws.transaction("改") as tx:
            tx.update(Project, made.id, jobs=jobs)
    with ws.transaction("删") as tx:
        tx.delete(Project, gone.id)
    clock.now = LATER
    with ws.transaction("入库") as tx:
        project(tx, "今年的项目")
    return ws, made


def test_what_nothing_shown_depends_on_goes_and_everything_else_stays(edited: tuple[Workspace, Project]) -> None:
    ws, made = edited
    before = state_hash(ws), operations_hash(ws.reader), have(ws.reader)
    acknowledged = have(ws.reader)
    foreseen = trim(ws, acknowledged, START + 1, dry_run=True)
    assert state_hash(ws) == before[0]
    told = trim(ws, acknowledged, START + 1)
    assert told == foreseen
    assert (told.operations, told.rows) == (3, 2), "the first edit, and the deleted project with its delete"
    assert told.bytes > 100
    assert (state_hash(ws), operations_hash(ws.reader), have(ws.reader)) == before
    assert check(ws).findings == ()
    assert trim(ws, acknowledged, START + 1) == TrimResult(0, 0, 0)
    entries = history(ws, "project", made.id, "jobs")
    assert [entry.after for entry in entries] == [30, 50], "the history goes on with what is left"


def test_nothing_goes_that_somebody_lacks_or_that_is_young(edited: tuple[Workspace, Project]) -> None:
    ws, _ = edited
    own = f"{ws.info.replica}:1"
    assert trim(ws, {own: ((1, 2),)}, START + 1).operations == 0
    assert trim(ws, {}, START + 1).operations == 0
    assert trim(ws, have(ws.reader), START).operations == 0
    with pytest.raises(RuleError) as told:
        trim(ws, have(ws.reader), START + 1001)
    assert told.value.key == "storage.trim_too_young"


def test_a_step_that_rests_on_trimmed_operations_is_not_undone(edited: tuple[Workspace, Project]) -> None:
    ws, _ = edited
    trim(ws, have(ws.reader), START + 1)
    undo(ws)
    for _ in range(2):
        with pytest.raises(RuleError) as told:
            undo(ws)
        assert told.value.key == "storage.undo_trimmed"


def test_an_edit_over_a_trimmed_one_is_not_undone(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, jobs=40)
    clock.now = LATER
    with ws.transaction("改") as tx:
        tx.update(Project, made.id, jobs=50)
        tx.update(Project, made.id, note="末")
    assert trim(ws, have(ws.reader), START + 1).operations == 1
    with pytest.raises(RuleError) as told:
        undo(ws)
    assert told.value.key == "storage.undo_trimmed"


def test_operations_go_only_into_the_list_of_trimmed_ones(edited: tuple[Workspace, Project]) -> None:
    ws, _ = edited
    with pytest.raises(driver.DatabaseError, match="append-only"):
        ws._writer.execute("DELETE FROM operation")
    trim(ws, have(ws.reader), START + 1)
    for statement in ("DELETE FROM trimmed", "UPDATE trimmed SET change_id = 1", "DELETE FROM operation"):
        with pytest.raises(driver.DatabaseError, match="append-only"):
            ws._writer.execute(statement)


def test_a_trimmed_number_is_known_and_cannot_carry_another_content(edited: tuple[Workspace, Project]) -> None:
    ws, _ = edited
    everything = list(operations_since(ws.reader, {}))
    trim(ws, have(ws.reader), START + 1)
    with ws.transaction("导入") as tx:
        assert apply_operations(tx, everything).empty
        assert read_back(tx, have(ws.reader))
        assert not read_back(tx, {"b:1": ((1, 1),)})
    with pytest.raises(StorageError) as told, ws.transaction("导入") as tx:
        apply_operations(tx, [operation(everything[2].replica, 3)])
    assert told.value.key == "storage.number_used_twice"


def test_only_a_snapshot_brings_a_peer_up_to_date_who_lacks_what_was_trimmed(
    edited: tuple[Workspace, Project],
) -> None:
    ws, made = edited
    own = f"{ws.info.replica}:1"
    trim(ws, have(ws.reader), START + 1)
    assert lacks_trimmed(ws.reader, {own: ((1, 2),)})
    assert not lacks_trimmed(ws.reader, {own: ((1, 5),)})
    newcomer = Laptop("n")
    given = list(trimmed_since(ws.reader, {}))
    for _ in range(2):
        with newcomer.transaction("快照") as tx:
            apply_trimmed(tx, given)
            apply_operations(tx, operations_since(ws.reader, {}))
    assert newcomer.reader.get(Project, made.id).jobs == 50
    assert have(newcomer.reader) == have(ws.reader)
    assert operations_hash(newcomer.reader) == operations_hash(ws.reader)
    assert list(breaks(newcomer.connection)) == []
    with pytest.raises(StorageError), newcomer.transaction("快照") as tx:
        apply_trimmed(tx, [Trimmed(own, given[0].seq, "00" * 16)])


def test_a_record_deleted_and_trimmed_elsewhere_does_not_live_on_here() -> None:
    one, old = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    old.take(one.log())
    with one.transaction() as tx:
        tx.delete(Project, made.id)
        project(tx, "另一个")
    trimmed_down(one)
    with old.transaction("快照") as tx:
        changes = apply_trimmed(tx, trimmed_since(one.reader, {}))
        apply_operations(tx, operations_since(one.reader, {}))
    assert changes.deleted == {"project": (made.id,)}
    assert old.rows() == one.rows()
    assert operations_hash(old.reader) == operations_hash(one.reader)
    assert list(breaks(old.connection)) == []


def test_a_record_that_was_not_wholly_understood_leaves_no_mark() -> None:
    one = Laptop("a")
    one.take([operation("b:1", 1, value='{"1":"甲","999":1}'), operation("b:1", 2, kind=900, row="x")])
    one.take([operation("b:1", 3, field=-1, value="null", base='{"*":{"b:1":1}}')])
    one.take([operation("b:1", 4, row="last")])
    trimmed_down(one)
    assert [kind for kind, _ in one.connection.execute("SELECT kind, row FROM unknown_op")] == [900]
    with pytest.raises(NotFoundError):
        history(one.as_workspace, "project", "r")


def test_conflicts_and_their_settling_outlive_a_trimming() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
    other.take(one.log())
    for laptop, stage in ((one, Stage.RESERVE), (other, Stage.COMPLETED)):
        with laptop.transaction() as tx:
            tx.update(Project, made.id, stage=stage)
    one.take(other.log())
    before = list(conflicts(one.reader))
    trimmed_down(one)
    assert list(conflicts(one.reader)) == before
    assert [(found.common, found.has_common) for found in before] == [("construction", True)]


def test_what_was_common_is_not_told_once_it_was_trimmed() -> None:
    one, other = Laptop("a"), Laptop("b")
    with one.transaction() as tx:
        made = project(tx)
        tx.update(Project, made.id, stage=Stage.RESERVE)
    other.take(one.log())
    for laptop, stage in ((one, Stage.LANDED), (other, Stage.COMPLETED)):
        with laptop.transaction() as tx:
            tx.update(Project, made.id, stage=stage)
    trimmed_down(one)
    one.take(other.log())
    assert [found.has_common for found in conflicts(one.reader)] == [False]
    other.take(one.log())
    assert [found.common for found in conflicts(other.reader)] == ["reserve"]


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_those_who_trimmed_stay_in_one_state_with_those_who_did_not(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable history, nothing secret
    laptops = [Laptop(name) for name in "abc"]
    random_history(laptops, chance, 10)
    meet(laptops)
    trimmer = laptops[0]
    before = trimmer.rows(), list(conflicts(trimmer.reader)), operations_hash(trimmer.reader)
    trimmed_down(trimmer, chance.choice([START + 1, 2**42]))
    assert (trimmer.rows(), list(conflicts(trimmer.reader)), operations_hash(trimmer.reader)) == before
    random_history(laptops, chance, 8)
    meet(laptops)
    trimmed_down(laptops[1], 2**42)
    random_history(laptops, chance, 4)
    meet(laptops)
    for laptop in laptops[1:]:
        assert laptop.rows() == trimmer.rows()
        assert content_hash(laptop.connection) == content_hash(trimmer.connection)
        assert shown_heads(laptop) == shown_heads(trimmer)
        assert operations_hash(laptop.reader) == operations_hash(trimmer.reader)
        assert list(breaks(laptop.connection)) == []


def shown_heads(laptop: Laptop) -> list[object]:
    """The conflicts without what they last had in common, which may have been trimmed."""
    return [(one.key, one.heads) for one in conflicts(laptop.reader)]


def meet(laptops: list[Laptop]) -> None:
    for _ in range(2):
        for giver in laptops:
            for taker in laptops:
                taker.take(operations_since(giver.reader, have(taker.reader)))
